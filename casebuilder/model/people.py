"""Who is concerned, what they said and who does what."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from casebuilder.i18n import N_
from casebuilder.spec import BiText, Record, bitext, choice, date, integer, long_bitext, ref, refs


@dataclass(frozen=True, kw_only=True)
class Stakeholder(Record):
    """A person or group with a stake in the decision."""

    name: BiText = bitext("Stakeholder", required=True, column=True)
    side: str = choice("Side", {"internal": N_("Internal"), "external": N_("External")}, required=True, column=True)
    interest: int | None = integer("Interest", minimum=1, maximum=5, required=True, column=True)
    influence: int | None = integer("Power", minimum=1, maximum=5, required=True, column=True)
    approach: BiText = bitext("How they are involved", required=True, column=True)
    concern: BiText = long_bitext("What they care about")


@dataclass(frozen=True, kw_only=True)
class Feedback(Record):
    """Something a stakeholder said, and the answer."""

    stakeholder: str = ref("Stakeholder", "stakeholders", required=True, column=True)
    date: datetime.date | None = date("Date", required=True, column=True)
    about: str = ref(
        "About", "functions", "criteria", "options", "strategies", "technologies", "needs", "systems", column=True
    )
    sentiment: int | None = integer("Sentiment", minimum=-1, maximum=1, help="-1 against, 0 neutral, 1 in favour.")
    text: BiText = long_bitext("What was said", required=True, column=True)
    response: str = choice(
        "Answer",
        {
            "accepted": N_("Accepted"),
            "partly": N_("Accepted in part"),
            "rejected": N_("Rejected"),
            "open": N_("Still open"),
        },
        required=True,
        column=True,
    )
    response_text: BiText = long_bitext("Answer in words")


@dataclass(frozen=True, kw_only=True)
class RaciRow(Record):
    """Who does, answers for, advises on and hears of an activity."""

    activity: BiText = bitext("Activity", required=True, column=True)
    responsible: tuple[str, ...] = refs("Responsible", "stakeholders", required=True, column=True)
    accountable: str = ref("Accountable", "stakeholders", help="One only.", required=True, column=True)
    consulted: tuple[str, ...] = refs("Consulted", "stakeholders", column=True)
    informed: tuple[str, ...] = refs("Informed", "stakeholders", column=True)
