"""The right panel: guidance on the step and the field one is in, what the review found there, and notes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casebuilder.i18n import N_
from casebuilder.model.edits import add_record, delete_records
from casebuilder.model.evidence import Note
from casebuilder.model.paths import Path, spec_of
from casebuilder.spec import BiText, FieldSpec
from casebuilder.steps import STEPS, Step
from gui import theme
from gui.context import Context
from gui.findings import finding_item, of_step
from gui.i18n import date_text, language, tr
from gui.text import PlainLabel, set_role

if TYPE_CHECKING:
    from casebuilder.checks import Finding

_PARTS_OF_GUIDE: Final[tuple[tuple[str, Callable[[Step], str]], ...]] = (
    (N_("Why we ask"), lambda step: step.why),
    (N_("A good answer"), lambda step: step.good),
    (N_("A weak answer"), lambda step: step.weak),
    (N_("What the board asks"), lambda step: step.board),
)
_STEPS: Final = {step.key: step for step in STEPS}


def field_of_path(path: str) -> FieldSpec | None:
    """The declaration of the field that a path names; None where it names a part, a record or nothing."""
    try:
        return spec_of(Path.parse(path))
    except (KeyError, ValueError):
        return None


def field_address(path: str) -> str:
    """The address of the field without the language: notes are on the field, not on one side of it."""
    return str(Path.parse(path).whole_field())


class GuidePanel(QTabWidget):
    """Follows the step that is shown and the field that has the focus."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._step = ""
        self.guide = GuideTab(self)
        self.findings = FindingsTab(context, self)
        self.notes = NotesTab(context, self)
        self.setDocumentMode(True)
        self.setAccessibleName(tr("Guide, findings and notes"))
        self.addTab(self.guide, tr("Guide"))
        self.addTab(self.findings, tr("Findings"))
        self.addTab(self.notes, tr("Notes"))
        context.focus.path.connect(self.show_path)
        context.derived.updated.connect(self._show_findings)

    @property
    def step(self) -> str:
        """The key of the step that is explained; "" on a page that is no step."""
        return self._step

    def show_step(self, key: str) -> None:
        """Explain this step; a key of no step (overview, preview) shows the findings of the whole case."""
        self._step = key if key in _STEPS else ""
        self.guide.show_step(_STEPS.get(key))
        self.notes.show_field("")
        self._show_findings()

    def show_path(self, path: str) -> None:
        """Explain this field and show its notes."""
        spec = field_of_path(path)
        self.guide.show_field(spec)
        self.notes.show_field(field_address(path) if spec else "")
        self._count_notes()

    def _show_findings(self) -> None:
        shown = of_step(self._context.derived.findings, self._step)
        self.findings.show_findings(shown, whole_case=not self._step)
        self.setTabText(1, tr("Findings ({count})", count=len(shown)) if shown else tr("Findings"))

    def _count_notes(self) -> None:
        count = self.notes.count
        self.setTabText(2, tr("Notes ({count})", count=count) if count else tr("Notes"))


