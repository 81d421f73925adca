"""Cells from a spreadsheet as one edit: what is taken over, what is refused and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from casebuilder.errors import UserError
from casebuilder.i18n import N_, Message, message
from casebuilder.model.case import Case
from casebuilder.model.edits import Edit, Touched, insert_records, set_values
from casebuilder.model.paths import Path
from casebuilder.spec import part_of
from gui.tables.columns import Column

_BEYOND: Final = N_("There is no column for it.")
_COMPUTED: Final = N_("This column is computed.")
_TAKEN: Final = N_("{id} is taken by another record; choose another ID.")


@dataclass(frozen=True, slots=True)
class Target:
    """Where the cells go: the records from the current row on, and the columns of the table from `start` on."""

    part: str
    ids: Sequence[str]
    columns: Sequence[Column | None]  # None: a computed column
    start: int = 0

    def reaches(self, case: Case, first: Sequence[str]) -> tuple[Sequence[Column | None], bool]:
        """The column of each cell, and whether the first row is a row of headings that name them."""
        by_title = {_one_line(column.title(case)): column for column in self.columns if column is not None}
        names = [_one_line(cell) for cell in first]
        if names and any(names) and all(name in by_title for name in names if name):
            return [by_title.get(name) for name in names], True
        return self.columns[self.start :], False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell that was not taken over; `row` counts from 1 in what was pasted."""

    row: int
    column: str
    text: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Pasted:
    """The edit (None where nothing changes), and the cells that it leaves out."""

    edit: Edit | None
    rejected: tuple[Rejected, ...]
    added: int


@dataclass(slots=True)
class _Work:
    """What grows while cells are read."""

    case: Case
    part: str
    columns: Sequence[Column | None]
    rejected: list[Rejected] = field(default_factory=list)
    renamed: list[tuple[Path, str]] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)

    def read_row(self, number: int, record: Any, cells: Sequence[str]) -> Any:
        """The record after a row of cells was put into it."""
        for place, text in enumerate(cells):
            column = self.columns[place] if place < len(self.columns) else None
            if column is not None:
                record = self._read_cell(number, record, (column, text))
            elif text.strip():
                known = place < len(self.columns)
                self._reject(number, "", (text, message(_COMPUTED if known else _BEYOND)))
        return record

    def _read_cell(self, number: int, record: Any, cell: tuple[Column, str]) -> Any:
        column, text = cell
        try:
            value = column.changed(self.case, record, text if column.spec.is_text else text.strip())
            if column.spec.name == "id":
                return self._read_id(record, value)
        except UserError as error:
            self._reject(number, _one_line(column.title(self.case)), (text, error.message))
            return record
        if value != getattr(record, column.spec.name):
            if record.id:
                self.paths.add(str(column.path(self.part, record)))
            return dataclasses.replace(record, **{column.spec.name: value})
        return record

    def _read_id(self, record: Any, identifier: str) -> Any:
        """A new record takes the id at once; one that others may refer to is renamed at the end."""
        if not identifier or identifier == record.id:
            return record
        is_new = any(identifier == new for _, new in self.renamed)
        if is_new or self.case.find(self.part, identifier) is not None:
            raise UserError(_TAKEN, id=identifier)
        if record.id:
            self.renamed.append((Path(self.part, record.id, "id"), identifier))
            return record
        return dataclasses.replace(record, id=identifier)

    def _reject(self, number: int, column: str, what: tuple[str, Message]) -> None:
        self.rejected.append(Rejected(number, column, what[0].strip()[:60], what[1]))


def paste(case: Case, target: Target, cells: Sequence[Sequence[str]]) -> Pasted:
    """Put rows of cells into records; rows beyond the last become new records. A row of headings places the columns."""
    columns, has_headings = target.reaches(case, cells[0] if cells else ())
    rows = cells[1:] if has_headings else cells
    work = _Work(case, target.part, columns)
    by_id = {record.id: record for record in case.records(target.part)}
    known, beyond = rows[: len(target.ids)], rows[len(target.ids) :]
    for number, (identifier, row) in enumerate(zip(target.ids, known, strict=False), 1):
        by_id[identifier] = work.read_row(number, by_id[identifier], row)
    make: Any = part_of(type(case), target.part).record
    empty = make(id="")
    new = [work.read_row(len(known) + number, empty, row) for number, row in enumerate(beyond, 1) if any(row)]
    return Pasted(_edit(work, list(by_id.values()), new), tuple(work.rejected), len(new))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _edit(work: _Work, records: Sequence[Any], new: Sequence[Any]) -> Edit | None:
    """One edit of everything that was read."""
    part = work.part
    changed: dict[str, Any] = {part: tuple(records)}
    case = dataclasses.replace(work.case, **changed)
    parts = {part}
    if new:
        case = insert_records(case, part, new).case
    if work.renamed:
        edit = set_values(case, work.renamed)
        case, parts = edit.case, parts | edit.touched.parts
    if case == work.case:
        return None
    touched = Touched(frozenset(parts), frozenset(work.paths), structural=bool(new or work.renamed))
    return Edit(case, touched, message(N_("paste into {part}"), part=message(part_of(type(case), part).label)))


def copied(case: Case, records: Sequence[Any], columns: Sequence[Column]) -> list[list[str]]:
    """The cells of records as a spreadsheet gets them."""
    return [[column.typed_text(case, record) for column in columns] for record in records]
