"""Charts of cases at the edge of what can be typed: no chart or one of finite numbers, and never an error."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from casebuilder.charts.data import CHARTS, describe
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.money import FundingSource
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from casebuilder.model.uncertainty import SimulationSettings
from casebuilder.spec import LARGEST_NUMBER
from tests.analysis.small import D, benefit, cost, flows, small
from tests.charts.cases import chart_of


def full(amount: Decimal, *, horizon: int = 2, **parts: object) -> Case:
    """A case in which everything is there: ranges, a delay, risks, money set aside, and funding."""
    size = str(amount)
    threat = Risk(id="R1", options=("A",), probability=D("0.4"), cost_if_occurs=amount, residual_probability=D("0.1"))
    chance = Risk(id="R2", options=("A",), frequency=D(3), cost_if_occurs=amount, kind="opportunity")
    return small(
        cost(size, accuracy=D("0.3")),
        cost(size, identifier="C2", type="contingency"),
        benefit(size, 0, 1, 1, low=amount / 2, high=amount),
        horizon=horizon,
        options=(Option(id="A", delay_high=D(6)),),
        risks=(threat, chance),
        funding_sources=(FundingSource(id="F1", status="expected", amounts=flows(size)),),
        simulation=SimulationSettings(iterations=128),
        **parts,
    )


CASES = {
    "largest": full(LARGEST_NUMBER, rate="0.05"),
    "smallest": full(D("0.000001"), rate="0.05"),
    "one period": full(D(100), horizon=0),
    "long and published": full(D(100), horizon=60, profile={"discount_schedule": "green_book", "discount_rate": None}),
    "months from mid-period": full(D(100), rate="0.05", profile={"timing": "mid"}, rules={"period": "month"}),
    "quarters from the start": full(D(100), rate="0.05", profile={"timing": "start"}, rules={"period": "quarter"}),
    "negative rate": full(D(100), rate="-0.5"),
    "highest rate": full(D(100), rate="10"),
    "costs alone": small(cost(100, 10), horizon=1),
    "benefits alone": small(benefit(100, 1, 1), horizon=1),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_at_the_edge_is_none_or_of_finite_numbers(name: str, case: Case, language: Language) -> None:
    chart = chart_of(name, case, language)
    if chart is not None:
        assert not re.search(r"\b(nan|inf|infinity)\b", describe(chart), re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"benchmark_scores", "risk_matrix", "option_risk_matrix"}))
def test_the_full_case_has_nearly_every_chart(name: str) -> None:
    assert chart_of(name, full(D(100))) is not None
