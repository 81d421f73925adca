"""Amounts from uniform numbers by tables of quantiles, about a hundred times faster than the quantile functions.

A table has 64 cells in every octave of the distance from the nearer end, so that tails are as fine as the middle. In
a cell the quantile is a straight line with the mean of the cell: nothing is lost of the mean, and single amounts are
right to some 1e-5 standard deviations. Jumps are never smoothed: events are drawn in two parts, other steps by the
quantile itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from risk.distributions import Event, Lognormal, Normal, Pert, Scaled, Triangular, Trigen, Uniform
from risk.protocols import Distribution
from risk.sampling import BLOCK, Words

Array = NDArray[np.float64]
Places = NDArray[np.intp]

_SMOOTH: Final = (Uniform, Triangular, Trigen, Pert, Normal, Lognormal)
_WHOLE: Final = 2.0**32
_BELOW_NOUGHT: Final = -5e-324  # an impact of exactly nought does not count as a saving
_CELLS: Final = 64  # in an octave; the index of a cell is cut out of the bits of a number of single precision
_MANTISSA: Final = 23 - 6
_OCTAVES: Final = 32
_SIDE: Final = _OCTAVES * _CELLS
_FINE: Final = 10  # the octaves below it, one uniform number in 4 million, have one cell each
_MIDDLE: Final = 31  # the octave at which the two sides meet
_KNOTS: Final = 6  # in an octave, where a slow quantile function is interpolated
_STENCIL: Final = 6
_PARTS: Final = np.arange(_CELLS + 1) / _CELLS


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
    return Table(distribution) if isinstance(distribution, _SMOOTH) else Direct(distribution)


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
        places = np.flatnonzero(words - self._first >= self._missed)  # whole numbers of 32 bits go round the end
        inner = words[places]
        inner -= np.where(inner < self._first, 0, self._missed).astype(np.uint32) if self._first else self._missed
        stretched = np.minimum(inner * (1 / self.event.probability), _WHOLE - 1).astype(np.uint32)
        amounts = np.empty(len(places))
        self.severity.fill(stretched | np.uint32(1), amounts)
        out[:] = 0.0
        out[places] = amounts

    @cached_property
    def _missed(self) -> np.uint32:
        """How many uniform numbers mean that the event does not happen."""
        return np.uint32(min(max(round(_WHOLE * (1 - self.event.probability)), 1), int(_WHOLE) - 1))

    @cached_property
    def _first(self) -> np.uint32:
        """How many come before these, for impacts below nought."""
        return np.uint32(round((_WHOLE - float(self._missed)) * self.event.severity.cdf(_BELOW_NOUGHT)))


@dataclass(frozen=True)
class Table:
    """Straight lines, intercept + slope * s, where s is the uniform number as a signed whole number.

    The sign says which end is nearer, and the size how far it is.
    """

    distribution: Distribution
    _intercepts: Array = field(init=False, repr=False, compare=False)
    _slopes: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, values in zip(("_intercepts", "_slopes"), _lines(self.distribution), strict=True):
            object.__setattr__(self, name, values)

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


def _lines(distribution: Distribution) -> tuple[Array, Array]:
    """Intercepts and slopes of all cells, by the bits of their side, exponent and mantissa."""
    distances, values = _edges(), np.empty((2, _OCTAVES, _CELLS + 1))
    values[:, _FINE:_MIDDLE] = _quantiles(distribution, distances[_FINE:_MIDDLE])
    coarse = _at(distribution, distances[: _FINE + 1, 0])
    values[:, :_FINE] = coarse[:, :-1, None] + (coarse[:, 1:] - coarse[:, :-1])[..., None] * _PARTS
    # A distance just below the middle is rounded to it, and falls into the octave after the last.
    values[:, _MIDDLE:] = values[:, _MIDDLE - 1 : _MIDDLE, -1:]
    slopes = (values[..., 1:] - values[..., :-1]) / (distances[:, 1:] - distances[:, :-1])
    intercepts = values[..., :-1] - slopes * distances[:, :-1] - _bulge(values)
    slopes[1] *= -1.0  # on the upper side, the signed number is the distance times -1
    # The exponent of 1 is 127, whose five low bits are all set: the first octave is the last in their order.
    order = np.arange(1, _OCTAVES + 1) % _OCTAVES
    return intercepts[:, order].ravel(), slopes[:, order].ravel()


@cache
def _edges() -> Array:
    """The edges of the cells by octave, as distances from an end."""
    return np.asarray(2.0 ** np.arange(_OCTAVES)[:, None] * (1 + _PARTS))


def _bulge(values: Array) -> Array:
    """How far the mean of each cell lies below its chord: a twelfth of the second difference."""
    found = np.empty((*values.shape[:-1], _CELLS))
    inner = found[..., 1:-1]
    np.subtract(values[..., 3:] - values[..., 2:-1], values[..., 1:-2] - values[..., :-3], out=inner)
    found[..., 0], found[..., -1] = inner[..., 0], inner[..., -1]
    found /= 24
    return found


def _at(distribution: Distribution, distances: Array) -> Array:
    """The quantiles at distances from the lower and from the upper end."""
    shares = distances / _WHOLE
    return distribution.quantile(np.stack([shares, 1 - shares]))


def _quantiles(distribution: Distribution, distances: Array) -> Array:
    """The quantiles at the edges of cells, on both sides."""
    if not isinstance(distribution, Pert):
        return _at(distribution, distances)
    knots, first, weights = _interpolation()
    return np.asarray(np.einsum("sijk,ijk->sij", _at(distribution, knots)[:, first], weights))


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
    return np.array(2.0**knots), first[..., None] + steps, weights
