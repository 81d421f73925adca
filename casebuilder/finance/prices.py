"""Real and nominal amounts: one basis a case, an index a line, and what would be mixed.

A real case counts in money of the price year, which is period 0; a nominal case in money of each period. Lines are
stated in money of the price year and follow an index, or are stated in money of each period already.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from typing import Literal

from casebuilder.finance.cashflow import Flows
from casebuilder.finance.periods import Period, per_year, period_rate

Basis = Literal["real", "nominal"]
Index = Literal["general", "wage", "energy", "own", "stated"]


class Mixing(StrEnum):
    """A way in which a case mixes money of different years."""

    NOMINAL_RATE_IN_REAL_CASE = "nominal_rate_in_real_case"
    REAL_RATE_IN_NOMINAL_CASE = "real_rate_in_nominal_case"
    STATED_LINES_WITHOUT_INFLATION = "stated_lines_without_inflation"
    NOMINAL_CASE_WITHOUT_INFLATION = "nominal_case_without_inflation"


def index_path(growth: Decimal | Sequence[Decimal], periods: int, period: Period = "year") -> Flows:
    """The level of prices in periods 0 to `periods`, with 1 in period 0.

    `growth` is a fraction a year: one for all years, or those of years 1, 2, ..., the last of which goes on. ValueError
    where there is none or one is not above -100%.
    """
    years = [growth] if isinstance(growth, Decimal) else list(growth)
    if not years or periods < 0:
        raise ValueError("An index needs a growth rate, and a number of periods that is not negative.")
    by_period = [period_rate(rate, period) for rate in years]
    size, last = per_year(period), len(by_period) - 1
    steps = (1 + by_period[min(number // size, last)] for number in range(periods))
    return tuple(accumulate(steps, lambda level, step: level * step, initial=Decimal(1)))


def in_case_prices(
    flows: Sequence[Decimal], *, basis: Basis, line_index: Sequence[Decimal] | None, general: Sequence[Decimal]
) -> Flows:
    """The flows in the prices of the case.

    `line_index` and `general` are paths of `index_path`, as long as the flows; a line without an index is stated in
    money of each period. Real: flow * (line / general), which is the relative price effect
    ((1 + g_line) / (1 + g_general))**t, and 1 exactly where the line follows general prices; a stated flow is deflated.
    Nominal: flow * line; a stated flow stays (HM Treasury, The Green Book, on inflation and relative prices).
    """
    if basis not in ("real", "nominal"):
        raise ValueError(f"{basis!r} is not a basis of prices; use real or nominal.")
    levels = [Decimal(1)] * len(flows) if line_index is None else line_index
    if not len(flows) == len(levels) == len(general):
        raise ValueError(f"There are {len(flows)} flows, but {len(levels)} and {len(general)} levels of prices.")
    if basis == "nominal":
        return tuple(flow * level for flow, level in zip(flows, levels, strict=True))
    return tuple(flow * (level / base) for flow, level, base in zip(flows, levels, general, strict=True))


def mixing(
    *, basis: Basis, rate_basis: Basis, indices: Collection[Index], inflation: Decimal | None
) -> tuple[Mixing, ...]:
    """The ways in which a case mixes real and nominal money; published discount schedules are real.

    `inflation` is the growth of general prices; None and nought say that the case has none.
    """
    stated, none = "stated" in indices, not inflation
    flagged = {
        Mixing.NOMINAL_RATE_IN_REAL_CASE: basis == "real" and rate_basis == "nominal",
        Mixing.REAL_RATE_IN_NOMINAL_CASE: basis == "nominal" and rate_basis == "real",
        Mixing.STATED_LINES_WITHOUT_INFLATION: basis == "real" and stated and none,
        Mixing.NOMINAL_CASE_WITHOUT_INFLATION: basis == "nominal" and "general" in indices and none,
    }
    return tuple(way for way, holds in flagged.items() if holds)
