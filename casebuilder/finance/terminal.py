"""What is left at the end: working capital, residual and terminal values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.numbers import checked_rate, decimals, pair


def working_capital_flows(balances: Sequence[Decimal]) -> Flows:
    """The cash that working capital ties up (negative) and gives back, from its balances by period; they sum to nought.

    Each flow is the fall of the balance since the period before; the last period releases what is left, so that
    its own balance counts as nought.
    """
    known = decimals(balances)
    if not known:
        raise ValueError("There are no balances.")
    return tuple(before - after for before, after in pairwise([ZERO, *known[:-1], ZERO]))


def gordon(last_flow: Decimal, rate: Decimal, growth: Decimal) -> Decimal:
    """The value, at the end of the last period, of flows that grow for ever: flow * (1 + g) / (r - g) (Gordon, 1959).

    ValueError where the growth is not below the rate: the sum has no limit then.
    """
    last_flow, rate, growth = decimals([last_flow, rate, growth])
    if checked_rate(growth, "Growth") >= rate:
        raise ValueError(f"Growth for ever must be below the discount rate, and {growth} is not below {rate}.")
    return last_flow * (1 + growth) / (rate - growth)


def multiple(last_flow: Decimal, factor: Decimal) -> Decimal:
    """The value at the end of the last period as a multiple of its flow; ValueError where the multiple is negative."""
    last_flow, factor = pair(last_flow, factor)
    if factor < 0:
        raise ValueError(f"A multiple must not be negative, and {factor} is.")
    return last_flow * factor


def share_of_npv(pv_terminal: Decimal, npv: Decimal) -> Decimal | None:
    """The part of a net present value that its terminal value makes up; None where NPV is not positive."""
    pv_terminal, npv = pair(pv_terminal, npv)
    return pv_terminal / npv if npv > 0 else None
