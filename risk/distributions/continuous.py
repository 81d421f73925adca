"""Distributions with a density: uniform, triangular, PERT, normal and lognormal.

Formulas: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions; PERT and trigen: Vose, Risk Analysis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from risk.distributions.base import TAIL_Z, Array, Base, as_floats, ascending, finite, not_negative

# The normal quantile of 0.9.
_Z90: Final = 1.2815515655446004
_LARGEST_WEIGHT: Final = 1e6
_LARGEST_EXPONENT: Final = 230.0


@dataclass(frozen=True)
class Uniform(Base):
    """Every amount from `low` to `high` alike."""

    low: float
    high: float

    def __post_init__(self) -> None:
        as_floats(self)
        ascending(low=self.low, high=self.high)

    @property
    def mean(self) -> float:
        return self.low + (self.high - self.low) / 2

    @property
    def sd(self) -> float:
        return (self.high - self.low) / math.sqrt(12)

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def _quantile(self, p: Array) -> Array:
        return self.low + p * (self.high - self.low)

    def _cdf(self, x: Array) -> Array:
        return (x - self.low) / (self.high - self.low)

    def _lower_partial_moment(self, x: Array) -> Array:
        return (x - self.low) ** 2 / (2 * (self.high - self.low))


@dataclass(frozen=True)
class Triangular(Base):
    """From `low` to `high`, most likely `mode`."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        as_floats(self)
        ascending(low=self.low, mode=self.mode, high=self.high)

    @property
    def mean(self) -> float:
        return self.mode + ((self.low - self.mode) + (self.high - self.mode)) / 3

    @property
    def sd(self) -> float:
        below, above = self._sides
        return math.sqrt((below * below + below * above + above * above) / 18)

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    @property
    def _sides(self) -> tuple[float, float]:
        return self.mode - self.low, self.high - self.mode

    def _quantile(self, p: Array) -> Array:
        below, above = self._sides
        width = below + above
        left = self.low + np.sqrt(p * width * below)
        right = self.high - np.sqrt((1 - p) * width * above)
        return np.where(p * width < below, left, right)

    def _cdf(self, x: Array) -> Array:
        below, above = self._sides
        width = below + above
        left = (x - self.low) ** 2 / (width * (below or 1.0))
        right = 1 - (self.high - x) ** 2 / (width * (above or 1.0))
        return np.where(x < self.mode, left, right)

    def _lower_partial_moment(self, x: Array) -> Array:
        below, above = self._sides
        width = below + above
        left = (x - self.low) ** 3 / (3 * width * (below or 1.0))
        right = x - self.mean + (self.high - x) ** 3 / (3 * width * (above or 1.0))
        return np.where(x < self.mode, left, right)


@dataclass(frozen=True)
class Trigen(Base):
    """The triangular distribution with this mode whose P10 and P90 are given; its ends lie beyond them."""

    p10: float
    mode: float
    p90: float
    triangular: Triangular = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        as_floats(self)
        ascending(p10=self.p10, mode=self.mode, p90=self.p90)
        object.__setattr__(self, "triangular", _triangular_with(self.p10, self.mode, self.p90))

    @property
    def mean(self) -> float:
        return self.triangular.mean

    @property
    def sd(self) -> float:
        return self.triangular.sd

    @property
    def support(self) -> tuple[float, float]:
        return self.triangular.support

    def _quantile(self, p: Array) -> Array:
        return self.triangular.quantile(p)

    def _cdf(self, x: Array) -> Array:
        return self.triangular.cdf(x)

    def _lower_partial_moment(self, x: Array) -> Array:
        return self.triangular.lower_partial_moment(x)


def _triangular_with(p10: float, mode: float, p90: float) -> Triangular:
    """Solve for the ends.

    With s the cdf at the mode and w the width, F(p10) = 0.1 says mode - p10 = w (s - sqrt(s / 10)), and F(p90) = 0.9
    says p90 - mode = w (1 - s - sqrt((1 - s) / 10)). The ratio of the two rises with s from 0.1 to 0.9, so halving
    finds it.
    """
    below, above = mode - p10, p90 - mode
    if below + above == 0:
        return Triangular(mode, mode, mode)
    lowest, highest = 0.1, 0.9
    for _ in range(60):
        share = (lowest + highest) / 2
        if above * _reach(share) < below * _reach(1 - share):
            lowest = share
        else:
            highest = share
    width = (below + above) / (_reach(share) + _reach(1 - share))
    return Triangular(mode - share * width, mode, mode + (1 - share) * width)


def _reach(share: float) -> float:
    return share - math.sqrt(share / 10)


