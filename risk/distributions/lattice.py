"""Sums of independent amounts on a lattice of equal steps, where they are products of discrete Fourier transforms."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from risk.distributions.base import Array
from risk.distributions.curve import Curve
from risk.distributions.masses import NOISE
from risk.distributions.tails import Reach

Spectrum = NDArray[np.complex128]

# What averaging the density over a step adds to the variance, in squared steps.
_AVERAGING: Final = 1 / 12
# The steps to seek and to suffer, in standard deviations.
_FINE: Final = 0.01
_COARSE: Final = 0.03
# The values over which sharpening can make a cdf ripple.
_RIPPLE: Final = 8
# Free nodes beyond each end.
_MARGIN: Final = 4


@dataclass(frozen=True)
class Lattice:
    """The nodes k * step for `size` values of k from `first` on; transforms count k modulo `size`."""

    step: float
    first: int
    size: int

    @classmethod
    def around(cls, mean: float, reach: Reach, *, sizes: tuple[int, int]) -> Lattice:
        """The lattice that reaches so far below and above the mean, of the first size, or up to the second if long.

        Its step is 8 to 15 times a power of 2, so that the nodes are exact floats, and a small change of the reach
        keeps the step and the masses that are known on it. ValueError where the tails are too long for the second size.
        """
        (below, above, sd), (size, most) = reach, sizes
        while (below + above) / size > sd * _FINE and 2 * size <= most:
            size *= 2
        mantissa, exponent = math.frexp((below + above) / (size - 2 * _MARGIN))
        step = math.ldexp(math.ceil(mantissa * 16), exponent - 4)
        if step > sd * _COARSE:
            raise ValueError("The tails are too long for an exact curve: a rare amount is far beyond all others.")
        return cls(step, math.floor((mean - below) / step) - _MARGIN, size)

    def through(self, unit: float) -> Lattice:
        """A lattice that reaches as far and has all multiples of `unit` as nodes; the same where a step is greater."""
        if unit < self.step:
            return self
        step = unit / math.floor(unit / self.step)
        return Lattice(step, math.floor(self.first * self.step / step), self.size)

    def transform(self, first: int, masses: Array) -> Spectrum:
        """The discrete Fourier transform of masses from the node `first` on."""
        start = first % self.size
        turns = np.zeros((-(-(start + len(masses)) // self.size), self.size))
        turns.flat[start : start + len(masses)] = masses
        return np.fft.rfft(turns.sum(axis=0))

    def curve(self, whole: Spectrum, atoms: Spectrum, *, added: float, constant: float = 0.0) -> Curve:
        """The curve of an amount, moved by `constant`, from the transforms of all its masses and of the single amounts.

        `added` is what splitting single amounts added to the variance of the smooth part, in squared steps.
        """
        turn = 1 - np.cos(2 * np.pi * np.arange(len(whole)) / self.size)
        masses = self._masses_of((whole - atoms) * (1 + (added - _AVERAGING) * turn))
        jumps = self._masses_of(atoms)
        jumps[jumps < NOISE] = 0.0
        nodes = self.step * np.arange(self.first, self.first + self.size, dtype=np.float64) + constant
        return _joined(nodes, self.step / 2, masses, jumps)

    def _masses_of(self, spectrum: Spectrum) -> Array:
        return np.roll(np.fft.irfft(spectrum, self.size), -self.first)


def _joined(nodes: Array, half_step: float, masses: Array, jumps: Array) -> Curve:
    """The curve through the cdf half a step after each node, and before and after each jump at a node."""
    after = np.cumsum(masses + jumps)
    before_jump = after - masses / 2 - jumps
    xs = np.column_stack((nodes, nodes, nodes + half_step))
    levels = np.column_stack((before_jump, before_jump + jumps, after))
    kept = np.column_stack((jumps > 0, jumps > 0, np.ones(len(nodes), dtype=bool)))
    return _trimmed(xs[kept], _ascending(np.clip(levels[kept], 0.0, 1.0)))


def _ascending(levels: Array) -> Array:
    """The levels without the ripples beside steps: narrow peaks and dips are cut, and the rest from its nearer end."""
    peakless = sliding_window_view(np.pad(levels, (0, _RIPPLE), "edge"), _RIPPLE + 1).min(axis=1)
    levels = sliding_window_view(np.pad(peakless, (2 * _RIPPLE, 0), "edge"), 2 * _RIPPLE + 1).max(axis=1)
    from_left = np.maximum.accumulate(levels)
    from_right = np.minimum.accumulate(levels[::-1])[::-1]
    return np.where(from_left < 0.5, from_left, np.maximum(from_right, 0.5))


def _trimmed(xs: Array, levels: Array) -> Curve:
    """The curve without the tails that may be noise."""
    start = int(np.searchsorted(levels, NOISE, side="right")) - 1
    stop = int(np.searchsorted(levels, 1 - NOISE)) + 1
    xs, levels = xs[max(start, 0) : stop], levels[max(start, 0) : stop].copy()
    levels[0], levels[-1] = 0.0, 1.0
    return Curve(xs, levels)
