"""What a record is called when another part of the case refers to it."""

from __future__ import annotations

from typing import Any

from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.spec import BiText, FieldSpec, fields_of


def record_name(record: Any, language: Language) -> str:
    """The first text in two languages that the record has, or its id where that is empty."""
    for spec in fields_of(type(record)):
        if spec.is_bilingual:
            value: BiText = getattr(record, spec.name)
            return value.get(language) or str(record.id)
    return str(record.id)


def find_target(case: Case, spec: FieldSpec, identifier: str) -> Any | None:
    """The record that a reference field means by `identifier`, in the first of its targets that has it, or None."""
    for part in spec.targets:
        record = case.find(part, identifier)
        if record is not None:
            return record
    return None


def target_name(case: Case, spec: FieldSpec, identifier: str, language: Language) -> str:
    """The name of the record that a reference means; the id itself where there is no such record."""
    record = find_target(case, spec, identifier)
    return identifier if record is None else record_name(record, language)
