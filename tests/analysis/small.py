"""Small cases whose figures can be worked out by hand."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.options import Option
from casebuilder.model.profile import Profile, Recommendation
from casebuilder.model.rules import Rules

D = Decimal


def flows(*values: int | str) -> tuple[Decimal, ...]:
    """Amounts by period."""
    return tuple(D(value) for value in values)


def cost(*values: int | str, identifier: str = "C1", option: str = "A", **fields: Any) -> CostLine:
    """A cost line of option A."""
    return CostLine(id=identifier, option=option, type=fields.pop("type", "one-off"), flows=flows(*values), **fields)


def benefit(value: int | str, *ramp: int | str, identifier: str = "B1", option: str = "A", **fields: Any) -> Benefit:
    """A benefit of option A that is typed in whole."""
    return Benefit(
        id=identifier,
        option=option,
        type=fields.pop("type", "cashable"),
        annual_full_value=D(value),
        ramp=flows(*ramp),
        **fields,
    )


def small(*lines: CostLine | Benefit, horizon: int = 3, rate: str = "0", **parts: Any) -> Case:
    """A case of one recommended option A, undiscounted unless a rate is named."""
    profile = Profile(horizon_years=horizon, discount_rate=D(rate), first_year=2026)
    parts.setdefault("options", (Option(id="A"),))
    return Case(
        profile=dataclasses.replace(profile, **parts.pop("profile", {})),
        rules=Rules(**parts.pop("rules", {})),
        cost_lines=tuple(line for line in lines if isinstance(line, CostLine)),
        benefits=tuple(line for line in lines if isinstance(line, Benefit)),
        recommendation=Recommendation(option="A"),
        **parts,
    )
