"""The bootstrap: what it refuses, what it installs and when, and what it runs."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import run


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A folder of pins and an environment of its own; `installs` counts what would have been installed."""
    pins = (tmp_path / "requirements.txt",)
    pins[0].write_text("one==1.0\n", encoding="utf-8")
    calls: list[Path] = []
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "install", lambda python, files: calls.append(python))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)  # no ensurepip: quick, and Debian's way
    return {"pins": pins, "installs": calls}


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_supported_pythons_are_accepted(version: tuple[int, int]) -> None:
    run.check_python(version)


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (4, 0)])
def test_another_python_is_refused_with_a_sentence(version: tuple[int, int]) -> None:
    with pytest.raises(run.SetUpError, match=r"needs Python 3\.11 to 3\.13; this is Python {}\.{}".format(*version)):
        run.check_python(version)


@pytest.mark.parametrize(
    ("environment", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_recognised(environment: dict[str, str], platform: str, shown: bool) -> None:
    assert run.has_display(environment, platform) is shown


def test_missing_libraries_are_named_with_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(run, "is_loadable", lambda library: library not in ("libGL.so.1", "libxkbcommon.so.0"))
    with pytest.raises(run.SetUpError) as caught:
        run.check_libraries(run.LIBRARIES)
    assert "sudo apt-get install -y --no-install-recommends libgl1 libxkbcommon0" in str(caught.value)


def test_a_library_that_does_not_exist_is_not_loadable() -> None:
    assert not run.is_loadable("libnobodyhasthis.so.99")


def test_only_a_window_on_x11_asks_for_the_libraries_of_x11() -> None:
    assert "libxcb-cursor0" in run.wanted_libraries(True, {"DISPLAY": ":0"})
    assert run.wanted_libraries(False, {"DISPLAY": ":0"}) == run.LIBRARIES
    assert run.wanted_libraries(True, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}) == run.LIBRARIES
    assert run.wanted_libraries(True, {"QT_QPA_PLATFORM": "offscreen"}) == run.LIBRARIES


def test_a_set_up_machine_is_left_alone(machine: dict[str, Any]) -> None:
    python = run.set_up(machine["pins"])
    assert python.exists()
    assert len(machine["installs"]) == 1
    assert run.set_up(machine["pins"]) == python
    assert len(machine["installs"]) == 1


def test_a_changed_pin_installs_again(machine: dict[str, Any]) -> None:
    run.set_up(machine["pins"])
    machine["pins"][0].write_text("one==1.1\n", encoding="utf-8")
    run.set_up(machine["pins"])
    assert len(machine["installs"]) == 2


def test_what_the_tests_need_has_in_it_what_the_program_needs(machine: dict[str, Any], tmp_path: Path) -> None:
    more = tmp_path / "requirements-dev.txt"
    more.write_text("two==2.0\n", encoding="utf-8")
    run.set_up((*machine["pins"], more))
    run.set_up(machine["pins"])
    assert len(machine["installs"]) == 1


def test_a_failed_installation_is_tried_again(machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(python: Path, files: object) -> None:
        raise run.SetUpError("no connection")

    with monkeypatch.context() as context:
        context.setattr(run, "install", fail)
        with pytest.raises(run.SetUpError):
            run.set_up(machine["pins"])
    run.set_up(machine["pins"])
    assert len(machine["installs"]) == 1


def test_an_environment_of_another_python_is_made_anew(machine: dict[str, Any]) -> None:
    run.set_up(machine["pins"])
    settings = run.VENV / "pyvenv.cfg"
    settings.write_text(settings.read_text(encoding="utf-8").replace("version = 3.", "version = 2."), encoding="utf-8")
    run.set_up(machine["pins"])
    assert "version = 3." in settings.read_text(encoding="utf-8")
    assert len(machine["installs"]) == 2


def test_without_any_pip_the_package_to_install_is_named(machine: dict[str, Any]) -> None:
    python = run.set_up(machine["pins"])
    with pytest.raises(run.SetUpError, match="python3-pip"):
        run.pip_command(python)


def test_an_environment_without_pip_is_filled_by_the_pip_outside(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    python = run.set_up(machine["pins"])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name == "pip")
    assert run.pip_command(python) == [sys.executable, "-m", "pip", "--python", str(python)]


def test_every_check_runs_also_after_one_has_failed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "CHECKS", {"bad": ("-c", "raise SystemExit(3)"), "good": ("-c", "print('ran')")})
    code = run.run_tests(Path(sys.executable), ["--version"])
    shown = capfd.readouterr().out
    assert code == 1
    assert "ran" in shown
    assert re.search(r"FAILED\s+bad", shown)
    assert re.search(r"ok\s+good", shown)
    assert re.search(r"ok\s+tests \(pytest\)", shown)


def test_all_checks_hold_gives_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "CHECKS", {"good": ("-c", "pass")})
    assert run.run_tests(Path(sys.executable), ["--version"]) == 0


def test_a_wrong_machine_gives_one_sentence_and_exit_code_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert run.main([]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_words_are_handed_to_the_program_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "set_up", lambda pins: Path(sys.executable))
    assert run.main(["export"]) == 2  # the program refuses an export without files


def test_without_a_display_the_sample_and_its_documents_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "SAMPLE", tmp_path / "sample")
    monkeypatch.setattr(run, "has_display", lambda environment, platform: False)
    monkeypatch.setattr(run, "set_up", lambda pins: Path(sys.executable))
    assert run.main([]) == 0
    names = {path.relative_to(run.SAMPLE).as_posix() for path in run.SAMPLE.rglob("*") if path.is_file()}
    assert {f"contact-centre-{ending}" for ending in ("en.docx", "zh_TW.docx", "en.html", "zh_TW.html")} <= names
    assert {"contact-centre.bcase", "contact-centre.json"} <= names
    assert sum(name.startswith("charts-en/") for name in names) >= 6
    assert str(run.SAMPLE) in capsys.readouterr().out


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_a_name_and_a_version(name: str) -> None:
    lines = (run.ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [line for line in pins if not re.fullmatch(r'[\w.-]+==[\w.]+(; \w+ == "\w+")?', line)] == []


def test_run_py_can_be_read_by_an_old_python() -> None:
    import ast

    source = (run.ROOT / "run.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 8))


def test_the_set_up_step_imports_the_standard_library_alone() -> None:
    code = "import run, sys; print([m for m in sys.modules if m in ('PySide6', 'casebuilder', 'pip', 'numpy')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=run.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
