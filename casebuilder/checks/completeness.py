"""What is missing: required fields, required texts, references to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from casebuilder.checks.findings import Finding, Review, finding, gap
from casebuilder.i18n import N_, Message, message
from casebuilder.model.case import Case
from casebuilder.model.narrative import SECTIONS
from casebuilder.spec import BiText, FieldSpec, Kind, PartSpec, fields_of, is_empty, parts_of
from casebuilder.steps import STEPS

_ANY: Final = "A02"
# The check of the catalogue that an empty required field of a part belongs to.
_CODES: Final = {
    "profile": "A06",
    "problems": "B02",
    "objectives": "B08",
    "options": "C05",
    "cost_lines": "E04",
    "funding_sources": "E08",
    "risks": "H03",
    "risk_actions": "H05",
    "milestones": "I12",
    "test_cases": "I09",
    "recommendation": "J03",
    "systems": "M01",
    "capacities": "M02",
    "channels": "M03",
}
_FIELD_CODES: Final = {
    ("benefits", "owner"): "D02",
    ("benefits", "measure"): "D04",
    ("benefits", "annual_full_value"): "D05",
    ("risks", "owner"): "H02",
    ("recommendation", "option"): "J01",
    ("recommendation", "if_rejected"): "J05",
}


def required_fields(review: Review) -> Iterator[Finding]:
    """Every required field that is empty, of every record there is; sections count once the case has begun."""
    for part, record in _records(review.case):
        for spec in fields_of(part.record):
            if spec.required and is_empty(getattr(record, spec.name)) and not _replaced(record, spec):
                yield _empty(part, record, spec)


def _replaced(record: Any, spec: FieldSpec) -> bool:
    """True where another field stands in for this one."""
    return bool(spec.unless) and not is_empty(getattr(record, spec.unless))


def _records(case: Case) -> Iterator[tuple[PartSpec, Any]]:
    """Every section and record of the case with its part; texts of sections that no framework knows are left alone."""
    for part in parts_of(type(case)):
        value = getattr(case, part.name)
        for record in value if part.is_collection else (value,):
            if part.name != "narrative" or record.id in SECTIONS:
                yield part, record


def _empty(part: PartSpec, record: Any, spec: FieldSpec) -> Finding:
    code = _FIELD_CODES.get((part.name, spec.name)) or _CODES.get(part.name, _ANY)
    if not part.is_collection:
        return gap(code, f"{part.name}.{spec.name}", N_("“{field}” is empty."), field=message(spec.label))
    return gap(
        code,
        f"{part.name}[{record.id}].{spec.name}",
        N_("{record} {id}: “{field}” is empty."),
        record=message(part.singular),
        id=record.id,
        field=message(spec.label),
    )


def required_texts(review: Review) -> Iterator[Finding]:
    """The text of every section of a required step."""
    for step in STEPS:
        for section in step.sections if step.required else ():
            record = review.case.narrative_of(section)
            if record is None or not record.text:
                title = message(SECTIONS[section])
                yield gap(_ANY, f"narrative[{section}].text", N_("The text “{section}” is not written."), section=title)


def missing_language(review: Review) -> Iterator[Finding]:
    """Texts of sections that are not there in the language of the document."""
    language = review.case.profile.document_language
    for record in review.case.narrative:
        text: BiText = record.text
        if text and record.id in SECTIONS and not (text.zh_TW if language == "zh_TW" else text.en):
            title = message(SECTIONS[record.id])
            yield gap(
                _ANY,
                f"narrative[{record.id}].text",
                N_("The text “{section}” is missing in the language of the document."),
                section=title,
            )


def dangling_references(review: Review) -> Iterator[Finding]:
    """References to records that do not exist."""
    parts = parts_of(type(review.case))
    known = {
        part.name: {record.id for record in review.case.records(part.name)} for part in parts if part.is_collection
    }
    for part in parts:
        specs = [spec for spec in fields_of(part.record) if spec.targets]
        value = getattr(review.case, part.name)
        for record in (value if part.is_collection else (value,)) if specs else ():
            for spec in specs:
                for identifier in _references(record, spec):
                    if not any(identifier in known[target] for target in spec.targets):
                        yield _dangling(part, record, spec, identifier)


def _references(record: Any, spec: FieldSpec) -> tuple[str, ...]:
    value = getattr(record, spec.name)
    if spec.kind is Kind.REF:
        return (value,) if value else ()
    return value if spec.kind is Kind.REFS else ()


def _dangling(part: PartSpec, record: Any, spec: FieldSpec, identifier: str) -> Finding:
    where: Message = message(part.singular or part.label)
    place = f"{part.name}[{record.id}].{spec.name}" if part.is_collection else f"{part.name}.{spec.name}"
    return finding(
        "A12",
        place,
        N_("{record} {id}: “{field}” names {missing}, which does not exist."),
        record=where,
        id=getattr(record, "id", ""),
        field=message(spec.label),
        missing=identifier,
    )
