"""A waterfall of lying bars, which leaves room for the names: levels from nought, changes from level to level."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebuilder.charts import style
from casebuilder.charts.figures.rows import BarWord, LyingPlot, Row, lying_plot
from casebuilder.charts.figures.sheet import Pen, Sheet
from casebuilder.charts.types import Step, WaterfallChart

_THICKNESS = 0.58  # of a row
_LEVEL, _RISE, _FALL = 0, 2, 3  # places in the order of the colours: blue, green and vermilion


@dataclass(frozen=True, slots=True)
class Piece:
    """One bar from `base` to `end`."""

    step: Step
    base: float
    end: float


def pieces(steps: Sequence[Step]) -> Iterator[Piece]:
    """The bars of the steps: a change begins where the step before it ended."""
    reached = 0.0
    for step in steps:
        base = 0.0 if step.is_level else reached
        reached = base + step.value
        yield Piece(step, base, reached)


def draw_waterfall(chart: WaterfallChart, sheet: Sheet) -> None:
    """Draw the chart on the sheet."""
    box = sheet.box.inset(top=sheet.head(chart.frame) - sheet.box.top)
    bars = list(pieces(chart.steps))
    plot = lying_plot(
        sheet,
        box,
        [Row(step.name, bold=step.is_level) for step in chart.steps],
        values=[0.0, *(bar.end for bar in bars)],
        words=[_word(bar, row, chart, sheet) for row, bar in enumerate(bars)],
    )
    for row, bar in enumerate(bars):
        _draw_piece(plot, bar, row)
    plot.draw_nought()
    for row, (before, _) in enumerate(itertools.pairwise(bars)):
        rows = (row + _THICKNESS / 2, row + 1 - _THICKNESS / 2)
        plot.axes.plot((before.end, before.end), rows, color=sheet.look.muted, linewidth=0.9, zorder=1)


def _word(bar: Piece, row: int, chart: WaterfallChart, sheet: Sheet) -> BarWord:
    """The amount beyond the end of the bar; a rise has its sign."""
    sign = "+" if bar.step.value > 0 and not bar.step.is_level else ""
    pen = Pen(sheet.look.text, style.LABEL_SIZE, bold=bar.step.is_level, halo=sheet.look.background)
    text = sign + style.number(bar.step.value, chart.decimals)
    return BarWord(text, bar.end, row, pen, on_left=bar.step.value < 0)


def _draw_piece(plot: LyingPlot, bar: Piece, row: int) -> None:
    place = _LEVEL if bar.step.is_level else _RISE if bar.step.value > 0 else _FALL
    hatch = style.HATCHES[1] if place == _FALL else ""
    colour = plot.sheet.look.series[place]
    plot.bar(row, (bar.base, bar.end), thickness=_THICKNESS, colour=colour, hatch=hatch)
