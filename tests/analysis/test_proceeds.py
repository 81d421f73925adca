"""What is left at the end of the horizon is worth as much then, however late the benefits come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from casebuilder.analysis import analyse
from casebuilder.analysis.sensitivity import scenario_results, sensitivity_of
from casebuilder.analysis.simulation import Run, simulated
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from casebuilder.model.uncertainty import Scenario
from tests.analysis.small import benefit, cost, small

D = Decimal
YEAR = D(12)
LINES = (cost(100, residual_value=D(30)), benefit(50, 0, 1, 1, 1))
SOLD = 100  # the terminal value: twice the benefit of the last year


def case(**parts: Any) -> Case:
    """Undiscounted: -100, 50, 50 and 50 + 30 + 100, which is an NPV of 180."""
    option = Option(id="A", terminal_method="multiple", terminal_multiple=D(2), **parts.pop("delay", {}))
    return small(*LINES, options=(option,), **parts)


def test_a_year_of_delay_takes_one_year_of_benefits_alone() -> None:
    results = analyse(case())
    found = sensitivity_of(case(), results.options["A"])

    assert found.delays == (180, 130, 80, 30, 30)
    assert found.cost_of_delay == pytest.approx(D(50) / 12)
    assert results.options["A"].appraisal.switching.benefits_delay_years is None


def test_so_it_does_in_a_scenario() -> None:
    late = case(scenarios=(Scenario(id="S1", delay_months=YEAR),))
    (found,) = scenario_results(late, analyse(late).options)

    assert found.appraisals["A"].npv == 130
    assert found.appraisals["A"].benefit_flows == (0, 0, 50, 50 + 30 + SOLD)


@pytest.mark.parametrize("ends", [(12, 12, 12), (0, 12, 24)])
def test_so_it_does_in_the_simulation(ends: tuple[int, int, int]) -> None:
    delay = dict(zip(("delay_low", "delay_likely", "delay_high"), map(D, ends), strict=True))
    late = case(delay=delay)
    found = simulated(late, analyse(late), "A", Run(iterations=4096, seed=1)).simulation

    assert found.npv.mean == pytest.approx(130, abs=0.5)
    assert found.analytic_mean == pytest.approx(130)
    assert found.npv.curve[0] >= 80


def test_so_does_a_risk_that_brings_a_delay() -> None:
    risky = case(risks=(Risk(id="R1", options=("A",), probability=D("0.5"), delay_days=D(365)),))
    found = simulated(risky, analyse(risky), "A", Run(iterations=4096, seed=1)).simulation

    assert found.analytic_mean == pytest.approx(180 - 25)
