"""The rail at the left: the case as a story, with a mark for every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from casebuilder.i18n import N_
from casebuilder.steps import GROUPS, STEPS
from gui import theme
from gui.i18n import tr

if TYPE_CHECKING:
    from casebuilder.checks import Readiness, StepState

KEY: Final = Qt.ItemDataRole.UserRole
TITLE: Final = Qt.ItemDataRole.UserRole + 1
STATE: Final = Qt.ItemDataRole.UserRole + 2
MARK_SIZE: Final = 14
WIDTH: Final = 214
# Word for screen readers and tips, and colour of every state; the mark of each has a shape of its own.
MARKS: Final = {
    "empty": (N_("empty"), "muted"),
    "started": (N_("started"), "warning"),
    "complete": (N_("complete"), "good"),
}
FIRST: Final = (("overview", N_("Overview")),)
LAST: Final = (("preview", N_("Document")),)


def _mark(state: str) -> QIcon:
    """A ring for empty, a half disc for started, a disc with a tick for complete; nothing for a page without state."""
    picture = QPixmap(3 * MARK_SIZE, 3 * MARK_SIZE)
    picture.setDevicePixelRatio(3)
    picture.fill(Qt.GlobalColor.transparent)
    if state:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_mark(painter, state, QColor(getattr(theme.colors(), MARKS[state][1])))
        painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def _paint_mark(painter: QPainter, state: str, color: QColor) -> None:
    circle = QRectF(2, 2, MARK_SIZE - 4, MARK_SIZE - 4)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(color if state == "complete" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if state == "started":
        painter.setBrush(color)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    if state == "complete":
        painter.setPen(QPen(QColor(theme.colors().surface), 1.5))
        painter.drawPolyline([QPointF(4.4, 7.2), QPointF(6.3, 9.1), QPointF(9.6, 5.2)])


class Rail(QListWidget):
    """The steps in their groups; `asked` carries the key of the step that the user wants to see."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Steps of the case")))
        self.setObjectName("rail")
        self.setMinimumWidth(WIDTH)
        self.setIconSize(QSize(MARK_SIZE, MARK_SIZE))
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
        item.setSizeHint(QSize(WIDTH - 20, 25))
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self.addItem(item)

    def _add(self, key: str, title: str) -> None:
        item = QListWidgetItem(title)
        item.setIcon(_mark(""))
        item.setData(KEY, key)
        item.setData(TITLE, title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, title)
        item.setSizeHint(QSize(WIDTH - 20, 24))
        self.addItem(item)
        self._items[key] = item

    def _mark(self, item: QListWidgetItem, state: StepState) -> None:
        word, _ = MARKS[state.state]
        title = item.data(TITLE)
        missing = len(state.missing)
        item.setText(f"{title}  {missing}" if missing and state.state != "empty" else title)
        item.setData(STATE, state.state)
        item.setIcon(_mark(state.state))
        spoken = tr(N_("{title}, {state}"), title=title, state=tr(word))
        if missing:
            spoken = tr(N_("{title}, {state}, {count} things missing"), title=title, state=tr(word), count=missing)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(spoken)

    def _recolor(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setIcon(_mark(item.data(STATE) or ""))
            else:
                item.setForeground(QColor(theme.colors().muted))

    def _ask(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(KEY):
            self.asked.emit(item.data(KEY))
