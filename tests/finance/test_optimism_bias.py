"""Optimism bias: the worked examples of the guidance, the published factors, and what is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.optimism_bias import Cause, bounds, combined, double_counted, factor_groups, mitigated
from casebuilder.finance.parameters import table

D = Decimal
FACTORS = {factor.id: factor for group in factor_groups() for factor in group.factors}
FRACTIONS = st.decimals(0, 1, places=3)
# The example of works duration: what is managed of which factor.
MANAGED = {
    "contractor_capabilities": "1",
    "design_complexity": "1",
    "business_case": "0.4",
    "project_intelligence": "1",
    "site_characteristics": "1",
}


def _causes() -> list[Cause]:
    shares = {key: FACTORS[key].contribution("non_standard_buildings", "duration") for key in MANAGED}
    return [Cause(share, D(MANAGED[key])) for key, share in shares.items() if share is not None]


def test_the_published_example_of_works_duration() -> None:
    """28 months, 39%: 38.9 unmanaged; 23.8% managed leaves 29.7% and 36.3 months."""
    left = mitigated(D(28), D("0.39"), _causes())

    assert round(mitigated(D(28), D("0.39"), []).adjusted, 2) == D("38.92")
    assert left.managed == D("0.238")
    assert round(left.bias, 3) == D("0.297")
    assert round(left.adjusted, 1) == D("36.3")


def test_the_published_example_of_contract_award_counts_the_cost_of_mitigation() -> None:
    """100 m, 51%, 92% managed: 4%; with 7 m for managing the risks 111 m."""
    left = mitigated(D(100), D("0.51"), [Cause(D("0.92"), D(1))], mitigation_cost=D(7))

    assert round(left.bias, 2) == D("0.04")
    assert round(left.adjusted) == 111


@pytest.mark.parametrize(
    ("estimate", "upper", "mitigation", "adjusted"),
    [("100", "0.5", "0.5", "125"), ("100", "0.51", "0", "151"), ("50", "0.51", "0", "75.5")],
)
def test_one_cause_is_the_simple_form(estimate: str, upper: str, mitigation: str, adjusted: str) -> None:
    assert mitigated(D(estimate), D(upper), [Cause(D(1), D(mitigation))]).adjusted == D(adjusted)


def test_a_combined_project_has_weighted_bounds() -> None:
    weighted = combined({"non_standard_buildings": D("0.3"), "standard_buildings": D("0.7")})

    assert weighted == {
        "duration_upper": D("14.5"),
        "duration_lower": D("1.3"),
        "capex_upper": D("32.1"),
        "capex_lower": D("2.6"),
    }


@pytest.mark.parametrize("project_type", table("optimism_bias")["percentages"])
def test_one_type_alone_combines_to_its_own_bounds(project_type: str) -> None:
    known = {key: value for key, value in bounds(project_type).items() if value is not None}

    assert combined({project_type: D(1)}) == known


def test_factors_are_published_in_five_groups_and_named_in_both_languages() -> None:
    names = [named.name for group in factor_groups() for named in (group, *group.factors)]

    assert [group.id for group in factor_groups()] == [
        "procurement",
        "project_specific",
        "client_specific",
        "environment",
        "external_influences",
    ]
    assert all(set(name) == {"en", "zh_TW"} and all(name.values()) for name in names)
    assert len(FACTORS) == sum(len(group.factors) for group in factor_groups())
    assert all(factor.group == group.id for group in factor_groups() for factor in group.factors)


def test_contributions_are_those_of_known_types_and_never_more_than_the_whole() -> None:
    for project_type in table("optimism_bias")["percentages"]:
        for quantity in ("duration", "capex"):
            shares = [factor.contribution(project_type, quantity) for factor in FACTORS.values()]
            assert sum(share for share in shares if share is not None) <= 1
    assert {name for factor in FACTORS.values() for name in factor.contributions} <= set(
        table("optimism_bias")["percentages"]
    )


def test_a_contribution_that_was_not_read_without_doubt_is_left_open() -> None:
    assert FACTORS["business_case"].contribution("standard_civil", "capex") == D("0.10")
    assert FACTORS["political"].contribution("standard_buildings", "capex") is None
    assert FACTORS["business_case"].contribution("outsourcing", "duration") is None


def test_a_risk_counts_twice_where_its_cause_is_not_dealt_with_and_it_is_priced() -> None:
    causes = {
        "open": Cause(D("0.2"), D("0.4"), ("R1", "R2")),
        "nearly closed": Cause(D("0.2"), D("0.99"), ("R4",)),
        "closed": Cause(D("0.2"), D(1), ("R1",)),
        "no share": Cause(D(0), D(0), ("R1",)),
        "unlinked": Cause(D("0.2"), D(0)),
    }

    assert double_counted(causes, {"R1", "R3"}) == (("open", "R1"),)
    assert double_counted(causes, {"R2", "R1", "R4"}) == (("open", "R1"), ("open", "R2"), ("nearly closed", "R4"))
    assert double_counted(causes, ()) == ()


@given(st.lists(st.tuples(st.decimals(0, D("0.1"), places=3), FRACTIONS), max_size=10), FRACTIONS)
def test_mitigation_never_raises_the_bias_nor_takes_more_than_there_is(pairs: list[tuple[D, D]], upper: D) -> None:
    left = mitigated(D(1000), upper, [Cause(*pair) for pair in pairs])

    assert 0 <= left.managed <= 1
    assert 0 <= left.bias <= upper
    assert left.bias == pytest.approx(upper * (1 - left.managed), abs=D("1e-20"))
    assert left.adjusted == pytest.approx(1000 * (1 + left.bias), abs=D("1e-20"))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: combined({}), "sum to 1"),
        (lambda: combined({"standard_buildings": D("0.9")}), "sum to 1"),
        (lambda: combined({"standard_buildings": D(2), "standard_civil": D(-1)}), "not negative"),
        (lambda: combined({"castle": D(1)}), "not a type of project"),
        (lambda: combined({"outsourcing": D("0.5"), "standard_civil": D("0.5")}), "no bound in common"),
        (lambda: mitigated(D(1), D(1), [Cause(D(2), D(1))]), "between 0 and 1"),
        (lambda: mitigated(D("NaN"), D(1), []), "not a finite number"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
