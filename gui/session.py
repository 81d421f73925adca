"""The one mutable holder of the case that is open: snapshot, file, undo."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from casebuilder.model.case import Case
from casebuilder.model.edits import Edit, Touched
from gui.commands import SnapshotCommand, Step, union
from gui.i18n import signals


class CaseSession(QObject):
    """Holds the snapshot; it changes through `apply`, undo and redo, and `replace` alone."""

    changed = Signal(object, object)  # Touched, origin (the object that made the edit, None for undo and redo)
    replaced = Signal()  # another case was opened
    saved = Signal()

    def __init__(self, case: Case, path: Path | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._case = case
        self._saved_case = case
        self._path = path
        self._clock = clock
        self._turns = 0  # of undo and redo: typing never merges across one
        self._untold: Touched | None = None
        self._told: Touched | None = None
        self._origin: object = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.indexChanged.connect(self._tell)  # after the stack knows whether it is clean
        signals().language_changed.connect(self._translate)

    @property
    def case(self) -> Case:
        """The snapshot on the screen."""
        return self._case

    @property
    def saved_case(self) -> Case:
        """The snapshot that was opened or last saved: what figures are compared with."""
        return self._saved_case

    @property
    def path(self) -> Path | None:
        """The file of the case; None for one that was never saved."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """True where the file does not have what the screen shows."""
        return not self.undo_stack.isClean()

    def apply(self, edit: Edit, origin: object = None) -> None:
        """Make `edit` the newest step; an edit that changes nothing is no step."""
        if edit.case == self._case:
            return
        merge = f"{self._turns}:{edit.merge}" if edit.merge and not edit.touched.structural else ""
        step = Step(self._case, edit.case, edit.touched, edit.label, merge=merge, time=self._clock())
        self._origin = origin
        self.undo_stack.push(SnapshotCommand(step, self._show))

    def undo(self) -> Touched | None:
        """Put the snapshot before the last step back; what that touched, None where there is no step."""
        self._turns += 1
        self._told = None
        self.undo_stack.undo()
        return self._told

    def redo(self) -> Touched | None:
        """Take the last undone step again; what that touched, None where there is no step."""
        self._turns += 1
        self._told = None
        self.undo_stack.redo()
        return self._told

    def replace(self, case: Case, path: Path | None, *, modified: bool = False) -> None:
        """Hold another case, as after New and Open; `modified` for one that was recovered."""
        self._case = case
        self._saved_case = case
        self._path = path
        self.undo_stack.clear()
        if modified:
            self.undo_stack.resetClean()
        self.replaced.emit()

    def mark_saved(self, path: Path, case: Case | None = None) -> None:
        """Note that `case` (the snapshot that was written; default: the one on the screen) is in `path`."""
        written = self._case if case is None else case
        self._path = path
        self._saved_case = written
        if written is self._case:
            self.undo_stack.setClean()
        else:
            self.undo_stack.resetClean()
        self.saved.emit()

    def _show(self, case: Case, touched: Touched) -> None:
        self._case = case
        self._untold = touched if self._untold is None else union(self._untold, touched)

    def _tell(self) -> None:
        touched, self._untold = self._untold, None
        origin, self._origin = self._origin, None
        if touched is not None:
            self._told = touched
            self.changed.emit(touched, origin)

    def _translate(self) -> None:
        for index in range(self.undo_stack.count()):
            command = self.undo_stack.command(index)
            if isinstance(command, SnapshotCommand):
                command.translate()


def places(touched: Touched | None) -> list[str]:
    """Where an edit can be seen: its fields, else its parts."""
    return [] if touched is None else sorted(touched.paths or touched.parts)
