"""Amounts by tables: as near to the quantile as the module says, with the right mean, and no jump smoothed."""

from __future__ import annotations

import numpy as np
import pytest

from risk.distributions import (
    Compound,
    Constant,
    Discrete,
    Event,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    Triangular,
    Trigen,
    Uniform,
)
from risk.protocols import Distribution
from risk.tables import Table, inverse

SMOOTH = [
    Uniform(2, 5),
    Triangular(0, 0.3, 1),
    Triangular(1, 1, 4),
    Triangular(-4, -1, -1),
    Trigen(1, 2, 4),
    Pert(80, 100, 150),
    Pert(0, 0, 1),
    Pert(0, 0.98, 1),
    Pert(-1, 0, 1, weight=60),
    Normal(3, 2),
    Lognormal(0, 0.4),
]
OTHERS = [
    Discrete([-1, 2, 5], [0.2, 0.5, 0.3]),
    Constant(4),
    Event(0.3, 5),
    Event(0, 5),
    Event(1, Uniform(1, 2)),
    Event(0.3, Pert(80, 100, 150)),
    Event(0.25, Normal(0, 1)),
    Event(0.3, Pert(5, 5, 5)),
    Event(0.3, Lognormal(0, 0)),
    Event(0.4, Triangular(-3, -2, -1)),
    Event(0.5, Discrete([-1, 0, 1], [0.25, 0.25, 0.5])),
    Event(0.5, Event(0.5, Uniform(1, 2))),
    Scaled(Pert(1, 2, 3), -2, 1),
    Scaled(Event(0.3, Uniform(1, 2)), -5),
    Compound(1.5, 2.0),
]


def amounts(distribution: Distribution, words: np.ndarray) -> np.ndarray:
    out = np.full(len(words), np.nan)
    inverse(distribution).fill(words, out)
    return out


def even(count: int) -> np.ndarray:
    """Uniform numbers in the middles of `count` equal parts."""
    return ((np.arange(count) + 0.5) * (2**32 / count)).astype(np.uint32) | np.uint32(1)


def both_tails() -> np.ndarray:
    near = (2 ** np.linspace(0, 31, 40_001)).astype(np.uint32) | np.uint32(1)
    return np.concatenate([near, ~near | np.uint32(1)])


@pytest.mark.parametrize("distribution", SMOOTH, ids=repr)
def test_a_table_is_near_the_quantile_in_the_middle_and_in_the_tails(distribution: Distribution) -> None:
    words = np.concatenate([even(100_001), both_tails()])
    chances = words / 2**32
    errors = np.abs(amounts(distribution, words) - distribution.quantile(chances)) / distribution.sd
    outer = np.minimum(chances, 1 - chances) < 2**-22
    assert errors[~outer].max() < 5e-5
    assert errors[outer].max() < 0.1


@pytest.mark.parametrize("distribution", SMOOTH, ids=repr)
def test_a_table_keeps_the_moments(distribution: Distribution) -> None:
    found = amounts(distribution, even(2**21))
    assert found.mean() == pytest.approx(distribution.mean, abs=3e-6 * distribution.sd)
    assert found.std() == pytest.approx(distribution.sd, rel=3e-5)


@pytest.mark.parametrize("distribution", [*SMOOTH, *OTHERS], ids=repr)
def test_amounts_never_descend_by_more_than_the_error_of_a_cell(distribution: Distribution) -> None:
    ordered = amounts(distribution, np.sort(np.concatenate([even(50_001), both_tails()])))
    assert np.diff(ordered).min() >= -5e-5 * distribution.sd


@pytest.mark.parametrize("distribution", OTHERS, ids=repr)
def test_jumps_are_where_they_are(distribution: Distribution) -> None:
    words = even(30_011)
    np.testing.assert_allclose(
        amounts(distribution, words), distribution.quantile(words / 2**32), atol=5e-5 * distribution.sd
    )


@pytest.mark.parametrize("chance", [1e-6, 0.05, 0.3, 0.999])
def test_an_event_happens_as_often_as_it_says_and_has_nothing_between(chance: float) -> None:
    edge = round((1 - chance) * 2**32)
    words = np.array([edge - 3, edge - 1, edge + 1, edge + 3], dtype=np.uint32) | np.uint32(1)
    found = amounts(Event(chance, Uniform(7, 8)), words)
    assert found[0] == 0
    assert found[-1] >= 7
    assert all(value == 0 or value >= 7 for value in found)


def test_more_numbers_than_a_block_are_filled() -> None:
    words = even(20_000)
    np.testing.assert_allclose(amounts(Normal(0, 1), words)[::7], amounts(Normal(0, 1), words[::7]), rtol=1e-12)


def test_equal_distributions_share_a_table() -> None:
    assert inverse(Pert(1, 2, 4)) is inverse(Pert(1, 2, 4))
    assert isinstance(inverse(Pert(1, 2, 4)), Table)
