"""Charts with everything that is hard to draw, in both languages."""

from __future__ import annotations

import math

from casebuilder.charts.types import (
    BarChart,
    Chart,
    Curve,
    CurveChart,
    Distribution,
    Exposure,
    ExposureChart,
    Frame,
    Guide,
    LineChart,
    Mark,
    MatrixChart,
    MatrixPanel,
    ProfileChart,
    Series,
    ShareChart,
    Step,
    Swing,
    TornadoChart,
    WaterfallChart,
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


def tornado(language: Language) -> TornadoChart:
    ends = {"en": ("Driver at its low end", "Driver at its high end"), "zh_TW": ("參數取下限", "參數取上限")}
    base = {"en": "Base estimate: 6.2", "zh_TW": "基準估計：6.2"}
    return TornadoChart(
        frame("tornado", language),
        (
            Swing(_LONG[language], "−40% / +20%", -2.15, 9.8),
            Swing("Licence price", "−10% / +20%", 7.9, 2.9),
            Swing("Discount rate", "2% / 6%", 7.1, 5.3),
            Swing("Start", "0 / +12", 6.19, 4.4),
            Swing("Exchange rate", "28 / 36", 5.2, 5.7),
            Swing("Churn", "±1%", 6.19, 6.19),
        ),
        6.19,
        base[language],
        ends[language],
    )


def _bell(middle: float, width: float) -> tuple[tuple[float, float], ...]:
    places = [middle + width * step / 10 for step in range(-30, 31)]
    return tuple((place, 0.5 * (1 + math.erf((place - middle) / width / math.sqrt(2)))) for place in places)


def _distribution(name: str, middle: float, width: float) -> Distribution:
    return Distribution(name, _bell(middle, width), tuple(middle + width * z for z in (-1.2816, 0.0, 0.8416)))


def curves(language: Language) -> CurveChart:
    return CurveChart(
        frame("s_curve", language),
        (_distribution(_LONG[language], 5.1, 1.9), _distribution("After", 5.6, 1.2), _distribution("Exact", 5.58, 1.2)),
        guides=(Guide(0.0, "Nought: 1% below"), Guide(6.19, "Base estimate: 6.2"), Guide(6.3, "Approved: 6.3")),
        amount_label="NPV",
    )


def curve(language: Language) -> CurveChart:
    label = {"en": "Base estimate: 10.9", "zh_TW": "基準估計：10.9"}
    return CurveChart(
        frame("cost_curve", language), (_distribution("", 12.6, 1.1),), guides=(Guide(10.9, label[language]),)
    )


def profile(language: Language) -> ProfileChart:
    def npv(flows: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
        rates = [step / 100 for step in range(61)]
        return tuple((rate, sum(flow / (1 + rate) ** t for t, flow in enumerate(flows))) for rate in rates)

    name = _OPTION[language].format
    return ProfileChart(
        frame("npv_profile", language),
        (
            Curve(name(1), npv((-4.4, 1.5, 2.26, 2.36, 2.36, 2.36)), emphasis=True),
            Curve(_LONG[language], npv((-6.0, 0.5, 1.9, 2.3, 2.3, 2.3))),
            Curve(name(3), npv((-1.6, 10.0, -10.0))),
        ),
        (Mark(0.3671, 0.0, "37%"), Mark(0.1405, 0.0, "IRR 14%"), Mark(0.25, 0.0, "IRR 25%")),
        (Guide(0.035, {"en": "Discount rate 3.5%", "zh_TW": "折現率 3.5%"}[language]),),
        {"en": "Discount rate", "zh_TW": "折現率"}[language],
    )


def waterfall(language: Language) -> WaterfallChart:
    return WaterfallChart(
        frame("risk_adjustment", language),
        (
            Step("NPV", 6.19, is_level=True),
            Step(f"R01 {_LONG[language]}", -2.4),
            Step("R02", -1.31),
            Step("Other risks", -3.05),
            Step("Opportunities", 0.4),
            Step("Risk-adjusted NPV", -0.17, is_level=True),
            Step("Optimism bias", -1.6),
            Step("Prudent NPV", -1.77, is_level=True),
        ),
        decimals=2,
    )


def exposures(language: Language) -> ExposureChart:
    names = (_LONG[language], "Supplier", "Late", "Staff", "Law", "Data", "Fire")
    points = ((0.5, 4.0), (0.3, 2.0), (0.3, 2.0), (0.3, 2.05), (0.1, 2.0), (1.0, 0.05), (0.004, 40.0))
    words = {
        "en": ("Probability", "Impact (million TWD)", "Equal expected cost (million TWD)"),
        "zh_TW": ("發生機率", "衝擊（新臺幣百萬元）", "期望成本相同（新臺幣百萬元）"),
    }
    risks = (
        Exposure(f"R{place:02}", name, *point) for place, (name, point) in enumerate(zip(names, points, strict=True))
    )
    return ExposureChart(frame("exposure", language), tuple(risks), *words[language], decimals=2)


def charts(language: Language) -> list[Chart]:
    makers = (lines, flows, lying, stack, groups, shares, matrix)
    uncertain = (tornado, curves, curve, profile, waterfall, exposures)
    return [make(language) for make in (*makers, *uncertain)]
