"""The data of the charts: the sample's exact numbers, the finding in words, and what happens without data."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from casebuilder import examples
from casebuilder.analysis import Results, analyse
from casebuilder.charts.data import CHARTS, caption, describe
from casebuilder.charts.types import BarChart, Chart, LineChart, MatrixChart, ShareChart
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.money import CostLine
from casebuilder.model.new import new_case
from casebuilder.model.options import Option
from casebuilder.model.profile import Profile, Recommendation
from casebuilder.model.risks import RiskBand
from casebuilder.model.rules import Rules
from casebuilder.spec import BiText
from tests.charts.cases import chart_of, risk, small


@pytest.fixture(scope="module")
def sample() -> tuple[Case, Results]:
    case = examples.sample()
    return case, analyse(case)


# -- the sample, number by number --------------------------------------------------------------------------------------


def test_cumulative_cash_flow_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["cumulative_cash_flow"](*sample, "en")
    assert isinstance(chart, LineChart)
    assert [series.name for series in chart.series] == ["Do nothing", "Option 1", "Option 2", "Option 3", "Option 4"]
    assert chart.series[1].values == (-2.365, -0.832429, 1.424086, 3.779213, 6.13434, 8.489467)
    assert [series.emphasis for series in chart.series] == [False, True, False, False, False]
    assert chart.series[0].values == (0.0,) * 6
    assert chart.frame.title == "Option 1 pays back in 1.4 years and is TWD 8.49 million ahead after 5 years"
    assert chart.frame.unit == "Cumulative net cash flow, not discounted (million TWD)"
    assert chart.marks[0].position == pytest.approx(1.3689, abs=1e-4)
    assert (chart.marks[0].value, chart.marks[0].text) == (0.0, "Payback: 1.4 years")


def test_costs_and_benefits_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["cost_benefit_by_year"](*sample, "en")
    assert isinstance(chart, BarChart)
    assert chart.line is not None
    benefits, costs = chart.series
    assert benefits.values == (0.0, 1.912571, 2.636515, 2.735127, 2.735127, 2.735127)
    assert costs.values == (-2.365, -0.38, -0.38, -0.38, -0.38, -0.38)
    assert chart.line.values == (-2.365, 1.532571, 2.256515, 2.355127, 2.355127, 2.355127)
    assert chart.frame.title.startswith("From 2027 on, Option 1 brings more than it costs")


def test_values_of_the_options_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["option_comparison"](*sample, "en")
    assert isinstance(chart, BarChart)
    assert chart.series[0].values == pytest.approx((0.0, 6.19216939, -3.53427398, -22.63753339, 1.22518242), abs=1e-8)
    assert chart.highlight == (1,)
    assert chart.categories[1] == "Option 1: Optimise the current system only"
    assert chart.frame.title == (
        "Option 1 creates the most value, TWD 6.19 million; the net present value of Option 2 and Option 3 is negative"
    )
    assert chart.frame.unit == "Net present value at 8% (million TWD)"


def test_risk_matrix_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["risk_matrix"](*sample, "en")
    assert isinstance(chart, MatrixChart)
    before, after = chart.panels
    assert before.cells == (
        (2, 4, ("R09",)),
        (2, 5, ("R05", "R07", "R11")),
        (3, 2, ("R15",)),
        (3, 3, ("R08", "R10", "R13", "R14")),
        (3, 4, ("R02", "R04", "R06")),
        (4, 3, ("R03", "R12")),
        (4, 4, ("R01",)),
    )
    assert sum(len(ids) for _, _, ids in after.cells) == 15
    assert chart.levels[0] == ("low", "low", "low", "low", "medium")
    assert chart.levels[4] == ("medium", "high", "high", "extreme", "extreme")
    assert chart.frame.title == "Of 15 risks, 9 are high or extreme today and none after the responses"


def test_risk_matrix_of_the_recommended_option_has_its_risks_alone(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["option_risk_matrix"](*sample, "en")
    assert isinstance(chart, MatrixChart)
    ids = {risk for _, _, risks in chart.panels[0].cells for risk in risks}
    assert ids == {risk.id for risk in sample[0].risks if "OPT1" in risk.options}


def test_expected_cost_of_the_risks_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["risk_costs"](*sample, "en")
    assert isinstance(chart, BarChart)
    assert len(chart.categories) == 10
    assert chart.categories[0].startswith("R01 ")
    assert (chart.series[0].values[0], chart.series[1].values[0]) == (585.0, 135.0)
    values = [value or 0.0 for value in chart.series[0].values]
    assert values == sorted(values, reverse=True)
    total = sum(result.expected or 0 for result in sample[1].risks.values())
    assert "TWD 2.62 million" in chart.frame.title
    assert round(total, -4) == 2_620_000


def test_budget_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["budget_split"](*sample, "en")
    assert isinstance(chart, ShareChart)
    assert chart.parts == (
        ("Extra support days", 1.9),
        ("Configuration and IVR redesign", 1.45),
        ("Project management and testing", 0.52),
        ("Contingency 10%", 0.215),
        ("Training, 64 agents x 3 h", 0.18),
    )
    assert chart.frame.title == "45% of what Option 1 costs goes into “Extra support days”"
    assert chart.frame.unit == "Costs of Option 1 in 5 years (million TWD); TWD 4.27 million in all"


def test_classes_of_the_benefits_of_the_sample_add_up_to_all_benefits(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["benefits_by_class"](*sample, "en")
    assert isinstance(chart, ShareChart)
    assert [name for name, _ in chart.parts] == ["Cashable", "Non-cashable"]
    assert sum(amount for _, amount in chart.parts) == pytest.approx(12.754467)


def test_benchmark_of_the_sample(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["benchmark_scores"](*sample, "en")
    assert isinstance(chart, BarChart)
    totals = [sum(series.values[place] or 0 for series in chart.series) for place in range(4)]
    assert totals == pytest.approx([4.20, 3.71, 3.61, 2.54])
    assert len(chart.series) == 7
    assert chart.frame.title == "Technology C leads the benchmark with 4.20 points, 0.49 ahead of Technology A"


def test_charts_in_chinese_count_in_ten_thousands(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["option_comparison"](*sample, "zh_TW")
    assert isinstance(chart, BarChart)
    assert chart.series[0].values[1] == pytest.approx(619.216939)
    assert chart.decimals == 0
    assert chart.frame.unit == "淨現值，折現率 8%（新臺幣萬元）"
    assert chart.frame.title == "方案一創造的價值最高，淨現值為新臺幣 619 萬元；方案二及方案三的淨現值為負"
    assert chart.categories[:2] == ("維持現狀", "方案一：僅優化現有系統")


# -- every chart -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_of_the_sample_has_title_unit_caption_and_description(
    sample: tuple[Case, Results], name: str, language: Language
) -> None:
    chart = CHARTS[name](*sample, language)
    assert chart is not None
    assert chart.frame.language == language
    assert chart.frame.title
    assert chart.frame.unit
    assert chart.frame.title in describe(chart)
    assert caption(chart) in describe(chart)
    assert hash(chart) == hash(CHARTS[name](*sample, language))


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("case", [Case(), new_case(), small((), 0, cost_lines=(), benefits=())])
def test_a_case_without_data_has_no_chart(name: str, case: Case) -> None:
    assert chart_of(name, case) is None


# -- findings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("costs", "value", "title"),
    [
        ((100, 0, 0), 80, "Option 1 pays back in 1.3 years and is TWD 60 ahead after 2 years"),
        ((100, 0, 0), 40, "Option 1 does not pay back within 2 years; TWD 20 is still missing"),
        ((0, 10, 10), 40, "Option 1 never needs money: it is TWD 60 ahead after 2 years"),
        ((10, 0, 90), 40, "Option 1 does not pay back within 2 years; TWD 20 is still missing"),
    ],
)
def test_cumulative_cash_flow_says_whether_it_pays_back(costs: tuple[int, ...], value: int, title: str) -> None:
    assert chart_of("cumulative_cash_flow", small(costs, value)).frame.title == title


@pytest.mark.parametrize(
    ("costs", "title"),
    [
        ((100, 0, 0), "From year 1 on, Option 1 brings more than it costs every year"),
        ((100, 90, 0), "From year 2 on, Option 1 brings more than it costs every year"),
        ((100, 0, 90), "Option 1 costs TWD 190 and brings TWD 120 in 2 years"),
    ],
)
def test_costs_and_benefits_say_from_when_on_they_pay(costs: tuple[int, ...], title: str) -> None:
    assert chart_of("cost_benefit_by_year", small(costs)).frame.title == title


def test_years_are_calendar_years_where_the_case_names_the_first() -> None:
    profile = Profile(horizon_years=2, discount_rate=Decimal(0), first_year=2026)
    chart = chart_of("cost_benefit_by_year", small(profile=profile))
    assert (chart.categories, chart.category_label) == (("2026", "2027", "2028"), "")
    assert chart_of("cost_benefit_by_year", small()).categories == ("0", "1", "2")
    assert chart_of("cost_benefit_by_year", small()).category_label == "Year"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        (60, "Option 1 creates the most value: a net present value of TWD 20"),
        (40, "No option is worth more than doing nothing"),
    ],
)
def test_the_comparison_says_which_option_is_best(value: int, title: str) -> None:
    assert chart_of("option_comparison", small((100, 0, 0), value)).frame.title == title


def test_the_comparison_says_when_another_option_than_the_recommended_is_worth_more() -> None:
    case = small()
    dear = CostLine(id="C2", option="OPT2", name=BiText("Dear"), flows=(Decimal(5),))
    case = dataclasses.replace(
        case,
        options=(*case.options, Option(id="OPT2", name=BiText("Wait"))),
        cost_lines=(*case.cost_lines, dear),
        recommendation=Recommendation(option="OPT2"),
    )
    chart = chart_of("option_comparison", case)
    assert chart.frame.title == "Option 1 has the highest net present value, TWD 20, yet Option 2 is recommended"
    assert chart.highlight == (2,)


def test_without_a_recommendation_the_most_valuable_option_is_shown() -> None:
    chart = chart_of("cumulative_cash_flow", small(recommended=""))
    assert [series.name for series in chart.series if series.emphasis] == ["Option 1"]


def test_options_off_the_short_list_are_left_out_unless_recommended() -> None:
    case = small()
    off = dataclasses.replace(case.options[1], shortlisted=False)
    recommended = dataclasses.replace(case, options=(case.options[0], off))
    assert len(chart_of("option_comparison", recommended).categories) == 2
    assert chart_of("option_comparison", dataclasses.replace(recommended, recommendation=Recommendation())) is None


def test_an_option_whose_id_has_no_number_goes_by_its_name() -> None:
    case = small()
    named = dataclasses.replace(case.options[1], id="CLOUD")
    case = dataclasses.replace(
        case,
        options=(named,),
        cost_lines=(dataclasses.replace(case.cost_lines[0], option="CLOUD"),),
        benefits=(),
        recommendation=Recommendation(option="CLOUD"),
    )
    assert chart_of("cumulative_cash_flow", case, "zh_TW").series[0].name == "前進"
    assert chart_of("option_comparison", case).categories == ("Go",)


def test_of_many_options_seven_are_shown_with_the_recommended_one() -> None:
    ids = [f"OPT{number}" for number in range(1, 12)]
    case = small(
        options=tuple(Option(id=key, name=BiText(key)) for key in ids),
        cost_lines=tuple(
            CostLine(id=key, option=key, name=BiText(key), flows=(Decimal(place),)) for place, key in enumerate(ids, 1)
        ),
        benefits=(),
        recommendation=Recommendation(option="OPT11"),
    )
    names = [series.name for series in chart_of("cumulative_cash_flow", case).series]
    assert names == [*(f"Option {number}" for number in range(1, 7)), "Option 11"]


def test_many_cost_lines_are_grouped_and_lines_of_one_name_added_up() -> None:
    names = ["A", "A", *"BCDEFGH"]
    lines = tuple(
        CostLine(id=f"C{place}", option="OPT1", name=BiText(name), flows=(Decimal(20 - place),))
        for place, name in enumerate(names)
    )
    parts = dict(chart_of("budget_split", small(cost_lines=lines)).parts)
    assert list(parts) == ["A", "B", "C", "D", "E", "F", "Other"]
    assert (parts["A"], parts["Other"]) == (39.0, 25.0)


def test_a_drawback_is_not_a_class_of_benefits() -> None:
    case = small()
    drawback = dataclasses.replace(case.benefits[0], id="B2", kind="disbenefit", type="revenue")
    chart = chart_of("benefits_by_class", dataclasses.replace(case, benefits=(*case.benefits, drawback)))
    assert chart.parts == (("Cashable", 120.0),)


def test_closed_risks_opportunities_and_unrated_risks_are_not_on_the_matrix() -> None:
    risks = (risk("R1"), risk("R2", status="closed"), risk("R3", kind="opportunity"), risk("R4", None))
    chart = chart_of("risk_matrix", small(risks=risks))
    assert chart.panels[0].cells == ((4, 4, ("R1",)),)
    assert chart.panels[1].cells == ((4, 3, ("R1",)),)
    assert chart.frame.title == "Of 1 risks, 1 are high or extreme today and 1 after the responses"


def test_the_levels_of_the_matrix_are_those_of_the_case() -> None:
    bands = (
        RiskBand(id="green", name=BiText("Fine"), lowest=1, highest=12),
        RiskBand(id="red", name=BiText("Grave"), lowest=13, highest=25),
    )
    chart = chart_of("risk_matrix", small(risks=(risk("R1", 1),), risk_bands=bands))
    assert chart.level_names == (("green", "Fine"), ("red", "Grave"))
    assert chart.levels[4] == ("green", "green", "red", "red", "red")
    assert chart.frame.title == "None of the 1 risks is grave"


def test_responses_that_change_nothing_are_not_praised() -> None:
    same = risk("R1", residual_likelihood=4, residual_impact=4)
    assert chart_of("risk_costs", small(risks=(same,))).frame.title == "The risks are expected to cost TWD 650"


# -- quarters ----------------------------------------------------------------------------------------------------------


def quarterly() -> Case:
    """100 at once and 20 a quarter from the second one on, over two years and a quarter."""
    ramp = (Decimal(0), *[Decimal(1)] * 8)
    case = small((100,), rules=Rules(period="quarter"))
    benefit = dataclasses.replace(case.benefits[0], annual_full_value=Decimal(80), ramp=ramp)
    return dataclasses.replace(case, benefits=(benefit,))


def test_flows_by_quarter_are_shown_by_year() -> None:
    chart = chart_of("cost_benefit_by_year", quarterly())
    assert chart.categories == ("0", "1", "2")
    assert [series.values for series in chart.series] == [(60, 80, 20), (-100, 0, 0)]
    assert chart.line.values == (-40, 80, 20)
    assert chart.frame.title == "From year 1 on, Option 1 brings more than it costs every year"


def test_the_running_sum_of_quarters_is_shown_at_the_end_of_each_year() -> None:
    """It is -40 after four quarters and nought two quarters later, half-way to the next end of a year."""
    chart = chart_of("cumulative_cash_flow", quarterly())
    assert chart.series[1].values == (-40, 40, 60)
    (mark,) = chart.marks
    assert (mark.position, mark.text) == (0.5, "Payback: 1.3 years")
    assert chart.frame.title == "Option 1 pays back in 1.3 years and is TWD 60 ahead after 2 years"


def test_a_payback_within_the_first_year_stands_at_its_end() -> None:
    case = dataclasses.replace(quarterly(), cost_lines=(CostLine(id="C1", option="OPT1", flows=(Decimal(10),)),))
    assert chart_of("cumulative_cash_flow", case).marks[0].position == 0.0


# -- descriptions ------------------------------------------------------------------------------------------------------


def test_a_line_chart_is_described_with_every_value() -> None:
    assert describe(chart_of("cumulative_cash_flow", small((100, 0, 0), 80))) == (
        "Option 1 pays back in 1.3 years and is TWD 60 ahead after 2 years. "
        "Cumulative net cash flow of the options (TWD). Do nothing: 0 0; 1 0; 2 0. "
        "Option 1: 0 −100; 1 −20; 2 60. Payback: 1.3 years."
    )


def test_shares_are_described_with_percentages() -> None:
    assert describe(chart_of("budget_split", small())).endswith("Costs of Option 1 by cost line (TWD). Work: 100%.")


def test_a_matrix_is_described_cell_by_cell_from_the_gravest() -> None:
    text = describe(chart_of("risk_matrix", small(risks=(risk("R1"), risk("R2", 1, 1), risk("R3")))))
    assert "Before response: extreme (likelihood 4, impact 4) R1, R3; low (likelihood 1, impact 1) R2." in text


def test_stacks_are_described_by_their_sums(sample: tuple[Case, Results]) -> None:
    chart = CHARTS["benchmark_scores"](*sample, "zh_TW")
    assert chart is not None
    assert "現有系統重新配置 2.54。" in describe(chart)


def test_a_chart_without_a_caption_is_captioned_by_its_unit(sample: tuple[Case, Results]) -> None:
    chart: Chart | None = CHARTS["budget_split"](*sample, "en")
    assert chart is not None
    bare = dataclasses.replace(chart, frame=dataclasses.replace(chart.frame, caption=""))
    assert caption(bare) == chart.frame.unit
