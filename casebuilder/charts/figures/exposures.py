"""Risks by probability and impact on logarithmic axes, with the lines on which the expected value is the same."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from casebuilder.charts import style
from casebuilder.charts.figures.plot import Plot, log_scale, log_ticks, number_plot, percent_words
from casebuilder.charts.figures.sheet import Box, Pen, Sheet
from casebuilder.charts.types import Exposure, ExposureChart

_KEY_SHARE = 0.34  # of the width of the sheet, for the names
_RIGHT = 9.0  # millimetres beside the plot, for the values of the lines
_LEAST_WIDTH = 100.0  # millimetres; a narrower sheet has no room for names
_RING = 1.1  # millimetres between two rings of places around a point
_RINGS, _PLACES = 24, 16
_SAMPLE = 7.0  # millimetres of a line in front of what it means
_LINE, _DASHES = 0.8, (4.0, 2.5)


def draw_exposures(chart: ExposureChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    box = sheet.box.inset(top=sheet.head(chart.frame) - sheet.box.top)
    key = _KEY_SHARE * sheet.box.width if sheet.box.width >= _LEAST_WIDTH and chart.exposures else 0.0
    small = Pen(sheet.look.muted, style.SMALL_SIZE + 0.5)
    across = log_scale([item.impact for item in chart.exposures] or [1.0], write=_plain)
    up = log_scale([item.probability for item in chart.exposures] or [1.0], write=_share, ceiling=1.0)
    inner = box.inset(top=2 * small.line_height + 1.0, right=key + _RIGHT)
    plot = number_plot(sheet, inner, across=across, up=up, label=f"{chart.impact_label} →")
    plot.axes.axhline(up.limits[0], color=sheet.look.zero, linewidth=1.0, clip_on=False)
    _write_heads(chart, plot, small, top=box.top)
    for total in log_ticks(across.limits[0] + up.limits[0], across.limits[1] + up.limits[1]):
        _draw_value_line(plot, total, small, across=across.limits, up=up.limits)
    _draw_risks(plot, chart.exposures)
    if key:
        _write_key(sheet, chart.exposures, Box(box.right - key, plot.box.top, box.right, sheet.box.bottom))


def _plain(value: float) -> str:
    return style.number(value, style.step_decimals(value))


def _share(value: float) -> str:
    return percent_words(value, style.step_decimals(value))


def _write_heads(chart: ExposureChart, plot: Plot, pen: Pen, *, top: float) -> None:
    """The name of the upright axis on the left, and what the falling lines mean on the right."""
    sheet, right = plot.sheet, plot.box.right
    axis = f"↑ {chart.probability_label}"
    sheet.write_lines((axis,), (sheet.box.left, top), pen)
    room = right - sheet.box.left - sheet.width_of(axis, pen) - _SAMPLE - 5.0
    words = sheet.wrapped(chart.value_label, room, pen, most_lines=1)
    sheet.write_lines(words, (right, top), pen, align="right")
    start = right - sheet.width_of(words[0], pen) - 1.0
    middle = top + pen.line_height / 2
    sheet.line((start - _SAMPLE, middle), (start, middle), colour=pen.colour, width=_LINE, dashes=_DASHES)


def _draw_value_line(
    plot: Plot, total: float, pen: Pen, *, across: tuple[float, float], up: tuple[float, float]
) -> None:
    """The line on which the logarithms add up to `total`, with its value where it enters at the top or leaves."""
    ends = (total - across[0], total - across[1])
    (line,) = plot.axes.plot(across, ends, color=plot.sheet.look.muted, linewidth=_LINE, zorder=1)
    line.set_dashes(_DASHES)
    text = _plain(float(f"{10**total:.3g}"))
    if across[0] <= total - up[1] <= across[1]:
        plot.sheet.write(text, (plot.x(total - up[1]), plot.box.top - 1.0), pen, align="center")
    elif up[0] <= ends[1] <= up[1]:
        plot.sheet.write(text, (plot.box.right + 1.0, plot.y(ends[1])), pen, valign="center_baseline")


def _draw_risks(plot: Plot, exposures: Sequence[Exposure]) -> None:
    """The ids as little labels at their points; where they would cover each other, beside them with a thin line."""
    sheet = plot.sheet
    pen = Pen(sheet.look.text, style.SMALL_SIZE - 0.4, bold=True)
    points = [(plot.x(math.log10(item.impact)), plot.y(math.log10(item.probability))) for item in exposures]
    width = max((sheet.width_of(item.id, pen) for item in exposures), default=0.0) + 1.6
    boxes = apart(points, (width, 1.05 * pen.line_height), within=plot.box)
    for item, point, box in zip(exposures, points, boxes, strict=True):
        sheet.line(point, box.centre, colour=sheet.look.series[0], width=0.9)
        sheet.marker(point, shape="o", colour=sheet.look.series[0], size=4.5)
        sheet.chip(item.id, box, pen)


def apart(points: Sequence[tuple[float, float]], size: tuple[float, float], *, within: Box) -> list[Box]:
    """Boxes of one size as near to their points as can be without overlap; the first ones have the best places."""
    placed: list[Box] = []
    for point in points:
        tried = [_box(place, size) for place in _around(point)]
        free = (box for box in tried if within.holds(box) and not any(box.overlaps(other) for other in placed))
        placed.append(next(free, tried[0]))
    return placed


def _around(point: tuple[float, float]) -> Iterator[tuple[float, float]]:
    x, y = point
    yield point
    for ring, place in itertools.product(range(1, _RINGS + 1), range(_PLACES)):
        angle = math.tau * place / _PLACES
        yield x + ring * _RING * math.cos(angle), y - ring * _RING * math.sin(angle)


def _box(middle: tuple[float, float], size: tuple[float, float]) -> Box:
    (x, y), (width, height) = middle, size
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _write_key(sheet: Sheet, exposures: Sequence[Exposure], box: Box) -> None:
    """The names behind the ids, from the first one on; the last line says how many had no room."""
    bold, pen = Pen(sheet.look.text, style.LABEL_SIZE, bold=True), Pen(sheet.look.text, style.LABEL_SIZE)
    indent = max(sheet.width_of(item.id, bold) for item in exposures) + 2.0
    top = box.top
    for place, item in enumerate(exposures):
        lines = sheet.wrapped(item.name, box.width - indent, pen, most_lines=2)
        last = place == len(exposures) - 1
        if top + (len(lines) + (not last)) * pen.line_height > box.bottom:
            sheet.write_lines((f"+{len(exposures) - place}",), (box.left, top), pen)
            return
        sheet.write_lines((item.id,), (box.left, top), bold)
        top = sheet.write_lines(lines, (box.left + indent, top), pen) + 0.6
