"""The appraisal of the options: its figures, what could turn it, and the conventions that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Final

from casebuilder.analysis import OptionResult
from casebuilder.finance import schedule
from casebuilder.finance.appraisal import Switching
from casebuilder.finance.prices import Mixing
from casebuilder.i18n import N_
from casebuilder.model.money import PRICE_INDICES, Benefit, CostLine
from casebuilder.model.profile import ROUNDINGS, SCHEDULES, TIMINGS
from casebuilder.model.rules import PERIODS
from casebuilder.report import printing
from casebuilder.report.appraisal_words import has_no_single_rate, ranking_notes, rate_notes
from casebuilder.report.blocks import Block, Bullets, Column, Paragraph, Table, Tone
from casebuilder.report.charts import chart
from casebuilder.report.wording import Wording

Cells = tuple[str, ...]

MIXED: Final[Mapping[Mixing, str]] = {
    Mixing.NOMINAL_RATE_IN_REAL_CASE: N_("Caution: a nominal rate discounts real amounts, so values are too low."),
    Mixing.REAL_RATE_IN_NOMINAL_CASE: N_("Caution: a real rate discounts nominal amounts, so values are too high."),
    Mixing.STATED_LINES_WITHOUT_INFLATION: N_(
        "Caution: some lines are in money of their own year, and the case names no inflation to deflate them."
    ),
    Mixing.NOMINAL_CASE_WITHOUT_INFLATION: N_("Caution: prices are nominal, and the case names no inflation."),
}


def appraisal(wording: Wording) -> Iterator[Block]:
    """The options side by side."""
    results = list(wording.results.options.values())
    if not any(result.has_money for result in results):
        return
    say = wording.say
    columns = (
        Column(say(N_("Option")), "left", 2.6),
        Column(printing.header(wording, say(N_("PV of costs"))), "right", 1.3),
        Column(printing.header(wording, say(N_("PV of benefits"))), "right", 1.3),
        Column(printing.header(wording, say(N_("NPV"))), "right", 1.3),
        Column(say(N_("BCR")), "right", 0.8),
        Column(say(N_("IRR")), "right", 0.9),
        Column(say(N_("Payback")), "right", 1.2),
    )
    tones: list[tuple[int, int, Tone]] = [
        (row, 3, "good" if result.appraisal.npv > 0 else "bad")
        for row, result in enumerate(results)
        if result.appraisal.npv != 0
    ]
    yield Table(
        columns=columns,
        rows=tuple(_appraisal_row(wording, result) for result in results),
        caption=say(N_("Appraisal of the options")),
        cell_tones=tuple(tones),
    )
    text = N_("Present values over {years} years at {rate}; the conventions stand in the appendix.")
    yield Paragraph(say(text, years=wording.results.horizon, rate=wording.discount_rate), "note")


def _appraisal_row(wording: Wording, result: OptionResult) -> Cells:
    """Present values are adjusted to the NPV, so that their difference holds in print."""
    appraised = result.appraisal
    figures = printing.sheet(wording, [(appraised.pv_benefits, -appraised.pv_costs)])
    benefits, costs, npv = (*figures.cells[0], figures.total)
    return (
        wording.name(result.option),
        *printing.texts(wording, (-costs, benefits, npv)),
        wording.ratio(appraised.bcr),
        wording.irr(appraised.irr),
        wording.payback(result) if result.has_money else "–",
    )


def rates_of_return(wording: Wording) -> Iterator[Block]:
    """Why an option has no single rate of return, with the NPV over the rate; and where the measures disagree."""
    notes = (*rate_notes(wording), *_never_turning(wording), *_uncertified(wording), *ranking_notes(wording))
    yield from (Paragraph(text) for text in notes)
    if any(map(has_no_single_rate, wording.results.options.values())):
        yield from chart(wording, "npv_profile")


def _never_turning(wording: Wording) -> Iterator[str]:
    """The options that cost in every year, or earn in every year."""
    shown = [result for result in wording.results.options.values() if result.has_money]
    names = [wording.name(one.option) for one in shown if one.appraisal.irr.status == "no_sign_change"]
    if names:
        text = N_("No IRR, because the net flow has the same sign in every year: {options}.")
        yield wording.say(text, options=wording.listed(names))


def _uncertified(wording: Wording) -> Iterator[str]:
    for result in wording.results.options.values():
        if result.has_money and not result.appraisal.irr.certified:
            text = N_("{option} has so many periods that a further IRR cannot be excluded.")
            yield wording.say(text, option=wording.name(result.option))


# -- what could turn the answer ----------------------------------------------------------------------------------------


def switching(wording: Wording) -> Iterator[Block]:
    """The flip sentence: by how much the recommended option may miss before the answer is another one."""
    result = wording.results.headline
    if result is None or not result.has_money:
        return
    turned = result.appraisal.npv < 0
    changes = list(_improvements(wording, result.appraisal.switching) if turned else _misses(wording, result))
    if changes:
        joined = reduce(lambda one, other: wording.say(N_("{one} or {other}"), one=one, other=other), changes)
        text = (
            N_("The option is worth its costs only if {changes}.") if turned else N_("The answer changes if {changes}.")
        )
        yield Paragraph(wording.say(text, changes=joined), "lead")


def _misses(wording: Wording, result: OptionResult) -> Iterator[str]:
    values = result.appraisal.switching
    if values.benefits_fall is not None and values.benefits_fall > 0:
        yield wording.say(N_("benefits fall by {share}"), share=wording.percent(values.benefits_fall))
    if values.costs_rise is not None and values.costs_rise > 0:
        yield wording.say(N_("costs rise by {share}"), share=wording.percent(values.costs_rise))
    if values.benefits_delay_years is not None:
        yield wording.say(N_("benefits come {years} late"), years=wording.years(values.benefits_delay_years))


def _improvements(wording: Wording, values: Switching) -> Iterator[str]:
    """What an option with a negative NPV would need."""
    if values.benefits_fall is not None:
        yield wording.say(N_("benefits rise by {share}"), share=wording.percent(-values.benefits_fall))
    if values.costs_rise is not None and values.costs_rise > -1:
        yield wording.say(N_("costs fall by {share}"), share=wording.percent(-values.costs_rise))


# -- conventions -------------------------------------------------------------------------------------------------------


def conventions(wording: Wording) -> Iterator[Block]:
    """The rules by which the figures were calculated."""
    parts = (_time, _discounting, _prices, _measures, _corrections, _print)
    yield Bullets(tuple(text for part in parts for text in part(wording) if text))


def _time(wording: Wording) -> Iterator[str]:
    profile, say = wording.case.profile, wording.say
    timing = say(TIMINGS[profile.timing or "end"]).lower()
    text = N_("Flows of {years} years after year 0; {timing}; year 0 is not discounted.")
    yield say(text, years=wording.results.horizon, timing=timing)
    period = wording.results.discounting.period
    if period != "year":
        text = N_(
            "Amounts are counted by period ({periods}) and printed by year; yearly rates are converted to the period."
        )
        yield say(text, periods=say(PERIODS[period]).lower())


def _discounting(wording: Wording) -> Iterator[str]:
    profile, say = wording.case.profile, wording.say
    chosen = profile.discount_schedule
    if chosen in ("", schedule.FLAT):
        yield say(N_("Discount rate {rate}."), rate=wording.discount_rate)
    else:
        yield from _published(wording, schedule.schedule(chosen))
    yield profile.discount_source.get(wording.language)


def _published(wording: Wording, found: schedule.Schedule) -> Iterator[str]:
    say = wording.say
    yield say(
        N_("Discount schedule: {name} ({edition}, {date}; {source}); its rates apply year by year."),
        name=wording.discount_rate,
        edition=found.edition,
        date=found.date,
        source=found.source,
    )
    if found.superseded_by:
        newer = SCHEDULES.get(found.superseded_by)
        yield say(N_("This schedule is superseded by: {name}."), name=say(newer) if newer else found.superseded_by)
    if found.verify:
        yield say(N_("These rates were not read in the publication itself; check them there before use."))


def _prices(wording: Wording) -> Iterator[str]:
    profile, rules, say = wording.case.profile, wording.case.rules, wording.say
    basis = N_("Prices are nominal") if profile.price_basis == "nominal" else N_("Prices are real")
    year = "" if profile.price_year is None else str(profile.price_year)
    yield say(N_("{basis}, of {year}."), basis=say(basis), year=year) if year else say(N_("{basis}."), basis=say(basis))
    yield profile.price_note.get(wording.language)
    used = list(_indices(wording))
    if used:
        yield say(N_("Price increases a year: {rates}."), rates=wording.listed(used))
        yield rules.price_source.get(wording.language)
    yield from (say(MIXED[way]) for way in wording.results.mixing)


def _indices(wording: Wording) -> Iterator[str]:
    """The price increases that the amounts of the case depend on."""
    rules = wording.case.rules
    known = {"general": rules.general_inflation, "wage": rules.wage_growth, "energy": rules.energy_growth}
    lines: list[CostLine | Benefit] = [*wording.case.cost_lines, *wording.case.benefits]
    used = {line.price_index or "general" for line in lines}
    if wording.case.profile.price_basis != "nominal" and used <= {"general"}:
        return
    for index, rate in known.items():
        if rate is not None and (index in used or index == "general"):
            yield f"{wording.say(PRICE_INDICES[index])} {wording.percent(rate)}"


def _measures(wording: Wording) -> Iterator[str]:
    say, rules = wording.say, wording.case.rules
    rounding = say(ROUNDINGS[wording.case.profile.rounding or "half_up"]).lower()
    yield say(N_("Benefit by year = value a year × ramp-up × confidence; rounding: {rule}."), rule=rounding)
    yield say(N_("NPV = present value of benefits less present value of costs; BCR = their ratio."))
    if any(line.kind == "disbenefit" for line in wording.case.benefits):
        yield say(N_("A dis-benefit is taken off the benefits and not added to the costs."))
    rate = say(N_("the discount rate"))
    finance, reinvest = (
        rate if one is None else wording.percent(one) for one in (rules.finance_rate, rules.reinvest_rate)
    )
    text = N_("IRR and MIRR take flows at the end of each period; MIRR finances at {finance}, reinvests at {reinvest}.")
    yield say(text, finance=finance, reinvest=reinvest)
    yield say(N_("ROI = (benefits − costs) ÷ costs: discounted of present values, undiscounted of amounts as paid."))
    yield say(
        N_("Payback counts from year 0 and is linear within a year. Depreciation and interest are not cash flows.")
    )
    yield say(N_("A delay moves all benefits to later; the horizon stays, and what falls beyond it is lost."))


def _corrections(wording: Wording) -> Iterator[str]:
    say, results = wording.say, wording.results
    if any(line.type == "working-capital" for line in wording.case.cost_lines):
        yield say(N_("Working capital is a balance: its changes are flows, and the last year gives it back."))
    if any(one.excluded for one in results.options.values()):
        yield say(N_("Sunk costs, transfers and financing are shown and not counted."))
    if not results.bias.source:
        yield say(N_("Capital costs are not corrected for optimism bias."))
    else:
        where = (
            N_("Optimism bias of {rate} is inside the costs of every option, on capital costs without contingency.")
            if results.bias.counted_inside
            else N_("Optimism bias of {rate} on capital costs without contingency stands beside the NPV.")
        )
        yield say(where, rate=wording.percent(results.bias.rate))
    if wording.case.risks:
        yield say(N_("The expected cost of a risk is spread evenly over the years in which it may occur."))
        yield say(
            N_("Risk-adjusted NPV = NPV + money set aside for risks − expected cost of the risks − optimism bias.")
        )


def _print(wording: Wording) -> Iterator[str]:
    text = (
        N_("Tables are in {unit}; each figure is rounded by itself.")
        if wording.case.rules.print_rounding == "nearest"
        else N_("Tables are in {unit}; figures are adjusted by less than one unit so that they add up in print.")
    )
    yield wording.say(text, unit=printing.unit(wording))
