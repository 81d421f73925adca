"""What every financial function asks of its numbers: finite, of one kind, and a rate above -100%."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from risk.numbers import is_finite, listed

Number = int | float | Decimal | Fraction
N = TypeVar("N", float, Decimal)
P = ParamSpec("P")
R = TypeVar("R")


def in_range(function: Callable[P, R]) -> Callable[P, R]:
    """`function` with ValueError where its result, or a number on the way to it, is beyond all floats."""

    @wraps(function)
    def checked(*given: P.args, **named: P.kwargs) -> R:
        try:
            result = function(*given, **named)
        except ArithmeticError as error:
            raise ValueError("The result is too large for a number.") from error
        if not all(value is None or is_finite(value) for value in (result if isinstance(result, list) else [result])):
            raise ValueError("The result is too large for a number.")
        return result

    return checked


def same_kind(*groups: Sequence[Any]) -> list[list[Any]]:
    """The groups as Decimals where any number is a Decimal, else as floats.

    Raises ValueError where a number is missing, not a number or not finite.
    """
    series = [listed(group) for group in groups]
    kind = Decimal if any(isinstance(value, Decimal) for group in series for value in group) else float
    return [[_as(kind, value) for value in group] for group in series]


def exact(value: Any) -> Fraction:
    """`value` as a fraction, a float by its shortest decimal notation; ValueError where it is not a finite number."""
    if not is_finite(value):
        raise ValueError(f"{value!r} is not a finite number.")
    if isinstance(value, numbers.Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, Decimal):
        return Fraction(value)
    return Fraction(float.__repr__(float(value)))


def _as(kind: type[float] | type[Decimal], value: Any) -> float | Decimal:
    if isinstance(value, kind) and is_finite(value):
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
    (rate,), flows = same_kind([rate], flows)
    if not flows:
        raise ValueError("There are no cash flows.")
    return checked_rate(rate), flows


def pair(first: N, second: N) -> tuple[N, N]:
    """Two numbers in one kind."""
    ((one, other),) = same_kind([first, second])
    return cast("tuple[N, N]", (one, other))
