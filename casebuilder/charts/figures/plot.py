"""A plot with a value axis upright, and below it categories side by side or a second axis of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casebuilder.charts import style
from casebuilder.charts.figures.sheet import Box, Pen, Sheet, ticks

_MOST_CATEGORY_LINES = 3
_SHORT_NAME = 10  # characters; such names (years) may be thinned out, the names of things may not
_TICK_DISTANCE = 9.0  # millimetres
_NUMBER_DISTANCE = 17.0  # millimetres between two numbers below a plot
_LOG_STEPS = (1.0, 2.0, 5.0)  # of each power of ten
_MOST_LOG_STEPS = 7  # of more, the powers of ten alone are named
_LOG_MARGIN = 0.02  # decades between the outermost value and the end of the axis, at least


@dataclass(frozen=True, slots=True)
class Axes:
    """What the two axes of an upright plot show; `margin` is the room beside the outer categories, in categories."""

    categories: tuple[str, ...]
    values: Sequence[float]
    label: str = ""
    margin: float = 0.5

    @property
    def span(self) -> float:
        """The length of the axis of categories, in categories."""
        return max(len(self.categories) - 1, 0) + 2 * self.margin


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of numbers: its limits, and the words at its ticks."""

    limits: tuple[float, float]
    ticks: dict[float, str]


class Plot:
    """Bare axes in a box, with the limits of what is shown across and up."""

    def __init__(self, sheet: Sheet, box: Box, *, across: tuple[float, float], up: tuple[float, float]) -> None:
        self.sheet, self.box = sheet, box
        self.axes = sheet.axes(box)
        self._across, self._up = across, up
        self.axes.set_xlim(*across)
        self.axes.set_ylim(*up)

    def x(self, position: float) -> float:
        """Where a category or a number stands, in millimetres from the left of the sheet."""
        low, high = self._across
        return self.box.left + (position - low) / (high - low) * self.box.width

    def y(self, value: float) -> float:
        """Where a value stands, in millimetres from the top of the sheet."""
        low, high = self._up
        return self.box.bottom - (value - low) / (high - low) * self.box.height

    def draw_nought(self) -> None:
        """The line of nought, which outweighs the grid."""
        self.axes.axhline(0, color=self.sheet.look.zero, linewidth=1.0, zorder=2, clip_on=False)


def upright_plot(sheet: Sheet, box: Box, axes: Axes) -> Plot:
    """A plot in `box` with its axes drawn: light horizontal grid, nought, ticks on the left, categories below."""
    pen = _pen(sheet)
    up = nought_scale(axes.values, most=most_ticks(box))
    left = _room_beside(sheet, up)
    labels = _category_lines(sheet, axes.categories, slot=(box.width - left) / max(axes.span, 1))
    deepest = max((len(lines) for lines in labels), default=1)
    below = deepest * pen.line_height + 1.4 + (pen.line_height if axes.label else 0)
    across = (-axes.margin, axes.span - axes.margin)
    plot = Plot(sheet, box.inset(left=left, top=1.5, bottom=below), across=across, up=up.limits)
    _draw_grid(plot, up)
    plot.draw_nought()
    for position, lines in enumerate(labels):
        sheet.write_lines(lines, (plot.x(position), plot.box.bottom + 1.2), pen, align="center")
    if axes.label:
        at = (plot.x((len(axes.categories) - 1) / 2), plot.box.bottom + below - pen.line_height)
        sheet.write_lines((axes.label,), at, pen, align="center")
    return plot


def number_plot(sheet: Sheet, box: Box, *, across: Scale, up: Scale, label: str) -> Plot:
    """A plot of numbers against numbers, its axes drawn: light horizontal grid, ticks on the left and below."""
    pen = _pen(sheet)
    words = sheet.wrapped(label, box.width, pen, most_lines=1) if label else []
    below = (1 + len(words)) * pen.line_height + 2.2
    inner = box.inset(left=_room_beside(sheet, up), top=1.5, bottom=below)
    plot = Plot(sheet, inner, across=across.limits, up=up.limits)
    _draw_grid(plot, up)
    bottom = plot.box.bottom
    for value, name in across.ticks.items():
        x = plot.x(value)
        sheet.line((x, bottom), (x, bottom + 1.2), colour=sheet.look.zero, width=0.7)
        sheet.write_lines((name,), (x, bottom + 1.8), pen, align="center")
    middle = (plot.box.left + plot.box.right) / 2
    sheet.write_lines(words, (middle, bottom + below - pen.line_height), pen, align="center")
    return plot


