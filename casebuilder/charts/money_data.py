"""The charts of money: flows by year, value of the options, what the money goes into and comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from casebuilder.analysis import OptionResult
from casebuilder.charts.facts import MOST_SERIES, Facts
from casebuilder.charts.types import BarChart, LineChart, Mark, Series, ShareChart
from casebuilder.charts.units import Unit
from casebuilder.finance.cashflow import cumulative
from casebuilder.i18n import N_
from casebuilder.model.money import Benefit
from casebuilder.values.amounts import full_amount

ZERO: Final = Decimal(0)


def cumulative_cash_flow(facts: Facts) -> LineChart | None:
    """The running sum of the net cash flow of every option, with the moment the recommended one has paid back."""
    options, focus = facts.shown_options, facts.focus
    if focus is None or not options:
        return None
    sums = {result.option.id: cumulative(facts.by_year(result.appraisal.net_flows)) for result in options}
    unit = facts.unit(flow for flows in sums.values() for flow in flows)
    return LineChart(
        facts.frame(
            "cumulative_cash_flow",
            _payback_finding(facts, focus),
            unit=facts.say(N_("Cumulative net cash flow, not discounted ({unit})"), unit=unit.name),
            caption=facts.say(N_("Cumulative net cash flow of the options ({unit})"), unit=unit.name),
        ),
        facts.years,
        tuple(
            Series(
                facts.label(result.option),
                _scaled(unit, sums[result.option.id]),
                emphasis=result is focus,
            )
            for result in options
        ),
        facts.year_label,
        _payback_mark(facts, focus),
        unit.decimals,
    )


def _payback_finding(facts: Facts, focus: OptionResult) -> str:
    option, horizon = facts.label(focus.option), facts.results.horizon
    years, flows = focus.appraisal.payback_years, focus.appraisal.cumulative_flows
    end = flows[-1]
    if min(flows) >= 0:
        message = N_("{option} never needs money: it is {amount} ahead after {horizon} years")
        return facts.say(message, option=option, amount=facts.money(end), horizon=horizon)
    if years is None or end < 0:
        message = N_("{option} does not pay back within {horizon} years; {amount} is still missing")
        return facts.say(message, option=option, horizon=horizon, amount=facts.money(abs(end)))
    message = N_("{option} pays back in {years} years and is {amount} ahead after {horizon} years")
    return facts.say(message, option=option, years=full_amount(years, 1), amount=facts.money(end), horizon=horizon)


def _payback_mark(facts: Facts, focus: OptionResult) -> tuple[Mark, ...]:
    """The running sum of a year stands where its last quarter or month ends, so the moment lies that much earlier."""
    years, size = focus.appraisal.payback_years, facts.results.discounting.per_year
    if not years or years > facts.results.horizon:
        return ()
    position = max(years - Decimal(size - 1) / size, ZERO)
    return (Mark(float(position), 0.0, facts.say(N_("Payback: {years} years"), years=full_amount(years, 1))),)


def cost_benefit_by_year(facts: Facts) -> BarChart | None:
    """Costs below nought, benefits above, and the net cash flow as a line, of the recommended option."""
    focus = facts.focus
    if focus is None:
        return None
    costs = [-flow for flow in facts.by_year(focus.appraisal.cost_flows)]
    benefits = facts.by_year(focus.appraisal.benefit_flows)
    unit = facts.unit((*costs, *benefits))
    option = facts.label(focus.option)
    return BarChart(
        facts.frame(
            "cost_benefit_by_year",
            _yearly_finding(facts, focus),
            unit=facts.say(N_("Costs, benefits and net cash flow by year ({unit})"), unit=unit.name),
            caption=facts.say(N_("Costs and benefits of {option} by year ({unit})"), option=option, unit=unit.name),
        ),
        facts.years,
        (
            Series(facts.say(N_("Benefits")), _scaled(unit, benefits)),
            Series(facts.say(N_("Costs")), _scaled(unit, costs)),
        ),
        stacked=True,
        category_label=facts.year_label,
        line=Series(facts.say(N_("Net cash flow")), _scaled(unit, facts.by_year(focus.appraisal.net_flows))),
        decimals=unit.decimals,
    )


def _scaled(unit: Unit, flows: Iterable[Decimal]) -> tuple[float, ...]:
    return tuple(unit.scaled(flow) for flow in flows)


def _yearly_finding(facts: Facts, focus: OptionResult) -> str:
    option, flows = facts.label(focus.option), facts.by_year(focus.appraisal.net_flows)
    lossy = [year for year, flow in enumerate(flows) if flow <= 0]
    if not lossy:
        return facts.say(N_("{option} brings more than it costs in every year"), option=option)
    if lossy[-1] + 1 < len(flows):
        year = facts.year_in_words(lossy[-1] + 1)
        return facts.say(N_("From {year} on, {option} brings more than it costs every year"), year=year, option=option)
    return facts.say(
        N_("{option} costs {costs} and brings {benefits} in {horizon} years"),
        option=option,
        costs=facts.money(focus.appraisal.tco),
        benefits=facts.money(sum(focus.appraisal.benefit_flows, start=ZERO)),
        horizon=facts.results.horizon,
    )


def option_comparison(facts: Facts) -> BarChart | None:
    """The net present value of every option, the recommended one in colour."""
    options = facts.shown_options
    if not options:
        return None
    unit = facts.unit(result.appraisal.npv for result in options)
    rate = facts.case.profile.discount_rate
    if facts.has_one_rate and rate is not None:
        shown = facts.say(N_("Net present value at {rate} ({unit})"), rate=facts.rate(rate), unit=unit.name)
    else:
        shown = facts.say(N_("Net present value ({unit})"), unit=unit.name)
    return BarChart(
        facts.frame(
            "option_comparison",
            _value_finding(facts, options),
            unit=shown,
            caption=facts.say(N_("Net present value of the options ({unit})"), unit=unit.name),
        ),
        tuple(_full_label(facts, result) for result in options),
        (Series(facts.say(N_("Net present value")), _scaled(unit, (result.appraisal.npv for result in options))),),
        horizontal=True,
        decimals=unit.decimals,
        highlight=tuple(place for place, result in enumerate(options) if result is facts.focus),
    )


def _full_label(facts: Facts, result: OptionResult) -> str:
    label, name = facts.label(result.option), facts.name(result.option)
    if name == label or result.option.role == "bau":
        return name
    return facts.say(N_("{label}: {name}"), label=label, name=name)


def _value_finding(facts: Facts, options: list[OptionResult]) -> str:
    best = max(options, key=lambda result: result.appraisal.npv)
    label, amount = facts.label(best.option), facts.money(best.appraisal.npv)
    focus = facts.focus
    if best.option.role == "bau":
        return facts.say(N_("No option is worth more than doing nothing"))
    if best.appraisal.npv <= 0:
        return facts.say(
            N_("No option returns what it costs; {option} comes nearest with {amount}"), option=label, amount=amount
        )
    if focus is not None and best.appraisal.npv > focus.appraisal.npv:
        message = N_("{best} has the highest net present value, {amount}, yet {option} is recommended")
        return facts.say(message, best=label, amount=amount, option=facts.label(focus.option))
    negative = [facts.label(result.option) for result in options if result.appraisal.npv < 0]
    if not negative:
        return facts.say(
            N_("{option} creates the most value: a net present value of {amount}"), option=label, amount=amount
        )
    message = N_("{option} creates the most value, {amount}; the net present value of {others} is negative")
    return facts.say(message, option=label, amount=amount, others=facts.listed(negative))


def budget_split(facts: Facts) -> ShareChart | None:
    """The cost lines of the recommended option as shares of its whole cost."""
    focus = facts.focus
    if focus is None:
        return None
    lines = {line.id: facts.name(line) for line in facts.case.cost_lines}
    totals = {lines[key]: ZERO for key in focus.cost_lines}
    for key, flows in focus.cost_lines.items():
        totals[lines[key]] += sum(flows, start=ZERO)
    parts = _largest(facts, totals)
    total = sum(parts.values(), start=ZERO)
    if not total:
        return None
    unit, option = facts.unit([total]), facts.label(focus.option)
    first, amount = max(parts.items(), key=lambda part: part[1])
    title = N_("{share} of what {option} costs goes into “{name}”")
    shown = N_("Costs of {option} in {horizon} years ({unit}); {amount} in all")
    horizon = facts.results.horizon
    return ShareChart(
        facts.frame(
            "budget_split",
            facts.say(title, name=first, share=facts.percent(amount / total), option=option),
            unit=facts.say(shown, option=option, horizon=horizon, amount=facts.money(total), unit=unit.name),
            caption=facts.say(N_("Costs of {option} by cost line ({unit})"), option=option, unit=unit.name),
        ),
        tuple((name, unit.scaled(amount)) for name, amount in parts.items()),
        unit.decimals,
    )


def _largest(facts: Facts, totals: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The positive amounts, largest first; what is too much for one chart is added up as "Other"."""
    ranked = sorted(((name, amount) for name, amount in totals.items() if amount > 0), key=lambda part: -part[1])
    if len(ranked) <= MOST_SERIES:
        return dict(ranked)
    kept, rest = ranked[: MOST_SERIES - 1], ranked[MOST_SERIES - 1 :]
    return {**dict(kept), facts.say(N_("Other")): sum((amount for _, amount in rest), start=ZERO)}


