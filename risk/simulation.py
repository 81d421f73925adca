"""Monte Carlo simulation of a model of cash flows: NPV, cost, payback and funding, and what drives them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from risk.compiled import Compiled, compiled
from risk.model import Driver, Model, Term
from risk.numbers import whole
from risk.paths import delayed, payback_periods, peak_funding
from risk.sampling import BLOCK, Block, Sampler, SamplerName, blocks, sampler_of, starts
from risk.summary import Summary, normal_score, standard_error, summary
from risk.tables import Inverse, inverse

__all__ = ["Cancelled", "Driver", "Model", "SelfCheckError", "Simulation", "Term", "simulate"]

Array = NDArray[np.float64]

# A simulated mean that is further from the closed form, in standard errors, is a mistake of the program.
LARGEST_ERROR: Final = 4.5
# Of the tables of quantiles, in standard deviations of the NPV.
_TABLE_ERROR: Final = 1e-5
_LARGEST: Final = 1e140  # its square is finite
_ROUNDING: Final = 1e-12
_HIGHEST_SEED: Final = 2**64


class Cancelled(Exception):  # noqa: N818  # it is no error: whoever watches the progress raises it to stop
    """The simulation was stopped on request."""


class SelfCheckError(RuntimeError):
    """The simulated mean is too far from its closed form."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """P50, P80 and the like of a measure; None where the iterations up to there have no value."""

    p50: float | None
    p80: float | None
    p90: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class Contingency:
    """What P50 and P80 of the undiscounted cost need beyond the base cost."""

    p50: float
    p80: float


@dataclass(frozen=True, slots=True)
class Share:
    """The share of the variance of the NPV that a driver has; all shares sum to 1."""

    key: str
    variance_share: float


@dataclass(frozen=True)
class Simulation:
    """The results. `cost` is the present value of costs, `total_cost` undiscounted; payback is in years.

    Shares are exact for what is linear: the covariance of a driver's contribution with the NPV over its variance.
    A product's covariance is shared out among its drivers by their first-order variances; a delay has what it changes.
    """

    iterations: int
    seed: int
    sampler: str
    npv: Summary
    cost: Summary
    total_cost: Summary
    contingency: Contingency | None
    pays_back: float
    payback: Percentiles
    peak_funding: Percentiles
    analytic_mean: float | None
    mean_error_se: float | None
    drivers: tuple[Share, ...]
    correlation_change: float
    npv_samples: Array
    total_cost_samples: Array


def simulate(
    model: Model,
    *,
    iterations: int,
    seed: int,
    sampler: SamplerName = "sobol",
    progress: Callable[[float], None] | None = None,
) -> Simulation:
    """Simulate a model; equal arguments give equal results, to 1e-9, on every machine and in every order of the model.

    `progress` is told the share done after every block of at most 8,192 iterations, and may raise `Cancelled`.
    ValueError where a number is not possible or the sampler unknown; SelfCheckError where the mean is more than 4.5
    standard errors from its closed form.
    """
    iterations, seed = whole(iterations, "The number of iterations"), whole(seed, "A seed", most=_HIGHEST_SEED)
    plan = compiled(model)
    if not plan.gross + plan.widest <= _LARGEST:
        raise ValueError(f"The flows of the model are too large to simulate: {plan.gross:g} in all.")
    source = sampler_of(
        sampler,
        dimensions=len(plan.dependence.groups) + len(plan.drivers),
        iterations=iterations,
        seed=seed,
    )
    run = _Run(plan, source, iterations)
    done = 0
    for group in blocks(source.replicates):
        done = run.add(group, done)
        if progress:
            progress(done / iterations)
    return _results(run, seed=seed, sampler=sampler)


class _Run:
    """The results of the iterations so far; memory is that of one block and of five numbers an iteration."""

    def __init__(self, plan: Compiled, source: Sampler, iterations: int) -> None:
        self.plan, self.source = plan, source
        self.buffer = np.empty((len(plan.units), min(BLOCK, iterations)))
        self.inverses: list[Inverse] = [inverse(driver.distribution) for driver in plan.drivers]
        self.npv, self.cost, self.total_cost, self.payback, self.peak = (np.empty(iterations) for _ in range(5))
        self.expected = float(plan.present_values @ plan.means)
        self.sums = np.zeros((len(plan.units), 2))  # of amount * (NPV - expected) and of amounts
        self.delay_sums = np.zeros(2)  # the same of the effect of the delay

    def add(self, group: tuple[Block, ...], done: int) -> int:
        """Simulate some blocks; give the number of iterations that are done then."""
        amounts = self._amounts(group)
        place = slice(done, done + sum(block.count for block in group))
        periods = len(self.plan.factors)
        flows = self.plan.weights @ amounts
        cumulative, npv = flows[:periods], flows[periods + 2]
        effect = self._delayed(amounts, cumulative, flows[periods + 3 :]) if self.plan.delay else None
        if effect is not None:
            npv = npv + effect
        self.cost[place], self.total_cost[place], self.npv[place] = flows[periods], flows[periods + 1], npv
        self.payback[place], self.peak[place] = payback_periods(cumulative), peak_funding(cumulative)
        deviations = np.stack([npv - self.expected, np.ones(len(npv))], axis=1)
        self.sums += amounts @ deviations
        if effect is not None:
            self.delay_sums += effect @ deviations
        return done + len(npv)

    def _amounts(self, group: tuple[Block, ...]) -> Array:
        words = [self.source.words(block) for block in group]
        uniform = words[0] if len(words) == 1 else np.concatenate(words, axis=1)
        self.plan.dependence.apply(uniform)
        amounts = self.buffer[:, : uniform.shape[1]]
        for place, (inverter, row) in enumerate(zip(self.inverses, self.plan.dependence.rows, strict=True)):
            inverter.fill(uniform[row], amounts[place])
        for place, unit in enumerate(self.plan.products, start=len(self.inverses)):
            np.multiply.reduce(amounts[list(unit)], axis=0, out=amounts[place])
        amounts[-1] = 1.0
        return amounts

    def _delayed(self, amounts: Array, cumulative: Array, benefits: Array) -> Array:
        """Delay the benefits in the cumulative flows, in place; give the change of the NPV that it makes."""
        change = delayed(benefits, amounts[0]) - benefits
        cumulative += np.cumsum(change, axis=0)
        return np.asarray(self.plan.factors @ change)


def _results(run: _Run, *, seed: int, sampler: str) -> Simulation:
    ends = starts(run.source.replicates)
    npv = summary(run.npv, ends, worst_is_high=False)
    total_cost = summary(run.total_cost, ends, worst_is_high=True)
    return Simulation(
        iterations=len(run.npv),
        seed=seed,
        sampler=sampler,
        npv=npv,
        cost=summary(run.cost, ends, worst_is_high=True),
        total_cost=total_cost,
        contingency=_contingency(total_cost, run.plan.model.base_cost),
        pays_back=float(np.isfinite(run.payback).mean()),
        payback=_percentiles(run.payback / run.plan.model.periods_a_year),
        peak_funding=_percentiles(run.peak),
        analytic_mean=run.plan.analytic_mean,
        mean_error_se=_mean_error(run, npv, ends),
        drivers=_shares(run),
        correlation_change=run.plan.dependence.change,
        npv_samples=run.npv,
        total_cost_samples=run.total_cost,
    )


def _contingency(cost: Summary, base: float | None) -> Contingency | None:
    return None if base is None else Contingency(cost.p50 - base, cost.p80 - base)


def _percentiles(values: Array) -> Percentiles:
    found = np.quantile(values, [0.5, 0.8, 0.9, 0.95], method="inverted_cdf")
    return Percentiles(*(float(value) if np.isfinite(value) else None for value in found))


def _mean_error(run: _Run, npv: Summary, ends: tuple[int, ...]) -> float | None:
    """How far the simulated mean is from its closed form, in standard errors.

    The standard error is not below what one occurrence of the widest amount moves the mean by (a rare event that never
    came shows in no spread) and not below the error of the tables and of rounding.
    """
    exact = run.plan.analytic_mean
    if exact is None:
        return None
    least = max(run.plan.widest / len(run.npv), _TABLE_ERROR * npv.sd, _ROUNDING * run.plan.gross)
    error = normal_score(abs(npv.mean - exact) / (max(standard_error(run.npv, ends), least) or 1.0), len(ends) - 1)
    if error > LARGEST_ERROR:
        raise SelfCheckError(f"The simulated mean {npv.mean:g} is {error:.1f} standard errors from {exact:g}.")
    return error


def _shares(run: _Run) -> tuple[Share, ...]:
    """The shares of all drivers, the greatest first."""
    plan, count = run.plan, len(run.npv)
    shift = float((run.npv - run.expected).mean())
    variance = float(run.npv.var())
    covariances = (run.sums[:, 0] / count - run.sums[:, 1] / count * shift) * plan.present_values
    found = dict.fromkeys((driver.key for driver in plan.model.uncertain), 0.0)
    for unit, covariance in zip(plan.units, covariances.tolist(), strict=True):
        for place, part in zip(unit, plan.parts(unit), strict=True):
            found[plan.drivers[place].key] += part * covariance
    if plan.delay:
        found[plan.delay.key] += float(run.delay_sums[0] - run.delay_sums[1] * shift) / count
    shares = [Share(key, value / variance if variance else 0.0) for key, value in found.items()]
    return tuple(sorted(shares, key=lambda share: (-share.variance_share, share.key)))
