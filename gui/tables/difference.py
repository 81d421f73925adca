"""How one list of ids becomes another: the fewest steps that a table can tell its views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remove:
    """Rows `first` to `last` go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows come, so that they stand at `first` to `last`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Move:
    """Rows `first` to `last` go before the row that stands at `before` now."""

    first: int
    last: int
    before: int


@dataclass(frozen=True, slots=True)
class Reorder:
    """Row i of the new order is row `order[i]` of the old one."""

    order: tuple[int, ...]


Step = Remove | Insert | Move | Reorder


def steps_between(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """The steps from `old` to `new`, each said in the rows that there are after the steps before it."""
    staying = set(new)
    yield from reversed([Remove(*run) for run in runs([name not in staying for name in old])])
    left = [name for name in old if name in staying]
    known = set(left)
    yield from moved(left, [name for name in new if name in known])
    yield from [Insert(*run) for run in runs([name not in known for name in new])]


def runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of true marks."""
    first: int | None = None
    for index, mark in enumerate([*marks, False]):
        if mark and first is None:
            first = index
        elif not mark and first is not None:
            yield first, index - 1
            first = None


def moved(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """The step from `old` to `new`, which hold the same names: one block that moves, or a new order."""
    different = [index for index, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    if not different:
        return
    first, last = different[0], different[-1]
    turn = old.index(new[first], first, last + 1)
    if [*old[turn : last + 1], *old[first:turn]] != list(new[first : last + 1]):
        places = {name: index for index, name in enumerate(old)}
        yield Reorder(tuple(places[name] for name in new))
    elif turn - first <= last + 1 - turn:
        yield Move(first, turn - 1, last + 1)
    else:
        yield Move(turn, last, first)


def renamed_row(old: Sequence[str], new: Sequence[str]) -> int | None:
    """The one row that has another id now while everything else stays as it is, or None."""
    if len(old) != len(new):
        return None
    different = [index for index, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    if len(different) == 1 and new[different[0]] not in old:
        return different[0]
    return None
