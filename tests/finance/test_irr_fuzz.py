"""Three thousand project-shaped cash flows: every rate that is found is one, and none is missed.

The oracles share nothing with the code: signs on a dense grid of rates in floats, roots as eigenvalues of the companion
matrix, mpmath with 80 digits where the two disagree, and the answers of two libraries.
"""

from __future__ import annotations

import random
from decimal import Decimal, localcontext
from functools import cache
from typing import Final

import mpmath
import numpy as np
import numpy_financial
import pyxirr

from casebuilder.finance.irr import Irr, irr

CASES: Final = 3000
GRID: Final = np.exp(np.linspace(np.log(1e-4), np.log(1e4), 4001))  # discount factors: rates from -99.99% to 1e6%
FLOAT_NOISE: Final = 1e-12
SEED: Final = 20260218


def project(rng: random.Random) -> list[int]:
    """Outlays, then operations that grow or shrink, often a refresh, often a removal at the end."""
    years = rng.randint(3, 40)
    flows = [0.0] * (years + 1)
    for year in range(rng.randint(1, min(4, years))):
        flows[year] -= rng.uniform(1e4, 1e9)
    outlay = -sum(flows)
    yearly, growth = rng.uniform(-0.02, 0.5) * outlay, rng.uniform(-0.05, 0.06)
    for year in range(1, years + 1):
        flows[year] += yearly * rng.uniform(0.6, 1.3) * (1 + growth) ** year
    if rng.random() < 0.5:
        flows[rng.randint(years // 2, years)] -= rng.uniform(0.2, 1.5) * outlay
    if rng.random() < 0.5:
        flows[years] -= rng.uniform(0.2, 3.0) * outlay
    return [round(flow) for flow in flows]


@cache
def solved() -> list[tuple[list[int], Irr]]:
    """The cases, and what was found with amounts between 1e-6 and 1e15 of some currency."""
    rng = random.Random(SEED)
    cases = [project(rng) for _ in range(CASES)]
    units = [rng.randint(-10, 5) for _ in range(CASES)]
    return [
        (flows, irr([Decimal(flow).scaleb(unit) for flow in flows])) for flows, unit in zip(cases, units, strict=True)
    ]


def discount_factors(found: Irr) -> list[float]:
    return sorted(1 / (1 + rate) for rate in found.roots)


def signs_on_grid(flows: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """The points of the grid where floats are sure of the sign, and the signs."""
    value, size = np.zeros_like(GRID), np.zeros_like(GRID)
    for flow in reversed(flows):
        value, size = value * GRID + flow, size * GRID + abs(flow)
    sure = np.abs(value) > FLOAT_NOISE * size
    return GRID[sure], np.sign(value[sure])


def positive_real(roots: np.ndarray) -> list[float]:
    near = roots[(np.abs(roots.imag) < 1e-7 * np.abs(roots)) & (roots.real > 0)]
    return sorted(float(root) for root in near.real)


def roots_to_eighty_digits(flows: list[int]) -> list[float]:
    while flows[-1] == 0:
        flows = flows[:-1]
    with mpmath.workdps(80):
        roots = mpmath.polyroots(flows[::-1], maxsteps=500, extraprec=800)
        real = [root.real for root in roots if abs(root.imag) < mpmath.mpf(10) ** -40 and root.real > 0]
        return sorted(float(root) for root in real)


def npv_sign(flows: list[int], factor: Decimal) -> int:
    value = Decimal(0)
    for flow in reversed(flows):
        value = value * factor + flow
    return (value > 0) - (value < 0)


def test_the_cases_are_of_every_kind() -> None:
    statuses = [found.status for _, found in solved()]

    assert len(statuses) == CASES
    assert min(statuses.count(status) for status in ("unique", "multiple", "none", "no_sign_change")) >= 50
    assert all(found.certified for _, found in solved())


def test_every_rate_that_is_found_is_one() -> None:
    """The sign of the net present value differs on the two sides, as near as a float can tell."""
    with localcontext(prec=60):
        for flows, found in solved():
            for rate in found.roots:
                factor = 1 / (1 + Decimal(rate))
                near = Decimal("3e-16") * (1 + factor)
                assert npv_sign(flows, factor * (1 - near)) * npv_sign(flows, factor * (1 + near)) < 0


def test_no_change_of_sign_on_a_dense_grid_is_without_a_rate() -> None:
    for flows, found in solved():
        points, signs = signs_on_grid(flows)
        found_between = np.searchsorted(discount_factors(found), points)
        changes = np.flatnonzero(signs[:-1] != signs[1:])

        assert np.all((np.diff(found_between) % 2 == 1) == (signs[:-1] != signs[1:])), flows
        assert len(changes) <= len(found.roots)


def test_no_rate_is_missed() -> None:
    """Where eigenvalues count other than we do, 80 digits decide."""
    for flows, found in solved():
        if found.status == "no_sign_change":
            continue
        expected = positive_real(np.roots(flows[::-1]))
        if len(expected) != len(found.roots):
            expected = roots_to_eighty_digits(flows)

        np.testing.assert_allclose(discount_factors(found), expected, rtol=1e-6)


def test_the_answers_of_libraries_are_among_the_rates() -> None:
    several = 0
    for number, (flows, found) in enumerate(solved()):
        answers = [pyxirr.irr(flows) if found.status != "no_sign_change" else None]
        if number % 4 == 0:
            answers.append(numpy_financial.irr(flows))
        for answer in answers:
            if answer is not None and not np.isnan(answer):
                assert any(abs(rate - answer) < 1e-6 * (1 + abs(answer)) for rate in found.roots), flows
                several += found.status == "multiple"

    assert several > 100
