"""Is it counted by the rules: rate, prices, what is no cash flow, and corrections that count twice?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from casebuilder.checks.findings import Finding, Review, finding, named
from casebuilder.finance import schedule
from casebuilder.finance.prices import Mixing
from casebuilder.i18n import N_
from casebuilder.model.money import Benefit, CostLine
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded

HIGHEST_RATE: Final = Decimal("0.2")
HIGHEST_BIAS: Final = Decimal(3)
LONG_HORIZON: Final = 50
EARLY: Final = ("idea", "outline")
# "interest" stands alone or with what it is paid for: a survey of customer interest is a cost like any other.
NO_CASH_FLOW: Final = re.compile(
    r"\b(?:depreciation|amorti[sz]ation|recharges?)\b|折舊|攤銷|利息|內部(?:轉撥|計價|分攤)"
    r"|\binterest(?: (?:payments?|expenses?|costs?|charges?|on|for)\b|$)",
    re.IGNORECASE | re.MULTILINE,
)
SUNK: Final = re.compile(
    r"\bsunk\b|\balready (?:spent|paid|incurred)\b|沉沒|已支出|已支付|已投入|已發生", re.IGNORECASE
)
MIXINGS: Final[Mapping[Mixing, tuple[str, str]]] = {
    Mixing.NOMINAL_RATE_IN_REAL_CASE: (
        "rules.rate_basis",
        N_("Prices are real and the discount rate is nominal: inflation is taken off and never put on."),
    ),
    Mixing.REAL_RATE_IN_NOMINAL_CASE: (
        "profile.price_basis",
        N_("Prices are nominal and the discount rate is real: inflation counts as if it were gain."),
    ),
    Mixing.STATED_LINES_WITHOUT_INFLATION: (
        "rules.general_inflation",
        N_("Some lines are in money of their own year; without the general price increase they stand among real ones."),
    ),
    Mixing.NOMINAL_CASE_WITHOUT_INFLATION: (
        "rules.general_inflation",
        N_("Prices are nominal, but no general price increase is set, so the amounts stay those of the price year."),
    ),
}


def rate(review: Review) -> Iterator[Finding]:
    """F04 to F06: price year, a sensible rate, and who set it."""
    profile = review.case.profile
    if profile.price_year is None:
        yield finding("F04", "profile.price_year", N_("The price year is not set."))
    flat = profile.discount_schedule in ("", schedule.FLAT)
    value = profile.discount_rate
    if flat and value is not None and not 0 < value <= HIGHEST_RATE:
        yield finding("F05", "profile.discount_rate", N_("The discount rate is nought, negative or above 20%."))
    if not profile.discount_source:
        yield finding("F06", "profile.discount_source", N_("The discount rate has no source."))


def edition(review: Review) -> Iterator[Finding]:
    """F06: a published schedule is the one that holds, and was read where it was published."""
    chosen = review.case.profile.discount_schedule
    if chosen in ("", schedule.FLAT):
        return
    published, path = schedule.schedule(chosen), "profile.discount_schedule"
    if published.superseded_by:
        text = N_("The discount rates of “{edition}” are superseded; look for the edition that holds.")
        yield finding("F06", path, text, edition=published.edition)
    if published.verify:
        text = N_("Compare the discount rates of “{edition}” with the publication before you use them.")
        yield finding("F06", path, text, edition=published.edition)


def mixing(review: Review) -> Iterator[Finding]:
    """F03: money of different years is not mixed."""
    for way in review.results.mixing:
        path, text = MIXINGS[way]
        yield finding("F03", path, text)


def long_horizon(review: Review) -> Iterator[Finding]:
    """F07: over a long horizon the discount rate decides, so a second one stands beside it."""
    headline, beside = review.results.headline, review.results.companion
    if review.results.horizon <= LONG_HORIZON:
        return
    path = "profile.horizon_years"
    if headline is None or beside is None:
        yield finding("F07", path, N_("Beyond 50 years the discount rate decides: show a lower one beside it."))
        return
    text = N_("The horizon is over 50 years: at the reduced rates the net present value is {reduced} instead of {npv}.")
    reduced, npv = (grouped(rounded(one, 0)) for one in (beside.npv[headline.option.id], headline.appraisal.npv))
    yield finding("F07", path, text, reduced=reduced, npv=npv)


def no_cash_flows(review: Review) -> Iterator[Finding]:
    """E10 and E11: what is spent already, and what is no cash flow, is not counted."""
    counted = {key: one for one in review.results.options.values() for key in (*one.cost_lines, *one.benefit_lines)}
    lines: list[tuple[str, CostLine | Benefit]] = [("cost_lines", line) for line in review.case.cost_lines]
    lines += [("benefits", line) for line in review.case.benefits]
    for part, line in lines:
        if line.id not in counted:
            continue
        name, path = f"{line.name.en}\n{line.name.zh_TW}", f"{part}[{line.id}].treatment"
        if NO_CASH_FLOW.search(name):
            text = N_("“{name}” is no cash flow and is counted as one: mark it as financing or as a transfer.")
            yield finding("E11", path, text, name=named(line))
        if SUNK.search(name):
            text = N_("“{name}” is spent whatever is decided and is counted all the same: mark it as sunk.")
            yield finding("E10", path, text, name=named(line))


def corrections(review: Review) -> Iterator[Finding]:
    """E13: contingency, optimism bias and expected risk costs do not price the same thing."""
    headline, bias = review.results.headline, review.results.bias
    if not bias.rate:
        return
    if headline and headline.contingency and headline.residual_risk > 0:
        text = N_("Contingency, optimism bias and expected risk costs all count; say what each of them is for.")
        yield finding("E13", "optimism_bias.reason", text)
    priced = {risk.id: risk for risk in review.case.risks if risk.status != "closed"}
    for factor, risk in bias.double_counted:
        cause, event = review.case.find("bias_factors", factor), priced.get(risk)
        if cause and event:
            text = N_("“{cause}” in the optimism bias and the risk “{risk}” price the same cause twice.")
            path = f"bias_factors[{factor}].mitigation"
            yield finding("E13", path, text, cause=named(cause), risk=named(event))


def bias_is_set(review: Review) -> Iterator[Finding]:
    """E14: an early estimate of capital costs is corrected for optimism."""
    capital = any(line.category == "capex" for line in review.case.cost_lines)
    if capital and not review.results.bias.source and review.case.profile.stage in EARLY:
        text = N_("At this stage estimates are usually too low, and no correction of capital costs is set.")
        yield finding("E14", "optimism_bias.source", text)


def bias_is_sensible(review: Review) -> Iterator[Finding]:
    """E15: the correction is not beyond all experience, nor outside the published bounds of its type."""
    bias = review.results.bias
    if not bias.source:
        return
    share = f"{bias.rate * 100:.0f}"
    if not 0 <= bias.rate <= HIGHEST_BIAS:
        text = N_("The correction of capital costs is {share}%; up to 300% has been seen.")
        yield finding("E15", "optimism_bias.source", text, share=share)
        return
    if bias.lower is None or bias.upper is None:
        return
    if not bias.lower <= bias.rate <= bias.upper:
        lower, upper = (f"{bound * 100:.0f}" for bound in (bias.lower, bias.upper))
        text = N_("The correction of {share}% is outside the published {lower} to {upper}% of its type of project.")
        yield finding("E15", "optimism_bias.project_type", text, share=share, lower=lower, upper=upper)
