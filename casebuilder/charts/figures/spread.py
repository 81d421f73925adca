"""Keeping labels apart: middles as near to the wanted ones as can be, without overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A label with the middle that it would like to have, and its height."""

    wanted: float
    height: float


class _Block:
    """Labels that touch each other; they share the mean of their wishes, within the limits as far as there is room."""

    def __init__(self, labels: Sequence[Label], limits: tuple[float, float]) -> None:
        self.labels, self._limits = list(labels), limits
        self.height = sum(label.height for label in labels)
        centre = sum(label.wanted for label in labels) / len(labels)
        self.start = max(limits[0], min(centre - self.height / 2, limits[1] - self.height))

    def joined(self, other: _Block) -> _Block:
        return _Block([*self.labels, *other.labels], self._limits)

    def middles(self) -> Iterable[float]:
        top = self.start
        for label in self.labels:
            yield top + label.height / 2
            top += label.height


def spread(labels: Sequence[Label], *, low: float, high: float) -> list[float]:
    """The middles of the labels, in their order.

    Labels that collide are joined to a block until no block touches another.
    """
    order = sorted(range(len(labels)), key=lambda index: labels[index].wanted)
    blocks: list[_Block] = []
    for index in order:
        block = _Block([labels[index]], (low, high))
        while blocks and block.start < blocks[-1].start + blocks[-1].height:
            block = blocks.pop().joined(block)
        blocks.append(block)
    placed = (middle for block in blocks for middle in block.middles())
    by_index = dict(zip(order, placed, strict=True))
    return [by_index[index] for index in range(len(labels))]
