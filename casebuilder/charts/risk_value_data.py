"""The charts of what the risks are worth: the net present value with them, and each by probability and impact."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from casebuilder.analysis import OptionResult, open_threats
from casebuilder.analysis.register import times
from casebuilder.charts.facts import Facts
from casebuilder.charts.types import Exposure, ExposureChart, Step, WaterfallChart
from casebuilder.charts.units import Unit
from casebuilder.i18n import N_
from casebuilder.model.risks import Risk

MOST_STEPS: Final = 5  # risks that have a step of their own
GRAVEST: Final = 3
ZERO: Final = Decimal(0)


def risk_adjustment(facts: Facts) -> WaterfallChart | None:
    """From the net present value of the focus option to the one with the expected cost of its risks."""
    focus = facts.focus
    changes = _changes(facts, focus) if focus else []
    if focus is None or not changes:
        return None
    before, after = focus.appraisal.npv, focus.adjusted_npv
    unit = facts.unit([before, after, *(amount for _, amount in changes)])
    option = facts.label(focus.option)
    shown = N_("Present values; risks at their expected cost after the response ({unit})")
    caption = N_("Net present value of {option} with risks and optimism bias ({unit})")
    return WaterfallChart(
        facts.frame(
            "risk_adjustment",
            _adjustment_finding(facts, option, before, after),
            unit=facts.say(shown, unit=unit.name),
            caption=facts.say(caption, option=option, unit=unit.name),
        ),
        (
            Step(facts.say(N_("Net present value")), unit.scaled(before), is_level=True),
            *(Step(name, unit.scaled(amount)) for name, amount in changes),
            Step(facts.say(N_("Risk-adjusted net present value")), unit.scaled(after), is_level=True),
        ),
        unit.decimals,
    )


def _changes(facts: Facts, focus: OptionResult) -> list[tuple[str, Decimal]]:
    """The steps from one value to the other that change anything: risks by name, the largest first."""
    names = {risk.id: f"{risk.id} {facts.name(risk)}" for risk in facts.case.risks}
    ranked = sorted(focus.pv_risks.items(), key=lambda item: -abs(item[1]))
    changes = [
        (facts.say(N_("Money set aside for risks")), focus.pv_contingency),
        *((names[key], -cost) for key, cost in ranked[:MOST_STEPS]),
        (facts.say(N_("Other risks")), -sum((cost for _, cost in ranked[MOST_STEPS:]), start=ZERO)),
        (facts.say(N_("Optimism bias")), -focus.pv_bias),
    ]
    return [(name, amount) for name, amount in changes if amount]


def _adjustment_finding(facts: Facts, option: str, before: Decimal, after: Decimal) -> str:
    if after < 0 <= before:
        message = N_("With risks and optimism bias the net present value of {option} turns negative: {after}")
    elif after < before:
        message = N_("Risks and optimism bias take {change} off the net present value of {option}; {after} remains")
    else:
        message = N_("With risks and optimism bias {option} is worth {after}")
    return facts.say(message, option=option, change=facts.money(before - after), after=facts.money(after))


# -- exposures ---------------------------------------------------------------------------------------------------------


class Valued(NamedTuple):
    """A threat before its response; probability times impact is its expected cost."""

    risk: Risk
    probability: Decimal
    expected: Decimal

    @property
    def impact(self) -> Decimal:
        return self.expected / self.probability

    def exposure(self, facts: Facts, unit: Unit) -> Exposure:
        return Exposure(self.risk.id, facts.name(self.risk), float(self.probability), unit.scaled(self.impact))


def risk_exposure(facts: Facts) -> ExposureChart | None:
    """The open threats that have a cost, by probability and impact before the responses, the gravest first."""
    valued = sorted(_valued(facts), key=lambda one: -one.expected)
    if not valued:
        return None
    unit = facts.unit(one.impact for one in valued)
    return ExposureChart(
        facts.frame(
            "risk_exposure",
            _gravest_finding(facts, valued),
            unit=facts.say(N_("Risks by their ID, before the response ({unit})"), unit=unit.name),
            caption=facts.say(N_("Risks by probability and impact before the response ({unit})"), unit=unit.name),
        ),
        tuple(one.exposure(facts, unit) for one in valued),
        facts.say(N_("Probability")),
        facts.say(N_("Impact ({unit})"), unit=unit.name),
        facts.say(N_("Equal expected cost ({unit})"), unit=unit.name),
        unit.decimals,
    )


def _valued(facts: Facts) -> list[Valued]:
    """What occurs more than once is certain here, with the cost of all its occurrences as impact."""
    found = []
    for risk in open_threats(facts.case):
        probability = min(times(risk, facts.results.scale, "inherent") or ZERO, Decimal(1))
        expected = facts.results.risks[risk.id].expected or ZERO
        if probability > 0 and expected > 0:
            found.append(Valued(risk, probability, expected))
    return found


def _gravest_finding(facts: Facts, valued: list[Valued]) -> str:
    first, total = valued[0], sum((one.expected for one in valued), start=ZERO)
    if len(valued) <= GRAVEST:
        message = N_("{risk} weighs most, with an expected cost of {amount}")
        return facts.say(message, risk=facts.quoted(facts.name(first.risk)), amount=facts.money(first.expected))
    message = N_("Three of {total} risks ({risks}) carry {share} of the expected cost")
    share = sum((one.expected for one in valued[:GRAVEST]), start=ZERO) / total
    ids = [one.risk.id for one in valued[:GRAVEST]]
    return facts.say(message, risks=facts.joined(ids), share=facts.percent(share), total=len(valued))
