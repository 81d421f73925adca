"""Work off the UI thread: one pool, replies in the UI thread, cancelling, and no error that gets lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from casebuilder.errors import UserError

CLOSING_MILLISECONDS: Final = 10_000
FIRST: Final = 10  # a priority before charts and previews: figures, and files that the user waits for
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
Progress = Callable[..., None]


@contextmanager
def beside_others() -> Iterator[None]:
    """Let the pool have one thread more while this goes on, so that nobody waits for it. For a worker."""
    pool = QThreadPool.globalInstance()
    pool.releaseThread()
    try:
        yield
    finally:
        pool.reserveThread()


class Job(QRunnable):
    """One call in the pool; after `cancel` its reply is dropped."""

    def __init__(self, call: Callable[..., Any], deliver: Callable[[Job], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # the pool must not delete what Python still holds
        self._call = call
        self._deliver = deliver
        self._cancelled = threading.Event()
        self.result: Any = None
        self.error: Exception | None = None
        self.done: Done | None = None
        self.failed: Failed | None = None
        self.progress: Progress | None = None

    def cancel(self) -> None:
        """Ask the work to stop and drop its reply."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """True after `cancel`; long work asks this between its pieces."""
        return self._cancelled.is_set()

    def run(self) -> None:
        try:
            if not self.is_cancelled():
                self.result = self._call()
        except Exception as error:  # noqa: BLE001 - it is handed to the UI thread, where it is shown or raised
            self.error = error
        self._deliver(self)


class Workers(QObject):
    """Runs functions in the thread pool; `done`, `failed` and `progress` are called in the UI thread."""

    _finished = Signal(object)
    _reported = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: set[Job] = set()
        self._is_closed = False
        self._finished.connect(self._reply)
        self._reported.connect(self._report)

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        progress: Progress | None = None,
        priority: int = 0,
    ) -> Job:
        """Call `function(*args)` in the pool and give its value to `done`, its exception to `failed`.

        With `progress` the function is also given `progress=` (a call there reaches `progress` in the UI thread) and
        `cancelled=` (a function that says whether to stop). What is no UserError is a bug and also reaches the
        exception hook.
        """

        def call() -> Any:
            if progress is None:
                return function(*args)
            return function(*args, progress=report, cancelled=job.is_cancelled)

        def report(*values: object) -> None:
            self._reported.emit(job, values)

        job = Job(call, self._finished.emit)
        job.done, job.failed, job.progress = done, failed, progress
        if self._is_closed:
            job.cancel()
            return job
        self._jobs.add(job)
        QThreadPool.globalInstance().start(job, priority)
        return job

    @property
    def busy(self) -> bool:
        """True while the reply of a job is awaited."""
        return any(not job.is_cancelled() for job in self._jobs)

    def cancel_all(self) -> None:
        """Ask every job to stop; their replies are dropped."""
        for job in self._jobs:
            job.cancel()

    def wait_all(self, milliseconds: int = CLOSING_MILLISECONDS) -> bool:
        """Wait until the pool is empty; False where it is not in time. Replies come with the next events."""
        return QThreadPool.globalInstance().waitForDone(milliseconds)

    def close(self) -> None:
        """Give up every job, wait for those that run, and begin no other: the window is going."""
        self._is_closed = True
        self.cancel_all()
        self.wait_all()

    def _report(self, job: Job, values: tuple[object, ...]) -> None:
        if job.progress is not None and not job.is_cancelled():
            job.progress(*values)

    def _reply(self, job: Job) -> None:
        self._jobs.discard(job)
        if job.is_cancelled():
            return
        if job.error is None:
            if job.done is not None:
                job.done(job.result)
            return
        if job.failed is not None:
            job.failed(job.error)
        if job.failed is None or not isinstance(job.error, UserError):
            sys.excepthook(type(job.error), job.error, job.error.__traceback__)
