"""Bars upright and lying, side by side and stacked, with values on them and a line over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casebuilder.charts import style
from casebuilder.charts.figures.plot import Axes, Plot, upright_plot
from casebuilder.charts.figures.rows import BarWord, LyingPlot, Row, lying_plot
from casebuilder.charts.figures.sheet import Key, Pen, Sheet
from casebuilder.charts.types import BarChart, Series

_STACK_WIDTH = 0.62  # of the distance between two categories
_GROUP_WIDTH = 0.78
_GAP = 1.2  # millimetres between a bar and its value


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in data coordinates: `middle` and `thickness` along the categories, `base` and `end` along the values."""

    series: int
    category: int
    middle: float
    thickness: float
    base: float
    end: float

    @property
    def value(self) -> float:
        return self.end - self.base


def lay_out(chart: BarChart) -> list[Bar]:
    """The bars of the chart: side by side in their category, or stacked away from nought on both sides."""
    return _stack(chart) if chart.stacked else _group(chart)


def _group(chart: BarChart) -> list[Bar]:
    thickness = (_STACK_WIDTH if len(chart.series) == 1 else _GROUP_WIDTH) / max(len(chart.series), 1)
    first = -thickness * (len(chart.series) - 1) / 2
    return [
        Bar(place, category, category + first + place * thickness, 0.94 * thickness, 0.0, value)
        for place, series in enumerate(chart.series)
        for category, value in enumerate(series.values)
        if value is not None
    ]


def _stack(chart: BarChart) -> list[Bar]:
    bars = []
    for category in range(len(chart.categories)):
        ends = {True: 0.0, False: 0.0}  # above and below nought
        for place, series in enumerate(chart.series):
            value = series.values[category]
            if not value:
                continue
            base = ends[value > 0]
            ends[value > 0] = base + value
            bars.append(Bar(place, category, category, _STACK_WIDTH, base, base + value))
    return bars


def outermost(bars: Sequence[Bar]) -> list[Bar]:
    """The bars that stand alone; of each stack the last piece on either side of nought, where its end is the sum."""
    return list({(bar.middle, bar.end < 0): bar for bar in bars}.values())


