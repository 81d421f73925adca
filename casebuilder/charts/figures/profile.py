"""The net present value at every discount rate: where it crosses nought lie the internal rates of return."""

from __future__ import annotations

from casebuilder.charts import style
from casebuilder.charts.figures.guides import guide_room, write_guides
from casebuilder.charts.figures.lines import draw_line, end_of, line_looks, room_for, write_names
from casebuilder.charts.figures.plot import (
    Plot,
    amount_scale,
    most_numbers,
    most_ticks,
    nought_scale,
    number_plot,
    percent_words,
)
from casebuilder.charts.figures.sheet import Pen, Sheet
from casebuilder.charts.types import Mark, ProfileChart

_SHADE = 0.55  # of the colour of the grid, below nought
_ROW = 4.4  # millimetres between two rows of words over the line of nought
_MOST_ROWS = 4


def draw_profile(chart: ProfileChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    looks = line_looks([curve.emphasis for curve in chart.curves], sheet.look)
    shown = [(curve, look) for curve, look in zip(chart.curves, looks, strict=True) if curve.points]
    ends = [
        end_of(sheet, curve.name, value=curve.points[-1][1], decimals=chart.decimals, look=look)
        for curve, look in shown
    ]
    top = sheet.head(chart.frame) - sheet.box.top + guide_room(chart.guides)
    box = sheet.box.inset(top=top, right=room_for(sheet, ends))
    rates = [rate for curve, _ in shown for rate, _ in curve.points] + [guide.position for guide in chart.guides]
    values = [value for curve, _ in shown for _, value in curve.points]
    plot = number_plot(
        sheet,
        box,
        across=amount_scale(rates or [0.0], most=most_numbers(box), write=percent_words),
        up=nought_scale(values, most=most_ticks(box)),
        label=chart.rate_label,
    )
    plot.axes.axhspan(plot.axes.get_ylim()[0], 0, color=sheet.look.grid, alpha=_SHADE, linewidth=0, zorder=-1)
    plot.draw_nought()
    for curve, look in shown:
        draw_line(plot, curve.name, curve.points, look)
    write_names(plot, ends)
    _write_marks(plot, chart.marks)
    write_guides(sheet, plot.box, [(plot.x(guide.position), guide.text) for guide in chart.guides])


def _write_marks(plot: Plot, marks: tuple[Mark, ...]) -> None:
    """Mark points and write their words to the upper right, in rows so that none lies on another.

    They are placed from the right, so that the leader of a higher row never crosses the words of a lower one.
    """
    look = plot.sheet.look
    pen = Pen(look.text, style.LABEL_SIZE, bold=True, halo=look.background)
    rows = max(1, min(_MOST_ROWS, int((plot.y(0) - plot.box.top) / _ROW)))
    free = [plot.sheet.box.right] * rows  # up to where each row is still empty
    for mark in sorted(marks, key=lambda mark: -mark.position):
        x, y = plot.x(mark.position), plot.y(mark.value)
        width = plot.sheet.width_of(mark.text, pen) + 1.2
        left = min(x + 0.8, plot.box.right - width)
        row = next((row for row, end in enumerate(free) if left + width <= end), rows - 1)
        free[row] = left
        foot = y - 3.0 - row * _ROW
        plot.sheet.line((x, y), (x, foot - 1.5), colour=look.text, width=0.8)
        plot.sheet.marker((x, y), shape="o", colour=look.text, size=7.0)
        plot.sheet.write(mark.text, (left, foot), pen)