def benefits_by_class(facts: Facts) -> ShareChart | None:
    """The benefits of the recommended option by class: what can be cut from a budget, and what cannot."""
    focus = facts.focus
    if focus is None:
        return None
    totals: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for benefit in facts.case.benefits:
        if benefit.kind == "benefit" and benefit.type:
            totals[benefit.type] += sum(focus.benefit_lines.get(benefit.id, ()), start=ZERO)
    parts = {key: amount for key, amount in totals.items() if amount > 0}
    total = sum(parts.values(), start=ZERO)
    if not total:
        return None
    unit, option = facts.unit([total]), facts.label(focus.option)
    message = N_("{share} of the benefits of {option} can be cut from a budget")
    share = facts.percent(parts.get("cashable", ZERO) / total)
    shown = N_("Benefits of {option} in {horizon} years ({unit}); {amount} in all")
    horizon = facts.results.horizon
    return ShareChart(
        facts.frame(
            "benefits_by_class",
            facts.say(message, share=share, option=option),
            unit=facts.say(shown, option=option, horizon=horizon, amount=facts.money(total), unit=unit.name),
            caption=facts.say(N_("Benefits of {option} by class ({unit})"), option=option, unit=unit.name),
        ),
        tuple((facts.choice(Benefit, "type", key), unit.scaled(amount)) for key, amount in parts.items()),
        unit.decimals,
    )
