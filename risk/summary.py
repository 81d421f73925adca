"""Percentiles of simulated amounts with intervals for the error of the simulation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PERCENTILES: Final = (5, 10, 20, 50, 80, 90, 95)
CURVE: Final = np.linspace(0.0, 1.0, 201)
_TAIL: Final = 0.05
_Z95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Summary:
    """A simulated amount; `ci95` has the 95 % interval of each percentile ("p80"), for the error of simulation alone.

    `cvar` is the mean of the worst 5 %: the least of what one wants much of, the greatest of a cost.
    """

    mean: float
    sd: float
    p5: float
    p10: float
    p20: float
    p50: float
    p80: float
    p90: float
    p95: float
    prob_negative: float
    cvar: float
    ci95: Mapping[str, tuple[float, float]]
    curve: tuple[float, ...]  # the quantiles of 0, 0.5 %, ... 100 %

    @property
    def p80_ci95(self) -> tuple[float, float]:
        """The interval of P80."""
        return self.ci95["p80"]


def summary(values: Array, starts: tuple[int, ...], *, worst_is_high: bool) -> Summary:
    """The summary of iterations in replicates, which begin at `starts`; the last start is the number of all."""
    ordered = np.sort(values)
    chances = np.array(PERCENTILES) / 100
    found = quantiles(ordered, chances)
    intervals = _intervals(values, ordered, starts) if len(starts) > 2 else _rank_intervals(ordered, chances)
    count = math.ceil(_TAIL * len(ordered))
    names = [f"p{percent}" for percent in PERCENTILES]
    return Summary(
        mean=float(values.mean()),
        sd=float(values.std(ddof=1)) if len(values) > 1 else 0.0,
        prob_negative=float(np.searchsorted(ordered, 0.0)) / len(ordered),
        cvar=float((ordered[-count:] if worst_is_high else ordered[:count]).mean()),
        ci95={name: (float(low), float(high)) for name, (low, high) in zip(names, intervals.T, strict=True)},
        curve=tuple(quantiles(ordered, CURVE).tolist()),
        **dict(zip(names, found.tolist(), strict=True)),
    )


def quantiles(ordered: Array, chances: Array) -> Array:
    """The median-unbiased quantiles of ascending values. Source: Hyndman and Fan (1996), definition 8."""
    place = np.clip((len(ordered) + 1 / 3) * chances - 2 / 3, 0.0, len(ordered) - 1.0)
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, len(ordered) - 1)
    return np.asarray(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def standard_error(values: Array, starts: tuple[int, ...]) -> float:
    """The standard error of the mean: from the spread of the replicates, or of the values of a single one."""
    if len(starts) > 2:
        values = np.array([values[start:end].mean() for start, end in pairwise(starts)])
    return float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 0.0


def normal_score(t: float, replicates: int) -> float:
    """The normal score as improbable as Student's t of this many replicates; t itself for a single one."""
    if replicates < 2:
        return t
    from scipy.special import ndtri, stdtr

    return min(t, -float(ndtri(stdtr(replicates - 1, -t))))


def _intervals(values: Array, ordered: Array, starts: tuple[int, ...]) -> Array:
    """Percentiles plus and minus Student's t times the standard error that the replicates show; 2 x percentiles."""
    from scipy.special import stdtrit

    chances = np.array(PERCENTILES) / 100
    each = np.array([quantiles(np.sort(values[start:end]), chances) for start, end in pairwise(starts)])
    half = float(stdtrit(len(each) - 1, 0.975)) * each.std(axis=0, ddof=1) / math.sqrt(len(each))
    centre = quantiles(ordered, chances)
    return np.array([centre - half, centre + half])


def _rank_intervals(ordered: Array, chances: Array) -> Array:
    """The order statistics between which a percentile of independent draws lies, by the binomial distribution."""
    count = len(ordered)
    half = _Z95 * np.sqrt(count * chances * (1 - chances))
    low = np.clip(np.floor(count * chances - half), 0, count - 1).astype(np.intp)
    high = np.clip(np.ceil(count * chances + half), 0, count - 1).astype(np.intp)
    return np.array([ordered[low], ordered[high]])
