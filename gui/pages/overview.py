"""The first page of an open case: what it says right now, what is missing, and three charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from gui import headline
from gui.card import FigureCard
from gui.charts.chart_view import ChartView
from gui.context import Context
from gui.findings import finding_text, ranked
from gui.i18n import language, tr
from gui.latest import Latest
from gui.text import PlainLabel, set_role
from gui.widgets import emptied, scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import Results

# Key of the chart, the path that it leads to, and what is needed for it.
CHARTS: Final = (
    ("cumulative_cash_flow", "cost_lines", N_("Costs and benefits of an option make this chart.")),
    ("option_comparison", "options", N_("Options with costs and benefits make this chart.")),
    ("risk_matrix", "risks", N_("Risks with a likelihood and an impact make this chart.")),
    ("cost_benefit_by_year", "benefits", N_("A recommended option with costs and benefits makes this chart.")),
)
NEXT_STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """The charts of one snapshot."""

    case: Case
    charts: tuple[Chart | None, ...]


def draw(case: Case, results: Results, spoken: Language) -> Drawn:
    """The data of the charts. For a worker."""
    from casebuilder.charts import data

    return Drawn(case, tuple(data.CHARTS[key](case, results, spoken) for key, _, _ in CHARTS))


class OverviewPage(QWidget):
    """Headline figures as cards, the next things to do, and the charts; each leads to where it comes from."""

    key = "overview"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._charts_of = Latest(self, context.workers, draw, self._take)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(12)
        self.title = PlainLabel(role="title")
        self.lead = PlainLabel(role="lead")
        rows.addWidget(self.title)
        rows.addWidget(self.lead)
        self.cards = self._add_cards(rows)
        rows.addWidget(PlainLabel(tr(N_("What to do next")), role="heading"))
        self._next = QVBoxLayout()
        self._next.setSpacing(2)
        rows.addLayout(self._next)
        self.charts = self._add_charts(rows)
        rows.addStretch()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr(N_("Overview"))))
        context.derived.updated.connect(self._show)
        context.derived.stale_changed.connect(self._show_stale)
        context.session.replaced.connect(self._show)
        self._show()

    def show_path(self, path: str) -> None:
        """Put the focus on the first figure; nothing here has a path of its own."""
        self.cards["capital"].setFocus()

    def _add_cards(self, rows: QVBoxLayout) -> dict[str, FigureCard]:
        grid = QGridLayout()
        grid.setSpacing(12)
        cards = {key: FigureCard() for key in ("capital", "npv", "ratio", "payback", "risk", "readiness")}
        for place, card in enumerate(cards.values()):
            card.clicked.connect(partial(self._open, card))
            grid.addWidget(card, place // 3, place % 3)
        rows.addLayout(grid)
        return cards

    def _add_charts(self, rows: QVBoxLayout) -> list[ChartView]:
        grid = QGridLayout()
        grid.setSpacing(12)
        views = []
        for place, (_, target, missing) in enumerate(CHARTS):
            view = ChartView(self._context.workers, height=300)
            view.set_chart(None, missing=tr(missing))
            view.activated.connect(partial(self._context.navigator.go, target))
            grid.addWidget(view, place // 2, place % 2)
            views.append(view)
        rows.addLayout(grid)
        return views

    def _open(self, card: FigureCard) -> None:
        if card.target:
            self._context.navigator.go(card.target)

    def _show(self) -> None:
        case, derived = self._context.session.case, self._context.derived
        self.title.setText(case.profile.title.get(language()) or tr(N_("Untitled case")))
        results, readiness = derived.results, derived.readiness
        if results is None or readiness is None:
            return
        option = results.headline.option if results.headline else None
        self.lead.setText(
            tr(N_("Recommended: {option}"), option=record_name(option, language()))
            if option
            else tr(N_("No option is recommended yet."))
        )
        for key, shown in {
            "capital": headline.capital(case, results),
            "npv": headline.npv(case, results),
            "ratio": headline.ratio(results),
            "payback": headline.payback(results),
            "risk": headline.biggest_risk(case, results),
            "readiness": headline.ready(readiness),
        }.items():
            self.cards[key].show_headline(shown)
        self._show_next()
        self._charts_of.ask(case, results, language())

    def _show_next(self) -> None:
        emptied(self._next)
        findings = ranked(self._context.derived.findings)[:NEXT_STEPS]
        for finding in findings:
            button = QPushButton(finding_text(finding).replace("&", "&&"))
            set_role(button, "link")
            button.clicked.connect(partial(self._context.navigator.go, finding.path))
            self._next.addWidget(button)
        if not findings:
            self._next.addWidget(PlainLabel(tr(N_("Nothing is missing. Look at the preview and export the document."))))

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
