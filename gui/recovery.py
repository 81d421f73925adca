"""Recovery copies in the user's data folder: what a crash or a power cut leaves behind can be opened again."""

from __future__ import annotations

import json
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from casebuilder.model.case import Case

_NOTE: Final = ".json"
_CASE: Final = ".bcase"


@dataclass(frozen=True, slots=True)
class Copy:
    """One recovery copy: the file, the case's own file (None: never saved), its title, and when it was written."""

    file: Path
    original: Path | None
    title: str
    written: datetime

    def remove(self) -> None:
        """Delete the copy."""
        for suffix in (_CASE, _NOTE, ".lock"):
            self.file.with_suffix(suffix).unlink(missing_ok=True)


def folder() -> Path:
    """Where the copies are, made where it is missing; for the user's eyes alone."""
    import platformdirs  # not needed before the first window

    path = platformdirs.user_data_path("casebuilder", appauthor=False) / "recovery"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


class Slot:
    """The place of one running window's copy; others see by its lock that the window lives."""

    def __init__(self) -> None:
        self.file = folder() / f"{uuid.uuid4().hex}{_CASE}"
        self._lock = QLockFile(str(self.file.with_suffix(".lock")))
        self._lock.setStaleLockTime(0)  # old is not stale: only the end of its process is
        self._lock.tryLock(0)
        self._writing = threading.Lock()
        self._newest = 0

    def write(self, case: Case, original: Path | None, *, order: int = 0) -> None:
        """Keep `case`, unless a snapshot of a higher `order` is kept; raises UserError where that cannot be done."""
        with self._writing:
            if order >= self._newest:
                self._newest = order
                self._write(case, original)

    def _write(self, case: Case, original: Path | None) -> None:
        from casebuilder.storage import project_file

        project_file.save(case, self.file)
        note = {
            "original": "" if original is None else str(original),
            "title": case.profile.title.get("en"),
            "written": datetime.now(UTC).isoformat(),
        }
        self.file.with_suffix(_NOTE).write_text(json.dumps(note), encoding="utf-8")

    def clear(self) -> None:
        """Remove the copy: what it held is saved or was given up."""
        for suffix in (_CASE, _NOTE):
            self.file.with_suffix(suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the copy and give the place up."""
        self.clear()
        self._lock.unlock()


def copies() -> list[Copy]:
    """The copies of windows that are gone, the newest first."""
    found = [copy for file in folder().glob(f"*{_CASE}") if _is_left_behind(file) and (copy := _read(file))]
    return sorted(found, key=_time, reverse=True)


def _time(copy: Copy) -> datetime:
    return copy.written


def _is_left_behind(file: Path) -> bool:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        return False
    lock.unlock()
    return True


def _read(file: Path) -> Copy | None:
    """The copy with its note; without a readable note the file itself says when it was written."""
    try:
        note = json.loads(file.with_suffix(_NOTE).read_text(encoding="utf-8"))
        original = str(note["original"])
        written = datetime.fromisoformat(str(note["written"]))
        return Copy(file, Path(original) if original else None, str(note["title"]), written)
    except (OSError, ValueError, KeyError, TypeError):
        try:
            return Copy(file, None, "", datetime.fromtimestamp(file.stat().st_mtime, UTC))
        except OSError:
            return None
