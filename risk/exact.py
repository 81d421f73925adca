"""The distribution of a sum of independent amounts without sampling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from risk.distributions.base import Array, finite
from risk.distributions.curve import Curve
from risk.distributions.lattice import Lattice, Spectrum
from risk.distributions.masses import masses_on
from risk.distributions.tails import reach
from risk.protocols import Distribution

__all__ = ["Curve", "s_curve"]

_FEWEST: Final = 256
_MOST: Final = 2**22
# Where tails are long: the points that a lattice may grow to, and those of all terms together.
_GROWN: Final = 2**19
_GROWN_IN_ALL: Final = 2**22
_SAME: Final = 1e-12


def s_curve(terms: Sequence[Distribution], *, constant: float = 0.0, points: int = 4096) -> Curve:
    """The distribution of `constant` plus the sum of the independent `terms`.

    Sums of few single amounts are enumerated. Any other is the product of the transforms of its terms on one lattice of
    `points` nodes (more where the tails are long), which keeps every mean and variance; with 4096 points the P80 is
    right to some 1e-6 of the standard deviation. ValueError where `points` is not from 256 to 4194304, `constant` is
    not finite, or a tail is so long that no lattice serves.
    """
    if not _FEWEST <= points <= _MOST:
        raise ValueError(f"The number of points is from {_FEWEST} to {_MOST}, and {points} is not.")
    certain = finite(constant, "constant") + math.fsum(term.mean for term in terms if _is_certain(term))
    uncertain = [term for term in terms if not _is_certain(term)]
    steps = _enumerated(uncertain, points)
    if steps is not None:
        return Curve.of_steps(steps[0] + certain, steps[1])
    return _convolved(Counter(uncertain), certain, points)


def _is_certain(term: Distribution) -> bool:
    """True where the amounts are one, but for rounding."""
    low, high = term.support
    return high - low <= _SAME * max(abs(low), abs(high))


def _enumerated(terms: Sequence[Distribution], limit: int) -> tuple[Array, Array] | None:
    """The values and probabilities of a sum of single amounts; None where a term has others or there are too many."""
    values, chances = np.zeros(1), np.ones(1)
    for term in terms:
        amounts, shares = term.atoms
        if len(values) * len(amounts) > limit or shares.sum() < 1 - _SAME:
            return None
        values, chances = _merged(np.add.outer(values, amounts).ravel(), np.multiply.outer(chances, shares).ravel())
    return values, chances


def _merged(values: Array, chances: Array) -> tuple[Array, Array]:
    """The values in ascending order, those that differ by rounding alone as one."""
    order = np.argsort(values)
    values, chances = values[order], chances[order]
    starts = np.flatnonzero(np.append(True, np.diff(values) > _SAME * np.abs(values).max()))
    return values[starts], np.add.reduceat(chances, starts)


def _convolved(terms: Counter[Distribution], constant: float, points: int) -> Curve:
    """The curve from the product of the transforms; a sum can have single amounts where each term has."""
    lattice = _lattice(list(terms.elements()), points)
    whole = np.ones(lattice.size // 2 + 1, dtype=np.complex128)
    atoms = whole * all(len(term.atoms[0]) for term in terms)
    single, added = bool(atoms.any()), 0.0
    for term, count in terms.items():
        masses = masses_on(term, lattice.step)
        _multiply(whole, lattice.transform(masses.first, masses.whole), count)
        if single:
            _multiply(atoms, lattice.transform(masses.first, masses.atoms), count)
        added += count * masses.added
    return lattice.curve(whole, atoms, added=added, constant=constant)


def _multiply(product: Spectrum, spectrum: Spectrum, count: int) -> None:
    for _ in range(count):
        product *= spectrum


def _lattice(terms: Sequence[Distribution], points: int) -> Lattice:
    mean = math.fsum(term.mean for term in terms)
    grown = min(_GROWN, _GROWN_IN_ALL // len(terms))
    return Lattice.around(mean, reach(terms), sizes=(points, grown))
