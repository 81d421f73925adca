"""Tables of money as they are printed: in whole units, and adding up where that is asked for."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Final, Literal, get_args

from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.controlled_rounding import Table, controlled
from casebuilder.finance.numbers import decimals
from casebuilder.finance.rounding import EXACT, NONE, round_money

Mode = Literal["nearest", "controlled", "largest_remainder"]
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Printed:
    """A table in whole units with its totals."""

    cells: tuple[Flows, ...]
    row_totals: Flows
    column_totals: Flows
    total: Decimal

    @property
    def note_needed(self) -> bool:
        """Whether a row, a column or the totals do not add up, so that the reader must be told."""
        rows = [*zip(self.cells, self.row_totals, strict=True), (self.column_totals, self.total)]
        columns = zip((*zip(*self.cells, strict=True), self.row_totals), (*self.column_totals, self.total), strict=True)
        return any(sum(figures) != total for figures, total in [*rows, *columns])


def printed(
    rows: Sequence[Sequence[Decimal]], *, unit: Decimal = ONE, mode: Mode = "nearest", rounding: str = "half_up"
) -> Printed:
    """`rows` of one length in whole units (12,345 in units of 1,000 is 12), with row, column and grand totals.

    "nearest" rounds each figure by itself. "largest_remainder" makes each column add up to its rounded total.
    "controlled" makes rows, columns and totals add up, with every figure at one of the two units that enclose it. The
    grand total is the exact one, rounded, in every mode. `rounding` is a rule of `rounding.MODES`; with "none" figures
    are in units and not rounded. ValueError for rows of unequal length, a unit that is no power of ten, or an unknown
    mode or rule.
    """
    if mode not in get_args(Mode):
        raise ValueError(f"{mode!r} is not a way to print a table; there are {', '.join(get_args(Mode))}.")
    if len({len(row) for row in rows}) > 1:
        raise ValueError("The rows of a table have one length.")
    with decimal.localcontext(EXACT):
        exact = _with_totals([_in_units(row, unit) for row in rows])
        figures = [[round_money(value, rounding) for value in row] for row in exact]
        if mode == "controlled" and rounding != NONE:
            figures = controlled(exact, figures)
        elif mode == "largest_remainder" and rounding != NONE:
            figures = _adding_columns(exact, figures)
        return _split(figures)


def largest_remainder(values: Sequence[Decimal], *, unit: Decimal = ONE, rounding: str = "half_up") -> Flows:
    """One column in whole units that adds up to its rounded total (Hamilton's method).

    All are rounded down, and the units that are missing go to the largest remainders, the earlier of equals first.
    ValueError as for `printed`.
    """
    with decimal.localcontext(EXACT):
        exact = _in_units(values, unit)
        if rounding == NONE:
            return exact
        return tuple(_apportioned(exact, round_money(sum(exact, start=ZERO), rounding)))


def percentages(values: Sequence[Decimal], *, digits: int = 0) -> Flows:
    """Shares of the total in per cent with `digits` decimals, adding up to 100; ValueError for a total of nought."""
    amounts = decimals(values)
    total = sum(amounts, start=ZERO)
    if total == 0:
        raise ValueError("There are no shares of a total of nought.")
    place = Decimal(1).scaleb(-digits)
    shares = largest_remainder([amount * HUNDRED / total for amount in amounts], unit=place)
    return tuple(share * place for share in shares)


def _in_units(values: Sequence[Decimal], unit: Decimal) -> Flows:
    """Exact: only powers of ten are units."""
    (unit,) = decimals([unit])
    if unit <= 0 or unit.normalize().as_tuple().digits != (1,):
        raise ValueError(f"A unit is a power of ten, such as 1 or 1000, and {unit} is not.")
    return tuple(value / unit for value in decimals(values))


def _with_totals(rows: Sequence[Flows]) -> Table:
    body = [[*row, sum(row, start=ZERO)] for row in rows]
    return [*body, [sum(column, start=ZERO) for column in zip(*body, strict=True)] or [ZERO]]


def _adding_columns(exact: Table, rounded: Table) -> Table:
    """With every column apportioned to its rounded total; totals stay as they are rounded."""
    columns = [_apportioned([row[at] for row in exact[:-1]], total) for at, total in enumerate(rounded[-1][:-1])]
    body = [[*(column[at] for column in columns), row[-1]] for at, row in enumerate(rounded[:-1])]
    return [*body, rounded[-1]]


def _apportioned(exact: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    parts = [Decimal(floor(value)) for value in exact]
    missing = int(total - sum(parts))
    for at in sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])[:missing]:
        parts[at] += 1
    return parts


def _split(figures: Table) -> Printed:
    *body, last = figures
    return Printed(
        cells=tuple(tuple(row[:-1]) for row in body),
        row_totals=tuple(row[-1] for row in body),
        column_totals=tuple(last[:-1]),
        total=last[-1],
    )
