"""The range of every line and factor as shares of its likely value, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from casebuilder.finance.cashflow import ZERO
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.uncertainty import BenefitDriver
from casebuilder.spec import BiText

Kind = Literal["cost", "benefit"]
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Range:
    """One uncertain input: `low` and `high` are shares of the likely value, `line` is the line that it moves.

    `basis` may be empty; the accuracy of a cost stands in for a range that is not typed.
    """

    path: str  # of the record: cost_lines[C101], benefits[B1], benefit_drivers[BF1]
    line: str
    kind: Kind
    low: Decimal
    high: Decimal
    distribution: str
    group: str
    basis: BiText
    by_accuracy: bool = False


def ranges_of(case: Case, option: str) -> Iterator[Range]:
    """The ranges of the lines of an option; a benefit with ranges on its factors is uncertain in those alone."""
    for cost in case.cost_lines:
        if cost.option == option and (found := _cost(cost)):
            yield found
    factors = _factors(case)
    for benefit in case.benefits:
        if benefit.option != option:
            continue
        own = [one for factor in factors.get(benefit.id, ()) if (one := _factor(factor))]
        if own:
            yield from own
        elif found := _benefit(benefit):
            yield found


def _cost(line: CostLine) -> Range | None:
    low, high = line.low, line.high
    by_accuracy = low is None and high is None and bool(line.accuracy) and line.type != "contingency"
    if by_accuracy and line.accuracy is not None:
        low, high = max(ONE - line.accuracy, ZERO), ONE + line.accuracy
    return _range(f"cost_lines[{line.id}]", line, "cost", shares=(low, high), by_accuracy=by_accuracy)


def _benefit(line: Benefit) -> Range | None:
    """A range of a dis-benefit is one of what it costs."""
    if not line.annual_full_value:
        return None
    shares = _shares(line.low, line.annual_full_value, line.high)
    return _range(f"benefits[{line.id}]", line, "benefit", shares=shares)


def _factor(factor: BenefitDriver) -> Range | None:
    if not factor.likely:
        return None
    shares = _shares(factor.low, factor.likely, factor.high)
    return _range(f"benefit_drivers[{factor.id}]", factor, "benefit", shares=shares)


def _shares(low: Decimal | None, likely: Decimal, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The ends as shares of the likely value; below nought the end with the lower number is the greater."""
    least, most = (low, high) if likely > 0 else (high, low)
    return None if least is None else least / likely, None if most is None else most / likely


def _range(
    path: str,
    record: CostLine | Benefit | BenefitDriver,
    kind: Kind,
    *,
    shares: tuple[Decimal | None, Decimal | None],
    by_accuracy: bool = False,
) -> Range | None:
    """None where nothing is uncertain, or where the ends do not hold the likely value (the review says so)."""
    low, high = (ONE if share is None else share for share in shares)
    if not low <= ONE <= high or low == high:
        return None
    return Range(
        path=path,
        line=record.benefit if isinstance(record, BenefitDriver) else record.id,
        kind=kind,
        low=low,
        high=high,
        distribution=record.distribution or "pert",
        group=record.group,
        basis=record.range_basis,
        by_accuracy=by_accuracy,
    )


def _factors(case: Case) -> dict[str, list[BenefitDriver]]:
    found: dict[str, list[BenefitDriver]] = {}
    for factor in case.benefit_drivers:
        found.setdefault(factor.benefit, []).append(factor)
    return found
