"""The options beside the main table: risk-adjusted, over their lives, at other rates, after tax, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from casebuilder.analysis import OptionResult
from casebuilder.analysis.results import Companion
from casebuilder.finance import cashflow
from casebuilder.finance.tax import AfterTax
from casebuilder.i18n import N_
from casebuilder.model.profile import SCHEDULES
from casebuilder.report import printing
from casebuilder.report.appraisal_words import lives_note
from casebuilder.report.blocks import Block, Column, Paragraph, Table, Tone
from casebuilder.report.wording import Wording

Cells = tuple[str, ...]
ZERO = Decimal(0)


def _with_money(wording: Wording) -> list[OptionResult]:
    return [result for result in wording.results.options.values() if result.has_money]


def _column(wording: Wording, label: str, *, money: bool = True) -> Column:
    """A column of figures; amounts carry their unit."""
    text = wording.say(label)
    return Column(printing.header(wording, text) if money else text, "right", 1.2)


def _option_column(wording: Wording) -> Column:
    return Column(wording.say(N_("Option")), "left", 2.4)


def _row(wording: Wording, one: OptionResult, amounts: Iterable[Decimal | None]) -> Cells:
    """The name of an option and its amounts."""
    return (wording.name(one.option), *(printing.amount(wording, amount) for amount in amounts))


def _sign(row: int, column: int, value: Decimal) -> Iterator[tuple[int, int, Tone]]:
    if value:
        yield row, column, "good" if value > 0 else "bad"


# -- risk-adjusted -----------------------------------------------------------------------------------------------------


def adjusted_npv(wording: Wording) -> Iterator[Block]:
    """From the NPV to the one that pays for risks and optimism; nothing where no option has either."""
    results = [one for one in _with_money(wording) if one.adjusted_npv != one.appraisal.npv or one.pv_contingency]
    if not results:
        return
    sheets = [printing.sheet(wording, [_steps_back(one)]) for one in results]
    rows = tuple(
        _adjusted_row(wording, one, figures.cells[0], figures.total)
        for one, figures in zip(results, sheets, strict=True)
    )
    tones = (tone for row, one in enumerate(results) for tone in _sign(row, 5, one.adjusted_npv))
    yield Table(
        columns=(
            _option_column(wording),
            _column(wording, N_("NPV")),
            _column(wording, N_("Set aside for risks")),
            _column(wording, N_("Expected cost of risks")),
            _column(wording, N_("Optimism bias")),
            _column(wording, N_("Risk-adjusted NPV")),
        ),
        rows=rows,
        caption=wording.say(N_("From NPV to risk-adjusted NPV (present values)")),
        cell_tones=tuple(tones),
    )
    yield from printing.note(wording, sheets)


def _steps_back(one: OptionResult) -> tuple[Decimal, ...]:
    """Risk-adjusted NPV and what leads back to the NPV, so that the NPV is printed as everywhere."""
    return one.adjusted_npv, -one.pv_contingency, one.pv_risk, one.pv_bias


def _adjusted_row(wording: Wording, one: OptionResult, cells: tuple[Decimal, ...], npv: Decimal) -> Cells:
    adjusted, *steps = cells
    return (wording.name(one.option), *printing.texts(wording, (npv, *(-step for step in steps), adjusted)))


# -- other measures ----------------------------------------------------------------------------------------------------


def further_measures(wording: Wording) -> Iterator[Block]:
    """Every measure that the main table leaves out."""
    results = _with_money(wording)
    if not results:
        return
    yield Table(
        columns=(
            _option_column(wording),
            _column(wording, N_("NPV against doing nothing")),
            _column(wording, N_("Equivalent annual value")),
            _column(wording, N_("Total cost of ownership")),
            _column(wording, N_("MIRR"), money=False),
            _column(wording, N_("ROI, discounted"), money=False),
            _column(wording, N_("ROI, undiscounted"), money=False),
            _column(wording, N_("Discounted payback"), money=False),
        ),
        rows=tuple(_further_row(wording, result) for result in results),
        caption=wording.say(N_("Further measures of the options")),
    )


def _further_row(wording: Wording, result: OptionResult) -> Cells:
    compared, found = wording.results.comparison, result.appraisal
    added = compared.incremental.get(result.option.id) if compared else None
    amounts = (None if added is None else added.npv, found.equivalent_annual, found.tco)
    return (
        *_row(wording, result, amounts),
        *(wording.percent(share) for share in (found.mirr, found.roi, found.roi_undiscounted)),
        wording.payback(result, discounted=True),
    )


def step_by_step(wording: Wording) -> Iterator[Block]:
    """The choice of one option by incremental NPV, from the least outlay on."""
    compared = wording.results.comparison
    if compared is None or not compared.walk.steps:
        return
    rows = tuple(
        (
            wording.option(step.challenger),
            wording.option(step.defender),
            printing.amount(wording, step.added.npv),
            wording.irr(step.added.irr),
            wording.say(N_("takes its place")) if step.accepted else wording.say(N_("rejected")),
        )
        for step in compared.walk.steps
    )
    tones = (tone for row, step in enumerate(compared.walk.steps) for tone in _sign(row, 2, step.added.npv))
    yield Table(
        columns=(
            Column(wording.say(N_("Option")), "left", 2.4),
            Column(wording.say(N_("Compared with")), "left", 2.4),
            _column(wording, N_("NPV added")),
            _column(wording, N_("IRR of the difference"), money=False),
            Column(wording.say(N_("Verdict")), "left", 1.2),
        ),
        rows=rows,
        caption=wording.say(N_("One option only: step by step from the least outlay")),
        cell_tones=tuple(tones),
    )
    chosen, preferred = compared.walk.chosen, wording.results.preferred
    text = (
        N_("By this comparison {option} is chosen.")
        if preferred in (None, chosen)
        else N_("By this comparison {option} is chosen, which is not the recommended option.")
    )
    yield Paragraph(wording.say(text, option=wording.option(chosen)), "note")


# -- lives and values at the end ---------------------------------------------------------------------------------------


def unequal_lives(wording: Wording) -> Iterator[Block]:
    """Options that last for different times: annual values and chains of replacements."""
    compared = wording.results.comparison
    if compared is None or not compared.lives:
        return
    lives = compared.lives
    yield Paragraph(lives_note(wording))
    yield Table(
        columns=(
            _option_column(wording),
            _column(wording, N_("Service life"), money=False),
            _column(wording, N_("NPV of one life")),
            _column(wording, N_("Equivalent annual value")),
            _column(wording, N_("NPV as a chain")),
        ),
        rows=tuple(
            (
                wording.option(key),
                wording.years(Decimal(life.periods)),
                *(printing.amount(wording, amount) for amount in (life.npv, life.annual, life.chain_npv)),
            )
            for key, life in lives.items()
        ),
        caption=wording.say(
            N_("Unequal lives: annual values, and each option bought again and again over {years} years"),
            years=max(len(life.chain) for life in lives.values()) - 1,
        ),
    )
    if any(life.cut for life in lives.values()):
        text = N_("A last repeat outlasts these years: its whole outlay counts, and not all of its service.")
        yield Paragraph(wording.say(text), "note")


def values_at_end(wording: Wording) -> Iterator[Block]:
    """Residual values and values after the horizon, and what share of the NPV lies there."""
    results = [one for one in _with_money(wording) if any(one.residual_values) or one.terminal_value]
    if not results:
        return
    yield Table(
        columns=(
            _option_column(wording),
            _column(wording, N_("Values left at the end (PV)")),
            _column(wording, N_("Value after the horizon")),
            _column(wording, N_("Value after the horizon (PV)")),
            _column(wording, N_("Its share of the NPV"), money=False),
        ),
        rows=tuple(_end_row(wording, one) for one in results),
        caption=wording.say(N_("Values at the end of the horizon and after it")),
    )


def _end_row(wording: Wording, one: OptionResult) -> Cells:
    left = one.residual_values[-1] * wording.results.discounting.factors()[-1] if one.residual_values else ZERO
    amounts = (left, one.terminal_value, one.pv_terminal)
    return (*_row(wording, one, amounts), wording.percent(one.terminal_share))


# -- other views -------------------------------------------------------------------------------------------------------


def second_schedule(wording: Wording) -> Iterator[Block]:
    """The NPV at the schedule that a horizon of more than 50 years brings with it."""
    second, results = wording.results.companion, _with_money(wording)
    if second is None or not results:
        return
    pairs = [(one.appraisal.npv, second.npv[one.option.id]) for one in results]
    published = second.schedule
    yield Table(
        columns=(
            _option_column(wording),
            *(_column(wording, label) for label in (N_("NPV"), N_("NPV at reduced rates"))),
        ),
        rows=tuple(_row(wording, one, pair) for one, pair in zip(results, pairs, strict=True)),
        caption=wording.say(N_("Net present values at the reduced discount rates of a long horizon")),
        source=f"{wording.say(SCHEDULES[published.identifier])}, {published.edition}",
        cell_tones=tuple(
            tone
            for row, pair in enumerate(pairs)
            for place, npv in enumerate(pair, 1)
            for tone in _sign(row, place, npv)
        ),
    )
    yield Paragraph(_order(wording, results, second))


def _order(wording: Wording, results: list[OptionResult], second: Companion) -> str:
    before = sorted(results, key=lambda one: -one.appraisal.npv)
    after = sorted(results, key=lambda one: -second.npv[one.option.id])
    if before == after:
        return wording.say(N_("The order of the options is the same at both rates."))
    text = N_("At the reduced rates the order of the options changes; {option} comes first.")
    return wording.say(text, option=wording.name(after[0].option))


def after_tax(wording: Wording) -> Iterator[Block]:
    """The view of a firm that pays tax, beside the economic appraisal."""
    factors = wording.results.discounting.factors()
    views = [(one, one.after_tax) for one in _with_money(wording) if one.after_tax is not None]
    if not views:
        return
    yield Table(
        columns=(
            _option_column(wording),
            _column(wording, N_("Economic NPV")),
            _column(wording, N_("NPV after tax")),
            _column(wording, N_("Taxes (PV)")),
            _column(wording, N_("Tax saved by depreciation (PV)")),
            _column(wording, N_("Losses not used")),
        ),
        rows=tuple(_row(wording, one, _taxed(one, view, factors)) for one, view in views),
        caption=wording.say(
            N_("View after tax at {rate}, beside the economic appraisal"),
            rate=wording.percent(wording.case.rules.tax_rate),
        ),
    )
    text = N_(
        "Freed time that changes no budget is no taxable income and is left out; tax never enters the economic NPV."
    )
    yield Paragraph(wording.say(text), "note")


def _taxed(one: OptionResult, view: AfterTax, factors: list[Decimal]) -> tuple[Decimal, ...]:
    taxes = cashflow.present_value(view.taxes, factors)
    return one.appraisal.npv, view.npv(factors), taxes, view.shield_value(factors), view.unused_losses
