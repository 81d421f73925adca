"""The application: the one place where the objects of the window are joined."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from casebuilder.i18n import N_
from casebuilder.model.case import Case
from gui import i18n, recovery, settings, theme
from gui.crash_dialog import CrashHook
from gui.dialogs import asking
from gui.dialogs.asking import LOSES, NO, YES, Answer
from gui.i18n import date_text, tr
from gui.main_window import MainWindow
from gui.recovery import Copy
from gui.session import CaseSession
from gui.workers import Workers

SAMPLE = "--sample"


class Application:
    """The program with its one window."""

    def __init__(self, words: Sequence[str]) -> None:
        QCoreApplication.setOrganizationName("Casebuilder")
        QCoreApplication.setApplicationName("Casebuilder")
        existing = QApplication.instance()
        self.qt = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0]])
        self._translator = QTranslator(self.qt)  # of Qt's own buttons and dialogs
        i18n.set_language(settings.screen_language())
        theme.install(self.qt)
        self._translate()
        i18n.signals().language_changed.connect(self._translate)
        self.window = MainWindow(CaseSession(Case()), Workers())
        self.hook = CrashHook(self.window, self.window.autosave)
        self.window.documents.recovered.connect(self._recovered)
        self._words = words

    def start(self) -> None:
        """Show the window; what takes time comes after it is painted."""
        self.window.show()
        QTimer.singleShot(0, self._open)

    def _translate(self) -> None:
        self.qt.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if i18n.language() != "en" and self._translator.load(f"qtbase_{i18n.language()}", folder):
            self.qt.installTranslator(self._translator)

    def _open(self) -> None:
        if SAMPLE in self._words:
            self.window.documents.open_sample()
        elif self._words:
            self.window.documents.open(Path(self._words[0]))
        else:
            self._offer_recovery(recovery.copies())

    def _offer_recovery(self, copies: Sequence[Copy]) -> None:
        """Ask about the newest copy; after a discarded one about the next."""
        if not copies:
            return
        copy = copies[0]
        name = copy.title or (copy.original.name if copy.original else tr(N_("Untitled case")))
        asking.question(
            self.window,
            tr(N_("“{name}” was not saved when Casebuilder ended."), name=name),
            tr(N_("A copy of {date} is here."), date=date_text(copy.written.astimezone().date())),
            [
                Answer(N_("Recover it"), YES, partial(self.window.documents.recover, copy)),
                Answer(N_("Discard it"), LOSES, partial(self._discard, copies)),
                Answer(N_("Decide later"), NO),
            ],
        )

    def _discard(self, copies: Sequence[Copy]) -> None:
        copies[0].remove()
        self._offer_recovery(copies[1:])

    def _recovered(self, copy: Copy) -> None:
        """The copy of this window takes the place of the one that was left behind."""
        self.window.autosave.keep_now()
        copy.remove()


def run(argv: Sequence[str]) -> int:
    """Open the window on the file named, on the sample, or on the start page; the exit code."""
    application = Application(argv)
    application.hook.install()
    application.start()
    return application.qt.exec()
