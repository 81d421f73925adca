"""What stands beside the appraisal: tax, optimism bias, comparison, affordability, the second schedule."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from casebuilder.analysis import analyse
from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.money import FundingSource
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from casebuilder.model.rules import BiasFactor, OptimismBias, PastProject
from tests.analysis.small import benefit, cost, flows, small

D = Decimal


def test_the_published_case_after_tax() -> None:
    """Outlay 200, salvage 50, 5 years straight line, 50 a year, 30% tax, 10%: NPV -2.159, shield 34.117."""
    line = cost(200, category="capex", depreciation="straight_line", life_years=5, residual_value=D(50))
    case = small(line, benefit(50, 0, 1, 1, 1, 1, 1), horizon=5, rate="0.1", rules={"tax_rate": D("0.3")})

    results = analyse(case)
    found, factors = results.options["A"].after_tax, results.discounting.factors()

    assert found is not None
    assert found.npv(factors) == pytest.approx(D("-2.159"), abs=D("0.0005"))
    assert found.shield_value(factors) == pytest.approx(D("34.117"), abs=D("0.0005"))


def test_tax_never_enters_the_economic_net_present_value() -> None:
    lines = (cost(200, category="capex", depreciation="double_declining", life_years=4), benefit(90, 0, 1, 1, 1))

    with_tax = analyse(small(*lines, rules={"tax_rate": D("0.3")}))
    without = analyse(small(*lines))

    assert with_tax.options["A"].appraisal == without.options["A"].appraisal
    assert without.options["A"].after_tax is None


def test_freed_time_is_no_taxable_income() -> None:
    case = small(benefit(100, 0, 1, 1, 1, type="non-cashable"), rules={"tax_rate": D("0.3")})
    found = analyse(case).options["A"].after_tax

    assert found is not None
    assert found.flows == flows(0, 0, 0, 0)


# -- optimism bias -----------------------------------------------------------------------------------------------------


def biased(**settings: str | Decimal) -> Case:
    return small(
        cost(1000, category="capex"),
        cost(100, identifier="C2", category="capex", type="contingency"),
        cost(0, 50, 50, identifier="C3", category="opex", type="recurring"),
        optimism_bias=OptimismBias(**settings),  # type: ignore[arg-type]
        bias_factors=(
            BiasFactor(id="OB1", contribution=D("0.4"), mitigation=D("0.5"), risks=("R1",)),
            BiasFactor(id="OB2", contribution=D("0.6"), mitigation=D(1), risks=("R1",)),
        ),
        past_projects=(
            PastProject(id="PP1", estimate=D(100), actual=D(110)),
            PastProject(id="PP2", estimate=D(100), actual=D(130)),
            PastProject(id="PP3", estimate=D(100), actual=D(120)),
            PastProject(id="PP4", estimate=None, actual=D(120)),
        ),
        risks=(Risk(id="R1", options=("A",), likelihood=3, cost_if_occurs=D(10)),),
    )


def test_the_published_bound_less_what_is_mitigated() -> None:
    """Outsourcing apart, the bound is on capital: standard buildings 24%, of which 80% is dealt with."""
    found = analyse(biased(source="table", project_type="standard_buildings"))

    assert found.bias.rate == D("0.048")
    assert found.options["A"].bias == flows(48, 0, 0, 0)
    assert found.options["A"].appraisal.npv == -1200
    assert found.options["A"].pv_bias == 48


@pytest.mark.parametrize(
    ("other", "share", "rate"),
    [
        ("non_standard_buildings", "0.3", "0.0642"),  # 30% x 51% + 70% x 24% = 32.1%, four fifths dealt with
        ("non_standard_buildings", None, "0.048"),
        ("standard_buildings", "0.3", "0.048"),
        ("outsourcing", "0.3", "0"),
    ],
)
def test_a_project_of_two_types_takes_both_bounds_by_their_shares(other: str, share: str | None, rate: str) -> None:
    part = None if share is None else D(share)
    case = biased(source="table", project_type="standard_buildings", other_type=other, other_share=part)  # type: ignore[arg-type]

    assert analyse(case).bias.rate == D(rate)


def test_shares_of_causes_beyond_the_whole_count_in_proportion() -> None:
    """Causes of 80% and 120% of the bias are two and three fifths of it; the second is dealt with."""
    case = biased(source="table", project_type="standard_buildings").having(
        bias_factors=(
            BiasFactor(id="OB1", contribution=D("0.8"), mitigation=D(0)),
            BiasFactor(id="OB2", contribution=D("1"), mitigation=D("1")),
        )
    )

    assert analyse(case).bias.rate == pytest.approx(D("0.24") * D("0.8") / D("1.8"))


def test_own_projects_give_their_median_and_their_eighty_per_cent_value() -> None:
    half, most = (analyse(biased(source="history", confidence=level)).bias for level in ("p50", "p80"))

    assert (half.rate, half.projects) == (D("0.2"), 3)
    assert most.rate == most.p80 == pytest.approx(D("0.3"))


def test_a_correction_inside_is_a_cost_of_every_option_and_counted_once() -> None:
    found = analyse(biased(source="own", own_uplift=D("0.1"), counted="inside")).options["A"]

    assert found.appraisal.npv == -1300
    assert found.pv_bias == 0


def test_a_cause_that_is_priced_as_a_risk_too_is_named_unless_it_is_mitigated() -> None:
    assert analyse(biased(source="own", own_uplift=D("0.1"))).bias.double_counted == (("OB1", "R1"),)
    assert analyse(biased()).bias.double_counted == ()


def test_the_risk_adjusted_value_puts_expected_costs_in_the_place_of_contingency() -> None:
    found = analyse(biased(source="own", own_uplift=D("0.1"))).options["A"]

    assert found.pv_contingency == 100
    assert found.pv_risk == D("3.5")
    assert found.adjusted_npv == -1200 + 100 - D("3.5") - 100


# -- side by side ------------------------------------------------------------------------------------------------------


def rivals() -> Case:
    """A big option with the higher NPV and a small one with the higher ratio, beside doing nothing."""
    return small(
        cost(1000),
        benefit(1500, 0, 1),
        cost(100, identifier="C2", option="B"),
        benefit(300, 0, 1, identifier="B2", option="B"),
        options=(Option(id="0", role="bau"), Option(id="A"), Option(id="B")),
    )


def test_options_are_compared_with_doing_nothing_and_by_steps_of_outlay() -> None:
    found = analyse(rivals()).comparison

    assert found is not None
    assert found.baseline == "0"
    assert {key: one.npv for key, one in found.incremental.items()} == {"A": 500, "B": 200}
    assert [(step.defender, step.challenger, step.accepted) for step in found.walk.steps] == [
        ("0", "B", True),
        ("B", "A", True),
    ]
    assert found.walk.chosen == "A"


def test_rankings_that_disagree_are_named() -> None:
    found = analyse(rivals()).comparison

    assert found is not None
    assert (found.rankings.npv.order, found.rankings.bcr.order) == (("A", "B"), ("B", "A"))
    assert [(one.first, one.second) for one in found.rankings.disagreements] == [("A", "B")]


def test_unequal_lives_are_compared_by_annual_value_and_as_chains() -> None:
    """1000 + 100 x 3 years and 1500 + 60 x 5 years at 5%: 467.21 and 406.46 a year; the longer life is cheaper."""
    case = small(
        cost(1000, 100, 100, 100),
        cost(1500, 60, 60, 60, 60, 60, identifier="C2", option="B"),
        horizon=5,
        rate="0.05",
        options=(Option(id="A", life_years=3), Option(id="B", life_years=5)),
    )
    found = analyse(case).comparison

    assert found is not None
    assert found.lives["A"].annual == pytest.approx(D("-467.21"), abs=D("0.005"))
    assert found.lives["B"].annual == pytest.approx(D("-406.46"), abs=D("0.005"))
    assert not found.lives["A"].cut
    assert found.lives["B"].chain_npv > found.lives["A"].chain_npv


def test_options_that_last_equally_long_need_no_chain() -> None:
    found = analyse(rivals()).comparison

    assert found is not None
    assert found.lives == {}


def test_one_option_alone_is_compared_with_nothing() -> None:
    assert analyse(small(cost(100))).comparison is None


def test_funding_is_held_against_the_need_of_each_year() -> None:
    sources = (
        FundingSource(id="FS1", amounts=flows(60, 100), status="confirmed"),
        FundingSource(id="FS2", amounts=flows(30), status="asked"),
    )
    found = analyse(small(cost(100, 100), funding_sources=sources)).affordability

    assert found is not None
    assert found.confirmed.gaps == flows(40, 0, 0, 0)
    assert found.with_expected.gaps == flows(10, 0, 0, 0)


# -- long horizons -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "horizon", "second"),
    [
        ("green_book", 60, "green_book_reduced"),
        ("green_book", 50, None),
        ("flat", 60, None),
        ("green_book_reduced", 60, None),
    ],
)
def test_a_horizon_over_fifty_years_brings_its_second_schedule(schedule: str, horizon: int, second: str | None) -> None:
    case = small(cost(100), benefit(10, *[1] * 61), horizon=horizon, profile={"discount_schedule": schedule})
    found = analyse(case).companion

    assert (found.schedule.identifier if found else None) == second
    if found:
        assert found.npv["A"] > analyse(case).options["A"].appraisal.npv


@pytest.mark.parametrize("period", ["year", "quarter", "month"])
def test_every_view_holds_in_every_period(period: str) -> None:
    """The sample with its amounts taken for those of quarters or months: no view raises, and none is lost."""
    case = sample()
    found = analyse(case.having(rules=dataclasses.replace(case.rules, period=period, tax_rate=D("0.2"))))

    assert all(one.after_tax is not None for one in found.options.values())
    assert found.comparison is not None
    assert found.affordability is not None
    assert len(found.periods) == len(found.options["OPT1"].appraisal.net_flows)
