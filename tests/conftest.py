"""What every test stands on: no screen, no network, no trace in the user's folders, one locale."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported by anything
os.environ.pop("QT_SCALE_FACTOR", None)
for _name in ("LANGUAGE", "LC_ALL", "LANG"):
    os.environ[_name] = "C.UTF-8" if sys.platform.startswith("linux") else "C"
# One folder for the whole run: matplotlib looks for the fonts of the machine once, not once a test.
_MATPLOTLIB = Path(tempfile.mkdtemp(prefix="casebuilder-matplotlib-"))
os.environ["MPLCONFIGDIR"] = str(_MATPLOTLIB)

import pytest  # noqa: E402 - the environment above must stand first

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
_USER_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
    "WIN_PD_OVERRIDE_APPDATA": "config",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "data",
    "HOME": "home",
    "USERPROFILE": "home",
}


def pytest_sessionfinish() -> None:
    shutil.rmtree(_MATPLOTLIB, ignore_errors=True)


@pytest.fixture
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture
def golden() -> Path:
    """The folder of the golden values."""
    return GOLDEN


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fresh folders for settings, data, logs and caches, so that no test sees the user's or another test's."""
    home = tmp_path_factory.mktemp("user")
    for name, folder in _USER_FOLDERS.items():
        (home / folder).mkdir(exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(home / folder))
    if "PySide6.QtCore" in sys.modules:
        _redirect_qt_settings(home / "config")
    return home


def _redirect_qt_settings(folder: Path) -> None:
    from PySide6.QtCore import QSettings

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every internet connection: no part of the program ever opens one."""
    if request.node.get_closest_marker("network"):
        return
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise AssertionError(f"a connection to {address!r} was opened")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Fail the test that leaves a window open, and let work in the thread pool end before the next test."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QThreadPool
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return
    finished = QThreadPool.globalInstance().waitForDone(10_000)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left]
    for widget in left:
        widget.hide()
        widget.deleteLater()
    assert finished, "work in the thread pool went on after the test"
    assert not names, f"left open: {', '.join(names)}"


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Arguments of the one QApplication of the run."""
    return ["casebuilder-tests"]


@pytest.fixture
def fixed_locale() -> Iterator[None]:
    """English (United Kingdom) as Qt's default locale, whatever the machine has."""
    from PySide6.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
