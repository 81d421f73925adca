"""The simulation of an option: run, checked, shared by all who show it, and what the risks add to it.

Imports NumPy: only workers, the command line and documents ask for it.
"""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from casebuilder.analysis.results import Results
from casebuilder.analysis.uncertain_model import Compiled, NothingToSimulateError, compile_model, is_risk
from casebuilder.model.case import Case
from casebuilder.spec import BiText
from risk.distributions import Scaled
from risk.exact import Curve, s_curve
from risk.model import Model, Term
from risk.simulation import Cancelled, Simulation, simulate

__all__ = ["Cancelled", "RiskContribution", "Run", "Simulated", "compile_model", "exact_curve", "shared", "simulated"]

Progress = Callable[[float], None]
ITERATIONS: Final = 32_768
_KEPT: Final = 6
_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class RiskContribution:
    """What a risk adds to the expected loss of NPV, and to the loss that is not exceeded with 80%."""

    path: str
    expected: float
    to_p80: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """The simulation of one option, and the one before the responses."""

    compiled: Compiled
    simulation: Simulation
    before: Simulation | None
    contributions: tuple[RiskContribution, ...]  # the greatest part of the 80% first

    @property
    def shares(self) -> list[tuple[str, float]]:
        """The shares of the variance by the path of the record, or the key of the delay, the greatest first."""
        return shares_by_record(self.simulation)


@dataclass(frozen=True, slots=True)
class Run:
    """How a simulation is run; what is None is as the case says. `progress` may raise Cancelled."""

    iterations: int | None = None
    seed: int | None = None
    progress: Progress | None = None
    with_before: bool = False  # simulate the risks before the responses too


AS_THE_CASE_SAYS: Final = Run()


def simulated(case: Case, results: Results, option: str, run: Run = AS_THE_CASE_SAYS) -> Simulated:
    """Simulate one option; ValueError where there is nothing to simulate."""
    compiled = compile_model(case, results, option)
    models = [compiled.model]
    if run.with_before and case.simulation.with_risks and compiled.assessment != "inherent":
        models.append(compile_model(case, results, option, assessment="inherent").model)
    found, *before = (
        _simulate(case, model, run, _part(run.progress, place, len(models))) for place, model in enumerate(models)
    )
    return Simulated(compiled, found, before[0] if before else None, contributions(compiled.model, found))


def _part(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """The progress of one of several equal parts of the work."""
    return None if progress is None else lambda share: progress((place + share) / parts)


def _simulate(case: Case, model: Model, run: Run, progress: Progress | None) -> Simulation:
    settings = case.simulation
    sampler: Any = settings.sampler or "sobol"
    return simulate(
        model,
        iterations=(settings.iterations or ITERATIONS) if run.iterations is None else run.iterations,
        seed=(settings.seed or 0) if run.seed is None else run.seed,
        sampler=sampler,
        progress=progress,
    )


# -- without sampling --------------------------------------------------------------------------------------------------


def exact_curve(model: Model) -> Curve | None:
    """The distribution of the NPV without sampling; None where the NPV is no sum of independent terms.

    That is where drivers are multiplied or move together, where the delay is uncertain, and where a tail is too long.
    """
    if model.delay is not None or model.correlations or any(len(term.drivers) > 1 for term in model.terms):
        return None
    members = Counter(driver.group for driver in model.drivers if driver.group and model.groups[driver.group])
    if any(count > 1 for count in members.values()):
        return None
    weights, certain = _weights(model)
    terms = [Scaled(driver.distribution, weights[driver.key]) for driver in model.drivers if weights[driver.key]]
    try:
        return s_curve(terms, constant=certain)
    except ValueError:  # a tail that is too long for a lattice
        return None


def _weights(model: Model) -> tuple[dict[str, float], float]:
    """What one unit of each driver adds to the NPV of a linear model, and what is certain."""
    weights, certain = dict.fromkeys((driver.key for driver in model.drivers), 0.0), 0.0
    for term in model.terms:
        present = _present_value(term, model)
        if term.drivers:
            weights[term.drivers[0]] += present
        else:
            certain += present
    return weights, certain


def _present_value(term: Term, model: Model) -> float:
    """What a term adds to the NPV where its drivers are 1."""
    value = math.fsum(flow * factor for flow, factor in zip(term.profile, model.factors, strict=True))
    return -value if term.kind == "cost" else value


# -- the risks ---------------------------------------------------------------------------------------------------------


def shares_by_record(simulation: Simulation) -> list[tuple[str, float]]:
    """Whether a risk occurs and how large it is then are drivers of their own, and one share here."""
    shares: dict[str, float] = {}
    for share in simulation.drivers:
        part, closed, _ = share.key.partition("]")
        shares[part + closed] = shares.get(part + closed, 0.0) + share.variance_share
    return sorted(shares.items(), key=lambda item: -item[1])


def contributions(model: Model, simulation: Simulation) -> tuple[RiskContribution, ...]:
    """What each risk adds, the greatest first.

    The distance between the expected loss and that of 80% is shared out by the covariance with the NPV (Euler
    allocation), so that the parts of all drivers add up to it.
    """
    means = {driver.key: driver.distribution.mean for driver in model.drivers}
    expected: dict[str, float] = {}
    for term in filter(is_risk, model.terms):
        size = math.prod(means[key] for key in term.drivers)
        expected[term.key] = expected.get(term.key, 0.0) - size * _present_value(term, model)
    shares = dict(shares_by_record(simulation))
    distance = simulation.npv.mean - simulation.npv.p20
    found = [RiskContribution(path, loss, loss + shares.get(path, 0.0) * distance) for path, loss in expected.items()]
    return tuple(sorted(found, key=lambda one: -one.to_p80))


# -- one simulation for all who show it --------------------------------------------------------------------------------

_SHARED: Final[list[tuple[tuple[Any, ...], Simulated]]] = []


def shared(case: Case, results: Results, option: str, progress: Progress | None = None) -> Simulated | None:
    """The simulation of an option by the settings of the case, run once for all charts and tables that show it.

    None where there is nothing to simulate. A run serves as long as the models and the settings are equal.
    """
    key = fingerprint(case, results, option)
    if key is None:
        return None
    with _LOCK:
        known = known_run(key)
        if known is None:
            known = simulated(case, results, option, Run(progress=progress, with_before=True))
            _SHARED.append((key, known))
            del _SHARED[:-_KEPT]
        return known


def known_run(key: tuple[Any, ...] | None) -> Simulated | None:
    """A run that was kept under this fingerprint."""
    return next((found for other, found in _SHARED if other == key), None)


def fingerprint(case: Case, results: Results, option: str) -> tuple[Any, ...] | None:
    """What a simulation depends on; equal fingerprints give equal figures. None where there is nothing to simulate."""
    result = results.options.get(option)
    if result is None or not result.has_money:
        return None
    try:
        models = [compile_model(case, results, option, assessment=name).model for name in (None, "inherent")]
    except NothingToSimulateError:
        return None
    return replace(case.simulation, note=BiText()), *models
