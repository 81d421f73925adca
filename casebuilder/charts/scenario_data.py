"""The chart of the scenarios: what the options are worth in each picture of the future."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from casebuilder.analysis.sensitivity import ScenarioResult, scenario_results
from casebuilder.charts.facts import Facts
from casebuilder.charts.types import BarChart, Series
from casebuilder.i18n import N_
from casebuilder.model.uncertainty import Scenario

MOST_NAMES: Final = 2  # of scenarios in a sentence


def scenario_comparison(facts: Facts) -> BarChart | None:
    """The net present value of the options in every scenario, the focus option first."""
    focus = facts.focus
    shown = sorted((one for one in facts.shown_options if one.has_money), key=lambda one: one is not focus)
    if focus is None or focus not in shown:
        return None
    found = scenario_results(facts.case, {one.option.id: one for one in shown})
    amounts = [appraisal.npv for one in found for appraisal in one.appraisals.values()]
    if not any(amounts):
        return None
    unit = facts.unit(amounts)
    return BarChart(
        facts.frame(
            "scenario_comparison",
            _finding(facts, focus.option.id, found),
            unit=facts.say(N_("Net present value by scenario ({unit})"), unit=unit.name),
            caption=facts.say(N_("Net present value of the options in every scenario ({unit})"), unit=unit.name),
        ),
        tuple(_name(facts, one.scenario) for one in found),
        tuple(
            Series(
                facts.label(one.option),
                tuple(unit.scaled(scenario.appraisals[one.option.id].npv) for scenario in found),
                emphasis=one is focus,
            )
            for one in shown
        ),
        horizontal=True,
        decimals=unit.decimals,
    )


def _name(facts: Facts, scenario: Scenario) -> str:
    """The name of a scenario; that of its kind for those of a case without its own."""
    return facts.name(scenario) or facts.choice(Scenario, "kind", scenario.kind)


def _finding(facts: Facts, focus: str, found: Sequence[ScenarioResult]) -> str:
    """Whether the option stays the best, and worth its money, whatever comes."""
    npv = [one.appraisals[focus].npv for one in found]
    behind = [one for one, value in zip(found, npv, strict=True) if value < one.appraisals[one.best].npv]
    below = [one for one, value in zip(found, npv, strict=True) if value < 0]
    if len(behind) == len(found):
        message = N_("{option} is ahead in none of the {total} scenarios")
    elif behind:
        message = N_("{option} stays ahead except in {others}")
    elif below:
        message = N_("{option} falls below nought in {others}")
        if len(found[0].appraisals) > 1:
            message = N_("{option} stays ahead in all {total} scenarios, but falls below nought in {others}")
    elif len(found[0].appraisals) > 1:
        message = N_("{option} stays ahead and above nought in all {total} scenarios")
    else:
        message = N_("{option} stays above nought in all {total} scenarios")
    others = _listed(facts, behind or below, len(found))
    label = facts.label(facts.results.options[focus].option)
    return facts.say(message, option=label, total=len(found), others=others)


def _listed(facts: Facts, scenarios: Sequence[ScenarioResult], total: int) -> str:
    """The names of a few scenarios, the number of more."""
    if len(scenarios) == total:
        return facts.say(N_("every scenario"))
    if len(scenarios) > MOST_NAMES:
        return facts.say(N_("{count} of {total} scenarios"), count=len(scenarios), total=total)
    return facts.listed([facts.quoted(_name(facts, one.scenario)) for one in scenarios])
