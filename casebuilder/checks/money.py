"""Do the amounts hold: costs, benefits, funding?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import prod

from casebuilder.analysis import ONE
from casebuilder.checks.findings import Finding, Review, finding, gap, named
from casebuilder.finance import cashflow
from casebuilder.finance.schedule import FLAT
from casebuilder.i18n import N_, message
from casebuilder.spec import fields_of
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded


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
    first_year = review.results.discounting.per_year
    if headline and headline.cost_lines and not any(headline.appraisal.cost_flows[first_year:]):
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
        if result is None or not line.stated_flows or line.id not in result.benefit_lines:
            continue
        computed = result.benefit_lines[line.id]
        stated = cashflow.fitted(line.stated_flows, review.results.discounting.horizon)
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


def factor_products(review: Review) -> Iterator[Finding]:
    """E06: the value a year of a benefit is the product of its factors."""
    factors: dict[str, list[Decimal | None]] = {}
    for factor in review.case.benefit_drivers:
        factors.setdefault(factor.benefit, []).append(factor.likely)
    for line in review.case.benefits:
        likely = [value for value in factors.get(line.id, ()) if value is not None]
        if line.annual_full_value is None or not likely or len(likely) < len(factors[line.id]):
            continue
        product = prod(likely, start=ONE)
        if abs(product - line.annual_full_value) > ONE:
            text = N_("“{name}”: the factors multiply to {product} a year, the value a year is {stated}.")
            product, stated = rounded(product, 0), line.annual_full_value
            path = f"benefits[{line.id}].annual_full_value"
            yield finding("E06", path, text, name=named(line), product=grouped(product), stated=grouped(stated))


def funding(review: Review) -> Iterator[Finding]:
    """E07: the sources cover the costs of the recommended option in every period."""
    covered = review.results.affordability
    for period, short in enumerate(covered.with_expected.gaps if covered else ()):
        if short:
            text = N_("The funding of {period} is {gap} short of the costs.")
            yield finding("E07", "funding_sources", text, period=review.period_name(period), gap=grouped(short))


def unsure_funding(review: Review) -> Iterator[Finding]:
    """E08: money that is needed is confirmed, and somebody releases it."""
    covered = review.results.affordability
    needed = covered is not None and covered.confirmed.total_gap > 0
    for source in review.case.funding_sources if covered else ():
        if needed and source.status in ("expected", "asked"):
            text = N_("The costs need “{name}”, which is not confirmed.")
            yield finding("E08", f"funding_sources[{source.id}].status", text, name=named(source))
        if not source.authority:
            text = N_("“{name}”: who releases the money?")
            yield finding("E08", f"funding_sources[{source.id}].authority", text, name=named(source))


def capital_split(review: Review) -> Iterator[Finding]:
    """E09: every cost of the recommended option is capital or operating; working capital is neither."""
    headline = review.results.headline
    for line in review.case.cost_lines:
        if headline and line.id in headline.cost_lines and not line.category and line.type != "working-capital":
            text = N_("“{name}” is neither capital nor operating cost.")
            yield finding("E09", f"cost_lines[{line.id}].category", text, name=named(line))


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
    periods = review.results.discounting.horizon + 1
    for part in ("cost_lines", "benefits", "funding_sources"):
        for record in review.case.records(part):
            for spec in fields_of(type(record)):
                if spec.by_period and any(getattr(record, spec.name)[periods:]):
                    text = N_("{id}: “{field}” has amounts after the horizon of {years} years; they are not counted.")
                    path = f"{part}[{record.id}].{spec.name}"
                    years = review.results.horizon
                    yield finding("E16", path, text, id=record.id, field=message(spec.label), years=years)


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
