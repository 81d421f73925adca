"""Export of the sample to Word with its charts: a whole process, what it imports, and a second export."""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from pathlib import Path

import main as program
from benchmarks.measure import medians, rounds_wanted, since_start

LIBRARIES = ("docx", "matplotlib.figure", "sqlalchemy")


def imports() -> float:
    """The start of Python and the import of the libraries, without which no export can be."""
    for name in LIBRARIES:
        importlib.import_module(name)
    return since_start()


def cold(project: Path) -> float:
    """The whole process: from its start to the finished file."""
    export(project)
    return since_start()


def again(project: Path) -> float:
    """A second export by the same process, as the window does it."""
    export(project)
    start = time.perf_counter()
    export(project)
    return 1000 * (time.perf_counter() - start)


def export(project: Path) -> None:
    """Export through the command line's own code."""
    if program.main(["export", str(project), str(project.with_suffix(".docx"))]):
        raise SystemExit("the export failed")


def main() -> None:
    """Measure and print (aim: the whole process under 1500 ms)."""
    with tempfile.TemporaryDirectory() as folder:
        project = str(Path(folder) / "sample.bcase")
        program.main(["sample", project])
        child = ["-m", "benchmarks.export_word"]
        medians(
            {
                "start Python and import the libraries": [*child, "imports"],
                "start Python and export the sample": [*child, "cold", project],
                "export it again": [*child, "again", project],
            },
            rounds_wanted(),
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["imports"]:
        print(imports())
    elif sys.argv[1:2] in (["cold"], ["again"]):
        print({"cold": cold, "again": again}[sys.argv[1]](Path(sys.argv[2])))
    else:
        main()
