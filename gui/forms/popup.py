"""Small windows that open under a field: a calendar, a list with ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.forms.widgets import Line
from gui.i18n import locale, tr
from gui.icons import icon

LIST_SIZE: Final = (440, 320)
TEXT_WIDTH: Final = 640
CALENDAR_SIZE: Final = (336, 248)


class Popup(QFrame):
    """Closes with Escape or a click elsewhere; the focus goes back to the field."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 8, 8, 8)

    def open_under(self, widget: QWidget, part: QRect | None = None) -> None:
        """Show it below `widget`, or below a part of it, within its screen."""
        around = part or widget.rect()
        place = widget.mapToGlobal(around.bottomLeft()) + QPoint(0, 2)
        area = widget.screen().availableGeometry()
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        if place.y() + self.height() > area.bottom():
            place.setY(max(area.top(), widget.mapToGlobal(around.topLeft()).y() - self.height() - 2))
        self.move(place)
        self.show()


class CalendarPopup(Popup):
    """A month in which one day is chosen."""

    chosen = Signal(QDate)

    def __init__(self, owner: QWidget, day: QDate) -> None:
        super().__init__(owner)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(locale())
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(day)
        self.calendar.setAccessibleName(tr("Calendar"))
        self._look()
        self._box.addWidget(self.calendar)
        self.adjustSize()
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _look(self) -> None:
        """Room for the names of the days, and the colours of the theme."""
        self.calendar.setMinimumSize(*CALENDAR_SIZE)
        plain = QTextCharFormat()
        plain.setForeground(self.palette().text())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        for name, picture in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            for button in self.calendar.findChildren(QToolButton, name):
                button.setIcon(icon(picture, "on_accent"))

    def _choose(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.chosen.emit(day)


class CheckListPopup(Popup):
    """A list with ticks and a line to search in it; every tick is told at once."""

    ticked = Signal(object)  # tuple of the ids, in the order of the list

    def __init__(self, owner: QWidget, items: list[tuple[str, str]], chosen: tuple[str, ...]) -> None:
        super().__init__(owner)
        self.search = Line(self)
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Choices"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._box.addWidget(self.search)
        self._box.addWidget(self.list, 1)
        self.resize(*LIST_SIZE)
        for label, key in items:
            self._add(label, key, ticked=key in chosen)
        self.search.typed.connect(self._filter)
        self.search.returnPressed.connect(self.close)
        self.list.itemChanged.connect(self._tell)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _add(self, label: str, key: str, *, ticked: bool) -> None:
        item = QListWidgetItem(label, self.list)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self) -> None:
        wanted = self.search.content().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _tell(self, _item: QListWidgetItem) -> None:
        done = Qt.CheckState.Checked
        self.ticked.emit(
            tuple(item.data(Qt.ItemDataRole.UserRole) for item in self._items() if item.checkState() == done)
        )


class TextPopup(Popup):
    """Lines to read."""

    def __init__(self, owner: QWidget, name: str, lines: Sequence[str]) -> None:
        super().__init__(owner)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([*lines])
        self._box.addWidget(self.list)
        self.resize(TEXT_WIDTH, LIST_SIZE[1])
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
