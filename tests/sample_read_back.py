"""The shipped case in the shape of the raw sample again, written without a look at the converter."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from casebuilder.model.case import Case
from casebuilder.spec import BiText


def plain(value: Any) -> Any:
    """A value of the model as JSON holds it: pairs as objects, what is empty as null."""
    if isinstance(value, BiText):
        return dataclasses.asdict(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def row(record: Any, **renamed: str) -> dict[str, Any]:
    """All fields of a record, those in `renamed` (field = key in the raw sample) under their other name."""
    names = {field.name: renamed.get(field.name, field.name) for field in dataclasses.fields(record)}
    return {key: plain(getattr(record, name)) for name, key in names.items()}


def rows(records: tuple[Any, ...], **renamed: str) -> list[dict[str, Any]]:
    return [row(record, **renamed) for record in records]


def null(value: Any) -> Any:
    """Null for an empty text or reference."""
    return value if value and value != {"en": "", "zh_TW": ""} else None


def meta(case: Case) -> dict[str, Any]:
    profile = case.profile
    return row(profile, source_version="schema_version", price_note="price_basis", price_basis="-") | {
        "competency_unit": row(case.competency_unit),
        "cash_flow_timing": profile.timing_note.en,
    }


def organisation(case: Case) -> dict[str, Any]:
    profile, centre = case.profile, case.contact_centre
    lines = {line.id: line.amount for line in case.budget_lines}
    return row(profile, organisation="name") | {
        "contact_centre": row(centre, mean_patience="mean_patience_s")
        | {"service_target": {"percent": centre.service_level, "seconds": centre.service_seconds}},
        "business_objectives": rows(case.objectives),
        "operating_budget": lines
        | {
            "total": profile.operating_budget,
            "available_for_investment": profile.available_investment,
            "note": plain(profile.budget_note),
        },
    }


def intervals(case: Case) -> dict[str, Any]:
    centre = case.contact_centre
    return {
        "length_minutes": centre.interval_minutes,
        "day": plain(centre.interval_day),
        "rows": rows(case.intervals, answered_in_time="answered_within_20s"),
        "summary": {
            "offered": centre.day_offered,
            "answered": centre.day_answered,
            "abandoned": centre.day_abandoned,
            "answered_within_20s": centre.day_answered_in_time,
        },
    }


def measurements(case: Case) -> list[dict[str, Any]]:
    found = []
    for measured in case.measurements:
        if measured.kind == "mean":
            samples = {s.technology: list(s.values) for s in case.samples if s.measurement == measured.id}
            pairs = [[pair.first, pair.second] for pair in case.comparisons if pair.measurement == measured.id]
            found.append(row(measured) | {"unit": measured.unit.en, "samples": samples, "compare": pairs})
    return found


def proportions(case: Case) -> list[dict[str, Any]]:
    found = []
    for counted in case.measurements:
        if counted.kind == "proportion":
            samples = [one for one in case.samples if one.measurement == counted.id]
            found.append(row(counted) | {one.technology: {"success": one.successes, "n": one.n} for one in samples})
    return found


def specifications(case: Case) -> list[dict[str, Any]]:
    return [
        row(wanted)
        | {"values": {v.technology: v.value for v in case.specification_values if v.specification == wanted.id}}
        for wanted in case.specifications
    ]


def benchmark(case: Case) -> dict[str, Any]:
    return {
        "methods": rows(case.methods),
        "criteria": [
            row(criterion)
            | {"origin": criterion.origin.en, "scale": {"min": criterion.scale_min, "max": criterion.scale_max}}
            for criterion in case.criteria
        ],
        "score_anchors": {"scale": {str(anchor.score): plain(anchor.meaning) for anchor in case.score_anchors}},
        "technologies": rows(case.technologies),
        "specifications": specifications(case),
        "measurements": measurements(case),
        "proportions": proportions(case),
        "scores": rows(case.scores),
        "reference_sites": rows(case.reference_sites),
    }


def test_plan(case: Case) -> dict[str, Any]:
    back = {"acceptance": "uat"}
    return {
        "standard": case.test_plan.standard.en,
        "clauses": rows(case.test_clauses),
        "test_cases": [
            row(test) | {"type": back.get(test.type, test.type), "actual_result": null(plain(test.actual_result))}
            for test in case.test_cases
        ],
    }


def risk_scale(case: Case) -> dict[str, Any]:
    return {
        "likelihood": {level.id: row(level) for level in case.likelihood_levels},
        "matrix": {band.id: f"{band.lowest}-{band.highest}" for band in case.risk_bands},
        "note": plain(case.risk_settings.note),
    }


def raw_shaped(case: Case) -> dict[str, Any]:
    """Every part of the raw sample, read from the case."""
    return {
        "meta": meta(case),
        "organisation": organisation(case),
        "business_needs": rows(case.needs),
        "current_systems": rows(tuple(system for system in case.systems if system.state == "current")),
        "planned_systems": rows(tuple(system for system in case.systems if system.state == "planned")),
        "functions": rows(case.functions),
        "channels": rows(case.channels),
        "intervals": intervals(case),
        "capacity": rows(case.capacities),
        "benchmark": benchmark(case),
        "functional_configuration": rows(case.configuration),
        "strategies": rows(case.strategies),
        "options": [row(option) | {"technology": null(option.technology)} for option in case.options],
        "costs": rows(case.cost_lines),
        "benefits": [row(benefit, stated_flows="flows") | {"formula": benefit.formula.en} for benefit in case.benefits],
        "intangible_benefits": rows(case.unmonetised),
        "risk_scale": risk_scale(case),
        "risks": rows(case.risks),
        "stakeholders": rows(case.stakeholders),
        "feedback": rows(case.feedback),
        "test_plan": test_plan(case),
        "recommendation": row(case.recommendation)
        | {"then": case.recommendation.then.en, "actions": rows(case.actions)},
        "standards": rows(case.standards),
        "evidence_map": rows(case.evidence_map),
    }
