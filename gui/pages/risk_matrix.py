"""The risk matrix one can look at: before and after the responses; a cell lists its risks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casebuilder.charts.types import MatrixChart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.model.risks import INHERENT, RESIDUAL, Risk
from casebuilder.values.amounts import full_amount
from gui.charts.matrix_grid import MatrixGrid
from gui.context import Context
from gui.headline import NOTHING
from gui.i18n import language, tr
from gui.latest import Latest
from gui.pages.figure_page import LEAST_CHART
from gui.pages.live_page import LivePage
from gui.tables.figure_table import Cell, Figures, FigureTable
from gui.text import PlainLabel
from gui.widgets import Tiles, scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import Results

HINT: Final = N_("Double-click a risk, or press Enter, to open it.")


@dataclass(frozen=True, slots=True)
class Shown:
    """The matrix and the ranked register of one snapshot."""

    case: Case
    results: Results
    chart: MatrixChart | None
    risks: tuple[Risk, ...]  # the gravest first


def compose(case: Case, results: Results, spoken: Language) -> Shown:
    """The data of the page. For a worker."""
    from casebuilder.analysis import ranked_risks
    from casebuilder.charts import data

    made = data.CHARTS["risk_matrix"](case, results, spoken)
    return Shown(case, results, made if isinstance(made, MatrixChart) else None, tuple(ranked_risks(case, results)))


def register(shown: Shown, ids: Iterable[str] | None = None) -> Figures:
    """The risks with these ids (all of them where none are named), with levels, expected costs and their sum."""
    wanted = None if ids is None else set(ids)
    risks = [risk for risk in shown.risks if wanted is None or risk.id in wanted]
    currency = shown.case.profile.currency
    header = (
        tr(N_("ID")),
        tr(N_("Risk")),
        tr(INHERENT),
        tr(RESIDUAL),
        tr(N_("Expected cost before ({currency})"), currency=currency),
        tr(N_("Expected cost after ({currency})"), currency=currency),
    )
    rows = [_row(shown, risk) for risk in risks]
    return Figures(header, (*rows, _total(shown, risks)) if len(rows) > 1 else tuple(rows))


def _row(shown: Shown, risk: Risk) -> tuple[Cell, ...]:
    found, path = shown.results.risks[risk.id], f"risks[{risk.id}]"
    return (
        Cell(risk.id, path),
        Cell(record_name(risk, language()), path),
        Cell(_rated(shown, found.level, found.score), path),
        Cell(_rated(shown, found.residual_level, found.residual_score), path),
        Cell(_amount(found.expected), path, number=True),
        Cell(_amount(found.residual_expected), path, number=True),
    )


def _total(shown: Shown, risks: Iterable[Risk]) -> tuple[Cell, ...]:
    found = [shown.results.risks[risk.id] for risk in risks]
    before = sum((result.expected or Decimal(0) for result in found), start=Decimal(0))
    after = sum((result.residual_expected or Decimal(0) for result in found), start=Decimal(0))
    texts = ("", tr(N_("Sum of the expected costs")), "", "", full_amount(before), full_amount(after))
    return tuple(Cell(text, number=place > 3, strong=True) for place, text in enumerate(texts))


def _rated(shown: Shown, level: str | None, score: int | None) -> str:
    """ "High 12": the level in words, with its score."""
    if score is None:
        return NOTHING
    band = shown.case.find("risk_bands", level or "")
    return f"{record_name(band, language()) if band else level or ''} {score}".strip()


def _amount(amount: Decimal | None) -> str:
    return NOTHING if amount is None else full_amount(amount)


class RiskMatrixPage(LivePage):
    """Two grids side by side, and the risks of the chosen cell or all of them, each leading to its record."""

    key = "matrix"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: Shown | None = None
        self._chosen: tuple[int, int, int] | None = None  # panel, likelihood, impact
        self._data = Latest(self, context.workers, compose, self._take)
        self.finding = PlainLabel(role="heading")
        self.grids = (MatrixGrid(tr(INHERENT)), MatrixGrid(tr(RESIDUAL)))
        self.caption = PlainLabel(role="heading")
        self.hint = PlainLabel(tr(HINT), role="small")
        self.everything = QPushButton(tr(N_("Show all risks")))
        self.everything.clicked.connect(self.show_all)
        self.begin = QPushButton(tr(N_("Go to the risks")))
        self.begin.clicked.connect(partial(context.navigator.go, "risks"))
        self.table = FigureTable(tr(N_("Risks of the chosen cell")), stretch=(1,))
        self.table.opened.connect(context.navigator.go)
        self._lay_out()

    def show_path(self, path: str) -> None:
        """Put the focus on the first grid."""
        self.grids[0].setFocus()

    def show_all(self) -> None:
        """List every risk, whatever cell it is in."""
        self._chosen = None
        for grid in self.grids:
            grid.clear_choice()
        self._list()

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 8, 16, 16)
        rows.setSpacing(8)
        rows.addWidget(self.finding)
        panels = [self._panel(place, title) for place, title in enumerate((INHERENT, RESIDUAL))]
        self._matrix = Tiles(panels, least=LEAST_CHART, most=len(panels))
        rows.addWidget(self._matrix)
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        head.addWidget(self.everything)
        rows.addLayout(head)
        rows.addWidget(self.begin, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.table)
        rows.addWidget(self.hint)
        rows.addStretch()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr(N_("Risk matrix"))))

    def _panel(self, place: int, title: str) -> QWidget:
        """A grid between its title and its axes."""
        panel, grid = QWidget(), self.grids[place]
        rows = QVBoxLayout(panel)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(PlainLabel(tr(title), role="heading"))
        rows.addWidget(grid)
        rows.addWidget(PlainLabel(tr(N_("↑ likelihood    → impact")), role="small"))
        grid.chosen.connect(partial(self._choose, place))
        return panel

    def refresh(self, case: Case, results: Results) -> None:
        """Ask for the matrix and the register of these results."""
        self._data.ask(case, results, language())

    def _take(self, shown: Shown) -> None:
        self._shown = shown
        self._matrix.setVisible(shown.chart is not None)
        if shown.chart is None:
            self.finding.setText(tr(N_("Risks with a likelihood and an impact make this chart.")))
        else:
            self.finding.setText(shown.chart.frame.title)
            for place, grid in enumerate(self.grids):
                grid.show_matrix(shown.chart, place)
        self._list()

    def _choose(self, panel: int, likelihood: int, impact: int) -> None:
        self.grids[1 - panel].clear_choice()
        self._chosen = (panel, likelihood, impact)
        self._list()

    def _list(self) -> None:
        """List the risks of the chosen cell as it is now."""
        if self._shown is None:
            return
        model = self.grids[self._chosen[0]].matrix if self._chosen else None
        self.everything.setVisible(model is not None)
        if self._chosen is None or model is None:
            self.caption.setText(tr(N_("All risks, the gravest first")))
            self.table.show_figures(register(self._shown))
        else:
            cell = model.place(*self._chosen[1:])
            self.caption.setText(model.described(cell))
            self.table.show_figures(register(self._shown, model.ids(cell)))
        found = self.table.figures.rowCount() > 0
        for widget in (self.table, self.hint):
            widget.setVisible(found)
        self.caption.setVisible(bool(self._shown.risks))
        self.begin.setVisible(self._shown.chart is None)
