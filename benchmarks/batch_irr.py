"""Internal rates of return: of 100,000 paths against pyxirr called for each, and of one project, certified.

pyxirr is in requirements-dev.txt.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from benchmarks.measure import medians, rounds_wanted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATHS: Final = 100_000
PERIODS: Final = 20
REPEATS: Final = 9


def paths() -> NDArray[np.float64]:
    """Outlays in the first two periods, then returns; periods x paths."""
    import numpy as np

    draws = np.random.default_rng(1)
    flows = draws.lognormal(3, 0.5, (PERIODS + 1, PATHS))
    flows[0], flows[1] = -draws.uniform(50, 900, PATHS), -draws.uniform(0, 300, PATHS)
    return flows


def batch() -> float:
    """Seconds for all paths at once."""
    from risk.paths import irr_batch

    flows = paths()
    irr_batch(flows)
    return seconds(lambda: irr_batch(flows))


def peer() -> float:
    """Seconds for pyxirr, a call for each path."""
    import pyxirr

    flows = paths().T.tolist()
    return seconds(lambda: [pyxirr.irr(path) for path in flows])


def certified() -> float:
    """Seconds for the certified rates of 24 periods, the median of several calls."""
    from casebuilder.finance.irr import irr

    flows = [-20_000.0, -5_000.0, *(1_500.0 + 17 * period for period in range(22)), -800.0]
    return statistics.median(seconds(lambda: irr(flows)) for _ in range(REPEATS))


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


WAYS: Final = {
    "all paths at once": batch,
    "pyxirr, path by path": peer,
    "one project of 24 periods, certified": certified,
}


def main() -> None:
    """Measure in separate processes on one core."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    found = medians({name: ["-m", "benchmarks.batch_irr", name] for name in WAYS}, rounds_wanted())
    ratio = found["pyxirr, path by path"] / found["all paths at once"]
    print(f"pyxirr takes {ratio:.1f} times as long (aim: 4); a certified rate aims at 5 ms")


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in WAYS:
        print(1000 * WAYS[sys.argv[1]]())
    else:
        main()
