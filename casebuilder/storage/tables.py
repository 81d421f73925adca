"""SQLAlchemy Core tables, derived from the declarations."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy import Boolean, Column, Integer, MetaData, Table, Text

from casebuilder.model.case import Case
from casebuilder.spec import BiText, FieldSpec, Kind, PartSpec, fields_of, parts_of

POSITION: Final = "_position"
META: Final = "_meta"
_LISTS: Final = (Kind.REFS, Kind.TAGS, Kind.SERIES)


def columns_of(spec: FieldSpec) -> tuple[str, ...]:
    """The names of the columns that hold a field: two for a pair of texts, else one."""
    return (f"{spec.name}_en", f"{spec.name}_zh_TW") if spec.is_bilingual else (spec.name,)


def _layout_of(record: type) -> tuple[tuple[FieldSpec, tuple[str, ...]], ...]:
    return _layout(record)


@cache
def _layout(record: Any) -> tuple[tuple[FieldSpec, tuple[str, ...]], ...]:
    """The fields of a record with their columns."""
    return tuple((spec, columns_of(spec)) for spec in fields_of(record))


def _type_of(spec: FieldSpec) -> Any:
    # exact numbers, dates and lists are texts: SQLite's own numbers are binary and would lose the last digit
    return {Kind.INTEGER: Integer, Kind.BOOLEAN: Boolean}.get(spec.kind, Text)


def _table(metadata: MetaData, part: PartSpec) -> Table:
    columns: list[Column[Any]] = [Column(POSITION, Integer, primary_key=True)]
    for spec in fields_of(part.record):
        columns += [Column(name, _type_of(spec), nullable=True) for name in columns_of(spec)]
    return Table(part.name, metadata, *columns)


def metadata(root: type = Case) -> MetaData:
    """The tables of a project file: one for each part, and `_meta` with what the file says of itself."""
    return _metadata(root)


@cache
def _metadata(root: Any) -> MetaData:
    result = MetaData()
    Table(META, result, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
    for part in parts_of(root):
        _table(result, part)
    return result


def _stored(spec: FieldSpec, value: Any) -> Any:
    if spec.kind in _LISTS:
        return json.dumps([str(item) for item in value], ensure_ascii=False)
    return str(value) if isinstance(value, Decimal | datetime.date) else value


def to_row(record: Any, position: int) -> dict[str, Any]:
    """The row of a record."""
    row: dict[str, Any] = {POSITION: position}
    for spec, names in _layout_of(type(record)):
        value = getattr(record, spec.name)
        if isinstance(value, BiText):
            row |= zip(names, (value.en, value.zh_TW), strict=True)
        else:
            row[spec.name] = _stored(spec, value)
    return row


def plain_from_row(part: PartSpec, row: dict[str, Any]) -> dict[str, Any]:
    """The plain data (as in the interchange format) of a row; columns that the file lacks are left to the defaults.

    Raises ValueError or TypeError where a cell does not hold what its column is for.
    """
    plain: dict[str, Any] = {}
    for spec, names in _layout_of(part.record):
        if names[0] not in row:
            continue
        if len(names) == 2:
            plain[spec.name] = {"en": row[names[0]], "zh_TW": row.get(names[1], "")}
        else:
            plain[spec.name] = _plain_cell(spec, row[spec.name])
    return plain


def _plain_cell(spec: FieldSpec, cell: Any) -> Any:
    if spec.kind in _LISTS:
        items = json.loads(cell)
        return [Decimal(item) for item in items] if spec.kind is Kind.SERIES else items
    if spec.kind in (Kind.NUMBER, Kind.MONEY, Kind.RATE):
        return None if cell is None else Decimal(cell)
    if spec.kind is Kind.BOOLEAN:
        return bool(cell)
    return cell