def most_ticks(box: Box) -> int:
    """As many ticks as the height of a plot bears."""
    return max(3, int(box.height / _TICK_DISTANCE))


def most_numbers(box: Box) -> int:
    """As many numbers as can stand side by side below a plot."""
    return max(3, int(box.width / _NUMBER_DISTANCE))


def nought_scale(values: Sequence[float], *, most: int) -> Scale:
    """The scale of amounts that shows `values` and nought."""
    return amount_scale([0.0, *values], most=most)


def amount_scale(values: Sequence[float], *, most: int, write: Callable[[float, int], str] = style.number) -> Scale:
    """The scale that shows `values`, of which there is at least one; `write` gets a tick and its decimals.

    An end of the axis lies on a tick where that wastes little room, else just beyond the data.
    """
    low, high = min(values), max(values)
    if low == high:
        high = low + (abs(low) or 1.0)
    steps = ticks(low, high, most=most)
    first, last, near = steps[0], steps[-1], 0.4 * (steps[1] - steps[0])
    limits = (min(low, first) if low - first < near else low, max(high, last) if last - high < near else high)
    decimals = style.step_decimals(steps[1] - steps[0])
    return Scale(limits, {step: write(step, decimals) for step in steps if limits[0] <= step <= limits[1]})


def log_scale(values: Sequence[float], *, write: Callable[[float], str], ceiling: float = math.inf) -> Scale:
    """The scale of the logarithms to base ten of positive `values`, between ticks that enclose them.

    No tick lies above `ceiling`, which none of the values exceeds.
    """
    low, high = (math.log10(value) for value in (min(values), max(values)))
    steps = [step for step in _log_steps(low - 1, high + 1) if step <= math.log10(ceiling)]
    first = max(step for step in steps if step < low - _LOG_MARGIN)
    last = min((step for step in steps if step > high + _LOG_MARGIN), default=steps[-1])
    return Scale((first, last), {step: write(float(f"{10**step:.3g}")) for step in log_ticks(first, last)})


def log_ticks(low: float, high: float) -> list[float]:
    """The logarithms between two of 1, 2 and 5 times the powers of ten; where they are many, of the powers alone."""
    steps = _log_steps(low, high)
    return steps if len(steps) <= _MOST_LOG_STEPS else [step for step in steps if step == round(step)]


def _log_steps(low: float, high: float) -> list[float]:
    powers = range(math.floor(low), math.ceil(high) + 1)
    steps = [math.log10(step) + power for power in powers for step in _LOG_STEPS]
    return [step for step in steps if low <= step <= high]


def percent_words(share: float, decimals: int = 0) -> str:
    """A share at a tick: 0.125 as "12.5%"; `decimals` are those of the share itself."""
    return f"{style.number(100 * share, max(decimals - 2, 0))}%"


def _pen(sheet: Sheet) -> Pen:
    return Pen(sheet.look.muted, style.LABEL_SIZE)


def _room_beside(sheet: Sheet, up: Scale) -> float:
    return max((sheet.width_of(name, _pen(sheet)) for name in up.ticks.values()), default=0.0) + 1.8


def _draw_grid(plot: Plot, up: Scale) -> None:
    for step, name in up.ticks.items():
        plot.axes.axhline(step, color=plot.sheet.look.grid, linewidth=0.7, zorder=0, clip_on=False)
        at = (plot.box.left - 1.8, plot.y(step))
        plot.sheet.write(name, at, _pen(plot.sheet), align="right", valign="center_baseline")


def _category_lines(sheet: Sheet, categories: Sequence[str], *, slot: float) -> list[list[str]]:
    """The lines under each category in a slot of this width; where years do not fit, only every n-th is named."""
    pen = Pen(sheet.look.muted, style.LABEL_SIZE)
    widest = max((sheet.width_of(name, pen) for name in categories), default=0.0)
    every = 1
    if all(len(name) <= _SHORT_NAME for name in categories):
        every = next((step for step in range(1, len(categories)) if widest < step * slot - 1), len(categories) or 1)
    return [
        sheet.wrapped(name, every * slot - 1.5, pen, most_lines=_MOST_CATEGORY_LINES) if index % every == 0 else []
        for index, name in enumerate(categories)
    ]
