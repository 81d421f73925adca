"""The first page while no case is open: new, open, the recent ones, the sample; one sentence each."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casebuilder.i18n import N_
from gui import icons, settings
from gui.context import Context
from gui.i18n import tr
from gui.text import PlainLabel, set_role, shown_name
from gui.widgets import scrolled

# Key of the action, its icon, its verb, one sentence.
CHOICES: Final = (
    ("new", "new", N_("New case"), N_("Start from an empty case; a framework gives you the headings.")),
    ("open", "open", N_("Open a case"), N_("Go on with a file that you or a colleague saved.")),
    (
        "sample",
        "document",
        N_("Open the sample"),
        N_("Look at a complete case of a contact centre, and change anything."),
    ),
)
WIDEST: Final = 760
MOST_SHOWN: Final = 6


class StartPage(QWidget):
    """Offers the ways to begin. `asked` carries the key of an action ("new", "open", ...), `chosen` a recent file."""

    key = "start"
    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(24, 48, 24, 24)
        rows.setSpacing(8)
        rows.addWidget(PlainLabel(tr("What do you want to decide?"), role="title"))
        lead = tr("Casebuilder takes you from the problem to a document that a board can decide on.")
        rows.addWidget(PlainLabel(lead, role="lead"))
        rows.addSpacing(16)
        self.buttons = {key: self._add_choice(rows, place) for place, (key, *_) in enumerate(CHOICES)}
        self.recent: list[QPushButton] = []
        self._add_recent(rows)
        rows.addStretch()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr("Start"), centred=True))

    def show_path(self, path: str) -> None:
        """Put the focus on the first choice; nothing here has a path."""
        self.buttons["new"].setFocus()

    def _add_choice(self, rows: QVBoxLayout, place: int) -> QPushButton:
        key, icon, verb, sentence = CHOICES[place]
        row = QHBoxLayout()
        button = QPushButton(icons.icon(icon, "on_accent" if place == 0 else "text"), tr(verb))
        button.setIconSize(QSize(18, 18))
        button.setMinimumSize(180, 40)
        button.setAccessibleDescription(tr(sentence))
        if place == 0:
            set_role(button, "primary")
        button.clicked.connect(partial(self.asked.emit, key))
        row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(PlainLabel(tr(sentence)), 1)
        rows.addLayout(row)
        return button

    def _add_recent(self, rows: QVBoxLayout) -> None:
        files = settings.recent_files()[:MOST_SHOWN]
        if not files:
            return
        rows.addSpacing(16)
        rows.addWidget(PlainLabel(tr("Recent cases"), role="heading"))
        for path in files:
            self.recent.append(button := QPushButton(shown_name(path.stem)))
            set_role(button, "link")
            button.setAccessibleDescription(str(path.parent))
            button.clicked.connect(partial(self.chosen.emit, path))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addWidget(PlainLabel(shown_name(str(path.parent)), role="small"), 1)
            rows.addLayout(row)
