"""Colours that the window's own drawings share with the charts; it stands apart because it loads nothing."""

from __future__ import annotations

from typing import Final, Literal

# Each level is also darker (in the dark theme: lighter) than the one before, so that grey prints keep the order.
LEVELS: Final[dict[Literal["light", "dark"], dict[str, str]]] = {
    "light": {"low": "#E9F5EC", "medium": "#FFE08A", "high": "#F8BD85", "extreme": "#E58A7B"},
    "dark": {"low": "#24362D", "medium": "#4F4620", "high": "#80502A", "extreme": "#B0493F"},
}
