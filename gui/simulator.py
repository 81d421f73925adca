"""The simulations of the case on the screen: worked out beside the window, by themselves while they are quick."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from casebuilder.model.case import Case
from gui.derived import Derived
from gui.latest import Latest
from gui.session import CaseSession
from gui.workers import Job, Workers, beside_others

if TYPE_CHECKING:
    from casebuilder.analysis import Results
    from casebuilder.analysis.simulation import Simulated
    from risk.exact import Curve

QUICK_SECONDS: Final = 1.0  # a simulation that takes longer runs when it is asked for, and not after every edit
SETTLE_MS: Final = 250  # of rest after an edit, so that typing is not followed by a run for every key
_LOADED_BY_THE_FIRST: Final = "scipy.special"  # which then says nothing of how long the next run takes


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One option of one snapshot, and what its simulation depends on; no key where there is nothing to simulate."""

    case: Case
    results: Results
    option: str
    key: tuple[Any, ...] | None = None
    is_certain: bool = False  # no amount of it can be another one
    curve: Curve | None = None  # of the NPV without sampling, where there is one
    curve_before: Curve | None = None  # the same before the responses
    fault: str = ""  # why its model cannot be made


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a run gave: the simulation, or why there is none."""

    subject: Subject
    simulated: Simulated | None
    fault: str = ""
    is_distrusted: bool = False  # the program's own check failed: the fault lies in the program
    seconds: float | None = None  # what it took; None where that says nothing of the next


@dataclass(frozen=True, slots=True)
class Certain:
    """The NPV that is reached with 80% and its error, and the probabilities of a loss and of the base estimate."""

    least: float
    error: Decimal
    loss: float
    reached: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How the simulation of an option stands to the case; the outcome may be older than the subject."""

    subject: Subject | None = None
    outcome: Outcome | None = None
    is_running: bool = False
    is_quick: bool = True  # it runs by itself

    @property
    def is_current(self) -> bool:
        """True where the outcome is that of the case as it was last looked at."""
        subject, outcome = self.subject, self.outcome
        return subject is not None and outcome is not None and outcome.subject.key == subject.key

    @property
    def simulated(self) -> Simulated | None:
        """The newest simulation."""
        return None if self.outcome is None else self.outcome.simulated

    @property
    def trusted(self) -> Simulated | None:
        """The newest simulation; None where it is older than the case and will stay so."""
        return self.simulated if self.is_current or self.is_quick else None

    @property
    def curve(self) -> Curve | None:
        """The exact curve of the case as it was last looked at, until a run gives the figures of the document."""
        return None if self.subject is None or (self.is_current and self.simulated) else self.subject.curve

    @property
    def can_run(self) -> bool:
        """True where a run would give other figures, or any."""
        return self.subject is not None and self.subject.key is not None and not (self.is_current or self.is_running)

    def certain(self) -> Certain | None:
        """What is certain of the NPV; None where it is not known, or old and will stay so."""
        from casebuilder.report.simulation import error_of, reached, reached_exactly

        subject, simulated, curve = self.subject, self.trusted, self.curve
        if subject is None or subject.key is None or subject.is_certain:
            return None
        base = subject.results.options[subject.option].appraisal.npv
        if curve is not None:
            return Certain(curve.quantile(0.2), Decimal(0), curve.probability_below(0.0), reached_exactly(curve, base))
        if simulated is None:
            return None
        npv = simulated.simulation.npv
        return Certain(npv.p20, error_of(npv, "p20"), npv.prob_negative, reached(simulated, base))


def look(case: Case, results: Results, options: tuple[str, ...]) -> tuple[tuple[Subject, Outcome | None], ...]:
    """What the simulations of some options depend on, and those that are known already. For a worker."""
    from casebuilder.analysis.simulation import known_run

    found = []
    for subject in (subject_of(case, results, option) for option in options):
        known = known_run(subject.key)
        found.append((subject, None if known is None else Outcome(subject, known)))
    return tuple(found)


def subject_of(case: Case, results: Results, option: str) -> Subject:
    """What the simulation of one option depends on. For a worker."""
    from casebuilder.analysis.simulation import exact_curve, fingerprint

    result = results.options[option]
    has_flows = any(map(any, (*result.cost_lines.values(), *result.benefit_lines.values())))
    try:
        key = fingerprint(case, results, option) if has_flows else None
    except ValueError as error:
        return Subject(case, results, option, fault=str(error))
    if key is None:
        return Subject(case, results, option)
    _, after, before = key
    return Subject(
        case,
        results,
        option,
        key,
        is_certain=not any(driver.distribution.sd for driver in after.uncertain),
        curve=exact_curve(after),
        curve_before=None if before == after else exact_curve(before),
    )


