"""Moments, quantiles and cdf of every distribution against SciPy, mpmath and closed forms, and what must hold of any."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import pytest
from scipy import stats

from risk.distributions import (
    Constant,
    Discrete,
    Event,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    Triangular,
    Trigen,
    Uniform,
    three_point,
)
from risk.protocols import Distribution

GRID: Final = np.linspace(0.001, 0.999, 999)
ORACLES: Final[dict[str, tuple[Distribution, Any]]] = {
    "uniform": (Uniform(-20, 60), stats.uniform(-20, 80)),
    "triangular": (Triangular(80, 100, 150), stats.triang(20 / 70, 80, 70)),
    "triangular with its mode at an end": (Triangular(0, 0, 5), stats.triang(0, 0, 5)),
    "pert": (Pert(80, 100, 150), stats.beta(1 + 4 * 20 / 70, 1 + 4 * 50 / 70, 80, 70)),
    "sharp pert": (Pert(-1, 3, 4, weight=30), stats.beta(25, 7, -1, 5)),
    "pert of no weight": (Pert(2, 3, 4, weight=0), stats.uniform(2, 2)),
    "normal": (Normal(-5, 3), stats.norm(-5, 3)),
    "lognormal": (Lognormal(2, 0.5), stats.lognorm(0.5, scale=math.exp(2))),
    "scaled": (Scaled(Normal(10, 2), 3, 1), stats.norm(31, 6)),
    "turned over": (Scaled(Lognormal(2, 0.5), -2, 5), None),
}
CONTINUOUS: Final = [distribution for distribution, _ in ORACLES.values()]
MIXED: Final[list[Distribution]] = [
    Constant(7),
    Discrete([5, -1, 2], [0.25, 0.25, 0.5]),
    Event(0.3, 12),
    Event(0.2, -4),
    Event(0.4, Normal(1, 2)),
    Event(1, Uniform(2, 3)),
    Event(0, Uniform(2, 3)),
    Event(0.6, Event(0.5, Triangular(1, 2, 3))),
    Event(0.5, Discrete([-3, 0, 4], [0.2, 0.3, 0.5])),
    Scaled(Event(0.3, Pert(1, 2, 6)), -2, 10),
    Scaled(Discrete([1, 2, 3], [0.2, 0.3, 0.5]), -1),
    Scaled(Uniform(1, 2), 0, 4),
    Trigen(80, 100, 150),
]


@pytest.mark.parametrize("name", [name for name, (_, oracle) in ORACLES.items() if oracle])
def test_a_distribution_agrees_with_scipy(name: str) -> None:
    ours, oracle = ORACLES[name]

    assert ours.mean == pytest.approx(oracle.mean(), rel=1e-12)
    assert ours.sd == pytest.approx(oracle.std(), rel=1e-12)
    np.testing.assert_allclose(ours.quantile(GRID), oracle.ppf(GRID), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(ours.cdf(oracle.ppf(GRID)), GRID, rtol=1e-10)
