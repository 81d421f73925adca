"""Measures of many cash flows at once, the columns of a matrix: payback, peak funding, internal rates of return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STEPS: Final = 60
_LARGEST_STEP: Final = 1.5
_CONVERGED: Final = 1e-11


@dataclass(frozen=True, eq=False)
class BatchIrr:
    """The rate of each path where its flows change sign once, NaN elsewhere, and how many paths are which."""

    rates: Array
    unique: int
    not_unique: int
    no_sign_change: int


def payback_periods(cumulative: Array) -> Array:
    """Periods until each cumulative cash flow is last recovered, linear inside the period.

    `cumulative` is periods x paths. A path that never falls below nought has 0, one that ends below nought infinity.
    """
    paths = np.arange(cumulative.shape[1])
    first = np.zeros(cumulative.shape[1], dtype=np.intp)
    for period, sums in enumerate(cumulative, start=1):
        np.copyto(first, period, where=sums < 0)
    found = np.where(first == 0, 0.0, np.inf)
    recovered = (first > 0) & (first < len(cumulative))
    after, paths = first[recovered], paths[recovered]
    low, high = cumulative[after - 1, paths], cumulative[after, paths]
    found[recovered] = after - 1 + low / (low - high)
    return found


def peak_funding(cumulative: Array) -> Array:
    """The most that each path needs at any time: the depth of its cumulative cash flow, or nought."""
    return np.asarray(np.maximum(-np.minimum.reduce(cumulative, axis=0), 0.0))


def delayed(flows: Array, delay: Array) -> Array:
    """`flows` (periods x paths) later by `delay` periods a path, linear between whole periods; the horizon stays."""
    periods = len(flows)
    whole = np.minimum(np.floor(delay), periods)
    part = np.minimum(delay - whole, 1.0)
    padded = np.vstack([np.zeros(flows.shape[1]), flows])
    place = np.arange(1, periods + 1)[:, None] - whole.astype(np.intp)
    now = np.take_along_axis(padded, np.maximum(place, 0), axis=0)
    before = np.take_along_axis(padded, np.maximum(place - 1, 0), axis=0)
    return np.asarray(now + part * (before - now))


def irr_batch(flows: Array) -> BatchIrr:
    """The internal rates of return a period of `flows`, periods x paths.

    A path whose flows change sign once has one rate above -100 %; a path with more changes may have none or several,
    and is counted instead. Newton's method on h(y) = ln(value of the inflows) - ln(value of the outflows) with discount
    factors exp(y t), y = -ln(1 + rate): h is monotone and nearly straight, and does not depend on the unit of money.
    ValueError where a flow is not finite.
    """
    if flows.ndim != 2 or not np.isfinite(flows).all():
        raise ValueError("Cash flows are a matrix of finite numbers, periods by paths.")
    changes = _sign_changes(flows)
    unique = changes == 1
    rates = np.full(flows.shape[1], np.nan)
    if unique.any():
        rates[unique] = np.expm1(-_log_discounts(flows if unique.all() else flows[:, unique]))
    counts = int(unique.sum()), int((changes > 1).sum()), int((changes == 0).sum())
    return BatchIrr(rates, *counts)


def _sign_changes(flows: Array) -> NDArray[np.int64]:
    """Changes of sign from period to period; a flow of nought has the sign before it."""
    changes = np.zeros(flows.shape[1], dtype=np.int64)
    sign = np.zeros(flows.shape[1], dtype=np.int8)
    for row in flows:
        now = np.sign(row).astype(np.int8)
        changes += now * sign < 0
        np.copyto(sign, now, where=now != 0)
    return changes


def _log_discounts(flows: Array) -> Array:
    """The y at which inflows and outflows of each path, which change sign once, have the same value."""
    inflows, outflows = (_without_empty_end(np.maximum(part, 0.0)) for part in (flows, -flows))
    found = np.zeros(flows.shape[1])
    for _ in range(_STEPS):
        step = _newton_step(found, inflows, outflows)
        found -= step
        if float(np.abs(step).max()) < _CONVERGED:
            break
    return found


def _newton_step(y: Array, inflows: Array, outflows: Array) -> Array:
    discount = np.exp(y)
    (value_in, slope_in), (value_out, slope_out) = (_value(part, discount) for part in (inflows, outflows))
    height = np.log(value_in / value_out)
    slope = slope_in / value_in - slope_out / value_out
    return np.clip(height / slope, -_LARGEST_STEP, _LARGEST_STEP)


def _without_empty_end(flows: Array) -> Array:
    """The periods up to the last one in which any path has a flow: outlays often end early."""
    return flows[: int(np.flatnonzero(flows.any(axis=1))[-1]) + 1]


def _value(flows: Array, discount: Array) -> tuple[Array, Array]:
    """The sum of flow * discount**t and of t * flow * discount**t, by Horner's rule."""
    value, slope = flows[-1].copy(), np.zeros_like(discount)
    for row in flows[-2::-1]:
        slope += value
        slope *= discount
        value *= discount
        value += row
    return value, slope
