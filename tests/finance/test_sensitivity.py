"""Sensitivity: the published tornado, switching values and what a month of delay costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import cashflow
from casebuilder.finance.appraisal import Discounting, appraise
from casebuilder.finance.irr import irr
from casebuilder.finance.measures import npv
from casebuilder.finance.schedule import discount_factors
from casebuilder.finance.sensitivity import (
    Driver,
    Tornado,
    cost_of_delay,
    crossing,
    delay_curve,
    delayed,
    grouped,
    linear_tornado,
    npv_at_delay,
    switching,
    switching_delay,
    switching_values,
    tornado,
)

D = Decimal
# The worked case: 5%, 420,000 at once and 60,000 a year for benefits of 310,000 a year that ramp up.
COSTS = tuple(map(D, (420_000, 60_000, 60_000, 60_000, 60_000, 60_000)))
BENEFITS = tuple(map(D, (0, 124_000, 248_000, 310_000, 310_000, 310_000)))
FIVE = discount_factors(D("0.05"), 5)
PV_COSTS, PV_BENEFITS = cashflow.present_value(COSTS, FIVE), cashflow.present_value(BENEFITS, FIVE)
NPV = PV_BENEFITS - PV_COSTS
FLOWS = st.lists(st.integers(0, 10**6).map(Decimal), min_size=6, max_size=6)
RATES = st.decimals(0, D("0.5"), places=3)
DELAYS = st.decimals(0, 7, places=3)


def _value(drivers: Mapping[str, Decimal]) -> Decimal:
    at = discount_factors(drivers["rate"], 5)
    benefits = cashflow.present_value(delayed(BENEFITS, drivers["delay"]), at)
    return benefits * drivers["benefits"] - cashflow.present_value(COSTS, at) * drivers["costs"]


DRIVERS = (
    Driver("rate", D("0.03"), D("0.05"), D("0.07")),
    Driver("costs", D("0.9"), D(1), D("1.1")),
    Driver("benefits", D("0.8"), D(1), D("1.2")),
    Driver("delay", D(0), D(0), D(1)),
)


def _ends(found: Tornado) -> dict[str, tuple[Decimal, Decimal]]:
    return {bar.driver.key: (round(bar.at_low, 2), round(bar.at_high, 2)) for bar in found.bars}


def test_the_published_tornado() -> None:
    found = tornado(DRIVERS, _value)

    assert round(found.base, 2) == D("428990.48")
    assert _ends(found) == {
        "benefits": (D("207238.67"), D("650742.30")),
        "delay": (D("428990.48"), D("144865.66")),
        "costs": (D("496967.34"), D("361013.62")),
        "rate": (D("485903.33"), D("377064.38")),
    }
    assert [bar.driver.key for bar in found.bars] == ["benefits", "delay", "costs", "rate"]
    assert [round(bar.swing) for bar in found.bars] == [443504, 284125, 135954, 108839]


def test_linear_drivers_need_no_function() -> None:
    linear = [driver for driver in DRIVERS if driver.key in ("costs", "benefits")]

    found = linear_tornado(linear, NPV, {"costs": -PV_COSTS, "benefits": PV_BENEFITS, "other": D(1)})

    assert _ends(found) == {key: ends for key, ends in _ends(tornado(DRIVERS, _value)).items() if key in _ends(found)}
    assert [bar.driver.key for bar in found.bars] == ["benefits", "costs"]


def test_a_linear_driver_has_any_unit() -> None:
    """A price of 10 of which each unit adds 7 to NPV."""
    (bar,) = linear_tornado([Driver("price", D(8), D(10), D(13))], D(50), {"price": D(7)}).bars

    assert (bar.at_low, bar.at_high) == (36, 71)


def test_a_bar_holds_its_base_where_the_value_turns() -> None:
    (bar,) = tornado([Driver("x", D(-1), D(0), D(2))], lambda drivers: drivers["x"] ** 2).bars

    assert (bar.worst, bar.best, bar.swing) == (0, 4, 4)


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 50), st.integers(0, 50))
    )
)
def test_both_tornados_agree_and_include_the_base(lines: dict[str, tuple[int, int, int]]) -> None:
    pv = {key: D(value) for key, (value, _, _) in lines.items()}
    drivers = [Driver(key, 1 - D(down) / 100, D(1), 1 + D(up) / 100) for key, (_, down, up) in lines.items()]
    base = sum(pv.values(), start=D(0))

    found = linear_tornado(drivers, base, pv)

    assert found == tornado(drivers, lambda factors: sum((factors[key] * pv[key] for key in pv), start=D(0)))
    assert [bar.swing for bar in found.bars] == sorted((bar.swing for bar in found.bars), reverse=True)
    assert all(bar.worst <= found.base <= bar.best for bar in found.bars)


def test_the_published_switching_values() -> None:
    assert switching(NPV, PV_BENEFITS) == pytest.approx(D("-0.3869"), abs=D("5e-5"))
    assert switching(NPV, -PV_COSTS) == pytest.approx(D("0.6311"), abs=D("5e-5"))
    assert switching(NPV, D(0)) is None


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(-(10**6), 10**6).map(Decimal)), st.data())
def test_a_line_or_group_at_its_switching_value_brings_npv_to_nought(pv: dict[str, D], data: st.DataObject) -> None:
    groups = {line: data.draw(st.sampled_from("XY")) for line in pv if data.draw(st.booleans())}
    total = sum(pv.values(), start=D(0))
    by_group = grouped(pv, groups)

    for values in (pv, by_group):
        for key, change in switching_values(total, values).items():
            assert (change is None) == (values[key] == 0)
            assert change is None or total + values[key] * change == pytest.approx(D(0), abs=D("1e-18"))
    assert sum(by_group.values()) == sum(pv[line] for line in groups)


def test_the_rate_at_which_npv_is_nought_is_the_rate_of_return() -> None:
    net = cashflow.net(BENEFITS, COSTS)

    found = crossing(lambda rate: npv(rate, net), D("0.05"), D(1))

    assert float(found or 0) == pytest.approx(irr(net).roots[0], abs=1e-15)
    assert crossing(lambda rate: npv(rate, net), D("0.05"), D("0.3")) is None
    assert crossing(lambda rate: npv(rate, net), D("0.05"), D("-0.2")) is None


def test_the_first_of_several_crossings_is_found_in_either_direction() -> None:
    flows = [D(-100), D(230), D(-132)]

    assert crossing(lambda rate: npv(rate, flows), D(0), D("0.5")) == pytest.approx(D("0.1"), abs=D("1e-20"))
    assert crossing(lambda rate: npv(rate, flows), D("0.5"), D(0)) == pytest.approx(D("0.2"), abs=D("1e-20"))


@pytest.mark.parametrize(
    ("base", "limit", "found"), [("1", "5", "1"), ("0", "1", "1"), ("0", "64", "1"), ("2", "0", "1")]
)
def test_a_crossing_on_a_step_is_exact(base: str, limit: str, found: str) -> None:
    assert crossing(lambda x: x - 1, D(base), D(limit)) == D(found)


def test_the_published_delays() -> None:
    curve = delay_curve(COSTS, BENEFITS, FIVE)

    assert [round(value, 2) for value in curve[:3]] == [D("428990.48"), D("144865.66"), D("-125729.41")]
    assert curve[-1] == -PV_COSTS
    assert len(curve) == 7
    assert round(switching_delay(curve) or 0, 2) == D("1.54")
    assert round(npv_at_delay(curve, D("0.5")), 2) == D("286928.07")


def test_a_month_of_delay_costs_a_twelfth_of_a_year() -> None:
    curve = delay_curve(COSTS, BENEFITS, FIVE)

    assert round(cost_of_delay(curve), 2) == D("23677.07")
    assert cost_of_delay(curve, periods_a_year=4) == pytest.approx((curve[0] - curve[1]) / 3, abs=D("1e-20"))
    assert cost_of_delay(curve, periods_a_year=12) == curve[0] - curve[1]


@given(FLOWS, FLOWS, RATES, DELAYS)
def test_the_curve_is_the_npv_of_delayed_benefits(costs: list[D], benefits: list[D], rate: D, delay: D) -> None:
    at = discount_factors(rate, 5)
    curve = delay_curve(costs, benefits, at)

    later = cashflow.present_value(delayed(benefits, delay), at) - cashflow.present_value(costs, at)

    assert npv_at_delay(curve, delay) == pytest.approx(later, abs=D("1e-15"))
    assert list(curve) == sorted(curve, reverse=True)


@given(FLOWS, FLOWS, RATES)
def test_the_delay_that_switches_is_that_of_the_appraisal(costs: list[D], benefits: list[D], rate: D) -> None:
    curve = delay_curve(costs, benefits, discount_factors(rate, 5))
    found = switching_delay(curve)

    expected = appraise(costs, benefits, Discounting.of(rate, 5)).switching.benefits_delay_years
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found == pytest.approx(expected, abs=D("1e-12"))
        assert npv_at_delay(curve, found) == pytest.approx(D(0), abs=D("1e-9"))


@given(FLOWS, st.integers(0, 8))
def test_a_delay_of_whole_periods_shifts_and_cuts(flows: list[D], periods: int) -> None:
    assert list(delayed(flows, D(periods))) == ([D(0)] * periods + flows)[:6]


@given(FLOWS, DELAYS)
def test_delay_never_adds_money(flows: list[D], delay: D) -> None:
    later = delayed(flows, delay)

    assert len(later) == len(flows)
    assert sum(later) <= sum(flows) + D("1e-20")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Driver("x", D(2), D(1), D(3)), "must hold its base"),
        (lambda: Driver("x", D("NaN"), D(1), D(3)), "not a finite number"),
        (lambda: linear_tornado([Driver("x", D(0), D(1), D(2))], D(1), {}), "no present value for x"),
        (lambda: switching(D("Infinity"), D(1)), "not a finite number"),
        (lambda: crossing(lambda x: x, D(0), D(1), steps=0), "at least one step"),
        (lambda: delayed([D(1)], D(-1)), "must not be negative"),
        (lambda: npv_at_delay([D(1)], D(-1)), "not on it"),
        (lambda: npv_at_delay([], D(0)), "not on it"),
        (lambda: cost_of_delay([D(1), D(0)], periods_a_year=5), "1, 2, 3, 4, 6 or 12"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
