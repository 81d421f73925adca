"""Start Casebuilder: a verb goes to the command line, a project (or nothing) to the window."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

SAMPLE = "--sample"  # open the window on the contact-centre sample
LARGEST_LOG = 1_000_000
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the words of its command line; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] != SAMPLE and not Path(words[0]).suffix:  # the name of a project has an ending, no verb has
        from casebuilder import cli  # neither of the two ways waits for what only the other needs

        return cli.main(words)
    if problem := window_problem(words):
        print(problem, file=sys.stderr)
        return 2
    start_log()
    from gui import app

    return app.run(words)


def window_problem(words: Sequence[str]) -> str:
    """Why the window cannot open, as a sentence; nothing where it can."""
    if words and words[0] != SAMPLE and not Path(words[0]).is_file():
        return f"There is no file {words[0]}. Check its name, or make a project with: casebuilder new OUT.bcase"
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in DISPLAYS):
        return "There is no display for the window. The verbs work without one: casebuilder --help"
    return ""


def start_log() -> None:
    """Log to the user's log folder, hard crashes included; to standard error where it cannot be written."""
    import platformdirs

    handler: logging.Handler = logging.StreamHandler()
    try:
        folder = platformdirs.user_log_path("casebuilder", appauthor=False, ensure_exists=True)
        path = folder / "casebuilder.log"
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(folder / "casebuilder.old.log")
        handler = logging.FileHandler(path, encoding="utf-8")
        faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    except OSError as error:
        print(f"No log is kept: {error}", file=sys.stderr)
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s %(message)s")


if __name__ == "__main__":
    sys.exit(main())
