"""The value adjusted for risks, the exposures, and funding against need."""

from __future__ import annotations

from typing import Any

import pytest

from casebuilder import examples
from casebuilder.analysis import Results, analyse
from casebuilder.charts.data import CHARTS
from casebuilder.charts.types import BarChart, ExposureChart, WaterfallChart
from casebuilder.model.case import Case
from casebuilder.model.money import FundingSource
from casebuilder.model.risks import Risk
from casebuilder.spec import BiText
from tests.analysis.small import D, benefit, cost, flows, small
from tests.charts.cases import chart_of


@pytest.fixture(scope="module")
def sample() -> tuple[Case, Results]:
    case = examples.sample()
    return case, analyse(case)


def risk(identifier: str, probability: str, amount: int, **changes: Any) -> Risk:
    values = {"probability": D(probability), "cost_if_occurs": D(amount), "options": ("A",)}
    return Risk(id=identifier, name=BiText(f"Risk {identifier}", f"風險 {identifier}"), **(values | changes))


def risky(*risks: Risk, earned: int = 160, aside: int = 0) -> Case:
    spare = cost(aside, identifier="C9", type="contingency")
    return small(cost(100), spare, benefit(earned, 0, 1), horizon=1, risks=risks)


# -- the adjusted value ------------------------------------------------------------------------------------------------


