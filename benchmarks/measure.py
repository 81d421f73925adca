"""Medians of separate processes, taken in turns so that a busy machine slows all of them alike."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSED = "BENCHMARK_STARTED"  # when the process was started, in nanoseconds of the monotonic clock


def rounds_wanted() -> int:
    """The number of processes of each kind, from the command line (`--rounds`, 7 by default, 5 at least)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    return max(5, int(parser.parse_args().rounds))


def medians(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """The median of what each command prints as its last line (milliseconds), after one unmeasured run of each."""
    for command in commands.values():
        milliseconds_of(command)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(milliseconds_of(command))
    for name, values in taken.items():
        print(f"{name:48} median {statistics.median(values):8.1f} ms  ({min(values):.1f} .. {max(values):.1f})")
    return {name: statistics.median(values) for name, values in taken.items()}


def milliseconds_of(command: Sequence[str]) -> float:
    """What one process prints as its last line, a number of milliseconds."""
    with tempfile.TemporaryDirectory() as home:
        folders = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home)
        environment = {**os.environ, **folders, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users keep their compiled modules from the first run on
        environment[PASSED] = str(time.monotonic_ns())
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return float(done.stdout.split()[-1])


def since_start() -> float:
    """Milliseconds since the measuring program started this process."""
    return (time.monotonic_ns() - int(os.environ[PASSED])) / 1e6
