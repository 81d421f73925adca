"""The square-free part of a polynomial with whole coefficients: the same roots, each of them once.

The greatest common divisor with the derivative is computed modulo one large prime and lifted back; the lift is accepted
only when it divides the polynomial exactly, so the result is certain and a larger prime is tried otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Final

# Exponents of Mersenne primes 2**e - 1.
_PRIME_EXPONENTS: Final = (127, 521, 1279, 4423, 11213, 44497, 132049)
_Dense = list[int]


def square_free(terms: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """`terms` (exponent, coefficient) without repeated factors."""
    dense = [0] * (terms[-1][0] + 1)
    for exponent, value in terms:
        dense[exponent] = value
    derivative = [exponent * value for exponent, value in enumerate(dense)][1:]
    for exponent in _PRIME_EXPONENTS:
        quotient = _without(dense, _common_divisor(dense, derivative, 2**exponent - 1))
        if quotient is not None:
            return [(power, value) for power, value in enumerate(quotient) if value]
    raise ValueError("The cash flows have too many digits to tell their roots apart.")


def _common_divisor(one: _Dense, other: _Dense, prime: int) -> _Dense:
    """The greatest common divisor modulo `prime`, scaled and lifted to primitive whole coefficients."""
    scale = one[-1]
    high, low = _modulo(one, prime), _modulo(other, prime)
    while low:
        high, low = low, _remainder(high, low, prime)
    factor = scale * pow(high[-1], -1, prime)
    lifted = [value if value <= prime // 2 else value - prime for value in _modulo([v * factor for v in high], prime)]
    content = gcd(*lifted)
    return [value // content for value in lifted]


def _modulo(values: _Dense, prime: int) -> _Dense:
    return _trimmed([value % prime for value in values])


def _trimmed(values: _Dense) -> _Dense:
    while values and values[-1] == 0:
        values.pop()
    return values


def _remainder(high: _Dense, low: _Dense, prime: int) -> _Dense:
    rest, inverse, size = list(high), pow(low[-1], -1, prime), len(low)
    while len(rest) >= size:
        factor, start = rest[-1] * inverse % prime, len(rest) - size
        rest[start:] = [(value - factor * part) % prime for value, part in zip(rest[start:], low, strict=True)]
        _trimmed(rest)
    return rest


def _without(dense: _Dense, divisor: _Dense) -> _Dense | None:
    """`dense` divided by `divisor`, or None where that leaves a remainder."""
    rest, size = list(dense), len(divisor)
    quotient = [0] * (len(rest) - size + 1)
    for start in range(len(rest) - size, -1, -1):
        quotient[start], left_over = divmod(rest[start + size - 1], divisor[-1])
        if left_over:
            return None
        for offset, part in enumerate(divisor):
            rest[start + offset] -= quotient[start] * part
    return None if any(rest) else quotient
