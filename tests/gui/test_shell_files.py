"""The case as a file, as the user meets it: open, save, close, export, and every question on the way."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from casebuilder.errors import UserError
from casebuilder.examples import sample
from casebuilder.model import edits, paths
from casebuilder.model.case import Case
from casebuilder.storage import project_file
from gui import app, recovery, settings
from gui.actions import without_mnemonic
from gui.dialogs.export import ExportDialog
from gui.main_window import MainWindow
from tests.gui.conftest import WAIT, NamesFile, activate, dialog_of, has_dialog, let_go

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
TITLE = paths.Path("profile", field="title", language="en")


def rename(window: MainWindow, title: str) -> None:
    """Change the case as a form does."""
    window.session.apply(edits.set_value(window.session.case, TITLE, title))


def title(window: MainWindow) -> str:
    return window.session.case.profile.title.get("en")


def button(dialog: QDialog, text: str) -> QPushButton:
    """The visible button with these words."""
    shown = [found for found in dialog.findChildren(QPushButton) if found.isVisible()]
    return next(found for found in shown if without_mnemonic(found.text()) == text)


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Answer the question that is open."""
    qtbot.waitUntil(partial(has_dialog, window), timeout=WAIT)
    qtbot.mouseClick(button(dialog_of(window), text), LEFT)


def said(window: MainWindow) -> str:
    """What the open message says."""
    box = dialog_of(window)
    assert isinstance(box, QMessageBox)
    return f"{box.text()} {box.informativeText()}"


def other_case(path: Path, name: str = "Another case") -> Path:
    """A project file of another case."""
    project_file.save(edits.set_value(sample(), TITLE, name).case, path)
    return path


@pytest.fixture
def saved(qtbot: QtBot, window: MainWindow, names_file: NamesFile, tmp_path: Path) -> Path:
    """The file of the case in the window."""
    path = tmp_path / "case.bcase"
    names_file(path)
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    return path


# -- opening -----------------------------------------------------------------------------------------------------------


def test_the_start_page_opens_the_sample(qtbot: QtBot, empty_window: MainWindow) -> None:
    assert not empty_window.frame.shows_case
    with qtbot.waitSignal(empty_window.session.replaced, timeout=WAIT):
        qtbot.mouseClick(empty_window.frame.start.buttons["sample"], LEFT)
    assert empty_window.frame.shows_case
    assert empty_window.session.case == sample()
    assert not empty_window.session.is_modified
    assert empty_window.session.path is None


def test_the_start_page_makes_a_new_case(qtbot: QtBot, empty_window: MainWindow) -> None:
    qtbot.mouseClick(empty_window.frame.start.buttons["new"], LEFT)
    dialog = dialog_of(empty_window)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    qtbot.keyClicks(dialog.focusWidget(), "Fewer calls")
    with qtbot.waitSignal(empty_window.session.replaced, timeout=WAIT):
        buttons = dialog.findChild(QDialogButtonBox)
        qtbot.mouseClick(next(found for found in buttons.buttons() if found.text() == "Start"), LEFT)
    assert title(empty_window) == "Fewer calls"
    assert "Fewer calls" in empty_window.windowTitle()


def test_open_asks_for_a_file_and_shows_it(
    qtbot: QtBot, empty_window: MainWindow, names_file: NamesFile, tmp_path: Path
) -> None:
    names_file(other_case(tmp_path / "b.bcase"))
    with qtbot.waitSignal(empty_window.session.replaced, timeout=WAIT):
        qtbot.keyClick(empty_window, Qt.Key.Key_O, CONTROL)
    assert title(empty_window) == "Another case"
    assert "b.bcase" in empty_window.windowTitle()


def test_open_and_then_cancel_changes_nothing(qtbot: QtBot, window: MainWindow, names_file: NamesFile) -> None:
    names_file(None)
    with qtbot.assertNotEmitted(window.session.replaced):
        qtbot.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert window.session.case == sample()


BAD = {
    "no.bcase": b"no database at all",
    "empty.bcase": b"",
    "cut.bcase": b"SQLite format 3\0" + b"\0" * 200,
    "bad.json": b'{"format": ',
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_the_case_stays(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    rename(window, "Mine")
    window.session.undo_stack.setClean()
    names_file(tmp_path / name)
    qtbot.keyClick(window, Qt.Key.Key_O, CONTROL)
    qtbot.waitUntil(partial(has_dialog, window), timeout=WAIT)
    assert name in said(window)
    assert "Traceback" not in said(window)
    press(qtbot, window, "Close")
    assert title(window) == "Mine"


def test_a_file_dropped_on_the_window_is_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other_case(tmp_path / "dropped.bcase")))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, LEFT, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(window.session.replaced, timeout=WAIT):
        QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, LEFT, none))
    assert title(window) == "Another case"


