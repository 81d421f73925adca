"""Results as plain data and as text, in the shapes that other programs rely on."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from casebuilder import checks
from casebuilder.analysis import OptionResult, analyse
from casebuilder.finance.schedule import FLAT
from casebuilder.model.case import Case
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded


def _plain(value: Any) -> Any:
    """Decimals as JSON numbers: whole ones as whole numbers, others as the nearest binary number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


_MEASURES = (
    "cost_flows", "benefit_flows", "net_flows", "pv_costs", "pv_benefits", "npv", "bcr", "mirr", "payback_years",
    "discounted_payback_years", "roi", "roi_undiscounted", "profitability_index", "equivalent_annual", "tco",
)  # fmt: skip


def _option(result: OptionResult) -> dict[str, Any]:
    appraised = result.appraisal
    measures = {name: _plain(getattr(appraised, name)) for name in _MEASURES}
    return {
        "id": result.option.id,
        "name": asdict(result.option.name),
        "role": result.option.role,
        **measures,
        "irr": {"status": appraised.irr.status, "roots": list(appraised.irr.roots)},
        "switching": {key: _plain(value) for key, value in asdict(appraised.switching).items()},
    }


def appraisal(case: Case) -> dict[str, Any]:
    """The appraisal of every option; rates are fractions, flows are by period, what does not exist is None."""
    results = analyse(case)
    profile = case.profile
    schedule = profile.discount_schedule or FLAT
    return {
        "currency": profile.currency,
        "discount": {
            "rate": _plain(profile.discount_rate) if schedule == FLAT else None,
            "schedule": schedule,
            "timing": profile.timing or "end",
        },
        "horizon_years": results.horizon,
        "preferred": results.preferred,
        "options": [_option(result) for result in results.options.values()],
    }


def appraisal_text(case: Case) -> str:
    """The appraisal as a table for people."""
    header = f"{'':<10}{'PV costs':>16}{'PV benefits':>16}{'NPV':>16}{'BCR':>8}{'payback':>9}  name"
    return "\n".join([header, *map(_option_line, analyse(case).options.values())])


def _option_line(result: OptionResult) -> str:
    appraised = result.appraisal
    amounts = (appraised.pv_costs, appraised.pv_benefits, appraised.npv)
    cells = "".join(f"{grouped(rounded(amount, 0)):>16}" for amount in amounts)
    bcr = "-" if appraised.bcr is None else f"{appraised.bcr:.2f}"
    payback = "-" if appraised.payback_years is None else f"{appraised.payback_years:.1f} y"
    return f"{result.option.id:<10}{cells}{bcr:>8}{payback:>9}  {result.option.name.get('en')}"


def review(case: Case) -> dict[str, Any]:
    """The findings of the review and their counts by severity."""
    findings = checks.review(case, analyse(case))
    counts = Counter(finding.severity for finding in findings)
    return {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "path": finding.path,
                "message": finding.message.text("en"),
            }
            for finding in findings
        ],
        "counts": {severity: counts[severity] for severity in checks.SEVERITIES},
    }


def review_text(case: Case) -> str:
    """The findings as lines for people, the gravest first, with the readiness at the end."""
    findings = checks.review(case, analyse(case))
    ready = checks.readiness(case, findings)
    lines = [f"{found.severity:<8} {found.code}  {found.path}: {found.message.text('en')}" for found in findings]
    return "\n".join([*lines, f"Readiness {ready.percent} %, {ready.blockers} blockers, {len(findings)} findings."])
