"""Figures and the case they are of stay together, whatever is edited, opened or closed while a worker is at it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from casebuilder.model import edits
from casebuilder.model.case import Case
from gui.context import Context
from gui.pages.appraisal import AppraisalPage
from gui.pages.live_page import LivePage
from gui.pages.overview import OverviewPage
from gui.pages.risk_matrix import RiskMatrixPage
from gui.pages.risk_ranking import RiskRankingPage
from gui.pages.scenarios import ScenariosPage
from gui.pages.sensitivity import SensitivityPage
from gui.pages.simulation import SimulationPage
from gui.why_tab import WhyTab
from gui.workers import Workers
from tests.gui.test_simulation_page import MANY, begun, iterate, opened, quick, quick_stage, until
from tests.gui.view_support import MakeStage, Stage, make_stage

__all__ = ["make_stage", "quick_stage"]  # fixtures

PAGES = (
    AppraisalPage,
    OverviewPage,
    RiskMatrixPage,
    RiskRankingPage,
    ScenariosPage,
    SensitivityPage,
    SimulationPage,
)


def with_a_risk(case: Case) -> edits.Edit:
    return edits.duplicate_records(case, "risks", ["R01"])


def without_a_risk(case: Case) -> edits.Edit:
    return edits.delete_records(case, "risks", ["R01"])


def without_a_cost(case: Case) -> edits.Edit:
    return edits.delete_records(case, "cost_lines", ["C101"])


@pytest.mark.parametrize("edit", [with_a_risk, without_a_risk, without_a_cost])
def test_a_page_that_is_shown_right_after_an_edit_shows_what_is_known(
    make_stage: MakeStage, edit: Callable[[Case], edits.Edit]
) -> None:
    stage = make_stage(quick())
    makers: tuple[Callable[[Context], LivePage], ...] = PAGES
    pages = [make(stage.context) for make in makers]
    tab = WhyTab(stage.context)
    stage.session.apply(edit(stage.session.case))
    assert stage.derived.stale
    tab.show_figure("OPT1", "pv_costs")
    for page in pages:
        stage.show(page)  # what breaks in a worker fails the test
    until(stage, lambda: bool(tab.value.text()))


def test_what_is_reported_of_a_cancelled_job_reaches_nobody(qtbot: QtBot, qapp: object) -> None:
    workers, gate, told = Workers(), threading.Event(), []

    def work(progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        progress(0.5)
        gate.set()

    job = workers.run(work, progress=told.append)
    assert gate.wait(10)
    job.cancel()
    qtbot.waitUntil(lambda: not workers.busy)
    workers.wait_all()
    qtbot.wait(1)
    assert told == []


def test_workers_that_are_closed_begin_nothing(qtbot: QtBot, qapp: object) -> None:
    workers, done = Workers(), []
    workers.close()
    job = workers.run(done.append, 1, done=done.append)
    assert job.is_cancelled()
    assert not workers.busy
    workers.wait_all()
    assert done == []


def test_another_case_is_never_shown_what_was_known_of_the_one_before(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    iterate(quick_stage, MANY)
    begun(quick_stage, page)
    quick_stage.session.replace(quick(seed=77), None)
    standing = quick_stage.context.simulator.standing("OPT1")
    assert (standing.subject, standing.outcome, standing.is_running) == (None, None, False)
    until(quick_stage, lambda: quick_stage.context.simulator.standing("OPT1").is_current)
    assert quick_stage.context.simulator.standing("OPT1").subject is not None
    assert page.state.text() == "As the case is now; every edit runs it again."
