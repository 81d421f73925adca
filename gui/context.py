"""What every page is given."""

from __future__ import annotations

from dataclasses import dataclass

from gui.derived import Derived
from gui.navigation import Navigator
from gui.session import CaseSession
from gui.workers import Workers


@dataclass(frozen=True, slots=True)
class Context:
    """The session, what follows from it, the workers, and the way to other pages."""

    session: CaseSession
    derived: Derived
    workers: Workers
    navigator: Navigator
