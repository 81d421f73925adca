"""Documents: neutral blocks, and the writers that turn them into files."""

from __future__ import annotations


class Cancelled(Exception):  # noqa: N818 - nothing went wrong: somebody asked to stop
    """Raised by a writer that was asked to stop; nothing has been written."""
