"""Years, quarters and months: rates, factors, labels and dates by period.

Period 0 is the first period of the first year. Flows of period t count at t / n years where a year has n periods, so
that the rate of year k discounts the periods (k - 1) * n + 1 to k * n.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, Literal, cast

from casebuilder.finance import schedule as schedules
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.numbers import N, checked_rate, same_kind

Period = Literal["year", "quarter", "month"]
MONTHS_A_YEAR: Final = 12
_A_YEAR: Final[dict[str, int]] = {"year": 1, "quarter": 4, "month": MONTHS_A_YEAR}


def per_year(period: Period) -> int:
    """How many periods a year has; ValueError where the period is none of year, quarter and month."""
    if period not in _A_YEAR:
        raise ValueError(f"{period!r} is not a period; use year, quarter or month.")
    return _A_YEAR[period]


def period_rate(annual: N, period: Period) -> N:
    """The rate a period with the same growth over a year: (1 + annual)**(1 / n) - 1, and not annual / n."""
    ((annual,),) = same_kind([annual])
    checked_rate(annual)
    if per_year(period) == 1:
        return annual
    kind: Any = type(annual)
    return cast("N", (1 + annual) ** (kind(1) / per_year(period)) - 1)


def annual_rate(rate: N, period: Period) -> N:
    """The rate a year with the same growth: (1 + rate)**n - 1."""
    ((rate,),) = same_kind([rate])
    checked_rate(rate)
    return rate if per_year(period) == 1 else (1 + rate) ** per_year(period) - 1


def rates_by_period(annual: Sequence[N], period: Period) -> list[N]:
    """The rates of periods 1 to years * n, where `annual` has the rates of years 1 to years."""
    return [rate for year in annual for rate in [period_rate(year, period)] * per_year(period)]


def schedule_rates(schedule: str | Decimal, periods: int, period: Period) -> list[Decimal]:
    """The rates of periods 1 to `periods` of one yearly rate or of a published schedule, whose bands are in years.

    `schedule.factors` of them are the yearly factors after whole years; its timings are within the period then.
    """
    if periods < 0:
        raise ValueError(f"The number of periods must not be negative, and {periods} is.")
    years = -(-periods // per_year(period))
    annual = schedules.rates(schedule, years) if isinstance(schedule, str) else [schedule] * years
    return rates_by_period(annual, period)[:periods]


def by_year(flows: Sequence[Decimal], period: Period) -> Flows:
    """The flows summed by calendar year."""
    size = per_year(period)
    return tuple(sum(flows[start : start + size], start=ZERO) for start in range(0, len(flows), size))


def period_of(date: datetime.date, *, first_year: int, period: Period) -> int:
    """The period in which `date` falls; negative before the first year."""
    size = per_year(period)
    return (date.year - first_year) * size + (date.month - 1) * size // MONTHS_A_YEAR


def label(number: int, *, first_year: int, period: Period, language: str = "en") -> str:
    """The name of a period: 2026, 2026 Q1 (zh_TW: 2026 年第 1 季) or 2026-01."""
    years, part = divmod(number, per_year(period))
    year = first_year + years
    if period == "year":
        return str(year)
    if period == "month":
        return f"{year}-{part + 1:02}"
    return f"{year} 年第 {part + 1} 季" if language == "zh_TW" else f"{year} Q{part + 1}"
