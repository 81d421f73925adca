"""The chart of affordability: the funding of every year against what the recommended option needs."""

from __future__ import annotations

from casebuilder.charts.facts import Facts
from casebuilder.charts.types import BarChart, Series
from casebuilder.finance.affordability import Affordability
from casebuilder.finance.cashflow import Flows, net, total
from casebuilder.i18n import N_


def affordability(facts: Facts) -> BarChart | None:
    """Confirmed and expected funding and what is missing, stacked, with the need as a line."""
    found, focus = facts.results.affordability, facts.focus
    if found is None or focus is None or not any(found.need):
        return None
    need = facts.by_year(found.need)
    parts = _parts(facts, found)
    unit = facts.unit([*need, *total(parts.values(), len(need) - 1)])
    option = facts.label(focus.option)
    return BarChart(
        facts.frame(
            "affordability",
            _finding(facts, found, option),
            unit=facts.say(N_("Funding against the cost of every year ({unit})"), unit=unit.name),
            caption=facts.say(N_("Funding and cost of {option} by year ({unit})"), option=option, unit=unit.name),
        ),
        facts.years,
        tuple(Series(name, tuple(map(unit.scaled, flows))) for name, flows in parts.items()),
        stacked=True,
        category_label=facts.year_label,
        line=Series(facts.say(N_("Cost")), tuple(map(unit.scaled, need))),
        decimals=unit.decimals,
    )


def _parts(facts: Facts, found: Affordability) -> dict[str, Flows]:
    """Confirmed funding, and what there is of expected funding and of gaps, by year."""
    expected = net(found.with_expected.funding, found.confirmed.funding)
    rest = {N_("Expected funding"): expected, N_("Without funding"): found.with_expected.gaps}
    shown = {N_("Confirmed funding"): found.confirmed.funding} | {name: one for name, one in rest.items() if any(one)}
    return {facts.say(name): facts.by_year(flows) for name, flows in shown.items()}


def _finding(facts: Facts, found: Affordability, option: str) -> str:
    sure, hoped = found.confirmed, found.with_expected
    short = hoped if hoped.total_gap else sure
    first = short.first_gap
    if first is None:
        return facts.say(N_("Confirmed funding covers {option} in every year"), option=option)
    if short is hoped:
        message = N_("{amount} of the cost of {option} has no funding, from {year} on")
    else:
        message = N_("{option} depends on {amount} of funding that is only expected, from {year} on")
    year = facts.year_in_words(first // facts.results.discounting.per_year)
    return facts.say(message, option=option, amount=facts.money(short.total_gap), year=year)
