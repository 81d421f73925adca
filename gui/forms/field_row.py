"""One field in a form: label, editor, help, hint, note."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from casebuilder.errors import UserError
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.model.edits import Edit, Touched, set_value
from casebuilder.model.paths import Path, get
from casebuilder.spec import FieldSpec, Kind
from gui.context import Context
from gui.forms.editor import Editor
from gui.forms.notes import NoteDialog, note_on
from gui.forms.registry import make_editor
from gui.forms.text_editors import PairEditor
from gui.forms.widgets import IconButton
from gui.i18n import text_of, tr
from gui.text import PlainLabel, set_tip

LABEL_WIDTH: Final = 172
MakeEdit = Callable[[Case, Path, Any], Edit]
Read = Callable[[Case, Path], Any]


class FieldRow(QWidget):
    """Shows the field at `path` and changes it there. A refused text stays in the editor, with a hint under it.

    With a `title` of its own the row is a heading over an editor of full width; else the label stands beside it.
    """

    entered = Signal(object)  # the path of the field that has the focus now

    def __init__(self, spec: FieldSpec, context: Context, *, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.path = Path("")
        self.make_edit: MakeEdit = set_value
        self.read: Read = get
        self._context = context
        self._is_wide = bool(title)
        self._title = title or tr(spec.label)
        self.editor: Editor = make_editor(spec, context.session, self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._hint: PlainLabel | None = None
        self._fill()

    @property
    def depends(self) -> frozenset[str]:
        """The parts of the case whose change may change what the row shows."""
        shown = {self.path.part, "notes", *self.spec.targets}
        if self.spec.is_bilingual or self.spec.targets or self.spec.kind in (Kind.MONEY, Kind.SERIES):
            shown.add("profile")
        return frozenset(shown)

    @property
    def hint(self) -> str:
        """The sentence under a refused text; "" where nothing is refused."""
        return self._hint.text() if self._hint is not None and not self._hint.isHidden() else ""

    def set_path(self, path: Path) -> None:
        """Edit the same field of another record; what was typed for the one before is taken over first."""
        if self.path.part:
            self.editor.finish()
        self.path = path
        self._show_hint("")
        self.editor.reset(self.read(self._context.session.case, path))
        self._show_note()

    def refresh(self, touched: Touched | None, origin: object) -> None:
        """Show what the case holds now; after this row's own edit what the user typed stays as it is."""
        if (touched is not None and not touched.parts & self.depends) or not self._is_there():
            return
        value = self.read(self._context.session.case, self.path)
        if touched is None:
            self.editor.reset(value)
        elif origin is self:
            self.editor.took(value)
        else:
            self.editor.show_value(value)
        if not self.editor.is_pending():
            self._show_hint("")
        if touched is None or "notes" in touched.parts:
            self._show_note()

    def take_focus(self, language: Language | None = None) -> None:
        """Put the focus into the field, on one side of a pair where a language is named."""
        if isinstance(self.editor, PairEditor):
            self.editor.focus_language(language)
        else:
            self.editor.focus_widgets()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_note(self) -> None:
        """Ask for the note of this field."""
        dialog = NoteDialog(self._context.session, self.path, self._title, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _fill(self) -> None:
        self._place_label()
        self._note = IconButton("note", tr("Note (Alt+N)"), self, color="muted")
        self._note.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+N, so that Tab goes from field to field
        self._grid.addWidget(self._note, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._note.clicked.connect(self.open_note)
        if self.spec.help:
            self._grid.addWidget(PlainLabel(tr(self.spec.help), self, role="small"), 2, 1)
        description = " ".join(filter(None, [tr("Required.") if self.spec.required else "", tr(self.spec.help)]))
        self.editor.describe(self._title, description)
        self.editor.edited.connect(self._commit)
        self.editor.refused.connect(self._refuse)
        self.editor.settled.connect(self._settle)
        self.editor.entered.connect(self._tell)

    def _place_label(self) -> None:
        mark = " *" if self.spec.required else ""
        label = PlainLabel(f"{self._title}{mark}".replace("&", "&&"), self, role="heading" if self._is_wide else "")
        label.setBuddy(self.editor.focus_widgets()[0])
        if self._is_wide:
            self._grid.addWidget(label, 0, 1)
            self._grid.addWidget(self.editor, 1, 1)
            return
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        label.setMaximumWidth(LABEL_WIDTH)
        label.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.editor, 0, 1)

    def _commit(self, value: Any, language: Language | None) -> None:
        path = dataclasses.replace(self.path, language=language)
        if not self._is_there():
            return
        try:
            edit = self.make_edit(self._context.session.case, path, value)
        except UserError as error:
            self._refuse(error)
            return
        if edit.case == self._context.session.case:
            self.editor.took(self.read(self._context.session.case, self.path))
            self._settle()
        else:
            self._context.session.apply(edit, self)

    def _is_there(self) -> bool:
        """False after the record was deleted or got another ID."""
        try:
            self.read(self._context.session.case, self.path)
        except KeyError:
            return False
        return True

    def _refuse(self, error: UserError) -> None:
        self.editor.mark_wrong(True)
        self._show_hint(text_of(error))

    def _settle(self) -> None:
        self.editor.mark_wrong(False)
        self._show_hint("")

    def _show_hint(self, text: str) -> None:
        if self._hint is None:
            if not text:
                return
            self._hint = PlainLabel(role="bad", parent=self)
            self._grid.addWidget(self._hint, 3, 1)
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self.editor.focus_widgets()[0].setAccessibleDescription(text or tr(self.spec.help))

    def _show_note(self) -> None:
        note = note_on(self._context.session.case, self.path)
        shown = "note" if note is None else "note-filled"
        self._note.show_icon(shown)
        text = tr("Note (Alt+N)") if note is None else note.text.get(self.editor.document_language)
        set_tip(self._note, text)
        self._note.setAccessibleName(tr("Note on “{field}”", field=self._title))

    def _tell(self) -> None:
        self.entered.emit(self.path)
