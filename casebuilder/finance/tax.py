"""The view after tax: an optional one for firms, which never enters the economic net present value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from casebuilder.finance import cashflow, depreciation
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.numbers import same_kind

Losses = Literal["carry_forward", "refund_at_once"]
DepreciationMethod = Literal[
    "straight_line", "sum_of_years", "declining_balance", "double_declining", "double_declining_switching"
]


@dataclass(frozen=True, slots=True)
class AfterTax:
    """Flows after tax by period, the taxes in them (negative: a refund), and the taxes that depreciation saves."""

    flows: Flows
    taxes: Flows
    shield: Flows
    unused_losses: Decimal

    def npv(self, factors: Sequence[Decimal]) -> Decimal:
        """The net present value after tax."""
        return cashflow.present_value(self.flows, factors)

    def shield_value(self, factors: Sequence[Decimal]) -> Decimal:
        """The present value of the tax shield of depreciation."""
        return cashflow.present_value(self.shield, factors)


def after_tax(
    operating: Sequence[Decimal],
    capital: Sequence[Decimal],
    depreciation_by_period: Sequence[Decimal],
    *,
    rate: Decimal,
    losses: Losses = "carry_forward",
) -> AfterTax:
    """Flows after tax, all from period 0: operating - tax + capital, with tax = rate * (operating - depreciation).

    That is OCF * (1 - T) + D * T in periods with a profit. `operating` is net of operating costs; `capital` has outlays
    (negative) and proceeds, which are not taxed: where a disposal differs from the book value, the difference is an
    allowance, or below nought a charge, in the depreciation of that period. A loss is carried forward to later profits,
    or "refund_at_once" where other profits of the firm take it up. The shorter series are filled with nought.
    """
    ((rate,), *series) = same_kind([rate], operating, capital, depreciation_by_period)
    if not 0 <= rate < 1:
        raise ValueError(f"A tax rate is from 0 to below 100%, and {rate} is not.")
    if losses not in ("carry_forward", "refund_at_once"):
        raise ValueError(f"{losses!r} is no treatment of losses; use carry_forward or refund_at_once.")
    horizon = max(map(len, series)) - 1
    if horizon < 0:
        raise ValueError("There are no cash flows.")
    earned, invested, written_off = (cashflow.fitted(flows, horizon) for flows in series)
    taxable, unused = _taxable(cashflow.net(earned, written_off), losses)
    without, _ = _taxable(earned, losses)
    taxes = tuple(rate * income for income in taxable)
    return AfterTax(
        flows=tuple(cash - tax + other for cash, tax, other in zip(earned, taxes, invested, strict=True)),
        taxes=taxes,
        shield=tuple(rate * income - tax for income, tax in zip(without, taxes, strict=True)),
        unused_losses=unused,
    )


def depreciation_by(method: DepreciationMethod, *, cost: Decimal, salvage: Decimal, life: int) -> list[Decimal]:
    """The depreciation of periods 1 to `life` of the asset by a method of METHODS."""
    if method not in METHODS:
        raise ValueError(f"{method!r} is not a depreciation method; there are {', '.join(METHODS)}.")
    return METHODS[method](cost, salvage, life)


def _switching(cost: Decimal, salvage: Decimal, life: int) -> list[Decimal]:
    """Double declining until straight line over the rest of the life writes off more (VDB of spreadsheets)."""
    values: list[Decimal] = []
    for period, declining in enumerate(depreciation.double_declining(cost, salvage, life)):
        straight = (cost - salvage - sum(values, start=ZERO)) / (life - period)
        if straight > declining:
            return values + [straight] * (life - period)
        values.append(declining)
    return values


METHODS: Final[dict[str, Callable[[Decimal, Decimal, int], list[Decimal]]]] = {
    "straight_line": depreciation.straight_line,
    "sum_of_years": depreciation.sum_of_years,
    "declining_balance": depreciation.declining_balance,
    "double_declining": depreciation.double_declining,
    "double_declining_switching": _switching,
}


def _taxable(income: Sequence[Decimal], losses: Losses) -> tuple[Flows, Decimal]:
    """The income that is taxed in each period, and the losses that no profit has taken up by the end."""
    if losses == "refund_at_once":
        return tuple(income), ZERO
    taxed: list[Decimal] = []
    carried = ZERO
    for earned in income:
        left = earned - carried
        taxed.append(max(left, ZERO))
        carried = max(-left, ZERO)
    return tuple(taxed), carried
