"""The pages of the appraisal and its doubts: what they say, what they ask for, and figures that explain themselves."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from casebuilder.analysis import analyse
from casebuilder.analysis.sensitivity import scenario_results, sensitivity_of
from casebuilder.charts.types import ProfileChart, TornadoChart
from casebuilder.model.case import Case
from casebuilder.model.money import FundingSource
from casebuilder.model.options import Option
from casebuilder.values.amounts import full_amount
from gui import i18n
from gui.guide_panel import GuidePanel
from gui.main_window import MainWindow
from gui.pages.appraisal import AppraisalPage
from gui.pages.figure_page import FigurePage
from gui.pages.scenarios import ScenariosPage
from gui.pages.sensitivity import DRIVERS_SHOWN, SensitivityPage
from gui.tables.figure_table import FigureTable
from tests.analysis.small import D, benefit, cost, flows, small
from tests.gui.form_support import with_value
from tests.gui.view_support import MakeStage, Stage, empty_stage, make_stage, stage

__all__ = ["empty_stage", "make_stage", "stage"]  # fixtures

PAGES: tuple[Callable[..., FigurePage], ...] = (AppraisalPage, SensitivityPage, ScenariosPage)


def texts(table: FigureTable) -> list[list[str]]:
    """The cells of a table, row by row."""
    model = table.figures
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def labels(table: FigureTable) -> list[str]:
    return [row[0] for row in texts(table)]


def go_to(stage: Stage, table: FigureTable, row: str, column: int) -> None:
    """Put the focus on a cell, as the arrow keys do."""
    table.setFocus()
    table.setCurrentIndex(table.figures.index(labels(table).index(row), column))
    stage.settle()


# -- results -----------------------------------------------------------------------------------------------------------


def test_measures_stand_under_headings_that_the_keys_pass_over(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    names = labels(page.table)
    assert [name for row, name in enumerate(names) if page.table.figures.is_heading(row)] == [
        "What it is worth",
        "Return",
        "Time",
        "Risk and financing",
    ]
    go_to(stage, page.table, "Verdict", 1)
    stage.qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert names[page.table.currentIndex().row()] == "PV of benefits (TWD)"


def test_the_finding_says_which_option_is_worth_the_most(make_stage: MakeStage) -> None:
    lines = (cost(100), benefit(50, 0, 1, 1, 1), cost(10, identifier="C2", option="B"))
    options = (Option(id="A"), Option(id="B"))
    rich = benefit(90, 0, 1, 1, 1, identifier="B2", option="B")
    for case, words in (
        (small(*lines, options=options), "The recommended option is worth the most: A, TWD 50."),
        (small(*lines, rich, options=options), "B is worth TWD 210 more than the recommended option"),
        (small(cost(100), benefit(1, 0, 1)), "No option is worth its costs; A loses least, TWD −99."),
    ):
        made = make_stage(case)
        assert made.show(AppraisalPage(made.context)).finding.text().startswith(words)


def test_several_rates_of_return_bring_the_profile_and_a_sentence(make_stage: MakeStage) -> None:
    made = make_stage(small(cost(1000, 0, 1320), benefit(2300, 0, 1, 0), horizon=2, rate="0.15"))
    page = made.show(AppraisalPage(made.context))
    assert "A has several IRRs" in page.notes.text()
    assert page.profile.isVisible()
    assert isinstance(page.profile.chart, ProfileChart)
    rows = {row[0]: row[1] for row in texts(page.table)}
    assert rows["IRR"] == "several: 10.0% / 20.0%"
    assert rows["MIRR"].endswith("%")


def test_one_rate_of_return_needs_no_profile(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    assert not page.profile.isVisible()
    assert page.notes.text() == "Confirmed funding covers all costs of the recommended option."


def test_rankings_that_disagree_and_a_gap_of_the_funding_are_said(make_stage: MakeStage) -> None:
    lines = (cost(1000), benefit(500, 0, 1, 1, 1), cost(10, identifier="C2", option="B"))
    case = small(
        *lines,
        benefit(20, 0, 1, 1, 1, identifier="B2", option="B"),
        options=(Option(id="A"), Option(id="B")),
        funding_sources=(
            FundingSource(id="F1", amounts=flows(600), status="confirmed"),
            FundingSource(id="F2", amounts=flows(300), status="asked"),
        ),
    )
    made = make_stage(case)
    ranking, funding = made.show(AppraisalPage(made.context)).notes.text().split("\n")
    assert ranking == ("A is better by NPV, B by BCR, IRR. Where only one can be had, the NPV decides.")
    assert funding == (
        "TWD 400 of the costs has no confirmed funding, first in 2026; for TWD 100 nothing is expected either."
    )


def test_options_that_last_for_different_times_are_compared_by_annual_value(make_stage: MakeStage) -> None:
    lines = (cost(100), benefit(80, 0, 1, 1, 1, 1), cost(150, identifier="C2", option="B"))
    case = small(
        *lines,
        benefit(80, 0, 1, 1, 1, 1, identifier="B2", option="B"),
        horizon=4,
        options=(Option(id="A", life_years=2), Option(id="B", life_years=4)),
    )
    made = make_stage(case)
    page = made.show(AppraisalPage(made.context))
    assert page.lives_note.text().startswith("Options last for different times. By annual value, B is the best")
    assert texts(page.lives) == [["A", "2", "60", "30", "120"], ["B", "4", "170", "43", "170"]]


def test_rows_of_other_views_are_there_where_the_case_asks_for_them(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    assert "NPV after tax (TWD)" not in labels(page.table)
    case = with_value(stage.session.case, "rules.tax_rate", Decimal("0.2"))
    case = with_value(case, "options[OPT1].terminal_method", "multiple")
    stage.session.replace(with_value(case, "options[OPT1].terminal_multiple", Decimal(2)), None)
    stage.settle()
    assert labels(page.table)[-4:] == [
        "Other views",
        "NPV after tax (TWD)",
        "Value after the horizon (TWD)",
        "Share of the NPV that lies after the horizon",
    ]


def test_the_risk_adjustment_adds_up_in_print(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    rows = {row[0]: [cell.replace(",", "").replace("−", "-") for cell in row[2:]] for row in texts(page.table)}
    for place in range(4):
        npv, aside, risks, bias, adjusted = (
            int(rows[name][place])
            for name in (
                "NPV (TWD)",
                "PV of money set aside for risks (TWD)",
                "PV of expected risk costs (TWD)",
                "PV of optimism bias (TWD)",
                "Risk-adjusted NPV (TWD)",
            )
        )
        assert abs(npv + aside - risks - bias - adjusted) <= 2  # each is rounded by itself


# -- sensitivity -------------------------------------------------------------------------------------------------------


def test_the_drivers_are_those_of_the_analysis_and_all_can_be_shown(stage: Stage) -> None:
    page = stage.show(SensitivityPage(stage.context))
    case = stage.session.case
    found = sensitivity_of(case, analyse(case).options["OPT1"])
    assert page.drivers.figures.rowCount() == DRIVERS_SHOWN
    stage.qtbot.mouseClick(page.more, Qt.MouseButton.LeftButton)
    assert [row[3:] for row in texts(page.drivers)] == [
        [full_amount(value) for value in (one.bar.at_low, one.bar.at_high, one.bar.swing)] for one in found.swings
    ]
    assert not page.more.isVisible()
    assert isinstance(page.pictures[0].chart, TornadoChart)


def test_the_page_speaks_of_the_option_that_is_chosen(stage: Stage) -> None:
    page = stage.show(SensitivityPage(stage.context))
    assert page.finding.text().startswith("The answer changes if benefits fall by 61.5%")
    assert page.options.option == "OPT1"
    place = page.options.findData("OPT4")
    page.options.setCurrentIndex(place)
    page.options.activated.emit(place)
    stage.settle()
    npv = analyse(stage.session.case).options["OPT4"].appraisal.npv
    assert texts(page.delays)[0][1] == full_amount(npv)
    assert not page.finding.text().startswith("The answer changes if benefits fall by 61.5%")
    stage.spend(1_600_000)
    stage.settle()
    assert page.options.option == "OPT4"


def test_a_delay_costs_what_the_table_says(stage: Stage) -> None:
    page = stage.show(SensitivityPage(stage.context))
    assert page.delay_note.text() == "Each month that the benefits come late costs TWD 205,820 within the first year."
    npv, lost = texts(page.delays)
    assert npv[1:4] == ["6,192,169", "5,986,349", "5,574,708"]
    assert lost[1:4] == ["0", "205,820", "617,461"]


def test_only_lines_that_can_turn_the_answer_are_listed(stage: Stage) -> None:
    page = stage.show(SensitivityPage(stage.context))
    rows = {row[0]: row[2] for row in texts(page.switches)}
    assert (rows["All benefits"], rows["All costs"]) == ("−61.5%", "+159.5%")
    assert "Fax server retired" not in rows
    assert rows["Extra support days"] == "+408.1%"


def test_without_ranges_the_page_says_what_to_type(make_stage: MakeStage) -> None:
    made = make_stage(small(cost(100), benefit(50, 0, 1, 1, 1)))
    page = made.show(SensitivityPage(made.context))
    assert page.note.text().startswith("No line has a range.")
    assert page.begin.isVisible()
    assert not page.drivers.isVisible()
    assert page.pictures[0].accessibleName() == (
        "Ranges make this chart: type low and high with the costs and the benefits, in the group “Range”."
    )
    assert texts(page.switches)


# -- scenarios ---------------------------------------------------------------------------------------------------------


def test_the_scenarios_are_those_of_the_analysis_and_the_best_is_marked(stage: Stage) -> None:
    page = stage.show(ScenariosPage(stage.context))
    case = stage.session.case
    found = scenario_results(case, analyse(case).options)
    for row, one in zip(texts(page.table), found, strict=True):
        assert row[0] == one.scenario.name.en
        assert row[1:-1] == [full_amount(appraisal.npv) for appraisal in one.appraisals.values()]
        assert row[-1] == one.best
    assert page.finding.text().startswith("Best in all 5 scenarios: Optimise the current system only")
    assert not page.add_usual.isVisible()


def test_the_usual_three_become_scenarios_of_the_case_in_one_step(make_stage: MakeStage, stage: Stage) -> None:
    made = make_stage(stage.session.case.having(scenarios=(), scenario_changes=()))
    page = made.show(ScenariosPage(made.context))
    before = texts(page.table)
    assert [row[0] for row in before] == ["Base", "Optimistic", "Pessimistic"]
    made.qtbot.mouseClick(page.add_usual, Qt.MouseButton.LeftButton)
    made.settle()
    added = made.session.case.scenarios
    assert [one.kind for one in added] == ["base", "optimistic", "pessimistic"]
    assert all(one.id and one.name.en and one.name.zh_TW != one.name.en and one.story.zh_TW for one in added)
    assert texts(page.table) == before
    assert not page.add_usual.isVisible()
    made.session.undo()
    assert made.session.case.scenarios == ()


def test_another_option_may_be_the_best_in_a_scenario(make_stage: MakeStage) -> None:
    lines = (
        cost(100, low=D("0.9"), high=D(3)),
        benefit(60, 0, 1, 1, 1),
        cost(100, identifier="C2", option="B"),
        benefit(50, 0, 1, 1, 1, identifier="B2", option="B"),
    )
    made = make_stage(small(*lines, options=(Option(id="A"), Option(id="B"))))
    page = made.show(ScenariosPage(made.context))
    assert page.finding.text() == "Best in 2 of 3 scenarios: A. In Pessimistic it is B."
    assert page.note.text() == "The recommended option is worth less than nothing in: Pessimistic."


def test_scenarios_that_are_alike_say_why(make_stage: MakeStage) -> None:
    made = make_stage(small(cost(100), benefit(50, 0, 1, 1, 1)))
    page = made.show(ScenariosPage(made.context))
    assert page.note.text() == "The scenarios are alike, as nothing differs in them yet: no line has a range."


# -- empty and in the other language -----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", PAGES)
def test_an_empty_page_says_what_makes_it_and_leads_there(
    empty_stage: Stage, make: Callable[..., AppraisalPage | SensitivityPage | ScenariosPage]
) -> None:
    page = empty_stage.show(make(empty_stage.context))
    assert page.finding.text() == "Costs and benefits of the options make this page."
    assert not any(table.isVisible() for table in page.tables)
    empty_stage.qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    assert empty_stage.steps.gone == ["cost_lines"]


@pytest.mark.parametrize("make", PAGES)
def test_every_label_of_a_page_is_chinese(stage: Stage, make: Callable[..., FigurePage]) -> None:
    i18n.set_language("zh_TW")
    page = stage.show(make(stage.context))
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    assert shown
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in shown)


# -- figures that explain themselves -----------------------------------------------------------------------------------


def shown_beside(stage: Stage, page: FigurePage) -> GuidePanel:
    """The panel at the right, in the window of the page."""
    panel = GuidePanel(stage.context, page)
    panel.resize(300, 640)
    panel.show()
    return panel


def test_the_panel_follows_the_figure_and_f1_leads_to_it(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    panel = shown_beside(stage, page)
    assert "Go to a figure" in panel.why.meaning.text()
    go_to(stage, page.table, "NPV (TWD)", 2)
    assert (panel.why.title.text(), panel.why.value.text()) == ("NPV", "6,192,169")
    assert panel.currentWidget() is panel.guide
    stage.qtbot.keyClick(page.table, Qt.Key.Key_F1)
    assert panel.currentWidget() is panel.why
    assert panel.why.formula.text() == "NPV = PV of benefits 10,074,399 − PV of costs 3,882,230 = 6,192,169"
    stage.spend(1_600_000)
    stage.settle()
    assert panel.why.value.text() == "6,042,169"


def test_an_input_of_the_explanation_leads_to_its_field(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    panel = shown_beside(stage, page)
    go_to(stage, page.table, "PV of costs (TWD)", 2)
    panel.show_why()
    listed = panel.why.inputs
    first = listed.item(0)
    assert first.text() == "C105 Extra support days: 1,517,230"
    stage.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualItemRect(first).center())
    assert stage.steps.gone == ["cost_lines[C105]"]


def test_every_figure_of_the_pages_has_an_explanation(stage: Stage) -> None:
    for make in PAGES:
        page = stage.show(make(stage.context))
        panel = shown_beside(stage, page)
        for table in page.tables:
            for index in shown_figures(table):
                table.setFocus()
                table.setCurrentIndex(index)
                stage.settle()
                assert panel.why.value.text() == index.data()


def shown_figures(table: FigureTable) -> list[QModelIndex]:
    """The figures of the first three columns."""
    model = table.figures
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(1, 3)]
    return [index for index in places if model.cell(index).figure is not None]


def test_the_menu_of_a_figure_explains_leads_and_copies(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    panel = shown_beside(stage, page)
    go_to(stage, page.table, "NPV (TWD)", 2)
    explain, lead, copy = page.table.menu(page.table.currentIndex()).actions()
    for action in (explain, lead, copy):
        action.trigger()
    assert panel.currentWidget() is panel.why
    assert stage.steps.gone == ["options[OPT1]"]
    assert QGuiApplication.clipboard().text() == "6,192,169"
    go_to(stage, page.table, "Verdict", 2)
    assert not page.table.menu(page.table.currentIndex()).actions()[0].isEnabled()


def test_a_figure_of_an_option_that_is_gone_is_not_explained(stage: Stage) -> None:
    page = stage.show(AppraisalPage(stage.context))
    panel = shown_beside(stage, page)
    go_to(stage, page.table, "NPV (TWD)", 2)
    stage.session.replace(Case(), None)
    stage.settle()
    assert panel.why.value.text() == ""
    assert not panel.why.inputs.isVisible()


def test_f1_on_a_figure_brings_the_folded_panel_back(window: MainWindow) -> None:
    window.actions_["guide"].setChecked(False)
    assert not window.frame.guide.isVisible()
    window.context.focus.why.emit()
    assert window.frame.guide.isVisible()
    assert window.frame.guide.currentWidget() is window.frame.guide.why
