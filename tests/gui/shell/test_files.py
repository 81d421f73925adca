"""New, open, save, save as and closing through the window, with real files and what goes wrong with them."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path as File

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from casebuilder.errors import UserError
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path
from casebuilder.storage import interchange, project_file
from gui import settings
from gui.dialogs.new_case import NewCaseDialog
from gui.main_window import MainWindow
from tests.gui.shell.conftest import Open, box_of, button_of

LEFT = Qt.MouseButton.LeftButton
RATE = Path("profile", field="discount_rate")


def change(window: MainWindow, text: str = "0.05") -> Case:
    window.session.apply(edits.set_value(window.session.case, RATE, Decimal(text)))
    return window.session.case


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.mouseClick(button_of(box_of(window), text), LEFT)


def name_files(monkeypatch: pytest.MonkeyPatch, path: File | None) -> list[str]:
    """Let the user choose `path` in every file dialog; what the dialogs suggested."""
    suggested: list[str] = []

    def answer(_parent: object, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        suggested.append(folder)
        return (str(path) if path else "", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(answer))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(answer))
    return suggested


def saved(tmp_path: File, name: str = "a.bcase") -> File:
    path = tmp_path / name
    project_file.save(new_case(), path)
    return path


def open_file(qtbot: QtBot, window: MainWindow, path: File) -> None:
    with qtbot.waitSignal(window.session.replaced):
        window.documents.open(path)


# -- saving ------------------------------------------------------------------------------------------------------------


def test_the_first_save_asks_for_a_name_and_writes_the_case(
    window: Open, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window()
    case = change(shown)
    name_files(monkeypatch, tmp_path / "my case")
    with qtbot.waitSignal(shown.session.saved):
        QTest.keyClick(shown, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert project_file.load(tmp_path / "my case.bcase") == case
    assert not shown.isWindowModified()
    assert settings.recent_files() == [tmp_path / "my case.bcase"]


def test_the_second_save_writes_to_the_same_file_without_a_question(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window()
    open_file(qtbot, shown, saved(tmp_path))
    case = change(shown)
    with qtbot.waitSignal(shown.session.saved):
        shown.actions_["save"].trigger()
    assert project_file.load(tmp_path / "a.bcase") == case


def test_a_save_that_nobody_names_does_nothing(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = window()
    change(shown)
    name_files(monkeypatch, None)
    shown.actions_["save_as"].trigger()
    assert shown.session.is_modified
    assert not shown.workers.busy or shown.derived.stale


def test_a_failed_save_keeps_the_work_and_offers_another_name(
    window: Open, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window()
    case = change(shown)
    name_files(monkeypatch, tmp_path / "missing" / "a.bcase")
    shown.actions_["save"].trigger()
    qtbot.waitUntil(lambda: any(box.isVisible() for box in shown.findChildren(QMessageBox)))
    assert "folder" in box_of(shown).informativeText()
    assert shown.session.is_modified
    assert shown.session.case is case
    name_files(monkeypatch, tmp_path / "b.bcase")
    with qtbot.waitSignal(shown.session.saved):
        press(qtbot, shown, "Save as…")
    assert project_file.load(tmp_path / "b.bcase") == case


def test_a_full_disk_is_told_and_saving_works_once_there_is_room(
    window: Open, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window()
    open_file(qtbot, shown, saved(tmp_path))
    before = (tmp_path / "a.bcase").read_bytes()
    case = change(shown)
    with monkeypatch.context() as full:
        full.setattr(project_file, "save", _no_room)
        shown.actions_["save"].trigger()
        qtbot.waitUntil(lambda: any(box.isVisible() for box in shown.findChildren(QMessageBox)))
    assert (tmp_path / "a.bcase").read_bytes() == before
    with qtbot.waitSignal(shown.session.saved):
        press(qtbot, shown, "Try again")
    assert project_file.load(tmp_path / "a.bcase") == case


def _no_room(_case: Case, path: File) -> None:
    raise UserError("{name} cannot be written ({reason}).", name=path.name, reason="no space")


def test_a_file_that_somebody_else_saved_is_overwritten_only_when_asked(
    window: Open, qtbot: QtBot, tmp_path: File
) -> None:
    shown = window()
    path = saved(tmp_path)
    open_file(qtbot, shown, path)
    case = change(shown)
    theirs = edits.set_value(new_case(), RATE, Decimal("0.33")).case
    project_file.save(theirs, path)
    os.utime(path, (1, 1))
    shown.actions_["save"].trigger()
    qtbot.waitUntil(lambda: any(box.isVisible() for box in shown.findChildren(QMessageBox)))
    assert project_file.load(path) == theirs
    with qtbot.waitSignal(shown.session.saved):
        press(qtbot, shown, "Overwrite it")
    assert project_file.load(path) == case


def test_going_back_from_a_conflict_leaves_both_as_they_are(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window()
    path = saved(tmp_path)
    open_file(qtbot, shown, path)
    case = change(shown)
    os.utime(path, (1, 1))
    before = path.read_bytes()
    shown.actions_["save"].trigger()
    qtbot.waitUntil(lambda: any(box.isVisible() for box in shown.findChildren(QMessageBox)))
    press(qtbot, shown, "Go back")
    assert path.read_bytes() == before
    assert shown.session.case is case
    assert shown.session.is_modified


# -- opening -----------------------------------------------------------------------------------------------------------


def test_opening_shows_the_file_and_its_name_in_the_title(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window(start=True)
    open_file(qtbot, shown, saved(tmp_path, "budget.bcase"))
    assert shown.frame.shows_case
    assert "budget.bcase" in shown.windowTitle()


def test_an_interchange_file_opens_as_a_case_without_a_project_file(
    window: Open, qtbot: QtBot, tmp_path: File, sample: Case
) -> None:
    path = tmp_path / "case.json"
    path.write_text(interchange.dumps(sample), encoding="utf-8")
    shown = window(start=True)
    open_file(qtbot, shown, path)
    assert shown.session.case == sample
    assert shown.session.path is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.bcase", b"this is no project"),
        ("a.bcase", b"SQLite format 3\0"),
        ("a.json", b"{"),
        ("a.json", b"\xff\xfe\x00"),
        ("gone.bcase", None),
    ],
)
def test_what_is_no_case_is_explained_and_the_open_case_stays(
    window: Open, qtbot: QtBot, tmp_path: File, name: str, data: bytes | None
) -> None:
    shown = window()
    case = shown.session.case
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    shown.documents.open(path)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in shown.findChildren(QMessageBox)))
    assert name in box_of(shown).text()
    assert box_of(shown).informativeText()
    press(qtbot, shown, "Close")
    assert shown.session.case is case


def test_a_cancelled_opening_leaves_the_case_that_was_open(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window()
    case = shown.session.case
    shown.documents.open(saved(tmp_path))
    shown.busy.show()
    qtbot.mouseClick(shown.busy.cancel, LEFT)
    shown.workers.wait_all()
    qtbot.waitUntil(lambda: not shown.workers.busy)
    assert shown.session.case is case
    assert not shown.busy.isVisible()


def test_opening_over_unsaved_work_asks_and_saves_first(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window()
    first = saved(tmp_path, "first.bcase")
    open_file(qtbot, shown, first)
    case = change(shown)
    shown.documents.open(saved(tmp_path, "second.bcase"))
    with qtbot.waitSignal(shown.session.replaced):
        press(qtbot, shown, "Save")
    assert project_file.load(first) == case
    assert shown.session.path == tmp_path / "second.bcase"


def test_a_file_that_is_dropped_on_the_window_is_opened(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window(start=True)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(saved(tmp_path)))])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, LEFT, none)
    shown.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(shown.session.replaced):
        shown.dropEvent(QDropEvent(QPointF(5, 5), action, data, LEFT, none))
    assert shown.session.path == tmp_path / "a.bcase"


def test_a_text_that_is_dropped_on_the_window_is_refused(window: Open) -> None:
    data = QMimeData()
    data.setText("words")
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    window(start=True).dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_the_sample_opens_from_the_start_page(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(start=True)
    with qtbot.waitSignal(shown.session.replaced):
        qtbot.mouseClick(shown.frame.start.buttons["sample"], LEFT)
    assert shown.session.case == sample
    assert not shown.session.is_modified


def test_a_new_case_has_what_the_dialog_was_told(window: Open, qtbot: QtBot) -> None:
    shown = window(start=True)
    qtbot.mouseClick(shown.frame.start.buttons["new"], LEFT)
    (dialog,) = shown.findChildren(NewCaseDialog)
    qtbot.keyClicks(dialog.title, "Shorter queues")
    dialog.framework.setCurrentIndex(dialog.framework.findData("prince2"))
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    dialog.currency.setCurrentText("eur")
    with qtbot.waitSignal(shown.session.replaced):
        qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    profile = shown.session.case.profile
    assert (profile.title.en, profile.framework, profile.currency) == ("Shorter queues", "prince2", "EUR")


# -- closing -----------------------------------------------------------------------------------------------------------


def test_a_case_without_changes_closes_without_a_question(window: Open) -> None:
    shown = window()
    assert shown.close()


def test_closing_asks_and_going_back_keeps_the_window(window: Open, qtbot: QtBot) -> None:
    shown = window()
    change(shown)
    assert not shown.close()
    press(qtbot, shown, "Go back")
    assert shown.isVisible()


def test_escape_is_going_back(window: Open, qtbot: QtBot) -> None:
    shown = window()
    change(shown)
    shown.close()
    qtbot.keyClick(box_of(shown), Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert shown.session.is_modified


def test_closing_with_discard_writes_nothing(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window()
    path = saved(tmp_path)
    open_file(qtbot, shown, path)
    before = path.read_bytes()
    change(shown)
    shown.close()
    press(qtbot, shown, "Discard")
    assert not shown.isVisible()
    assert path.read_bytes() == before


def test_closing_with_save_writes_and_then_closes(window: Open, qtbot: QtBot, tmp_path: File) -> None:
    shown = window()
    path = saved(tmp_path)
    open_file(qtbot, shown, path)
    case = change(shown)
    shown.close()
    press(qtbot, shown, "Save")
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert project_file.load(path) == case


def test_closing_with_a_save_that_fails_keeps_the_window(
    window: Open, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window()
    change(shown)
    name_files(monkeypatch, tmp_path / "missing" / "a.bcase")
    shown.close()
    press(qtbot, shown, "Save")
    qtbot.waitUntil(lambda: "not saved" in " ".join(b.text() for b in shown.findChildren(QMessageBox) if b.isVisible()))
    assert shown.isVisible()
    press(qtbot, shown, "Go back")
    assert shown.session.is_modified
