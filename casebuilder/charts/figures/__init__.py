"""Charts as matplotlib figures (never pyplot); the numbers are ready, here they only get a picture."""

from __future__ import annotations

from matplotlib.figure import Figure

from casebuilder.charts import style
from casebuilder.charts.figures.bars import draw_bars
from casebuilder.charts.figures.curves import draw_curves
from casebuilder.charts.figures.exposures import draw_exposures
from casebuilder.charts.figures.lines import draw_lines
from casebuilder.charts.figures.matrix import draw_matrix
from casebuilder.charts.figures.profile import draw_profile
from casebuilder.charts.figures.shares import draw_shares
from casebuilder.charts.figures.sheet import Sheet
from casebuilder.charts.figures.tornado import draw_tornado
from casebuilder.charts.figures.waterfall import draw_waterfall
from casebuilder.charts.style import Theme
from casebuilder.charts.types import (
    BarChart,
    Chart,
    CurveChart,
    ExposureChart,
    LineChart,
    MatrixChart,
    ProfileChart,
    ShareChart,
    TornadoChart,
    WaterfallChart,
)

_LEAST_HEIGHT = 68.0  # millimetres; on half a page the heading takes a larger part


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
        case TornadoChart():
            draw_tornado(chart, sheet)
        case CurveChart():
            draw_curves(chart, sheet)
        case ProfileChart():
            draw_profile(chart, sheet)
        case WaterfallChart():
            draw_waterfall(chart, sheet)
        case ExposureChart():
            draw_exposures(chart, sheet)
    return sheet.figure


def natural_height(chart: Chart, width_mm: float) -> float:
    """The height in millimetres at which the chart looks best at this width."""
    match chart:
        case MatrixChart():
            return 32.0 + width_mm / max(len(chart.panels), 2) * 0.84
        case ExposureChart():
            return max(0.62 * width_mm, _LEAST_HEIGHT)
        case _:
            return _height_of_rows(chart) or max(0.53 * width_mm, _LEAST_HEIGHT)


def _height_of_rows(chart: Chart) -> float | None:
    """The height of a chart whose rows lie under each other."""
    match chart:
        case ShareChart():
            return 24.0 + 8.5 * max(len(chart.parts), 2)
        case WaterfallChart():
            return 24.0 + 8.5 * max(len(chart.steps), 3)
        case TornadoChart():
            return 36.0 + 11.5 * max(len(chart.swings), 2)
        case BarChart(horizontal=True):
            bars = 1 if chart.stacked else max(len(chart.series), 1)
            return 28.0 + max(10.5, 3.9 + 4.3 * bars) * max(len(chart.categories), 2)
        case _:
            return None
