"""Small pieces of layout that several pages share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


def scrolled(inside: QWidget, name: str, *, centred: bool = False) -> QScrollArea:
    """`inside` in an area that scrolls up and down; `name` is what a screen reader calls it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    if centred:
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    area.setWidget(inside)
    return area


def emptied(layout: QLayout, *, keep: int = 0) -> None:
    """Take the widgets out of a layout but for the last `keep` items."""
    while layout.count() > keep:
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
