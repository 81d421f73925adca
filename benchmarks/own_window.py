"""Casebuilder itself, through its own main function, until its window is painted."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

import main
from benchmarks.first_paint import report_first_paint


def exec_and_report(*_: object) -> int:
    """Stand in for `QApplication.exec`: watch for the first paint, then run the event loop."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("there is no application")
    report_first_paint(application)
    return run_event_loop()


if __name__ == "__main__":
    run_event_loop = QApplication.exec
    QApplication.exec = exec_and_report  # type: ignore[method-assign]
    sys.exit(main.main(["--sample"]))
