"""Probabilities in words: nothing that a simulation finds is impossible or certain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casebuilder.i18n import Language
from casebuilder.values.chances import can_be_told, chance_words


@pytest.mark.parametrize(
    ("chance", "language", "words"),
    [
        (0.0, "en", "below 0.1%"),
        (0.0009, "en", "below 0.1%"),
        (0.0011, "en", "0.1%"),
        (0.0425, "en", "4.3%"),
        (0.5, "zh_TW", "50.0%"),
        (0.9995, "en", "above 99.9%"),
        (1.0, "en", "above 99.9%"),
        (0.0, "zh_TW", "低於 0.1%"),
        (1.0, "zh_TW", "高於 99.9%"),
    ],
)
def test_a_probability_is_told_as_far_as_it_is_known(chance: float, language: Language, words: str) -> None:
    assert chance_words(chance, language) == words


def test_between_the_ends_a_probability_can_be_told() -> None:
    assert [can_be_told(Decimal(one)) for one in ("0.0009", "0.001", "0.5", "0.999", "0.9991")] == [
        False,
        True,
        True,
        True,
        False,
    ]
