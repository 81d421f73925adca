"""The page of one part of the case: a section as a form, a collection as a table with its record under it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.spec import part_of
from gui.context import Context
from gui.forms.form_view import FormView
from gui.tables.record_list import RecordList

_SIZES: Final = (480, 520)  # of the table and of the form; the height is shared in this ratio


class PartPage(QWidget):
    """What every page of a part can do: count its records, and lead to what a path names."""

    counted = Signal()  # the number of records is another

    def __init__(self, context: Context, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = part
        self.part = part_of(Case, part)
        self.context = context
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_path(self, path: str) -> None:
        """Select the record and put the focus into the field that `path` names."""
        raise NotImplementedError


class SectionPage(PartPage):
    """A part that exists once."""

    def __init__(self, context: Context, part: str, parent: QWidget | None = None) -> None:
        super().__init__(context, part, parent)
        self.form = FormView(context, part, self)
        self._box.addWidget(self.form)

    def show_path(self, path: str) -> None:
        self.form.focus_field(Path.parse(path))


class CollectionPage(PartPage):
    """A part with many records: the selected one is a form under the table."""

    def __init__(self, context: Context, part: str, parent: QWidget | None = None) -> None:
        super().__init__(context, part, parent)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.list = RecordList(context, part, self.splitter)  # a child of the splitter is one of its panes
        self.form = FormView(context, part, self.splitter)
        self.splitter.setSizes([*_SIZES])
        for place, size in enumerate(_SIZES):
            self.splitter.setStretchFactor(place, size)
        self.list.setMinimumHeight(150)
        self.form.setMinimumHeight(120)
        self._box.addWidget(self.splitter)
        self.list.current_changed.connect(self._turn)
        self.list.added.connect(self._start_typing)
        self.list.model.rowsInserted.connect(self.counted)
        self.list.model.rowsRemoved.connect(self.counted)
        self.list.model.modelReset.connect(self.counted)
        self._turn(self.list.table.current_id())

    def show_path(self, path: str) -> None:
        wanted = Path.parse(path)
        if wanted.record and self.list.select(wanted.record, wanted.field) and wanted.field:
            self.form.focus_field(wanted)
        else:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, identifier: str) -> None:
        self.form.show_record(identifier)
        self.form.setVisible(bool(identifier))
        self.context.focus.tell(str(Path(self.key, identifier)))

    def _start_typing(self, identifier: str) -> None:
        """A new record begins with its name: the first field after the ID."""
        names = [name for name in self.form.rows if name != "id"]
        self.form.focus_field(Path(self.key, identifier, names[0] if names else "id"))


def make_part_page(context: Context, part: str, parent: QWidget | None = None) -> PartPage:
    """The page of a part of the case."""
    page = CollectionPage if part_of(Case, part).is_collection else SectionPage
    return page(context, part, parent)
