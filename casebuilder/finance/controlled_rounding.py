"""Controlled rounding: a table of whole numbers that adds up in rows, in columns and in total.

Every figure, totals included, goes to one of the two whole numbers that enclose it, and one that is whole stays. Such a
table always exists (Cox and Ernst 1982; Cox 1987, J. Am. Stat. Assoc. 82). It is found as a flow of least cost: figures
are arcs from rows to columns, totals are figures of one more row and column with the sign turned, so that every row and
every column sums to nought. All figures start where plain rounding puts them, and what is then out of balance moves
along shortest paths (Ahuja, Magnanti and Orlin 1993, Network Flows, section 9.7).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Final

Table = list[list[Decimal]]
_COST_SCALE: Final = 10**12


def controlled(exact: Sequence[Sequence[Decimal]], rounded: Sequence[Sequence[Decimal]]) -> Table:
    """The table nearest to `rounded` that adds up; totals stand in the last row and the last column of both tables.

    Moving a figure with the fraction f off its rounding costs |1 - 2 f|. The grand total stays as it is rounded.
    """
    network = _Network(_turned(exact), _turned(rounded))
    for node in range(len(network.excess)):
        while network.excess[node] > 0:
            network.move_one_from(node)
    return _turned(network.figures())


def _turned(table: Sequence[Sequence[Decimal]]) -> Table:
    """With the sign of the row totals and the column totals turned."""
    *body, last = table
    return [[*row[:-1], -row[-1]] for row in body] + [[*(-value for value in last[:-1]), last[-1]]]


@dataclass(slots=True)
class _Figure:
    """One arc: where it is of its two places, and what raising it costs; a figure without that stays."""

    low: Decimal
    raised: bool
    cost: int | None

    @classmethod
    def of(cls, exact: Decimal, rounded: Decimal) -> _Figure:
        low = Decimal(floor(exact))
        away = int(abs(1 - 2 * (exact - low)) * _COST_SCALE)
        return cls(low, rounded > low, None if exact == low else -away if rounded > low else away)


class _Network:
    """Nodes are the rows and then the columns; `excess` is what a node has too much.

    An arc leads from a row to a column while its figure can be raised, and back while it can be lowered. Potentials
    keep the cost of every arc from being negative, so that a search visits a node once.
    """

    def __init__(self, exact: Table, rounded: Table) -> None:
        self.arcs = [
            [_Figure.of(*pair) for pair in zip(*rows, strict=True)] for rows in zip(exact, rounded, strict=True)
        ]
        self.arcs[-1][-1].cost = None
        self.rows = len(rounded)
        self.excess = [-int(sum(row)) for row in rounded] + [int(sum(column)) for column in zip(*rounded, strict=True)]
        self.potential = [0] * len(self.excess)

    def figures(self) -> Table:
        return [[arc.low + arc.raised for arc in row] for row in self.arcs]

    def move_one_from(self, start: int) -> None:
        """Move one unit of excess along the shortest path to the nearest node that lacks it."""
        came_from: dict[int, int] = {}
        node = end = self._nearest_lack(start, came_from)
        while node != start:
            row, column = sorted((node, came_from[node]))
            arc = self.arcs[row][column - self.rows]
            arc.raised = not arc.raised
            node = came_from[node]
        self.excess[start] -= 1
        self.excess[end] += 1

    def _nearest_lack(self, start: int, came_from: dict[int, int]) -> int:
        """Dijkstra's search on reduced costs; `came_from` gets the way back. While there is excess there is a lack."""
        distance, queue = {start: 0}, [(0, start)]
        while True:
            so_far, node = heapq.heappop(queue)
            if self.excess[node] < 0:
                break
            if so_far > distance[node]:
                continue
            for following, cost in self._arcs_from(node):
                reached = so_far + cost + self.potential[node] - self.potential[following]
                if following not in distance or reached < distance[following]:
                    distance[following], came_from[following] = reached, node
                    heapq.heappush(queue, (reached, following))
        for passed, length in distance.items():
            self.potential[passed] += min(length, so_far) - so_far
        return node

    def _arcs_from(self, node: int) -> Iterator[tuple[int, int]]:
        if node < self.rows:
            for column, arc in enumerate(self.arcs[node]):
                if arc.cost is not None and not arc.raised:
                    yield self.rows + column, arc.cost
        else:
            for row in range(self.rows):
                arc = self.arcs[row][node - self.rows]
                if arc.cost is not None and arc.raised:
                    yield row, -arc.cost
