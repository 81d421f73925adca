"""What the raw sample lacks, from the `sample_additions_*.json` beside this file: all of it invented.

Every file is `{part: content}`: the content of a section is `{field: value}`, of a collection a list of records.
A record whose ID the case has already fills the empty fields of that one; any other is added. A value that the raw
sample gave is never changed.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from casebuilder.model.case import Case
from casebuilder.spec import BiText, fields_of, part_of
from tests.golden.declared import cast, make

HERE = Path(__file__).parent
Part = TypeVar("Part", bound=Any)


def additions() -> dict[str, Any]:
    """The content of all the files; ValueError where two of them speak of the same part."""
    merged: dict[str, Any] = {}
    for path in sorted(HERE.glob("sample_additions_*.json")):
        content = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        if twice := merged.keys() & content.keys():
            raise ValueError(f"{path.name} repeats {sorted(twice)}.")
        merged |= content
    return merged


def filled(present: Any, added: Any) -> Any:
    """`added`, or a pair of texts with the sides that are still empty filled from `added`."""
    if isinstance(present, BiText):
        return BiText(en=present.en or added.en, zh_TW=present.zh_TW or added.zh_TW)
    return added


def fill(part: Part, values: Mapping[str, Any]) -> Part:
    """`part` with `values` in fields that hold their default; ValueError where one would change what is there."""
    changes: dict[str, Any] = {}
    for spec in fields_of(type(part)):
        if spec.name not in values or spec.name == "id":
            continue
        present, added = getattr(part, spec.name), cast(spec, values[spec.name])
        half = isinstance(present, BiText) and not (present.en and present.zh_TW)
        if present not in (spec.default, added) and not half:
            raise ValueError(f"{type(part).__name__} {values.get('id', '')}: {spec.name} has a value already.")
        changes[spec.name] = filled(present, added)
    make(type(part), values)  # refuses a key that is no field
    return dataclasses.replace(part, **changes)


def fill_all(kind: type[Part], records: Sequence[Part], rows: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """`records` with the rows of the same ID filled in, then the other rows as new records."""
    by_id = {row["id"]: row for row in rows}
    known = {record.id for record in records}
    present = tuple(fill(record, by_id.get(record.id, {})) for record in records)
    return present + tuple(make(kind, row) for row in rows if row["id"] not in known)


def complete(case: Case) -> Case:
    """The converted `case` with all the additions."""
    changes: dict[str, Any] = {}
    for name, content in additions().items():
        spec, present = part_of(Case, name), getattr(case, name)
        changes[name] = fill_all(spec.record, present, content) if spec.is_collection else fill(present, content)
    return dataclasses.replace(case, **changes)
