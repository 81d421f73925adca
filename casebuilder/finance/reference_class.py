"""Reference class forecasting: the uplift that an organisation's own finished projects would have needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import floor
from typing import Final

from casebuilder.finance.cashflow import Flows
from casebuilder.finance.numbers import decimals

_FEW: Final = 10
_TOO_FEW: Final = 5


class Caution(StrEnum):
    """Why the uplifts of a reference class are weak."""

    TOO_FEW_CASES = "too_few_cases"
    FEW_CASES = "few_cases"


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """The overruns of finished projects, actual / estimate - 1, ascending and never empty."""

    overruns: Flows

    @property
    def cases(self) -> int:
        """How many projects there are."""
        return len(self.overruns)

    @property
    def p50(self) -> Decimal:
        """The uplift that is enough in half of the projects."""
        return self.uplift_at(Decimal("0.5"))

    @property
    def p80(self) -> Decimal:
        """The uplift that is enough in four of five projects."""
        return self.uplift_at(Decimal("0.8"))

    @property
    def caution(self) -> Caution | None:
        """Whether there are fewer than 5 or 10 projects."""
        if self.cases < _TOO_FEW:
            return Caution.TOO_FEW_CASES
        return Caution.FEW_CASES if self.cases < _FEW else None

    def uplift_at(self, probability: Decimal) -> Decimal:
        """The uplift that is enough with `probability`, a fraction; negative where projects cost less than estimated.

        The median-unbiased quantile (Hyndman and Fan 1996, type 8): position (n + 1/3) p + 1/3 in the ordered overruns,
        linear between two of them and at most the largest. ValueError where `probability` is not between 0 and 1.
        """
        (probability,) = decimals([probability])
        if not 0 <= probability <= 1:
            raise ValueError(f"A probability is between 0 and 1, and {probability} is not.")
        position = min(max(((3 * self.cases + 1) * probability + 1) / 3, Decimal(1)), Decimal(self.cases))
        below = floor(position)
        lower, upper = self.overruns[below - 1], self.overruns[min(below, self.cases - 1)]
        return lower + (position - below) * (upper - lower)


def reference_class(pairs: Iterable[tuple[Decimal, Decimal]]) -> ReferenceClass:
    """The overruns of (estimate, actual) pairs in one unit (Flyvbjerg 2006; HM Treasury, optimism bias guidance).

    ValueError where there is no pair, an estimate is not above nought or an actual is negative.
    """
    overruns = sorted(_overrun(*decimals(pair)) for pair in pairs)
    if not overruns:
        raise ValueError("A reference class needs at least one finished project.")
    return ReferenceClass(tuple(overruns))


def _overrun(estimate: Decimal, actual: Decimal) -> Decimal:
    if estimate <= 0 or actual < 0:
        raise ValueError(f"An estimate is above nought and an actual not negative, unlike {estimate} and {actual}.")
    return actual / estimate - 1
