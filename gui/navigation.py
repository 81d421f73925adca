"""Where one can go in a case."""

from __future__ import annotations

from typing import Final, Protocol


class Navigator(Protocol):
    """Leads to a step or to what a path names; pages are given one and never know the window."""

    def go(self, path: str) -> None:
        """Show the page that holds `path` ("risks[R01].owner") and put the focus there."""

    def go_step(self, key: str) -> None:
        """Show the page of a step."""


STEP: Final = "step:"  # how a target names a whole step ("step:appraisal") and not a field


def follow(navigator: Navigator, target: str) -> None:
    """Go to a target: a path, or a step; nowhere where it is empty."""
    if target.startswith(STEP):
        navigator.go_step(target.removeprefix(STEP))
    elif target:
        navigator.go(target)
