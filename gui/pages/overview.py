"""The first page of an open case: what it says right now, what is missing, and four charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.values import date_text
from gui import headline
from gui.card import FigureCard
from gui.charts.chart_view import ChartView
from gui.context import Context
from gui.headline import CHOICE, Headline, Snapshot, snapshot
from gui.i18n import language, tr
from gui.latest import Latest
from gui.navigation import STEP, follow
from gui.pages.figure_page import LEAST_CHART, put_text
from gui.pages.live_page import LivePage
from gui.pages.next_steps import NextSteps
from gui.text import PlainLabel, set_role, set_tip
from gui.widgets import Tiles, scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import Results

# Key of the chart, where it leads, and what is needed for it.
CHARTS: Final = (
    ("cumulative_cash_flow", f"{STEP}appraisal", N_("Costs and benefits of an option make this chart.")),
    ("option_comparison", f"{STEP}appraisal", N_("Options with costs and benefits make this chart.")),
    ("risk_matrix", f"{STEP}risk_matrix", N_("Risks with a likelihood and an impact make this chart.")),
    ("cost_benefit_by_year", "benefits", N_("A recommended option with costs and benefits makes this chart.")),
)
CARDS: Final[dict[str, Callable[[Snapshot], Headline]]] = {
    "capital": headline.capital,
    "npv": headline.npv,
    "ratio": headline.ratio,
    "payback": headline.payback,
    "risk": headline.biggest_risk,
    "readiness": headline.ready,
}
LEAST_CARD: Final = 220
CHART_HEIGHT: Final = 300


@dataclass(frozen=True, slots=True)
class Drawn:
    """The charts of one snapshot."""

    case: Case
    charts: tuple[Chart | None, ...]


def draw(case: Case, results: Results, spoken: Language) -> Drawn:
    """The data of the charts. For a worker."""
    from casebuilder.charts import data

    return Drawn(case, tuple(data.CHARTS[key](case, results, spoken) for key, _, _ in CHARTS))


class OverviewPage(LivePage):
    """Headline figures as cards, the next things to do, and the charts; each leads to where it comes from."""

    key = "overview"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._charts_of = Latest(self, context.workers, draw, self._take)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(12)
        self.title = PlainLabel(role="title")
        rows.addWidget(self.title)
        self.option = QPushButton()
        self.due, self.ask = PlainLabel(role="lead"), PlainLabel(role="lead")
        self._add_lead(rows)
        self.cards = self._add_cards(rows)
        self.next_steps = NextSteps(context)
        rows.addWidget(self.next_steps)
        self.charts = self._add_charts(rows)
        rows.addStretch()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr(N_("Overview"))))
        context.derived.stale_changed.connect(self._show_stale)
        context.session.replaced.connect(self._show_title)
        context.simulator.changed.connect(self._show_certain)
        self._show_title()

    def show_path(self, path: str) -> None:
        """Put the focus on the first figure; nothing here has a path of its own."""
        self.cards["capital"].setFocus()

    def _add_lead(self, rows: QVBoxLayout) -> None:
        set_role(self.option, "link")
        self.option.setMinimumWidth(120)  # a long name must not make the page wider than the window
        self.option.clicked.connect(partial(self._context.navigator.go, CHOICE))
        rows.addWidget(self.option, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.due)
        rows.addWidget(self.ask)

    def _add_cards(self, rows: QVBoxLayout) -> dict[str, FigureCard]:
        cards = {key: FigureCard() for key in CARDS}
        for card in cards.values():
            card.clicked.connect(partial(self._open, card))
        rows.addWidget(Tiles([*cards.values()], least=LEAST_CARD, most=3))
        return cards

    def _add_charts(self, rows: QVBoxLayout) -> list[ChartView]:
        views = []
        for _, target, missing in CHARTS:
            view = ChartView(self._context.workers, height=CHART_HEIGHT)
            view.set_chart(None, missing=tr(missing))
            view.activated.connect(partial(follow, self._context.navigator, target))
            views.append(view)
        rows.addWidget(Tiles(views, least=LEAST_CHART, most=2), 1)  # in a high window charts grow, and cards do not
        return views

    def _open(self, card: FigureCard) -> None:
        follow(self._context.navigator, card.target)

    def _show_title(self) -> None:
        title = self._context.session.case.profile.title.get(language())
        self.title.setText(title or tr(N_("Untitled case")))

    def refresh(self, case: Case, results: Results) -> None:
        """Show the figures of the case, and ask for its charts."""
        self._show_title()
        shown = snapshot(self._context)
        if shown is None:
            return
        self._show_lead(shown)
        for key, made in CARDS.items():
            self.cards[key].show_headline(made(shown))
        self._show_certain()
        self.next_steps.show_findings(tuple(shown.findings))
        self._charts_of.ask(shown.case, results, language())

    def _show_lead(self, shown: Snapshot) -> None:
        result, profile = shown.results.headline, shown.case.profile
        name = record_name(result.option, language()) if result else tr(N_("no option yet"))
        text = tr(N_("Recommended: {option}"), option=name)
        self.option.setText(text.replace("&", "&&"))
        set_tip(self.option, text)
        day = profile.decision_by
        put_text(self.due, tr(N_("Decision needed by {date}"), date=date_text(day, language())) if day else "")
        put_text(self.ask, shown.case.recommendation.ask.get(language()))

    def _show_certain(self) -> None:
        """Say with the net present value what is certain of it, once that is known."""
        shown, found = snapshot(self._context), headline.certain(self._context)
        if shown is not None and found is not None:
            worth, certain = headline.npv(shown), tr(N_("{label}: {text}"), label=found.label, text=found.value)
            self.cards["npv"].show_headline(replace(worth, note="\n".join((worth.note, certain, found.note))))

    def _take(self, drawn: Drawn) -> None:
        if drawn.case is not self._context.session.case:
            return
        for view, chart, (_, _, missing) in zip(self.charts, drawn.charts, CHARTS, strict=True):
            view.set_chart(chart, missing=tr(missing))
            view.set_stale(False)

    def _show_stale(self, stale: bool) -> None:
        for card in self.cards.values():
            card.set_stale(stale)
        for view in self.charts if stale else ():
            view.set_stale(True)
