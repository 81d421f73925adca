"""Dependence between uniform numbers by a Gaussian copula: one common factor a group, or rank correlations of pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from risk.distributions import Normal
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


def rank_matrix(pairs: Sequence[Pair], places: Mapping[str, int]) -> tuple[Array, float]:
    """The matrix of normal scores for rank correlations, and the largest change that made it a valid one.

    A rank correlation s is 2 sin(pi s / 6) between normal scores (Pearson, 1907); the change is in rank correlation.
    What no pair names is uncorrelated.
    """
    asked = np.eye(len(places))
    for one, other, correlation in pairs:
        asked[places[one], places[other]] = asked[places[other], places[one]] = correlation
    scores = 2 * np.sin(np.pi * asked / 6)
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
