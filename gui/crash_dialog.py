"""What the user sees of a bug: the work is kept, and a report can be copied; nothing is sent anywhere."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import Final

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from casebuilder.errors import UserError
from casebuilder.i18n import N_
from gui.autosave import Autosave
from gui.i18n import text_of, tr
from gui.text import PlainLabel

_log: Final = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """The report of a bug: versions and where it happened; no text of the case."""
    head = f"Casebuilder, Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}"
    where = traceback.format_exception(type(error), error, error.__traceback__)
    return f"{head}\n\n{''.join(where)}"


class CrashDialog(QDialog):
    """One bug, its report, and what became of the work."""

    def __init__(self, text: str, kept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Something went wrong")))
        self.resize(640, 420)
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr(N_("Report")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(PlainLabel(tr(N_("Casebuilder made a mistake.")), role="title"))
        layout.addWidget(PlainLabel(kept))
        layout.addWidget(self.report)
        row = QHBoxLayout()
        row.addStretch()
        for label, handler in ((N_("Copy the report"), self._copy), (N_("Go on working"), self.close)):
            button = QPushButton(tr(label))
            button.clicked.connect(handler)
            row.addWidget(button)
        button.setDefault(True)
        layout.addLayout(row)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())


class CrashHook(QObject):
    """Catches what nobody caught, in any thread, and shows it in the UI thread; one dialog at a time."""

    _caught = Signal(object)

    def __init__(self, window: QWidget, autosave: Autosave) -> None:
        super().__init__(window)
        self._window = window
        self._autosave = autosave
        self._shown: CrashDialog | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_thread

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("Not caught", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _catch_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.catch(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _show(self, error: BaseException) -> None:
        if self._shown is not None:
            return
        self._shown = CrashDialog(report(error), self._keep(), self._window)
        self._shown.destroyed.connect(self._forget)
        self._shown.open()

    def _keep(self) -> str:
        try:
            self._autosave.keep_now()
        except UserError as error:
            return text_of(error)
        return tr(N_("Your work is still here, and a recovery copy was written. Save it under another name."))

    def _forget(self) -> None:
        self._shown = None
