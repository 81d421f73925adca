"""A plot with a value axis upright and categories side by side: grid, nought, labels of both axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebuilder.charts import style
from casebuilder.charts.figures.sheet import Box, Pen, Sheet, ticks

_MOST_CATEGORY_LINES = 3
_SHORT_NAME = 10  # characters; such names (years) may be thinned out, the names of things may not
_TICK_DISTANCE = 9.0  # millimetres


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


class Plot:
    """Bare axes in a box with categories at 0, 1, 2, ... and values between two limits."""

    def __init__(self, sheet: Sheet, box: Box, *, axes: Axes, limits: tuple[float, float]) -> None:
        self.sheet, self.box = sheet, box
        self.axes = sheet.axes(box)
        self._shown, self._limits = axes, limits
        self.axes.set_xlim(-axes.margin, axes.span - axes.margin)
        self.axes.set_ylim(*limits)

    def x(self, position: float) -> float:
        """Where a category stands, in millimetres from the left of the sheet."""
        return self.box.left + (position + self._shown.margin) / self._shown.span * self.box.width

    def y(self, value: float) -> float:
        """Where a value stands, in millimetres from the top of the sheet."""
        low, high = self._limits
        return self.box.bottom - (value - low) / (high - low) * self.box.height


def upright_plot(sheet: Sheet, box: Box, axes: Axes) -> Plot:
    """A plot in `box` with its axes drawn: light horizontal grid, nought, ticks on the left, categories below."""
    pen = Pen(sheet.look.muted, style.LABEL_SIZE)
    steps, limits = value_axis(axes.values, most=max(3, int(box.height / _TICK_DISTANCE)))
    names = _tick_names(steps)
    left = max(sheet.width_of(name, pen) for name in names.values()) + 1.8
    labels = _category_lines(sheet, axes.categories, slot=(box.width - left) / max(axes.span, 1))
    deepest = max((len(lines) for lines in labels), default=1)
    below = deepest * pen.line_height + 1.4 + (pen.line_height if axes.label else 0)
    plot = Plot(sheet, box.inset(left=left, top=1.5, bottom=below), axes=axes, limits=limits)
    _draw_grid(plot, names)
    for position, lines in enumerate(labels):
        sheet.write_lines(lines, (plot.x(position), plot.box.bottom + 1.2), pen, align="center")
    if axes.label:
        at = (plot.x((len(axes.categories) - 1) / 2), plot.box.bottom + below - pen.line_height)
        sheet.write_lines((axes.label,), at, pen, align="center")
    return plot


def value_axis(values: Sequence[float], *, most: int) -> tuple[list[float], tuple[float, float]]:
    """The ticks and the limits of an axis that shows `values` and nought.

    An end of the axis lies on a tick where that wastes little room, else just beyond the data.
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    steps = ticks(low, high, most=most)
    near = 0.4 * (steps[1] - steps[0])
    limits = (steps[0] if low - steps[0] < near else low, steps[-1] if steps[-1] - high < near else high)
    return [step for step in steps if limits[0] <= step <= limits[1]], limits


def _tick_names(steps: Sequence[float]) -> dict[float, str]:
    decimals = style.step_decimals(steps[1] - steps[0]) if len(steps) > 1 else 0
    return {step: style.number(step, decimals) for step in steps}


def _draw_grid(plot: Plot, names: dict[float, str]) -> None:
    look = plot.sheet.look
    pen = Pen(look.muted, style.LABEL_SIZE)
    for step, name in names.items():
        plot.axes.axhline(step, color=look.grid, linewidth=0.7, zorder=0, clip_on=False)
        plot.sheet.write(name, (plot.box.left - 1.8, plot.y(step)), pen, align="right", valign="center_baseline")
    plot.axes.axhline(0, color=look.zero, linewidth=1.0, zorder=2, clip_on=False)


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
