"""Lines over years or numbers, each named at its end instead of in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebuilder.charts import style
from casebuilder.charts.figures.plot import Axes, Plot, upright_plot
from casebuilder.charts.figures.sheet import Pen, Sheet
from casebuilder.charts.figures.spread import Label, spread
from casebuilder.charts.style import Look
from casebuilder.charts.types import LineChart, Mark, Series

_NAME_SHARE = 0.30  # of the width of the sheet, at most, for the names at the ends
_NAME_GAP = 3.2  # millimetres between the last point and its name
_MUTED = 0.25
_MOST_MARKERS = 12


@dataclass(frozen=True, slots=True)
class LineLook:
    """How one series is drawn and named."""

    colour: str
    pen: Pen
    width: float
    dashes: tuple[float, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class End:
    """The last value of a line, and the lines of words beside it."""

    value: float
    words: list[str]
    look: LineLook

    @property
    def height(self) -> float:
        return len(self.words) * self.look.pen.line_height


def line_looks(preferred: Sequence[bool], look: Look) -> list[LineLook]:
    """The preferred line gets the first colour, a thick solid line and round marks; the rest follow, thinner."""
    order = sorted(range(len(preferred)), key=lambda index: not preferred[index])
    places = {index: place for place, index in enumerate(order)}
    return [
        _line_look(places[index], look, quiet=any(preferred) and not stands_out)
        for index, stands_out in enumerate(preferred)
    ]


def _line_look(place: int, look: Look, *, quiet: bool) -> LineLook:
    colour = look.series[place % len(look.series)]
    return LineLook(
        colour=style.blend(colour, look.background, _MUTED) if quiet else colour,
        pen=Pen(look.inks[place % len(look.inks)], style.LABEL_SIZE, bold=not quiet),
        width=1.5 if quiet else 2.8,
        dashes=style.DASHES[place % len(style.DASHES)],
        marker=style.MARKERS[place % len(style.MARKERS)],
    )


def draw_lines(chart: LineChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    box = sheet.box.inset(top=sheet.head(chart.frame) - sheet.box.top)
    looks = line_looks([series.emphasis for series in chart.series], sheet.look)
    ends = [
        end_of(sheet, series.name, value=last, decimals=chart.decimals, look=line_look)
        for series, line_look in zip(chart.series, looks, strict=True)
        if (last := _last(series)) is not None
    ]
    values = [value for series in chart.series for value in series.values if value is not None]
    axes = Axes(chart.categories, values, chart.category_label, margin=0.12)
    plot = upright_plot(sheet, box.inset(right=room_for(sheet, ends)), axes)
    for series, line_look in zip(chart.series, looks, strict=True):
        draw_line(plot, series.name, list(enumerate(series.values)), line_look)
    write_names(plot, ends)
    for mark in chart.marks:
        _draw_mark(plot, mark, on_left=not _falls_at(chart.series, mark.position))


def _last(series: Series) -> float | None:
    """The last value of a line that has any."""
    return next((value for value in reversed(series.values) if value is not None), None)


def end_of(sheet: Sheet, name: str, *, value: float, decimals: int, look: LineLook) -> End:
    """What stands at the end of a line: its name and last value."""
    words = f"{name}  {style.number(value, decimals)}"
    return End(value, sheet.wrapped(words, _NAME_SHARE * sheet.box.width, look.pen, most_lines=3), look)


def room_for(sheet: Sheet, ends: Sequence[End]) -> float:
    """The room that the names need on the right of a plot, in millimetres."""
    return max((sheet.width_of("\n".join(end.words), end.look.pen) for end in ends), default=0.0) + _NAME_GAP + 0.8


def draw_line(plot: Plot, name: str, points: Sequence[tuple[float, float | None]], line_look: LineLook) -> None:
    """Draw a line through points; None is a gap."""
    stands_out = line_look.pen.bold
    (line,) = plot.axes.plot(
        [position for position, _ in points],
        [float("nan") if value is None else value for _, value in points],
        color=line_look.colour,
        linewidth=line_look.width,
        marker=line_look.marker,
        markersize=5.0 if stands_out else 4.2,
        markerfacecolor=line_look.colour if stands_out else plot.sheet.look.background,
        markeredgewidth=1.1,
        markevery=max(1, len(points) // _MOST_MARKERS),
        solid_capstyle="round",
        clip_on=False,
        zorder=4 if stands_out else 3,
        label=name,
    )
    if line_look.dashes:
        line.set_dashes(line_look.dashes)


def write_names(plot: Plot, ends: Sequence[End]) -> None:
    """Write the names beside the ends of the lines; a thin line leads to a name that had to move."""
    labels = [Label(plot.y(end.value), end.height) for end in ends]
    middles = spread(labels, low=plot.box.top - 3, high=plot.box.bottom + 1.5)
    for end, label, middle in zip(ends, labels, middles, strict=True):
        left = plot.box.right + _NAME_GAP
        plot.sheet.write_lines(end.words, (left, middle - end.height / 2), end.look.pen)
        if abs(middle - label.wanted) > 1.2:
            start = (plot.box.right + 0.6, label.wanted)
            plot.sheet.line(start, (left - 0.5, middle), colour=end.look.colour, width=0.6)


def _falls_at(series: Sequence[Series], position: float) -> bool:
    """True where the line that stands out (else the first) falls, so that the free room over it is on the right."""
    values = max(series, key=lambda one: one.emphasis).values if series else ()
    around = [value for value in values[int(position) : int(position) + 2] if value is not None]
    return len(around) > 1 and around[1] < around[0]


def _draw_mark(plot: Plot, mark: Mark, *, on_left: bool) -> None:
    look = plot.sheet.look
    plot.axes.plot(
        [mark.position],
        [mark.value],
        "o",
        markersize=7.5,
        markerfacecolor=look.background,
        markeredgecolor=look.text,
        markeredgewidth=1.6,
        zorder=6,
        clip_on=False,
    )
    pen = Pen(look.text, style.LABEL_SIZE, bold=True, backing=look.background)
    x, y = plot.x(mark.position), plot.y(mark.value)
    width = plot.sheet.width_of(mark.text, pen)
    left = max(plot.box.left, min(x - width - 0.8 if on_left else x + 0.8, plot.box.right - width))
    plot.sheet.line((x, y - 1.4), (x, y - 5.2), colour=look.text, width=0.8)
    plot.sheet.write(mark.text, (left, y - 3.4), pen)
