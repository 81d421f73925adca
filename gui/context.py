"""What every page is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from gui.derived import Derived
from gui.navigation import Navigator
from gui.session import CaseSession
from gui.simulator import Simulator
from gui.workers import Workers


class FocusBus(QObject):
    """Says which field the user is in, so that the guide can follow; "risks[R01].owner", or a part's name.

    `figure` is the figure of a table that the user is on, by option and key (see `casebuilder.report.lineage`), and
    `why` asks to see how it comes about.
    """

    path = Signal(str)
    figure = Signal(str, str)
    why = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._newest = ""

    @property
    def newest(self) -> str:
        """The path that was told last; "" before the first."""
        return self._newest

    def tell(self, path: str) -> None:
        """The user is in this field now."""
        if path != self._newest:
            self._newest = path
            self.path.emit(path)


@dataclass(frozen=True, slots=True)
class Context:
    """The session, what follows from it at once and by simulation, the workers, and the way to other pages."""

    session: CaseSession
    derived: Derived
    workers: Workers
    navigator: Navigator
    focus: FocusBus = field(default_factory=FocusBus)
    simulator: Simulator = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "simulator", Simulator(self.session, self.derived, self.workers))
