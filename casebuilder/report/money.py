"""Tables of money: costs and benefits by year, the appraisal, the cash flows of every option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from casebuilder.analysis import OptionResult
from casebuilder.finance.cashflow import Flows, cumulative
from casebuilder.i18n import N_
from casebuilder.model.money import Benefit
from casebuilder.model.profile import ROUNDINGS, SCHEDULES, TIMINGS
from casebuilder.report.blocks import Block, Bullets, Column, Paragraph, Table, Tone
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of

Cells = tuple[str, ...]


def _year_columns(wording: Wording, first: str) -> tuple[Column, ...]:
    years = tuple(Column(wording.year(period), "right", 1.1) for period in wording.years_shown)
    return (Column(first, "left", 3.0), *years, Column(wording.say(N_("Total")), "right", 1.2))


def _flow_row(wording: Wording, label: str, flows: Sequence[Decimal]) -> Cells:
    amounts = map(wording.amount, wording.by_year(flows))
    return (label, *amounts, wording.amount(sum(flows, start=Decimal(0))))


def _line_rows(wording: Wording, part: str, lines: Mapping[str, Flows]) -> Iterator[Cells]:
    for record in wording.case.records(part):
        if record.id in lines:
            yield _flow_row(wording, f"{record.id} {wording.name(record)}", lines[record.id])


def costs_by_year(wording: Wording) -> Iterator[Block]:
    """The cost lines of the recommended option by year, with the total."""
    result = wording.results.headline
    if result is None or not result.cost_lines:
        return
    total = _flow_row(wording, wording.say(N_("Total")), result.appraisal.cost_flows)
    yield Table(
        columns=_year_columns(wording, wording.with_unit(wording.say(N_("Cost")), wording.case.profile.currency)),
        rows=(*_line_rows(wording, "cost_lines", result.cost_lines), total),
        caption=wording.say(N_("Costs of {option} by year"), option=wording.name(result.option)),
        totals=1,
    )


def benefits_by_year(wording: Wording) -> Iterator[Block]:
    """The benefit lines of the recommended option by year, with totals by class and over all."""
    result = wording.results.headline
    if result is None or not result.benefit_lines:
        return
    totals = [*_class_totals(wording, result)]
    totals.append(_flow_row(wording, wording.say(N_("Total")), result.appraisal.benefit_flows))
    yield Table(
        columns=_year_columns(wording, wording.with_unit(wording.say(N_("Benefit")), wording.case.profile.currency)),
        rows=(*_line_rows(wording, "benefits", result.benefit_lines), *totals),
        caption=wording.say(N_("Benefits of {option} by year"), option=wording.name(result.option)),
        totals=len(totals),
    )


def _class_totals(wording: Wording, result: OptionResult) -> Iterator[Cells]:
    """One subtotal for each class of benefit, where there is more than one."""
    lines = [line for line in wording.case.benefits if line.id in result.benefit_lines]
    classes = list(dict.fromkeys(line.type for line in lines if line.type))
    if len(classes) < 2:
        return
    for kind in classes:
        flows = [result.benefit_lines[line.id] for line in lines if line.type == kind]
        summed = [sum(values, start=Decimal(0)) for values in zip(*flows, strict=True)]
        label = wording.say(field_of(Benefit, "type").choice_label(kind))
        yield _flow_row(wording, wording.say(N_("of which: {class_name}"), class_name=label), summed)


def appraisal(wording: Wording) -> Iterator[Block]:
    """The options side by side."""
    results = list(wording.results.options.values())
    if not any(result.has_money for result in results):
        return
    say, currency = wording.say, wording.case.profile.currency
    columns = (
        Column(say(N_("Option")), "left", 2.6),
        Column(wording.with_unit(say(N_("PV of costs")), currency), "right", 1.3),
        Column(wording.with_unit(say(N_("PV of benefits")), currency), "right", 1.3),
        Column(wording.with_unit(say(N_("NPV")), currency), "right", 1.3),
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


def _appraisal_row(wording: Wording, result: OptionResult) -> Cells:
    appraised = result.appraisal
    return (
        wording.name(result.option),
        wording.amount(appraised.pv_costs),
        wording.amount(appraised.pv_benefits),
        wording.amount(appraised.npv),
        wording.ratio(appraised.bcr),
        wording.irr(appraised.irr),
        wording.years(appraised.payback_years) if result.has_money else "–",
    )


def switching(wording: Wording) -> Iterator[Block]:
    """The flip sentence: by how much the recommended option may miss before it is worth nothing."""
    result = wording.results.headline
    if result is None or not result.has_money:
        return
    values = result.appraisal.switching
    parts = []
    if values.benefits_fall is not None and values.benefits_fall > 0:
        parts.append(wording.say(N_("benefits fall by {share}"), share=wording.percent(values.benefits_fall)))
    if values.costs_rise is not None and values.costs_rise > 0:
        parts.append(wording.say(N_("costs rise by {share}"), share=wording.percent(values.costs_rise)))
    if values.benefits_delay_years is not None:
        delay = wording.years(values.benefits_delay_years)
        parts.append(wording.say(N_("benefits come {years} late"), years=delay))
    if parts:
        joined = reduce(lambda one, other: wording.say(N_("{one} or {other}"), one=one, other=other), parts)
        yield Paragraph(wording.say(N_("The answer changes if {changes}."), changes=joined), "lead")


def conventions(wording: Wording) -> Iterator[Block]:
    """The rules by which the figures were calculated."""
    profile, say = wording.case.profile, wording.say
    rate = profile.discount_schedule in ("", "flat")
    sentences = [
        say(
            N_("Flows of {years} years after year 0; {timing}; year 0 is not discounted."),
            years=wording.results.horizon,
            timing=say(TIMINGS[profile.timing or "end"]).lower(),
        ),
        say(N_("Discount rate {rate}."), rate=wording.percent(profile.discount_rate))
        if rate
        else say(N_("Discount schedule: {name}."), name=say(SCHEDULES[profile.discount_schedule])),
        profile.discount_source.get(wording.language),
        profile.price_note.get(wording.language),
        say(
            N_("Benefit by year = value a year x ramp-up x confidence; rounding: {rule}."),
            rule=say(ROUNDINGS[profile.rounding or "half_up"]).lower(),
        ),
        say(N_("NPV = present value of benefits less present value of costs; BCR = their ratio.")),
        say(
            N_("Payback counts from year 0 and is linear within a year. Depreciation and interest are not cash flows.")
        ),
    ]
    yield Bullets(tuple(filter(None, sentences)))


def cash_flows(wording: Wording) -> Iterator[Block]:
    """Costs, benefits, net and cumulative flows of every option that has any."""
    for result in wording.results.options.values():
        if not result.has_money:
            continue
        flows = result.appraisal
        yearly = wording.by_year(flows.net_flows)
        rows = (
            _flow_row(wording, wording.say(N_("Costs")), flows.cost_flows),
            _flow_row(wording, wording.say(N_("Benefits")), flows.benefit_flows),
            _flow_row(wording, wording.say(N_("Net flow")), flows.net_flows),
            (wording.say(N_("Cumulative net flow")), *map(wording.amount, cumulative(yearly)), ""),
        )
        yield Table(
            columns=_year_columns(wording, wording.case.profile.currency),
            rows=rows,
            caption=wording.say(N_("Cash flows of {option}"), option=wording.name(result.option)),
        )


def budget_fit(wording: Wording) -> Iterator[Block]:
    """Which options fit the money that is there."""
    available = wording.case.profile.available_investment
    results = [result for result in wording.results.options.values() if result.has_money]
    if available is None or not results:
        return
    say, currency = wording.say, wording.case.profile.currency
    rows = tuple(
        (
            wording.name(result.option),
            wording.amount(result.capital),
            wording.amount(available - result.capital),
            say(N_("over budget")) if result.over_budget else say(N_("within budget")),
        )
        for result in results
    )
    tones: tuple[tuple[int, int, Tone], ...] = tuple(
        (row, 3, "bad" if result.over_budget else "good") for row, result in enumerate(results)
    )
    yield Table(
        columns=(
            Column(say(N_("Option")), "left", 3),
            Column(wording.with_unit(say(N_("Outlay in year 0")), currency), "right", 1.5),
            Column(wording.with_unit(say(N_("Left of the money available")), currency), "right", 1.5),
            Column(say(N_("Verdict")), "left", 1.2),
        ),
        rows=rows,
        caption=say(N_("Outlay against the {amount} available"), amount=wording.money(available)),
        cell_tones=tones,
    )
