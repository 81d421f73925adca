"""The ranking of the risks: what it is by, what the sums say and do not say, and where each figure leads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from casebuilder.analysis import analyse
from casebuilder.analysis.simulation import Run, simulated
from casebuilder.charts.types import ExposureChart, WaterfallChart
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.people import Stakeholder
from casebuilder.model.risks import Risk, RiskAction, RiskAppetite
from casebuilder.model.uncertainty import SimulationSettings
from casebuilder.spec import BiText
from casebuilder.values.amounts import full_amount
from gui import i18n
from gui.pages.risk_ranking import ORDERS, RiskRankingPage
from tests.analysis.small import D, benefit, cost, small
from tests.gui.test_simulation_page import FEW, MANY, iterate, quick_stage, texts, until
from tests.gui.view_support import MakeStage, Stage, empty_stage, make_stage, stage

__all__ = ["empty_stage", "make_stage", "quick_stage", "stage"]  # fixtures

LEFT = Qt.MouseButton.LeftButton


def risk(identifier: str, before: int, after: int, **fields: Any) -> Risk:
    """A risk that occurs in one of two cases."""
    return Risk(
        id=identifier,
        name=BiText(f"Risk {identifier}", f"風險 {identifier}"),
        options=("A",),
        probability=D("0.5"),
        cost_if_occurs=D(before),
        residual_cost=D(after),
        **fields,
    )


GO = Option(id="A", name=BiText("Go", "前進"))
LEFT_OVER = {"residual_probability": D("0.5"), "residual_likelihood": 4, "residual_impact": 4}
RISKS = (
    risk("R1", 1000, 800, likelihood=1, impact=1),
    risk("R2", 4000, 400, likelihood=5, impact=5, category="people", **LEFT_OVER),
    risk("R3", 2000, 1200, likelihood=3, impact=3),
    risk("R4", 9000, 9000, status="closed"),
)
ACTIONS = (
    RiskAction(id="X1", risk="R1", cost=D(10)),
    RiskAction(id="X2", risk="R2", cost=D(900)),
)


def case(**parts: Any) -> Case:
    """A case of one option with three open risks; two responses have a cost."""
    lines = cost(10_000, 0, 0, 0, identifier="C1"), benefit(9000, 0, 1, 1, 1)
    parts = {"risks": RISKS, "risk_actions": ACTIONS, "options": (GO,), **parts}
    return small(*lines, simulation=SimulationSettings(iterations=FEW, seed=9, sampler="sobol"), **parts)


def column(page: RiskRankingPage, name: str) -> list[str]:
    """The cells under a header that starts with these words, without the total."""
    model = page.table.figures
    headers = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    place = next(place for place, header in enumerate(headers) if header.startswith(name))
    return [row[place] for row in texts(page.table)[:-1]]


def headers(page: RiskRankingPage) -> list[str]:
    model = page.table.figures
    return [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]


def ids(page: RiskRankingPage) -> list[str]:
    return [text.split()[0] for text in column(page, "Risk")]


def opened(stage: Stage) -> RiskRankingPage:
    """The page, with what the simulation adds."""
    page = stage.show(RiskRankingPage(stage.context))
    until(stage, lambda: any(name.startswith("Part of the loss at 80%") for name in headers(page)))
    return page


def rank_by(stage: Stage, page: RiskRankingPage, key: str) -> None:
    """Choose an order, as the keys do."""
    page.order.setFocus()
    steps = list(ORDERS).index(key) - page.order.currentIndex()
    for _ in range(abs(steps)):
        stage.qtbot.keyClick(page.order, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    stage.settle()


def test_open_risks_stand_in_the_order_of_what_is_asked(make_stage: MakeStage) -> None:
    stage = make_stage(case())
    page, found = opened(stage), {}
    for key in ORDERS:
        rank_by(stage, page, key)
        found[key] = ids(page)
    assert found == {
        "expected": ["R3", "R1", "R2"],  # half of 1200, 800 and 400
        "to_p80": ["R3", "R1", "R2"],
        "value": ["R1", "R2", "R3"],  # 100 for 10, 1800 for 900, no cost
        "score": ["R2", "R3", "R1"],
    }


def test_amounts_and_totals_are_those_of_the_register(make_stage: MakeStage) -> None:
    page = opened(make_stage(case()))
    assert column(page, "Expected before") == ["1,000", "500", "2,000"]
    assert column(page, "Expected after") == ["600", "400", "200"]
    assert column(page, "Saved by the response") == ["400", "100", "1,800"]
    assert column(page, "Cost of the response") == ["–", "10", "900"]
    assert column(page, "Saved per unit") == ["–", "10.00", "2.00"]
    total = texts(page.table)[-1]
    assert total[3:8] == ["3,500", "1,200", "2,300", "910", "2.09"]  # 1900 saved for 910
    assert page.sentence.text() == (
        "Open risks of Go: 3. TWD 3,500 expected before the responses, TWD 1,200 after."  # and no word of an appetite
    )


def test_contributions_are_those_of_the_simulation_and_the_sum_is_no_p80(make_stage: MakeStage) -> None:
    made = case()
    page = opened(make_stage(made))
    found = simulated(made, analyse(made), "A", Run()).contributions
    shown = dict(zip(ids(page), column(page, "Part of the loss at 80%"), strict=True))
    assert shown == {one.path[6:-1]: full_amount(Decimal(one.to_p80)) for one in found}
    assert page.note.text().startswith("The sum of expected costs is no P80.")
    assert not page.simulate.isVisible()


def test_contributions_that_are_older_than_the_case_are_not_shown(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    until(quick_stage, lambda: "Part of the loss at 80%" in " ".join(headers(page)))
    iterate(quick_stage, MANY)
    until(quick_stage, lambda: quick_stage.context.simulator.standing("OPT1").is_running)
    quick_stage.context.simulator.cancel()
    until(quick_stage, lambda: "Part of the loss at 80%" not in " ".join(headers(page)))
    until(quick_stage, page.simulate.isVisible)
    assert "only a simulation says" in page.note.text()


def test_totals_and_contributions_are_of_the_chosen_option(make_stage: MakeStage) -> None:
    other = Risk(
        id="R9", options=("B",), probability=D("0.5"), cost_if_occurs=D(100), lines=("C9",), line_share=D("0.1")
    )
    made = case(risks=(*RISKS, other), options=(GO, Option(id="B", name=BiText("Other"))))
    made = made.having(cost_lines=(*made.cost_lines, cost(5000, 0, 0, 0, identifier="C9", option="B")))
    stage = make_stage(made)
    page = opened(stage)
    assert ids(page) == ["R3", "R1", "R2"]
    page.options.setFocus()
    stage.qtbot.keyClick(page.options, Qt.Key.Key_Down)
    until(stage, lambda: "of Other add" in page.note.text())
    assert page.sentence.text() == "Open risks of Other: 1. TWD 300 expected before the responses, TWD 300 after."
    assert texts(page.table)[0][0].startswith("R9")
    adds = simulated(made, analyse(made), "B", Run()).contributions[0].to_p80
    assert texts(page.table)[0][-1] == full_amount(Decimal(adds))
    stage.qtbot.keyClick(page.options, Qt.Key.Key_End)
    until(stage, lambda: page.sentence.text().startswith("Open risks of all options: 4."))
    assert page.note.text().startswith("Only one option is carried out")
    assert not page.simulate.isVisible()


def test_an_option_without_risks_says_so(make_stage: MakeStage) -> None:
    made = case(options=(GO, Option(id="B", name=BiText("Other"))))
    stage = make_stage(made.having(cost_lines=(*made.cost_lines, cost(5, 0, 0, 0, identifier="C9", option="B"))))
    page = opened(stage)
    page.options.setFocus()
    stage.qtbot.keyClick(page.options, Qt.Key.Key_Down)
    until(stage, lambda: page.sentence.text() == "No open risk is one of Other.")
    assert page.choice.isVisible()
    assert not page.table.isVisible()


def test_what_stays_above_the_appetite_names_who_decides(make_stage: MakeStage) -> None:
    appetite = (RiskAppetite(id="AP1", category="people", highest_score=9, escalate_to="S1"),)
    people = (Stakeholder(id="S1", name=BiText("Ms Lin")),)
    page = opened(make_stage(case(risk_appetite=appetite, stakeholders=people)))
    assert column(page, "Appetite") == ["–", "–", "above: Ms Lin decides"]
    assert page.sentence.text().endswith("Above the appetite: 1.")


def test_a_row_leads_to_its_risk(make_stage: MakeStage) -> None:
    stage = make_stage(case())
    page = opened(stage)
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.figures.index(0, 0))
    stage.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert stage.steps.gone == ["risks[R3]"]


def test_the_sample_has_its_charts_and_all_its_risks(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    assert [type(view.chart) for view in page.pictures] == [WaterfallChart, ExposureChart]
    assert len(ids(page)) == 10
    quick_stage.qtbot.keyClick(page.options, Qt.Key.Key_End)
    until(quick_stage, lambda: len(ids(page)) == 15)


def test_where_no_response_has_a_cost_the_page_says_so_and_leaves_its_columns_out(make_stage: MakeStage) -> None:
    page = opened(make_stage(case(risk_actions=())))
    assert not any(name.startswith(("Cost of", "Saved per")) for name in headers(page))
    assert "No response has a cost" in page.note.text()


def test_without_a_simulation_the_page_says_what_is_missing(make_stage: MakeStage) -> None:
    stage = make_stage(case(risks=RISKS, options=()))
    page = stage.show(RiskRankingPage(stage.context))
    assert "only a simulation says" in page.note.text()
    stage.qtbot.mouseClick(page.simulate, LEFT)
    assert stage.steps.gone == ["uncertainty/_simulation"]


def test_without_open_risks_the_page_teaches_and_leads_to_them(empty_stage: Stage) -> None:
    page = empty_stage.show(RiskRankingPage(empty_stage.context))
    assert page.sentence.text() == "Open risks with a probability and a cost make this page."
    assert not page.table.isVisible()
    empty_stage.qtbot.mouseClick(page.begin, LEFT)
    assert empty_stage.steps.gone == ["risks"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Open risks of Go: 3."), ("zh_TW", "「前進」未結案風險 3 項。")]
)
def test_it_speaks_the_language_of_the_screen(make_stage: MakeStage, language: Language, words: str) -> None:
    stage = make_stage(case())
    i18n.set_language(language)
    page = stage.show(RiskRankingPage(stage.context))
    assert page.sentence.text().startswith(words)
