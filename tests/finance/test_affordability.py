"""Affordability: gaps by period, with confirmed funding and with what is expected."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.affordability import affordability

D = Decimal
FLOWS = st.lists(st.integers(0, 1000).map(Decimal), max_size=8)


def _flows(*values: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


def test_the_gap_is_what_the_funding_of_a_period_does_not_cover() -> None:
    found = affordability(_flows(100, 50, 50), _flows(80, 70, 50), _flows(30))

    assert found.need == _flows(100, 50, 50)
    assert found.confirmed.gaps == _flows(20, 0, 0)
    assert (found.confirmed.first_gap, found.confirmed.total_gap) == (0, 20)
    assert found.with_expected.funding == _flows(110, 70, 50)
    assert (found.with_expected.first_gap, found.with_expected.total_gap) == (None, 0)
    assert found.confirmed.carried == _flows(0, 0, 0)


def test_what_is_left_may_be_carried_over() -> None:
    need, funding = _flows(10, 10, 10, 10), _flows(25, 0, 0, 20)

    assert affordability(need, funding).confirmed.gaps == _flows(0, 10, 10, 0)
    kept = affordability(need, funding, carry_over=True).confirmed
    assert kept.gaps == _flows(0, 0, 5, 0)
    assert kept.carried == _flows(15, 5, 0, 10)
    assert kept.first_gap == 2


def test_series_of_different_lengths_end_in_noughts() -> None:
    found = affordability(_flows(10), _flows(), _flows(0, 0, 5))

    assert found.need == _flows(10, 0, 0)
    assert found.with_expected.gaps == _flows(10, 0, 0)
    assert affordability([], []).need == (0,)


def test_a_receipt_pays_for_later_needs() -> None:
    assert affordability(_flows(-10, 10), _flows(), carry_over=True).confirmed.total_gap == 0


@given(FLOWS, FLOWS, FLOWS)
def test_what_is_needed_is_paid_or_missing(need: list[D], confirmed: list[D], expected: list[D]) -> None:
    plain = affordability(need, confirmed, expected)
    kept = affordability(need, confirmed, expected, carry_over=True)

    assert sum(kept.confirmed.gaps) - kept.confirmed.carried[-1] == sum(need) - sum(confirmed)
    for one, other in ((plain.confirmed, plain.with_expected), (kept.confirmed, kept.with_expected)):
        assert all(gap >= hoped >= 0 for gap, hoped in zip(one.gaps, other.gaps, strict=True))
    assert all(a >= b for a, b in zip(plain.confirmed.gaps, kept.confirmed.gaps, strict=True))


def test_a_gap_of_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        affordability([D("NaN")], [])
