"""Makes the pictures of the window in the documentation: `python -m scripts.screenshots [FOLDER]`.

No screen and none of the user's settings: the sample case in a fresh set of folders, so that a run of the same
version on the same machine gives the same pictures (but for charts where a font is installed twice: matplotlib takes
either copy).
"""

from __future__ import annotations

import dataclasses
import os
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from casebuilder.i18n import Language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.app import Application

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
NORMAL, LARGE = (1366, 768), (2560, 1440)
USER_FOLDERS: Final = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
LONGEST_TIMER_MS: Final = 2000  # longer ones wait for the user, not for the picture
COST_LINE: Final = "C101"
RAISED: Final = Decimal(1_600_000)


@dataclasses.dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the page (a step, a tab of it after a slash, or a path in the case), the language and the look."""

    name: str
    page: str
    language: Language = "en"
    dark: bool = False
    size: tuple[int, int] = NORMAL

    @property
    def file_name(self) -> str:
        """ "overview-dark-zh_TW.png" """
        return f"{self.name}{'-dark' if self.dark else ''}-{self.language}.png"


SHOTS: Final = (
    Shot("overview", "overview"),
    Shot("overview", "overview", "zh_TW"),
    Shot("overview", "overview", "zh_TW", dark=True),
    Shot("overview-large", "overview", size=LARGE),
    Shot("risks", "risks[R01]"),
    Shot("risk-matrix", "risk_matrix"),
    Shot("benefits", "benefits[B03-OPT1]", "zh_TW"),
    Shot("appraisal", "appraisal"),
    Shot("appraisal", "appraisal", "zh_TW"),
    Shot("sensitivity", "uncertainty/_sensitivity"),
    Shot("sensitivity", "uncertainty/_sensitivity", "zh_TW"),
    Shot("scenarios", "uncertainty/_scenarios"),
    Shot("simulation", "uncertainty/_simulation"),
    Shot("simulation", "uncertainty/_simulation", "zh_TW"),
    Shot("simulation", "uncertainty/_simulation", dark=True),
    Shot("risk-ranking", "risk_matrix/_risk_ranking"),
    Shot("preview", "preview"),
    Shot("preview", "preview", "zh_TW"),
)


def use_fresh_folders(folder: Path) -> None:
    """Point everything that remembers the user into `folder`; before Qt is imported."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("QT_SCALE_FACTOR", None)
    for name in USER_FOLDERS:
        os.environ[name] = str(folder)
    from PySide6.QtCore import QSettings

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


def settle(application: Application) -> None:
    """Wait until nothing is being calculated, drawn, or about to be."""
    quiet = 0
    while quiet < 2:  # a reply may start a timer or a job of its own
        application.qt.processEvents()
        time.sleep(0.005)  # a loop without a pause would leave the workers no turn
        quiet = 0 if is_busy(application) else quiet + 1


def is_busy(application: Application) -> bool:
    """True while a worker runs or a timer of the window is about to start one."""
    from PySide6.QtCore import QTimer

    window = application.window
    timers = [*window.findChildren(QTimer), *window.session.findChildren(QTimer)]
    waiting = (timer for timer in timers if timer.isSingleShot() and timer.isActive())
    return window.workers.busy or any(timer.interval() < LONGEST_TIMER_MS for timer in waiting)


def dress(application: Application, shot: Shot) -> None:
    """Give the window the language, the theme and the size of a picture, and the sample with a document like that."""
    from casebuilder.examples import sample
    from casebuilder.model import edits, paths
    from gui import i18n, theme

    i18n.set_language(shot.language)
    theme.set_mode("dark" if shot.dark else "light")
    application.window.resize(*shot.size)
    language = paths.Path("profile", field="document_language")
    application.window.session.replace(edits.set_value(sample(), language, shot.language).case, None)


def turn(application: Application, page: str) -> None:
    """Show a page: a path leads to a record, any other word is a step."""
    if "[" in page:
        application.window.go(page)
    else:
        application.window.go_step(page)
    settle(application)


def keep(widget: QWidget, path: Path) -> None:
    """Write the picture of a widget."""
    if not widget.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    print(path)


def take(application: Application, folder: Path) -> None:
    """All pictures."""
    window = application.window
    for shot in SHOTS:
        dress(application, shot)
        turn(application, shot.page)
        keep(window, folder / shot.file_name)
    dress(application, SHOTS[0])
    take_export(application, folder)
    take_edit(application, folder)


def take_export(application: Application, folder: Path) -> None:
    """The dialog of the export."""
    from gui.dialogs.export import ExportDialog

    application.window.export()
    settle(application)
    for dialog in application.window.findChildren(ExportDialog):
        keep(dialog, folder / "export-en.png")
        dialog.close()


def take_edit(application: Application, folder: Path) -> None:
    """A budget line of the sample before and after a change: the figures at the foot follow."""
    from casebuilder.model import edits, paths

    window, path = application.window, paths.Path("cost_lines", COST_LINE, "flows")
    turn(application, str(path))
    keep(window, folder / "costs-before-en.png")
    later = paths.get(window.session.case, path)[1:]
    window.session.apply(edits.set_value(window.session.case, path, (RAISED, *later)))
    settle(application)
    keep(window, folder / "costs-after-en.png")


def main(words: list[str]) -> int:
    """Make the pictures in the folder that is named; the exit code."""
    folder = Path(words[0]) if words else TARGET
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        use_fresh_folders(Path(home))
        from gui import app

        application = app.Application([])
        application.qt.setCursorFlashTime(0)
        application.start()
        settle(application)
        take(application, folder)
        application.window.session.undo_stack.setClean()  # so that closing asks nothing
        application.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
