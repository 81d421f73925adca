"""A model as matrices: amounts of drivers and of their products times period profiles, and their moments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from risk.correlation import Factor, Mixture, rank_matrix
from risk.model import Driver, Model
from risk.sampling import Words

Array = NDArray[np.float64]
Unit = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Compiled:
    """Rows of amounts are the drivers with a spread (the delay first, then by variance), their products, and a one.

    `costs` and `benefits` are periods x rows. Everything is in an order that does not depend on that of the model.
    """

    model: Model
    drivers: tuple[Driver, ...]
    products: tuple[Unit, ...]
    costs: Array
    benefits: Array

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Of each row of amounts, the drivers whose product it is."""
        return (*((place,) for place in range(len(self.drivers))), *self.products, ())

    @cached_property
    def factors(self) -> Array:
        return np.asarray(self.model.factors, dtype=np.float64)

    @cached_property
    def present_values(self) -> Array:
        """The net present value of each row, for an amount of 1 and without delay."""
        return self.factors @ (self.benefits - self.costs)

    @cached_property
    def weights(self) -> Array:
        """What a product with the amounts gives: cumulative flows by period, PV of costs, costs, and NPV.

        With a delay, the benefits by period follow. All but the costs are without delay.
        """
        cumulative = np.cumsum(self.benefits - self.costs, axis=0)
        rows = [cumulative, self.factors @ self.costs, self.costs.sum(axis=0), self.present_values]
        return np.vstack([*rows, self.benefits] if self.delayed else rows)

    @cached_property
    def delayed(self) -> bool:
        """True where the delay is uncertain or certain to be more than nought."""
        return self.model.delay is not None and self.model.delay.distribution.support[1] > 0

    @property
    def certain_delay(self) -> float:
        """The delay, where it has no spread."""
        return self.model.delay.distribution.mean if self.model.delay else 0.0

    @cached_property
    def delay_row(self) -> int | None:
        """The row of the delay, where it has a spread."""
        delay = self.model.delay
        return 0 if delay is not None and delay in self.drivers else None

    @cached_property
    def dependence(self) -> Dependence:
        """How the drivers depend on each other."""
        return _dependence(self.model, self.drivers)

    @cached_property
    def unit_means(self) -> Array | None:
        """The expected amount of each row; None where a product has drivers that depend on each other."""
        if any(self.dependence.related(unit) for unit in self.products):
            return None
        means = self._means
        return np.array([math.prod(means[place] for place in unit) for unit in self.units])

    @cached_property
    def first_order_mean(self) -> float:
        """The NPV at the means of all drivers, without delay."""
        means = self._means
        return float(self.present_values @ [math.prod(means[place] for place in unit) for unit in self.units])

    @property
    def widest(self) -> float:
        """The greatest difference that one driver makes to the NPV between the ends of its support."""
        spans = [np.subtract(*driver.distribution.support[::-1]) for driver in self.drivers]
        return float(max((abs(w) * s for w, s in zip(self.present_values, spans, strict=False)), default=0.0))

    def parts(self, unit: Unit) -> tuple[float, ...]:
        """The shares of the drivers of a product in its first-order variance."""
        means = self._means
        first = [
            (self.drivers[place].distribution.sd * math.prod(means[other] for other in unit if other != place)) ** 2
            for place in unit
        ]
        total = math.fsum(first)
        return tuple(value / total if total else 1 / len(unit) for value in first)

    @cached_property
    def _means(self) -> list[float]:
        return [driver.distribution.mean for driver in self.drivers]

    @cached_property
    def analytic_mean(self) -> float | None:
        """The expected NPV in closed form, None where dependence leaves none."""
        if self.unit_means is None:
            return None
        if self.model.delay is None:
            return float(self.present_values @ self.unit_means)
        if self.delay_row is not None and self.dependence.tied(self.delay_row):
            return None
        worth = self._delayed_factors(self.model.delay) @ self.benefits - self.factors @ self.costs
        return float(worth @ self.unit_means)

    def _delayed_factors(self, delay: Driver) -> Array:
        """The expected discount factor of a benefit of each period, nought beyond the horizon.

        The weight of a delay of k periods is the expected value of max(0, 1 - |k - delay|), a second difference of
        expected shortfalls.
        """
        periods = len(self.factors)
        shortfalls = delay.distribution.lower_partial_moment(np.arange(-1.0, periods + 1))
        chances = np.diff(shortfalls, n=2)
        return np.array([self.factors[period:] @ chances[: periods - period] for period in range(periods)])


