"""From a case, its results and a framework to the neutral blocks of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from casebuilder import frameworks
from casebuilder.analysis import Results
from casebuilder.frameworks import FrameworkSection, Item
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.report import front, generic, matrices, money
from casebuilder.report.blocks import Block, Document, Heading, Landscape
from casebuilder.report.charts import chart
from casebuilder.report.wording import Wording

Builder = Callable[[Wording], Iterator[Block]]

COMPUTED: Final[dict[str, Builder]] = {
    "appraisal": money.appraisal,
    "benefit_register": matrices.benefit_register,
    "benefits_by_year": money.benefits_by_year,
    "budget_fit": money.budget_fit,
    "cash_flows": money.cash_flows,
    "conventions": money.conventions,
    "costs_by_year": money.costs_by_year,
    "decision": front.decision,
    "decision_card": front.decision_card,
    "key_figures": front.key_figures,
    "option_ratings": matrices.option_ratings,
    "risk_register": matrices.risk_register,
    "score_matrix": matrices.score_matrix,
    "sign_off": front.sign_off,
    "specification_matrix": matrices.specification_matrix,
    "switching": money.switching,
    "swot": matrices.swot,
    "top_risks": matrices.top_risks,
    "unused_functions": matrices.unused_functions,
}


def _computed(wording: Wording, item: Item) -> Iterator[Block]:
    return COMPUTED[item.name](wording)


def _table(wording: Wording, item: Item) -> Iterator[Block]:
    return generic.table(wording, item.name, item.options.get("columns"))


def _cards(wording: Wording, item: Item) -> Iterator[Block]:
    return generic.cards(wording, item.name, item.options.get("without", ()))


def _fields(wording: Wording, item: Item) -> Iterator[Block]:
    return generic.fields(wording, item.name, item.options.get("only"), item.options.get("without", ()))


def _narrative(wording: Wording, item: Item) -> Iterator[Block]:
    return generic.narrative(wording, item.name)


def _chart(wording: Wording, item: Item) -> Iterator[Block]:
    return chart(wording, item.name)


KINDS: Final[dict[str, Callable[[Wording, Item], Iterator[Block]]]] = {
    "cards": _cards,
    "chart": _chart,
    "computed": _computed,
    "fields": _fields,
    "narrative": _narrative,
    "table": _table,
}


def _section(wording: Wording, section: FrameworkSection) -> tuple[Heading, tuple[Block, ...]]:
    heading = Heading(section.level, section.title.get(wording.language), section.key, section.appendix)
    return heading, tuple(block for item in section.items for block in KINDS[item.kind](wording, item))


def _blocks(wording: Wording, sections: tuple[FrameworkSection, ...]) -> Iterator[Block]:
    """The sections that have content; a heading stays where a section below it has some."""
    built = [_section(wording, section) for section in sections]
    for place, ((heading, blocks), section) in enumerate(zip(built, sections, strict=True)):
        if not blocks and not _has_content_below(built[place:]):
            continue
        if section.landscape and blocks:
            yield Landscape((heading, *blocks))
        else:
            yield heading
            yield from blocks


def _has_content_below(built: list[tuple[Heading, tuple[Block, ...]]]) -> bool:
    (first, _), *rest = built
    for heading, blocks in rest:
        if heading.level <= first.level:
            return False
        if blocks:
            return True
    return False


def plan(case: Case, results: Results, *, framework: str = "", language: Language = "en") -> Document:
    """The document of a case in a framework (the case's own where none is named) and a language.

    Raises UserError where there is no such framework.
    """
    chosen = frameworks.load(framework or case.profile.framework or frameworks.DEFAULT)
    wording = Wording(case, results, language)
    return Document(
        language=language,
        properties=front.properties(wording),
        labels=front.labels(wording),
        cover=front.cover(wording, chosen.title.get(language)),
        blocks=tuple(_blocks(wording, chosen.sections)),
    )
