"""A table of figures to read: as high as its rows, each cell leading to where it comes from, copied as tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from casebuilder.i18n import N_
from casebuilder.report.blocks import Tone
from gui import theme
from gui.i18n import tr

Index = QModelIndex | QPersistentModelIndex
NARROWEST: Final = 72
READABLE: Final = 120  # what a column of sentences gets at least
WIDEST_WORD: Final = 150
HEADER_PAD: Final = 18
SLACK: Final = 4  # so that a column as wide as its text does not break it
BESIDE_TEXT: Final = 13  # padding of the style sheet and grid line, which Qt forgets where it measures a row
CELL_PAD: Final = BESIDE_TEXT + SLACK + 8  # with the margins that styles leave beside a text
TARGET: Final = Qt.ItemDataRole.UserRole
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_UNBROKEN: Final = re.compile("[^\\s\u3400-\u9fff]+")  # Chinese may break between any two characters
_NOWHERE: Final = QModelIndex()
_OPENING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a table; `target` is the path that it comes from, `figure` the option and the key that explain it."""

    text: str
    target: str = ""
    tone: Tone = "neutral"
    number: bool = False
    strong: bool = False
    figure: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The header and the rows of a table; every row has one cell a column, but a row of one cell is a heading."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def is_heading(self, row: int) -> bool:
        """True for a row that stands over those below it."""
        return len(self.rows[row]) == 1 < len(self.header)


_EMPTY: Final = Cell("")


