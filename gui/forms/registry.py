"""One class of editor for each kind of field."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from casebuilder.spec import FieldSpec, Kind
from gui.forms.choice_editors import BooleanEditor, ChoiceEditor, RefEditor
from gui.forms.date_editor import DateEditor
from gui.forms.editor import Editor
from gui.forms.line_editors import NumberEditor, TagsEditor, TextEditor
from gui.forms.refs_editor import RefsEditor
from gui.forms.series_editors import SeriesEditor
from gui.forms.text_editors import LongTextEditor, PairEditor
from gui.session import CaseSession

EDITORS: Final[dict[Kind, type[Editor]]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.BITEXT: PairEditor,
    Kind.LONG_BITEXT: PairEditor,
    Kind.INTEGER: NumberEditor,
    Kind.NUMBER: NumberEditor,
    Kind.MONEY: NumberEditor,
    Kind.RATE: NumberEditor,
    Kind.DATE: DateEditor,
    Kind.BOOLEAN: BooleanEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.REF: RefEditor,
    Kind.REFS: RefsEditor,
    Kind.TAGS: TagsEditor,
    Kind.SERIES: SeriesEditor,
}


def make_editor(spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> Editor:
    """An editor for the field."""
    return EDITORS[spec.kind](spec, session, parent)
