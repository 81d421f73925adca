"""The tools at the top: what is done most often, the search, and the switches of language and theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from casebuilder.i18n import N_
from gui import icons
from gui.actions import Actions, without_mnemonic
from gui.i18n import tr

LEFT: Final = ("save", "undo", "redo")
RIGHT: Final = ("search", "preview", "export")
DOCUMENT: Final = "document"  # the icon of the switch that also says what is chosen
FIRST_CLASS: Final = "export"  # the one button in the colour of the accent


class ToolBar(QToolBar):
    """Filled anew for another language or theme."""

    def __init__(self) -> None:
        super().__init__()
        self.switches: dict[str, QToolButton] = {}

    def show_document_language(self, name: str) -> None:
        """Say in which language the document is written."""
        button = self.switches[DOCUMENT]
        button.setText(tr(N_("Document: {language}"), language=name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def fill(self, actions: Actions, menus: Iterable[tuple[str, QMenu]]) -> None:
        """Put the actions left and right, and the switches (icon, menu) between them."""
        self.clear()
        self.setWindowTitle(tr(N_("Tools")))
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addActions([actions[key] for key in LEFT])
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self.switches = {icon: _switch(icon, menu) for icon, menu in menus}
        for switch in self.switches.values():
            self.addWidget(switch)
        self.addActions([actions[key] for key in RIGHT])
        actions[FIRST_CLASS].setIcon(icons.icon("export", "on_accent"))
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                if action is actions[FIRST_CLASS]:
                    button.setProperty("role", "primary")


def _switch(icon: str, menu: QMenu) -> QToolButton:
    """A button with an icon that opens a menu; its name is the menu's."""
    button = QToolButton()
    name = without_mnemonic(menu.title())
    button.setIcon(icons.icon(icon))
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
