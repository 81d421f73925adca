"""The S-curve that follows every edit: exact, and otherwise the chart that a simulation makes."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from casebuilder.analysis import analyse
from casebuilder.analysis.simulation import exact_curve
from casebuilder.analysis.uncertain_model import compile_model
from casebuilder.charts.data import CHARTS
from casebuilder.charts.facts import Facts
from casebuilder.charts.simulation_data import exact_npv_s_curve
from casebuilder.charts.types import CurveChart
from casebuilder.model.case import Case
from casebuilder.model.uncertainty import SimulationSettings
from tests.charts.cases import risk, small

RISK = risk("R1", options=("OPT1",), probability=Decimal("0.5"), cost_if_occurs=Decimal(40), residual_cost=Decimal(20))
RISKY = small(risks=(RISK,), simulation=SimulationSettings(iterations=4096, sampler="sobol"))


def drawn(case: Case, *, with_before: bool = True) -> CurveChart | None:
    results = analyse(case)
    after, before = (compile_model(case, results, "OPT1", assessment=one).model for one in ("residual", "inherent"))
    curves = exact_curve(after), exact_curve(before)
    assert curves[0] is not None
    assert curves[1] is not None
    return exact_npv_s_curve(Facts(case, results, "en"), after, curves[0], curves[1] if with_before else None)


def test_a_single_risk_is_two_steps_whose_height_is_its_probability() -> None:
    chart = drawn(RISKY)
    assert chart is not None
    assert [curve.name for curve in chart.curves] == ["After response", "Before response"]
    after, before = ({amount for amount, _ in curve.points} for curve in chart.curves)
    assert after == {0.0, 20.0}
    assert before == {-20.0, 20.0}


def test_the_finding_and_the_curve_are_those_of_a_long_simulation() -> None:
    line = dataclasses.replace(RISKY.cost_lines[0], low=Decimal("0.8"), high=Decimal("1.4"), distribution="triangular")
    case = RISKY.having(cost_lines=(line,))
    exact, sampled = drawn(case), CHARTS["npv_s_curve"](case, analyse(case), "en")
    assert exact is not None
    assert isinstance(sampled, CurveChart)
    assert exact.frame.unit == sampled.frame.unit
    assert exact.guides == sampled.guides
    for one, other in zip(exact.curves, sampled.curves, strict=True):
        assert one.percentiles == pytest.approx(other.percentiles, abs=0.5)


def test_one_curve_needs_no_name_and_its_caption_no_seed() -> None:
    chart = drawn(RISKY, with_before=False)
    assert chart is not None
    assert [curve.name for curve in chart.curves] == [""]
    assert chart.frame.caption == "Distribution of the net present value of Option 1 (TWD); exact, without sampling"


def test_what_is_certain_is_no_curve() -> None:
    assert drawn(small()) is None
