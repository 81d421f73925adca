"""The text of the canonical sections that a step writes, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casebuilder.model.case import Case
from casebuilder.model.edits import Edit, add_record, set_value
from casebuilder.model.narrative import SECTIONS, Narrative
from casebuilder.model.paths import Path
from casebuilder.spec import BiText, field_of
from gui.context import Context
from gui.forms.field_row import FieldRow
from gui.forms.form_view import WIDEST
from gui.forms.widgets import GrowingText
from gui.i18n import tr

PART: Final = "narrative"
_LINES: Final = 8  # of an empty text


def read_text(case: Case, path: Path) -> BiText:
    """The prose of a section; empty where nobody has written any."""
    written = case.narrative_of(path.record)
    return written.text if written is not None else BiText()


def written(case: Case, sections: Sequence[str]) -> int:
    """How many of the sections have a text."""
    return sum(1 for section in sections if read_text(case, Path(PART, section)))


def write_text(case: Case, path: Path, value: Any) -> Edit:
    """The edit after which a section has this prose; the first word makes its record."""
    if case.narrative_of(path.record) is not None:
        return set_value(case, path, value)
    text = BiText().having(path.language, value) if path.language else value
    return add_record(case, PART, id=path.record, text=text)


class NarrativePage(QScrollArea):
    """One text a section."""

    key = PART

    def __init__(self, context: Context, sections: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: dict[str, FieldRow] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget(self.viewport())
        content.setMaximumWidth(WIDEST)
        box = QVBoxLayout(content)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(12)
        for section in sections:
            box.addWidget(self._card(section, content))
        box.addStretch(1)
        self.setWidget(content)
        context.session.changed.connect(self._refresh)
        context.session.replaced.connect(self._replaced)

    def show_path(self, path: str) -> None:
        """Put the focus into the text of the section that `path` names."""
        wanted = Path.parse(path)
        row = self.rows.get(wanted.record)
        if row is not None:
            row.take_focus(wanted.language)
            self.ensureWidgetVisible(row)

    def _card(self, section: str, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("role", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 12, 12)
        row = FieldRow(field_of(Narrative, "text"), self._context, title=tr(SECTIONS[section]), parent=card)
        for text in row.editor.findChildren(GrowingText):
            text.set_lines(_LINES)
        row.read, row.make_edit = read_text, write_text
        row.set_path(Path(PART, section, "text"))
        row.entered.connect(self._entered)
        self.rows[section] = row
        box.addWidget(row)
        return card

    def _refresh(self, touched: Any, origin: object) -> None:
        for row in self.rows.values():
            row.refresh(touched, origin)

    def _replaced(self) -> None:
        self._refresh(None, None)

    def _entered(self, path: Path) -> None:
        self._context.focus.tell(str(path))
