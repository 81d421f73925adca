"""What could be done: the long list, the framework-filter grid and the options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import BiText, Record, bitext, boolean, choice, integer, long_bitext, ref, refs

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
