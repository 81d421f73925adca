"""The pages of the window: made when they are first shown, and found by the path of a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casebuilder.i18n import N_
from casebuilder.model.paths import Path
from casebuilder.steps import STEPS, Step, step_of
from gui.context import Context
from gui.i18n import tr

if TYPE_CHECKING:
    from gui.pages.step_page import StepPage, Tab

OVERVIEW: Final = "overview"
PREVIEW: Final = "preview"


class Page(Protocol):
    """What every page can do."""

    def show_path(self, path: str) -> None:
        """Lead to what `path` names."""


class Book(QStackedWidget):
    """One page for each step, the overview and the preview; `turned` carries the key of the page that is shown."""

    turned = Signal(str)
    export_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages: dict[str, QWidget] = {}
        self._key = ""
        self._steps = {step.key: step for step in STEPS}

    @property
    def key(self) -> str:
        """The key of the page that is shown."""
        return self._key

    def page(self, key: str) -> QWidget:
        """The page with this key, made now if it has not been shown yet; KeyError where there is none."""
        if key not in self._pages:
            self._pages[key] = self._make(key)
            self.addWidget(self._pages[key])
        return self._pages[key]

    def turn_to(self, target: str) -> None:
        """Show a page, and there a tab where the target names one: "uncertainty/_simulation"."""
        key, _, tab = target.partition("/")
        self.setCurrentWidget(self.page(key))
        if tab:
            page: StepPage = self._pages[key]  # type: ignore[assignment] # no other page has tabs
            page.show_tab(tab)
        self._key = key
        self.turned.emit(key)

    def show_path(self, path: str) -> None:
        """Show the page of a field, and there the record and the field."""
        parsed = Path.parse(path)
        key = step_of(parsed.part, parsed.record).key
        self.turn_to(key)
        page: Page = self._pages[key]  # type: ignore[assignment] # every page is made by `_make`
        page.show_path(path)

    def _make(self, key: str) -> QWidget:
        if key == OVERVIEW:
            from gui.pages.overview import OverviewPage

            return OverviewPage(self._context, self)
        if key == PREVIEW:
            from gui.pages.preview import PreviewPage

            preview = PreviewPage(self._context, self)
            preview.export_asked.connect(self.export_asked)
            return preview
        from gui.pages.step_page import StepPage  # forms and tables, which the first page does not wait for

        step = self._steps[key]
        return StepPage(self._context, step, self, extras=self._extras(step))

    def _extras(self, step: Step) -> tuple[Tab, ...]:
        """The pages of figures of a step, which stand before its parts."""
        made: dict[str, tuple[tuple[str, str, Callable[[], QWidget]], ...]] = {
            "appraisal": (("_appraisal", N_("Results"), self._appraisal),),
            "uncertainty": (
                ("_sensitivity", N_("Sensitivity"), self._sensitivity),
                ("_scenarios", N_("Scenarios compared"), self._scenarios),
                ("_simulation", N_("Simulation results"), self._simulation),
            ),
            "risk_matrix": (
                ("_risk_matrix", N_("Matrix"), self._matrix),
                ("_risk_ranking", N_("Ranking"), self._ranking),
            ),
        }
        if step.key not in made:
            return ()
        from gui.pages.step_page import Tab

        return tuple(Tab(key, tr(title), make) for key, title, make in made[step.key])

    def _appraisal(self) -> QWidget:
        from gui.pages.appraisal import AppraisalPage

        return AppraisalPage(self._context)

    def _sensitivity(self) -> QWidget:
        from gui.pages.sensitivity import SensitivityPage

        return SensitivityPage(self._context)

    def _scenarios(self) -> QWidget:
        from gui.pages.scenarios import ScenariosPage

        return ScenariosPage(self._context)

    def _simulation(self) -> QWidget:
        from gui.pages.simulation import SimulationPage

        return SimulationPage(self._context)

    def _matrix(self) -> QWidget:
        from gui.pages.risk_matrix import RiskMatrixPage

        return RiskMatrixPage(self._context)

    def _ranking(self) -> QWidget:
        from gui.pages.risk_ranking import RiskRankingPage

        return RiskRankingPage(self._context)
