"""The page of a step: its title, what it is about, and its parts behind tabs with their counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.spec import part_of
from casebuilder.steps import Step
from gui.context import Context
from gui.i18n import tr
from gui.pages.narrative_page import PART as NARRATIVE
from gui.pages.narrative_page import NarrativePage, written
from gui.pages.part_page import make_part_page
from gui.text import PlainLabel


class SubPage(Protocol):
    """What a step asks of the pages behind its tabs."""

    def show_path(self, path: str) -> None:
        """Lead to what `path` names."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: the part of the case (or another name) that it holds, its title, and how its page is made."""

    key: str
    title: str
    make: Callable[[], QWidget]


class StepPage(QWidget):
    """The parts of a step; the page behind a tab is made when it is first shown.

    `extras` are further tabs (a matrix, a chart) that stand before the parts.
    """

    def __init__(
        self, context: Context, step: Step, parent: QWidget | None = None, *, extras: Sequence[Tab] = ()
    ) -> None:
        super().__init__(parent)
        self.key = step.key
        self.step = step
        self._context = context
        self._tabs = [*extras, *(self._part_tab(part) for part in step.parts), *self._text_tab()]
        self._pages: dict[str, QWidget] = {}
        self.bar = QTabBar(self)
        self._stack = QStackedWidget(self)
        self._build()
        self._follow_counts()
        self._show_tab(0)
        context.session.changed.connect(self._follow_counts)
        context.session.replaced.connect(self._follow_counts)

    def page(self, key: str) -> QWidget:
        """The page of a part, made now if it has not been shown yet; KeyError where the step has none."""
        if key not in self._pages:
            tab = next((tab for tab in self._tabs if tab.key == key), None)
            if tab is None:
                raise KeyError(key)
            self._pages[key] = tab.make()
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def current_key(self) -> str:
        """The key of the tab that is shown."""
        return self._tabs[max(self.bar.currentIndex(), 0)].key

    def show_tab(self, key: str) -> None:
        """Turn to a tab; nothing where the step has none with this key."""
        keys = [tab.key for tab in self._tabs]
        if key in keys:
            self.bar.setCurrentIndex(keys.index(key))

    def show_path(self, path: str) -> None:
        """Turn to the tab that holds `path`, and there to the record and the field."""
        part = Path.parse(path).part
        self.show_tab(part)
        if part == self.current_key():
            page: SubPage = self.page(part)  # type: ignore[assignment]
            page.show_path(path)

    def _part_tab(self, part: str) -> Tab:
        def make() -> QWidget:
            return make_part_page(self._context, part, self._stack)

        return Tab(part, tr(part_of(Case, part).label), make)

    def _text_tab(self) -> list[Tab]:
        def make() -> QWidget:
            return NarrativePage(self._context, self.step.sections, self._stack)

        return [Tab(NARRATIVE, tr("Text"), make)] if self.step.sections else []

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 8)
        head.setSpacing(4)
        head.addWidget(PlainLabel(tr(self.step.title), self, role="title"))
        head.addWidget(PlainLabel(tr(self.step.lead), self, role="lead"))
        box.addLayout(head)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.setAccessibleName(tr("Parts of “{step}”", step=tr(self.step.title)))
        for tab in self._tabs:
            self.bar.addTab(tab.title)
        self.bar.setVisible(len(self._tabs) > 1)
        self.bar.currentChanged.connect(self._show_tab)
        row = QVBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.bar)
        box.addLayout(row)
        box.addWidget(self._stack, 1)

    def _show_tab(self, index: int) -> None:
        if 0 <= index < len(self._tabs):
            key = self._tabs[index].key
            self._stack.setCurrentWidget(self.page(key))
            self._context.focus.tell(key)

    def _follow_counts(self) -> None:
        for place, tab in enumerate(self._tabs):
            count = self._count(tab.key)
            text = tab.title.replace("&", "&&")
            shown = text if count is None else f"{text}  {count}"
            if shown != self.bar.tabText(place):
                self.bar.setTabText(place, shown)

    def _count(self, key: str) -> str | None:
        """What stands behind the title of a tab: the records, or the texts written of those asked for."""
        case = self._context.session.case
        if key == NARRATIVE:
            return f"{written(case, self.step.sections)}/{len(self.step.sections)}"
        value = getattr(case, key, None)
        return str(len(value)) if isinstance(value, tuple) else None
