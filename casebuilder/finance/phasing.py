"""Amounts and benefits over time: by profile, from a milestone and a lag, to an end or fading away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise, repeat
from operator import mul
from typing import Final, Literal

from casebuilder.finance import periods as calendar
from casebuilder.finance.cashflow import ZERO, Flows, fitted
from casebuilder.finance.periods import Period
from casebuilder.finance.rounding import EXACT

Shape = Literal["even", "s_curve", "front", "back"]
RampShape = Literal["step", "linear", "s_curve"]


def _s_curve(done: Fraction) -> Fraction:
    return done**2 * (3 - 2 * done)


# The share of the total that is spent when the share `done` of the time has passed.
_SPENT: Final[dict[str, Callable[[Fraction], Fraction]]] = {
    "even": lambda done: done,
    "s_curve": _s_curve,
    "front": lambda done: done * (2 - done),
    "back": lambda done: done**2,
}
_REACHED: Final[dict[str, Callable[[Fraction], Fraction]]] = {
    "step": lambda _: Fraction(1),
    "linear": lambda done: done,
    "s_curve": _s_curve,
}


def spread(total: Decimal, *, shape: Shape, start: int, periods: int, horizon: int) -> Flows:
    """`total` over `periods` periods from period `start`, in flows of periods 0 to the horizon that sum to it exactly.

    With x the share of the time that has passed, the share spent is x (even), 3x**2 - 2x**3 (S-curve), 2x - x**2
    (front) or x**2 (back). Running totals are rounded half up to the last decimal of `total`, or to whole units where
    it has none, and each period gets the difference of two: no period is off by more than one such unit. ValueError
    where the periods do not lie between 0 and the horizon.
    """
    if not (periods >= 1 and 0 <= start <= start + periods - 1 <= horizon):
        raise ValueError(
            f"The amount is spread over {periods} periods from period {start}; they must lie between 0 and {horizon}."
        )
    unit = _unit(total)
    with localcontext(EXACT):
        sums = [(total * part / whole).quantize(unit, rounding=ROUND_HALF_UP) for part, whole in _spent(shape, periods)]
        amounts = [after - before for before, after in pairwise(sums)]
    return fitted((*[ZERO] * start, *amounts), horizon)


@dataclass(frozen=True, slots=True)
class Ramp:
    """How a benefit grows to its full value, and whether it ends or fades.

    It begins `lag` periods after period `start`, reaches its full value in `length` periods, is nought after period
    `end`, and loses the share `fading` of what is left in every period after the first full one.
    """

    shape: RampShape
    start: int
    length: int = 1
    lag: int = 0
    end: int | None = None
    fading: Decimal = ZERO

    def __post_init__(self) -> None:
        _known(self.shape, _REACHED)
        if self.length < 1 or self.lag < 0:
            raise ValueError("A ramp takes at least one period, and its lag is not negative.")
        if not (self.fading.is_finite() and 0 <= self.fading <= 1):
            raise ValueError(f"The share that fades is between 0 and 1, and {self.fading} is not.")

    def shares(self, horizon: int) -> Flows:
        """The share of the full value in periods 0 to the horizon.

        In the k-th of n periods it is k / n (linear), 3x**2 - 2x**3 with x = k / n (S-curve) or 1 (step).
        """
        begins = min(self.start + self.lag, horizon + 1)
        last = horizon if self.end is None else min(self.end, horizon)
        rising = _rising(self.shape, self.length)
        full = max(last + 1 - begins - len(rising), 0)
        from_start = (*rising, *accumulate(repeat(1 - self.fading, full), mul, initial=Decimal(1)))
        shares = (*[ZERO] * begins, *from_start[max(-begins, 0) :])
        return fitted(shares[: max(last + 1, 0)], horizon)


def averaged(monthly: Sequence[Decimal], period: Period) -> Flows:
    """The mean share of each period from shares by month: a benefit that begins in July counts half of its first year.

    Months that are missing in the last period count as nought.
    """
    months = calendar.MONTHS_A_YEAR // calendar.per_year(period)
    groups = (monthly[at : at + months] for at in range(0, len(monthly), months))
    return tuple(sum(group, start=ZERO) / months for group in groups)


def _known(shape: str, shapes: dict[str, Callable[[Fraction], Fraction]]) -> Callable[[Fraction], Fraction]:
    if shape not in shapes:
        raise ValueError(f"{shape!r} is not a profile over time; there are {', '.join(shapes)}.")
    return shapes[shape]


@lru_cache(maxsize=256)
def _rising(shape: RampShape, length: int) -> Flows:
    """The shares before the first full period."""
    reached = (_REACHED[shape](Fraction(number, length)) for number in range(1, length))
    return tuple(Decimal(share.numerator) / share.denominator for share in reached)


@lru_cache(maxsize=256)
def _spent(shape: Shape, periods: int) -> tuple[tuple[Decimal, Decimal], ...]:
    """The share of the total after 0 to `periods` periods, each as a numerator and a denominator."""
    shares = (_known(shape, _SPENT)(Fraction(done, periods)) for done in range(periods + 1))
    return tuple((Decimal(share.numerator), Decimal(share.denominator)) for share in shares)


def _unit(total: Decimal) -> Decimal:
    """The last decimal of `total`, or 1 where it has none."""
    exponent = total.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{total!r} is not a finite number.")
    return Decimal(1).scaleb(min(exponent, 0))
