"""Discount factors from a rate or from a published schedule of declining rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Any, Final, Literal, NamedTuple, overload

from casebuilder.finance.numbers import N, checked_rate, in_range, same_kind
from casebuilder.finance.parameters import table
from risk.numbers import whole

Timing = Literal["end", "mid", "start"]
Kind = Literal["standard", "sensitivity", "preset"]
FLAT: Final = "flat"


class Band(NamedTuple):
    """The rate of the years from `first_year` to the next band."""

    first_year: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """A published table of real discount rates, with its edition and date.

    `verify` says that the rates were not read in the publication itself and have to be checked there before use.
    `superseded_by` is the identifier of another schedule or a text. A sensitivity accompanies the schedules
    `sensitivity_of` at horizons of more than `beyond_years`.
    """

    identifier: str
    kind: Kind
    edition: str
    source: str
    date: str
    superseded_by: str | None
    verify: bool
    bands: tuple[Band, ...]
    sensitivity_of: tuple[str, ...] = ()
    beyond_years: int = 0

    def rate(self, year: int) -> Decimal:
        """The rate of `year`, counted from 1."""
        return next(band.rate for band in reversed(self.bands) if band.first_year <= year)


@cache
def schedules() -> tuple[Schedule, ...]:
    """Every published schedule, as ordered in the data file."""
    return tuple(_read(entry) for entry in table("discount_schedules")["schedules"])


def schedule(identifier: str) -> Schedule:
    """The schedule of this identifier; ValueError where there is none."""
    published = {entry.identifier: entry for entry in schedules()}
    if identifier not in published:
        raise ValueError(f"{identifier!r} is not a discount schedule; there are {', '.join(published)}.")
    return published[identifier]


def companion(identifier: str, horizon_years: int) -> Schedule | None:
    """The sensitivity that this schedule asks for at this horizon; None for "flat" and for shorter horizons.

    The Green Book of 2026 asks for the reduced rates beside the standard ones where a horizon exceeds 50 years.
    """
    if identifier == FLAT:
        return None
    main = schedule(identifier).identifier
    fitting = (one for one in schedules() if main in one.sensitivity_of and horizon_years > one.beyond_years)
    return next(fitting, None)


def _read(entry: dict[str, Any]) -> Schedule:
    fields = {key: value for key, value in entry.items() if key not in ("id", "steps", "sensitivity_of")}
    return Schedule(
        identifier=entry["id"],
        bands=tuple(Band(step["from"], Decimal(step["rate"])) for step in entry["steps"]),
        sensitivity_of=tuple(entry.get("sensitivity_of", ())),
        **fields,
    )


@overload
def discount_factors(schedule: str, periods: int, *, timing: Timing = "end") -> list[float]: ...
@overload
def discount_factors(schedule: N, periods: int, *, timing: Timing = "end") -> list[N]: ...
@in_range
def discount_factors(schedule: Any, periods: int, *, timing: Timing = "end") -> list[Any]:
    """The factors of periods 0 to `periods`; period 0 is 1 for every timing.

    `schedule` is one rate for all periods, or the name of a published table (see `schedules`), whose rates are applied
    cumulatively: the factor of year 31 is that of year 30 divided by 1 + rate of year 31. Timing "mid" discounts
    t - 1/2 and "start" t - 1 years. A Decimal rate gives Decimals, a name floats.
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


def rates(name: str, periods: int) -> list[Decimal]:
    """The rates of years 1 to `periods` of a published schedule."""
    published = schedule(name)
    return [published.rate(year) for year in range(1, _checked(periods) + 1)]


def _checked(periods: int) -> int:
    count = whole(periods, "The number of periods")
    if count < 0:
        raise ValueError(f"The number of periods must not be negative, and {count} is.")
    return count
