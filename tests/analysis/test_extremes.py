"""What can be typed at its limits, in all combinations that matter: figures are finite, and nothing is raised."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import pytest

from casebuilder import checks, listing
from casebuilder.analysis import analyse
from casebuilder.analysis.sensitivity import scenario_results, sensitivity_of
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.spec import LARGEST_NUMBER
from tests.analysis.small import benefit, cost, small

SMALLEST = Decimal("0.000001")
CASES: Final = {
    "prices that rise by 1,000% a year for a century": small(
        cost(LARGEST_NUMBER, *[LARGEST_NUMBER] * 5, price_index="wage", residual_value=LARGEST_NUMBER),
        benefit(LARGEST_NUMBER, 1, 1, 1, ramp_shape="step", ramp_lag_months=Decimal(1100), price_index="own",
                own_growth=Decimal(10)),
        horizon=100,
        rules={"wage_growth": Decimal(10), "general_inflation": Decimal("-0.5")},
    ),
    "a rate of -50% for a century": small(
        cost(LARGEST_NUMBER), benefit(SMALLEST, *[1] * 101), horizon=100, rate="-0.5", rules={"tax_rate": Decimal(1)}
    ),
    "the smallest amounts, not rounded": small(
        cost(SMALLEST), benefit(SMALLEST, 0, 1, 1), rate="10", profile={"rounding": "none"}
    ),
    "no horizon": small(cost(5), benefit(5, 1), horizon=0, rate="0.1"),
    "a horizon of one month's worth of years": small(cost(5), benefit(5, 0, 1), horizon=1, rules={"period": "month"}),
    "nothing but noughts": small(cost(0, 0), benefit(0, 0, 0)),
    "a multiple of the last year beyond all others": small(
        cost(1),
        benefit(LARGEST_NUMBER, 1, 1, 1, 1),
        options=(Option(id="A", terminal_method="multiple", terminal_multiple=Decimal(1000)),),
    ),
}  # fmt: skip


def numbers(node: Any) -> Iterator[float | Decimal]:
    """Every number in a tree of results."""
    if isinstance(node, (float, Decimal)):
        yield node
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            yield from numbers(getattr(node, field.name))
    elif isinstance(node, Mapping):
        yield from numbers(list(node.values()))
    elif isinstance(node, (tuple, list)):
        for item in node:
            yield from numbers(item)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_figures_at_the_limits_of_what_can_be_typed_are_finite(case: Case) -> None:
    results = analyse(case)
    beside = [sensitivity_of(case, option) for option in results.options.values()]

    found = [*numbers(results), *numbers(beside), *numbers(scenario_results(case, results.options))]

    assert all(number.is_finite() if isinstance(number, Decimal) else math.isfinite(number) for number in found)
    checks.review(case, results)
    listing.appraisal_text(case)
