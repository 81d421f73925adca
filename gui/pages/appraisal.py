"""The options side by side: every measure, the flip sentence, the charts, and the rules of the calculation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.report.blocks import Tone
from casebuilder.spec import field_of
from gui.charts.chart_view import ChartView
from gui.context import Context
from gui.headline import COSTS, NOTHING
from gui.i18n import language, tr
from gui.latest import Latest
from gui.pages.live_page import LivePage
from gui.tables.figure_table import Cell, Figures, FigureTable
from gui.text import PlainLabel
from gui.widgets import scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import OptionResult, Results
    from casebuilder.finance.irr import Irr
    from casebuilder.report.wording import Wording

HINT: Final = N_("Double-click a figure, or press Enter, to go to where it comes from.")
CHARTS: Final = (("option_comparison", "options"), ("cumulative_cash_flow", COSTS))


def _sign(result: OptionResult) -> Tone:
    npv = result.appraisal.npv
    return "good" if npv > 0 else "bad" if npv < 0 else "neutral"


def _budget(result: OptionResult) -> Tone:
    return "neutral" if result.over_budget is None else "bad" if result.over_budget else "good"


def _plain(result: OptionResult) -> Tone:
    return "neutral"


def irr_words(wording: Wording, irr: Irr) -> str:
    """The internal rate of return, or in words why there is no single one."""
    if irr.status == "no_sign_change":
        return wording.say(N_("none: the flows never change sign"))
    if irr.status == "none":
        return wording.say(N_("none: no rate brings the NPV to nought"))
    return wording.irr(irr)


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


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table: its label, whether it is money, its text, tone, and the part that it comes from."""

    label: str
    text: Callable[[Wording, OptionResult], str]
    is_money: bool = False
    tone: Callable[[OptionResult], Tone] = _plain
    source: str = ""  # the option itself where empty
    always: bool = False  # also for an option without costs and benefits


MEASURES: Final = (
    Measure(N_("Verdict"), verdict, always=True),
    Measure(N_("Outlay in year 0"), lambda wording, result: wording.amount(result.capital), True, source=COSTS),
    Measure(N_("Money available"), budget_words, tone=_budget, source="profile.available_investment"),
    Measure(N_("PV of costs"), lambda wording, result: wording.amount(result.appraisal.pv_costs), True, source=COSTS),
    Measure(
        N_("PV of benefits"),
        lambda wording, result: wording.amount(result.appraisal.pv_benefits),
        True,
        source="benefits",
    ),
    Measure(N_("NPV"), lambda wording, result: wording.amount(result.appraisal.npv), True, tone=_sign),
    Measure(N_("BCR"), lambda wording, result: wording.ratio(result.appraisal.bcr)),
    Measure(N_("IRR"), lambda wording, result: irr_words(wording, result.appraisal.irr)),
    Measure(N_("Payback"), lambda wording, result: wording.years(result.appraisal.payback_years)),
    Measure(N_("Discounted payback"), lambda wording, result: wording.years(result.appraisal.discounted_payback_years)),
    Measure(N_("ROI, discounted"), lambda wording, result: wording.percent(result.appraisal.roi)),
    Measure(
        N_("Expected cost of its risks, after the responses"),
        lambda wording, result: wording.amount(result.residual_risk),
        True,
        source="risks",
        always=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one snapshot."""

    table: Figures
    sentence: str
    rules: tuple[str, ...]
    charts: tuple[Chart | None, ...]


def compose(case: Case, results: Results, spoken: Language) -> Shown:
    """The table, and the sentence and the rules as the document has them. For a worker."""
    from casebuilder.charts import data
    from casebuilder.report import money
    from casebuilder.report.blocks import Bullets, Paragraph
    from casebuilder.report.wording import Wording

    wording = Wording(case, results, spoken)
    flips = [block.text for block in money.switching(wording) if isinstance(block, Paragraph)]
    rules = [item for block in money.conventions(wording) if isinstance(block, Bullets) for item in block.items]
    charts = tuple(data.CHARTS[key](case, results, spoken) for key, _ in CHARTS)
    return Shown(figures(wording), "".join(flips), tuple(rules), charts)


def figures(wording: Wording) -> Figures:
    """One column an option, one row a measure; nothing where no option has costs or benefits."""
    options = list(wording.results.options.values())
    if not any(result.has_money for result in options):
        return Figures((), ())
    header = tuple(f"{result.option.id} {wording.name(result.option)}" for result in options)
    rows = tuple(
        (Cell(_label(wording, measure), strong=True), *(_cell(wording, measure, result) for result in options))
        for measure in MEASURES
    )
    return Figures((wording.say(N_("Measure")), *header), rows)


def _label(wording: Wording, measure: Measure) -> str:
    label = wording.say(measure.label)
    return wording.with_unit(label, wording.case.profile.currency) if measure.is_money else label


def _cell(wording: Wording, measure: Measure, result: OptionResult) -> Cell:
    known = measure.always or result.has_money
    return Cell(
        measure.text(wording, result) if known else NOTHING,
        target=measure.source or f"options[{result.option.id}]",
        tone=measure.tone(result) if known else "neutral",
        number=True,
        strong=result.option.id == wording.results.preferred,
    )


class AppraisalPage(LivePage):
    """Table, flip sentence, charts and conventions, refreshed with every edit."""

    key = "results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._data = Latest(self, context.workers, compose, self._take)
        self.table = FigureTable(tr(N_("Appraisal of the options")))
        self.table.opened.connect(context.navigator.go)
        self.sentence = PlainLabel(role="heading")
        self.begin = QPushButton(tr(N_("Go to the costs")))
        self.begin.clicked.connect(partial(context.navigator.go, COSTS))
        self.hint = PlainLabel(tr(HINT), role="small")
        self.rules = PlainLabel(role="muted")
        self.charts = [ChartView(context.workers, height=320) for _ in CHARTS]
        self._lay_out()
        context.derived.stale_changed.connect(self._show_stale)

    def show_path(self, path: str) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 8, 16, 16)
        rows.setSpacing(12)
        rows.addWidget(self.sentence)
        rows.addWidget(self.begin, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.table)
        rows.addWidget(self.hint)
        charts = QHBoxLayout()
        charts.setSpacing(12)
        for view, (_, target) in zip(self.charts, CHARTS, strict=True):
            view.set_chart(None, missing=tr(N_("Options with costs and benefits make this chart.")))
            view.activated.connect(partial(self._context.navigator.go, target))
            charts.addWidget(view)
        rows.addLayout(charts)
        rows.addWidget(PlainLabel(tr(N_("How it is calculated")), role="heading"))
        rows.addWidget(self.rules)
        rows.addStretch()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr(N_("Appraisal"))))

    def refresh(self, results: Results) -> None:
        """Ask for the table and the charts of these results."""
        self._data.ask(self._context.session.case, results, language())

    def _take(self, shown: Shown) -> None:
        self.table.show_figures(shown.table)
        for widget in (self.table, self.hint):
            widget.setVisible(bool(shown.table.rows))
        self.begin.setVisible(not shown.table.rows)
        self.sentence.setText(shown.sentence or tr(N_("Costs and benefits of the options make this page.")))
        self.rules.setText("\n".join(f"• {rule}" for rule in shown.rules))
        for view, chart in zip(self.charts, shown.charts, strict=True):
            view.set_chart(chart, missing=tr(N_("Options with costs and benefits make this chart.")))
            view.set_stale(self._context.derived.stale)

    def _show_stale(self, stale: bool) -> None:
        self.hint.setText(tr(N_("Updating …")) if stale else tr(HINT))
        for view in self.charts if stale else ():
            view.set_stale(True)
