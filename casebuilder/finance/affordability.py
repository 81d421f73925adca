"""Affordability: what is funded by period against what is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from casebuilder.finance import cashflow
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.numbers import decimals


@dataclass(frozen=True, slots=True)
class Coverage:
    """One set of funding against the need; gaps and what is carried into the next period are never negative."""

    funding: Flows
    gaps: Flows
    carried: Flows

    @property
    def total_gap(self) -> Decimal:
        """The sum of the gaps."""
        return sum(self.gaps, start=ZERO)

    @property
    def first_gap(self) -> int | None:
        """The first period that is short, or None where all is funded."""
        return next((period for period, gap in enumerate(self.gaps) if gap), None)


@dataclass(frozen=True, slots=True)
class Affordability:
    """The need by period, covered by confirmed funding alone and with what is expected too."""

    need: Flows
    confirmed: Coverage
    with_expected: Coverage


def affordability(
    need: Sequence[Decimal], confirmed: Sequence[Decimal], expected: Sequence[Decimal] = (), *, carry_over: bool = False
) -> Affordability:
    """Funding against need by period from period 0; the longest of the three sets the horizon.

    gap = max(need - funding - carried over, 0). With `carry_over` what a period leaves unspent may be spent later;
    otherwise it lapses. A gap stays in its own period: later funding does not close it. A negative need is a receipt.
    """
    horizon = max(len(need), len(confirmed), len(expected), 1) - 1
    needed = cashflow.fitted(decimals(need), horizon)
    sure = cashflow.fitted(decimals(confirmed), horizon)
    hoped = cashflow.total([sure, decimals(expected)], horizon)
    return Affordability(needed, *(_coverage(needed, funding, carry_over=carry_over) for funding in (sure, hoped)))


def _coverage(need: Flows, funding: Flows, *, carry_over: bool) -> Coverage:
    gaps, carried, left = [], [], ZERO
    for needed, funded in zip(need, funding, strict=True):
        balance = left + funded - needed
        gaps.append(max(-balance, ZERO))
        left = max(balance, ZERO) if carry_over else ZERO
        carried.append(left)
    return Coverage(funding, tuple(gaps), tuple(carried))
