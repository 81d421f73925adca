"""The JSON interchange format, derived from the declarations."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import simplejson

from casebuilder.errors import UserError
from casebuilder.i18n import N_, message
from casebuilder.model.case import Case
from casebuilder.spec import LONGEST_TEXT, BiText, FieldSpec, Kind, PartSpec, fields_of, parts_of
from casebuilder.values import id_problem, problem

FORMAT: Final = "casebuilder-case"
VERSION: Final = 1
_WRONG_TYPE: Final = N_("{path}: this is not {wanted}.")


# -- to plain data -----------------------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    if isinstance(value, BiText):
        return {"en": value.en, "zh_TW": value.zh_TW}
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _plain_record(record: Any) -> dict[str, Any]:
    return {spec.name: _plain(getattr(record, spec.name)) for spec in fields_of(type(record))}


def to_plain(case: Case) -> dict[str, Any]:
    """The case as dictionaries, lists, texts and exact numbers."""
    plain: dict[str, Any] = {}
    for part in parts_of(type(case)):
        value = getattr(case, part.name)
        plain[part.name] = [_plain_record(record) for record in value] if part.is_collection else _plain_record(value)
    return {"format": FORMAT, "version": VERSION, "case": plain}


def dumps(case: Case) -> str:
    """The interchange file as text; equal cases give equal texts."""
    return simplejson.dumps(to_plain(case), use_decimal=True, ensure_ascii=False, indent=1) + "\n"


# -- from plain data ---------------------------------------------------------------------------------------------------


def _refuse(path: str, wanted: str) -> UserError:
    return UserError(_WRONG_TYPE, path=path, wanted=message(wanted))


def _as_text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise _refuse(path, N_("a text"))
    return value


def _as_pair(value: Any, path: str) -> BiText:
    if not isinstance(value, dict) or set(value) - {"en", "zh_TW"}:
        raise _refuse(path, N_("a pair of texts with the keys en and zh_TW"))
    return BiText(_as_text(value.get("en", ""), path), _as_text(value.get("zh_TW", ""), path))


def _as_number(value: Any, path: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _refuse(path, N_("a number"))
    return Decimal(value)


def _as_integer(value: Any, path: str) -> int | None:
    number = _as_number(value, path)
    if number is None:
        return None
    # the size is looked at first: the whole part of 1E+999999 would fill the memory
    if not number.is_finite() or number.adjusted() > 18 or number != number.to_integral_value():
        raise _refuse(path, N_("a whole number of a sensible size"))
    return int(number)


def _as_date(value: Any, path: str) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(_as_text(value, path))
    except ValueError:
        raise _refuse(path, N_("a date like 2026-03-31")) from None


def _as_boolean(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise _refuse(path, N_("true or false"))
    return value


def _as_list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise _refuse(path, N_("a list"))
    return value


def _as_texts(value: Any, path: str) -> tuple[str, ...]:
    return tuple(_as_text(item, path) for item in _as_list(value, path))


def _as_numbers(value: Any, path: str) -> tuple[Decimal, ...]:
    numbers = tuple(_as_number(item, path) for item in _as_list(value, path))
    if None in numbers:
        raise _refuse(path, N_("a list of numbers without holes"))
    return tuple(number for number in numbers if number is not None)


_READERS: Final[dict[Kind, Callable[[Any, str], Any]]] = {
    Kind.TEXT: _as_text,
    Kind.LONG_TEXT: _as_text,
    Kind.BITEXT: _as_pair,
    Kind.LONG_BITEXT: _as_pair,
    Kind.INTEGER: _as_integer,
    Kind.NUMBER: _as_number,
    Kind.MONEY: _as_number,
    Kind.RATE: _as_number,
    Kind.DATE: _as_date,
    Kind.BOOLEAN: _as_boolean,
    Kind.CHOICE: _as_text,
    Kind.REF: _as_text,
    Kind.REFS: _as_texts,
    Kind.TAGS: _as_texts,
    Kind.SERIES: _as_numbers,
}


def read_value(spec: FieldSpec, value: Any, path: str) -> Any:
    """The value of a field from plain data; raises UserError that names `path`."""
    result = _READERS[spec.kind](value, path)
    error = problem(spec, result)
    if error is not None:
        raise UserError(N_("{path}: {problem}"), path=path, problem=error.message)
    return result


def _known(data: Any, names: Iterable[str], path: str) -> dict[str, Any]:
    """`data` as a dictionary whose keys are all among `names`; missing keys are allowed and mean the default."""
    if not isinstance(data, dict):
        raise _refuse(path, N_("an object with named fields"))
    unknown = sorted(set(data) - set(names))
    if unknown:
        raise UserError(
            N_("{path} has a field “{key}” that Casebuilder does not know; take it out or update Casebuilder."),
            path=path,
            key=str(unknown[0])[:60],
        )
    return data


def _read_record(part: PartSpec, data: Any, path: str) -> Any:
    specs = {spec.name: spec for spec in fields_of(part.record)}
    known = _known(data, specs, path)
    return part.record(**{name: read_value(specs[name], value, f"{path}.{name}") for name, value in known.items()})


def _read_collection(part: PartSpec, data: Any, path: str) -> tuple[Any, ...]:
    records = tuple(_read_record(part, item, f"{path}[{row}]") for row, item in enumerate(_as_list(data, path), 1))
    check_ids(part, records)
    return records


def check_ids(part: PartSpec, records: tuple[Any, ...]) -> None:
    """Raise UserError where an id is missing or taken twice."""
    seen: set[str] = set()
    for row, record in enumerate(records, 1):
        if not record.id:
            raise UserError(N_("{path}: row {row} has no id."), path=part.name, row=row)
        error = id_problem(record.id)
        if error is not None:
            raise UserError(N_("{path}: {problem}"), path=f"{part.name}[{row}].id", problem=error.message)
        if record.id in seen:
            raise UserError(
                N_("{path}: the id {id} stands in two rows; give one of them another."), path=part.name, id=record.id
            )
        seen.add(record.id)


def from_plain(data: Any, root: type[Case] = Case) -> Case:
    """The case from plain data; raises UserError naming the place of the first fault."""
    envelope = _known(data, ("format", "version", "case"), N_("The file"))
    if envelope.get("format") != FORMAT:
        raise UserError(
            N_("This is not a Casebuilder interchange file: its “format” is not “{format}”."), format=FORMAT
        )
    version = envelope.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _refuse("version", N_("a whole number from 1"))
    if version > VERSION:
        raise UserError(
            N_("The file is of a newer version of Casebuilder ({version}); update Casebuilder to open it."),
            version=version,
        )
    parts = {part.name: part for part in parts_of(root)}
    known = _known(envelope.get("case"), parts, "case")
    values: dict[str, Any] = {
        name: (_read_collection if parts[name].is_collection else _read_record)(parts[name], value, name)
        for name, value in known.items()
    }
    return root(**values)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise UserError(N_("The field “{key}” stands twice in one object; take one of them out."), key=twice[:60])
    return result


def loads(text: str) -> Case:
    """The case from the text of an interchange file; raises UserError naming the place of the first fault."""
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise UserError(
            N_("This is not JSON: line {line}, column {column}: {reason}."),
            line=error.lineno,
            column=error.colno,
            reason=error.msg,
        ) from None
    except (RecursionError, ValueError, InvalidOperation):
        raise UserError(N_("This JSON is nested too deeply or holds a number with too many digits.")) from None
    return from_plain(data)


def read(path: Path) -> Case:
    """The case in an interchange file; raises UserError where it cannot be read or is faulty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(N_("{name} is not a text file in UTF-8."), name=path.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(N_("{name} cannot be read ({reason})."), name=path.name, reason=reason) from None
    return loads(text)


def _no_constant(name: str) -> Any:
    raise UserError(N_("“{name}” is not a number that JSON allows."), name=name)


# -- schema ------------------------------------------------------------------------------------------------------------


_PAIR: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "zh_TW": {"type": "string"}},
    "additionalProperties": False,
}
_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.LONG_TEXT: {"type": "string", "maxLength": LONGEST_TEXT},
    Kind.BITEXT: _PAIR,
    Kind.LONG_BITEXT: _PAIR,
    Kind.INTEGER: {"type": ["integer", "null"]},
    Kind.NUMBER: {"type": ["number", "null"]},
    Kind.MONEY: {"type": ["number", "null"]},
    Kind.RATE: {"type": ["number", "null"]},
    Kind.DATE: {"type": ["string", "null"], "format": "date"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.CHOICE: {"type": "string"},
    Kind.REF: {"type": "string"},
    Kind.REFS: {"type": "array", "items": {"type": "string"}},
    Kind.TAGS: {"type": "array", "items": {"type": "string"}},
    Kind.SERIES: {"type": "array", "items": {"type": "number"}},
}


