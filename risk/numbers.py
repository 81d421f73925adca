"""What counts as a number, for functions that anybody may call with anything."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

V = TypeVar("V")


def is_finite(value: object) -> bool:
    """True for a finite number in the range of floats; True and False are no numbers."""
    if isinstance(value, bool) or not isinstance(value, (numbers.Real, Decimal)):
        return False
    try:
        return math.isfinite(value)
    except (ValueError, OverflowError):  # a signalling NaN, or a whole number beyond all floats
        return False


def listed(values: Iterable[V], of: str = "numbers") -> list[V]:
    """`values` as a list; ValueError where they are no series."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise ValueError(f"{values!r} is not a series of {of}.")
    return list(values)


def whole(value: Any, what: str, *, most: int = 10**7) -> int:
    """`value` as a whole number; ValueError where it is none or, so that memory holds what is counted, too large."""
    if not is_finite(value) or value != int(value) or abs(value) > most:
        raise ValueError(f"{what} must be a whole number up to {most:,}, and {value!r} is not.")
    return int(value)
