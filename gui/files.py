"""Reading and writing of the user's files for the window; every function here is called in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casebuilder.errors import UserError
from casebuilder.i18n import N_
from casebuilder.model.case import Case

INTERCHANGE: Final = ".json"


class FileChangedError(UserError):
    """The file is not as it was when it was opened: somebody else saved it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a file is known again."""

    size: int
    modified_ns: int
    number: int


NOT_READ: Final = Identity(-1, -1, -1)  # no file is this: whoever saves over one is asked


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was read; `path` is None where it was no project file, so that saving asks for a name."""

    case: Case
    path: Path | None
    identity: Identity | None


def identity_of(path: Path) -> Identity | None:
    """By what the file is known again; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Identity(found.st_size, found.st_mtime_ns, found.st_ino)


def read(path: Path) -> Opened:
    """Open a project file, or an interchange file by its ending. Raises UserError."""
    from casebuilder.storage import interchange, project_file

    if path.suffix.lower() == INTERCHANGE:
        return Opened(interchange.read(path), None, None)
    known = identity_of(path)
    return Opened(project_file.load(path), path, known)


def write(case: Case, path: Path, known: Identity | None) -> Identity | None:
    """Save the case and say by what its file is known; raises UserError.

    Raises FileChangedError where the file is another than `known`; with None any file is replaced.
    """
    from casebuilder.storage import project_file

    found = identity_of(path)
    if known is not None and found is not None and found != known:
        raise FileChangedError(
            N_("{name} was changed by another program or another person since you opened it."), name=path.name
        )
    project_file.save(case, path)
    return identity_of(path)


def read_sample() -> Opened:
    """The sample case, which has no file of its own yet."""
    from casebuilder import examples

    return Opened(examples.sample(), None, None)
