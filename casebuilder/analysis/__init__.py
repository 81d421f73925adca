"""From a case to its results: the one caller of finance, decision and risk.

`analyse` never raises on what a user can type: a number that is missing counts as absent, and what cannot be calculated
is None. The review (`casebuilder.checks`) says what is missing. What takes longer than an edit may, or loads NumPy, is
asked for by its own page: `sensitivity`, `scenarios` and `simulation` beside this module.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from casebuilder.analysis import bias as optimism
from casebuilder.analysis.frame import Frame, frame_of
from casebuilder.analysis.lines import ONE, benefit_flows
from casebuilder.analysis.options import Context, lots, option_result
from casebuilder.analysis.register import open_threats, own_ranked_risks, ranked_risks, risk_results, risk_scale
from casebuilder.analysis.results import (
    BenchmarkResult,
    BiasResult,
    Companion,
    Comparison,
    OptionResult,
    Results,
    RiskResult,
)
from casebuilder.analysis.side_by_side import afforded, compared
from casebuilder.decision import weighted_scores
from casebuilder.finance import cashflow, prices, schedule
from casebuilder.finance.appraisal import Discounting
from casebuilder.finance.cashflow import ZERO
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine

__all__ = [
    "ONE",
    "BenchmarkResult",
    "BiasResult",
    "Comparison",
    "Frame",
    "OptionResult",
    "Results",
    "RiskResult",
    "analyse",
    "benefit_flows",
    "frame_of",
    "open_threats",
    "own_ranked_risks",
    "ranked_risks",
    "risk_scale",
]


def analyse(case: Case) -> Results:
    """All results of a case."""
    frame, scale, bias = frame_of(case), risk_scale(case), optimism.bias_result(case)
    context, parts = Context(case, frame, scale, bias), lots(case)
    options = {option.id: option_result(option, parts[option.id], context) for option in case.options}
    preferred = case.recommendation.option if case.recommendation.option in options else None
    headline = options[preferred] if preferred else None
    risks = risk_results(case, scale, headline)
    return Results(
        options=options,
        preferred=preferred,
        risks=risks,
        scale=scale,
        benchmark=_benchmark(case),
        horizon=case.profile.horizon_years or 0,
        discounting=frame.discounting,
        bias=optimism.with_double_counts(bias, case, risks),
        comparison=compared(case, options, frame),
        affordability=afforded(case, headline, frame.horizon),
        companion=_companion(case, options, frame),
        mixing=_mixing(case, frame),
    )


def _companion(case: Case, options: dict[str, OptionResult], frame: Frame) -> Companion | None:
    """The sensitivity that a published schedule asks for at a long horizon."""
    profile = case.profile
    found = schedule.companion(profile.discount_schedule or schedule.FLAT, profile.horizon_years or 0)
    if found is None:
        return None
    second = Discounting.of(found.identifier, frame.horizon, timing=frame.discounting.timing, period=frame.period)
    factors = second.factors()
    return Companion(
        found,
        {key: cashflow.present_value(one.appraisal.net_flows, factors) for key, one in options.items()},
    )


def _mixing(case: Case, frame: Frame) -> tuple[prices.Mixing, ...]:
    lines: list[CostLine | Benefit] = [*case.cost_lines, *case.benefits]
    indices: Any = {line.price_index or "general" for line in lines}
    published = case.profile.discount_schedule not in ("", schedule.FLAT)
    stated: Any = "real" if published else case.rules.rate_basis or frame.basis
    return prices.mixing(basis=frame.basis, rate_basis=stated, indices=indices, inflation=case.rules.general_inflation)


def _benchmark(case: Case) -> BenchmarkResult:
    weights = {criterion.id: criterion.weight for criterion in case.criteria if criterion.weight is not None}
    rows: dict[str, dict[str, Decimal]] = {technology.id: {} for technology in case.technologies}
    for score in case.scores:
        if score.score is not None and score.technology in rows:
            rows[score.technology][score.criterion] = score.score
    whole = {technology: row for technology, row in rows.items() if weights and weights.keys() <= row.keys()}
    scores = weighted_scores(whole, weights) if whole else {}
    return BenchmarkResult(scores, tuple(scores), sum(weights.values(), start=ZERO))
