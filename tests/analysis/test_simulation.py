"""A case as a model: what is drawn, what moves together, what is left out, and figures that other ways confirm."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebuilder.analysis import analyse
from casebuilder.analysis import simulation as running
from casebuilder.analysis.simulation import Run, Simulated, compile_model, exact_curve, fingerprint, shared, simulated
from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from casebuilder.model.rules import OptimismBias
from casebuilder.model.uncertainty import BenefitDriver, Correlation, CorrelationGroup, SimulationSettings
from casebuilder.spec import BiText
from risk.simulation import Cancelled
from tests.analysis.small import benefit, cost, small

D = Decimal
QUICK = Run(iterations=8192, seed=7)


def run(case: Case, how: Run = QUICK) -> Simulated:
    return simulated(case, analyse(case), "A", how)


def uncertain(**parts: Any) -> Case:
    """Costs of 1,000 from 900 to 1,400 and benefits of 500 a year from 400 to 550."""
    return small(
        cost(1000, low=D("0.9"), high=D("1.4"), distribution="triangular"),
        benefit(500, 0, 1, 1, 1, low=D(400), high=D(550), distribution="triangular"),
        rate="0.1",
        **parts,
    )


MEAN_COST = 1000 * (0.9 + 1 + 1.4) / 3
ANNUITY = sum(1.1**-year for year in (1, 2, 3))
MEAN_BENEFIT = 500 * (0.8 + 1 + 1.1) / 3 * ANNUITY


def test_the_mean_is_that_of_the_distributions() -> None:
    found = run(uncertain())

    assert found.simulation.analytic_mean == pytest.approx(MEAN_BENEFIT - MEAN_COST)
    assert found.simulation.npv.mean == pytest.approx(MEAN_BENEFIT - MEAN_COST, abs=1)


def test_without_sampling_the_curve_is_the_same() -> None:
    found = run(uncertain())
    exact = exact_curve(found.compiled.model)

    assert exact is not None
    assert exact.mean == pytest.approx(MEAN_BENEFIT - MEAN_COST)
    for level in (0.1, 0.5, 0.8):
        assert found.simulation.npv.curve[int(level * 200)] == pytest.approx(exact.quantile(level), abs=4)


def test_a_case_without_ranges_is_certain() -> None:
    found = run(small(cost(100), benefit(80, 0, 1, 1, 1))).simulation

    assert (found.npv.p5, found.npv.p95, found.npv.sd) == (140, 140, 0)
    assert found.npv.prob_negative == 0


def test_the_accuracy_of_a_cost_stands_in_for_its_range() -> None:
    found = run(small(cost(1000, accuracy=D("0.2")))).simulation.total_cost

    assert (found.p5, found.p95) != (1000, 1000)
    assert 800 <= found.p5 < found.p95 <= 1200


def test_factors_of_a_benefit_multiply_and_replace_its_own_range() -> None:
    factors = (
        BenefitDriver(id="BF1", benefit="B1", likely=D(10), low=D(5), high=D(15), distribution="uniform"),
        BenefitDriver(id="BF2", benefit="B1", likely=D(50), low=D(40), high=D(60), distribution="uniform"),
    )
    case = small(benefit(500, 0, 1, low=D(0), high=D(501)), benefit_drivers=factors)
    found = run(case)

    assert {driver.key for driver in found.compiled.model.drivers} == {"benefit_drivers[BF1]", "benefit_drivers[BF2]"}
    assert exact_curve(found.compiled.model) is None
    assert found.simulation.npv.curve[0] >= 500 * 0.5 * 0.8
    assert found.simulation.npv.curve[-1] <= 500 * 1.5 * 1.2
    assert found.simulation.npv.mean == pytest.approx(500, rel=0.002)


# -- risks -------------------------------------------------------------------------------------------------------------


def with_risks(*risks: Risk, **fields: Any) -> Case:
    return small(cost(1000), benefit(500, 0, 1, 1, 1), risks=risks, **fields)


def test_a_risk_is_there_or_not_with_its_size() -> None:
    """One in four costs 300 to 500: nought below the 75% quantile of the cost, and at least 300 above."""
    risk = Risk(
        id="R1", options=("A",), probability=D("0.25"), cost_if_occurs=D(400), cost_low=D(300), cost_high=D(500)
    )
    extra = np.array(run(with_risks(risk)).simulation.total_cost_samples) - 1000

    assert np.mean(extra < 1e-9) == pytest.approx(0.75, abs=0.002)
    assert extra[extra > 1e-9].min() >= 300
    assert extra.max() <= 500
    assert extra.mean() == pytest.approx(100, rel=0.01)


def test_one_risk_hits_many_lines_at_once() -> None:
    """When it occurs, costs rise by a tenth and benefits fall by a tenth, together."""
    risk = Risk(id="R1", options=("A",), probability=D("0.5"), lines=("C1", "B1"), line_share=D("0.1"))
    found = run(with_risks(risk)).simulation.npv_samples

    assert set(np.round(found, 6)) == {500.0, 500.0 - 100 - 150}


def test_an_amount_and_a_share_occur_together() -> None:
    risk = Risk(id="R1", options=("A",), probability=D("0.5"), cost_if_occurs=D(40), lines=("C1",), line_share=D("0.1"))
    case = with_risks(risk)
    found = run(case).simulation

    assert set(np.round(found.npv_samples, 6)) == {500.0, 360.0}
    assert found.npv.mean == pytest.approx(float(analyse(case).options["A"].appraisal.npv) - 0.5 * 140, abs=1)


def test_a_delay_that_a_risk_brings_costs_its_part_of_the_first_year() -> None:
    risk = Risk(id="R1", options=("A",), probability=D(1), delay_days=D("182.5"))

    assert run(with_risks(risk)).simulation.npv.p50 == pytest.approx(500 - 250)


def test_a_frequency_counts_events() -> None:
    risk = Risk(id="R1", options=("A",), frequency=D(2), cost_if_occurs=D(10))
    extra = np.array(run(with_risks(risk)).simulation.total_cost_samples) - 1000

    assert extra.mean() == pytest.approx(20, rel=0.02)
    assert np.mean(extra < 1e-6) == pytest.approx(np.exp(-2), abs=0.01)


def test_an_opportunity_saves() -> None:
    risk = Risk(id="R1", kind="opportunity", options=("A",), probability=D(1), cost_if_occurs=D(40))

    assert run(with_risks(risk)).simulation.npv.p50 == pytest.approx(540)


def test_money_set_aside_for_risks_gives_way_to_them() -> None:
    risk = Risk(id="R1", options=("A",), probability=D("0.5"), cost_if_occurs=D(100))
    lines = (cost(1000), cost(80, identifier="C2", type="contingency"))
    with_register = run(small(*lines, risks=(risk,))).simulation
    without = run(small(*lines, risks=(risk,), simulation=SimulationSettings(with_risks=False))).simulation

    assert with_register.total_cost.mean == pytest.approx(1050, rel=0.001)
    assert without.total_cost.mean == pytest.approx(1080)
    assert with_register.contingency is not None
    assert with_register.contingency.p80 == pytest.approx(100)


def test_the_state_of_the_risks_is_as_the_settings_say() -> None:
    risk = Risk(id="R1", options=("A",), probability=D(1), residual_probability=D(0), cost_if_occurs=D(100))
    before = run(with_risks(risk, simulation=SimulationSettings(assessment="inherent")))
    after = run(with_risks(risk), dataclasses.replace(QUICK, with_before=True))

    assert before.simulation.npv.p50 == pytest.approx(400)
    assert after.simulation.npv.p50 == pytest.approx(500)
    assert after.before is not None
    assert after.before.npv.p50 == pytest.approx(400)


def test_residual_ends_follow_the_size_in_proportion() -> None:
    risk = Risk(
        id="R1",
        options=("A",),
        probability=D(1),
        cost_if_occurs=D(400),
        cost_low=D(200),
        cost_high=D(800),
        residual_cost=D(100),
    )
    extra = np.array(run(with_risks(risk)).simulation.total_cost_samples) - 1000

    assert 50 - 1e-6 <= extra.min() < 60
    assert 150 < extra.max() <= 200 + 1e-6


def test_the_parts_of_all_risks_add_up_with_those_of_the_lines() -> None:
    found = shared(sample(), analyse(sample()), "OPT1")

    assert found is not None
    npv = found.simulation.npv
    of_risks = sum(one.to_p80 - one.expected for one in found.contributions)
    by_shares = sum(one.variance_share for one in found.simulation.drivers if one.key.startswith("risks["))
    assert of_risks == pytest.approx(by_shares * (npv.mean - npv.p20))
    assert sum(one.variance_share for one in found.simulation.drivers) == pytest.approx(1)
    assert [one.to_p80 for one in found.contributions] == sorted(
        (one.to_p80 for one in found.contributions), reverse=True
    )


# -- what moves together -----------------------------------------------------------------------------------------------


def pair(group: str = "", **parts: Any) -> Case:
    lines = (
        cost(1000, low=D("0.5"), high=D("1.5"), group=group),
        cost(1000, identifier="C2", low=D("0.5"), high=D("1.5"), group=group),
    )
    return small(*lines, **parts)


def test_lines_of_a_group_widen_the_spread() -> None:
    strong = run(pair("CG1", correlation_groups=(CorrelationGroup(id="CG1", strength="strong"),))).simulation
    alone = run(pair()).simulation

    assert strong.npv.sd == pytest.approx(alone.npv.sd * (1 + 0.8) ** 0.5, rel=0.03)


def test_a_pair_stands_before_its_group_and_may_be_negative() -> None:
    groups = (CorrelationGroup(id="CG1", strength="strong"),)
    pairs = (Correlation(id="CC1", first="C1", second="C2", correlation=D("-0.9")),)
    found = run(pair("CG1", correlation_groups=groups, correlations=pairs)).simulation

    assert found.npv.sd < run(pair()).simulation.npv.sd * 0.5


@pytest.mark.parametrize(
    "pairs",
    [
        (Correlation(id="CC1", first="C1", second="C1", correlation=D("0.5")),),
        (Correlation(id="CC1", first="C1", second="gone", correlation=D("0.5")),),
        (Correlation(id="CC1", first="C1", second="C2", correlation=None),),
        (
            Correlation(id="CC1", first="C1", second="C2", correlation=D("0.5")),
            Correlation(id="CC2", first="C2", second="C1", correlation=D(0)),
        ),
    ],
)
def test_pairs_that_say_nothing_are_left_out(pairs: tuple[Correlation, ...]) -> None:
    assert run(pair(correlations=pairs)).simulation.npv.sd == pytest.approx(run(pair()).simulation.npv.sd, rel=0.03)


def test_a_group_that_is_gone_is_no_group() -> None:
    assert exact_curve(run(pair("gone")).compiled.model) is not None


def test_a_delay_moves_all_benefits_together() -> None:
    option = Option(id="A", delay_low=D(0), delay_likely=D(0), delay_high=D(12))
    found = run(small(benefit(100, 0, 1, 1, 1), options=(option,))).simulation

    assert found.npv.curve[0] == pytest.approx(200, abs=2)
    assert found.npv.curve[-1] == pytest.approx(300, abs=2)
    assert found.npv.mean == pytest.approx(300 - 100 / 3, abs=1)


def test_a_distribution_that_its_points_do_not_allow_is_named() -> None:
    case = small(cost(1000, low=D(0), high=D("1.5"), distribution="lognormal"))

    assert run(case).compiled.replaced == ("cost_lines[C1]",)


# -- running -----------------------------------------------------------------------------------------------------------


def test_the_same_settings_give_the_same_figures_and_another_seed_others() -> None:
    one, again, other = (run(uncertain(), Run(iterations=4096, seed=seed)) for seed in (1, 1, 2))

    assert one.simulation.npv == again.simulation.npv
    assert one.simulation.npv != other.simulation.npv


def test_a_run_is_kept_until_the_model_changes() -> None:
    case = uncertain()
    first = shared(case, analyse(case), "A")
    renamed = case.having(options=(Option(id="A", lead_months=3),))
    noted = case.having(simulation=dataclasses.replace(case.simulation, note=BiText("Run for the board.")))
    dearer = case.having(cost_lines=(dataclasses.replace(case.cost_lines[0], high=D(2)),))

    assert shared(renamed, analyse(renamed), "A") is first
    assert shared(noted, analyse(noted), "A") is first
    assert shared(dearer, analyse(dearer), "A") is not first
    assert running.known_run(fingerprint(case, analyse(case), "A")) is first


def test_a_run_can_be_stopped() -> None:
    def stop(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run(uncertain(), Run(iterations=10**7, progress=stop))


@pytest.mark.parametrize("case", [small(), small(cost(0))])
def test_there_is_nothing_to_simulate_without_money(case: Case) -> None:
    results = analyse(case)

    assert shared(case, results, "gone") is None
    assert shared(case, results, "A") is None


AMOUNTS = st.integers(0, 10**6)
SHARES = st.decimals(0, 1, places=2)


@settings(max_examples=25, deadline=None)
@given(AMOUNTS, AMOUNTS, SHARES, SHARES, st.sampled_from(["pert", "triangular", "uniform", "trigen", "normal"]))
def test_every_case_that_can_be_typed_is_simulated_without_a_failed_self_check(
    outlay: int, value: int, below: Decimal, above: Decimal, kind: str
) -> None:
    risk = Risk(id="R1", options=("A",), probability=below, cost_if_occurs=D(value), cost_high=D(2 * value))
    case = small(
        cost(outlay + 1, low=1 - below, high=1 + above, distribution=kind),
        benefit(value, 0, 1, 1, 1, low=value * below, high=value * (1 + above), distribution=kind),
        risks=(risk,),
    )

    found = simulated(case, analyse(case), "A", Run(iterations=1024, seed=3)).simulation

    assert all(np.isfinite(found.npv.curve))
    assert 0 <= found.npv.prob_negative <= 1


def test_a_tail_without_end_is_simulated_without_an_exact_curve() -> None:
    case = small(cost(1000, low=D("0.0001"), high=D(10), distribution="lognormal"))
    found = run(case)

    assert exact_curve(found.compiled.model) is None
    assert found.simulation.npv.p50 < 0


def test_a_pair_moves_the_factors_of_a_benefit_that_it_names() -> None:
    factors = [
        BenefitDriver(id=key, benefit="B1", likely=D(10), low=D(5), high=D(15), distribution="uniform")
        for key in ("F1", "F2")
    ]
    pair = Correlation(id="P1", first="F1", second="F2", correlation=D("0.8"))
    case = small(benefit(100, 0, 1), benefit_drivers=tuple(factors), correlations=(pair,))

    model = compile_model(case, analyse(case), "A").model

    assert model.correlations == (("benefit_drivers[F1]", "benefit_drivers[F2]", 0.8),)


def test_a_correction_for_optimism_inside_is_as_uncertain_as_its_lines() -> None:
    line = cost(1000, category="capex", low=D("0.5"), high=D("1.5"), distribution="uniform")
    bias = OptimismBias(source="own", own_uplift=D("0.2"), counted="inside")
    found = run(small(line, optimism_bias=bias)).simulation.total_cost

    assert found.mean == pytest.approx(1200, rel=0.002)
    assert (found.curve[0], found.curve[-1]) == (pytest.approx(600, abs=2), pytest.approx(1800, abs=2))


def test_a_risk_that_most_likely_costs_nothing_may_cost_something() -> None:
    risk = Risk(id="R1", options=("A",), probability=D(1), cost_if_occurs=D(0), cost_high=D(300))
    extra = np.array(run(with_risks(risk)).simulation.total_cost_samples) - 1000

    assert extra.mean() == pytest.approx(50, rel=0.02)  # PERT from 0 over 0 to 300
    assert extra.max() <= 300
