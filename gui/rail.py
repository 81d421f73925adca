"""The rail at the left: the case as a story, with a mark for every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from casebuilder.i18n import N_
from casebuilder.steps import GROUPS, STEPS
from gui import theme
from gui.i18n import tr

if TYPE_CHECKING:
    from casebuilder.checks import Readiness, StepState

KEY: Final = Qt.ItemDataRole.UserRole
TITLE: Final = Qt.ItemDataRole.UserRole + 1
WIDTH: Final = 214
# Sign, word for screen readers and tips, and colour of every state: never colour alone.
MARKS: Final = {
    "empty": ("○", N_("empty"), "muted"),
    "started": ("◐", N_("started"), "warning"),
    "complete": ("●", N_("complete"), "good"),
}
FIRST: Final = (("overview", N_("Overview")),)
LAST: Final = (("preview", N_("Document")),)


class Rail(QListWidget):
    """The steps in their groups; `asked` carries the key of the step that the user wants to see."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Steps of the case")))
        self.setObjectName("rail")
        self.setMinimumWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
        self._fill()
        self.currentItemChanged.connect(self._ask)
        theme.signals().changed.connect(self._recolor)

    def keys(self) -> list[str]:
        """The keys of all pages, from top to bottom."""
        return list(self._items)

    def show_step(self, key: str) -> None:
        """Mark a step as the one that is shown; nobody is asked."""
        item = self._items.get(key)
        self.blockSignals(True)
        if item is None:
            self.setCurrentRow(-1)
        else:
            self.setCurrentItem(item)
            self.scrollToItem(item)
        self.blockSignals(False)

    def show_readiness(self, readiness: Readiness | None) -> None:
        """Put the mark of its state before every step."""
        for key, state in (readiness.steps if readiness else {}).items():
            self._mark(self._items[key], state)

    def _fill(self) -> None:
        for key, title in FIRST:
            self._add(key, tr(title))
        for group, title in GROUPS.items():
            self._add_group(tr(title))
            for step in STEPS:
                if step.group == group:
                    self._add(step.key, tr(step.title))
        self._add_group(tr(N_("Result")))
        for key, title in LAST:
            self._add(key, tr(title))

    def _add_group(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(theme.SMALL, bold=True))
        item.setForeground(QColor(theme.colors().muted))
        item.setSizeHint(QSize(WIDTH, 28))
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self.addItem(item)

    def _add(self, key: str, title: str) -> None:
        item = QListWidgetItem(f"     {title}")
        item.setData(KEY, key)
        item.setData(TITLE, title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, title)
        item.setSizeHint(QSize(WIDTH, 26))
        self.addItem(item)
        self._items[key] = item

    def _mark(self, item: QListWidgetItem, state: StepState) -> None:
        sign, word, _ = MARKS[state.state]
        title = item.data(TITLE)
        missing = len(state.missing)
        count = f"  {missing}" if missing and state.state != "empty" else ""
        item.setText(f" {sign}  {title}{count}")
        spoken = tr(N_("{title}, {state}"), title=title, state=tr(word))
        if missing:
            spoken = tr(N_("{title}, {state}, {count} things missing"), title=title, state=tr(word), count=missing)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(spoken)

    def _recolor(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            if not item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setForeground(QColor(theme.colors().muted))

    def _ask(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(KEY):
            self.asked.emit(item.data(KEY))
