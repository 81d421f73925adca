"""What every editor of a field can do."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casebuilder.errors import UserError
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.spec import FieldSpec, Kind
from gui.forms.references import document_language
from gui.i18n import tr
from gui.session import CaseSession
from gui.text import PlainLabel

LONGEST_SCALE: Final = 24  # a scale that is named whole behind its field


class Editor(QWidget):
    """Shows the value of one field and tells what the user makes of it.

    It never changes the case. `edited` carries a new value (and the language, for one side of a pair); `refused`
    carries the error about a text that is no value: the text stays where it is. `show_value` shows what the case holds.
    """

    edited = Signal(object, object)
    refused = Signal(object)
    entered = Signal()  # one of its widgets has the focus now
    settled = Signal()  # what stands there is what the case holds again

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.session = session
        self._shown: Any = None
        self._wrong = False
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    @property
    def case(self) -> Case:
        """The snapshot on the screen."""
        return self.session.case

    @property
    def document_language(self) -> Language:
        """The language that the document is written in."""
        return document_language(self.case)

    def focus_widgets(self) -> list[QWidget]:
        """The widgets that take the focus, in the order of Tab; the first one stands for the field."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show what the case holds; a text that waits to be corrected stays while the case does not change."""
        if value != self._shown or not self.is_pending():
            self.reset(value)

    def reset(self, value: Any) -> None:
        """Show what the case holds, whatever stands there."""
        self._shown = value
        self._display(value)
        self.mark_wrong(False)

    def took(self, value: Any) -> None:
        """The case holds `value` now because of this editor; what the user typed stays as it is."""
        self._shown = value
        self.mark_wrong(False)

    def is_pending(self) -> bool:
        """True while the text is not what the case holds."""
        return False

    def finish(self) -> None:
        """Take over what was typed and not yet told."""

    def mark_wrong(self, wrong: bool) -> None:
        """Show that the text is refused, or no longer."""
        self._wrong = wrong
        for widget in self.focus_widgets():
            if bool(widget.property("wrong")) != wrong:
                widget.setProperty("wrong", wrong)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def describe(self, name: str, description: str) -> None:
        """Tell screen readers what is edited here."""
        for widget in self.focus_widgets():
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)

    def _display(self, value: Any) -> None:
        raise NotImplementedError

    def _adopt(self, *widgets: QWidget) -> None:
        """Watch the focus of the editor's widgets."""
        for widget in widgets:
            widget.installEventFilter(self)
        self.setFocusProxy(widgets[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if isinstance(event, QKeyEvent) and self.is_pending() and self._reverts(event):
            return True
        return super().eventFilter(watched, event)

    def _reverts(self, event: QKeyEvent) -> bool:
        """Escape, and Undo before anything was taken over, put back what the case holds."""
        if event.key() != Qt.Key.Key_Escape and not event.matches(QKeySequence.StandardKey.Undo):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.reset(self._shown)
            self.settled.emit()
        return True


class TypedEditor(Editor):
    """An editor whose text is taken over when it is finished: by Enter, or when the focus leaves."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self._changed = False

    def is_pending(self) -> bool:
        return self._changed or self._wrong

    def finish(self) -> None:
        if not self.is_pending():
            return
        try:
            value = self._read()
        except UserError as error:
            self.refused.emit(error)
            return
        self._changed = False
        self.edited.emit(value, None)

    def reset(self, value: Any) -> None:
        self._changed = False
        super().reset(value)

    def took(self, value: Any) -> None:
        self.reset(value)

    def _typed(self) -> None:
        self._changed = True

    def _read(self) -> Any:
        """The value of the text; raises UserError where it is none."""
        raise NotImplementedError


def unit_label(parent: QWidget) -> PlainLabel:
    """The place for the unit behind a field."""
    return PlainLabel(parent=parent, role="muted", wrap=False)


def unit_of(spec: FieldSpec, case: Case) -> str:
    """The unit of a field's values in the language of the screen; the currency for money."""
    if spec.kind is Kind.MONEY:
        return case.profile.currency
    if spec.kind is Kind.RATE:
        return "%"
    return tr(spec.unit)


def limits_text(spec: FieldSpec) -> str:
    """The limits of a short scale: "1 to 5"."""
    low, high = spec.minimum, spec.maximum
    if spec.kind is not Kind.INTEGER or low is None or high is None or high - low > LONGEST_SCALE:
        return ""
    return tr("{low} to {high}", low=int(low), high=int(high))


def flush(widget: QWidget | None) -> None:
    """Take over what was typed into the field that has the focus: before saving, exporting and closing."""
    while widget is not None:
        if isinstance(widget, Editor):
            widget.finish()
            return
        widget = widget.parentWidget()
