"""Depreciation by period, as spreadsheets define it. It is never a cash flow and never part of NPV."""

from __future__ import annotations

from typing import Any

from casebuilder.finance.numbers import N, in_range, same_kind
from risk.numbers import whole


@in_range
def straight_line(cost: N, salvage: N, life: int) -> list[N]:
    """The same amount in each of `life` periods: (cost - salvage) / life."""
    cost, salvage, life = _checked(cost, salvage, life)
    return [(cost - salvage) / life] * life


@in_range
def sum_of_years(cost: N, salvage: N, life: int) -> list[N]:
    """Sum-of-years' digits: the periods still to go over the sum 1 + 2 + ... + life."""
    cost, salvage, life = _checked(cost, salvage, life)
    return [(cost - salvage) * 2 * (life - period) / (life * (life + 1)) for period in range(life)]


@in_range
def declining_balance(cost: N, salvage: N, life: int, *, first_months: int = 12) -> list[N]:
    """Fixed-declining balance (DB): the rate 1 - (salvage / cost)**(1 / life), rounded to three decimals.

    A first year of fewer than 12 months is followed by a period life + 1 for the months that are left.
    """
    cost, salvage, life = _checked(cost, salvage, life)
    first_months = whole(first_months, "The number of months")
    if not 1 <= first_months <= 12:
        raise ValueError(f"The first year has 1 to 12 months, and {first_months} is neither.")
    kind: Any = type(cost)
    rate = round(1 - (salvage / cost) ** (kind(1) / life), 3)
    values = [cost * rate * first_months / 12]
    for _ in range(life - 1):
        values.append((cost - sum(values)) * rate)
    if first_months < 12:
        values.append((cost - sum(values)) * rate * (12 - first_months) / 12)
    return values


@in_range
def double_declining(cost: N, salvage: N, life: int, *, factor: N | int = 2) -> list[N]:
    """Declining balance at factor / life (DDB), never below the salvage value."""
    cost, salvage, life = _checked(cost, salvage, life)
    ((cost, salvage, by),) = same_kind([cost, salvage, factor])
    if by <= 0:
        raise ValueError(f"The factor must be above nought, and {factor} is not.")
    values: list[N] = []
    book = cost
    for _ in range(life):
        values.append(max(min(book * by / life, book - salvage), type(cost)(0)))
        book -= values[-1]
    return values


def _checked(cost: N, salvage: N, life: int) -> tuple[N, N, int]:
    ((cost, salvage),) = same_kind([cost, salvage])
    periods = whole(life, "The life")
    if periods < 1:
        raise ValueError(f"The life must be at least one period, and {periods} is less.")
    if cost <= 0 or not 0 <= salvage <= cost:
        raise ValueError("The cost must be above nought and the salvage value between nought and the cost.")
    return cost, salvage, periods
