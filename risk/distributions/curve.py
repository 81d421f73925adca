"""A distribution given as a table: the result of exact sums, and of compound distributions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from risk.distributions.base import Array, Base


@dataclass(frozen=True, eq=False)
class Curve(Base):
    """The cdf at `xs`, straight in between; an amount with a probability of its own stands twice, before and after.

    Both arrays are finite and do not descend; `cdf_values` starts with 0 and ends with 1.
    """

    xs: Array
    cdf_values: Array

    def __post_init__(self) -> None:
        xs, levels = self.xs, self.cdf_values
        if xs.ndim != 1 or xs.shape != levels.shape or len(xs) < 2 or not np.isfinite(xs).all():
            raise ValueError("A curve needs at least two finite amounts and as many probabilities.")
        if levels[0] != 0 or levels[-1] != 1 or not ((np.diff(xs) >= 0) & (np.diff(levels) >= 0)).all():
            raise ValueError("A curve must rise from 0 to 1.")

    @classmethod
    def of_steps(cls, values: Array, chances: Array) -> Curve:
        """The curve of single ascending amounts with their probabilities."""
        reached = np.append(0.0, np.cumsum(chances))
        reached[-1] = 1.0
        return cls(np.repeat(values, 2), np.repeat(np.minimum(reached, 1.0), 2)[1:-1])

    @cached_property
    def mean(self) -> float:
        return float(np.diff(self.cdf_values) @ self._middles)

    @cached_property
    def sd(self) -> float:
        within = np.diff(self.xs) ** 2 / 12
        return float(np.sqrt(np.diff(self.cdf_values) @ ((self._middles - self.mean) ** 2 + within)))

    @property
    def support(self) -> tuple[float, float]:
        return float(self.xs[0]), float(self.xs[-1])

    @overload
    def probability_below(self, x: float) -> float: ...
    @overload
    def probability_below(self, x: Array) -> Array: ...
    def probability_below(self, x: float | Array) -> float | Array:
        """The probability of less than `x`, where `cdf` has that of at most `x`."""
        return self.cdf(np.nextafter(x, -np.inf))

    @property
    def _middles(self) -> Array:
        return (self.xs[1:] + self.xs[:-1]) / 2

    @cached_property
    def _moments(self) -> Array:
        """The lower partial moment at each of `xs`."""
        areas = np.diff(self.xs) * (self.cdf_values[1:] + self.cdf_values[:-1]) / 2
        return np.append(0.0, np.cumsum(areas))

    def _quantile(self, p: Array) -> Array:
        levels, xs = self.cdf_values, self.xs
        upper = np.clip(np.searchsorted(levels, p - self.STEP_TOLERANCE), 1, len(xs) - 1)
        rise = levels[upper] - levels[upper - 1]
        share = np.clip((p - levels[upper - 1]) / np.where(rise > 0, rise, 1.0), 0.0, 1.0)
        return xs[upper - 1] + share * (xs[upper] - xs[upper - 1])

    def _cdf(self, x: Array) -> Array:
        return np.interp(x, self.xs, self.cdf_values)

    def _lower_partial_moment(self, x: Array) -> Array:
        place = np.searchsorted(self.xs, x, side="right") - 1
        return self._moments[place] + (x - self.xs[place]) * (self.cdf_values[place] + self._cdf(x)) / 2

    def _atoms(self) -> tuple[Array, Array]:
        steps = np.flatnonzero((np.diff(self.xs) == 0) & (np.diff(self.cdf_values) > 0))
        return self.xs[steps], np.diff(self.cdf_values)[steps]
