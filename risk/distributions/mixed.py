"""Amounts with probabilities of their own: constants, discrete values, events, and scaled distributions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from risk.distributions.base import Array, Base, as_floats, as_tuple, at_most, finite, probability
from risk.numbers import listed
from risk.protocols import Distribution

_SUM_TOLERANCE: Final = 1e-9
# The greatest number below nought, where the cdf does not count an atom at nought yet.
_BELOW_NOUGHT: Final = math.nextafter(0.0, -1.0)


@dataclass(frozen=True)
class Constant(Base):
    """One certain amount."""

    value: float

    def __post_init__(self) -> None:
        as_floats(self)

    @property
    def mean(self) -> float:
        return self.value

    @property
    def sd(self) -> float:
        return 0.0

    @property
    def support(self) -> tuple[float, float]:
        return self.value, self.value

    def _quantile(self, p: Array) -> Array:
        return np.full(p.shape, self.value)

    def _cdf(self, x: Array) -> Array:
        return (x >= self.value).astype(np.float64)

    def _lower_partial_moment(self, x: Array) -> Array:
        return np.maximum(x - self.value, 0.0)


@dataclass(frozen=True)
class Discrete(Base):
    """Single amounts, in any order, with probabilities that sum to 1 within 1e-9."""

    values: Sequence[float]
    probabilities: Sequence[float]

    def __post_init__(self) -> None:
        values = as_tuple(self.values, "value")
        chances = tuple(probability(chance) for chance in listed(self.probabilities))
        if len(values) != len(chances):
            raise ValueError(f"{len(values)} values need as many probabilities, and there are {len(chances)}.")
        if abs(math.fsum(chances) - 1) > _SUM_TOLERANCE:
            raise ValueError(f"The probabilities must sum to 1, and they sum to {math.fsum(chances):g}.")
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "probabilities", chances)

    @cached_property
    def _steps(self) -> tuple[Array, Array]:
        """The possible values, ascending, and their probabilities."""
        given = np.array(self.probabilities)
        values, places = np.unique(np.array(self.values), return_inverse=True)
        chances = np.zeros(len(values))
        np.add.at(chances, places, given / given.sum())
        return values[chances > 0], chances[chances > 0]

    @property
    def mean(self) -> float:
        values, chances = self._steps
        return float(values @ chances)

    @property
    def sd(self) -> float:
        values, chances = self._steps
        return float(np.sqrt((values - self.mean) ** 2 @ chances))

    @property
    def support(self) -> tuple[float, float]:
        values, _ = self._steps
        return float(values[0]), float(values[-1])

    def _quantile(self, p: Array) -> Array:
        values, chances = self._steps
        places = np.searchsorted(np.cumsum(chances), p - self.STEP_TOLERANCE)
        return values[np.minimum(places, len(values) - 1)]

    def _cdf(self, x: Array) -> Array:
        return at_most(x, self._steps)

    def _lower_partial_moment(self, x: Array) -> Array:
        values, chances = self._steps
        places = np.searchsorted(values, x, side="right")
        reached, moment = np.append(0.0, np.cumsum(chances)), np.append(0.0, np.cumsum(chances * values))
        return np.asarray(x * reached[places] - moment[places])

    def _atoms(self) -> tuple[Array, Array]:
        return self._steps


@dataclass(frozen=True)
class Event(Base):
    """A risk: with `probability` the `impact`, an amount or a distribution of amounts, and nought otherwise.

    Impacts below nought, those of opportunities, are allowed.
    """

    probability: float
    impact: float | Distribution

    def __post_init__(self) -> None:
        object.__setattr__(self, "probability", probability(self.probability))
        if not is_distribution(self.impact):
            object.__setattr__(self, "impact", finite(self.impact, "impact"))

    @cached_property
    def severity(self) -> Distribution:
        """The distribution of the impact where the event happens."""
        return distribution_of(self.impact)

    @property
    def mean(self) -> float:
        return self.probability * self.severity.mean

    @property
    def sd(self) -> float:
        p, mean = self.probability, self.severity.mean
        return math.sqrt(p) * math.hypot(self.severity.sd, math.sqrt(1 - p) * mean)

    @property
    def support(self) -> tuple[float, float]:
        low, high = self.severity.support
        if self.probability == 0:
            return 0.0, 0.0
        return (low, high) if self.probability == 1 else (min(low, 0.0), max(high, 0.0))

    def _quantile(self, p: Array) -> Array:
        chance = self.probability
        if chance == 0:
            return np.zeros(p.shape)
        tolerance = self.STEP_TOLERANCE * chance
        below = chance * self.severity.cdf(_BELOW_NOUGHT)
        saves = (p <= below + tolerance) & (below > 0)
        over = p - (1 - chance)
        nought = ~saves & (over <= chance * self.severity.cdf(0.0) + tolerance) & (chance < 1)
        happens = np.where(saves, p, over) / chance
        return np.where(nought, 0.0, self.severity.quantile(np.clip(happens, 0.0, 1.0)))

    def _cdf(self, x: Array) -> Array:
        return self.probability * self.severity.cdf(x) + (1 - self.probability) * (x >= 0)

    def _lower_partial_moment(self, x: Array) -> Array:
        missed = (1 - self.probability) * np.maximum(x, 0.0)
        return self.probability * self.severity.lower_partial_moment(x) + missed

    def _atoms(self) -> tuple[Array, Array]:
        values, chances = self.severity.atoms
        return np.append(values, 0.0), np.append(self.probability * chances, 1 - self.probability)


@dataclass(frozen=True)
class Scaled(Base):
    """`factor` times an amount, plus `shift`."""

    distribution: Distribution
    factor: float
    shift: float = 0.0

    def __post_init__(self) -> None:
        if not is_distribution(self.distribution):
            raise ValueError(f"{self.distribution!r} is not a distribution.")
        as_floats(self, "factor", "shift")
        for end in self.support:
            finite(end, "end of the scaled distribution")

    @property
    def mean(self) -> float:
        return self.factor * self.distribution.mean + self.shift

    @property
    def sd(self) -> float:
        return abs(self.factor) * self.distribution.sd

    @property
    def support(self) -> tuple[float, float]:
        low, high = sorted(self.factor * end + self.shift for end in self.distribution.support)
        return low, high

    def _quantile(self, p: Array) -> Array:
        if self.factor >= 0:
            return self.factor * self.distribution.quantile(p) + self.shift
        # The least amount here is the greatest there: at the edge of a step, the value after it.
        edge = 2 * self.STEP_TOLERANCE if len(self.distribution.atoms[0]) else 0.0
        return self.factor * self.distribution.quantile(np.minimum(1 - p + edge, 1.0)) + self.shift

    def _cdf(self, x: Array) -> Array:
        # Single amounts are counted here, since the way back to them there does not meet them to the last digit.
        before, atoms = self._before(x), self.distribution.atoms
        smooth = self.distribution.cdf(before) - at_most(before, atoms)
        if self.factor < 0:
            smooth = 1 - atoms[1].sum() - smooth
        return np.asarray(smooth + at_most(x, self._atoms()))

    def _lower_partial_moment(self, x: Array) -> Array:
        before = self._before(x)
        moment = self.distribution.lower_partial_moment(before)
        if self.factor < 0:
            moment = moment + self.distribution.mean - before
        return abs(self.factor) * moment

    def _atoms(self) -> tuple[Array, Array]:
        values, chances = self.distribution.atoms
        return self.factor * values + self.shift, chances

    def _before(self, x: Array) -> Array:
        return (x - self.shift) / self.factor


def is_distribution(value: object) -> bool:
    """True for what has the functions of a distribution, and not for a number."""
    return isinstance(value, Base)


def distribution_of(value: float | Distribution) -> Distribution:
    """An amount or a distribution of amounts as a distribution."""
    return Constant(value) if isinstance(value, int | float) else value
