"""The pages of figures: they say what the case says, follow every edit, and lead to where a figure comes from."""

from __future__ import annotations

import pathlib

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from casebuilder.analysis import analyse
from casebuilder.checks import review
from casebuilder.model import edits
from casebuilder.model.paths import Path
from casebuilder.report import money
from casebuilder.report.blocks import Table
from casebuilder.report.wording import Wording
from gui.card import FigureCard
from gui.charts.matrix_grid import MatrixGrid
from gui.foot_bar import FootBar
from gui.pages.appraisal import AppraisalPage
from gui.pages.next_steps import foremost
from gui.pages.overview import OverviewPage
from gui.pages.risk_matrix import RiskMatrixPage
from gui.tables.figure_table import FigureTable
from tests.gui.test_simulation_page import quick_stage
from tests.gui.view_support import Stage, empty_stage, make_stage, stage

__all__ = ["empty_stage", "make_stage", "quick_stage", "stage"]  # fixtures

LEFT = Qt.MouseButton.LeftButton
OPTIONS = 5


def words(card: FigureCard) -> list[str]:
    """Label, value and note of a card as they stand on it."""
    return [label.text() for label in card.findChildren(QLabel)]


def texts(table: FigureTable) -> list[list[str]]:
    """The cells of a table, row by row."""
    model = table.figures
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def press(stage: Stage, grid: MatrixGrid, likelihood: int, impact: int) -> None:
    """Click into the middle of a cell."""
    place = grid.visualRect(grid.matrix.place(likelihood, impact)).center()
    stage.qtbot.mouseClick(grid.viewport(), LEFT, pos=place)


def risks_of(page: RiskMatrixPage) -> list[str]:
    """The ids of the risks in the list; the row of the sum has none."""
    return [row[0] for row in texts(page.table) if row[0]]


# The overview


def test_the_cards_of_the_sample_say_its_headline_figures(quick_stage: Stage) -> None:
    cards = quick_stage.show(OverviewPage(quick_stage.context)).cards
    quick_stage.qtbot.waitUntil(lambda: "certain" in cards["npv"].accessibleName())
    assert {key: words(card) for key, card in cards.items()} == {
        "capital": ["Money asked for", "TWD 2.37 million", "within TWD 6.5 million available"],
        "npv": [
            "Net present value",
            "TWD 6.19 million",
            (
                "5 years at 8%\n80% certain: at least TWD 4.4 million\nprobability of a loss: below 0.1%\n"
                "probability of the base estimate or more: 9.2%"
            ),
        ],
        "ratio": ["Benefit-cost ratio", "2.60", "of benefits for each TWD of cost"],
        "payback": ["Payback", "1.4 years", "1.5 years discounted"],
        "risk": [
            "Biggest risk",
            "R01 Extreme",
            "ACD, CTI and IVR leave vendor support on 30 June 2027; Medium after the response",
        ],
        "readiness": ["Readiness", "100%", "every required step is complete"],
    }


def test_the_cards_follow_an_edit_of_a_cost_line(stage: Stage) -> None:
    page = stage.show(OverviewPage(stage.context))
    stage.spend(4_450_000)
    stage.settle()
    assert words(page.cards["capital"])[1] == "TWD 5.37 million"
    assert words(page.cards["npv"])[1] == "TWD 3.19 million"
    stage.session.undo()
    stage.settle()
    assert words(page.cards["npv"])[1] == "TWD 6.19 million"


def test_the_charts_of_the_overview_are_drawn(stage: Stage) -> None:
    page = stage.show(OverviewPage(stage.context))
    assert [view.accessibleName() for view in page.charts if view.chart] == [
        "Option 1 pays back in 1.4 years and is TWD 8.49 million ahead after 5 years",
        "Option 1 creates the most value, TWD 6.19 million; the net present value of Option 2 and Option 3 is negative",
        "Of 15 risks, 9 are high or extreme today and none after the responses",
        "From 2027 on, Option 1 brings more than it costs every year",
    ]
    for view in page.charts:
        stage.qtbot.waitUntil(lambda view=view: view.image is not None, timeout=20_000)


