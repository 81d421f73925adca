"""The pieces that views are made of: work for the newest request, pictures of charts, grids and tables of figures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.analysis import analyse
from casebuilder.charts.data import CHARTS
from casebuilder.charts.types import Chart, MatrixChart
from casebuilder.errors import UserError
from casebuilder.examples import sample
from casebuilder.finance.irr import Irr
from casebuilder.report.lineage import irr_words
from casebuilder.report.wording import Wording
from gui import theme
from gui.charts.chart_view import ChartView
from gui.charts.matrix_grid import MatrixGrid, MatrixModel, fitting
from gui.headline import Snapshot, blockers, fit, npv, payback
from gui.latest import Latest
from gui.navigation import follow
from gui.pages.next_steps import foremost
from gui.tables.figure_table import READABLE, Cell, Figures, FigureTable, shared_out
from gui.widgets import Tiles
from gui.workers import Workers
from tests.gui.form_support import Steps
from tests.gui.view_support import MakeStage, Stage, make_stage, stage

__all__ = ["make_stage", "stage"]  # fixtures

LEFT = Qt.MouseButton.LeftButton


class Held(NamedTuple):
    """A `Latest` whose work waits for a gate; the parent keeps it alive."""

    latest: Latest
    gate: threading.Event
    answers: list[int]
    parent: QObject


def chart(name: str) -> Chart:
    case = sample()
    made = CHARTS[name](case, analyse(case), "en")
    assert made is not None
    return made


def matrix() -> MatrixChart:
    made = chart("risk_matrix")
    assert isinstance(made, MatrixChart)
    return made


# The newest request


def quiet(qtbot: QtBot, workers: Workers) -> None:
    qtbot.waitUntil(lambda: not workers.busy)


@pytest.fixture
def held(qapp: QApplication) -> Held:
    """Work that waits for its gate, and what it has answered."""
    gate, answers = threading.Event(), list[int]()

    def work(number: int) -> int:
        gate.wait(10)
        return number

    parent = QObject()
    return Held(Latest(parent, Workers(parent), work, answers.append), gate, answers, parent)


def test_of_many_requests_the_first_and_the_newest_are_answered(qtbot: QtBot, held: Held) -> None:
    for number in range(5):
        held.latest.ask(number)
    held.gate.set()
    qtbot.waitUntil(lambda: not held.latest.busy)
    assert held.answers == [0, 4]


def test_what_is_forgotten_is_not_answered_and_what_comes_then_is(qtbot: QtBot, held: Held) -> None:
    held.latest.ask(1)
    held.latest.ask(2)
    held.latest.forget()
    assert not held.latest.busy
    held.latest.ask(3)
    held.gate.set()
    qtbot.waitUntil(lambda: not held.latest.busy)
    assert held.answers == [3]


def test_no_answer_reaches_a_widget_that_is_gone(qtbot: QtBot, qapp: object) -> None:
    workers, gate = Workers(), threading.Event()
    answers: list[object] = []
    parent = QWidget()
    latest = Latest(parent, workers, gate.wait, answers.append)
    latest.ask(10)
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    gate.set()
    workers.wait_all()
    quiet(qtbot, workers)
    assert answers == []


def test_an_error_of_the_users_world_is_told_and_the_next_request_goes_on(qtbot: QtBot, qapp: object) -> None:
    workers, parent = Workers(), QObject()
    told: list[UserError] = []
    answers: list[str] = []

    def work(text: str) -> str:
        if text == "wrong":
            raise UserError("no risk")
        return text

    latest = Latest(parent, workers, work, answers.append)
    latest.refused.connect(told.append)
    latest.ask("wrong")
    latest.ask("right")
    qtbot.waitUntil(lambda: not latest.busy)
    assert [error.message.id for error in told] == ["no risk"]
    assert answers == ["right"]


# Pictures of charts


@pytest.fixture
def view(qtbot: QtBot, make_stage: MakeStage) -> ChartView:
    made = ChartView(Workers())
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    return made


def test_a_chart_is_drawn_at_the_size_of_its_widget_and_named_by_its_finding(qtbot: QtBot, view: ChartView) -> None:
    shown = chart("option_comparison")
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.set_chart(shown)
    assert view.image is not None
    assert view.image.deviceIndependentSize().toSize().width() == 460 - 16
    assert view.accessibleName() == shown.frame.title


def test_the_old_picture_stays_until_the_new_one_is_there(qtbot: QtBot, view: ChartView) -> None:
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.set_chart(chart("option_comparison"))
    before = view.image
    view.set_stale(True)
    view.set_chart(chart("budget_split"))
    assert view.image is before
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        pass
    assert view.image is not before


def test_a_stale_picture_looks_different(qtbot: QtBot, view: ChartView) -> None:
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.set_chart(chart("budget_split"))
    fresh = view.grab().toImage()
    view.set_stale(True)
    assert view.grab().toImage() != fresh
    view.set_stale(False)
    assert view.grab().toImage() == fresh


def test_a_chart_is_drawn_anew_for_the_other_theme_and_the_other_size(qtbot: QtBot, view: ChartView) -> None:
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.set_chart(chart("budget_split"))
    assert view.image is not None
    light = view.image.pixelColor(2, 2)
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        theme.set_mode("dark")
    assert view.image.pixelColor(2, 2).lightness() < light.lightness()
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.resize(600, 400)
    assert view.image.deviceIndependentSize().width() == 600 - 16


def test_without_a_chart_the_view_says_what_is_needed(view: ChartView) -> None:
    view.set_chart(None, missing="Costs make this chart.")
    assert view.image is None
    assert view.accessibleName() == "Costs make this chart."


# The grid of the matrix


def test_the_grid_holds_every_risk_once_and_says_its_cells_in_words(qapp: object) -> None:
    model = MatrixModel()
    model.show(matrix(), 0)
    cells = [model.index(row, column) for row in range(5) for column in range(5)]
    ids = [name for cell in cells for name in model.ids(cell)]
    rated = {risk.id: (risk.likelihood, risk.impact) for risk in sample().risks}
    assert sorted(ids) == sorted(rated)
    for cell in cells:
        assert all(rated[name] == model.rating(cell) for name in model.ids(cell))
    worst = model.place(4, 4)
    assert model.data(worst, Qt.ItemDataRole.AccessibleTextRole) == "Extreme (likelihood 4, impact 4): R01"
    assert model.headerData(0, Qt.Orientation.Vertical) == "5"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "1"


def test_ids_that_do_not_fit_are_counted(qapp: object) -> None:
    metrics = QFontMetrics(theme.font(theme.SMALL))
    ids = ("R01", "R02", "R03")
    assert fitting(ids, metrics, 10_000) == "R01 R02 R03"
    assert fitting(ids, metrics, metrics.horizontalAdvance("R01 +2")) == "R01 +2"
    assert fitting(ids, metrics, 1) == ""


def test_a_cell_is_painted_in_the_tint_of_its_level(qtbot: QtBot, make_stage: MakeStage) -> None:
    from casebuilder.charts.colours import LEVELS

    grid = MatrixGrid("Before")
    qtbot.addWidget(grid)
    grid.show_matrix(matrix(), 0)
    grid.resize(420, 330)
    grid.show()
    picture = QPixmap(grid.viewport().size())
    grid.viewport().render(picture)
    for place in ((1, 1), (4, 5)):
        index = grid.matrix.place(*place)
        corner = grid.visualRect(index).topLeft()
        colour = picture.toImage().pixelColor(corner.x() + 3, corner.y() + 3).name().upper()
        assert colour == LEVELS["light"][grid.matrix.level(index)]


# Tables of figures


FIGURES = Figures(("Measure", "A"), ((Cell("NPV", strong=True), Cell("1", "options[A]")), (Cell("BCR"), Cell("2"))))


@pytest.fixture
def table(qtbot: QtBot, make_stage: MakeStage) -> FigureTable:
    made = FigureTable("Figures")
    qtbot.addWidget(made)
    made.show_figures(FIGURES)
    made.show()
    return made


def test_a_table_copies_its_selection_as_a_spreadsheet_takes_it(qtbot: QtBot, table: FigureTable) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "NPV\t1\nBCR\t2"


def test_enter_and_double_click_lead_from_a_figure_to_its_source(qtbot: QtBot, table: FigureTable) -> None:
    gone: list[str] = []
    table.opened.connect(gone.append)
    table.setCurrentIndex(table.figures.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.figures.index(0, 1)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    table.setCurrentIndex(table.figures.index(1, 1))  # comes from nowhere
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert gone == ["options[A]", "options[A]"]


def test_fresh_figures_keep_the_place_in_the_table(table: FigureTable) -> None:
    table.setCurrentIndex(table.figures.index(1, 1))
    table.show_figures(Figures(FIGURES.header, (FIGURES.rows[0], (Cell("BCR"), Cell("3")))))
    assert (table.currentIndex().row(), table.currentIndex().data()) == (1, "3")


def test_a_table_is_as_high_as_its_rows(qtbot: QtBot, table: FigureTable) -> None:
    before = table.height()
    table.show_figures(Figures(FIGURES.header, FIGURES.rows * 3))
    qtbot.waitUntil(lambda: table.height() > before)
    assert table.verticalScrollBar().maximum() == 0


def test_the_model_has_no_rows_below_a_row(table: FigureTable) -> None:
    assert table.figures.rowCount(table.figures.index(0, 0)) == 0
    assert table.figures.data(QModelIndex()) is None


# Figures in words


@pytest.mark.parametrize(
    ("irr", "words"),
    [
        (Irr("unique", (0.0866,)), "8.7%"),
        (Irr("multiple", (0.1, 0.2)), "several: 10.0% / 20.0%"),
        (Irr("none", ()), "none: no rate brings the NPV to nought"),
        (Irr("no_sign_change", ()), "none: the flows never change sign"),
    ],
)
def test_the_status_of_a_return_is_said_in_words(irr: Irr, words: str) -> None:
    case = sample()
    assert irr_words(Wording(case, analyse(case), "en"), irr) == words


def snapshot_of(made: Stage) -> Snapshot:
    assert made.derived.results is not None
    assert made.derived.readiness is not None
    return Snapshot(made.session.case, made.derived.results, made.derived.findings, made.derived.readiness)


def test_an_option_that_never_pays_back_is_said_so(make_stage: MakeStage) -> None:
    made = make_stage(_recommending("OPT3"))
    shown = snapshot_of(made)
    assert payback(shown).spoken == "Payback: never, within 5 years"
    assert (npv(shown).value, npv(shown).tone) == ("TWD −22.6 million", "bad")
    assert (fit(shown).value, fit(shown).tone) == ("TWD 7.67 million over the money available", "bad")


def test_an_option_without_money_asks_for_costs_and_benefits(make_stage: MakeStage) -> None:
    shown = snapshot_of(make_stage(_recommending("OPT0")))
    for headline in (npv(shown), payback(shown)):
        assert (headline.note, headline.target) == ("costs and benefits are missing", "cost_lines")


def test_money_that_is_not_stated_is_asked_for(stage: Stage) -> None:
    from tests.gui.form_support import with_value

    case = with_value(stage.session.case, "profile.available_investment", None)
    stage.session.replace(case, None)
    stage.settle()
    assert fit(snapshot_of(stage)).spoken == "Budget: money available is not stated"


def test_without_blockers_the_foot_leads_to_the_first_finding(stage: Stage) -> None:
    shown = snapshot_of(stage)
    assert (blockers(shown).value, blockers(shown).target) == ("0", shown.findings[0].path)


def _recommending(option: str) -> Any:
    from tests.gui.form_support import with_value

    return with_value(sample(), "recommendation.option", option)


def test_a_target_is_a_step_a_path_or_nowhere() -> None:
    steps = Steps()
    for target in ("step:appraisal", "risks[R01].owner", ""):
        follow(steps, target)
    assert steps.gone == ["appraisal", "risks[R01].owner"]


def test_the_next_things_are_the_gravest_and_of_different_kinds() -> None:
    from casebuilder.checks import Finding
    from casebuilder.i18n import message

    made: Callable[..., Finding] = lambda code, severity, gap=False: Finding(  # noqa: E731 - a short name for rows
        code, severity, "risks", message("no risk"), "risks", gap
    )
    found = [made("A", "minor"), made("B", "major"), made("B", "major"), made("C", "major", True), made("D", "blocker")]
    assert [one.code for one in foremost(found)] == ["D", "C", "B"]
    assert len(foremost([made("B", "major")] * 5)) == 3


# Columns of tables of figures


@given(
    least=st.lists(st.integers(72, 400), min_size=1, max_size=8),
    room=st.integers(0, 2000),
)
def test_columns_fill_the_room_and_none_gets_less_than_it_needs(least: list[int], room: int) -> None:
    needed = dict(enumerate(least))
    widths = shared_out(room, needed)
    assert all(widths[column] >= needed[column] for column in needed)
    assert sum(widths.values()) == max(room, sum(least))


@pytest.mark.parametrize("stretch", [(), (0,)])
def test_a_narrow_table_scrolls_and_cuts_no_figure(qtbot: QtBot, qapp: QApplication, stretch: tuple[int, ...]) -> None:
    theme.install(qapp)
    table = FigureTable("Figures", stretch=stretch)
    qtbot.addWidget(table)
    rows = (Cell("Net present value in everything that happens"), *(Cell("−22,637,533", number=True) for _ in range(6)))
    table.show_figures(Figures(("Measure", *"ABCDEF"), (rows,)))
    table.resize(360, 200)
    table.show()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert all(table.columnWidth(place) >= table.sizeHintForColumn(place) for place in range(1, 7))
    assert table.columnWidth(0) >= READABLE
    table.resize(1600, 200)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.horizontalHeader().length() > 1600 - 20


# Tiles


def test_tiles_go_below_each_other_where_they_have_no_room(qtbot: QtBot, qapp: QApplication) -> None:
    cards = [QWidget() for _ in range(6)]
    tiles = Tiles(cards, least=200, most=3)
    qtbot.addWidget(tiles)
    tiles.show()
    for width, columns in ((700, 3), (500, 2), (300, 1), (5000, 3)):
        tiles.resize(width, 400)
        qtbot.waitUntil(lambda columns=columns: len({card.x() for card in cards}) == columns)
        assert all(card.width() >= 200 for card in cards)
    assert tiles.minimumSizeHint().width() == 200
