"""Questions and messages: plain text, verbs on the buttons, never a nested event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from casebuilder.errors import UserError
from casebuilder.i18n import N_
from gui.i18n import text_of, tr

YES: Final = QMessageBox.ButtonRole.AcceptRole
NO: Final = QMessageBox.ButtonRole.RejectRole
LOSES: Final = QMessageBox.ButtonRole.DestructiveRole


@dataclass(frozen=True, slots=True)
class Answer:
    """One button: its verb (an English message id), its role, and what it does."""

    text: str
    role: QMessageBox.ButtonRole
    action: Callable[[], None] | None = None


GO_BACK: Final = Answer(N_("Go back"), NO)


def ask(parent: QWidget, text: str, details: str, answers: Sequence[Answer], *, icon: QMessageBox.Icon) -> QMessageBox:
    """Show a question; the action of the button that is pressed runs then. Texts are in the language of the screen."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(icon)
    box.setWindowTitle(tr("Casebuilder"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(details)
    for position, answer in enumerate(answers):
        button = box.addButton(tr(answer.text), answer.role)
        button.setAutoDefault(True)
        if position == 0:
            box.setDefaultButton(button)
        if answer.role is NO:
            box.setEscapeButton(button)
        if answer.action is not None:
            button.clicked.connect(partial(_act, box, answer.action))
    box.open()
    return box


def _act(box: QMessageBox, action: Callable[[], None], _checked: bool = False) -> None:
    box.close()
    action()


def tell(parent: QWidget, text: str, details: str = "") -> QMessageBox:
    """Show a message that only needs to be read."""
    return ask(parent, text, details, [Answer(N_("Close"), NO)], icon=QMessageBox.Icon.Information)


def explain(parent: QWidget, text: str, error: UserError, answers: Sequence[Answer] = ()) -> QMessageBox:
    """Say what could not be done (`text`) and why."""
    shown = answers or [Answer(N_("Close"), NO)]
    return ask(parent, text, text_of(error), shown, icon=QMessageBox.Icon.Warning)


def question(parent: QWidget, text: str, details: str, answers: Sequence[Answer]) -> QMessageBox:
    """Ask what to do."""
    return ask(parent, text, details, answers, icon=QMessageBox.Icon.Question)
