"""Small cases whose charts can be checked by hand."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from casebuilder.analysis import analyse
from casebuilder.charts.data import CHARTS
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.options import Option
from casebuilder.model.profile import Profile, Recommendation
from casebuilder.model.risks import Risk
from casebuilder.spec import BiText


def chart_of(name: str, case: Case, language: Language = "en") -> Any:
    return CHARTS[name](case, analyse(case), language)


def small(costs: tuple[int, ...] = (100, 0, 0), value: int = 60, *, recommended: str = "OPT1", **changes: Any) -> Case:
    """Doing nothing and one option over two years, without discounting."""
    case = Case(
        profile=Profile(horizon_years=2, discount_rate=Decimal(0)),
        options=(Option(id="OPT0", name=BiText("Stay"), role="bau"), Option(id="OPT1", name=BiText("Go", "前進"))),
        cost_lines=(CostLine(id="C1", option="OPT1", name=BiText("Work"), flows=tuple(map(Decimal, costs))),),
        benefits=(
            Benefit(
                id="B1",
                option="OPT1",
                name=BiText("Time"),
                type="cashable",
                annual_full_value=Decimal(value),
                ramp=(Decimal(0), Decimal(1), Decimal(1)),
            ),
        ),
        recommendation=Recommendation(option=recommended),
    )
    return dataclasses.replace(case, **changes)


def risk(identifier: str, likelihood: int | None = 4, impact: int | None = 4, **changes: Any) -> Risk:
    values: dict[str, Any] = {"residual_likelihood": 4, "residual_impact": 3, "cost_if_occurs": Decimal(1000)}
    return Risk(
        id=identifier, name=BiText(f"Risk {identifier}"), likelihood=likelihood, impact=impact, **(values | changes)
    )
