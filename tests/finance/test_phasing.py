"""Amounts spread over time keep their total; benefits rise, end and fade as stated."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.phasing import Ramp, RampShape, Shape, averaged, spread

D = Decimal
SHAPES = st.sampled_from(["even", "s_curve", "front", "back"])


@given(
    st.decimals(D("-1e15"), D("1e15"), places=2) | st.integers(-(10**15), 10**15).map(D),
    SHAPES,
    st.integers(0, 30),
    st.integers(1, 60),
)
def test_what_is_spread_is_the_total_to_the_last_unit(total: Decimal, shape: Shape, start: int, periods: int) -> None:
    flows = spread(total, shape=shape, start=start, periods=periods, horizon=start + periods + 3)
    unit = D(1).scaleb(min(int(total.as_tuple().exponent), 0))

    assert sum(flows) == total
    assert not any(flows[:start])
    assert not any(flows[start + periods :])
    assert all(flow % unit == 0 and flow * total >= 0 for flow in flows)


@given(st.decimals(D(1000), D("1e12"), places=0), SHAPES, st.integers(1, 40))
def test_the_profile_is_within_one_unit_of_its_formula(total: Decimal, shape: Shape, periods: int) -> None:
    formulas = {
        "even": lambda x: x,
        "s_curve": lambda x: 3 * x**2 - 2 * x**3,
        "front": lambda x: 2 * x - x**2,
        "back": lambda x: x**2,
    }
    spent = [0, *accumulate(spread(total, shape=shape, start=0, periods=periods, horizon=periods))]

    for done in range(periods + 1):
        assert abs(spent[done] - total * formulas[shape](D(done) / periods)) <= D("0.5000001")


def test_an_amount_spread_by_hand() -> None:
    assert spread(D(100), shape="even", start=1, periods=3, horizon=4) == (0, 33, 34, 33, 0)
    assert spread(D("100.00"), shape="even", start=0, periods=3, horizon=2) == (D("33.33"), D("33.34"), D("33.33"))
    assert spread(D(1000), shape="s_curve", start=0, periods=4, horizon=3) == (156, 344, 344, 156)
    assert spread(D(900), shape="front", start=0, periods=3, horizon=2) == (500, 300, 100)
    assert spread(D(900), shape="back", start=0, periods=3, horizon=2) == (100, 300, 500)
    assert spread(D("1E+3"), shape="even", start=0, periods=2, horizon=1) == (500, 500)


@pytest.mark.parametrize(
    ("ramp", "shares"),
    [
        (Ramp("step", 2), "0 0 1 1 1 1 1"),
        (Ramp("step", 1, lag=2, end=4), "0 0 0 1 1 0 0"),
        (Ramp("linear", 1, length=4), "0 0.25 0.5 0.75 1 1 1"),
        (Ramp("linear", -2, length=4), "0.75 1 1 1 1 1 1"),
        (Ramp("s_curve", 0, length=4), "0.15625 0.5 0.84375 1 1 1 1"),
        (Ramp("linear", 0, length=2, fading=D("0.5")), "0.5 1 0.5 0.25 0.125 0.0625 0.03125"),
        (Ramp("step", 0, fading=D(1), end=3), "1 0 0 0 0 0 0"),
        (Ramp("linear", 3, length=9, end=3), "0 0 0 " + str(D(1) / 9) + " 0 0 0"),
    ],
)
def test_benefits_rise_end_and_fade(ramp: Ramp, shares: str) -> None:
    assert ramp.shares(6) == tuple(D(share) for share in shares.split())


@given(st.sampled_from(["step", "linear", "s_curve"]), st.integers(-5, 9), st.integers(1, 12), st.integers(0, 6))
def test_a_ramp_only_rises_to_one_and_a_lag_moves_it(shape: RampShape, start: int, length: int, lag: int) -> None:
    shares = Ramp(shape, start, length, lag).shares(40)

    assert all(0 <= one <= other for one, other in pairwise(shares))
    assert shares[40] == 1
    assert shares == Ramp(shape, start + lag, length).shares(40)


def test_a_benefit_that_begins_in_july_counts_half_of_its_first_year() -> None:
    monthly = Ramp("step", 3, lag=3).shares(35)

    assert averaged(monthly, "year") == (D("0.5"), 1, 1)
    assert averaged(monthly, "quarter")[:4] == (0, 0, 1, 1)
    assert averaged(monthly, "month") == monthly
    assert averaged(monthly[:9], "year") == (D("0.25"),)


def test_bad_profiles_are_refused() -> None:
    with pytest.raises(ValueError, match="'z_curve' is not a profile over time; there are even, s_curve, front, back"):
        spread(D(1), shape="z_curve", start=0, periods=1, horizon=1)  # type: ignore[arg-type]
    for start, periods in ((-1, 2), (0, 0), (3, 3)):
        with pytest.raises(ValueError, match="must lie between 0 and 4"):
            spread(D(1), shape="even", start=start, periods=periods, horizon=4)
    with pytest.raises(ValueError, match="not a finite number"):
        spread(D("Infinity"), shape="even", start=0, periods=1, horizon=1)
    with pytest.raises(ValueError, match="there are step, linear, s_curve"):
        Ramp("front", 0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one period"):
        Ramp("linear", 0, length=0)
    for fading in (D("1.1"), D("NaN")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            Ramp("linear", 0, fading=fading)
