"""Why something must be done: problems, objectives, success factors, limits."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    bitext,
    boolean,
    choice,
    date,
    integer,
    long_bitext,
    number,
    ref,
    refs,
)


@dataclass(frozen=True, kw_only=True)
class Problem(Record):
    """What goes wrong today, with its cause and its effect."""

    name: BiText = bitext(
        "Problem", help="What goes wrong today, for whom. Do not name a product yet.", required=True, column=True
    )
    cause: BiText = long_bitext("Cause", required=True, column=True)
    effect: BiText = long_bitext("Effect", help="How often, at what cost.", required=True, column=True)
    affected: BiText = bitext("Who is affected")
    evidence: BiText = long_bitext("Evidence", help="How do you know? Name the report, the measurement, the date.")
    evidence_items: tuple[str, ...] = refs("Evidence items", "evidence")
    why_now: BiText = long_bitext("Why now")
    weight: Decimal | None = number("Weight", minimum=0, maximum=100, unit="%")


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """A SMART objective."""

    text: BiText = bitext("Objective", help="What will be measurably different.", required=True, column=True)
    metric: BiText = bitext("Metric", help="The number that shows it.", required=True, column=True)
    unit: BiText = bitext("Unit")
    baseline: Decimal | None = number("Baseline", help="Today's number.", required=True, column=True)
    baseline_date: datetime.date | None = date("Baseline date")
    target: Decimal | None = number("Target", required=True, column=True)
    target_date: datetime.date | None = date("Target date", required=True, column=True)
    direction: str = choice(
        "Direction", {"up": N_("Higher is better"), "down": N_("Lower is better"), "hold": N_("Hold the level")}
    )
    owner: str = ref("Owner", "stakeholders", required=True, column=True)
    strategy_link: BiText = bitext("Serves which strategy")
    problems: tuple[str, ...] = refs("Problems it answers", "problems")


@dataclass(frozen=True, kw_only=True)
class SuccessFactor(Record):
    """A critical success factor that options are held against."""

    name: BiText = bitext("Success factor", required=True, column=True)
    description: BiText = long_bitext("Description", column=True)
    measure: BiText = bitext("Measure")
    threshold: BiText = bitext("Minimum level", help="What an option must reach at least.", required=True, column=True)
    standard: bool = boolean("Standard factor", help="One of the five of the Green Book.")


@dataclass(frozen=True, kw_only=True)
class SwotItem(Record):
    """One line of the SWOT analysis."""

    quadrant: str = choice(
        "Field",
        {
            "strength": N_("Strength"),
            "weakness": N_("Weakness"),
            "opportunity": N_("Opportunity"),
            "threat": N_("Threat"),
        },
        required=True,
        column=True,
    )
    text: BiText = bitext("Statement", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class Constraint(Record):
    """Something fixed that every option must live with."""

    text: BiText = bitext("Constraint", required=True, column=True)
    kind: str = choice(
        "Kind",
        {
            "legal": N_("Legal"),
            "money": N_("Money"),
            "time": N_("Time"),
            "technical": N_("Technical"),
            "people": N_("People"),
            "policy": N_("Policy"),
        },
        column=True,
    )
    consequence: BiText = bitext("What follows from it", column=True)


@dataclass(frozen=True, kw_only=True)
class Dependency(Record):
    """Something outside the proposal that it relies on."""

    text: BiText = bitext("Dependency", required=True, column=True)
    on: BiText = bitext("On whom or what", column=True)
    needed_by: datetime.date | None = date("Needed by", column=True)
    owner: str = ref("Owner", "stakeholders", column=True)


@dataclass(frozen=True, kw_only=True)
class ScopeItem(Record):
    """Something that is inside or outside the proposal."""

    inside: str = choice("In or out", {"in": N_("In scope"), "out": N_("Out of scope")}, required=True, column=True)
    text: BiText = bitext("Item", required=True, column=True)
    reason: BiText = bitext("Reason", column=True)


@dataclass(frozen=True, kw_only=True)
class Need(Record):
    """A need of the business that technology or organisation can meet."""

    text: BiText = bitext("Need", required=True, column=True)
    horizon: str = choice(
        "Time horizon", {"current": N_("Current"), "potential": N_("Potential")}, required=True, column=True
    )
    importance: int | None = integer("Importance", minimum=1, maximum=5, required=True, column=True)
    objective: str = ref("Objective", "objectives", required=True, column=True)
    customer: str = choice(
        "Whose need", {"internal": N_("Internal customer"), "external": N_("External customer")}, column=True
    )
