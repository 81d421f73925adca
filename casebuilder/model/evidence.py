"""What the case rests on: assumptions, evidence, standards, notes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from casebuilder.i18n import N_
from casebuilder.spec import BiText, Record, bitext, choice, date, long_bitext, ref, text


@dataclass(frozen=True, kw_only=True)
class Assumption(Record):
    """Something taken as true that could turn out otherwise."""

    text: BiText = bitext("Assumption", required=True, column=True)
    value: BiText = bitext("Value", column=True)
    source: BiText = bitext("Source", required=True, column=True)
    dated: datetime.date | None = date("Date")
    owner: str = ref("Owner", "stakeholders", required=True, column=True)
    confidence: str = choice(
        "Confidence", {"high": N_("High"), "medium": N_("Medium"), "low": N_("Low")}, required=True, column=True
    )
    expires: datetime.date | None = date("To be checked by", column=True)
    if_wrong: BiText = long_bitext("What changes if it is wrong")


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """A report, data set or record that a statement rests on."""

    title: BiText = bitext("Title", required=True, column=True)
    type: str = choice(
        "Type",
        {
            "report": N_("Report"),
            "data": N_("Data"),
            "measurement": N_("Measurement"),
            "quotation": N_("Quotation"),
            "interview": N_("Interview"),
            "contract": N_("Contract"),
            "research": N_("Research"),
        },
        required=True,
        column=True,
    )
    dated: datetime.date | None = date("Date", required=True, column=True)
    owner: str = ref("Owner", "stakeholders", column=True)
    location: BiText = bitext("Where it is kept", column=True)
    note: BiText = long_bitext("Note")


@dataclass(frozen=True, kw_only=True)
class EvidenceEntry(Record):
    """A demand of the competency unit, and the parts of the case that answer it."""

    seed_text: str = text("Wording of the unit")
    sections: str = text("Parts of the case", required=True, column=True)
    text: BiText = bitext("What is asked for", required=True, column=True)
    record: BiText = long_bitext("Record", help="For an oral assessment or a third-party report: who, when, result.")


@dataclass(frozen=True, kw_only=True)
class Standard(Record):
    """A law, standard or guideline that applies."""

    name: BiText = bitext("Standard", required=True, column=True)
    use: BiText = bitext("What it is used for", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm(Record):
    """A word that the reader may not know."""

    term: BiText = bitext("Term", required=True, column=True)
    definition: BiText = long_bitext("Meaning", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A remark on one field; it stays with the field and never prints."""

    path: str = text("Field", required=True, column=True)
    text: BiText = long_bitext("Note", required=True, column=True)
    author: BiText = bitext("Author", column=True)
    dated: datetime.date | None = date("Date", column=True)
