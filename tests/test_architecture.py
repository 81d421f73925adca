"""The rules of the code that are not a linter's: layers, sizes, start-up, and habits that Qt punishes."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("risk", "casebuilder", "gui", "scripts", "main.py", "run.py")
MODULE_LINES, CLASS_LINES, FUNCTION_LINES, PARAMETERS = 400, 250, 40, 5
# "path:name" -> why it may be longer or take more; every entry must still be needed.
EXCEPTIONS: dict[str, str] = {}
HEAVY = ("sqlalchemy", "matplotlib", "docx", "lxml", "numpy", "scipy", "simplejson")
# Methods that take text for users, and guess from its look whether it is rich text.
RICH_TEXT_CALLS = {"QLabel", "QErrorMessage", "QMessageBox", "QProgressDialog", "QWizardPage"}
MESSAGE_BOXES = {"about", "critical", "information", "question", "warning"}
FOLDERS = (
    "risk",
    "casebuilder/model",
    "casebuilder/finance",
    "casebuilder/storage",
    "casebuilder/charts",
    "casebuilder/report/word",
    "gui/forms",
    "gui/tables",
    "gui/pages",
    "gui/dialogs",
    "resources/locale/zh_TW/LC_MESSAGES",
    "resources/examples",
    "tests/golden",
    "benchmarks",
    "docs",
)


def modules() -> list[Path]:
    """Every module of the program."""
    found: list[Path] = []
    for name in CODE:
        path = ROOT / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, name: str) -> str:
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(path.name)
    return f"{shown.as_posix()}:{name}"


def definitions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(path: Path) -> Iterator[str]:
    count = len(path.read_text(encoding="utf-8").splitlines())
    if count > MODULE_LINES:
        yield f"{place(path, 'module')} has {count} lines"
    for node in definitions(path):
        limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
        if lines_of(node) > limit:
            yield f"{place(path, node.name)} has {lines_of(node)} lines"


def too_many_parameters(path: Path) -> Iterator[str]:
    for node in definitions(path):
        if isinstance(node, ast.ClassDef):
            continue
        positional = [a for a in node.args.posonlyargs + node.args.args if a.arg not in ("self", "cls")]
        if len(positional) + len(node.args.kwonlyargs) > PARAMETERS:
            yield f"{place(path, node.name)} takes more than {PARAMETERS} parameters"


def test_sizes_stay_within_their_limits_and_exceptions_are_still_needed() -> None:
    found = [line for path in modules() for rule in (too_long, too_many_parameters) for line in rule(path)]
    excused = {line.split(" ")[0] for line in found} & set(EXCEPTIONS)
    assert [line for line in found if line.split(" ")[0] not in EXCEPTIONS] == []
    assert set(EXCEPTIONS) == excused


def test_main_is_at_most_sixty_lines() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) <= 60


def test_import_contracts_are_kept() -> None:
    code = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_import_contracts_notice_a_wrong_import(tmp_path: Path) -> None:
    for package in ("gui", "casebuilder", "risk"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "risk" / "bad.py").write_text("import casebuilder\n", encoding="utf-8")
    rules = "[importlinter]\nroot_packages =\n    gui\n    casebuilder\n    risk\n"
    contract = "[importlinter:contract:1]\nname = L\ntype = layers\nlayers =\n    gui\n    casebuilder\n    risk\n"
    (tmp_path / ".importlinter").write_text(rules + contract, encoding="utf-8")
    code = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-logo", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 1, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["gui.app", "main"])
def test_nothing_heavy_is_imported_before_the_window(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout))
    assert [name for name in HEAVY if name in loaded] == []
    assert ("PySide6" in loaded) == (module == "gui.app")


def connected_lambdas(path: Path) -> Iterator[str]:
    """Slots that are lambdas holding `self`: they keep the object alive for ever."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
            for slot in node.args:
                names = {n.id for n in ast.walk(slot) if isinstance(n, ast.Name)}
                if isinstance(slot, ast.Lambda) and "self" in names:
                    yield place(path, str(node.lineno))


def test_no_slot_is_a_lambda_that_holds_self() -> None:
    assert [found for path in modules() for found in connected_lambdas(path)] == []


def rich_text_risks(path: Path) -> Iterator[str]:
    """Calls that show a text which is not written in the code through a widget that guesses rich text."""
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        shown = [argument for argument in node.args if not is_literal(argument)]
        texts = [argument for argument in shown if not isinstance(argument, ast.Name) or argument.id != "self"]
        if (name in RICH_TEXT_CALLS and texts and not is_only_parent(node)) or is_message_box(node):
            yield place(path, str(node.lineno))


def called_name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def is_only_parent(node: ast.Call) -> bool:
    """True for `QLabel(parent)`: one plain name that says it is a parent."""
    return len(node.args) == 1 and isinstance(node.args[0], ast.Name) and node.args[0].id in ("self", "parent")


def is_message_box(node: ast.Call) -> bool:
    """True for the static functions of QMessageBox, whose format cannot be set."""
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in MESSAGE_BOXES
        and isinstance(function.value, ast.Name)
        and function.value.id == "QMessageBox"
    )


def test_no_widget_guesses_rich_text_from_a_variable() -> None:
    assert [found for path in modules() for found in rich_text_risks(path)] == []


@pytest.mark.parametrize(
    ("source", "is_wrong"),
    [
        ("QLabel(name)", True),
        ("QLabel(self._tr(name), self)", True),
        ("QMessageBox.warning(self, title, text)", True),
        ("QLabel('Fixed text')", False),
        ("QLabel(parent)", False),
        ("PlainLabel(name)", False),
        ("button.clicked.connect(lambda: self.go(1))", True),
        ("button.clicked.connect(self.go)", False),
        ("button.clicked.connect(lambda: other.go(1))", False),
    ],
)
def test_the_rules_for_widgets_tell_wrong_calls_from_right_ones(tmp_path: Path, source: str, is_wrong: bool) -> None:
    path = tmp_path / "seeded.py"
    path.write_text(source + "\n", encoding="utf-8")
    assert bool([*rich_text_risks(path), *connected_lambdas(path)]) == is_wrong


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Every tracked file that is text, by its path; every file of the folder where git is missing."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a clone: the tracked files are not known")
    for name in done.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file():
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_tracked_file_names_a_registry_or_an_absolute_path_of_a_machine() -> None:
    registries = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "--index" + "-url", "--find" + "-links"]
    homes = ["/ho" + "me/", "/Us" + "ers/", "/wo" + "rk/", "C:\\\\Us" + "ers"]
    pattern = re.compile("|".join(map(re.escape, [*registries, *homes])))
    found = [f"{name}: {hit.group()}" for name, text in tracked_texts() for hit in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_layout_is_as_documented(folder: str) -> None:
    path = ROOT / folder
    assert path.is_dir()
    assert any(item.is_file() for item in path.rglob("*"))


def test_the_ranges_of_the_project_admit_the_pinned_versions() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(
        line.split(";")[0].strip().lower().replace("_", "-").split("==")
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    )
    for text in project["dependencies"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(pins[wanted.name.lower()]), text
