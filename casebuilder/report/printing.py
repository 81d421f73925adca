"""Amounts as tables print them: in the unit of the case, adding up where it asks for that, in columns that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from casebuilder.finance import cashflow
from casebuilder.finance.cashflow import Flows
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
# A page is about so many signs wide in the small print of tables; cells take some beside their text.
_SIGNS: Final = 99
_MARGIN: Final = 2.3
MOST_COLUMNS: Final = 12
MOST_PARTS: Final = 3
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


# -- columns of years --------------------------------------------------------------------------------------------------


def spans(wording: Wording) -> tuple[range, ...]:
    """The years from 0 to the horizon as the columns of one table, whatever the period: one a column where they fit.

    Where they are too many for their amounts, year 0 and then several years a column.
    """
    years, longest = wording.results.horizon + 1, _longest(wording)
    size = 1
    if years > _columns(longest):
        size = -(-(years - 1) // (_columns(longest + 1) - 1))  # sums of several years are longer
    return (range(1), *(range(first, min(first + size, years)) for first in range(1, years, size)))


def parts(wording: Wording) -> tuple[tuple[range, ...], ...]:
    """The same as columns of several tables, where every year can have its own in a few of them."""
    years = wording.results.horizon + 1
    count = -(-years // _columns(_longest(wording)))
    if count > MOST_PARTS:
        return (spans(wording),)
    size = -(-years // count)
    singles = [range(year, year + 1) for year in range(years)]
    return tuple(tuple(singles[first : first + size]) for first in range(0, years, size))


def span(wording: Wording, years: range) -> str:
    """The header of a column of years: 2027, 2027–31, Year 3."""
    first, last = years[0], years[-1]
    if first == last:
        return wording.year(first)
    if wording.case.profile.first_year is None:
        return wording.say(N_("Year {number}"), number=f"{first}–{last}")
    return f"{wording.year(first)}–{wording.year(last)[2:]}"


def by_span(wording: Wording, flows: Sequence[Decimal], columns: Sequence[range]) -> Flows:
    """Flows by period summed by column; years without any count nought."""
    yearly = cashflow.fitted(wording.by_year(flows), wording.results.horizon)
    return tuple(sum(yearly[years.start : years.stop], start=Decimal(0)) for years in columns)


def _columns(signs: int) -> int:
    """How many columns of amounts of so many signs fit beside the names of the rows and a total."""
    return min(MOST_COLUMNS, max(2, int(_SIGNS / (signs + _MARGIN)) - 1))


def _longest(wording: Wording) -> int:
    """The signs of the longest yearly or cumulative amount of any option."""
    found = [result.appraisal for result in wording.results.options.values()]
    amounts = [
        flow
        for one in found
        for flows in (*map(wording.by_year, (one.cost_flows, one.benefit_flows)), one.cumulative_flows)
        for flow in flows
    ]
    return max(len(amount(wording, end)) for end in (max(amounts), min(amounts))) if amounts else 1
