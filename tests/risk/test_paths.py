"""Measures of many paths at once are those of each path alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from casebuilder.finance.irr import irr
from casebuilder.finance.measures import payback
from risk.paths import delayed, irr_batch, payback_periods, peak_funding

MONEY = st.integers(-1000, 1000).map(float)
FLOWS = arrays.arrays(float, st.tuples(st.integers(1, 9), st.integers(1, 6)), elements=MONEY)


@given(FLOWS)
def test_payback_is_that_of_each_path(flows: np.ndarray) -> None:
    sums = np.cumsum(flows, axis=0)
    for path, found in enumerate(payback_periods(sums)):
        expected = payback(flows[:, path].tolist())
        if expected is None:
            assert found == (math.inf if sums[-1, path] < 0 else 0)
        else:
            assert found == pytest.approx(expected)


def test_the_last_crossing_counts() -> None:
    sums = np.cumsum(np.array([[-10.0, 30, -40, 40, 1]]).T, axis=0)
    assert payback_periods(sums).tolist() == [2.5]


@given(FLOWS)
def test_peak_funding_is_the_depth_of_each_path(flows: np.ndarray) -> None:
    sums = np.cumsum(flows, axis=0)
    assert peak_funding(sums).tolist() == [max(0.0, -min(path)) for path in sums.T.tolist()]


@given(FLOWS, st.floats(0, 12))
def test_a_delay_moves_each_flow_and_loses_what_falls_beyond(flows: np.ndarray, delay: float) -> None:
    found = delayed(flows, np.full(flows.shape[1], delay))
    expected = np.zeros_like(flows)
    for period, row in enumerate(flows):
        for share, to in ((1 - delay % 1, period + int(delay)), (delay % 1, period + int(delay) + 1)):
            if to < len(flows):
                expected[to] += share * row
    np.testing.assert_allclose(found, expected, atol=1e-9)


def projects(paths: int, periods: int, seed: int = 3) -> np.ndarray:
    """Outlays in the first two periods, then uncertain returns, some of which never recover them."""
    draws = np.random.default_rng(seed)
    flows = draws.lognormal(3, 0.5, (periods + 1, paths))
    flows[0], flows[1] = -draws.uniform(50, 900, paths), -draws.uniform(0, 300, paths)
    return flows


def test_rates_are_those_of_the_certified_solver_and_of_pyxirr() -> None:
    flows = projects(60, 12)
    found = irr_batch(flows)
    assert (found.unique, found.not_unique, found.no_sign_change) == (60, 0, 0)
    for path, rate in zip(flows.T.tolist(), found.rates.tolist(), strict=True):
        assert rate == pytest.approx(irr(path).value, abs=1e-10)
        assert rate == pytest.approx(pyxirr.irr(path), abs=1e-6)


@pytest.mark.parametrize("scale", [1e-6, 1e15])
def test_rates_do_not_depend_on_the_unit_of_money(scale: float) -> None:
    flows = projects(200, 20)
    np.testing.assert_allclose(irr_batch(flows * scale).rates, irr_batch(flows).rates, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "path", [[-1, 1e9], [-1, 1e-9], [-1, *[0] * 38, 5], [10, -3, -8], [-100, 0, 0, 99.999999], [-1e-3, *[1e3] * 30]]
)
def test_extreme_rates_are_found(path: list[float]) -> None:
    assert irr_batch(np.array([path], dtype=float).T).rates[0] == pytest.approx(irr(path).value, rel=1e-8, abs=1e-12)


def test_paths_without_one_rate_are_counted_and_never_averaged_in() -> None:
    paths = [[-100, 230, -132], [-100, 0, 110], [1, 2, 3], [0, 0, 0], [0, -100, 110], [-1600, 10_000, -10_000]]
    found = irr_batch(np.array(paths, dtype=float).T)
    assert (found.unique, found.not_unique, found.no_sign_change) == (2, 2, 2)
    assert np.isnan(found.rates).tolist() == [True, False, True, True, False, True]
    assert found.rates[[1, 4]] == pytest.approx([math.sqrt(1.1) - 1, 0.1])


@given(FLOWS)
def test_every_rate_brings_the_value_to_nought(flows: np.ndarray) -> None:
    found = irr_batch(flows)
    for path, rate in zip(flows.T, found.rates.tolist(), strict=True):
        if not math.isnan(rate):
            values = path * np.exp(-math.log1p(rate) * np.arange(len(path)))
            assert abs(values.sum()) <= 1e-8 * np.abs(values).sum()


@pytest.mark.parametrize("flows", [np.array([[1.0], [np.inf]]), np.array([[1.0], [np.nan]]), np.array([-1.0, 2.0])])
def test_what_is_no_matrix_of_flows_is_refused(flows: np.ndarray) -> None:
    with pytest.raises(ValueError, match="matrix of finite numbers"):
        irr_batch(flows)
