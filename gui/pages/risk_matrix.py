"""The risk matrix one can look at: before and after the responses; a cell lists its risks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from casebuilder.charts.types import MatrixChart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from gui.charts.matrix_grid import MatrixGrid
from gui.context import Context
from gui.i18n import language, tr
from gui.latest import Latest
from gui.text import PlainLabel
from gui.widgets import scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import Results

LOWEST_LIST = 160


def matrix(case: Case, results: Results, spoken: Language) -> MatrixChart | None:
    """The data of the matrix. For a worker."""
    from casebuilder.charts import data

    made = data.CHARTS["risk_matrix"](case, results, spoken)
    return made if isinstance(made, MatrixChart) else None


class RiskMatrixPage(QWidget):
    """Two grids side by side and the risks of the chosen cell, or all of them, with a jump to each."""

    key = "matrix"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._data = Latest(self, context.workers, matrix, self._take)
        self.finding = PlainLabel(role="heading")
        self.grids = (MatrixGrid(tr(N_("Before response"))), MatrixGrid(tr(N_("After response"))))
        self.caption = PlainLabel(role="muted")
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Risks of the chosen cell")))
        self.list.setMinimumHeight(LOWEST_LIST)
        self.list.itemActivated.connect(self._open)
        self._lay_out()
        context.derived.updated.connect(self._ask)
        self._ask()

    def show_path(self, path: str) -> None:
        """Put the focus on the first grid."""
        self.grids[0].setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 8, 16, 16)
        rows.setSpacing(8)
        rows.addWidget(self.finding)
        grids = QGridLayout()
        grids.setHorizontalSpacing(24)
        axes = tr(N_("Likelihood upwards, impact to the right"))
        for place, (grid, title) in enumerate(
            zip(self.grids, (N_("Before response"), N_("After response")), strict=True)
        ):
            grids.addWidget(PlainLabel(tr(title), role="heading"), 0, place)
            grids.addWidget(grid, 1, place)
            grids.addWidget(PlainLabel(axes, role="small"), 2, place)
            grid.chosen.connect(partial(self._choose, place))
        rows.addLayout(grids)
        rows.addWidget(self.caption)
        rows.addWidget(self.list, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr(N_("Risk matrix"))))

    def _ask(self) -> None:
        results = self._context.derived.results
        if results is not None:
            self._data.ask(self._context.session.case, results, language())

    def _take(self, chart: MatrixChart | None) -> None:
        for grid in self.grids:
            grid.setVisible(chart is not None)
        if chart is None:
            self.finding.setText(tr(N_("Risks with a likelihood and an impact make this chart.")))
            self._list(tr(N_("All risks")), tuple(risk.id for risk in self._context.session.case.risks))
            return
        self.finding.setText(chart.frame.title)
        for place, grid in enumerate(self.grids):
            grid.show_matrix(chart, place)
        self._list(tr(N_("All risks")), tuple(risk.id for risk in self._context.session.case.risks))

    def _choose(self, panel: int, likelihood: int, impact: int) -> None:
        model = self.grids[panel].matrix
        if model is None:
            return
        self.grids[1 - panel].clear_choice()
        cell = model.place(likelihood, impact)
        caption = tr(
            N_("{level}: likelihood {likelihood}, impact {impact}"),
            level=model.word(cell),
            likelihood=likelihood,
            impact=impact,
        )
        self._list(caption, model.ids(cell))

    def _list(self, caption: str, ids: tuple[str, ...]) -> None:
        self.caption.setText(caption if ids else f"{caption} – {tr(N_('no risk'))}")
        self.list.clear()
        for identifier in ids:
            risk = self._context.session.case.find("risks", identifier)
            if risk is not None:
                item = QListWidgetItem(f"{identifier}  {record_name(risk, language())}")
                item.setData(Qt.ItemDataRole.UserRole, f"risks[{identifier}]")
                self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _open(self, item: QListWidgetItem) -> None:
        self._context.navigator.go(item.data(Qt.ItemDataRole.UserRole))
