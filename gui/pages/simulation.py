"""How sure the figures are: the simulation of an option, live where it is quick, with progress and cancel in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from gui.context import Context
from gui.headline import COSTS
from gui.i18n import language, tr
from gui.latest import Latest
from gui.pages.figure_page import FigurePage, put_text
from gui.pages.option_box import OptionBox
from gui.simulator import Outcome, Standing, Subject
from gui.tables.figure_table import Figures
from gui.text import set_role

if TYPE_CHECKING:
    from casebuilder.analysis import Results
    from gui.pages.simulation_figures import Shown

PATIENCE_MS: Final = 300  # what is over sooner shows no progress
BAR_WIDTH: Final = 160
SETTINGS: Final = "simulation"
NO_MONEY: Final = N_("Costs and benefits of an option make the simulation.")
NO_RANGES: Final = N_(
    "Nothing of this option is uncertain yet. Give its costs and benefits a low and a high value and say what they rest"
    " on, or give its risks a probability and a cost."
)

Asked = tuple[Subject, Outcome | None]


def composed(subject: Subject, outcome: Outcome | None, spoken: Language) -> tuple[Asked, Shown]:
    """What the page shows of an outcome, with what was asked for. For a worker."""
    from gui.pages.simulation_figures import compose

    return (subject, outcome), compose(subject, outcome, spoken)


def state(standing: Standing) -> tuple[str, str]:
    """How the figures stand to the case, in one line, and the role of its label."""
    if standing.is_running:
        return tr(N_("Being simulated …")), "muted"
    if fault(standing):
        return "", "muted"
    if standing.is_current:
        by_itself = N_("As the case is now; every edit runs it again.")
        return tr(by_itself if standing.is_quick else N_("As the case is now.")), "muted"
    return ("", "muted") if standing.is_quick else _waiting(standing)


def _waiting(standing: Standing) -> tuple[str, str]:
    """The state of what runs only when it is asked to."""
    if standing.simulated is None:
        return tr(N_("It takes a while, and so it runs only when you ask.")), "muted"
    if standing.curve is not None:
        return tr(N_("The NPV is up to date, the rest is older: run it again.")), "warning"
    return tr(N_("Older than the case: run it again.")), "warning"


def fault(standing: Standing) -> str:
    """Why there are no figures, and what to do."""
    outcome = standing.outcome if standing.is_current else None
    if outcome is not None and outcome.is_distrusted:
        text = N_(
            "The simulation failed its own check, and so it shows no figures: there is a fault in the program. Save the"
            " case and report this with the file. ({detail})"
        )
        return tr(text, detail=outcome.fault)
    found = (standing.subject.fault if standing.subject else "") or (outcome.fault if outcome else "")
    if not found:
        return ""
    text = N_("These figures cannot be simulated. Look at the ranges, the groups and the correlations. ({detail})")
    return tr(text, detail=found)


def lack(standing: Standing) -> str:
    """What has to be typed before there is anything to simulate; "" where nothing is lacking."""
    subject = standing.subject
    if subject is None or subject.fault:
        return ""
    return tr(NO_MONEY) if subject.key is None else tr(NO_RANGES) if subject.is_certain else ""


class SimulationPage(FigurePage):
    """One option: what is certain, the curves, percentiles, money to set aside, what drives it, and how it was run."""

    key = "simulation_results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr(N_("Simulation results")), parent)
        self._simulator = context.simulator
        self._data = Latest(self, context.workers, composed, self._take)
        self._asked: Asked | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(partial(self._show_progress, True))
        self.options = OptionBox()
        self.run = QPushButton(tr(N_("Run")))
        self.bar = QProgressBar()
        self.cancel = QPushButton(tr(N_("Cancel")))
        self._add_controls()
        self.fault = self.add_text("bad")
        self.sentence = self.add_text("heading")
        self.reserve = self.add_text("warning")
        self.begin = self.add_button(tr(N_("Go to the costs")), partial(context.navigator.go, COSTS))
        self._add_figures()
        self.add_stretch()
        self._simulator.changed.connect(self._follow)
        self._simulator.progressed.connect(self._report)

    def _add_controls(self) -> None:
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setAccessibleName(tr(N_("Progress of the simulation")))
        self.controls = self.add_choice(tr(N_("Option")), self.options, self.run, self.bar, self.cancel)
        self.state = self.add_text("muted")
        self.state.setMinimumHeight(self.state.fontMetrics().lineSpacing())  # what is below does not jump
        self.options.chosen.connect(self._attend)
        self.run.clicked.connect(self._start)
        self.cancel.clicked.connect(self._simulator.cancel)

    def _add_figures(self) -> None:
        """The curve of the NPV with the tables that belong to it, that of the cost, and what it all comes from."""
        value = self.add_charts(SETTINGS, height=340)
        self.percentiles = self.add_table(tr(N_("Percentiles")))
        reading = N_("In bold what holds with 80% certainty: the NPV is at least P20, the cost at most P80.")
        self.reading = self.add_text("small", tr(reading))
        self.measures = self.add_table(tr(N_("Measures of the uncertainty")), stretch=(2,))
        self.add_hint()
        self.pictures = [*value, *self.add_charts(COSTS), *self.add_charts(SETTINGS)]
        self.drivers = self.add_table(tr(N_("What the uncertainty comes from")))
        self.how = self.add_text("heading", tr(N_("How it was run")))
        self.notes = self.add_text("muted")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._attend()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._simulator.attend(self.key, "")

    def refresh(self, case: Case, results: Results) -> None:
        """Follow the option that was chosen, or the recommended one."""
        self.options.show_options(case, results)
        self._attend()

    def _attend(self) -> None:
        self._simulator.attend(self.key, self.options.option)
        self._follow(self.options.option)

    def _start(self) -> None:
        self._simulator.start(self.options.option)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _follow(self, option: str) -> None:
        """Show how things stand with the option, and ask for its figures where there are others."""
        if option != self.options.option or not self.isVisible():
            return
        standing = self._simulator.standing(option)
        self._show_state(standing)
        subject, outcome = standing.subject, standing.outcome
        if subject is None or lack(standing) or (standing.simulated is None and standing.curve is None):
            self._asked = None
            self._show_nothing(lack(standing) if option else tr(NO_MONEY))
        elif self._asked != (subject, outcome):
            self._asked = subject, outcome
            self._data.ask(subject, outcome, language())

    def _take(self, made: tuple[Asked, Shown]) -> None:
        asked, shown = made
        if asked != self._asked:
            return
        put_text(self.sentence, shown.sentence)
        text, tone = shown.reserve
        put_text(self.reserve, text)
        set_role(self.reserve, tone)
        self.begin.hide()
        self.put_table(self.percentiles, shown.percentiles)
        self.put_table(self.measures, shown.measures)
        self.put_table(self.drivers, shown.drivers)
        self.reading.show()
        standing = self._simulator.standing(self.options.option)
        for place, (view, chart) in enumerate(zip(self.pictures, shown.charts, strict=True)):
            view.setVisible(chart is not None)
            view.set_chart(chart)
            is_exact = place == 0 and standing.curve is not None
            view.set_stale(not (standing.is_current or is_exact), tr(N_("Older than the case")))
        self.how.setVisible(bool(shown.notes))
        put_text(self.notes, "\n".join(f"• {note}" for note in shown.notes))

    def _show_nothing(self, lacking: str) -> None:
        """Before the first figures, and where there can be none: what is lacking, and where to type it."""
        put_text(self.sentence, lacking)
        self.begin.setVisible(bool(lacking))
        for table in self.tables:
            self.put_table(table, Figures((), ()))
        for widget in (*self.pictures, self.reserve, self.reading, self.how, self.notes):
            widget.hide()

    def _show_state(self, standing: Standing) -> None:
        """Buttons, progress, and in one line how the figures stand to the case."""
        if not standing.is_running:
            self._patience.stop()
            self._show_progress(False)
        elif not self.bar.isVisible() and not self._patience.isActive():
            self.bar.setValue(0)
            self._patience.start()
        for widget in (self.controls, self.state):
            widget.setVisible(bool(self.options.option))
        self.run.setEnabled(standing.can_run)
        words, role = state(standing)
        self.state.setText(words)
        set_role(self.state, role)
        put_text(self.fault, fault(standing))

    def _show_progress(self, shown: bool) -> None:
        self.run.setVisible(not shown)
        for widget in (self.bar, self.cancel):
            widget.setVisible(shown)

    def _report(self, option: str, share: float) -> None:
        if option == self.options.option:
            self.bar.setValue(round(100 * share))
