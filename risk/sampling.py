"""Uniform numbers in replicates and blocks: scrambled Sobol points, Latin hypercube samples, and plain draws.

A uniform number is an odd whole number of 32 bits, to be divided by 2**32: it is never 0 or 1, and both tails are
equally fine. The random words are raw output of SFC64, so seeds survive changes of NumPy's distributions. Every block
has a stream of its own: blocks may be made in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from risk import sobol

Words = NDArray[np.uint32]
SamplerName = Literal["sobol", "lhs", "random"]

# The most iterations that are made together; a power of two, for Sobol points.
BLOCK: Final = 8192
# From this many iterations on, so many independent replicates (their spread gives the error of the result).
_REPLICATES: Final = ((32_768, 16), (4096, 8), (64, 4), (0, 1))
_ODD: Final = np.uint32(1)


@dataclass(frozen=True, slots=True)
class Block:
    """Some iterations of a replicate, `start` to `start + count - 1`."""

    replicate: int
    start: int
    count: int


class Sampler(Protocol):
    """A source of uniform numbers; `replicates` has the number of iterations of each replicate."""

    @property
    def replicates(self) -> tuple[int, ...]: ...

    def words(self, block: Block) -> Words:
        """The uniform numbers of a block, dimensions x count."""
        ...


def sampler_of(name: str, *, dimensions: int, iterations: int, seed: int) -> Sampler:
    """The sampler of a name. ValueError where it is unknown, or a number is too small."""
    if str(name) not in get_args(SamplerName):
        raise ValueError(f"{name!r} is not a way of sampling; use {', '.join(get_args(SamplerName))}.")
    if iterations < 1:
        raise ValueError(f"A simulation needs at least 1 iteration, and {iterations} is less.")
    if seed < 0:
        raise ValueError(f"A seed is a whole number from 0 on, and {seed} is not.")
    kinds: dict[str, Callable[[int, int, int], Sampler]] = {
        "sobol": SobolPoints,
        "lhs": LatinHypercube,
        "random": PlainDraws,
    }
    return kinds[name](dimensions, iterations, seed)


def blocks(replicates: tuple[int, ...]) -> Iterator[tuple[Block, ...]]:
    """All iterations in order, as groups of blocks that have at most `BLOCK` iterations together."""
    group: list[Block] = []
    for replicate, size in enumerate(replicates):
        for start in range(0, size, BLOCK):
            block = Block(replicate, start, min(BLOCK, size - start))
            if sum(other.count for other in group) + block.count > BLOCK:
                yield tuple(group)
                group = []
            group.append(block)
    yield tuple(group)


@dataclass(frozen=True)
class PlainDraws:
    """Independent draws; one replicate."""

    dimensions: int
    iterations: int
    seed: int

    @property
    def replicates(self) -> tuple[int, ...]:
        return (self.iterations,)

    def words(self, block: Block) -> Words:
        """The uniform numbers of a block, dimensions x count."""
        return _random_words((self.seed, 0, block.replicate, block.start), self.dimensions, block.count) | _ODD


@dataclass(frozen=True)
class LatinHypercube:
    """Latin hypercube samples with a random place in each stratum; a replicate has at most `BLOCK` iterations.

    Source: McKay, Beckman and Conover (1979), Technometrics 21.
    """

    dimensions: int
    iterations: int
    seed: int

    @property
    def replicates(self) -> tuple[int, ...]:
        return _shared_out(self.iterations, max(_replicates(self.iterations), -(-self.iterations // BLOCK)))

    def words(self, block: Block) -> Words:
        """The uniform numbers of a block, dimensions x count."""
        key = (self.seed, 1, block.replicate)
        keys = _random_words((*key, 0), self.dimensions, 2 * block.count).view(np.uint64)
        found = _random_words((*key, 1), self.dimensions, block.count)
        low = np.uint64(BLOCK - 1)
        for strata, row in zip(keys, found, strict=True):
            # Random numbers with their places in the low bits sort much faster than argsort, and never tie.
            shuffled = np.sort(strata & ~low | np.arange(block.count, dtype=np.uint64)) & low
            row[:] = (shuffled + row / 2**32) * (2**32 / block.count)
        return found | _ODD


@dataclass(frozen=True)
class SobolPoints:
    """Sobol points, scrambled anew for each replicate; plain draws for the dimensions beyond the table."""

    dimensions: int
    iterations: int
    seed: int
    _scrambled: list[tuple[Words, Words]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        count = min(self.dimensions, sobol.DIMENSIONS)
        numbers = sobol.directions()[:count, : max(self.replicates).bit_length()]
        keys = [(self.seed, 2, replicate) for replicate in range(len(self.replicates))]
        made = [sobol.scrambled(numbers, _random_words(key, count, sobol.BITS + 1)) for key in keys]
        # Odd by an odd shift of even numbers, instead of a pass over all points.
        object.__setattr__(self, "_scrambled", [(mixed & ~_ODD, shift | _ODD) for mixed, shift in made])

    @property
    def replicates(self) -> tuple[int, ...]:
        return _shared_out(self.iterations, _replicates(self.iterations))

    def words(self, block: Block) -> Words:
        """The uniform numbers of a block, dimensions x count."""
        numbers, shift = self._scrambled[block.replicate]
        found = sobol.points(numbers, block.start, block.count, shift=shift)
        if self.dimensions == len(numbers):
            return found
        rest = PlainDraws(self.dimensions - len(numbers), self.iterations, self.seed)
        return np.concatenate([found, rest.words(block)])


def _random_words(key: tuple[int, ...], rows: int, columns: int) -> Words:
    """Random words of the stream of `key`, rows x columns."""
    stream = np.random.SFC64(np.random.SeedSequence(key))
    raw = stream.random_raw(-(-rows * columns // 2))
    return (
        np.asarray(raw, dtype="<u8").view("<u4").astype(np.uint32, copy=False)[: rows * columns].reshape(rows, columns)
    )


def _replicates(iterations: int) -> int:
    return next(count for least, count in _REPLICATES if iterations >= least)


def _shared_out(iterations: int, parts: int) -> tuple[int, ...]:
    """`iterations` in `parts` that differ by one at most."""
    ends = [iterations * (part + 1) // parts for part in range(parts)]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def starts(replicates: tuple[int, ...]) -> tuple[int, ...]:
    """The place of the first iteration of each replicate among all of them, and their number."""
    return (0, *accumulate(replicates))
