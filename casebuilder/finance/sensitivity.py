"""Sensitivity: what one thing at a time does to net present value, and how far it may go before the answer changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import floor
from typing import Final

from casebuilder.finance import cashflow
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.numbers import decimals
from casebuilder.finance.periods import MONTHS_A_YEAR

_HALVINGS: Final = 100


@dataclass(frozen=True, slots=True)
class Driver:
    """One input with its range; ValueError unless low <= base <= high."""

    key: str
    low: Decimal
    base: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        low, base, high = decimals([self.low, self.base, self.high])
        if not low <= base <= high:
            raise ValueError(f"The range of {self.key!r} must hold its base: {low}, {base}, {high}.")


@dataclass(frozen=True, slots=True)
class Bar:
    """What a driver gives at its base and at both ends of its range."""

    driver: Driver
    at_base: Decimal
    at_low: Decimal
    at_high: Decimal

    @property
    def worst(self) -> Decimal:
        """The least of the three: a driver with a turning point can be worst at its base."""
        return min(self.at_base, self.at_low, self.at_high)

    @property
    def best(self) -> Decimal:
        """The greatest of the three."""
        return max(self.at_base, self.at_low, self.at_high)

    @property
    def swing(self) -> Decimal:
        """How wide the bar is."""
        return self.best - self.worst


@dataclass(frozen=True, slots=True)
class Tornado:
    """The value at the base of all drivers, and a bar for each, the widest first."""

    base: Decimal
    bars: tuple[Bar, ...]


def tornado(drivers: Iterable[Driver], value: Callable[[Mapping[str, Decimal]], Decimal]) -> Tornado:
    """Take each driver to both ends of its range with all others at their base.

    `value` gets every driver by key. Bars of one width keep the order of the drivers.
    """
    given = tuple(drivers)
    at_base = {driver.key: driver.base for driver in given}
    return _tornado(given, value(at_base), lambda driver, end: value(at_base | {driver.key: end}))


def linear_tornado(drivers: Iterable[Driver], npv: Decimal, pv: Mapping[str, Decimal]) -> Tornado:
    """The same in closed form where NPV is linear in every driver: npv + (end - base) * pv[key].

    `pv` is what one unit of a driver adds to NPV: for a factor with base 1 the present value of its line (a cost's is
    negative). ValueError where a driver has none.
    """
    given = tuple(drivers)
    missing = [driver.key for driver in given if driver.key not in pv]
    if missing:
        raise ValueError(f"There is no present value for {', '.join(missing)}.")
    (npv,) = decimals([npv])
    return _tornado(given, npv, lambda driver, end: npv + (end - driver.base) * pv[driver.key])


def _tornado(drivers: Iterable[Driver], base: Decimal, at: Callable[[Driver, Decimal], Decimal]) -> Tornado:
    bars = [Bar(driver, base, at(driver, driver.low), at(driver, driver.high)) for driver in drivers]
    return Tornado(base, tuple(sorted(bars, key=lambda bar: -bar.swing)))


def switching(npv: Decimal, pv: Decimal) -> Decimal | None:
    """The relative change of a line at which NPV is nought, -npv / pv (HM Treasury, Green Book: switching values).

    `pv` is what the line adds to NPV: positive for a benefit, negative for a cost. None where it adds nothing.
    """
    npv, pv = decimals([npv, pv])
    return -npv / pv if pv else None


def switching_values(npv: Decimal, pv: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """The switching value of every line, each alone."""
    return {line: switching(npv, value) for line, value in pv.items()}


def grouped(pv: Mapping[str, Decimal], groups: Mapping[str, str]) -> dict[str, Decimal]:
    """The present value of each group, the sum of its lines'; a line without a group is left out."""
    sums: dict[str, Decimal] = {}
    for line, value in pv.items():
        if line in groups:
            sums[groups[line]] = sums.get(groups[line], ZERO) + value
    return sums


