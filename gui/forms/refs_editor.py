"""The editor of references to several records: chips, and a list with ticks to choose them from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from casebuilder.spec import FieldSpec
from gui.forms.choice_editors import reference_items
from gui.forms.editor import Editor
from gui.forms.popup import CheckListPopup
from gui.forms.references import label_for
from gui.forms.widgets import FlowLayout
from gui.i18n import tr
from gui.session import CaseSession
from gui.text import PlainLabel, shown_name

LONGEST_CHIP = 44  # characters


class Chips(QFrame):
    """Names in little frames; Space, Enter or a click opens the list, Backspace takes the last one away."""

    asked = Signal()
    removed_last = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "field")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(32)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(6, 4, 6, 4)

    def show_names(self, names: list[str]) -> None:
        """Show these names."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
                widget.hide()
        for name in names:
            self._flow.addWidget(self._chip(shown_name(name)))
        if not names:
            self._flow.addWidget(PlainLabel(tr("None chosen"), role="muted", wrap=False))
        self._flow.invalidate()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, self._flow.heightForWidth(max(self.width(), 200)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4, Qt.Key.Key_Down):
            self.asked.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.removed_last.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def _chip(self, name: str) -> PlainLabel:
        short = name if len(name) <= LONGEST_CHIP else f"{name[: LONGEST_CHIP - 1]}…"
        chip = PlainLabel(short, role="chip", wrap=False)
        chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return chip


class RefsEditor(Editor):
    """Several records."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.chips = Chips(self)
        self._box.addWidget(self.chips, 1)
        self._adopt(self.chips)
        self._name = ""
        self.chips.asked.connect(self.open_list)
        self.chips.removed_last.connect(self._remove_last)

    def focus_widgets(self) -> list[QWidget]:
        return [self.chips]

    def describe(self, name: str, description: str) -> None:
        self._name = name
        self.chips.setAccessibleDescription(description)
        self._say()

    def open_list(self) -> None:
        """Show the records to choose from; an id that leads nowhere can be taken away here too."""
        items = reference_items(self.case, self.spec)[1:]
        lost = [identifier for identifier in self._shown if identifier not in {key for _, key in items}]
        popup = CheckListPopup(self, [*items, *((identifier, identifier) for identifier in lost)], self._shown)
        popup.ticked.connect(self._ticked)
        popup.open_under(self.chips)

    def show_value(self, value: Any) -> None:
        self.reset(value)  # the names behind the ids may have changed

    def took(self, value: Any) -> None:
        self.reset(value)

    def _ticked(self, chosen: tuple[str, ...]) -> None:
        kept = tuple(identifier for identifier in self._shown if identifier in chosen)
        self.edited.emit((*kept, *(identifier for identifier in chosen if identifier not in kept)), None)

    def _remove_last(self) -> None:
        if self._shown:
            self.edited.emit(self._shown[:-1], None)

    def _display(self, value: Any) -> None:
        self.chips.show_names([label_for(self.case, self.spec, identifier) for identifier in value])
        self._say()

    def _say(self) -> None:
        """The name for screen readers holds what is chosen: a frame has no value of its own."""
        chosen = ", ".join(self._shown or ()) or tr("None chosen")
        self.chips.setAccessibleName(f"{self._name}: {chosen}" if self._name else chosen)
