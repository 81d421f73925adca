"""The preview: the document itself, made by the writer for HTML from the same plan and the same pictures."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from casebuilder.charts.types import Chart
from casebuilder.errors import UserError
from casebuilder.i18n import LANGUAGE_NAMES, N_
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.model.profile import FRAMEWORKS
from gui import icons, theme
from gui.context import Context
from gui.i18n import text_of, tr
from gui.latest import Latest
from gui.pages.document_view import Composed, DocumentView
from gui.text import PlainLabel, set_role, tip

INDENT: Final = "    "
SETTLE_MS: Final = 300
FRAMEWORK_LENGTH: Final = 16  # characters that are always seen
OUTLINE_WIDTH: Final = 190


def compose(case: Case, dark: bool) -> Composed:
    """The document with its pictures by name. For a worker."""
    from casebuilder import export
    from casebuilder.charts import render
    from casebuilder.report import html
    from casebuilder.report.outline import outline

    document = export.document(case, export.Choice())
    pictures: dict[str, bytes] = {}

    def name(chart: Chart) -> str:
        key = f"chart:{len(pictures)}"
        pictures[key] = render.png(chart, width_mm=160, dpi=144, theme="dark" if dark else "light")
        return key

    text = html.write(document, dark=dark, image_url=name)
    return Composed(text, pictures, outline(document).headings)


class PreviewPage(QWidget):
    """The document with its headings at the left; what is chosen above is changed in the case."""

    key = "preview"
    export_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from casebuilder import frameworks

        self._context = context
        self._shown: tuple[Case, bool] | None = None
        self._document = Latest(self, context.workers, compose, self._take)
        self._document.refused.connect(self._explain)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.framework = QComboBox()
        for key in frameworks.available():
            self.framework.addItem(tr(FRAMEWORKS[key]), key)
        self.language = QComboBox()
        for spoken, shown in LANGUAGE_NAMES.items():
            self.language.addItem(shown, spoken)
        self.outline = QListWidget()
        self.view = DocumentView()
        self.state = PlainLabel(tr(N_("Preparing the document …")), role="small")
        self.export_button = QPushButton(icons.icon("export", "on_accent"), tr(N_("Export to Word")))
        self._lay_out()
        self._follow()

    def show_path(self, path: str) -> None:
        """Put the focus on the document."""
        self.view.setFocus()

    def _top_row(self) -> QHBoxLayout:
        """What is shown: framework and language; and the way to Word."""
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.setSpacing(8)
        self.framework.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.framework.setMinimumContentsLength(FRAMEWORK_LENGTH)
        self.language.setAccessibleName(tr(N_("Language of the document")))
        self.framework.setAccessibleName(tr(N_("Framework")))
        for label, box in ((N_("Framework"), self.framework), (N_("Language"), self.language)):
            text = PlainLabel(tr(label), wrap=False)
            text.setBuddy(box)
            top.addWidget(text)
            top.addWidget(box, 1 if box is self.framework else 0)
            top.addSpacing(16)
        top.addStretch()
        set_role(self.export_button, "primary")
        self.export_button.clicked.connect(self.export_asked)
        top.addWidget(self.export_button)
        return top

    def _lay_out(self) -> None:
        self.outline.setAccessibleName(tr(N_("Headings of the document")))
        self.outline.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline.itemClicked.connect(self._jump)
        self.outline.itemActivated.connect(self._jump)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self._outline_pane())
        panes.addWidget(self.view)
        panes.setSizes([OUTLINE_WIDTH, 4 * OUTLINE_WIDTH])
        panes.setStretchFactor(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._top_row())
        rows.addWidget(panes, 1)

    def _outline_pane(self) -> QWidget:
        """The headings, and under them what is being done."""
        pane = QWidget()
        rows = QVBoxLayout(pane)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.outline)
        self.state.setContentsMargins(8, 4, 8, 4)
        rows.addWidget(self.state)
        return pane

    def _show_state(self, text: str) -> None:
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _follow(self) -> None:
        self._show_choices()
        self.framework.activated.connect(self._choose_framework)
        self.language.activated.connect(self._choose_language)
        for signal in (self._context.session.changed, self._context.session.replaced, theme.signals().changed):
            signal.connect(self._settle.start)
        self._context.session.changed.connect(self._show_choices)
        self._context.session.replaced.connect(self._show_choices)

    def _show_choices(self) -> None:
        profile = self._context.session.case.profile
        self.framework.setCurrentIndex(self.framework.findData(profile.framework))
        self.language.setCurrentIndex(self.language.findData(profile.document_language))

    def _choose_framework(self) -> None:
        self._set("framework", self.framework.currentData())

    def _choose_language(self) -> None:
        self._set("document_language", self.language.currentData())

    def _set(self, field: str, value: str) -> None:
        session = self._context.session
        session.apply(edits.set_value(session.case, Path("profile", field=field), value), origin=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def _ask(self) -> None:
        wanted = (self._context.session.case, theme.is_dark())
        if self.isVisible() and wanted != self._shown:
            self._shown = wanted
            self._show_state(tr(N_("Updating …")) if self.outline.count() else tr(N_("Preparing the document …")))
            self._document.ask(*wanted)

    def _explain(self, error: UserError) -> None:
        """Say why there is no document."""
        self._show_state("")
        self.outline.clear()
        self.view.setPlainText(text_of(error))

    def _take(self, composed: Composed) -> None:
        self._show_state("")
        self.view.show_document(composed)
        row = self.outline.currentRow()
        self.outline.clear()
        for heading in composed.headings:
            text = f"{heading.number} {heading.text}".strip()
            item = QListWidgetItem(f"{INDENT * (heading.level - 1)}{text}")
            item.setToolTip(tip(text))
            item.setData(Qt.ItemDataRole.UserRole, heading.anchor)
            self.outline.addItem(item)
        self.outline.setCurrentRow(min(row, self.outline.count() - 1))

    def _jump(self, item: QListWidgetItem) -> None:
        self.view.scrollToAnchor(item.data(Qt.ItemDataRole.UserRole))
