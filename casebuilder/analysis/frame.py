"""The frame of time and prices in which every line of a case is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from casebuilder.finance.appraisal import Discounting
from casebuilder.finance.cashflow import ZERO
from casebuilder.finance.periods import MONTHS_A_YEAR, Period, per_year, period_of
from casebuilder.finance.prices import Basis
from casebuilder.finance.schedule import FLAT
from casebuilder.model.case import Case


@dataclass(frozen=True, slots=True)
class Frame:
    """Periods, discounting, prices and rounding of a case; `milestones` are the months, from January of
    year 0, in which they are reached."""

    discounting: Discounting
    basis: Basis
    growth: Mapping[str, Decimal]  # yearly price increase by index; "general" is always there
    rounding: str
    milestones: Mapping[str, int]

    @property
    def horizon(self) -> int:
        """The last period."""
        return self.discounting.horizon

    @property
    def period(self) -> Period:
        """Year, quarter or month."""
        return self.discounting.period

    @property
    def per_year(self) -> int:
        """How many periods a year has."""
        return self.discounting.per_year

    @property
    def months(self) -> int:
        """How many months a period has."""
        return MONTHS_A_YEAR // self.per_year

    def periods_in(self, months: Decimal | None) -> Decimal:
        """Months as periods; nought where none are named."""
        return (months or ZERO) * self.per_year / MONTHS_A_YEAR


def frame_of(case: Case, *, rate: Decimal | None = None) -> Frame:
    """The frame of a case; `rate` stands in for its discount rate or schedule."""
    profile, rules = case.profile, case.rules
    growth = {"wage": rules.wage_growth, "energy": rules.energy_growth, "general": rules.general_inflation or ZERO}
    return Frame(
        discounting=_discounting(case, rate),
        basis="nominal" if profile.price_basis == "nominal" else "real",
        growth={index: value for index, value in growth.items() if value is not None},
        rounding=profile.rounding or "half_up",
        milestones=_milestones(case),
    )


def _discounting(case: Case, rate: Decimal | None) -> Discounting:
    profile, rules = case.profile, case.rules
    period: Any = rules.period or "year"
    timing: Any = profile.timing or "end"
    chosen: Decimal | str = profile.discount_schedule
    if chosen in (FLAT, ""):
        chosen = profile.discount_rate if profile.discount_rate is not None else ZERO
    horizon = (profile.horizon_years or 0) * per_year(period)
    discounting = Discounting.of(chosen if rate is None else rate, horizon, timing=timing, period=period)
    return replace(discounting, finance_rate=rules.finance_rate, reinvest_rate=rules.reinvest_rate)


def _milestones(case: Case) -> dict[str, int]:
    """The month of every dated milestone; none where the case does not name its first year."""
    first = case.profile.first_year
    if first is None:
        return {}
    dated = {item.id: item.finish for item in case.milestones}
    return {
        key: max(0, period_of(day, first_year=first, period="month")) for key, day in dated.items() if day is not None
    }
