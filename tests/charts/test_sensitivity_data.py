"""Tornado, profile over the discount rate, delay and scenarios: numbers worked out by hand, and the sample's."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from casebuilder import examples
from casebuilder.analysis import Results, analyse
from casebuilder.charts.data import CHARTS, describe
from casebuilder.charts.types import BarChart, LineChart, ProfileChart, TornadoChart
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.uncertainty import BenefitDriver, Scenario, ScenarioChange
from casebuilder.spec import BiText
from tests.analysis.small import D, benefit, cost, small
from tests.charts.cases import chart_of


@pytest.fixture(scope="module")
def sample() -> tuple[Case, Results]:
    case = examples.sample()
    return case, analyse(case)


WORK = {"name": BiText("Work", "施工")}
TIME = {"name": BiText("Time: saved at the counter", "工時：櫃檯節省")}


def paying(value: int = 60, **parts: Any) -> Case:
    """100 at first and so much in each of two years: an NPV of 20 without discounting."""
    return small(cost(100, **WORK), benefit(value, 0, 1, 1, **TIME), horizon=2, **parts)


def ranged(low: str, high: str, **parts: Any) -> Case:
    line = cost(100, low=D(low), high=D(high), **WORK)
    return dataclasses.replace(paying(**parts), cost_lines=(line,))


# -- tornado -----------------------------------------------------------------------------------------------------------


def test_the_tornado_of_the_sample_shows_the_ten_widest_drivers(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["tornado"](*sample, "en")
    assert isinstance(chart, TornadoChart)
    assert len(chart.swings) == 10
    widest = chart.swings[0]
    assert widest.name == "More of these calls that finish in self-service (Calls handled by self-service)"
    assert widest.reach == "−40% / +20%"
    assert (widest.at_low, widest.at_high) == pytest.approx((4.958247, 6.809131), abs=1e-6)
    ends = [(one.at_low, one.at_high, chart.base) for one in chart.swings]
    widths = [max(three) - min(three) for three in ends]
    assert widths == sorted(widths, reverse=True)
    assert chart.base == pytest.approx(6.19216939, abs=1e-8)
    assert chart.base_label == "Base estimate: 6.19"
    assert chart.frame.unit == "Net present value of Option 1, the 10 of 24 drivers that move it most (million TWD)"
    assert chart.frame.title == (
        "“More of these calls that finish in self-service” matters most: "
        "the net present value lies between TWD 4.96 million and TWD 6.81 million"
    )


def test_the_tornado_of_the_sample_in_chinese(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["tornado"](*sample, "zh_TW")
    assert isinstance(chart, TornadoChart)
    assert chart.end_names == ("影響因素取低值", "影響因素取高值")
    assert chart.base_label == "基準估計：619"
    delay = next(swing for swing in chart.swings if swing.name == "全部效益延後")
    assert delay.reach == "0 至 3 個月"
    assert (delay.at_low, delay.at_high) == pytest.approx((619.2169, 557.4708), abs=1e-4)
    assert chart.frame.title == "「其中新增之自助完成比率」的影響最大：淨現值介於新臺幣 496 萬元與新臺幣 681 萬元之間"


def test_a_cost_swings_against_its_change() -> None:
    chart = chart_of("tornado", ranged("0.9", "1.2"))
    (swing,) = chart.swings
    assert (swing.name, swing.reach, swing.at_low, swing.at_high) == ("Work", "−10% / +20%", 30.0, 0.0)
    assert chart.frame.title == "“Work” matters most: the net present value lies between TWD 0 and TWD 30"
    assert chart.frame.unit == "Net present value of A, one driver at a time (TWD)"


def test_a_driver_that_turns_the_answer_is_named() -> None:
    chart = chart_of("tornado", ranged("0.875", "1.5"))
    assert chart.swings[0].reach == "−12.5% / +50%"
    assert chart.frame.title == (
        "“Work” alone can turn the net present value negative: it lies between TWD −30 and TWD 33"
    )


def test_a_factor_goes_by_the_name_of_its_benefit_up_to_the_colon() -> None:
    factor = BenefitDriver(id="F1", benefit="B1", name=BiText("Calls"), likely=D(50), low=D(25), high=D(55))
    chart = chart_of("tornado", paying(benefit_drivers=(factor,)))
    (swing,) = chart.swings
    assert (swing.name, swing.reach) == ("Calls (Time)", "−50% / +10%")
    assert (swing.at_low, swing.at_high) == (-40.0, 32.0)


def test_the_delay_of_the_benefits_is_a_driver_in_months() -> None:
    late = Option(id="A", delay_low=D(0), delay_likely=D("1.5"), delay_high=D(6))
    chart = chart_of("tornado", paying(options=(late,)))
    (swing,) = chart.swings
    assert (swing.name, swing.reach) == ("Delay of all benefits", "0 to 6 months")
    assert (swing.at_low, swing.at_high) == (20.0, -10.0)


def test_without_ranges_there_is_no_tornado() -> None:
    assert chart_of("tornado", paying()) is None


# -- the discount rate -------------------------------------------------------------------------------------------------


def value_at(rate: float, flows: tuple[float, ...], shift: float = 0.0) -> float:
    return sum(flow / (1 + rate) ** max(period - shift, 0.0) for period, flow in enumerate(flows))


def test_the_profile_of_the_sample_is_the_present_value_of_its_flows(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["npv_profile"](*sample, "en")
    assert isinstance(chart, ProfileChart)
    assert [curve.name for curve in chart.curves] == ["Option 1", "Option 2", "Option 3", "Option 4"]
    assert [curve.emphasis for curve in chart.curves] == [True, False, False, False]
    for curve, result in zip(chart.curves, list(sample[1].options.values())[1:], strict=True):
        flows = tuple(float(flow) / 1e6 for flow in result.appraisal.net_flows)
        for rate, value in curve.points:
            assert value == pytest.approx(value_at(rate, flows), abs=1e-9)
    (mark,) = chart.marks
    assert (mark.position, mark.value) == (pytest.approx(0.7772994955), 0.0)
    assert mark.text == "Internal rate of return: 77.7%"
    assert [(guide.position, guide.text) for guide in chart.guides] == [(0.08, "Discount rate: 8%")]
    assert chart.frame.title == "The net present value of Option 1 stays positive up to a discount rate of 77.7%"


def test_the_profile_of_the_sample_in_chinese(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["npv_profile"](*sample, "zh_TW")
    assert isinstance(chart, ProfileChart)
    assert chart.frame.title == "折現率低於 77.7% 時，方案一的淨現值皆為正"
    assert (chart.marks[0].text, chart.guides[0].text) == ("內部報酬率：77.7%", "折現率：8%")


def with_flows(costs: tuple[int, ...], value: int, *ramp: int, **parts: Any) -> Case:
    return small(cost(*costs), benefit(value, *ramp), horizon=len(costs) - 1, **parts)


@pytest.mark.parametrize(
    ("case", "title", "roots"),
    [
        (
            with_flows((1000, 0, 1320), 2300, 0, 1, 0),
            "The net present value of A is nought at several discount rates: 10%, 20%",
            [0.1, 0.2],
        ),
        (
            with_flows((0, 110, 0), 100, 1, 0, 0),
            "The net present value of A is positive only above a discount rate of 10%",
            [0.1],
        ),
        (
            with_flows((100, 0), 1000, 0, 1),
            "The net present value of A is positive at every discount rate shown",
            [],
        ),
        (
            with_flows((100, 0), 50, 0, 1),
            "The net present value of A is negative at every discount rate shown",
            [],
        ),
        (
            with_flows((100, 0, 121), 220, 0, 1, 0),
            "The net present value of A is nought at a discount rate of 10%",
            [0.1],
        ),
    ],
    ids=["two roots", "borrowing", "root far outside", "never worth it", "one touch"],
)
def test_the_profile_says_where_the_value_is_nought(case: Case, title: str, roots: list[float]) -> None:
    chart = chart_of("npv_profile", case)
    assert chart.frame.title == title
    assert [mark.position for mark in chart.marks] == pytest.approx(roots)


def test_of_several_roots_none_is_called_the_internal_rate() -> None:
    chart = chart_of("npv_profile", with_flows((1000, 0, 1320), 2300, 0, 1, 0))
    assert [mark.text for mark in chart.marks] == ["10%", "20%"]


def test_at_another_timing_the_marks_lie_on_the_curve_that_is_drawn() -> None:
    chart = chart_of("npv_profile", with_flows((113, 0, 0), 60, 0, 1, 1, profile={"timing": "mid"}))
    (mark,) = chart.marks
    assert value_at(mark.position, (-113.0, 60.0, 60.0), 0.5) == pytest.approx(0.0, abs=1e-9)
    assert mark.text == f"{100 * mark.position:.1f}%"
    assert chart.frame.title.endswith(mark.text)


def test_the_guide_of_a_schedule_says_that_it_is_the_first_of_several_rates() -> None:
    case = paying(profile={"discount_schedule": "green_book", "discount_rate": None})
    assert chart_of("npv_profile", case).guides[0].text == "Discount rate of the first years: 3.5%"


def test_without_any_amount_there_is_no_profile() -> None:
    assert chart_of("npv_profile", with_flows((0, 0), 0, 0, 1)) is None


# -- delay -------------------------------------------------------------------------------------------------------------


def test_the_cost_of_delay_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["delay_cost"](*sample, "en")
    assert isinstance(chart, LineChart)
    assert chart.categories == ("0", "12", "24", "36", "48", "60", "72")
    assert chart.series[0].values[:4] == pytest.approx((6.192169, 3.722324, 1.435429, -0.682065), abs=1e-6)
    assert chart.frame.title == (
        "Each month of delay within the first year costs Option 1 TWD 205,820; "
        "after 32.1 months its net present value is lost"
    )


def test_a_delay_moves_the_benefits_and_not_the_costs() -> None:
    chart = chart_of("delay_cost", paying())
    assert chart.series[0].values == (20.0, -40.0, -100.0, -100.0)
    (mark,) = chart.marks
    assert (mark.position, mark.value, mark.text) == (pytest.approx(1 / 3), 0.0, "Nought at 4 months")
    assert chart.category_label == "Months of delay"


def test_a_delay_in_chinese() -> None:
    chart = chart_of("delay_cost", paying(), "zh_TW")
    assert chart.frame.title == "第一年內每延後一個月，A減少新臺幣 5 元；延後 4 個月，淨現值即歸零"
    assert chart.marks[0].text == "延後 4 個月時為零"


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (
            paying(48),
            (
                "Each month of delay within the first year costs A TWD 4, "
                "and its net present value is negative without any"
            ),
        ),
        (small(benefit(60, 0, 1, 1), horizon=2), "Each month of delay within the first year costs A TWD 5"),
        (small(cost(10), benefit(60, 0, 1, 0), horizon=2), "Benefits that come late cost A nothing"),
    ],
    ids=["negative already", "without costs", "nothing falls beyond the horizon"],
)
def test_a_delay_without_a_turning_point(case: Case, title: str) -> None:
    chart = chart_of("delay_cost", case)
    assert chart.frame.title == title


def test_long_monthly_delays_are_shown_by_year() -> None:
    ramp = (0, *[1] * 36)
    case = small(cost(100), benefit(120, *ramp), horizon=3, rules={"period": "month"})
    chart = chart_of("delay_cost", case)
    assert chart.categories == ("0", "12", "24", "36")
    assert chart.series[0].values == (260.0, 140.0, 20.0, -100.0)
    assert chart.marks[0].position == pytest.approx(26 / 12)


def test_without_benefits_a_delay_costs_nothing() -> None:
    assert chart_of("delay_cost", small(cost(100))) is None


# -- scenarios ---------------------------------------------------------------------------------------------------------


def test_the_scenarios_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["scenario_comparison"](*sample, "en")
    assert isinstance(chart, BarChart)
    assert chart.categories == (
        "Base",
        "Everything goes well",
        "Everything goes badly",
        "One year late",
        "Self-service stalls",
    )
    assert [series.name for series in chart.series] == ["Option 1", "Option 2", "Option 3", "Option 4"]
    assert chart.series[0].emphasis
    assert chart.series[0].values == pytest.approx((6.192169, 11.013524, 0.744635, 3.722324, 3.582671), abs=1e-6)
    assert [series.values[0] for series in chart.series[1:]] == pytest.approx(
        (-3.534274, -22.637533, 1.225182), abs=1e-6
    )
    assert chart.frame.title == "Option 1 stays ahead and above nought in all 5 scenarios"


def test_the_focus_option_stands_first(sample: tuple[Case, Results]) -> None:
    case = dataclasses.replace(sample[0], recommendation=dataclasses.replace(sample[0].recommendation, option="OPT4"))
    chart = chart_of("scenario_comparison", case)
    assert [series.name for series in chart.series] == ["Option 4", "Option 1", "Option 2", "Option 3"]
    assert chart.frame.title == "Option 4 is ahead in none of the 5 scenarios"


def test_a_case_without_scenarios_is_shown_in_the_usual_three() -> None:
    chart = chart_of("scenario_comparison", ranged("0.9", "1.15"))
    assert chart.categories == ("Base", "Optimistic", "Pessimistic")
    assert chart.series[0].values == (20.0, 30.0, 5.0)
    assert chart.frame.title == "A stays above nought in all 3 scenarios"
    chinese = chart_of("scenario_comparison", ranged("0.9", "1.15"), "zh_TW")
    assert chinese.frame.title == "A的淨現值在全部 3 種情境中均為正"


def scenario(key: str, name: str, change: str) -> Scenario:
    return Scenario(id=key, name=BiText(name), kind="own", costs_change=D(change))


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (("0", "0.5"), "A falls below nought in “S2”"),
        (("0", "0.5", "0.6"), "A falls below nought in “S2” and “S3”"),
        (("0", "0.5", "0.6", "0.7"), "A falls below nought in 3 of 4 scenarios"),
        (("0.5", "0.6", "0.7"), "A falls below nought in every scenario"),
    ],
)
def test_scenarios_that_turn_the_answer_are_named(changes: tuple[str, ...], title: str) -> None:
    scenarios = tuple(scenario(f"S{place}", f"S{place}", change) for place, change in enumerate(changes, 1))
    assert chart_of("scenario_comparison", paying(scenarios=scenarios)).frame.title == title


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ("1", "A stays ahead except in “Dear”"),
        ("0.25", "A stays ahead in all 2 scenarios, but falls below nought in “Dear”"),
    ],
)
def test_another_option_may_be_ahead(change: str, title: str) -> None:
    """Option A is worth 20 as planned; option B costs 50 and brings nothing in either scenario."""
    case = paying(
        options=(Option(id="A"), Option(id="B")),
        scenarios=(scenario("S1", "As planned", "0"), scenario("S2", "Dear", "0")),
        scenario_changes=(ScenarioChange(scenario="S2", line="C1", change=D(change)),),
    )
    other = cost(50, option="B", identifier="C2")
    case = dataclasses.replace(case, cost_lines=(*case.cost_lines, other))
    assert chart_of("scenario_comparison", case).frame.title == title


def test_without_any_amount_there_are_no_scenarios() -> None:
    assert chart_of("scenario_comparison", with_flows((0, 0), 0, 0, 1)) is None


def test_a_profile_is_described_by_rates_and_its_root() -> None:
    text = describe(chart_of("npv_profile", with_flows((100, 0), 110, 0, 1)))
    assert "A: 0% 10; " in text
    assert text.endswith("Internal rate of return: 10%. Discount rate: 0%.")
