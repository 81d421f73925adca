"""A collection as a table with its buttons: add, duplicate, delete, move, sort, filter, copy and paste."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from casebuilder.errors import UserError
from casebuilder.model.case import Case
from casebuilder.model.edits import (
    Edit,
    add_record,
    delete_records,
    duplicate_records,
    move_record,
    sort_records,
)
from casebuilder.spec import part_of
from gui.context import Context
from gui.forms.widgets import IconButton, Line, clipboard_text
from gui.i18n import text_of, tr
from gui.tables.columns import Column
from gui.tables.notices import EmptyState, Notice, add_text
from gui.tables.paste import Target, paste
from gui.tables.record_model import RecordModel
from gui.tables.record_table import RecordTable
from gui.tables.tsv import read_cells

_FILTER_WIDTH: Final = 200
_AFTER_ID: Final = 1  # rows from elsewhere seldom have IDs, so in an empty table they start with the column after it


class RecordList(QWidget):
    """The records of one part; `current_changed` tells the id of the record that the user is on."""

    current_changed = Signal(str)
    added = Signal(str)  # the id of a record that the user has just added

    def __init__(self, context: Context, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part_of(Case, part)
        self._session = context.session
        self.model = RecordModel(context, part, self)
        self._stack = QStackedWidget(self)
        self._full = QWidget(self._stack)
        self.table = RecordTable(context.session, self.model, self._full)
        self.table.setAccessibleName(tr(self.part.label))
        self.notice = Notice(self)
        self.empty = EmptyState(self.part, self._stack)
        self._build()
        self._connect()
        self._follow_rows()
        self.select_first()

    def select(self, identifier: str, field: str = "") -> bool:
        """Make a record the current one; a filter that hides it is taken away."""
        if not self.table.select(identifier, field) and self.model.row_of(identifier) >= 0:
            self.filter.clear()
            self._filter()
        return self.table.select(identifier, field)

    def select_first(self) -> None:
        """Make the first record the current one."""
        if not self.table.go_to(self.table.proxy.index(0, 0)):
            self.current_changed.emit("")

    # -- what the buttons do -------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a record after the current one."""
        row = self.model.row_of(self.table.current_id())
        edit = add_record(self._case, self.part.name, index=None if row < 0 else row + 1)
        new = self._new_ids(edit)
        self.filter.clear()
        self._filter()
        self._session.apply(edit, self)
        self.select(new[0])
        self.added.emit(new[0])

    def start(self) -> None:
        """Bring the records that this part can begin with."""
        from casebuilder import starters

        self._session.apply(starters.start(self._case, self.part.name), self)
        self.select_first()

    def duplicate(self) -> None:
        """Put copies of the selected records after them."""
        chosen = self.table.selected_ids()
        if chosen:
            edit = duplicate_records(self._case, self.part.name, chosen)
            new = self._new_ids(edit)
            self._session.apply(edit, self)
            self.select(new[0])

    def delete(self) -> None:
        """Delete the selected records; undo brings them back."""
        chosen = self.table.selected_ids()
        if chosen:
            row = min(self.model.row_of(name) for name in chosen)
            self._session.apply(delete_records(self._case, self.part.name, chosen), self)
            left = self.model.ids
            if left:
                self.select(left[min(row, len(left) - 1)])

    def move_current(self, by: int) -> None:
        """Move the current record up or down by one row."""
        current = self.table.current_id()
        row = self.model.row_of(current)
        if self._may_move() and row >= 0 and 0 <= row + by < len(self.model.ids):
            self._session.apply(move_record(self._case, self.part.name, current, row + by), self)
            self.table.select(current)

    def keep_order(self) -> None:
        """Give the case the order that is shown."""
        order = self.table.proxy.record_ids()
        if len(order) == len(self.model.ids):
            self._session.apply(sort_records(self._case, self.part.name, order), self)
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def paste(self) -> None:
        """Put the cells on the clipboard into the table from the current cell on, as one step."""
        cells = read_cells(clipboard_text())
        index = self.table.currentIndex()
        ids = self.table.proxy.record_ids()[index.row() :] if index.isValid() else []
        shown = [column if isinstance(column, Column) else None for column in self.model.columns]
        start = index.column() if index.isValid() else _AFTER_ID
        target = Target(self.part.name, ids, shown, start)
        try:
            pasted = paste(self._case, target, cells)
        except UserError as error:
            self.notice.say(text_of(error))
            return
        if pasted.edit is not None:
            self._session.apply(pasted.edit, self)
        self.notice.list_rejected(pasted.rejected)

    # -- how it is made ------------------------------------------------------------------------------------------------

    @property
    def _case(self) -> Case:
        return self._session.case

    def _new_ids(self, edit: Edit) -> list[str]:
        known = set(self.model.ids)
        return [record.id for record in edit.case.records(self.part.name) if record.id not in known]

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 8)
        box.setSpacing(8)
        inner = QVBoxLayout(self._full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(self._bar())
        inner.addWidget(self.table, 1)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self.empty)
        box.addWidget(self._stack, 1)
        box.addWidget(self.notice)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        self.add_button = QPushButton(add_text(self.part), self._full)
        self.duplicate_button = IconButton("copy", tr("Duplicate"), self._full)
        self.delete_button = IconButton("delete", tr("Delete (Del)"), self._full)
        self.up_button = IconButton("up", tr("Move up (Alt+Up)"), self._full)
        self.down_button = IconButton("down", tr("Move down (Alt+Down)"), self._full)
        self.paste_button = IconButton("paste", tr("Paste from a spreadsheet (Ctrl+V)"), self._full)
        self.keep_button = QPushButton(tr("Keep this order"), self._full)
        self.filter = Line(self._full)
        self.filter.setPlaceholderText(tr("Show rows with …"))
        self.filter.setAccessibleName(tr("Show rows with …"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(_FILTER_WIDTH)
        for button in (self.add_button, self.duplicate_button, self.delete_button, self.up_button):
            bar.addWidget(button)
        for button in (self.down_button, self.paste_button, self.keep_button):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.filter)
        return bar

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.empty.add_asked.connect(self.add)
        self.empty.start_asked.connect(self.start)
        self.empty.paste_asked.connect(self.paste)
        self.duplicate_button.clicked.connect(self.duplicate)
        self.delete_button.clicked.connect(self.delete)
        self.up_button.clicked.connect(partial(self.move_current, -1))
        self.down_button.clicked.connect(partial(self.move_current, 1))
        self.paste_button.clicked.connect(self.paste)
        self.keep_button.clicked.connect(self.keep_order)
        self.filter.textChanged.connect(self._filter)
        table, model = self.table, self.model
        table.delete_asked.connect(self.delete)
        table.move_asked.connect(self.move_current)
        table.paste_asked.connect(self.paste)
        table.current_changed.connect(self._tell)
        table.delegate.refused.connect(self.notice.say)
        table.horizontalHeader().sortIndicatorChanged.connect(self._follow_order)
        model.refused.connect(self.notice.say)
        model.rowsInserted.connect(self._follow_rows)
        model.rowsRemoved.connect(self._follow_rows)
        model.rowsMoved.connect(self._follow_order)
        model.layoutChanged.connect(self._follow_order)
        self._session.changed.connect(self.notice.fade)
        model.modelReset.connect(self._reset)
        self._offer_menu()

    def _offer_menu(self) -> None:
        """What the keys do, for those who look for it with the right button of the mouse."""
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, slot in (
            (tr("Copy rows (Ctrl+C)"), self.table.copy),
            (tr("Paste from a spreadsheet (Ctrl+V)"), self.paste),
            (tr("Duplicate"), self.duplicate),
            (tr("Delete (Del)"), self.delete),
        ):
            action = QAction(text, self.table)
            action.triggered.connect(slot)
            self.table.addAction(action)

    def _tell(self, identifier: str) -> None:
        self._follow_order()
        self.current_changed.emit(identifier)

    def _filter(self) -> None:
        self.table.proxy.show_only(self.filter.content())
        self._follow_order()

    def _may_move(self) -> bool:
        """Rows move in the order of the case, so only while that is what one sees."""
        return not self.table.proxy.is_sorted and not self.table.proxy.is_filtered

    def _follow_order(self) -> None:
        row, last = self.model.row_of(self.table.current_id()), len(self.model.ids) - 1
        self.up_button.setEnabled(self._may_move() and row > 0)
        self.down_button.setEnabled(self._may_move() and 0 <= row < last)
        self.keep_button.setVisible(self.table.proxy.is_sorted and not self.table.proxy.is_filtered)
        for button in (self.duplicate_button, self.delete_button):
            button.setEnabled(row >= 0)

    def _follow_rows(self) -> None:
        has_rows = bool(self.model.rowCount())
        if not has_rows:
            self.empty.show_example()
        self._stack.setCurrentIndex(0 if has_rows else 1)
        if not self.table.currentIndex().isValid():
            self.select_first()
        self._follow_order()

    def _reset(self) -> None:
        self.notice.say("")
        self._follow_rows()
        self.select_first()
