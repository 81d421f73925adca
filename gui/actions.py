"""Every action of the window, declared once: its words, keys, icon and menu."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from casebuilder.i18n import LANGUAGES, N_, Language, translate
from gui import icons
from gui.i18n import tr

Keys = QKeySequence.StandardKey
_MNEMONIC: Final = re.compile(r"\(&.\)|&")
SEPARATOR: Final = "-"
LONGEST: Final = 30  # letters of a name on the tool bar


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: its text (an English message id with a mnemonic), and its keys."""

    key: str
    text: str
    shortcut: str | QKeySequence.StandardKey = ""
    icon: str = ""
    checkable: bool = False
    short: str = ""  # on the tool bar, where it is not the text


MENUS: Final[dict[str, tuple[str, ...]]] = {
    N_("&File"): (
        "new",
        "open",
        "recent",
        "sample",
        SEPARATOR,
        "save",
        "save_as",
        SEPARATOR,
        "export",
        SEPARATOR,
        "quit",
    ),
    N_("&Edit"): ("undo", "redo", SEPARATOR, "search"),
    N_("&Go"): (
        "back",
        "previous_step",
        "next_step",
        SEPARATOR,
        "overview",
        "preview",
        SEPARATOR,
        "next_pane",
        "previous_pane",
    ),
    N_("&View"): (
        "rail",
        "guide",
        "full_screen",
        SEPARATOR,
        "theme",
        "screen_language",
        SEPARATOR,
        "document_language",
    ),
    N_("&Help"): ("keys", SEPARATOR, "about"),
}
ACTIONS: Final = (
    ActionSpec("new", N_("&New case…"), Keys.New, "new"),
    ActionSpec("open", N_("&Open…"), Keys.Open, "open"),
    ActionSpec("sample", N_("Open the sa&mple case"), icon="document"),
    ActionSpec("save", N_("&Save"), Keys.Save, "save"),
    ActionSpec("save_as", N_("Save &as…"), "Ctrl+Shift+S", "save-as"),
    ActionSpec("export", N_("&Export the document…"), "Ctrl+E", "export", short=N_("Export")),
    ActionSpec("quit", N_("&Quit"), "Ctrl+Q", "quit"),
    ActionSpec("undo", N_("&Undo"), Keys.Undo, "undo"),
    ActionSpec("redo", N_("&Redo"), "Ctrl+Y", "redo"),
    ActionSpec("search", N_("&Search or do…"), "Ctrl+K", "search"),
    ActionSpec("back", N_("&Back to where I was"), "Alt+Left", "back"),
    ActionSpec("previous_step", N_("&Previous step"), "Ctrl+PgUp", "up"),
    ActionSpec("next_step", N_("&Next step"), "Ctrl+PgDown", "down"),
    ActionSpec("overview", N_("&Overview"), "Ctrl+1", "overview"),
    ActionSpec("preview", N_("Pre&view of the document"), "Ctrl+Shift+P", "preview", short=N_("Preview")),
    ActionSpec("next_pane", N_("Ne&xt part of the window"), "F6"),
    ActionSpec("previous_pane", N_("P&receding part of the window"), "Shift+F6"),
    ActionSpec("rail", N_("&Steps on the left"), "F8", "panel-left", checkable=True),
    ActionSpec("guide", N_("&Guide on the right"), "F9", "panel-right", checkable=True),
    ActionSpec("full_screen", N_("&Full screen"), "F11", checkable=True),
    ActionSpec("keys", N_("&Keyboard shortcuts"), "F1", "keyboard"),
    ActionSpec("about", N_("&About Casebuilder"), icon="info"),
)


def without_mnemonic(text: str) -> str:
    """The words of an action as one reads them aloud."""
    return _MNEMONIC.sub("", text).rstrip("…")


class Actions(QObject):
    """The actions of one window; `handlers` gives the slot of each key."""

    def __init__(self, window: QWidget, handlers: Mapping[str, Callable[..., None]]) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(window, checkable=spec.checkable)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            (action.toggled if spec.checkable else action.triggered).connect(handlers[spec.key])
            window.addAction(action)
            self._actions[spec.key] = action
        self.refresh()

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def refresh(self) -> None:
        """Speak the language of the screen and take the colours of the theme."""
        for spec in ACTIONS:
            action = self._actions[spec.key]
            self._name(spec.key, tr(spec.text), tr(spec.short))
            if spec.icon:
                action.setIcon(icons.icon(spec.icon))

    def fill(self, bar: QMenuBar, menus: Mapping[str, QMenu]) -> None:
        """Build the menus anew; `menus` has the sub-menus by their key."""
        bar.clear()
        for title, keys in MENUS.items():
            menu = bar.addMenu(tr(title))
            for key in keys:
                if key == SEPARATOR:
                    menu.addSeparator()
                elif key in menus:
                    menu.addMenu(menus[key])
                else:
                    menu.addAction(self._actions[key])

    def name_steps(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; "" where there is nothing."""
        self._name("undo", tr(N_("&Undo {what}"), what=undo) if undo else tr(N_("&Undo")))
        self._name("redo", tr(N_("&Redo {what}"), what=redo) if redo else tr(N_("&Redo")))
        self._actions["undo"].setEnabled(bool(undo))
        self._actions["redo"].setEnabled(bool(redo))

    def _name(self, key: str, text: str, short: str = "") -> None:
        """Give an action its words; those on the tool bar are short, and have no letter to press."""
        words = short or without_mnemonic(text)
        self._actions[key].setText(text)
        self._actions[key].setIconText(words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…")
        self._actions[key].setToolTip(html.escape(f"{without_mnemonic(text)}  {self.keys_of(key)}".rstrip()))

    def words(self, key: str) -> dict[Language, str]:
        """The words of an action in every language, for the search."""
        text = next(spec.text for spec in ACTIONS if spec.key == key)
        return {language: without_mnemonic(translate(language, text)) for language in LANGUAGES}

    def keys_of(self, key: str) -> str:
        """The shortcut of an action as the system writes it; "" where it has none."""
        return self._actions[key].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
