"""The review: what a sceptical board would say, as values. Checks never raise and never stop anybody from saving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from casebuilder.analysis import Results
from casebuilder.checks import appraisal, argument, completeness, conventions, delivery, money, risks, uncertainty
from casebuilder.checks.findings import SEVERITIES, Check, Finding, Review, Severity
from casebuilder.model.case import Case
from casebuilder.steps import STEPS, Step

__all__ = ["CHECKS", "SEVERITIES", "Finding", "Readiness", "Severity", "StepState", "readiness", "review"]

_PLACES: Final = {step.key: place for place, step in enumerate(STEPS)}

State = Literal["empty", "started", "complete"]

CHECKS: Final[tuple[Check, ...]] = (
    completeness.required_fields,
    completeness.required_texts,
    completeness.missing_language,
    completeness.dangling_references,
    argument.approvers,
    argument.has_problem,
    argument.problem_evidence,
    argument.has_objectives,
    argument.objective_moves,
    argument.scope_is_bounded,
    argument.do_nothing,
    argument.short_list,
    argument.dropped_options,
    argument.success_factors,
    argument.weights,
    argument.scores,
    argument.preferred_value,
    argument.next_steps,
    argument.score_winner,
    money.preferred_money,
    money.running_costs,
    money.cost_basis,
    money.stated_flows,
    money.factor_products,
    money.funding,
    money.unsure_funding,
    money.capital_split,
    money.inputs,
    money.beyond_horizon,
    money.benefit_basis,
    money.over_budget,
    conventions.rate,
    conventions.edition,
    conventions.mixing,
    conventions.long_horizon,
    conventions.no_cash_flows,
    conventions.corrections,
    conventions.bias_is_set,
    conventions.bias_is_sensible,
    appraisal.irregular_return,
    appraisal.rankings,
    appraisal.lives,
    appraisal.payback,
    appraisal.renewal,
    appraisal.residual_values,
    appraisal.terminal_values,
    appraisal.precision,
    appraisal.quoted_return,
    uncertainty.any_sensitivity,
    uncertainty.switching,
    uncertainty.uniform_ranges,
    uncertainty.range_basis,
    uncertainty.top_driver,
    uncertainty.ascending,
    uncertainty.scenarios,
    uncertainty.worst_case,
    uncertainty.delay,
    uncertainty.contingency_level,
    uncertainty.independence,
    uncertainty.idle_correlations,
    risks.has_risks,
    risks.risk_actions,
    risks.residual_scores,
    risks.risk_levels,
    risks.classes,
    risks.appetite,
    risks.linked_risks,
    risks.response_effect,
    risks.response_costs,
    risks.proximity,
    risks.beyond_horizon,
    risks.contingency,
    risks.occurred,
    delivery.milestones,
    delivery.tests,
    delivery.procurement,
    delivery.overloaded_intervals,
)


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is, and what is not there yet or blocks."""

    state: State
    missing: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """How complete the case is: per cent of the required steps, blockers, and the state of every step."""

    percent: int
    blockers: int
    steps: dict[str, StepState]


def review(case: Case, results: Results) -> tuple[Finding, ...]:
    """Everything that the checks find, the gravest first."""
    looked_at = Review(case, results)
    found = [finding for check in CHECKS for finding in check(looked_at)]
    return tuple(sorted(found, key=_weight))


def _weight(finding: Finding) -> tuple[int, bool, int]:
    """The gravest first; among equals what is not there yet, in the order in which the steps tell the story."""
    return SEVERITIES.index(finding.severity), not finding.gap, _PLACES[finding.step]


def readiness(case: Case, findings: tuple[Finding, ...]) -> Readiness:
    """The share of the required steps that are complete (a started one counts half), and what is open."""
    steps = {step.key: _state(case, step, findings) for step in STEPS}
    required = [steps[step.key].state for step in STEPS if step.required]
    points = sum({"complete": 2, "started": 1, "empty": 0}[state] for state in required)
    blockers = sum(finding.severity == "blocker" for finding in findings)
    return Readiness(100 * points // (2 * len(required)), blockers, steps)


def _state(case: Case, step: Step, findings: tuple[Finding, ...]) -> StepState:
    missing = tuple(
        finding for finding in findings if finding.step == step.key and (finding.gap or finding.severity == "blocker")
    )
    if not _begun(case, step):
        return StepState("empty", missing)
    return StepState("started" if missing else "complete", missing)


def _begun(case: Case, step: Step) -> bool:
    """True where anything on the step differs from a case that nobody has touched."""
    fresh = type(case)()
    changed = any(getattr(case, part) != getattr(fresh, part) for part in step.parts)
    return changed or any(case.narrative_of(section) is not None for section in step.sections)
