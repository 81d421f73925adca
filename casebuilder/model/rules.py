"""The rules by which money is counted, and the experience that estimates are corrected by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    Section,
    bitext,
    choice,
    integer,
    long_bitext,
    money,
    number,
    rate,
    refs,
)

PERIODS: Final = {"year": N_("Years"), "quarter": N_("Quarters"), "month": N_("Months")}
PERIOD_TITLES: Final = {"year": N_("Year {number}"), "quarter": N_("Quarter {number}"), "month": N_("Month {number}")}
UNITS: Final = {
    "1": N_("Single units of the currency"),
    "1000": N_("Thousands"),
    "10000": N_("Ten thousands"),
    "1000000": N_("Millions"),
}
PROJECT_TYPES: Final = {
    "non_standard_buildings": N_("Non-standard buildings"),
    "standard_buildings": N_("Standard buildings"),
    "non_standard_civil": N_("Non-standard civil engineering"),
    "standard_civil": N_("Standard civil engineering"),
    "equipment_development": N_("Equipment and development"),
    "outsourcing": N_("Outsourcing"),
}


@dataclass(frozen=True, kw_only=True)
class Rules(Section):
    """Conventions beside the discount rate: periods, prices, tax, and how amounts are printed."""

    period: str = choice(
        "Amounts are given by",
        PERIODS,
        default="year",
        group=N_("Periods"),
        help="The horizon stays in years; rates stay yearly and are converted to the period.",
    )

    general_inflation: Decimal | None = rate(
        "General price increase a year",
        minimum="-0.5",
        maximum=10,
        group=N_("Prices"),
        help="Needed where prices are nominal, or where a line rises faster or slower than prices in general.",
    )
    wage_growth: Decimal | None = rate("Wage increase a year", minimum="-0.5", maximum=10)
    energy_growth: Decimal | None = rate("Energy price increase a year", minimum="-0.5", maximum=10)
    price_source: BiText = bitext("Source of the price increases", help="Who publishes these rates, and when.")
    rate_basis: str = choice(
        "The discount rate is",
        {"real": N_("Real (without inflation)"), "nominal": N_("Nominal (with inflation)")},
        help="Empty: as the prices of the case. The review says where rate and prices do not match.",
    )

    finance_rate: Decimal | None = rate(
        "Finance rate of the MIRR",
        minimum="-0.5",
        maximum=10,
        group=N_("Modified internal rate of return"),
        help="Empty: the discount rate.",
    )
    reinvest_rate: Decimal | None = rate(
        "Reinvestment rate of the MIRR", minimum="-0.5", maximum=10, help="Empty: the discount rate."
    )

    tax_rate: Decimal | None = rate(
        "Tax rate",
        minimum=0,
        maximum=1,
        group=N_("Tax (a view beside the appraisal)"),
        help="Empty: no view after tax. Tax and depreciation never enter the economic net present value.",
    )
    tax_losses: str = choice(
        "Tax losses",
        {
            "carry_forward": N_("Carried forward to later years"),
            "refund_at_once": N_("Set off at once against other profit"),
        },
        default="carry_forward",
    )

    print_unit: str = choice("Tables in", UNITS, default="1", group=N_("Print"))
    print_rounding: str = choice(
        "Rounded tables",
        {
            "controlled": N_("Adjusted so that every row and column adds up"),
            "nearest": N_("Each figure to the nearest; a note where they do not add up"),
        },
        default="controlled",
    )
    headline_precision: str = choice(
        "Precision of the headline",
        {"figures": N_("Three figures"), "uncertainty": N_("As many as the uncertainty allows")},
        default="figures",
        help="A net present value that may be off by a million should not be printed to the last unit.",
    )


@dataclass(frozen=True, kw_only=True)
class OptimismBias(Section):
    """Estimates of capital costs are usually too low; by how much, and whether that is counted."""

    source: str = choice(
        "Correction of capital costs",
        {
            "table": N_("Published table, less what is mitigated"),
            "history": N_("Own past projects"),
            "own": N_("A rate of our own"),
        },
        group=N_("Optimism bias"),
        help="Empty: no correction.",
    )
    project_type: str = choice("Type of project", PROJECT_TYPES)
    other_type: str = choice(
        "Partly of another type", PROJECT_TYPES, help="A project of two types takes the bounds of both by their shares."
    )
    other_share: Decimal | None = rate("Share of the other type", minimum=0, maximum=1)
    own_uplift: Decimal | None = rate("Own rate", minimum=0, maximum=5)
    confidence: str = choice(
        "Of the own projects, take",
        {"p50": N_("The median overrun (P50)"), "p80": N_("The overrun that 80% stay below (P80)")},
        default="p50",
    )
    counted: str = choice(
        "Where it shows",
        {
            "beside": N_("Beside the appraisal"),
            "inside": N_("Inside the costs of every option"),
        },
        default="beside",
        help="Inside: net present values fall by it. Beside: it is a step of the risk adjustment.",
    )
    reason: BiText = long_bitext("Reason")


@dataclass(frozen=True, kw_only=True)
class BiasFactor(Record):
    """A cause of too low estimates: how much of the bias is due to it, and how far it is dealt with."""

    name: BiText = bitext("Contributory factor", required=True, column=True)
    contribution: Decimal | None = rate("Share of the bias", minimum=0, maximum=1, required=True, column=True)
    mitigation: Decimal | None = rate(
        "Mitigated", minimum=0, maximum=1, required=True, column=True, help="0%: nothing is done; 100%: it is gone."
    )
    evidence: BiText = long_bitext("Evidence", required=True, column=True)
    risks: tuple[str, ...] = refs(
        "The same in the risk register", "risks", column=True, help="A cause that is priced as a risk counts twice."
    )


@dataclass(frozen=True, kw_only=True)
class PastProject(Record):
    """What an earlier project was estimated at, and what it came to."""

    name: BiText = bitext("Project", required=True, column=True)
    year: int | None = integer("Finished in", minimum=1900, maximum=2200, column=True)
    estimate: Decimal | None = money("Cost as estimated", minimum=0, required=True, column=True)
    actual: Decimal | None = money("Actual cost", minimum=0, required=True, column=True)
    estimated_months: Decimal | None = number("Months as estimated", minimum=0, column=True)
    actual_months: Decimal | None = number("Actual months", minimum=0, column=True)
    note: BiText = long_bitext("Why it is comparable")