@dataclass(frozen=True)
class Pert(Base):
    """The beta distribution from `low` to `high` whose mean is (low + weight * mode + high) / (weight + 2).

    Its sd is that of the beta distribution, sqrt((mean - low) (high - mean) / (weight + 3)), and not the rule of thumb
    (high - low) / 6.
    """

    low: float
    mode: float
    high: float
    weight: float = 4.0

    def __post_init__(self) -> None:
        as_floats(self)
        ascending(low=self.low, mode=self.mode, high=self.high)
        if not 0 <= self.weight <= _LARGEST_WEIGHT:
            raise ValueError(f"The weight of the mode is from 0 to {_LARGEST_WEIGHT:g}, and {self.weight:g} is not.")

    @property
    def mean(self) -> float:
        return self.low + ((self.high - self.low) + self.weight * (self.mode - self.low)) / (self.weight + 2)

    @property
    def sd(self) -> float:
        return math.sqrt((self.mean - self.low) * (self.high - self.mean) / (self.weight + 3))

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    @property
    def _shape(self) -> tuple[float, float]:
        width = (self.high - self.low) or 1.0
        return 1 + self.weight * (self.mode - self.low) / width, 1 + self.weight * (self.high - self.mode) / width

    def _quantile(self, p: Array) -> Array:
        from scipy.special import betaincinv

        return self.low + (self.high - self.low) * np.asarray(betaincinv(*self._shape, p))

    def _cdf(self, x: Array) -> Array:
        from scipy.special import betainc

        return np.asarray(betainc(*self._shape, (x - self.low) / (self.high - self.low)))

    def _lower_partial_moment(self, x: Array) -> Array:
        from scipy.special import betainc, betaln, xlog1py, xlogy

        (a, b), width = self._shape, self.high - self.low
        z = (x - self.low) / width
        below = np.asarray(betainc(a, b, z))
        # I(a + 1, b) = I(a, b) - z^a (1 - z)^b / (a B(a, b)): one incomplete beta function instead of two.
        mean_below = a / (a + b) * (below - np.exp(xlogy(a, z) + xlog1py(b, -z) - betaln(a, b)) / a)
        return np.asarray(width * (z * below - mean_below))


def _z(p: Array) -> Array:
    """Quantiles of the standard normal distribution, cut off in both tails."""
    from scipy.special import ndtri

    return np.asarray(np.clip(ndtri(p), -TAIL_Z, TAIL_Z))


@dataclass(frozen=True)
class Normal(Base):
    """The normal distribution, cut off at the quantiles of 1e-13 and 1 - 1e-13."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        as_floats(self)
        not_negative(self.sd, "sd")

    @classmethod
    def from_percentiles(cls, *, p10: float, p90: float) -> Normal:
        """The normal distribution with this P10 and P90."""
        p10, p90 = finite(p10, "p10"), finite(p90, "p90")
        ascending(p10=p10, p90=p90)
        return cls(p10 + (p90 - p10) / 2, (p90 - p10) / (2 * _Z90))

    @property
    def support(self) -> tuple[float, float]:
        return self.mean - TAIL_Z * self.sd, self.mean + TAIL_Z * self.sd

    def _quantile(self, p: Array) -> Array:
        return self.mean + self.sd * _z(p)

    def _cdf(self, x: Array) -> Array:
        from scipy.special import ndtr

        return np.asarray(ndtr((x - self.mean) / self.sd))

    def _lower_partial_moment(self, x: Array) -> Array:
        from scipy.special import ndtr

        z = (x - self.mean) / self.sd
        return np.asarray(self.sd * (z * ndtr(z) + np.exp(-z * z / 2) / math.sqrt(2 * math.pi)))


@dataclass(frozen=True)
class Lognormal(Base):
    """exp(N), N normal with mean `mu` and sd `sigma`; cut off at the quantiles of 1e-13 and 1 - 1e-13."""

    mu: float
    sigma: float

    def __post_init__(self) -> None:
        as_floats(self)
        not_negative(self.sigma, "sigma")
        if abs(self.mu) + TAIL_Z * self.sigma + self.sigma**2 > _LARGEST_EXPONENT:
            raise ValueError(f"A lognormal distribution with mu {self.mu:g} and sigma {self.sigma:g} is too wide.")

    @classmethod
    def from_percentiles(cls, *, p10: float, p90: float) -> Lognormal:
        """The lognormal distribution with this P10 and P90, both above nought; its median is sqrt(p10 * p90)."""
        p10, p90 = finite(p10, "p10"), finite(p90, "p90")
        ascending(p10=p10, p90=p90)
        low, high = _log(p10), _log(p90)
        return cls((low + high) / 2, (high - low) / (2 * _Z90))

    @classmethod
    def from_mean_sd(cls, mean: float, sd: float) -> Lognormal:
        """The lognormal distribution with this mean, above nought, and standard deviation."""
        mean, sd = finite(mean, "mean"), finite(sd, "sd")
        not_negative(sd, "sd")
        log_mean = _log(mean)
        variance = math.log1p((sd / mean) ** 2)
        return cls(log_mean - variance / 2, math.sqrt(variance))

    @property
    def mean(self) -> float:
        return math.exp(self.mu + self.sigma**2 / 2)

    @property
    def sd(self) -> float:
        return self.mean * math.sqrt(math.expm1(self.sigma**2))

    @property
    def support(self) -> tuple[float, float]:
        return math.exp(self.mu - TAIL_Z * self.sigma), math.exp(self.mu + TAIL_Z * self.sigma)

    def _quantile(self, p: Array) -> Array:
        return np.exp(self.mu + self.sigma * _z(p))

    def _cdf(self, x: Array) -> Array:
        from scipy.special import ndtr

        return np.asarray(ndtr(self._standardised(x)))

    def _lower_partial_moment(self, x: Array) -> Array:
        from scipy.special import ndtr

        z = self._standardised(x)
        return np.asarray(x * ndtr(z) - self.mean * ndtr(z - self.sigma))

    def _standardised(self, x: Array) -> Array:
        return (np.log(x) - self.mu) / self.sigma


def _log(value: float) -> float:
    if value <= 0:
        raise ValueError(f"A lognormal distribution has amounts above nought alone, and {value:g} is not.")
    return math.log(value)
