"""The frame of a new case: title, framework, language, currency."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from casebuilder.i18n import LANGUAGE_NAMES, N_, as_language
from casebuilder.model.new import new_case
from casebuilder.model.profile import FRAMEWORKS
from casebuilder.spec import BiText
from gui.i18n import language, tr
from gui.text import PlainLabel

CURRENCIES: Final = ("TWD", "EUR", "USD", "GBP", "JPY", "CNY", "HKD", "SGD", "AUD", "CHF")


class NewCaseDialog(QDialog):
    """Makes a case with the scales that every case needs; all of it can be changed later."""

    made = Signal(object)  # Case

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("New case")))
        self.setMinimumWidth(460)
        self.title = QLineEdit()
        self.title.setPlaceholderText(tr(N_("For example: Shorter waiting in the contact centre")))
        self.framework = combo({key: tr(name) for key, name in FRAMEWORKS.items()}, "general")
        self.language = combo({key: name for key, name in LANGUAGE_NAMES.items()}, language())  # noqa: C416 - wider keys
        self.currency = combo({code: code for code in CURRENCIES}, "TWD")
        self.currency.setEditable(True)
        line = self.currency.lineEdit()
        if line is not None:
            line.setMaxLength(3)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(tr(N_("Start a new case")), role="title"))
        layout.addWidget(PlainLabel(tr(N_("Everything here can be changed at any time.")), role="lead"))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for label, editor in (
            (N_("&Title"), self.title),
            (N_("&Framework"), self.framework),
            (N_("&Language of the document"), self.language),
            (N_("&Currency"), self.currency),
        ):
            form.addRow(tr(label), editor)
        layout.addLayout(form)
        buttons = QDialogButtonBox()
        start = buttons.addButton(tr(N_("Start")), QDialogButtonBox.ButtonRole.AcceptRole)
        start.setDefault(True)
        buttons.addButton(tr(N_("Go back")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def accept(self) -> None:
        chosen = as_language(self.language.currentData())
        currency = self.currency.currentText().strip() or CURRENCIES[0]
        case = new_case(self.framework.currentData(), chosen, currency)
        title = BiText().having(chosen, self.title.text().strip())
        super().accept()
        self.made.emit(case.having(profile=dataclasses.replace(case.profile, title=title)))


def combo(entries: dict[str, str], current: str) -> QComboBox:
    """A box of choices by key, with one chosen."""
    box = QComboBox()
    for key, text in entries.items():
        box.addItem(text, key)
    box.setCurrentIndex(box.findData(current))
    return box
