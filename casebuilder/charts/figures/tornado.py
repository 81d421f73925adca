"""A tornado: what each driver alone does to the outcome, to both sides of the base estimate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebuilder.charts import style
from casebuilder.charts.figures.guides import guide_room, write_guides
from casebuilder.charts.figures.rows import BarWord, Row, lying_plot
from casebuilder.charts.figures.sheet import Key, Pen, Sheet
from casebuilder.charts.types import Swing, TornadoChart

_THICKNESS = 0.62  # of a row


@dataclass(frozen=True, slots=True)
class Arm:
    """One bar from the base to an outcome; `end` is 0 at the driver's low end and 1 at its high end."""

    end: int
    outcome: float
    middle: float
    thickness: float
    is_outer: bool = True


def arms(swing: Swing, row: int, base: float) -> list[Arm]:
    """The two bars of a driver: on one line, or above each other where both ends lie on one side of the base."""
    low, high = swing.at_low - base, swing.at_high - base
    if low * high <= 0:
        return [Arm(0, swing.at_low, row, _THICKNESS), Arm(1, swing.at_high, row, _THICKNESS)]
    half = _THICKNESS / 2
    return [
        Arm(0, swing.at_low, row - half / 2, half, is_outer=abs(low) >= abs(high)),
        Arm(1, swing.at_high, row + half / 2, half, is_outer=abs(high) > abs(low)),
    ]


def draw_tornado(chart: TornadoChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    colours, hatches = sheet.look.series[:2], style.HATCHES[:2]
    keys = [Key(*entry) for entry in zip(chart.end_names, colours, hatches, strict=True)]
    top = sheet.legend(keys, sheet.head(chart.frame)) + guide_room([chart.base_label])
    box = sheet.box.inset(top=top - sheet.box.top)
    bars = [arm for row, swing in enumerate(chart.swings) for arm in arms(swing, row, chart.base)]
    plot = lying_plot(
        sheet,
        box,
        [Row(swing.name, swing.reach) for swing in chart.swings],
        values=[chart.base, *(arm.outcome for arm in bars)],
        words=list(_words(chart, bars, sheet, row=box.height / max(len(chart.swings), 1))),
    )
    for arm in bars:
        span = (chart.base, arm.outcome)
        plot.bar(arm.middle, span, thickness=arm.thickness, colour=colours[arm.end], hatch=hatches[arm.end])
    guides = [(chart.base, chart.base_label)]
    if plot.draw_nought():
        guides.append((0.0, style.number(0)))
    write_guides(sheet, plot.box, [(plot.x(position), text) for position, text in guides])


def _words(chart: TornadoChart, bars: Sequence[Arm], sheet: Sheet, *, row: float) -> Iterator[BarWord]:
    """The outcomes beside the bars; in low rows the shorter of two bars above each other stays without."""
    pen = Pen(sheet.look.text, style.LABEL_SIZE, halo=sheet.look.background)
    for arm in bars:
        has_room = arm.is_outer or arm.thickness * row > pen.size * style.POINT
        if arm.outcome != chart.base and has_room:
            text = style.number(arm.outcome, chart.decimals)
            yield BarWord(text, arm.outcome, arm.middle, pen, on_left=arm.outcome < chart.base)
