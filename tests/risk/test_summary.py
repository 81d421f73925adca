"""Percentiles, the worst five per cent and intervals of simulated amounts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as student

from risk.summary import normal_score, quantiles, standard_error, summary


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_quantiles_are_the_median_unbiased_ones_of_numpy(values: list[float], chances: list[float]) -> None:
    found = quantiles(np.sort(np.array(values)), np.array(chances))
    np.testing.assert_allclose(found, np.quantile(values, chances, method="median_unbiased"), rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("replicates", [4, 8, 16])
def test_students_t_becomes_the_normal_score_that_is_as_improbable(replicates: int) -> None:
    for score in (0.1, 1.0, 2.5, 6.0):
        assert norm.sf(normal_score(score, replicates)) == pytest.approx(student.sf(score, replicates - 1))
    assert normal_score(3.0, 1) == 3.0
    assert normal_score(1e300, replicates) <= 1e300


def test_the_worst_five_per_cent_are_on_the_side_that_hurts() -> None:
    values = np.arange(100.0)
    assert summary(values, (0, 100), worst_is_high=False).cvar == 2
    assert summary(values, (0, 100), worst_is_high=True).cvar == 97
    assert summary(values - 10, (0, 100), worst_is_high=True).prob_negative == 0.1


def test_the_standard_error_is_that_of_replicates_or_of_single_draws() -> None:
    values = np.array([1.0, 2, 3, 4, 7, 8])
    assert standard_error(values, (0, 6)) == pytest.approx(values.std(ddof=1) / np.sqrt(6))
    assert standard_error(values, (0, 2, 4, 6)) == pytest.approx(np.std([1.5, 3.5, 7.5], ddof=1) / np.sqrt(3))
    assert standard_error(values[:1], (0, 1)) == 0


def test_intervals_of_replicates_are_students_and_those_of_single_draws_are_order_statistics() -> None:
    draws = np.random.default_rng(1).normal(size=8000)
    many, one = (
        summary(draws, (0, 2000, 4000, 6000, 8000), worst_is_high=True),
        summary(draws, (0, 8000), worst_is_high=True),
    )
    each = [np.quantile(draws[start : start + 2000], 0.8, method="median_unbiased") for start in range(0, 8000, 2000)]
    half = student.ppf(0.975, 3) * np.std(each, ddof=1) / 2
    assert many.ci95["p80"] == pytest.approx((many.p80 - half, many.p80 + half))
    width = 2 * 1.96 * np.sqrt(0.8 * 0.2 / 8000) / norm.pdf(norm.ppf(0.8))
    assert one.ci95["p80"][1] - one.ci95["p80"][0] == pytest.approx(width, rel=0.2)
    assert one.ci95["p80"][0] < one.p80 < one.ci95["p80"][1]
