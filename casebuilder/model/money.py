"""What it costs, what it brings and who pays."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from casebuilder.i18n import N_
from casebuilder.model.uncertainty import distribution, moves_with, range_basis
from casebuilder.spec import (
    BiText,
    Record,
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
    series,
    text,
)

THREE_POINT = N_("Range")
TRACKING = N_("After approval")
PHASING = N_("Spread over time")
COUNTING = N_("How it is counted")
TREATMENTS: Final = {
    "counted": N_("Counted"),
    "sunk": N_("Sunk: already spent, whatever is decided"),
    "transfer": N_("Transfer: tax, subsidy, internal recharge"),
    "financing": N_("Financing or non-cash: interest, depreciation"),
}
PRICE_INDICES: Final = {
    "general": N_("With prices in general"),
    "wage": N_("With wages"),
    "energy": N_("With energy prices"),
    "own": N_("With a rate of its own"),
    "stated": N_("Amounts are in money of their own year"),
}


def treatment() -> Any:
    """The field that keeps a line out of the economic appraisal."""
    return choice(
        "In the appraisal",
        TREATMENTS,
        default="counted",
        group=COUNTING,
        help="Sunk costs, transfers and financing are shown and not counted.",
    )


def price_index() -> Any:
    """The field that says how the price of a line moves."""
    return choice("How the price moves", PRICE_INDICES, default="general")


def own_growth() -> Any:
    """The field with the price increase of one line."""
    return rate("Own price increase a year", minimum="-0.5", maximum=10)


@dataclass(frozen=True, kw_only=True)
class CostLine(Record):
    """A cost of one option by period; amounts are positive."""

    option: str = ref("Option", "options", required=True, column=True)
    name: BiText = bitext("Cost", required=True, column=True)
    type: str = choice(
        "Type",
        {
            "one-off": N_("One-off"),
            "recurring": N_("Recurring"),
            "contingency": N_("Contingency"),
            "working-capital": N_("Working capital (a balance that comes back)"),
        },
        required=True,
        column=True,
    )
    category: str = choice("Category", {"capex": N_("Capital"), "opex": N_("Operating")})
    flows: tuple[Decimal, ...] = series(
        "Amount by year",
        by_period=True,
        required=True,
        unless="phasing",
        column=True,
        minimum=0,
        help="From year 0. Costs are typed as positive amounts. Empty where a total is spread over time.",
    )
    basis: BiText = long_bitext("Basis of the estimate", help="Quotation, framework price, own experience; with date.")
    accuracy: Decimal | None = rate("Accuracy", minimum=0, maximum=5, help="Plus or minus this much.")
    low: Decimal | None = rate("Low", minimum=0, maximum=10, help="Share of the likely amount.", group=THREE_POINT)
    high: Decimal | None = rate("High", minimum=0, maximum=10, help="Share of the likely amount.")
    distribution: str = distribution()
    range_basis: BiText = range_basis()
    group: str = moves_with()
    total: Decimal | None = money(
        "Total to be spread", minimum=0, group=PHASING, help="Instead of amounts by year; they follow from the shape."
    )
    phasing: str = choice(
        "Shape over time",
        {
            "even": N_("Even"),
            "s_curve": N_("S-curve"),
            "front": N_("More at the start"),
            "back": N_("More at the end"),
        },
        help="Empty: the amounts by year as typed.",
    )
    phase_start: str = ref("Starts with", "milestones", help="Empty: in the first period named below.")
    phase_first: int | None = integer("First period", minimum=0, maximum=1200, help="0 is the first.")
    phase_periods: int | None = integer("Number of periods", minimum=1, maximum=1200)
    treatment: str = treatment()
    price_index: str = price_index()
    own_growth: Decimal | None = own_growth()
    residual_value: Decimal | None = money(
        "Value left at the end", minimum=0, help="What it can be sold for after the last year; say why in the basis."
    )
    depreciation: str = choice(
        "Depreciation",
        {
            "straight_line": N_("Straight line"),
            "sum_of_years": N_("Sum of the years' digits"),
            "declining_balance": N_("Declining balance"),
            "double_declining": N_("Double declining balance"),
            "double_declining_switching": N_("Double declining, then straight line"),
        },
        help="For the view after tax only; depreciation is no cash flow.",
    )
    life_years: int | None = integer("Depreciation life", unit=N_("years"), minimum=1, maximum=100)
    funding: str = ref("Paid from", "funding_sources")
    actuals: tuple[Decimal, ...] = series("Actual amounts by year", by_period=True, group=TRACKING)


@dataclass(frozen=True, kw_only=True)
class Benefit(Record):
    """A benefit (or a dis-benefit) of one option, with an owner who signs for it."""

    option: str = ref("Option", "options", required=True, column=True)
    name: BiText = bitext("Benefit", required=True, column=True)
    kind: str = choice(
        "Kind",
        {"benefit": N_("Benefit"), "disbenefit": N_("Dis-benefit")},
        default="benefit",
        required=True,
        help="A dis-benefit is a certain drawback; its value is subtracted.",
    )
    type: str = choice(
        "Class",
        {
            "cashable": N_("Cashable"),
            "non-cashable": N_("Non-cashable"),
            "revenue": N_("Revenue margin"),
            "avoided": N_("Cost avoided"),
        },
        required=True,
        column=True,
        help="Cashable: a budget is cut. Non-cashable: time is freed but no budget changes.",
    )
    family: str = text("Family", help="Lines that are the same benefit in different options share this code.")
    owner: str = ref("Benefit owner", "stakeholders", required=True, column=True)
    annual_full_value: Decimal | None = money(
        "Value a year, at full effect", minimum=0, required=True, column=True, group=N_("Value")
    )
    ramp: tuple[Decimal, ...] = series(
        "Ramp-up by year",
        by_period=True,
        required=True,
        unless="ramp_shape",
        minimum=0,
        maximum=10,
        help="Share of the full value in each year from year 0: 0, 0.4, 0.8, 1, 1, 1.",
    )
    confidence: Decimal | None = rate(
        "Confidence",
        minimum=0,
        maximum=1,
        default=Decimal(1),
        required=True,
        column=True,
        help="How much of the value you would sign for.",
    )
    formula: BiText = bitext("Calculation", help="Driver x volume x value, with the numbers.")
    low: Decimal | None = money("Low value a year", minimum=0, group=THREE_POINT)
    high: Decimal | None = money("High value a year", minimum=0)
    distribution: str = distribution()
    range_basis: BiText = range_basis()
    group: str = moves_with()
    ramp_shape: str = choice(
        "Shape over time",
        {"step": N_("All at once"), "linear": N_("Evenly rising"), "s_curve": N_("S-curve")},
        group=PHASING,
        help="Empty: the ramp-up by year as typed.",
    )
    ramp_start: str = ref("Starts with", "milestones", help="Empty: with period 1.")
    ramp_lag_months: Decimal | None = number("Months until it begins", minimum=0, maximum=1200)
    ramp_months: Decimal | None = number("Months until full effect", minimum=0, maximum=1200)
    ends_after_years: int | None = integer("Ends after", unit=N_("years"), minimum=1, maximum=100)
    persistence: Decimal | None = rate(
        "Kept from year to year", minimum=0, maximum=1, help="90%: the effect fades by a tenth each year."
    )
    treatment: str = treatment()
    price_index: str = price_index()
    own_growth: Decimal | None = own_growth()
    measure: BiText = bitext("Measure", help="How it will be seen.", required=True, group=N_("Measurement"))
    unit: BiText = bitext("Unit of the measure")
    baseline: Decimal | None = number("Baseline", column=True)
    baseline_date: datetime.date | None = date("Baseline date")
    target: Decimal | None = number("Target", column=True)
    target_date: datetime.date | None = date("Target date")
    objectives: tuple[str, ...] = refs("Objectives it serves", "objectives")
    evidence_items: tuple[str, ...] = refs("Evidence items", "evidence")
    stated_flows: tuple[Decimal, ...] = series(
        "Amounts by year as stated by the source",
        by_period=True,
        help="If a source gives amounts by year, the review compares them with value x ramp x confidence.",
    )
    actuals: tuple[Decimal, ...] = series("Actual amounts by year", by_period=True, group=TRACKING)


@dataclass(frozen=True, kw_only=True)
class UnmonetisedImpact(Record):
    """An effect that matters and has no price."""

    name: BiText = bitext("Impact", required=True, column=True)
    indicator: BiText = bitext("Indicator", required=True, column=True)
    direction: str = choice(
        "Direction", {"better": N_("Better"), "worse": N_("Worse"), "unclear": N_("Unclear")}, column=True
    )
    materiality: str = choice("Weight", {"low": N_("Low"), "medium": N_("Medium"), "high": N_("High")}, column=True)
    options: tuple[str, ...] = refs("Options", "options")
    evidence: BiText = long_bitext("Evidence")


@dataclass(frozen=True, kw_only=True)
class FundingSource(Record):
    """Where money comes from, by period."""

    name: BiText = bitext("Source", required=True, column=True)
    amounts: tuple[Decimal, ...] = series("Amount by year", by_period=True, required=True, column=True, minimum=0)
    status: str = choice(
        "Status",
        {"confirmed": N_("Confirmed"), "expected": N_("Expected"), "asked": N_("Asked for")},
        required=True,
        column=True,
    )
    authority: BiText = bitext("Who releases it", column=True)
    conditions: BiText = long_bitext("Conditions")


@dataclass(frozen=True, kw_only=True)
class ProcurementItem(Record):
    """Something that is bought, and how."""

    name: BiText = bitext("What is bought", required=True, column=True)
    route: str = choice(
        "Route",
        {
            "existing": N_("Existing contract"),
            "framework": N_("Framework agreement"),
            "quotes": N_("Quotations"),
            "tender": N_("Open tender"),
            "direct": N_("Direct award"),
        },
        required=True,
        column=True,
    )
    value: Decimal | None = money("Value", minimum=0, column=True)
    contract: BiText = bitext("Contract and payment", column=True)
    exit: BiText = bitext("How to leave it")
    needed_by: datetime.date | None = date("Signed by", column=True)
    options: tuple[str, ...] = refs("Options", "options", column=True)
