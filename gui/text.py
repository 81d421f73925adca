"""Widgets that show text exactly as it is: no text of a user or of a file is ever taken for HTML."""

from __future__ import annotations

import html
import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_BIDI_CONTROLS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class PlainLabel(QLabel):
    """A label that wraps its lines and never reads markup. `role` is one of the label roles of `gui.theme`."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "", wrap: bool = True) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self.setText(text)


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` a role of the style sheet of `gui.theme` and draw it so at once."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def tip(text: str) -> str:
    """The text of a tool tip that wraps and is never read as markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give `widget` a tool tip that wraps and is never read as markup."""
    widget.setToolTip(tip(text))


def shown_name(name: str) -> str:
    """A file's or a record's name without the controls that turn the direction of writing."""
    return _BIDI_CONTROLS.sub("", name)
