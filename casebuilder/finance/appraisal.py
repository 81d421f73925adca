"""The appraisal of one option: every measure from its costs and benefits by period.

Periods may be years, quarters or months; every rate and every time that comes out is a yearly one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from casebuilder.finance import cashflow, measures, schedule, sensitivity
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.irr import Irr, irr
from casebuilder.finance.periods import Period, annual_rate, per_year, period_rate, schedule_rates
from casebuilder.finance.schedule import Timing


@dataclass(frozen=True, slots=True)
class Discounting:
    """How future money is counted: the rate of each period from 1, and when in the period it falls.

    The modified internal rate of return takes the same rates unless it has its own, which are yearly. `annual` is the
    first yearly rate, from which `rates` follow.
    """

    rates: tuple[Decimal, ...]
    timing: Timing = "end"
    period: Period = "year"
    annual: Decimal = ZERO
    finance_rate: Decimal | None = None
    reinvest_rate: Decimal | None = None

    @classmethod
    def of(cls, rate: Decimal | str, periods: int, *, timing: Timing = "end", period: Period = "year") -> Discounting:
        """One yearly rate for all periods, or the name of a published schedule."""
        annual = schedule.rates(rate, 1)[0] if isinstance(rate, str) else rate
        return cls(tuple(schedule_rates(rate, periods, period)), timing, period, annual)

    @property
    def per_year(self) -> int:
        """How many periods a year has."""
        return per_year(self.period)

    @property
    def horizon(self) -> int:
        """The last period."""
        return len(self.rates)

    def factors(self, timing: Timing | None = None) -> list[Decimal]:
        """The discount factors of periods 0 to the horizon."""
        return schedule.factors(self.rates, timing=timing or self.timing)


@dataclass(frozen=True, slots=True)
class Switching:
    """How far one thing may change before NPV is nought (a negative share: by how much it must improve)."""

    benefits_fall: Decimal | None
    costs_rise: Decimal | None
    benefits_delay_years: Decimal | None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The figures of one option; flows are by period from period 0, and what does not exist is None."""

    cost_flows: Flows
    benefit_flows: Flows
    net_flows: Flows
    cumulative_flows: Flows
    discounted_cumulative_flows: Flows
    pv_costs: Decimal
    pv_benefits: Decimal
    npv: Decimal
    bcr: Decimal | None
    irr: Irr
    mirr: Decimal | None
    payback_years: Decimal | None
    discounted_payback_years: Decimal | None
    roi: Decimal | None
    roi_undiscounted: Decimal | None
    profitability_index: Decimal | None
    equivalent_annual: Decimal | None
    tco: Decimal
    switching: Switching


def appraise(
    costs: Sequence[Decimal], benefits: Sequence[Decimal], discounting: Discounting, *, proceeds: Sequence[Decimal] = ()
) -> Appraisal:
    """Appraise costs and benefits by period (positive amounts, cut or filled to the horizon).

    `proceeds` are the part of the benefits that no delay moves: what is left at the end is worth as much then.
    The total cost of ownership and `roi_undiscounted` are undiscounted; the internal rate of return takes flows at the
    end of each period whatever the timing; the equivalent annual value spreads NPV over years 1 to the horizon.
    """
    cost_flows = cashflow.fitted(costs, discounting.horizon)
    benefit_flows = cashflow.fitted(benefits, discounting.horizon)
    net_flows = cashflow.net(benefit_flows, cost_flows)
    factors = discounting.factors()
    discounted = [flow * factor for flow, factor in zip(net_flows, factors, strict=True)]
    pv_costs = cashflow.present_value(cost_flows, factors)
    pv_benefits = cashflow.present_value(benefit_flows, factors)
    npv, tco = pv_benefits - pv_costs, sum(cost_flows, start=ZERO)
    return Appraisal(
        cost_flows=cost_flows,
        benefit_flows=benefit_flows,
        net_flows=net_flows,
        cumulative_flows=cashflow.cumulative(net_flows),
        discounted_cumulative_flows=cashflow.cumulative(discounted),
        pv_costs=pv_costs,
        pv_benefits=pv_benefits,
        npv=npv,
        bcr=measures.bcr(pv_benefits, pv_costs),
        irr=_irr(net_flows, discounting.period),
        mirr=_mirr(net_flows, discounting),
        payback_years=_years(measures.payback(net_flows), discounting),
        discounted_payback_years=_years(measures.payback(discounted), discounting),
        roi=measures.roi(pv_benefits, pv_costs),
        roi_undiscounted=measures.roi(sum(benefit_flows, start=ZERO), tco),
        profitability_index=1 - npv / net_flows[0] if net_flows[0] < 0 else None,
        equivalent_annual=_equivalent_annual(npv, discounting),
        tco=tco,
        switching=_switching(cost_flows, benefit_flows, cashflow.fitted(proceeds, discounting.horizon), discounting),
    )


@lru_cache(maxsize=256)
def _irr(flows: Flows, period: Period) -> Irr:
    """The yearly rates; none where they are beyond any number. Most edits leave most flows as they were."""
    try:
        found = irr(flows)
    except ValueError:
        return Irr("none", (), certified=False)
    return found if period == "year" else replace(found, roots=tuple(annual_rate(rate, period) for rate in found.roots))


def _years(periods: Decimal | None, discounting: Discounting) -> Decimal | None:
    return None if periods is None else periods / discounting.per_year


def mirr_amounts(flows: Flows, discounting: Discounting) -> tuple[Decimal, Decimal]:
    """What is paid, brought to period 0 at the finance rate, and what is earned, carried to the end at the other rate.

    The rates are those of the schedule where the case states no others.
    """
    finance = _factors_at(discounting.finance_rate, discounting)
    reinvest = _factors_at(discounting.reinvest_rate, discounting)
    paid = -cashflow.present_value([min(flow, ZERO) for flow in flows], finance)
    return paid, cashflow.present_value([max(flow, ZERO) for flow in flows], reinvest) / reinvest[-1]


def _mirr(flows: Flows, discounting: Discounting) -> Decimal | None:
    """(earned / paid)**(1 / n) - 1."""
    paid, earned = mirr_amounts(flows, discounting)
    if paid <= 0 or earned <= 0:
        return None
    return (earned / paid) ** (Decimal(discounting.per_year) / discounting.horizon) - 1


def _factors_at(rate: Decimal | None, discounting: Discounting) -> list[Decimal]:
    if rate is None:
        return discounting.factors("end")
    return schedule.discount_factors(period_rate(rate, discounting.period), discounting.horizon)


def _equivalent_annual(npv: Decimal, discounting: Discounting) -> Decimal | None:
    size = discounting.per_year
    annuity = sum(discounting.factors("end")[size::size], start=ZERO)
    return npv / annuity if annuity else None


def _switching(costs: Flows, benefits: Flows, proceeds: Flows, discounting: Discounting) -> Switching:
    factors = discounting.factors()
    late = sensitivity.delayed_npvs(cashflow.net(costs, proceeds), cashflow.net(benefits, proceeds), factors)
    fall, rise = fall_and_rise(cashflow.present_value(costs, factors), cashflow.present_value(benefits, factors))
    return Switching(
        benefits_fall=fall,
        costs_rise=rise,
        benefits_delay_years=_years(sensitivity.switching_delay(late), discounting),
    )


def fall_and_rise(pv_costs: Decimal, pv_benefits: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The shares by which benefits may fall and costs may rise before NPV is nought; None where there are none."""
    fall = 1 - pv_costs / pv_benefits if pv_benefits > 0 else None
    return fall, pv_benefits / pv_costs - 1 if pv_costs > 0 else None
