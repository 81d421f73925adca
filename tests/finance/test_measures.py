"""The measures against published figures and against each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import measures

D = Decimal
RATES = st.decimals(D("-0.3"), D("0.9"), places=3)
FLOWS = st.lists(st.integers(-(10**6), 10**6).map(Decimal), min_size=1, max_size=20)
CONVENTIONAL = st.tuples(st.integers(1, 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=15)).map(
    lambda drawn: [Decimal(-drawn[0]), *map(Decimal, drawn[1])]
)


def _decimals(*values: float | str) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_decimals_stay_decimals_and_other_numbers_become_floats() -> None:
    flows = _decimals(-100, 60, 60)

    for value in (
        measures.npv(D("0.1"), flows),
        measures.excel_npv(D("0.1"), flows),
        measures.payback(flows),
        measures.mirr(flows, finance_rate=D("0.1"), reinvest_rate=D("0.1")),
        measures.annuity_factor(D("0.1"), 3),
        measures.real_rate(D("0.1"), D("0.02")),
    ):
        assert isinstance(value, Decimal)
    assert isinstance(measures.npv(0, [-100, 60, 60]), float)
    assert isinstance(measures.npv(0.1, flows), Decimal)  # type: ignore[type-var]


def test_net_present_values_of_the_numpy_example() -> None:
    flows = _decimals(-4000, 500, 800)

    assert measures.npv(D(0), flows) == -2700
    assert round(measures.npv(D("0.05"), flows), 2) == D("-2798.19")
    assert round(measures.npv(D("0.1"), flows), 2) == D("-2884.30")


def test_payback_is_the_last_recovery_inside_its_year() -> None:
    assert measures.payback(_decimals(-800, 50, 400, 500, 500)) == D("2.7")
    assert measures.payback([-10, 12, -5, 4]) == pytest.approx(2.75)
    assert measures.payback([-10, 5, 5]) == 2
    assert measures.payback([-10, 5, 4]) is None
    assert measures.payback([-10, 20, -15]) is None
    assert measures.payback([0, 0]) is None
    assert measures.payback([5, 5]) is None


def test_discounted_payback_of_the_published_examples() -> None:
    assert measures.discounted_payback(0.11, [-210, 85, 75, 85, 105]) == pytest.approx(3.15, abs=0.005)
    assert measures.discounted_payback(0.11, [-2_324_000] + [600_000] * 6) == pytest.approx(5.33, abs=0.005)
    assert measures.discounted_payback(0.035, [-100] + [30] * 5) == pytest.approx(3.6101, abs=5e-5)


def test_modified_rate_needs_money_out_and_money_in() -> None:
    assert measures.mirr([-120000, 39000, 30000, 21000, 37000, 46000], finance_rate=0.1, reinvest_rate=0.14) == (
        pytest.approx(0.1348, abs=5e-5)
    )
    assert measures.mirr([-5, -5], finance_rate=0.1, reinvest_rate=0.1) is None
    assert measures.mirr([5, 5], finance_rate=0.1, reinvest_rate=0.1) is None


def test_ratios_to_nought_do_not_exist() -> None:
    assert measures.bcr(D(5), D(0)) is None
    assert measures.roi(5.0, 0) is None
    assert measures.switching_value(0, 5.0) is None
    assert measures.profitability_index(0.1, [0, 5]) is None


def test_return_on_investment_is_that_of_the_published_study() -> None:
    costs = [53_150, 666_715, 636_772, 647_783]
    benefits = [0, 1_606_511, 3_061_331, 4_229_760]
    pv_costs, pv_benefits = measures.npv(0.1, costs), measures.npv(0.1, benefits)

    assert (round(pv_costs), round(pv_benefits)) == (1_672_201, 7_168_371)
    assert measures.roi(pv_benefits, pv_costs) == pytest.approx(3.29, abs=0.005)
    assert measures.roi(sum(benefits), sum(costs)) == pytest.approx(3.44, abs=0.005)


def test_equivalent_annual_costs_favour_the_longer_life() -> None:
    short = measures.npv(0.05, [1000] + [100] * 3)
    long = measures.npv(0.05, [1500] + [60] * 5)

    assert measures.equivalent_annual(0.05, short, 3) == pytest.approx(467.21, abs=0.005)
    assert measures.equivalent_annual(0.05, long, 5) == pytest.approx(406.46, abs=0.005)
    assert measures.annuity_factor(D(0), 7) == 7


def test_real_and_nominal_rates_are_inverse() -> None:
    assert measures.nominal_rate(0.035, 0.02) == pytest.approx(0.0557, abs=1e-12)
    assert measures.real_rate(0.08, 0.025) == pytest.approx(0.053659, abs=5e-7)


DATE = datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: measures.npv(0.1, []), "no cash flows"),
        (lambda: measures.npv(-1, [1, 2]), "above -100%"),
        (lambda: measures.npv(float("nan"), [1, 2]), "not a finite number"),
        (lambda: measures.npv(0.1, [1, None]), "not a finite number"),  # type: ignore[type-var]
        (lambda: measures.excel_npv(-2, [1]), "above -100%"),
        (lambda: measures.payback([]), "no cash flows"),
        (lambda: measures.discounted_payback(-1, [1]), "above -100%"),
        (lambda: measures.mirr([-1, 2], finance_rate=0.1, reinvest_rate=-1), "above -100%"),
        (lambda: measures.xnpv(0.1, [1, 2], [DATE]), "2 flows and 1 dates"),
        (lambda: measures.annuity_factor(0.1, 0), "at least one period"),
        (lambda: measures.equivalent_annual(0.1, 100, -1), "at least one period"),
        (lambda: measures.bcr(float("inf"), 1), "not a finite number"),
        (lambda: measures.real_rate(0.1, -1), "Inflation must be above -100%"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


def test_flows_that_fall_short_again_are_recovered_several_times() -> None:
    flows = [Decimal(flow) for flow in (-100, 150, -80, 60, -40, 20)]

    assert measures.recoveries(flows) == [Decimal(100) / 150, 2 + Decimal("0.5"), 4 + Decimal("0.5")]
    assert measures.payback(flows) == Decimal("4.5")
    assert measures.payback(flows[:5]) is None
    assert measures.recoveries([5, 5]) == []


@given(CONVENTIONAL, RATES, RATES)
def test_npv_of_conventional_flows_falls_as_the_rate_rises(flows: list[Decimal], one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])

    assert measures.npv(low, flows) >= measures.npv(high, flows)


@given(FLOWS, RATES, st.integers(-6, 6))
def test_npv_scales_with_the_flows(flows: list[Decimal], rate: Decimal, power: int) -> None:
    scaled = measures.npv(rate, [flow.scaleb(power) for flow in flows])

    assert scaled == pytest.approx(measures.npv(rate, flows).scaleb(power), rel=Decimal("1e-18"), abs=Decimal("1e-18"))


@given(FLOWS, RATES)
def test_a_year_of_delay_divides_npv_by_one_year_of_growth(flows: list[Decimal], rate: Decimal) -> None:
    later = measures.npv(rate, [D(0), *flows])

    assert later * (1 + rate) == pytest.approx(measures.npv(rate, flows), rel=Decimal("1e-15"), abs=Decimal("1e-12"))
    assert measures.excel_npv(rate, flows) == later


@given(CONVENTIONAL, st.decimals(D(0), D("0.9"), places=3))
def test_discounting_never_shortens_the_payback(flows: list[Decimal], rate: Decimal) -> None:
    plain, discounted = measures.payback(flows), measures.discounted_payback(rate, flows)

    assert discounted is None or (plain is not None and discounted >= plain - Decimal("1e-20"))


@given(st.integers(0, 10**9).map(Decimal), st.integers(1, 10**9).map(Decimal))
def test_ratios_agree_on_whether_it_pays(benefits: Decimal, costs: Decimal) -> None:
    ratio, gain = measures.bcr(benefits, costs), measures.roi(benefits, costs)

    assert ratio is not None
    assert gain is not None
    assert (ratio > 1) == (benefits > costs) == (gain > 0)
    if benefits:
        change = measures.switching_value(benefits, costs)
        assert change is not None
        assert benefits * (1 + change) == pytest.approx(costs, rel=Decimal("1e-20"))


@given(RATES, st.decimals(D("-0.2"), D("0.3"), places=3), FLOWS)
def test_real_flows_at_the_real_rate_equal_nominal_flows_at_the_nominal_rate(
    real: Decimal, inflation: Decimal, flows: list[Decimal]
) -> None:
    nominal_flows = [flow * (1 + inflation) ** period for period, flow in enumerate(flows)]
    nominal = measures.nominal_rate(real, inflation)

    assert measures.real_rate(nominal, inflation) == pytest.approx(real, abs=Decimal("1e-20"))
    assert measures.npv(nominal, nominal_flows) == pytest.approx(
        measures.npv(real, flows), rel=Decimal("1e-12"), abs=Decimal("1e-9")
    )
