"""Weighted scores against the sample's benchmark and under changes that must not matter."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.decision import weighted_scores

BENCHMARK: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "golden" / "sample_contact_case.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)["benchmark"]
WEIGHTS = {criterion["id"]: criterion["weight"] for criterion in BENCHMARK["criteria"]}
SCORES: dict[str, dict[str, Decimal]] = {}
for _entry in BENCHMARK["scores"]:
    SCORES.setdefault(_entry["technology"], {})[_entry["criterion"]] = Decimal(_entry["score"])


def test_the_sample_has_its_expected_scores_and_ranking() -> None:
    found = weighted_scores(SCORES, WEIGHTS)

    assert found == BENCHMARK["expected"]["weighted_scores"]
    assert list(found) == BENCHMARK["expected"]["ranking"]


def test_the_worked_example() -> None:
    weights = {"one": 0.40, "two": 0.35, "three": 0.25}
    scores = {
        "A": {"one": 80.0, "two": 40, "three": 60},
        "B": {"one": 60.0, "two": 75, "three": 50},
        "C": {"one": 20.0, "two": 90, "three": 95},
    }

    found = weighted_scores(scores, weights)

    assert list(found) == ["C", "B", "A"]
    assert found == pytest.approx({"A": 61.00, "B": 62.75, "C": 63.25})


@given(st.integers(1, 1000))
def test_the_unit_of_the_weights_does_not_matter_to_the_ranking(factor: int) -> None:
    scaled = {criterion: weight * factor for criterion, weight in WEIGHTS.items()}

    assert list(weighted_scores(SCORES, scaled)) == list(weighted_scores(SCORES, WEIGHTS))


def test_missing_scores_and_negative_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="A has no score on two"):
        weighted_scores({"A": {"one": 1.0}}, {"one": 0.5, "two": 0.5})
    with pytest.raises(ValueError, match="must not be negative"):
        weighted_scores({"A": {"one": 1.0}}, {"one": -0.5})
