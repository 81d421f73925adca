"""What may happen: the risk register, its scales and the appetite."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.model.uncertainty import distribution, moves_with
from casebuilder.spec import (
    BiText,
    Record,
    Section,
    bitext,
    choice,
    date,
    integer,
    long_bitext,
    money,
    number,
    rate,
    ref,
    refs,
)

CATEGORIES: Final = {
    "technical": N_("Technical"),
    "operational": N_("Operational"),
    "people": N_("People"),
    "stakeholder": N_("Stakeholder"),
    "commercial": N_("Commercial"),
    "compliance": N_("Compliance"),
    "benefit": N_("Benefit"),
    "analysis": N_("Analysis"),
    "financial": N_("Financial"),
    "schedule": N_("Schedule"),
}
INHERENT: Final = N_("Before response")
RESIDUAL: Final = N_("After response")
TARGET: Final = N_("Target")


@dataclass(frozen=True, kw_only=True)
class Risk(Record):
    """One uncertain event, a threat or an opportunity, with one owner."""

    name: BiText = bitext("Risk", required=True, column=True)
    kind: str = choice(
        "Kind", {"threat": N_("Threat"), "opportunity": N_("Opportunity")}, default="threat", required=True
    )
    category: str = choice("Category", CATEGORIES, required=True, column=True)
    cause: BiText = long_bitext("Because of", required=True, group=N_("Cause, event, effect"))
    event: BiText = long_bitext("this may happen", required=True)
    effect: BiText = long_bitext("leading to", required=True)
    options: tuple[str, ...] = refs("Options it touches", "options", column=True)

    likelihood: int | None = integer(
        "Likelihood",
        minimum=1,
        maximum=5,
        required=True,
        unless="probability",
        column=True,
        group=INHERENT,
        help="Empty: the class of the probability.",
    )
    impact: int | None = integer(
        "Impact",
        minimum=1,
        maximum=5,
        required=True,
        unless="cost_if_occurs",
        column=True,
        help="Empty: the class of the cost, where the impact scale names amounts.",
    )
    probability: Decimal | None = rate(
        "Probability", minimum=0, maximum=1, help="Empty: the probability of the likelihood class."
    )
    cost_if_occurs: Decimal | None = money("Cost if it occurs (likely)", minimum=0, column=True)
    cost_low: Decimal | None = money("Cost if it occurs (low)", minimum=0)
    cost_high: Decimal | None = money("Cost if it occurs (high)", minimum=0)
    delay_days: Decimal | None = number("Delay if it occurs", unit=N_("days"), minimum=0)
    lines: tuple[str, ...] = refs(
        "Lines it hits",
        "cost_lines",
        "benefits",
        group=N_("Money it moves"),
        help="A share of these lines instead of, or beside, the amount: costs rise by it, benefits fall by it.",
    )
    line_share: Decimal | None = rate("Share of the lines (likely)", minimum=0, maximum=10)
    line_share_low: Decimal | None = rate("Share of the lines (low)", minimum=0, maximum=10)
    line_share_high: Decimal | None = rate("Share of the lines (high)", minimum=0, maximum=10)
    frequency: Decimal | None = number(
        "Times it may occur",
        minimum=0,
        maximum=1000,
        help="Over the horizon, on average; for what can occur more than once. It replaces the probability.",
    )
    first_year: int | None = integer(
        "May occur from year", minimum=0, maximum=100, help="0 is the first. Empty: as the proximity says."
    )
    last_year: int | None = integer("May occur until year", minimum=0, maximum=100)
    distribution: str = distribution()
    group: str = moves_with()

    response: str = choice(
        "Response",
        {
            "avoid": N_("Avoid"),
            "mitigate": N_("Mitigate"),
            "transfer": N_("Transfer"),
            "accept": N_("Accept"),
            "share": N_("Share"),
            "fallback": N_("Prepare a fallback"),
            "enhance": N_("Enhance"),
            "exploit": N_("Exploit"),
        },
        required=True,
        group=N_("Response"),
    )
    mitigation: BiText = long_bitext("What is done about it", required=True, column=True)
    contingency: BiText = long_bitext("If it happens all the same")
    trigger: BiText = long_bitext("Trigger", help="The sign that it is about to happen.")
    owner: str = ref("Risk owner", "stakeholders", help="One person who answers for it.", required=True, column=True)
    actionees: tuple[str, ...] = refs("Actionees", "stakeholders")
    proximity: str = choice(
        "Proximity",
        {
            "imminent": N_("Imminent"),
            "stage": N_("Within this stage"),
            "project": N_("Within the project"),
            "beyond": N_("Beyond the project"),
        },
    )
    status: str = choice(
        "Status",
        {
            "open": N_("Still open"),
            "treating": N_("In treatment"),
            "monitoring": N_("Monitoring"),
            "occurred": N_("Occurred"),
            "closed": N_("Closed"),
        },
        default="open",
        required=True,
        column=True,
    )
    review_on: datetime.date | None = date("Next review")

    residual_likelihood: int | None = integer(
        "Residual likelihood", minimum=1, maximum=5, required=True, unless="residual_probability", group=RESIDUAL
    )
    residual_impact: int | None = integer(
        "Residual impact", minimum=1, maximum=5, required=True, unless="residual_cost"
    )
    residual_probability: Decimal | None = rate("Residual probability", minimum=0, maximum=1)
    residual_cost: Decimal | None = money(
        "Residual cost (likely)", minimum=0, help="Empty: the same cost as before the response."
    )
    residual_cost_low: Decimal | None = money("Residual cost (low)", minimum=0)
    residual_cost_high: Decimal | None = money("Residual cost (high)", minimum=0)
    residual_line_share: Decimal | None = rate(
        "Residual share of the lines", minimum=0, maximum=10, help="Empty: the same share as before the response."
    )
    residual_frequency: Decimal | None = number(
        "Residual times it may occur", minimum=0, maximum=1000, help="Empty: as often as before the response."
    )

    target_likelihood: int | None = integer("Target likelihood", minimum=1, maximum=5, group=TARGET)
    target_impact: int | None = integer("Target impact", minimum=1, maximum=5)
    target_probability: Decimal | None = rate("Target probability", minimum=0, maximum=1)
    target_cost: Decimal | None = money("Target cost (likely)", minimum=0)


@dataclass(frozen=True, kw_only=True)
class RiskAction(Record):
    """A response action with an actionee, a cost and a date."""

    risk: str = ref("Risk", "risks", required=True, column=True)
    text: BiText = bitext("Action", required=True, column=True)
    actionee: str = ref("Actionee", "stakeholders", required=True, column=True)
    cost: Decimal | None = money("Cost", minimum=0, column=True)
    due: datetime.date | None = date("Due", required=True, column=True)
    status: str = choice(
        "Status",
        {"planned": N_("Planned"), "running": N_("Running"), "done": N_("Done")},
        default="planned",
        column=True,
    )


@dataclass(frozen=True, kw_only=True)
class LikelihoodLevel(Record):
    """One step of the likelihood scale; its ID is the number of the step."""

    name: BiText = bitext("Likelihood", required=True, column=True)
    probability: Decimal | None = rate("Probability", minimum=0, maximum=1, required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class ImpactLevel(Record):
    """One step of the impact scale; its ID is the number of the step."""

    name: BiText = bitext("Impact", required=True, column=True)
    meaning: BiText = bitext("Meaning", required=True, column=True)
    lowest_cost: Decimal | None = money(
        "From a cost of", minimum=0, column=True, help="A risk without a class takes that of its cost if it occurs."
    )


@dataclass(frozen=True, kw_only=True)
class RiskBand(Record):
    """A band of scores with the same level; its ID is the level."""

    name: BiText = bitext("Level", required=True, column=True)
    lowest: int | None = integer("From score", minimum=1, required=True, column=True)
    highest: int | None = integer("To score", minimum=1, required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class RiskAppetite(Record):
    """How much risk of a category is accepted, and who decides above it."""

    category: str = choice("Category", CATEGORIES, required=True, column=True)
    highest_score: int | None = integer("Accepted up to score", minimum=1, maximum=25, required=True, column=True)
    escalate_to: str = ref("Above it decides", "stakeholders", required=True, column=True)
    reason: BiText = bitext("Reason", column=True)


@dataclass(frozen=True, kw_only=True)
class RiskSettings(Section):
    """Notes on how risks are rated."""

    note: BiText = long_bitext("Note on the scale")
