"""What all distributions share: the checks of their numbers, the ends of their support, scalars and arrays alike."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import Field, dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, overload

import numpy as np
from numpy.typing import NDArray

from risk.numbers import listed

Array = NDArray[np.float64]

# Beyond this probability a tail without an end is cut off.
TAIL: Final = 1e-13
# The normal quantile of 1 - TAIL.
TAIL_Z: Final = 7.348796102800677
# Cubes of amounts up to this size stay finite, and what is nearer to nought than its inverse is nought.
_LARGEST: Final = 1e100


def finite(value: object, name: str) -> float:
    """`value` as a float; ValueError where it is not a number, not finite or beyond 1e100."""
    try:
        number = float(value)  # type: ignore[arg-type]  # what float cannot take is refused in the next lines
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, str | bytes) or not abs(number) <= _LARGEST:
        raise ValueError(f"The {name} must be a finite number up to 1e100, and {value!r} is not.")
    return number if abs(number) > 1 / _LARGEST else 0.0


def probability(value: object) -> float:
    """`value` as a float; ValueError where it is not between 0 and 1."""
    number = finite(value, "probability")
    if not 0 <= number <= 1:
        raise ValueError(f"A probability is between 0 and 1, and {value!r} is not.")
    return number


def ascending(**points: float) -> None:
    """ValueError where the named points do not ascend."""
    values = list(points.values())
    if any(one > other for one, other in pairwise(values)):
        shown = ", ".join(f"{name} {value:g}" for name, value in points.items())
        raise ValueError(f"The points of the distribution must ascend, and these do not: {shown}.")


def not_negative(value: float, name: str) -> None:
    """ValueError where `value` is below nought."""
    if value < 0:
        raise ValueError(f"The {name} must not be below nought, and {value:g} is.")


def as_floats(record: object, *names: str) -> None:
    """Turn the named fields (all where none is named) of a frozen record into finite floats."""
    declared: tuple[Field[object], ...] = fields(record)  # type: ignore[arg-type]  # records are dataclasses
    for name in names or tuple(field.name for field in declared if field.init):
        object.__setattr__(record, name, finite(getattr(record, name), name))


def as_tuple(values: Sequence[float] | Array, name: str) -> tuple[float, ...]:
    """The values as finite floats; ValueError where there are none."""
    known = tuple(finite(value, name) for value in listed(values, f"{name} numbers"))
    if not known:
        raise ValueError(f"There is no {name}.")
    return known


def at_most(x: Array, atoms: tuple[Array, Array]) -> Array:
    """The probability of the single amounts, in any order, that are not above each of `x`."""
    values, chances = atoms
    order = np.argsort(values)
    return np.append(0.0, np.cumsum(chances[order]))[np.searchsorted(values[order], x, side="right")]


@dataclass(frozen=True)
class Base(ABC):
    """A distribution by its functions between the ends of its support, where numbers are known to be good."""

    # Quantiles of steps are found with this tolerance, so that a sum of probabilities such as 0.1 + 0.7 meets 0.8.
    STEP_TOLERANCE: ClassVar[float] = 1e-12

    if TYPE_CHECKING:  # at run time these would be taken for the defaults of fields of the same name

        @property
        def mean(self) -> float:
            """The expected amount."""

        @property
        def sd(self) -> float:
            """The standard deviation."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """The least and the greatest amount; without an end, the quantiles of 1e-13 and 1 - 1e-13."""

    @property
    def atoms(self) -> tuple[Array, Array]:
        """The single amounts that have a probability of their own, and these probabilities."""
        low, high = self.support
        values, chances = self._atoms() if low < high else (np.array([low]), np.ones(1))
        there = chances > 0  # an event that is certain has no amount for not occurring
        return values[there], chances[there]

    @overload
    def quantile(self, p: float) -> float: ...
    @overload
    def quantile(self, p: Array) -> Array: ...
    def quantile(self, p: float | Array) -> float | Array:
        """The least amount that is not exceeded with probability `p`; 0 and 1 give the ends of the support.

        ValueError where `p` is not between 0 and 1.
        """
        array = _floats(p)
        if not bool(np.all((array >= 0) & (array <= 1))):
            raise ValueError("A probability is between 0 and 1.")
        low, high = self.support
        return _like(p, np.clip(self._quantile(array), low, high))

    @overload
    def sample(self, uniforms: float) -> float: ...
    @overload
    def sample(self, uniforms: Array) -> Array: ...
    def sample(self, uniforms: float | Array) -> float | Array:
        """Draws by inversion: one amount for each uniform number between 0 and 1."""
        return self.quantile(uniforms)

    @overload
    def cdf(self, x: float) -> float: ...
    @overload
    def cdf(self, x: Array) -> Array: ...
    def cdf(self, x: float | Array) -> float | Array:
        """The probability of at most `x`. ValueError where `x` is not a number."""
        array, (low, high) = _numbers(x), self.support
        inside = np.clip(self._cdf(np.clip(array, low, high)), 0.0, 1.0) if low < high else np.ones(array.shape)
        return _like(x, np.where(array < low, 0.0, np.where(array >= high, 1.0, inside)))

    @overload
    def lower_partial_moment(self, x: float) -> float: ...
    @overload
    def lower_partial_moment(self, x: Array) -> Array: ...
    def lower_partial_moment(self, x: float | Array) -> float | Array:
        """The mean of max(x - X, 0), the integral of the cdf up to `x`. ValueError where `x` is not a number."""
        array, (low, high) = _numbers(x), self.support
        inside = self._lower_partial_moment(np.clip(array, low, high)) if low < high else 0.0
        return _like(x, np.where(array <= low, 0.0, inside + np.maximum(array - high, 0.0)))

    @abstractmethod
    def _quantile(self, p: Array) -> Array: ...

    @abstractmethod
    def _cdf(self, x: Array) -> Array: ...

    @abstractmethod
    def _lower_partial_moment(self, x: Array) -> Array: ...

    def _atoms(self) -> tuple[Array, Array]:
        return np.empty(0), np.empty(0)


def _floats(values: float | Array) -> Array:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{values!r} is neither a number nor an array of numbers.") from error


def _numbers(x: float | Array) -> Array:
    array = _floats(x)
    if bool(np.isnan(array).any()):
        raise ValueError("An amount must be a number.")
    return array


def _like(given: float | Array, result: Array) -> float | Array:
    return float(result) if np.ndim(given) == 0 else result
