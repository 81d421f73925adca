"""What follows from the snapshot: results, findings, readiness, worked out beside the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from casebuilder.model.case import Case
from gui.session import CaseSession
from gui.workers import FIRST, Job, Workers

if TYPE_CHECKING:
    from casebuilder.analysis import Results
    from casebuilder.checks import Finding, Readiness


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is worked out from one snapshot."""

    case: Case
    results: Results
    findings: tuple[Finding, ...]
    readiness: Readiness


def derive(case: Case) -> Figures:
    """Analyse and review a case."""
    from casebuilder import analysis, checks  # numbers load NumPy, which the first window does not wait for

    results = analysis.analyse(case)
    findings = checks.review(case, results)
    return Figures(case, results, findings, checks.readiness(case, findings))


class Derived(QObject):
    """The figures of the newest snapshot that is worked out; a reply for an older snapshot is dropped."""

    updated = Signal()
    stale_changed = Signal(bool)

    def __init__(self, session: CaseSession, workers: Workers) -> None:
        super().__init__(session)
        self._session = session
        self._workers = workers
        self._figures: Figures | None = None
        self._stale = True
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)  # several edits of one event are one calculation
        self._timer.timeout.connect(self._start)
        session.changed.connect(self.refresh)
        session.replaced.connect(self._forget)

    @property
    def case(self) -> Case | None:
        """The snapshot that the figures are of, None before the first calculation."""
        return None if self._figures is None else self._figures.case

    @property
    def results(self) -> Results | None:
        """The results, None before the first calculation."""
        return None if self._figures is None else self._figures.results

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the review."""
        return () if self._figures is None else self._figures.findings

    @property
    def readiness(self) -> Readiness | None:
        """How complete the case is, None before the first calculation."""
        return None if self._figures is None else self._figures.readiness

    @property
    def stale(self) -> bool:
        """True while the figures are older than the case."""
        return self._stale

    def refresh(self) -> None:
        """Work the figures out for the snapshot on the screen."""
        self._set_stale(True)
        if self._job is None:
            self._timer.start()

    def _forget(self) -> None:
        self._figures = None
        self.updated.emit()
        self.refresh()

    def _start(self) -> None:
        self._job = self._workers.run(derive, self._session.case, done=self._take, failed=self._give_up, priority=FIRST)

    def _take(self, figures: Figures) -> None:
        self._job = None
        if figures.case is not self._session.case:
            self._timer.start()
            return
        self._figures = figures
        self._set_stale(False)
        self.updated.emit()

    def _give_up(self, error: Exception) -> None:
        """The worker has reported the bug; the next edit tries again."""
        self._job = None

    def _set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.stale_changed.emit(stale)
