"""The raw sample as a case of the model, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from casebuilder.model import benchmark, current_state, evidence, money, options, people, plan, profile, risks, strategy
from casebuilder.model.case import Case
from tests.golden.declared import make, make_all
from tests.golden.sample_additions import complete

RAW = Path(__file__).parent / "sample_contact_case.json"
Raw = dict[str, Any]
PROFILE_KEYS = ("case_id", "created", "invented", "disclaimer", "title", "currency", "discount_rate", "horizon_years")
ORGANISATION_KEYS = ("industry", "location", "employees", "customers", "business_model")
BUDGET_LINES = ("staff", "systems_and_licences", "telecom", "other")


def load() -> Raw:
    """The raw sample, with exact numbers."""
    raw: Raw = json.loads(RAW.read_text(encoding="utf-8"), parse_float=Decimal)
    return raw


def without(row: Raw, *names: str) -> dict[str, Any]:
    """`row` without the keys `names` and without what was computed from it."""
    return {key: value for key, value in row.items() if key not in names and not is_computed(key)}


def is_computed(key: str) -> bool:
    """True for a result that the program calculates itself."""
    return key in ("expected", "expected_annual_value", "expected_checks", "meets", "gap")


def renamed(row: Raw, **names: str) -> dict[str, Any]:
    """`row` with keys renamed: new name = old name."""
    return without(row, *names.values()) | {new: row[old] for new, old in names.items()}


def profile_of(raw: Raw) -> profile.Profile:
    meta, organisation = raw["meta"], raw["organisation"]
    budget = organisation["operating_budget"]
    return make(
        profile.Profile,
        {key: meta[key] for key in PROFILE_KEYS}
        | {key: organisation[key] for key in ORGANISATION_KEYS}
        | {
            "organisation": organisation["name"],
            "source_version": meta["schema_version"],
            "price_note": meta["price_basis"],
            "timing_note": meta["cash_flow_timing"],
            "operating_budget": budget["total"],
            "available_investment": budget["available_for_investment"],
            "budget_note": budget["note"],
            "rounding": "half_even",
            "first_year": 2026,
            "price_year": 2026,
        },
    )


def contact_centre_of(raw: Raw) -> profile.ContactCentre:
    centre, intervals = raw["organisation"]["contact_centre"], raw["intervals"]
    summary, target = intervals["summary"], centre["service_target"]
    return make(
        profile.ContactCentre,
        renamed(without(centre, "service_target"), mean_patience="mean_patience_s")
        | {
            "service_level": target["percent"],
            "service_seconds": target["seconds"],
            "interval_minutes": intervals["length_minutes"],
            "interval_day": intervals["day"],
            "day_offered": summary["offered"],
            "day_answered": summary["answered"],
            "day_abandoned": summary["abandoned"],
            "day_answered_in_time": summary["answered_within_20s"],
        },
    )


def people_parts(raw: Raw) -> dict[str, Any]:
    budget = raw["organisation"]["operating_budget"]
    return {
        "profile": profile_of(raw),
        "budget_lines": make_all(profile.BudgetLine, [{"id": key, "amount": budget[key]} for key in BUDGET_LINES]),
        "stakeholders": make_all(people.Stakeholder, raw["stakeholders"]),
        "feedback": make_all(people.Feedback, raw["feedback"]),
        "objectives": make_all(strategy.Objective, raw["organisation"]["business_objectives"]),
        "competency_unit": make(profile.CompetencyUnit, raw["meta"]["competency_unit"]),
    }


def present_parts(raw: Raw) -> dict[str, Any]:
    planned = [row | {"state": "planned"} for row in raw["planned_systems"]]
    rows = [renamed(row, id="start", answered_in_time="answered_within_20s") for row in raw["intervals"]["rows"]]
    return {
        "contact_centre": contact_centre_of(raw),
        "systems": make_all(current_state.System, [*raw["current_systems"], *planned]),
        "functions": make_all(current_state.Function, raw["functions"]),
        "channels": make_all(current_state.Channel, raw["channels"]),
        "intervals": make_all(current_state.Interval, [row | {"start": row["id"]} for row in rows]),
        "capacities": make_all(current_state.Capacity, [without(row) for row in raw["capacity"]]),
        "needs": make_all(strategy.Need, raw["business_needs"]),
        "strategies": make_all(current_state.Strategy, raw["strategies"]),
        "configuration": make_all(current_state.Configuration, raw["functional_configuration"]),
    }


def specification_values(specifications: list[Raw]) -> Iterator[Raw]:
    for row in specifications:
        for technology, value in row["values"].items():
            key = {"specification": row["id"], "technology": technology}
            yield key | {"id": f"{row['id']}-{technology}", "value": value}


def samples(technology: Raw) -> Iterator[Raw]:
    for row in technology["measurements"]:
        for name, values in row["samples"].items():
            yield {"id": f"{row['id']}-{name}", "measurement": row["id"], "technology": name, "values": values}
    for row in technology["proportions"]:
        for name in proportion_samples(row):
            counted = {"successes": row[name]["success"], "n": row[name]["n"]}
            yield {"id": f"{row['id']}-{name}", "measurement": row["id"], "technology": name} | counted


def proportion_samples(row: Raw) -> list[str]:
    """The technologies that a proportion was counted on."""
    return [key for key in without(row) if key not in ("id", "criterion", "name")]


def comparisons(technology: Raw) -> Iterator[Raw]:
    """The pairs to compare; of a proportion all that was counted, in its order."""
    pairs = {row["id"]: row["compare"] for row in technology["measurements"]}
    pairs |= {row["id"]: [proportion_samples(row)] for row in technology["proportions"]}
    for measurement, compared in pairs.items():
        for number, (first, second) in enumerate(compared, start=1):
            yield {"id": f"{measurement}-{number}", "measurement": measurement, "first": first, "second": second}


def measurements(technology: Raw) -> Iterator[Raw]:
    for row in technology["measurements"]:
        yield without(row, "samples", "compare") | {"kind": "mean"}
    for row in technology["proportions"]:
        yield without(row, *proportion_samples(row)) | {"kind": "proportion", "better": "higher"}


def criterion(row: Raw) -> Raw:
    return without(row, "scale") | {"scale_min": row["scale"]["min"], "scale_max": row["scale"]["max"]}


def benchmark_parts(raw: Raw) -> dict[str, Any]:
    found = raw["benchmark"]
    anchors = found["score_anchors"]["scale"].items()
    scores = [row | {"id": f"{row['technology']}-{row['criterion']}"} for row in found["scores"]]
    specifications = [without(row, "values") for row in found["specifications"]]
    return {
        "methods": make_all(benchmark.Method, found["methods"]),
        "criteria": make_all(benchmark.Criterion, [criterion(row) for row in found["criteria"]]),
        "score_anchors": make_all(
            benchmark.ScoreAnchor,
            [{"id": f"A{score}", "score": int(score), "meaning": text} for score, text in anchors],
        ),
        "technologies": make_all(benchmark.Technology, found["technologies"]),
        "specifications": make_all(benchmark.Specification, specifications),
        "specification_values": make_all(
            benchmark.SpecificationValue, list(specification_values(found["specifications"]))
        ),
        "measurements": make_all(benchmark.Measurement, list(measurements(found))),
        "samples": make_all(benchmark.Sample, list(samples(found))),
        "comparisons": make_all(benchmark.Comparison, list(comparisons(found))),
        "scores": make_all(benchmark.Score, scores),
        "reference_sites": make_all(benchmark.ReferenceSite, found["reference_sites"]),
    }


def money_parts(raw: Raw) -> dict[str, Any]:
    return {
        "options": make_all(options.Option, raw["options"]),
        "cost_lines": make_all(money.CostLine, raw["costs"]),
        "benefits": make_all(money.Benefit, [renamed(row, stated_flows="flows") for row in raw["benefits"]]),
        "unmonetised": make_all(money.UnmonetisedImpact, raw["intangible_benefits"]),
    }


def band(level: str, scores: str) -> Raw:
    lowest, highest = map(int, scores.split("-"))
    return {"id": level, "lowest": lowest, "highest": highest}


def risk_parts(raw: Raw) -> dict[str, Any]:
    scale = raw["risk_scale"]
    levels = [row | {"id": step} for step, row in scale["likelihood"].items()]
    return {
        "risks": make_all(risks.Risk, [without(row) for row in raw["risks"]]),
        "likelihood_levels": make_all(risks.LikelihoodLevel, levels),
        "risk_bands": make_all(risks.RiskBand, [band(level, scores) for level, scores in scale["matrix"].items()]),
        "risk_settings": make(risks.RiskSettings, {"note": scale["note"]}),
    }


def test_case(row: Raw) -> Raw:
    return row | {"type": "acceptance" if row["type"] == "uat" else row["type"]}


def plan_parts(raw: Raw) -> dict[str, Any]:
    tests, advice = raw["test_plan"], raw["recommendation"]
    return {
        "actions": make_all(plan.Action, [row | {"id": f"AC{row['no']}"} for row in advice["actions"]]),
        "test_plan": make(plan.TestPlan, {"standard": tests["standard"]}),
        "test_clauses": make_all(plan.TestClause, [row | {"id": f"CL{row['no']:02}"} for row in tests["clauses"]]),
        "test_cases": make_all(plan.TestCase, [test_case(row) for row in tests["test_cases"]]),
        "recommendation": make(profile.Recommendation, without(advice, "actions")),
        "evidence_map": make_all(evidence.EvidenceEntry, raw["evidence_map"]),
        "standards": make_all(evidence.Standard, raw["standards"]),
    }


def convert(raw: Raw) -> Case:
    """The case with what the raw sample says, and nothing else."""
    builders = (people_parts, present_parts, benchmark_parts, money_parts, risk_parts, plan_parts)
    return Case(**{name: part for build in builders for name, part in build(raw).items()})


def shipped() -> Case:
    """The sample as it is shipped: what the raw one says, and what was written for the demonstration."""
    return complete(convert(load()))
