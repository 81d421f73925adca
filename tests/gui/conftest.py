"""The whole window, opened as a user opens it and closed without a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from casebuilder import examples
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from gui import i18n, theme
from gui.forms.editor import flush
from gui.main_window import MainWindow
from gui.session import CaseSession
from gui.workers import Workers

WAIT = 60_000  # milliseconds at most; a machine with other work is slow, and no test asserts a time
NamesFile = Callable[[Path | None], None]


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
def english(qapp: QApplication) -> Iterator[None]:
    """English on the screen and the light theme, before and after."""
    i18n.set_language("en")
    theme.install(qapp)
    theme.set_mode("light")
    yield
    delete_what_is_given_up()  # or the style of the next test is put on the widgets of this one
    i18n.set_language("en")
    theme.set_mode("light")


@pytest.fixture
def empty_window(qtbot: QtBot, english: None) -> MainWindow:
    """The window as it comes up: the start page, no case."""
    window = MainWindow(CaseSession(Case()), Workers())
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    activate(qtbot, window)
    return window


@pytest.fixture
def window(qtbot: QtBot, empty_window: MainWindow) -> MainWindow:
    """The window with the sample, its figures worked out."""
    with qtbot.waitSignal(empty_window.session.replaced, timeout=WAIT):
        empty_window.documents.open_sample()
    qtbot.waitUntil(partial(figures_are_fresh, empty_window), timeout=WAIT)
    return empty_window


@pytest.fixture
def names_file(monkeypatch: pytest.MonkeyPatch) -> NamesFile:
    """Answers the file dialogs of the system from now on; None is Cancel."""

    def answer(path: Path | None) -> None:
        reply = ("" if path is None else str(path), "")
        for function in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, function, staticmethod(lambda *_args, **_kwargs: reply))

    return answer


def activate(qtbot: QtBot, window: QWidget) -> None:
    """Make this the window that keys go to; a screen without a window manager does not after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def delete_what_is_given_up() -> None:
    """Do what the event loop of the program does between two events, and that of a test does not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def figures_are_fresh(window: MainWindow) -> bool:
    """True once the figures on the screen are those of the case on the screen."""
    return window.derived.results is not None and not window.derived.stale


def let_go(window: MainWindow) -> None:
    """Give up what is not saved, so that the window closes without a question."""
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.close()
    if window.isVisible():
        flush(QApplication.focusWidget())
    window.session.undo_stack.setClean()
    window.workers.cancel_all()
    QThreadPool.globalInstance().waitForDone(WAIT)


def dialog_of(window: QWidget) -> QDialog:
    """The one dialog that is open over the window."""
    shown = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert len(shown) == 1, [dialog.windowTitle() for dialog in shown]
    return shown[0]


def has_dialog(window: QWidget) -> bool:
    """True while a dialog is open over the window."""
    return any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def button_of(dialog: QWidget, text: str) -> QAbstractButton:
    """The button with these words."""
    found = {button.text().replace("&", ""): button for button in dialog.findChildren(QAbstractButton)}
    assert text in found, sorted(found)
    return found[text]