def crossing(value: Callable[[Decimal], Decimal], base: Decimal, limit: Decimal, *, steps: int = 64) -> Decimal | None:
    """Where `value` is first nought on the way from `base` to `limit`, for a driver that is not linear (a rate, say).

    The way is walked in equal steps and the first step with a change of sign is halved until it is as narrow as the
    precision allows; two crossings inside one step are not seen. None where no step changes the sign.
    """
    base, limit = decimals([base, limit])
    if steps < 1:
        raise ValueError(f"A search needs at least one step, and {steps} is less.")
    start, at_start = base, value(base)
    for step in range(1, steps + 1):
        if at_start == 0:
            return start
        end = base + (limit - base) * step / steps
        at_end = value(end)
        if (at_start > 0) != (at_end > 0):
            return _bisected(value, start, end)
        start, at_start = end, at_end
    return start if at_start == 0 else None


def _bisected(value: Callable[[Decimal], Decimal], start: Decimal, end: Decimal) -> Decimal:
    positive = value(start) > 0
    for _ in range(_HALVINGS):
        middle = (start + end) / 2
        if middle in (start, end):
            break
        if (value(middle) > 0) == positive:
            start = middle
        else:
            end = middle
    return end


def delayed(flows: Sequence[Decimal], periods: Decimal) -> Flows:
    """`flows` that come `periods` later: the horizon stays, what falls beyond it is lost.

    Between whole periods they are as far between the two shifts as the delay is, so that NPV is linear there.
    ValueError where the delay is negative.
    """
    flows, (periods,) = decimals(flows), decimals([periods])
    if periods < 0:
        raise ValueError(f"A delay must not be negative, and {periods} is.")
    whole = floor(min(periods, Decimal(len(flows))))
    part = min(periods, Decimal(len(flows))) - whole
    early, late = cashflow.shifted(flows, whole), cashflow.shifted(flows, whole + 1)
    return tuple(one + part * (other - one) for one, other in zip(early, late, strict=True))


def delay_curve(costs: Sequence[Decimal], benefits: Sequence[Decimal], factors: Sequence[Decimal]) -> Flows:
    """NPV where all benefits come 0, 1, 2 ... periods late, up to the delay that loses all of them."""
    return tuple(delayed_npvs(costs, benefits, factors))


def delayed_npvs(
    costs: Sequence[Decimal], benefits: Sequence[Decimal], factors: Sequence[Decimal]
) -> Iterator[Decimal]:
    """The same, one after the other: whoever looks for a crossing need not have the rest of many periods."""
    horizon = len(factors) - 1
    pv_costs = cashflow.present_value(cashflow.fitted(decimals(costs), horizon), factors)
    flows = cashflow.fitted(decimals(benefits), horizon)
    for late in range(len(flows) + 1):
        yield cashflow.present_value(flows[: len(flows) - late], factors[late:]) - pv_costs


def npv_at_delay(curve: Sequence[Decimal], periods: Decimal) -> Decimal:
    """NPV at a delay between two of the curve's, on the straight line between them; past its end, as at its end."""
    (periods,) = decimals([periods])
    if periods < 0 or not curve:
        raise ValueError(f"A delay curve starts at 0 periods; {periods} is not on it.")
    whole = min(floor(periods), len(curve) - 1)
    following = min(whole + 1, len(curve) - 1)
    return curve[whole] + min(periods - whole, Decimal(1)) * (curve[following] - curve[whole])


def cost_of_delay(curve: Sequence[Decimal], *, periods_a_year: int = 1) -> Decimal:
    """NPV lost where all benefits come one month late: the loss of the first period's delay by its months.

    ValueError unless a period is a whole number of months.
    """
    if periods_a_year < 1 or MONTHS_A_YEAR % periods_a_year:
        raise ValueError(f"A year has 1, 2, 3, 4, 6 or 12 periods, and not {periods_a_year}.")
    late = npv_at_delay(curve, Decimal(periods_a_year) / MONTHS_A_YEAR)
    return curve[0] - late


def switching_delay(curve: Iterable[Decimal]) -> Decimal | None:
    """The delay in periods at which NPV is first nought, linear between whole periods.

    None where NPV is negative without delay or never becomes negative.
    """
    for periods, (before, after) in enumerate(pairwise(curve)):
        if before < 0:
            return None
        if after < 0:
            return periods + before / (before - after)
    return None
