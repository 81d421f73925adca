"""Moments, quantiles and cdf of every distribution against SciPy, mpmath and closed forms; what must hold of any."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from risk.distributions import (
    Compound,
    Constant,
    Curve,
    Discrete,
    Distribution,
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

GRID: Final = np.linspace(0.001, 0.999, 999)
ORACLES: Final[dict[str, tuple[Distribution, Any]]] = {
    "uniform": (Uniform(-20, 60), stats.uniform(-20, 80)),
    "triangular": (Triangular(80, 100, 150), stats.triang(20 / 70, 80, 70)),
    "triangular, most likely the least": (Triangular(0, 0, 5), stats.triang(0, 0, 5)),
    "triangular, most likely the greatest": (Triangular(-5, 0, 0), stats.triang(1, -5, 5)),
    "pert": (Pert(80, 100, 150), stats.beta(1 + 4 * 20 / 70, 1 + 4 * 50 / 70, 80, 70)),
    "pert of great weight": (Pert(-1, 3, 4, weight=30), stats.beta(25, 7, -1, 5)),
    "pert of no weight": (Pert(2, 3, 4, weight=0), stats.uniform(2, 2)),
    "normal": (Normal(-5, 3), stats.norm(-5, 3)),
    "lognormal": (Lognormal(2, 0.5), stats.lognorm(0.5, scale=math.exp(2))),
    "scaled": (Scaled(Normal(10, 2), 3, 1), stats.norm(31, 6)),
    "turned over": (Scaled(Triangular(0, 1, 5), -2, 5), stats.triang(0.8, -5, 10)),
}
CONTINUOUS: Final = [distribution for distribution, _ in ORACLES.values()] + [Trigen(80, 100, 150), Trigen(-3, -3, 9)]
MIXED: Final[list[Distribution]] = [
    Constant(7),
    Discrete([5, -1, 2, 2], [0.25, 0.25, 0.25, 0.25]),
    Event(0.3, 12),
    Event(0.2, -4),
    Event(0.4, Normal(1, 2)),
    Event(1, Uniform(2, 3)),
    Event(0, Uniform(2, 3)),
    Event(0.6, Event(0.5, Triangular(1, 2, 3))),
    Event(0.5, Discrete([-3, 0, 4], [0.2, 0.3, 0.5])),
    Scaled(Event(0.3, Pert(1, 2, 6)), -2, 10),
    Scaled(Discrete([1.1, 2.2, 3.3], [0.2, 0.3, 0.5]), -0.7, 0.1),
    Scaled(Uniform(1, 2), 0, 4),
    Compound(1.5, Pert(1, 2, 6)),
    Compound(0, 3),
    Curve(np.array([0.0, 1.0, 1.0, 4.0]), np.array([0.0, 0.2, 0.5, 1.0])),
    Uniform(3, 3),
    Triangular(3, 3, 3),
    Pert(3, 3, 3),
    Normal(3, 0),
    Lognormal(0, 0),
    Trigen(3, 3, 3),
]
ALL: Final = CONTINUOUS + MIXED


@pytest.mark.parametrize("name", ORACLES)
def test_a_distribution_agrees_with_scipy(name: str) -> None:
    ours, oracle = ORACLES[name]

    assert ours.mean == pytest.approx(oracle.mean(), rel=1e-12)
    assert ours.sd == pytest.approx(oracle.std(), rel=1e-12)
    np.testing.assert_allclose(ours.quantile(GRID), oracle.ppf(GRID), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(ours.cdf(oracle.ppf(GRID)), GRID, rtol=1e-10)


@pytest.mark.parametrize("p", [0.001, 0.1, 0.5, 0.8, 0.999])
def test_quantiles_agree_with_functions_of_fifty_digits(p: float) -> None:
    with mpmath.workdps(50):
        x = Pert(1, 2, 4).quantile(p)
        assert float(mpmath.betainc(mpmath.mpf(7) / 3, mpmath.mpf(11) / 3, 0, (x - 1) / 3, regularized=True)) == (
            pytest.approx(p, rel=1e-12)
        )
        assert float(mpmath.ncdf((mpmath.log(Lognormal(2, 0.5).quantile(p)) - 2) / 0.5)) == pytest.approx(p, rel=1e-12)
        assert float(mpmath.ncdf(Normal(0, 1).quantile(p))) == pytest.approx(p, rel=1e-12)


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_mean_and_sd_are_those_of_the_quantile_function(distribution: Distribution) -> None:
    x = distribution.quantile((np.arange(200_000) + 0.5) / 200_000)

    assert x.mean() == pytest.approx(distribution.mean, abs=1e-4 * max(distribution.sd, 1))
    assert x.std() == pytest.approx(distribution.sd, abs=1e-3 * max(distribution.sd, 1e-9))


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_the_quantile_is_the_least_amount_that_reaches_its_probability(distribution: Distribution) -> None:
    x = distribution.quantile(GRID)

    assert (np.diff(x) >= 0).all()
    assert (distribution.cdf(x) >= GRID - 1e-9).all()
    assert (distribution.cdf(x - 1e-6 * max(distribution.sd, 1)) <= GRID + 1e-9).all()


@pytest.mark.parametrize("distribution", CONTINUOUS, ids=repr)
@settings(max_examples=15, deadline=None)
@given(p=st.floats(1e-9, 1 - 1e-9))
def test_quantile_and_cdf_undo_each_other(distribution: Distribution, p: float) -> None:
    assert distribution.cdf(distribution.quantile(p)) == pytest.approx(p, abs=1e-12, rel=1e-7)


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_the_lower_partial_moment_is_the_integral_of_the_cdf(distribution: Distribution) -> None:
    low, high = distribution.support
    edges = np.linspace(low - 1, high + 1, 20_001)
    middles = (edges[1:] + edges[:-1]) / 2
    integral = np.append(0.0, np.cumsum(distribution.cdf(middles) * np.diff(edges)))

    largest_step = edges[1] - edges[0]
    np.testing.assert_allclose(distribution.lower_partial_moment(edges), integral, atol=2 * largest_step)
    assert distribution.lower_partial_moment(high + 1) == pytest.approx(high + 1 - distribution.mean, rel=1e-9)


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_atoms_are_the_jumps_of_the_cdf(distribution: Distribution) -> None:
    values, chances = distribution.atoms
    before = distribution.cdf(np.nextafter(values, -np.inf))
    jumps = {value: chances[values == value].sum() for value in values}

    for value, left in zip(values, before, strict=True):
        assert distribution.cdf(float(value)) - left == pytest.approx(jumps[value], abs=1e-9)


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_a_number_gives_a_float_and_an_array_its_own_shape(distribution: Distribution) -> None:
    p = np.array([[0.1, 0.5, 0.9], [0.0, 1.0, 0.3]])

    for function in (distribution.quantile, distribution.sample, distribution.cdf, distribution.lower_partial_moment):
        single: object = function(0.5)
        assert type(single) is float
        assert function(p).shape == p.shape
        assert np.isfinite(function(p)).all()
        assert function(np.empty(0)).shape == (0,)
    np.testing.assert_array_equal(distribution.sample(p), distribution.quantile(p))


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_the_ends_of_the_support_are_the_first_and_the_last_quantile(distribution: Distribution) -> None:
    low, high = distribution.support

    assert distribution.quantile(np.array([0.0, 1.0])) == pytest.approx([low, high], rel=1e-12)
    assert distribution.cdf(np.array([low - 1, high])) == pytest.approx([0, 1], abs=1e-12)
    assert distribution.cdf(np.array([-np.inf, np.inf])) == pytest.approx([0, 1])


def test_tails_without_an_end_stop_at_one_in_ten_trillions() -> None:
    end = stats.norm.isf(1e-13)

    assert Normal(0, 1).quantile(np.array([0.0, 1e-20, 1.0])) == pytest.approx([-end, -end, end], rel=1e-12)
    assert Lognormal(1, 2).quantile(1.0) == pytest.approx(math.exp(1 + 2 * end), rel=1e-12)


def test_the_median_of_a_rare_risk_is_nought_and_its_p80_is_not() -> None:
    risk = Event(0.3, Lognormal(2, 0.5))

    assert risk.quantile(0.5) == 0
    assert risk.quantile(0.7) == 0
    assert risk.quantile(0.8) == pytest.approx(stats.lognorm(0.5, scale=math.exp(2)).ppf(1 / 3), rel=1e-12)


def test_an_opportunity_saves_and_never_costs() -> None:
    opportunity = Event(0.2, Uniform(-10, -4))

    assert opportunity.quantile(np.array([0.1, 0.2, 0.21, 0.9])) == pytest.approx([-7, -4, 0, 0])
    assert opportunity.mean == pytest.approx(-1.4)


def test_a_step_is_met_where_probabilities_add_up_with_an_error_of_rounding() -> None:
    tenths = Discrete(range(10), [0.1] * 10)

    assert tenths.quantile(np.array([0.1, 0.3, 0.7, 0.8])).tolist() == [0, 2, 6, 7]
    assert Scaled(tenths, -1).quantile(np.array([0.1, 0.3, 0.7, 0.8])).tolist() == [-9, -7, -3, -2]


def test_the_edges_of_an_event_are_met_in_spite_of_rounding() -> None:
    assert Event(0.9, 12).quantile(0.1) == 0
    assert Event(0.3, -4).quantile(0.1 + 0.2) == -4


def test_lognormal_from_mean_and_sd_has_them() -> None:
    given_back = Lognormal.from_mean_sd(100, 40)

    assert (given_back.mean, given_back.sd) == pytest.approx((100, 40), rel=1e-12)


@pytest.mark.parametrize("kind", ["trigen", "normal", "lognormal"])
@settings(max_examples=25, deadline=None)
@given(points=st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3).map(sorted))
def test_low_and_high_are_p10_and_p90(kind: str, points: list[float]) -> None:
    low, likely, high = points
    estimate = three_point(kind, low, likely, high)

    assert estimate.quantile(0.1) == pytest.approx(low, rel=1e-6, abs=1e-6 * high)
    assert estimate.quantile(0.9) == pytest.approx(high, rel=1e-6)


@pytest.mark.parametrize("kind", ["triangular", "pert", "uniform"])
def test_low_and_high_are_the_ends(kind: str) -> None:
    assert three_point(kind, 80, 100, 150).support == (80, 150)


@settings(max_examples=50, deadline=None)
@given(
    points=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted),
    factor=st.floats(-100, 100).filter(lambda factor: abs(factor) > 1e-3),
    kind=st.sampled_from(["triangular", "pert", "uniform", "trigen", "normal"]),
)
def test_scaling_an_amount_scales_its_figures(points: list[float], factor: float, kind: str) -> None:
    amount = three_point(kind, *points)
    scaled = Scaled(amount, factor, 3)
    size = 1e-9 * (1 + max(abs(end) for end in scaled.support))

    assert scaled.mean == pytest.approx(factor * amount.mean + 3, abs=size)
    assert scaled.sd == pytest.approx(abs(factor) * amount.sd, abs=size)
    if factor < 0:
        assert scaled.quantile(0.2) == pytest.approx(factor * amount.quantile(0.8) + 3, abs=size)


@pytest.mark.parametrize("rate", [0.05, 3.0, 400.0])
def test_compound_events_of_one_amount_are_a_poisson_number_of_it(rate: float) -> None:
    numbers = np.arange(1000)

    total = Compound(rate, 50)

    np.testing.assert_allclose(total.cdf(50.0 * numbers), stats.poisson(rate).cdf(numbers), atol=1e-10)
    np.testing.assert_allclose(total.cdf(50.0 * numbers + 25), stats.poisson(rate).cdf(numbers), atol=1e-10)
    assert total.quantile(GRID) == pytest.approx(50 * stats.poisson(rate).ppf(GRID))


def test_compound_events_of_exponential_amounts_agree_with_their_series() -> None:
    total = Compound(2.5, Curve(*_exponential()))
    x = np.array([0.5, 2.0, 5.0, 10.0])
    numbers = np.arange(1, 60)
    series = stats.poisson(2.5).pmf(0) + stats.poisson(2.5).pmf(numbers) @ stats.gamma(numbers[:, None]).cdf(x)

    np.testing.assert_allclose(total.cdf(x), series, atol=2e-6)


def _exponential() -> tuple[Any, Any]:
    x = np.linspace(0, 32, 20_001)
    levels = -np.expm1(-x)
    levels[-1] = 1.0
    return x, levels


@pytest.mark.parametrize(
    "severity", [Lognormal(2, 0.8), Pert(-2, 5, 20), Discrete([1000, 5000], [0.7, 0.3]), Event(0.5, Uniform(1, 2))]
)
def test_compound_events_agree_with_brute_force(severity: Distribution) -> None:
    draws, total = 20_000, Compound(2.5, severity)
    generator = np.random.Generator(np.random.SFC64(11))
    numbers = generator.poisson(2.5, draws)
    amounts = severity.sample(generator.random(int(numbers.sum())))
    totals = np.bincount(np.repeat(np.arange(draws), numbers), amounts, draws)

    # 1.95 / sqrt(n) is exceeded by the Kolmogorov-Smirnov distance once in a thousand.
    for x in total.quantile(np.linspace(0.05, 0.99, 40)) + 1e-9:
        assert abs((totals <= x).mean() - total.cdf(float(x))) <= 1.95 / math.sqrt(draws)
    assert abs(totals.mean() - total.mean) <= 4.5 * total.sd / math.sqrt(draws)


@pytest.mark.parametrize(("sigma", "slack"), [(1.0, 0.01), (1.5, 0.01), (2.0, 0.02), (2.3, 0.03)])
def test_many_compound_events_with_far_tails_keep_the_percentiles_of_brute_force(sigma: float, slack: float) -> None:
    draws, total = 20_000, Compound(82, Lognormal(0, sigma))
    generator = np.random.Generator(np.random.SFC64(5))
    totals = np.exp(sigma * generator.standard_normal((draws, 82 + 60)))
    totals[np.arange(82 + 60) >= generator.poisson(82, draws)[:, None]] = 0.0

    for p in (0.5, 0.8, 0.9):
        assert total.quantile(p) == pytest.approx(float(np.quantile(totals.sum(axis=1), p)), rel=0.02 + slack)
    assert total.quantile(0.1) > 0


@pytest.mark.parametrize("sigma", [2.6, 2.95])
def test_compound_events_that_no_lattice_shows_are_refused(sigma: float) -> None:
    with pytest.raises(ValueError, match="tails are too long"):
        Compound(82, Lognormal(0, sigma))


def test_distributions_are_equal_and_hash_alike_by_their_numbers() -> None:
    assert Event(0.3, Pert(1, 2, 3)) == Event(0.3, Pert(1.0, 2.0, 3.0, weight=4))
    assert (
        len({Uniform(1, 2), Uniform(1.0, Decimal(2)), Discrete([1, 2], [0.5, 0.5]), Discrete((1, 2), (0.5, 0.5))}) == 2
    )


WRONG: Final[dict[str, Callable[[], object]]] = {
    "low above high": lambda: Uniform(2, 1),
    "mode outside": lambda: Triangular(0, 5, 4),
    "pert mode outside": lambda: Pert(3, 2, 5),
    "negative weight": lambda: Pert(1, 2, 3, weight=-1),
    "endless weight": lambda: Pert(1, 2, 3, weight=math.inf),
    "not a number": lambda: Uniform(math.nan, 1),
    "endless": lambda: Normal(0, math.inf),
    "huge": lambda: Uniform(0, Decimal("1e400")),
    "text": lambda: Uniform("1", 2),  # type: ignore[arg-type]
    "nothing": lambda: Uniform(None, 2),  # type: ignore[arg-type]
    "negative sd": lambda: Normal(0, -1),
    "negative sigma": lambda: Lognormal(0, -1),
    "lognormal beyond floats": lambda: Lognormal(1000, 1),
    "lognormal of a negative amount": lambda: Lognormal.from_percentiles(p10=-1, p90=5),
    "lognormal of nought": lambda: Lognormal.from_mean_sd(0, 1),
    "percentiles turned over": lambda: Lognormal.from_percentiles(p10=5, p90=1),
    "probability above one": lambda: Event(1.2, 3),
    "probability below nought": lambda: Event(-0.1, 3),
    "probability is no number": lambda: Event(math.nan, 3),
    "impact is no number": lambda: Event(0.1, math.nan),
    "no values": lambda: Discrete([], []),
    "too few probabilities": lambda: Discrete([1, 2], [1]),
    "probabilities that do not sum to one": lambda: Discrete([1, 2], [0.5, 0.4]),
    "negative rate": lambda: Compound(-1, 3),
    "endless rate": lambda: Compound(math.inf, 3),
    "severity with endless tails": lambda: Compound(1, Lognormal(0, 6)),
    "scaled number": lambda: Scaled(3, 2),  # type: ignore[arg-type]
    "scaled beyond floats": lambda: Scaled(Uniform(0, 1e99), 1e99),
    "unknown kind": lambda: three_point("cauchy", 1, 2, 3),
    "points that descend": lambda: three_point("uniform", 1, 3, 2),
    "points that are no numbers": lambda: three_point("normal", 1, math.nan, 2),
    "trigen outside": lambda: Trigen(2, 1, 3),
    "quantile above one": lambda: Uniform(0, 1).quantile(1.1),
    "quantile of no number": lambda: Uniform(0, 1).quantile(math.nan),
    "one wrong quantile of many": lambda: Event(0.3, 2).sample(np.array([0.1, -0.1])),
    "cdf of no number": lambda: Normal(0, 1).cdf(math.nan),
    "curve that falls": lambda: Curve(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.1, 1.0])),
    "curve that does not reach one": lambda: Curve(np.array([0.0, 1.0]), np.array([0.0, 0.9])),
    "curve of one point": lambda: Curve(np.zeros(1), np.ones(1)),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_numbers_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z{'<\d].{10,}\.$"):
        WRONG[name]()


@pytest.mark.parametrize("scale", [1e-90, 1e-9, 1.0, 1e9, 1e90])
def test_figures_scale_with_the_unit_of_money(scale: float) -> None:
    for kind in ("triangular", "pert", "uniform", "trigen", "normal", "lognormal"):
        ours, unit = three_point(kind, 80 * scale, 100 * scale, 150 * scale), three_point(kind, 80, 100, 150)
        x = unit.quantile(GRID)

        assert (ours.mean / scale, ours.sd / scale) == pytest.approx((unit.mean, unit.sd), rel=1e-10)
        np.testing.assert_allclose(ours.quantile(GRID) / scale, x, rtol=1e-9)
        np.testing.assert_allclose(
            ours.lower_partial_moment(x * scale) / scale, unit.lower_partial_moment(x), atol=1e-9
        )
