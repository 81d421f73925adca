"""Flows by period, from period 0 to the horizon, in exact decimals."""

from __future__ import annotations

import decimal
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from casebuilder.finance.rounding import EXACT, round_money

Flows = tuple[Decimal, ...]
ZERO: Final = Decimal(0)


def fitted(flows: Sequence[Decimal], horizon: int) -> Flows:
    """`flows` with horizon + 1 values: cut off there, or filled with nought."""
    if horizon < 0:
        raise ValueError(f"The horizon must not be negative, and {horizon} is.")
    return (*flows[: horizon + 1], *[ZERO] * (horizon + 1 - len(flows)))


def benefit_flow(
    annual_value: Decimal, ramp: Sequence[Decimal], *, confidence: Decimal, horizon: int, rounding: str
) -> Flows:
    """annual value * ramp * confidence by period, rounded to whole units by the rule `rounding`.

    The products are exact: no digit is lost before the rounding.
    """
    with decimal.localcontext(EXACT):
        return tuple(round_money(annual_value * share * confidence, rounding) for share in fitted(ramp, horizon))


def shifted(flows: Sequence[Decimal], periods: int) -> Flows:
    """`flows` moved to later by whole periods; the horizon stays, and what falls beyond it is lost."""
    return (*[ZERO] * min(periods, len(flows)), *flows)[: len(flows)]


def total(flows: Iterable[Sequence[Decimal]], horizon: int) -> Flows:
    """The sum by period."""
    columns = zip(*(fitted(flow, horizon) for flow in (*flows, ())), strict=True)
    return tuple(sum(column, start=ZERO) for column in columns)


def net(benefits: Sequence[Decimal], costs: Sequence[Decimal]) -> Flows:
    """Benefits less costs by period."""
    return tuple(benefit - cost for benefit, cost in zip(benefits, costs, strict=True))


def cumulative(flows: Sequence[Decimal]) -> Flows:
    """The running sum."""
    return tuple(accumulate(flows))


def present_value(flows: Sequence[Decimal], factors: Sequence[Decimal]) -> Decimal:
    """The sum of flow * factor."""
    return sum((flow * factor for flow, factor in zip(flows, factors, strict=True)), start=ZERO)
