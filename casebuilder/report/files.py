"""Write a finished document in one step: beside the target first, then swapped in, so nothing is ever half-written."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from casebuilder.errors import UserError
from casebuilder.i18n import N_

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def replace_file(path: Path, data: bytes) -> None:
    """Make `path` hold `data`, or leave it as it was; UserError says why it could not be written."""
    if path.is_dir():
        raise UserError(N_("{path} is a folder. Choose a file name for the document."), path=path)
    try:
        _write_beside(path, data)
    except OSError as error:
        raise _explained(error, path) from error


def _write_beside(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; readable for others like any new file where there is none."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644


def _explained(error: OSError, path: Path) -> UserError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(N_("There is no folder {folder}. Create it or choose another one."), folder=path.parent)
    if isinstance(error, PermissionError):
        return UserError(
            N_("{path} cannot be written. If it is open in another program, close it there, or choose another name."),
            path=path,
        )
    if error.errno in _FULL:
        return UserError(N_("The disk is full: {path} was not written. Free some space and try again."), path=path)
    return UserError(N_("{path} cannot be written: {reason}."), path=path, reason=error.strerror or error)
