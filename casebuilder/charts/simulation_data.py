"""The charts of the simulation: how sure value and cost of the focus option are, and what makes them unsure.

The simulation loads NumPy and SciPy, so it is imported where it is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from casebuilder.analysis import OptionResult
from casebuilder.charts.drivers import driver_name, full_driver_name
from casebuilder.charts.facts import Facts
from casebuilder.charts.types import BarChart, CurveChart, Distribution, Guide, Series
from casebuilder.charts.units import Unit
from casebuilder.i18n import N_
from casebuilder.model.risks import INHERENT, RESIDUAL
from casebuilder.values.amounts import full_amount
from casebuilder.values.chances import can_be_told, chance_words

if TYPE_CHECKING:
    from casebuilder.analysis.simulation import Simulated
    from risk.exact import Curve as Exact
    from risk.model import Model
    from risk.summary import Summary

CERTAINTY: Final = Decimal("0.8")
MOST_SHARES: Final = 8
ZERO: Final = Decimal(0)


class Simulation(NamedTuple):
    """The focus option and its simulation."""

    focus: OptionResult
    found: Simulated


def _simulation(facts: Facts) -> Simulation | None:
    from casebuilder.analysis.simulation import shared

    focus = facts.focus
    found = shared(facts.case, facts.results, focus.option.id) if focus else None
    return Simulation(focus, found) if focus and found else None


def _with_source(facts: Facts, caption: str, found: Simulated | None) -> str:
    """A caption with what it takes to get the same figures again: nothing where they are exact."""
    if found is None:
        return facts.say(N_("{caption}; exact, without sampling"), caption=caption)
    run = found.simulation
    message = N_("{caption}; {count} iterations, seed {seed}")
    return facts.say(message, caption=caption, count=full_amount(Decimal(run.iterations)), seed=run.seed)


def _varies(summary: Summary) -> bool:
    return all(map(math.isfinite, summary.curve)) and summary.curve[0] < summary.curve[-1]


class Quantiles(NamedTuple):
    """Amounts at equal steps of probability, without the least and the greatest one, which chance alone decides."""

    inner: list[Decimal]
    percentiles: list[Decimal]

    @classmethod
    def of(cls, summary: Summary, *percentiles: float, less: Decimal = ZERO) -> Quantiles:
        """Those of a summary, `less` an amount."""
        return cls(*([Decimal(x) - less for x in values] for values in (summary.curve[1:-1], percentiles)))

    @classmethod
    def exact(cls, curve: Exact) -> Quantiles:
        """Those of an exact curve, at P20, P50 and P80 too."""
        from risk.summary import CURVE

        inner = curve.quantile(CURVE[1:-1]).tolist()
        return cls([Decimal(x) for x in inner], [Decimal(curve.quantile(level)) for level in (0.2, 0.5, 0.8)])

    def distribution(self, name: str, unit: Unit) -> Distribution:
        """The curve for a chart."""
        steps = len(self.inner) + 1
        points = tuple((unit.scaled(amount), place / steps) for place, amount in enumerate(self.inner, start=1))
        return Distribution(name, points, tuple(map(unit.scaled, self.percentiles)))


# -- value -------------------------------------------------------------------------------------------------------------


def npv_s_curve(facts: Facts) -> CurveChart | None:
    """How likely every net present value of the focus option is, after the responses to its risks and before them."""
    simulation = _simulation(facts)
    if simulation is None or not _varies(simulation.found.simulation.npv):
        return None
    focus, found = simulation
    after, worse = found.simulation.npv, found.before.npv if found.before else None
    changed = worse is not None and _varies(worse) and worse.curve != after.curve
    before = Quantiles.of(worse, *_levels(worse)) if worse and changed else None
    value = Value(Quantiles.of(after, *_levels(after)), before, Decimal(after.prob_negative))
    return _value_chart(facts, focus, value, model=found.compiled.model, found=found)


def _levels(summary: Summary) -> tuple[float, ...]:
    return summary.p20, summary.p50, summary.p80


def exact_npv_s_curve(facts: Facts, model: Model, after: Exact, before: Exact | None) -> CurveChart | None:
    """The same from exact curves of a model, so that it follows every edit."""
    focus = facts.focus
    if focus is None or after.support[0] == after.support[1]:
        return None
    worse = None if before is None else Quantiles.exact(before)
    value = Value(Quantiles.exact(after), worse, Decimal(after.probability_below(0.0)))
    return _value_chart(facts, focus, value, model=model, found=None)


class Value(NamedTuple):
    """The distribution of a net present value, the one before the responses where it is another, and the chance of a
    loss."""

    after: Quantiles
    before: Quantiles | None
    loss: Decimal

    def named(self, facts: Facts) -> list[tuple[str, Quantiles]]:
        """The curves with their names; a single one needs none."""
        if self.before is None:
            return [("", self.after)]
        return [(facts.say(RESIDUAL), self.after), (facts.say(INHERENT), self.before)]


def _value_chart(
    facts: Facts, focus: OptionResult, value: Value, *, model: Model, found: Simulated | None
) -> CurveChart:
    curves = value.named(facts)
    npv, reached = focus.appraisal.npv, [amount for _, one in curves for amount in one.inner]
    unit, option = facts.unit([*reached, npv]), facts.label(focus.option)
    message = N_("Probability that the net present value of {option} is at most so much, {risks} ({unit})")
    caption = N_("Distribution of the net present value of {option} ({unit})")
    return CurveChart(
        facts.frame(
            "npv_s_curve",
            _value_finding(facts, option, value),
            unit=facts.say(message, option=option, risks=_risk_words(facts, model, len(curves)), unit=unit.name),
            caption=_with_source(facts, facts.say(caption, option=option, unit=unit.name), found),
        ),
        tuple(one.distribution(name, unit) for name, one in curves),
        (0.2, 0.5, 0.8),
        (
            *([Guide(0.0, full_amount(ZERO))] if _is_near(ZERO, reached) else []),
            Guide(unit.scaled(npv), facts.say(N_("Base estimate: {amount}"), amount=unit.written(npv))),
        ),
        facts.say(N_("Net present value")),
        unit.decimals,
    )


def _is_near(amount: Decimal, reached: Sequence[Decimal]) -> bool:
    """True where a line at `amount` at most doubles the width of the picture."""
    low, high = min(reached), max(reached)
    return low - (high - low) <= amount <= high + (high - low)


def _risk_words(facts: Facts, model: Model, curves: int) -> str:
    from casebuilder.analysis.uncertain_model import is_risk

    if not any(map(is_risk, model.terms)):
        return facts.say(N_("without risks"))
    if curves > 1:
        return facts.say(N_("with the risks after and before the response"))
    if facts.case.simulation.assessment == "inherent":
        return facts.say(N_("with the risks before the response"))
    return facts.say(N_("with the risks after the response"))


def _value_finding(facts: Facts, option: str, value: Value) -> str:
    message = N_("With {certainty} certainty {option} is worth at least {amount}; a loss has a probability {chance}")
    return facts.say(
        message,
        certainty=facts.percent(CERTAINTY),
        option=option,
        amount=facts.money(value.after.percentiles[0]),
        chance=_chance(facts, value.loss),
    )


def _chance(facts: Facts, chance: Decimal) -> str:
    words = chance_words(chance, facts.language)
    return facts.say(N_("of {share}"), share=words) if can_be_told(chance) else words


# -- cost --------------------------------------------------------------------------------------------------------------


class Budget(NamedTuple):
    """What the cost lines hold: the base cost and the money set aside for risks, not discounted.

    `spent` is how much of the latter the simulation counts as a cost: nothing where it has the risks themselves.
    """

    base: Decimal
    aside: Decimal
    spent: Decimal


def cost_s_curve(facts: Facts) -> CurveChart | None:
    """How likely every total cost of the focus option is, against its base cost and the money set aside."""
    simulation = _simulation(facts)
    if simulation is None or not _varies(simulation.found.simulation.total_cost):
        return None
    focus, found = simulation
    cost, budget = found.simulation.total_cost, _budget(facts, focus, found)
    quantiles = Quantiles.of(cost, cost.p50, cost.p80, less=budget.spent)
    funded = budget.base + budget.aside
    unit, option = facts.unit([*quantiles.inner, funded]), facts.label(focus.option)
    message = N_("Probability that the cost of {option} is at most so much, not discounted, {risks} ({unit})")
    caption = N_("Distribution of the total cost of {option}, without the money set aside ({unit})")
    base_words = facts.say(N_("Base cost: {amount}"), amount=unit.written(budget.base))
    funded_words = facts.say(N_("With the money set aside: {amount}"), amount=unit.written(funded))
    return CurveChart(
        facts.frame(
            "cost_s_curve",
            _contingency_finding(facts, quantiles.percentiles[-1], budget),
            unit=facts.say(message, option=option, risks=_risk_words(facts, found.compiled.model, 1), unit=unit.name),
            caption=_with_source(facts, facts.say(caption, option=option, unit=unit.name), found),
        ),
        (quantiles.distribution("", unit),),
        (0.5, 0.8),
        (
            Guide(unit.scaled(budget.base), base_words),
            *([Guide(unit.scaled(funded), funded_words)] if budget.aside else []),
        ),
        facts.say(N_("Total cost")),
        unit.decimals,
    )


def _budget(facts: Facts, focus: OptionResult, found: Simulated) -> Budget:
    spent = ZERO if facts.case.simulation.with_risks else focus.contingency
    return Budget(Decimal(found.compiled.model.base_cost or 0.0) - spent, focus.contingency, spent)


def _contingency_finding(facts: Facts, p80: Decimal, budget: Budget) -> str:
    needed = p80 - budget.base
    if needed <= 0:
        message = N_("With {certainty} certainty the cost stays within its base of {base}")
    elif budget.aside <= 0:
        message = N_("{certainty} certainty takes {needed} beyond the base cost, and nothing is set aside")
    elif needed <= budget.aside:
        message = N_("{certainty} certainty takes {needed} beyond the base cost; the {aside} set aside is enough")
    else:
        message = N_("{certainty} certainty takes {needed} beyond the base cost; only {aside} is set aside")
    return facts.say(
        message,
        certainty=facts.percent(CERTAINTY),
        base=facts.money(budget.base),
        needed=facts.money(needed),
        aside=facts.money(budget.aside),
    )


# -- what makes the value unsure ---------------------------------------------------------------------------------------


def variance_shares(facts: Facts) -> BarChart | None:
    """The drivers by their share of the variance of the net present value; all shares sum to 100."""
    simulation = _simulation(facts)
    shares = _shares(simulation.found) if simulation else []
    if simulation is None or not shares:
        return None
    option = facts.label(simulation.focus.option)
    names = [full_driver_name(facts, key) for key, _ in shares[:MOST_SHARES]]
    values = [100 * share for _, share in shares[:MOST_SHARES]]
    if len(shares) > MOST_SHARES:
        names.append(facts.say(N_("{count} others"), count=len(shares) - MOST_SHARES))
        values.append(100 - sum(values))
    caption = N_("What makes the net present value of {option} unsure (% of the variance)")
    title = N_("{driver} accounts for {share} of the uncertainty of {option}")
    first = facts.quoted(driver_name(facts, shares[0][0]))
    return BarChart(
        facts.frame(
            "variance_shares",
            facts.say(title, driver=first, share=facts.percent(Decimal(shares[0][1])), option=option),
            unit=facts.say(N_("Share of the variance of the net present value of {option} (%)"), option=option),
            caption=_with_source(facts, facts.say(caption, option=option), simulation.found),
        ),
        tuple(names),
        (Series(facts.say(N_("Share of the variance")), tuple(values)),),
        horizontal=True,
        highlight=(0,),
    )


def _shares(found: Simulated) -> list[tuple[str, float]]:
    """The shares by the paths of lines, factors and risks, the greatest first; none where nothing varies."""
    shares = found.shares if _varies(found.simulation.npv) else []
    return shares if all(math.isfinite(share) for _, share in shares) else []
