"""What it costs, what it brings and who pays."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    bitext,
    choice,
    date,
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


@dataclass(frozen=True, kw_only=True)
class CostLine(Record):
    """A cost of one option by period; amounts are positive."""

    option: str = ref("Option", "options", required=True, column=True)
    name: BiText = bitext("Cost", required=True, column=True)
    type: str = choice(
        "Type",
        {"one-off": N_("One-off"), "recurring": N_("Recurring"), "contingency": N_("Contingency")},
        required=True,
        column=True,
    )
    category: str = choice("Category", {"capex": N_("Capital"), "opex": N_("Operating")})
    flows: tuple[Decimal, ...] = series(
        "Amount by year",
        by_period=True,
        required=True,
        column=True,
        minimum=0,
        help="From year 0. Costs are typed as positive amounts.",
    )
    basis: BiText = long_bitext("Basis of the estimate", help="Quotation, framework price, own experience; with date.")
    accuracy: Decimal | None = rate("Accuracy", minimum=0, maximum=5, help="Plus or minus this much.")
    low: Decimal | None = rate("Low", minimum=0, maximum=10, help="Share of the likely amount.", group=THREE_POINT)
    high: Decimal | None = rate("High", minimum=0, maximum=10, help="Share of the likely amount.")
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
