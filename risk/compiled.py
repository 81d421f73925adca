"""A model as matrices: amounts of drivers and of their products times period profiles, and their moments."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from risk.correlation import Dependence, dependence
from risk.model import Driver, Kind, Model
from risk.paths import delayed

Array = NDArray[np.float64]
Unit = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Compiled:
    """Rows of amounts are the drivers with a spread (the delay first, then by key), the products of drivers, and a one.

    `costs`, `benefits` and `proceeds` are periods x rows; a certain delay is in the benefits.
    """

    model: Model
    drivers: tuple[Driver, ...]
    products: tuple[Unit, ...]
    costs: Array
    benefits: Array
    proceeds: Array

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Of each row of amounts, the drivers whose product it is."""
        return (*((place,) for place in range(len(self.drivers))), *self.products, ())

    @cached_property
    def factors(self) -> Array:
        """The discount factors of the periods."""
        return np.asarray(self.model.factors, dtype=np.float64)

    @cached_property
    def present_values(self) -> Array:
        """The net present value of each row, for an amount of 1 and without delay."""
        return self.factors @ self._net

    @property
    def _net(self) -> Array:
        return np.asarray(self.benefits + self.proceeds - self.costs)

    @cached_property
    def weights(self) -> Array:
        """What a product with the amounts gives: cumulative flows by period, PV of costs, costs, and NPV.

        With a delay, the benefits by period follow, and all is as it were without it.
        """
        cumulative = np.cumsum(self._net, axis=0)
        rows = [cumulative, self.factors @ self.costs, self.costs.sum(axis=0), self.present_values]
        return np.vstack([*rows, self.benefits] if self.delay else rows)

    @property
    def delay(self) -> Driver | None:
        """The delay where it has a spread; its amounts are in row 0."""
        delay = self.model.delay
        return delay if delay is not None and delay in self.drivers[:1] else None

    @cached_property
    def dependence(self) -> Dependence:
        """How the drivers depend on each other; the delay has the best dimension, then come the greatest spreads."""
        spreads = np.array([driver.distribution.sd for driver in self.drivers]) * np.abs(self._slopes)
        # Rounded, so that equal spreads stay so in every unit of money.
        shares = np.round(spreads / (spreads.max(initial=0.0) or 1.0), 9)
        if self.delay:
            shares[0] = 2.0
        return dependence(self.model, self.drivers, order=np.argsort(-shares, kind="stable").tolist())

    @cached_property
    def means(self) -> Array:
        """The expected amount of each row where drivers are independent."""
        return np.array([math.prod(self._expected(unit)) for unit in self.units])

    @property
    def gross(self) -> float:
        """The expected present value of all flows, whatever their sign: what rounding errors are in proportion to."""
        flows = np.abs(self.benefits) + np.abs(self.costs) + np.abs(self.proceeds)
        return float(np.abs(self.factors) @ flows @ np.abs(self.means))

    @property
    def widest(self) -> float:
        """The most that one driver changes the NPV by from one end of its support to the other.

        An uncertain delay may take all benefits away, or all but take them.
        """
        ends = np.array([driver.distribution.support for driver in self.drivers]).reshape(-1, 2)
        late = float(np.abs(self.factors) @ np.abs(self.benefits) @ np.abs(self.means)) if self.delay else 0.0
        return float((np.abs(self._slopes) * (ends[:, 1] - ends[:, 0])).max(initial=late))

    def parts(self, unit: Unit) -> tuple[float, ...]:
        """The shares of the drivers of a product in its first-order variance."""
        spreads = [self.drivers[place].distribution.sd * self._others(unit, place) for place in unit]
        total = math.fsum(spread**2 for spread in spreads)
        return tuple(spread**2 / total if total else 1 / len(unit) for spread in spreads)

    @cached_property
    def analytic_mean(self) -> float | None:
        """The expected NPV in closed form, None where dependence leaves none."""
        if any(self.dependence.related(unit) for unit in self.products) or (self.delay and self.dependence.tied(0)):
            return None
        factors = self._delayed_factors(self.delay) if self.delay else self.factors
        return float((factors @ self.benefits + self.factors @ (self.proceeds - self.costs)) @ self.means)

    @cached_property
    def _slopes(self) -> Array:
        """What the NPV gains with each driver, at the means of the others."""
        found = np.zeros(len(self.drivers))
        for unit, value in zip(self.units, self.present_values, strict=True):
            for place in unit:
                found[place] += value * self._others(unit, place)
        return found

    def _others(self, unit: Unit, place: int) -> float:
        return math.prod(self._expected(tuple(other for other in unit if other != place)))

    def _expected(self, unit: Unit) -> list[float]:
        return [self.drivers[place].distribution.mean for place in unit]

    def _delayed_factors(self, delay: Driver) -> Array:
        """The expected discount factor of a benefit of each period, nought beyond the horizon.

        The weight of a delay of k periods is the expected value of max(0, 1 - |k - delay|), a second difference of
        expected shortfalls.
        """
        periods = len(self.factors)
        shortfalls = delay.distribution.lower_partial_moment(np.arange(-1.0, periods + 1))
        chances = np.diff(shortfalls, n=2)
        return np.array([self.factors[period:] @ chances[: periods - period] for period in range(periods)])


def compiled(model: Model) -> Compiled:
    """The matrices of a model."""
    fixed = {driver.key: driver.distribution.mean for driver in model.uncertain if driver.distribution.sd == 0}
    delay = model.delay.key if model.delay else None
    drivers = tuple(
        sorted(
            (driver for driver in model.uncertain if driver.key not in fixed),
            key=lambda driver: (driver.key != delay, driver.key),
        )
    )
    places = {driver.key: place for place, driver in enumerate(drivers)}
    units = [tuple(sorted(places[key] for key in term.drivers if key in places)) for term in model.terms]
    products = tuple(sorted({unit for unit in units if len(unit) > 1}))
    every = (*((place,) for place in range(len(drivers))), *products, ())
    rows = {unit: row for row, unit in enumerate(every)}
    flows = {kind: np.zeros((len(model.factors), len(rows))) for kind in get_args(Kind)}
    for term, unit in zip(model.terms, units, strict=True):
        certain = math.prod(fixed[key] for key in term.drivers if key in fixed)
        flows[term.kind][:, rows[unit]] += certain * np.asarray(term.profile)
    if delay in fixed:
        flows["benefit"] = delayed(flows["benefit"], np.full(len(rows), fixed[delay]))
    return Compiled(
        model, drivers, products, costs=flows["cost"], benefits=flows["benefit"], proceeds=flows["proceeds"]
    )
