"""Second saves, full disks, conflicts, cancelled openings, and documents in the language that was chosen."""

from __future__ import annotations

import os
import zipfile
from decimal import Decimal
from pathlib import Path as File

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from casebuilder.errors import UserError
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path
from casebuilder.storage import interchange, project_file
from gui.dialogs.export import ExportDialog
from gui.main_window import MainWindow
from tests.gui.conftest import button_of, dialog_of, has_dialog

LEFT = Qt.MouseButton.LeftButton
RATE = Path("profile", field="discount_rate")


def change(window: MainWindow, text: str = "0.05") -> Case:
    window.session.apply(edits.set_value(window.session.case, RATE, Decimal(text)))
    return window.session.case


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.mouseClick(button_of(dialog_of(window), text), LEFT)


def saved(tmp_path: File, name: str = "a.bcase") -> File:
    path = tmp_path / name
    project_file.save(new_case(), path)
    return path


def open_file(qtbot: QtBot, window: MainWindow, path: File) -> None:
    with qtbot.waitSignal(window.session.replaced):
        window.documents.open(path)


# -- saving ------------------------------------------------------------------------------------------------------------


def test_the_second_save_writes_to_the_same_file_without_a_question(
    window: MainWindow, qtbot: QtBot, tmp_path: File
) -> None:
    open_file(qtbot, window, saved(tmp_path))
    case = change(window)
    with qtbot.waitSignal(window.session.saved):
        window.actions_["save"].trigger()
    assert project_file.load(tmp_path / "a.bcase") == case


def test_a_full_disk_is_told_and_saving_works_once_there_is_room(
    window: MainWindow, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file(qtbot, window, saved(tmp_path))
    before = (tmp_path / "a.bcase").read_bytes()
    case = change(window)
    with monkeypatch.context() as full:
        full.setattr(project_file, "save", _no_room)
        window.actions_["save"].trigger()
        qtbot.waitUntil(lambda: has_dialog(window))
    assert (tmp_path / "a.bcase").read_bytes() == before
    with qtbot.waitSignal(window.session.saved):
        press(qtbot, window, "Try again")
    assert project_file.load(tmp_path / "a.bcase") == case


def _no_room(_case: Case, path: File) -> None:
    raise UserError("{name} cannot be written ({reason}).", name=path.name, reason="no space")


def test_going_back_from_a_conflict_leaves_both_as_they_are(window: MainWindow, qtbot: QtBot, tmp_path: File) -> None:
    path = saved(tmp_path)
    open_file(qtbot, window, path)
    case = change(window)
    os.utime(path, (1, 1))
    before = path.read_bytes()
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: has_dialog(window))
    press(qtbot, window, "Go back")
    assert path.read_bytes() == before
    assert window.session.case is case
    assert window.session.is_modified


# -- opening -----------------------------------------------------------------------------------------------------------


def test_an_interchange_file_opens_as_a_case_without_a_project_file(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: File, sample: Case
) -> None:
    path = tmp_path / "case.json"
    path.write_text(interchange.dumps(sample), encoding="utf-8")
    open_file(qtbot, empty_window, path)
    assert empty_window.session.case == sample
    assert empty_window.session.path is None


def test_a_cancelled_opening_leaves_the_case_that_was_open(window: MainWindow, qtbot: QtBot, tmp_path: File) -> None:
    case = window.session.case
    window.documents.open(saved(tmp_path))
    window.busy.show()
    qtbot.mouseClick(window.busy.cancel, LEFT)
    window.workers.wait_all()
    qtbot.waitUntil(lambda: not window.workers.busy)
    assert window.session.case is case
    assert not window.busy.isVisible()


def test_opening_over_unsaved_work_asks_and_saves_first(window: MainWindow, qtbot: QtBot, tmp_path: File) -> None:
    first = saved(tmp_path, "first.bcase")
    open_file(qtbot, window, first)
    case = change(window)
    window.documents.open(saved(tmp_path, "second.bcase"))
    with qtbot.waitSignal(window.session.replaced):
        press(qtbot, window, "Save")
    assert project_file.load(first) == case
    assert window.session.path == tmp_path / "second.bcase"


# -- closing -----------------------------------------------------------------------------------------------------------


def test_escape_is_going_back(window: MainWindow, qtbot: QtBot) -> None:
    change(window)
    window.close()
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.session.is_modified


# -- export ------------------------------------------------------------------------------------------------------------


def export_dialog(window: MainWindow) -> ExportDialog:
    window.actions_["export"].trigger()
    (dialog,) = window.findChildren(ExportDialog)
    return dialog


def choose(monkeypatch: pytest.MonkeyPatch, path: File) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))


def pick(dialog: ExportDialog, **wanted: str) -> None:
    for name, key in wanted.items():
        box = getattr(dialog, name)
        box.setCurrentIndex(box.findData(key))


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_word_document_is_written_in_the_language_that_was_chosen(
    window: MainWindow, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch, sample: Case, language: str
) -> None:
    dialog = export_dialog(window)
    target = tmp_path / "board.docx"
    choose(monkeypatch, target)
    pick(dialog, kind=".docx", language=language, framework="general")
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    qtbot.waitUntil(dialog.buttons["open"].isVisible, timeout=60_000)
    text = zipfile.ZipFile(target).read("word/document.xml").decode()
    assert sample.profile.title.get("zh_TW" if language == "zh_TW" else "en") in text
    assert "board.docx" in dialog.state.text()
    dialog.close()


def test_what_was_written_can_be_opened_and_shown_in_its_folder(
    window: MainWindow, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[File] = []

    def note(url: QUrl) -> bool:
        opened.append(File(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(note))
    dialog = export_dialog(window)
    dialog.write(tmp_path / "board.json")
    qtbot.waitUntil(dialog.buttons["open"].isVisible)
    qtbot.mouseClick(dialog.buttons["open"], LEFT)
    qtbot.mouseClick(dialog.buttons["folder"], LEFT)
    assert opened == [tmp_path / "board.json", tmp_path]
    dialog.close()


def test_nothing_is_exported_from_the_start_page(empty_window: MainWindow) -> None:
    assert not empty_window.actions_["export"].isEnabled()
    empty_window.export()
    assert empty_window.findChildren(ExportDialog) == []
