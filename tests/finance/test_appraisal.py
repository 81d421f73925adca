"""The appraisal of options: the sample's expected figures, a worked case, and what must always hold."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import cashflow
from casebuilder.finance.appraisal import Appraisal, Discounting, appraise
from casebuilder.finance.rounding import MODES, round_money

D = Decimal
SAMPLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "golden" / "sample_contact_case.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
    parse_int=Decimal,
)
HORIZON = int(SAMPLE["meta"]["horizon_years"])
AMOUNTS = st.lists(st.integers(0, 10**7).map(Decimal), min_size=6, max_size=6)
RATES = st.decimals(D(0), D("0.5"), places=3)


def _sample_appraisal(option: str) -> Appraisal:
    costs = [line["flows"] for line in SAMPLE["costs"] if line["option"] == option]
    benefits = [
        cashflow.benefit_flow(
            line["annual_full_value"],
            line["ramp"],
            confidence=line["confidence"],
            horizon=HORIZON,
            rounding="half_even",
        )
        for line in SAMPLE["benefits"]
        if line["option"] == option
    ]
    discounting = Discounting.of(SAMPLE["meta"]["discount_rate"], HORIZON)
    return appraise(cashflow.total(costs, HORIZON), cashflow.total(benefits, HORIZON), discounting)


@pytest.mark.parametrize("option", SAMPLE["financial_expected"])
def test_the_sample_gives_its_expected_figures(option: str) -> None:
    expected, actual = SAMPLE["financial_expected"][option], _sample_appraisal(option)

    for name in ("cost_flows", "benefit_flows", "net_flows"):
        assert list(getattr(actual, name)) == expected[name]
    assert round(actual.pv_costs, 2) == expected["pv_costs"]
    assert round(actual.pv_benefits, 2) == expected["pv_benefits"]
    assert round(actual.npv, 2) == expected["npv"]
    for name in ("bcr", "payback_years", "discounted_payback_years", "roi_undiscounted"):
        value = getattr(actual, name)
        assert (None if value is None else round(value, 6)) == expected[name]
    rate = actual.irr.value
    assert (None if rate is None else round(D(rate), 8)) == expected["irr"]


@pytest.mark.parametrize("line", SAMPLE["benefits"], ids=lambda line: line["id"])
def test_every_benefit_of_the_sample_gives_its_stated_flows(line: dict[str, Any]) -> None:
    flows = cashflow.benefit_flow(
        line["annual_full_value"], line["ramp"], confidence=line["confidence"], horizon=5, rounding="half_even"
    )

    assert list(flows) == line["flows"]


@pytest.mark.parametrize("option", SAMPLE["sensitivity_expected"]["switching_benefit_multiplier"])
def test_the_sample_switches_where_expected(option: str) -> None:
    fall = _sample_appraisal(option).switching.benefits_fall
    expected = SAMPLE["sensitivity_expected"]["switching_benefit_multiplier"][option]

    assert fall is not None
    assert round(1 - fall, 6) == expected


def _worked_case(timing: Any = "end") -> Appraisal:
    costs = [D(420_000)] + [D(60_000)] * 5
    benefits = cashflow.benefit_flow(
        D(310_000), [D(0), D("0.4"), D("0.8"), D(1), D(1), D(1)], confidence=D(1), horizon=5, rounding="half_up"
    )
    return appraise(costs, benefits, Discounting.of(D("0.05"), 5, timing=timing))


def test_the_worked_case_has_every_measure() -> None:
    case = _worked_case()

    assert round(case.pv_benefits, 2) == D("1108759.08")
    assert round(case.pv_costs, 2) == D("679768.60")
    assert round(case.npv, 2) == D("428990.48")
    assert case.bcr == pytest.approx(D("1.6311"), abs=D("5e-5"))
    assert case.irr.value == pytest.approx(0.30928, abs=5e-6)
    assert case.mirr == pytest.approx(D("0.20870"), abs=D("5e-6"))
    assert case.payback_years == D("2.672")
    assert case.discounted_payback_years == pytest.approx(D("2.873"), abs=D("5e-4"))
    assert case.tco == 720_000
    assert case.roi == pytest.approx(D("0.6311"), abs=D("5e-5"))
    assert case.roi_undiscounted == pytest.approx(D("0.8083"), abs=D("5e-5"))
    assert case.profitability_index == pytest.approx(D("2.0214"), abs=D("5e-5"))
    assert case.equivalent_annual == pytest.approx(D("99085.99"), abs=D("0.005"))
    assert case.switching.benefits_fall == pytest.approx(D("0.3869"), abs=D("5e-5"))
    assert case.switching.costs_rise == pytest.approx(D("0.6311"), abs=D("5e-5"))
    assert case.switching.benefits_delay_years == pytest.approx(D("1.54"), abs=D("0.005"))
    assert case.cumulative_flows[-1] == sum(case.net_flows)
    assert case.discounted_cumulative_flows[-1] == pytest.approx(case.npv, abs=D("1e-15"))


def test_money_in_the_middle_of_the_year_is_worth_more() -> None:
    assert round(_worked_case("mid").npv, 2) == D("449956.37")
    assert _worked_case("mid").irr == _worked_case().irr


def test_modified_rate_takes_its_own_rates_where_the_case_states_them() -> None:
    flows = [D(39_000), D(30_000), D(21_000), D(37_000), D(46_000)]
    discounting = Discounting((D("0.05"),) * 5, "end", finance_rate=D("0.1"), reinvest_rate=D("0.12"))

    case = appraise([D(120_000)], [D(0), *flows], discounting)

    assert case.mirr == pytest.approx(D("0.1260941304"), abs=D("1e-10"))


def test_a_declining_schedule_discounts_cumulatively() -> None:
    case = appraise([D(100)], [D(0)] * 31 + [D(1000)], Discounting.of("green_book", 31))

    assert case.pv_benefits == pytest.approx(D("345.90137"), abs=D("5e-6"))


def test_what_does_not_exist_is_none() -> None:
    case = appraise([], [], Discounting.of(D("0.08"), 5))

    assert case.npv == case.tco == 0
    assert case.irr.status == "no_sign_change"
    assert case.equivalent_annual == 0
    for name in ("bcr", "mirr", "payback_years", "discounted_payback_years", "roi", "profitability_index"):
        assert getattr(case, name) is None
    assert case.switching.benefits_fall is case.switching.costs_rise is case.switching.benefits_delay_years is None


def test_a_horizon_of_nought_has_one_period_and_no_annuity() -> None:
    case = appraise([D(5), D(5)], [D(9)], Discounting.of(D("0.08"), 0))

    assert case.net_flows == (D(4),)
    assert case.equivalent_annual is None


@given(AMOUNTS, AMOUNTS, RATES)
def test_measures_of_an_option_agree_with_each_other(costs: list[D], benefits: list[D], rate: D) -> None:
    case = appraise(costs, benefits, Discounting.of(rate, 5))

    assert case.npv == case.pv_benefits - case.pv_costs
    if case.bcr is not None:
        assert (case.bcr > 1) == (case.npv > 0)
    fall, rise = case.switching.benefits_fall, case.switching.costs_rise
    if fall is not None:
        assert case.pv_benefits * (1 - fall) == pytest.approx(case.pv_costs, abs=D("1e-9"))
    if rise is not None:
        assert case.pv_costs * (1 + rise) == pytest.approx(case.pv_benefits, abs=D("1e-9"))
    delay = case.switching.benefits_delay_years
    assert delay is None or (0 <= delay <= 6 and case.npv >= 0)


@given(AMOUNTS, AMOUNTS, RATES)
def test_a_line_of_nought_changes_nothing(costs: list[D], benefits: list[D], rate: D) -> None:
    discounting = Discounting.of(rate, 5)

    assert cashflow.total([costs, [D(0)] * 6, []], 5) == tuple(costs)
    assert appraise([*costs, D(99)], benefits, discounting) == appraise(costs, benefits, discounting)


def test_delay_is_linear_between_whole_years() -> None:
    """Each year of delay loses 10, and 25 can be lost."""
    case = appraise([D(25)], [D(0), *[D(10)] * 5], Discounting.of(D(0), 5))

    assert case.switching.benefits_delay_years == D("2.5")


@pytest.mark.parametrize(
    ("mode", "values"),
    [
        ("half_up", ("3", "-3", "2", "3")),
        ("half_even", ("2", "-2", "2", "3")),
        ("half_down", ("2", "-2", "2", "3")),
        ("up", ("3", "-3", "3", "3")),
        ("down", ("2", "-2", "2", "2")),
        ("none", ("2.5", "-2.5", "2.4", "2.6")),
    ],
)
def test_rounding_by_name(mode: str, values: tuple[str, ...]) -> None:
    assert [round_money(D(value), mode) for value in ("2.5", "-2.5", "2.4", "2.6")] == [D(value) for value in values]


def test_an_unknown_rounding_rule_is_refused() -> None:
    with pytest.raises(ValueError, match=", ".join(MODES)):
        round_money(D(1), "bankers")


def test_products_are_exact_before_they_are_rounded() -> None:
    """28 digits would lose the half."""
    flows = cashflow.benefit_flow(
        D("1000000000000001"), [D("0.50000000000000005")], confidence=D("0.999999999999999"), horizon=0, rounding="none"
    )

    digits = 1000000000000001 * 50000000000000005 * 999999999999999
    assert str(flows[0]).replace(".", "") == str(digits)


def test_a_negative_horizon_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        cashflow.fitted([D(1)], -1)