def _field_schema(spec: FieldSpec) -> dict[str, Any]:
    schema = dict(_TYPES[spec.kind]) | {"title": spec.label}
    if spec.help:
        schema["description"] = spec.help
    if spec.kind is Kind.CHOICE:
        schema["enum"] = ["", *(option.key for option in spec.choices)]
    target = schema if spec.kind is not Kind.SERIES else schema.setdefault("items", {"type": "number"})
    limits = {"minimum": spec.minimum, "maximum": spec.maximum}
    numbers = {key: float(limit) for key, limit in limits.items() if limit is not None}
    if numbers and spec.kind is Kind.SERIES:
        schema["items"] = {**target, **numbers}
    else:
        schema |= numbers
    return schema


def _part_schema(part: PartSpec) -> dict[str, Any]:
    record: dict[str, Any] = {
        "type": "object",
        "properties": {spec.name: _field_schema(spec) for spec in fields_of(part.record)},
        "additionalProperties": False,
    }
    if not part.is_collection:
        return {"title": part.label, **record}
    return {"title": part.label, "type": "array", "items": {**record, "required": ["id"]}}


def json_schema(root: type[Case] = Case) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the interchange format."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casebuilder interchange file",
        "type": "object",
        "required": ["format", "version", "case"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
            "case": {
                "type": "object",
                "additionalProperties": False,
                "properties": {part.name: _part_schema(part) for part in parts_of(root)},
            },
        },
    }
