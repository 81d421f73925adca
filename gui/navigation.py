"""Where one can go in a case."""

from __future__ import annotations

from typing import Protocol


class Navigator(Protocol):
    """Leads to a step or to what a path names; pages are given one and never know the window."""

    def go(self, path: str) -> None:
        """Show the page that holds `path` ("risks[R01].owner") and put the focus there."""

    def go_step(self, key: str) -> None:
        """Show the page of a step."""
