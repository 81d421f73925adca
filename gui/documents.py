"""New, open, save and save as: what happens to the case as a file, and every question on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from casebuilder.errors import UserError
from casebuilder.i18n import N_
from casebuilder.model.case import Case
from gui import files, settings
from gui.dialogs import asking
from gui.dialogs.asking import GO_BACK, LOSES, YES, Answer
from gui.dialogs.file_names import PROJECT, ask_open, ask_save, file_name
from gui.dialogs.new_case import NewCaseDialog
from gui.forms.editor import flush
from gui.i18n import language, tr
from gui.recovery import Copy
from gui.session import CaseSession
from gui.text import shown_name
from gui.workers import FIRST, Job, Workers

Then = Callable[[], None]


class Documents(QObject):
    """Moves the case between the session and its file; never loses one without being told to."""

    started = Signal(str, object)  # what is being done, its Job where it can be cancelled
    ended = Signal()
    recovered = Signal(object)  # the Copy that is on the screen now

    def __init__(self, window: QWidget, session: CaseSession, workers: Workers) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workers = workers
        self._known: files.Identity | None = None
        self._saving: Job | None = None
        self._after_saving: list[Then] = []

    # What the user asks for

    def new(self) -> None:
        """Ask for the frame of a new case and open it."""
        dialog = NewCaseDialog(self._window)
        dialog.made.connect(self._offer_new)
        dialog.open()

    def open(self, path: Path | None = None) -> None:
        """Open `path`, or the file that the user names."""
        wanted = ask_open(self._window) if path is None else path
        if wanted is not None:
            self.when_safe(partial(self._read, partial(files.read, wanted), wanted))

    def open_sample(self) -> None:
        """Open the sample as a case that has no file yet."""
        self.when_safe(partial(self._read, files.read_sample, None))

    def recover(self, copy: Copy) -> None:
        """Open a recovery copy as the unsaved state of its file."""
        self._read(partial(files.read, copy.file), copy.file, partial(self._show_recovered, copy))

    def save(self, then: Then | None = None) -> None:
        """Save to the file of the case, or ask for one; `then` runs once it is saved."""
        if self._session.path is None:
            self.save_as(then)
        else:
            self._write(self._session.path, self._known, then)

    def save_as(self, then: Then | None = None) -> None:
        """Ask for a file and save there."""
        title = self._session.case.profile.title.get(language())
        current = self._session.path or settings.last_folder() / (file_name(title) + PROJECT)
        path = ask_save(self._window, current, N_("Casebuilder project"))
        if path is not None:
            self._write(path, None, then)

    @property
    def is_saving(self) -> bool:
        """True while a file is being written."""
        return self._saving is not None

    def when_safe(self, then: Then) -> None:
        """Run `then` once nothing is being written and the user has saved or given up what is not saved."""
        flush(QApplication.focusWidget())  # what is being typed belongs to this case
        if self._saving is not None:
            self._after_saving.append(partial(self.when_safe, then))
            return
        if not self._session.is_modified:
            then()
            return
        asking.question(
            self._window,
            tr(N_("The case has changes that are not saved.")),
            tr(N_("Without saving they are lost.")),
            [
                Answer(N_("Save"), YES, partial(self.save, then)),
                Answer(N_("Discard"), LOSES, then),
                GO_BACK,
            ],
        )

    # Opening

    def _offer_new(self, case: Case) -> None:
        self.when_safe(partial(self._show, files.Opened(case, None, None)))

    def _read(
        self, read: Callable[[], files.Opened], path: Path | None, show: Callable[[files.Opened], None] | None = None
    ) -> None:
        name = tr(N_("Opening {name}…"), name=shown_name(path.name)) if path else tr(N_("Opening the sample…"))
        job = self._workers.run(
            read,
            done=partial(self._opened, self._session.case, show or self._show),
            failed=partial(self._not_opened, path),
            priority=FIRST,
        )
        self.started.emit(name, job)

    def _opened(self, asked: Case, show: Callable[[files.Opened], None], opened: files.Opened) -> None:
        self.ended.emit()
        flush(QApplication.focusWidget())
        if self._saving is None and self._session.case is asked:
            show(opened)
        else:  # the user went on working while the file was read
            self.when_safe(partial(show, opened))

    def _show(self, opened: files.Opened) -> None:
        self._known = opened.identity
        self._session.replace(opened.case, opened.path)
        if opened.path is not None:
            settings.remember_file(opened.path)

    def _show_recovered(self, copy: Copy, opened: files.Opened) -> None:
        """The file itself may be newer than the copy, so saving over it is asked for."""
        self._known = None if copy.original is None else files.NOT_READ
        self._session.replace(opened.case, copy.original, modified=True)
        self.recovered.emit(copy)

    def _not_opened(self, path: Path | None, error: Exception) -> None:
        self.ended.emit()
        if isinstance(error, UserError):
            name = shown_name(path.name) if path else tr(N_("The sample"))
            asking.explain(self._window, tr(N_("{name} was not opened."), name=name), error)

    # Saving

    def _write(self, path: Path, known: files.Identity | None, then: Then | None) -> None:
        if self._saving is not None:
            again = partial(self._write, path, None, then) if known is None else partial(self.save, then)
            self._after_saving.append(again)
            return
        case = self._session.case
        self.started.emit(tr(N_("Saving {name}…"), name=shown_name(path.name)), None)
        self._saving = self._workers.run(
            files.write,
            case,
            path,
            known,
            done=partial(self._written, case, path, then),
            failed=partial(self._not_written, path, then),
            priority=FIRST,
        )

    def _written(self, case: Case, path: Path, then: Then | None, known: files.Identity | None) -> None:
        self._saving = None
        self.ended.emit()
        self._known = known
        self._session.mark_saved(path, case)
        settings.remember_file(path)
        waiting, self._after_saving = self._after_saving, []
        for go_on in waiting:
            go_on()
        if then is not None:
            self.when_safe(then)  # the user may have gone on working while the file was written

    def _not_written(self, path: Path, then: Then | None, error: Exception) -> None:
        self._saving = None
        self.ended.emit()
        self._after_saving.clear()
        if not isinstance(error, UserError):
            return
        again = partial(self._write, path, None if isinstance(error, files.FileChangedError) else self._known, then)
        verb = N_("Overwrite it") if isinstance(error, files.FileChangedError) else N_("Try again")
        asking.explain(
            self._window,
            tr(N_("{name} was not saved. Your work is still here."), name=shown_name(path.name)),
            error,
            [
                Answer(N_("Save as…"), YES, partial(self.save_as, then)),
                Answer(verb, LOSES, again),
                GO_BACK,
            ],
        )
