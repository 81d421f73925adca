"""How records are offered where others refer to them, and how a typed name finds its record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from casebuilder.errors import UserError
from casebuilder.i18n import LANGUAGES, N_, Language, as_language, message
from casebuilder.model.case import Case
from casebuilder.model.naming import find_target, record_name
from casebuilder.spec import FieldSpec, part_of

_LONGEST: Final = 80


def document_language(case: Case) -> Language:
    """The language that the document is written in."""
    return as_language(case.profile.document_language or "en")


def label_of(record: Any, language: Language) -> str:
    """A record as it is offered for choice, on one line: "R01 Name"."""
    name = " ".join(record_name(record, language).split())
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return record.id if short == record.id else f"{record.id} {short}"


def candidates(case: Case, spec: FieldSpec) -> Iterator[Any]:
    """The records that a reference may point to."""
    for target in spec.targets:
        yield from case.records(target)


def label_for(case: Case, spec: FieldSpec, identifier: str) -> str:
    """The label of the record with this id; the id alone where there is none."""
    record = find_target(case, spec, identifier)
    return identifier if record is None else label_of(record, document_language(case))


def find_id(case: Case, spec: FieldSpec, text: str) -> str:
    """The id of the record that a person named by its id, its name or both; raises UserError where there is none."""
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return ""
    for record in candidates(case, spec):
        names = [record.id]
        for language in LANGUAGES:
            names += [record_name(record, language), label_of(record, language)]
        if wanted in {" ".join(name.split()).casefold() for name in names}:
            return str(record.id)
    raise UserError(
        N_("There is no “{text}” among: {part}. Choose one from the list."),
        text=text[:40],
        part=message(part_of(Case, spec.targets[0]).label),
    )
