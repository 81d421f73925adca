"""Recovery copies, the crash dialog, and the start of the application."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path as File

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from casebuilder.errors import UserError
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path
from casebuilder.storage import project_file
from gui import recovery
from gui.app import Application
from gui.autosave import Autosave
from gui.crash_dialog import CrashDialog, CrashHook, report
from gui.main_window import MainWindow
from gui.session import CaseSession
from gui.workers import Workers
from tests.gui.conftest import button_of, dialog_of, has_dialog

LEFT = Qt.MouseButton.LeftButton
RATE = Path("profile", field="discount_rate")


def copies_on_disk() -> list[File]:
    return sorted(recovery.folder().glob("*.bcase"))


@pytest.fixture
def session(qapp: QApplication) -> CaseSession:
    return CaseSession(new_case())


@pytest.fixture
def autosave(session: CaseSession) -> Iterator[Autosave]:
    workers = Workers(session)
    made = Autosave(session, workers, delay_ms=0)
    yield made
    workers.wait_all()
    made.close()


def change(session: CaseSession, text: str = "0.05") -> Case:
    session.apply(edits.set_value(session.case, RATE, Decimal(text)))
    return session.case


def test_undoing_everything_leaves_no_copy(qtbot: QtBot, session: CaseSession, autosave: Autosave) -> None:
    change(session)
    qtbot.waitUntil(lambda: len(copies_on_disk()) == 1)
    session.undo()
    qtbot.waitUntil(lambda: copies_on_disk() == [])


def test_a_clean_end_leaves_nothing_behind(session: CaseSession, autosave: Autosave) -> None:
    change(session)
    autosave.keep_now()
    assert len(copies_on_disk()) == 1
    autosave.close()
    assert list(recovery.folder().iterdir()) == []


def test_the_copy_of_a_window_that_lives_is_offered_to_nobody(session: CaseSession, autosave: Autosave) -> None:
    change(session)
    autosave.keep_now()
    assert recovery.copies() == []


def test_a_copy_that_cannot_be_written_stops_nobody(
    qtbot: QtBot, session: CaseSession, autosave: Autosave, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[File] = []

    def no_room(_case: Case, path: File) -> None:
        failed.append(path)
        raise UserError("{name} cannot be written ({reason}).", name=path.name, reason="no space")

    monkeypatch.setattr(project_file, "save", no_room)
    case = change(session)
    qtbot.waitUntil(lambda: bool(failed))
    assert session.case is case


def leave(case: Case, name: str = "left", original: str = "") -> File:
    """What a window that was killed leaves behind."""
    file = recovery.folder() / f"{name}.bcase"
    project_file.save(case, file)
    note = {"original": original, "title": "Queues", "written": "2026-01-31T10:00:00+00:00"}
    file.with_suffix(".json").write_text(json.dumps(note), encoding="utf-8")
    return file


@pytest.mark.parametrize("note", ["", "{", "[]", '{"original": 1}', '{"written": "yesterday"}'])
def test_a_copy_without_a_readable_note_is_found_all_the_same(qapp: QApplication, note: str) -> None:
    file = leave(new_case())
    file.with_suffix(".json").write_text(note, encoding="utf-8")
    (copy,) = recovery.copies()
    assert copy.file == file


# -- the application ---------------------------------------------------------------------------------------------------


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[list[Application]]:
    """Applications that are closed in the end."""
    made: list[Application] = []
    yield made
    for application in made:
        for box in application.window.findChildren(QMessageBox):
            box.close()
        application.window.workers.wait_all()
        application.window.session.undo_stack.setClean()
        application.window.close()
        application.window.deleteLater()
    QApplication.processEvents()


def started(start: list[Application], *words: str) -> Application:
    application = Application(words)
    start.append(application)
    application.start()
    return application


def message_of(application: Application) -> str:
    box = dialog_of(application.window)
    assert isinstance(box, QMessageBox)
    return box.text()


def asked(application: Application) -> bool:
    return has_dialog(application.window)


def test_what_a_killed_window_left_is_offered_and_recovered_as_unsaved(
    qtbot: QtBot, start: list[Application], tmp_path: File
) -> None:
    case = edits.set_value(new_case(), RATE, Decimal("0.05")).case
    left = leave(case, original=str(tmp_path / "own.bcase"))
    application = started(start)
    qtbot.waitUntil(lambda: asked(application))
    assert "Queues" in message_of(application)
    with qtbot.waitSignal(application.window.session.replaced):
        qtbot.mouseClick(button_of(dialog_of(application.window), "Recover it"), LEFT)
    session = application.window.session
    assert (session.case, session.path, session.is_modified) == (case, tmp_path / "own.bcase", True)
    qtbot.waitUntil(lambda: not left.exists())
    assert [project_file.load(path) for path in copies_on_disk()] == [case]


def test_a_recovered_case_does_not_replace_its_file_without_a_question(
    qtbot: QtBot, start: list[Application], tmp_path: File
) -> None:
    own = tmp_path / "own.bcase"
    project_file.save(new_case(), own)
    leave(edits.set_value(new_case(), RATE, Decimal("0.05")).case, original=str(own))
    application = started(start)
    qtbot.waitUntil(lambda: asked(application))
    with qtbot.waitSignal(application.window.session.replaced):
        qtbot.mouseClick(button_of(dialog_of(application.window), "Recover it"), LEFT)
    application.window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: asked(application))
    assert project_file.load(own) == new_case()
    button_of(dialog_of(application.window), "Overwrite it")


def test_a_discarded_copy_is_gone_and_the_next_one_is_offered(qtbot: QtBot, start: list[Application]) -> None:
    first, second = leave(new_case(), "one"), leave(new_case(), "two")
    application = started(start)
    for count in (1, 0):
        qtbot.waitUntil(lambda: asked(application))
        qtbot.mouseClick(button_of(dialog_of(application.window), "Discard it"), LEFT)
        assert first.exists() + second.exists() == count
    assert not asked(application)


def test_a_copy_to_be_decided_later_stays(qtbot: QtBot, start: list[Application]) -> None:
    left = leave(new_case())
    application = started(start)
    qtbot.waitUntil(lambda: asked(application))
    qtbot.mouseClick(button_of(dialog_of(application.window), "Decide later"), LEFT)
    assert left.exists()


def test_the_file_of_the_command_line_is_opened(qtbot: QtBot, start: list[Application], tmp_path: File) -> None:
    path = tmp_path / "a.bcase"
    project_file.save(new_case(), path)
    application = started(start, str(path))
    qtbot.waitUntil(lambda: application.window.session.path == path)
    assert application.window.frame.shows_case


def test_the_word_for_the_sample_opens_the_sample(qtbot: QtBot, start: list[Application], sample: Case) -> None:
    application = started(start, "--sample")
    qtbot.waitUntil(lambda: application.window.frame.shows_case)
    assert application.window.session.case == sample


def test_without_a_word_the_start_page_is_shown(qtbot: QtBot, start: list[Application]) -> None:
    application = started(start)
    QApplication.processEvents()
    assert not application.window.frame.shows_case


# -- bugs --------------------------------------------------------------------------------------------------------------


def bug() -> BaseException:
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        return error


def test_a_bug_keeps_the_work_and_shows_a_report_that_can_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    case = change(window.session)
    hook = CrashHook(window, window.autosave)
    error = bug()
    hook.catch(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)))
    (dialog,) = window.findChildren(CrashDialog)
    assert "ZeroDivisionError" in dialog.report.toPlainText()
    assert [project_file.load(path) for path in copies_on_disk()] == [case]
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Copy the report"], LEFT)
    assert QApplication.clipboard().text() == dialog.report.toPlainText()
    qtbot.mouseClick(buttons["Go on working"], LEFT)
    assert window.session.case is case


def test_many_bugs_are_one_dialog(window: MainWindow, qtbot: QtBot) -> None:
    hook = CrashHook(window, window.autosave)
    for _ in range(5):
        error = bug()
        hook.catch(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)))
    QApplication.processEvents()
    (dialog,) = window.findChildren(CrashDialog)
    dialog.close()


def test_a_report_says_where_and_nothing_of_the_case() -> None:
    text = report(bug())
    assert "ZeroDivisionError" in text
    assert sys.version.split()[0] in text


def test_a_bug_in_a_worker_reaches_the_hook(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    workers = Workers()

    def wrong() -> None:
        raise ZeroDivisionError

    workers.run(wrong)
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])


def test_an_error_of_the_users_world_goes_to_whoever_asked(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: pytest.fail("no bug"))
    workers, told = Workers(), []

    def refuse() -> None:
        raise UserError("The disk is full.")

    workers.run(refuse, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 1)


def test_a_cancelled_job_tells_nobody(qtbot: QtBot) -> None:
    workers, told = Workers(), []
    job = workers.run(int, done=told.append, failed=told.append)
    job.cancel()
    workers.wait_all()
    QApplication.processEvents()
    assert told == []
    assert not workers.busy
