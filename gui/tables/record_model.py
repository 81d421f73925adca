"""The records of a collection as a table model that learns from the session's signals alone."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from casebuilder.errors import UserError
from casebuilder.model.case import Case
from casebuilder.model.edits import Touched, set_value
from casebuilder.spec import Kind
from gui.context import Context
from gui.i18n import text_of
from gui.tables.columns import Column, columns_of
from gui.tables.difference import Insert, Move, Remove, Reorder, Step, renamed_row, runs, steps_between
from gui.tables.extra_columns import ExtraColumn, extra_columns_of

Index = QModelIndex | QPersistentModelIndex
AnyColumn = Column | ExtraColumn
_ROOT: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LONG_TIP: Final = 24  # characters after which a cell shows its text in a tip too


class RecordModel(QAbstractTableModel):
    """One row a record, one column a field declared as a column, a year or a computed figure.

    What it holds is what it has told: rows come, go and move by signals, and `refused` tells why a typed text is none.
    """

    refused = Signal(str)

    def __init__(self, context: Context, part: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self._session = context.session
        self._derived = context.derived
        self._case = context.session.case
        self._source = self._case.records(part)
        self._records: list[Any] = list(self._source)
        self._columns: list[AnyColumn] = self._columns_now()
        context.session.changed.connect(self._follow)
        context.session.replaced.connect(self._replaced)
        context.derived.updated.connect(self._refresh_extra)

    @property
    def case(self) -> Case:
        """The snapshot that is shown."""
        return self._case

    @property
    def columns(self) -> Sequence[AnyColumn]:
        """The columns from left to right; the computed ones stand last."""
        return self._columns

    @property
    def ids(self) -> list[str]:
        """The ids of the records from top to bottom."""
        return [record.id for record in self._records]

    def record(self, row: int) -> Any:
        """The record of a row."""
        return self._records[row]

    def row_of(self, identifier: str) -> int:
        """The row of a record; -1 where it has none."""
        return next((row for row, record in enumerate(self._records) if record.id == identifier), -1)

    # -- what views ask ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        column = self._columns[index.column()]
        if isinstance(column, ExtraColumn):
            return flags
        ticks = column.spec.kind is Kind.BOOLEAN
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if ticks else Qt.ItemFlag.ItemIsEditable)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title(self._case)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_RIGHT if column.is_number else _LEFT).value | Qt.TextFlag.TextWordWrap.value
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not self._holds(index):
            return None
        column, record = self._columns[index.column()], self._records[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if isinstance(column, Column) and column.spec.kind is Kind.BOOLEAN:
            return _tick(column.value(record)) if role == Qt.ItemDataRole.CheckStateRole else None
        if role == Qt.ItemDataRole.EditRole and isinstance(column, Column):
            return column.typed_text(self._case, record)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):
            text = self.text(index.row(), index.column())
            return _tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is read."""
        shown, record = self._columns[column], self._records[row]
        if isinstance(shown, ExtraColumn):
            return shown.text(self._case, self._derived.results, record)
        return shown.text(self._case, record)

    def sort_key(self, row: int, column: int) -> float | str | None:
        """What a cell is sorted by; None for an empty cell."""
        shown, record = self._columns[column], self._records[row]
        if isinstance(shown, Column):
            return shown.sort_key(self._case, record)
        value = shown.value(self._case, self._derived.results, record)
        return value if isinstance(value, str) or value is None else float(value)

    # -- what users change ---------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self._columns[index.column()] if index.isValid() else None
        if not isinstance(column, Column):
            return False
        record = self._records[index.row()]
        try:
            new = (
                _ticked(value) if role == Qt.ItemDataRole.CheckStateRole else column.changed(self._case, record, value)
            )
            edit = set_value(self._case, column.path(self.part, record), new)
        except UserError as error:
            self.refused.emit(text_of(error))
            return False
        self._session.apply(edit, self)
        return True

    # -- what the session tells ----------------------------------------------------------------------------------------

    def _columns_now(self) -> list[AnyColumn]:
        return [*columns_of(self._case, self.part), *extra_columns_of(self.part)]

    def _follow(self, touched: Touched, _origin: object) -> None:
        frame = _frame(self._case)
        self._case = self._session.case
        new = self._case.records(self.part)
        self._follow_columns()
        if new is not self._source:
            self._source = new
            self._follow_rows(new)
        targets = {target for column in self._fields() for target in column.spec.targets}
        if touched.parts & targets or frame != _frame(self._case):
            self._tell_all()

    def _follow_rows(self, new: Sequence[Any]) -> None:
        ids = [record.id for record in new]
        if renamed_row(self.ids, ids) is None:
            for step in steps_between(self.ids, ids):
                self._take(step, new)
        self._follow_values(new)

    def _fields(self) -> Iterator[Column]:
        return (column for column in self._columns if isinstance(column, Column))

    def _follow_columns(self) -> None:
        """Years come and go with the horizon; they stand in one block."""
        new = self._columns_now()
        while len(self._columns) > len(new):
            at = next((i for i, column in enumerate(new) if column != self._columns[i]), len(new))
            self.beginRemoveColumns(_ROOT, at, at)
            del self._columns[at]
            self.endRemoveColumns()
        for at, column in enumerate(new):
            if len(self._columns) < len(new) and (at >= len(self._columns) or self._columns[at] != column):
                self.beginInsertColumns(_ROOT, at, at)
                self._columns.insert(at, column)
                self.endInsertColumns()

    def _take(self, step: Step, new: Sequence[Any]) -> None:
        match step:
            case Remove(first, last):
                self.beginRemoveRows(_ROOT, first, last)
                del self._records[first : last + 1]
                self.endRemoveRows()
            case Insert(first, last):
                self.beginInsertRows(_ROOT, first, last)
                self._records[first:first] = new[first : last + 1]
                self.endInsertRows()
            case Move(first, last, before):
                self.beginMoveRows(_ROOT, first, last, _ROOT, before)
                block = self._records[first : last + 1]
                at = before if before < first else before - len(block)
                del self._records[first : last + 1]
                self._records[at:at] = block
                self.endMoveRows()
            case Reorder(order):
                self._reorder(order)

    def _reorder(self, order: tuple[int, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {old: row for row, old in enumerate(order)}
        self._records = [self._records[row] for row in order]
        after = [self.index(places[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _follow_values(self, new: Sequence[Any]) -> None:
        changed = [old is not record for old, record in zip(self._records, new, strict=True)]
        self._records = list(new)
        for first, last in runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _tell_all(self) -> None:
        if self._records:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._records) - 1, len(self._columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def _refresh_extra(self) -> None:
        first = sum(1 for _ in self._fields())
        if first < len(self._columns) and self._records:
            self.dataChanged.emit(self.index(0, first), self.index(len(self._records) - 1, len(self._columns) - 1))

    def _replaced(self) -> None:
        self.beginResetModel()
        self._case = self._session.case
        self._source = self._case.records(self.part)
        self._records = list(self._source)
        self._columns = self._columns_now()
        self.endResetModel()

    def _holds(self, index: Index) -> bool:
        return index.row() < len(self._records) and index.column() < len(self._columns)


def _frame(case: Case) -> tuple[object, ...]:
    """What of the profile shows in every table."""
    profile = case.profile
    return profile.currency, profile.document_language, profile.first_year, case.rules.period


def _tick(value: bool) -> int:
    state = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
    return int(state.value)


def _ticked(value: Any) -> bool:
    return bool(Qt.CheckState(value) == Qt.CheckState.Checked)


def _tip(text: str) -> str | None:
    """A long text as a tip that is never read as markup."""
    return f"<qt>{html.escape(text)}</qt>" if len(text) > _LONG_TIP else None
