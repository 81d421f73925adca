"""The one way to change a case: pure functions from a case to a new case, saying what they touched."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from casebuilder.errors import UserError
from casebuilder.i18n import N_, Message, message
from casebuilder.model.case import Case
from casebuilder.model.paths import Path, owner_of
from casebuilder.spec import BiText, FieldSpec, Kind, PartSpec, Record, field_of, fields_of, part_of
from casebuilder.values import id_problem, problem


@dataclass(frozen=True, slots=True)
class Touched:
    """What an edit changed: names of parts, addresses of fields, and whether records came, went or moved."""

    parts: frozenset[str]
    paths: frozenset[str] = frozenset()
    structural: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """The new case, what was touched and what the edit is called; edits with the same `merge` key may merge."""

    case: Case
    touched: Touched
    label: Message
    merge: str = ""


def _checked(spec: FieldSpec, value: Any) -> Any:
    error = problem(spec, value)
    if error is not None:
        raise error
    return value


def _with_field(owner: Any, path: Path, value: Any) -> Any:
    """`owner` with one field changed; one language of a pair where the path names it."""
    spec = field_of(type(owner), path.field)
    if path.language and spec.is_bilingual:
        pair: BiText = getattr(owner, path.field)
        value = pair.having(path.language, value)
    return dataclasses.replace(owner, **{path.field: _checked(spec, value)})


def _put(case: Case, path: Path, owner: Any) -> Case:
    """The case with the section or the record of `path` replaced by `owner`."""
    part = getattr(case, path.part)
    if not isinstance(part, tuple):
        return case.having(**{path.part: owner})
    records = tuple(owner if record.id == path.record else record for record in part)
    return case.having(**{path.part: records})


def set_values(case: Case, changes: Iterable[tuple[Path, Any]], *, label: Message | None = None) -> Edit:
    """Put values into fields, all or none.

    Raises UserError where a value is refused by its declaration and KeyError where a field does not exist. A change of
    an id is followed by every reference to it.
    """
    paths: list[str] = []
    last = Path("")
    for path, value in changes:
        owner = owner_of(case, path)
        if path.field == "id" and isinstance(owner, Record):
            case = _rename(case, path, value)
        else:
            case = _put(case, path, _with_field(owner, path, value))
        paths.append(str(path))
        last = path
    if label is None:
        name = field_of(part_of(type(case), last.part).record, last.field).label
        label = message(N_("change of {field}"), field=message(name))
    renamed = any(path.endswith(".id") for path in paths)
    parts = frozenset(Path.parse(path).part for path in paths)
    touched = Touched(_all_parts(case) if renamed else parts, frozenset(paths), structural=renamed)
    return Edit(case, touched, label)


def set_value(case: Case, path: Path, value: Any) -> Edit:
    """Put one value into one field; typing in the same field may merge with the edit before."""
    edit = set_values(case, [(path, value)])
    merge = "" if edit.touched.structural else str(path)
    return dataclasses.replace(edit, merge=merge)


def _all_parts(case: Case) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(case))


def _rename(case: Case, path: Path, identifier: str) -> Case:
    """Give a record another id and let every reference follow."""
    if any(record.id == identifier for record in case.records(path.part)) and identifier != path.record:
        raise UserError(N_("{id} is taken by another record; choose another ID."), id=identifier)
    renamed = _put(case, path, _with_field(owner_of(case, path), path, identifier))
    _check_id(owner_of(renamed, Path(path.part, identifier)))

    def meant(spec: FieldSpec) -> bool:
        """True for a reference that means the record by its old id, and not one of another collection before it."""
        return next((part for part in spec.targets if case.find(part, path.record)), "") == path.part

    return _references_changed(renamed, meant, lambda old: identifier if old == path.record else old)


def _references_changed(case: Case, meant: Callable[[FieldSpec], bool], change: Callable[[str], str]) -> Case:
    """The case with every reference for which `meant` holds passed through `change`."""
    new: dict[str, Any] = {}
    for field in dataclasses.fields(case):
        part = getattr(case, field.name)
        changed = (
            tuple(_record_changed(record, meant, change) for record in part)
            if isinstance(part, tuple)
            else _record_changed(part, meant, change)
        )
        if changed != part:
            new[field.name] = changed
    return case.having(**new) if new else case


def _record_changed(record: Any, meant: Callable[[FieldSpec], bool], change: Callable[[str], str]) -> Any:
    new: dict[str, Any] = {}
    for spec in fields_of(type(record)):
        if not spec.targets or not meant(spec):
            continue
        value = getattr(record, spec.name)
        replaced = change(value) if spec.kind is Kind.REF else tuple(map(change, value))
        if replaced != value:
            new[spec.name] = replaced
    return dataclasses.replace(record, **new) if new else record


def new_id(case: Case, part: str) -> str:
    """The next free id of a collection, in the manner of those it has: after R15 comes R16."""
    return next(_new_ids(case, part, {record.id for record in case.records(part)}))


def _new_ids(case: Case, part: str, taken: set[str]) -> Iterator[str]:
    """Free ids of a collection, one after the other; `taken` may grow meanwhile."""
    prefix = part_of(type(case), part).prefix
    manner = re.compile(rf"{re.escape(prefix)}-?(\d+)", re.ASCII)
    numbers = [match[1] for name in taken if (match := manner.fullmatch(name))]
    width = max(map(len, numbers), default=2 if prefix else 1)
    for number in count(max(map(int, numbers), default=0) + 1):
        identifier = f"{prefix}{number:0{width}d}"
        if identifier not in taken:
            yield identifier


def _replaced(case: Case, part: str, records: Sequence[Any], label: Message) -> Edit:
    changed = case.having(**{part: tuple(records)})
    return Edit(changed, Touched(frozenset({part}), structural=True), label)


def _singular(case: Case, part: str) -> Message:
    return message(part_of(type(case), part).singular)


def _label(action: str, case: Case, part: str, number: int) -> Message:
    """ "add risk" for one record, the plural form with the count for more."""
    spec: PartSpec = part_of(type(case), part)
    if number == 1:
        return message(action, what=_singular(case, part))
    return message(action, what=message(N_("{count} rows of {part}"), count=number, part=message(spec.label)))


def insert_records(case: Case, part: str, records: Sequence[Any], *, index: int | None = None) -> Edit:
    """Insert finished records; ids that are taken, or empty, are replaced by new ones. Raises UserError."""
    existing = list(case.records(part))
    position = len(existing) if index is None else max(0, min(index, len(existing)))
    taken = {record.id for record in existing}
    free = _new_ids(case, part, taken)
    numbered = []
    for record in records:
        for spec in fields_of(type(record)):
            if spec.name != "id":
                _checked(spec, getattr(record, spec.name))
        own = record.id and record.id not in taken
        numbered.append(record if own else dataclasses.replace(record, id=next(free)))
        _check_id(numbered[-1])
        taken.add(numbered[-1].id)
    existing[position:position] = numbered
    return _replaced(case, part, existing, _label(N_("add {what}"), case, part, len(records)))


def _check_id(record: Any) -> None:
    error = id_problem(record.id) or problem(field_of(type(record), "id"), record.id)
    if error is not None:
        raise error


def add_record(case: Case, part: str, *, index: int | None = None, **values: Any) -> Edit:
    """Add one record with a new id (or the `id` given) and the values given; the rest are defaults."""
    record = part_of(type(case), part).record
    values.setdefault("id", "")
    return insert_records(case, part, [record(**values)], index=index)


def duplicate_records(case: Case, part: str, identifiers: Sequence[str]) -> Edit:
    """Put a copy of each record, with a new id, after the last of them; KeyError where there is none."""
    wanted = set(identifiers)
    chosen = [record for record in case.records(part) if record.id in wanted]
    if not chosen:
        raise KeyError(part)
    after = case.records(part).index(chosen[-1]) + 1
    edit = insert_records(case, part, [dataclasses.replace(record, id="") for record in chosen], index=after)
    return dataclasses.replace(edit, label=_label(N_("duplicate {what}"), case, part, len(chosen)))


def delete_records(case: Case, part: str, identifiers: Sequence[str]) -> Edit:
    """Delete records. References to them stay and are reported by the review, so that nothing is lost silently."""
    gone = set(identifiers)
    left = [record for record in case.records(part) if record.id not in gone]
    number = len(case.records(part)) - len(left)
    if not number:
        raise KeyError(part)
    return _replaced(case, part, left, _label(N_("delete {what}"), case, part, number))


def move_record(case: Case, part: str, identifier: str, index: int) -> Edit:
    """Move a record to position `index` of its collection; KeyError where it does not exist."""
    records = list(case.records(part))
    record = case.find(part, identifier)
    if record is None:
        raise KeyError(identifier)
    records.remove(record)
    records.insert(max(0, min(index, len(records))), record)
    return _replaced(case, part, records, _label(N_("move {what}"), case, part, 1))


def sort_records(case: Case, part: str, identifiers: Sequence[str]) -> Edit:
    """Put the records of a collection into the order of `identifiers` (all of them, each once)."""
    by_id = {record.id: record for record in case.records(part)}
    if sorted(by_id) != sorted(identifiers):
        raise KeyError(part)
    label = message(N_("order of {part}"), part=message(part_of(type(case), part).label))
    return _replaced(case, part, [by_id[identifier] for identifier in identifiers], label)


def replace_case(case: Case, new: Case, label: Message) -> Edit:
    """Put a whole other case in the place of this one, as one step."""
    changed = [
        field.name for field in dataclasses.fields(case) if getattr(case, field.name) != getattr(new, field.name)
    ]
    return Edit(new, Touched(frozenset(changed), structural=True), label)
