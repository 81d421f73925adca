"""Discount factors from a rate or from a published schedule of declining rates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Any, Final, Literal, overload

from casebuilder.finance.numbers import N, checked_rate, same_kind
from casebuilder.finance.parameters import table

Timing = Literal["end", "mid", "start"]
FLAT: Final = "flat"


@overload
def discount_factors(schedule: str, periods: int, *, timing: Timing = "end") -> list[float]: ...
@overload
def discount_factors(schedule: N, periods: int, *, timing: Timing = "end") -> list[N]: ...
def discount_factors(schedule: Any, periods: int, *, timing: Timing = "end") -> list[Any]:
    """The factors of periods 0 to `periods`; period 0 is 1 for every timing.

    `schedule` is one rate for all periods, or the name of a published table ("green_book", "green_book_health",
    "green_book_reduced"), whose rates are applied cumulatively: the factor of year 31 is that of year 30 divided by
    1 + rate of year 31. Timing "mid" discounts t - 1/2 and "start" t - 1 years. A Decimal rate gives Decimals.
    """
    if isinstance(schedule, str):
        return [float(factor) for factor in factors(rates(schedule, periods), timing=timing)]
    ((rate,),) = same_kind([schedule])
    return factors([rate] * _checked(periods), timing=timing)


def factors(rates_by_period: Sequence[N], *, timing: Timing = "end") -> list[N]:
    """The factors of periods 0 to n for the rates of periods 1 to n, applied cumulatively."""
    if timing not in ("end", "mid", "start"):
        raise ValueError(f"{timing!r} is not a timing; use end, mid or start.")
    if not rates_by_period:
        return [1]  # type: ignore[list-item]
    growth: list[Any] = [1 + checked_rate(rate, "A discount rate") for rate in rates_by_period]
    kind: Any = type(growth[0])
    at_end: list[Any] = list(accumulate(growth, lambda factor, by: factor / by, initial=kind(1)))
    if timing == "end":
        return at_end
    at_start: list[Any] = [kind(1), *at_end[:-1]]
    if timing == "start":
        return at_start
    return [kind(1), *(before / by ** kind("0.5") for before, by in zip(at_start[1:], growth, strict=True))]


def rates(schedule: str, periods: int) -> list[Decimal]:
    """The rates of periods 1 to `periods` of a published schedule."""
    steps = _steps(schedule)
    return [
        next(rate for first, rate in reversed(steps) if first <= period) for period in range(1, _checked(periods) + 1)
    ]


@cache
def _steps(schedule: str) -> tuple[tuple[int, Decimal], ...]:
    published = {entry["id"]: entry for entry in table("discount_schedules")["schedules"]}
    if schedule not in published:
        raise ValueError(f"{schedule!r} is not a discount schedule; there are {', '.join(published)}.")
    return tuple((step["from"], Decimal(step["rate"])) for step in published[schedule]["steps"])


def _checked(periods: int) -> int:
    if periods < 0:
        raise ValueError(f"The number of periods must not be negative, and {periods} is.")
    return periods
