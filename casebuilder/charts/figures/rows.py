"""A plot with lying bars: names in a column on the left, a bar or more in each row, words beside the bars; no axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebuilder.charts import style
from casebuilder.charts.figures.sheet import Align, Box, Pen, Sheet

_NAME_SHARE = 0.36  # of the width of the sheet, at most, for the names
_MOST_NAME_LINES = 3
_GAP = 1.2  # millimetres between a bar and its words
_LEAST_SHARE = 0.2  # of the width of the plot that stays for the bars


@dataclass(frozen=True, slots=True)
class Row:
    """The name of a row, and a quiet note under it."""

    name: str
    note: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class BarWord:
    """Words beside the end of a bar; `middle` is counted in rows."""

    text: str
    end: float
    middle: float
    pen: Pen
    on_left: bool

    def room(self, sheet: Sheet) -> float:
        """What the words take beside the bar, in millimetres."""
        return sheet.width_of(self.text, self.pen) + _GAP + 0.8


class LyingPlot:
    """Bare axes in a box with rows 0, 1, 2, ... from the top and values between two limits."""

    def __init__(self, sheet: Sheet, box: Box, *, limits: tuple[float, float], rows: int) -> None:
        self.sheet, self.box = sheet, box
        self.axes = sheet.axes(box)
        self._limits, self._rows = limits, max(rows, 1)
        self.axes.set_xlim(*limits)
        self.axes.set_ylim(self._rows - 0.5, -0.5)

    def x(self, value: float) -> float:
        """Where a value stands, in millimetres from the left of the sheet."""
        low, high = self._limits
        return self.box.left + (value - low) / (high - low) * self.box.width

    def y(self, middle: float) -> float:
        """Where a row stands, in millimetres from the top of the sheet."""
        return self.box.top + (middle + 0.5) / self._rows * self.box.height

    def bar(self, middle: float, span: tuple[float, float], *, thickness: float, colour: str, hatch: str = "") -> None:
        """A bar from one value to another; `middle` and `thickness` are counted in rows."""
        base, end = span
        self.axes.barh(
            middle,
            end - base,
            thickness,
            left=base,
            facecolor=colour,
            hatch=hatch,
            hatchcolor=self.sheet.hatch_colour(colour),
            edgecolor=self.sheet.look.background,
            linewidth=0,
        )

    def draw_nought(self) -> bool:
        """Draw the line of nought where it is in sight, and say whether it is."""
        in_sight = self._limits[0] <= 0 <= self._limits[1]
        if in_sight:
            self.axes.axvline(0, color=self.sheet.look.zero, linewidth=1.0, zorder=2)
        return in_sight


def lying_plot(
    sheet: Sheet, box: Box, rows: Sequence[Row], *, values: Sequence[float], words: Sequence[BarWord]
) -> LyingPlot:
    """A plot that shows `values`, with the names of its rows and the words beside its bars written."""
    names = _Names(sheet, box, rows)
    inner = box.inset(left=names.width)
    plot = LyingPlot(sheet, inner, limits=_limits(sheet, inner.width, values, words), rows=len(rows))
    names.write(plot)
    for word in words:
        at = (plot.x(word.end) + (-_GAP if word.on_left else _GAP), plot.y(word.middle))
        align: Align = "right" if word.on_left else "left"
        sheet.write(word.text, at, word.pen, align=align, valign="center_baseline")
    return plot


def _limits(sheet: Sheet, width: float, values: Sequence[float], words: Sequence[BarWord]) -> tuple[float, float]:
    """The limits at which values and words just fit into `width`.

    Of each pair of a thing on the left and one on the right, their rooms and the distance of their values must fit; the
    tightest pair gives the scale in millimetres.
    """
    lefts = [(value, 0.0) for value in values] + [(word.end, word.room(sheet)) for word in words if word.on_left]
    rights = [(value, 0.0) for value in values] + [(word.end, word.room(sheet)) for word in words if not word.on_left]
    scale = min(
        (
            max(width - left_room - right_room, _LEAST_SHARE * width) / (right - left)
            for left, left_room in lefts
            for right, right_room in rights
            if right > left
        ),
        default=width,
    )
    low = min((value - room / scale for value, room in lefts), default=0.0)
    return low, low + width / scale


class _Names:
    """The names of the rows, wrapped into a column that is as wide as they need."""

    def __init__(self, sheet: Sheet, box: Box, rows: Sequence[Row]) -> None:
        self._sheet, self._left, self._rows = sheet, box.left, rows
        self._note = Pen(sheet.look.muted, style.SMALL_SIZE)
        height = box.height / max(len(rows), 1)
        widest = _NAME_SHARE * sheet.box.width
        self._lines = [
            sheet.wrapped(row.name, widest, self._pen(row), most_lines=self._most_lines(row, height)) for row in rows
        ]
        has_room = height >= self._note.line_height + Pen("").line_height
        self._notes = [
            sheet.wrapped(row.note, widest, self._note, most_lines=1) if row.note and has_room else [] for row in rows
        ]
        widths = [
            sheet.width_of(line, pen)
            for row, lines, notes in zip(rows, self._lines, self._notes, strict=True)
            for pen, part in ((self._pen(row), lines), (self._note, notes))
            for line in part
        ]
        self.width = max(widths, default=0.0) + 2.0

    def write(self, plot: LyingPlot) -> None:
        """Write each name, with its note, in the middle of its row."""
        for place, (row, lines, notes) in enumerate(zip(self._rows, self._lines, self._notes, strict=True)):
            pen = self._pen(row)
            height = len(lines) * pen.line_height + len(notes) * self._note.line_height
            top = self._sheet.write_lines(lines, (self._left, plot.y(place) - height / 2), pen)
            self._sheet.write_lines(notes, (self._left, top), self._note)

    def _pen(self, row: Row) -> Pen:
        return Pen(self._sheet.look.text, style.LABEL_SIZE, bold=row.bold)

    def _most_lines(self, row: Row, height: float) -> int:
        room = height - (self._note.line_height if row.note else 0)
        return max(1, min(_MOST_NAME_LINES, int(room / self._pen(row).line_height)))
