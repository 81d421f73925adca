"""Amounts of money in words, as a sentence or a headline needs them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from casebuilder.i18n import Language
from casebuilder.values.showing import grouped

_CHINESE_CURRENCIES: Final = {
    "TWD": "新臺幣",
    "USD": "美金",
    "EUR": "歐元",
    "JPY": "日圓",
    "GBP": "英鎊",
    "HKD": "港幣",
    "CNY": "人民幣",
}
_ENGLISH_SCALES: Final = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_CHINESE_SCALES: Final = ((Decimal(10) ** 8, "億"), (Decimal(10) ** 4, "萬"))
_DIGITS: Final = 3  # significant digits of a headline; the tables carry the full amount
MINUS: Final = "\N{MINUS SIGN}"
_EXACT: Final = Context(prec=400)  # present values can be far beyond the largest number that can be typed


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` with so many decimal places, half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)


def with_minus(text: str) -> str:
    """The text of a number with the typographic minus sign."""
    return text.replace("-", MINUS)


def full_amount(amount: Decimal, decimals: int = 0) -> str:
    """The amount in whole currency units: 6,192,169 or −3,534,274."""
    value = rounded(amount, decimals)
    return with_minus(grouped(value + 0 if value else abs(value), decimals))


def _significant(value: Decimal) -> str:
    """Three significant digits, but never fewer than the whole part has: 6.19, 61.9, 619, 2,365."""
    decimals = max(0, _DIGITS - 1 - max(value.adjusted(), 0)) if value else 0
    return grouped(rounded(value, decimals))


def _figures(value: Decimal, step: Decimal | None) -> str:
    return _significant(value) if step is None else grouped(value, max(0, -step.adjusted()))


def currency_name(currency: str, language: Language) -> str:
    """The currency as the language names it: TWD, 新臺幣."""
    return _CHINESE_CURRENCIES.get(currency, currency) if language == "zh_TW" else currency


def currency_unit(currency: str, language: Language) -> str:
    """One unit of it in a sentence: TWD, 元."""
    return "元" if language == "zh_TW" else currency


def amount_words(amount: Decimal, currency: str, language: Language, *, step: Decimal | None = None) -> str:
    """The amount as a sentence has it: TWD 6.19 million, 新臺幣 619 萬元; to a power of ten where `step` is one."""
    sign = MINUS if rounded(amount, 0) < 0 else ""
    size = abs(amount)
    scales = _CHINESE_SCALES if language == "zh_TW" else _ENGLISH_SCALES
    factor, word = next(((factor, word) for factor, word in scales if size >= factor), (Decimal(1), ""))
    number = _figures(size / factor, None if step is None else step / factor) if word else grouped(rounded(size, 0))
    if language == "zh_TW":
        return f"{currency_name(currency, language)} {sign}{number} {word}元"
    return f"{currency} {sign}{number}{' ' if word else ''}{word}"
