"""What the window remembers between two runs: languages, recent files, its size."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from casebuilder.i18n import LANGUAGES, Language
from gui.i18n import system_language

MOST_RECENT: Final = 10


def screen_language() -> Language:
    """The language that the user chose, else the system's."""
    stored = QSettings().value("screen_language", "")
    return next((language for language in LANGUAGES if language == stored), system_language())


def remember_screen_language(language: Language) -> None:
    """Speak this language from the next start on, too."""
    QSettings().setValue("screen_language", language)


def recent_files() -> list[Path]:
    """The files that were open, the newest first; those that are gone are left out."""
    stored = QSettings().value("recent_files", [])
    names = stored if isinstance(stored, list) else [stored]  # a list of one comes back as its only item
    return [path for path in (Path(str(name)) for name in names if name) if path.is_file()]


def remember_file(path: Path) -> None:
    """Put a file at the head of the recent ones."""
    newest = path.absolute()
    others = [known for known in recent_files() if known != newest]
    QSettings().setValue("recent_files", [str(known) for known in [newest, *others][:MOST_RECENT]])


def forget_files() -> None:
    """Empty the list of recent files."""
    QSettings().remove("recent_files")


def last_folder() -> Path:
    """The folder of the newest file, else the user's home."""
    return next((path.parent for path in recent_files()), Path.home())


def stored_bytes(key: str) -> QByteArray:
    """The geometry or the state kept under `key`; empty where there is none."""
    value = QSettings().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def store_bytes(key: str, value: QByteArray) -> None:
    """Keep a geometry or a state."""
    QSettings().setValue(key, value)


def flag(key: str, *, default: bool) -> bool:
    """A switch of the window."""
    return bool(QSettings().value(key, default, type=bool))


def store_flag(key: str, *, on: bool) -> None:
    """Keep a switch of the window."""
    QSettings().setValue(key, on)
