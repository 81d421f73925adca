"""Charts with everything that is hard to draw, in both languages."""

from __future__ import annotations

from casebuilder.charts.types import (
    BarChart,
    Chart,
    Frame,
    LineChart,
    Mark,
    MatrixChart,
    MatrixPanel,
    Series,
    ShareChart,
)
from casebuilder.i18n import Language

_YEARS = tuple(str(year) for year in range(6))
_LONG = {
    "en": "Optimise the present system and add the cloud digital layer of technology C",
    "zh_TW": "優化現有系統並增設雲端數位層（技術丙），並導入全通路客戶聯繫平台",
}
_TITLE = {
    "en": "Option 1 pays back in 1.4 years, returns 8.5 million TWD & costs less than 10% of the budget ($6.5 million)",
    "zh_TW": "方案一於 1.4 年回收，五年後累計淨流入最高，達新臺幣 849 萬元，且所需經費不到可投資預算的六成五",
}
_UNIT = {"en": "million TWD, undiscounted", "zh_TW": "新臺幣百萬元，未折現"}
_OPTION = {"en": "Option {}", "zh_TW": "方案{}"}
_LEVEL_NAMES = {"en": ("Low", "Medium", "High", "Extreme"), "zh_TW": ("低", "中", "高", "極高")}
_LEVELS = ("low", "medium", "high", "extreme")


def frame(key: str, language: Language) -> Frame:
    return Frame(key, _TITLE[language], _UNIT[language], language)


def lines(language: Language) -> LineChart:
    name = _OPTION[language].format
    return LineChart(
        frame("cumulative_cash_flow", language),
        _YEARS,
        (
            Series(name(1), (-2.365, -0.832, 1.424, 3.779, 6.134, 8.490), emphasis=True),
            Series(_LONG[language], (-5.97, -5.507, -3.578, -1.264, 1.05, 3.364)),
            Series(name(2), (0.0,) * 6),
            Series(name(3), (None, 0.1, 0.1, 0.1, 0.1, 0.1)),
        ),
        "Year",
        (Mark(1.3689, 0.0, "1.4"),),
    )


def flows(language: Language) -> BarChart:
    return BarChart(
        frame("cost_benefit_by_year", language),
        _YEARS,
        (
            Series("Benefits", (0.0, 1.913, 2.637, 2.735, 2.735, 2.735)),
            Series("Costs", (-2.365, -0.38, -0.38, -0.38, -0.38, -0.38)),
        ),
        stacked=True,
        line=Series("Net", (-2.365, 1.533, 2.257, 2.355, 2.355, 2.355)),
    )


def lying(language: Language) -> BarChart:
    return BarChart(
        frame("option_comparison", language),
        (_LONG[language], "Option 2", "Option 3"),
        (Series("NPV", (6.192, -3.534, -22.638)),),
        horizontal=True,
        highlight=(0,),
    )


def stack(language: Language) -> BarChart:
    return BarChart(
        frame("benchmark_scores", language),
        (_LONG[language], "Technology A"),
        tuple(Series(f"Criterion {place}", (0.5 + place / 20, 0.4)) for place in range(7)),
        stacked=True,
        horizontal=True,
        decimals=2,
    )


def groups(language: Language) -> BarChart:
    return BarChart(
        frame("grouped", language),
        ("Option 1", _LONG[language]),
        (Series("Costs", (3.9, 15.6)), Series("Benefits", (10.1, 12.1)), Series("Net", (6.2, -3.5))),
    )


def shares(language: Language) -> ShareChart:
    return ShareChart(frame("budget_split", language), (("Training", 0.38), (_LONG[language], 1.45), ("Other", 0.001)))


def matrix(language: Language) -> MatrixChart:
    many = tuple(f"R{number}" for number in range(10, 40))
    levels = tuple(tuple(_LEVELS[min((a * b) // 5, 3)] for b in range(1, 6)) for a in range(1, 6))
    return MatrixChart(
        frame("risk_matrix", language),
        (MatrixPanel("Before", ((4, 4, ("R01", "R02")), (5, 5, many))), MatrixPanel("After", ((1, 2, ("R01",)),))),
        levels,
        tuple(zip(_LEVELS, _LEVEL_NAMES[language], strict=True)),
        "Likelihood",
        "Impact",
    )


def charts(language: Language) -> list[Chart]:
    makers = (lines, flows, lying, stack, groups, shares, matrix)
    return [make(language) for make in makers]
