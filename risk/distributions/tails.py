"""How far a sum of independent amounts can come from its mean, for practical purposes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from risk.distributions.base import TAIL, Array
from risk.protocols import Distribution

# Where distributions are looked at, in standard deviations from the mean; the ends of the support stand for the rest.
_SIDE: Final = (
    0.5,
    1.0,
    1.5,
    2.0,
    2.5,
    3.0,
    4.0,
    5.0,
    6.0,
    8.0,
    10.0,
    13.0,
    17.0,
    22.0,
    30.0,
    40.0,
    60.0,
    100.0,
    300.0,
)
_EXPONENTS: Final = 16


def reach(terms: Sequence[Distribution]) -> tuple[float, float]:
    """How far below and above its mean the sum of the terms comes but with a probability of 1e-13 each.

    Chernoff's bound exp(K(s) - s t), with K the sum of the logarithms of the moment generating functions. Each term is
    moved to a few nodes so that its mean stays, which by Jensen's inequality makes K greater, and the bound holds.
    """
    known = [_on_nodes(term) for term in terms]
    excesses, logs = np.array([one for one, _ in known]), np.array([other for _, other in known])
    sd = math.hypot(*(term.sd for term in terms))

    def side(sign: int) -> float:
        greatest = float((sign * excesses).max(axis=1).sum())
        return _least(lambda s: float(np.log(_generating(s, sign * excesses, logs)).sum()), greatest, sd)

    return side(-1), side(1)


def reach_of_compound(rate: float, severity: Distribution) -> tuple[float, float]:
    """The same for the total of a Poisson number of events: its K is rate (M(s) - 1 - s mean)."""
    excesses, logs = _on_nodes(severity)
    mean, amounts = severity.mean, excesses + severity.mean
    most = rate - math.log(TAIL) / 3 + math.sqrt(math.log(TAIL) ** 2 / 9 - 2 * rate * math.log(TAIL))  # Bernstein
    sd = math.sqrt(rate) * math.hypot(severity.sd, mean)

    def side(sign: int) -> float:
        greatest = most * max(float((sign * amounts).max()), 0.0) - sign * rate * mean
        return _least(lambda s: rate * float(_generating(s, sign * amounts, logs) - 1 - s * sign * mean), greatest, sd)

    return side(-1), side(1)


@lru_cache(maxsize=4096)
def _on_nodes(term: Distribution) -> tuple[Array, Array]:
    """The excess over the mean at each node, and the logarithm of the probability there."""
    low, high = term.support
    side = np.array(_SIDE) * term.sd
    inner = np.concatenate((-side[::-1], [0.0], side)) + term.mean
    nodes = np.concatenate(([low], np.clip(inner, low, high), [high]))
    gaps, rises = np.diff(nodes), np.diff(term.lower_partial_moment(nodes))
    slopes = np.where(gaps > 0, rises / np.where(gaps > 0, gaps, 1.0), nodes[1:] > term.mean)
    chances = np.diff(np.concatenate(([0.0], slopes, [1.0])))
    with np.errstate(divide="ignore"):
        return nodes - term.mean, np.log(np.maximum(chances, 0.0))


def _generating(s: float, amounts: Array, logs: Array) -> Array:
    """The moment generating functions at `s`; infinite where they are too great for a float."""
    with np.errstate(over="ignore"):
        return np.asarray(np.exp(s * amounts + logs).sum(axis=-1))


def _least(cumulant: Callable[[float], float], greatest: float, sd: float) -> float:
    """The least t at which the bound is 1e-13 for some s > 0, or `greatest` where that is less."""
    if greatest <= sd:
        return max(greatest, 0.0)
    exponents = np.geomspace(-math.log(TAIL) / (2 * greatest), 10 / sd, _EXPONENTS)
    return min(greatest, *((cumulant(float(s)) - math.log(TAIL)) / float(s) for s in exponents))
