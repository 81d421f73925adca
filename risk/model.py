"""What is simulated: uncertain numbers, the cash flows that they drive, and how they hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from risk.numbers import is_finite
from risk.protocols import Distribution

Kind = Literal["cost", "benefit", "proceeds"]


@dataclass(frozen=True, slots=True)
class Driver:
    """One uncertain number: an amount, or a factor around 1; in a group, it moves with the others of it."""

    key: str
    distribution: Distribution
    group: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """The product of some drivers times `profile`, by period: a cost, a benefit, or proceeds, which no delay moves.

    Without drivers it is certain.
    """

    drivers: tuple[str, ...]
    profile: tuple[float, ...]
    kind: Kind
    key: str = ""


@dataclass(frozen=True)
class Model:
    """Terms by period, the discount factors of the same periods, and the dependence of the drivers.

    `groups` has the correlation of the normal scores of any two drivers of a group, from 0 to 1; `correlations` has
    rank correlations of pairs, which stand before that of a group both are in. `delay` shifts all benefits by a
    number of periods, the horizon stays and what falls beyond it is lost; between whole periods it is linear.
    `base_cost` is the undiscounted cost that contingency is added to. ValueError where something does not fit.
    """

    terms: Sequence[Term]
    drivers: Sequence[Driver]
    factors: Sequence[float]
    groups: Mapping[str, float] = field(default_factory=dict)
    correlations: Sequence[tuple[str, str, float]] = ()
    delay: Driver | None = None
    periods_a_year: int = 1
    base_cost: float | None = None

    def __post_init__(self) -> None:
        if not self.terms or not len(self.factors):
            raise ValueError(
                "There is nothing to simulate: a model needs a term and the discount factors of its periods."
            )
        _check_finite(self.factors, "discount factor")
        _check_finite([] if self.base_cost is None else [self.base_cost], "base cost")
        if self.periods_a_year < 1:
            raise ValueError(f"A year has at least 1 period, and {self.periods_a_year} is less.")
        self._check_drivers()
        self._check_terms()
        self._check_pairs()

    @property
    def uncertain(self) -> tuple[Driver, ...]:
        """The drivers and the delay."""
        return (*self.drivers, self.delay) if self.delay else tuple(self.drivers)

    def _check_drivers(self) -> None:
        twice = [key for key, count in Counter(driver.key for driver in self.uncertain).items() if count > 1]
        if twice:
            raise ValueError(f"The uncertain number {twice[0]!r} is there twice.")
        for group, correlation in self.groups.items():
            if not is_finite(correlation) or not 0 <= correlation <= 1:
                raise ValueError(
                    f"The correlation of a group is between 0 and 1, and {correlation!r} of {group!r} is not."
                )
        for driver in self.uncertain:
            if not hasattr(driver.distribution, "quantile"):
                raise ValueError(f"{driver.distribution!r} of {driver.key!r} is not a distribution.")
            if driver.group and driver.group not in self.groups:
                raise ValueError(f"The group {driver.group!r} of {driver.key!r} has no correlation.")
        if self.delay and self.delay.distribution.support[0] < 0:
            raise ValueError("A delay of the benefits cannot be below nought.")

    def _check_terms(self) -> None:
        keys = {driver.key for driver in self.drivers}
        for term in self.terms:
            if term.kind not in get_args(Kind):
                raise ValueError(f"A term is a cost, a benefit or proceeds, and not {term.kind!r}.")
            if len(term.profile) != len(self.factors):
                raise ValueError(f"{term.key!r} has {len(term.profile)} periods and the model {len(self.factors)}.")
            _check_finite(term.profile, "cash flow")
            if len(set(term.drivers)) < len(term.drivers) or not keys.issuperset(term.drivers):
                raise ValueError(f"The drivers of {term.key!r} must be drivers of the model, each once.")

    def _check_pairs(self) -> None:
        keys, seen = {driver.key for driver in self.uncertain}, set()
        for one, other, correlation in self.correlations:
            if not {one, other} <= keys:
                raise ValueError(f"A correlation is of two drivers of the model, and not of {one!r} and {other!r}.")
            if one == other or frozenset((one, other)) in seen:
                raise ValueError(f"The correlation of {one!r} and {other!r} must be of two drivers, and stand once.")
            if not is_finite(correlation) or not -1 <= correlation <= 1:
                raise ValueError(f"A correlation is between -1 and 1, and {correlation!r} is not.")
            seen.add(frozenset((one, other)))


def _check_finite(values: Iterable[float], name: str) -> None:
    for value in values:
        if not is_finite(value):
            raise ValueError(f"A {name} must be a finite number, and {value!r} is not.")
