"""Parts of a total as lying bars, largest first: lengths compare better than the angles of a doughnut."""

from __future__ import annotations

from casebuilder.charts import style
from casebuilder.charts.figures.sheet import Box, Pen, Sheet
from casebuilder.charts.types import ShareChart

_NAME_SHARE = 0.40  # of the width of the sheet, at most, for the names
_THICKNESS = 0.62
_GAP = 1.4


def draw_shares(chart: ShareChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    box = sheet.box.inset(top=sheet.head(chart.frame) - sheet.box.top)
    parts = sorted(chart.parts, key=lambda part: -part[1])
    total = sum(amount for _, amount in parts) or 1.0
    pen = Pen(sheet.look.text, style.LABEL_SIZE)
    names = [sheet.wrapped(name, _NAME_SHARE * sheet.box.width, pen, most_lines=2) for name, _ in parts]
    column = max((sheet.width_of("\n".join(name), pen) for name in names), default=0.0) + 2.0
    ends = [_end(chart, amount, total) for _, amount in parts]
    bold = Pen(pen.colour, pen.size, bold=True)
    room = max((sheet.width_of(share, bold) + sheet.width_of(amount, pen) for share, amount in ends), default=0.0)
    inner = box.inset(left=column, right=room + 3 * _GAP)
    _draw_bars(sheet, inner, [amount for _, amount in parts])
    row = inner.height / max(len(parts), 1)
    for place, (name, (share, amount)) in enumerate(zip(names, ends, strict=True)):
        middle = inner.top + (place + 0.5) * row
        sheet.write_lines(name, (box.left, middle - len(name) * pen.line_height / 2), pen)
        left = inner.left + inner.width * parts[place][1] / (parts[0][1] or 1.0) + _GAP
        sheet.write(share, (left, middle), bold, valign="center_baseline")
        left += sheet.width_of(share, bold) + _GAP
        sheet.write(amount, (left, middle), Pen(sheet.look.muted, pen.size), valign="center_baseline")


def _end(chart: ShareChart, amount: float, total: float) -> tuple[str, str]:
    return style.percent(amount / total), style.number(amount, chart.decimals)


def _draw_bars(sheet: Sheet, box: Box, amounts: list[float]) -> None:
    """The largest part in the accent, the rest in a quiet tone of it."""
    axes = sheet.axes(box)
    axes.set_xlim(0, max(amounts, default=0.0) or 1.0)
    axes.set_ylim(max(len(amounts), 1) - 0.5, -0.5)
    first = sheet.look.series[0]
    colours = [first, *[style.blend(first, sheet.look.background, 0.42)] * (len(amounts) - 1)][: len(amounts)]
    axes.barh(range(len(amounts)), amounts, _THICKNESS, color=colours, linewidth=0)
    axes.axvline(0, color=sheet.look.zero, linewidth=1.0, zorder=2, clip_on=False)