def test_the_steps_of_the_sample_lead_from_one_value_to_the_other(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["risk_adjustment"](*sample, "en")
    assert isinstance(chart, WaterfallChart)
    first, *changes, last = chart.steps
    assert (first.name, first.value) == ("Net present value", pytest.approx(6.19216939))
    assert (last.name, last.value) == ("Risk-adjusted net present value", pytest.approx(5.54507994))
    assert first.is_level
    assert last.is_level
    assert first.value + sum(step.value for step in changes) == pytest.approx(last.value)
    assert [step.name for step in changes] == [
        "Money set aside for risks",
        "R03 Freed agent time is not turned into savings",
        "R01 ACD, CTI and IVR leave vendor support on 30 June 2027",
        "R02 Self-service is used less than planned",
        "R08 Agents resist split shifts",
        "R05 Calls to people who refused marketing",
        "Other risks",
        "Optimism bias",
    ]
    assert [step.value for step in changes][:2] == pytest.approx([0.215, -0.219074], abs=1e-6)
    assert changes[-1].value == pytest.approx(-0.317034, abs=1e-6)
    assert chart.frame.title == (
        "Risks and optimism bias take TWD 647,089 off the net present value of Option 1; TWD 5.55 million remains"
    )


def test_the_adjusted_value_of_the_sample_in_chinese(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["risk_adjustment"](*sample, "zh_TW")
    assert isinstance(chart, WaterfallChart)
    assert chart.steps[-1].name == "風險調整後淨現值"
    assert chart.frame.title == "風險與樂觀偏誤使方案一的淨現值減少新臺幣 64.7 萬元，仍有新臺幣 555 萬元"


def test_an_opportunity_adds_to_the_value_and_the_largest_effect_comes_first() -> None:
    chart = chart_of("risk_adjustment", risky(risk("R1", "0.5", 20), risk("R2", "0.5", 60, kind="opportunity")))
    assert [(step.name, step.value) for step in chart.steps] == [
        ("Net present value", 60.0),
        ("R2 Risk R2", 30.0),
        ("R1 Risk R1", -10.0),
        ("Risk-adjusted net present value", 80.0),
    ]
    assert chart.frame.title == "With risks and optimism bias A is worth TWD 80"


def test_a_value_that_risks_turn_negative_is_said_to() -> None:
    chart = chart_of("risk_adjustment", risky(risk("R1", "0.5", 200), aside=10))
    assert [step.value for step in chart.steps] == [50.0, 10.0, -100.0, -40.0]
    assert chart.frame.title == "With risks and optimism bias the net present value of A turns negative: TWD −40"


def test_where_nothing_is_adjusted_there_is_no_waterfall() -> None:
    assert chart_of("risk_adjustment", risky(risk("R1", "0", 200), risk("R2", "0.5", 20, status="closed"))) is None


# -- exposures ---------------------------------------------------------------------------------------------------------


def test_the_exposures_of_the_sample_multiply_to_its_expected_costs(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["risk_exposure"](*sample, "en")
    assert isinstance(chart, ExposureChart)
    assert len(chart.exposures) == 13
    for item in chart.exposures:
        expected = sample[1].risks[item.id].expected
        assert expected is not None
        assert item.probability * item.impact * 1e6 == pytest.approx(float(expected))
    values = [item.probability * item.impact for item in chart.exposures]
    assert values == sorted(values, reverse=True)
    assert chart.frame.title == "Three of 13 risks (R01, R07, R03) carry 56% of the expected cost"
    assert sum(values[:3]) / sum(values) == pytest.approx(0.56, abs=0.005)
    assert chart.impact_label == "Impact (million TWD)"


def test_risks_that_cannot_cost_anything_are_left_out() -> None:
    risks = (
        risk("R1", "0.5", 40),
        risk("R2", "0", 40),
        risk("R3", "0.5", 0),
        risk("R4", "0.5", 400, status="closed"),
        risk("R5", "0.5", 400, kind="opportunity"),
        risk("R6", "0.25", 60),
    )
    chart = chart_of("risk_exposure", risky(*risks))
    assert [(item.id, item.probability, item.impact) for item in chart.exposures] == [("R1", 0.5, 40), ("R6", 0.25, 60)]
    assert chart.frame.title == "“Risk R1” weighs most, with an expected cost of TWD 20"
    assert (
        chart_of("risk_exposure", risky(*risks), "zh_TW").frame.title == "「風險 R1」最為重大，期望成本為新臺幣 20 元"
    )
    assert chart_of("risk_exposure", risky(*risks[1:5])) is None


def test_what_occurs_several_times_is_certain_with_the_cost_of_all_its_times() -> None:
    chart = chart_of("risk_exposure", risky(risk("R1", "0.5", 40, frequency=D(3))))
    (item,) = chart.exposures
    assert (item.probability, item.impact) == (1.0, 120.0)


# -- funding -----------------------------------------------------------------------------------------------------------


def funded(*sources: tuple[str, tuple[int, ...]], **parts: Any) -> Case:
    return small(
        cost(100, 40, 40),
        benefit(90, 0, 1, 1),
        horizon=2,
        funding_sources=tuple(
            FundingSource(id=f"F{place}", status=status, amounts=flows(*amounts))
            for place, (status, amounts) in enumerate(sources)
        ),
        **parts,
    )


def test_the_funding_of_the_sample_covers_its_cost(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["affordability"](*sample, "en")
    assert isinstance(chart, BarChart)
    assert [series.name for series in chart.series] == ["Confirmed funding"]
    assert chart.line is not None
    assert chart.line.values == (2.365, 0.38, 0.38, 0.38, 0.38, 0.38)
    assert chart.frame.title == "Confirmed funding covers Option 1 in every year"
    chinese = CHARTS["affordability"](*sample, "zh_TW")
    assert chinese is not None
    assert chinese.frame.title == "已確認經費足以支應方案一各年成本"


def test_a_gap_fills_the_stack_up_to_the_cost() -> None:
    chart = chart_of("affordability", funded(("confirmed", (100, 20)), ("expected", (0, 10)), ("asked", (0, 5))))
    assert [(series.name, series.values) for series in chart.series] == [
        ("Confirmed funding", (100, 20, 0)),
        ("Expected funding", (0, 15, 0)),
        ("Without funding", (0, 5, 40)),
    ]
    assert chart.line.values == (100, 40, 40)
    assert chart.frame.title == "TWD 45 of the cost of A has no funding, from 2027 on"


def test_funding_that_is_only_expected_is_named() -> None:
    case = funded(("confirmed", (100, 40)), ("expected", (0, 0, 40)))
    assert (
        chart_of("affordability", case).frame.title
        == "A depends on TWD 40 of funding that is only expected, from 2028 on"
    )
    assert chart_of("affordability", case, "zh_TW").frame.title == "2028 年起，A有新臺幣 40 元須仰賴尚未確認的預期經費"


def test_funding_by_quarter_is_shown_by_year() -> None:
    case = small(
        cost(10, 10, 10, 10, 5),
        benefit(90, 0, 1, 1),
        horizon=1,
        rules={"period": "quarter"},
        funding_sources=(FundingSource(id="F1", status="confirmed", amounts=flows(10, 10, 10, 4)),),
    )
    chart = chart_of("affordability", case)
    assert chart.categories == ("2026", "2027")
    assert [series.values for series in chart.series] == [(34, 0), (6, 5)]
    assert chart.line.values == (40, 5)
    assert chart.frame.title == "TWD 11 of the cost of A has no funding, from 2026 on"


def test_without_funding_there_is_no_chart() -> None:
    assert chart_of("affordability", funded()) is None
