#!/usr/bin/env python3
"""Set up Casebuilder and start it: `python3 run.py [words for main.py]`, `python3 run.py test [words for pytest]`.

The standard library alone, and no syntax newer than Python 3.8, so that an old Python still reads the sentence that
says which Python is needed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Mapping, Sequence  # noqa: UP035 - those of collections.abc are not generic before 3.9

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SAMPLE = ROOT / "build" / "sample"
RUNTIME_PINS = (ROOT / "requirements.txt",)
TEST_PINS = (*RUNTIME_PINS, ROOT / "requirements-dev.txt")
OLDEST, NEWEST = (3, 11), (3, 13)
# Debian package -> the file that Qt loads from it.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libxkbcommon0": "libxkbcommon.so.0",
}
X11_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
CHECKED = ("risk", "casebuilder", "gui", "main.py", "run.py", "scripts", "benchmarks")
CHECKS = {
    "lint (ruff check)": ("-m", "ruff", "check", "."),
    "format (ruff format)": ("-m", "ruff", "format", "--check", "."),
    "types (mypy)": ("-m", "mypy", *CHECKED),
    "imports (import-linter)": ("-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"),
    "messages": ("-m", "scripts.messages", "check"),
}


class SetUpError(Exception):
    """The machine is not as it must be; the message says what and what to do."""


def main(words: Sequence[str]) -> int:
    """Set up, then run the tests, `main.py` with the words, the window, or the sample where there is no display."""
    testing = list(words[:1]) == ["test"]
    try:
        check_python(sys.version_info[:2])
        opens_window = not testing and not words and has_display(os.environ, sys.platform)
        check_libraries(wanted_libraries(opens_window, os.environ))
        python = set_up(TEST_PINS if testing else RUNTIME_PINS)
        if testing:
            return run_tests(python, words[1:])
        if words or opens_window:
            return run_main(python, *(words or ["--sample"]))
        return write_sample(python)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python that the pinned dependencies have no wheels for."""
    if not OLDEST <= version <= NEWEST:
        raise SetUpError(
            "Casebuilder needs Python {}.{} to {}.{}; this is Python {}.{}. ".format(*OLDEST, *NEWEST, *version)
            + "Install one of those and call run.py with it, for example: python3.11 run.py"
        )


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """True where a window can be shown, or where the user has chosen Qt's platform."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in names)


def wanted_libraries(opens_window: bool, environment: Mapping[str, str]) -> dict[str, str]:
    """The system libraries that Qt will load; a window on an X11 display needs some more."""
    on_x11 = opens_window and not environment.get("WAYLAND_DISPLAY") and not environment.get("QT_QPA_PLATFORM")
    return {**LIBRARIES, **X11_LIBRARIES} if on_x11 else LIBRARIES


def check_libraries(wanted: dict[str, str]) -> None:
    """Name the system libraries that are missing, and the one command that installs them (Linux only)."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for package, library in wanted.items() if not is_loadable(library)]
    if missing:
        raise SetUpError(
            f"Casebuilder needs system libraries that are not installed: {', '.join(missing)}. Install them with:\n"
            f"  sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
        )


def is_loadable(library: str) -> bool:
    """True where the dynamic loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def set_up(pins: Sequence[Path]) -> Path:
    """Make `.venv` hold exactly the pinned dependencies; nothing is done where its stamp says that it does."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not is_sound(python):
        create_environment()
    if not is_stamped(pins):
        install(python, pins)
        for count in range(1, len(pins) + 1):  # what the tests need has in it what the program needs
            stamp_of(pins[:count]).write_text(fingerprint(pins[:count]), encoding="ascii")
    return python


def stamp_of(pins: Sequence[Path]) -> Path:
    """The file that says which pins are installed."""
    return VENV / f"casebuilder-{pins[-1].stem}.stamp"


def is_stamped(pins: Sequence[Path]) -> bool:
    """True where exactly these pins are installed."""
    stamp = stamp_of(pins)
    return stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint(pins)


