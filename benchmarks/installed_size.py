"""What an installation takes on the disk: the environment with the pinned run-time dependencies, by package."""

from __future__ import annotations

import sysconfig
from importlib import metadata
from pathlib import Path

from benchmarks.measure import ROOT

MEGABYTE = 1_000_000
SHOWN = 8


def pinned() -> list[str]:
    """The names of the packages that the program runs on."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("==")[0] for line in lines if "==" in line]


def size_of(name: str) -> int:
    """The bytes of the installed files of a package."""
    files = metadata.distribution(name).files or []
    paths = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def size_of_own_code() -> int:
    """The bytes of the program itself, its resources with it."""
    folders = ("risk", "casebuilder", "gui", "resources")
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return sum(path.stat().st_size for path in paths if path.is_file() and "__pycache__" not in path.parts)


def main() -> None:
    """Print the largest packages and the total."""
    sizes = {name: size_of(name) for name in pinned()} | {"Casebuilder": size_of_own_code()}
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True)[:SHOWN]:
        print(f"{name:24} {sizes[name] / MEGABYTE:7.1f} MB")
    print(f"{'all':24} {sum(sizes.values()) / MEGABYTE:7.1f} MB beside Python {sysconfig.get_python_version()}")


if __name__ == "__main__":
    main()
