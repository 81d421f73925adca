"""S-curves and variance shares: against distributions in closed form, and against the sample's simulation."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from casebuilder import examples
from casebuilder.analysis import Results, analyse
from casebuilder.analysis.simulation import Simulated, shared
from casebuilder.charts.data import CHARTS, describe
from casebuilder.charts.types import BarChart, CurveChart
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.money import CostLine
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from casebuilder.model.uncertainty import SimulationSettings
from casebuilder.spec import BiText
from tests.analysis.small import D, benefit, cost, small
from tests.charts.cases import chart_of

SIMULATED = ("npv_s_curve", "cost_s_curve", "variance_shares")
NEAR = 0.2  # one stratum of the 512 points of a replicate over a width of 100


@pytest.fixture(scope="module")
def sample() -> tuple[Case, Results]:
    case = examples.sample()
    return case, analyse(case)


@pytest.fixture(scope="module")
def run(sample: tuple[Case, Results]) -> Simulated:
    found = shared(*sample, "OPT1")
    assert found is not None
    return found


def uniform(likely: int, low: str, high: str, identifier: str = "C1", **fields: Any) -> CostLine:
    spread = {"low": D(low), "high": D(high), "distribution": "uniform"}
    return cost(likely, identifier=identifier, name=BiText(f"Work {identifier}"), **spread, **fields)


def uncertain(*lines: CostLine, earned: int = 120, **parts: Any) -> Case:
    parts.setdefault("simulation", SimulationSettings(iterations=4096))
    return small(*lines, benefit(earned, 0, 1), horizon=1, **parts)


# -- value -------------------------------------------------------------------------------------------------------------


def test_the_curves_of_the_sample_are_those_of_its_simulation(sample: tuple[Case, Results], run: Simulated) -> None:
    chart = CHARTS["npv_s_curve"](*sample, "en")
    assert isinstance(chart, CurveChart)
    assert [curve.name for curve in chart.curves] == ["After response", "Before response"]
    assert run.before is not None
    for curve, found in zip(chart.curves, (run.simulation.npv, run.before.npv), strict=True):
        assert curve.percentiles == pytest.approx([found.p20 / 1e6, found.p50 / 1e6, found.p80 / 1e6])
        assert [share for _, share in curve.points] == pytest.approx([place / 200 for place in range(1, 200)])
        assert [amount for amount, _ in curve.points] == pytest.approx([x / 1e6 for x in found.curve[1:-1]])
    assert chart.levels == (0.2, 0.5, 0.8)
    assert [guide.text for guide in chart.guides] == ["0", "Base estimate: 6.19"]
    assert chart.frame.title == (
        "With 80% certainty Option 1 is worth at least TWD 4.47 million; a loss has a probability below 0.1%"
    )
    assert chart.frame.unit == (
        "Probability that the net present value of Option 1 is at most so much, "
        "with the risks after and before the response (million TWD)"
    )
    assert chart.frame.caption == (
        "Distribution of the net present value of Option 1 (million TWD); 32,768 iterations, seed 20260101"
    )


def test_the_value_of_the_sample_in_chinese(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["npv_s_curve"](*sample, "zh_TW")
    assert isinstance(chart, CurveChart)
    assert chart.frame.title == "方案一的淨現值有 80% 的機率至少為新臺幣 447 萬元；虧損機率低於 0.1%"
    assert chart.frame.unit == "方案一淨現值不超過該金額的機率，計入回應後及回應前的風險（新臺幣萬元）"
    assert "P20 447；P50 514；P80 578" in describe(chart)


def test_a_uniform_cost_gives_a_straight_curve() -> None:
    chart = chart_of("npv_s_curve", uncertain(uniform(100, "0.5", "1.5")))
    (curve,) = chart.curves
    assert curve.name == ""
    assert curve.percentiles == pytest.approx((-10, 20, 50), abs=NEAR)
    for amount, share in curve.points:
        assert amount == pytest.approx(-30 + 100 * share, abs=NEAR)
    assert [(guide.position, guide.text) for guide in chart.guides] == [(0.0, "0"), (20.0, "Base estimate: 20")]
    assert chart.frame.title == "With 80% certainty A is worth at least TWD −10; a loss has a probability of 30.0%"
    assert chart.frame.unit == "Probability that the net present value of A is at most so much, without risks (TWD)"


@pytest.mark.parametrize(("earned", "chance"), [(40, "above 99.9%"), (160, "below 0.1%"), (149, "of 1.0%")])
def test_no_loss_is_called_impossible_or_certain(earned: int, chance: str) -> None:
    title = chart_of("npv_s_curve", uncertain(uniform(100, "0.5", "1.5"), earned=earned)).frame.title
    assert title.endswith(f"a loss has a probability {chance}")


def test_nought_is_left_out_where_it_would_squeeze_the_curve() -> None:
    chart = chart_of("npv_s_curve", uncertain(uniform(100, "0.9", "1.1"), earned=1000))
    assert [guide.text for guide in chart.guides] == ["Base estimate: 900"]


RISK = Risk(id="R1", name=BiText("Storm"), options=("A",), probability=D("0.5"), cost_if_occurs=D(40))


@pytest.mark.parametrize(
    ("assessment", "words"),
    [("residual", "with the risks after the response"), ("inherent", "with the risks before the response")],
)
def test_responses_that_change_nothing_leave_one_curve(assessment: str, words: str) -> None:
    settings = SimulationSettings(iterations=4096, assessment=assessment)
    chart = chart_of("npv_s_curve", uncertain(uniform(100, "0.5", "1.5"), risks=(RISK,), simulation=settings))
    assert [curve.name for curve in chart.curves] == [""]
    assert words in chart.frame.unit


# -- cost --------------------------------------------------------------------------------------------------------------


def set_aside(amount: int) -> CostLine:
    return cost(amount, identifier="C9", type="contingency", name=BiText("Contingency"))


def test_the_cost_of_the_sample_is_held_against_its_contingency(sample: tuple[Case, Results], run: Simulated) -> None:
    chart = CHARTS["cost_s_curve"](*sample, "en")
    assert isinstance(chart, CurveChart)
    assert run.simulation.contingency is not None
    total = run.simulation.total_cost
    assert chart.curves[0].percentiles == pytest.approx((total.p50 / 1e6, total.p80 / 1e6))
    assert [guide.text for guide in chart.guides] == ["Base cost: 4.05", "With the money set aside: 4.27"]
    assert [guide.position for guide in chart.guides] == pytest.approx([4.05, 4.265])
    assert run.simulation.contingency.p80 == pytest.approx(1.017e6, rel=5e-3)  # as an independent calculation has it
    assert (
        chart.frame.title == "80% certainty takes TWD 1.02 million beyond the base cost; only TWD 215,000 is set aside"
    )


@pytest.mark.parametrize("with_risks", [True, False])
@pytest.mark.parametrize(
    ("aside", "title"),
    [
        (0, "80% certainty takes TWD 30 beyond the base cost, and nothing is set aside"),
        (20, "80% certainty takes TWD 30 beyond the base cost; only TWD 20 is set aside"),
        (40, "80% certainty takes TWD 30 beyond the base cost; the TWD 40 set aside is enough"),
    ],
)
def test_money_set_aside_is_no_part_of_the_cost_that_it_is_for(aside: int, title: str, with_risks: bool) -> None:
    settings = SimulationSettings(iterations=4096, with_risks=with_risks)
    chart = chart_of("cost_s_curve", uncertain(uniform(100, "0.5", "1.5"), set_aside(aside), simulation=settings))
    assert chart.curves[0].percentiles == pytest.approx((100, 130), abs=NEAR)
    assert [guide.position for guide in chart.guides] == ([100, 100 + aside] if aside else [100])
    assert chart.frame.title == title


def test_a_cost_that_can_only_fall_needs_no_money_set_aside() -> None:
    chart = chart_of("cost_s_curve", uncertain(uniform(100, "0.5", "1"), set_aside(10)))
    assert chart.frame.title == "With 80% certainty the cost stays within its base of TWD 100"
    chinese = chart_of("cost_s_curve", uncertain(uniform(100, "0.5", "1"), set_aside(10)), "zh_TW")
    assert chinese.frame.title == "成本有 80% 的機率不超過基準成本新臺幣 100 元"


# -- shares ------------------------------------------------------------------------------------------------------------


def test_the_shares_of_the_sample_sum_to_a_hundred(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["variance_shares"](*sample, "en")
    assert isinstance(chart, BarChart)
    values = [value or 0.0 for value in chart.series[0].values]
    assert len(values) == 9
    assert sum(values) == pytest.approx(100)
    assert values[:8] == sorted(values[:8], reverse=True)
    assert chart.categories[1] == "R03 Freed agent time is not turned into savings"
    assert chart.categories[-1] == "25 others"
    assert (
        chart.frame.title
        == "“More of these calls that finish in self-service” accounts for 19% of the uncertainty of Option 1"
    )
    chinese = CHARTS["variance_shares"](*sample, "zh_TW")
    assert isinstance(chinese, BarChart)
    assert chinese.categories[-1] == "其他 25 項"
    assert chinese.frame.title == "方案一的不確定性有 19% 來自「其中新增之自助完成比率」"


def test_of_independent_lines_the_shares_are_those_of_their_variances() -> None:
    """The variance of a uniform amount grows with the square of its width: 40 and 20 wide give 4 to 1."""
    chart = chart_of("variance_shares", uncertain(uniform(100, "0.9", "1.1"), uniform(100, "0.8", "1.2", "C2")))
    assert chart.categories == ("Work C2", "Work C1")
    assert chart.series[0].values == pytest.approx((80, 20), abs=0.1)
    assert chart.highlight == (0,)
    assert chart.frame.title == "“Work C2” accounts for 80% of the uncertainty of A"


def test_a_risk_is_one_driver_whatever_it_does() -> None:
    """Storm has three drivers in the model: whether it comes, what it costs, and its share of the work."""
    size = {"cost_low": D(20), "cost_high": D(60), "line_share": D("0.2"), "line_share_high": D("0.4")}
    risk = dataclasses.replace(RISK, lines=("C1",), **size)
    chart = chart_of("variance_shares", uncertain(cost(100), risks=(risk,)))
    assert chart.categories == ("R1 Storm",)
    assert chart.series[0].values == pytest.approx((100,))


def test_the_delay_is_a_driver_too() -> None:
    late = Option(id="A", delay_high=D(6))
    chart = chart_of("variance_shares", uncertain(cost(100), options=(late,)))
    assert chart.categories == ("Delay of all benefits",)


# -- nothing to show ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SIMULATED)
@pytest.mark.parametrize(
    "case",
    [uncertain(cost(100)), uncertain(cost(0), earned=0), uncertain(set_aside(10), earned=0), small(horizon=0)],
    ids=["certain", "nought", "contingency alone", "no lines"],
)
def test_what_is_certain_has_no_curve(name: str, case: Case) -> None:
    assert chart_of(name, case) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_recommendation_the_option_of_the_highest_value_is_simulated(language: Language) -> None:
    case = uncertain(uniform(100, "0.5", "1.5"), options=(Option(id="A"), Option(id="B")))
    case = dataclasses.replace(case, recommendation=dataclasses.replace(case.recommendation, option=""))
    assert chart_of("npv_s_curve", case, language).guides[-1].position == 20.0
