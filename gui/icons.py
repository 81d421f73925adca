"""The line icons of `resources/icons` in a colour of the theme."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

from gui import theme

SIZES: Final = (18, 36, 54)  # 18 pixels at 100, 200 and 300 %


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of a role of the theme; it greys out where it is disabled."""
    palette = theme.colors()
    return _made(name, getattr(palette, role), palette.border)


@cache
def _made(name: str, color: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(name, color, size), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, disabled, size), QIcon.Mode.Disabled)
    return made


def _drawn(name: str, color: str, size: int) -> QPixmap:
    source = (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    data = QByteArray(source.replace("currentColor", color).encode())
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(size, size))
    return QPixmap.fromImage(reader.read())
