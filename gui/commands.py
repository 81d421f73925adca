"""The one kind of undo command there is: the snapshot before, the snapshot after."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QUndoCommand

from casebuilder.i18n import Message
from casebuilder.model.case import Case
from casebuilder.model.edits import Touched
from gui.i18n import text_of

MERGE_SECONDS: Final = 2.0  # typing in the same field within this time is one step of undo
_ID: Final = 1

Show = Callable[[Case, Touched], None]


@dataclass(frozen=True, slots=True)
class Step:
    """What one command does: from `before` to `after`; `merge` is empty for a step that never merges."""

    before: Case
    after: Case
    touched: Touched
    label: Message
    merge: str
    time: float

    def joins(self, later: Step) -> bool:
        """True where `later` is more typing in the same field."""
        same = bool(self.merge) and self.merge == later.merge and not later.touched.structural
        return same and later.time - self.time <= MERGE_SECONDS

    def joined(self, later: Step) -> Step:
        """Both steps as one."""
        return dataclasses.replace(later, before=self.before, touched=union(self.touched, later.touched))


def union(first: Touched, second: Touched) -> Touched:
    """What either of two edits touched."""
    return Touched(
        parts=first.parts | second.parts,
        paths=first.paths | second.paths,
        structural=first.structural or second.structural,
    )


class SnapshotCommand(QUndoCommand):
    """Shows the snapshot after its step, or the one before it."""

    def __init__(self, step: Step, show: Show) -> None:
        super().__init__(text_of(step.label))
        self.step = step
        self._show = show

    def redo(self) -> None:
        self._show(self.step.after, self.step.touched)

    def undo(self) -> None:
        self._show(self.step.before, self.step.touched)

    def id(self) -> int:
        return _ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, SnapshotCommand) or not self.step.joins(other.step):
            return False
        self.step = self.step.joined(other.step)
        self.setObsolete(self.step.before == self.step.after)
        return True

    def translate(self) -> None:
        """Say its name in the language of the screen."""
        self.setText(text_of(self.step.label))
