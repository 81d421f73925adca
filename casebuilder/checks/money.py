"""Do the figures hold: costs, benefits, funding, appraisal?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from casebuilder.analysis import ONE
from casebuilder.checks.findings import Finding, Review, finding, gap
from casebuilder.finance import cashflow
from casebuilder.finance.schedule import FLAT
from casebuilder.i18n import N_, message
from casebuilder.spec import fields_of
from casebuilder.values import grouped

HIGHEST_RATE: Final = Decimal("0.2")


def preferred_money(review: Review) -> Iterator[Finding]:
    """D01 and E01: the recommended option has benefits and costs."""
    headline = review.results.headline
    if headline is None:
        return
    if not headline.benefit_lines:
        yield gap("D01", "benefits", N_("The recommended option has no benefits."))
    if not headline.cost_lines and headline.option.role != "bau":
        yield gap("E01", "cost_lines", N_("The recommended option has no costs."))


def running_costs(review: Review) -> Iterator[Finding]:
    """E02: something costs money after year 0."""
    headline = review.results.headline
    if headline and headline.cost_lines and not any(headline.appraisal.cost_flows[1:]):
        yield finding(
            "E02", "cost_lines", N_("The recommended option costs nothing after year 0. Is nothing to be run?")
        )


def cost_basis(review: Review) -> Iterator[Finding]:
    """E04: cost lines of the recommended option say what they rest on."""
    for line in review.case.cost_lines:
        if line.option == review.results.preferred and not line.basis:
            path = f"cost_lines[{line.id}].basis"
            yield finding("E04", path, N_("Cost {id} says neither quotation nor experience it rests on."), id=line.id)


def stated_flows(review: Review) -> Iterator[Finding]:
    """E06: amounts by year that a source states are those that follow from value, ramp-up and confidence."""
    for line in review.case.benefits:
        result = review.results.options.get(line.option)
        if result is None or not line.stated_flows:
            continue
        computed = result.benefit_lines[line.id]
        stated = cashflow.fitted(line.stated_flows, review.results.horizon)
        if any(abs(one - other) > ONE for one, other in zip(computed, stated, strict=True)):
            text = N_("Benefit {id}: value x ramp-up x confidence gives {computed} in all, the source states {stated}.")
            yield finding(
                "E06",
                f"benefits[{line.id}].stated_flows",
                text,
                id=line.id,
                computed=grouped(sum(computed, start=Decimal(0))),
                stated=grouped(sum(stated, start=Decimal(0))),
            )


def funding(review: Review) -> Iterator[Finding]:
    """E07: the sources cover the costs of the recommended option in every year."""
    headline = review.results.headline
    if headline is None or not headline.cost_lines or not review.case.funding_sources:
        return
    sources = cashflow.total((source.amounts for source in review.case.funding_sources), review.results.horizon)
    first = review.case.profile.first_year or 0
    for period, (need, money) in enumerate(zip(headline.appraisal.cost_flows, sources, strict=True)):
        if money < need:
            text = N_("In year {year} the funding is {gap} short of the costs.")
            yield finding("E07", "funding_sources", text, year=first + period, gap=grouped(need - money))


def inputs(review: Review) -> Iterator[Finding]:
    """F01: without a rate and a horizon there is nothing to discount, and the figures stand undiscounted."""
    profile = review.case.profile
    if profile.discount_schedule in ("", FLAT) and profile.discount_rate is None:
        yield gap(
            "F01",
            "profile.discount_rate",
            N_("Without a discount rate the present values are plain sums. Enter a rate."),
        )
    if profile.horizon_years is None:
        yield gap(
            "F01", "profile.horizon_years", N_("Without a horizon only year 0 counts. Enter the number of years.")
        )


def beyond_horizon(review: Review) -> Iterator[Finding]:
    """E16: amounts in years that the case does not look at."""
    periods = review.results.horizon + 1
    for part in ("cost_lines", "benefits", "funding_sources"):
        for record in review.case.records(part):
            for spec in fields_of(type(record)):
                if spec.by_period and any(getattr(record, spec.name)[periods:]):
                    text = N_("{id}: “{field}” has amounts after the horizon of {years} years; they are not counted.")
                    path = f"{part}[{record.id}].{spec.name}"
                    years = review.results.horizon
                    yield finding("E16", path, text, id=record.id, field=message(spec.label), years=years)


def conventions(review: Review) -> Iterator[Finding]:
    """F04 to F06: price year, a sensible rate, and who set it."""
    profile = review.case.profile
    if profile.price_year is None:
        yield finding("F04", "profile.price_year", N_("The price year is not set."))
    flat = profile.discount_schedule in ("", FLAT)
    rate = profile.discount_rate
    if flat and rate is not None and not 0 < rate <= HIGHEST_RATE:
        yield finding("F05", "profile.discount_rate", N_("The discount rate is nought, negative or above 20 %."))
    if not profile.discount_source:
        yield finding("F06", "profile.discount_source", N_("The discount rate has no source."))


def irregular_return(review: Review) -> Iterator[Finding]:
    """F08: an internal rate of return that is not one number."""
    for result in review.results.options.values():
        if result.has_money and result.appraisal.irr.status == "multiple":
            text = N_("Option {id} has several internal rates of return; do not rank by it.")
            yield finding("F08", f"options[{result.option.id}]", text, id=result.option.id)


def benefit_basis(review: Review) -> Iterator[Finding]:
    """D03 and D05: benefits of the recommended option have a baseline and a calculation."""
    for line in review.case.benefits:
        if line.option != review.results.preferred:
            continue
        if line.baseline is None:
            path = f"benefits[{line.id}].baseline"
            yield finding("D03", path, N_("Benefit {id} has no baseline."), id=line.id)
        if not line.formula:
            path = f"benefits[{line.id}].formula"
            yield finding("D05", path, N_("Benefit {id} does not show how it is calculated."), id=line.id)


def over_budget(review: Review) -> Iterator[Finding]:
    """M11: options that need more than there is."""
    available = review.case.profile.available_investment
    for result in review.results.options.values():
        if result.over_budget and available is not None:
            yield finding(
                "M11",
                f"options[{result.option.id}]",
                N_("Option {id} needs {capital} in year 0; {available} are available."),
                id=result.option.id,
                capital=grouped(result.capital),
                available=grouped(available),
            )
