"""The errors of the three samplers against theory and the exact curve, over 40 fixed seeds each.

Of plain draws the error of a percentile is known: sqrt(p (1 - p) / n) over the density. A root mean square over 40 runs
is within 0.68 to 1.35 of it (0.1% tails of chi squared), and a mean within 3.3 of its standard errors.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

import numpy as np
import pytest

from risk.distributions import Event, Lognormal, Normal, Pert, Triangular
from risk.exact import Curve, s_curve
from risk.protocols import Distribution
from risk.simulation import Driver, Model, Simulation, Term, simulate

RUNS: Final = 40
PERCENTS: Final = (50, 80, 90)
PROBLEMS: Final[dict[str, tuple[Distribution, ...]]] = {
    "normals": tuple(Normal(10 + step, 1 + 0.2 * step) for step in range(10)),
    "three points": (*(Triangular(8, 10, 12 + step) for step in range(6)), Pert(1, 2, 9), Pert(5, 9, 10)),
    "few and skew": (Lognormal(1, 0.5), Pert(0, 1, 12), Triangular(2, 2, 9)),
    "events": tuple(Event(0.1 + 0.08 * step, Lognormal(1, 0.4)) for step in range(8)),
}
CONTINUOUS: Final = ("normals", "three points", "few and skew")
CASES = [(problem, iterations) for problem in PROBLEMS for iterations in (1024, 8192)]


@cache
def exact(problem: str) -> Curve:
    return s_curve(PROBLEMS[problem], points=16_384)


@cache
def theory(problem: str, iterations: int) -> np.ndarray:
    """The standard errors of the percentiles of plain draws."""
    chances, curve = np.array(PERCENTS) / 100, exact(problem)
    density = 0.01 / (curve.quantile(chances + 0.005) - curve.quantile(chances - 0.005))
    return np.sqrt(chances * (1 - chances) / iterations) / density


def run(problem: str, sampler: str, iterations: int, seed: int) -> Simulation:
    drivers = [Driver(f"d{place}", amount) for place, amount in enumerate(PROBLEMS[problem])]
    terms = [Term((driver.key,), (1,), "cost") for driver in drivers]
    return simulate(Model(terms, drivers, (1,)), iterations=iterations, seed=seed, sampler=sampler)  # type: ignore[arg-type]


@cache
def runs(problem: str, sampler: str, iterations: int) -> tuple[Simulation, ...]:
    return tuple(run(problem, sampler, iterations, seed) for seed in range(RUNS))


def percentile_errors(problem: str, sampler: str, iterations: int) -> np.ndarray:
    """Errors of the percentiles in standard errors of plain draws, runs x percentiles."""
    wanted = exact(problem).quantile(np.array(PERCENTS) / 100)
    found = [[getattr(one.cost, f"p{p}") for p in PERCENTS] for one in runs(problem, sampler, iterations)]
    return (np.array(found) - wanted) / theory(problem, iterations)


def rms(errors: np.ndarray) -> np.ndarray:
    return np.sqrt((errors**2).mean(axis=0))


@pytest.mark.parametrize(("problem", "iterations"), CASES)
def test_plain_draws_have_the_error_of_theory(problem: str, iterations: int) -> None:
    sizes = rms(percentile_errors(problem, "random", iterations))
    assert (sizes > 0.68).all()
    assert (sizes < 1.35).all()


@pytest.mark.parametrize("sampler", ["lhs", "sobol"])
@pytest.mark.parametrize(("problem", "iterations"), CASES)
def test_the_other_samplers_are_no_worse(problem: str, iterations: int, sampler: str) -> None:
    assert (rms(percentile_errors(problem, sampler, iterations)) <= 1.0).all()


@pytest.mark.parametrize("sampler", ["random", "lhs", "sobol"])
@pytest.mark.parametrize(("problem", "iterations"), CASES)
def test_percentiles_have_no_bias(problem: str, iterations: int, sampler: str) -> None:
    errors = percentile_errors(problem, sampler, iterations)
    assert (np.abs(errors.mean(axis=0)) <= 3.3 * rms(errors) / math.sqrt(RUNS)).all()


@pytest.mark.parametrize("sampler", ["lhs", "sobol"])
@pytest.mark.parametrize("problem", CONTINUOUS)
@pytest.mark.parametrize("iterations", [1024, 8192])
def test_the_mean_is_far_better_than_that_of_plain_draws(problem: str, iterations: int, sampler: str) -> None:
    curve = exact(problem)
    errors = np.array([one.cost.mean - curve.mean for one in runs(problem, sampler, iterations)])
    assert rms(errors) <= 0.3 * curve.sd / math.sqrt(iterations)


@pytest.mark.parametrize("sampler", ["random", "lhs", "sobol"])
@pytest.mark.parametrize(("problem", "iterations"), CASES)
def test_the_mean_is_within_its_standard_errors(problem: str, iterations: int, sampler: str) -> None:
    scores = [one.mean_error_se or 0.0 for one in runs(problem, sampler, iterations)]
    assert max(scores) < 4.0
    assert np.mean(scores) < 1.2  # 0.8 of a normal score


@pytest.mark.parametrize("sampler", ["random", "lhs", "sobol"])
@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("iterations", [1024, 8192])
def test_the_interval_covers_the_percentile(problem: str, iterations: int, sampler: str) -> None:
    """Of 40 runs x 3 percentiles, 88% at least have the exact value in their 95% interval."""
    curve, hits = exact(problem), []
    for one in runs(problem, sampler, iterations):
        for percent in PERCENTS:
            low, high = one.cost.ci95[f"p{percent}"]
            hits.append(low <= curve.quantile(percent / 100) <= high)
    assert np.mean(hits) >= 0.88


@pytest.mark.parametrize("problem", PROBLEMS)
def test_one_large_run_meets_the_exact_curve(problem: str) -> None:
    found = run(problem, "sobol", 131_072, seed=1)
    errors = [getattr(found.cost, f"p{percent}") - exact(problem).quantile(percent / 100) for percent in PERCENTS]
    assert (np.abs(errors) <= 2.5 * theory(problem, 131_072)).all()
    assert found.cost.sd == pytest.approx(exact(problem).sd, rel=5e-3)
