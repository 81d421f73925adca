"""Fixtures of the tests of the window: a whole window over a case, with its files in a folder of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from casebuilder import examples
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from gui import i18n, theme
from gui.main_window import MainWindow
from gui.session import CaseSession
from gui.workers import Workers

Open = Callable[..., MainWindow]


@pytest.fixture(params=LANGUAGES)
def screen(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    """Each language of the screen."""
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


@pytest.fixture(scope="session")
def sample() -> Case:
    """The sample that is shipped."""
    return examples.sample()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    """Opens the main window, with a case (a new one where none is given) or on its start page."""
    windows: list[MainWindow] = []
    QCoreApplication.setOrganizationName("Casebuilder")
    QCoreApplication.setApplicationName("Casebuilder")

    def opened(case: Case | None = None, path: Path | None = None, *, start: bool = False) -> MainWindow:
        made = MainWindow(CaseSession(Case()), Workers())
        windows.append(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        if not start:
            made.session.replace(case or new_case(), path)
            qtbot.waitUntil(lambda: not made.derived.stale)
        return made

    yield opened
    for made in windows:
        for dialog in made.findChildren(QMessageBox):
            dialog.close()
        made.session.undo_stack.setClean()
        made.close()
        made.deleteLater()
    QApplication.processEvents()
    theme.set_mode("system")
    i18n.set_language("en")


def box_of(window: MainWindow) -> QMessageBox:
    """The message that is open over the window."""
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1, [box.text() for box in boxes]
    return boxes[0]


def button_of(box: QMessageBox, text: str) -> QAbstractButton:
    """The button with these words."""
    found = {button.text().replace("&", ""): button for button in box.buttons()}
    assert text in found, sorted(found)
    return found[text]
