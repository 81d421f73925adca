"""What the program is, and its keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casebuilder.i18n import N_
from gui import i18n
from gui.actions import ACTIONS, Actions
from gui.dialogs import asking
from gui.i18n import tr


def show_keys(parent: QWidget, actions: Actions) -> None:
    """List the actions that have keys."""
    keys = [(actions.words(spec.key)[i18n.language()], actions.keys_of(spec.key)) for spec in ACTIONS]
    asking.tell(parent, tr(N_("Keyboard shortcuts")), "\n".join(f"{key}\t{words}" for words, key in keys if key))


def show_about(parent: QWidget) -> None:
    """Say what the program is."""
    text = N_("Writes business cases that a board can decide on. It works offline; nothing leaves this computer.")
    asking.tell(parent, "Casebuilder", tr(text))
