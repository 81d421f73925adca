"""Sums without sampling: against closed forms, published values and finer lattices, and what must hold of any."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from risk.distributions import (
    Compound,
    Constant,
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
)
from risk.distributions.masses import masses_on
from risk.exact import Curve, s_curve

PERCENTILES: Final = np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95])
NORMALS: Final = [Normal(10 + i, 1 + i / 5) for i in range(10)]


def two_hundred_terms() -> list[Distribution]:
    """Lines and risks of a project whose sizes differ by two orders of magnitude."""
    sizes = np.exp(np.random.Generator(np.random.SFC64(3)).normal(3, 1, 200))
    return [_line(index, float(size)) for index, size in enumerate(sizes)]


def _line(index: int, size: float) -> Distribution:
    if index >= 140:
        heavy = Lognormal.from_percentiles(p10=0.5 * size, p90=2 * size)
        return Event(0.05 + index % 10 / 18, heavy if index % 2 else Pert(0.5 * size, size, 3 * size))
    kinds: tuple[Callable[[], Distribution], ...] = (
        lambda: Pert(0.8 * size, size, 1.6 * size),
        lambda: Triangular(0.8 * size, size, 1.6 * size),
        lambda: Uniform(0.7 * size, 1.3 * size),
        lambda: Scaled(Trigen(0.9, 1, 1.4), -size),
        lambda: Lognormal.from_percentiles(p10=0.8 * size, p90=1.5 * size),
    )
    return kinds[index % 5]()


def distance(curve: Curve, other: Curve, at: np.ndarray = PERCENTILES) -> float:
    """The greatest difference of percentiles in standard deviations."""
    return float(np.abs(curve.quantile(at) - other.quantile(at)).max() / other.sd)


def test_a_sum_of_normal_amounts_is_the_normal_amount() -> None:
    oracle = stats.norm(145, math.sqrt(sum(term.sd**2 for term in NORMALS)))

    for points, limit in ((8192, 1e-6), (32768, 1e-7)):
        curve = s_curve(NORMALS, points=points)
        assert np.abs(curve.quantile(PERCENTILES) - oracle.ppf(PERCENTILES)).max() <= limit * oracle.std()
        assert curve.mean == pytest.approx(145, abs=1e-9)
        assert curve.sd == pytest.approx(oracle.std(), rel=1e-6)


def test_a_sum_of_twelve_uniform_amounts_has_the_cdf_of_irwin_and_hall() -> None:
    curve = s_curve([Uniform(0, 1)] * 12, points=65536)
    k = np.arange(8)
    signs = (-1.0) ** k / [math.factorial(i) * math.factorial(12 - i) for i in k]

    assert curve.cdf(7.0) == pytest.approx(0.839272950236492, abs=5e-9)
    for x in (0.5, 2.25, 3.7, 6.0):
        assert curve.cdf(x) == pytest.approx(float(signs @ np.maximum(x - k, 0) ** 12), abs=5e-9)


def test_three_risks_have_their_eight_states_exactly() -> None:
    curve = s_curve([Event(0.3, 2), Event(0.5, 5), Event(0.2, 10)])

    at_most = curve.cdf(np.array([0.0, 2.0, 5.0, 7.0, 10.0, 12.0, 15.0, 17.0]))
    assert at_most == pytest.approx([0.28, 0.40, 0.68, 0.80, 0.87, 0.90, 0.97, 1], abs=1e-15)
    assert curve.quantile(0.8) == 7
    assert curve.mean == pytest.approx(5.1, abs=1e-12)
    assert curve.probability_below(7.0) == pytest.approx(0.68)
    assert curve.probability_below(0.0) == 0


@settings(max_examples=40, deadline=None)
@given(
    risks=st.lists(st.tuples(st.integers(1, 99), st.integers(-50, 50).filter(bool)), min_size=1, max_size=8),
    constant=st.integers(-100, 100),
)
def test_risks_of_single_amounts_agree_with_all_their_states(risks: list[tuple[int, int]], constant: int) -> None:
    curve = s_curve([Event(percent / 100, amount) for percent, amount in risks], constant=constant)

    for x in {constant, constant + risks[0][1], constant + sum(amount for _, amount in risks)}:
        states = itertools.product(*([(percent / 100, amount), (1 - percent / 100, 0)] for percent, amount in risks))
        exact = sum(
            math.prod(chance for chance, _ in state)
            for state in states
            if constant + sum(amount for _, amount in state) <= x
        )
        assert curve.cdf(float(x)) == pytest.approx(exact, abs=1e-12)


def test_many_risks_of_single_amounts_on_a_lattice_agree_with_the_binomial() -> None:
    """Amounts a hair apart cannot be enumerated, and are a binomial number of one amount all the same."""
    curve = s_curve([Event(0.3, 5 + 1e-7 * index) for index in range(40)])
    numbers = np.arange(41)

    np.testing.assert_allclose(curve.cdf(5.0 * numbers + 1), stats.binom(40, 0.3).cdf(numbers), atol=1e-9)


def test_single_amounts_between_nodes_add_nothing_to_the_sd() -> None:
    terms = [Event(0.3, 7.3 + 0.37 * index) for index in range(60)] + [Normal(0, 5)]

    assert s_curve(terms).sd == pytest.approx(math.hypot(*(term.sd for term in terms)), rel=1e-6)


def test_sums_that_differ_by_rounding_are_one_amount() -> None:
    curve = s_curve([Event(0.5, 0.1), Event(0.5, 0.2), Event(0.5, 0.3)])

    assert curve.atoms[0] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert curve.cdf(0.3) == pytest.approx(5 / 8)


def test_the_chance_that_no_risk_happens_is_a_step_at_nought() -> None:
    curve = s_curve([Event(0.3, Pert(1, 2, 4)), Event(0.5, Lognormal(1, 0.4))], constant=100)

    assert curve.probability_below(100.0) == pytest.approx(0, abs=1e-9)
    assert curve.cdf(100.0) == pytest.approx(0.35, abs=1e-9)
    assert curve.quantile(0.35) == 100
    values, chances = curve.atoms
    assert values[np.argmax(chances)] == 100


def test_single_amounts_of_a_sum_stay_steps() -> None:
    curve = s_curve([Event(0.5, 10), Event(0.5, Uniform(0, 1))])
    values, chances = curve.atoms

    assert chances.sum() == pytest.approx(0.5, abs=1e-9)
    assert values @ chances == pytest.approx(2.5, abs=1e-9)
    assert curve.probability_below(9.9) == pytest.approx(0.5, abs=1e-9)


def test_two_hundred_terms_agree_with_a_lattice_four_times_finer() -> None:
    terms = two_hundred_terms()
    curve, finer = s_curve(terms), s_curve(terms, points=4 * 4096)

    assert distance(curve, finer, np.array([0.8])) <= 1e-5
    assert distance(curve, finer) <= 5e-5
    assert curve.mean == pytest.approx(math.fsum(term.mean for term in terms), rel=1e-10)
    assert curve.sd == pytest.approx(math.hypot(*(term.sd for term in terms)), rel=1e-5)


@pytest.mark.parametrize(
    "terms",
    [
        NORMALS,
        [Triangular(1, 2, 5 + i) for i in range(12)],
        [Event(0.4, Lognormal(2, 0.5)), Event(0.2, Uniform(5, 30)), Pert(1, 20, 90)],
        [Uniform(0, 100), Event(0.3, 7.3), Discrete([1.1, 2.7, 11.9], [0.2, 0.3, 0.5])],
        [Compound(2, Pert(1, 2, 5)), Normal(10, 4)],
        [Normal(0, 100)] + [Uniform(i / 7, i / 7 + 0.02) for i in range(100)],
    ],
    ids=["normal", "triangular", "events", "single amounts", "compound", "one great and many small"],
)
def test_halving_the_step_changes_no_percentile(terms: Sequence[Distribution]) -> None:
    assert distance(s_curve(terms, points=32768), s_curve(terms, points=65536)) <= 1e-5


def test_simulation_agrees_with_the_curve() -> None:
    terms = two_hundred_terms()
    generator = np.random.Generator(np.random.SFC64(5))
    draws = np.sum([term.sample(generator.random(20_000)) for term in terms], axis=0)
    curve = s_curve(terms)

    for p in PERCENTILES:
        error = math.sqrt(p * (1 - p) / len(draws))
        assert abs((draws <= curve.quantile(float(p))).mean() - p) <= 4.5 * error


def test_one_term_is_given_back() -> None:
    for term in (Pert(1, 2, 6), Uniform(-3, 8), Lognormal(1, 0.7), Normal(5, 2), Event(0.6, Triangular(1, 2, 9))):
        x = term.quantile(PERCENTILES)
        np.testing.assert_allclose(s_curve([term]).cdf(x + 1e-12), term.cdf(x), atol=2e-4)


AMOUNTS: Final = st.one_of(
    st.tuples(st.floats(0, 50), st.floats(0, 50), st.floats(0.1, 50)).map(
        lambda gaps: Triangular(gaps[0], gaps[0] + gaps[1], gaps[0] + gaps[1] + gaps[2])
    ),
    st.tuples(st.floats(-50, 50), st.floats(0.1, 20)).map(lambda numbers: Normal(*numbers)),
    st.tuples(st.floats(0.01, 1), st.floats(-50, 50)).map(lambda numbers: Event(*numbers)),
    st.tuples(st.floats(0.01, 1), st.floats(0, 50)).map(lambda n: Event(n[0], Uniform(n[1], n[1] + 3))),
)


@settings(max_examples=30, deadline=None)
@given(terms=st.lists(AMOUNTS, min_size=1, max_size=6))
@example(terms=[Event(0.5, 15), Event(0.5, 30), Uniform(0, 3)])
def test_curves_rise_from_nought_to_one_and_keep_mean_and_sd(terms: list[Distribution]) -> None:
    curve = s_curve(terms, points=2048)
    sd = math.hypot(*(term.sd for term in terms))

    assert np.isfinite(curve.xs).all()
    assert (np.diff(curve.xs) >= 0).all()
    assert (np.diff(curve.cdf_values) >= 0).all()
    assert (curve.cdf_values[0], curve.cdf_values[-1]) == (0, 1)
    assert curve.mean == pytest.approx(math.fsum(term.mean for term in terms), abs=1e-4 * sd + 1e-9)
    assert curve.sd == pytest.approx(sd, rel=1e-3, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(terms=st.permutations(two_hundred_terms()[130:150]), scale=st.sampled_from([1e-6, 1e3, 1e12]))
def test_neither_the_order_of_the_terms_nor_the_unit_of_money_matters(terms: list[Distribution], scale: float) -> None:
    curve = s_curve(two_hundred_terms()[130:150])

    assert distance(s_curve(terms), curve) <= 1e-9
    scaled = s_curve([Scaled(term, scale) for term in terms]).quantile(PERCENTILES)
    np.testing.assert_allclose(scaled / scale, curve.quantile(PERCENTILES), atol=1e-4 * curve.sd)


def test_a_benefit_is_a_cost_turned_over() -> None:
    terms = two_hundred_terms()[:20]
    turned = s_curve([Scaled(term, -1) for term in terms])

    np.testing.assert_allclose(-turned.quantile(1 - PERCENTILES), s_curve(terms).quantile(PERCENTILES), rtol=1e-6)


def test_equal_terms_and_a_certain_amount_are_only_a_shift() -> None:
    curve = s_curve([Pert(1, 2, 4)] * 5)
    shifted = s_curve([Pert(1, 2, 4)] * 5 + [Constant(1e6), Uniform(3, 3)], constant=-7)

    np.testing.assert_allclose(shifted.quantile(PERCENTILES) - 1e6 + 4, curve.quantile(PERCENTILES), atol=1e-9)


@pytest.mark.parametrize("terms", [[], [Constant(0)], [Event(0, 5)], [Normal(0, 0)]], ids=repr)
def test_what_is_certain_is_one_step(terms: list[Distribution]) -> None:
    curve = s_curve(terms, constant=3)

    assert (curve.mean, curve.sd, curve.quantile(0.01), curve.quantile(1.0)) == (3, 0, 3, 3)
    assert (curve.probability_below(3.0), curve.cdf(3.0)) == (0, 1)


@pytest.mark.parametrize(
    "terms",
    [
        [Normal(1e9, 1)],
        [Uniform(1e9, 1e9 + 1e-7), Uniform(0, 1)],
        [Event(1e-90, 1), Uniform(0, 1)],
        [Event(1 - 1e-16, Pert(1, 2, 3))],
        [Uniform(0, 1e-90)] * 3,
        [Normal(0, 1e90)] * 5,
        [Triangular(-1e-9, 0, 1e90)],
        [Event(0.01, 1e6)] * 10 + [Uniform(0, 1)],
        [Event(0.5, Uniform(0, 1e-6)), Uniform(-1e6, 1e6)],
        [Lognormal(0, 1.5)] * 3,
        [Compound(0.2, Scaled(Compound(1, 3), -1))],
    ],
    ids=repr,
)
def test_extreme_amounts_keep_their_mean_and_sd(terms: list[Distribution]) -> None:
    curve, sd = s_curve(terms), math.hypot(*(term.sd for term in terms))

    assert curve.mean == pytest.approx(math.fsum(term.mean for term in terms), abs=1e-5 * sd)
    assert curve.sd == pytest.approx(sd, rel=1e-3)


def test_rare_great_losses_are_not_lost() -> None:
    curve = s_curve([Event(1e-5, Uniform(1e5, 2e5)), Normal(0, 50)])

    assert 1 - curve.cdf(90_000.0) == pytest.approx(1e-5, rel=1e-3)


def test_a_risk_next_to_impossible_moves_no_percentile() -> None:
    curve = s_curve([Event(1e-99, Uniform(0, 1e3)), Uniform(0, 1)])

    assert curve.quantile(0.8) == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize(
    ("terms", "arguments"),
    [
        ([Uniform(0, 1)], {"points": 100}),
        ([Uniform(0, 1)], {"points": 2**23}),
        ([Uniform(0, 1)], {"constant": math.nan}),
        ([Uniform(0, 1)], {"constant": math.inf}),
        ([Lognormal(0, 5)], {}),
        ([Event(1e-15, 1e12), Uniform(0, 1)], {}),
    ],
)
def test_what_no_lattice_holds_is_refused(terms: list[Distribution], arguments: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        s_curve(terms, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "term", [*two_hundred_terms()[:5], *two_hundred_terms()[140:144], Discrete([0.3, 2.2], [0.4, 0.6])]
)
def test_masses_keep_the_mean_and_the_variance(term: Distribution) -> None:
    step = term.sd / 20
    masses = masses_on(term, step)
    places = np.arange(masses.first, masses.first + len(masses.whole))
    mean = float(places @ masses.whole)
    variance = float((places - mean) ** 2 @ masses.whole) - masses.added

    assert masses.whole.sum() == pytest.approx(1, abs=1e-12)
    assert mean * step == pytest.approx(term.mean, rel=1e-9)
    assert variance * step**2 == pytest.approx(term.sd**2, rel=1e-3)


def test_a_changed_line_alone_is_calculated_anew() -> None:
    terms = two_hundred_terms()
    s_curve(terms)
    known = masses_on.cache_info().misses

    s_curve([*terms[:-1], Pert(1, 2, 4)])

    assert masses_on.cache_info().misses == known + 1
