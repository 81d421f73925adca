"""The unit in which a chart shows its amounts: thousand, million, 萬, 億, by their size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import Language
from casebuilder.values.amounts import currency_name, full_amount

# From this amount on, in units of this factor, with this word. Millions stay millions up to two thousand of them.
_ENGLISH: Final = (
    (Decimal(2) * 10**9, Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, Decimal(10) ** 6, "million"),
    (Decimal(10) ** 4, Decimal(10) ** 3, "thousand"),
)
_CHINESE: Final = ((Decimal(10) ** 9, Decimal(10) ** 8, "億"), (Decimal(10) ** 5, Decimal(10) ** 4, "萬"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: amounts are divided by `factor` and written with so many decimals."""

    factor: Decimal
    name: str  # "million TWD", "新臺幣萬元"
    decimals: int

    def scaled(self, amount: Decimal) -> float:
        """The amount in this unit."""
        return float(amount / self.factor)

    def written(self, amount: Decimal) -> str:
        """The amount in this unit, as the labels of a chart have it."""
        return full_amount(amount / self.factor, self.decimals)


def money_unit(amounts: Iterable[Decimal], currency: str, language: Language) -> Unit:
    """The unit in which the largest of the amounts is best read; about three digits of it are written."""
    largest = max((abs(amount) for amount in amounts), default=Decimal(0))
    scales = _CHINESE if language == "zh_TW" else _ENGLISH
    found = next(((factor, word) for start, factor, word in scales if largest >= start), (Decimal(1), ""))
    factor, word = found
    size = largest / factor
    decimals = 0 if not word or size >= 100 else 1 if size >= 10 else 2
    name = currency_name(currency, language)
    return Unit(factor, f"{name}{word}元" if language == "zh_TW" else f"{word} {name}".strip(), decimals)
