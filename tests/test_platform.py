"""Faults of the platform that the pinned versions must be free of."""

from __future__ import annotations

import sys

from pytestqt.qtbot import QtBot


def test_qt_calls_keep_the_references_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 drops one reference to None with every such call on Python 3.11, and aborts in the end."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100


def test_signals_keep_the_references_of_true(qtbot: QtBot) -> None:
    """The same fault drops one reference to True with every signal."""
    from PySide6.QtCore import QObject, Signal

    class Sender(QObject):
        sent = Signal(int)

    sender = Sender()
    before = sys.getrefcount(True)
    for number in range(300):
        sender.sent.emit(number)
    assert abs(sys.getrefcount(True) - before) < 100
