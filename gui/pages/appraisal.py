"""The options side by side: the table of the document with its charts, and the rules of the calculation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from gui.charts.chart_view import ChartView
from gui.context import Context
from gui.i18n import language, tr
from gui.latest import Latest
from gui.tables.figure_table import Cell, Figures, FigureTable
from gui.text import PlainLabel
from gui.widgets import scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import Results

CHARTS: Final = (("option_comparison", "options"), ("cumulative_cash_flow", "cost_lines"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one snapshot."""

    table: Figures
    sentence: str
    rules: tuple[str, ...]
    charts: tuple[Chart | None, ...]


def compose(case: Case, results: Results, spoken: Language) -> Shown:
    """The same table, sentence and rules as in the document. For a worker."""
    from casebuilder.charts import data
    from casebuilder.report import money
    from casebuilder.report.blocks import Bullets, Paragraph, Table
    from casebuilder.report.wording import Wording

    wording = Wording(case, results, spoken)
    table = next((block for block in money.appraisal(wording) if isinstance(block, Table)), None)
    flips = [block.text for block in money.switching(wording) if isinstance(block, Paragraph)]
    rules = [item for block in money.conventions(wording) if isinstance(block, Bullets) for item in block.items]
    charts = tuple(data.CHARTS[key](case, results, spoken) for key, _ in CHARTS)
    return Shown(_figures(table, list(results.options), results.preferred), "".join(flips), tuple(rules), charts)


def _figures(table: object, options: list[str], preferred: str | None) -> Figures:
    from casebuilder.report.blocks import Table

    if not isinstance(table, Table):
        return Figures((), ())
    tones = {(row, column): tone for row, column, tone in table.cell_tones}
    rows = tuple(
        tuple(
            Cell(
                text,
                target=f"options[{options[row]}]",
                tone=tones.get((row, column), "neutral"),
                number=table.columns[column].align == "right",
                strong=options[row] == preferred,
            )
            for column, text in enumerate(texts)
        )
        for row, texts in enumerate(table.rows)
    )
    return Figures(tuple(column.label for column in table.columns), rows)


class AppraisalPage(QWidget):
    """Table, flip sentence, charts and conventions, refreshed with every edit."""

    key = "results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._data = Latest(self, context.workers, compose, self._take)
        self.table = FigureTable(tr(N_("Appraisal of the options")), stretch=(0,))
        self.table.opened.connect(context.navigator.go)
        self.sentence = PlainLabel(role="heading")
        self.rules = PlainLabel(role="muted")
        self.charts = [ChartView(context.workers, height=320) for _ in CHARTS]
        self._lay_out()
        context.derived.updated.connect(self._ask)
        self._ask()

    def show_path(self, path: str) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 8, 16, 16)
        rows.setSpacing(12)
        rows.addWidget(self.sentence)
        rows.addWidget(self.table)
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

    def _ask(self) -> None:
        results = self._context.derived.results
        if results is not None:
            self._data.ask(self._context.session.case, results, language())

    def _take(self, shown: Shown) -> None:
        self.table.show_figures(shown.table)
        self.table.setVisible(bool(shown.table.rows))
        self.sentence.setText(shown.sentence or tr(N_("Costs and benefits of the options make this page.")))
        self.rules.setText("\n".join(f"• {rule}" for rule in shown.rules))
        for view, chart in zip(self.charts, shown.charts, strict=True):
            view.set_chart(chart, missing=tr(N_("Options with costs and benefits make this chart.")))
