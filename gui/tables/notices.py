"""What a table says about itself: cells that were refused, and what belongs into it while it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from casebuilder.model.case import Case
from casebuilder.spec import PartSpec, fields_of
from gui.forms.popup import TextPopup
from gui.forms.widgets import IconButton
from gui.i18n import language, tr
from gui.tables.columns import Column
from gui.tables.paste import Rejected
from gui.text import PlainLabel

_EXAMPLE_COLUMNS: Final = 4


class Notice(QFrame):
    """A message that stays until it is closed or the next one comes; a long list opens by a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        self.label = PlainLabel(parent=self, role="bad")
        self.all_button = QPushButton(tr("Show all"), self)
        self.all_button.setProperty("role", "flat")
        self.button = IconButton("close", tr("Close the message"), self)
        row.addWidget(self.label, 1)
        row.addWidget(self.all_button)
        row.addWidget(self.button)
        self.button.clicked.connect(self.hide)
        self.all_button.clicked.connect(self._show_all)
        self._lines: Sequence[str] = ()
        self.hide()

    def say(self, text: str) -> None:
        """Show a text until the next edit; "" closes the message."""
        self._show(text, ())

    def list_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Say how many cells were refused and why the first one was, until the message is closed."""
        lines = [rejected_text(cell) for cell in rejected]
        count = tr("{count} cells were not taken over; the rest was.", count=len(lines))
        self._show(f"{count} {lines[0]}" if lines else "", lines)

    def fade(self) -> None:
        """Close a message that is not meant to stay."""
        if not self._lines:
            self.hide()

    def _show(self, text: str, lines: Sequence[str]) -> None:
        self._lines = lines
        self.label.setText(text)
        self.all_button.setVisible(len(lines) > 1)
        self.setVisible(bool(text))

    def _show_all(self) -> None:
        TextPopup(self, self.all_button.text(), self._lines).open_under(self.label)


def rejected_text(cell: Rejected) -> str:
    """Where the cell stood and why it was refused."""
    where = tr("Row {row}", row=cell.row)
    if cell.column:
        where = tr("Row {row}, {column}", row=cell.row, column=cell.column)
    return tr("{place}: {reason}", place=where, reason=cell.reason.text(language()))


def add_text(part: PartSpec) -> str:
    """The name of the button that adds a record: "Add risk"."""
    what = tr(part.singular)
    return tr("Add {what}", what=what[:1].lower() + what[1:] if language() == "en" else what)


class EmptyState(QWidget):
    """Says what belongs here, shows one example and offers one button."""

    add_asked = Signal()
    start_asked = Signal()
    paste_asked = Signal()

    def __init__(self, part: PartSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = part
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(PlainLabel(tr("{part}: nothing here yet", part=tr(part.label)), parent=self, role="heading"))
        box.addWidget(PlainLabel(what_belongs(part), self))
        self._example = PlainLabel(parent=self, role="muted")
        box.addWidget(self._example)
        self.button = QPushButton(add_text(part), self)
        self.button.setProperty("role", "primary")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.add_asked)
        row = QHBoxLayout()
        row.addWidget(self.button)
        self.start_button = self._start_button()
        if self.start_button is not None:
            row.addWidget(self.start_button)
        row.addStretch(1)
        box.addLayout(row)
        box.addWidget(PlainLabel(tr("Or paste rows from a spreadsheet with Ctrl+V."), self, role="muted"))
        box.addStretch(1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste_asked)

    def _start_button(self) -> QPushButton | None:
        """The button that brings records to begin with, where the part has some."""
        from casebuilder.starters import STARTERS  # numbers, which no table waits for

        if self._part.name not in STARTERS:
            return None
        button = QPushButton(tr(STARTERS[self._part.name].label), self)
        button.clicked.connect(self.start_asked)
        return button

    def show_example(self) -> None:
        """Take the example from the sample case, when it is first needed."""
        if not self._example.text():
            self._example.setText(example_text(self._part))


def what_belongs(part: PartSpec) -> str:
    """What a row holds: the help of the part, or its required fields by name."""
    if part.help:
        return tr(part.help)
    names = [tr(spec.label) for spec in fields_of(part.record) if spec.required and spec.name != "id"]
    separator = "、" if language() == "zh_TW" else ", "
    return tr("Each row needs: {fields}.", fields=separator.join(names))


def example_text(part: PartSpec) -> str:
    """The first record of the sample case in a few words; "" where the sample has none."""
    case = sample_case()
    records: tuple[Any, ...] = case.records(part.name) if case is not None else ()
    if case is None or not records:
        return ""
    columns = [
        Column(spec) for spec in fields_of(part.record) if spec.column and spec.name != "id" and not spec.targets
    ]
    texts = [(column.title(case), column.text(case, records[0])) for column in columns]
    shown = [f"{title}: {text}" for title, text in texts if text][:_EXAMPLE_COLUMNS]
    return tr("An example: {example}", example=" · ".join(shown)) if shown else ""


def sample_case() -> Case | None:
    """The shipped sample in which the examples stand."""
    from casebuilder.examples import sample  # read when the first empty table is shown, not at the start

    return sample()
