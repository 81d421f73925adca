"""Does the argument hold: problem, objectives, options, recommendation?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from casebuilder.checks.findings import Finding, Review, finding, gap
from casebuilder.i18n import N_
from casebuilder.model.strategy import Objective

MOST_OBJECTIVES: Final = 6
MOST_FACTORS: Final = 8


def has_problem(review: Review) -> Iterator[Finding]:
    """B01: there is a problem statement."""
    if not review.case.problems:
        yield finding(
            "B01", "problems", N_("No problem is stated. Say what goes wrong today, for whom and at what cost.")
        )


def problem_evidence(review: Review) -> Iterator[Finding]:
    """B03 and B04: each problem has evidence and says why now."""
    for problem in review.case.problems:
        if not problem.evidence and not problem.evidence_items:
            path = f"problems[{problem.id}].evidence"
            yield finding("B03", path, N_("Problem {id} has no evidence. How do you know?"), id=problem.id)
        if not problem.why_now:
            path = f"problems[{problem.id}].why_now"
            yield finding("B04", path, N_("Problem {id} does not say why it must be solved now."), id=problem.id)


def has_objectives(review: Review) -> Iterator[Finding]:
    """B07: there are objectives, and not too many."""
    count = len(review.case.objectives)
    if not count:
        yield gap("B07", "objectives", N_("No objective is stated. Say what will be measurably different."))
    elif count > MOST_OBJECTIVES:
        text = N_("{count} objectives are more than a reader remembers; {most} are enough.")
        yield finding("B07", "objectives", text, count=count, most=MOST_OBJECTIVES)


def objective_moves(review: Review) -> Iterator[Finding]:
    """B09: a target is better than its baseline."""
    for objective in review.case.objectives:
        if _misses(objective):
            path = f"objectives[{objective.id}].target"
            text = N_("Objective {id}: the target is no better than the baseline.")
            yield finding("B09", path, text, id=objective.id)


def _misses(objective: Objective) -> bool:
    if objective.target is None or objective.baseline is None:
        return False
    gain = objective.target - objective.baseline
    return (objective.direction == "up" and gain <= 0) or (objective.direction == "down" and gain >= 0)


def scope_is_bounded(review: Review) -> Iterator[Finding]:
    """B13 and B14: something is out of scope; constraints and dependencies are recorded."""
    case = review.case
    if case.scope and all(item.inside == "in" for item in case.scope):
        yield finding("B13", "scope", N_("Nothing is out of scope. Say what this proposal does not solve."))
    if not case.constraints or not case.dependencies:
        yield finding("B14", "constraints", N_("No constraints or no dependencies are recorded."))


def do_nothing(review: Review) -> Iterator[Finding]:
    """C01: doing nothing is an option."""
    if not any(option.role == "bau" for option in review.case.options):
        yield gap(
            "C01", "options", N_("No option stands for doing nothing. Every other option is measured against it.")
        )


def short_list(review: Review) -> Iterator[Finding]:
    """C03: the short list is a choice."""
    listed = sum(option.shortlisted for option in review.case.options)
    if listed < 3:
        yield finding(
            "C03",
            "options",
            N_("Options on the short list: {count}; three or more are a choice."),
            count=listed,
        )


def dropped_options(review: Review) -> Iterator[Finding]:
    """C05: a dropped option keeps its reason."""
    for option in review.case.options:
        if option.verdict == "discounted" and not option.reason:
            path = f"options[{option.id}].reason"
            yield finding("C05", path, N_("Option {id} was dropped without a reason."), id=option.id)


def success_factors(review: Review) -> Iterator[Finding]:
    """C07: some success factors, and not too many."""
    count = len(review.case.success_factors)
    if not 0 < count <= MOST_FACTORS:
        text = N_("There are {count} success factors; one to {most} keep the focus.")
        yield finding("C07", "success_factors", text, count=count, most=MOST_FACTORS)


def weights(review: Review) -> Iterator[Finding]:
    """C08: the weights of the criteria total 100%."""
    total = review.results.benchmark.weight_sum
    if review.case.criteria and abs(total - 1) > Decimal("0.001"):
        share = f"{total * 100:.1f}"
        yield finding("C08", "criteria", N_("The weights of the criteria total {share}% and not 100%."), share=share)


def scores(review: Review) -> Iterator[Finding]:
    """C09: every technology has a score on every weighted criterion."""
    if not review.case.criteria:
        return
    known = {(score.technology, score.criterion) for score in review.case.scores if score.score is not None}
    for technology in review.case.technologies:
        missing = [item.id for item in review.case.criteria if (technology.id, item.id) not in known]
        if missing:
            text = N_("Technology {id} has no score on {criteria}.")
            yield finding("C09", "scores", text, id=technology.id, criteria=", ".join(missing))


def preferred_value(review: Review) -> Iterator[Finding]:
    """F10 and F11: the recommended option is worth it, or the text says why all the same."""
    best = max(review.results.options.values(), key=lambda result: result.appraisal.npv, default=None)
    headline = review.results.headline
    if headline is None or best is None:
        return
    if headline.appraisal.npv < 0 and not review.case.unmonetised:
        yield finding(
            "F10",
            "recommendation.option",
            N_("The recommended option has a negative net present value, and no effect without a price speaks for it."),
        )
    elif headline.appraisal.npv < best.appraisal.npv and not review.case.recommendation.text:
        text = N_("Option {id} has a higher net present value than the recommended one; say why it is not chosen.")
        yield finding("F11", "recommendation.text", text, id=best.option.id)


def next_steps(review: Review) -> Iterator[Finding]:
    """J06: conditions or next steps."""
    if not review.case.actions and not review.case.recommendation.conditions:
        yield finding("J06", "actions", N_("There are neither conditions nor next steps."))


def approvers(review: Review) -> Iterator[Finding]:
    """A08: somebody signs."""
    if not review.case.approvals:
        yield gap("A08", "approvals", N_("Nobody is named who approves this."))


def score_winner(review: Review) -> Iterator[Finding]:
    """M12: the winner of the benchmark is not the option with the highest NPV, and nothing is said about it."""
    ranking = review.results.benchmark.ranking
    options = [result for result in review.results.options.values() if result.has_money]
    if not ranking or not options:
        return
    best = max(options, key=lambda result: result.appraisal.npv)
    if best.option.technology and best.option.technology != ranking[0]:
        text = N_(
            "Technology {winner} wins the benchmark, but option {option} has the highest net present value: say why."
        )
        yield finding("M12", "recommendation.text", text, winner=ranking[0], option=best.option.id)
