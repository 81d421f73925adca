"""Results as plain data and as text, in the shapes that other programs rely on."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from casebuilder import checks
from casebuilder.analysis import OptionResult, analyse
from casebuilder.analysis.sensitivity import DELAY
from casebuilder.errors import UserError
from casebuilder.finance.schedule import FLAT
from casebuilder.i18n import N_
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded

if TYPE_CHECKING:
    from casebuilder.analysis.simulation import Run, Simulated
    from risk.simulation import Simulation
    from risk.summary import Summary


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
        "adjusted_npv": _plain(result.adjusted_npv),
        "irr": {"status": appraised.irr.status, "roots": list(appraised.irr.roots)},
        "switching": {key: _plain(value) for key, value in asdict(appraised.switching).items()},
    }


def appraisal(case: Case) -> dict[str, Any]:
    """The appraisal of every option; rates are fractions a year, flows are by period, what does not exist is None."""
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
        "period": results.discounting.period,
        "preferred": results.preferred,
        "options": [_option(result) for result in results.options.values()],
    }


def appraisal_text(case: Case) -> str:
    """The appraisal as a table for people."""
    heads = "".join(f"{head:>16}" for head in ("PV costs", "PV benefits", "NPV", "risk-adjusted"))
    header = f"{'':<10}{heads}{'BCR':>8}{'payback':>9}  name"
    return "\n".join([header, *map(_option_line, analyse(case).options.values())])


def _option_line(result: OptionResult) -> str:
    appraised = result.appraisal
    amounts = (appraised.pv_costs, appraised.pv_benefits, appraised.npv, result.adjusted_npv)
    cells = "".join(f"{grouped(rounded(amount, 0)):>16}" for amount in amounts)
    bcr = "-" if appraised.bcr is None else f"{appraised.bcr:.2f}"
    payback = "-" if appraised.payback_years is None else f"{appraised.payback_years:.1f} y"
    return f"{result.option.id:<10}{cells}{bcr:>8}{payback:>9}  {result.option.name.get('en')}"


# -- simulation --------------------------------------------------------------------------------------------------------

_FIGURES: Final = ("mean", "sd", "p5", "p10", "p50", "p80", "p90", "p95")
_SHOWN_DRIVERS: Final = 10


def simulate(case: Case, option: str | None, run: Run) -> Simulated:
    """Simulate an option, or the recommended one; UserError where there is no such option, or no money in it."""
    from casebuilder.analysis.simulation import simulated

    results = analyse(case)
    chosen = option or results.preferred
    if chosen is None:
        raise UserError(N_("No option is recommended; name one with --option."))
    if chosen not in results.options:
        known = ", ".join(results.options)
        raise UserError(
            N_("“{option}” is not an option of this case; choose one of: {known}."), option=chosen, known=known
        )
    if not results.options[chosen].has_money:
        raise UserError(
            N_("Option {option} has neither costs nor benefits; there is nothing to simulate."), option=chosen
        )
    try:
        return simulated(case, results, chosen, run)
    except ValueError as error:
        raise UserError(N_("Option {option} cannot be simulated: {reason}"), option=chosen, reason=error) from error


def simulation(found: Simulated) -> dict[str, Any]:
    """A simulation as plain data; amounts are present values, but the contingency, which is not discounted."""
    result = found.simulation
    return {
        "option": found.compiled.option,
        "iterations": result.iterations,
        "seed": result.seed,
        "sampler": result.sampler,
        "npv": _summary(result.npv),
        "cost": _summary(result.cost),
        "contingency": None if result.contingency is None else asdict(result.contingency),
        "analytic_mean": result.analytic_mean,
        "mean_error_se": result.mean_error_se,
        "drivers": [{"path": path, "variance_share": share} for path, share in _drivers(found)],
    }


def _summary(summary: Summary) -> dict[str, Any]:
    figures = {name: getattr(summary, name) for name in (*_FIGURES, "prob_negative")}
    return {**figures, "p80_ci95": list(summary.p80_ci95)}


def _drivers(found: Simulated) -> list[tuple[str, float]]:
    """The share of the variance by record, the greatest first: a risk may have several effects."""
    own = f"options[{found.compiled.option}]"
    return [(own if path == DELAY else path, share) for path, share in found.shares]


def simulation_text(case: Case, found: Simulated) -> str:
    """A simulation as a table for people."""
    result = found.simulation
    drivers = _drivers(found)[:_SHOWN_DRIVERS]
    lines = [
        f"Option {found.compiled.option}, {result.iterations:,} iterations ({result.sampler}, seed {result.seed})",
        f"{'':<10}" + "".join(f"{name:>14}" for name in _FIGURES),
        _summary_line("NPV", result.npv),
        _summary_line("PV costs", result.cost),
        *_remarks(result),
        "Share of the variance:",
        *(f"{share:>8.1%}  {path} {_name(case, path)}" for path, share in drivers),
    ]
    return "\n".join(lines)


def _summary_line(name: str, summary: Summary) -> str:
    return f"{name:<10}" + "".join(f"{getattr(summary, key):>14,.0f}" for key in _FIGURES)


def _remarks(result: Simulation) -> list[str]:
    """How likely a loss is, how exact the figures are, and what they ask for."""
    low, high = result.npv.p80_ci95
    lines = [
        f"NPV below nought in {result.npv.prob_negative:.1%} of all iterations; paid back in {result.pays_back:.1%}.",
        f"P80 of the NPV lies between {low:,.0f} and {high:,.0f} (95%, error of the simulation alone).",
    ]
    if result.contingency:
        lines.append(f"Contingency: P50 {result.contingency.p50:,.0f}, P80 {result.contingency.p80:,.0f}.")
    if result.mean_error_se is not None:
        lines.append(f"The mean is {result.mean_error_se:.2f} standard errors from its closed form.")
    return lines


def _name(case: Case, path: str) -> str:
    part, _, identifier = path.partition("[")
    record = case.find(part, identifier[:-1])
    return "" if record is None else record_name(record, "en")


# -- review ------------------------------------------------------------------------------------------------------------


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
    return "\n".join([*lines, f"Readiness {ready.percent}%, {ready.blockers} blockers, {len(findings)} findings."])
