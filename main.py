"""Start Casebuilder: a verb goes to the command line, a project (or nothing) to the window."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from casebuilder import cli

WINDOW_WORDS = ("--sample",)  # open the window on the contact-centre sample
LARGEST_LOG = 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the words of its command line; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not opens_window(words):
        return cli.main(words)
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print("There is no display for the window. The verbs work without one: casebuilder --help", file=sys.stderr)
        return 2
    start_log()
    from gui import app  # Qt is loaded only where a window is wanted

    return app.run(words)


def opens_window(words: Sequence[str]) -> bool:
    """True for no words, for an existing project, and for the words that are the window's own."""
    return not words or words[0] in WINDOW_WORDS or (words[0] not in cli.VERBS and Path(words[0]).is_file())


def start_log() -> None:
    """Log to the user's log folder, bugs and hard crashes included; to standard error where it cannot be written."""
    import platformdirs

    handler: logging.Handler = logging.StreamHandler()
    try:
        folder = platformdirs.user_log_path("casebuilder", appauthor=False, ensure_exists=True)
        handler = RotatingFileHandler(folder / "casebuilder.log", maxBytes=LARGEST_LOG, backupCount=3, encoding="utf-8")
        faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    except OSError as error:
        print(f"No log is kept: {error}", file=sys.stderr)
    layout = "%(asctime)s %(levelname)s %(name)s %(message)s"
    logging.basicConfig(level=logging.INFO, handlers=[handler], format=layout)


if __name__ == "__main__":
    sys.exit(main())
