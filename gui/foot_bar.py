"""The bar at the foot: the figures of the case, moving with every edit; each leads to where it comes from."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from casebuilder.i18n import N_
from casebuilder.model.case import Case
from gui import headline
from gui.context import Context
from gui.headline import NOTHING, Headline, snapshot
from gui.i18n import tr
from gui.latest import Latest
from gui.navigation import follow
from gui.text import set_role, set_tip

KEYS: Final = ("npv", "certain", "payback", "budget", "readiness", "blockers")


def net_present_value(case: Case) -> Decimal | None:
    """The NPV of the recommended option. For a worker."""
    from casebuilder.analysis import analyse

    found = analyse(case).headline
    return None if found is None else found.appraisal.npv


class FootBar(QFrame):
    """The figures of the case, and whether it is saved.

    NPV with its change since the last save, what is certain at 80%, payback, budget, readiness, blockers.
    """

    save_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._saved_value: Decimal | None = None
        self._saved_at: datetime | None = None
        self._is_clean = True
        self._worth = Latest(self, context.workers, net_present_value, self._take_saved)
        set_role(self, "bar")
        self._has_certain = False
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(0)
        self.figures = {key: self._add(row, partial(self._open, key)) for key in KEYS}
        row.addStretch()
        self.state = self._add(row, self.save_asked.emit)
        self._follow()

    def _add(self, row: QHBoxLayout, slot: object) -> QPushButton:
        button = QPushButton(NOTHING)
        set_role(button, "flat")
        button.clicked.connect(slot)
        row.addWidget(button)
        return button

    def _follow(self) -> None:
        session = self._context.session
        session.undo_stack.cleanChanged.connect(self._show_clean)
        session.replaced.connect(self._opened)
        session.saved.connect(self._saved)
        self._context.derived.updated.connect(self._show)
        self._context.derived.stale_changed.connect(self._show_stale)
        self._context.simulator.changed.connect(self._show_certain)
        self._opened()
        self._show_certain()
        self._show()

    def _opened(self) -> None:
        self._saved_at = None
        self._is_clean = not self._context.session.is_modified
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
        shown = snapshot(self._context)
        if shown is None:
            return
        self._put("npv", headline.change(shown, self._saved_value))
        self._put("payback", headline.payback(shown))
        self._put("budget", headline.fit(shown))
        self._put("readiness", headline.ready(shown))
        self._put("blockers", headline.blockers(shown))
        self._show_certain()

    def _show_certain(self, _option: str = "") -> None:
        """Show what is certain once that is known; it comes after the other figures, and never holds them up."""
        found = headline.certain(self._context)
        self._has_certain = found is not None
        if found is not None:
            self._put("certain", found)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what is certain where the window is too narrow for all: cut figures would be read wrongly."""
        margins = self.contentsMargins() + self._row.contentsMargins()
        buttons = (*self.figures.values(), self.state)
        needed = sum(button.sizeHint().width() for button in buttons) + margins.left() + margins.right()
        self.figures["certain"].setVisible(self._has_certain and needed <= self.width())

    def _put(self, key: str, shown: Headline) -> None:
        button = self.figures[key]
        words = (shown.label, shown.value, shown.note if key == "npv" else "")
        button.setText("  ".join(filter(None, words)).replace("&", "&&"))
        button.setAccessibleName(shown.spoken)
        button.setProperty("target", shown.target)
        button.setProperty("tone", shown.tone)
        set_role(button, "flat")
        set_tip(button, " · ".join(filter(None, (shown.note, shown.tip))))

    def _show_stale(self, stale: bool) -> None:
        for button in self.figures.values():
            button.setAccessibleDescription(tr(N_("is being recalculated")) if stale else "")

    def _show_clean(self, clean: bool) -> None:
        """Take the state from the signal: the stack also tells it while it is being destroyed."""
        self._is_clean = clean
        self._show_state()

    def _show_state(self) -> None:
        session = self._context.session
        if not self._is_clean:
            text, tip = tr(N_("Changes not saved")), tr(N_("Save now"))
        elif self._saved_at is not None:
            text, tip = tr(N_("Saved {time}"), time=self._saved_at.strftime("%H:%M")), str(session.path or "")
        else:
            text, tip = (tr(N_("No changes")) if session.path else tr(N_("Not saved yet"))), str(session.path or "")
        self.state.setText(text)
        self.state.setAccessibleName(text)
        self.state.setProperty("tone", "neutral" if self._is_clean else "warning")
        set_role(self.state, "flat")
        set_tip(self.state, tip)
        self._make_room()

    def _open(self, key: str) -> None:
        follow(self._context.navigator, self.figures[key].property("target") or "")
