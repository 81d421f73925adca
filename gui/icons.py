"""The line icons of `resources/icons` in a colour of the theme, drawn when they are first shown."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QImageReader, QPainter, QPixmap

from gui import theme


class LineIconEngine(QIconEngine):
    """Draws one icon at the size that is asked for; it greys out where it is disabled."""

    def __init__(self, name: str, color: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._color = color
        self._disabled = disabled

    def clone(self) -> QIconEngine:
        """A copy, which Qt asks for when an icon is changed. Qt deletes it; until then Python must not."""
        _clones.append(LineIconEngine(self._name, self._color, self._disabled))
        return _clones[-1]

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        """Every size can be drawn."""
        return size

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The picture of a size."""
        color = self._disabled if mode == QIcon.Mode.Disabled else self._color
        return _drawn(self._name, color, size.width(), size.height())

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """The picture in a rectangle, as sharp as the screen is."""
        ratio = painter.device().devicePixelRatio()
        picture = self.pixmap(rect.size() * ratio, mode, state)
        painter.drawPixmap(rect, picture)


_clones: Final[list[LineIconEngine]] = []


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of a role of the theme; it greys out where it is disabled."""
    palette = theme.colors()
    return _made(name, getattr(palette, role), palette.border)


@cache
def _made(name: str, color: str, disabled: str) -> QIcon:
    return QIcon(LineIconEngine(name, color, disabled))


@cache
def _drawn(name: str, color: str, width: int, height: int) -> QPixmap:
    buffer = QBuffer()  # has a name because the reader does not keep it
    buffer.setData(QByteArray(_source(name).replace("currentColor", color).encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(width, height))
    return QPixmap.fromImage(reader.read())


@cache
def _source(name: str) -> str:
    return (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
