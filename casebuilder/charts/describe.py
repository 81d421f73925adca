"""Charts in words, for people who cannot see them and for the list of figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from casebuilder.charts.types import BarChart, Chart, LineChart, MatrixChart, Series, ShareChart
from casebuilder.i18n import N_, Language, translate
from casebuilder.values.amounts import full_amount


def caption(chart: Chart) -> str:
    """What the chart shows, with its unit: the text of its caption."""
    return chart.frame.caption or chart.frame.unit


def describe(chart: Chart) -> str:
    """The alternative text: the finding, what is shown, and the numbers."""
    marks = _MARKS[chart.frame.language]
    parts = [chart.frame.title, caption(chart), *_numbers(chart, marks)]
    return marks.sentence_gap.join(part if part.endswith(marks.stop) else part + marks.stop for part in parts)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The punctuation of a language."""

    comma: str
    colon: str
    stop: str
    sentence_gap: str

    def told(self, name: str, values: Iterable[str]) -> str:
        return f"{name}{self.colon}{self.comma.join(values)}"


_MARKS: dict[Language, _Marks] = {"en": _Marks("; ", ": ", ".", " "), "zh_TW": _Marks("；", "：", "。", "")}


def _numbers(chart: Chart, marks: _Marks) -> list[str]:
    match chart:
        case LineChart():
            return [_row(item, chart, marks) for item in chart.series] + [mark.text for mark in chart.marks]
        case BarChart():
            series = [*chart.series, *([chart.line] if chart.line else [])]
            return [_row(item, chart, marks) for item in _sums(chart) or series]
        case ShareChart():
            return _shares(chart, marks)
        case MatrixChart():
            return [marks.told(panel.title, _cells(chart, place)) for place, panel in enumerate(chart.panels)]


def _row(series: Series, chart: LineChart | BarChart, marks: _Marks) -> str:
    values = (
        f"{category} {_number(value, chart.decimals)}"
        for category, value in zip(chart.categories, series.values, strict=True)
        if value is not None
    )
    return marks.told(series.name, values)


def _number(value: float, decimals: int) -> str:
    return full_amount(Decimal(str(value)), decimals)


def _sums(chart: BarChart) -> list[Series]:
    """Of stacks in one direction, their whole lengths, which say more in words than all the pieces."""
    if not chart.stacked or chart.line or len(chart.series) < 2:
        return []
    totals = (sum(series.values[place] or 0 for series in chart.series) for place in range(len(chart.categories)))
    return [Series(translate(chart.frame.language, N_("Total")), tuple(totals))]


def _shares(chart: ShareChart, marks: _Marks) -> list[str]:
    total = sum(amount for _, amount in chart.parts) or 1.0
    parts = sorted(chart.parts, key=lambda part: -part[1])
    return [marks.comma.join(f"{name}{marks.colon}{_number(100 * amount / total, 0)}%" for name, amount in parts)]


def _cells(chart: MatrixChart, panel: int) -> Iterable[str]:
    """Each cell that holds risks, the gravest first."""
    words = dict(chart.level_names)
    message = N_("{level} (likelihood {likelihood}, impact {impact}) {risks}")
    for likelihood, impact, ids in sorted(chart.panels[panel].cells, key=lambda cell: -cell[0] * cell[1]):
        level = chart.levels[likelihood - 1][impact - 1]
        yield translate(
            chart.frame.language,
            message,
            level=words.get(level, level),
            likelihood=likelihood,
            impact=impact,
            risks=("、" if chart.frame.language == "zh_TW" else ", ").join(ids),
        )
