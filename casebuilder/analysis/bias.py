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
from casebuilder.finance.reference_class import ReferenceClass, reference_class
from casebuilder.model.case import Case

OUTSOURCING: Final = "outsourcing"
_HUNDRED: Final = Decimal(100)


def bias_result(case: Case) -> BiasResult:
    """The rate by which capital costs are raised, nought where the case names none, and what it rests on."""
    settings, own = case.optimism_bias, past_projects(case)
    upper = upper_bound(settings.project_type)
    mitigated = min(sum((contribution * done for contribution, done in _factors(case)), start=ZERO), ONE)
    rates = {
        "table": ZERO if upper is None else optimism_bias.uplift(upper, [(ONE, mitigated)]),
        "history": ZERO if own is None else max(own.p80 if settings.confidence == "p80" else own.p50, ZERO),
        "own": settings.own_uplift or ZERO,
    }
    source = settings.source if settings.source in rates else ""
    return BiasResult(
        source=source,  # type: ignore[arg-type] # one of the keys, or none
        rate=rates.get(source, ZERO),
        upper=upper,
        mitigated=mitigated if case.bias_factors else None,
        p50=None if own is None else own.p50,
        p80=None if own is None else own.p80,
        projects=0 if own is None else own.cases,
        counted_inside=bool(source) and settings.counted == "inside",
    )


def upper_bound(project_type: str) -> Decimal | None:
    """The published upper bound of the expenditure of a type of project, as a share."""
    if not project_type:
        return None
    published = optimism_bias.bounds(project_type)
    per_cent = published.get("opex_upper" if project_type == OUTSOURCING else "capex_upper")
    return None if per_cent is None else per_cent / _HUNDRED


def past_projects(case: Case) -> ReferenceClass | None:
    """The overruns of the own projects that have both figures."""
    pairs = [
        (project.estimate, project.actual)
        for project in case.past_projects
        if project.estimate and project.actual is not None
    ]
    return reference_class(pairs) if pairs else None


def _factors(case: Case) -> list[tuple[Decimal, Decimal]]:
    return [(factor.contribution or ZERO, factor.mitigation or ZERO) for factor in case.bias_factors]


def bias_flows(case: Case, lines: Mapping[str, Flows], rate: Decimal, horizon: int) -> Flows:
    """What the correction adds to the costs of one option by period: the rate on its capital costs, contingency apart.

    Of an outsourcing project, whose published bound is one of operating expenditure, it is on the operating costs.
    """
    wanted = "opex" if case.optimism_bias.project_type == OUTSOURCING else "capex"
    hit = [
        lines[line.id]
        for line in case.cost_lines
        if line.id in lines and line.category == wanted and line.type != "contingency" and line.treatment in COUNTED
    ]
    return tuple(rate * flow for flow in cashflow.total(hit, horizon))


def with_double_counts(bias: BiasResult, case: Case, risks: Mapping[str, RiskResult]) -> BiasResult:
    """The same with the pairs of a cause that is not fully mitigated and a risk that prices it once more."""
    if not bias.source:
        return bias
    still_open = {risk.id for risk in case.risks if risk.status != "closed"}
    twice = tuple(
        (factor.id, risk)
        for factor in case.bias_factors
        if (factor.mitigation or ZERO) < ONE and factor.contribution
        for risk in factor.risks
        if risk in still_open and risks[risk].residual_expected
    )
    return replace(bias, double_counted=twice)
