"""Amounts as tables print them: in the unit of the case, and adding up where the case asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from casebuilder.finance.printed import Printed, printed
from casebuilder.i18n import N_
from casebuilder.report.blocks import Block, Paragraph
from casebuilder.report.wording import Wording
from casebuilder.values.amounts import currency_name, full_amount

UNITS: Final = {
    "1000": N_("{currency} thousand"),
    "10000": N_("{currency} 10,000"),
    "1000000": N_("{currency} million"),
}
_MILLION: Final = Decimal(1_000_000)


def unit(wording: Wording) -> str:
    """The unit of printed amounts, for headers: TWD, TWD thousand."""
    currency, chosen = wording.case.profile.currency, UNITS.get(wording.case.rules.print_unit)
    return wording.say(chosen, currency=currency_name(currency, wording.language)) if chosen else currency


def header(wording: Wording, label: str) -> str:
    """A translated label with the unit of printed amounts."""
    return wording.with_unit(label, unit(wording))


def amount(wording: Wording, value: Decimal | None) -> str:
    """One amount in the unit of printed tables; a dash where there is none."""
    return "–" if value is None else full_amount(value / _size(wording), _decimals(wording))


def sheet(wording: Wording, rows: Sequence[Sequence[Decimal]]) -> Printed:
    """A table with its totals in steps of what is printed, adjusted so that it adds up unless the case says otherwise.

    The grand total, which in a sheet of one row is the total of that row, is always rounded by itself.
    """
    mode: Any = wording.case.rules.print_rounding or "controlled"
    return printed(rows, unit=_size(wording).scaleb(-_decimals(wording)), mode=mode)


def texts(wording: Wording, figures: Iterable[Decimal]) -> tuple[str, ...]:
    """The figures of a sheet as they are printed."""
    places = _decimals(wording)
    return tuple(full_amount(figure.scaleb(-places), places) for figure in figures)


def note(wording: Wording, sheets: Iterable[Printed]) -> Iterator[Block]:
    """A note for the reader where rounded figures do not add up."""
    if any(one.note_needed for one in sheets):
        text = N_("Each figure is rounded by itself, so totals may differ from the sum of the figures printed.")
        yield Paragraph(wording.say(text), "note")


def _size(wording: Wording) -> Decimal:
    return Decimal(wording.case.rules.print_unit or "1")


def _decimals(wording: Wording) -> int:
    """Whole units; in millions one decimal place, for a project of a few millions would show no difference else."""
    return 1 if _size(wording) >= _MILLION else 0
