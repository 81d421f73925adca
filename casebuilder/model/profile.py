"""Who asks for what, and the conventions by which the case is calculated."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    Section,
    bitext,
    boolean,
    choice,
    date,
    integer,
    long_bitext,
    money,
    number,
    rate,
    ref,
    text,
)

FRAMEWORKS: Final = {
    "short": N_("Short proposal"),
    "general": N_("General business case"),
    "five-case": N_("Five Case Model"),
    "prince2": N_("PRINCE2 business case"),
    "pmi": N_("PMI business case"),
    "mid-long-term-plan": N_("Mid- and long-term plan (Taiwan central government)"),
    "contact-system": N_("Contact-system optimisation"),
    "benchmark-report": N_("Technology benchmark report"),
}
STAGES: Final = {
    "idea": N_("Idea"),
    "outline": N_("Outline case"),
    "full": N_("Full case"),
    "approved": N_("Approved"),
}
SIZES: Final = {"small": N_("Small"), "medium": N_("Medium"), "large": N_("Large")}
# Of every table in resources/parameters/discount_schedules.json; those to verify were not read in their publication.
SCHEDULES: Final = {
    "flat": N_("One rate for all years"),
    "green_book": N_("Green Book standard (United Kingdom)"),
    "green_book_health": N_("Green Book health (United Kingdom)"),
    "green_book_reduced": N_("Green Book reduced sensitivity (United Kingdom)"),
    "us_a94_1992": N_("OMB Circular A-94, 7% (United States) – verify"),
    "us_a4_2003": N_("OMB Circular A-4, 3% (United States) – verify"),
    "us_a94_2023": N_("OMB Circular A-94 of 2023, 2% (United States) – verify"),
    "eu_2014": N_("EU guide 2014, 3% (other member states) – verify"),
    "eu_2014_cohesion": N_("EU guide 2014, 5% (cohesion countries) – verify"),
    "au_7": N_("Australia, central rate 7% – verify"),
    "au_nsw_2023": N_("New South Wales, 5% – verify"),
    "nz_2020": N_("New Zealand, default rate 5% of 2020 – verify"),
    "nz_2024_commercial": N_("New Zealand, commercial proposals 8% – verify"),
}
TIMINGS: Final = {"end": N_("End of year"), "mid": N_("Middle of year"), "start": N_("Start of year")}
ROUNDINGS: Final = {
    "half_up": N_("Half up (0.5 becomes 1)"),
    "half_even": N_("Half to even (banker's rounding)"),
    "none": N_("No rounding before discounting"),
}
LANGUAGE_CHOICES: Final = {"en": N_("English"), "zh_TW": N_("Traditional Chinese (Taiwan)")}
DATED: Final = N_("Dates and status")
MONEY: Final = N_("Money and time")


@dataclass(frozen=True, kw_only=True)
class Profile(Section):
    """The frame of the case: title, people, money conventions."""

    title: BiText = bitext(
        "Title",
        help="What the board will call this proposal, in fewer than twelve words.",
        required=True,
        group=N_("The proposal"),
    )
    framework: str = choice(
        "Framework",
        FRAMEWORKS,
        default="general",
        help="Which headings the document has. The content stays the same and can be printed in any of them.",
    )
    stage: str = choice("Stage", STAGES, default="full", help="How far the proposal has come.")
    size: str = choice("Size", SIZES, default="medium", help="A small case needs fewer sections than a large one.")
    classification: BiText = bitext(
        "Classification", help="For example: Internal, Confidential. Printed on every page."
    )
    disclaimer: BiText = long_bitext("Disclaimer", help="Printed on the cover.")
    invented: bool = boolean("Invented data", help="Tick this for examples and training cases; the cover says so.")

    organisation: BiText = bitext("Organisation", required=True, group=N_("The organisation"))
    industry: BiText = bitext("Industry")
    location: BiText = bitext("Location")
    employees: int | None = integer("Employees", minimum=0)
    customers: int | None = integer("Customers", minimum=0)
    business_model: BiText = long_bitext(
        "Business model", help="How the organisation earns its money, and which part this proposal touches."
    )

    sponsor: BiText = bitext(
        "Sponsor",
        help="The executive who wants this and answers for its benefits.",
        required=True,
        group=N_("The people"),
    )
    author: BiText = bitext("Author", required=True)
    approver: BiText = bitext("Approver", help="The person or body that decides, for example the investment committee.")

    case_id: str = text("Case number", group=DATED)
    version: str = text("Version", default="0.1")
    status: BiText = bitext("Status", help="For example: draft, submitted, approved.")
    created: datetime.date | None = date("Created on")
    issued: datetime.date | None = date("Issued on")
    decision_by: datetime.date | None = date("Decision needed by", required=True)
    source_version: str = text("Version of the source data", help="For a case that was imported from other data.")

    currency: str = text("Currency", default="TWD", help="Three letters: TWD, EUR, USD.", required=True, group=MONEY)
    price_basis: str = choice(
        "Prices",
        {"real": N_("Real (constant prices)"), "nominal": N_("Nominal (with inflation)")},
        default="real",
        help="Real flows go with a real discount rate, nominal flows with a nominal one. Never mix them.",
    )
    price_year: int | None = integer("Price year", minimum=1900, maximum=2200)
    price_note: BiText = bitext("Note on prices", help="For example: before tax, VAT excluded.")
    horizon_years: int | None = integer(
        "Horizon",
        unit=N_("years"),
        default=5,
        minimum=1,
        maximum=100,
        required=True,
        help="How many years after the first outlay the case looks ahead.",
    )
    first_year: int | None = integer(
        "First year", minimum=1900, maximum=2200, help="The calendar year of year 0, in which the work is done."
    )
    discount_schedule: str = choice("Discount schedule", SCHEDULES, default="flat")
    discount_rate: Decimal | None = rate(
        "Discount rate",
        default=Decimal("0.08"),
        minimum="-0.5",
        maximum=10,
        required=True,
        help="What a year of waiting costs your organisation. Ask the finance department; 5 to 10% is usual.",
    )
    discount_source: BiText = bitext("Source of the rate", help="Who set this rate, and when.")
    timing: str = choice("Timing of the flows", TIMINGS, default="end", help="When in the year money is counted.")
    timing_note: BiText = bitext("Note on timing")
    rounding: str = choice(
        "Rounding of benefits",
        ROUNDINGS,
        default="half_up",
        help="Benefits per year are rounded to whole currency units before they are discounted.",
    )
    document_language: str = choice("Language of the document", LANGUAGE_CHOICES, default="en")

    available_investment: Decimal | None = money(
        "Money available for investment",
        minimum=0,
        group=N_("Budgets"),
        help="What can be spent on this without a new decision. Options that need more are flagged.",
    )
    operating_budget: Decimal | None = money("Operating budget a year", minimum=0)
    budget_note: BiText = long_bitext("Note on the budgets")


@dataclass(frozen=True, kw_only=True)
class BudgetLine(Record):
    """A part of the yearly operating budget."""

    name: BiText = bitext("Budget line", required=True, column=True)
    amount: Decimal | None = money("Amount a year", minimum=0, required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class Version(Record):
    """One issue of the case in its history."""

    version: str = text("Version", required=True, column=True)
    issued: datetime.date | None = date("Date", required=True, column=True)
    author: BiText = bitext("Author", column=True)
    change: BiText = long_bitext("What changed", column=True)


@dataclass(frozen=True, kw_only=True)
class CompetencyUnit(Section):
    """The competency unit that the work is assessed against."""

    code: str = text("Unit code", group=N_("Competency unit"))
    name: BiText = bitext("Unit name")
    level: int | None = integer("Level", minimum=1, maximum=8)
    domain: BiText = bitext("Domain")
    related_units: BiText = long_bitext("Related units")


@dataclass(frozen=True, kw_only=True)
class ContactCentre(Section):
    """The size, hours and targets of the contact centre."""

    name: BiText = bitext("Contact centre", group=N_("The contact centre"))
    seats: int | None = integer("Seats", minimum=0)
    agent_headcount: int | None = integer("Agents", minimum=0)
    team_leaders: int | None = integer("Team leaders", minimum=0)
    support_staff: int | None = integer("Support staff", minimum=0)
    opening_hours: str = text("Opening hours")
    open_days_per_year: int | None = integer("Open days a year", minimum=0, maximum=366)
    service_level: Decimal | None = rate("Service level", minimum=0, maximum=1, group=N_("Targets"))
    service_seconds: int | None = integer("Answered within", unit=N_("s"), minimum=0)
    service_definition: str = choice(
        "Definition of service level",
        {
            "offered": N_("Answered in time / offered"),
            "answered": N_("Answered in time / answered"),
            "without_short": N_("Answered in time / (offered - short abandons)"),
        },
        default="offered",
        help="Definitions differ most when many callers hang up, so the one you use is printed with the figure.",
    )
    abandonment_target: Decimal | None = rate("Abandonment at most", minimum=0, maximum=1)
    max_occupancy: Decimal | None = rate("Occupancy at most", minimum=0, maximum=1)
    shrinkage: Decimal | None = rate(
        "Shrinkage", minimum=0, maximum=1, help="Paid time in which agents are not available: leave, training, breaks."
    )
    mean_patience: Decimal | None = number("Mean patience of callers", unit=N_("s"), minimum=0)
    agent_monthly_salary: Decimal | None = money("Agent salary a month", minimum=0, group=N_("Cost of time"))
    on_cost_factor: Decimal | None = number("On-cost factor", minimum=1, maximum=5)
    paid_hours_per_month: Decimal | None = number("Paid hours a month", unit=N_("h"), minimum=0, maximum=744)
    interval_minutes: int | None = integer(
        "Interval length", unit=N_("min"), minimum=1, maximum=1440, group=N_("The measured day")
    )
    interval_day: BiText = bitext("Which day")
    day_offered: int | None = integer("Offered on the day", minimum=0)
    day_answered: int | None = integer("Answered on the day", minimum=0)
    day_abandoned: int | None = integer("Abandoned on the day", minimum=0)
    day_answered_in_time: int | None = integer("Answered within the target on the day", minimum=0)


@dataclass(frozen=True, kw_only=True)
class Approval(Record):
    """One signature under the case."""

    role: BiText = bitext("Role", required=True, column=True)
    name: BiText = bitext("Name", column=True)
    decision: str = choice(
        "Decision",
        {
            "approved": N_("Approved"),
            "conditions": N_("Approved with conditions"),
            "deferred": N_("Deferred"),
            "rejected": N_("Rejected"),
        },
        column=True,
    )
    conditions: BiText = long_bitext("Conditions")
    signed: datetime.date | None = date("Date", column=True)


@dataclass(frozen=True, kw_only=True)
class Recommendation(Section):
    """What the board is asked to decide."""

    option: str = ref(
        "Recommended option",
        "options",
        required=True,
        group=N_("The recommendation"),
        help="The option whose figures stand on the first page.",
    )
    ask: BiText = long_bitext(
        "Decision asked for",
        required=True,
        help="Who is asked to approve what, for how much, by when. One sentence.",
    )
    text: BiText = long_bitext("Recommendation", required=True, help="Why this option beats each other one.")
    then: BiText = bitext("Afterwards", help="What is decided later, and when.")
    conditions: BiText = long_bitext("Conditions")
    if_rejected: BiText = long_bitext("What happens on a no", required=True)
