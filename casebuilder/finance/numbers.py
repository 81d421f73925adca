"""What every financial function asks of its numbers: finite, of one kind, and a rate above -100%."""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar, cast

Number = int | float | Decimal | Fraction
N = TypeVar("N", float, Decimal)


def same_kind(*groups: Sequence[Any]) -> list[list[Any]]:
    """The groups as Decimals where any number is a Decimal, else as floats.

    Raises ValueError where a number is missing, not a number or not finite.
    """
    kind = Decimal if any(isinstance(value, Decimal) for group in groups for value in group) else float
    return [[_as(kind, value) for value in group] for group in groups]


def exact(value: Any) -> Fraction:
    """`value` as a fraction, a float by its shortest decimal notation; ValueError where it is not a finite number."""
    known = isinstance(value, (numbers.Real, Decimal)) and not isinstance(value, bool)
    if not known or not math.isfinite(value):
        raise ValueError(f"{value!r} is not a finite number.")
    if isinstance(value, (Decimal, numbers.Rational)):
        return Fraction(value)
    return Fraction(float.__repr__(float(value)))


def _as(kind: type[float] | type[Decimal], value: Any) -> float | Decimal:
    if isinstance(value, kind) and math.isfinite(value):
        return kind(value)
    fraction = exact(value)
    if kind is float:
        return float(fraction)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def decimals(values: Sequence[Any]) -> tuple[Decimal, ...]:
    """`values` as Decimals; ValueError where one is not a finite number."""
    return tuple(same_kind([Decimal(0)], values)[1])


def checked_rate(rate: N, what: str = "A rate") -> N:
    """`rate` where money can be discounted at it; ValueError at or below -100%."""
    if rate <= -1:
        raise ValueError(f"{what} must be above -100%, and {rate} is not.")
    return rate


def rate_and_flows(rate: N, flows: Sequence[N]) -> tuple[N, list[N]]:
    """Both in one kind; ValueError where there are no flows or the rate is not above -100%."""
    if len(flows) == 0:
        raise ValueError("There are no cash flows.")
    (rate,), flows = same_kind([rate], flows)
    return checked_rate(rate), flows


def pair(first: N, second: N) -> tuple[N, N]:
    """Two numbers in one kind."""
    ((one, other),) = same_kind([first, second])
    return cast("tuple[N, N]", (one, other))
