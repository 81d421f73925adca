"""The reference class: an organisation's own overruns and the uplifts that they ask for."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.reference_class import Caution, reference_class

D = Decimal
AMOUNTS = st.decimals(D("0.01"), D(10**6), places=2)
PAIRS = st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=30)


def _of(*percent: int) -> list[tuple[Decimal, Decimal]]:
    return [(D(100), D(100 + overrun)) for overrun in percent]


def test_overruns_are_relative_to_the_estimate_and_ascending() -> None:
    own = reference_class([(D(200), D(250)), (D(100), D(90)), (D(50), D(50))])

    assert own.overruns == (D("-0.1"), D(0), D("0.25"))
    assert own.cases == 3
    assert own.p50 == 0


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    assert reference_class(_of(10, 20, 30, 60)).p50 == pytest.approx(D("0.25"))


def test_the_eightieth_percentile_is_median_unbiased() -> None:
    """Ten cases: position 10.333 * 0.8 + 0.333 = 8.6."""
    assert reference_class(_of(0, 10, 20, 30, 40, 50, 60, 70, 80, 90)).p80 == pytest.approx(D("0.76"))


@pytest.mark.parametrize(
    ("cases", "caution"),
    [(1, "too_few_cases"), (4, "too_few_cases"), (5, "few_cases"), (9, "few_cases"), (10, None), (30, None)],
)
def test_few_cases_are_a_caution(cases: int, caution: str | None) -> None:
    found = reference_class(_of(*range(cases))).caution

    assert (None if found is None else found.value) == caution
    assert found in (None, *Caution)


@given(PAIRS, st.decimals(0, 1, places=3))
def test_uplifts_are_the_quantiles_of_an_independent_program(pairs: list[tuple[D, D]], probability: D) -> None:
    overruns = [float(actual) / float(estimate) - 1 for estimate, actual in pairs]
    expected = np.quantile(overruns, float(probability), method="median_unbiased")

    found = reference_class(pairs).uplift_at(probability)

    assert float(found) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(PAIRS, st.decimals(0, 1, places=3), st.decimals(0, 1, places=3))
def test_more_certainty_never_needs_less_uplift(pairs: list[tuple[D, D]], one: D, other: D) -> None:
    own, rounding = reference_class(pairs), D("1e-20")

    assert own.uplift_at(min(one, other)) <= own.uplift_at(max(one, other)) + rounding
    assert own.overruns[0] - rounding <= own.uplift_at(one) <= own.overruns[-1] + rounding


@pytest.mark.parametrize("pairs", [[], [(D(0), D(1))], [(D(1), D(-1))], [(D("Infinity"), D(1))]])
def test_what_is_no_experience_is_refused(pairs: list[tuple[D, D]]) -> None:
    with pytest.raises(ValueError, match=r"at least one|above nought|finite"):
        reference_class(pairs)


def test_a_probability_is_a_fraction() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        reference_class(_of(1)).uplift_at(D(80))
