"""All positive roots of a polynomial, isolated with certainty however large or close together they are.

The method turns the proof of Descartes' rule of signs into a search (Laguerre): multiply f by x**-k with k between
two exponents where the coefficients change sign, and differentiate; the result g has one change of sign fewer, and
between two neighbouring roots of g the function f * x**-k is monotone, so f has at most one root there. Repeating this
leads to a polynomial with a single change of sign, which has exactly one positive root.

A sign counts only when it is certain: the positive and the negative terms are summed apart, so that no digits
cancel, and the precision is doubled until their difference exceeds the rounding error or is exact.

The work grows with the terms and with the changes of sign. Where that is too much, `sampled_roots` looks for changes of
sign between many points instead: each root that it gives is one, but two that lie close together may be missed.
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Final, Self

from casebuilder.finance.squarefree import square_free

Coefficients = Sequence[tuple[int, int]]
_Part = list[tuple[int, Decimal]]
_FIRST_PRECISION: Final = 40
_MOST_SECANTS: Final = 40
_SAMPLES: Final = 4096
_POINT_PRECISION: Final = 20
_FLOAT_NOISE: Final = 1e-9
_ONE: Final = Decimal(1)
_SUSPICIOUS_WIDTH: Final = Decimal("1e-40")  # so narrow that f and its derivative may vanish together


class _TouchingError(Exception):
    """The polynomial may touch nought without crossing it."""


@dataclass(frozen=True)
class Polynomial:
    """Terms (exponent, coefficient): exponents ascending from 0, coefficients whole numbers other than nought."""

    terms: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, terms: Coefficients) -> Self:
        """The terms without a common power of x and without a common factor."""
        kept = [(exponent, value) for exponent, value in terms if value]
        lowest, factor = kept[0][0], math.gcd(*(value for _, value in kept))
        return cls(tuple((exponent - lowest, value // factor) for exponent, value in kept))

    @property
    def sign_changes(self) -> int:
        """How often the sign changes from one coefficient to the next."""
        return sum((one > 0) != (other > 0) for (_, one), (_, other) in pairwise(self.terms))

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Two numbers between which all positive roots lie (Cauchy's bound, at both ends)."""
        largest = max(abs(value) for _, value in self.terms)
        with decimal.localcontext(prec=6, rounding=decimal.ROUND_DOWN):
            lowest = 1 / Decimal(2 + largest // abs(self.terms[0][1]))
        return lowest, Decimal(2 + largest // abs(self.terms[-1][1]))

    def reduced(self) -> Polynomial:
        """A polynomial with one change of sign fewer, whose roots separate those of this one."""
        at = next(low + high for (low, one), (high, other) in pairwise(self.terms) if (one > 0) != (other > 0))
        return Polynomial.of([(exponent, value * (2 * exponent - at)) for exponent, value in self.terms])

    @cached_property
    def _parts(self) -> tuple[_Part, _Part]:
        """The positive terms and the negated negative ones, from the highest exponent down."""
        falling = [(exponent, Decimal(value)) for exponent, value in reversed(self.terms)]
        return [term for term in falling if term[1] > 0], [(at, -value) for at, value in falling if value < 0]

    def sums(self, point: Decimal) -> tuple[Decimal, Decimal]:
        """The sums of the positive and of the negated negative terms at `point`, in the current precision."""
        positive, negative = (_horner(part, point) for part in self._parts)
        return positive, negative

    def value(self, point: Decimal) -> Decimal:
        """The value at `point` in the current precision, whose digits may all have cancelled."""
        positive, negative = self.sums(point)
        return positive - negative

    def sign(self, point: Decimal) -> int:
        """The sign of the value at `point`: 1, 0 or -1, with certainty."""
        precision = _FIRST_PRECISION
        while True:
            with _context(precision) as context:
                positive, negative = self.sums(point)
                difference = positive - negative
                exact = not context.flags[decimal.Inexact]
                if exact or abs(difference) > self._error(precision) * (positive + negative):
                    return _sign_of(difference)
            precision *= 2

    def sign_over(self, low: Decimal, high: Decimal) -> int:
        """The sign of all values from `low` to `high`, or 0 where it changes or is not certain."""
        precision = _FIRST_PRECISION + 2 * len(high.as_tuple().digits)
        with _context(precision):
            low_positive, low_negative = self.sums(low)
            high_positive, high_negative = self.sums(high)
            error = self._error(precision) * (high_positive + high_negative)
            if low_positive - high_negative > error:
                return 1
            return -1 if low_negative - high_positive > error else 0

    def _error(self, precision: int) -> Decimal:
        return Decimal(4 * len(self.terms) + 4).scaleb(1 - precision)


def _context(precision: int) -> decimal._ContextManager:
    wide = decimal.Context(prec=precision, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
    return decimal.localcontext(wide)


def _sign_of(value: Decimal | float) -> int:
    return (value > 0) - (value < 0)


def _horner(part: _Part, point: Decimal) -> Decimal:
    value = Decimal(0)
    powers: dict[int, Decimal] = {0: Decimal(1), 1: point}
    for (exponent, coefficient), below in zip(part, [*(low for low, _ in part[1:]), 0], strict=True):
        gap = exponent - below
        if gap not in powers:
            powers[gap] = point**gap
        value = (value + coefficient) * powers[gap]
    return value


@dataclass(frozen=True)
class Bracket:
    """The one root of `polynomial` between `low` and `high`, or at both of them where they are equal."""

    polynomial: Polynomial
    low: Decimal
    high: Decimal
    sign_at_low: int

    @property
    def width(self) -> Decimal:
        """The relative width."""
        return self.high / self.low - 1

    def halved(self) -> Bracket:
        """Half of the bracket (on a scale of ratios): the half with the root."""
        return self if self.low == self.high else self._cut(self._middle())

    def _cut(self, point: Decimal) -> Bracket:
        """The part with the root, below or above a point inside."""
        sign = self.polynomial.sign(point)
        if sign == 0:
            return Bracket(self.polynomial, point, point, 0)
        if sign == self.sign_at_low:
            return Bracket(self.polynomial, point, self.high, sign)
        return Bracket(self.polynomial, self.low, point, self.sign_at_low)

    def _middle(self) -> Decimal:
        if self.low < 1 < self.high:
            return _ONE
        width = max(3, len(self.low.as_tuple().digits), len(self.high.as_tuple().digits))
        with _context(2 * width + 10):
            middle = (self.low * self.high).sqrt()
            digits = 4 - (self.high / self.low - 1).adjusted()
        with _context(max(4, digits)):
            return +middle

    def narrowed(self, width: Decimal) -> Decimal:
        """The root, as near as the relative `width`.

        Where the polynomial is nearly straight, secants guess the root; a guess counts only when the signs beside it
        prove it, and halving goes on where they do not.
        """
        bracket = self._halved_to(1 / Decimal(1 + self.polynomial.terms[-1][0]))
        guess = bracket._guessed(width / 8)
        for point in (_ONE, guess * (1 - width / 4), guess * (1 + width / 4)):
            if bracket.low < point < bracket.high:
                bracket = bracket._cut(point)
        return bracket._halved_to(width).low

    def _halved_to(self, width: Decimal) -> Bracket:
        bracket = self
        while bracket.low != bracket.high and bracket.width > width:
            bracket = bracket.halved()
        return bracket

    def _guessed(self, width: Decimal) -> Decimal:
        """Where secants settle that keep the root between their ends (regula falsi, Illinois)."""
        with _context(_FIRST_PRECISION):
            (low, at_low), (high, at_high) = ((at, self.polynomial.value(at)) for at in (self.low, self.high))
            guess = low
            for _ in range(_MOST_SECANTS):
                if at_low * at_high >= 0:
                    break
                last, guess = guess, (low * at_high - high * at_low) / (at_high - at_low)
                if abs(guess - last) <= width * guess:
                    break
                at_guess = self.polynomial.value(guess)
                if at_guess * at_high < 0:
                    low, at_low = high, at_high
                else:
                    at_low /= 2
                high, at_high = guess, at_guess
            return guess


def positive_roots(terms: Coefficients) -> list[Bracket]:
    """Brackets of all positive roots, ascending, each root once; `terms` as (exponent, coefficient), ascending."""
    chain = [Polynomial.of(terms)]
    while chain[-1].sign_changes > 1:
        chain.append(chain[-1].reduced())
    roots: list[Bracket] = []
    for polynomial in reversed(chain):
        roots = _between(polynomial, roots)
    return roots


def sampled_roots(terms: Coefficients) -> list[Bracket]:
    """Brackets of the positive roots between which the sign was seen to change, ascending; `terms` as above."""
    polynomial = Polynomial.of(terms)
    return _changes(polynomial, _sampled(polynomial))


def _changes(polynomial: Polynomial, marks: Iterable[tuple[Decimal, int]]) -> list[Bracket]:
    """Brackets between neighbouring points where the polynomial has opposite signs, and points where it is nought."""
    found = []
    for (low, sign), (high, next_sign) in pairwise(marks):
        if next_sign == 0:
            found.append(Bracket(polynomial, high, high, 0))
        elif sign * next_sign < 0:
            found.append(Bracket(polynomial, low, high, sign))
    return found


def _sampled(polynomial: Polynomial) -> Iterator[tuple[Decimal, int]]:
    """Points between the bounds, close together near 1, each with the sign there.

    Terms are scaled by the largest at each point, so that no amount is too large; a sign is taken from floats where it
    stands out from their rounding, and with certainty elsewhere.
    """
    import numpy as np

    exponents = np.array([exponent for exponent, _ in polynomial.terms], dtype=float)
    logs = np.array([math.log(abs(value)) for _, value in polynomial.terms])
    signs = np.array([_sign_of(value) for _, value in polynomial.terms])
    low, high = (math.asinh(float(bound.ln()) * exponents[-1]) for bound in polynomial.bounds)
    for log in np.sinh(np.linspace(low, high, _SAMPLES)) / exponents[-1]:
        with _context(_POINT_PRECISION):
            point = Decimal(float(log)).exp()
        sizes = logs + exponents * log
        sizes = np.exp(sizes - sizes.max())
        value = float(signs @ sizes)
        yield point, _sign_of(value) if abs(value) > _FLOAT_NOISE * sizes.sum() else polynomial.sign(point)


def _between(polynomial: Polynomial, separators: list[Bracket]) -> list[Bracket]:
    try:
        return _separated(polynomial, separators, narrowest=_SUSPICIOUS_WIDTH)
    except _TouchingError:
        simple = Polynomial.of(square_free(polynomial.terms))
        if simple == polynomial:
            return _separated(polynomial, separators, narrowest=Decimal(0))
        return positive_roots(simple.terms)


def _separated(polynomial: Polynomial, separators: list[Bracket], *, narrowest: Decimal) -> list[Bracket]:
    lowest, highest = polynomial.bounds
    marks = [(lowest, lowest, _sign_of(polynomial.terms[0][1]))]
    marks.extend(_settled(polynomial, separator, narrowest) for separator in separators)
    marks.append((highest, highest, _sign_of(polynomial.terms[-1][1])))
    return [
        Bracket(polynomial, low, high, sign)
        for (_, low, sign), (high, _, next_sign) in pairwise(marks)
        if sign != next_sign
    ]


def _settled(polynomial: Polynomial, separator: Bracket, narrowest: Decimal) -> tuple[Decimal, Decimal, int]:
    while True:
        sign = polynomial.sign_over(separator.low, separator.high)
        if sign:
            return separator.low, separator.high, sign
        if separator.low == separator.high or separator.width < narrowest:
            raise _TouchingError
        separator = separator.halved()
