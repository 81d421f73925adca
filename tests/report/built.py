"""What one builder of the document says of a case, for exact comparison."""

from __future__ import annotations

from casebuilder.analysis import analyse
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.report.blocks import Block, Bullets, Callout, Paragraph, Table
from casebuilder.report.plan import COMPUTED
from casebuilder.report.wording import Wording


def worded(case: Case, language: Language = "en") -> Wording:
    return Wording(case, analyse(case), language)


def built(name: str, case: Case, language: Language = "en") -> list[Block]:
    return list(COMPUTED[name](worded(case, language)))


def tables(name: str, case: Case, language: Language = "en") -> list[Table]:
    return [block for block in built(name, case, language) if isinstance(block, Table)]


def table(name: str, case: Case, language: Language = "en") -> Table:
    (one,) = tables(name, case, language)
    return one


def header(one: Table) -> tuple[str, ...]:
    return tuple(column.label for column in one.columns)


def said(name: str, case: Case, language: Language = "en") -> list[str]:
    """The texts of paragraphs, lists and boxes, one after the other."""
    texts: list[str] = []
    for block in built(name, case, language):
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, Bullets):
            texts.extend(block.items)
        elif isinstance(block, Callout):
            texts += [block.title, block.text]
    return texts
