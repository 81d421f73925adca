"""Editors of one line: text, numbers, amounts, rates, tags."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casebuilder.spec import FieldSpec, Kind
from casebuilder.values import display, edit_text, parse, plain_number
from gui.forms.editor import Editor, TypedEditor, limits_text, unit_label, unit_of
from gui.forms.widgets import Line
from gui.i18n import tr
from gui.session import CaseSession

DIGITS_WIDE = 176


def shown_text(spec: FieldSpec, value: Any) -> str:
    """A value as its line shows it: numbers in groups, a rate without its sign, which stands behind the line."""
    if value is None:
        return ""
    if spec.kind is Kind.RATE:
        return plain_number(value * 100)
    if spec.is_number:
        return display(spec, value, "en")
    return edit_text(spec, value)


class LineEditor(TypedEditor):
    """One line."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.line = Line(self)
        self._box.addWidget(self.line, 1)
        self._adopt(self.line)
        self.line.typed.connect(self._typed)
        self.line.left.connect(self.finish)

    def focus_widgets(self) -> list[QWidget]:
        return [self.line]

    def _read(self) -> Any:
        return parse(self.spec, self.line.content())

    def _display(self, value: Any) -> None:
        self.line.show_content(shown_text(self.spec, value))


class TextEditor(LineEditor):
    """One line of text; every key is taken over at once, except in an ID, which others refer to."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self._live = spec.name != "id"
        if not self._live:
            self.line.setMaximumWidth(DIGITS_WIDE)
            self._box.addStretch(1)

    def took(self, value: Any) -> None:
        if self._live:
            Editor.took(self, value)  # the text stays as it is, with its cursor
        else:
            super().took(value)

    def _typed(self) -> None:
        super()._typed()
        if self._live:
            self.finish()


class TagsEditor(LineEditor):
    """Words between commas."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.line.setPlaceholderText(tr("Words, separated by commas"))


class NumberEditor(LineEditor):
    """A number with its unit behind it; whole numbers also go up and down by the arrow keys."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.line.setMaximumWidth(DIGITS_WIDE)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._unit = unit_label(self)
        self._box.addWidget(self._unit)
        self._box.addStretch(1)

    def _display(self, value: Any) -> None:
        super()._display(value)
        self._unit.setText(unit_of(self.spec, self.case) or limits_text(self.spec))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._steps(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _steps(self, key: int) -> bool:
        """One up or down from the value that stands there."""
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(key))
        if by is None or self.spec.kind is not Kind.INTEGER:
            return False
        self.finish()
        if not self.is_pending():
            low, high = self.spec.minimum, self.spec.maximum
            value = (int(low or 0) - 1 if self._shown is None else self._shown) + by
            value = value if low is None else max(value, int(low))
            self.edited.emit(value if high is None else min(value, int(high)), None)
        return True
