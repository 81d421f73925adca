"""The correction of capital costs for optimism: from the published table, from own projects, or a rate of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from casebuilder.analysis.lines import COUNTED, ONE
from casebuilder.analysis.results import BiasResult, RiskResult
from casebuilder.finance import cashflow, optimism_bias
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.optimism_bias import Cause
from casebuilder.finance.reference_class import ReferenceClass, reference_class
from casebuilder.model.case import Case

OUTSOURCING: Final = "outsourcing"
_HUNDRED: Final = Decimal(100)


def bias_result(case: Case) -> BiasResult:
    """The rate by which capital costs are raised, nought where the case names none, and what it rests on."""
    settings, own, bound = case.optimism_bias, past_projects(case), bounds(case)
    upper = None if bound is None else bound[1]
    left = optimism_bias.mitigated(ONE, upper or ZERO, causes(case).values())
    rates = {
        "table": left.bias,
        "history": ZERO if own is None else max(own.p80 if settings.confidence == "p80" else own.p50, ZERO),
        "own": settings.own_uplift or ZERO,
    }
    source = settings.source if settings.source in rates else ""
    return BiasResult(
        source=source,  # type: ignore[arg-type] # one of the keys, or none
        rate=rates.get(source, ZERO),
        lower=None if bound is None else bound[0],
        upper=upper,
        mitigated=left.managed if case.bias_factors else None,
        p50=None if own is None else own.p50,
        p80=None if own is None else own.p80,
        projects=0 if own is None else own.cases,
        counted_inside=bool(source) and settings.counted == "inside",
    )


def bounds(case: Case) -> tuple[Decimal, Decimal] | None:
    """The published lower and upper bound of the expenditure of the type of project, or of its two types, as shares.

    None where the case names no type, or two of which one is bounded in capital and the other in operating costs.
    """
    settings = case.optimism_bias
    if not settings.project_type:
        return None
    other = settings.other_share or ZERO
    if not settings.other_type or settings.other_type == settings.project_type:
        other = ZERO
    shares = {settings.project_type: ONE - other} | ({settings.other_type: other} if other else {})
    if OUTSOURCING in shares and len(shares) > 1:
        return None
    found, kind = optimism_bias.combined(shares), "opex" if OUTSOURCING in shares else "capex"
    return found[f"{kind}_lower"] / _HUNDRED, found[f"{kind}_upper"] / _HUNDRED


def causes(case: Case) -> dict[str, Cause]:
    """The causes of the case; where their shares sum to more than the whole bias, each in proportion."""
    shares = {factor.id: factor.contribution or ZERO for factor in case.bias_factors}
    whole = max(sum(shares.values(), start=ZERO), ONE)
    return {
        factor.id: Cause(shares[factor.id] / whole, factor.mitigation or ZERO, factor.risks)
        for factor in case.bias_factors
    }


def past_projects(case: Case) -> ReferenceClass | None:
    """The overruns of the own projects that have both figures."""
    pairs = [
        (project.estimate, project.actual)
        for project in case.past_projects
        if project.estimate and project.actual is not None
    ]
    return reference_class(pairs) if pairs else None


def bias_flows(case: Case, lines: Mapping[str, Flows], rate: Decimal, horizon: int) -> Flows:
    """What the correction adds to the costs of one option by period: the rate on its capital costs, contingency apart.

    Of an outsourcing project, whose published bound is one of operating expenditure, it is on the operating costs.
    """
    hit = [lines[key] for key in biased_lines(case) if key in lines]
    return tuple(rate * flow for flow in cashflow.total(hit, horizon))


def biased_lines(case: Case) -> list[str]:
    """The cost lines that the correction is on."""
    wanted = "opex" if case.optimism_bias.project_type == OUTSOURCING else "capex"
    return [
        line.id
        for line in case.cost_lines
        if line.category == wanted and line.type != "contingency" and line.treatment in COUNTED
    ]


def inside_factors(case: Case, bias: BiasResult) -> dict[str, Decimal]:
    """What the cost lines that a correction counted inside is on are multiplied by; none where it is not inside."""
    return dict.fromkeys(biased_lines(case), ONE + bias.rate) if bias.counted_inside else {}


def with_double_counts(bias: BiasResult, case: Case, risks: Mapping[str, RiskResult]) -> BiasResult:
    """The same with the pairs of a cause that is not fully mitigated and a risk that prices it once more."""
    if not bias.source:
        return bias
    priced = {risk.id for risk in case.risks if risk.status != "closed" and risks[risk.id].residual_expected}
    return replace(bias, double_counted=optimism_bias.double_counted(causes(case), priced))
