"""Results as plain data: what the shapes say of conventions that the sample does not have."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal

import pytest

from casebuilder.analysis.simulation import Run
from casebuilder.examples import sample
from casebuilder.listing import appraisal, appraisal_text, simulate, simulation, simulation_text
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.options import Option
from casebuilder.model.profile import Profile, Recommendation
from casebuilder.model.risks import Risk
from casebuilder.model.rules import Rules


def quarterly(**values: object) -> Case:
    """1,200 paid at once, 100 earned in each of the 16 quarters of four years, nothing discounted."""
    case = Case(
        profile=Profile(horizon_years=4, discount_rate=Decimal(0), price_year=2026),
        rules=Rules(period="quarter"),
        options=(Option(id="A", role="intermediate"),),
        cost_lines=(CostLine(id="C1", option="A", type="one-off", flows=(Decimal(1200),)),),
        benefits=(
            Benefit(
                id="B1",
                option="A",
                annual_full_value=Decimal(400),
                ramp=(Decimal(0), *[Decimal(1)] * 16),
            ),
        ),
        recommendation=Recommendation(option="A"),
    )
    return case.having(**values)


def test_a_published_schedule_has_no_single_rate() -> None:
    case = sample()
    profile = dataclasses.replace(case.profile, discount_schedule="green_book", timing="mid")

    found = appraisal(case.having(profile=profile))

    assert found["discount"] == {"rate": None, "schedule": "green_book", "timing": "mid"}
    assert found["options"][1]["npv"] > appraisal(case)["options"][1]["npv"]


def test_flows_are_by_period_and_times_by_year() -> None:
    found = appraisal(quarterly())

    (option,) = found["options"]
    assert (found["period"], found["horizon_years"]) == ("quarter", 4)
    assert option["net_flows"] == [-1200, *[100] * 16]
    assert (option["payback_years"], option["discounted_payback_years"]) == (3, 3)  # after twelve quarters
    assert option["equivalent_annual"] == 100  # 400 over four years
    assert option["switching"] == {"benefits_fall": 0.25, "costs_rise": pytest.approx(1 / 3), "benefits_delay_years": 1}
    # A quarterly rate r of 3.604% makes 100 (1 - (1 + r)**-16) / r = 1200, which is 15.215% a year.
    (root,) = option["irr"]["roots"]
    assert 100 * (1 - (1 + root) ** -4) / ((1 + root) ** 0.25 - 1) == pytest.approx(1200)


def test_the_risk_adjusted_value_stands_beside_the_net_present_value() -> None:
    risk = Risk(id="R1", options=("A",), probability=Decimal("0.5"), cost_if_occurs=Decimal(100))

    case = quarterly(risks=(risk,))

    (option,) = appraisal(case)["options"]
    assert (option["npv"], option["adjusted_npv"]) == (400, 350)
    assert "350" in appraisal_text(case)


def test_the_simulation_of_what_is_certain_is_the_appraisal() -> None:
    found = simulate(quarterly(), None, Run(iterations=50, seed=0))

    told = simulation(found)

    assert told["npv"]["mean"] == told["npv"]["p5"] == told["analytic_mean"] == 400
    assert told["cost"]["p80_ci95"] == [1200, 1200]
    assert told["contingency"] == {"p50": 0, "p80": 0}
    assert told["drivers"] == []
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert "NPV below nought in 0.0%" in simulation_text(quarterly(), found)


def test_the_effects_of_one_risk_and_a_delay_stand_at_their_records() -> None:
    risk = Risk(
        id="R1",
        options=("A",),
        probability=Decimal("0.5"),
        cost_if_occurs=Decimal(100),
        cost_low=Decimal(50),
        cost_high=Decimal(300),
        lines=("B1",),
        line_share=Decimal("0.2"),
        line_share_low=Decimal("0.1"),
        line_share_high=Decimal("0.4"),
    )
    late = Option(id="A", delay_low=Decimal(0), delay_likely=Decimal(3), delay_high=Decimal(9))
    case = quarterly(risks=(risk,), options=(late,))

    found = simulation(simulate(case, "A", Run(iterations=500, seed=3)))

    assert {driver["path"] for driver in found["drivers"]} == {"risks[R1]", "options[A]"}
    assert sum(driver["variance_share"] for driver in found["drivers"]) == pytest.approx(1)
    assert "risks[R1]" in simulation_text(case, simulate(case, "A", Run(iterations=500, seed=3)))
