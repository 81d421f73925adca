"""Export of the document: kind of file, framework, language; progress and cancel in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casebuilder import export, frameworks
from casebuilder.errors import UserError
from casebuilder.i18n import LANGUAGE_NAMES, N_, as_language
from casebuilder.model.profile import FRAMEWORKS
from gui import settings
from gui.dialogs.file_names import ask_save, file_name
from gui.dialogs.new_case import combo
from gui.i18n import text_of, tr
from gui.session import CaseSession
from gui.text import PlainLabel, set_role, shown_name
from gui.workers import FIRST, Job, Workers

KINDS: Final = {
    ".docx": N_("Word document"),
    ".html": N_("Web page (one file)"),
    ".json": N_("Casebuilder interchange file"),
}


class ExportDialog(QDialog):
    """Writes one file; the case on the screen when the button is pressed is the case that is written."""

    def __init__(
        self, session: CaseSession, workers: Workers, parent: QWidget, *, blockers: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Export")))
        self.setMinimumWidth(640)
        self._session = session
        self._workers = workers
        self._job: Job | None = None
        self._target = Path()
        profile = session.case.profile
        self.kind = combo({ending: tr(name) for ending, name in KINDS.items()}, ".docx")
        self.framework = combo({key: tr(FRAMEWORKS[key]) for key in frameworks.available()}, profile.framework)
        if self.framework.currentIndex() < 0:
            self.framework.setCurrentIndex(self.framework.findData(frameworks.DEFAULT))
        self.language = combo({key: name for key, name in LANGUAGE_NAMES.items()}, profile.document_language)  # noqa: C416
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(N_("Progress")))
        self.state = PlainLabel()
        self.buttons = {
            "write": QPushButton(tr(N_("Choose the file and export…"))),
            "open": QPushButton(tr(N_("Open the file"))),
            "folder": QPushButton(tr(N_("Show in the folder"))),
            "cancel": QPushButton(tr(N_("Cancel"))),
            "close": QPushButton(tr(N_("Close"))),
        }
        self._lay_out()
        self._show("write", "close")
        if blockers:
            text = tr(N_("Blockers are open: {count}. The first: {text}"), count=len(blockers), text=blockers[0])
            self.state.setText(text)
            set_role(self.state, "warning")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(tr(N_("Export the document")), role="title"))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        rows = ((N_("&Kind of file"), self.kind), (N_("&Framework"), self.framework), (N_("&Language"), self.language))
        for label, box in rows:
            form.addRow(tr(label), box)
        layout.addLayout(form)
        layout.addWidget(self.bar)
        layout.addWidget(self.state)
        row = QHBoxLayout()
        row.addStretch()
        handlers = {
            "write": self._choose,
            "open": self._open_file,
            "folder": self._open_folder,
            "cancel": self._cancel,
            "close": self.close,
        }
        for key, button in self.buttons.items():
            button.clicked.connect(handlers[key])
            row.addWidget(button)
        set_role(self.buttons["write"], "primary")
        layout.addLayout(row)

    def _show(self, *keys: str) -> None:
        """Show these buttons; the bar while the work runs."""
        for key, button in self.buttons.items():
            button.setVisible(key in keys)
        self.bar.setVisible("cancel" in keys)
        self.buttons[keys[0]].setDefault(True)
        self.buttons[keys[0]].setFocus()

    def _choose(self) -> None:
        ending = self.kind.currentData()
        title = self._session.case.profile.title.get(as_language(self.language.currentData()))
        folder = self._session.path.parent if self._session.path else settings.last_folder()
        path = ask_save(self, folder / (file_name(title) + ending), KINDS[ending])
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Export to `path` in a worker."""
        choice = export.Choice(as_language(self.language.currentData()), self.framework.currentData())
        self._target = path
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        set_role(self.state, "")
        self.state.setText(tr(N_("Exporting {name}…"), name=shown_name(path.name)))
        self._show("cancel")
        self._job = self._workers.run(
            partial(export.export, self._session.case, path, choice),
            done=self._done,
            failed=self._failed,
            progress=self._report,
            priority=FIRST,
        )

    def _report(self, share: float, text: str) -> None:
        self.bar.setValue(round(100 * share))
        self.state.setText(tr(text))

    def _done(self, _nothing: object) -> None:
        self._job = None
        self.state.setText(tr(N_("{name} is ready."), name=shown_name(self._target.name)))
        self._show("open", "folder", "close")

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.state.setText(text_of(error) if isinstance(error, UserError) else tr(N_("The export did not work.")))
        self._show("write", "close")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.state.setText(tr(N_("Cancelled; nothing was written.")))
        self._show("write", "close")

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    def reject(self) -> None:
        """Esc stops what runs before it closes."""
        if self._job is not None:
            self._cancel()
        else:
            super().reject()
