"""Asking for a file's name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from casebuilder.i18n import N_
from gui import settings
from gui.i18n import tr

PROJECT: Final = ".bcase"


def ask_open(parent: QWidget) -> Path | None:
    """The file that the user wants to open, or None."""
    kinds = [
        tr(N_("Casebuilder project")) + f" (*{PROJECT})",
        tr(N_("Casebuilder interchange file")) + " (*.json)",
    ]
    folder = str(settings.last_folder())
    name, _ = QFileDialog.getOpenFileName(parent, tr(N_("Open a case")), folder, ";;".join(kinds))
    return Path(name) if name else None


def ask_save(parent: QWidget, suggested: Path, kind: str) -> Path | None:
    """Where to write, with the ending of `suggested`, or None; a file that is there was asked for by the dialog."""
    ending = suggested.suffix
    name, _ = QFileDialog.getSaveFileName(parent, tr(N_("Save as")), str(suggested), f"{tr(kind)} (*{ending})")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def file_name(title: str) -> str:
    """A file name made of a title that every system takes."""
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"/\\|?*' else " " for letter in title)
    return " ".join(kept.split()).rstrip(". ")[:80] or tr(N_("Business case"))
