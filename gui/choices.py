"""Menus of which one entry is chosen: theme, languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget


class ChoiceMenu(QMenu):
    """A menu whose entries exclude each other; a click calls `chosen` with the key of the entry."""

    def __init__(
        self, title: str, entries: Mapping[str, str], *, chosen: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self._group = QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for key, text in entries.items():
            action = self.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(partial(_choose, chosen, key))
            self._group.addAction(action)
            self._actions[key] = action

    def mark(self, key: str) -> None:
        """Show which entry is in force."""
        self._actions[key].setChecked(True)


def _choose(chosen: Callable[[str], None], key: str, _checked: bool = False) -> None:
    chosen(key)
