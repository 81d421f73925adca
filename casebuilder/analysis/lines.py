"""The lines of a case as flows: spread over time, in the prices of the case, rounded by its rule."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from casebuilder.analysis.frame import Frame
from casebuilder.finance import cashflow, phasing, prices, terminal
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.periods import MONTHS_A_YEAR, Period
from casebuilder.finance.rounding import round_money
from casebuilder.model.money import Benefit, CostLine

ONE: Final = Decimal(1)
COUNTED: Final = ("", "counted")


def cost_flows(line: CostLine, frame: Frame) -> Flows:
    """The amounts of a cost by period, positive; working capital by the change of its balance, released at the end."""
    typed = cashflow.fitted(line.flows, frame.horizon) if not line.phasing else _phased(line, frame)
    if line.type == "working-capital":
        typed = tuple(-flow for flow in terminal.working_capital_flows(typed))
    return in_prices(typed, line, frame)


def residual_flows(line: CostLine, frame: Frame) -> Flows:
    """What is left of a purchase, as a benefit of the last period."""
    value = line.residual_value or ZERO
    return in_prices((*[ZERO] * frame.horizon, value), line, frame) if value else ()


def benefit_flows(line: Benefit, frame: Frame) -> Flows:
    """value a year x ramp-up x confidence by period, rounded by the rule of the case; negative for a dis-benefit."""
    flows = cashflow.benefit_flow(
        (line.annual_full_value or ZERO) / frame.per_year,
        benefit_shares(line, frame),
        confidence=ONE if line.confidence is None else line.confidence,
        horizon=frame.horizon,
        rounding=frame.rounding,
    )
    flows = in_prices(flows, line, frame)
    return tuple(-flow for flow in flows) if line.kind == "disbenefit" else flows


def benefit_shares(line: Benefit, frame: Frame) -> Sequence[Decimal]:
    """The share of the full value in each period: as typed, or from the profile."""
    if not line.ramp_shape:
        return line.ramp
    start = frame.milestones.get(line.ramp_start, frame.months)
    lag = int(line.ramp_lag_months or 0)
    ramp = phasing.Ramp(
        shape=_known(line.ramp_shape),
        start=start,
        lag=lag,
        length=max(1, int(line.ramp_months or 0)),
        end=start + lag + MONTHS_A_YEAR * line.ends_after_years - 1 if line.ends_after_years else None,
        fading=_fading(line.persistence),
    )
    return phasing.averaged(ramp.shares((frame.horizon + 1) * frame.months - 1), frame.period)


def _known(shape: str) -> Any:
    """A stored choice is one of those that its field declares."""
    return shape


def _fading(persistence: Decimal | None) -> Decimal:
    """The share that is lost a month, of what is kept a year."""
    return ZERO if persistence is None else ONE - persistence ** (ONE / MONTHS_A_YEAR)


def _phased(line: CostLine, frame: Frame) -> Flows:
    """The total spread by the profile; periods beyond the horizon are not counted."""
    reached = frame.milestones.get(line.phase_start)
    start = line.phase_first or 0 if reached is None else reached // frame.months
    count = line.phase_periods or 1
    whole = phasing.spread(
        line.total or ZERO, shape=_known(line.phasing), start=start, periods=count, horizon=start + count - 1
    )
    return cashflow.fitted(whole, frame.horizon)


def in_prices(flows: Flows, line: CostLine | Benefit, frame: Frame) -> Flows:
    """The flows in the prices of the case, rounded again where a price index has moved them."""
    general, growth = frame.growth["general"], _growth(line, frame)
    if _stays(growth, general, frame):
        return flows
    moved = prices.in_case_prices(
        flows,
        basis=frame.basis,
        line_index=None if growth is None else price_path(growth, len(flows) - 1, frame.period),
        general=price_path(general, len(flows) - 1, frame.period),
    )
    return tuple(round_money(flow, frame.rounding) for flow in moved)


def _stays(growth: Decimal | None, general: Decimal, frame: Frame) -> bool:
    """True where no amount would change: most lines of most cases."""
    if frame.basis == "nominal":
        return not growth
    return not general if growth is None else growth == general


@lru_cache(maxsize=64)
def price_path(growth: Decimal, periods: int, period: Period) -> Flows:
    return prices.index_path(growth, periods, period)


def _growth(line: CostLine | Benefit, frame: Frame) -> Decimal | None:
    """The yearly price increase of a line; None where its amounts are in money of their own year.

    An index that the case gives no rate for moves as prices in general.
    """
    if line.price_index == "stated":
        return None
    if line.price_index == "own" and line.own_growth is not None:
        return line.own_growth
    return frame.growth.get(line.price_index, frame.growth["general"])
