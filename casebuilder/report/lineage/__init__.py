"""Figures that explain themselves: what a figure says, its formula with the numbers of the case, and what it rests on.

A figure is named by an option and a key: "npv", or a key with what it is about: "switching:cost_lines[C101]",
"swing:low:benefit_drivers[BF01]", "delay:6" (months), "scenario:SN1", "npv_percentile:20".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.report.lineage import certainty, changes, returns, values
from casebuilder.report.lineage.returns import irr_words
from casebuilder.report.lineage.subject import Derivation, Input, Subject
from casebuilder.report.wording import Wording

__all__ = ["FIGURES", "Explanation", "Input", "Subject", "explain", "irr_words"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure, explained; `inputs` are what a reader may look at next, `source` who says so."""

    title: str
    about: str  # the option, and the line or scenario in question
    value: str
    meaning: str
    formula: str
    inputs: tuple[Input, ...] = ()
    rules: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A kind of figure: label, what it says to a manager, its text for an option, and how it comes about."""

    label: str
    meaning: str
    value: Callable[[Subject], str]
    derive: Callable[[Subject], Derivation]
    is_money: bool = False


FIGURES: Final[dict[str, Figure]] = {
    "npv": Figure(
        values.NPV,
        N_("What the option is worth today: all benefits less all costs, later money counting less."),
        lambda one: one.amount(one.appraisal.npv),
        values.npv,
        is_money=True,
    ),
    "pv_costs": Figure(
        values.PV_COSTS,
        N_("What all costs up to the horizon are worth today."),
        lambda one: one.amount(one.appraisal.pv_costs),
        values.pv_costs,
        is_money=True,
    ),
    "pv_benefits": Figure(
        values.PV_BENEFITS,
        N_("What all benefits up to the horizon are worth today."),
        lambda one: one.amount(one.appraisal.pv_benefits),
        values.pv_benefits,
        is_money=True,
    ),
    "against_nothing": Figure(
        N_("NPV against doing nothing"),
        N_("What the option is worth beyond carrying on as today."),
        lambda one: one.amount(_added(one)),
        values.against_nothing,
        is_money=True,
    ),
    "equivalent_annual": Figure(
        N_("Equivalent annual value"),
        N_("The same net present value as an equal amount in each year."),
        lambda one: one.amount(one.appraisal.equivalent_annual),
        values.equivalent_annual,
        is_money=True,
    ),
    "bcr": Figure(
        N_("BCR"),
        N_("What comes back for each unit of cost, both in today's money."),
        lambda one: one.wording.ratio(one.appraisal.bcr),
        returns.bcr,
    ),
    "irr": Figure(
        N_("IRR"),
        N_("The discount rate at which the option would be worth exactly nothing."),
        lambda one: irr_words(one.wording, one.appraisal.irr),
        returns.irr,
    ),
    "mirr": Figure(
        N_("MIRR"),
        N_("The yearly return where receipts are put to work at the discount rate; there is never more than one."),
        returns.mirr_value,
        returns.mirr,
    ),
    "roi": Figure(
        N_("ROI, discounted"),
        N_("What is gained over what is spent, both in today's money."),
        lambda one: one.wording.percent(one.appraisal.roi),
        returns.roi,
    ),
    "payback": Figure(
        N_("Payback"),
        N_("How long it takes until the money that was put in has come back."),
        lambda one: one.wording.payback(one.result),
        returns.payback,
    ),
    "discounted_payback": Figure(
        N_("Discounted payback"),
        N_("How long it takes until the money has come back with the discount rate on top."),
        lambda one: one.wording.payback(one.result, discounted=True),
        returns.discounted_payback,
    ),
    "capital": Figure(
        N_("Outlay in year 0"),
        N_("The money that is asked for at the start."),
        lambda one: one.amount(one.result.capital),
        values.capital,
        is_money=True,
    ),
    "tco": Figure(
        N_("Total cost of ownership"),
        N_("Everything that is paid up to the horizon, not discounted."),
        lambda one: one.amount(one.appraisal.tco),
        values.tco,
        is_money=True,
    ),
    "pv_contingency": Figure(
        values.SET_ASIDE,
        N_("What the costs hold already for risks, in today's money."),
        lambda one: one.amount(one.result.pv_contingency),
        values.pv_contingency,
        is_money=True,
    ),
    "pv_risk": Figure(
        values.PV_RISKS,
        N_("The expected cost of the risks after the responses, in today's money."),
        lambda one: one.amount(one.result.pv_risk),
        values.pv_risk,
        is_money=True,
    ),
    "pv_bias": Figure(
        values.BIAS,
        N_("By how much estimates of capital costs usually turn out too low, in today's money."),
        lambda one: one.amount(one.result.pv_bias),
        values.pv_bias,
        is_money=True,
    ),
    "adjusted_npv": Figure(
        N_("Risk-adjusted NPV"),
        N_("What the option is worth once risks and the usual optimism are paid for."),
        lambda one: one.amount(one.result.adjusted_npv),
        values.adjusted_npv,
        is_money=True,
    ),
    "after_tax": Figure(
        N_("NPV after tax"),
        N_("A view for firms that pay tax; it never enters the net present value of the case."),
        lambda one: one.amount(one.result.after_tax.npv(one.factors) if one.result.after_tax else None),
        values.after_tax,
        is_money=True,
    ),
    "companion": Figure(
        N_("NPV at reduced rates"),
        N_("What the option is worth at the lower rates that a long horizon is tested with."),
        lambda one: one.amount(_at_companion(one)),
        values.companion,
        is_money=True,
    ),
    "terminal_value": Figure(
        N_("Value after the horizon"),
        N_("What is counted for the years after the horizon, as it stands at its end."),
        lambda one: one.amount(one.result.terminal_value),
        values.terminal_value,
        is_money=True,
    ),
    "terminal_share": Figure(
        N_("Share of the NPV that lies after the horizon"),
        N_("How much of the answer rests on years that nobody has estimated one by one."),
        lambda one: one.wording.percent(one.result.terminal_share),
        values.terminal_share,
    ),
    "switching": Figure(
        N_("Switching value"),
        N_("How far this may change, all else as it is, before the option is worth nothing."),
        changes.switching_value,
        changes.switching,
    ),
    "adds": Figure(
        N_("Adds to the NPV"),
        N_("What this line or group is worth today: more than nought for benefits, less for costs."),
        changes.added_value,
        changes.added,
        is_money=True,
    ),
    "swing": Figure(
        N_("NPV over the range of a driver"),
        N_("What the option is worth where this one driver comes out at the end of its range."),
        changes.swing_value,
        changes.swing,
        is_money=True,
    ),
    "delay": Figure(
        N_("NPV where the benefits come late"),
        N_("What the option is worth where all benefits come so many months later."),
        changes.delay_value,
        changes.delay,
        is_money=True,
    ),
    "lost": Figure(
        N_("Lost by the delay"),
        N_("What the option loses where all benefits come so many months later."),
        changes.lost_value,
        changes.lost,
        is_money=True,
    ),
    "cost_of_delay": Figure(
        N_("Cost of a month of delay"),
        N_("What the option loses in today's money where all benefits come one month later."),
        changes.cost_of_delay_value,
        changes.cost_of_delay,
        is_money=True,
    ),
    "scenario": Figure(
        N_("NPV in a scenario"),
        N_("What the option is worth where all that the scenario says happens at once."),
        changes.scenario_value,
        changes.scenario,
        is_money=True,
    ),
    "npv_percentile": Figure(
        N_("Percentile of the NPV"),
        N_("With this probability the option is worth at most this; otherwise it is worth more."),
        certainty.npv_value,
        certainty.npv,
        is_money=True,
    ),
    "cost_percentile": Figure(
        N_("Percentile of the total cost"),
        N_("With this probability the option costs at most this, not discounted."),
        certainty.cost_value,
        certainty.cost,
        is_money=True,
    ),
    "contingency": Figure(
        N_("Contingency that is needed"),
        N_("What has to be set aside beyond the base cost, so that the money suffices with this probability."),
        certainty.contingency_value,
        certainty.contingency,
        is_money=True,
    ),
}


def _added(subject: Subject) -> Decimal | None:
    compared = subject.wording.results.comparison
    found = compared.incremental.get(subject.result.option.id) if compared else None
    return None if found is None else found.npv


def _at_companion(subject: Subject) -> Decimal | None:
    second = subject.wording.results.companion
    return None if second is None else second.npv[subject.result.option.id]


def explain(wording: Wording, option_id: str, figure_key: str) -> Explanation | None:
    """How a figure of an option comes about; None where the case has no such option, or there is no such figure."""
    kind, _, about = figure_key.partition(":")
    figure, result = FIGURES.get(kind), wording.results.options.get(option_id)
    if figure is None or result is None:
        return None
    subject = Subject(wording, result, about)
    found = figure.derive(subject)
    return Explanation(
        title=wording.say(figure.label),
        about="\n".join(filter(None, (_about(subject, kind), wording.name(result.option)))),
        value=figure.value(subject),
        meaning=wording.say(figure.meaning),
        formula=found.formula,
        inputs=found.inputs,
        rules=found.rules,
        source=found.source,
    )


def _about(subject: Subject, kind: str) -> str:
    """The line, the driver, the months or the scenario that a figure is about; "" where it is about the option."""
    about = _ABOUT.get(kind)
    return about(subject) if about else ""


_ABOUT: Final[dict[str, Callable[[Subject], str]]] = {
    "switching": changes.about_switch,
    "adds": changes.about_switch,
    "swing": changes.about_swing,
    "delay": changes.about_delay,
    "lost": changes.about_delay,
    "scenario": changes.about_scenario,
    "npv_percentile": certainty.about_percentile,
    "cost_percentile": certainty.about_percentile,
    "contingency": certainty.about_percentile,
}
