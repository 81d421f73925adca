"""What is left at the end: working capital comes back, residual and terminal values are sound or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import measures, terminal

D = Decimal


def test_working_capital_is_tied_up_and_comes_back() -> None:
    assert terminal.working_capital_flows([D(20), D(50), D(40), D(40)]) == (-20, -30, 10, 40)
    assert terminal.working_capital_flows([D(20)]) == (0,)


@given(st.lists(st.decimals(D(0), D(10**6), places=2), min_size=1, max_size=30))
def test_working_capital_costs_time_and_never_money(balances: list[Decimal]) -> None:
    flows = terminal.working_capital_flows(balances)

    assert len(flows) == len(balances)
    assert sum(flows) == 0
    assert measures.npv(D("0.05"), flows) <= D("1e-15")


@given(st.decimals(D("0.01"), D("0.2"), places=3), st.decimals(D("-0.1"), D("0.15"), places=3))
def test_growth_for_ever_is_the_limit_of_a_long_series(rate: Decimal, growth: Decimal) -> None:
    if growth >= rate:
        with pytest.raises(ValueError, match="below the discount rate"):
            terminal.gordon(D(100), rate, growth)
        return
    value = terminal.gordon(D(100), rate, growth)
    step = (1 + growth) / (1 + rate)
    first_hundred = sum(100 * step**period for period in range(1, 101))

    assert value == pytest.approx(first_hundred + value * step**100, rel=D("1e-20"))


def test_growth_for_ever_by_hand() -> None:
    assert terminal.gordon(D(100), D("0.07"), D("0.02")) == 2040
    assert terminal.gordon(D(100), D("0.05"), D(0)) == 2000


def test_multiples_and_their_share() -> None:
    assert terminal.multiple(D(120), D("6.5")) == 780
    assert terminal.share_of_npv(D(30), D(40)) == D("0.75")
    assert terminal.share_of_npv(D(30), D(20)) == D("1.5")
    assert terminal.share_of_npv(D(30), D(0)) is None
    assert terminal.share_of_npv(D(30), D(-5)) is None


def test_bad_values_are_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.05 is not below 0\.05"):
        terminal.gordon(D(1), D("0.05"), D("0.05"))
    with pytest.raises(ValueError, match="above -100%"):
        terminal.gordon(D(1), D("0.05"), D(-1))
    with pytest.raises(ValueError, match="not a finite number"):
        terminal.gordon(D(1), D("0.05"), D("NaN"))
    with pytest.raises(ValueError, match="must not be negative"):
        terminal.multiple(D(1), D(-2))
    with pytest.raises(ValueError, match="not a finite number"):
        terminal.gordon(D("NaN"), D("0.05"), D("0.02"))
    with pytest.raises(ValueError, match="not a finite number"):
        terminal.working_capital_flows([D(1), None])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="no balances"):
        terminal.working_capital_flows([])
