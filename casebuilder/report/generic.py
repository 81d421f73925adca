"""Blocks that follow from the declarations alone: tables, cards and field lists of any part of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from unicodedata import east_asian_width

from casebuilder.report import printing
from casebuilder.report.blocks import Align, Block, Card, Column, Paragraph, Table
from casebuilder.report.wording import Wording
from casebuilder.spec import FieldSpec, Kind, fields_of, is_empty, part_of

_WEIGHTS: Final[Mapping[Kind, float]] = {
    Kind.TEXT: 0.8,
    Kind.LONG_TEXT: 3.0,
    Kind.BITEXT: 2.4,
    Kind.LONG_BITEXT: 3.2,
    Kind.DATE: 1.2,
    Kind.CHOICE: 1.1,
    Kind.REF: 1.5,
    Kind.REFS: 1.4,
    Kind.TAGS: 1.3,
    Kind.SERIES: 1.0,
    Kind.BOOLEAN: 0.8,
}
_LONGEST_NAME: Final = 36  # characters, a Chinese one counting twice; longer names would crowd a table


def align_of(spec: FieldSpec) -> Align:
    """Numbers stand right, yes and no in the middle, words left."""
    if spec.is_number or spec.by_period:
        return "right"
    return "center" if spec.kind is Kind.BOOLEAN else "left"


def _weight(spec: FieldSpec) -> float:
    return 0.75 if spec.name == "id" else _WEIGHTS.get(spec.kind, 1.0)


def _columns(wording: Wording, spec: FieldSpec) -> list[Column]:
    """The column of a field; one column a year for a series by period."""
    if spec.by_period:
        return [Column(printing.span(wording, years), "right", 1.0) for years in printing.spans(wording)]
    return [Column(wording.header(spec), align_of(spec), _weight(spec))]


def _cells(wording: Wording, record: Any, spec: FieldSpec, *, by_name: bool = True) -> list[str]:
    if not spec.by_period:
        return [wording.value(record, spec, by_name=by_name)]
    flows = printing.by_span(wording, getattr(record, spec.name), printing.spans(wording))
    return [printing.amount(wording, flow) for flow in flows]


def chosen(part_record: type, only: Sequence[str] | None) -> tuple[FieldSpec, ...]:
    """The fields named, in that order, or those declared as columns."""
    specs = fields_of(part_record)
    if only is None:
        return tuple(spec for spec in specs if spec.column)
    by_name = {spec.name: spec for spec in specs}
    return tuple(by_name[name] for name in only)


def names_fit(wording: Wording, records: Sequence[Any], spec: FieldSpec) -> bool:
    """True where a column of references can carry names: they are short and no two records share one."""
    if spec.kind is not Kind.REF:
        return spec.kind is not Kind.REFS or spec.targets == ("stakeholders",)
    names = {getattr(record, spec.name): wording.value(record, spec) for record in records}
    return len(set(names.values())) == len(names) and all(width(text) <= _LONGEST_NAME for text in names.values())


def width(text: str) -> int:
    """The width of a text in narrow characters."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def table(wording: Wording, part: str, columns: Sequence[str] | None = None) -> Iterator[Block]:
    """The table of a collection; nothing where it is empty. A column in which no record has a value is left out."""
    records = wording.case.records(part)
    if not records:
        return
    spec_of_part = part_of(type(wording.case), part)
    specs = [
        spec
        for spec in chosen(spec_of_part.record, columns)
        if any(not is_empty(getattr(record, spec.name)) for record in records)
    ]
    named = {spec.name: names_fit(wording, records, spec) for spec in specs}
    label = wording.say(spec_of_part.label)
    yield Table(
        columns=tuple(column for spec in specs for column in _columns(wording, spec)),
        rows=tuple(
            tuple(cell for spec in specs for cell in _cells(wording, record, spec, by_name=named[spec.name]))
            for record in records
        ),
        caption=wording.with_unit(label, printing.unit(wording)) if any(spec.by_period for spec in specs) else label,
    )


def _rows(wording: Wording, record: Any, names: Sequence[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Label and text of every field that is filled and differs from what a new record has."""
    specs = fields_of(type(record))
    return tuple(
        (wording.header(spec), _long_value(wording, record, spec))
        for spec in specs
        if (names is None or spec.name in names) and _worth_printing(record, spec)
    )


def _worth_printing(record: Any, spec: FieldSpec) -> bool:
    value = getattr(record, spec.name)
    return not is_empty(value) and not (spec.kind is Kind.BOOLEAN and value is False)


def _long_value(wording: Wording, record: Any, spec: FieldSpec) -> str:
    return "  ".join(_cells(wording, record, spec))


def cards(wording: Wording, part: str, without: Sequence[str] = ()) -> Iterator[Block]:
    """The long form of every record of a collection, without the fields named."""
    spec = part_of(type(wording.case), part)
    names = {field.name for field in fields_of(spec.record)} - {"id", *_title_field(spec.record), *without}
    for record in wording.case.records(part):
        rows = _rows(wording, record, sorted(names))
        if rows:
            yield Card(f"{record.id}  {wording.name(record)}", rows)


def _title_field(record: type) -> tuple[str, ...]:
    return next(((spec.name,) for spec in fields_of(record) if spec.is_bilingual), ())


def fields(
    wording: Wording, part: str, only: Sequence[str] | None = None, without: Sequence[str] = ()
) -> Iterator[Block]:
    """The filled fields of a section of the case as label and text."""
    section = getattr(wording.case, part)
    names = only or [spec.name for spec in fields_of(type(section))]
    rows = _rows(wording, section, [name for name in names if name not in without])
    if rows:
        yield Card(wording.say(part_of(type(wording.case), part).label), rows)


def narrative(wording: Wording, section: str) -> Iterator[Block]:
    """The prose of a canonical section, one block a paragraph."""
    record = wording.case.narrative_of(section)
    text = record.text.get(wording.language) if record else ""
    for paragraph in filter(None, (part.strip() for part in text.split("\n\n"))):
        yield Paragraph(paragraph)
