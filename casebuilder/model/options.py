"""What could be done: the long list, the framework-filter grid and the options."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import BiText, Record, bitext, boolean, choice, integer, long_bitext, number, rate, ref, refs

VERDICTS: Final = {
    "preferred": N_("Preferred way forward"),
    "carried": N_("Carried forward"),
    "discounted": N_("Discounted"),
}


@dataclass(frozen=True, kw_only=True)
class Option(Record):
    """One way to go; doing nothing is an option with costs of its own."""

    name: BiText = bitext("Option", required=True, column=True)
    role: str = choice(
        "Role",
        {
            "bau": N_("Do nothing (business as usual)"),
            "do_minimum": N_("Do the minimum"),
            "reuse": N_("Use what is there"),
            "intermediate": N_("Intermediate"),
            "do_maximum": N_("Do the maximum"),
        },
        required=True,
        column=True,
        help="Every case compares with doing nothing.",
    )
    description: BiText = long_bitext("Description", required=True)
    technology: str = ref("Technology", "technologies", column=True)
    strategies: tuple[str, ...] = refs("Strategies", "strategies", column=True)
    shortlisted: bool = boolean("On the short list", default=True, column=True)
    verdict: str = choice("Verdict", VERDICTS, column=True)
    reason: BiText = long_bitext("Reason for the verdict", help="Cite a success factor.", column=True)
    advantages: BiText = long_bitext("Advantages")
    disadvantages: BiText = long_bitext("Disadvantages")
    lead_months: int | None = integer("Months until it works", minimum=0, maximum=240)
    life_years: int | None = integer(
        "Service life",
        unit=N_("years"),
        minimum=1,
        maximum=100,
        group=N_("Appraisal"),
        help="Where options last for different times, they are compared by equivalent annual value and as chains.",
    )
    terminal_method: str = choice(
        "Value after the horizon",
        {"growth": N_("Last net flow, growing for ever"), "multiple": N_("Multiple of the last net flow")},
        help="Empty: nothing is counted after the horizon, as is usual in the public sector.",
    )
    terminal_growth: Decimal | None = rate("Growth after the horizon", minimum=-1, maximum=1)
    terminal_multiple: Decimal | None = number("Multiple", minimum=0, maximum=100)
    delay_likely: Decimal | None = number(
        "Delay of the benefits (likely)",
        unit=N_("months"),
        minimum=0,
        maximum=240,
        group=N_("If it comes late"),
        help="For the simulation: all benefits of the option come later together.",
    )
    delay_low: Decimal | None = number("Delay (low)", unit=N_("months"), minimum=0, maximum=240)
    delay_high: Decimal | None = number("Delay (high)", unit=N_("months"), minimum=0, maximum=240)
    delay_basis: BiText = long_bitext("Basis of the delay")


@dataclass(frozen=True, kw_only=True)
class FilterChoice(Record):
    """One cell of the options framework-filter."""

    dimension: str = choice(
        "Dimension",
        {
            "scope": N_("Scope: what is covered"),
            "solution": N_("Solution: how"),
            "delivery": N_("Delivery: who"),
            "implementation": N_("Implementation: when"),
            "funding": N_("Funding: how it is paid"),
        },
        required=True,
        column=True,
    )
    level: str = choice(
        "Level",
        {
            "bau": N_("Business as usual"),
            "do_minimum": N_("Do minimum"),
            "intermediate": N_("Intermediate"),
            "do_maximum": N_("Do maximum"),
        },
        required=True,
        column=True,
    )
    text: BiText = bitext("Choice", required=True, column=True)
    verdict: str = choice("Verdict", VERDICTS, required=True, column=True)
    reason: BiText = bitext("Reason", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class OptionRating(Record):
    """How far an option meets a critical success factor."""

    option: str = ref("Option", "options", required=True, column=True)
    success_factor: str = ref("Success factor", "success_factors", required=True, column=True)
    rating: str = choice(
        "Rating",
        {"pass": N_("Meets it"), "partial": N_("Meets it in part"), "fail": N_("Fails it")},
        required=True,
        column=True,
    )
    reason: BiText = bitext("Reason", column=True)
