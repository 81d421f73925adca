"""The unit of the amounts in a chart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casebuilder.charts.units import money_unit
from casebuilder.i18n import Language


@pytest.mark.parametrize(
    ("largest", "language", "name", "decimals"),
    [
        (999, "en", "TWD", 0),
        (12_000, "en", "thousand TWD", 1),
        (999_999, "en", "thousand TWD", 0),
        (1_000_000, "en", "million TWD", 2),
        (22_637_533, "en", "million TWD", 1),
        (1_900_000_000, "en", "million TWD", 0),
        (2_000_000_000, "en", "billion TWD", 2),
        (99_999, "zh_TW", "新臺幣元", 0),
        (100_000, "zh_TW", "新臺幣萬元", 1),
        (22_637_533, "zh_TW", "新臺幣萬元", 0),
        (1_000_000_000, "zh_TW", "新臺幣億元", 1),
    ],
)
def test_the_unit_suits_the_largest_amount(largest: int, language: Language, name: str, decimals: int) -> None:
    unit = money_unit([Decimal(5), Decimal(-largest)], "TWD", language)
    assert (unit.name, unit.decimals) == (name, decimals)


def test_amounts_are_divided_by_the_unit() -> None:
    assert money_unit([Decimal(6_192_169)], "TWD", "zh_TW").scaled(Decimal(6_192_169)) == 619.2169


def test_without_amounts_the_unit_is_the_currency() -> None:
    assert money_unit([], "EUR", "en").name == "EUR"
