"""A page of sentences, tables and charts in one column that scrolls, marked while its figures are being worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casebuilder.charts.types import Chart
from casebuilder.i18n import N_
from gui.charts.chart_view import ChartView
from gui.context import Context
from gui.i18n import tr
from gui.navigation import follow
from gui.pages.live_page import LivePage
from gui.tables.figure_table import Figures, FigureTable
from gui.text import PlainLabel
from gui.widgets import Tiles, scrolled

LEAST_CHART: Final = 360  # a narrower chart has no room for its title
HINT: Final = N_("Double-click a figure, or press Enter, to go to where it comes from; F1 explains it.")


class FigurePage(LivePage):
    """Offers the pieces of such a page; what is added stands below what was added before."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tables: list[FigureTable] = []
        self.charts: list[ChartView] = []
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(16, 8, 16, 16)
        self._rows.setSpacing(12)
        self._hint = PlainLabel(tr(HINT), role="small")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, name))
        context.derived.stale_changed.connect(self._show_stale)

    def show_path(self, path: str) -> None:
        """Put the focus on the first table."""
        self.tables[0].setFocus()

    # -- pieces --------------------------------------------------------------------------------------------------------

    def add_text(self, role: str, text: str = "") -> PlainLabel:
        """A label with a role of the style sheet."""
        label = PlainLabel(text, role=role)
        self._rows.addWidget(label)
        return label

    def add_button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        """A button at the left."""
        button = QPushButton(text)
        button.clicked.connect(slot)
        self._rows.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return button

    def add_table(self, name: str, *, stretch: Sequence[int] = ()) -> FigureTable:
        """A table whose cells lead to their source and are explained by the guide."""
        table = FigureTable(name, stretch=stretch)
        table.opened.connect(self._context.navigator.go)
        table.reached.connect(self._context.focus.figure)
        table.why.connect(self._context.focus.why)
        self._rows.addWidget(table)
        self.tables.append(table)
        return table

    def add_hint(self) -> None:
        """The line that says what can be done with a figure."""
        self._rows.addWidget(self._hint)

    def add_charts(self, *targets: str, height: int = 320) -> list[ChartView]:
        """Charts side by side, or below each other where there is no room; each leads to its target."""
        made = [ChartView(self._context.workers, height=height) for _ in targets]
        for view, target in zip(made, targets, strict=True):
            view.set_chart(None, missing=tr(N_("Updating …")))
            view.activated.connect(partial(follow, self._context.navigator, target))
        self._rows.addWidget(Tiles(made, least=LEAST_CHART, most=len(made)) if len(made) > 1 else made[0])
        self.charts += made
        return made

    def add_choice(self, text: str, box: QComboBox, *beside: QWidget) -> QWidget:
        """A row with a box, its label, and what stands beside it."""
        line, label = QWidget(), PlainLabel(text, wrap=False)
        label.setBuddy(box)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(box, 1)
        for widget in beside:
            row.addWidget(widget)
        self._rows.addWidget(line)
        return line

    def add_stretch(self) -> None:
        """Push what was added to the top."""
        self._rows.addStretch()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def put_table(self, table: FigureTable, figures: Figures) -> None:
        """Show figures, or no table where there are none."""
        table.show_figures(figures)
        table.setVisible(bool(figures.rows))
        self._hint.setVisible(any(one.figures.rowCount() for one in self.tables))

    def put_chart(self, view: ChartView, chart: Chart | None, missing: str) -> None:
        """Show a chart, or the sentence that says what makes it."""
        view.set_chart(chart, missing=missing)
        view.set_stale(self._context.derived.stale)

    def _show_stale(self, stale: bool) -> None:
        self._hint.setText(tr(N_("Updating …")) if stale else tr(HINT))
        for view in self.charts if stale else ():
            view.set_stale(True)


def put_text(label: PlainLabel, text: str) -> None:
    """Show a text, or no label where there is none."""
    label.setText(text)
    label.setVisible(bool(text))
