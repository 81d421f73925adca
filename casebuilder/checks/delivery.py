"""Can it be done: plan, tests, present state?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebuilder.checks.findings import Finding, Review, finding, gap
from casebuilder.i18n import N_
from casebuilder.model.current_state import Interval


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
