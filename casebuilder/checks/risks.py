"""Are the risks believable: rated, answered, within what is accepted, and paid for?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebuilder.analysis import open_threats
from casebuilder.checks.findings import Finding, Review, finding, gap, named
from casebuilder.i18n import N_, message
from casebuilder.model.risks import Risk
from casebuilder.spec import field_of
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded
from risk import register
from risk.matrix import Scale


def has_risks(review: Review) -> Iterator[Finding]:
    """H01: risks are recorded."""
    if not review.case.risks:
        yield gap("H01", "risks", N_("No risk is recorded. A case without risks is not believed."))


def risk_actions(review: Review) -> Iterator[Finding]:
    """H05: a response other than accepting it has an action or says what is done."""
    acted = {action.risk for action in review.case.risk_actions}
    for risk in review.case.risks:
        if risk.response not in ("", "accept") and risk.id not in acted and not risk.mitigation:
            path = f"risks[{risk.id}].mitigation"
            yield finding("H05", path, N_("Risk {id} is to be treated, but nothing is planned."), id=risk.id)


def residual_scores(review: Review) -> Iterator[Finding]:
    """H06: a response does not make a risk worse."""
    for risk in open_threats(review.case):
        rated = review.results.risks[risk.id]
        if rated.score is not None and rated.residual_score is not None and rated.residual_score > rated.score:
            path = f"risks[{risk.id}].residual_likelihood"
            yield finding("H06", path, N_("Risk {id} is graver after the response than before."), id=risk.id)


def risk_levels(review: Review) -> Iterator[Finding]:
    """H09: every score has one level; where the levels contradict each other the usual ones are taken."""
    bands = [band for band in review.case.risk_bands if band.lowest is not None and band.highest is not None]
    scale = review.results.scale
    scores = {likelihood * impact for likelihood in scale.probabilities for impact in range(1, scale.impacts + 1)}
    for score in sorted(scores) if bands else ():
        if sum((band.lowest or 0) <= score <= (band.highest or 0) for band in bands) != 1:
            yield finding("H09", "risk_bands", N_("The score {score} has no risk level or more than one."), score=score)
            return


def classes(review: Review) -> Iterator[Finding]:
    """H09: the classes that somebody gave are those of the numbers on the scale of the case."""
    scale = review.results.scale
    for risk in open_threats(review.case):
        for field, own, measured in _typed_and_measured(risk, scale):
            if own is not None and measured is not None and own != measured:
                text = N_("“{name}”: {field} {own} is typed; its number is in class {found} of the scale.")
                label = message(field_of(Risk, field).label)
                yield finding(
                    "H09", f"risks[{risk.id}].{field}", text, name=named(risk), field=label, own=own, found=measured
                )


def _typed_and_measured(risk: Risk, scale: Scale) -> Iterator[tuple[str, int | None, int | None]]:
    """Each class field with what was typed and the class of its number; a cost before the response is none after it."""
    before, after = register.measured(risk, scale=scale), register.measured(risk, scale=scale, assessment="residual")
    yield "likelihood", risk.likelihood, before[0]
    yield "impact", risk.impact, before[1]
    yield "residual_likelihood", risk.residual_likelihood, after[0]
    if risk.residual_cost is not None:
        yield "residual_impact", risk.residual_impact, after[1]


def appetite(review: Review) -> Iterator[Finding]:
    """H13: a risk above the appetite of its category after the response is not ours to accept."""
    limits = {row.category: row.highest_score for row in review.case.risk_appetite if row.highest_score is not None}
    for risk in open_threats(review.case):
        rated = review.results.risks[risk.id]
        if not rated.above_appetite:
            continue
        who = review.case.find("stakeholders", rated.escalate_to)
        values = {"name": named(risk), "score": rated.residual_score, "limit": limits[risk.category]}
        text = N_("“{name}” stays at {score} after the response; up to {limit} is accepted. Say who decides on it.")
        if who:
            text = N_("“{name}” stays at {score} after the response; up to {limit} is accepted. {who} decides on it.")
            values["who"] = named(who)
        yield finding("H13", f"risks[{risk.id}]", text, **values)


def linked_risks(review: Review) -> Iterator[Finding]:
    """H14: a risk touches at least one option."""
    for risk in review.case.risks:
        if not risk.options:
            yield finding("H14", f"risks[{risk.id}].options", N_("Risk {id} is linked to no option."), id=risk.id)


def response_effect(review: Review) -> Iterator[Finding]:
    """H07: a response that costs money changes something."""
    for risk in open_threats(review.case):
        rated = review.results.risks[risk.id]
        before, after = (rated.score, rated.expected), (rated.residual_score, rated.residual_expected)
        if rated.response_cost and before == after:
            text = N_("The response to “{name}” costs {cost}, and the risk is the same after it.")
            path = f"risks[{risk.id}].residual_likelihood"
            yield finding("H07", path, text, name=named(risk), cost=grouped(rated.response_cost))


def response_costs(review: Review) -> Iterator[Finding]:
    """H08: what the responses of the recommended option cost is in the cost plan.

    Nothing links an action to a cost line, so a line that names the action or its risk by ID counts as the one.
    """
    preferred = review.results.preferred
    lines = (line for line in review.case.cost_lines if line.option == preferred)
    planned = "\n".join(side for line in lines for text in (line.name, line.basis) for side in (text.en, text.zh_TW))
    risks = {risk.id for risk in review.case.risks if preferred in risk.options and risk.status != "closed"}
    for action in review.case.risk_actions:
        if action.cost and action.risk in risks and not _names(planned, action.id, action.risk):
            text = N_("“{name}” costs {cost}, and the basis of no cost line names {id}: is it in the costs?")
            path = f"risk_actions[{action.id}].cost"
            yield finding("H08", path, text, name=named(action), cost=grouped(action.cost), id=action.id)


def _names(text: str, *identifiers: str) -> bool:
    """True where the text names one of these IDs; Chinese may follow without a space."""
    return any(re.search(rf"(?<![A-Za-z0-9]){re.escape(one)}(?![A-Za-z0-9])", text) for one in identifiers)


def proximity(review: Review) -> Iterator[Finding]:
    """H12: an open risk says when it may occur, and that time is not over."""
    profile = review.case.profile
    for risk in open_threats(review.case):
        if not risk.proximity and risk.first_year is None:
            path = f"risks[{risk.id}].proximity"
            yield finding("H12", path, N_("“{name}” does not say when it may occur."), name=named(risk))
        elif risk.last_year is not None and profile.first_year is not None and profile.issued is not None:
            last = profile.first_year + risk.last_year
            if last < profile.issued.year:
                text = N_("“{name}” could occur until {year}, which is over: close it, or give it a new date.")
                yield finding("H12", f"risks[{risk.id}].last_year", text, name=named(risk), year=last)


def beyond_horizon(review: Review) -> Iterator[Finding]:
    """E16: a risk that may occur only after the horizon."""
    horizon = review.results.horizon
    for risk in open_threats(review.case):
        if risk.first_year is not None and risk.first_year > horizon and review.results.risks[risk.id].expected:
            text = N_("“{name}” may occur only after the horizon of {years} years; its cost counts in the last year.")
            yield finding("E16", f"risks[{risk.id}].first_year", text, name=named(risk), years=horizon)


def contingency(review: Review) -> Iterator[Finding]:
    """H15: the contingency of the recommended option covers the expected cost of its risks after the responses."""
    headline = review.results.headline
    if headline is None:
        return
    reserve = headline.contingency
    if headline.residual_risk > reserve:
        text = N_("The risks are expected to cost {expected} after the responses, and the contingency is {reserve}.")
        expected = grouped(rounded(headline.residual_risk, 0))
        yield finding("H15", "cost_lines", text, expected=expected, reserve=grouped(reserve))


def occurred(review: Review) -> Iterator[Finding]:
    """H16: a risk that has occurred is a cost, and no longer an expected one."""
    for risk in review.case.risks:
        if risk.status == "occurred" and review.results.risks[risk.id].residual_expected:
            text = N_("“{name}” has occurred and still counts with its probability: enter its cost and close it.")
            yield finding("H16", f"risks[{risk.id}].status", text, name=named(risk))
