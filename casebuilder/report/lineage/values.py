"""How amounts of money come about: present values, outlays, risks, and the views beside the net present value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from casebuilder.analysis.frame import frame_of
from casebuilder.analysis.options import last_rate
from casebuilder.analysis.register import amount_of, times
from casebuilder.finance import cashflow
from casebuilder.finance.cashflow import ZERO
from casebuilder.i18n import N_
from casebuilder.model.money import TREATMENTS
from casebuilder.model.paths import Path
from casebuilder.model.profile import ROUNDINGS
from casebuilder.model.risks import Risk
from casebuilder.report.lineage.subject import Derivation, Input, Subject, bracketed
from casebuilder.values.amounts import MINUS

NPV, PV_COSTS, PV_BENEFITS = N_("NPV"), N_("PV of costs"), N_("PV of benefits")
PV_RISKS, BIAS = N_("PV of expected risk costs"), N_("PV of optimism bias")
SET_ASIDE = N_("PV of money set aside for risks")
# Which field says how large the correction of capital costs is, by its source.
BIAS_FIELDS: Final = {
    "table": ("optimism_bias.source", "optimism_bias.project_type"),
    "history": ("optimism_bias.source", "optimism_bias.confidence"),
    "own": ("optimism_bias.source", "optimism_bias.own_uplift"),
}


def npv(subject: Subject) -> Derivation:
    """Benefits less costs, both as present values."""
    found = subject.appraisal
    sides = subject.less((PV_BENEFITS, found.pv_benefits), (PV_COSTS, found.pv_costs))
    return Derivation(
        subject.equals(NPV, sides, subject.amount(found.npv)),
        (_present_benefits(subject), _present_costs(subject), *subject.discounting),
        (*subject.discount_rules, *subject.rounding((found.pv_benefits, -found.pv_costs), found.npv)),
        subject.rate_source,
    )


def _present_benefits(subject: Subject) -> Input:
    return Input(subject.say(PV_BENEFITS), subject.amount(subject.appraisal.pv_benefits), "benefits")


def _present_costs(subject: Subject) -> Input:
    return Input(subject.say(PV_COSTS), subject.amount(subject.appraisal.pv_costs), "cost_lines")


def pv_costs(subject: Subject) -> Derivation:
    """The costs times the discount factors."""
    found, result = subject.appraisal, subject.result
    lines = subject.lines("cost_lines", subject.present_values(result.cost_lines))
    return Derivation(
        subject.equals(PV_COSTS, subject.discounted_terms(found.cost_flows), subject.amount(found.pv_costs)),
        (*lines, *_counted_bias(subject, subject.present_values({"": result.bias})[""]), *subject.discounting),
        (*subject.discount_rules, *_left_out(subject, "cost_lines")),
        subject.rate_source,
    )


def _counted_bias(subject: Subject, amount: Decimal) -> tuple[Input, ...]:
    """What the correction of capital costs adds, where it is inside the costs."""
    if not subject.wording.results.bias.counted_inside or not amount:
        return ()
    return (Input(subject.say(N_("Optimism bias")), subject.amount(amount), "optimism_bias.counted"),)


def pv_benefits(subject: Subject) -> Derivation:
    """The benefits, and what is left at the end, times the discount factors."""
    found, result = subject.appraisal, subject.result
    lines = subject.lines("benefits", subject.present_values(result.benefit_lines))
    rounding = subject.say(ROUNDINGS[subject.wording.case.profile.rounding or "half_up"]).lower()
    formed = N_("Benefit by year = value a year × ramp-up × confidence; rounding: {rule}.")
    return Derivation(
        subject.equals(PV_BENEFITS, subject.discounted_terms(found.benefit_flows), subject.amount(found.pv_benefits)),
        (*lines, *_values_at_end(subject), *subject.discounting),
        (subject.say(formed, rule=rounding), *subject.discount_rules, *_left_out(subject, "benefits")),
        subject.rate_source,
    )


def _values_at_end(subject: Subject) -> Iterator[Input]:
    result = subject.result
    if any(result.residual_values):
        left = cashflow.present_value(result.residual_values, subject.factors)
        yield Input(subject.say(N_("PV of residual values")), subject.amount(left), "cost_lines")
    if result.terminal_value:
        yield Input(
            subject.say(N_("PV of the value after the horizon")), subject.amount(result.pv_terminal), _method(subject)
        )


def _method(subject: Subject) -> str:
    return subject.at("terminal_method")


def _left_out(subject: Subject, part: str) -> Iterator[str]:
    """A sentence on each line that is shown and not counted."""
    for line in subject.wording.case.records(part):
        if line.id in subject.result.excluded:
            text = N_("Not counted: {line} ({treatment}).")
            yield subject.say(text, line=subject.wording.name(line), treatment=subject.say(TREATMENTS[line.treatment]))


def capital(subject: Subject) -> Derivation:
    """What is paid in the first year."""
    size = subject.wording.results.discounting.per_year
    first = {key: sum(flows[:size], start=ZERO) for key, flows in subject.result.cost_lines.items()}
    bias = subject.result.capital - sum(first.values(), start=ZERO)
    terms = subject.amounts([*sorted(first.values(), reverse=True), bias])
    return Derivation(
        subject.equals(N_("Outlay in year 0"), terms, subject.amount(subject.result.capital)),
        (
            *subject.lines("cost_lines", first),
            *_counted_bias(subject, bias),
            subject.field("profile.available_investment"),
        ),
        (subject.say(N_("The outlay is what year 0 costs, running costs of that year included.")),),
        subject.wording.case.profile.budget_note.get(subject.wording.language),
    )


def tco(subject: Subject) -> Derivation:
    """All costs up to the horizon, not discounted."""
    yearly, total = subject.wording.by_year(subject.appraisal.cost_flows), subject.appraisal.tco
    sums = {key: sum(flows, start=ZERO) for key, flows in subject.result.cost_lines.items()}
    bias = _counted_bias(subject, total - sum(sums.values(), start=ZERO))
    return Derivation(
        subject.equals(N_("Total cost of ownership"), subject.amounts(yearly), subject.amount(total)),
        (*subject.lines("cost_lines", sums), *bias, subject.field("profile.horizon_years")),
        (subject.say(N_("Amounts of all years are added as they are; nothing is discounted.")),),
    )


def equivalent_annual(subject: Subject) -> Derivation:
    """The net present value spread evenly over the years."""
    discounting = subject.wording.results.discounting
    annuity = sum(discounting.factors("end")[discounting.per_year :: discounting.per_year], start=ZERO)
    spread = f"{subject.say(NPV)} {subject.amount(subject.appraisal.npv)} ÷ {round(annuity, 4):f}"
    return Derivation(
        subject.equals(N_("Equivalent annual value"), spread, subject.amount(subject.appraisal.equivalent_annual)),
        subject.discounting,
        (
            subject.say(N_("The divisor is the sum of the discount factors of years 1 to the horizon.")),
            subject.say(N_("Use it to compare options that last for different times.")),
        ),
        subject.rate_source,
    )


def against_nothing(subject: Subject) -> Derivation:
    """What the option adds to doing nothing."""
    compared = subject.wording.results.comparison
    if compared is None or subject.result.option.id not in compared.incremental:
        return Derivation(subject.say(N_("This is the option that the others are compared with.")))
    baseline = subject.wording.results.options[compared.baseline]
    name = subject.wording.name(baseline.option)
    sides = (
        f"{subject.amount(subject.appraisal.npv)} {MINUS} {name} {bracketed(subject.amount(baseline.appraisal.npv))}"
    )
    added = compared.incremental[subject.result.option.id].npv
    return Derivation(
        subject.equals(NPV, sides, subject.amount(added)),
        (Input(name, subject.amount(baseline.appraisal.npv), f"options[{compared.baseline}]"), *subject.discounting),
        subject.discount_rules,
        subject.rate_source,
    )


# -- risk adjustment ---------------------------------------------------------------------------------------------------


def adjusted_npv(subject: Subject) -> Derivation:
    """The net present value with the risks in the place of the money set aside, less the bias that it does not hold."""
    result = subject.result
    aside = f" + {subject.say(SET_ASIDE)} {subject.amount(result.pv_contingency)}" if result.pv_contingency else ""
    less = "".join(
        f" {MINUS} {subject.say(label)} {bracketed(subject.amount(value))}"
        for label, value in ((PV_RISKS, result.pv_risk), (BIAS, result.pv_bias))
    )
    sides = f"{subject.say(NPV)} {subject.amount(result.appraisal.npv)}{aside}{less}"
    parts = result.appraisal.npv, result.pv_contingency, -result.pv_risk, -result.pv_bias
    inside = subject.wording.results.bias.counted_inside
    rules = (
        N_("Risks count at their expected cost after the responses; opportunities are negative costs."),
        N_("Money set aside for risks is given back first, so that they do not count twice.") if aside else "",
        N_("The optimism bias is inside the costs already, so nothing is taken off again.") if inside else "",
    )
    return Derivation(
        subject.equals(N_("Risk-adjusted NPV"), sides, subject.amount(result.adjusted_npv)),
        (
            *((Input(subject.say(SET_ASIDE), subject.amount(result.pv_contingency), "cost_lines"),) if aside else ()),
            Input(subject.say(PV_RISKS), subject.amount(result.pv_risk), "risks"),
            Input(subject.say(BIAS), subject.amount(result.pv_bias), "optimism_bias.source"),
        ),
        (*(subject.say(rule) for rule in rules if rule), *subject.rounding(parts, result.adjusted_npv)),
    )


def pv_contingency(subject: Subject) -> Derivation:
    """The cost lines that are kept for risks."""
    kept = {line.id for line in subject.wording.case.cost_lines if line.type == "contingency"}
    lines = {key: flows for key, flows in subject.result.cost_lines.items() if key in kept}
    values = subject.present_values(lines)
    ranked = sorted(values.items(), key=lambda item: -item[1])
    terms = subject.summed(f"{key} {subject.amount(value)}" for key, value in ranked if value)
    return Derivation(
        subject.equals(SET_ASIDE, terms, subject.amount(subject.result.pv_contingency)),
        (*subject.lines("cost_lines", values), *subject.discounting),
        (subject.say(N_("These are the cost lines of the type contingency.")), *subject.discount_rules),
        subject.rate_source,
    )


def pv_risk(subject: Subject) -> Derivation:
    """The expected cost of the open risks after the responses as a present value."""
    values = subject.result.pv_risks
    terms = subject.amounts(sorted(values.values(), key=abs, reverse=True))
    return Derivation(
        subject.equals(PV_RISKS, terms, subject.amount(subject.result.pv_risk)),
        (*(_with_chance(subject, one) for one in subject.lines("risks", values)), *subject.discounting),
        (
            subject.say(N_("Each risk: how often it occurs × what it then costs, after the response.")),
            subject.say(N_("The cost of a risk is spread over the years in which it may occur.")),
            *subject.discount_rules,
        ),
        subject.rate_source,
    )


def _with_chance(subject: Subject, one: Input) -> Input:
    """A risk with what its present value comes from: 132,500 (15% × 900,000)."""
    risk = subject.wording.case.find("risks", Path.parse(one.path).record)
    if not isinstance(risk, Risk):
        return one
    count, amount = times(risk, subject.wording.results.scale, "residual"), amount_of(risk, "residual")
    if not count or not amount:
        return one
    often = f"{subject.wording.percent(count, 0)} × {subject.amount(amount)}"
    return replace(one, value=subject.wording.with_unit(one.value, often))


def pv_bias(subject: Subject) -> Derivation:
    """The correction of capital costs as a present value."""
    bias, result = subject.wording.results.bias, subject.result
    if not bias.source:
        return Derivation(
            subject.say(N_("The case corrects its capital costs by nothing.")),
            (subject.field("optimism_bias.source"),),
        )
    rate = subject.wording.percent(bias.rate)
    hit = cashflow.present_value(result.bias, subject.factors) / bias.rate if bias.rate else ZERO
    rules = (
        subject.say(
            N_(
                "Of the past projects: {count}.",
            ),
            count=bias.projects,
        )
        if bias.source == "history"
        else "",
        subject.say(N_("Already inside the costs.")) if bias.counted_inside else "",
    )
    return Derivation(
        subject.equals(BIAS, f"{rate} × {subject.amount(hit)}", subject.amount(bias.rate * hit)),
        tuple(map(subject.field, BIAS_FIELDS[bias.source])),
        (subject.say(N_("The rate is on the capital costs of the option, contingency apart.")), *filter(None, rules)),
    )


# -- other views -------------------------------------------------------------------------------------------------------


def after_tax(subject: Subject) -> Derivation:
    """The present value of the flows after tax."""
    view = subject.result.after_tax
    if view is None:
        return Derivation(subject.say(N_("The case has no tax rate.")), (subject.field("rules.tax_rate"),))
    factors = subject.factors
    return Derivation(
        subject.equals(N_("NPV after tax"), subject.discounted_terms(view.flows), subject.amount(view.npv(factors))),
        (
            subject.field("rules.tax_rate"),
            subject.field("rules.tax_losses"),
            Input(
                subject.say(N_("PV of tax saved by depreciation")),
                subject.amount(view.shield_value(factors)),
                "cost_lines",
            ),
        ),
        (
            subject.say(N_("Tax = rate × (cash benefits less operating costs less depreciation).")),
            subject.say(N_("Freed time that changes no budget is no income, so this view may be far below the NPV.")),
        ),
    )


def companion(subject: Subject) -> Derivation:
    """The same flows at the schedule that a long horizon brings with it."""
    second = subject.wording.results.companion
    if second is None:
        return Derivation(subject.say(N_("The horizon asks for no second schedule.")), subject.discounting)
    name = subject.schedule_name(second.schedule.identifier)
    amount = subject.amount(second.npv[subject.result.option.id])
    rule = N_("A horizon of more than {years} years is also shown at reduced rates (edition {edition} of {date}).")
    return Derivation(
        f"{subject.say(NPV)} ({name}) = {amount}",
        subject.discounting,
        (
            subject.say(
                rule,
                years=second.schedule.beyond_years,
                edition=second.schedule.edition,
                date=second.schedule.date,
            ),
        ),
        second.schedule.source,
    )


def terminal_value(subject: Subject) -> Derivation:
    """What is counted after the horizon."""
    fields = ("terminal_method", "terminal_growth", "terminal_multiple")
    if not subject.result.terminal_value:
        return Derivation(subject.say(N_("Nothing is counted after the horizon.")), (subject.field(_method(subject)),))
    label, discounted = N_("Value after the horizon"), subject.say(N_("PV of the value after the horizon"))
    formula = subject.equals(label, _capitalised(subject), subject.amount(subject.result.terminal_value))
    return Derivation(
        f"{formula}\n{discounted} = {subject.amount(subject.result.pv_terminal)}",
        (*subject.filled(subject.at(name) for name in fields), *subject.discounting),
        (subject.say(N_("It follows from the net flow of the last year and stands at the end of the horizon.")),),
        subject.rate_source,
    )


def _capitalised(subject: Subject) -> str:
    """The last net flow, growing for ever or times its multiple."""
    option, frame = subject.result.option, frame_of(subject.wording.case)
    flows = subject.appraisal.net_flows[-frame.per_year :]
    last = subject.amount(sum(flows, start=ZERO) - subject.result.terminal_value)
    if option.terminal_method == "multiple":
        return f"{last} × {option.terminal_multiple}"
    growth, rate = (subject.wording.percent(one) for one in (option.terminal_growth, last_rate(frame)))
    return f"{last} × (1 + {growth}) ÷ ({rate} {MINUS} {growth})"


def terminal_share(subject: Subject) -> Derivation:
    """How much of the net present value lies after the horizon."""
    result, worth = subject.result, terminal_value(subject)
    if result.terminal_share is None:
        return Derivation(subject.say(N_("Nothing is counted after the horizon.")), worth.inputs)
    sides = f"{subject.amount(result.pv_terminal)} ÷ {subject.say(NPV)} {subject.amount(result.appraisal.npv)}"
    share = subject.wording.percent(result.terminal_share)
    return Derivation(f"{sides} = {share}", worth.inputs, worth.rules, worth.source)
