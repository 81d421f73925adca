"""Lines as flows: spread over time, from milestones, in the prices of the case, and what is not counted."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.analysis import OptionResult, analyse
from casebuilder.analysis.sensitivity import scenario_results, sensitivity_of
from casebuilder.analysis.simulation import Run, simulated
from casebuilder.finance.prices import Mixing
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.plan import Milestone
from casebuilder.model.rules import OptimismBias
from tests.analysis.small import benefit, cost, flows, small

D = Decimal


def result(*lines: Any, **options: Any) -> OptionResult:
    found = analyse(small(*lines, **options)).headline
    assert found is not None
    return found


# -- over time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phasing", "expected"),
    [("even", (25, 25, 25, 25)), ("front", (44, 31, 19, 6)), ("back", (6, 19, 31, 44)), ("s_curve", (16, 34, 34, 16))],
)
def test_a_total_is_spread_by_its_shape_and_adds_up(phasing: str, expected: tuple[int, ...]) -> None:
    line = cost(phasing=phasing, total=D(100), phase_periods=4)

    spread = result(line).cost_lines["C1"]

    assert sum(spread) == 100
    assert all(abs(one - other) <= 1 for one, other in zip(spread, expected, strict=True))


def test_a_total_starts_with_its_milestone_and_what_lies_beyond_the_horizon_is_not_counted() -> None:
    milestones = (Milestone(id="MS1", finish=datetime.date(2028, 3, 1)),)
    line = cost(phasing="even", total=D(100), phase_periods=4, phase_start="MS1")

    assert result(line, milestones=milestones).cost_lines["C1"] == flows(0, 0, 25, 25)


def test_working_capital_counts_its_changes_and_comes_back_at_the_end() -> None:
    found = result(cost(10, 30, 20, 5, type="working-capital"))

    assert found.cost_lines["C1"] == flows(10, 20, -10, -20)
    assert found.appraisal.npv == 0


def test_a_benefit_that_begins_in_july_counts_half_of_its_first_year() -> None:
    milestones = (Milestone(id="MS1", finish=datetime.date(2027, 7, 1)),)
    line = benefit(100, ramp_shape="step", ramp_start="MS1")

    assert result(line, milestones=milestones).benefit_lines["B1"] == flows(0, 50, 100, 100)


def test_a_benefit_without_a_milestone_begins_with_period_1() -> None:
    assert result(benefit(100, ramp_shape="step")).benefit_lines["B1"] == flows(0, 100, 100, 100)


def test_a_benefit_ends_and_fades() -> None:
    ending = benefit(100, ramp_shape="step", ends_after_years=2)
    fading = benefit(100, ramp_shape="step", persistence=D("0.5"))

    assert result(ending).benefit_lines["B1"] == flows(0, 100, 100, 0)
    first, second, third = result(fading).benefit_lines["B1"][1:]
    assert second / first == pytest.approx(D("0.5"), abs=D("0.01"))
    assert third / second == pytest.approx(D("0.5"), abs=D("0.02"))


def test_a_linear_ramp_over_two_years_is_half_of_the_way_up_on_average() -> None:
    line = benefit(2400, ramp_shape="linear", ramp_months=D(24))

    # months 1 to 12 of 24 bring 1/24 to 12/24 of the full value: on average 6.5/24
    assert result(line).benefit_lines["B1"][:3] == flows(0, 650, 1850)


@pytest.mark.parametrize(("period", "count"), [("quarter", 13), ("month", 37)])
def test_a_yearly_value_is_that_much_a_year_in_any_period(period: str, count: int) -> None:
    found = result(benefit(1200, ramp_shape="step"), rules={"period": period})

    assert len(found.benefit_lines["B1"]) == count
    assert sum(found.appraisal.benefit_flows) == 3 * 1200


def test_quarters_give_yearly_measures() -> None:
    """An outlay in quarter 0 and 10% a year back after four quarters."""
    found = result(
        cost(1000),
        benefit(0, identifier="B0"),
        benefit(4400, 0, 0, 0, 0, 1),
        horizon=1,
        rate="0.1",
        rules={"period": "quarter"},
    ).appraisal

    assert found.npv == pytest.approx(0, abs=1e-9)
    assert found.irr.value == pytest.approx(0.1)
    assert found.payback_years == pytest.approx(D("0.9772727"), abs=D("1e-6"))
    assert found.mirr == pytest.approx(D("0.1"))


# -- prices ------------------------------------------------------------------------------------------------------------


def test_a_line_that_rises_faster_than_prices_keeps_the_difference_in_a_real_case() -> None:
    rules = {"general_inflation": D("0.02"), "wage_growth": D("0.0404")}
    found = result(cost(0, 1000, 1000, price_index="wage"), rules=rules)

    assert found.cost_lines["C1"] == flows(0, 1020, 1040, 0)


def test_a_nominal_case_raises_every_line_by_its_index_and_leaves_stated_amounts() -> None:
    rules = {"general_inflation": D("0.1"), "energy_growth": D("0.5")}
    found = result(
        cost(0, 100, 100, identifier="C1"),
        cost(0, 100, 100, identifier="C2", price_index="energy"),
        cost(0, 100, 100, identifier="C3", price_index="own", own_growth=D("0.2")),
        cost(0, 100, 100, identifier="C4", price_index="stated"),
        profile={"price_basis": "nominal"},
        rules=rules,
    )

    assert found.cost_lines["C1"] == flows(0, 110, 121, 0)
    assert found.cost_lines["C2"] == flows(0, 150, 225, 0)
    assert found.cost_lines["C3"] == flows(0, 120, 144, 0)
    assert found.cost_lines["C4"] == flows(0, 100, 100, 0)


def test_stated_amounts_are_deflated_in_a_real_case() -> None:
    found = result(cost(0, 110, 121, price_index="stated"), rules={"general_inflation": D("0.1")})

    assert found.cost_lines["C1"] == flows(0, 100, 100, 0)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["0.01", "0.03", "0.1"]))
def test_real_at_a_real_rate_and_nominal_at_a_nominal_rate_are_worth_the_same(
    outlay: int, value: int, inflation: str
) -> None:
    lines = (cost(outlay, outlay, outlay, outlay), benefit(value, 0, 1, 1, 1))
    rules, rounding = {"general_inflation": D(inflation)}, {"rounding": "none"}
    nominal_rate = str((1 + D("0.08")) * (1 + D(inflation)) - 1)

    real = result(*lines, rate="0.08", rules=rules, profile=rounding)
    nominal = result(*lines, rate=nominal_rate, rules=rules, profile={**rounding, "price_basis": "nominal"})

    assert nominal.appraisal.npv == pytest.approx(real.appraisal.npv, abs=D("1e-9"))


@pytest.mark.parametrize(
    ("profile", "rules", "index", "expected"),
    [
        ({}, {"rate_basis": "nominal"}, "general", (Mixing.NOMINAL_RATE_IN_REAL_CASE,)),
        ({"price_basis": "nominal"}, {"rate_basis": "real", "general_inflation": D("0.02")}, "general",
         (Mixing.REAL_RATE_IN_NOMINAL_CASE,)),
        ({"price_basis": "nominal", "discount_schedule": "green_book"}, {"general_inflation": D("0.02")}, "general",
         (Mixing.REAL_RATE_IN_NOMINAL_CASE,)),
        ({}, {}, "stated", (Mixing.STATED_LINES_WITHOUT_INFLATION,)),
        ({"price_basis": "nominal"}, {}, "general", (Mixing.NOMINAL_CASE_WITHOUT_INFLATION,)),
        ({}, {}, "general", ()),
    ],
)  # fmt: skip
def test_real_and_nominal_money_side_by_side_is_named(
    profile: dict[str, Any], rules: dict[str, Any], index: str, expected: tuple[Mixing, ...]
) -> None:
    case = small(cost(100, price_index=index), profile=profile, rules=rules)

    assert analyse(case).mixing == expected


# -- what is not counted, and what no line types -----------------------------------------------------------------------


@pytest.mark.parametrize("treatment", ["sunk", "transfer", "financing"])
def test_what_is_no_economic_flow_is_shown_and_not_counted(treatment: str) -> None:
    found = result(
        cost(100), cost(500, identifier="C2", treatment=treatment), benefit(40, 0, 1, 1, 1, treatment=treatment)
    )

    assert found.appraisal.npv == -100
    assert found.excluded == {"C2": flows(500, 0, 0, 0), "B1": flows(0, 40, 40, 40)}


def test_a_residual_value_is_a_benefit_of_the_last_year() -> None:
    found = result(cost(100, residual_value=D(30)))

    assert found.appraisal.benefit_flows == flows(0, 0, 0, 30)
    assert found.residual_values == flows(0, 0, 0, 30)


def test_a_terminal_value_follows_from_the_last_year() -> None:
    """Gordon: 50 x 1.02 / (0.10 - 0.02) = 637.5 at the end of year 3."""
    option = Option(id="A", terminal_method="growth", terminal_growth=D("0.02"))
    found = result(cost(100), benefit(50, 0, 1, 1, 1), rate="0.1", options=(option,))

    assert found.terminal_value == D("637.5")
    assert found.appraisal.benefit_flows == flows(0, 50, 50, "687.5")
    assert found.pv_terminal == pytest.approx(D("637.5") / D("1.331"))
    assert found.terminal_share == pytest.approx(found.pv_terminal / found.appraisal.npv)


def test_what_is_sold_or_comes_back_at_the_end_does_not_go_on_for_ever() -> None:
    option = Option(id="A", terminal_method="multiple", terminal_multiple=D(2))
    lines = (cost(100, residual_value=D(30)), cost(20, 20, 20, 20, identifier="C2", type="working-capital"))
    found = result(*lines, benefit(50, 0, 1, 1, 1), options=(option,))

    assert found.appraisal.net_flows == flows(-120, 50, 50, 50 + 30 + 20 + 100)
    assert found.terminal_value == 100


def test_a_multiple_is_one_of_the_whole_last_year() -> None:
    option = Option(id="A", terminal_method="multiple", terminal_multiple=D(2))
    found = result(benefit(1200, ramp_shape="step"), rules={"period": "quarter"}, options=(option,))

    assert found.terminal_value == 2400


@pytest.mark.parametrize("growth", ["0.1", "0.2", "-1"])
def test_growth_that_has_no_limit_counts_nothing(growth: str) -> None:
    option = Option(id="A", terminal_method="growth", terminal_growth=D(growth))

    assert result(benefit(50, 0, 1, 1, 1), rate="0.1", options=(option,)).terminal_value == 0


def test_costs_that_are_corrected_inside_are_so_in_a_terminal_value_too() -> None:
    option = Option(id="A", terminal_method="multiple", terminal_multiple=D(2))
    bias = OptimismBias(source="own", own_uplift=D("0.5"), counted="inside")
    lines = (cost(0, 0, 0, 40, category="capex"), benefit(100, 0, 1, 1, 1))

    assert analyse(small(*lines, options=(option,), optimism_bias=bias)).options["A"].terminal_value == 2 * (100 - 60)


# -- what goes on after the horizon moves with its lines ---------------------------------------------------------------


def going_on(fall: str = "0", rise: str = "0") -> Case:
    """A benefit that may fall and a cost that may rise, both valued at five times their last year."""
    option = Option(id="A", terminal_method="multiple", terminal_multiple=D(5))
    spent, earned = 30 * (1 + D(rise)), 100 * (1 - D(fall))
    return small(
        cost(200, str(spent), str(spent), str(spent), category="opex", low=D("0.9"), high=D("1.5")),
        benefit(str(earned), 0, 1, 1, 1, low=D(50), high=D(120)),
        rate="0.1",
        options=(option,),
        profile={"rounding": "none"},
    )


def npv(case: Case) -> Decimal:
    return analyse(case).options["A"].appraisal.npv


def test_a_line_takes_its_part_of_the_terminal_value_along() -> None:
    case = going_on()
    found = sensitivity_of(case, analyse(case).options["A"])
    parts = {one.path: one.pv for one in found.lines}

    assert sum(parts.values()) == pytest.approx(npv(case))
    assert npv(going_on(fall="0.4")) == pytest.approx(npv(case) - D("0.4") * parts["benefits[B1]"])
    (bar,) = (one.bar for one in found.swings if one.bar.driver.key == "benefits[B1]")
    assert bar.at_low == pytest.approx(npv(going_on(fall="0.5")))


def test_the_answer_changes_where_the_switching_values_say() -> None:
    switching = analyse(going_on()).options["A"].appraisal.switching
    groups = {one.path: one.change for one in sensitivity_of(going_on(), analyse(going_on()).options["A"]).groups}

    assert switching.benefits_fall is not None
    assert npv(going_on(fall=str(switching.benefits_fall))) == pytest.approx(0, abs=1e-9)
    assert groups["benefits"] == pytest.approx(-switching.benefits_fall)
    assert groups["costs"] == pytest.approx(switching.costs_rise)


def test_a_scenario_recalculates_what_goes_on() -> None:
    case = going_on()
    worst = scenario_results(case, analyse(case).options)[2]

    spent, earned = cost("300", "45", "45", "45"), benefit(50, 0, 1, 1, 1)
    assert worst.scenario.kind == "pessimistic"
    assert worst.appraisals["A"].npv == pytest.approx(npv(case.having(cost_lines=(spent,), benefits=(earned,))))


def test_a_simulation_draws_what_goes_on_with_its_lines() -> None:
    case = going_on()
    drawn = simulated(case, analyse(case), "A", Run(iterations=4096, seed=1)).simulation.npv
    low, high = npv(going_on(fall="0.5", rise="0.5")), npv(going_on(fall="-0.2", rise="-0.1"))

    assert float(low) < drawn.curve[0] < drawn.curve[-1] < float(high)
    assert drawn.curve[-1] - drawn.curve[0] > 0.5 * float(high - low)
