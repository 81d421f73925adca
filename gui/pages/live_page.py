"""A page of figures that is worked out while it is seen, and not otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from casebuilder.model.case import Case
from gui.context import Context

if TYPE_CHECKING:
    from casebuilder.analysis import Results


class LivePage(QWidget):
    """Calls `refresh` with fresh results while it is shown, and when it is shown with older ones."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._seen: Results | None = None
        context.derived.updated.connect(self._wake)

    def refresh(self, case: Case, results: Results) -> None:
        """Show the results of this snapshot, which may be older than the one on the screen."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show what is known again, as after another choice on the page."""
        case, results = self._context.derived.case, self._context.derived.results
        if case is not None and results is not None:
            self._seen = results
            self.refresh(case, results)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wake()

    def _wake(self) -> None:
        results = self._context.derived.results
        if results is not self._seen and self.isVisible():
            self.renew()