def _scrolled(inside: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


class GuideTab(QWidget):
    """What the field means, then why the step is asked, with answers of both kinds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(4)
        self._field = QFrame()
        set_role(self._field, "card")
        field_rows = QVBoxLayout(self._field)
        field_rows.setContentsMargins(12, 8, 12, 8)
        self._field_name = PlainLabel()
        self._field_name.setFont(theme.font(theme.BODY, bold=True))
        self._field_help = PlainLabel()
        self._field_rule = PlainLabel(role="small")
        for label in (self._field_name, self._field_help, self._field_rule):
            field_rows.addWidget(label)
        rows.addWidget(self._field)
        self._lead = PlainLabel(tr("Choose a step at the left. This panel explains it and says what is missing."))
        rows.addWidget(self._lead)
        self._texts = [self._add_part(rows, heading) for heading, _ in _PARTS_OF_GUIDE]
        rows.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = _scrolled(inside, self)
        self._area.setAccessibleName(tr("Guide"))
        outer.addWidget(self._area)
        self.show_field(None)
        self.show_step(None)

    def _add_part(self, rows: QVBoxLayout, heading: str) -> tuple[PlainLabel, PlainLabel]:
        title, text = PlainLabel(tr(heading)), PlainLabel()
        title.setFont(theme.font(theme.BODY, bold=True))
        title.setContentsMargins(0, 12, 0, 0)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(title)
        rows.addWidget(text)
        return title, text

    def show_step(self, step: Step | None) -> None:
        """Explain a step, or say what this panel is for."""
        self._lead.setVisible(step is None)
        for (_, text_of), (title, label) in zip(_PARTS_OF_GUIDE, self._texts, strict=True):
            text = tr(text_of(step)) if step else ""
            label.setText(text)
            for widget in (title, label):
                widget.setVisible(bool(text))
        self.show_field(None)
        self._area.verticalScrollBar().setValue(0)

    def show_field(self, spec: FieldSpec | None) -> None:
        """Explain a field above the step; None hides the explanation."""
        self._field.setVisible(spec is not None)
        if spec is None:
            return
        rules = [tr("Required")] if spec.required else []
        rules += [tr("Unit: {unit}", unit=tr(spec.unit))] if spec.unit else []
        self._field_name.setText(tr(spec.label))
        for label, text in ((self._field_help, tr(spec.help)), (self._field_rule, " · ".join(rules))):
            label.setText(text)
            label.setVisible(bool(text))


class FindingsTab(QWidget):
    """What the review found; choosing a line goes to the field."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._summary = PlainLabel(role="muted")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Findings"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(4)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.addWidget(self._summary)
        rows.addWidget(self.list, 1)
        self._hint = PlainLabel(tr("Choose a line to go to the field."), role="small")
        rows.addWidget(self._hint)

    def show_findings(self, findings: tuple[Finding, ...], *, whole_case: bool) -> None:
        """List these findings, the most serious first."""
        where = tr("in the whole case") if whole_case else tr("on this step")
        found = tr("{count} findings {where}", count=len(findings), where=where)
        self._summary.setText(found if findings else tr("Nothing to mend {where}.", where=where))
        self.list.clear()
        for finding in findings:
            self.list.addItem(finding_item(finding))
        self.list.setVisible(bool(findings))
        self._hint.setVisible(bool(findings))

    def _open(self, item: QListWidgetItem) -> None:
        self._context.navigator.go(item.data(Qt.ItemDataRole.UserRole))


class NotesTab(QWidget):
    """The notes on one field: read, add, delete."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._field = ""
        self._about = PlainLabel(role="muted")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.addStretch()
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(tr("New note"))
        self.editor.setPlaceholderText(tr("A note for yourself or a colleague; it stays in the file and never prints."))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(88)
        self.add_button = QPushButton(tr("Add note"))
        self.add_button.clicked.connect(self.add)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.addWidget(self._about)
        rows.addWidget(_scrolled(inside, self), 1)
        rows.addWidget(self.editor)
        rows.addWidget(self.add_button)
        context.session.changed.connect(self._refresh)
        context.session.replaced.connect(self._refresh)
        self.show_field("")

    @property
    def count(self) -> int:
        """How many notes the field has."""
        return len(self._notes())

    def show_field(self, path: str) -> None:
        """Show the notes of this field; "" for none."""
        self._field = path
        for widget in (self.editor, self.add_button):
            widget.setEnabled(bool(path))
        self._refresh()

    def add(self) -> None:
        """Put what is typed as a note on the field."""
        text = self.editor.toPlainText().strip()
        if not text or not self._field:
            return
        case = self._context.session.case
        words = BiText().having(language(), text)
        today = datetime.datetime.now().astimezone().date()
        edit = add_record(case, "notes", path=self._field, text=words, author=case.profile.author, dated=today)
        self.editor.clear()
        self._context.session.apply(edit, origin=self)

    def delete(self, identifier: str) -> None:
        """Delete one note."""
        self._context.session.apply(delete_records(self._context.session.case, "notes", [identifier]), origin=self)

    def _notes(self) -> list[Note]:
        return [note for note in self._context.session.case.notes if note.path == self._field]

    def _refresh(self) -> None:
        spec = field_of_path(self._field)
        self._about.setText(
            tr("Notes on “{field}”", field=tr(spec.label))
            if spec
            else tr("Put the cursor into a field to see its notes.")
        )
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for position, note in enumerate(self._notes() if self._field else []):
            self._list.insertWidget(position, self._card(note))

    def _card(self, note: Note) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.addWidget(PlainLabel(note.text.get(language())))
        signed = [note.author.get(language()), date_text(note.dated) if note.dated else ""]
        rows.addWidget(PlainLabel(" · ".join(filter(None, signed)), role="small"))
        button = QPushButton(tr("Delete note"))
        set_role(button, "link")
        button.clicked.connect(partial(self.delete, note.id))
        rows.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return card
