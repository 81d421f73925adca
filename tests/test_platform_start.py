"""The way in: what is refused with a sentence, what goes to the command line, and where the log is."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import main

ROOT = Path(main.__file__).resolve().parent


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger without handlers, given back as it was."""
    logger = logging.getLogger()
    before, level = logger.handlers[:], logger.level
    logger.handlers[:] = []
    yield logger
    for handler in logger.handlers:
        handler.close()
    logger.handlers[:] = before
    logger.setLevel(level)


def test_a_file_that_does_not_exist_is_refused_before_a_window_opens(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["nowhere.bcase"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("There is no file nowhere.bcase.")
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_without_a_display_the_window_is_refused_with_what_works_instead(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in main.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    assert main.main([]) == 2
    assert "casebuilder --help" in capsys.readouterr().err


def test_a_verb_goes_to_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["schema"]) == 0
    assert capsys.readouterr().out.startswith("{")


def test_a_word_that_is_no_verb_and_no_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["frobnicate"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="the log folder of Windows is not taken from the environment")
def test_the_log_is_kept_in_the_users_folder_and_turned_over_when_it_is_large(
    user_folders: Path, monkeypatch: pytest.MonkeyPatch, root_logger: logging.Logger
) -> None:
    monkeypatch.setattr(main.faulthandler, "enable", lambda stream: stream.close())
    monkeypatch.setattr(main, "LARGEST_LOG", 10)
    for text in ("the first run", "the second run"):
        root_logger.handlers[:] = []
        main.start_log()
        root_logger.error(text)
        root_logger.handlers[0].close()
    logs = {path.name: path.read_text(encoding="utf-8") for path in user_folders.rglob("casebuilder*.log")}
    assert "the second run" in logs["casebuilder.log"]
    assert "the first run" in logs["casebuilder.old.log"]


def test_a_log_that_cannot_be_written_stops_nobody(
    user_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    root_logger: logging.Logger,
    capsys: pytest.CaptureFixture[str],
) -> None:
    blocked = user_folders / "blocked"
    blocked.write_text("a file where a folder is needed", encoding="utf-8")
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(blocked / "below"))
    main.start_log()
    assert root_logger.handlers
    assert "No log is kept" in capsys.readouterr().err


def test_the_program_starts_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "sample", "x.bcase"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x.bcase").is_file()
