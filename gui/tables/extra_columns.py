"""Computed columns beside the fields of a record: figures that the analysis gives for each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from casebuilder.i18n import N_
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.values import grouped
from gui.forms.references import document_language
from gui.i18n import tr

if TYPE_CHECKING:
    from casebuilder.analysis import Results

Read = Callable[[Case, "Results", Any], Decimal | int | str | None]


@dataclass(frozen=True, slots=True)
class ExtraColumn:
    """A figure of each record that is read from the results; `is_money` puts the currency into the heading."""

    label: str
    read: Read
    is_money: bool = False
    is_number: bool = True

    def title(self, case: Case) -> str:
        """The heading in the language of the screen."""
        return f"{tr(self.label)} ({case.profile.currency})" if self.is_money else tr(self.label)

    def value(self, case: Case, results: Results | None, record: Any) -> Decimal | int | str | None:
        """The figure; None while there are no results for the record."""
        return None if results is None else self.read(case, results, record)

    def text(self, case: Case, results: Results | None, record: Any) -> str:
        """The figure as it is read."""
        value = self.value(case, results, record)
        if value is None:
            return ""
        return value if isinstance(value, str) else grouped(value)


def _score(case: Case, results: Results, record: Any) -> int | None:
    result = results.risks.get(record.id)
    return None if result is None else result.score


def _level(case: Case, results: Results, record: Any) -> str | None:
    result = results.risks.get(record.id)
    band = case.find("risk_bands", result.level) if result is not None and result.level else None
    return None if band is None else record_name(band, document_language(case))


def _residual(case: Case, results: Results, record: Any) -> int | None:
    result = results.risks.get(record.id)
    return None if result is None else result.residual_score


def _cost(case: Case, results: Results, record: Any) -> Decimal | None:
    option = results.options.get(record.option)
    return None if option is None else _total(option.cost_lines.get(record.id))


def _benefit(case: Case, results: Results, record: Any) -> Decimal | None:
    option = results.options.get(record.option)
    return None if option is None else _total(option.benefit_lines.get(record.id))


def _funding(case: Case, results: Results, record: Any) -> Decimal:
    return sum(record.amounts, Decimal(0))


def _npv(case: Case, results: Results, record: Any) -> int | None:
    result = results.options.get(record.id)
    return None if result is None or not result.has_money else round(result.appraisal.npv)


def _total(flows: Sequence[Decimal] | None) -> Decimal | None:
    return None if flows is None else sum(flows, Decimal(0))


EXTRA_COLUMNS: Final[dict[str, tuple[ExtraColumn, ...]]] = {
    "risks": (
        ExtraColumn(N_("Score"), _score),
        ExtraColumn(N_("Level"), _level, is_number=False),
        ExtraColumn(N_("Residual score"), _residual),
    ),
    "cost_lines": (ExtraColumn(N_("Total"), _cost, is_money=True),),
    "benefits": (ExtraColumn(N_("Total over the horizon"), _benefit, is_money=True),),
    "funding_sources": (ExtraColumn(N_("Total"), _funding, is_money=True),),
    "options": (ExtraColumn(N_("NPV"), _npv, is_money=True),),
}


def extra_columns_of(part: str) -> tuple[ExtraColumn, ...]:
    """The computed columns of a collection."""
    return EXTRA_COLUMNS.get(part, ())
