"""The results of whole cases: the sample's expected figures, and no failure on what is not finished."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.analysis import Results, analyse, ranked_risks
from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.new import new_case
from casebuilder.model.options import Option
from casebuilder.model.profile import Recommendation
from casebuilder.model.risks import Risk, RiskBand
from risk.matrix import FIVE_BY_FIVE

D = Decimal
RAW: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "sample_contact_case.json").read_text(encoding="utf-8"), parse_float=Decimal
)


@pytest.fixture(scope="module")
def results() -> Results:
    return analyse(sample())


def _flows(*values: int | str) -> tuple[Decimal, ...]:
    return tuple(D(value) for value in values)


def _profile(case: Case, **values: Any) -> Case:
    return case.having(profile=dataclasses.replace(case.profile, **values))


def _one_option(*, cost: tuple[Decimal, ...] = (), benefits: tuple[Benefit, ...] = ()) -> Case:
    return Case(
        options=(Option(id="A"),),
        cost_lines=(CostLine(id="C1", option="A", type="one-off", flows=cost),),
        benefits=benefits,
        recommendation=Recommendation(option="A"),
    )


@pytest.mark.parametrize("option", RAW["financial_expected"])
def test_every_option_of_the_sample_has_its_expected_figures(results: Results, option: str) -> None:
    expected, appraised = RAW["financial_expected"][option], results.options[option].appraisal

    for name in ("cost_flows", "benefit_flows", "net_flows"):
        assert list(getattr(appraised, name)) == expected[name]
    for name in ("pv_costs", "pv_benefits", "npv"):
        assert round(getattr(appraised, name), 2) == expected[name]
    for name in ("bcr", "payback_years", "discounted_payback_years", "roi_undiscounted"):
        value = getattr(appraised, name)
        assert (None if value is None else round(value, 6)) == expected[name]
    rate = appraised.irr.value
    assert (None if rate is None else round(D(rate), 8)) == expected["irr"]


def test_every_risk_of_the_sample_has_its_expected_figures(results: Results) -> None:
    for raw in RAW["risks"]:
        rated, expected = results.risks[raw["id"]], raw["expected"]
        assert (rated.score, rated.level) == (expected["score"], expected["level"])
        assert (rated.residual_score, rated.residual_level) == (expected["residual_score"], expected["residual_level"])
        assert (rated.expected, rated.residual_expected) == (expected["emv"], expected["residual_emv"])


def test_the_benchmark_of_the_sample_has_its_expected_ranking(results: Results) -> None:
    expected = RAW["benchmark"]["expected"]

    assert results.benchmark.scores == expected["weighted_scores"]
    assert list(results.benchmark.ranking) == expected["ranking"]
    assert results.benchmark.weight_sum == 1


def test_the_sample_names_its_headline_and_what_is_over_budget(results: Results) -> None:
    assert results.headline is results.options["OPT1"]
    assert [key for key, option in results.options.items() if option.over_budget] == ["OPT2", "OPT3"]
    assert results.options["OPT1"].capital == 2_365_000


def test_risks_of_an_option_are_the_open_ones_that_touch_it() -> None:
    case = sample()
    expected = sum(raw["expected"]["emv"] for raw in RAW["risks"] if "OPT3" in raw["options"])
    closed = dataclasses.replace(case.risks[1], status="closed")
    without = analyse(case.having(risks=(case.risks[0], closed, *case.risks[2:])))

    assert analyse(case).options["OPT3"].expected_risk == expected
    assert without.options["OPT3"].expected_risk == expected - RAW["risks"][1]["expected"]["emv"]


def test_the_gravest_risk_comes_first(results: Results) -> None:
    ranked = ranked_risks(sample(), results)

    assert ranked[0].id == "R01"
    scores = [results.risks[risk.id].score or 0 for risk in ranked]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("case", [Case(), new_case(), Case(risks=(Risk(id="R1"),)), _one_option()])
def test_an_unfinished_case_has_results(case: Case) -> None:
    found = analyse(case)

    assert found.options.keys() == {option.id for option in case.options}
    assert found.benchmark.ranking == ()
    assert all(result.appraisal.npv == 0 for result in found.options.values())
    assert all(rated.score is None and rated.expected is None for rated in found.risks.values())


def test_a_recommendation_of_no_option_has_no_headline() -> None:
    assert analyse(Case(recommendation=Recommendation(option="GONE"))).headline is None


def test_missing_numbers_of_a_benefit_count_nothing_and_a_disbenefit_counts_against() -> None:
    ramp = (D(0), D(1), D(1))
    unknown = Benefit(id="B1", option="A", annual_full_value=None, ramp=ramp)
    harm = Benefit(id="B2", option="A", kind="disbenefit", annual_full_value=D(10), ramp=ramp)

    found = analyse(_profile(_one_option(benefits=(unknown, harm)), horizon_years=2)).options["A"]

    assert found.benefit_lines["B1"] == _flows(0, 0, 0)
    assert found.appraisal.benefit_flows == _flows(0, -10, -10)


def test_amounts_are_cut_and_filled_to_the_horizon() -> None:
    case = _one_option(cost=(D(5), D(6), D(7)))

    assert analyse(_profile(case, horizon_years=1)).options["A"].appraisal.cost_flows == _flows(5, 6)
    assert analyse(_profile(case, horizon_years=4)).options["A"].appraisal.cost_flows == _flows(5, 6, 7, 0, 0)
    assert analyse(_profile(case, horizon_years=None)).options["A"].appraisal.cost_flows == _flows(5)


def test_rate_schedule_timing_and_rounding_are_those_of_the_case() -> None:
    half = Benefit(id="B1", option="A", annual_full_value=D("2.5"), ramp=(D(0), D(1)))
    case = _profile(_one_option(cost=(D(0), D(100)), benefits=(half,)), horizon_years=1)

    def value(**values: Any) -> Decimal:
        return analyse(_profile(case, **values)).options["A"].appraisal.pv_costs

    assert value(discount_rate=D("0.25")) == 80
    assert value(discount_rate=None) == 100
    assert value(discount_rate=D("0.25"), timing="start") == 100
    assert value(discount_schedule="green_book") == 100 / D("1.035")
    for rule, flow in (("half_up", 3), ("half_even", 2), ("none", "2.5")):
        rounded = analyse(_profile(case, rounding=rule)).options["A"].appraisal.benefit_flows
        assert rounded == _flows(0, flow)


def test_scales_of_the_case_are_used_unless_they_contradict_themselves() -> None:
    two = (RiskBand(id="calm", lowest=1, highest=12), RiskBand(id="grave", lowest=13, highest=25))
    overlapping = (two[0], dataclasses.replace(two[1], lowest=5))
    rated = Risk(id="R1", likelihood=5, impact=5)

    assert analyse(Case(risks=(rated,), risk_bands=two)).risks["R1"].level == "grave"
    assert analyse(Case(risks=(rated,), risk_bands=overlapping)).scale == FIVE_BY_FIVE


def test_a_technology_without_a_score_is_not_ranked() -> None:
    case = sample()
    without = case.having(scores=tuple(s for s in case.scores if (s.technology, s.criterion) != ("TC", "CR1")))

    assert analyse(without).benchmark.ranking == ("TA", "TB", "T0")


@given(st.integers(-3, 6), st.sampled_from([option.id for option in sample().options]))
def test_results_scale_with_the_currency_unit(power: int, option: str) -> None:
    case = _profile(sample(), rounding="none")
    scaled = case.having(
        cost_lines=tuple(
            dataclasses.replace(line, flows=tuple(flow.scaleb(power) for flow in line.flows))
            for line in case.cost_lines
        ),
        benefits=tuple(
            dataclasses.replace(line, annual_full_value=(line.annual_full_value or D(0)).scaleb(power))
            for line in case.benefits
        ),
    )
    before, after = analyse(case).options[option].appraisal, analyse(scaled).options[option].appraisal

    assert after.npv == pytest.approx(before.npv.scaleb(power), rel=D("1e-20"))
    assert after.irr == before.irr
    assert after.payback_years == before.payback_years


def test_what_contradicts_itself_in_the_bands_leaves_the_rest_of_the_scale() -> None:
    case = new_case()
    bands = tuple(dataclasses.replace(band, lowest=1) for band in case.risk_bands)
    steps = tuple(dataclasses.replace(step, probability=Decimal("0.02")) for step in case.likelihood_levels)
    scale = analyse(case.having(risk_bands=bands, likelihood_levels=steps)).scale
    assert scale.probability(2) == Decimal("0.02")
    assert scale.level(6) == "medium"


def test_a_step_that_is_gone_from_the_impact_scale_does_not_renumber_the_others() -> None:
    case = new_case()
    steps = tuple(step for step in case.impact_levels if step.id != "3")
    assert analyse(case.having(impact_levels=steps)).scale.impacts == 5


def test_closed_risks_and_opportunities_are_no_biggest_risk() -> None:
    case = sample()
    worst = ranked_risks(case, analyse(case))[0]
    closed = tuple(dataclasses.replace(risk, status="closed") if risk.id == worst.id else risk for risk in case.risks)
    changed = case.having(risks=closed)
    assert worst.id not in [risk.id for risk in ranked_risks(changed, analyse(changed))]
