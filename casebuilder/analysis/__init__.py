"""From a case to its results: the one caller of finance, decision and risk.

`analyse` never raises on what a user can type: a number that is missing counts as absent, and what cannot be calculated
is None. The review (`casebuilder.checks`) says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from casebuilder.decision import weighted_scores
from casebuilder.finance import cashflow
from casebuilder.finance.appraisal import Appraisal, Discounting, appraise
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.schedule import FLAT
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from risk import register
from risk.matrix import FIVE_BY_FIVE, Band, Scale
from risk.protocols import Assessment

ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class OptionResult:
    """What one option costs, brings and is worth. `lines` are the flows of its cost and benefit lines by id."""

    option: Option
    appraisal: Appraisal
    cost_lines: Mapping[str, Flows]
    benefit_lines: Mapping[str, Flows]
    capital: Decimal  # the outlay of period 0
    over_budget: bool | None  # None where the case names no available investment
    expected_risk: Decimal  # expected cost of its open risks before the responses
    residual_risk: Decimal  # and after

    @property
    def has_money(self) -> bool:
        """True where the option has any cost or benefit at all."""
        return bool(self.cost_lines or self.benefit_lines)


@dataclass(frozen=True, slots=True)
class RiskResult:
    """Score, level (the id of a band) and expected cost of a risk; None where it is not rated or not quantified."""

    score: int | None
    level: str | None
    residual_score: int | None
    residual_level: str | None
    target_score: int | None
    target_level: str | None
    expected: Decimal | None
    residual_expected: Decimal | None


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """Weighted scores of the technologies that have a score on every weighted criterion, and their ranking."""

    scores: Mapping[str, Decimal] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    weight_sum: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that follows from a case."""

    options: Mapping[str, OptionResult]
    preferred: str | None  # id of the recommended option, where it exists
    risks: Mapping[str, RiskResult]
    scale: Scale
    benchmark: BenchmarkResult
    horizon: int
    discounting: Discounting

    @property
    def headline(self) -> OptionResult | None:
        """The result of the recommended option."""
        return self.options[self.preferred] if self.preferred else None


def analyse(case: Case) -> Results:
    """All results of a case."""
    horizon = case.profile.horizon_years or 0
    discounting = _discounting(case, horizon)
    scale = risk_scale(case)
    options = {option.id: _option_result(case, option, discounting=discounting, scale=scale) for option in case.options}
    preferred = case.recommendation.option
    return Results(
        options=options,
        preferred=preferred if preferred in options else None,
        risks={risk.id: _risk_result(risk, scale) for risk in case.risks},
        scale=scale,
        benchmark=_benchmark(case),
        horizon=horizon,
        discounting=discounting,
    )


def _discounting(case: Case, horizon: int) -> Discounting:
    profile = case.profile
    rate: Any = profile.discount_schedule
    if rate in (FLAT, ""):
        rate = profile.discount_rate if profile.discount_rate is not None else ZERO
    timing: Any = profile.timing or "end"
    return Discounting.of(rate, horizon, timing=timing)


def benefit_flows(case: Case, benefit: Benefit, horizon: int) -> Flows:
    """The flows of a benefit line by period, rounded by the rule of the case; negative for a dis-benefit."""
    value = benefit.annual_full_value or ZERO
    confidence = ONE if benefit.confidence is None else benefit.confidence
    flows = cashflow.benefit_flow(
        value, benefit.ramp, confidence=confidence, horizon=horizon, rounding=case.profile.rounding or "half_up"
    )
    return tuple(-flow for flow in flows) if benefit.kind == "disbenefit" else flows


def _option_result(case: Case, option: Option, *, discounting: Discounting, scale: Scale) -> OptionResult:
    horizon = discounting.horizon
    costs = {line.id: cashflow.fitted(line.flows, horizon) for line in case.cost_lines if line.option == option.id}
    benefits = {line.id: benefit_flows(case, line, horizon) for line in case.benefits if line.option == option.id}
    appraisal = appraise(
        cashflow.total(costs.values(), horizon), cashflow.total(benefits.values(), horizon), discounting
    )
    risks = [risk for risk in case.risks if option.id in risk.options and risk.status != "closed"]
    capital = appraisal.cost_flows[0]
    available = case.profile.available_investment
    return OptionResult(
        option=option,
        appraisal=appraisal,
        cost_lines=costs,
        benefit_lines=benefits,
        capital=capital,
        over_budget=None if available is None else capital > available,
        expected_risk=Decimal(register.expected_value(risks, scale=scale)),
        residual_risk=Decimal(register.expected_value(risks, scale=scale, assessment="residual")),
    )


def risk_scale(case: Case) -> Scale:
    """The scale of the case; what is missing or contradicts itself is that of the usual five by five."""
    probabilities = {
        int(level.id): level.probability
        for level in case.likelihood_levels
        if level.id.isdecimal() and level.probability is not None
    }
    impacts = max((int(level.id) for level in case.impact_levels if level.id.isdecimal()), default=0)
    return Scale(
        probabilities or FIVE_BY_FIVE.probabilities, _bands(case) or FIVE_BY_FIVE.bands, impacts or FIVE_BY_FIVE.impacts
    )


def _bands(case: Case) -> tuple[Band, ...]:
    """The bands of the case, ascending; none where they overlap or end before they start."""
    bands = sorted(
        (band.lowest, band.highest, band.id)
        for band in case.risk_bands
        if band.lowest is not None and band.highest is not None
    )
    try:
        own = tuple(Band(level, lowest, highest) for lowest, highest, level in bands)
        return Scale({}, own).bands
    except ValueError:
        return ()


def _risk_result(risk: Risk, scale: Scale) -> RiskResult:
    def rated(assessment: Assessment) -> tuple[int | None, str | None]:
        score = register.score_of(risk, scale=scale, assessment=assessment)
        return score, None if score is None else scale.level(score)

    def expected(assessment: Assessment) -> Decimal | None:
        value = register.exposure(risk, scale=scale, assessment=assessment)
        return None if value is None else Decimal(value)

    score, level = rated("inherent")
    residual_score, residual_level = rated("residual")
    target_score, target_level = rated("target")
    return RiskResult(
        score=score,
        level=level,
        residual_score=residual_score,
        residual_level=residual_level,
        target_score=target_score,
        target_level=target_level,
        expected=expected("inherent"),
        residual_expected=expected("residual"),
    )


def open_threats(case: Case) -> list[Risk]:
    """The risks that can still do harm: no closed ones and no opportunities."""
    return [risk for risk in case.risks if risk.status != "closed" and risk.kind != "opportunity"]


def ranked_risks(case: Case, results: Results) -> list[Risk]:
    """The open threats, the gravest first: by score and then by expected cost, before the responses."""

    def gravity(risk: Risk) -> tuple[int, Decimal]:
        rated = results.risks[risk.id]
        return rated.score or 0, abs(rated.expected or ZERO)

    return sorted(open_threats(case), key=gravity, reverse=True)


def _benchmark(case: Case) -> BenchmarkResult:
    weights = {criterion.id: criterion.weight for criterion in case.criteria if criterion.weight is not None}
    rows: dict[str, dict[str, Decimal]] = {technology.id: {} for technology in case.technologies}
    for score in case.scores:
        if score.score is not None and score.technology in rows:
            rows[score.technology][score.criterion] = score.score
    whole = {technology: row for technology, row in rows.items() if weights and weights.keys() <= row.keys()}
    scores = weighted_scores(whole, weights) if whole else {}
    return BenchmarkResult(scores, tuple(scores), sum(weights.values(), start=ZERO))
