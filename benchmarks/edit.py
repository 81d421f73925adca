"""From an edit of the sample to fresh figures, painted in the bar at the foot; charts and pictures follow after it."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from benchmarks.measure import medians, rounds_wanted

EDITS = 15
UNMEASURED = 3
LONGEST_WAIT = 20_000  # milliseconds


def child() -> float:
    """The median over some edits of the value of a benefit, in a window that shows the overview."""
    from gui.app import Application

    application = Application(["--sample"])
    application.start()
    window = application.window
    wait_for(window.derived.updated.connect, lambda: bool(window.session.case.benefits) and not window.derived.stale)
    line = window.session.case.benefits[0].id
    taken = [milliseconds_of_edit(window, line, Decimal(100_000 + number)) for number in range(EDITS)]
    return statistics.median(taken[UNMEASURED:])


def milliseconds_of_edit(window: object, identifier: str, amount: Decimal) -> float:
    """One edit through the session, until its figures are painted."""
    from casebuilder.model import edits, paths
    from gui.main_window import MainWindow

    if not isinstance(window, MainWindow):
        raise TypeError("the window is not the program's")
    path = paths.Path.parse(f"benefits[{identifier}].annual_full_value")
    start = time.perf_counter()
    window.session.apply(edits.set_value(window.session.case, path, amount))
    wait_for(window.derived.updated.connect, lambda: not window.derived.stale)
    window.frame.foot.repaint()
    return 1000 * (time.perf_counter() - start)


def wait_for(connect: Callable[[Callable[[], object]], object], holds: Callable[[], bool]) -> None:
    """Run the event loop until `holds` is true after a signal."""
    from PySide6.QtCore import QEventLoop, QTimer

    if holds():
        return
    loop = QEventLoop()
    connect(lambda: loop.quit() if holds() else None)
    QTimer.singleShot(LONGEST_WAIT, loop.quit)
    loop.exec()
    if not holds():
        raise SystemExit("the figures did not come")


def main() -> None:
    """Measure in separate processes (aim: under 50 ms)."""
    medians({"an edit of the sample to fresh figures": ["-m", "benchmarks.edit", "child"]}, rounds_wanted())


if __name__ == "__main__":
    if sys.argv[1:] == ["child"]:
        print(child(), flush=True)
        os._exit(0)  # how the window closes is not measured
    main()
