"""The risk register in figures: scores and levels, expected costs by option, appetite and the worth of responses."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from casebuilder.analysis.frame import Frame
from casebuilder.analysis.lines import price_path
from casebuilder.analysis.results import OptionResult, Results, RiskResult
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.model.case import Case
from casebuilder.model.risks import Risk, RiskAppetite
from risk import register
from risk.matrix import FIVE_BY_FIVE, Band, Scale
from risk.protocols import Assessment

Lines = Mapping[str, Flows]


def risk_scale(case: Case) -> Scale:
    """The scale of the case; what is missing or contradicts itself is that of the usual five by five."""
    probabilities = {
        int(level.id): level.probability
        for level in case.likelihood_levels
        if level.id.isdecimal() and level.probability is not None
    }
    impacts = {int(level.id): level.lowest_cost for level in case.impact_levels if level.id.isdecimal()}
    return Scale(
        probabilities or FIVE_BY_FIVE.probabilities,
        _bands(case) or FIVE_BY_FIVE.bands,
        max(impacts, default=FIVE_BY_FIVE.impacts) or FIVE_BY_FIVE.impacts,
        {step: least for step, least in impacts.items() if least is not None},
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


# -- what a risk costs -------------------------------------------------------------------------------------------------


def times(risk: Risk, scale: Scale, assessment: Assessment) -> Decimal | None:
    """How often a risk occurs on average: its frequency, else its probability or that of its likelihood class.

    A response that nobody has rated changes nothing: the risk stays as likely as before.
    """
    often = frequency(risk, assessment)
    if often is not None:
        return often
    chance = register.chance(risk, scale=scale, assessment=assessment)
    return register.chance(risk, scale=scale) if chance is None and assessment == "residual" else chance


def frequency(risk: Risk, assessment: Assessment) -> Decimal | None:
    """How often a risk that can occur more than once does; None for one that occurs at most once.

    A target is rated by its probability alone.
    """
    if assessment == "target":
        return None
    residual = risk.residual_frequency if assessment == "residual" else None
    return risk.frequency if residual is None else residual


def line_share(risk: Risk, assessment: Assessment) -> Decimal | None:
    """The share of the mapped lines that a risk takes when it occurs."""
    residual = risk.residual_line_share if assessment == "residual" else None
    return risk.line_share if residual is None else residual


def sign(risk: Risk) -> int:
    """1 for a threat, which costs, and -1 for an opportunity, which saves."""
    return -1 if risk.kind == "opportunity" else 1


def hit_lines(risk: Risk, lines: Lines) -> list[Flows]:
    """The flows of the lines of one option that a risk takes a share of."""
    return [lines[key] for key in risk.lines if key in lines]


def expected_cost(risk: Risk, lines: Lines, scale: Scale, assessment: Assessment) -> Decimal | None:
    """times x (amount + share of the lines hit), negative for an opportunity; None where it is not quantified."""
    count, amount, share = times(risk, scale, assessment), amount_of(risk, assessment), line_share(risk, assessment)
    hit = hit_lines(risk, lines) if share is not None else []
    if count is None or (amount is None and not hit):
        return None
    exposed = sum((abs(flow) for flows in hit for flow in flows), start=ZERO)
    return sign(risk) * count * ((amount or ZERO) + (share or ZERO) * exposed)


def amount_of(risk: Risk, assessment: Assessment) -> Decimal | None:
    """The likely amount when a risk occurs; where an assessment names none, the inherent one."""
    own = {"inherent": None, "residual": risk.residual_cost, "target": risk.target_cost}[assessment]
    return risk.cost_if_occurs if own is None else own


def window(risk: Risk, frame: Frame) -> tuple[int, int]:
    """The first and the last period in which a risk may occur.

    As its years say, else by its proximity: at once and within the stage in year 0, within the project in years 0 and
    1, beyond it from year 1 on, and in any year where it names none.
    """
    horizon = frame.horizon // frame.per_year
    by_proximity = {"imminent": (0, 0), "stage": (0, 0), "project": (0, 1), "beyond": (1, horizon)}
    first, last = by_proximity.get(risk.proximity, (0, horizon))
    first = min(risk.first_year if risk.first_year is not None else first, horizon)
    last = min(risk.last_year if risk.last_year is not None else max(last, first), horizon)
    last = max(first, last)
    return _first_period(first, frame), min(_first_period(last + 1, frame) - 1, frame.horizon)


def _first_period(year: int, frame: Frame) -> int:
    """Year 0 is period 0 alone, and year 1 starts with period 1, where the year is the period; else by the calendar."""
    return year * frame.per_year


def spread_over(risk: Risk, frame: Frame) -> Flows:
    """The share of a risk's amount in each period, alike in every period in which it may occur.

    The amount is in money of the price year: in a nominal case it rises with prices in general.
    """
    first, last = window(risk, frame)
    share = Decimal(1) / (last - first + 1)
    level = price_path(frame.growth["general"] if frame.basis == "nominal" else ZERO, frame.horizon, frame.period)
    return tuple(share * price if first <= period <= last else ZERO for period, price in enumerate(level))


def expected_flows(risk: Risk, lines: Lines, scale: Scale, frame: Frame) -> Flows | None:
    """The expected cost after the response by period: the amount over its window, a share where its lines flow."""
    count = times(risk, scale, "residual")
    if count is None:
        return None
    amount, share = amount_of(risk, "residual") or ZERO, line_share(risk, "residual") or ZERO
    flows = [count * amount * part for part in spread_over(risk, frame)]
    for line in hit_lines(risk, lines) if share else ():
        flows = [flow + count * share * abs(hit) for flow, hit in zip(flows, line, strict=True)]
    return tuple(sign(risk) * flow for flow in flows)


# -- results -----------------------------------------------------------------------------------------------------------


def risk_results(case: Case, scale: Scale, headline: OptionResult | None) -> dict[str, RiskResult]:
    """Every risk in figures; shares are of the lines of the recommended option."""
    lines = {**headline.cost_lines, **headline.benefit_lines} if headline else {}
    appetite = {row.category: row for row in case.risk_appetite if row.highest_score is not None}
    costs = _response_costs(case)
    return {
        risk.id: _risk_result(risk, lines, scale, appetite=appetite.get(risk.category), response=costs.get(risk.id))
        for risk in case.risks
    }


def _risk_result(
    risk: Risk, lines: Lines, scale: Scale, *, appetite: RiskAppetite | None, response: Decimal | None
) -> RiskResult:
    def rated(assessment: Assessment) -> tuple[int | None, str | None, Decimal | None]:
        score = register.score_of(risk, scale=scale, assessment=assessment)
        level = None if score is None else scale.level(score)
        return score, level, expected_cost(risk, lines, scale, assessment)

    score, level, expected = rated("inherent")
    residual_score, residual_level, residual_expected = rated("residual")
    target_score, target_level, target_expected = rated("target")
    accepted = None if appetite is None else appetite.highest_score
    above = None if accepted is None or residual_score is None else residual_score > accepted
    return RiskResult(
        score=score,
        level=level,
        residual_score=residual_score,
        residual_level=residual_level,
        target_score=target_score,
        target_level=target_level,
        expected=expected,
        residual_expected=residual_expected,
        target_expected=target_expected,
        response_cost=response,
        above_appetite=above,
        escalate_to=appetite.escalate_to if appetite and above else "",
    )


def _response_costs(case: Case) -> dict[str, Decimal]:
    costs: dict[str, Decimal] = {}
    for action in case.risk_actions:
        if action.cost is not None:
            costs[action.risk] = costs.get(action.risk, ZERO) + action.cost
    return costs


def open_threats(case: Case) -> list[Risk]:
    """The risks that can still do harm: no closed ones and no opportunities."""
    return [risk for risk in case.risks if risk.status != "closed" and risk.kind != "opportunity"]


def ranked_risks(case: Case, results: Results) -> list[Risk]:
    """The open threats, the gravest first: by score and then by expected cost, before the responses."""

    def gravity(risk: Risk) -> tuple[int, Decimal]:
        rated = results.risks[risk.id]
        return rated.score or 0, abs(rated.expected or ZERO)

    return sorted(open_threats(case), key=gravity, reverse=True)


def contingency_lines(case: Case) -> set[str]:
    """The cost lines that are money set aside for risks."""
    return {line.id for line in case.cost_lines if line.type == "contingency"}


def own_ranked_risks(case: Case, results: Results) -> list[Risk]:
    """The same of the recommended option, or of all where it has none."""
    risks = ranked_risks(case, results)
    return [risk for risk in risks if results.preferred in risk.options] or risks


def risks_of(case: Case, option: str) -> list[Risk]:
    """The risks of an option that are not closed."""
    return [risk for risk in case.risks if option in risk.options and risk.status != "closed"]
