"""Captions and alternative texts of charts, in the language of the chart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casebuilder.charts.types import BarChart, Chart, LineChart, MatrixChart, Series, ShareChart
from casebuilder.i18n import N_, translate

CAPTIONS: Final = {
    "benchmark_scores": N_("Weighted scores of the technologies"),
    "budget_split": N_("Whole-life cost of the recommended option by cost line"),
    "cost_benefit_by_year": N_("Costs, benefits and net flow of the recommended option by year"),
    "cumulative_cash_flow": N_("Cumulative net cash flow of the options"),
    "option_comparison": N_("Net present value of the options"),
    "risk_costs": N_("Expected cost of the gravest risks before and after the response"),
    "risk_matrix": N_("Risk matrix before and after the response"),
}


def caption(chart: Chart) -> str:
    """What the chart shows and in which unit."""
    frame = chart.frame
    text = translate(frame.language, CAPTIONS[frame.key])
    if not frame.unit:
        return text
    return f"{text}（{frame.unit}）" if frame.language == "zh_TW" else f"{text} ({frame.unit})"


def describe(chart: Chart) -> str:
    """For people who cannot see it: the finding and the numbers."""
    chinese = chart.frame.language == "zh_TW"
    stop, separator = ("。", "；") if chinese else (". ", "; ")
    return f"{chart.frame.title}{stop}{separator.join(_facts(chart))}{stop}".strip()


def _facts(chart: Chart) -> Iterator[str]:
    if isinstance(chart, ShareChart):
        yield from (f"{name} {amount:,.{chart.decimals}f}" for name, amount in chart.parts)
    elif isinstance(chart, MatrixChart):
        for panel in chart.panels:
            cells = ", ".join(f"{likelihood}x{impact}: {' '.join(ids)}" for likelihood, impact, ids in panel.cells)
            yield f"{panel.title}: {cells}"
    else:
        yield from _rows(chart)


def _rows(chart: LineChart | BarChart) -> Iterator[str]:
    line = (chart.line,) if isinstance(chart, BarChart) and chart.line else ()
    for series in (*chart.series, *line):
        yield f"{series.name}: {_values(series, chart.categories, chart.decimals)}"


def _values(series: Series, categories: tuple[str, ...], decimals: int) -> str:
    pairs = zip(categories, series.values, strict=True)
    return ", ".join(f"{category} {value:,.{decimals}f}" for category, value in pairs if value is not None)
