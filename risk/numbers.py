"""What counts as a number, for functions that anybody may call with anything."""

from __future__ import annotations

import math
import numbers
from decimal import Decimal
from typing import Any, Final

_MOST: Final = 10**7


def is_finite(value: object) -> bool:
    """True for a finite number in the range of floats; True and False are no numbers."""
    if isinstance(value, bool) or not isinstance(value, (numbers.Real, Decimal)):
        return False
    try:
        return math.isfinite(value)
    except (ValueError, OverflowError):  # a signalling NaN, or a whole number beyond all floats
        return False


def whole(value: Any, what: str) -> int:
    """`value` as a whole number; ValueError where it is none, or one that no memory holds so many numbers for."""
    if not is_finite(value) or value != int(value) or abs(value) > _MOST:
        raise ValueError(f"{what} must be a whole number up to {_MOST:,}, and {value!r} is not.")
    return int(value)