def run(subject: Subject, progress: Callable[..., None], cancelled: Callable[[], bool]) -> Outcome:
    """Simulate; `progress` and `cancelled` are those of `Workers.run`. For a worker."""
    from casebuilder.analysis.simulation import Cancelled, shared
    from risk.simulation import SelfCheckError

    def report(share: float) -> None:
        if cancelled():
            raise Cancelled
        progress(share)

    tells, started = _LOADED_BY_THE_FIRST in sys.modules, time.perf_counter()
    try:
        with beside_others():
            found = shared(subject.case, subject.results, subject.option, report)
    except (Cancelled, ValueError) as error:
        return Outcome(subject, None, str(error))
    except SelfCheckError as error:
        return Outcome(subject, None, str(error), is_distrusted=True)
    return Outcome(subject, found, seconds=time.perf_counter() - started if tells else None)


class Simulator(QObject):
    """Keeps the newest outcome of each option that somebody attends to, and runs one simulation at a time.

    The recommended option is always attended to. An edit during a run is allowed: its outcome is then older than the
    case, and another run follows where that is quick.
    """

    changed = Signal(str)  # the option whose standing is another one
    progressed = Signal(str, float)

    def __init__(self, session: CaseSession, derived: Derived, workers: Workers) -> None:
        super().__init__(session)
        self._derived = derived
        self._workers = workers
        self._looks = Latest(self, workers, look, self._take_subjects)
        self._attended: dict[str, str] = {}
        self._seconds: float | None = None
        self._job: Job | None = None
        self._running = ""
        self._subjects: dict[str, Subject] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._run_next)
        derived.updated.connect(self._look)
        session.replaced.connect(self._forget)

    def standing(self, option: str) -> Standing:
        """How the simulation of an option stands."""
        running = bool(option) and option == self._running
        return Standing(self._subjects.get(option), self._outcomes.get(option), running, self._is_quick)

    def attend(self, page: str, option: str) -> None:
        """Follow this option for a page, beside the recommended one; "" for none."""
        if option != self._attended.get(page, ""):
            self._attended[page] = option
            self._look()

    def start(self, option: str) -> None:
        """Simulate an option now; what runs for another one is given up."""
        if self.standing(option).can_run:
            self._stop()
            self._start(self._subjects[option])

    def cancel(self) -> None:
        """Give up what runs; it does not begin again by itself."""
        option = self._running
        self._stop()
        self._seconds = QUICK_SECONDS
        self.changed.emit(option)

    @property
    def _is_quick(self) -> bool:
        return self._seconds is None or self._seconds < QUICK_SECONDS

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._running = None, ""

    def _forget(self) -> None:
        self._stop()
        self._looks.forget()
        self._seconds = None
        self._subjects.clear()
        self._outcomes.clear()

    def _look(self) -> None:
        results = self._derived.results
        options = () if results is None else self._wanted(results)
        if options:
            self._looks.ask(self._derived.case, results, options)

    def _wanted(self, results: Results) -> tuple[str, ...]:
        """The attended options and the recommended one, without what the case no longer has."""
        wanted = dict.fromkeys((*self._attended.values(), results.preferred or ""))
        return tuple(option for option in wanted if option in results.options)

    def _take_subjects(self, found: tuple[tuple[Subject, Outcome | None], ...]) -> None:
        self._subjects = {
            subject.option: subject for subject, _ in found
        }  # of others nobody says any more how they stand
        for subject, known in found:
            if known is not None:
                self._outcomes[subject.option] = known
        for subject, _ in found:
            self.changed.emit(subject.option)
        self._settle.start()

    def _run_next(self) -> None:
        """Run the first of the wanted options whose outcome is not known."""
        results = self._derived.results
        if results is None or self._job is not None or not self._is_quick:
            return
        waiting = (option for option in self._wanted(results) if self.standing(option).can_run)
        option = next(waiting, "")
        if option:
            self._start(self._subjects[option])

    def _start(self, subject: Subject) -> None:
        self._running = subject.option
        self._job = self._workers.run(run, subject, done=self._take, failed=self._give_up, progress=self._report)
        self.changed.emit(subject.option)

    def _report(self, share: float) -> None:
        if self._running:
            self.progressed.emit(self._running, share)

    def _take(self, outcome: Outcome) -> None:
        option = outcome.subject.option
        self._job, self._running = None, ""
        self._seconds = outcome.seconds
        self._outcomes[option] = outcome
        self.changed.emit(option)
        self._settle.start()

    def _give_up(self, _error: Exception) -> None:
        """The worker has reported the bug; the next edit tries again."""
        option = self._running
        self._stop()
        self.changed.emit(option)