@dataclass(frozen=True)
class Dependence:
    """The dependence of drivers by row: groups with common factors (rows after the drivers), and one mixture of rows.

    Rows of uniform numbers are the factors first, then the drivers.
    """

    groups: tuple[Factor, ...]
    mixture: Mixture | None
    change: float

    def apply(self, words: Words) -> None:
        """Make rows of independent uniform numbers dependent, in place."""
        for group in self.groups:
            group.apply(words)
        if self.mixture:
            self.mixture.apply(words)

    def related(self, unit: Unit) -> bool:
        """True where two drivers of a product may depend on each other."""
        sets = [set(group.members) for group in self.groups] + ([set(self.mixture.rows)] if self.mixture else [])
        return any(len(members.intersection(place + len(self.groups) for place in unit)) > 1 for members in sets)

    def tied(self, place: int) -> bool:
        """True where a driver may depend on another one."""
        row = place + len(self.groups)
        return any(row in group.members for group in self.groups) or (
            self.mixture is not None and row in self.mixture.rows
        )


def compiled(model: Model) -> Compiled:
    """The matrices of a model."""
    spread = [driver for driver in model.uncertain if driver.distribution.sd > 0]
    fixed = {driver.key: driver.distribution.mean for driver in model.uncertain if driver.distribution.sd == 0}
    drivers = _by_importance(model, spread)
    places = {driver.key: place for place, driver in enumerate(drivers)}
    units = [tuple(sorted(places[key] for key in term.drivers if key in places)) for term in model.terms]
    products = tuple(sorted({unit for unit in units if len(unit) > 1}))
    rows: dict[Unit, int] = {(place,): place for place in range(len(drivers))}
    rows |= {unit: len(drivers) + place for place, unit in enumerate((*products, ()))}
    flows = {kind: np.zeros((len(model.factors), len(rows))) for kind in ("cost", "benefit")}
    for term, unit in zip(model.terms, units, strict=True):
        certain = math.prod(fixed[key] for key in term.drivers if key in fixed)
        flows[term.kind][:, rows[unit]] += certain * np.asarray(term.profile)
    return Compiled(model, drivers, products, flows["cost"], flows["benefit"])


def _by_importance(model: Model, drivers: Sequence[Driver]) -> tuple[Driver, ...]:
    """The delay first, then the greatest first-order variance of the NPV, rounded so that the unit does not matter."""
    means = {driver.key: driver.distribution.mean for driver in model.uncertain}
    worth: dict[str, list[float]] = {driver.key: [0.0] for driver in drivers}
    for term in model.terms:
        value = _present_value(term.profile, model.factors)
        for key in worth.keys() & set(term.drivers):
            others = math.prod(means[other] for other in term.drivers if other != key)
            worth[key].append((value if term.kind == "benefit" else -value) * others)
    spreads = {driver.key: abs(math.fsum(worth[driver.key])) * driver.distribution.sd for driver in drivers}
    most = max(spreads.values(), default=0.0) or 1.0
    delay = model.delay.key if model.delay else None
    return tuple(
        sorted(drivers, key=lambda driver: (driver.key != delay, -round(spreads[driver.key] / most, 9), driver.key))
    )


def _present_value(profile: Sequence[float], factors: Sequence[float]) -> float:
    return math.fsum(flow * factor for flow, factor in zip(profile, factors, strict=True))


def _dependence(model: Model, drivers: Sequence[Driver]) -> Dependence:
    named = {key for pair in model.correlations for key in pair[:2]}
    groups = _groups(model.groups, [driver for driver in drivers if driver.key not in named])
    places = {driver.key: len(groups) + place for place, driver in enumerate(drivers)}
    factors = tuple(
        Factor(row, tuple(places[key] for key in keys), model.groups[group])
        for row, (group, keys) in enumerate(sorted(groups.items()))
    )
    every = sorted(named, key=lambda key: (places.get(key, len(places)), key))
    matrix, change = rank_matrix(model.correlations, {key: place for place, key in enumerate(every)})
    rows = tuple(places[key] for key in every if key in places)
    root = np.asarray(np.linalg.cholesky(matrix[: len(rows), : len(rows)]), dtype=np.float64)
    return Dependence(factors, Mixture(rows, root) if rows else None, change)


def _groups(correlations: Mapping[str, float], drivers: Sequence[Driver]) -> dict[str, list[str]]:
    """The keys of the drivers of each group that makes a difference."""
    groups: dict[str, list[str]] = {}
    for driver in drivers:
        if driver.group and correlations[driver.group] > 0:
            groups.setdefault(driver.group, []).append(driver.key)
    return {group: keys for group, keys in groups.items() if len(keys) > 1}
