"""The simulation of a large case on one core, against the cost of its random numbers alone and against other libraries.

100 cost lines and 40 benefits (half PERT, the rest triangular, uniform, lognormal), 60 risks that occur or not, 20
years. The libraries are for measuring only. Those that are missing are named; an environment that has them:

    python3 -m venv peers && peers/bin/pip install -r requirements.txt mcerp monaco
    peers/bin/python -m benchmarks.monte_carlo

The engine, plain Python and SciPy make payback and peak funding too, mcerp and monaco the NPV alone. Slow ones run
fewer iterations; every figure is for 100,000.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measure import medians, milliseconds_of, rounds_wanted

if TYPE_CHECKING:
    from risk.model import Model
    from risk.protocols import Distribution

ITERATIONS: Final = 100_000
YEARS: Final = 20
FACTORS: Final = [1.035**-year for year in range(YEARS + 1)]
KINDS: Final = (*("pert",) * 5, *("triangular",) * 3, "uniform", "lognormal")
SPREAD: Final = 0.25  # of the logarithm of a lognormal factor
MOST_MEGABYTES: Final = 300


@dataclass(frozen=True)
class Line:
    """An uncertain amount around `likely`, which happens with `chance`, times flows by year (costs below nought)."""

    key: str
    kind: str
    low: float
    likely: float
    high: float
    flows: tuple[float, ...]
    chance: float = 1.0

    @property
    def worth(self) -> float:
        """The present value of an amount of 1."""
        return sum(flow * factor for flow, factor in zip(self.flows, FACTORS, strict=True))

    @property
    def shapes(self) -> tuple[float, float]:
        """The shape parameters of the PERT distribution."""
        width = self.high - self.low
        return 1 + 4 * (self.likely - self.low) / width, 1 + 4 * (self.high - self.likely) / width


def lines() -> list[Line]:
    """The case: the same in every process."""
    draws = random.Random(7)  # noqa: S311  # figures for a benchmark
    found = []
    for place in range(140):
        yearly = -1000.0 if place < 100 else 6000.0
        first = -20_000.0 if place < 100 else 0.0
        flows = (first, *(yearly * draws.uniform(0.5, 1.5) for _ in range(YEARS)))
        found.append(Line(f"line{place}", KINDS[place % 10], 0.8, 1.0, draws.uniform(1.2, 1.9), flows))
    for place in range(60):
        flows = tuple(-20_000.0 if year == 1 + place % YEARS else 0.0 for year in range(YEARS + 1))
        found.append(Line(f"risk{place}", KINDS[place % 10], 0.5, 1.0, 3.0, flows, draws.uniform(0.05, 0.6)))
    return found


# -- the engine --------------------------------------------------------------------------------------------------------


def model() -> Model:
    """The case as the engine takes it."""
    from risk.distributions import Event
    from risk.model import Driver, Model, Term

    case = lines()
    shapes = [_distribution(line) for line in case]
    drivers = [
        Driver(line.key, shape if line.chance == 1 else Event(line.chance, shape))
        for line, shape in zip(case, shapes, strict=True)
    ]
    return Model([Term((line.key,), line.flows, "benefit") for line in case], drivers, FACTORS)


def _distribution(line: Line) -> Distribution:
    from risk.distributions import Lognormal, Pert, Triangular, Uniform

    if line.kind == "lognormal":
        return Lognormal(0.0, SPREAD)
    if line.kind == "uniform":
        return Uniform(line.low, line.high)
    return (Pert if line.kind == "pert" else Triangular)(line.low, line.likely, line.high)


def engine(sampler: Any = "sobol", iterations: int = ITERATIONS) -> float:
    """Seconds for a simulation, in a process that has imported what it needs."""
    from risk.simulation import simulate

    importlib.import_module("scipy.special")  # which the engine would import now
    case = model()
    start = time.perf_counter()
    simulate(case, iterations=iterations, seed=1, sampler=sampler)
    return time.perf_counter() - start


def engine_again(sampler: Any = "sobol") -> float:
    """Seconds for a simulation after a first one, as with every change in the window."""
    engine(sampler)
    return engine(sampler)


def floor(numbers: int) -> float:
    """Seconds for drawing so many uniform numbers an iteration with NumPy's quickest generator, in blocks."""
    import numpy as np

    generator, block = np.random.Generator(np.random.SFC64(1)), 8192
    out = np.empty(numbers * block)
    generator.random(out=out)
    start = time.perf_counter()
    for _ in range(ITERATIONS // block):
        generator.random(out=out)
    generator.random(out=out[: numbers * (ITERATIONS % block)])
    return time.perf_counter() - start


# -- the others --------------------------------------------------------------------------------------------------------


def plain_python(iterations: int = 1000) -> float:
    """Loops over iterations, lines and years with the standard library."""
    case, draws = lines(), random.Random(1)  # noqa: S311  # as whoever writes such loops does
    start = time.perf_counter()
    for _ in range(iterations):
        flows = [0.0] * (YEARS + 1)
        for line in case:
            if line.chance == 1 or draws.random() < line.chance:
                amount = _plain_amount(line, draws)
                for year, flow in enumerate(line.flows):
                    flows[year] += amount * flow
        _plain_measures(flows)
    return time.perf_counter() - start


def _plain_amount(line: Line, draws: random.Random) -> float:
    if line.kind == "lognormal":
        return draws.lognormvariate(0.0, SPREAD)
    if line.kind == "uniform":
        return draws.uniform(line.low, line.high)
    if line.kind == "triangular":
        return draws.triangular(line.low, line.high, line.likely)
    return line.low + (line.high - line.low) * draws.betavariate(*line.shapes)


def _plain_measures(flows: list[float]) -> tuple[float, float, float]:
    value, total, lowest, payback = 0.0, 0.0, 0.0, math.inf
    for year, flow in enumerate(flows):
        value += flow * FACTORS[year]
        if total < 0 <= total + flow:
            payback = year - 1 - total / flow
        total += flow
        lowest = min(lowest, total)
    return value, payback, -lowest


def scipy_lhs(iterations: int = 5000) -> float:
    """SciPy's Latin hypercube and quantile functions, matrix products for the flows."""
    import numpy as np
    from scipy.stats import qmc

    from risk.paths import payback_periods, peak_funding

    case = lines()
    shapes = [_frozen(line) for line in case]
    start = time.perf_counter()
    uniform = iter(qmc.LatinHypercube(len(case) + 60, rng=1).random(iterations).T)
    amounts = np.array([shape.ppf(next(uniform)) for shape in shapes])
    for place, line in enumerate(case):
        if line.chance < 1:
            amounts[place] *= next(uniform) < line.chance
    flows = np.array([line.flows for line in case]).T @ amounts
    sums = np.cumsum(flows, axis=0)
    np.quantile(np.array(FACTORS) @ flows, [0.1, 0.5, 0.8]), payback_periods(sums), peak_funding(sums)
    return time.perf_counter() - start


def _frozen(line: Line) -> Any:
    from scipy import stats

    width = line.high - line.low
    if line.kind == "lognormal":
        return stats.lognorm(SPREAD)
    if line.kind == "uniform":
        return stats.uniform(line.low, width)
    if line.kind == "triangular":
        return stats.triang((line.likely - line.low) / width, line.low, width)
    return stats.beta(*line.shapes, loc=line.low, scale=width)


def mcerp(iterations: int = 10_000) -> float:
    """The library mcerp, a sum of its uncertain numbers; it always takes 10,000 iterations."""
    peer: Any = importlib.import_module("mcerp")
    makers: dict[str, Callable[[Line], Any]] = {
        "lognormal": lambda _: peer.LogN(1.0, SPREAD),  # its first argument is the median
        "uniform": lambda line: peer.U(line.low, line.high),
        "triangular": lambda line: peer.Tri(line.low, line.likely, line.high),
        "pert": lambda line: peer.PERT(line.low, line.likely, line.high),
    }
    start = time.perf_counter()
    value: Any = 0.0
    for line in lines():
        amount = makers[line.kind](line)
        value += line.worth * (amount if line.chance == 1 else peer.Bern(line.chance) * amount)
    value.percentile(0.8)
    return time.perf_counter() - start


def monaco(iterations: int = 1000) -> float:
    """The library monaco, a function call for each iteration."""
    from scipy.stats import uniform

    peer: Any = importlib.import_module("monaco")
    case = lines()

    def npv(amounts: list[float], chances: list[float]) -> tuple[float]:
        certain = sum(line.worth * amount for line, amount in zip(case[:140], amounts, strict=False))
        events = zip(case[140:], amounts[140:], chances, strict=True)
        return (certain + sum(line.worth * amount * (chance < line.chance) for line, amount, chance in events),)

    def before(one: Any) -> tuple[list[float], list[float]]:
        values = [value.val for value in one.invals.values()]
        return values[: len(case)], values[len(case) :]

    parts = {"preprocess": before, "run": npv, "postprocess": lambda one, value: one.addOutVal("npv", value)}
    start = time.perf_counter()
    work = peer.Sim("case", iterations, parts, seed=1, verbose=False, samplemethod="random")
    for line in case:
        shape = _frozen(line)
        work.addInVar(line.key, shape.dist, {**dict(zip(_names(shape), shape.args, strict=True)), **shape.kwds})
    for line in case[140:]:
        work.addInVar(f"{line.key} occurs", uniform, {})
    work.runSim()
    return time.perf_counter() - start


def _names(shape: Any) -> list[str]:
    names = [name.strip() for name in (shape.dist.shapes or "").split(",") if name.strip()]
    return [*names, "loc", "scale"][: len(shape.args)]


# -- measuring ---------------------------------------------------------------------------------------------------------

WAYS: Final[dict[str, tuple[Callable[..., float], int]]] = {
    "plain Python": (plain_python, 1000),
    "SciPy, Latin hypercube and ppf": (scipy_lhs, 5000),
    "mcerp, NPV alone": (mcerp, 10_000),
    "monaco, NPV alone": (monaco, 1000),
}
NEEDED: Final = {"mcerp, NPV alone": "mcerp", "monaco, NPV alone": "monaco"}
OWN: Final[dict[str, Callable[[], float]]] = {
    "200 uniform numbers an iteration, SFC64": lambda: floor(200),
    "260 uniform numbers an iteration, SFC64": lambda: floor(260),
    "engine, the first time": engine,
    "engine, Sobol points": engine_again,
    "engine, plain draws": lambda: engine_again("random"),
    "engine, Latin hypercube": lambda: engine_again("lhs"),
}


def child(name: str) -> float:
    """Milliseconds for 100,000 iterations in this process."""
    if name in OWN:
        return 1000 * OWN[name]()
    work, iterations = WAYS[name]
    return 1000 * work(iterations) * ITERATIONS / iterations


def megabytes() -> float:
    """The most memory that this process had, after a million iterations."""
    engine(iterations=1_000_000)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure in separate processes on one core."""
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    missing = [name for name, module in NEEDED.items() if importlib.util.find_spec(module) is None]
    names = [name for name in (*OWN, *WAYS) if name not in missing]
    found = medians({name: ["-m", "benchmarks.monte_carlo", name] for name in names}, rounds_wanted())
    for name in missing:
        print(f"{name:48} is not installed")
    own, uniform = found["engine, Sobol points"], "uniform numbers an iteration, SFC64"
    for numbers in (200, 260):
        print(f"times the cost of {numbers} uniform numbers alone: {own / found[f'{numbers} {uniform}']:.1f} (aim: 6)")
    for name in set(names) & set(WAYS):
        print(f"{name:48} takes {found[name] / own:.0f} times as long as the engine")
    most = milliseconds_of(["-m", "benchmarks.monte_carlo", "megabytes"])  # it reads any number
    print(f"a million iterations take {most:.0f} MB of memory at most, of the whole process (aim: {MOST_MEGABYTES})")


if __name__ == "__main__":
    if sys.argv[1:] == ["megabytes"]:
        print(megabytes())
    elif sys.argv[1:] and sys.argv[1] in {*OWN, *WAYS}:
        print(child(sys.argv[1]))
    else:
        main()
