"""Uniform numbers: the Sobol points are SciPy's, every sample fills its strata, and seeds mean the same for ever."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest, qmc

from risk import sobol
from risk.sampling import BLOCK, Block, Sampler, blocks, sampler_of, starts

NAMES = ("sobol", "lhs", "random")


def everything(source: Sampler) -> np.ndarray:
    return np.concatenate([source.words(block) for group in blocks(source.replicates) for block in group], axis=1)


def each_replicate(source: Sampler) -> list[np.ndarray]:
    return [everything(source)[:, first:end] for first, end in pairwise(starts(source.replicates))]


def test_sobol_points_are_those_of_scipy_in_every_dimension() -> None:
    expected = qmc.Sobol(sobol.DIMENSIONS, scramble=False, bits=sobol.BITS).random(2048)
    found = sobol.points(sobol.directions(), 0, 2048)
    np.testing.assert_array_equal(found.T / 2**32, expected)


@given(start=st.integers(0, 40), doublings=st.integers(0, 10), missing=st.integers(0, 3))
def test_sobol_blocks_continue_each_other(start: int, doublings: int, missing: int) -> None:
    size = 1 << doublings
    count = max(size - missing, size // 2 + 1)
    numbers = sobol.directions()[:7]
    whole = sobol.points(numbers, 0, (start + 1) * size)
    np.testing.assert_array_equal(
        sobol.points(numbers, start * size, count), whole[:, start * size : start * size + count]
    )


def test_a_sobol_block_starts_where_it_can() -> None:
    with pytest.raises(ValueError, match="one block"):
        sobol.points(sobol.directions()[:2], 3, 4)
    with pytest.raises(ValueError, match="one block"):
        sobol.points(sobol.directions()[:2, :3], 0, 9)


def test_scrambled_points_keep_the_net_of_the_unscrambled_ones() -> None:
    """The first two dimensions are a (0, m, 2) net: every box of area 2**-m has one of 2**m points."""
    for points in each_replicate(sampler_of("sobol", dimensions=2, iterations=64 * 4, seed=5)):
        for split in range(7):
            boxes = (points[0] >> (32 - split)).astype(np.int64) * 64 + (points[1].astype(np.uint64) >> (26 + split))
            assert len(np.unique(boxes)) == 64


def test_scrambled_replicates_differ() -> None:
    first, *others = each_replicate(sampler_of("sobol", dimensions=3, iterations=512, seed=5))
    assert all((first != other).mean() > 0.9 for other in others)


@pytest.mark.parametrize("iterations", [100, 5000, 40_000])
def test_a_latin_hypercube_has_one_number_in_every_stratum(iterations: int) -> None:
    for points in each_replicate(sampler_of("lhs", dimensions=3, iterations=iterations, seed=2)):
        strata = (points * (points.shape[1] / 2**32)).astype(np.int64)
        np.testing.assert_array_equal(np.sort(strata, axis=1), np.tile(np.arange(points.shape[1]), (3, 1)))


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_uniform_in_every_dimension_and_never_at_an_end(name: str) -> None:
    found = everything(sampler_of(name, dimensions=4, iterations=20_000, seed=11))
    assert found.shape == (4, 20_000)
    assert (found % 2 == 1).all()
    assert all(kstest(row / 2**32, "uniform").pvalue > 1e-3 for row in found)
    assert np.abs(np.corrcoef(found) - np.eye(4)).max() < 0.035  # 4.5 standard errors are 0.032


@pytest.mark.parametrize("name", NAMES)
def test_seeds_are_repeated_and_told_apart(name: str) -> None:
    first, again, other = (everything(sampler_of(name, dimensions=2, iterations=70, seed=seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).mean() > 0.9


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sobol", [2569048053, 1656152847, 597199429, 1822879507, 2512466211, 336211599]),
        ("lhs", [469257259, 206573845, 1031642841, 1062192299, 3010937109, 44483371]),
        ("random", [22646257, 536373579, 2400528345, 1442484367, 1102591133, 1517550595]),
    ],
)
def test_a_seed_gives_the_numbers_that_it_gave_in_the_first_release(name: str, words: list[int]) -> None:
    found = sampler_of(name, dimensions=2, iterations=200, seed=2026).words(Block(0, 0, 50))
    assert found[:, :3].ravel().tolist() == words


def test_plain_draws_are_the_published_generator() -> None:
    """SFC64 (Doty-Humphrey, PractRand), written out, from the state that the seed sets."""
    mask = 2**64 - 1
    *abc, counter = (
        int(word) for word in np.random.SFC64(np.random.SeedSequence((3, 0, 0, 0))).state["state"]["state"]
    )
    a, b, c = abc
    expected = []
    for _ in range(4):
        out = (a + b + counter) & mask
        counter = (counter + 1) & mask
        a, b = b ^ (b >> 11), (c + (c << 3)) & mask
        c = (((c << 24) | (c >> 40)) + out) & mask
        expected += [out & (2**32 - 1) | 1, out >> 32 | 1]
    assert sampler_of("random", dimensions=1, iterations=8, seed=3).words(Block(0, 0, 8))[0].tolist() == expected


def test_dimensions_beyond_the_table_are_plain_draws() -> None:
    source = sampler_of("sobol", dimensions=sobol.DIMENSIONS + 2, iterations=256, seed=1)
    found = everything(source)
    assert found.shape == (sobol.DIMENSIONS + 2, 256)
    assert all(kstest(row / 2**32, "uniform").pvalue > 1e-3 for row in found[-2:])
    np.testing.assert_array_equal(found[:8], everything(sampler_of("sobol", dimensions=8, iterations=256, seed=1)))


@pytest.mark.parametrize("name", NAMES)
@given(iterations=st.integers(1, 300_000))
def test_blocks_have_every_iteration_once(name: str, iterations: int) -> None:
    sizes = sampler_of(name, dimensions=1, iterations=iterations, seed=0).replicates
    assert sum(sizes) == iterations
    assert max(sizes) - min(sizes) <= 1
    found = list(blocks(sizes))
    assert all(0 < sum(block.count for block in group) <= BLOCK for group in found)
    flat = [block for group in found for block in group]
    assert [block.replicate for block in flat] == sorted(block.replicate for block in flat)
    for replicate, size in enumerate(sizes):
        own = [block for block in flat if block.replicate == replicate]
        assert [block.start for block in own] == list(range(0, size, BLOCK))
        assert sum(block.count for block in own) == size


@pytest.mark.parametrize("name", NAMES)
def test_no_dimension_at_all_is_possible(name: str) -> None:
    assert everything(sampler_of(name, dimensions=0, iterations=300, seed=0)).shape == (0, 300)


@pytest.mark.parametrize(
    ("name", "iterations", "seed", "says"),
    [
        ("halton", 10, 0, "'halton' is not a way of sampling; use sobol, lhs, random"),
        ("sobol", 0, 0, "at least 1 iteration"),
        ("random", -5, 0, "at least 1 iteration"),
        ("lhs", 10, -1, "from 0 on"),
    ],
)
def test_what_cannot_be_sampled_is_refused(name: str, iterations: int, seed: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        sampler_of(name, dimensions=1, iterations=iterations, seed=seed)
