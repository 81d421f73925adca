"""The options side by side: every measure by groups, what it means in sentences, the charts, and the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.report import appraisal_words
from casebuilder.report.blocks import Tone
from casebuilder.report.lineage import FIGURES, Subject
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of
from gui.context import Context
from gui.headline import COSTS, NOTHING
from gui.i18n import language, tr
from gui.latest import Latest
from gui.pages.figure_page import FigurePage, put_text
from gui.tables.figure_table import Cell, Figures

if TYPE_CHECKING:
    from casebuilder.analysis import OptionResult, Results
    from casebuilder.finance.comparison import Life

CHARTS: Final = (("option_comparison", "options"), ("cumulative_cash_flow", COSTS))
PROFILE: Final = "npv_profile"
NEEDED: Final = N_("Options with costs and benefits make this chart.")


def _sign(result: OptionResult) -> Tone:
    return _tone(result.appraisal.npv > 0, result.appraisal.npv < 0)


def _adjusted_sign(result: OptionResult) -> Tone:
    return _tone(result.adjusted_npv > 0, result.adjusted_npv < 0)


def _budget(result: OptionResult) -> Tone:
    return _tone(result.over_budget is False, result.over_budget is True)


def _tone(good: bool, bad: bool) -> Tone:
    return "good" if good else "bad" if bad else "neutral"


def _plain(_result: OptionResult) -> Tone:
    return "neutral"


def verdict(wording: Wording, result: OptionResult) -> str:
    """What the case says of the option."""
    if result.option.id == wording.results.preferred:
        return wording.say(N_("Recommended"))
    return wording.say(field_of(Option, "verdict").choice_label(result.option.verdict)) or NOTHING


def budget_words(wording: Wording, result: OptionResult) -> str:
    """Whether the outlay fits the money available."""
    if result.over_budget is None:
        return NOTHING
    return wording.say(N_("over budget")) if result.over_budget else wording.say(N_("within budget"))


def _always(_results: Results) -> bool:
    return True


def _has_other_baseline(results: Results) -> bool:
    """Doing nothing costs something, so that the value against it is another one."""
    compared = results.comparison
    return bool(compared and compared.baseline and results.options[compared.baseline].has_money)


def _any_option(holds: Callable[[OptionResult], bool]) -> Callable[[Results], bool]:
    return lambda results: any(map(holds, results.options.values()))


@dataclass(frozen=True, slots=True)
class Measure:
    """One row: a figure by its key, or words with a label; where a cell leads, its tone, and when the row is there."""

    figure: str = ""
    label: str = ""
    words: Callable[[Wording, OptionResult], str] | None = None
    source: str = ""  # the option itself where empty
    tone: Callable[[OptionResult], Tone] = _plain
    always: bool = False  # also for an option without costs and benefits
    shown: Callable[[Results], bool] = _always

    def title(self, wording: Wording) -> str:
        """The label with its unit."""
        if not self.figure:
            return wording.say(self.label)
        found = FIGURES[self.figure]
        label = wording.say(found.label)
        return wording.with_unit(label, wording.case.profile.currency) if found.is_money else label

    def cell(self, wording: Wording, result: OptionResult) -> Cell:
        """The figure of one option."""
        known, option = self.always or result.has_money, result.option.id
        text = self.words(wording, result) if self.words else FIGURES[self.figure].value(Subject(wording, result))
        return Cell(
            text if known else NOTHING,
            target=self.source or f"options[{option}]",
            tone=self.tone(result) if known else "neutral",
            number=True,
            strong=option == wording.results.preferred,
            figure=(option, self.figure) if known and self.figure else None,
        )


# Each group of rows with its heading.
MEASURES: Final[dict[str, tuple[Measure, ...]]] = {
    "": (Measure(label=N_("Verdict"), words=verdict, always=True),),
    N_("What it is worth"): (
        Measure("pv_benefits", source="benefits"),
        Measure("pv_costs", source=COSTS),
        Measure("npv", tone=_sign),
        Measure("against_nothing", shown=_has_other_baseline),
        Measure("equivalent_annual"),
    ),
    N_("Return"): (
        Measure("bcr"),
        Measure("irr"),
        Measure("mirr"),
        Measure("roi"),
    ),
    N_("Time"): (Measure("payback"), Measure("discounted_payback")),
    N_("Risk and financing"): (
        Measure("capital", source=COSTS),
        Measure(label=N_("Money available"), words=budget_words, tone=_budget, source="profile.available_investment"),
        Measure("tco", source=COSTS),
        Measure("pv_contingency", source=COSTS, shown=_any_option(lambda one: bool(one.pv_contingency))),
        Measure("pv_risk", source="risks", always=True),
        Measure("pv_bias", source="optimism_bias", shown=lambda results: bool(results.bias.source)),
        Measure("adjusted_npv", tone=_adjusted_sign),
    ),
    N_("Other views"): (
        Measure("after_tax", source="rules.tax_rate", shown=_any_option(lambda one: one.after_tax is not None)),
        Measure("companion", source="profile.horizon_years", shown=lambda results: results.companion is not None),
        Measure("terminal_value", shown=_any_option(lambda one: bool(one.terminal_value))),
        Measure("terminal_share", shown=_any_option(lambda one: bool(one.terminal_value))),
    ),
}


def figures(wording: Wording) -> Figures:
    """One column an option, one row a measure; nothing where no option has costs or benefits."""
    options = list(wording.results.options.values())
    if not any(result.has_money for result in options):
        return Figures((), ())
    header = tuple(f"{result.option.id} {wording.name(result.option)}" for result in options)
    return Figures((wording.say(N_("Measure")), *header), tuple(_rows(wording, options)))


def _rows(wording: Wording, options: list[OptionResult]) -> Iterator[tuple[Cell, ...]]:
    for heading, measures in MEASURES.items():
        shown = [measure for measure in measures if measure.shown(wording.results)]
        if heading and shown:
            yield (Cell(wording.say(heading)),)
        for measure in shown:
            cells = (measure.cell(wording, result) for result in options)
            yield (Cell(measure.title(wording), strong=True), *cells)


def lives(wording: Wording) -> Figures:
    """Options that last for different times, by annual value and as a chain; nothing where all last equally long."""
    compared = wording.results.comparison
    if compared is None or not compared.lives:
        return Figures((), ())
    found, say, currency = compared.lives, wording.say, wording.case.profile.currency
    best, common = max(found, key=lambda key: found[key].annual), max(len(life.chain) - 1 for life in found.values())
    header = (
        say(N_("Option")),
        say(N_("Life in years")),
        wording.with_unit(say(N_("NPV of one life")), currency),
        wording.with_unit(say(N_("Annual value")), currency),
        wording.with_unit(say(N_("NPV, replaced up to {years} years"), years=common), currency),
    )
    return Figures(header, tuple(_life_row(wording, key, life, strong=key == best) for key, life in found.items()))


def _life_row(wording: Wording, option: str, life: Life, *, strong: bool) -> tuple[Cell, ...]:
    path = f"options[{option}].life_years"
    texts = (str(life.periods), *map(wording.amount, (life.npv, life.annual, life.chain_npv)))
    name = Cell(wording.option(option), path, strong=strong)
    return (name, *(Cell(text, path, number=True, strong=strong) for text in texts))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one snapshot."""

    finding: str
    flips: str
    notes: tuple[str, ...]
    table: Figures
    lives_note: str
    lives: Figures
    rules: tuple[str, ...]
    charts: tuple[Chart | None, ...]
    profile: Chart | None


