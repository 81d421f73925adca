"""Which end of a range is the better one, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from casebuilder.analysis import analyse
from casebuilder.analysis.ranges import ranges_of
from casebuilder.analysis.sensitivity import scenario_results
from casebuilder.model.case import Case
from casebuilder.model.uncertainty import BenefitDriver
from tests.analysis.small import benefit, cost, small

D = Decimal
GAIN = benefit(100, 0, 1, 1, 1, low=D(50), high=D(200))


def npvs(case: Case) -> dict[str, Decimal]:
    """The undiscounted values of the usual scenarios."""
    found = scenario_results(case, analyse(case).options)
    return {one.scenario.kind: one.appraisals["A"].npv for one in found}


def test_a_dis_benefit_is_favourable_where_it_is_small() -> None:
    loss = benefit(10, 0, 1, 1, 1, identifier="B2", kind="disbenefit", low=D(5), high=D(30))

    assert npvs(small(cost(100), GAIN, loss)) == {
        "base": 3 * 90 - 100,
        "optimistic": 3 * (200 - 5) - 100,
        "pessimistic": 3 * (50 - 30) - 100,
    }


def test_so_are_the_factors_of_a_dis_benefit() -> None:
    loss = benefit(10, 0, 1, 1, 1, identifier="B2", kind="disbenefit")
    hours = BenefitDriver(id="F1", benefit="B2", likely=D(5), low=D(4), high=D(10))

    assert npvs(small(loss, benefit_drivers=(hours,))) == {"base": -30, "optimistic": -24, "pessimistic": -60}


@pytest.mark.parametrize(
    ("points", "shares"),
    [
        ({"low": D(-10), "likely": D(-5), "high": D(-4)}, (D("0.8"), D(2))),
        ({"low": D(4), "likely": D(5), "high": D(10)}, (D("0.8"), D(2))),
        ({"likely": D(-5), "high": D(5)}, (D(-1), D(1))),
        ({"low": D(-10), "likely": D(-5)}, (D(1), D(2))),
    ],
)
def test_a_factor_below_nought_has_a_range_too(points: dict[str, Any], shares: tuple[Decimal, Decimal]) -> None:
    case = small(GAIN, benefit_drivers=(BenefitDriver(id="F1", benefit="B1", **points),))
    (found,) = ranges_of(case, "A")

    assert (found.low, found.high) == shares
