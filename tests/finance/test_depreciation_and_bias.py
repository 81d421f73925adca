"""Depreciation and optimism bias against published examples."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.depreciation import declining_balance, double_declining, straight_line, sum_of_years
from casebuilder.finance.optimism_bias import bounds, uplift

D = Decimal


def test_straight_line_and_sum_of_years() -> None:
    digits = sum_of_years(30000, 7500, 10)

    assert straight_line(D(30000), D(7500), 10) == [D(2250)] * 10
    assert straight_line(10000.0, 1000, 6) == [1500] * 6
    assert (round(digits[0], 2), round(digits[9], 2)) == (4090.91, 409.09)


def test_double_declining_stops_at_the_salvage_value() -> None:
    values = [round(value, 2) for value in double_declining(30000.0, 7500, 10)]

    assert values == [6000, 4800, 3840, 3072, 2457.60, 1966.08, 364.32, 0, 0, 0]


def test_a_short_first_year_adds_a_period() -> None:
    assert len(declining_balance(1_000_000, 100_000, 6, first_months=7)) == 7
    assert len(declining_balance(1_000_000, 100_000, 6)) == 6


@given(st.integers(1, 10**7), st.integers(0, 100), st.integers(1, 30))
def test_straight_line_sum_of_years_and_double_declining_never_go_below_salvage(
    cost: int, percent: int, life: int
) -> None:
    salvage = Decimal(cost) * percent / 100
    for method in (straight_line, sum_of_years):
        assert sum(method(Decimal(cost), salvage, life)) == pytest.approx(cost - salvage, abs=D("1e-12"))
    assert sum(double_declining(Decimal(cost), salvage, life)) <= cost - salvage + D("1e-12")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: straight_line(100, 10, 0), "at least one period"),
        (lambda: sum_of_years(100, 200, 3), "salvage value between"),
        (lambda: declining_balance(100, 10, 3, first_months=13), "1 to 12 months"),
        (lambda: double_declining(100, 10, 3, factor=0), "above nought"),
        (lambda: bounds("castle"), "not a type of project"),
        (lambda: uplift(0.5, [(2.0, 0.5)]), "between 0 and 1"),
        (lambda: uplift(0.5, [(0.9, 1.0), (0.9, 1.0)]), "more than 1"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


def test_mitigation_takes_its_share_of_the_upper_bound() -> None:
    """HM Treasury's example: 39% of duration, contributions mitigated in full or by 40%."""
    upper = D(str(bounds("non_standard_buildings")["duration_upper"]))
    contributions = [("0.05", "1"), ("0.02", "1"), ("0.22", "0.4"), ("0.05", "1"), ("0.03", "1")]

    left = uplift(upper, [(D(share), D(mitigated)) for share, mitigated in contributions])

    assert round(left, 1) == D("29.7")
    assert uplift(0.5, []) == 0.5
