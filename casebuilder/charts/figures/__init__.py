"""Charts as matplotlib figures (never pyplot); the numbers are ready, here they only get a picture."""

from __future__ import annotations

from matplotlib.figure import Figure

from casebuilder.charts import style
from casebuilder.charts.figures.bars import draw_bars
from casebuilder.charts.figures.lines import draw_lines
from casebuilder.charts.figures.matrix import draw_matrix
from casebuilder.charts.figures.shares import draw_shares
from casebuilder.charts.figures.sheet import Sheet
from casebuilder.charts.style import Theme
from casebuilder.charts.types import BarChart, Chart, LineChart, MatrixChart, ShareChart


def figure(chart: Chart, *, width_mm: float, height_mm: float, theme: Theme = "print", dpi: float = 200) -> Figure:
    """The chart as a figure of that size; call it within `style.settings`."""
    sheet = Sheet((width_mm, height_mm), look=style.LOOKS[theme], language=chart.frame.language, dpi=dpi)
    match chart:
        case LineChart():
            draw_lines(chart, sheet)
        case BarChart():
            draw_bars(chart, sheet)
        case ShareChart():
            draw_shares(chart, sheet)
        case MatrixChart():
            draw_matrix(chart, sheet)
    return sheet.figure


def natural_height(chart: Chart, width_mm: float) -> float:
    """The height in millimetres at which the chart looks best at this width."""
    match chart:
        case ShareChart():
            return 24.0 + 8.5 * max(len(chart.parts), 2)
        case BarChart(horizontal=True):
            bars = 1 if chart.stacked else max(len(chart.series), 1)
            return 28.0 + max(10.5, 3.9 + 4.3 * bars) * max(len(chart.categories), 2)
        case MatrixChart():
            return 32.0 + width_mm / max(len(chart.panels), 2) * 0.84
        case _:
            return 0.53 * width_mm
