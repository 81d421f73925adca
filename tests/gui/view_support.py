"""What the tests of the views stand on: real figures beside a page, and a navigator that only notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.examples import sample
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path, get
from gui import i18n, theme
from gui.context import Context
from gui.derived import Derived
from gui.session import CaseSession
from gui.workers import Workers
from tests.gui.form_support import Steps

Page = TypeVar("Page", bound=QWidget)
COST = Path("cost_lines", "C101", "flows")


class Stage:
    """A session with its figures, and where the pages wanted to go."""

    def __init__(self, qtbot: QtBot, case: Case) -> None:
        self.qtbot = qtbot
        self.session = CaseSession(case)
        self.workers = Workers(self.session)
        self.derived = Derived(self.session, self.workers)
        self.steps = Steps()
        self.context = Context(self.session, self.derived, self.workers, self.steps)
        self.derived.refresh()
        self.settle()

    def settle(self) -> None:
        """Wait for the figures of the newest snapshot, and for everything that is drawn from them."""
        self.qtbot.waitUntil(lambda: not self.derived.stale and not self.workers.busy, timeout=20_000)

    def show(self, page: Page) -> Page:
        """Show a page as the window would."""
        self.qtbot.addWidget(page)
        page.resize(900, 640)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        self.settle()
        return page

    def spend(self, amount: int) -> None:
        """Put another amount into year 0 of the first cost line, as the table of costs does."""
        later = get(self.session.case, COST)[1:]
        self.session.apply(edits.set_value(self.session.case, COST, (Decimal(amount), *later)))


MakeStage = Callable[[Case], Stage]


@pytest.fixture
def make_stage(qtbot: QtBot, qapp: QApplication) -> Iterator[MakeStage]:
    """A stage for any case; English, light."""
    i18n.set_language("en")
    theme.install(qapp)
    theme.set_mode("light")
    stages: list[Stage] = []

    def make(case: Case) -> Stage:
        stages.append(Stage(qtbot, case))
        return stages[-1]

    yield make
    for stage in stages:
        stage.workers.cancel_all()
        stage.workers.wait_all()
    i18n.set_language("en")


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    """The sample with its figures."""
    return make_stage(sample())


@pytest.fixture
def empty_stage(make_stage: MakeStage) -> Stage:
    """A case in which nothing has been written."""
    return make_stage(new_case())
