"""The table of a collection: it edits in place, and asks for what changes rows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from casebuilder.model.edits import set_value
from casebuilder.model.paths import Path
from casebuilder.spec import Kind
from gui.forms.choice_editors import reference_items
from gui.forms.popup import CheckListPopup
from gui.forms.widgets import copy_text
from gui.session import CaseSession
from gui.tables.cell_delegate import CellDelegate
from gui.tables.columns import Column
from gui.tables.paste import copied
from gui.tables.record_model import AnyColumn, RecordModel
from gui.tables.record_proxy import RecordProxy
from gui.tables.tsv import write_cells

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 30
HEADER_PADDING: Final = 32  # with the mark of the sort
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def width_of(column: AnyColumn) -> int:
    """The width in pixels that a column has at first."""
    if not isinstance(column, Column):
        return 116
    if column.spec.name == "id":
        return 64
    if column.period is not None:
        return 94
    if column.is_long:
        return 240
    narrow = {Kind.BOOLEAN: 84, Kind.DATE: 136, Kind.CHOICE: 132, Kind.RATE: 96, Kind.INTEGER: 96}
    wide = {Kind.BITEXT: 240, Kind.REFS: 150, Kind.REF: 170}
    return (narrow | wide).get(column.spec.kind, 112)


def is_text(column: AnyColumn) -> bool:
    """True for a column of sentences and names."""
    return isinstance(column, Column) and (column.spec.is_bilingual or bool(column.spec.targets))


class RecordTable(QTableView):
    """Rows are selected whole; the current cell is where typing and pasting start."""

    current_changed = Signal(str)  # the id of the current record, "" for none
    delete_asked = Signal()
    move_asked = Signal(int)  # by how many rows
    paste_asked = Signal()

    def __init__(self, session: CaseSession, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.proxy = RecordProxy(model, self)
        self.delegate = CellDelegate(model, self)
        self._session = session
        self._ticking = Path("")
        self.setModel(self.proxy)
        self.setItemDelegate(self.delegate)
        self._set_up()
        self._size_columns()
        model.modelReset.connect(self._size_columns)
        model.columnsInserted.connect(self._size_columns)
        self.selectionModel().currentRowChanged.connect(self._tell)
        model.dataChanged.connect(self._tell)

    def current_id(self) -> str:
        """The id of the current record; "" for none."""
        index = self.currentIndex()
        return self.records.ids[self.proxy.mapToSource(index).row()] if index.isValid() else ""

    def selected_ids(self) -> list[str]:
        """The ids of the selected records, as they stand in the case."""
        rows = {self.proxy.mapToSource(index).row() for index in self.selectionModel().selectedRows()}
        return [self.records.ids[row] for row in sorted(rows)]

    def select(self, identifier: str, field: str = "") -> bool:
        """Make a record the current one, in the column of a field where it has one; False where it is not shown."""
        row = self.records.row_of(identifier)
        names = [column.spec.name if isinstance(column, Column) else "" for column in self.records.columns]
        column = names.index(field) if field and field in names else max(self.currentIndex().column(), 0)
        index = self.proxy.mapFromSource(self.records.index(row, column)) if row >= 0 else QModelIndex()
        return self.go_to(index)

    def go_to(self, index: QModelIndex) -> bool:
        """Make a cell the current one and its row the selection, whatever keys are held down; False for no cell."""
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        return bool(index.isValid())

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a spreadsheet reads them, in the order that is shown."""
        chosen = set(self.selected_ids())
        order = [self.records.row_of(name) for name in self.proxy.record_ids() if name in chosen]
        columns = [column for column in self.records.columns if isinstance(column, Column)]
        rows = copied(self.records.case, [self.records.record(row) for row in order], columns)
        copy_text(write_cells(rows))

    def edit(self, index: Index, trigger: object = None, event: QEvent | None = None) -> bool:  # type: ignore[override]
        """Open a cell; a cell with several records opens the list with ticks."""
        if trigger is None:
            super().edit(index)
            return True
        column = self._column(index)
        opens = trigger in (
            QAbstractItemView.EditTrigger.DoubleClicked,
            QAbstractItemView.EditTrigger.EditKeyPressed,
        )
        if column is not None and column.spec.kind is Kind.REFS:
            if opens:
                self._open_list(index, column)
            return False
        return bool(super().edit(index, trigger, event))  # type: ignore[call-overload]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed, event)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)

    def _size_columns(self) -> None:
        """Give the columns their first widths, and the header a second line where a heading needs it."""
        header, lines = self.horizontalHeader(), 1
        metrics = header.fontMetrics()
        for place, column in enumerate(self.records.columns):
            title, width = column.title(self.records.case), width_of(column)
            if isinstance(column, Column) and column.spec.name == "id":
                width = max([width, *(metrics.horizontalAdvance(name) + 28 for name in self.records.ids)])
            needed = metrics.horizontalAdvance(title) + HEADER_PADDING
            if needed > width and "\n" not in title:
                width = max(width, needed * 6 // 10)
            lines = 2 if needed > width or "\n" in title else lines
            self.setColumnWidth(place, width)
        header.setFixedHeight(lines * metrics.lineSpacing() + 12)
        self._spread()

    def _spread(self) -> None:
        """Give the room that is left to the texts, which need it most."""
        texts = [place for place, column in enumerate(self.records.columns) if is_text(column)]
        room = self.viewport().width() - self.horizontalHeader().length()
        for place in texts:
            if room > 0:
                self.setColumnWidth(place, self.columnWidth(place) + room // len(texts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() > event.oldSize().width():
            self._spread()

    def _column(self, index: Index) -> Column | None:
        column = self.records.columns[index.column()] if index.isValid() else None
        return column if isinstance(column, Column) else None

    def _open_list(self, index: Index, column: Column) -> None:
        record = self.records.record(self.proxy.mapToSource(index).row())
        items = reference_items(self.records.case, column.spec)[1:]
        popup = CheckListPopup(self, items, getattr(record, column.spec.name))
        self._ticking = column.path(self.records.part, record)
        popup.ticked.connect(self._ticked)
        popup.open_under(self.viewport(), self.visualRect(index))

    def _ticked(self, chosen: tuple[str, ...]) -> None:
        self._session.apply(set_value(self.records.case, self._ticking, chosen), self)

    def _tell(self) -> None:
        self.current_changed.emit(self.current_id())
