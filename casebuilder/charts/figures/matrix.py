"""Risk matrices side by side: each cell carries its level as tint and as word, and the ids of its risks."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from matplotlib.patches import Rectangle

from casebuilder.charts import style
from casebuilder.charts.figures.sheet import Box, Pen, Sheet
from casebuilder.charts.types import MatrixChart, MatrixPanel

_BETWEEN = 7.0  # millimetres between two panels
_AXIS = 5.0  # millimetres left of a panel for the numbers of its axis
_CHIP_GAP = 0.4
_WORD_SIZE = 5.6  # points, of the level in a cell
_LEAST_FOR_BOTH = 9.0  # millimetres; a lower cell shows its risks, and its level by the tint alone


def draw_matrix(chart: MatrixChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    box = sheet.box.inset(top=sheet.head(chart.frame) - sheet.box.top)
    count = max(len(chart.panels), 1)
    width = (box.width - _BETWEEN * (count - 1)) / count
    for place, panel in enumerate(chart.panels):
        left = box.left + place * (width + _BETWEEN)
        _Matrix(chart, sheet, Box(left, box.top, left + width, box.bottom)).draw(panel)


class _Matrix:
    """One panel in its box: title, axes from 1, cells."""

    def __init__(self, chart: MatrixChart, sheet: Sheet, box: Box) -> None:
        self.chart, self.sheet, self.box = chart, sheet, box
        self._small = Pen(sheet.look.muted, style.SMALL_SIZE + 0.5)
        self._title = Pen(sheet.look.text, style.NOTE_SIZE + 0.5, bold=True)
        above = self._title.line_height + self._small.line_height + 0.6
        self.grid = box.inset(left=_AXIS, top=above, bottom=2 * self._small.line_height + 1.6)
        self._cell_width, self._cell_height = self.grid.width / chart.size, self.grid.height / chart.size

    def draw(self, panel: MatrixPanel) -> None:
        self._write_axes(panel.title)
        axes = self.sheet.axes(self.grid)
        axes.set_xlim(0, self.chart.size)
        axes.set_ylim(0, self.chart.size)
        risks = {(likelihood, impact): ids for likelihood, impact, ids in panel.cells}
        words = dict(self.chart.level_names)
        for likelihood, impact in itertools.product(range(1, self.chart.size + 1), repeat=2):
            level = self.chart.levels[likelihood - 1][impact - 1]
            colour = self.sheet.look.levels.get(level, self.sheet.look.grid)
            cell = Rectangle((impact - 1, likelihood - 1), 1, 1, facecolor=colour, label=level)
            cell.set(edgecolor=self.sheet.look.background, linewidth=1.4)
            axes.add_patch(cell)
            box = self._cell(likelihood, impact)
            ids = risks.get((likelihood, impact), ())
            if not ids or box.height > _LEAST_FOR_BOTH:
                self._write_level(box, words.get(level, level), colour)
            self._draw_chips(box, ids)

    def _write_axes(self, title: str) -> None:
        small, grid = self._small, self.grid
        name = self.sheet.wrapped(title, self.box.width, self._title, most_lines=1)
        top = self.sheet.write_lines(name, (self.box.left, self.box.top), self._title)
        self.sheet.write_lines((f"↑ {self.chart.likelihood_label}",), (self.box.left, top), small)
        for step in range(1, self.chart.size + 1):
            cell = self._cell(step, step)
            middle = cell.centre
            self.sheet.write_lines((str(step),), (middle[0], grid.bottom + 0.8), small, align="center")
            self.sheet.write(str(step), (grid.left - 1.4, middle[1]), small, align="right", valign="center_baseline")
        below = grid.bottom + 0.8 + small.line_height
        self.sheet.write_lines((f"{self.chart.impact_label} →",), (grid.right, below), small, align="right")

    def _cell(self, likelihood: int, impact: int) -> Box:
        left = self.grid.left + (impact - 1) * self._cell_width
        bottom = self.grid.bottom - (likelihood - 1) * self._cell_height
        return Box(left, bottom - self._cell_height, left + self._cell_width, bottom)

    def _write_level(self, cell: Box, word: str, colour: str) -> None:
        pen = Pen(style.blend(style.readable_on(colour), colour, 0.25), _WORD_SIZE)
        if self.sheet.width_of(word, pen) < cell.width - 1:
            self.sheet.write(word, (cell.left + cell.width / 2, cell.bottom - 0.9), pen, align="center")

    def _draw_chips(self, cell: Box, ids: Sequence[str]) -> None:
        """The ids as little labels in rows, in the middle of the cell above its word."""
        if not ids:
            return
        pen = Pen(self.sheet.look.text, style.SMALL_SIZE - 0.4, bold=True)
        width = max(self.sheet.width_of(name, pen) for name in (*ids, "+9")) + 1.2 + _CHIP_GAP
        height = 0.94 * pen.line_height + _CHIP_GAP
        room = Box(cell.left + 0.6, cell.top + 0.6, cell.right - 0.6, cell.bottom - 2.9)
        across = max(1, int((room.width + _CHIP_GAP) / width))
        shown = fitted(ids, across * max(1, int((room.height + _CHIP_GAP) / height)))
        top = (room.top + room.bottom - math.ceil(len(shown) / across) * height + _CHIP_GAP) / 2
        for place, name in enumerate(shown):
            row, column = divmod(place, across)
            in_row = min(across, len(shown) - row * across)
            x = (room.left + room.right - in_row * width + _CHIP_GAP) / 2 + column * width
            y = top + row * height
            self.sheet.chip(name, Box(x, y, x + width - _CHIP_GAP, y + height - _CHIP_GAP), pen)


def fitted(ids: Sequence[str], places: int) -> list[str]:
    """As many ids as there are places; when there are more, the last place says how many are left out."""
    if len(ids) <= places:
        return list(ids)
    return [*ids[: places - 1], f"+{len(ids) - places + 1}"]
