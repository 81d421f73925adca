"""How the window looks: two palettes of our own on the Fusion style, one small style sheet, following the system.

Widgets take a look by the dynamic property `role` (see `gui.text.set_role`). Labels: title, heading, lead, muted,
small, good, warning, bad. Frames: card, panel, bar, line. Buttons: primary, flat, link. Everything else is left to
Fusion and the palette.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final, Literal, get_args

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

Mode = Literal["system", "light", "dark"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
SMALL, BODY, HEADING, TITLE = 11, 13, 16, 22  # sizes of type in pixels at 100%
RADIUS: Final = 6
_PLAIN: Final = ("DejaVu Sans", "Sans Serif", "sans-serif")  # what Linux says where nobody chose a font


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme by role, as #RRGGBB."""

    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    warning: str
    bad: str


LIGHT: Final = Palette(
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#EDF0F4",
    border="#C9D0D9",
    text="#1B2430",
    muted="#55606E",
    accent="#1B5E9E",
    on_accent="#FFFFFF",
    good="#1E7B45",
    warning="#8A5A00",
    bad="#B3261E",
)
DARK: Final = Palette(
    window="#14181D",
    surface="#1C2229",
    raised="#262D36",
    border="#3B4450",
    text="#E8ECF1",
    muted="#A7B1BD",
    accent="#7FB5EC",
    on_accent="#10202F",
    good="#6CC990",
    warning="#E5B454",
    bad="#F28B82",
)


class Theme(QObject):
    """The theme in force; `mode` is what the user asked for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "system"
        self.dark = False

    def follow(self) -> None:
        """Take the theme that the mode, or the system, asks for."""
        dark = system_is_dark() if self.mode == "system" else self.mode == "dark"
        self.show(dark)

    def show(self, dark: bool) -> None:
        """Draw the whole application in the light or the dark theme."""
        self.dark = dark
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(qt_palette(colors()))
            application.setStyleSheet(style_sheet(colors()))
        self.changed.emit()


_theme: Final = Theme()


def signals() -> Theme:
    """The object whose `changed` says that colours are others now."""
    return _theme


def colors() -> Palette:
    """The colours in force."""
    return DARK if _theme.dark else LIGHT


def is_dark() -> bool:
    """True while the dark theme is shown."""
    return _theme.dark


def mode() -> Mode:
    """What the user asked for: the system's theme, light or dark."""
    return _theme.mode


def set_mode(wanted: Mode) -> None:
    """Show the theme that the user asks for, and remember it."""
    _theme.mode = wanted
    QSettings().setValue("theme", wanted)
    _theme.follow()


def install(application: QApplication) -> None:
    """Give the application its style, type and theme, and follow the system from now on."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(font(BODY))
    stored = str(QSettings().value("theme", "system"))
    _theme.mode = stored if stored in MODES else "system"
    application.styleHints().colorSchemeChanged.connect(_theme.follow)
    _theme.follow()


def system_is_dark() -> bool:
    """True where the system asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def font(size: int, *, bold: bool = False) -> QFont:
    """The font of the system in one of the sizes of type."""
    made = QFont(QApplication.font())
    made.setFamilies([*_families()])
    made.setPixelSize(size)
    made.setBold(bold)
    return made


@cache
def _families() -> tuple[str, ...]:
    """The system's family first, then the families with Traditional Chinese, so that no Japanese shape is taken."""
    system = QApplication.font().family()
    return (
        "Noto Sans" if system in _PLAIN else system,
        system,
        "Microsoft JhengHei UI",
        "PingFang TC",
        "Noto Sans CJK TC",
        "Noto Sans TC",
    )


def qt_palette(palette: Palette) -> QPalette:
    """The colours of a theme as Qt's palette."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, value in {
        roles.Window: palette.window,
        roles.WindowText: palette.text,
        roles.Base: palette.surface,
        roles.AlternateBase: palette.window,
        roles.Text: palette.text,
        roles.PlaceholderText: palette.muted,
        roles.Button: palette.surface,
        roles.ButtonText: palette.text,
        roles.BrightText: palette.bad,
        roles.ToolTipBase: palette.raised,
        roles.ToolTipText: palette.text,
        roles.Highlight: palette.accent,
        roles.HighlightedText: palette.on_accent,
        roles.Link: palette.accent,
        roles.LinkVisited: palette.accent,
        roles.Accent: palette.accent,
        roles.Light: palette.raised,
        roles.Midlight: palette.raised,
        roles.Mid: palette.border,
        roles.Dark: palette.border,
        roles.Shadow: palette.border,
    }.items():
        made.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return made


@cache
def style_sheet(palette: Palette) -> str:
    """The style sheet of the application in the colours of a theme."""
    folder = resources.files("resources")
    values = dataclasses.asdict(palette)
    values |= {"radius": f"{RADIUS}px", "shade": "dark" if palette is DARK else "light"}
    values |= {"icon_folder": Path(str(folder / "icons")).as_posix()}
    for name, size in (("small", SMALL), ("body", BODY), ("heading", HEADING), ("title", TITLE)):
        values[f"size_{name}"] = f"{size}px"
    return Template((folder / "theme.qss").read_text(encoding="utf-8")).substitute(values)
