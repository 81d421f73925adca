"""The exact curve of 200 independent terms, the distribution of a large case without sampling, and how exact it is."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final

from benchmarks.measure import medians, rounds_wanted
from benchmarks.monte_carlo import lines, model

if TYPE_CHECKING:
    from risk.protocols import Distribution

POINTS: Final = 4096


def weighted() -> list[Distribution]:
    """The terms of the net present value of the case that `monte_carlo` simulates."""
    from risk.distributions import Scaled

    worth = {line.key: line.worth for line in lines()}
    return [Scaled(driver.distribution, worth[driver.key]) for driver in model().drivers]


def child(points: int) -> float:
    """Milliseconds for the curve with no term on its lattice yet, in a process that has imported what it needs."""
    from risk.exact import s_curve

    terms = weighted()
    s_curve(terms, points=256)  # another lattice: nothing of it is kept for the one that is measured
    start = time.perf_counter()
    s_curve(terms, points=points)
    return 1000 * (time.perf_counter() - start)


def error() -> float:
    """How far P80 is from that of a lattice four times finer, in standard deviations."""
    from risk.exact import s_curve

    terms = weighted()
    coarse, fine = (s_curve(terms, points=points) for points in (POINTS, 4 * POINTS))
    return abs(coarse.quantile(0.8) - fine.quantile(0.8)) / fine.sd


def main() -> None:
    """Measure in separate processes on one core."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    command = ["-m", "benchmarks.exact_curve", "--child"]
    found = medians({f"{points} points": [*command, str(points)] for points in (POINTS, 4 * POINTS)}, rounds_wanted())
    print(f"{found[f'{POINTS} points']:.0f} ms (aim: under 40); P80 is off by {error():.1e} sd (aim: 1e-4)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(child(int(sys.argv[2])))
    else:
        main()
