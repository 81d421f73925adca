"""From a case, its results and a framework to the neutral blocks of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from casebuilder import frameworks
from casebuilder.analysis import Results
from casebuilder.frameworks import FrameworkSection, Item
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.report import (
    bias,
    comparisons,
    flow_tables,
    front,
    generic,
    matrices,
    money,
    risks,
    sensitivity,
    simulation,
)
from casebuilder.report.blocks import Block, Document, Heading, Landscape
from casebuilder.report.charts import chart
from casebuilder.report.wording import Wording

Builder = Callable[[Wording], Iterator[Block]]

COMPUTED: Final[dict[str, Builder]] = {
    "above_appetite": risks.above_appetite,
    "adjusted_npv": comparisons.adjusted_npv,
    "affordability": flow_tables.affordability,
    "after_tax": comparisons.after_tax,
    "appraisal": money.appraisal,
    "benefit_register": matrices.benefit_register,
    "benefits_by_year": flow_tables.benefits_by_year,
    "bias_factors": bias.bias_factors,
    "budget_fit": flow_tables.budget_fit,
    "cash_flows": flow_tables.cash_flows,
    "conventions": money.conventions,
    "costs_by_year": flow_tables.costs_by_year,
    "decision": front.decision,
    "decision_card": front.decision_card,
    "delay_cost": sensitivity.delay_cost,
    "driver_ranges": sensitivity.driver_ranges,
    "excluded_lines": flow_tables.excluded_lines,
    "further_measures": comparisons.further_measures,
    "key_figures": front.key_figures,
    "optimism_bias": bias.optimism_bias,
    "option_ratings": matrices.option_ratings,
    "past_projects": bias.past_projects,
    "rates_of_return": money.rates_of_return,
    "risk_ranking": risks.risk_ranking,
    "risk_register": risks.risk_register,
    "scenarios": sensitivity.scenarios,
    "score_matrix": matrices.score_matrix,
    "second_schedule": comparisons.second_schedule,
    "sign_off": front.sign_off,
    "simulation": simulation.simulation,
    "simulation_method": simulation.simulation_method,
    "simulation_percentiles": simulation.simulation_percentiles,
    "specification_matrix": matrices.specification_matrix,
    "step_by_step": comparisons.step_by_step,
    "switching": money.switching,
    "switching_values": sensitivity.switching_values,
    "swot": matrices.swot,
    "top_risks": risks.top_risks,
    "unequal_lives": comparisons.unequal_lives,
    "unused_functions": matrices.unused_functions,
    "values_at_end": comparisons.values_at_end,
    "variance_shares": simulation.variance_shares,
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
