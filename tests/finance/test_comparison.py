"""Options side by side: increments, unequal lives, the choice among several, and rankings that disagree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import cashflow
from casebuilder.finance.comparison import (
    Disagreement,
    common_horizon,
    incremental,
    mutually_exclusive,
    rankings,
    replacement_chain,
    unequal_lives,
)
from casebuilder.finance.irr import Irr, irr
from casebuilder.finance.measures import equivalent_annual, npv
from casebuilder.finance.schedule import discount_factors, factors, rates

D = Decimal
RATES = st.decimals(0, D("0.3"), places=3)
NETS = st.lists(st.integers(-1000, 1000).map(Decimal), min_size=6, max_size=6)


def _flows(*values: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


# 5%: 1000 + 100 a year for 3 years against 1500 + 60 a year for 5.
MACHINES = {"three": _flows(1000, 100, 100, 100), "five": _flows(1500, 60, 60, 60, 60, 60)}


def test_the_published_equivalent_annual_costs() -> None:
    lives = unequal_lives(MACHINES, discount_factors(D("0.05"), 15))

    assert (round(lives["three"].npv, 2), round(lives["five"].npv, 2)) == (D("1272.32"), D("1759.77"))
    assert (round(lives["three"].annual, 2), round(lives["five"].annual, 2)) == (D("467.21"), D("406.46"))
    assert (lives["three"].periods, lives["five"].periods) == (3, 5)


def test_replacement_buys_again_at_the_end_of_each_life() -> None:
    assert replacement_chain(_flows(10, 1, 1), 6) == _flows(10, 1, 11, 1, 11, 1, 1)
    assert replacement_chain(_flows(10, 1, 1), 5) == _flows(10, 1, 11, 1, 11, 1)
    assert replacement_chain(_flows(10, 1, 1), 1) == _flows(10, 1)
    assert replacement_chain(_flows(10, 1), 0) == _flows(10)


def test_lives_meet_at_their_least_common_multiple_or_where_it_is_cut() -> None:
    assert common_horizon([3, 5]) == 15
    assert common_horizon([4, 6]) == 12
    assert common_horizon([7, 11, 13]) == 120
    assert common_horizon([7, 11], longest=20) == 20
    assert common_horizon([30, 7], longest=20) == 30


@given(NETS, NETS, RATES)
def test_a_whole_chain_costs_as_much_a_year_as_one_life(first: list[D], second: list[D], rate: D) -> None:
    options = {"short": first[:3], "long": second[:5]}
    horizon = common_horizon([2, 4])

    for life in unequal_lives(options, discount_factors(rate, horizon)).values():
        assert not life.cut
        assert equivalent_annual(rate, life.chain_npv, horizon) == pytest.approx(life.annual, abs=D("1e-18"))


def test_a_chain_that_outlasts_the_horizon_says_so() -> None:
    lives = unequal_lives(MACHINES, discount_factors(D("0.05"), 6))

    assert (lives["three"].cut, lives["five"].cut) == (False, True)
    assert lives["five"].chain == _flows(1500, 60, 60, 60, 60, 1560, 60)


def test_an_equivalent_annual_value_follows_a_declining_schedule() -> None:
    """31 equal amounts are their own equivalent, whatever the rates are."""
    (life,) = unequal_lives({"level": _flows(0, *[7] * 31)}, factors(rates("green_book", 31))).values()

    assert life.annual == pytest.approx(D(7), abs=D("1e-20"))


def test_an_increment_has_its_own_npv_and_rate() -> None:
    at = discount_factors(D("0.1"), 1)

    added = incremental(_flows(-200, 250), _flows(-100, 125), at)

    assert added.flows == _flows(-100, 125)
    assert round(added.npv, 2) == D("13.64")
    assert added.irr.value == pytest.approx(0.25)


@given(NETS, NETS, RATES)
def test_increments_add_up_and_their_rate_makes_their_npv_nought(one: list[D], other: list[D], rate: D) -> None:
    at = discount_factors(rate, 5)

    added = incremental(one, other, at)

    assert added.npv == pytest.approx(npv(rate, one) - npv(rate, other), abs=D("1e-18"))
    for root in added.irr.roots:
        scale = sum(abs(float(flow)) * (1 + root) ** -period for period, flow in enumerate(added.flows))
        assert abs(npv(root, [float(flow) for flow in added.flows])) <= 1e-9 * scale


@given(NETS, NETS, RATES)
def test_a_year_later_or_a_line_of_nought(flows: list[D], baseline: list[D], rate: D) -> None:
    """Moving all by one year divides NPV by 1 + rate; an option against itself adds nothing."""
    at = discount_factors(rate, 6)
    added = incremental(flows, baseline, at)

    later = incremental([D(0), *flows], [D(0), *baseline], at)

    assert later.npv * (1 + rate) == pytest.approx(added.npv, abs=D("1e-18"))
    assert incremental(flows, flows, at).npv == 0
    assert incremental([*flows, D(0)], baseline, at) == added


def test_the_walk_goes_from_the_least_outlay_to_the_best() -> None:
    """The larger option has the lower rate of return and the higher NPV: its increment of 900 earns 15% at 10%."""
    options = {
        "large": _flows(-1000, 1200),
        "poor": _flows(-500, 130),
        "small": _flows(-100, 165),
        "nothing": _flows(0, 0),
    }

    walk = mutually_exclusive(options, discount_factors(D("0.1"), 1))

    assert [(step.defender, step.challenger, step.accepted) for step in walk.steps] == [
        ("nothing", "small", True),
        ("small", "poor", False),
        ("small", "large", True),
    ]
    assert walk.steps[-1].added.irr.value == pytest.approx(0.15)
    assert walk.chosen == "large"


def test_a_challenger_must_add_something() -> None:
    walk = mutually_exclusive({"first": _flows(-1, 2), "same": _flows(-1, 2)}, discount_factors(D(0), 1))

    assert walk.chosen == "first"
    assert not walk.steps[0].accepted


def test_the_published_pair_of_options_of_which_one_beats_doing_nothing() -> None:
    """3.5%: 10 for 2.5 a year is worth -0.8173, 5 for 1.5 a year 0.5096."""
    options = {
        "do nothing": _flows(0),
        "large": [D(-10), *[D("2.5")] * 4],
        "small": [D(-5), *[D("1.5")] * 4],
    }

    walk = mutually_exclusive(options, discount_factors(D("0.035"), 4))

    assert walk.chosen == "small"
    assert [round(step.added.npv, 4) for step in walk.steps] == [D("0.5096"), D("-0.8173") - D("0.5096")]
    assert [step.accepted for step in walk.steps] == [True, False]


@given(st.dictionaries(st.sampled_from("ABCDE"), NETS, min_size=1), RATES)
def test_the_walk_ends_at_the_highest_npv(options: dict[str, list[D]], rate: D) -> None:
    walk = mutually_exclusive(options, discount_factors(rate, 5))

    best = max(npv(rate, flows) for flows in options.values())
    assert npv(rate, options[walk.chosen]) == pytest.approx(best, abs=D("1e-18"))
    assert len(walk.steps) == len(options) - 1


def _rate(value: float) -> Irr:
    return Irr("unique", (value,))


def test_rankings_say_where_they_disagree() -> None:
    """The textbook case of scale: the large option wins by NPV, the small one by ratio and rate."""
    found = rankings({"large": (D(91), D("1.09"), _rate(0.2)), "small": (D(50), D("1.5"), _rate(0.65))})

    assert (found.npv.order, found.bcr.order, found.irr.order) == (
        ("large", "small"),
        ("small", "large"),
        ("small", "large"),
    )
    assert found.disagreements == (Disagreement("large", "small", ("npv",), ("bcr", "irr")),)


def test_who_has_no_one_value_is_not_ranked_and_the_reason_is_given() -> None:
    found = rankings(
        {
            "two rates": (D(1), D(2), irr(_flows(-100, 230, -132))),
            "no rate": (D(2), None, irr(_flows(1000, -3000, 2500))),
            "no change": (D(3), D(3), irr(_flows(1, 1))),
            "not appraised": (None, D(1), _rate(0.1)),
        }
    )

    assert found.irr.unranked == {"two rates": "multiple", "no rate": "none", "no change": "no_sign_change"}
    assert found.bcr.unranked == {"no rate": "absent"}
    assert found.npv.unranked == {"not appraised": "absent"}
    assert found.npv.order == ("no change", "no rate", "two rates")
    assert found.irr.order == ("not appraised",)
    assert found.disagreements == ()


def test_equals_share_the_better_rank_and_do_not_disagree() -> None:
    found = rankings({"A": (D(5), D(1), _rate(0.1)), "B": (D(5), D(2), _rate(0.1)), "C": (D(1), D(3), _rate(0.1))})

    assert found.npv.ranks == {"A": 1, "B": 1, "C": 3}
    assert [(pair.first, pair.second) for pair in found.disagreements] == [("A", "C"), ("B", "C")]


@given(st.dictionaries(st.sampled_from("ABCD"), st.tuples(NETS, NETS), min_size=1), RATES)
def test_npv_and_ratio_agree_on_which_side_of_the_limit_an_option_is(
    options: dict[str, tuple[list[D], list[D]]], rate: D
) -> None:
    at = discount_factors(rate, 5)
    figures: dict[str, tuple[D | None, D | None, Irr]] = {}
    for key, (benefits, costs) in options.items():
        pv_benefits, pv_costs = (
            cashflow.present_value([abs(flow) for flow in flows], at) for flows in (benefits, costs)
        )
        figures[key] = (pv_benefits - pv_costs, pv_benefits / pv_costs if pv_costs else None, _rate(0.1))
        assert pv_costs == 0 or (pv_benefits / pv_costs > 1) == (pv_benefits > pv_costs)

    found = rankings(figures)

    for ranking, at_place in ((found.npv, 0), (found.bcr, 1)):
        values = [figures[key][at_place] for key in ranking.order]
        assert values == sorted((value for value in values if value is not None), reverse=True)
        assert set(ranking.order) | set(ranking.unranked) == set(options)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: common_horizon([]), "at least one period"),
        (lambda: common_horizon([3, 0]), "at least one period"),
        (lambda: replacement_chain(_flows(1), 5), "at least one period"),
        (lambda: unequal_lives(MACHINES, discount_factors(D(0), 4)), "shorter than the life of five"),
        (lambda: mutually_exclusive({}, [D(1)]), "no options"),
        (lambda: incremental([D("Infinity")], [], [D(1)]), "not a finite number"),
        (lambda: incremental([], [], []), "must not be negative"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
