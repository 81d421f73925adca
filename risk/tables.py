"""Amounts from uniform numbers by tables of quantiles, about a hundred times faster than the quantile functions.

A table has 64 cells in every octave of the distance from the nearer end, so that tails are as fine as the middle. In
a cell the quantile is a straight line with the mean of the cell: nothing is lost of the mean, and single amounts are
right to some 1e-5 standard deviations. Jumps are never smoothed: events are drawn in two parts, other steps by the
quantile itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from risk.distributions import Event, Pert, Scaled
from risk.protocols import Distribution
from risk.sampling import BLOCK, Words

Array = NDArray[np.float64]
Places = NDArray[np.intp]

_WHOLE: Final = 2.0**32
_BELOW_NOUGHT: Final = -5e-324  # an impact of exactly nought does not count as a saving
_CELLS: Final = 64  # in an octave; the index of a cell is cut out of the bits of a number of single precision
_MANTISSA: Final = 23 - 6
_OCTAVES: Final = 32
_SIDE: Final = _OCTAVES * _CELLS
_FINE: Final = 10  # the octaves below it, one uniform number in 4 million, have one cell each
_MIDDLE: Final = 31  # the octave at which the two sides meet
_KNOTS: Final = 8  # in an octave, where a slow quantile function is interpolated
_STENCIL: Final = 6


class Inverse(Protocol):
    """Turns uniform numbers into amounts."""

    def fill(self, words: Words, out: Array) -> None:
        """Write the amounts of `words` into `out`."""
        ...


@lru_cache(maxsize=256)
def inverse(distribution: Distribution) -> Inverse:
    """The fastest way from uniform numbers to amounts of a distribution."""
    if isinstance(distribution, Event) and 0 < distribution.probability < 1:
        return Occurrence(distribution, inverse(distribution.severity))
    if isinstance(distribution, Scaled):
        return Affine(distribution, inverse(distribution.distribution))
    if len(distribution.atoms[0]):
        return Direct(distribution)
    return Table(distribution)


@dataclass(frozen=True)
class Direct:
    """The quantile function itself."""

    distribution: Distribution

    def fill(self, words: Words, out: Array) -> None:
        """Write the amounts of `words` into `out`."""
        out[:] = self.distribution.quantile(words / _WHOLE)


@dataclass(frozen=True)
class Affine:
    """A multiple of an amount, plus a shift."""

    scaled: Scaled
    inner: Inverse

    def fill(self, words: Words, out: Array) -> None:
        """Write the amounts of `words` into `out`."""
        self.inner.fill(words if self.scaled.factor >= 0 else ~words | np.uint32(1), out)
        out *= self.scaled.factor
        out += self.scaled.shift


@dataclass(frozen=True)
class Occurrence:
    """The impact of an event, drawn from the part of the uniform numbers where it happens, and nought in the other."""

    event: Event
    severity: Inverse

    def fill(self, words: Words, out: Array) -> None:
        """Write the amounts of `words` into `out`."""
        chance = self.event.probability
        missed = _WHOLE * (1 - chance)
        first = _WHOLE * chance * self.event.severity.cdf(_BELOW_NOUGHT)
        happens = words >= np.uint32(min(first + missed, _WHOLE - 1))
        if first:
            happens |= words < np.uint32(first)
        places = np.flatnonzero(happens)
        inner = words[places].astype(np.float64)
        inner -= np.where(inner < first, 0.0, missed)
        inner *= 1 / chance
        amounts = np.empty(len(places))
        self.severity.fill(np.clip(inner, 0, _WHOLE - 1).astype(np.uint32) | np.uint32(1), amounts)
        out[:] = 0.0
        out[places] = amounts


@dataclass(frozen=True)
class Table:
    """Straight lines, intercept + slope * s, where s is the uniform number as a signed whole number.

    The sign says which end is nearer, and the size how far it is.
    """

    distribution: Distribution
    _intercepts: Array = field(init=False, repr=False, compare=False)
    _slopes: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lower, upper = _side(self.distribution, lower=True), _side(self.distribution, lower=False)
        object.__setattr__(self, "_intercepts", np.concatenate([lower[0], upper[0]]))
        object.__setattr__(self, "_slopes", np.concatenate([lower[1], -upper[1]]))

    def fill(self, words: Words, out: Array) -> None:
        """Write the amounts of `words` into `out`."""
        for start in range(0, len(words), BLOCK):
            self._fill(words[start : start + BLOCK].view(np.int32), out[start : start + BLOCK])

    def _fill(self, signed: NDArray[np.int32], out: Array) -> None:
        bits = signed.astype(np.float32).view(np.int32)
        np.right_shift(bits, _MANTISSA, out=bits)
        np.bitwise_and(bits, _SIDE - 1, out=bits)
        side = np.right_shift(signed, 31)
        np.bitwise_and(side, _SIDE, out=side)
        np.bitwise_or(bits, side, out=bits)
        places = bits.astype(np.intp)
        self._slopes.take(places, out=out, mode="clip")
        out *= signed.astype(np.float64)
        out += self._intercepts.take(places, mode="clip")


def _side(distribution: Distribution, *, lower: bool) -> tuple[Array, Array]:
    """Intercepts and slopes by the distance from one end, in the order of the bits of its exponent and mantissa."""
    edges = _edges()
    values = _quantiles(distribution, edges, lower=lower)
    slopes = np.diff(values, axis=1) / np.diff(edges, axis=1)
    intercepts = values[:, :-1] - slopes * edges[:, :-1] - _bulge(values)
    coarse = slice(0, _FINE)
    distances = np.array(2.0 ** np.arange(_FINE + 1))
    amounts = _at(distribution, distances, lower=lower)
    slopes[coarse] = (np.diff(amounts) / np.diff(distances))[:, None]
    intercepts[coarse] = amounts[:-1, None] - slopes[coarse] * distances[:-1, None]
    # A distance below the middle that is rounded to it falls into the octave after the last.
    slopes[_MIDDLE], intercepts[_MIDDLE] = slopes[_MIDDLE - 1, -1], intercepts[_MIDDLE - 1, -1]
    # The exponent of 1 is 127, whose five low bits are all set: the first octave is the last in their order.
    return np.roll(intercepts, -1, axis=0).ravel(), np.roll(slopes, -1, axis=0).ravel()


@cache
def _edges() -> Array:
    """The edges of the cells by octave, as distances from an end."""
    return 2.0 ** np.arange(_OCTAVES)[:, None] * (1 + np.arange(_CELLS + 1) / _CELLS)


def _bulge(values: Array) -> Array:
    """How far the mean of each cell lies below its chord: a twelfth of the second difference."""
    second = (values[:, :-3] - values[:, 1:-2] - values[:, 2:-1] + values[:, 3:]) / 2
    return np.pad(second, ((0, 0), (1, 1)), mode="edge") / 12


def _at(distribution: Distribution, distances: Array, *, lower: bool) -> Array:
    share = distances / _WHOLE
    return distribution.quantile(share if lower else 1 - share)


def _quantiles(distribution: Distribution, edges: Array, *, lower: bool) -> Array:
    """Quantiles at the edges of the octaves with many cells; nought elsewhere."""
    found = np.zeros(edges.shape)
    if not isinstance(distribution, Pert):
        found[_FINE:_MIDDLE] = _at(distribution, edges[_FINE:_MIDDLE], lower=lower)
        return found
    distances, first, weights = _interpolation()
    knots = _at(distribution, distances, lower=lower)
    found[_FINE:_MIDDLE] = (knots[first] * weights).sum(axis=2)
    return found


@cache
def _interpolation() -> tuple[Array, Places, Array]:
    """Knots even in the logarithm of the distance; of each edge, its nearest knots and their Lagrange weights."""
    half = _STENCIL // 2
    knots = _FINE + np.arange(1 - half, (_MIDDLE - _FINE) * _KNOTS + half + 1) / _KNOTS
    place = (np.log2(_edges()[_FINE:_MIDDLE]) - knots[0]) * _KNOTS
    first = np.clip(place.astype(np.intp) - half + 1, 0, len(knots) - _STENCIL)
    offset = (place - first)[..., None]
    steps = np.arange(_STENCIL)
    others = np.array([[other for other in steps if other != step] for step in steps])
    weights = ((offset[..., None] - others) / (steps[:, None] - others)).prod(axis=-1)
    return 2.0**knots, first[..., None] + steps, weights
