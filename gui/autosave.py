"""Keeps a recovery copy of what is not saved, beside the user's work."""

from __future__ import annotations

import logging
from functools import partial
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, QTimer

from casebuilder.errors import UserError
from gui.recovery import Slot
from gui.session import CaseSession
from gui.workers import Job, Workers

DELAY_MS: Final = 1_000
_log: Final = logging.getLogger(__name__)


class Autosave(QObject):
    """Writes a copy one second after an edit, and removes it once nothing is unsaved."""

    def __init__(self, session: CaseSession, workers: Workers, *, delay_ms: int = DELAY_MS) -> None:
        super().__init__(session)
        self._session = session
        self._workers = workers
        self._slot = Slot()
        self._order = count(1)  # of the snapshots that are written: an older one never replaces a newer one
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(self._write)
        for signal in (session.changed, session.replaced, session.saved):
            signal.connect(self._note)

    def keep_now(self) -> None:
        """Write the copy at once and wait for it, as before the program may end; raises UserError."""
        if self._session.is_modified:
            self._slot.write(self._session.case, self._session.path, order=next(self._order))

    def close(self) -> None:
        """Remove the copy: the user has saved or given up what it held. The workers must be at rest."""
        self._timer.stop()
        self._slot.close()

    def _note(self) -> None:
        if not self._session.is_modified:
            self._timer.stop()
            self._clear()
        elif not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        if self._job is not None:
            self._timer.start()
            return
        self._job = self._workers.run(
            partial(self._slot.write, self._session.case, self._session.path, order=next(self._order)),
            done=self._written,
            failed=self._not_written,
        )

    def _written(self, _nothing: object) -> None:
        self._job = None
        if not self._session.is_modified:
            self._clear()

    def _not_written(self, error: Exception) -> None:
        """No reason to stop the user: the next edit tries again, and the log says why."""
        self._job = None
        if isinstance(error, UserError):
            _log.warning("No recovery copy could be written: %s", error)

    def _clear(self) -> None:
        if self._job is None:
            self._slot.clear()
