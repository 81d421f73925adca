"""The export dialog from the window: every kind of file is written, watched, stopped and explained."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from casebuilder import export
from casebuilder.model.case import Case
from casebuilder.report import Cancelled
from casebuilder.storage import interchange
from gui.dialogs.export import ExportDialog
from gui.main_window import MainWindow
from tests.gui.shell.conftest import Open

LEFT = Qt.MouseButton.LeftButton


def dialog_of(window: MainWindow) -> ExportDialog:
    window.actions_["export"].trigger()
    (dialog,) = window.findChildren(ExportDialog)
    return dialog


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))


def pick(dialog: ExportDialog, **wanted: str) -> None:
    for name, key in wanted.items():
        box = getattr(dialog, name)
        box.setCurrentIndex(box.findData(key))


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_word_document_is_written_in_the_language_that_was_chosen(
    window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Case, language: str
) -> None:
    dialog = dialog_of(window(sample))
    target = tmp_path / "board.docx"
    choose(monkeypatch, target)
    pick(dialog, kind=".docx", language=language, framework="general")
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    qtbot.waitUntil(dialog.buttons["open"].isVisible, timeout=60_000)
    text = zipfile.ZipFile(target).read("word/document.xml").decode()
    assert sample.profile.title.get("zh_TW" if language == "zh_TW" else "en") in text
    assert "board.docx" in dialog.state.text()
    dialog.close()


@pytest.mark.parametrize("ending", [".html", ".json"])
def test_the_other_kinds_are_written_too(
    window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    shown = window()
    dialog = dialog_of(shown)
    target = tmp_path / f"board{ending}"
    choose(monkeypatch, target)
    pick(dialog, kind=ending)
    qtbot.mouseClick(dialog.buttons["write"], LEFT)
    qtbot.waitUntil(dialog.buttons["open"].isVisible, timeout=60_000)
    if ending == ".json":
        assert interchange.read(target) == shown.session.case
    else:
        assert target.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    dialog.close()


def test_what_was_written_can_be_opened_and_shown_in_its_folder(
    window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def note(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(note))
    dialog = dialog_of(window())
    dialog.write(tmp_path / "board.json")
    qtbot.waitUntil(dialog.buttons["open"].isVisible)
    qtbot.mouseClick(dialog.buttons["open"], LEFT)
    qtbot.mouseClick(dialog.buttons["folder"], LEFT)
    assert opened == [tmp_path / "board.json", tmp_path]
    dialog.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """An export that reports a half and then waits until it is stopped."""
    reported = threading.Event()

    def wait(*_: Any, progress: export.Progress, cancelled: Callable[[], bool]) -> None:
        progress(0.5, "Writing the document")
        reported.set()
        pause = threading.Event()
        while not cancelled():
            pause.wait(0.005)
        raise Cancelled

    monkeypatch.setattr(export, "export", wait)
    return reported


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Escape])
def test_an_export_shows_how_far_it_is_and_can_be_stopped(
    window: Open, qtbot: QtBot, tmp_path: Path, slow: threading.Event, key: Qt.Key | None
) -> None:
    shown = window()
    dialog = dialog_of(shown)
    dialog.write(tmp_path / "board.docx")
    qtbot.waitUntil(lambda: dialog.bar.value() == 50)
    if key is None:
        qtbot.mouseClick(dialog.buttons["cancel"], LEFT)
    else:
        qtbot.keyClick(dialog, key)
    assert dialog.isVisible()
    assert dialog.buttons["write"].isVisible()
    shown.workers.wait_all()
    assert not any(tmp_path.iterdir())
    dialog.close()


def test_a_folder_that_is_not_there_is_explained_and_another_file_can_be_chosen(
    window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_of(window())
    dialog.write(tmp_path / "missing" / "board.json")
    qtbot.waitUntil(lambda: "folder" in dialog.state.text())
    assert dialog.buttons["write"].isVisible()
    dialog.close()


def test_nothing_is_exported_from_the_start_page(window: Open) -> None:
    shown = window(start=True)
    assert not shown.actions_["export"].isEnabled()
    shown.export()
    assert shown.findChildren(ExportDialog) == []
