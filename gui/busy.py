"""The strip at the bottom that says what takes long, with a way to stop it; hidden while nothing does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStatusBar, QWidget

from casebuilder.i18n import N_
from gui.i18n import tr
from gui.text import PlainLabel
from gui.workers import Job

PATIENCE_MS: Final = 250  # what is over sooner needs no words
BAR_WIDTH: Final = 160


class BusyStrip(QStatusBar):
    """Shows one piece of work at a time."""

    def __init__(self, parent: QWidget | None = None, *, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=patience_ms)
        self._timer.timeout.connect(self.show)
        self.text = PlainLabel(wrap=False)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setFixedWidth(BAR_WIDTH)
        self.cancel = QPushButton()
        self.cancel.clicked.connect(self._cancel)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(12)
        for widget in (self.text, self.progress, self.cancel):
            row.addWidget(widget)
        row.addStretch()
        self.addWidget(inside, 1)
        self.hide()

    def begin(self, text: str, job: Job | None) -> None:
        """Say what is being done; with a job it can be cancelled."""
        self._job = job
        self.text.setText(text)
        self.progress.setAccessibleName(text)
        self.cancel.setText(tr(N_("Cancel")))
        self.cancel.setVisible(job is not None)
        self._timer.start()

    def end(self) -> None:
        """It is done."""
        self._job = None
        self._timer.stop()
        self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.end()
