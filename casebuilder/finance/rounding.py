"""Rounding of money to whole units of the currency, by the named rule of the case."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Final

NONE: Final = "none"
MODES: Final = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
}
# No digit of an amount is lost in it: 10**15, at 1,000% more every year for a century, has 120.
EXACT: Final = decimal.Context(prec=400)


def round_money(value: Decimal, mode: str) -> Decimal:
    """`value` in whole units, rounded by `mode` (a key of MODES), or unchanged where the mode is "none"."""
    if mode == NONE:
        return value
    if mode not in MODES:
        raise ValueError(f"{mode!r} is not a rounding rule; there are {', '.join(MODES)} and {NONE}.")
    return value.quantize(Decimal(1), rounding=MODES[mode], context=EXACT)
