"""Dependence between uniform numbers by a Gaussian copula: one common factor a group, or rank correlations of pairs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from risk.distributions import Normal
from risk.model import Driver, Model
from risk.sampling import Words
from risk.tables import inverse

Array = NDArray[np.float64]
Pair = tuple[str, str, float]

_ROUNDS: Final = 200
_TOLERANCE: Final = 1e-9
_LEAST_EIGENVALUE: Final = 1e-9
_WHOLE: Final = 2.0**32


@dataclass(frozen=True)
class Factor:
    """The members of a group are sqrt(correlation) * factor + sqrt(1 - correlation) * own; all are rows of numbers."""

    row: int
    members: tuple[int, ...]
    correlation: float

    def apply(self, words: Words) -> None:
        """Make the members of the group depend on their factor, in place."""
        common = np.sqrt(self.correlation) * _normal(words[self.row])
        for member in self.members:
            words[member] = _uniform(common + np.sqrt(1 - self.correlation) * _normal(words[member]))


@dataclass(frozen=True, eq=False)
class Mixture:
    """The rows are `root` times independent rows, with root times its transpose the correlation matrix."""

    rows: tuple[int, ...]
    root: Array

    def apply(self, words: Words) -> None:
        """Make the rows depend on each other, in place."""
        mixed = self.root @ np.stack([_normal(words[row]) for row in self.rows])
        for row, values in zip(self.rows, mixed, strict=True):
            words[row] = _uniform(values)


@dataclass(frozen=True, eq=False)
class Dependence:
    """Rows of uniform numbers, those of the factors of groups first; `rows` are those of the drivers.

    `change` is that of the rank correlations to the nearest valid ones.
    """

    rows: tuple[int, ...]
    groups: tuple[Factor, ...]
    mixture: Mixture | None
    change: float

    def apply(self, words: Words) -> None:
        """Make rows of independent uniform numbers dependent, in place."""
        for group in self.groups:
            group.apply(words)
        if self.mixture:
            self.mixture.apply(words)

    def related(self, places: Sequence[int]) -> bool:
        """True where two of these drivers may depend on each other."""
        rows = {self.rows[place] for place in places}
        return any(len(rows & members) > 1 for members in self._sets)

    def tied(self, place: int) -> bool:
        """True where a driver may depend on another one."""
        return any(self.rows[place] in members for members in self._sets)

    @property
    def _sets(self) -> list[set[int]]:
        mixed = [set(self.mixture.rows)] if self.mixture else []
        return [*(set(group.members) for group in self.groups), *mixed]


def dependence(model: Model, drivers: Sequence[Driver], *, order: Sequence[int]) -> Dependence:
    """The dependence of the drivers with a spread; `order` has their places from the best dimension to the worst."""
    paired = {key for pair in model.correlations for key in pair[:2]}
    everyone = _groups(model, drivers)
    groups = {group: keys for group, keys in everyone.items() if paired.isdisjoint(keys)}
    mates = [(model.groups[group], keys) for group, keys in everyone.items() if group not in groups]
    named = paired.union(*(keys for _, keys in mates))
    rows = {drivers[place].key: len(groups) + rank for rank, place in enumerate(order)}
    factors = tuple(
        Factor(row, tuple(rows[key] for key in keys), model.groups[group])
        for row, (group, keys) in enumerate(sorted(groups.items()))
    )
    every = sorted(named, key=lambda key: (rows.get(key, len(rows) + len(groups)), key))
    pairs = [*_of_groups(mates), *model.correlations]  # what a pair says comes last and stands
    matrix, change = rank_matrix(pairs, {key: place for place, key in enumerate(every)})
    mixed = tuple(rows[key] for key in every if key in rows)
    root = np.asarray(np.linalg.cholesky(matrix[: len(mixed), : len(mixed)]), dtype=np.float64)
    mixture = Mixture(mixed, root) if mixed else None
    return Dependence(tuple(rows[driver.key] for driver in drivers), factors, mixture, change)


def _of_groups(groups: Iterable[tuple[float, Sequence[str]]]) -> Iterator[Pair]:
    """The rank correlation of every two members of groups, whose correlations are between normal scores."""
    for correlation, keys in groups:
        rank = 6 / math.pi * math.asin(correlation / 2)
        yield from ((one, other, rank) for one, other in combinations(keys, 2))


def _groups(model: Model, drivers: Sequence[Driver]) -> dict[str, list[str]]:
    """The keys of the drivers of each group that makes a difference."""
    groups: dict[str, list[str]] = {}
    for driver in drivers:
        if driver.group and model.groups[driver.group] > 0:
            groups.setdefault(driver.group, []).append(driver.key)
    return {group: keys for group, keys in groups.items() if len(keys) > 1}


def rank_matrix(pairs: Sequence[Pair], places: Mapping[str, int]) -> tuple[Array, float]:
    """The matrix of normal scores for rank correlations, and the largest change that made it a valid one.

    A rank correlation s is 2 sin(pi s / 6) between normal scores (Pearson, 1907); the change is in rank correlation.
    What no pair names is uncorrelated.
    """
    asked = np.eye(len(places))
    for one, other, correlation in pairs:
        asked[places[one], places[other]] = asked[places[other], places[one]] = correlation
    scores = 2 * np.sin(np.pi * asked / 6)
    np.fill_diagonal(scores, 1.0)
    valid = nearest_correlation(scores)
    change = np.abs(6 / np.pi * np.arcsin(np.clip(valid / 2, -0.5, 0.5)) - asked).max(initial=0.0)
    return valid, 0.0 if valid is scores else float(change)


def nearest_correlation(matrix: Array) -> Array:
    """The correlation matrix nearest to a symmetric matrix in the Frobenius norm; the matrix itself where it is one.

    Source: Higham (2002), IMA J. Numer. Anal. 22, 329-343: projections in turns, with Dykstra's correction. Eigenvalues
    end at 1e-9 at least, so that the result has a Cholesky root. ValueError where the matrix is not square, symmetric
    and finite.
    """
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not np.isfinite(matrix).all():
        raise ValueError("A correlation matrix is square and has finite numbers.")
    if not np.array_equal(matrix, matrix.T):
        raise ValueError("A correlation matrix is symmetric.")
    if not matrix.size or (_least_eigenvalue(matrix) >= _LEAST_EIGENVALUE and bool((np.diag(matrix) == 1).all())):
        return matrix
    found, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(_ROUNDS):
        before = found
        shifted = found - correction
        positive = _positive(shifted, 0.0)
        correction = positive - shifted
        found = positive.copy()
        np.fill_diagonal(found, 1.0)
        if np.abs(found - before).max() < _TOLERANCE:
            break
    return _with_unit_diagonal(_positive(found, 2 * _LEAST_EIGENVALUE))


def _least_eigenvalue(matrix: Array) -> float:
    return float(np.linalg.eigvalsh(matrix)[0])


def _positive(matrix: Array, least: float) -> Array:
    values, vectors = np.linalg.eigh(matrix)
    found = (vectors * np.maximum(values, least)) @ vectors.T
    return np.asarray((found + found.T) / 2)


def _with_unit_diagonal(matrix: Array) -> Array:
    sizes = np.sqrt(np.diag(matrix))
    scaled = np.clip(matrix / np.outer(sizes, sizes), -1.0, 1.0)
    np.fill_diagonal(scaled, 1.0)
    return np.asarray(scaled)


def _normal(words: Words) -> Array:
    found = np.empty(len(words))
    inverse(Normal(0.0, 1.0)).fill(words, found)
    return found


def _uniform(scores: Array) -> Words:
    from scipy.special import ndtr

    return np.asarray(np.minimum(ndtr(scores) * _WHOLE, _WHOLE - 1).astype(np.uint32) | np.uint32(1))