def is_sound(python: Path) -> bool:
    """True where `.venv` is whole and was made by this version of Python."""
    settings = VENV / "pyvenv.cfg"
    if not python.exists() or not settings.exists():
        return False
    lines = settings.read_text(encoding="utf-8").splitlines()
    version = next((line.split("=")[1].strip() for line in lines if line.startswith("version")), "")
    return version.split(".")[:2] == [str(part) for part in sys.version_info[:2]]


def fingerprint(pins: Sequence[Path]) -> str:
    """What the installed packages depend on: the pins and the version of Python."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for path in pins:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def create_environment() -> None:
    """Create `.venv`, without pip where Python cannot put it there (Debian without python3-venv)."""
    print("Creating .venv ...", file=sys.stderr)
    without_pip = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", *without_pip, str(VENV)], check=False)
    if done.returncode:
        raise SetUpError(f"The environment {VENV} could not be created; the lines above say why.")


def pip_command(python: Path) -> list[str]:
    """The pip that installs into `.venv`: its own, or else the one of the Python that runs this."""
    has_own = subprocess.run([str(python), "-c", "import pip"], check=False, stderr=subprocess.DEVNULL)
    if not has_own.returncode:
        return [str(python), "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(python)]
    raise SetUpError("Python has no pip here. Install it with:\n  sudo apt-get install -y python3-pip")


def install(python: Path, pins: Sequence[Path]) -> None:
    """Install the pinned dependencies."""
    print("Installing the dependencies (once; about 150 MB to download) ...", file=sys.stderr)
    files = [word for path in pins for word in ("-r", str(path))]
    options = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip_command(python), *options, *files], check=False).returncode:
        raise SetUpError(
            "The dependencies could not be installed; the lines above say why. Without a connection, call run.py"
            " again when there is one: what is installed already is kept."
        )


def run_main(python: Path, *words: str) -> int:
    """Run `main.py` with the words; its exit code."""
    return subprocess.run([str(python), str(ROOT / "main.py"), *words], check=False).returncode


def write_sample(python: Path) -> int:
    """Write the sample project and its documents to `build/sample/`, and say where they are."""
    print("There is no display: the sample is written instead of shown.", file=sys.stderr)
    SAMPLE.mkdir(parents=True, exist_ok=True)
    project = SAMPLE / "contact-centre.bcase"
    calls: list[tuple[str, ...]] = [("sample", str(project), "--force")]
    for language in ("en", "zh_TW"):
        for ending in ("docx", "html"):
            target = SAMPLE / f"contact-centre-{language}.{ending}"
            calls.append(("export", str(project), str(target), "--language", language))
    calls.append(("export", str(project), str(SAMPLE / "contact-centre.json")))
    for call in calls:
        code = run_main(python, *call)
        if code:
            return code
    for document in sorted(SAMPLE.glob("*.docx")):
        unpack_charts(document)
    print(f"The sample project and its documents are in {SAMPLE}:")
    for path in sorted(path for path in SAMPLE.rglob("*") if path.is_file()):
        print(f"  {path.relative_to(SAMPLE)}  ({path.stat().st_size // 1024} KB)")
    return 0


def unpack_charts(document: Path) -> None:
    """Write the pictures of a Word document into a folder beside it."""
    folder = document.parent / f"charts-{document.stem.rsplit('-', 1)[-1]}"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    with zipfile.ZipFile(document) as archive:
        for name in archive.namelist():
            if name.startswith("word/media/"):
                (folder / Path(name).name.replace("image", "chart-")).write_bytes(archive.read(name))


def run_tests(python: Path, words: Sequence[str]) -> int:
    """Run every check and the tests, also after one has failed; 0 when all hold."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "default"}
    results = {}
    for name, command in {**CHECKS, "tests (pytest)": ("-m", "pytest", *words)}.items():
        print(f"== {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run([str(python), *command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
        results[name] = (done.returncode, time.monotonic() - start)
    print("== summary")
    for name, (code, seconds) in results.items():
        print(f"{'FAILED' if code else 'ok':7} {name}  {seconds:.1f} s")
    return int(any(code for code, _ in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
