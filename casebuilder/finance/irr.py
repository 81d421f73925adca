"""The internal rate of return of periodic and of dated flows: every rate at which their present value is nought."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise
from math import gcd, inf, lcm, nextafter
from typing import Final, Literal

from casebuilder.finance.numbers import Number, exact
from casebuilder.finance.roots import Coefficients, positive_roots, sampled_roots
from risk.numbers import listed

IrrStatus = Literal["unique", "multiple", "none", "no_sign_change"]
DAYS_A_YEAR: Final = 365
_WIDTH: Final = Decimal("1e-24")
_LOWEST: Final = nextafter(-1, 0)
_CERTIFIED_FLOWS: Final = 501  # periods 0 to 500
_CERTIFIED_WORK: Final = 25_000  # flows times changes of sign: a quarter of a second


@dataclass(frozen=True, slots=True)
class Irr:
    """All real rates above -100% at which the net present value is nought, ascending, and what that means.

    Every root is one. It is certain that there are no others where the answer is `certified`.
    """

    status: IrrStatus
    roots: tuple[float, ...]
    certified: bool = True

    @property
    def value(self) -> float | None:
        """The rate where there is exactly one."""
        return self.roots[0] if self.status == "unique" else None


def irr(flows: Sequence[Number]) -> Irr:
    """The internal rates of return of `flows` by period from period 0.

    The roots of sum(flow * x**t) in x = 1 / (1 + r) are isolated in exact arithmetic (see `roots`), so the answer does
    not depend on a first guess nor on the size of the amounts, and no root is missed. That holds for up to 500 periods,
    and for more where the signs of the flows change seldom; beyond, changes of sign of the net present value are looked
    for between many rates and the answer is not certified. ValueError where there are no flows or one is not a finite
    number.
    """
    return _rates(list(enumerate(_whole_numbers(flows))), units_a_year=1)


def xirr(flows: Sequence[Number], dates: Sequence[datetime.date]) -> Irr:
    """The internal rates of return a year of dated `flows`, on years of 365 days from the first date given."""
    by_day: dict[int, int] = {}
    for day, value in zip(days_from_first(flows, dates), _whole_numbers(flows), strict=True):
        by_day[day] = by_day.get(day, 0) + value
    return _rates(sorted(by_day.items()), units_a_year=DAYS_A_YEAR)


def days_from_first(flows: Sequence[Number], dates: Sequence[datetime.date]) -> list[int]:
    """Days from the first date given to each; ValueError where flows and dates do not match."""
    days, amounts = listed(dates, "dates"), listed(flows)
    if len(amounts) != len(days):
        raise ValueError(f"There are {len(amounts)} flows and {len(days)} dates.")
    for day in days:
        if not isinstance(day, datetime.date):
            raise ValueError(f"{day!r} is not a date.")
    return [day.toordinal() - days[0].toordinal() for day in days]


def _whole_numbers(flows: Sequence[Number]) -> list[int]:
    """The flows times a common factor that makes them whole."""
    fractions = [exact(flow) for flow in listed(flows)]
    if not fractions:
        raise ValueError("There are no cash flows.")
    common = lcm(*(flow.denominator for flow in fractions))
    return [flow.numerator * (common // flow.denominator) for flow in fractions]


def _rates(terms: Coefficients, *, units_a_year: int) -> Irr:
    present = [(exponent, value) for exponent, value in terms if value]
    if not present or len({value > 0 for _, value in present}) == 1:
        return Irr("no_sign_change", ())
    first = present[0][0]
    step = gcd(*(exponent - first for exponent, _ in present))
    shifted = [((exponent - first) // step, value) for exponent, value in present]
    certified = _is_isolated_quickly(present)
    brackets = positive_roots(shifted) if certified else sampled_roots(shifted)
    rates = sorted(_rate(bracket.narrowed(_WIDTH), step, units_a_year) for bracket in brackets)
    status: IrrStatus = "none" if not rates else "unique" if len(rates) == 1 else "multiple"
    return Irr(status, tuple(rates), certified)


def _is_isolated_quickly(present: Coefficients) -> bool:
    changes = sum((one > 0) != (other > 0) for (_, one), (_, other) in pairwise(present))
    return len(present) <= _CERTIFIED_FLOWS or len(present) * changes <= _CERTIFIED_WORK


def _rate(discount: Decimal, step: int, units_a_year: int) -> float:
    """The yearly rate from the discount factor over `step` units of time; ValueError where it is beyond all floats."""
    with localcontext(prec=40):
        growth = 1 / discount if step == units_a_year else discount ** (-Decimal(units_a_year) / step)
        rate = float(growth - 1)
    if rate == inf:
        raise ValueError("The rate of return is too large for a number; the first flow is too small beside the others.")
    return max(rate, _LOWEST)
