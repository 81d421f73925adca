"""How far a sum of independent amounts can come from its mean, for practical purposes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from risk.distributions.base import TAIL, Array
from risk.protocols import Distribution

# Where distributions are looked at, in standard deviations from the mean; the ends of the support stand for the rest.
_SIDE: Final = np.concatenate((np.arange(0.5, 3.5, 0.5), np.geomspace(4.0, 300.0, 13)))
_EXPONENTS: Final = 16


class Reach(NamedTuple):
    """How far below and above its mean an amount comes but with a probability of 1e-13 each, and its sd within."""

    below: float
    above: float
    sd: float


def reach(terms: Sequence[Distribution]) -> Reach:
    """The reach of the sum of the terms.

    Chernoff's bound exp(K(s) - s t), with K the sum of the logarithms of the moment generating functions. Each term is
    moved to a few nodes so that its mean stays, which by Jensen's inequality makes K greater, and the bound holds.
    """
    known = [_on_nodes(term) for term in terms]
    excesses, logs = np.array([one for one, _ in known]), np.array([other for _, other in known])
    sd = float(np.linalg.norm(excesses * np.exp(logs / 2)))

    def side(sign: int) -> float:
        greatest = float((sign * excesses).max(axis=1).sum())
        return _least(lambda s: float(np.log(_generating(s, sign * excesses, logs)).sum()), greatest, sd)

    return Reach(side(-1), side(1), sd)


def reach_of_compound(rate: float, severity: Distribution) -> Reach:
    """The reach of the total of a Poisson number of events: its K is rate (M(s) - 1 - s mean)."""
    excesses, logs = _on_nodes(severity)
    mean, amounts = severity.mean, excesses + severity.mean
    most = rate - math.log(TAIL) / 3 + math.sqrt(math.log(TAIL) ** 2 / 9 - 2 * rate * math.log(TAIL))  # Bernstein
    sd = math.sqrt(rate) * float(np.linalg.norm(amounts * np.exp(logs / 2)))

    def side(sign: int) -> float:
        greatest = most * max(float((sign * amounts).max()), 0.0) - sign * rate * mean
        return _least(lambda s: rate * float(_generating(s, sign * amounts, logs) - 1 - s * sign * mean), greatest, sd)

    return Reach(side(-1), side(1), sd)


@lru_cache(maxsize=4096)
def _on_nodes(term: Distribution) -> tuple[Array, Array]:
    """The excess over the mean at each node, and the logarithm of the probability there."""
    low, high = term.support
    side = _SIDE * term.sd
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
