"""What happens a random number of times a period: a Poisson number of events, each with its own severity."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from risk.distributions.base import Array, Base, finite
from risk.distributions.curve import Curve
from risk.distributions.lattice import Lattice
from risk.distributions.masses import masses_on
from risk.distributions.mixed import distribution_of, is_distribution
from risk.distributions.tails import reach_of_compound
from risk.protocols import Distribution

_SIZES: Final = (2**14, 2**19)
_LARGEST_RATE: Final = 1e6
# The coarsest step, as a share of a typical total; a far tail can make the sd so great that it says nothing of it.
_COARSE: Final = 0.1


@dataclass(frozen=True)
class Compound(Base):
    """The total of a Poisson number of independent events, `rate` a period on average.

    `severity` is an amount or a distribution of amounts. Mean and variance are exact, rate * E[severity] and
    rate * E[severity^2]; the cdf comes from the transform exp(rate (s - 1)), with s that of the severity, on 16,384
    nodes or more (Klugman, Panjer and Willmot, Loss Models), on which single whole amounts stay exact. ValueError where
    the rate is below nought or above a million, or the tails are too long for half a million nodes to show the rest.
    """

    rate: float
    severity: float | Distribution
    lattice: Lattice | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rate = finite(self.rate, "rate")
        if not 0 <= rate <= _LARGEST_RATE:
            raise ValueError(f"The rate is from 0 to {_LARGEST_RATE:,.0f} events a period, and {rate:g} is not.")
        object.__setattr__(self, "rate", rate)
        if not is_distribution(self.severity):
            object.__setattr__(self, "severity", finite(self.severity, "severity"))
        object.__setattr__(self, "lattice", self._made_lattice() if self.sd > 0 else None)

    @property
    def mean(self) -> float:
        return self.rate * distribution_of(self.severity).mean

    @property
    def sd(self) -> float:
        severity = distribution_of(self.severity)
        return math.sqrt(self.rate) * math.hypot(severity.sd, severity.mean)

    @property
    def support(self) -> tuple[float, float]:
        return self._table.support

    @cached_property
    def _table(self) -> Curve:
        lattice = self.lattice
        if lattice is None:
            return Curve.of_steps(np.zeros(1), np.ones(1))
        masses = masses_on(distribution_of(self.severity), lattice.step)
        whole, atoms = lattice.transform(masses.first, masses.whole), lattice.transform(masses.first, masses.atoms)
        return lattice.curve(
            np.exp(self.rate * (whole - 1)), np.exp(self.rate * (atoms - 1)), added=self.rate * masses.added
        )

    def _made_lattice(self) -> Lattice:
        severity = distribution_of(self.severity)
        reach = reach_of_compound(self.rate, severity)
        lattice = Lattice.around(self.mean, reach, sizes=_SIZES)
        size = severity.mean + 2 * severity.lower_partial_moment(0.0)  # the mean of |severity|
        if lattice.step > _COARSE * max(self.rate, 1.0) * size:
            raise ValueError("The tails are too long: a rare amount is far beyond all others.")
        return lattice.through(_unit(severity))

    def _quantile(self, p: Array) -> Array:
        return self._table.quantile(p)

    def _cdf(self, x: Array) -> Array:
        return self._table.cdf(x)

    def _lower_partial_moment(self, x: Array) -> Array:
        return self._table.lower_partial_moment(x)

    def _atoms(self) -> tuple[Array, Array]:
        return self._table.atoms


def _unit(severity: Distribution) -> float:
    """An amount that all single amounts are multiples of, or nought where none is found."""
    values, _ = severity.atoms
    if len(values) == 1:
        return abs(float(values[0]))
    return float(math.gcd(*(int(value) for value in values))) if (values == np.rint(values)).all() else 0.0
