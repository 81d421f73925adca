"""What one thing at a time, or a picture of the future, does to the net present value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from casebuilder.analysis.sensitivity import ScenarioResult, Sensitivity, Switch, scenario_results, sensitivity_of
from casebuilder.i18n import N_
from casebuilder.report import driver_words, printing
from casebuilder.report.appraisal_words import with_money
from casebuilder.report.blocks import Block, Column, Paragraph, Table, Tone
from casebuilder.report.wording import Wording

DRIVERS_SHOWN: Final = 10  # as in the tornado
LINES_SHOWN: Final = 5
OPTIONS_SHOWN: Final = 6


def _found(wording: Wording) -> Sensitivity | None:
    result = wording.results.headline
    return sensitivity_of(wording.case, result) if result is not None and result.has_money else None


def delay_cost(wording: Wording) -> Iterator[Block]:
    """What one month of delay costs."""
    found = _found(wording)
    if found is not None and found.cost_of_delay > 0:
        text = N_("Each month by which the benefits come late costs {amount} of the net present value {within}.")
        within = driver_words.first_period(wording)
        yield Paragraph(wording.say(text, amount=wording.money(found.cost_of_delay), within=within))


def driver_ranges(wording: Wording) -> Iterator[Block]:
    """The range of every driver with its basis, and the NPV at both ends, the widest first."""
    found = _found(wording)
    if found is None or not found.swings:
        return
    rows = tuple(
        (
            driver_words.driver(wording, swing),
            driver_words.reach(wording, swing),
            printing.amount(wording, swing.bar.at_low),
            printing.amount(wording, swing.bar.at_high),
            driver_words.basis(wording, swing, found.option),
        )
        for swing in found.swings[:DRIVERS_SHOWN]
    )
    say = wording.say
    yield Table(
        columns=(
            Column(say(N_("Driver")), "left", 2.2),
            Column(say(N_("Range")), "left", 1.6),
            Column(printing.header(wording, say(N_("NPV at the low end"))), "right", 1.1),
            Column(printing.header(wording, say(N_("NPV at the high end"))), "right", 1.1),
            Column(say(N_("Basis of the range")), "left", 3.2),
        ),
        rows=rows,
        caption=say(N_("Drivers of {option}: one at a time over its range"), option=wording.option(found.option)),
    )
    more = len(found.swings) - DRIVERS_SHOWN
    if more > 0:
        widest = found.swings[DRIVERS_SHOWN].bar.swing
        text = N_("{count} more drivers move the net present value by at most {amount} each.")
        yield Paragraph(say(text, count=more, amount=wording.money(widest)), "note")


def switching_values(wording: Wording) -> Iterator[Block]:
    """By how much groups, and the lines that can do so alone, must change to bring the NPV to nought."""
    found = _found(wording)
    if found is None or not found.lines:
        return
    groups = driver_words.groups(found)
    shown = (*groups, *driver_words.turning_lines(found)[:LINES_SHOWN])
    yield Table(
        columns=(
            Column(wording.say(N_("What changes")), "left", 3.0),
            Column(printing.header(wording, wording.say(N_("Adds to the NPV"))), "right", 1.4),
            Column(wording.say(N_("Switching value")), "right", 1.6),
        ),
        rows=tuple(_switch_row(wording, one) for one in shown),
        caption=wording.say(N_("Switching values")),
    )
    text = N_("A switching value is the change that brings the net present value to nought, all else as it is.")
    others = driver_words.no_other_line(wording, found, LINES_SHOWN)
    yield Paragraph(wording.joined((wording.say(text), others)), "note")


def _switch_row(wording: Wording, one: Switch) -> tuple[str, ...]:
    change = driver_words.switching_change(wording, one)
    return driver_words.switch(wording, one.path), printing.amount(wording, one.pv), change


# -- scenarios ---------------------------------------------------------------------------------------------------------


def scenarios(wording: Wording) -> Iterator[Block]:
    """The NPV of the options in every scenario, and what that says; nothing where no scenario differs."""
    found = scenario_results(wording.case, wording.results.options)
    options = [result.option.id for result in with_money(wording)][:OPTIONS_SHOWN]
    if not any(_npv(one, key) != _npv(found[0], key) for one in found for key in options):
        return
    yield Paragraph(_over_scenarios(wording, found, options[0]))
    tones: list[tuple[int, int, Tone]] = [
        (row, column, "good" if _npv(one, key) > 0 else "bad")
        for row, one in enumerate(found)
        for column, key in enumerate(options, start=1)
        if _npv(one, key)
    ]
    yield Table(
        columns=(
            Column(wording.say(N_("Scenario")), "left", 2.0),
            *(Column(f"{key} {wording.option(key)}", "right", 1.5) for key in options),
            Column(wording.say(N_("Best option")), "left", 1.0),
        ),
        rows=tuple(
            (
                driver_words.scenario(wording, one.scenario),
                *(printing.amount(wording, _npv(one, key)) for key in options),
                one.best,
            )
            for one in found
        ),
        caption=printing.header(wording, wording.say(N_("Net present values in the scenarios"))),
        cell_tones=tuple(tones),
    )


def _npv(one: ScenarioResult, option: str) -> Decimal:
    return one.appraisals[option].npv


def _over_scenarios(wording: Wording, found: tuple[ScenarioResult, ...], option: str) -> str:
    ordered = sorted(found, key=lambda one: _npv(one, option))
    worst, best = ordered[0], ordered[-1]
    text = N_(
        "{option} has the highest net present value in {first} of {all} scenarios; "
        "its own goes from {low} ({worst}) to {high} ({best})."
    )
    return wording.say(
        text,
        option=wording.option(option),
        first=sum(one.best == option for one in found),
        all=len(found),
        low=wording.money(_npv(worst, option)),
        worst=driver_words.scenario(wording, worst.scenario),
        high=wording.money(_npv(best, option)),
        best=driver_words.scenario(wording, best.scenario),
    )
