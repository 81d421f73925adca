"""A form over a section or a record, made from its declarations: groups of rows, each a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from casebuilder.model.case import Case
from casebuilder.model.edits import Touched
from casebuilder.model.paths import Path
from casebuilder.spec import FieldSpec, fields_of, part_of, parts_of
from gui.context import Context
from gui.forms.field_row import FieldRow
from gui.i18n import tr
from gui.text import PlainLabel

MOST_FIELDS: Final = 8  # of a group before it is split into equal parts
_ANYTHING: Final = Touched(frozenset(part.name for part in parts_of(Case)))
WIDEST: Final = 1040  # pixels: longer lines are hard to read


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields under one heading (an English message id, "" for none)."""

    heading: str
    specs: tuple[FieldSpec, ...]


def groups_of(record: type) -> tuple[Group, ...]:
    """The fields of a section or record in groups that one can take in at a glance."""
    found: list[tuple[str, list[FieldSpec]]] = []
    for spec in fields_of(record):
        if not found or (spec.group and spec.group != found[-1][0]):
            found.append((spec.group, []))
        found[-1][1].append(spec)
    return tuple(group for heading, specs in found for group in _split(heading, specs))


def _split(heading: str, specs: Sequence[FieldSpec]) -> Iterator[Group]:
    parts = -(-len(specs) // MOST_FIELDS)
    for part in range(parts):
        first, last = part * len(specs) // parts, (part + 1) * len(specs) // parts
        yield Group(heading if part == 0 else "", tuple(specs[first:last]))


class FormView(QScrollArea):
    """All fields of one section or of one record at a time; `show_record` turns to another record of the part."""

    def __init__(self, context: Context, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part_of(Case, part)
        self.rows: dict[str, FieldRow] = {}
        self._context = context
        self._record = ""
        self._is_stale = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content())
        shortcut = QShortcut(QKeySequence("Alt+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_note)
        context.session.changed.connect(self._refresh)
        context.session.replaced.connect(self._replaced)
        if not self.part.is_collection:
            self._turn("")

    @property
    def record(self) -> str:
        """The id of the record that is shown; "" for a section, and for none."""
        return self._record

    def show_record(self, identifier: str) -> None:
        """Show a record of the collection; "" for none, which leaves nothing that can be changed."""
        if not identifier:
            self._record = ""
        elif identifier != self._record:
            self._turn(identifier)
            self.verticalScrollBar().setValue(0)

    def focus_field(self, path: Path) -> bool:
        """Put the focus into the field that `path` names; False where the form has none."""
        row = self.rows.get(path.field) or next(iter(self.rows.values()), None)
        if row is None:
            return False
        row.take_focus(path.language)
        self.ensureWidgetVisible(row)
        return True

    def open_note(self) -> None:
        """Ask for the note of the field that has the focus."""
        row = self._focused_row()
        if row is not None:
            row.open_note()

    def _focused_row(self) -> FieldRow | None:
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, FieldRow):
            widget = widget.parentWidget()
        return widget

    def _content(self) -> QWidget:
        content = QWidget(self.viewport())  # every widget is made where it stays: moving it would style it again
        content.setMaximumWidth(WIDEST)
        box = QVBoxLayout(content)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(12)
        for group in groups_of(self.part.record):
            box.addWidget(self._card(group, content))
        box.addStretch(1)
        return content

    def _card(self, group: Group, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("role", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(10)
        if group.heading:
            box.addWidget(PlainLabel(tr(group.heading), card, role="heading"))
        for spec in group.specs:
            row = FieldRow(spec, self._context, parent=card)
            row.entered.connect(self._entered)
            self.rows[spec.name] = row
            box.addWidget(row)
        return card

    def _turn(self, identifier: str) -> None:
        self._record = identifier
        for name, row in self.rows.items():
            row.set_path(Path(self.part.name, identifier, name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh(_ANYTHING, None)

    def _refresh(self, touched: Touched | None, origin: object) -> None:
        """Show what the case holds; a form out of sight waits until it is seen again."""
        self._is_stale = touched is not None and not self.isVisible()
        if not self._is_stale:
            for row in self.rows.values():
                row.refresh(touched, origin)

    def _replaced(self) -> None:
        self._refresh(None, None)

    def _entered(self, path: Path) -> None:
        self._context.focus.tell(str(path))
