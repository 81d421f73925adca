"""The simulation against closed forms and the exact curve, what must not change it, and what it refuses."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import risk.compiled
from risk.distributions import (
    Compound,
    Constant,
    Discrete,
    Event,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    Triangular,
    Uniform,
)
from risk.exact import s_curve
from risk.protocols import Distribution
from risk.simulation import Cancelled, Driver, Model, SelfCheckError, Simulation, Term, simulate

NAMES = ("sobol", "lhs", "random")
FACTORS = tuple(1.05**-period for period in range(6))


def model_of(**amounts: Distribution) -> Model:
    """Each amount is a cost in period 1; a benefit of 100 certainly comes in period 2."""
    drivers = [Driver(key, distribution) for key, distribution in amounts.items()]
    terms = [Term((key,), (0, 1, 0), "cost", key) for key in amounts]
    return Model([*terms, Term((), (0, 0, 100), "benefit")], drivers, (1, 0.9, 0.8))


def project(**changes: Any) -> Model:
    """Costs, benefits, a product, events and an uncertain delay, as a case has them."""
    drivers = [
        Driver("build", Pert(0.8, 1, 1.6), "works"),
        Driver("fit", Triangular(0.9, 1, 1.4), "works"),
        Driver("run", Lognormal(0, 0.2)),
        Driver("volume", Triangular(0.5, 1, 1.2)),
        Driver("price", Normal(1, 0.1)),
        Driver("fire", Event(0.1, Uniform(100, 500))),
        Driver("luck", Event(0.3, Scaled(Pert(1, 2, 3), -40))),
        Driver("known", Constant(1.1)),
    ]
    terms = [
        Term(("build",), (400, 100, 0, 0, 0, 0), "cost"),
        Term(("fit",), (0, 150, 50, 0, 0, 0), "cost"),
        Term(("run",), (0, 20, 20, 20, 20, 20), "cost"),
        Term(("volume", "price", "known"), (0, 100, 250, 300, 300, 300), "benefit"),
        Term(("fire",), (0, 0, 1, 0, 0, 0), "cost"),
        Term(("luck",), (0, 0, 0, 1, 0, 0), "cost"),
        Term((), (0, 5, 5, 5, 5, 5), "benefit"),
    ]
    given_parts = {"terms": terms, "drivers": drivers, "factors": FACTORS, "groups": {"works": 0.5}}
    return Model(**{**given_parts, **changes})


LATE = Driver("late", Triangular(0, 0.5, 2))


def figures(found: Simulation) -> np.ndarray:
    """All numbers that a document shows, in one order."""
    several = [found.npv, found.cost, found.total_cost]
    numbers = [getattr(one, name) for one in several for name in ("mean", "sd", "p5", "p50", "p80", "p95", "cvar")]
    parts = [found.payback.p50, found.payback.p80, found.peak_funding.p80, found.npv.prob_negative, found.pays_back]
    shares = [share.variance_share for share in sorted(found.drivers, key=lambda share: share.key)]
    return np.array([math.inf if number is None else number for number in (*numbers, *parts, *shares)])


# -- against what is known ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_sum_of_normal_amounts_has_the_published_percentile(name: Any) -> None:
    """The golden value sumnorm_p80: means 10 to 19, standard deviations 1.0 to 2.8."""
    amounts = {f"n{step}": Normal(10 + step, 1 + 0.2 * step) for step in range(10)}
    drivers = [Driver(key, amount) for key, amount in amounts.items()]
    model = Model([Term((key,), (1,), "cost") for key in amounts], drivers, (1,))
    found = simulate(model, iterations=32_768, seed=1, sampler=name)
    half = (found.total_cost.p80_ci95[1] - found.total_cost.p80_ci95[0]) / 2
    assert found.total_cost.p80 == pytest.approx(150.2828076106888, abs=2.3 * half)
    assert found.npv.p10 == pytest.approx(-found.cost.p90, abs=1e-9)
    assert found.analytic_mean == pytest.approx(-145)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "amounts",
    [
        [Pert(8, 10, 20), Triangular(1, 5, 6), Lognormal(1, 0.3), Uniform(0, 9)],
        [Event(0.2, Lognormal(2, 0.5)), Event(0.5, Pert(1, 2, 9)), Event(0.05, 40), Normal(3, 1)],
        [Pert(0, 1, 50), Uniform(0, 1), Compound(1.2, Triangular(1, 2, 6))],
    ],
    ids=["smooth", "events", "compound"],
)
def test_percentiles_and_shares_are_those_of_the_exact_curve(name: Any, amounts: list[Distribution]) -> None:
    model = model_of(**{f"d{place}": amount for place, amount in enumerate(amounts)})
    found = simulate(model, iterations=16_384, seed=5, sampler=name)
    exact = s_curve(amounts)
    for percent in (50, 80, 90):
        density = 0.01 / (exact.quantile(percent / 100 + 0.005) - exact.quantile(percent / 100 - 0.005))
        error = math.sqrt(percent / 100 * (1 - percent / 100) / 16_384) / density
        assert getattr(found.total_cost, f"p{percent}") == pytest.approx(exact.quantile(percent / 100), abs=4.5 * error)
    assert found.npv.prob_negative == pytest.approx(1 - exact.cdf(80 / 0.9), abs=4.5 * 0.5 / 128)
    assert found.total_cost.sd == pytest.approx(exact.sd, rel=0.06)
    variances = {f"d{place}": amount.sd**2 / exact.sd**2 for place, amount in enumerate(amounts)}
    assert {share.key: share.variance_share for share in found.drivers} == pytest.approx(variances, abs=0.05)


def test_events_have_the_states_of_the_published_example() -> None:
    """Three risks of 2, 5 and 10 million: 40% is at most 2 million, P80 is 7 million, the expected value 5.1."""
    chances = {"a": (0.3, 2), "b": (0.5, 5), "c": (0.2, 10)}
    found = simulate(
        replace(model_of(**{key: Event(*one) for key, one in chances.items()}), base_cost=0.0),
        iterations=65_536,
        seed=1,
    )
    assert found.total_cost.mean == pytest.approx(5.1, abs=0.01)
    values, counts = np.unique(np.round(found.total_cost_samples, 6), return_counts=True)
    assert values.tolist() == [0, 2, 5, 7, 10, 12, 15, 17]
    reached = dict(zip(values.tolist(), (np.cumsum(counts) / 65_536).tolist(), strict=True))
    published = {0: 0.28, 2: 0.40, 5: 0.68, 7: 0.80, 10: 0.87, 12: 0.90, 15: 0.97, 17: 1}
    assert reached == pytest.approx(published, abs=0.003)
    assert found.contingency is not None
    assert found.contingency.p50 == pytest.approx(5)


def test_products_have_the_moments_of_products() -> None:
    drivers = [Driver("volume", Uniform(0, 2)), Driver("price", Triangular(1, 2, 6)), Driver("use", Pert(0, 1, 1))]
    term = Term(("volume", "price", "use"), (0, 10, 10), "benefit")
    found = simulate(Model([term], drivers, (1, 0.5, 0.25)), iterations=65_536, seed=3)
    mean = math.prod(driver.distribution.mean for driver in drivers)
    square = math.prod(driver.distribution.mean**2 + driver.distribution.sd**2 for driver in drivers)
    assert found.analytic_mean == pytest.approx(7.5 * mean)
    assert found.npv.sd == pytest.approx(7.5 * math.sqrt(square - mean**2), rel=0.01)
    relative = {one.key: (one.distribution.sd / one.distribution.mean) ** 2 for one in drivers}
    expected = {key: value / sum(relative.values()) for key, value in relative.items()}
    assert {share.key: share.variance_share for share in found.drivers} == pytest.approx(expected)


@pytest.mark.parametrize(
    "delay", [Constant(1.25), Uniform(0, 3), Discrete([0, 1.5, 9], [0.5, 0.3, 0.2]), LATE.distribution]
)
@pytest.mark.parametrize("name", NAMES)
def test_a_delay_has_its_expected_value_in_closed_form(delay: Distribution, name: Any) -> None:
    """Of certain flows every delay has one NPV, and its mean is a mean of these."""
    model = project(delay=Driver("late", delay))
    found = simulate(model, iterations=8192, seed=3, sampler=name)
    assert found.mean_error_se is not None
    benefits = np.array([0, *[5.0] * 5]) + 1.1 * model.drivers[3].distribution.mean * np.array(model.terms[3].profile)
    costs = sum(
        np.array(term.profile) * next(one.distribution.mean for one in model.drivers if one.key == term.drivers[0])
        for term in model.terms
        if term.kind == "cost"
    )
    chances = (np.arange(20_000) + 0.5) / 20_000
    worth = [_late_value(benefits, late) for late in delay.quantile(chances)]
    assert found.analytic_mean == pytest.approx(np.mean(worth) - costs @ FACTORS, rel=1e-4)


def _late_value(flows: np.ndarray, delay: float) -> float:
    whole, part = int(delay), delay - int(delay)
    late = [np.concatenate([np.zeros(min(shift, 6)), flows])[:6] for shift in (whole, whole + 1)]
    return float(((1 - part) * late[0] + part * late[1]) @ FACTORS)


def test_payback_and_funding_are_those_of_the_flows() -> None:
    terms = [Term((), (100, 0, 0, 0), "cost"), Term(("b",), (0, 40, 40, 40), "benefit")]
    benefits = Driver("b", Discrete([0.5, 1, 2], [0.3, 0.3, 0.4]))
    model = Model(terms, [benefits], (1, 1, 1, 1), periods_a_year=2)
    found = simulate(model, iterations=4096, seed=1)
    assert (found.payback.p50, found.payback.p80, found.payback.p95) == (1.25, None, None)
    assert found.pays_back == pytest.approx(0.7, abs=0.002)
    assert (found.peak_funding.p50, found.peak_funding.p95) == (100, 100)
    assert found.npv.prob_negative == pytest.approx(0.3, abs=0.002)


def test_a_delay_puts_off_payback_and_deepens_funding() -> None:
    terms = [Term((), (100, 0, 0, 0), "cost"), Term((), (0, 50, 50, 50), "benefit"), Term((), (0, 30, 0, 0), "cost")]
    model = Model(terms, [], (1, 1, 1, 1), delay=Driver("late", Discrete([0, 1], [0.6, 0.4])))
    found = simulate(model, iterations=4096, seed=1)
    assert (found.payback.p50, found.payback.p80) == (pytest.approx(2.6), None)
    assert (found.peak_funding.p50, found.peak_funding.p80) == (100, 130)
    assert found.pays_back == pytest.approx(0.6, abs=0.002)


def test_correlation_widens_and_shares_still_sum_to_one() -> None:
    amounts = {f"d{place}": Pert(8, 10, 16) for place in range(10)}
    alone = model_of(**amounts)
    grouped = replace(alone, drivers=[replace(one, group="all") for one in alone.drivers], groups={"all": 0.3})
    free, tied = simulate(alone, iterations=16_384, seed=1), simulate(grouped, iterations=16_384, seed=1)
    assert tied.npv.sd / free.npv.sd == pytest.approx(math.sqrt(1 + 9 * 0.3), rel=0.02)
    for found in (free, tied):
        assert [share.variance_share for share in found.drivers] == pytest.approx([0.1] * 10, abs=0.02)
        assert math.fsum(share.variance_share for share in found.drivers) == pytest.approx(1, abs=1e-9)


def test_a_pair_has_its_rank_correlation_in_place_of_that_of_its_group() -> None:
    pair = (("build", "fit", -0.6),)
    model = project(correlations=pair)
    found = risk.compiled.compiled(model)
    assert not found.dependence.groups
    assert found.dependence.mixture is not None
    assert simulate(model, iterations=512, seed=1).correlation_change == 0
    impossible = [("build", "fit", 0.9), ("fit", "run", 0.9), ("build", "run", -0.9)]
    assert simulate(project(correlations=impossible), iterations=512, seed=1).correlation_change > 0.3


def test_the_others_of_a_group_stay_with_a_driver_that_a_pair_names() -> None:
    """Four lines of 0.8 each; two pairs of 0.9 tie them closer, and the rest of the group stays as it was."""
    drivers = [Driver(str(place), Normal(0.0, 1.0), "all") for place in range(4)]
    terms = [Term((driver.key,), (1.0,), "benefit") for driver in drivers]
    grouped = Model(terms, drivers, [1.0], groups={"all": 0.8})
    paired = replace(grouped, correlations=[("0", "1", 0.9), ("2", "3", 0.9)])

    before, after = (simulate(model, iterations=32_768, seed=1).npv.sd for model in (grouped, paired))

    ranked = 2 * math.sin(math.pi * 0.9 / 6)
    assert before == pytest.approx(math.sqrt(4 + 12 * 0.8), rel=0.01)
    assert after == pytest.approx(math.sqrt(4 + 8 * 0.8 + 4 * ranked), rel=0.01)


def test_dependent_products_have_no_closed_form() -> None:
    found = simulate(project(correlations=[("volume", "price", -0.5)]), iterations=512, seed=1)
    assert (found.analytic_mean, found.mean_error_se) == (None, None)
    late = replace(LATE, group="works")
    assert simulate(project(delay=late), iterations=512, seed=1).analytic_mean is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("delay", [None, LATE])
def test_shares_sum_to_one_whatever_the_model_has(name: Any, delay: Driver | None) -> None:
    model = project(delay=delay, correlations=[("run", "price", 0.4)])
    found = simulate(model, iterations=5000, seed=9, sampler=name)
    assert math.fsum(share.variance_share for share in found.drivers) == pytest.approx(1, abs=1e-9)
    shares = [share.variance_share for share in found.drivers]
    assert shares == sorted(shares, reverse=True)
    assert {share.key for share in found.drivers} == {driver.key for driver in model.uncertain}


# -- what must not change the result -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@given(st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_the_order_of_the_model_does_not_matter(name: Any, random: Any) -> None:
    model = project(delay=LATE, correlations=[("run", "price", 0.4), ("fire", "run", 0.2)])
    twins = [replace(model.drivers[5], key=key) for key in ("twin", "other twin")]
    more = [replace(model.terms[4], drivers=(twin.key,)) for twin in twins]
    model = replace(model, drivers=[*model.drivers, *twins], terms=[*model.terms, *more])
    mixed = {
        part: random.sample(list(getattr(model, part)), len(getattr(model, part))) for part in ("terms", "drivers")
    }
    mixed["terms"] = [replace(one, drivers=tuple(reversed(one.drivers))) for one in mixed["terms"]]
    first = simulate(model, iterations=3000, seed=4, sampler=name)
    second = simulate(replace(model, **mixed), iterations=3000, seed=4, sampler=name)
    np.testing.assert_allclose(figures(first), figures(second), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [1e-6, 1e9])
def test_the_unit_of_money_does_not_matter(name: Any, scale: float) -> None:
    model = project(delay=LATE)
    terms = [replace(term, profile=tuple(scale * flow for flow in term.profile)) for term in model.terms]
    first = simulate(model, iterations=3000, seed=4, sampler=name)
    second = simulate(replace(model, terms=terms), iterations=3000, seed=4, sampler=name)
    np.testing.assert_allclose(second.npv_samples / scale, first.npv_samples, rtol=1e-9, atol=1e-9)
    assert [share.key for share in first.drivers] == [share.key for share in second.drivers]
    assert second.payback.p50 == pytest.approx(first.payback.p50, rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_costs_for_benefits_turn_the_sign(name: Any) -> None:
    model = project()
    turned = [replace(term, kind="benefit" if term.kind == "cost" else "cost") for term in model.terms]
    first = simulate(model, iterations=3000, seed=4, sampler=name)
    second = simulate(replace(model, terms=turned), iterations=3000, seed=4, sampler=name)
    np.testing.assert_allclose(second.npv_samples, -first.npv_samples, rtol=1e-9)
    assert [share.key for share in first.drivers] == [share.key for share in second.drivers]


@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_nothing_changes_nothing(name: Any) -> None:
    model = project()
    more = [*model.terms, Term((), (0,) * 6, "cost", "nothing"), Term(("known",), (0,) * 6, "benefit")]
    np.testing.assert_array_equal(
        simulate(replace(model, terms=more), iterations=999, seed=4, sampler=name).npv_samples,
        simulate(model, iterations=999, seed=4, sampler=name).npv_samples,
    )


@pytest.mark.parametrize("name", NAMES)
def test_equal_arguments_give_equal_results_and_another_seed_others(name: Any) -> None:
    first, again, other = (simulate(project(), iterations=999, seed=seed, sampler=name) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.npv_samples, again.npv_samples)
    assert first.npv.p80 != other.npv.p80


def test_a_seed_gives_the_result_that_it_gave_in_the_first_release() -> None:
    found = simulate(project(delay=LATE), iterations=4096, seed=2026)
    assert found.npv.p80 == pytest.approx(215.1286590038748, rel=1e-7)


# -- how it runs -------------------------------------------------------------------------------------------------------


def test_progress_ascends_to_one_and_can_stop_the_work() -> None:
    told: list[float] = []
    simulate(project(), iterations=40_000, seed=1, progress=told.append)
    assert told == sorted(told)
    assert (len(told), told[-1]) == (6, 1)

    def stop(share: float) -> None:
        told.append(share)
        raise Cancelled

    with pytest.raises(Cancelled):
        simulate(project(), iterations=40_000, seed=1, progress=stop)
    assert len(told) == 7


def test_memory_grows_by_the_results_of_an_iteration_alone() -> None:
    def peak(iterations: int) -> int:
        tracemalloc.start()
        simulate(project(delay=LATE), iterations=iterations, seed=1)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1000)
    assert (peak(400_000) - peak(100_000)) / 300_000 < 80


def test_a_wrong_mean_is_an_error_and_no_footnote(monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(a=Pert(8, 10, 20), b=Event(0.3, 7))
    right = simulate(model, iterations=8192, seed=1)
    assert right.mean_error_se is not None
    assert right.mean_error_se < 4.5
    wrong = property(lambda self: (right.analytic_mean or 0.0) + 0.02 * right.npv.sd)
    monkeypatch.setattr(risk.compiled.Compiled, "analytic_mean", wrong)
    with pytest.raises(SelfCheckError, match="standard errors from"):
        simulate(model, iterations=8192, seed=1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(8))
def test_rare_events_and_heavy_tails_do_not_alarm(name: Any, seed: int) -> None:
    model = model_of(rare=Event(1e-5, 1e9), heavy=Lognormal(0, 2.5), small=Uniform(0, 1))
    found = simulate(model, iterations=2000, seed=seed, sampler=name)
    assert found.mean_error_se is not None


@pytest.mark.parametrize("iterations", [512, 4096])
def test_a_delay_that_leaves_benefits_once_in_a_million_does_not_alarm(iterations: int) -> None:
    model, late = model_of(small=Uniform(0, 1)), Driver("late", Triangular(0, 240, 240))
    terms = [*model.terms, Term((), (0, 0, 1e9), "benefit")]
    found = simulate(replace(model, terms=terms, delay=late), iterations=iterations, seed=1)
    assert found.mean_error_se is not None


def test_flows_that_cancel_do_not_alarm() -> None:
    model = model_of(tiny=Uniform(0, 1e-9))
    large = [Term((), (1e15 / 3, 0, 1e15 / 7), kind) for kind in ("cost", "benefit")]
    found = simulate(replace(model, terms=[*model.terms, *large]), iterations=2048, seed=1)
    assert found.npv.mean == pytest.approx(80, abs=1)


def test_large_amounts_stay_finite() -> None:
    model = model_of(vast=Uniform(1e90, 3e90))
    found = simulate(model, iterations=2048, seed=1)
    assert found.peak_funding.p50 == pytest.approx(2e90, rel=1e-3)
    assert found.npv.sd == pytest.approx(0.9 * model.drivers[0].distribution.sd, rel=1e-3)


def test_amounts_whose_squares_would_not_be_finite_are_refused() -> None:
    model = model_of(vast=Uniform(1e90, 3e90))
    terms = [replace(term, profile=tuple(1e80 * flow for flow in term.profile)) for term in model.terms]
    with pytest.raises(ValueError, match="too large"):
        simulate(replace(model, terms=terms), iterations=10, seed=1)


def test_the_curve_rises_from_the_least_to_the_greatest() -> None:
    found = simulate(project(), iterations=2000, seed=1)
    assert len(found.npv.curve) == 201
    assert list(found.npv.curve) == sorted(found.npv.curve)
    assert (found.npv.curve[0], found.npv.curve[-1]) == (found.npv_samples.min(), found.npv_samples.max())
    assert found.npv.curve[160] == found.npv.p80
    for low, high in found.npv.ci95.values():
        assert low <= high
    assert found.npv.ci95["p80"] == found.npv.p80_ci95


# -- what is odd or wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("iterations", [1, 2, 63, 64, 4096])
def test_a_certain_case_has_one_value(name: Any, iterations: int) -> None:
    model = Model([Term(("a",), (10, 0), "cost"), Term((), (0, 22), "benefit")], [Driver("a", Constant(2))], (1, 0.5))
    found = simulate(model, iterations=iterations, seed=1, sampler=name)
    assert (found.npv.mean, found.npv.sd, found.npv.p5, found.npv.p95, found.npv.cvar) == (-9, 0, -9, -9, -9)
    assert (found.analytic_mean, found.mean_error_se) == (-9, 0)
    assert [share.variance_share for share in found.drivers] == [0]
    assert (found.payback.p50, found.pays_back) == (pytest.approx(10 / 11), 1)


@pytest.mark.parametrize("name", NAMES)
def test_few_iterations_give_finite_numbers(name: Any) -> None:
    for iterations in (1, 2, 3, 5, 65):
        found = simulate(project(delay=LATE), iterations=iterations, seed=1, sampler=name)
        assert all(math.isfinite(number) for pair in found.npv.ci95.values() for number in pair)
        assert math.isfinite(found.npv.sd)
        assert found.iterations == len(found.npv_samples) == iterations


def test_a_driver_that_moves_nothing_has_no_share() -> None:
    model = model_of(a=Uniform(0, 1))
    found = simulate(replace(model, drivers=[*model.drivers, Driver("idle", Normal(0, 1))]), iterations=128, seed=1)
    assert {share.key: share.variance_share for share in found.drivers} == pytest.approx({"a": 1, "idle": 0})


TERM = Term(("a",), (1, 2), "cost", "line")
DRIVER = Driver("a", Uniform(0, 1))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"terms": []}, "nothing to simulate"),
        ({"factors": ()}, "nothing to simulate"),
        ({"factors": (1, math.nan)}, "discount factor must be a finite number"),
        ({"factors": (1, 1, 1)}, "'line' has 2 periods and the model 3"),
        ({"terms": [replace(TERM, profile=(1, math.inf))]}, "cash flow must be a finite number"),
        ({"terms": [replace(TERM, kind="income")]}, "a benefit or proceeds, and not 'income'"),
        ({"terms": [replace(TERM, drivers=("b",))]}, "drivers of 'line'"),
        ({"terms": [replace(TERM, drivers=("a", "a"))]}, "drivers of 'line'"),
        ({"drivers": [DRIVER, DRIVER]}, "'a' is there twice"),
        ({"delay": DRIVER}, "'a' is there twice"),
        ({"delay": Driver("late", Uniform(-1, 1))}, "delay of the benefits cannot be below nought"),
        ({"drivers": [replace(DRIVER, group="g")]}, "group 'g' of 'a' has no correlation"),
        ({"groups": {"g": 1.5}}, "between 0 and 1"),
        ({"groups": {"g": -0.5}}, "between 0 and 1"),
        ({"groups": {"g": math.nan}}, "between 0 and 1"),
        ({"correlations": [("a", "b", 0.5)]}, "two drivers of the model"),
        ({"correlations": [("a", "a", 0.5)]}, "two drivers, and stand once"),
        ({"correlations": [("a", "late", 0.5), ("late", "a", 0.1)], "delay": LATE}, "two drivers, and stand once"),
        ({"correlations": [("a", "late", 1.01)], "delay": LATE}, "between -1 and 1"),
        ({"correlations": [("a", "late", math.nan)], "delay": LATE}, "between -1 and 1"),
        ({"periods_a_year": 0}, "at least 1 period"),
        ({"base_cost": math.nan}, "base cost must be a finite number"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(parts: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Model(**{"terms": [TERM], "drivers": [DRIVER], "factors": (1, 1), **parts})


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"iterations": 0}, "at least 1 iteration"),
        ({"seed": -1}, "from 0 on"),
        ({"sampler": "quick"}, "not a way of sampling"),
    ],
)
def test_a_simulation_that_cannot_be_run_is_refused(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        simulate(project(), **{"iterations": 10, "seed": 1, **arguments})
