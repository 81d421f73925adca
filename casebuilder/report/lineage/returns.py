"""How rates, ratios and times come about."""

from __future__ import annotations

from decimal import Decimal

from casebuilder.finance.appraisal import mirr_amounts
from casebuilder.finance.cashflow import Flows
from casebuilder.finance.irr import Irr
from casebuilder.i18n import N_
from casebuilder.report.lineage.subject import Derivation, Input, Subject
from casebuilder.report.lineage.values import PV_BENEFITS, PV_COSTS
from casebuilder.report.wording import Wording
from casebuilder.values.amounts import MINUS


def irr_words(wording: Wording, irr: Irr) -> str:
    """The internal rate of return, or in words why there is no single one."""
    if irr.status == "no_sign_change":
        return wording.say(N_("none: the flows never change sign"))
    if irr.status == "none":
        return wording.say(N_("none: no rate brings the NPV to nought"))
    return wording.irr(irr)


def bcr(subject: Subject) -> Derivation:
    """Benefits over costs."""
    found = subject.appraisal
    return _of_present_values(
        subject,
        subject.equals(
            N_("BCR"),
            f"{subject.say(PV_BENEFITS)} {subject.amount(found.pv_benefits)} ÷ "
            f"{subject.say(PV_COSTS)} {subject.amount(found.pv_costs)}",
            subject.wording.ratio(found.bcr),
        ),
        subject.say(N_("A ratio above 1 and a net present value above nought always go together.")),
    )


def roi(subject: Subject) -> Derivation:
    """What is gained over what is spent."""
    found = subject.appraisal
    gained = f"({subject.amount(found.pv_benefits)} {MINUS} {subject.amount(found.pv_costs)})"
    return _of_present_values(
        subject,
        subject.equals(
            N_("ROI, discounted"),
            f"{gained} ÷ {subject.amount(found.pv_costs)}",
            subject.wording.percent(found.roi),
        ),
        subject.say(N_("Both sides are present values.")),
    )


def _of_present_values(subject: Subject, formula: str, rule: str) -> Derivation:
    found = subject.appraisal
    inputs = (
        Input(subject.say(PV_BENEFITS), subject.amount(found.pv_benefits), "benefits"),
        Input(subject.say(PV_COSTS), subject.amount(found.pv_costs), "cost_lines"),
    )
    if found.bcr is None:
        formula = subject.say(N_("There are no costs to divide by."))
    return Derivation(formula, (*inputs, *subject.discounting), (rule, *subject.discount_rules), subject.rate_source)


# -- rates of return ---------------------------------------------------------------------------------------------------


def irr(subject: Subject) -> Derivation:
    """The rates at which the net present value is nought, or why there is none or more than one."""
    found = subject.appraisal.irr
    flows = subject.appraisal.net_flows
    if found.status == "unique":
        formula = f"{_at_rate(subject, flows, found.roots[0])} = 0"
    else:
        formula = _why_no_single_rate(subject, found)
    return Derivation(
        formula,
        (Input(subject.say(N_("Costs")), "", "cost_lines"), Input(subject.say(N_("Benefits")), "", "benefits")),
        (
            subject.say(N_("Flows count at the end of each period, whatever the timing of the case.")),
            subject.say(N_("Every rate above −100% at which the net present value is nought has been searched for."))
            if found.certified
            else subject.say(N_("There are very many periods: another rate cannot be excluded.")),
        ),
    )


def _at_rate(subject: Subject, flows: Flows, root: float) -> str:
    growth = 1 + Decimal(str(root))
    size = subject.wording.results.discounting.per_year
    terms = (
        subject.amount(flow) if period == 0 else f"{subject.amount(flow)} ÷ {growth:.4f}^{_exponent(period, size)}"
        for period, flow in enumerate(flows)
        if flow
    )
    return subject.summed(terms)


def _exponent(period: int, size: int) -> str:
    return str(period) if size == 1 else f"({period}/{size})"


