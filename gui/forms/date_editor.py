"""The editor of dates: a line to type in and a calendar to choose from."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casebuilder.spec import FieldSpec
from gui.forms.line_editors import DIGITS_WIDE, LineEditor
from gui.forms.popup import CalendarPopup
from gui.forms.widgets import IconButton
from gui.i18n import tr
from gui.session import CaseSession


class DateEditor(LineEditor):
    """A date, typed like 2026-03-31 or chosen from the calendar (Alt+Down)."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.line.setMaximumWidth(DIGITS_WIDE)
        self.line.setPlaceholderText(tr("YYYY-MM-DD"))
        self.button = IconButton("calendar", tr("Choose from the calendar"), self)
        self._box.addWidget(self.button)
        self._box.addStretch(1)
        self.button.clicked.connect(self.open_calendar)

    def focus_widgets(self) -> list[QWidget]:
        return [self.line, self.button]

    def describe(self, name: str, description: str) -> None:
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(description)
        self.button.setAccessibleName(tr("{field}: choose from the calendar", field=name))

    def open_calendar(self) -> None:
        """Show the month of the date, or of today."""
        self.finish()
        day = self._shown if isinstance(self._shown, datetime.date) else None
        popup = CalendarPopup(self, QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        popup.chosen.connect(self._choose)
        popup.open_under(self.line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._opens(event):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _opens(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down and alt

    def _choose(self, day: QDate) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(datetime.date(day.year(), day.month(), day.day()), None)
