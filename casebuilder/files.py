"""Writing a file so that its name leads to a whole file at every moment."""

from __future__ import annotations

import contextlib
import os
import stat
import time
import uuid
from pathlib import Path
from typing import Final

from casebuilder.errors import UserError
from casebuilder.i18n import N_

_RETRIES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; a virus scanner or a cloud client may hold a file for a moment


def write_beside(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: written beside, flushed, swapped in.

    Raises UserError where that cannot be done; then the file there before is as it was and nothing is left beside it.
    """
    target = path.resolve() if path.is_symlink() else path
    if target.is_dir():
        raise UserError(N_("{name} is a folder; choose a file name."), name=target.name)
    if target.exists() and not os.access(target, os.W_OK):
        raise UserError(N_("{name} is write-protected; save under another name."), name=target.name)
    temporary = target.with_name(f".~{uuid.uuid4().hex}.tmp")  # short: a name may already be as long as names can be
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))  # who may read it stays as it was
        _swap_in(temporary, target)
    except OSError as error:
        raise _explain(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _swap_in(temporary: Path, target: Path) -> None:
    for pause in (*_RETRIES, None):
        try:
            temporary.replace(target)
            break
        except PermissionError:
            if pause is None or os.name != "nt":
                raise
            time.sleep(pause)
    if os.name != "nt":  # Windows has no handles of folders to flush
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _explain(error: OSError, path: Path) -> UserError:
    """The sentence for what the operating system said."""
    name = path.name
    if isinstance(error, FileNotFoundError):
        return UserError(N_("The folder {folder} does not exist; choose another."), folder=str(path.parent))
    if isinstance(error, PermissionError):
        return UserError(
            N_(
                "{name} cannot be written: it is open in another program or the folder is protected. "
                "Close it there or save under another name."
            ),
            name=name,
        )
    return UserError(
        N_("{name} cannot be written ({reason}). Nothing was changed; free some space or save elsewhere."),
        name=name,
        reason=error.strerror or str(error),
    )
