"""Small pieces of layout that several pages share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QWidget


class Tiles(QWidget):
    """Widgets in as many columns of equal width as have room: each is at least `least` wide, at most `most` abreast."""

    def __init__(self, tiles: Sequence[QWidget], *, least: int, most: int) -> None:
        super().__init__()
        self._tiles = tuple(tiles)
        self._least = least
        self._most = most
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._place(most)

    def minimumSizeHint(self) -> QSize:
        """One column: what is beside it goes below it where there is no room."""
        return QSize(self._least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = (self.width() + self._grid.spacing()) // (self._least + self._grid.spacing())
        self._place(min(max(fitting, 1), self._most))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


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
