"""Tables of money by year: costs, benefits, cash flows, funding, and what is shown and not counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from casebuilder.analysis import OptionResult
from casebuilder.finance import cashflow
from casebuilder.finance.cashflow import Flows
from casebuilder.finance.printed import Printed
from casebuilder.i18n import N_
from casebuilder.model.money import PRICE_INDICES, TREATMENTS, Benefit, CostLine, FundingSource
from casebuilder.report import printing
from casebuilder.report.appraisal_words import funding_note
from casebuilder.report.blocks import Block, Column, Paragraph, Table, Tone
from casebuilder.report.charts import chart
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of

Cells = tuple[str, ...]
GENERAL_INDICES = ("", "general")


class Line(NamedTuple):
    """One row of a table by year; `kind` is the class by which benefits are added up."""

    label: str
    flows: Flows
    kind: str = ""


def _year_columns(wording: Wording, first: str, spans: Sequence[range]) -> tuple[Column, ...]:
    """The name of the row, the years, and the total."""
    years = tuple(Column(printing.span(wording, span), "right", 1.1) for span in spans)
    return (Column(first, "left", 3.0), *years, Column(wording.say(N_("Total")), "right", 1.2))


def _cells(wording: Wording, label: str, figures: Sequence[Decimal], total: Decimal) -> Cells:
    return (label, *printing.texts(wording, (*figures, total)))


def _sheet(wording: Wording, lines: Sequence[Line]) -> Printed:
    spans = printing.spans(wording)
    return printing.sheet(wording, [printing.by_span(wording, line.flows, spans) for line in lines])


def _rows(wording: Wording, lines: Sequence[Line], figures: Printed) -> list[Cells]:
    rows = zip(lines, figures.cells, figures.row_totals, strict=True)
    return [_cells(wording, line.label, cells, total) for line, cells, total in rows]


def _total(wording: Wording, figures: Printed) -> Cells:
    return _cells(wording, wording.say(N_("Total")), figures.column_totals, figures.total)


# -- costs and benefits ------------------------------------------------------------------------------------------------


def costs_by_year(wording: Wording) -> Iterator[Block]:
    """The costs of the recommended option by year, with the total."""
    result = wording.results.headline
    if result is None or not result.cost_lines:
        return
    lines = list(_lines(wording, "cost_lines", result.cost_lines))
    if wording.results.bias.counted_inside and any(result.bias):
        lines.append(Line(wording.say(N_("Optimism bias")), result.bias))
    figures = _sheet(wording, lines)
    yield Table(
        columns=_year_columns(wording, printing.header(wording, wording.say(N_("Cost"))), printing.spans(wording)),
        rows=(*_rows(wording, lines, figures), _total(wording, figures)),
        caption=wording.say(N_("Costs of {option} by year"), option=wording.name(result.option)),
        totals=1,
    )
    yield from printing.note(wording, [figures])
    yield from _index_note(wording, "cost_lines", result.cost_lines)


def benefits_by_year(wording: Wording) -> Iterator[Block]:
    """The benefits of the recommended option by year, with totals by class and over all."""
    result = wording.results.headline
    if result is None or not result.benefit_lines:
        return
    lines = [*_lines(wording, "benefits", result.benefit_lines), *_values_at_end(wording, result)]
    figures = _sheet(wording, lines)
    totals = [*_class_totals(wording, lines, figures), _total(wording, figures)]
    yield Table(
        columns=_year_columns(wording, printing.header(wording, wording.say(N_("Benefit"))), printing.spans(wording)),
        rows=(*_rows(wording, lines, figures), *totals),
        caption=wording.say(N_("Benefits of {option} by year"), option=wording.name(result.option)),
        totals=len(totals),
    )
    yield from printing.note(wording, [figures])
    yield from _index_note(wording, "benefits", result.benefit_lines)


def _lines(wording: Wording, part: str, lines: Mapping[str, Flows]) -> Iterator[Line]:
    for record in wording.case.records(part):
        if record.id in lines:
            kind = record.type if part == "benefits" else ""
            yield Line(f"{record.id} {wording.name(record)}", lines[record.id], kind)


def _values_at_end(wording: Wording, result: OptionResult) -> Iterator[Line]:
    if any(result.residual_values):
        yield Line(wording.say(N_("Value left at the end")), result.residual_values)
    if result.terminal_value:
        last = len(result.appraisal.benefit_flows) - 1
        at_end = (*[Decimal(0)] * last, result.terminal_value)
        yield Line(wording.say(N_("Value after the horizon")), at_end)


def _class_totals(wording: Wording, lines: Sequence[Line], figures: Printed) -> Iterator[Cells]:
    """One subtotal for each class of benefit, where there is more than one; the sum of what is printed."""
    kinds = list(dict.fromkeys(line.kind for line in lines if line.kind))
    for kind in kinds if len(kinds) > 1 else ():
        rows = [row for line, row in zip(lines, _with_totals(figures), strict=True) if line.kind == kind]
        *cells, total = cashflow.total(rows, len(rows[0]) - 1)
        name = wording.say(field_of(Benefit, "type").choice_label(kind))
        yield _cells(wording, wording.say(N_("of which: {class_name}"), class_name=name), cells, total)


def _with_totals(figures: Printed) -> list[Flows]:
    return [(*cells, total) for cells, total in zip(figures.cells, figures.row_totals, strict=True)]


def _index_note(wording: Wording, part: str, lines: Mapping[str, Flows]) -> Iterator[Block]:
    """Which lines follow another price index than prices in general."""
    by_index: dict[str, list[str]] = {}
    for record in wording.case.records(part):
        if record.id in lines and record.price_index not in GENERAL_INDICES:
            by_index.setdefault(_index(wording, record), []).append(record.id)
    text = N_("The price of {lines} does not move with prices in general: {index}.")
    sentences = [wording.say(text, lines=wording.listed(ids), index=index) for index, ids in by_index.items()]
    if sentences:
        yield Paragraph(wording.joined(sentences), "note")


def _index(wording: Wording, line: CostLine | Benefit) -> str:
    """How the price of a line moves, with its rate where it is one of its own."""
    label = wording.say(PRICE_INDICES[line.price_index]).lower()
    own = line.price_index == "own" and line.own_growth is not None
    return wording.with_unit(label, wording.percent(line.own_growth)) if own else label


# -- cash flows --------------------------------------------------------------------------------------------------------


def cash_flows(wording: Wording) -> Iterator[Block]:
    """Costs, benefits, net, cumulative and discounted flows of every option that has any."""
    for result in wording.results.options.values():
        if result.has_money:
            yield from _cash_flows(wording, result)


def _cash_flows(wording: Wording, result: OptionResult) -> Iterator[Block]:
    """One table, or several below each other where the years need the room; the last one has the total."""
    parts = printing.parts(wording)
    rows, sheets = _cash_rows(wording, result, [span for part in parts for span in part])
    caption, start = wording.say(N_("Cash flows of {option}"), option=wording.name(result.option)), 1
    for part in parts:
        columns = _year_columns(wording, printing.unit(wording), part)
        end, last = start + len(part), part is parts[-1]
        years = printing.span(wording, range(part[0][0], part[-1][-1] + 1))
        yield Table(
            columns=columns if last else columns[:-1],
            rows=tuple((row[0], *row[start:end], *(row[-1:] if last else ())) for row in rows),
            caption=caption if len(parts) == 1 else wording.with_unit(caption, years),
        )
        start = end
    yield from printing.note(wording, sheets)


def _cash_rows(
    wording: Wording, result: OptionResult, spans: Sequence[range]
) -> tuple[tuple[Cells, ...], tuple[Printed, Printed]]:
    """The rows over all columns with their totals, and the sheets that they are printed from."""
    flows, say = result.appraisal, wording.say
    factors = wording.results.discounting.factors()
    discounted = [flow * factor for flow, factor in zip(flows.net_flows, factors, strict=True)]
    signed = (flows.benefit_flows, tuple(-flow for flow in flows.cost_flows))
    figures = printing.sheet(wording, [printing.by_span(wording, one, spans) for one in signed])
    present = printing.sheet(wording, [printing.by_span(wording, discounted, spans)])
    (benefits, paid), (benefits_total, paid_total) = figures.cells, figures.row_totals
    cumulative = printing.texts(wording, cashflow.cumulative(figures.column_totals))
    rows = (
        _cells(wording, say(N_("Costs")), [-cell for cell in paid], -paid_total),
        _cells(wording, say(N_("Benefits")), benefits, benefits_total),
        _cells(wording, say(N_("Net flow")), figures.column_totals, figures.total),
        (say(N_("Cumulative net flow")), *cumulative, ""),
        _cells(wording, say(N_("Present value of the net flow")), present.cells[0], present.total),
    )
    return rows, (figures, present)


def excluded_lines(wording: Wording) -> Iterator[Block]:
    """What is shown and not counted: sunk costs, transfers and financing."""
    lines: list[CostLine | Benefit] = [*wording.case.cost_lines, *wording.case.benefits]
    rows = tuple(
        (
            f"{line.id} {wording.name(line)}",
            wording.name(result.option),
            wording.say(TREATMENTS[line.treatment]),
            printing.amount(wording, sum(result.excluded[line.id], start=Decimal(0))),
        )
        for result in wording.results.options.values()
        for line in lines
        if line.id in result.excluded
    )
    if rows:
        yield Table(
            columns=(
                Column(wording.say(N_("Line")), "left", 2.4),
                Column(wording.say(N_("Option")), "left", 1.8),
                Column(wording.say(N_("Why it is not counted")), "left", 2.4),
                Column(printing.header(wording, wording.say(N_("Total"))), "right", 1.2),
            ),
            rows=rows,
            caption=wording.say(N_("Shown and not counted in the appraisal")),
        )


# -- funding -----------------------------------------------------------------------------------------------------------


def affordability(wording: Wording) -> Iterator[Block]:
    """The need of the recommended option against every source of funding by year, with the gap."""
    covering = wording.results.affordability
    if covering is None:
        return
    yield Paragraph(funding_note(wording))
    gaps = [Line(wording.say(N_("Gap with confirmed funding alone")), covering.confirmed.gaps)]
    if covering.with_expected.funding != covering.confirmed.funding:
        gaps.append(Line(wording.say(N_("Gap with all funding")), covering.with_expected.gaps))
    lines = [Line(wording.say(N_("Need")), covering.need), *_sources(wording), *gaps]
    sheets = [_sheet(wording, [line]) for line in lines]
    first = len(lines) - len(gaps)
    yield Table(
        columns=_year_columns(wording, printing.unit(wording), printing.spans(wording)),
        rows=tuple(row for line, one in zip(lines, sheets, strict=True) for row in _rows(wording, [line], one)),
        caption=wording.say(N_("Need and funding by year")),
        cell_tones=tuple(tone for row in range(first, len(lines)) for tone in _gap_tones(row, sheets[row].cells[0])),
    )
    yield from printing.note(wording, sheets)
    if covering.confirmed.total_gap:
        yield from chart(wording, "affordability")


def _sources(wording: Wording) -> Iterator[Line]:
    for source in wording.case.funding_sources:
        status = wording.value(source, field_of(FundingSource, "status"))
        label = f"{source.id} {wording.name(source)}"
        yield Line(wording.with_unit(label, status) if status else label, source.amounts)


def _gap_tones(row: int, gaps: Flows) -> Iterator[tuple[int, int, Tone]]:
    yield from ((row, column, "bad") for column, gap in enumerate(gaps, start=1) if gap)


def budget_fit(wording: Wording) -> Iterator[Block]:
    """Which options fit the money that is there."""
    available = wording.case.profile.available_investment
    results = [result for result in wording.results.options.values() if result.has_money]
    if available is None or not results:
        return
    say = wording.say
    rows = tuple(
        (
            wording.name(result.option),
            printing.amount(wording, result.capital),
            printing.amount(wording, available - result.capital),
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
            Column(printing.header(wording, say(N_("Outlay in year 0"))), "right", 1.5),
            Column(printing.header(wording, say(N_("Left of the money available"))), "right", 1.5),
            Column(say(N_("Verdict")), "left", 1.2),
        ),
        rows=rows,
        caption=say(N_("Outlay against the {amount} available"), amount=wording.money(available)),
        cell_tones=tones,
    )
