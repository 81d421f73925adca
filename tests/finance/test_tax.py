"""The view after tax: the published case, what depreciation saves, and what becomes of losses."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.schedule import discount_factors
from casebuilder.finance.tax import METHODS, DepreciationMethod, Losses, after_tax, depreciation_by

D = Decimal
AMOUNTS = st.lists(st.decimals(D(-500), D(500), places=1), min_size=8, max_size=8)
TREATMENTS = st.sampled_from(["carry_forward", "refund_at_once"])


def _published() -> tuple[list[Decimal], list[Decimal], list[Decimal]]:
    """200 outlay, salvage 50 and straight line over 5 years, operating flow 50."""
    written_off = [D(0), *depreciation_by("straight_line", cost=D(200), salvage=D(50), life=5)]
    return [D(0), *[D(50)] * 5], [D(-200), *[D(0)] * 4, D(50)], written_off


def test_the_published_case() -> None:
    view = after_tax(*_published(), rate=D("0.3"))
    factors = discount_factors(D("0.1"), 5)

    assert view.flows == (-200, 44, 44, 44, 44, 94)
    assert view.taxes == (0, 6, 6, 6, 6, 6)
    assert view.shield == (0, 9, 9, 9, 9, 9)
    assert view.npv(factors) == pytest.approx(D("-2.159"), abs=D("0.0005"))
    assert view.shield_value(factors) == pytest.approx(D("34.117"), abs=D("0.0005"))
    assert view.unused_losses == 0


def test_losses_wait_for_profits_or_are_refunded_at_once() -> None:
    operating = [D(0), D(-100), D(60), D(90), D(10)]
    later = after_tax(operating, [D(-50)], [], rate=D("0.2"))
    at_once = after_tax(operating, [D(-50)], [], rate=D("0.2"), losses="refund_at_once")

    assert later.taxes == (0, 0, 0, 10, 2)
    assert later.flows == (-50, -100, 60, 80, 8)
    assert at_once.taxes == (0, -20, 12, 18, 2)
    assert at_once.unused_losses == 0
    assert after_tax([D(-100), D(30)], [], [], rate=D("0.2")).unused_losses == 70


@given(AMOUNTS, AMOUNTS, st.decimals(D(0), D("0.9"), places=2), TREATMENTS)
def test_taxes_are_the_rate_times_all_income_that_was_not_lost(
    operating: list[Decimal], written_off: list[Decimal], rate: Decimal, losses: Losses
) -> None:
    view = after_tax(operating, [], written_off, rate=rate, losses=losses)
    without = after_tax(operating, [], [], rate=rate, losses=losses)

    assert sum(view.taxes) == rate * (sum(operating) - sum(written_off) + view.unused_losses)
    assert sum(view.flows) == sum(operating) - sum(view.taxes)
    assert view.shield == tuple(a - b for a, b in zip(without.taxes, view.taxes, strict=True))
    assert losses == "refund_at_once" or min(view.taxes) >= 0


@given(AMOUNTS, AMOUNTS)
def test_without_a_tax_nothing_changes(operating: list[Decimal], capital: list[Decimal]) -> None:
    flows = after_tax(operating, capital, [], rate=D(0)).flows

    assert flows == tuple(np.add(operating, capital))


def test_a_disposal_above_the_book_value_is_charged() -> None:
    operating, capital, written_off = _published()
    capital[5], written_off[5] = D(70), written_off[5] - 20

    assert after_tax(operating, capital, written_off, rate=D("0.3")).flows[5] == 94 + 20 - 6


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("straight_line", "20 20 20 20 20"),
        ("double_declining", "40 24 14.4 8.64 5.184"),
        ("double_declining_switching", "40 24 14.4 10.8 10.8"),
    ],
)
def test_methods_by_their_keys(method: DepreciationMethod, values: str) -> None:
    found = depreciation_by(method, cost=D(100), salvage=D(0), life=5)

    assert found == [D(value) for value in values.split()]


@given(st.integers(1, 10**6), st.integers(0, 100), st.integers(1, 30), st.sampled_from(sorted(METHODS)))
def test_no_method_writes_off_more_than_is_lost(cost: int, left: int, life: int, method: DepreciationMethod) -> None:
    salvage = D(cost * left) / 100
    values = depreciation_by(method, cost=D(cost), salvage=salvage, life=life)
    whole = method in ("straight_line", "sum_of_years", "double_declining_switching")

    assert len(values) == life
    assert min(values) >= 0
    if method != "declining_balance":  # its rate has three decimals only
        assert sum(values) <= (D(cost) - salvage) * (1 + D("1e-24"))
    assert not whole or sum(values) == pytest.approx(D(cost) - salvage, rel=D("1e-24"), abs=D("1e-22"))


def test_bad_taxes_are_refused() -> None:
    for rate in (D("-0.1"), D(1)):
        with pytest.raises(ValueError, match="from 0 to below 100%"):
            after_tax([D(1)], [], [], rate=rate)
    with pytest.raises(ValueError, match="no treatment of losses"):
        after_tax([D(1)], [], [], rate=D("0.2"), losses="forget")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no cash flows"):
        after_tax([], [], [], rate=D("0.2"))
    with pytest.raises(ValueError, match="not a depreciation method"):
        depreciation_by("magic", cost=D(1), salvage=D(0), life=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a finite number"):
        after_tax([D("NaN")], [], [], rate=D("0.2"))
