"""Editors that choose: yes or no, one of some words, one record."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QWidget

from casebuilder.model.case import Case
from casebuilder.spec import FieldSpec, part_of
from gui.forms.editor import Editor, TypedEditor
from gui.forms.references import candidates, document_language, find_id, label_for, label_of
from gui.forms.widgets import Combo, Line
from gui.i18n import tr
from gui.session import CaseSession

WIDEST: Final = 420


def choice_items(spec: FieldSpec) -> list[tuple[str, str]]:
    """Label and key of each choice; an empty one first where the field may be empty."""
    items = [(tr(choice.label), choice.key) for choice in spec.choices]
    return items if spec.default else [("–", ""), *items]


def reference_items(case: Case, spec: FieldSpec) -> list[tuple[str, str]]:
    """Label and id of each record that a reference may point to; an empty one first."""
    language = document_language(case)
    return [("", ""), *((label_of(record, language), record.id) for record in candidates(case, spec))]


def fill(combo: QComboBox, items: list[tuple[str, str]]) -> None:
    """Put the items into the list of a combo box."""
    combo.clear()
    for label, key in items:
        combo.addItem(label, key)


class BooleanEditor(Editor):
    """A tick."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.box = QCheckBox(tr("Yes"), self)
        self._box.addWidget(self.box)
        self._box.addStretch(1)
        self._adopt(self.box)
        self.box.clicked.connect(self._clicked)

    def focus_widgets(self) -> list[QWidget]:
        return [self.box]

    def _clicked(self, checked: bool) -> None:
        self.edited.emit(checked, None)

    def _display(self, value: Any) -> None:
        self.box.setChecked(value)


class ChoiceEditor(Editor):
    """One of some words."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.combo = Combo(self)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.combo.setMaximumWidth(WIDEST)
        fill(self.combo, choice_items(spec))
        self._box.addWidget(self.combo)
        self._box.addStretch(1)
        self._adopt(self.combo)
        self.combo.activated.connect(self._chosen)

    def focus_widgets(self) -> list[QWidget]:
        return [self.combo]

    def _chosen(self, index: int) -> None:
        self.edited.emit(self.combo.itemData(index), None)

    def _display(self, value: Any) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class SearchCombo(Combo):
    """A list of records in which one can type any part of a name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.line = Line(self)
        self.setLineEdit(self.line)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)


class RefEditor(TypedEditor):
    """One record, shown as "R01 Name", found by any part of it; the list is made when it is first needed."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.combo = SearchCombo(self)
        self.combo.setMaximumWidth(WIDEST)
        self._box.addWidget(self.combo, 1)
        self._box.addStretch(0)
        self._filled: Case | None = None
        self._adopt(self.combo, self.combo.line)
        self.combo.opened.connect(self._fill)
        self.combo.line.typed.connect(self._typed)
        self.combo.line.left.connect(self.finish)
        self.combo.activated.connect(self._chosen)

    def focus_widgets(self) -> list[QWidget]:
        return [self.combo]

    def describe(self, name: str, description: str) -> None:
        super().describe(name, description)
        self.combo.line.setAccessibleName(name)
        self.combo.line.setAccessibleDescription(description)

    def show_value(self, value: Any) -> None:
        if value != self._shown or not self.is_pending():
            self.reset(value)  # the name behind the same id may have changed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._fill()
        return super().eventFilter(watched, event)

    def _read(self) -> Any:
        return find_id(self.case, self.spec, self.combo.line.content())

    def _fill(self) -> None:
        """Offer the records that there are now; what stands in the line stays."""
        if self._filled is not self.case:
            self._filled = self.case
            text = self.combo.line.content()
            fill(self.combo, reference_items(self.case, self.spec))
            self.combo.setCurrentIndex(self.combo.findData(self._shown or ""))
            self.combo.line.setText(text)

    def _chosen(self, index: int) -> None:
        self._changed = False
        self.edited.emit(self.combo.itemData(index), None)

    def _display(self, value: Any) -> None:
        self.combo.line.show_content(label_for(self.case, self.spec, value) if value else "")
        self.combo.line.setPlaceholderText(self._advice())

    def _advice(self) -> str:
        """What to do where there is nothing to choose from."""
        if next(candidates(self.case, self.spec), None) is not None:
            return ""
        part = tr(part_of(Case, self.spec.targets[0]).label)
        return tr("Nothing to choose from yet: add a row under “{part}”", part=part)
