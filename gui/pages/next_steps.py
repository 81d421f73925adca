"""The few things to do next, each with a button that leads there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casebuilder.i18n import N_
from gui.context import Context
from gui.findings import SEVERITIES, ranked
from gui.headline import DOCUMENT
from gui.i18n import text_of, tr
from gui.navigation import follow
from gui.text import PlainLabel, set_role
from gui.widgets import emptied

if TYPE_CHECKING:
    from casebuilder.checks import Finding

MOST: Final = 3


def foremost(findings: Iterable[Finding], most: int = MOST) -> tuple[Finding, ...]:
    """The gravest findings, gaps before doubts, and one of each kind before a second of any."""
    order = sorted(ranked(findings), key=lambda finding: (finding.severity != "blocker", not finding.gap))
    firsts = {finding.code: finding for finding in reversed(order)}
    first = [finding for finding in order if firsts[finding.code] is finding]
    rest = [finding for finding in order if firsts[finding.code] is not finding]
    return tuple([*first, *rest][:most])


class NextSteps(QFrame):
    """A card with at most three rows: how grave, what, and the way there."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.buttons: list[QPushButton] = []
        set_role(self, "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(PlainLabel(tr(N_("What to do next")), role="heading"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        rows.addLayout(self._rows)
        self._more = PlainLabel(role="small")
        rows.addWidget(self._more)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the first of these findings, or that the document is ready to be read."""
        emptied(self._rows)
        self.buttons.clear()
        shown = foremost(findings)
        for finding in shown:
            word, tone = SEVERITIES[finding.severity]
            self._add_row(tr(word), tone, text_of(finding.message), finding.path)
        if not shown:
            self._add_row("", "good", tr(N_("Nothing is missing. Read the document, then export it.")), DOCUMENT)
        left = len(findings) - len(shown)
        self._more.setText(tr(N_("{count} more stand in the panel at the right, under Findings."), count=left))
        self._more.setVisible(left > 0)

    def _add_row(self, word: str, tone: str, text: str, target: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        if word:
            row.addWidget(_chip(word, tone))
        row.addWidget(PlainLabel(text), 1)
        button = QPushButton(tr(N_("Show the document")) if target == DOCUMENT else tr(N_("Go there")))
        button.setAccessibleName(f"{button.text()}: {text}")
        button.clicked.connect(partial(follow, self._context.navigator, target))
        self.buttons.append(button)
        row.addWidget(button)
        self._rows.addWidget(line)


def _chip(word: str, tone: str) -> QLabel:
    label = PlainLabel(word, role=tone if tone != "neutral" else "muted", wrap=False)
    label.setMinimumWidth(56)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return label
