"""S-curves: how likely it is that an amount is not exceeded, with the percentiles in a column on the right."""

from __future__ import annotations

from collections.abc import Sequence

from casebuilder.charts import style
from casebuilder.charts.figures.guides import guide_room, write_guides
from casebuilder.charts.figures.lines import LineLook, line_looks
from casebuilder.charts.figures.plot import (
    Plot,
    Scale,
    amount_scale,
    most_numbers,
    most_ticks,
    number_plot,
    percent_words,
)
from casebuilder.charts.figures.sheet import Box, Key, Pen, Sheet
from casebuilder.charts.types import CurveChart

_GAP = 2.0  # millimetres between the parts of the column
_MARKER = 6.5  # points
_THIN = (1.0, 2.0)


def draw_curves(chart: CurveChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    looks = line_looks([False] * len(chart.curves), sheet.look)
    top = sheet.head(chart.frame)
    if len(chart.curves) > 1:
        top = sheet.legend([_key(curve.name, look) for curve, look in zip(chart.curves, looks, strict=True)], top)
    column = _Column(chart, sheet, looks)
    box = sheet.box.inset(top=top - sheet.box.top + guide_room(chart.guides), right=column.width)
    plot = number_plot(sheet, box, across=_amounts(chart, box), up=_probabilities(box), label=chart.amount_label)
    plot.draw_nought()
    for curve, look in zip(chart.curves, looks, strict=True):
        xs, ys = zip(*curve.points, strict=True) if curve.points else ((), ())
        (line,) = plot.axes.plot(xs, ys, color=look.colour, linewidth=2.4, zorder=3, label=curve.name)
        if look.dashes:
            line.set_dashes(look.dashes)
    column.write(plot)
    write_guides(sheet, plot.box, [(plot.x(guide.position), guide.text) for guide in chart.guides])


def _key(name: str, look: LineLook) -> Key:
    return Key(name, look.colour, is_line=True, dashes=look.dashes, marker=look.marker)


def _amounts(chart: CurveChart, box: Box) -> Scale:
    shown = [amount for curve in chart.curves for amount, _ in curve.points]
    shown += [guide.position for guide in chart.guides]
    return amount_scale(shown or [0.0], most=most_numbers(box))


def _probabilities(box: Box) -> Scale:
    scale = amount_scale([0.0, 1.0], most=most_ticks(box), write=percent_words)
    return Scale((0.0, 1.02), scale.ticks)  # room for the upper half of a thick line


class _Column:
    """A row for each level, at its height: its name, and the amount of each curve behind the curve's marker."""

    def __init__(self, chart: CurveChart, sheet: Sheet, looks: Sequence[LineLook]) -> None:
        self._chart, self._sheet, self._looks = chart, sheet, looks
        self._pen = Pen(sheet.look.text, style.LABEL_SIZE)
        several = len(chart.curves) > 1
        self._name = max((sheet.width_of(_level(level), self._pen) for level in chart.levels), default=0.0) + (
            2 * _GAP if several else 0
        )
        amounts = [style.number(amount, chart.decimals) for curve in chart.curves for amount in curve.percentiles]
        self._amount = max((sheet.width_of(amount, self._bold(0)) for amount in amounts), default=0.0)
        self._place = self._amount + 3 * _GAP
        self.width = _GAP + self._name + len(chart.curves) * self._place

    def write(self, plot: Plot) -> None:
        """Mark the levels on the curves and write their rows."""
        for place, level in enumerate(self._chart.levels):
            y = plot.y(level)
            amounts = [curve.percentiles[place] for curve in self._chart.curves]
            left = plot.x(min(amounts, default=0.0))
            self._sheet.line(
                (left, y), (plot.box.right + _GAP, y), colour=self._sheet.look.muted, width=0.8, dashes=_THIN
            )
            x = plot.box.right + 1.5 * _GAP
            self._sheet.write(_level(level), (x, y), self._pen, valign="center_baseline")
            for index, amount in enumerate(amounts):
                self._mark((plot.x(amount), y), index)
                at = (x + self._name + index * self._place, y)
                self._write_amount(at, index, amount)

    def _write_amount(self, at: tuple[float, float], index: int, amount: float) -> None:
        x, y = at
        if len(self._chart.curves) > 1:
            self._mark((x, y), index)
        end = (x + _GAP + self._amount, y)
        text = style.number(amount, self._chart.decimals)
        self._sheet.write(text, end, self._bold(index), align="right", valign="center_baseline")

    def _mark(self, at: tuple[float, float], index: int) -> None:
        look = self._looks[index]
        self._sheet.marker(at, shape=look.marker, colour=look.colour, size=_MARKER)

    def _bold(self, index: int) -> Pen:
        colour = self._looks[index].pen.colour if self._looks else self._pen.colour
        return Pen(colour, style.LABEL_SIZE, bold=True)


def _level(level: float) -> str:
    return f"P{100 * level:g}"
