"""Scores, levels and expected values of the sample's register, and what must hold of any register."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.matrix import FIVE_BY_FIVE, Band, Scale
from risk.protocols import Assessment
from risk.register import cell, chance, expected_value, exposure, heat_map, rank, score, score_of

D = Decimal
SAMPLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "golden" / "sample_contact_case.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)
STEPS = st.integers(1, 5)
PAIRS = st.lists(st.tuples(st.decimals(0, 1, places=3), st.integers(0, 10**9).map(Decimal)), max_size=8)


@dataclass(frozen=True)
class Register:
    """A risk as any program may have it."""

    kind: str = "threat"
    likelihood: int | None = None
    impact: int | None = None
    probability: Decimal | None = None
    cost_if_occurs: Decimal | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    residual_probability: Decimal | None = None
    residual_cost: Decimal | None = None
    target_likelihood: int | None = None
    target_impact: int | None = None
    target_probability: Decimal | None = None
    target_cost: Decimal | None = None


def _scale() -> Scale:
    stated = SAMPLE["risk_scale"]
    bands = [Band(level, *map(int, span.split("-"))) for level, span in stated["matrix"].items()]
    return Scale({int(step): entry["probability"] for step, entry in stated["likelihood"].items()}, tuple(bands))


SCALE = _scale()


def _risk(raw: dict[str, Any]) -> Register:
    return Register(
        likelihood=raw["likelihood"],
        impact=raw["impact"],
        cost_if_occurs=D(raw["cost_if_occurs"]),
        residual_likelihood=raw["residual_likelihood"],
        residual_impact=raw["residual_impact"],
    )


RISKS = [_risk(raw) for raw in SAMPLE["risks"]]


@pytest.mark.parametrize("raw", SAMPLE["risks"], ids=lambda raw: raw["id"])
def test_a_risk_of_the_sample_has_its_expected_score_level_and_value(raw: dict[str, Any]) -> None:
    risk, expected = _risk(raw), raw["expected"]
    inherent, residual = score_of(risk, scale=SCALE), score_of(risk, scale=SCALE, assessment="residual")

    assert (inherent, residual) == (expected["score"], expected["residual_score"])
    assert SCALE.level(expected["score"]) == expected["level"]
    assert SCALE.level(expected["residual_score"]) == expected["residual_level"]
    assert exposure(risk, scale=SCALE) == expected["emv"]
    assert exposure(risk, scale=SCALE, assessment="residual") == expected["residual_emv"]


def test_the_standard_scale_is_that_of_the_sample() -> None:
    assert FIVE_BY_FIVE == SCALE


def test_expected_values_of_the_register_add_up() -> None:
    total = sum(raw["expected"]["emv"] for raw in SAMPLE["risks"])

    assert expected_value(RISKS, scale=SCALE) == total
    assert expected_value([]) == 0
    assert expected_value([(0.8, 10000), (0.3, 30000)]) == pytest.approx(17000)
    assert isinstance(expected_value([(D("0.8"), D(10000))]), Decimal)


def test_an_opportunity_lowers_the_expected_cost() -> None:
    threat = Register(likelihood=3, cost_if_occurs=D(100))
    chance_of_gain = Register(kind="opportunity", probability=D("0.5"), cost_if_occurs=D(40))

    assert expected_value([threat, chance_of_gain]) == 35 - 20


def test_own_probability_and_cost_go_before_class_and_inherent_cost() -> None:
    risk = Register(
        likelihood=5,
        probability=D("0.5"),
        cost_if_occurs=D(100),
        residual_likelihood=2,
        residual_cost=D(10),
        target_probability=D("0.1"),
    )

    assert chance(risk) == D("0.5")
    assert exposure(risk) == 50
    assert exposure(risk, assessment="residual") == D("1.5")
    assert exposure(risk, assessment="target") == 10


def test_an_unquantified_risk_counts_nothing() -> None:
    assert exposure(Register(likelihood=3)) is None
    assert exposure(Register(cost_if_occurs=D(5))) is None
    assert expected_value([Register(likelihood=3), Register()]) == 0
    assert score_of(Register(likelihood=3)) is None
    assert score_of(Register(likelihood=9, impact=1)) is None


@given(STEPS, STEPS)
def test_score_is_the_product_of_the_classes(likelihood: int, impact: int) -> None:
    assert score(likelihood, impact, SCALE) == likelihood * impact
    assert score(SCALE.probability(likelihood), impact, SCALE) == likelihood * impact
    assert SCALE.level(likelihood * impact) in {"low", "medium", "high", "extreme"}


def test_a_probability_stands_for_its_nearest_class() -> None:
    assert [SCALE.likelihood(value) for value in (0, 0.1, 0.25, 0.5, 0.7, 1)] == [1, 2, 3, 4, 4, 5]


def test_ranks_by_score_by_value_and_by_any_function() -> None:
    by_score = rank(RISKS)
    by_value = rank(RISKS, by="expected_value")

    assert [score_of(risk) for risk in by_score] == sorted((score_of(risk) or 0 for risk in RISKS), reverse=True)
    assert [exposure(risk) for risk in by_value] == sorted((exposure(risk) or 0 for risk in RISKS), reverse=True)
    assert rank([(0.1, 100.0), (0.5, 10.0), (0.5, 30.0)], by="expected_value")[0] == (0.5, 30.0)
    unrated = Register()
    assert rank([unrated, *RISKS])[-1] is unrated
    assert rank(RISKS, by=lambda risk: risk.impact)[0].impact == 5


@pytest.mark.parametrize("assessment", ["inherent", "residual", "target"])
def test_the_heat_map_counts_every_rated_risk_once(assessment: Assessment) -> None:
    counts = heat_map(RISKS, SCALE, assessment=assessment)
    rated = [cell(risk, assessment=assessment) for risk in RISKS if None not in cell(risk, assessment=assessment)]

    assert len(counts) == 25
    assert sum(counts.values()) == len(rated)
    for key, count in counts.items():
        assert rated.count(key) == count


def test_the_heat_map_takes_plain_cells() -> None:
    assert heat_map([(1, 5), (1, 5), (3, 2)], SCALE)[1, 5] == 2


@given(PAIRS, PAIRS)
def test_expected_values_add(one: list[tuple[Decimal, Decimal]], other: list[tuple[Decimal, Decimal]]) -> None:
    assert expected_value([*one, *other]) == expected_value(one) + expected_value(other)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: expected_value([(1.5, 100)]), "between 0 and 1"),
        (lambda: expected_value([(0.5, float("nan"))]), "finite"),
        (lambda: score(6, 1, SCALE), "no cell"),
        (lambda: score(1, 0, SCALE), "no cell"),
        (lambda: score(1.5, 1, SCALE), "not a probability"),
        (lambda: rank(RISKS, by="colour"), "not ranked by"),
        (lambda: heat_map(RISKS, SCALE, assessment="final"), "not an assessment"),  # type: ignore[arg-type]
        (lambda: SCALE.probability(9), "no likelihood class 9"),
        (lambda: Band("low", 5, 1), "ends before"),
        (lambda: Scale({1: D("0.1")}, (Band("a", 1, 5), Band("b", 5, 9))), "must not overlap"),
        (lambda: Scale({1: D("1.1")}, ()), "between 0 and 1"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
