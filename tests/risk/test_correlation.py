"""Correlations: published nearest matrices, and samples that have the dependence that was asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import kstest, spearmanr

from risk.correlation import Factor, Mixture, nearest_correlation, rank_matrix
from risk.sampling import Block, sampler_of

HIGHAM = [[1.0, 0.7607, 0.1573], [0.7607, 1.0, 0.7607], [0.1573, 0.7607, 1.0]]
NAG = [
    [1.0, -0.8084, 0.1916, 0.1068],
    [-0.8084, 1.0, -0.6562, 0.1916],
    [0.1916, -0.6562, 1.0, -0.8084],
    [0.1068, 0.1916, -0.8084, 1.0],
]


def words_of(rows: int, seed: int = 4) -> np.ndarray:
    return sampler_of("random", dimensions=rows, iterations=8000, seed=seed).words(Block(0, 0, 8000))


@pytest.mark.parametrize(
    ("matrix", "published"),
    [
        ([[1, 1, 0], [1, 1, 1], [0, 1, 1]], HIGHAM),  # Higham (2002), section 3
        ([[2, -1, 0, 0], [-1, 2, -1, 0], [0, -1, 2, -1], [0, 0, -1, 2]], NAG),  # NAG library, example of g02aaf
    ],
)
def test_nearest_matrices_are_the_published_ones(matrix: list[list[float]], published: list[list[float]]) -> None:
    np.testing.assert_allclose(nearest_correlation(np.array(matrix, dtype=float)), published, atol=6e-5)


@given(arrays.arrays(float, (4, 4), elements=st.floats(-1, 1)))
def test_the_nearest_matrix_is_valid_and_no_valid_one_is_nearer(given_matrix: np.ndarray) -> None:
    asked = np.triu(given_matrix, 1) + np.triu(given_matrix, 1).T + np.eye(4)
    found = nearest_correlation(asked)
    assert np.linalg.eigvalsh(found)[0] > 0
    np.testing.assert_array_equal(np.diag(found), np.ones(4))
    np.testing.assert_array_equal(found, found.T)
    distance = np.linalg.norm(found - asked)
    for other in (np.eye(4), np.full((4, 4), 0.5) + np.eye(4) / 2):
        between = found + 0.01 * (other - found)
        assert np.linalg.norm(between - asked) >= distance - 1e-6


def test_a_valid_matrix_is_itself() -> None:
    matrix = np.array([[1, 0.5], [0.5, 1]])
    assert nearest_correlation(matrix) is matrix


@pytest.mark.parametrize(
    "matrix", [np.ones((2, 3)), np.array([[1, 0.2], [0.3, 1]]), np.array([[1, np.nan], [np.nan, 1]])]
)
def test_what_is_no_matrix_of_correlations_is_refused(matrix: np.ndarray) -> None:
    with pytest.raises(ValueError, match="correlation matrix is"):
        nearest_correlation(matrix)


def test_rank_correlations_become_those_of_normal_scores_and_report_their_change() -> None:
    places = {"a": 0, "b": 1, "c": 2}
    valid, change = rank_matrix([("a", "b", 0.5)], places)
    assert valid[0, 1] == pytest.approx(2 * np.sin(np.pi / 12))
    assert (valid[0, 2], change) == (0, 0)
    impossible, change = rank_matrix([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)], places)
    assert np.linalg.eigvalsh(impossible)[0] > 0
    ranks = 6 / np.pi * np.arcsin(impossible / 2)
    assert change == pytest.approx(np.abs(ranks - [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]).max())
    assert 0.3 < change < 0.6


@pytest.mark.parametrize("correlation", [0.2, 0.5, 0.8, 1.0])
def test_members_of_a_group_have_their_correlation_and_stay_uniform(correlation: float) -> None:
    words = words_of(4)
    Factor(0, (1, 3), correlation).apply(words)
    expected = 6 / np.pi * np.arcsin(correlation / 2)
    assert spearmanr(words[1], words[3]).statistic == pytest.approx(expected, abs=4.5 / np.sqrt(8000))
    assert spearmanr(words[1], words[2]).statistic == pytest.approx(0, abs=4.5 / np.sqrt(8000))
    assert all(kstest(row / 2**32, "uniform").pvalue > 1e-3 for row in words)


def test_rows_of_a_matrix_have_the_rank_correlations_that_were_asked_for() -> None:
    words = words_of(4)
    asked = {("a", "b"): 0.7, ("a", "c"): -0.4, ("b", "c"): 0.0}
    matrix, _ = rank_matrix([(*pair, rho) for pair, rho in asked.items()], {"a": 0, "b": 1, "c": 2})
    Mixture((3, 0, 2), np.linalg.cholesky(matrix)).apply(words)
    rows = {"a": words[3], "b": words[0], "c": words[2]}
    for (one, other), rho in asked.items():
        assert spearmanr(rows[one], rows[other]).statistic == pytest.approx(rho, abs=4.5 / np.sqrt(8000))
    assert all(kstest(row / 2**32, "uniform").pvalue > 1e-3 for row in words)
