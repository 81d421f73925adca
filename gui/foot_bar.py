"""The bar at the foot: the figures of the case, moving with every edit; each leads to where it comes from."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from casebuilder.i18n import N_
from casebuilder.model.case import Case
from gui import headline
from gui.context import Context
from gui.findings import ranked
from gui.headline import NOTHING, Headline
from gui.i18n import tr
from gui.latest import Latest
from gui.text import PlainLabel, set_role, set_tip


def net_present_value(case: Case) -> Decimal | None:
    """The NPV of the recommended option. For a worker."""
    from casebuilder.analysis import analyse

    found = analyse(case).headline
    return None if found is None else found.appraisal.npv


class FootBar(QFrame):
    """NPV with its change since the last save, payback, budget fit, readiness, and whether the case is saved."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._saved_value: Decimal | None = None
        self._saved_at: datetime | None = None
        self._worth = Latest(self, context.workers, net_present_value, self._take_saved)
        set_role(self, "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 16, 2)
        row.setSpacing(4)
        self.figures = {key: self._add(row) for key in ("npv", "payback", "capital", "readiness")}
        row.addStretch()
        self.state = PlainLabel(role="muted", wrap=False)
        row.addWidget(self.state)
        self._follow()

    def _add(self, row: QHBoxLayout) -> QPushButton:
        button = QPushButton(NOTHING)
        set_role(button, "flat")
        button.clicked.connect(partial(self._open, button))
        row.addWidget(button)
        return button

    def _follow(self) -> None:
        session = self._context.session
        session.changed.connect(self._show_state)
        session.replaced.connect(self._opened)
        session.saved.connect(self._saved)
        self._context.derived.updated.connect(self._show)
        self._context.derived.stale_changed.connect(self._show_stale)
        self._opened()
        self._show()

    def _opened(self) -> None:
        self._saved_at = None
        self._worth.ask(self._context.session.saved_case)
        self._show_state()

    def _saved(self) -> None:
        self._saved_at = datetime.now().astimezone()
        self._worth.ask(self._context.session.saved_case)
        self._show_state()

    def _take_saved(self, value: Decimal | None) -> None:
        self._saved_value = value
        self._show()

    def _show(self) -> None:
        derived, case = self._context.derived, self._context.session.case
        results, readiness = derived.results, derived.readiness
        if results is None or readiness is None:
            return
        self._put("npv", headline.npv(case, results, self._saved_value))
        self._put("payback", headline.payback(results))
        self._put("capital", headline.capital(case, results))
        worst = ranked(derived.findings)
        ready = headline.ready(readiness)
        target = worst[0].path if worst else ""
        self._put("readiness", Headline(ready.label, ready.value, ready.note, ready.tone, target))

    def _put(self, key: str, shown: Headline) -> None:
        button = self.figures[key]
        button.setText("  ".join(filter(None, (shown.label, shown.value, shown.note))).replace("&", "&&"))
        button.setAccessibleName(shown.spoken)
        button.setProperty("target", shown.target)
        set_tip(button, shown.tip)

    def _show_stale(self, stale: bool) -> None:
        for button in self.figures.values():
            button.setAccessibleDescription(tr(N_("is being recalculated")) if stale else "")

    def _show_state(self) -> None:
        session = self._context.session
        if session.is_modified:
            self.state.setText(tr(N_("Changes not saved")))
        elif self._saved_at is not None:
            self.state.setText(tr(N_("Saved {time}"), time=self._saved_at.strftime("%H:%M")))
        else:
            self.state.setText(tr(N_("No changes")) if session.path else tr(N_("Not saved yet")))

    def _open(self, button: QPushButton) -> None:
        target = button.property("target")
        if target:
            self._context.navigator.go(target)
