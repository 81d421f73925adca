"""Editors of sequences of numbers: a row of years, and a free sample of measured values."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casebuilder.errors import UserError
from casebuilder.finance import periods
from casebuilder.i18n import N_
from casebuilder.model.case import Case
from casebuilder.model.rules import PERIOD_TITLES
from casebuilder.spec import FieldSpec, Kind
from casebuilder.values import display, grouped, parse_number, plain_number, problem
from gui.forms.editor import TypedEditor
from gui.forms.grid_line import LineDelegate
from gui.forms.widgets import GrowingText, IconButton, clipboard_text, copy_text
from gui.i18n import language, tr
from gui.session import CaseSession
from gui.tables.tsv import read_cells
from gui.text import PlainLabel

NARROWEST: Final = 76  # pixels of the column of a year


def year_title(case: Case, period: int) -> str:
    """The heading of a period: "Year 2", with its place in the calendar under it where the first year is known."""
    kind: Any = case.rules.period or "year"
    title, first = tr(PERIOD_TITLES[kind], number=period), case.profile.first_year
    if first is None:
        return title
    return f"{title}\n{periods.label(period, first_year=first, period=kind, language=language())}"


def periods_of(case: Case, *series: Sequence[Decimal]) -> int:
    """How many periods to show: those of the horizon, and all that hold a value."""
    kind: Any = case.rules.period or "year"
    last = (case.profile.horizon_years or 0) * periods.per_year(kind)
    return max(last + 1, *(len(values) for values in series), 1)


def read_series(spec: FieldSpec, texts: Sequence[str]) -> tuple[Decimal, ...]:
    """The numbers in a row of texts; empty places between are nought, empty ones at the end are no value.

    Raises UserError that says in which year the wrong one stands.
    """
    last = max((index for index, text in enumerate(texts) if text.strip()), default=-1)
    numbers: list[Decimal] = []
    for period, text in enumerate(texts[: last + 1]):
        try:
            number = parse_number(text) if text.strip() else Decimal(0)
        except UserError as error:
            raise in_year(period, error) from None
        refused = problem(spec, (number,))
        if refused is not None:
            raise in_year(period, refused)
        numbers.append(number)
    return tuple(numbers)


def in_year(period: int, error: UserError) -> UserError:
    """The same error, saying in which year it is."""
    return UserError(N_("Year {number}: {reason}"), number=period, reason=error.message)


class PeriodGrid(QTableWidget):
    """One row with a cell for each year. `typed` says that the user changed cells, by hand, paste, fill or Delete."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, 0, parent)
        self.setItemDelegate(LineDelegate(self))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._showing = False
        self.itemChanged.connect(self._tell)

    def texts(self) -> list[str]:
        """What stands in the cells."""
        return [self._cell(column).text() for column in range(self.columnCount())]

    def show_row(self, headings: list[str], texts: list[str]) -> None:
        """Show these cells; the same number of headings and texts."""
        self._showing = True
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        for column, text in enumerate(texts):
            cell = self._cell(column)
            if cell.text() != text:
                cell.setText(text)
        self._showing = False
        lines = 2 if any("\n" in heading for heading in headings) else 1
        bar = self.horizontalScrollBar().sizeHint().height() if len(headings) > 9 else 0
        self.setFixedHeight(30 + lines * self.fontMetrics().lineSpacing() + 16 + bar)

    def put(self, column: int, texts: Sequence[str]) -> None:
        """Put texts into the cells from `column` on, as one change."""
        self._showing = True
        for offset, text in enumerate(texts[: self.columnCount() - column]):
            self._cell(column + offset).setText(text)
        self._showing = False
        self.typed.emit()

    def fill_right(self) -> None:
        """Copy the current cell into all cells right of it, or into the selected ones."""
        columns = sorted({index.column() for index in self.selectedIndexes()}) or [max(self.currentColumn(), 0)]
        first = columns[0]
        last = columns[-1] if len(columns) > 1 else self.columnCount() - 1
        if self.columnCount():
            self.put(first, [self._cell(first).text()] * (last - first + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fills = event.key() == Qt.Key.Key_R and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            cells = [cell for row in read_cells(clipboard_text()) for cell in row]
            self.put(max(self.currentColumn(), 0), cells)
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text("\t".join(self.texts()[column] for column in self._selected()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif fills:
            self.fill_right()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:  # else it is the Enter that ends the editing
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls

    def _selected(self) -> list[int]:
        chosen = sorted({index.column() for index in self.selectedIndexes()})
        return chosen if len(chosen) > 1 else list(range(self.columnCount()))

    def _clear(self) -> None:
        self._showing = True
        for index in self.selectedIndexes():
            self._cell(index.column()).setText("")
        self._showing = False
        self.typed.emit()

    def _cell(self, column: int) -> QTableWidgetItem:
        cell: QTableWidgetItem | None = self.item(0, column)
        if cell is None:
            cell = QTableWidgetItem()
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(0, column, cell)
        return cell

    def _tell(self, _cell: QTableWidgetItem) -> None:
        if not self._showing:
            self.typed.emit()


class SeriesEditor(TypedEditor):
    """Numbers by year in a grid, or a sample of values as a text; which one, the declaration says."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.input: PeriodGrid | GrowingText = PeriodGrid(self) if spec.by_period else GrowingText(self, lines=2)
        self._sum = PlainLabel(parent=self, role="muted", wrap=False)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.input)
        foot = QHBoxLayout()
        foot.addWidget(self._sum, 1)
        if isinstance(self.input, PeriodGrid):
            self.fill_button = IconButton("forward", tr("Fill right (Ctrl+R)"), self)
            self.fill_button.clicked.connect(self.input.fill_right)
            foot.addWidget(self.fill_button)
        else:
            self.input.setPlaceholderText(tr("Numbers, one a line or with semicolons between them"))
            self.input.left.connect(self.finish)
        column.addLayout(foot)
        self._box.addLayout(column, 1)
        self._adopt(self.input)
        self.input.typed.connect(self._typed)

    def focus_widgets(self) -> list[QWidget]:
        return [self.input]

    def show_value(self, value: Any) -> None:
        if value != self._shown or not self.is_pending():
            self.reset(value)  # the horizon and the first year may have changed too

    def _read(self) -> Any:
        return read_series(self.spec, self._texts())

    def _texts(self) -> list[str]:
        if isinstance(self.input, PeriodGrid):
            return self.input.texts()
        return [cell for row in read_cells(self.input.content()) for text in row for cell in split_sample(text)]

    def _typed(self) -> None:
        super()._typed()
        if isinstance(self.input, PeriodGrid):
            self.finish()

    def _display(self, value: Any) -> None:
        texts = [display_number(number) for number in value]
        if isinstance(self.input, PeriodGrid):
            periods = periods_of(self.case, value)
            headings = [year_title(self.case, period) for period in range(periods)]
            self.input.show_row(headings, texts + [""] * (periods - len(texts)))
        else:
            self.input.show_content("; ".join(map(plain_number, value)))
        self._sum.setText(self._summary(value))

    def _summary(self, value: tuple[Decimal, ...]) -> str:
        if not value:
            return ""
        if self.spec.by_period:
            return tr("Total: {total}", total=grouped(sum(value, Decimal(0))))
        mean = statistics.mean(value)
        return tr("{count} values, mean {mean}", count=len(value), mean=grouped(round(mean, 2)))


_NUMBER: Final = FieldSpec(kind=Kind.NUMBER, label="")


def display_number(number: Decimal) -> str:
    """A number in groups, as a cell shows it."""
    return display(_NUMBER, number, "en")


def split_sample(text: str) -> list[str]:
    """The numbers between semicolons, commas with a space, or spaces."""
    words = text.replace(";", " ").replace(";", " ").replace("、", " ").replace(", ", " ").split()
    return [word.rstrip(",") for word in words]
