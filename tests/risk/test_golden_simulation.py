"""The golden values that a simulation comes near and never meets: each within what its iterations allow."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

import pytest

from risk.distributions import Normal
from risk.simulation import Driver, Model, Simulation, Term, simulate

ENTRIES: Final[dict[str, dict[str, Any]]] = {
    entry["id"]: entry
    for entry in json.loads((Path(__file__).parents[1] / "golden" / "golden_finance.json").read_text(encoding="utf-8"))
}


def of(function: str) -> list[Any]:
    return [pytest.param(entry, id=name) for name, entry in ENTRIES.items() if entry["function"] == function]


def linear(coefficients: list[float], spreads: list[float], iterations: int, **options: Any) -> Simulation:
    """The NPV is the sum of the coefficients times normal factors around 1."""
    drivers = tuple(Driver(f"d{place}", Normal(1.0, spread)) for place, spread in enumerate(spreads))
    terms = tuple(Term((f"d{place}",), (weight,), "benefit") for place, weight in enumerate(coefficients))
    return simulate(Model(terms, drivers, (1.0,)), iterations=iterations, seed=11, **options)


def share(entry: dict[str, Any]) -> float:
    inputs = entry["inputs"]
    found = linear(inputs["coefs"], inputs["sds"], 131_072)
    return next(one.variance_share for one in found.drivers if one.key == f"d{inputs['i']}")


@pytest.mark.parametrize("entry", of("variance_share_linear"))
def test_shares_of_the_variance(entry: dict[str, Any]) -> None:
    assert share(entry) == pytest.approx(entry["expected"], abs=1e-3)


@pytest.mark.parametrize("entry", of("pearson_corr_linear"))
def test_the_correlation_with_the_result_is_the_root_of_an_independent_share(entry: dict[str, Any]) -> None:
    assert math.sqrt(share(entry)) == pytest.approx(abs(entry["expected"]), abs=1e-3)


@pytest.mark.parametrize("entry", of("mc_quantile_se_normal"))
def test_the_interval_of_a_percentile_is_as_wide_as_theory_says(entry: dict[str, Any]) -> None:
    inputs = entry["inputs"]
    assert inputs["p"] == 0.8

    low, high = linear([1.0], [inputs["sd"]], inputs["n"], sampler="random").npv.p80_ci95

    assert (high - low) / 2 / 1.96 == pytest.approx(entry["expected"], rel=0.5)