class FigureModel(QAbstractTableModel):
    """Shows `Figures`; nothing can be edited."""

    def __init__(self, figures: Figures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._figures.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._figures.header)

    def cell(self, index: Index) -> Cell:
        """The cell at an index of this model; an empty one beside a heading."""
        row = self._figures.rows[index.row()]
        return row[index.column()] if index.column() < len(row) else _EMPTY

    def show_figures(self, figures: Figures) -> None:
        """Show other figures; where only texts differ, the selection and the place stay."""
        same = figures.header == self._figures.header and [*map(len, figures.rows)] == [*map(len, self._figures.rows)]
        if same:
            self._figures = figures
            if figures.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self._figures = figures
            self.endResetModel()

    def is_heading(self, row: int) -> bool:
        """True for a row that stands over those below it."""
        return self._figures.is_heading(row)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is read, and passed over by the keys."""
        heading = index.isValid() and self.is_heading(index.row())
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        looks: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: cell.text,
            Qt.ItemDataRole.TextAlignmentRole: (RIGHT if cell.number else LEFT),
            TARGET: cell.target,
        }
        if role == Qt.ItemDataRole.ForegroundRole and cell.tone != "neutral":
            return QColor(getattr(theme.colors(), cell.tone))
        heading = self.is_heading(index.row())
        if role == Qt.ItemDataRole.FontRole and (cell.strong or heading):
            return theme.font(theme.BODY, bold=True)
        if role == Qt.ItemDataRole.BackgroundRole and heading:
            return QColor(theme.colors().window)
        return looks.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._figures.header[section]
        return None


def widest_word(text: str, metrics: QFontMetrics) -> int:
    """The width of the longest piece of a text that no line breaks."""
    return max(map(metrics.horizontalAdvance, _UNBROKEN.findall(text)), default=0)


def shared_out(room: int, least: Mapping[int, int]) -> dict[int, int]:
    """The widths of columns that fill the room as evenly as what each needs at least allows."""
    widths: dict[int, int] = {}
    for left, column in enumerate(sorted(least, key=least.__getitem__, reverse=True)):
        share = max(room - sum(widths.values()), 0) // (len(least) - left)
        widths[column] = max(least[column], share)
    return widths


class WrappedHeader(QHeaderView):
    """A header as high as its longest text needs; a column is as wide as two lines or the longest word ask."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        self.setMinimumSectionSize(NARROWEST)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionResized.connect(self._grow)

    def sizeHint(self) -> QSize:
        """As high as the sections are at their widths of now; Qt would answer with those of before."""
        heights = [self.sectionSizeFromContents(section).height() for section in range(self.count())]
        return QSize(super().sizeHint().width(), max(heights, default=0))

    def sectionSizeFromContents(self, section: int) -> QSize:
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetrics(theme.font(theme.BODY, bold=True))
        room = QRect(0, 0, max(self.sectionSize(section) - HEADER_PAD, 1), 10_000)
        height = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
        width = min(max(metrics.horizontalAdvance(text) // 2, widest_word(text, metrics)), WIDEST_WORD)
        return QSize(width + HEADER_PAD, max(height, metrics.height()) + 12)

    def _grow(self) -> None:
        self.geometriesChanged.emit()


class WrappedCells(QStyledItemDelegate):
    """Asks for the height of the text in the room that it is painted in."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(0, 0, -BESIDE_TEXT, 0)
        needed = super().sizeHint(narrower, index)
        return QSize(needed.width() + SLACK, needed.height())


class FigureTable(QTableView):
    """Shows figures; `opened` carries the path that a cell comes from (double click or Enter).

    `reached` carries option and key of a figure that the user has come to, `why` asks for its explanation (F1, menu).
    """

    opened = Signal(str)
    reached = Signal(str, str)
    why = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, stretch: Sequence[int] = ()) -> None:
        super().__init__(parent)
        self._stretch = tuple(stretch)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)  # once the rows have wrapped to their new widths
        self._fit_soon.timeout.connect(self._fit)
        self._figures = FigureModel(Figures((), ()), self)
        self.setAccessibleName(name)
        self.setModel(self._figures)
        self.setItemDelegate(WrappedCells(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setHorizontalHeader(WrappedHeader(self))
        self.horizontalHeader().sectionResized.connect(self._fit_later)
        self.doubleClicked.connect(self._open)
        theme.signals().changed.connect(self.viewport().update)

    @property
    def figures(self) -> FigureModel:
        """The model of the table."""
        return self._figures

    def show_figures(self, figures: Figures) -> None:
        """Show these figures, as high as they are."""
        self.figures.show_figures(figures)
        self.clearSpans()
        for row in filter(figures.is_heading, range(len(figures.rows))):
            self.setSpan(row, 0, 1, len(figures.header))
        self._share_room()
        self._fit_soon.start()

    def sizeHint(self) -> QSize:
        return QSize(480, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self._fit_soon.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def event(self, event: QEvent) -> bool:
        """Take F1, which is the window's key for its shortcuts, where there is a figure to explain."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._asks_why(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._asks_why(event):
            self.why.emit()
        elif event.key() in _OPENING_KEYS:
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if index.isValid() and self.model().flags(index) & Qt.ItemFlag.ItemIsSelectable:
            self.setCurrentIndex(index)
            self.menu(index).popup(event.globalPos())

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a cell."""
        cell, menu = self.figures.cell(index), QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, can, slot in (
            (tr(N_("Explain this figure")) + "\tF1", cell.figure is not None, self.why.emit),
            (tr(N_("Go to where this comes from")), bool(cell.target), partial(self._open, index)),
            (tr(N_("Copy")), True, self._copy),
        ):
            menu.addAction(text, slot).setEnabled(can)
        return menu

    def copied(self) -> str:
        """The selected cells as text with tabs, as spreadsheets take it."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes()):
            rows.setdefault(index.row(), []).append(self.figures.cell(index).text)
        return "\n".join("\t".join(row) for row in rows.values())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.copied())

    def _figure(self) -> tuple[str, str] | None:
        index = self.currentIndex()
        return self.figures.cell(index).figure if index.isValid() else None

    def _tell(self) -> None:
        figure = self._figure()
        if figure is not None and self.hasFocus():
            self.reached.emit(*figure)

    def _asks_why(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_F1 and self._figure() is not None

    def _share_room(self) -> None:
        """Give every column what it must have, and those that may be wide the rest; no figure is ever cut."""
        room, least = self.viewport().width(), [self._least(place) for place in range(self.figures.columnCount())]
        wide = {place: need for place, need in enumerate(least) if not self._stretch or place in self._stretch}
        widths = {place: self._whole(place) for place in range(len(least)) if place not in wide}
        if sum(widths.values()) + sum(wide.values()) > room:  # then words have to wrap wherever they stand
            wide, widths = dict(enumerate(least)), {}
        widths |= shared_out(room - sum(widths.values()), wide)
        for place, width in widths.items():
            self.horizontalHeader().resizeSection(place, width)

    def _whole(self, column: int) -> int:
        """The width in which no cell of a column needs a second line."""
        hint = self.horizontalHeader().sectionSizeFromContents(column).width()
        return max([hint, *(metrics.horizontalAdvance(cell.text) + CELL_PAD for cell, metrics in self._cells(column))])

    def _least(self, column: int) -> int:
        """The width in which every word of a column stands whole and its sentences can still be read."""
        header = str(self.figures.headerData(column, Qt.Orientation.Horizontal))
        bold = QFontMetrics(theme.font(theme.BODY, bold=True))
        least = max(NARROWEST, min(widest_word(header, bold), WIDEST_WORD) + HEADER_PAD)
        for cell, metrics in self._cells(column):
            sentence = min(metrics.horizontalAdvance(cell.text) + CELL_PAD, READABLE)
            word = widest_word(cell.text, metrics) + CELL_PAD
            least = max(least, sentence, word if cell.number else min(word, WIDEST_WORD))
        return least

    def _cells(self, column: int) -> Iterator[tuple[Cell, QFontMetrics]]:
        """The cells of a column with the metrics of their letters; headings span the table and do not count."""
        plain, bold = (QFontMetrics(theme.font(theme.BODY, bold=bold)) for bold in (False, True))
        for row in range(self.figures.rowCount()):
            if not self.figures.is_heading(row):
                cell = self.figures.cell(self.figures.index(row, column))
                yield cell, bold if cell.strong else plain

    def _height(self) -> int:
        height = (
            self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2 * self.frameWidth() + 4
        )
        bar = self.horizontalScrollBar()
        return height + (bar.sizeHint().height() if bar.maximum() > 0 else 0)

    def _fit_later(self) -> None:
        self._fit_soon.start()

    def _fit(self) -> None:
        """Give the rows the height of their texts, and the table the height of its rows."""
        self.resizeRowsToContents()
        if self.height() != self._height():
            self.setFixedHeight(self._height())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.figures.cell(index).target:
            self.opened.emit(self.figures.cell(index).target)
