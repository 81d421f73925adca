"""The charts of sensitivity: what each driver does alone, what another discount rate does, what a delay costs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from casebuilder.analysis import OptionResult, sensitivity
from casebuilder.analysis.sensitivity import Sensitivity, Swing, npv_at, sensitivity_of
from casebuilder.charts import types
from casebuilder.charts.drivers import FIRST_PERIOD, MONTHS_A_YEAR, driver_name, full_driver_name, months_of, reach
from casebuilder.charts.facts import Facts, one_decimal
from casebuilder.charts.types import Curve, Guide, LineChart, Mark, ProfileChart, Series, TornadoChart
from casebuilder.finance.sensitivity import crossing
from casebuilder.i18n import N_

MOST_SWINGS: Final = 10
MOST_DELAYS: Final = 25
ZERO: Final = Decimal(0)

Points = Sequence[tuple[Decimal, Decimal]]


def tornado(facts: Facts) -> TornadoChart | None:
    """What each uncertain line, factor and the delay of the focus option does to its net present value, each alone."""
    focus = facts.focus
    found = sensitivity_of(facts.case, focus) if focus else None
    if focus is None or found is None or not found.swings:
        return None
    swings, option = found.swings[:MOST_SWINGS], facts.label(focus.option)
    unit = facts.unit(end for swing in swings for end in (swing.bar.worst, swing.bar.best))
    counted: dict[str, object] = {"shown": len(swings), "total": len(found.swings)}
    if len(swings) < len(found.swings):
        message = N_("Net present value of {option}, the {shown} of {total} drivers that move it most ({unit})")
    else:
        message = N_("Net present value of {option}, one driver at a time ({unit})")
    caption = N_("What each driver alone does to the net present value of {option} ({unit})")
    return TornadoChart(
        facts.frame(
            "tornado",
            _widest_finding(facts, swings[0]),
            unit=facts.say(message, option=option, unit=unit.name, **counted),
            caption=facts.say(caption, option=option, unit=unit.name),
        ),
        tuple(
            types.Swing(
                full_driver_name(facts, swing.bar.driver.key),
                reach(facts, swing),
                unit.scaled(swing.bar.at_low),
                unit.scaled(swing.bar.at_high),
            )
            for swing in swings
        ),
        unit.scaled(found.npv),
        facts.say(N_("Base estimate: {amount}"), amount=unit.written(found.npv)),
        (facts.say(N_("Driver at its low end")), facts.say(N_("Driver at its high end"))),
        unit.decimals,
    )


def _widest_finding(facts: Facts, widest: Swing) -> str:
    bar = widest.bar
    if bar.worst < 0 <= bar.at_base:
        message = N_("{driver} alone can turn the net present value negative: it lies between {low} and {high}")
    else:
        message = N_("{driver} matters most: the net present value lies between {low} and {high}")
    name = facts.quoted(driver_name(facts, bar.driver.key))
    return facts.say(message, driver=name, low=facts.money(bar.worst), high=facts.money(bar.best))


# -- the discount rate -------------------------------------------------------------------------------------------------


def npv_profile(facts: Facts) -> ProfileChart | None:
    """The net present value of the options at every discount rate, and where that of the focus option is nought."""
    focus = facts.focus
    options = [result for result in facts.shown_options if any(result.appraisal.net_flows)]
    if focus is None or focus not in options:
        return None
    discounting = facts.results.discounting
    points = sensitivity.npv_profile(focus.appraisal, discounting)
    profiles = [
        points if result is focus else [(rate, npv_at(rate, result.appraisal, discounting)) for rate, _ in points]
        for result in options
    ]
    unit = facts.unit(value for profile in profiles for _, value in profile)
    roots = _roots(focus, facts, points)
    return ProfileChart(
        facts.frame(
            "npv_profile",
            _rate_finding(facts, focus, points, roots=roots),
            unit=facts.say(N_("Net present value by discount rate ({unit})"), unit=unit.name),
            caption=facts.say(N_("Net present value of the options at every discount rate ({unit})"), unit=unit.name),
        ),
        tuple(
            Curve(
                facts.label(result.option),
                tuple((float(rate), unit.scaled(value)) for rate, value in profile),
                emphasis=result is focus,
            )
            for result, profile in zip(options, profiles, strict=True)
        ),
        tuple(Mark(float(root), 0.0, _root_words(facts, root, roots)) for root in roots if root <= points[-1][0]),
        (Guide(float(discounting.annual), _rate_words(facts)),),
        facts.say(N_("Discount rate")),
        unit.decimals,
    )


def _roots(focus: OptionResult, facts: Facts, points: Points) -> tuple[Decimal, ...]:
    """The rates from nought on at which the curve is nought.

    They are the internal rates of return, unless flows are discounted from another moment than the end of a period.
    """
    discounting, appraisal = facts.results.discounting, focus.appraisal
    if discounting.timing == "end":
        return tuple(Decimal(root) for root in appraisal.irr.roots if root >= 0)
    found = (
        crossing(lambda rate: npv_at(rate, appraisal, discounting), low, high, steps=1)
        for (low, before), (high, after) in pairwise(points)
        if before * after <= 0
    )
    return tuple(dict.fromkeys(root for root in found if root is not None))


def _root_words(facts: Facts, root: Decimal, roots: Sequence[Decimal]) -> str:
    rate = facts.tenths(root)
    if len(roots) > 1 or facts.results.discounting.timing != "end":
        return rate
    return facts.say(N_("Internal rate of return: {rate}"), rate=rate)


def _rate_words(facts: Facts) -> str:
    """The rate in use; of a schedule, that of its first years."""
    rate = facts.rate(facts.results.discounting.annual)
    if facts.has_one_rate:
        return facts.say(N_("Discount rate: {rate}"), rate=rate)
    return facts.say(N_("Discount rate of the first years: {rate}"), rate=rate)


def _rate_finding(facts: Facts, focus: OptionResult, points: Points, *, roots: Sequence[Decimal]) -> str:
    """Up to which rate the option is worth its money; a curve that crosses nought twice has no such rate."""
    first, last = points[0][1], points[-1][1]
    if not roots or roots[0] > points[-1][0]:
        above = N_("The net present value of {option} is positive at every discount rate shown")
        below = N_("The net present value of {option} is negative at every discount rate shown")
        message = above if first > 0 else below
    elif len(roots) > 1:
        message = N_("The net present value of {option} is nought at several discount rates: {rates}")
    elif first > 0 > last:
        message = N_("The net present value of {option} stays positive up to a discount rate of {rates}")
    elif first < 0 < last:
        message = N_("The net present value of {option} is positive only above a discount rate of {rates}")
    else:
        message = N_("The net present value of {option} is nought at a discount rate of {rates}")
    rates = facts.joined([facts.tenths(root) for root in roots])
    return facts.say(message, option=facts.label(focus.option), rates=rates)


# -- delay -------------------------------------------------------------------------------------------------------------


def delay_cost(facts: Facts) -> LineChart | None:
    """The net present value of the focus option where all its benefits come late, month by month."""
    focus = facts.focus
    found = sensitivity_of(facts.case, focus) if focus else None
    if focus is None or found is None or len(set(found.delays)) < 2:
        return None
    step = 1 if len(found.delays) <= MOST_DELAYS else facts.results.discounting.per_year
    delays = found.delays[::step]
    unit, option = facts.unit(delays), facts.label(focus.option)
    months = [one_decimal(months_of(facts, Decimal(place * step))) for place in range(len(delays))]
    caption = N_("Net present value of {option} by months of delay ({unit})")
    return LineChart(
        facts.frame(
            "delay_cost",
            _delay_finding(facts, focus, found),
            unit=facts.say(N_("Net present value where all benefits come late ({unit})"), unit=unit.name),
            caption=facts.say(caption, option=option, unit=unit.name),
        ),
        tuple(months),
        (Series(option, tuple(unit.scaled(value) for value in delays), emphasis=True),),
        facts.say(N_("Months of delay")),
        _flip_mark(facts, focus, step),
        unit.decimals,
    )


def _flip_months(focus: OptionResult) -> Decimal | None:
    years = focus.appraisal.switching.benefits_delay_years
    return None if years is None else years * MONTHS_A_YEAR


def _flip_mark(facts: Facts, focus: OptionResult, step: int) -> tuple[Mark, ...]:
    months = _flip_months(focus)
    if months is None:
        return ()
    text = facts.say(N_("Nought at {months} months"), months=one_decimal(months))
    return (Mark(float(months / months_of(facts, Decimal(step))), 0.0, text),)


def _delay_finding(facts: Facts, focus: OptionResult, found: Sensitivity) -> str:
    months = _flip_months(focus)
    if found.cost_of_delay <= 0:
        message = N_("Benefits that come late cost {option} nothing")
    elif months is not None:
        message = N_(
            "Each month of delay {within} costs {option} {amount}; after {months} months its net present value is lost"
        )
    elif found.npv < 0:
        message = N_(
            "Each month of delay {within} costs {option} {amount}, and its net present value is negative without any"
        )
    else:
        message = N_("Each month of delay {within} costs {option} {amount}")
    return facts.say(
        message,
        within=facts.say(FIRST_PERIOD[facts.results.discounting.per_year]),
        option=facts.label(focus.option),
        amount=facts.money(found.cost_of_delay),
        months=one_decimal(months or ZERO),
    )