def test_a_card_leads_to_where_its_figure_comes_from(stage: Stage) -> None:
    page = stage.show(OverviewPage(stage.context))
    for key, target in (("capital", "cost_lines"), ("npv", "appraisal"), ("risk", "risks[R01]")):
        stage.qtbot.mouseClick(page.cards[key], LEFT)
        assert stage.steps.gone.pop() == target
    stage.qtbot.keyClick(page.cards["risk"], Qt.Key.Key_Space)
    assert stage.steps.gone == ["risks[R01]"]


def test_a_chart_leads_to_its_page_by_mouse_and_by_key(stage: Stage) -> None:
    page = stage.show(OverviewPage(stage.context))
    stage.qtbot.mouseClick(page.charts[3], LEFT)
    stage.qtbot.keyClick(page.charts[2], Qt.Key.Key_Return)
    assert stage.steps.gone == ["benefits", "risk_matrix"]


def test_a_next_step_leads_to_the_field_of_its_finding(stage: Stage) -> None:
    page = stage.show(OverviewPage(stage.context))
    case = stage.session.case
    expected = [finding.path for finding in foremost(review(case, analyse(case)))]
    assert len(expected) == 3
    for button in page.next_steps.buttons:
        stage.qtbot.mouseClick(button, LEFT)
    assert stage.steps.gone == expected


def test_figures_are_grey_and_charts_marked_until_they_are_fresh(stage: Stage) -> None:
    page, bar = stage.show(OverviewPage(stage.context)), stage.show(FootBar(stage.context))
    value = page.cards["npv"].findChildren(QLabel)[1]
    assert value.isEnabled()
    stage.spend(1_600_000)
    assert not value.isEnabled()
    assert bar.figures["npv"].accessibleDescription() == "is being recalculated"
    stage.settle()
    assert value.isEnabled()
    assert bar.figures["npv"].accessibleDescription() == ""


# The bar at the foot


def test_the_foot_compares_with_the_saved_case_until_it_is_saved(stage: Stage, tmp_path: pathlib.Path) -> None:
    bar = stage.show(FootBar(stage.context))
    assert bar.figures["npv"].text() == "NPV  TWD 6.19 million"
    assert bar.state.text() == "Not saved yet"
    stage.spend(1_600_000)
    stage.settle()
    assert bar.figures["npv"].text() == "NPV  TWD 6.04 million  ▼ down TWD 150,000"
    assert bar.state.text() == "Changes not saved"
    stage.spend(1_000_000)
    stage.settle()
    assert bar.figures["npv"].text() == "NPV  TWD 6.64 million  ▲ up TWD 450,000"
    stage.session.mark_saved(tmp_path / "case.bcase")
    stage.settle()
    assert bar.figures["npv"].text() == "NPV  TWD 6.64 million"
    assert bar.state.text().startswith("Saved ")


def test_the_foot_counts_blockers_and_leads_to_the_first(stage: Stage) -> None:
    bar = stage.show(FootBar(stage.context))
    assert (bar.figures["readiness"].text(), bar.figures["blockers"].text()) == ("Readiness  100%", "Blockers  0")
    choice = Path("recommendation", field="option")
    stage.session.apply(edits.set_value(stage.session.case, choice, ""))
    stage.settle()
    blockers = [finding.path for finding in stage.derived.findings if finding.severity == "blocker"]
    assert bar.figures["blockers"].text() == f"Blockers  {len(blockers)}"
    assert bar.figures["readiness"].text() != "Readiness  100%"
    stage.qtbot.mouseClick(bar.figures["blockers"], LEFT)
    assert stage.steps.gone == blockers[:1]


def test_the_foot_asks_to_save(stage: Stage) -> None:
    bar = stage.show(FootBar(stage.context))
    with stage.qtbot.waitSignal(bar.save_asked):
        stage.qtbot.mouseClick(bar.state, LEFT)


# The risk matrix