def _why_no_single_rate(subject: Subject, found: Irr) -> str:
    if found.status == "no_sign_change":
        return subject.say(
            N_("Costs and benefits never change sides: the net flow has one sign in every period, so there is no rate.")
        )
    if found.status == "none":
        return subject.say(
            N_("The net flows change sign, and still no rate brings the net present value to nought. Read the MIRR.")
        )
    rates = subject.wording.irr(found)
    text = N_(
        "The net flows change sign more than once, so several rates bring the NPV to nought ({rates}). Read the MIRR."
    )
    return subject.say(text, rates=rates)


def mirr_value(subject: Subject) -> str:
    """The modified rate, or why there is none."""
    found = subject.appraisal.mirr
    return subject.say(N_("none: the flows never change sign")) if found is None else subject.wording.percent(found)


def mirr(subject: Subject) -> Derivation:
    """What is earned at the end against what is paid at the start."""
    discounting = subject.wording.results.discounting
    paid, earned = mirr_amounts(subject.appraisal.net_flows, discounting)
    years = discounting.horizon // discounting.per_year
    if subject.appraisal.mirr is None:
        formula = subject.say(N_("It takes net payments and net receipts; this option has only one of them."))
    else:
        formula = subject.equals(
            N_("MIRR"),
            f"({subject.amount(earned)} ÷ {subject.amount(paid)})^(1/{years}) {MINUS} 1",
            subject.wording.percent(subject.appraisal.mirr),
        )
    return Derivation(
        formula,
        (
            Input(
                subject.say(N_("Net receipts, carried to the end of the horizon")), subject.amount(earned), "benefits"
            ),
            Input(subject.say(N_("Net payments, brought to year 0")), subject.amount(paid), "cost_lines"),
            subject.field("rules.finance_rate"),
            subject.field("rules.reinvest_rate"),
        ),
        (subject.say(N_("Where the case names no finance or reinvestment rate, the discount rate stands in.")),),
        subject.rate_source,
    )


# -- times -------------------------------------------------------------------------------------------------------------


def payback(subject: Subject) -> Derivation:
    """When the running sum of the net flows stays above nought."""
    found = subject.appraisal
    formula = _recovered(subject, N_("Payback"), found.cumulative_flows, found.payback_years)
    return Derivation(formula, _flow_inputs(subject), (_counted_from(subject),))


def discounted_payback(subject: Subject) -> Derivation:
    """The same of the discounted flows."""
    found = subject.appraisal
    sums = found.discounted_cumulative_flows
    formula = _recovered(subject, N_("Discounted payback"), sums, found.discounted_payback_years)
    inputs = (*_flow_inputs(subject), *subject.discounting)
    return Derivation(formula, inputs, (_counted_from(subject), *subject.discount_rules), subject.rate_source)


def _counted_from(subject: Subject) -> str:
    return subject.say(
        N_("Payback counts from year 0 and is linear within a year. Depreciation and interest are not cash flows.")
    )


def _flow_inputs(subject: Subject) -> tuple[Input, ...]:
    found = subject.appraisal
    return (
        Input(subject.say(N_("Costs, not discounted")), subject.amount(found.tco), "cost_lines"),
        Input(
            subject.say(N_("Benefits, not discounted")),
            subject.amount(sum(found.benefit_flows, start=Decimal(0))),
            "benefits",
        ),
    )


def _recovered(subject: Subject, label: str, sums: Flows, years: Decimal | None) -> str:
    if min(sums) >= 0:
        return subject.say(N_("The option needs no money at any time, so there is nothing to pay back."))
    if years is None:
        text = N_("At the end of the horizon {amount} is still missing.")
        return subject.say(text, amount=subject.amount(abs(sums[-1])))
    last = max(period for period, total in enumerate(sums) if total < 0)
    missing, flow = abs(sums[last]), sums[last + 1] - sums[last]
    size = subject.wording.results.discounting.per_year
    sides = f"{last} + {subject.amount(missing)} ÷ {subject.amount(flow)}"
    whole = sides if size == 1 else f"({sides}) ÷ {size}"
    return subject.equals(label, whole, subject.wording.years(years))
