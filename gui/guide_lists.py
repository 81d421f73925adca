"""What stands beside the guide: the findings of the review and the notes on fields, each leading to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from casebuilder.model.evidence import Note
from casebuilder.model.paths import Path, spec_of
from casebuilder.spec import FieldSpec
from gui.context import Context
from gui.findings import finding_item
from gui.forms.notes import NoteDialog, note_on
from gui.i18n import date_text, language, tr
from gui.text import PlainLabel

if TYPE_CHECKING:
    from casebuilder.checks import Finding


def field_of_path(path: str) -> FieldSpec | None:
    """The declaration of the field that a path names; None where it names a part, a record or nothing."""
    try:
        return spec_of(Path.parse(path))
    except (KeyError, ValueError):
        return None


class JumpList(QListWidget):
    """Lines that wrap; choosing one by click, Enter or Space goes to the path that it carries."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(4)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def _open(self, item: QListWidgetItem) -> None:
        self._context.navigator.go(item.data(Qt.ItemDataRole.UserRole))


class FindingsTab(QWidget):
    """What the review found on a step, or in the whole case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = PlainLabel(role="muted")
        self.list = JumpList(context, tr("Findings"))
        self._hint = PlainLabel(tr("Choose a line to go to the field."), role="small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.addWidget(self._summary)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._hint)
        rows.addStretch()

    def show_findings(self, findings: tuple[Finding, ...], *, whole_case: bool) -> None:
        """List these findings, the most serious first."""
        if not findings:
            text = tr("Nothing to mend in the whole case.") if whole_case else tr("Nothing to mend on this step.")
        elif whole_case:
            text = tr("Findings in the whole case: {count}", count=len(findings))
        else:
            text = tr("Findings on this step: {count}", count=len(findings))
        self._summary.setText(text)
        self.list.clear()
        for finding in findings:
            self.list.addItem(finding_item(finding))
        self.list.setVisible(bool(findings))
        self._hint.setVisible(bool(findings))


class NotesTab(QWidget):
    """The note on the field one is in, and all notes of the case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path: Path | None = None
        self._about = PlainLabel(role="muted")
        self.text = PlainLabel()
        self._signed = PlainLabel(role="small")
        self.button = QPushButton()
        self.button.clicked.connect(self.write)
        self._heading = PlainLabel(role="muted")
        self.list = JumpList(context, tr("All notes"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(8)
        for widget in (self._about, self.text, self._signed, self.button, self._heading):
            rows.addWidget(widget)
        rows.addWidget(self.list, 1)
        rows.addStretch()
        context.session.changed.connect(self._refresh)
        context.session.replaced.connect(self._refresh)
        self.show_field("")

    def show_field(self, path: str) -> None:
        """Show the note of this field; "" for none."""
        self._path = Path.parse(path).whole_field() if field_of_path(path) else None
        self._refresh()

    def write(self) -> None:
        """Open the note of the field."""
        if self._path is not None:
            spec = spec_of(self._path)
            NoteDialog(self._context.session, self._path, tr(spec.label), self.window()).open()

    def _refresh(self) -> None:
        notes = self._context.session.case.notes
        note = note_on(self._context.session.case, self._path) if self._path else None
        self._show_note(note)
        self._heading.setText(tr("All notes in this case: {count}", count=len(notes)))
        self._heading.setVisible(bool(notes))
        self.list.clear()
        for other in notes:
            self.list.addItem(_line(other))
        self.list.setVisible(bool(notes))

    def _show_note(self, note: Note | None) -> None:
        if self._path is None:
            self._about.setText(tr("Put the cursor into a field to see its note, or to write one."))
        else:
            self._about.setText(tr("Note on “{field}”", field=tr(spec_of(self._path).label)))
        signed = [note.author.get(language()), date_text(note.dated) if note.dated else ""] if note else []
        for label, text in ((self.text, note.text.get(language()) if note else ""), (self._signed, ", ".join(signed))):
            label.setText(text)
            label.setVisible(bool(text))
        self.button.setText(tr("Change the note") if note else tr("Write a note"))
        self.button.setVisible(self._path is not None)


def _line(note: Note) -> QListWidgetItem:
    spec = field_of_path(note.path)
    name = tr(spec.label) if spec else note.path
    item = QListWidgetItem(tr("{label}: {text}", label=name, text=note.text.get(language())))
    item.setData(Qt.ItemDataRole.UserRole, note.path)
    return item
