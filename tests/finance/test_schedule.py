"""Discount factors: published values, timings and the cumulative rule."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import measures, schedule
from casebuilder.finance.parameters import table
from casebuilder.finance.schedule import Timing, discount_factors
from casebuilder.model.profile import SCHEDULES

D = Decimal
NAMES = ["green_book", "green_book_health", "green_book_reduced"]


@pytest.mark.parametrize(
    ("name", "period", "factor"),
    [
        ("green_book", 1, 0.96618357),
        ("green_book", 30, 0.35627841),
        ("green_book", 31, 0.34590137),
        ("green_book", 75, 0.09421377),
        ("green_book", 76, 0.09191588),
        ("green_book_health", 30, 0.63976243),
        ("green_book_reduced", 30, 0.41198676),
    ],
)
def test_declining_rates_are_applied_cumulatively(name: str, period: int, factor: float) -> None:
    assert discount_factors(name, period)[period] == pytest.approx(factor, abs=5e-9)


@pytest.mark.parametrize("name", NAMES)
def test_rates_of_a_schedule_fall_and_never_rise(name: str) -> None:
    rates = schedule.rates(name, 350)

    assert all(one >= other > 0 for one, other in pairwise(rates))
    assert len(set(rates)) == 6


def test_every_published_table_says_where_it_comes_from() -> None:
    for entry in [*table("discount_schedules")["schedules"], table("optimism_bias")]:
        assert entry["edition"]
        assert entry["source"]
        assert entry["date"]
        assert "superseded_by" in entry


def test_every_schedule_can_be_chosen_and_presets_of_others_are_to_be_verified() -> None:
    published = schedule.schedules()
    identifiers = [entry.identifier for entry in published]

    assert identifiers[:3] == NAMES
    assert len(set(identifiers)) == len(identifiers) > 3
    assert list(SCHEDULES) == [schedule.FLAT, *identifiers]
    for entry in published:
        assert entry.verify == (entry.kind == "preset") == (entry.identifier not in NAMES)
        assert entry.superseded_by != entry.identifier
        assert [band.first_year for band in entry.bands] == sorted({band.first_year for band in entry.bands})
        assert entry.bands[0].first_year == 1
        assert schedule.schedule(entry.identifier) is entry
    assert schedule.schedule("us_a94_2023").superseded_by == "us_a94_1992"


@pytest.mark.parametrize(
    ("name", "rate"), [("us_a94_1992", "0.07"), ("us_a4_2003", "0.03"), ("eu_2014_cohesion", "0.05"), ("au_7", "0.07")]
)
def test_a_preset_of_one_rate_is_that_rate(name: str, rate: str) -> None:
    assert discount_factors(name, 60) == pytest.approx(discount_factors(float(rate), 60), rel=1e-14)


@pytest.mark.parametrize(
    ("name", "years", "found"),
    [
        ("green_book", 51, "green_book_reduced"),
        ("green_book", 300, "green_book_reduced"),
        ("green_book", 50, None),
        ("green_book_health", 100, None),  # its rates lie below the reduced ones already
        ("green_book_reduced", 100, None),
        ("us_a94_1992", 100, None),
        ("flat", 100, None),
    ],
)
def test_long_horizons_bring_the_reduced_rates_by_themselves(name: str, years: int, found: str | None) -> None:
    sensitivity = schedule.companion(name, years)

    assert (sensitivity and sensitivity.identifier) == found


def test_a_schedule_that_nobody_published_has_no_companion_and_no_rates() -> None:
    for call in (schedule.schedule, lambda name: schedule.companion(name, 60), lambda name: schedule.rates(name, 3)):
        with pytest.raises(ValueError, match="'blue_book' is not a discount schedule; there are green_book, "):
            call("blue_book")


@given(st.decimals(D("-0.2"), D("0.5"), places=3), st.integers(0, 40))
def test_flat_factors_are_powers_of_one_rate(rate: Decimal, periods: int) -> None:
    end = discount_factors(rate, periods)
    mid = discount_factors(rate, periods, timing="mid")
    start = discount_factors(rate, periods, timing="start")

    assert len(end) == len(mid) == len(start) == periods + 1
    assert end[0] == mid[0] == start[0] == 1
    for t in range(1, periods + 1):
        assert end[t] == pytest.approx((1 + rate) ** -t, rel=D("1e-20"))
        assert start[t] == end[t - 1]
        assert mid[t] ** 2 == pytest.approx(start[t] * end[t], rel=D("1e-20"))


def test_factors_give_the_net_present_value() -> None:
    flows = [D(-100), D(30), D(30), D(30), D(30), D(30)]
    value = sum(flow * factor for flow, factor in zip(flows, discount_factors(D("0.035"), 5), strict=True))

    assert value == pytest.approx(measures.npv(D("0.035"), flows), abs=D("1e-20"))


def test_a_float_rate_gives_floats_and_a_name_gives_floats() -> None:
    assert {type(factor) for factor in discount_factors(0.05, 3)} == {float}
    assert {type(factor) for factor in discount_factors("green_book", 3)} == {float}
    assert {type(factor) for factor in discount_factors(D("0.05"), 3, timing="mid")} == {Decimal}


@pytest.mark.parametrize(
    ("rate", "periods", "timing", "sentence"),
    [
        ("blue_book", 3, "end", "not a discount schedule"),
        (-1, 3, "end", "above -100%"),
        (0.1, -1, "end", "must not be negative"),
        (0.1, 3, "noon", "not a timing"),
        (float("nan"), 3, "end", "not a finite number"),
    ],
)
def test_bad_schedules_are_refused(rate: float | str, periods: int, timing: Timing, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        discount_factors(rate, periods, timing=timing)