def test_text_dropped_on_the_window_is_refused(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("only words")
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_recent_files_are_listed_and_open(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    for name in ("one", "two"):
        path = other_case(tmp_path / f"{name}.bcase", name)
        with qtbot.waitSignal(window.session.replaced, timeout=WAIT):
            window.documents.open(path)
    window.menus.recent.aboutToShow.emit()
    names = [action.text() for action in window.menus.recent.actions()]
    assert names == ["two.bcase", "one.bcase"]
    with qtbot.waitSignal(window.session.replaced, timeout=WAIT):
        window.menus.recent.actions()[1].trigger()
    assert title(window) == "one"


def test_a_recent_file_that_is_gone_is_not_listed(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    saved.unlink()
    window.menus.recent.aboutToShow.emit()
    assert not window.menus.recent.actions()
    assert not window.menus.recent.isEnabled()
    assert settings.recent_files() == []


# -- saving ------------------------------------------------------------------------------------------------------------


def test_the_title_bar_shows_unsaved_changes(window: MainWindow, qtbot: QtBot, saved: Path) -> None:
    assert "[*]" in window.windowTitle()
    assert not window.isWindowModified()
    rename(window, "Another name")
    assert window.isWindowModified()
    assert window.windowTitle().startswith("Another name[*]")
    window.actions_["undo"].trigger()
    assert not window.isWindowModified()
    rename(window, "A third name")
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert not window.isWindowModified()


def test_what_is_saved_can_be_opened_again(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile, saved: Path, tmp_path: Path
) -> None:
    rename(window, "Kept")
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    rename(window, "Under another name")
    names_file(tmp_path / "other")  # without an ending: it gets ours
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.session.path == tmp_path / "other.bcase"
    names_file(saved)
    with qtbot.waitSignal(window.session.replaced, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert title(window) == "Kept"
    assert project_file.load(tmp_path / "other.bcase").profile.title.get("en") == "Under another name"


def test_a_save_that_fails_keeps_the_work_and_offers_another_name(
    qtbot: QtBot,
    window: MainWindow,
    names_file: NamesFile,
    saved: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elsewhere = saved.with_name("elsewhere.bcase")
    whole = project_file.save

    def full(case: Case, path: Path) -> None:
        if path == saved:
            raise UserError("The disk is full.")
        whole(case, path)

    monkeypatch.setattr(project_file, "save", full)
    before = saved.read_bytes()
    rename(window, "Not lost")
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(partial(has_dialog, window), timeout=WAIT)
    assert "The disk is full." in said(window)
    assert title(window) == "Not lost"
    assert window.session.is_modified
    assert saved.read_bytes() == before
    names_file(elsewhere)
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        press(qtbot, window, "Save as")
    assert project_file.load(elsewhere).profile.title.get("en") == "Not lost"
    assert not window.session.is_modified


def test_a_file_that_somebody_else_saved_is_asked_about(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    other_case(saved, "Of a colleague")
    rename(window, "Mine")
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    press(qtbot, window, "Go back")
    assert project_file.load(saved).profile.title.get("en") == "Of a colleague"
    assert window.session.is_modified
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        press(qtbot, window, "Overwrite it")
    assert project_file.load(saved).profile.title.get("en") == "Mine"


# -- closing -----------------------------------------------------------------------------------------------------------


def test_closing_without_changes_asks_nothing(window: MainWindow) -> None:
    assert window.close()
    assert not window.isVisible()


def test_closing_with_changes_and_save_saves_and_closes(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    rename(window, "Saved at the end")
    window.close()
    assert window.isVisible()
    press(qtbot, window, "Save")
    qtbot.waitUntil(window.isHidden, timeout=WAIT)
    assert project_file.load(saved).profile.title.get("en") == "Saved at the end"


def test_closing_with_changes_and_discard_leaves_the_file_as_it_was(
    qtbot: QtBot, window: MainWindow, saved: Path
) -> None:
    before = saved.read_bytes()
    rename(window, "Given up")
    window.close()
    press(qtbot, window, "Discard")
    qtbot.waitUntil(window.isHidden, timeout=WAIT)
    assert saved.read_bytes() == before
    assert recovery.copies() == []


def test_closing_with_changes_and_going_back_keeps_everything(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    before = saved.read_bytes()
    rename(window, "Still here")
    window.close()
    press(qtbot, window, "Go back")
    assert window.isVisible()
    assert window.session.is_modified
    assert title(window) == "Still here"
    assert saved.read_bytes() == before
    window.close()  # and it asks again
    press(qtbot, window, "Go back")


def test_closing_and_save_without_a_name_stays_when_no_name_is_given(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile
) -> None:
    rename(window, "No name yet")
    names_file(None)
    window.close()
    press(qtbot, window, "Save")
    assert window.isVisible()
    assert window.session.is_modified


# -- export ------------------------------------------------------------------------------------------------------------


def export_dialog(qtbot: QtBot, window: MainWindow, ending: str) -> ExportDialog:
    """The export dialog with a kind of file chosen."""
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, ExportDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData(ending))
    return dialog


@pytest.mark.parametrize("ending", [".docx", ".html", ".json"])
def test_the_export_dialog_writes_every_kind(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile, tmp_path: Path, ending: str
) -> None:
    dialog = export_dialog(qtbot, window, ending)
    path = tmp_path / f"case{ending}"
    names_file(path)
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    assert dialog.bar.isVisible()
    assert dialog.buttons["cancel"].isVisible()
    qtbot.waitUntil(dialog.buttons["open"].isVisible, timeout=WAIT)
    assert path.name in dialog.state.text()
    assert not dialog.bar.isVisible()
    if ending == ".docx":
        assert "word/document.xml" in zipfile.ZipFile(path).namelist()
    elif ending == ".json":
        assert json.loads(path.read_text(encoding="utf-8"))
    else:
        assert "<html" in path.read_text(encoding="utf-8")
    qtbot.mouseClick(dialog.buttons["close"], LEFT)


def test_the_export_to_word_shows_its_progress(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile, tmp_path: Path
) -> None:
    dialog = export_dialog(qtbot, window, ".docx")
    names_file(tmp_path / "case.docx")
    seen: list[int] = []
    dialog.bar.valueChanged.connect(seen.append)
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    qtbot.waitUntil(dialog.buttons["open"].isVisible, timeout=WAIT)
    assert len([value for value in seen if value > 0]) >= 3
    assert seen[1:] == sorted(seen[1:])
    qtbot.mouseClick(dialog.buttons["close"], LEFT)


@pytest.mark.parametrize("by", ["button", "escape"])
def test_a_cancelled_export_leaves_nothing(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile, tmp_path: Path, by: str
) -> None:
    dialog = export_dialog(qtbot, window, ".docx")
    folder = tmp_path / "out"
    folder.mkdir()
    names_file(folder / "case.docx")
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    if by == "button":
        qtbot.mouseClick(dialog.buttons["cancel"], LEFT)
    else:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.buttons["write"].isVisible()
    assert window.workers.wait_all(60_000)
    assert list(folder.iterdir()) == []
    qtbot.mouseClick(dialog.buttons["close"], LEFT)


def test_an_export_that_fails_says_why_and_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, names_file: NamesFile, tmp_path: Path
) -> None:
    dialog = export_dialog(qtbot, window, ".json")
    names_file(tmp_path / "missing" / "case.json")
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    qtbot.waitUntil(dialog.buttons["write"].isVisible, timeout=WAIT)
    assert dialog.state.text()
    assert not (tmp_path / "missing").exists()
    qtbot.mouseClick(dialog.buttons["close"], LEFT)


# -- recovery ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def left_behind(user_folders: Path, saved: Path) -> Iterator[Path]:
    """The case in the window, as a window that died left it beside its file."""
    slot = recovery.Slot()
    slot.write(edits.set_value(sample(), TITLE, "Written before the crash").case, saved)
    slot._lock.unlock()  # what the end of a process does
    yield saved
    slot.close()


@pytest.fixture
def next_start(qtbot: QtBot, window: MainWindow, left_behind: Path) -> MainWindow:
    """The window of the next start, which asks about the copy."""
    window.close()
    application = app.Application([])
    qtbot.addWidget(application.window, before_close_func=let_go)
    application.start()
    qtbot.waitUntil(partial(has_dialog, application.window), timeout=WAIT)
    return application.window


def test_a_copy_is_written_after_an_edit_and_goes_when_it_is_saved(
    qtbot: QtBot, window: MainWindow, saved: Path
) -> None:
    rename(window, "Not saved yet")
    (lock,) = recovery.folder().glob("*.lock")
    copy = lock.with_suffix(".bcase")
    qtbot.waitUntil(copy.with_suffix(".json").exists, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.workers.busy, timeout=WAIT)
    assert project_file.load(copy).profile.title.get("en") == "Not saved yet"
    assert recovery.copies() == []  # the window that it belongs to is open
    with qtbot.waitSignal(window.session.saved, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: not copy.exists(), timeout=WAIT)


def test_a_copy_that_was_left_is_offered_and_recovered(qtbot: QtBot, next_start: MainWindow, left_behind: Path) -> None:
    with qtbot.waitSignal(next_start.session.replaced, timeout=WAIT):
        press(qtbot, next_start, "Recover it")
    assert title(next_start) == "Written before the crash"
    assert next_start.session.path == left_behind
    assert next_start.session.is_modified
    assert project_file.load(left_behind).profile.title.get("en") == sample().profile.title.get("en")


def test_a_copy_that_was_left_can_be_discarded(qtbot: QtBot, next_start: MainWindow) -> None:
    press(qtbot, next_start, "Discard it")
    assert recovery.copies() == []
    assert not next_start.frame.shows_case
