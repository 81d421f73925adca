"""How figures come about that say what a change would do: switching values, swings, delays, scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from casebuilder.analysis.frame import frame_of
from casebuilder.analysis.sensitivity import (
    ScenarioResult,
    Sensitivity,
    Swing,
    Switch,
    scenario_results,
    sensitivity_of,
)
from casebuilder.finance import sensitivity as finance
from casebuilder.finance.appraisal import Appraisal
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.i18n import N_
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.uncertainty import Scenario
from casebuilder.report import driver_words
from casebuilder.report.lineage import values
from casebuilder.report.lineage.subject import NOTHING, Derivation, Input, Subject, bracketed
from casebuilder.report.lineage.values import NPV, PV_BENEFITS, PV_COSTS
from casebuilder.values.amounts import MINUS

RANGE_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "cost_lines": ("low", "high", "accuracy", "distribution"),
    "benefits": ("low", "annual_full_value", "high", "distribution"),
    "benefit_drivers": ("low", "likely", "high", "distribution"),
}
DELAY_FIELDS: Final = ("delay_low", "delay_likely", "delay_high")
SCENARIO_FIELDS: Final = ("ends", "costs_change", "benefits_change", "delay_months", "discount_rate")


def _sensitivity(subject: Subject) -> Sensitivity:
    return sensitivity_of(subject.wording.case, subject.result)


# -- switching values --------------------------------------------------------------------------------------------------


def found_switch(subject: Subject) -> Switch | None:
    """The switching value of the line or group in question; None where it adds nothing to the NPV."""
    found = _sensitivity(subject)
    return next((one for one in (*found.groups, *found.lines) if one.path == subject.about), None)


def switching_value(subject: Subject) -> str:
    """The switching value in words."""
    found = found_switch(subject)
    return NOTHING if found is None else driver_words.switching_change(subject.wording, found)


def switching(subject: Subject) -> Derivation:
    """The change of one line, all else as it is, that brings the net present value to nought."""
    found = found_switch(subject)
    if found is None or found.change is None:
        return Derivation(
            subject.say(N_("It adds nothing to the net present value, so no change of it alone matters."))
        )
    name = driver_words.switch(subject.wording, found.path)
    npv, pv = subject.amount(subject.appraisal.npv), subject.amount(found.pv)
    sides = f"{MINUS}{subject.say(NPV)} {bracketed(npv)} ÷ {bracketed(pv)}"
    adds = subject.say(N_("What it adds to the NPV: {name}"), name=name)
    return Derivation(
        f"{sides} = {driver_words.change(subject.wording, found.change)}",
        (Input(adds, pv, driver_words.switch_path(found.path)), *subject.discounting),
        (
            subject.say(N_("One thing changes at a time, by the same share in every year.")),
            subject.say(N_("A change below −100% cannot be: without the line the answer would still be the same.")),
        ),
        subject.rate_source,
    )


def added_value(subject: Subject) -> str:
    """What a line or a group adds to the NPV."""
    found = found_switch(subject)
    return NOTHING if found is None else subject.amount(found.pv)


def added(subject: Subject) -> Derivation:
    """The present value of a line, or the sum of those of a group; costs are negative."""
    found = found_switch(subject)
    if found is None:
        return Derivation(subject.say(N_("It adds nothing to the net present value.")))
    if found.path in driver_words.TOTALS:
        return _total(subject, found)
    part, lines = _signed_lines(subject, found.path)
    worth = subject.present_values(lines)
    terms = subject.amounts(sorted(worth.values(), key=abs, reverse=True))
    if "[" in found.path:
        terms = subject.discounted_terms(*lines.values())
    return Derivation(
        f"{terms} = {subject.amount(found.pv)}",
        (*subject.lines(part, worth), *subject.discounting),
        (*subject.discount_rules, *_goes_on(subject)),
        subject.rate_source,
    )


def _total(subject: Subject, found: Switch) -> Derivation:
    """All costs or all benefits; the costs that go on after the horizon are costs here, and not taken off benefits."""
    whole = values.pv_costs(subject) if found.path == "costs" else values.pv_benefits(subject)
    spent = sum((part for part in subject.result.lasting.values() if part < 0), start=ZERO) * subject.factors[-1]
    if not spent:
        return whole
    later = subject.less((N_("PV of costs after the horizon"), -spent))
    if found.path == "costs":
        first = f"{MINUS}{subject.say(PV_COSTS)} {subject.amount(subject.appraisal.pv_costs)} {MINUS} {later}"
    else:
        first = f"{subject.say(PV_BENEFITS)} {subject.amount(subject.appraisal.pv_benefits)} + {later}"
    return replace(whole, formula=f"{first} = {subject.amount(found.pv)}")


def _goes_on(subject: Subject) -> Iterator[str]:
    if subject.result.lasting:
        yield subject.say(N_("The last flow holds what goes on of the line after the horizon."))


def _signed_lines(subject: Subject, path: str) -> tuple[str, dict[str, Flows]]:
    """The part and the flows of a line, or of the lines of a class; those of costs are negative.

    The last flow holds what goes on of the line after the horizon.
    """
    part, _, record = driver_words.switch_path(path).rstrip("]").partition("[")
    if part == "cost_lines":
        classes = {line.id: line.category for line in subject.wording.case.cost_lines}
        flows = {key: tuple(-flow for flow in one) for key, one in subject.result.cost_lines.items()}
    else:
        classes = {line.id: line.type for line in subject.wording.case.benefits}
        flows = dict(subject.result.benefit_lines)
    after = subject.result.lasting
    return part, {
        key: (*one[:-1], one[-1] + after.get(key, ZERO))
        for key, one in flows.items()
        if (key == record if record else classes.get(key) == path)
    }


def about_switch(subject: Subject) -> str:
    """The line or group that the figure is about."""
    found = found_switch(subject)
    return "" if found is None else driver_words.switch(subject.wording, found.path)


# -- the tornado -------------------------------------------------------------------------------------------------------


def _found_swing(subject: Subject) -> tuple[str, Swing | None]:
    end, _, key = subject.about.partition(":")
    swings = _sensitivity(subject).swings
    return end, next((one for one in swings if one.bar.driver.key == key), None)


def swing_value(subject: Subject) -> str:
    """The NPV at one end of a range, or the width of the bar."""
    end, found = _found_swing(subject)
    if found is None:
        return NOTHING
    bar = found.bar
    return subject.amount({"low": bar.at_low, "high": bar.at_high}.get(end, bar.swing))


def swing(subject: Subject) -> Derivation:
    """The net present value where one driver is at an end of its range and all others are likely."""
    end, found = _found_swing(subject)
    if found is None:
        return Derivation(subject.say(N_("This driver has no range any more.")))
    return Derivation(
        _swing_formula(subject, found, end),
        _swing_inputs(subject, found),
        (
            subject.say(N_("One driver moves at a time; all others keep their likely value.")),
            *_swing_rules(subject, found),
        ),
        driver_words.basis(subject.wording, found, subject.result.option.id),
    )


def _swing_formula(subject: Subject, found: Swing, end: str) -> str:
    bar, name = found.bar, driver_words.driver(subject.wording, found)
    if end not in ("low", "high"):
        sides = f"{subject.amount(bar.best)} {MINUS} {bracketed(subject.amount(bar.worst))}"
        return f"{sides} = {subject.amount(bar.swing)}"
    value = bar.at_low if end == "low" else bar.at_high
    moved = value - bar.at_base
    at = bar.driver.low if end == "low" else bar.driver.high
    sides = subject.summed([f"{subject.say(NPV)} {subject.amount(bar.at_base)}", subject.amount(moved)])
    if found.range is None:
        return f"{sides} = {subject.amount(value)}"
    return f"{sides} = {subject.amount(value)}\n{name}: {driver_words.change(subject.wording, at - 1)}"


def _swing_rules(subject: Subject, found: Swing) -> tuple[str, ...]:
    if found.range is None:
        return _delay_rules(subject)
    return (subject.say(N_("The ends are shares of the likely value, so the line changes alike in every year.")),)


def _swing_inputs(subject: Subject, found: Swing) -> tuple[Input, ...]:
    if found.range is None:
        return subject.filled(subject.at(name) for name in DELAY_FIELDS)
    part = found.range.path.partition("[")[0]
    return subject.filled(f"{found.range.path}.{name}" for name in RANGE_FIELDS[part])


def about_swing(subject: Subject) -> str:
    """The driver and the end of its range that the figure is about."""
    end, found = _found_swing(subject)
    if found is None:
        return ""
    name = driver_words.driver(subject.wording, found)
    ends = {"low": N_("{driver}: low end"), "high": N_("{driver}: high end")}
    return subject.say(ends[end], driver=name) if end in ends else name


# -- delay -------------------------------------------------------------------------------------------------------------


def delay_value(subject: Subject) -> str:
    """The NPV where all benefits come so many months late."""
    return subject.amount(npv_at_months(subject, _sensitivity(subject)))


def npv_at_months(subject: Subject, found: Sensitivity) -> Decimal:
    """The NPV at the months in question, on the line between the delays by whole periods."""
    periods = frame_of(subject.wording.case).periods_in(Decimal(subject.about))
    return finance.npv_at_delay(found.delays, periods)


def delay(subject: Subject) -> Derivation:
    """The net present value where all benefits come late and the horizon stays."""
    found = _sensitivity(subject)
    late = npv_at_months(subject, found)
    terms = subject.summed([subject.amount(found.npv), subject.amount(late - found.npv)])
    return Derivation(
        f"{terms} = {subject.amount(late)}",
        (
            Input(subject.say(PV_BENEFITS), subject.amount(subject.appraisal.pv_benefits), "benefits"),
            *subject.discounting,
        ),
        _delay_rules(subject),
        subject.rate_source,
    )


def about_delay(subject: Subject) -> str:
    """The months that the figure is about."""
    return subject.say(N_("{months} months"), months=subject.about)


def lost_value(subject: Subject) -> str:
    """What a delay of all benefits loses."""
    found = _sensitivity(subject)
    return subject.amount(found.npv - npv_at_months(subject, found))


def lost(subject: Subject) -> Derivation:
    """The net present value less the one where all benefits come late."""
    found, late = _sensitivity(subject), delay(subject)
    value = npv_at_months(subject, found)
    sides = f"{subject.amount(found.npv)} {MINUS} {bracketed(subject.amount(value))}"
    return replace(late, formula=f"{sides} = {subject.amount(found.npv - value)}")


def cost_of_delay_value(subject: Subject) -> str:
    """The NPV lost by one month."""
    return subject.amount(_sensitivity(subject).cost_of_delay)


def cost_of_delay(subject: Subject) -> Derivation:
    """What one month of delay of all benefits costs."""
    found = _sensitivity(subject)
    months = 12 // subject.wording.results.discounting.per_year
    later = found.delays[min(1, len(found.delays) - 1)]
    lost = f"({subject.amount(found.npv)} {MINUS} {bracketed(subject.amount(later))})"
    formula = lost if months == 1 else f"{lost} ÷ {months}"
    return Derivation(
        f"{formula} = {subject.amount(found.cost_of_delay)}",
        (
            Input(subject.say(PV_BENEFITS), subject.amount(subject.appraisal.pv_benefits), "benefits"),
            *subject.discounting,
        ),
        _delay_rules(subject),
        subject.rate_source,
    )


def _delay_rules(subject: Subject) -> tuple[str, ...]:
    return (
        subject.say(N_("Costs come as planned. The horizon stays: benefits that fall beyond it are lost.")),
        subject.say(N_("Between whole periods the net present value is taken as linear.")),
    )


# -- scenarios ---------------------------------------------------------------------------------------------------------


def found_scenario(subject: Subject) -> ScenarioResult | None:
    """The scenario in question, by its id; one of the usual three, which have none, by its kind."""
    results = scenario_results(subject.wording.case, subject.wording.results.options)
    return next((one for one in results if subject.about == scenario_key(one.scenario)), None)


def scenario_key(record: Scenario) -> str:
    """How a figure names a scenario."""
    return record.id or record.kind


def _appraised(subject: Subject, found: ScenarioResult | None) -> Appraisal | None:
    return None if found is None else found.appraisals.get(subject.result.option.id)


def scenario_value(subject: Subject) -> str:
    """The NPV of the option in a scenario."""
    found = _appraised(subject, found_scenario(subject))
    return NOTHING if found is None else subject.amount(found.npv)


def scenario(subject: Subject) -> Derivation:
    """The net present value where several things differ at once."""
    one = found_scenario(subject)
    found = _appraised(subject, one)
    if one is None or found is None:
        return Derivation(subject.say(N_("There is no such scenario any more.")))
    sides = subject.less((PV_BENEFITS, found.pv_benefits), (PV_COSTS, found.pv_costs))
    typed = subject.filled(f"scenarios[{one.scenario.id}].{name}" for name in SCENARIO_FIELDS if one.scenario.id)
    return Derivation(
        subject.equals(NPV, sides, subject.amount(found.npv)),
        (*typed, *_line_changes(subject, one.scenario.id)),
        (
            subject.say(N_("The change of a line stands in place of the change of all costs or benefits.")),
            subject.say(N_("Amounts, delay and rate change; phasing and prices stay.")),
        ),
        one.scenario.story.get(subject.wording.language),
    )


def about_scenario(subject: Subject) -> str:
    """The scenario that the figure is about."""
    found = found_scenario(subject)
    return "" if found is None else driver_words.scenario(subject.wording, found.scenario)


def _line_changes(subject: Subject, scenario_id: str) -> tuple[Input, ...]:
    case, option = subject.wording.case, subject.result.option.id
    lines: dict[str, CostLine | Benefit] = {line.id: line for line in case.cost_lines if line.option == option}
    lines |= {line.id: line for line in case.benefits if line.option == option}
    return tuple(
        Input(
            subject.wording.name(lines[one.line]),
            driver_words.change(subject.wording, one.change),
            f"scenario_changes[{one.id}].change",
        )
        for one in case.scenario_changes
        if one.scenario == scenario_id and one.line in lines and one.change is not None
    )
