"""The inside of the window: rail, pages, guide and foot, built anew for another language of the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.context import Context
from gui.foot_bar import FootBar
from gui.guide_panel import GuidePanel
from gui.pages.book import Book
from gui.pages.start import StartPage
from gui.rail import WIDTH, Rail

GUIDE_WIDTH: Final = 290


class Frame(QWidget):
    """Either the start page alone, or the case: rail, book and guide side by side over the foot."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = Rail()
        self.book = Book(context)
        self.guide = GuidePanel(context)
        self.foot = FootBar(context)
        self.start = StartPage(context)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        for pane in (self.rail, self.book, self.guide):
            panes.addWidget(pane)
        panes.setStretchFactor(1, 1)
        panes.setSizes([WIDTH, 3 * GUIDE_WIDTH, GUIDE_WIDTH])
        case = QWidget()
        rows = QVBoxLayout(case)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(panes, 1)
        rows.addWidget(self.foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(case)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.rail.asked.connect(self.book.turn_to)
        self.book.turned.connect(self.rail.show_step)
        self.book.turned.connect(self.guide.show_step)
        context.derived.updated.connect(self._show_readiness)
        self._derived = context.derived
        self._show_readiness()

    @property
    def shows_case(self) -> bool:
        """False while the start page is shown."""
        return self._stack.currentIndex() == 1

    def show_case(self, shown: bool) -> None:
        """Show the case or the start page."""
        self._stack.setCurrentIndex(int(shown))

    def panes(self) -> list[QWidget]:
        """The parts of the window that F6 goes through."""
        if not self.shows_case:
            return [self.start]
        return [pane for pane in (self.rail, self.book, self.guide, self.foot) if pane.isVisible()]

    def move_focus(self, by: int) -> None:
        """Put the focus into the next part of the window."""
        panes = self.panes()
        focus = QApplication.focusWidget()
        here = next((place for place, pane in enumerate(panes) if focus is not None and _holds(pane, focus)), -1)
        pane = panes[(here + by) % len(panes)]
        target = pane if pane.focusPolicy() & Qt.FocusPolicy.TabFocus else _first_inside(pane)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_readiness(self) -> None:
        self.rail.show_readiness(self._derived.readiness)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _first_inside(pane: QWidget) -> QWidget:
    """The first widget in a pane that takes the focus by Tab."""
    inside = pane.nextInFocusChain()
    while inside is not None and inside is not pane and pane.isAncestorOf(inside):
        if inside.isVisible() and inside.isEnabled() and inside.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return inside
        inside = inside.nextInFocusChain()
    return pane
