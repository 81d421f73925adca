"""The options side by side, and the money against the need."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from casebuilder.analysis.frame import Frame
from casebuilder.analysis.options import options_in_money
from casebuilder.analysis.results import Comparison, OptionResult
from casebuilder.finance import affordability as covering
from casebuilder.finance import cashflow, comparison, periods
from casebuilder.finance.affordability import Affordability
from casebuilder.finance.cashflow import Flows
from casebuilder.finance.comparison import Incremental, Life
from casebuilder.finance.schedule import factors
from casebuilder.model.case import Case


def compared(case: Case, results: Mapping[str, OptionResult], frame: Frame) -> Comparison | None:
    """Every comparison of the options that have money; None where there are fewer than two."""
    shown = options_in_money(results)
    if len(shown) < 2:
        return None
    discount, net = frame.discounting.factors(), {key: one.appraisal.net_flows for key, one in shown.items()}
    baseline = next((key for key, one in shown.items() if one.option.role == "bau"), "")
    appraised = {key: one.appraisal for key, one in shown.items() if one.has_money}
    return Comparison(
        rankings=comparison.rankings({key: (one.npv, one.bcr, one.irr) for key, one in appraised.items()}),
        baseline=baseline,
        incremental=_increments(net, baseline, discount),
        walk=comparison.mutually_exclusive(net, discount),
        lives=_lives(case, shown, frame),
    )


def _increments(net: Mapping[str, Flows], baseline: str, discount: list[Decimal]) -> dict[str, Incremental]:
    if not baseline:
        return {}
    others = (key for key in net if key != baseline)
    return {key: comparison.incremental(net[key], net[baseline], discount) for key in others}


def _lives(case: Case, shown: Mapping[str, OptionResult], frame: Frame) -> dict[str, Life]:
    """Annual values and replacement chains, where options last for different times; a life ends with the horizon."""
    years = frame.horizon // frame.per_year
    named = {key: min(one.option.life_years or years, years) for key, one in shown.items() if one.has_money and years}
    if len(set(named.values())) < 2:
        return {}
    common = comparison.common_horizon(named.values())
    rates = _rates(case, frame, common)
    yearly = {key: _one_life(shown[key].appraisal.net_flows, life, frame) for key, life in named.items()}
    return comparison.unequal_lives(yearly, factors(rates))


def _one_life(flows: Flows, years: int, frame: Frame) -> Flows:
    """The net flows of one life by year: year 0 alone, then whole years."""
    size = frame.per_year
    return flows[:1] + periods.by_year(flows[1 : years * size + 1], frame.period)


def _rates(case: Case, frame: Frame, years: int) -> list[Decimal]:
    """Yearly rates beyond the horizon too: those of the schedule, or the one rate of the case."""
    schedule = case.profile.discount_schedule
    known = schedule if schedule not in ("", "flat") else frame.discounting.annual
    return periods.schedule_rates(known, years, "year")


def afforded(case: Case, headline: OptionResult | None, horizon: int) -> Affordability | None:
    """The funding sources against the costs of the recommended option; None where either is missing."""
    if headline is None or not headline.cost_lines or not case.funding_sources:
        return None
    sure = [source.amounts for source in case.funding_sources if source.status == "confirmed"]
    hoped = [source.amounts for source in case.funding_sources if source.status != "confirmed"]
    return covering.affordability(
        headline.appraisal.cost_flows, cashflow.total(sure, horizon), cashflow.total(hoped, horizon)
    )
