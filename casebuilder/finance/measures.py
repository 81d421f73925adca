"""The measures of an investment: plain functions over flows by period, from period 0.

Rates are fractions. Decimals in give Decimals out; anything else gives floats. All raise ValueError with a sentence on
bad input. What does not exist (a ratio to nought, a payback that never comes) is None.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from casebuilder.finance.irr import DAYS_A_YEAR, Irr, days_from_first, irr, xirr
from casebuilder.finance.numbers import N, checked_rate, in_range, pair, rate_and_flows, same_kind
from risk.numbers import whole

__all__ = [
    "Irr",
    "annuity_factor",
    "bcr",
    "discounted_payback",
    "equivalent_annual",
    "excel_npv",
    "irr",
    "mirr",
    "nominal_rate",
    "npv",
    "payback",
    "profitability_index",
    "real_rate",
    "recoveries",
    "roi",
    "switching_value",
    "xirr",
    "xnpv",
]


@in_range
def npv(rate: N, flows: Sequence[N]) -> N:
    """Net present value: sum of flow / (1 + rate)**t, with period 0 undiscounted."""
    rate, flows = rate_and_flows(rate, flows)
    value = flows[-1]
    for flow in reversed(flows[:-1]):
        value = value / (1 + rate) + flow
    return value


@in_range
def excel_npv(rate: N, flows: Sequence[N]) -> N:
    """Net present value as spreadsheets have it: the first flow is discounted once."""
    rate, flows = rate_and_flows(rate, flows)
    return npv(rate, flows) / (1 + rate)


@in_range
def xnpv(rate: N, flows: Sequence[N], dates: Sequence[datetime.date]) -> N:
    """Net present value of dated flows on the first date, on years of 365 days."""
    rate, flows = rate_and_flows(rate, flows)
    kind: Any = type(rate)
    total = kind(0)
    for days, flow in zip(days_from_first(flows, dates), flows, strict=True):
        total += flow / (1 + rate) ** (kind(days) / kind(DAYS_A_YEAR))
    return total  # type: ignore[no-any-return]


@in_range
def mirr(flows: Sequence[N], *, finance_rate: N, reinvest_rate: N) -> N | None:
    """Modified internal rate of return: (FV of inflows / PV of outflows)**(1 / n) - 1; None without both signs."""
    ((finance_rate, reinvest_rate), flows) = same_kind([finance_rate, reinvest_rate], flows)
    finance_rate, flows = rate_and_flows(finance_rate, flows)
    kind: Any = type(finance_rate)
    periods = len(flows) - 1
    paid = -npv(finance_rate, [min(flow, kind(0)) for flow in flows])
    earned = npv(checked_rate(reinvest_rate), [max(flow, kind(0)) for flow in flows]) * (1 + reinvest_rate) ** periods
    if paid <= 0 or earned <= 0:
        return None
    return (earned / paid) ** (kind(1) / periods) - 1  # type: ignore[no-any-return]


@in_range
def payback(flows: Sequence[N]) -> N | None:
    """Years until the cumulative flow is last recovered, linear inside the period; None where it never is."""
    (flows,) = same_kind(flows)
    found = recoveries(flows)
    *_, total = accumulate(flows)
    return found[-1] if found and total >= 0 else None


@in_range
def recoveries(flows: Sequence[N]) -> list[N]:
    """Every time at which the cumulative flow rises from below nought to nought or more, linear inside the period."""
    (flows,) = same_kind(flows)
    if not flows:
        raise ValueError("There are no cash flows.")
    steps = enumerate(zip(accumulate(flows), flows[1:], strict=False))
    return [period - before / flow for period, (before, flow) in steps if before < 0 <= before + flow]


@in_range
def discounted_payback(rate: N, flows: Sequence[N]) -> N | None:
    """Payback of the flows discounted at `rate`."""
    rate, flows = rate_and_flows(rate, flows)
    return payback([flow / (1 + rate) ** period for period, flow in enumerate(flows)])


@in_range
def bcr(pv_benefits: N, pv_costs: N) -> N | None:
    """Benefit-cost ratio; None where there are no costs."""
    pv_benefits, pv_costs = pair(pv_benefits, pv_costs)
    return None if pv_costs == 0 else pv_benefits / pv_costs


@in_range
def roi(pv_benefits: N, pv_costs: N) -> N | None:
    """Return on investment: (benefits - costs) / costs; None where there are no costs."""
    pv_benefits, pv_costs = pair(pv_benefits, pv_costs)
    return None if pv_costs == 0 else (pv_benefits - pv_costs) / pv_costs


@in_range
def profitability_index(rate: N, flows: Sequence[N]) -> N | None:
    """1 + NPV / outlay in period 0; None where period 0 has no outlay."""
    rate, flows = rate_and_flows(rate, flows)
    return None if flows[0] >= 0 else 1 - npv(rate, flows) / flows[0]


@in_range
def annuity_factor(rate: N, periods: int) -> N:
    """The present value of 1 at the end of each of `periods` periods."""
    ((rate,),) = same_kind([rate])
    count = whole(periods, "The number of periods")
    if count < 1:
        raise ValueError(f"An annuity needs at least one period, and {count} is less.")
    return npv(checked_rate(rate), [type(rate)(period > 0) for period in range(count + 1)])


@in_range
def equivalent_annual(rate: N, pv: N, periods: int) -> N:
    """The equal yearly amount over `periods` periods with the present value `pv`."""
    rate, pv = pair(rate, pv)
    return pv / annuity_factor(rate, periods)


@in_range
def switching_value(pv_benefits: N, pv_costs: N) -> N | None:
    """The relative change of the benefits that brings NPV to nought; None where there are no benefits."""
    pv_benefits, pv_costs = pair(pv_benefits, pv_costs)
    return None if pv_benefits == 0 else pv_costs / pv_benefits - 1


@in_range
def real_rate(nominal: N, inflation: N) -> N:
    """The rate without inflation: (1 + nominal) / (1 + inflation) - 1 (Fisher)."""
    nominal, inflation = pair(nominal, inflation)
    return (1 + nominal) / (1 + checked_rate(inflation, "Inflation")) - 1


@in_range
def nominal_rate(real: N, inflation: N) -> N:
    """The rate with inflation: (1 + real)(1 + inflation) - 1 (Fisher)."""
    real, inflation = pair(real, inflation)
    return (1 + real) * (1 + inflation) - 1
