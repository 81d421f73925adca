"""Can it be done: risks, plan, tests, present state?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebuilder.analysis import open_threats
from casebuilder.checks.findings import Finding, Review, finding, gap
from casebuilder.i18n import N_
from casebuilder.model.current_state import Interval


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


def appetite(review: Review) -> Iterator[Finding]:
    """H13: a risk above the appetite of its category after the response."""
    limits = {item.category: item for item in review.case.risk_appetite if item.highest_score is not None}
    for risk in open_threats(review.case):
        limit = limits.get(risk.category)
        score = review.results.risks[risk.id].residual_score
        if limit and limit.highest_score is not None and score is not None and score > limit.highest_score:
            text = N_("Risk {id} stays at {score} after the response; up to {limit} is accepted. It must be escalated.")
            yield finding("H13", f"risks[{risk.id}]", text, id=risk.id, score=score, limit=limit.highest_score)


def linked_risks(review: Review) -> Iterator[Finding]:
    """H14: a risk touches at least one option."""
    for risk in review.case.risks:
        if not risk.options:
            yield finding("H14", f"risks[{risk.id}].options", N_("Risk {id} is linked to no option."), id=risk.id)


def milestones(review: Review) -> Iterator[Finding]:
    """I01: there is a plan."""
    if not review.case.milestones:
        yield gap("I01", "milestones", N_("There is no milestone."))


def tests(review: Review) -> Iterator[Finding]:
    """I09 and M06: every need and every function that must work has a test."""
    case = review.case
    if not case.test_cases:
        return
    tested = {need for test in case.test_cases for need in test.needs}
    for need in case.needs:
        if need.id not in tested:
            yield finding("I09", f"needs[{need.id}]", N_("Need {id} has no test."), id=need.id)
    for row in case.configuration:
        if row.priority == "Must" and not row.test_case:
            path = f"configuration[{row.id}].test_case"
            yield finding("M06", path, N_("Configuration {id} must work and has no test case."), id=row.id)


def procurement(review: Review) -> Iterator[Finding]:
    """I05: what the recommended option buys has a route."""
    headline = review.results.headline
    if headline and headline.capital and not review.case.procurement:
        yield finding(
            "I05", "procurement", N_("The recommended option costs money, but it is not said how it is bought.")
        )


def load_erlangs(row: Interval, minutes: int) -> Decimal | None:
    """The offered load of an interval in Erlangs: calls x handling time / interval; None where a number is missing."""
    parts = (row.offered, row.avg_talk_s, row.avg_hold_s, row.avg_acw_s)
    if any(part is None for part in parts):
        return None
    handling = sum((Decimal(part) for part in parts[1:] if part is not None), start=Decimal(0))
    return Decimal(row.offered or 0) * handling / (60 * minutes)


def overloaded_intervals(review: Review) -> Iterator[Finding]:
    """M13: as much load as agents, where Erlang C says nothing."""
    minutes = review.case.contact_centre.interval_minutes
    for row in review.case.intervals if minutes else ():
        load = load_erlangs(row, minutes or 1)
        if load is not None and row.agents_staffed is not None and load >= row.agents_staffed:
            text = N_("At {start} the load ({load} Erlang) is as high as the number of agents ({agents}).")
            yield finding(
                "M13",
                f"intervals[{row.id}].agents_staffed",
                text,
                start=row.start,
                load=f"{load:.1f}",
                agents=row.agents_staffed,
            )
