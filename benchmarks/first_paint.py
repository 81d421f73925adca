"""Tell when the first window of a Qt program is painted, and end the program then."""

from __future__ import annotations

import os

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.measure import since_start


class FirstPaint(QObject):
    """Prints the milliseconds since the start of the process when a main window has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event; what it paints is done when the event loop comes round again."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, report)
        return False


def report() -> None:
    """Print the time and end at once: how a program ends is not measured."""
    print(since_start(), flush=True)
    os._exit(0)


def report_first_paint(application: QApplication) -> None:
    """Watch the application, which is about to run its event loop."""
    application.installEventFilter(FirstPaint(application))
