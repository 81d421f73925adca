"""The prose of the case, stored once under canonical sections that every framework maps to its own headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import BiText, Record, long_bitext

SECTIONS: Final = {
    "S01": N_("Executive summary"),
    "S02": N_("Strategic context"),
    "S03": N_("Problem and evidence"),
    "S04": N_("Objectives and success factors"),
    "S05": N_("Existing arrangements and capacity"),
    "S06": N_("Scope, constraints and assumptions"),
    "S07": N_("Stakeholders"),
    "S08": N_("Options"),
    "S08B": N_("Technology benchmark"),
    "S09": N_("Benefits"),
    "S10": N_("Costs and funding"),
    "S11": N_("Investment appraisal"),
    "S12": N_("Risks"),
    "S13": N_("Procurement"),
    "S14": N_("Implementation and tests"),
    "S15": N_("Benefits realisation and review"),
    "S16": N_("Recommendation"),
}


@dataclass(frozen=True, kw_only=True)
class Narrative(Record):
    """The text of one section; its ID is the canonical section."""

    text: BiText = long_bitext("Text", required=True, column=True)
