"""A risk matrix one can look at, walk through with the arrow keys and choose cells of; painted by Qt itself."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from casebuilder.charts.colours import LEVELS
from casebuilder.charts.types import MatrixChart
from casebuilder.i18n import N_
from gui import theme
from gui.i18n import tr
from gui.text import tip

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 58
_INSET: Final = 5
_NOWHERE: Final = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """One panel of a matrix chart as a table: the highest likelihood on top, the highest impact at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[tuple[str, ...], ...] = ()
        self._cells: dict[tuple[int, int], tuple[str, ...]] = {}
        self._words: dict[str, str] = {}

    def show(self, chart: MatrixChart, panel: int) -> None:
        """Show a panel; where the grid has the same size, the chosen cell stays chosen."""
        resized = len(chart.levels) != len(self._levels)
        if resized:
            self.beginResetModel()
        self._levels = chart.levels
        self._cells = {(likelihood, impact): ids for likelihood, impact, ids in chart.panels[panel].cells}
        self._words = dict(chart.level_names)
        if resized:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._levels)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._levels else len(self._levels[0])

    def rating(self, index: Index) -> tuple[int, int]:
        """Likelihood and impact of a cell, counted from 1."""
        return len(self._levels) - index.row(), index.column() + 1

    def place(self, likelihood: int, impact: int) -> QModelIndex:
        """The cell of a rating."""
        return self.index(len(self._levels) - likelihood, impact - 1)

    def ids(self, index: Index) -> tuple[str, ...]:
        """The risks of a cell."""
        return self._cells.get(self.rating(index), ())

    def level(self, index: Index) -> str:
        """The key of the level of a cell."""
        likelihood, impact = self.rating(index)
        return self._levels[likelihood - 1][impact - 1]

    def word(self, index: Index) -> str:
        """The level of a cell in words."""
        return self._words.get(self.level(index), self.level(index))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self.ids(index))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.described(index)
        return tip(self.described(index)) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section + 1 if orientation is Qt.Orientation.Horizontal else len(self._levels) - section)

    def described(self, index: Index) -> str:
        """A cell in words: its level, its place and its risks."""
        likelihood, impact = self.rating(index)
        risks = ", ".join(self.ids(index)) or tr(N_("no risk"))
        text = N_("{level} (likelihood {likelihood}, impact {impact}): {risks}")
        return tr(text, level=self.word(index), likelihood=likelihood, impact=impact, risks=risks)


class MatrixDelegate(QStyledItemDelegate):
    """Paints a cell: tint and word of the level, how many risks, and their ids as far as there is room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        if not isinstance(model, MatrixModel):
            return
        painter.save()
        look = LEVELS["dark" if theme.is_dark() else "light"]
        colors = theme.colors()
        painter.fillRect(rect, QColor(look.get(model.level(index), colors.raised)))
        painter.setPen(QColor(colors.text))
        self._paint_words(painter, rect.adjusted(_INSET, 3, -_INSET, -3), model.word(index), model.ids(index))
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(QColor(colors.accent), 3))
            painter.drawRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5))
        painter.restore()

    def _paint_words(self, painter: QPainter, inside: QRect, word: str, ids: tuple[str, ...]) -> None:
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.setFont(theme.font(theme.SMALL))
        painter.drawText(inside, int(bottom | Qt.AlignmentFlag.AlignLeft), word)
        if not ids:
            return
        shown = fitting(ids, painter.fontMetrics(), inside.width())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.drawText(inside, int(top | Qt.AlignmentFlag.AlignRight), str(len(ids)))


def fitting(ids: tuple[str, ...], metrics: QFontMetrics, width: int) -> str:
    """As many ids as fit on one line, and how many more there are: "R01 R05 +2"."""
    for count in range(len(ids), 0, -1):
        more = len(ids) - count
        text = " ".join(ids[:count]) + (f" +{more}" if more else "")
        if metrics.horizontalAdvance(text) <= width:
            return text
    return ""


class MatrixGrid(QTableView):
    """One grid; `chosen` carries the ids of the risks of the cell that was chosen by mouse or key."""

    chosen = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = MatrixModel(self)
        self.setModel(self._matrix)
        self.setAccessibleName(name)
        self.setItemDelegate(MatrixDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.signals().changed.connect(self.viewport().update)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._choose)

    def sizeHint(self) -> QSize:
        return QSize(380, 5 * ROW_HEIGHT + self.horizontalHeader().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    @property
    def matrix(self) -> MatrixModel:
        """The cells on the screen."""
        return self._matrix

    def show_matrix(self, chart: MatrixChart, panel: int) -> None:
        """Show one panel of the chart; the chosen cell stays chosen."""
        self._matrix.show(chart, panel)

    def clear_choice(self) -> None:
        """Choose no cell."""
        self.clearSelection()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(*self._matrix.rating(index))