def compose(case: Case, results: Results, spoken: Language) -> Shown:
    """The tables, and the sentences and the rules as the document has them. For a worker."""
    from casebuilder.charts import data
    from casebuilder.report import money
    from casebuilder.report.blocks import Bullets, Paragraph

    wording = Wording(case, results, spoken)
    flips = [block.text for block in money.switching(wording) if isinstance(block, Paragraph)]
    rules = [item for block in money.conventions(wording) if isinstance(block, Bullets) for item in block.items]
    odd = any(map(appraisal_words.has_no_single_rate, results.options.values()))
    return Shown(
        finding=appraisal_words.best_option(wording),
        flips="".join(flips),
        notes=tuple(_notes(wording)),
        table=figures(wording),
        lives_note=appraisal_words.lives_note(wording),
        lives=lives(wording),
        rules=tuple(rules),
        charts=tuple(data.CHARTS[key](case, results, spoken) for key, _ in CHARTS),
        profile=data.CHARTS[PROFILE](case, results, spoken) if odd else None,
    )


def _notes(wording: Wording) -> Iterator[str]:
    yield from appraisal_words.rate_notes(wording)
    yield from appraisal_words.ranking_notes(wording)
    yield from filter(None, [appraisal_words.funding_note(wording)])


class AppraisalPage(FigurePage):
    """Finding, table, flip sentence, charts and conventions, refreshed with every edit."""

    key = "results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr(N_("Appraisal")), parent)
        self._data = Latest(self, context.workers, compose, self._take)
        self.finding = self.add_text("heading")
        self.sentence = self.add_text("lead")
        self.begin = self.add_button(tr(N_("Go to the costs")), partial(context.navigator.go, COSTS))
        self.table = self.add_table(tr(N_("Appraisal of the options")))
        self.add_hint()
        self.notes = self.add_text("")
        self.lives_note = self.add_text("heading")
        self.lives = self.add_table(tr(N_("Options that last for different times")), stretch=(0,))
        self.pictures = self.add_charts(*(target for _, target in CHARTS))
        (self.profile,) = self.add_charts("step:uncertainty")
        doubts = partial(context.navigator.go_step, "uncertainty")
        self.next = self.add_button(tr(N_("See what could change the answer")), doubts)
        self.add_text("heading", tr(N_("How it is calculated")))
        self.rules = self.add_text("muted")
        self.add_stretch()

    def refresh(self, case: Case, results: Results) -> None:
        """Ask for the table and the charts of these results."""
        self._data.ask(case, results, language())

    def _take(self, shown: Shown) -> None:
        put_text(self.finding, shown.finding or tr(N_("Costs and benefits of the options make this page.")))
        put_text(self.sentence, shown.flips)
        put_text(self.notes, "\n".join(shown.notes))
        put_text(self.lives_note, shown.lives_note)
        put_text(self.rules, "\n".join(f"• {rule}" for rule in shown.rules))
        self.put_table(self.lives, shown.lives)
        self.put_table(self.table, shown.table)
        self.begin.setVisible(not shown.table.rows)
        self.next.setVisible(bool(shown.table.rows))
        for view, chart in zip(self.pictures, shown.charts, strict=True):
            self.put_chart(view, chart, tr(NEEDED))
        self.put_chart(self.profile, shown.profile, tr(NEEDED))
        self.profile.setVisible(shown.profile is not None)
