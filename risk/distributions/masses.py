"""The probabilities of a distribution at the nodes of a lattice, with its mean and its variance.

A mass is the second difference of the lower partial moment: every amount is split between its two nodes so that the
mean stays (local moment matching; Klugman, Panjer and Willmot, Loss Models). What the splitting adds to the variance of
the smooth part is taken back, so that its error is of the fourth order in the step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from risk.distributions.base import Array
from risk.protocols import Distribution

# Probabilities up to this one may be the noise of rounding.
NOISE: Final = 1e-12
# A distribution whose masses are as unequal as those of fewer equal ones is not smooth on the lattice.
_NARROW: Final = 2.0
# The share of their second difference that is taken from smooth masses is half of what splitting adds to the variance:
# 1/6 squared step for a smooth density, and never more than the 1/4 of a single amount half way between nodes.
_SHARPENING: Final = 1 / 12
_MOST_SHARPENING: Final = 1 / 8


@dataclass(frozen=True)
class Masses:
    """Probabilities at the nodes k * step from k = `first` on: of the smooth part, and of single amounts.

    `added` is what splitting the single amounts between nodes added to the variance, in squared steps.
    """

    first: int
    smooth: Array
    atoms: Array
    added: float

    @property
    def whole(self) -> Array:
        return self.smooth + self.atoms


@lru_cache(maxsize=1024)
def masses_on(distribution: Distribution, step: float) -> Masses:
    """The masses of a distribution on the lattice of this step; one of many lines that changes is calculated alone."""
    low, high = distribution.support
    first, last = math.floor(low / step), math.ceil(high / step)
    moments = distribution.lower_partial_moment(step * np.arange(first - 1, last + 2, dtype=np.float64))
    whole = np.zeros(last - first + 5)
    whole[2:-2] = np.diff(moments, 2) / step
    atoms, added = _split(distribution.atoms, step, first - 2, len(whole))
    smooth = whole - atoms
    if float(smooth.sum()) ** 2 < _NARROW * float(smooth @ smooth):
        places = np.arange(first - 2, last + 3) - distribution.mean / step
        excess = float(whole @ places**2) - (distribution.sd / step) ** 2 - added
        share = min(max(excess / (2 * max(float(smooth.sum()), NOISE)), 0.0), _MOST_SHARPENING)
    else:
        share = _SHARPENING
    smooth[1:-1] -= share * np.diff(smooth, 2)
    return Masses(first - 2, smooth, atoms, added)


def _split(atoms: tuple[Array, Array], step: float, first: int, count: int) -> tuple[Array, float]:
    """The masses of single amounts, each split between its two nodes, and what this added to the variance."""
    values, chances = atoms
    places = values / step - first
    left = np.floor(places).astype(np.intp)
    share = places - left
    masses = np.zeros(count)
    np.add.at(masses, left, chances * (1 - share))
    np.add.at(masses, left + 1, chances * share)
    return masses, float(chances @ (share * (1 - share)))
