"""The order and the choice of rows that a user looks at; the case keeps its own order."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from gui.tables.record_model import RecordModel

Index = QModelIndex | QPersistentModelIndex


class RecordProxy(QSortFilterProxyModel):
    """Sorts with empty cells last in either direction, and keeps the rows that hold a text anywhere."""

    def __init__(self, model: RecordModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted = ""
        self.setSourceModel(model)

    @property
    def is_sorted(self) -> bool:
        """True while the rows stand in another order than in the case."""
        return self.sortColumn() >= 0

    @property
    def is_filtered(self) -> bool:
        """True while rows may be hidden."""
        return bool(self._wanted)

    def show_only(self, text: str) -> None:
        """Show the rows that hold `text`, in whatever case of letters; all rows for ""."""
        self._wanted = text.strip().casefold()
        self.invalidate()

    def record_ids(self) -> list[str]:
        """The ids of the rows from top to bottom, as they are shown."""
        ids = self._model.ids
        return [ids[self.mapToSource(self.index(row, 0)).row()] for row in range(self.rowCount())]

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self._wanted:
            return True
        columns = range(self._model.columnCount())
        return any(self._wanted in self._model.text(row, column).casefold() for column in columns)

    def lessThan(self, left: Index, right: Index) -> bool:
        first = self._model.sort_key(left.row(), left.column())
        second = self._model.sort_key(right.row(), right.column())
        if first is None or second is None:
            ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (first is not None) if ascending else (second is not None)
        if isinstance(first, str) or isinstance(second, str):
            return str(first) < str(second)
        return first < second
