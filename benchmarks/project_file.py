"""Opening and saving the sample project, each in a process that has done so before (as the window has)."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import medians, rounds_wanted
from casebuilder.examples import sample
from casebuilder.storage import project_file

REPEATS = 9


def milliseconds(work: Callable[[], object]) -> float:
    """The median of some calls, after one that is not measured."""
    work()
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def child(what: str) -> float:
    """Measure one of the two in this process."""
    case = sample()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.bcase"
        project_file.save(case, path)
        if what == "save":
            return milliseconds(lambda: project_file.save(case, path))
        return milliseconds(lambda: project_file.load(path))


def main() -> None:
    """Measure in separate processes (aim: under 50 ms each)."""
    commands = {f"{what} the sample": ["-m", "benchmarks.project_file", what] for what in ("open", "save")}
    medians(commands, rounds_wanted())


if __name__ == "__main__":
    if sys.argv[1:2] in (["open"], ["save"]):
        print(child(sys.argv[1]))
    else:
        main()
