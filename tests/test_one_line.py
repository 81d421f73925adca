"""Adding a field to the risk register is one line, and everything else follows from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LINE = '    velocity: str = choice("Velocity", {"slow": "Slow", "fast": "Fast"}, column=True)\n'
BEFORE = "    response: str = choice(\n"
COPIED = ("risk", "casebuilder", "gui", "resources", "main.py")

# Runs in the changed copy of the project and tells what it finds there, as JSON.
PROBE = """
import json, sqlite3, sys, zipfile
from dataclasses import replace
from pathlib import Path as File

from casebuilder import examples
from casebuilder.errors import UserError
from casebuilder.export import Choice, export
from casebuilder.model.edits import set_value
from casebuilder.model.paths import Path
from casebuilder.storage import interchange, project_file

folder = File(sys.argv[1])
path = Path("risks", "R01", "velocity")
case = set_value(examples.sample(), path, "fast").case
told = {"module": sys.modules["casebuilder"].__file__}

project_file.save(case, folder / "case.bcase")
connection = sqlite3.connect(folder / "case.bcase")
told["columns"] = [row[1] for row in connection.execute("pragma table_info(risks)")]
told["cell"] = connection.execute("select velocity from risks where id = 'R01'").fetchone()[0]
connection.close()
told["loaded"] = project_file.load(folder / "case.bcase").risks[0].velocity
told["equal"] = project_file.load(folder / "case.bcase") == case

told["json"] = json.loads(interchange.dumps(case))["case"]["risks"][0]["velocity"]
told["read"] = interchange.loads(interchange.dumps(case)).risks[0].velocity
told["schema"] = json.dumps(interchange.json_schema())

try:
    set_value(case, path, "warp")
except UserError as error:
    told["refused"] = str(error)

for framework in ("general", "contact-system"):
    document = folder / f"{framework}.docx"
    export(case, document, Choice(framework=framework, language="en"))
    with zipfile.ZipFile(document) as archive:
        told[framework] = archive.read("word/document.xml").decode()

from PySide6.QtWidgets import QApplication

application = QApplication([])
from gui.context import Context
from gui.derived import Derived
from gui.forms.form_view import FormView
from gui.session import CaseSession
from gui.tables.record_model import RecordModel
from gui.workers import Workers

session = CaseSession(case)
workers = Workers(session)
context = Context(session, Derived(session, workers), workers, None)
form = FormView(context, "risks")
form.show_record("R01")
row = form.rows["velocity"]
told["form"] = [row.editor.combo.itemText(place) for place in range(row.editor.combo.count())]
told["form value"] = row.editor.combo.currentText()
told["form name"] = row.editor.combo.accessibleName()
model = RecordModel(context, "risks")
from PySide6.QtCore import Qt

titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
told["header"] = titles
told["table cell"] = model.text(0, titles.index("Velocity"))
row.editor.combo.setCurrentIndex(1)
row.editor.combo.activated.emit(1)
told["edited"] = session.case.risks[0].velocity
workers.cancel_all()
workers.wait_all()
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the project does after the one line was added to its class of risks."""
    root, copy = Path(__file__).resolve().parent.parent, tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    module = copy / "casebuilder" / "model" / "risks.py"
    text = module.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    module.write_text(text.replace(BEFORE, LINE + BEFORE), encoding="utf-8")
    folder = tmp_path_factory.mktemp("files")
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert Path(found["module"]).is_relative_to(copy)
    return found


def test_the_line_is_one_line() -> None:
    assert LINE.count("\n") == 1


def test_the_field_is_a_column_of_the_database_and_survives_save_and_load(told: dict[str, Any]) -> None:
    assert "velocity" in told["columns"]
    assert told["cell"] == "fast"
    assert told["loaded"] == "fast"
    assert told["equal"]


def test_the_field_is_in_the_json_and_in_its_schema(told: dict[str, Any]) -> None:
    assert told["json"] == "fast"
    assert told["read"] == "fast"
    schema = json.loads(told["schema"])
    assert {"slow", "fast"} <= set(_find(schema, "velocity")["enum"])


def _find(schema: Any, name: str) -> dict[str, Any]:
    """The schema of the first property with this name."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and name in schema["properties"]:
            return dict(schema["properties"][name])
        inner = list(schema.values())
    else:
        inner = schema if isinstance(schema, list) else []
    return next((found for item in inner if (found := _find(item, name))), {})


def test_the_field_is_in_the_form_with_its_choices_and_can_be_edited_there(told: dict[str, Any]) -> None:
    assert told["form name"] == "Velocity"
    assert told["form"] == ["–", "Slow", "Fast"]
    assert told["form value"] == "Fast"
    assert told["edited"] == "slow"


def test_the_field_is_a_column_of_the_table(told: dict[str, Any]) -> None:
    assert "Velocity" in told["header"]
    assert told["table cell"] == "Fast"


def test_the_field_is_validated(told: dict[str, Any]) -> None:
    assert "Velocity" in told["refused"]
    assert "warp" in told["refused"]


@pytest.mark.parametrize("framework", ["general", "contact-system"])
def test_the_field_is_in_the_word_document(told: dict[str, Any], framework: str) -> None:
    assert ">Velocity<" in told[framework]
    assert ">Fast<" in told[framework]
