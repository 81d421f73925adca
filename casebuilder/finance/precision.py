"""Honest precision: a headline figure shows no digit that its uncertainty does not support."""

from __future__ import annotations

import decimal
from decimal import Decimal

from casebuilder.finance.numbers import decimals
from casebuilder.finance.rounding import EXACT, round_money


def significant(value: Decimal, uncertainty: Decimal, *, rounding: str = "half_up") -> Decimal:
    """`value` to the decimal place of the first significant digit of its `uncertainty` (428,990 ± 35,000 is 430,000).

    The error of this rounding is at most half of the uncertainty (ISO 80000-1, annex B; GUM 7.2.6, with one digit).
    Unchanged where the uncertainty is nought; ValueError where it is negative.
    """
    value, uncertainty = decimals([value, uncertainty])
    if uncertainty < 0:
        raise ValueError(f"An uncertainty must not be negative, and {uncertainty} is.")
    return _to_place(value, uncertainty.adjusted(), rounding) if uncertainty else value


def to_digits(value: Decimal, digits: int, *, rounding: str = "half_up") -> Decimal:
    """`value` to `digits` significant digits; ValueError where that is less than one."""
    (value,) = decimals([value])
    if digits < 1:
        raise ValueError(f"A figure has at least one significant digit, and {digits} is less.")
    return _to_place(value, value.adjusted() - digits + 1, rounding) if value else value


def _to_place(value: Decimal, exponent: int, rounding: str) -> Decimal:
    """Rounded to a power of ten, and written without an exponent."""
    with decimal.localcontext(EXACT):
        rounded = round_money(value.scaleb(-exponent), rounding).scaleb(exponent)
        return rounded.quantize(Decimal(1)) if exponent > 0 else rounded
