"""Records to begin an empty part with: the usual scenarios, the published causes of optimism bias."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from casebuilder.analysis.sensitivity import USUAL
from casebuilder.finance import optimism_bias
from casebuilder.i18n import N_
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.edits import Edit
from casebuilder.model.new import both
from casebuilder.model.rules import BiasFactor
from casebuilder.model.uncertainty import Scenario
from casebuilder.spec import BiText, Record, field_of

STORIES: Final = {
    "base": N_("Every cost and benefit comes out at its likely value."),
    "optimistic": N_("Every line comes out at the favourable end of its range: an upper bound, not a forecast."),
    "pessimistic": N_("Every line comes out at the unfavourable end of its range, all at the same time."),
}


@dataclass(frozen=True, slots=True)
class Starter:
    """What a button says, and the records that it brings into an empty part."""

    label: str  # an English message id
    records: Callable[[Case], tuple[Record, ...]]


def usual_scenarios(case: Case) -> tuple[Scenario, ...]:
    """The usual three, with a name and a story in both languages."""
    kinds = field_of(Scenario, "kind")
    return tuple(replace(one, name=both(kinds.choice_label(one.kind)), story=both(STORIES[one.kind])) for one in USUAL)


def published_causes(case: Case) -> tuple[BiasFactor, ...]:
    """The published causes with their shares for the type of project, nothing mitigated.

    A share that could not be read in the publication without doubt is left empty: the review asks for it.
    """
    kind = case.optimism_bias.project_type
    return tuple(
        BiasFactor(
            id="",
            name=BiText(en=factor.name["en"], zh_TW=factor.name["zh_TW"]),
            contribution=factor.contribution(kind, "capex"),
            mitigation=Decimal(0),
        )
        for group in optimism_bias.factor_groups()
        for factor in group.factors
    )


STARTERS: Final = {
    "scenarios": Starter(N_("Add the usual three"), usual_scenarios),
    "bias_factors": Starter(N_("Start from the published causes"), published_causes),
}


def start(case: Case, part: str) -> Edit:
    """The edit that brings the records of a starter into a part; KeyError where there is none."""
    return edits.insert_records(case, part, STARTERS[part].records(case))