def draw_bars(chart: BarChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    picture = _Lying(chart, sheet) if chart.horizontal else _Upright(chart, sheet)
    picture.draw()


class _Bars:
    """What upright and lying bars have in common: heading, legend, fills and pens."""

    def __init__(self, chart: BarChart, sheet: Sheet) -> None:
        self.chart, self.sheet = chart, sheet
        self.bars = lay_out(chart)
        top = sheet.head(chart.frame)
        keys = self._keys()
        if len(keys) > 1:
            top = sheet.legend(keys, top)
        self.box = sheet.box.inset(top=top - sheet.box.top)

    def _keys(self) -> list[Key]:
        keys = [
            Key(series.name, self._series_colour(place), self._hatch(place))
            for place, series in enumerate(self.chart.series)
        ]
        line = self.chart.line
        return [*keys, Key(line.name, self.sheet.look.text, is_line=True)] if line else keys

    def _series_colour(self, place: int) -> str:
        return self.sheet.look.series[place % len(self.sheet.look.series)]

    def _colour(self, bar: Bar) -> str:
        highlight = self.chart.highlight
        quiet = len(self.chart.series) == 1 and highlight and bar.category not in highlight
        return self.sheet.look.quiet_bar if quiet else self._series_colour(bar.series)

    def _hatch(self, place: int) -> str:
        return style.HATCHES[place % len(style.HATCHES)] if len(self.chart.series) > 1 else ""

    def _fill(self, bar: Bar) -> dict[str, Any]:
        colour = self._colour(bar)
        return {
            "facecolor": colour,
            "hatch": self._hatch(bar.series),
            "hatchcolor": self.sheet.hatch_colour(colour),
            "edgecolor": self.sheet.look.background,
            "linewidth": 0.6 if self.chart.stacked else 0,
            "zorder": 1.5,
        }

    def _pen_inside(self, bar: Bar) -> Pen:
        colour = self._colour(bar)
        backing = colour if self._hatch(bar.series) else ""
        return Pen(style.readable_on(colour), style.SMALL_SIZE, backing=backing)

    def _number(self, value: float) -> str:
        return style.number(value, self.chart.decimals)


class _Upright(_Bars):
    """Bars over categories that stand side by side, with a value axis on the left."""

    def draw(self) -> None:
        over = [value for value in self.chart.line.values if value is not None] if self.chart.line else []
        values = self._with_room([bar.end for bar in self.bars] + over)
        axes = Axes(self.chart.categories, values, self.chart.category_label)
        plot = upright_plot(self.sheet, self.box, axes)
        for bar in self.bars:
            plot.axes.bar(bar.middle, bar.value, bar.thickness, bottom=bar.base, **self._fill(bar))
        self._write_ends(plot)
        if self.chart.stacked and len(self.chart.series) > 2:
            self._write_inside(plot)
        if self.chart.line:
            self._draw_line(self.chart.line, plot)

    def _with_room(self, values: Sequence[float]) -> list[float]:
        """The values, each moved away from nought by the height of the words beyond its bar."""
        words = (2.0 if self.chart.line else 1.4) * Pen("", style.LABEL_SIZE).line_height
        room = (max([0.0, *values]) - min([0.0, *values])) * words / max(self.box.height - 12, 20)
        return [value + (room if value > 0 else -room if value < 0 else 0) for value in values]

    def _write_ends(self, plot: Plot) -> None:
        """The value (of a stack: the sum on its side of nought) beyond the end."""
        pen = Pen(self.sheet.look.text, style.LABEL_SIZE, halo=self.sheet.look.background if self.chart.line else "")
        for bar in outermost(self.bars):
            text = self._number(bar.end)
            if self.sheet.width_of(text, pen) > plot.x(bar.thickness) - plot.x(0) + 1.5:
                continue
            gap = _GAP + (1.3 if self._line_ends_at(bar, plot) else 0)
            shift = -gap if bar.end >= 0 else gap + 0.62 * pen.line_height
            self.sheet.write(text, (plot.x(bar.middle), plot.y(bar.end) + shift), pen, align="center")

    def _line_ends_at(self, bar: Bar, plot: Plot) -> bool:
        value = self.chart.line.values[bar.category] if self.chart.line else None
        return value is not None and abs(plot.y(value) - plot.y(bar.end)) < 2

    def _write_inside(self, plot: Plot) -> None:
        for bar in self.bars:
            pen = self._pen_inside(bar)
            if abs(plot.y(bar.base) - plot.y(bar.end)) > pen.line_height:
                at = (plot.x(bar.middle), (plot.y(bar.base) + plot.y(bar.end)) / 2)
                self.sheet.write(self._number(bar.value), at, pen, align="center", valign="center_baseline")

    def _draw_line(self, line: Series, plot: Plot) -> None:
        """A line over the bars; its values stand on the side of nought, where the bars' own values do not."""
        look = self.sheet.look
        points = {place: value for place, value in enumerate(line.values) if value is not None}
        xs, ys = list(points), list(points.values())
        plot.axes.plot(xs, ys, color=look.background, linewidth=4.2, zorder=4, solid_capstyle="round", clip_on=False)
        drawn = plot.axes.plot(xs, ys, color=look.text, linewidth=2.2, marker="o", zorder=5, label=line.name)
        for artist in drawn:
            artist.set(markersize=5.5, markerfacecolor=look.background, markeredgewidth=1.5, clip_on=False)
        pen = Pen(look.text, style.SMALL_SIZE, bold=True, backing=look.background)
        told = {(bar.category, self._number(bar.end)) for bar in outermost(self.bars)}
        for place, value in points.items():
            text = self._number(value)
            if (place, text) not in told and self.sheet.width_of(text, pen) < plot.x(1) - plot.x(0):
                at = (plot.x(place), plot.y(value) + (4.2 if value >= 0 else -4.2))
                self.sheet.write(text, at, pen, align="center", valign="center_baseline")


class _Lying(_Bars):
    """Bars from the line of nought, with the value at the end of each bar."""

    def draw(self) -> None:
        rows = [Row(name, bold=category in self.chart.highlight) for category, name in enumerate(self.chart.categories)]
        values = [0.0, *(bar.end for bar in self.bars)]
        words = [self._end_word(bar, bold=rows[bar.category].bold) for bar in outermost(self.bars)]
        plot = lying_plot(self.sheet, self.box, rows, values=values, words=words)
        for bar in self.bars:
            plot.axes.barh(bar.middle, bar.value, bar.thickness, left=bar.base, **self._fill(bar))
        plot.draw_nought()
        if self.chart.stacked:
            self._write_inside(plot)

    def _end_word(self, bar: Bar, *, bold: bool) -> BarWord:
        pen = Pen(self.sheet.look.text, style.LABEL_SIZE, bold=bold)
        return BarWord(self._number(bar.end), bar.end, bar.middle, pen, on_left=bar.end < 0)

    def _write_inside(self, plot: LyingPlot) -> None:
        for bar in self.bars:
            pen, text = self._pen_inside(bar), self._number(bar.value)
            if self.sheet.width_of(text, pen) + 1.6 < abs(plot.x(bar.end) - plot.x(bar.base)):
                at = (plot.x((bar.base + bar.end) / 2), plot.y(bar.middle))
                self.sheet.write(text, at, pen, align="center", valign="center_baseline")
