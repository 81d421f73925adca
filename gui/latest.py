"""One job at a time for one widget: the newest request wins, and no reply reaches a widget that is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from casebuilder.errors import UserError
from gui.workers import Done, Job, Workers


class Latest(QObject):
    """Runs `work` for the newest arguments; what is asked meanwhile waits, and an older wait is forgotten.

    It lives as long as its parent: when that goes, a running job is cancelled and its reply dropped.
    """

    refused = Signal(object)  # a UserError: the work cannot be done, and says why

    def __init__(self, parent: QObject, workers: Workers, work: Callable[..., Any], done: Done) -> None:
        super().__init__(parent)
        self._workers = workers
        self._work = work
        self._done = done
        self._running = _Running()
        self._waiting: tuple[Any, ...] | None = None
        self.destroyed.connect(self._running.cancel)

    @property
    def busy(self) -> bool:
        """True while a reply is awaited."""
        return self._running.job is not None

    def ask(self, *arguments: Any) -> None:
        """Do the work for these arguments, after the job that runs now."""
        if self.busy:
            self._waiting = arguments
        else:
            self._running.job = self._workers.run(self._work, *arguments, done=self._take, failed=self._drop)

    def forget(self) -> None:
        """Drop what is asked for and what waits; no reply comes."""
        self._running.cancel()
        self._running.job, self._waiting = None, None

    def _take(self, value: Any) -> None:
        self._running.job = None
        self._done(value)
        self._go_on()

    def _drop(self, error: Exception) -> None:
        """The worker reports what is a bug; what waits gets its turn."""
        self._running.job = None
        if isinstance(error, UserError):
            self.refused.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(*waiting)


class _Running:
    """The job of a `Latest`, kept outside of Qt so that it can be cancelled when the widget is gone."""

    def __init__(self) -> None:
        self.job: Job | None = None

    def cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()
