"""How a cell of a table is edited: by the same words and lists as in the form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casebuilder.errors import UserError
from casebuilder.spec import Kind
from gui.forms.choice_editors import SearchCombo, choice_items, fill, reference_items
from gui.forms.widgets import Combo, Line
from gui.i18n import text_of
from gui.tables.columns import Column
from gui.tables.record_model import RecordModel

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Opens a line or a list over a cell. Enter on a wrong text leaves it open, and `refused` says why."""

    refused = Signal(str)

    def __init__(self, model: RecordModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._column(index)
        editor = self._make(column, parent)
        if column is not None:
            editor.setAccessibleName(column.title(self._model.case).replace("\n", " "))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, SearchCombo):
            editor.line.setText(text)
            editor.line.selectAll()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text))
        elif isinstance(editor, Line):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = entered_text(editor)
        if text != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, text, Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if ends and not self._is_right(editor):
                return True
        return super().eventFilter(editor, event)

    def _column(self, index: Index) -> Column | None:
        column = self._model.columns[index.column()]
        return column if isinstance(column, Column) else None

    def _make(self, column: Column | None, parent: QWidget) -> QWidget:
        if column is not None and column.spec.kind is Kind.CHOICE:
            combo = Combo(parent)
            fill(combo, choice_items(column.spec))
            combo.activated.connect(self._commit)
            return self._watched(combo, column)
        if column is not None and column.spec.kind is Kind.REF:
            search = SearchCombo(parent)
            fill(search, reference_items(self._model.case, column.spec))
            return self._watched(search, column)
        line = Line(parent)
        line.setFrame(False)
        return self._watched(line, column)

    def _watched(self, editor: QWidget, column: Column | None) -> QWidget:
        editor.setProperty("column", -1 if column is None else self._model.columns.index(column))
        return editor

    def _commit(self) -> None:
        """A word chosen from a list is taken over at once; the list stays until Enter or until the focus leaves."""
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)

    def _is_right(self, editor: QWidget) -> bool:
        """True where the text of the editor is a value of its column; else it is marked and told."""
        place: Any = editor.property("column")
        column = self._model.columns[place] if isinstance(place, int) and place >= 0 else None
        if not isinstance(column, Column) or not self._model.rowCount():
            return True
        try:
            column.changed(self._model.case, self._model.record(0), entered_text(editor))
        except UserError as error:
            editor.setProperty("wrong", True)
            editor.style().polish(editor)
            self.refused.emit(text_of(error))
            return False
        return True


def entered_text(editor: QWidget) -> str:
    """What stands in an editor of a cell."""
    if isinstance(editor, SearchCombo):
        return editor.line.content()
    if isinstance(editor, QComboBox):
        return editor.currentText() if editor.currentData() else ""
    return editor.text() if isinstance(editor, Line) else ""
