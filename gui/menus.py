"""The sub-menus of the window: recent files, theme, language of the screen and of the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from casebuilder.i18n import LANGUAGE_NAMES, N_
from gui import i18n, settings, theme
from gui.choices import ChoiceMenu
from gui.i18n import tr
from gui.text import shown_name

THEMES: Final = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


@dataclass(frozen=True, slots=True)
class Choosers:
    """What happens when something is chosen."""

    open_file: Callable[[Path], None]
    theme: Callable[[str], None]
    screen_language: Callable[[str], None]
    document_language: Callable[[str], None]


class Menus:
    """The sub-menus by the key under which `gui.actions.MENUS` names them."""

    def __init__(self, window: QWidget, choosers: Choosers) -> None:
        self._choosers = choosers
        names: dict[str, str] = {key: name for key, name in LANGUAGE_NAMES.items()}  # noqa: C416 - wider keys
        themes = {key: tr(text) for key, text in THEMES.items()}
        self.recent = QMenu(tr(N_("Open &recent")), window)
        self.recent.aboutToShow.connect(self.fill_recent)
        self.theme = ChoiceMenu(tr(N_("&Theme")), themes, chosen=choosers.theme, parent=window)
        self.screen = ChoiceMenu(
            tr(N_("&Language of the screen")), names, chosen=choosers.screen_language, parent=window
        )
        self.document = ChoiceMenu(
            tr(N_("Language of the &document")), names, chosen=choosers.document_language, parent=window
        )
        self.theme.mark(theme.mode())
        self.screen.mark(i18n.language())
        self.fill_recent()

    def by_key(self) -> dict[str, QMenu]:
        """For `Actions.fill`."""
        return {
            "recent": self.recent,
            "theme": self.theme,
            "screen_language": self.screen,
            "document_language": self.document,
        }

    def fill_recent(self) -> None:
        """List the recent files that are still there."""
        self.recent.clear()
        for path in settings.recent_files():
            action = self.recent.addAction(shown_name(path.name).replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._open, path))
        self.recent.setEnabled(bool(self.recent.actions()))

    def _open(self, path: Path, _checked: bool = False) -> None:
        self._choosers.open_file(path)
