"""What risks cost an option: amounts and shares, when they fall, how often, and what the register says of them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from casebuilder.analysis import OptionResult, RiskResult, analyse, own_ranked_risks, ranked_risks
from casebuilder.charts.data import CHARTS
from casebuilder.checks import review
from casebuilder.model.case import Case
from casebuilder.model.people import Stakeholder
from casebuilder.model.risks import ImpactLevel, LikelihoodLevel, Risk, RiskAction, RiskAppetite
from tests.analysis.small import benefit, cost, flows, small

D = Decimal


def risky(*risks: Risk, **parts: Any) -> Case:
    return small(cost(1000, 100, 100, 100), benefit(500, 0, 1, 1, 1), risks=risks, **parts)


def risk(identifier: str = "R1", **fields: Any) -> Risk:
    """A risk of one in four."""
    return Risk(id=identifier, options=("A",), **{"probability": D("0.25"), **fields})


def option(case: Case) -> OptionResult:
    return analyse(case).options["A"]


def rated(case: Case) -> RiskResult:
    return analyse(case).risks["R1"]


def test_an_amount_counts_with_its_probability_and_an_opportunity_saves() -> None:
    found = option(risky(risk(cost_if_occurs=D(400)), risk("R2", kind="opportunity", cost_if_occurs=D(100))))

    assert found.expected_risk == D(100) - D(25)
    assert found.pv_risks == {"R1": 100, "R2": -25}


def test_a_share_of_lines_moves_costs_up_and_benefits_down() -> None:
    """10% of all costs (1,300) and of all benefits (1,500), once in four."""
    found = option(risky(risk(lines=("C1", "B1"), line_share=D("0.1"))))

    assert found.risk_flows == flows(25, 15, 15, 15)
    assert found.expected_risk == D("0.25") * D("0.1") * (1300 + 1500)


def test_an_amount_and_a_share_add_up() -> None:
    assert option(risky(risk(cost_if_occurs=D(400), lines=("C1",), line_share=D("0.1")))).expected_risk == D("132.5")


def test_lines_of_another_option_are_not_hit() -> None:
    assert option(risky(risk(lines=("C9",), line_share=D("0.1")))).expected_risk == 0


def test_what_can_occur_more_than_once_counts_as_often() -> None:
    assert option(risky(risk(frequency=D(3), cost_if_occurs=D(400)))).expected_risk == 1200


def test_the_response_lowers_size_share_and_frequency() -> None:
    amount = risk(cost_if_occurs=D(400), residual_probability=D("0.1"), residual_cost=D(200))
    share = risk(lines=("C1",), line_share=D("0.1"), residual_line_share=D("0.05"))
    often = risk(frequency=D(3), residual_frequency=D(1), cost_if_occurs=D(400))

    assert [option(risky(one)).residual_risk for one in (amount, share, often)] == [20, D("16.25"), 400]


def test_a_response_that_nobody_has_rated_changes_nothing() -> None:
    found = rated(risky(risk(cost_if_occurs=D(400))))

    assert found.residual_expected == found.expected == 100
    assert found.residual_score is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"proximity": "imminent"}, (100, 0, 0, 0)),
        ({"proximity": "stage"}, (100, 0, 0, 0)),
        ({"proximity": "project"}, (50, 50, 0, 0)),
        ({"proximity": "beyond"}, ("33.33", "33.33", "33.33", 0)),
        ({}, (25, 25, 25, 25)),
        ({"first_year": 2, "last_year": 3}, (0, 0, 50, 50)),
        ({"first_year": 2, "last_year": 1}, (0, 0, 100, 0)),
        ({"first_year": 9, "last_year": 12}, (0, 0, 0, 100)),
    ],
)
def test_a_risk_costs_when_it_may_occur(fields: dict[str, Any], expected: tuple[Any, ...]) -> None:
    if fields.get("proximity") == "beyond":
        expected = (0, *expected[:3])

    found = option(risky(risk(cost_if_occurs=D(400), **fields))).risk_flows

    assert [float(flow) for flow in found] == pytest.approx([float(flow) for flow in expected], abs=0.01)


def test_closed_risks_and_those_of_other_options_cost_nothing() -> None:
    others = (
        risk("R1", cost_if_occurs=D(400), status="closed"),
        Risk(id="R2", options=("B",), probability=D(1), cost_if_occurs=D(1)),
    )

    assert option(risky(*others)).pv_risk == 0


def test_the_worth_of_a_response_is_what_it_saves_for_what_it_costs() -> None:
    actions = (
        RiskAction(id="RX1", risk="R1", cost=D(30), due=datetime.date(2026, 1, 1)),
        RiskAction(id="RX2", risk="R1", cost=D(10)),
    )
    found = rated(risky(risk(cost_if_occurs=D(400), residual_probability=D("0.05")), risk_actions=actions))

    assert found.response_cost == 40
    assert found.response_value == (100 - 20) / D(40)


def test_a_response_without_a_cost_has_no_worth_a_unit() -> None:
    assert rated(risky(risk(cost_if_occurs=D(400)))).response_value is None


def test_a_risk_above_the_appetite_of_its_category_names_who_decides() -> None:
    parts = {
        "risk_appetite": (RiskAppetite(id="AP1", category="technical", highest_score=6, escalate_to="SH1"),),
        "stakeholders": (Stakeholder(id="SH1"),),
    }
    above = rated(risky(risk(category="technical", residual_likelihood=4, residual_impact=2), **parts))
    within = rated(risky(risk(category="technical", residual_likelihood=3, residual_impact=2), **parts))
    other = rated(risky(risk(category="people", residual_likelihood=5, residual_impact=5), **parts))

    assert (above.above_appetite, above.escalate_to) == (True, "SH1")
    assert (within.above_appetite, within.escalate_to) == (False, "")
    assert (other.above_appetite, other.escalate_to) == (None, "")


SCALE = {
    "likelihood_levels": tuple(
        LikelihoodLevel(id=str(step), probability=D(chance))
        for step, chance in enumerate(("0.05", "0.15", "0.35", "0.65", "0.9"), start=1)
    ),
    "impact_levels": tuple(
        ImpactLevel(id=str(step), lowest_cost=D(least)) for step, least in enumerate((0, 50, 100, 500, 1000), start=1)
    ),
}


def test_a_risk_without_classes_stands_in_the_matrix_by_its_numbers() -> None:
    measured = risk(cost_if_occurs=D(500), residual_probability=D("0.06"), residual_cost=D(60))
    typed = risk(cost_if_occurs=D(500), likelihood=1, impact=1)

    assert (rated(risky(measured, **SCALE)).score, rated(risky(measured, **SCALE)).residual_score) == (3 * 4, 1 * 2)
    assert rated(risky(typed, **SCALE)).score == 1
    assert rated(risky(measured)).score is None


def test_a_class_that_contradicts_its_number_is_named() -> None:
    def said(**fields: Any) -> list[str]:
        case = risky(risk(**fields), **SCALE)
        return [one.path for one in review(case, analyse(case)) if one.code == "H09"]

    assert said(cost_if_occurs=D(500), likelihood=3, impact=4) == []
    assert said(cost_if_occurs=D(500), likelihood=4, impact=5) == ["risks[R1].likelihood", "risks[R1].impact"]
    assert said(cost_if_occurs=D(500), residual_impact=1) == []
    assert said(cost_if_occurs=D(500), residual_cost=D(500), residual_impact=1) == ["risks[R1].residual_impact"]


def test_a_target_that_nobody_has_rated_has_no_expected_cost_however_often_the_risk_occurs() -> None:
    often = {"frequency": D(3), "cost_if_occurs": D(10)}

    assert rated(risky(risk(**often))).target_expected is None
    assert rated(risky(risk(**often, target_probability=D("0.5")))).target_expected == 5


def test_amounts_of_risks_rise_with_prices_in_a_nominal_case() -> None:
    nominal = {"profile": {"price_basis": "nominal"}, "rules": {"general_inflation": D("0.1")}}
    found = option(risky(risk(cost_if_occurs=D(400), first_year=1, last_year=2), **nominal)).risk_flows

    assert [float(flow) for flow in found] == pytest.approx([0, 55, 60.5, 0])


def test_the_gravest_risk_is_one_of_the_recommended_option() -> None:
    other = Risk(id="R9", options=("B",), likelihood=5, impact=5)
    own = risk(likelihood=2, impact=2)
    case = risky(other, own)

    assert [one.id for one in ranked_risks(case, analyse(case))] == ["R9", "R1"]
    assert [one.id for one in own_ranked_risks(case, analyse(case))] == ["R1"]


def test_a_response_that_nobody_has_rated_moves_no_risk_in_the_matrix() -> None:
    case = risky(risk(likelihood=5, impact=4))
    chart = CHARTS["risk_matrix"](case, analyse(case), "en")

    assert chart.panels[0].cells == chart.panels[1].cells == ((5, 4, ("R1",)),)
    assert chart.frame.title == "Of 1 risks, 1 are high or extreme today and 1 after the responses"


def test_an_option_that_is_never_behind_needs_no_money() -> None:
    ahead = analyse(small(cost(0, 100), benefit(150, 0, 1))).options["A"]
    behind = analyse(small(cost(10, 100), benefit(150, 0, 1))).options["A"]

    assert (ahead.needs_no_money, behind.needs_no_money) == (True, False)
    assert ahead.appraisal.payback_years is None