def test_a_cell_of_the_matrix_lists_its_risks(stage: Stage) -> None:
    page = stage.show(RiskMatrixPage(stage.context))
    assert len(risks_of(page)) == len(stage.session.case.risks)
    press(stage, page.grids[0], 2, 5)
    assert sorted(risks_of(page)) == ["R05", "R07", "R11"]
    assert "likelihood 2, impact 5" in page.caption.text()
    press(stage, page.grids[1], 2, 3)
    assert sorted(risks_of(page)) == ["R01", "R02", "R06"]
    stage.qtbot.mouseClick(page.everything, LEFT)
    assert len(risks_of(page)) == len(stage.session.case.risks)


def test_the_arrow_keys_go_from_cell_to_cell(stage: Stage) -> None:
    page = stage.show(RiskMatrixPage(stage.context))
    grid = page.grids[0]
    press(stage, grid, 4, 3)
    assert sorted(risks_of(page)) == ["R03", "R12"]
    stage.qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert risks_of(page) == ["R01"]
    stage.qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert sorted(risks_of(page)) == ["R02", "R04", "R06"]


def test_enter_on_a_listed_risk_opens_it(stage: Stage) -> None:
    page = stage.show(RiskMatrixPage(stage.context))
    press(stage, page.grids[0], 4, 4)
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.figures.index(0, 1))
    stage.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert stage.steps.gone == ["risks[R01]"]


def test_a_chosen_cell_stays_chosen_when_a_risk_moves_away(stage: Stage) -> None:
    page = stage.show(RiskMatrixPage(stage.context))
    press(stage, page.grids[0], 4, 3)
    impact = Path("risks", "R12", "impact")
    stage.session.apply(edits.set_value(stage.session.case, impact, 4))
    stage.settle()
    assert risks_of(page) == ["R03"]


# The appraisal


def test_the_appraisal_shows_the_figures_of_the_table_in_the_document(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    case = stage.session.case
    document = Wording(case, analyse(case), "en")
    (table,) = (block for block in money.appraisal(document) if isinstance(block, Table))
    shown = {row[0]: row[1:] for row in texts(page.table)}
    labels = [column.label for column in table.columns]
    for place, label in enumerate(labels[1:], start=1):
        for option in range(1, OPTIONS):  # the first one, to do nothing, has neither costs nor benefits
            expected, found = table.rows[option][place], shown[label][option]
            assert found == expected or (expected, found[:5]) == ("none", "none:"), (label, option)
    assert page.sentence.text().startswith("The answer changes if benefits fall by 61.5%")


def test_a_figure_of_the_appraisal_leads_to_its_source(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    labels = [row[0] for row in texts(page.table)]
    for label, column, target in (("PV of benefits (TWD)", 2, "benefits"), ("NPV (TWD)", 3, "options[OPT2]")):
        page.table.setCurrentIndex(page.table.figures.index(labels.index(label), column))
        stage.qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert stage.steps.gone.pop() == target


def test_the_appraisal_follows_an_edit(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    stage.spend(1_600_000)
    stage.settle()
    assert {row[0]: row[2] for row in texts(page.table)}["NPV (TWD)"] == "6,042,169"


# A case in which nothing has been written


def test_an_empty_overview_says_what_is_needed(empty_stage: Stage) -> None:
    page = empty_stage.show(OverviewPage(empty_stage.context))
    assert words(page.cards["npv"]) == ["Net present value", "–", "choose the recommended option"]
    assert words(page.cards["risk"])[2] == "no risk is recorded"
    assert [view.chart for view in page.charts] == [None] * 4
    assert all("make" in view.accessibleName() for view in page.charts)
    empty_stage.qtbot.mouseClick(page.cards["npv"], LEFT)
    assert empty_stage.steps.gone == ["recommendation.option"]
    assert page.next_steps.findChildren(QPushButton)


def test_an_empty_matrix_and_appraisal_say_what_makes_them(empty_stage: Stage) -> None:
    matrix = empty_stage.show(RiskMatrixPage(empty_stage.context))
    assert matrix.finding.text() == "Risks with a likelihood and an impact make this chart."
    assert not any(grid.isVisible() for grid in matrix.grids)
    appraisal = empty_stage.show(AppraisalPage(empty_stage.context))
    assert appraisal.finding.text() == "Costs and benefits of the options make this page."
    assert not appraisal.table.isVisible()
