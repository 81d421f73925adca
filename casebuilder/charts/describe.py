"""Charts in words, for people who cannot see them and for the list of figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from casebuilder.charts.types import (
    BarChart,
    Chart,
    Curve,
    CurveChart,
    ExposureChart,
    LineChart,
    MatrixChart,
    ProfileChart,
    Series,
    ShareChart,
    TornadoChart,
    WaterfallChart,
)
from casebuilder.i18n import N_, Language, translate
from casebuilder.values.amounts import full_amount


def caption(chart: Chart) -> str:
    """What the chart shows, with its unit: the text of its caption."""
    return chart.frame.caption or chart.frame.unit


def describe(chart: Chart) -> str:
    """The alternative text: the finding, what is shown, and the numbers."""
    marks = _MARKS[chart.frame.language]
    parts = [part for part in (chart.frame.title, caption(chart), *_numbers(chart, marks)) if part]
    return marks.sentence_gap.join(part if part.endswith(marks.stop) else part + marks.stop for part in parts)


_MOST_PARTS = 5  # into which a curve is divided when it is told


@dataclass(frozen=True, slots=True)
class _Marks:
    """The punctuation of a language."""

    comma: str
    colon: str
    stop: str
    sentence_gap: str

    def told(self, name: str, values: Iterable[str]) -> str:
        return (f"{name}{self.colon}" if name else "") + self.comma.join(values)


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
        case _:
            return _uncertain_numbers(chart, marks)


def _uncertain_numbers(
    chart: TornadoChart | CurveChart | ProfileChart | WaterfallChart | ExposureChart, marks: _Marks
) -> list[str]:
    match chart:
        case TornadoChart():
            return [chart.base_label, *_swings(chart, marks)]
        case CurveChart():
            return _percentiles(chart, marks) + [guide.text for guide in chart.guides]
        case ProfileChart():
            told = [marks.told(curve.name, _sampled(curve, chart.decimals)) for curve in chart.curves]
            return told + [mark.text for mark in chart.marks] + [guide.text for guide in chart.guides]
        case WaterfallChart():
            return [marks.comma.join(f"{s.name}{marks.colon}{_number(s.value, chart.decimals)}" for s in chart.steps)]
        case ExposureChart():
            return [marks.comma.join(_exposures(chart))]


def _swings(chart: TornadoChart, marks: _Marks) -> Iterable[str]:
    for swing in chart.swings:
        ends = zip(chart.end_names, (swing.at_low, swing.at_high), strict=True)
        told = (f"{name} {_number(outcome, chart.decimals)}" for name, outcome in ends)
        yield marks.told(swing.name, [*([swing.reach] if swing.reach else []), *told])


def _percentiles(chart: CurveChart, marks: _Marks) -> list[str]:
    return [
        marks.told(
            curve.name,
            (
                f"P{100 * level:g} {_number(amount, chart.decimals)}"
                for level, amount in zip(chart.levels, curve.percentiles, strict=True)
            ),
        )
        for curve in chart.curves
    ]


def _sampled(curve: Curve, decimals: int) -> Iterable[str]:
    """A few points of a curve, from its first to its last."""
    last = len(curve.points) - 1
    for place in sorted({round(last * part / _MOST_PARTS) for part in range(_MOST_PARTS + 1)}) if curve.points else ():
        rate, value = curve.points[place]
        yield f"{_percent(rate)} {_number(value, decimals)}"


def _exposures(chart: ExposureChart) -> Iterable[str]:
    for item in chart.exposures:
        yield f"{item.id} {item.name} {_percent(item.probability)} × {_number(item.impact, chart.decimals)}"


def _row(series: Series, chart: LineChart | BarChart, marks: _Marks) -> str:
    values = (
        f"{category} {_number(value, chart.decimals)}"
        for category, value in zip(chart.categories, series.values, strict=True)
        if value is not None
    )
    return marks.told(series.name, values)


def _number(value: float, decimals: int) -> str:
    return full_amount(Decimal(str(value)), decimals)


def _percent(share: float) -> str:
    """A share in per cent, with one decimal where it has any."""
    tenths = round(1000 * share)
    return f"{_number(tenths / 10, 1 if tenths % 10 else 0)}%"


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
