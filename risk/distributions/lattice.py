"""Distributions on a lattice of equal steps, and their spectra, in which sums of independent amounts are products.

A mass at a node is the second difference of the lower partial moment: every amount is split between its two nodes so
that the mean stays (local moment matching; Klugman, Panjer and Willmot, Loss Models). What the splitting adds to the
variance is taken back, so that the error is of the fourth order in the step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from risk.distributions.base import Array
from risk.distributions.curve import Curve
from risk.protocols import Distribution

Spectrum = NDArray[np.complex128]

# Probabilities up to this one may be the noise of the transforms: such jumps and tails are cut off.
_NOISE: Final = 1e-12
# A distribution over fewer steps than this is not smooth on the lattice.
_NARROW: Final = 8
# What is taken from a mass and its neighbours so that splitting adds nothing: half of the 1/6 squared step it adds.
_SHARPENING: Final = 1 / 12
# What averaging the density over a step adds to the variance, in squared steps.
_AVERAGING: Final = 1 / 12
# Free nodes beyond each end.
_MARGIN: Final = 4


@dataclass(frozen=True)
class Masses:
    """Probabilities at the nodes from `first` on: of the smooth part, and of single amounts.

    `added` is what splitting the single amounts between nodes added to the variance, in squared steps.
    """

    first: int
    smooth: Array
    atoms: Array
    added: float


@dataclass(frozen=True)
class Lattice:
    """The nodes k * step for `size` values of k from `first` on; transforms count k modulo `size`."""

    step: float
    first: int
    size: int

    @classmethod
    def over(cls, low: float, high: float, size: int) -> Lattice:
        """The lattice of `size` nodes that reaches from `low` to `high`."""
        step = (high - low) / (size - 2 * _MARGIN)
        return cls(step, math.floor(low / step) - _MARGIN // 2, size)

    def through(self, unit: float) -> Lattice:
        """A lattice that reaches as far and has all multiples of `unit` as nodes; the same where a step is greater."""
        if unit < self.step:
            return self
        step = unit / math.floor(unit / self.step)
        return Lattice(step, math.floor(self.first * self.step / step), self.size)

    def masses(self, distribution: Distribution) -> Masses:
        """The probabilities of a distribution at the nodes, with its mean and its variance."""
        low, high = distribution.support
        first, last = math.floor(low / self.step), math.ceil(high / self.step)
        moments = distribution.lower_partial_moment(self.step * np.arange(first - 1, last + 2, dtype=np.float64))
        smooth = np.zeros(last - first + 5)
        smooth[2:-2] = np.diff(moments, 2) / self.step
        return self._sharpened(distribution, first - 2, smooth)

    def _sharpened(self, distribution: Distribution, first: int, split: Array) -> Masses:
        """Take from the masses what splitting added to the variance."""
        atoms, added = self._atoms(distribution, first, len(split))
        smooth = split - atoms
        total = float(smooth.sum())
        low, high = distribution.support
        if high - low > _NARROW * self.step or total < _NOISE:
            share = _SHARPENING
        else:
            places = np.arange(first, first + len(split)) - distribution.mean / self.step
            share = (float(split @ places**2) - added - (distribution.sd / self.step) ** 2) / (2 * total)
        smooth[1:-1] -= share * np.diff(smooth, 2)
        return Masses(first, smooth, atoms, added)

    def _atoms(self, distribution: Distribution, first: int, count: int) -> tuple[Array, float]:
        """The masses of the single amounts, each split between its nodes, and the variance that this added."""
        values, chances = distribution.atoms
        masses = np.zeros(count)
        if not len(values):
            return masses, 0.0
        places = values / self.step - first
        left = np.floor(places).astype(np.intp)
        share = places - left
        np.add.at(masses, left, chances * (1 - share))
        np.add.at(masses, left + 1, chances * share)
        return masses, float(chances @ (share * (1 - share)))

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
        jumps[jumps < _NOISE] = 0.0
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
    return _trimmed(xs[kept], np.maximum.accumulate(np.clip(levels[kept], 0.0, 1.0)))


def _trimmed(xs: Array, levels: Array) -> Curve:
    """The curve without the tails that may be noise."""
    start = int(np.searchsorted(levels, _NOISE, side="right")) - 1
    stop = int(np.searchsorted(levels, 1 - _NOISE)) + 1
    xs, levels = xs[max(start, 0) : stop], levels[max(start, 0) : stop].copy()
    levels[0], levels[-1] = 0.0, 1.0
    return Curve(xs, levels)
