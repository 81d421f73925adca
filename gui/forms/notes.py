"""Notes on fields: finding the note of a field, and the dialog that writes it."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from casebuilder.errors import UserError
from casebuilder.i18n import N_, message
from casebuilder.model.case import Case
from casebuilder.model.edits import Edit, add_record, delete_records, set_value
from casebuilder.model.evidence import Note
from casebuilder.model.paths import Path
from casebuilder.spec import BiText, field_of
from gui.forms.text_editors import PairEditor
from gui.i18n import text_of, tr
from gui.session import CaseSession
from gui.text import PlainLabel

WIDE = 560


def note_on(case: Case, path: Path) -> Note | None:
    """The note of a field, or None."""
    address = str(path.whole_field())
    return next((note for note in case.notes if note.path == address), None)


def write_note(case: Case, path: Path, text: BiText) -> Edit | None:
    """The edit after which the field has this note; without text it has none. None where nothing changes."""
    note = note_on(case, path)
    if note is None:
        if not text:
            return None
        today = datetime.datetime.now().astimezone().date()
        values: dict[str, Any] = {"path": str(path.whole_field()), "text": text, "author": case.profile.author}
        edit = add_record(case, "notes", index=None, **values, dated=today)
        return dataclasses.replace(edit, label=message(N_("add note")))
    if not text:
        return dataclasses.replace(delete_records(case, "notes", [note.id]), label=message(N_("delete note")))
    edit = set_value(case, Path("notes", note.id, "text"), text)
    return dataclasses.replace(edit, label=message(N_("change of note")), merge="")


class NoteDialog(QDialog):
    """Asks for the text of a note on one field."""

    def __init__(self, session: CaseSession, path: Path, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path = path
        self.setWindowTitle(tr("Note on “{field}”", field=label))
        self.setMinimumWidth(WIDE)
        note = note_on(session.case, path)
        self._text = note.text if note else BiText()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(PlainLabel(tr("A note stays with the field and never prints."), role="muted"))
        self.editor = PairEditor(field_of(Note, "text"), session, self)
        self.editor.describe(tr("Note"), "")
        self.editor.reset(self._text)
        self.editor.edited.connect(self._typed)
        box.addWidget(self.editor)
        self.hint = PlainLabel(role="bad")
        self.hint.hide()
        box.addWidget(self.hint)
        box.addWidget(self._buttons(has_note=note is not None))
        self.editor.focus_language(None)

    def _buttons(self, *, has_note: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        save = QPushButton(tr("Save note"))
        save.setDefault(True)
        buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Go back"), QDialogButtonBox.ButtonRole.RejectRole)
        if has_note:
            delete = buttons.addButton(tr("Delete note"), QDialogButtonBox.ButtonRole.DestructiveRole)
            delete.clicked.connect(self._delete)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def accept(self) -> None:
        """Write the note; a refused text stays in the dialog."""
        try:
            edit = write_note(self._session.case, self._path, self._text)
        except UserError as error:
            self.hint.setText(text_of(error))
            self.hint.show()
            return
        if edit is not None:
            self._session.apply(edit)
        super().accept()

    def _delete(self) -> None:
        self._text = BiText()
        self.accept()

    def _typed(self, text: str, language: object) -> None:
        self._text = self._text.having("zh_TW" if language == "zh_TW" else "en", text)
