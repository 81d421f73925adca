"""Whatever somebody mails us: one clear sentence, and nothing is lost or half-written."""

from __future__ import annotations

import contextlib
import json
import os
import random
import sqlite3
from pathlib import Path

import pytest

from casebuilder.errors import UserError
from casebuilder.files import write_beside
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.spec import BiText
from casebuilder.storage import interchange, project_file


@pytest.fixture
def case() -> Case:
    return edits.add_record(new_case(), "risks", name=BiText("Exchange leaves support", "交換機終止支援")).case


@pytest.fixture
def path(case: Case, tmp_path: Path) -> Path:
    target = tmp_path / "case.bcase"
    project_file.save(case, target)
    return target


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def sentence(call, *arguments) -> str:
    with pytest.raises(UserError) as caught:
        call(*arguments)
    text = caught.value.text("en")
    assert text.rstrip().endswith((".", "。"))
    assert "{" not in text
    return text


# -- project files -----------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_is(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (project_file.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (project_file.FILE_VERSION,)
    connection.close()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" + b"x" * 5000, b"\0" * 4096])
def test_another_kind_of_file_is_named_as_such(tmp_path: Path, data: bytes) -> None:
    other = tmp_path / "letter.docx"
    other.write_bytes(data)
    assert "not a Casebuilder project" in sentence(project_file.load, other)


def test_a_database_of_another_program_is_no_project(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    change(other, "CREATE TABLE profile (title TEXT)")
    assert "not a Casebuilder project" in sentence(project_file.load, other)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no file" in sentence(project_file.load, tmp_path / "gone.bcase")
    assert "not a Casebuilder project" in sentence(project_file.load, tmp_path)


def test_a_file_cut_short_anywhere_is_refused(path: Path) -> None:
    data = path.read_bytes()
    for length in (20, 99, 100, 512, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:length])
        assert "damaged" in sentence(project_file.load, path)


def test_a_newer_version_is_refused_with_what_to_do(path: Path) -> None:
    change(path, f"PRAGMA user_version = {project_file.FILE_VERSION + 1}")
    text = sentence(project_file.load, path)
    assert "newer version" in text
    assert "update" in text


def test_a_file_without_a_later_column_or_table_loads_with_defaults(path: Path, case: Case) -> None:
    change(
        path, "ALTER TABLE risks DROP COLUMN proximity", "DROP TABLE glossary", "ALTER TABLE profile DROP COLUMN size"
    )
    loaded = project_file.load(path)
    assert loaded == case
    assert loaded.profile.size == "medium"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE profile SET horizon_years = -3",
        "UPDATE profile SET discount_rate = '1e400'",
        "UPDATE profile SET discount_rate = 'NaN'",
        "UPDATE profile SET created = '2026-13-01'",
        "UPDATE risks SET id = NULL",
        "UPDATE risks SET options = '{}'",
        "UPDATE risks SET name_en = x'00ff'",
        "INSERT INTO risks SELECT * FROM (SELECT 9 AS _position, * FROM (SELECT * FROM risks)) LIMIT 0",
    ],
)
def test_a_value_that_cannot_be_right_is_refused_and_named(path: Path, statement: str) -> None:
    if statement.startswith("INSERT"):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(risks)")]
        others = ", ".join(f'"{name}"' for name in columns[1:])
        statement = f"INSERT INTO risks (_position, {others}) SELECT 9, {others} FROM risks"  # an id taken twice
    change(path, statement)
    assert path.name in sentence(project_file.load, path)


@pytest.mark.parametrize(
    "statement",
    ["CREATE VIEW v AS SELECT * FROM risks", "CREATE TRIGGER t AFTER INSERT ON risks BEGIN DELETE FROM risks; END"],
)
def test_a_file_that_brings_code_of_its_own_is_refused(path: Path, statement: str) -> None:
    change(path, statement)
    assert "damaged" in sentence(project_file.load, path)


def test_changed_content_is_found_even_where_the_database_is_whole(path: Path) -> None:
    assert project_file.verify(path) == ()
    change(path, "UPDATE risks SET name_en = 'Exchange keeps support'")
    assert project_file.verify(path) == ("The content is not what was saved: the fingerprint differs.",)


def test_random_damage_is_refused_or_harmless_but_never_a_crash(path: Path, case: Case) -> None:
    whole = path.read_bytes()
    chance, loaded = random.Random(7), 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        with contextlib.suppress(UserError):  # any other exception is a crash, and fails
            loaded += 1
            assert project_file.load(path) == case or project_file.verify(path)
            continue
        loaded -= 1
    assert 0 < loaded < 150


# -- writing -----------------------------------------------------------------------------------------------------------


def test_saving_over_a_file_leaves_nothing_beside_it(path: Path, case: Case) -> None:
    project_file.save(new_case(), path)
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert project_file.load(path) == new_case()


def test_a_failure_while_writing_keeps_the_old_file(path: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert "No space left" in sentence(project_file.save, new_case(), path)
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert project_file.load(path) == case


def test_a_write_protected_file_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *arguments: False)
    assert "write-protected" in sentence(project_file.save, new_case(), path)


def test_who_may_read_the_file_stays_as_it_was(path: Path) -> None:
    path.chmod(0o600)
    project_file.save(new_case(), path)
    assert path.stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_a_name_as_long_as_names_can_be_is_saved(tmp_path: Path) -> None:
    project_file.save(new_case(), tmp_path / f"{'案' * 80}.bcase")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "does not exist" in sentence(write_beside, tmp_path / "nowhere" / "a.bcase", b"x")


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bcase"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("this system does not let us make links")
    project_file.save(new_case(), link)
    assert link.is_symlink()
    assert project_file.load(path) == new_case()


# -- interchange -------------------------------------------------------------------------------------------------------


def envelope(**parts) -> str:
    return json.dumps({"format": "casebuilder-case", "version": 1, "case": parts})


RISK = {"id": "R1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "not JSON: line 1"),
        ('{"format": "casebuilder-case",', "not JSON"),
        ("[]", "object with named fields"),
        ('{"format": "other", "version": 1, "case": {}}', "not a Casebuilder interchange file"),
        ('{"format": "casebuilder-case", "version": 99, "case": {}}', "newer version"),
        ('{"format": "casebuilder-case", "version": true, "case": {}}', "version"),
        ('{"format": "casebuilder-case", "version": 1, "case": {"profile": {}, "profile": {}}}', "stands twice"),
        (envelope(weather={}), "“weather”"),
        (envelope(profile={"colour": "red"}), "“colour”"),
        (envelope(profile=[]), "profile"),
        (envelope(profile={"horizon_years": -5}), "profile.horizon_years: Horizon must be at least 1"),
        (envelope(profile={"horizon_years": "five"}), "profile.horizon_years: this is not a number"),
        (envelope(profile={"horizon_years": 2.5}), "whole number"),
        ('{"format": "casebuilder-case", "version": 1, "case": {"profile": {"discount_rate": 1e400}}}', "too large"),
        ('{"format": "casebuilder-case", "version": 1, "case": {"profile": {"horizon_years": 1e400}}}', "whole number"),
        ('{"format": "casebuilder-case", "version": 1, "case": {"profile": {"discount_rate": NaN}}}', "NaN"),
        (envelope(profile={"title": "plain"}), "pair of texts"),
        (envelope(profile={"title": {"en": 3}}), "a text"),
        (envelope(profile={"title": {"fr": "non"}}), "pair of texts"),
        (envelope(profile={"title": {"en": "bell\x07"}}), "U+0007"),
        (envelope(profile={"title": {"en": "two\nlines"}}), "line break"),
        (envelope(profile={"disclaimer": {"en": "x" * 1_000_000}}), "1,000,000 characters"),
        (envelope(profile={"created": "yesterday"}), "a date like"),
        (envelope(profile={"framework": "napkin"}), "“napkin”"),
        (envelope(profile={"invented": "yes"}), "true or false"),
        (envelope(risks=[RISK, RISK]), "the id R1 stands in two rows"),
        (envelope(risks=[{}]), "row 1 has no id"),
        (envelope(risks=[{"id": "A]1"}]), "risks[1].id"),
        (
            '{"format": "casebuilder-case", "version": 1, "case": {"profile": {"discount_rate": 1e9999999}}}',
            "too large",
        ),
        (
            envelope(profile={"discount_rate": 0}).replace(": 0}", ": 1e99999999999999999999}"),
            "digits",
        ),
        (envelope(risks={}), "a list"),
        (envelope(cost_lines=[{"id": "C1", "flows": [1, None]}]), "without holes"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('{"format": "casebuilder-case", "version": ' + "1" * 10_000 + "}", "digits"),
    ],
)
def test_a_faulty_interchange_file_is_refused_with_the_place(text: str, expected: str) -> None:
    assert expected in sentence(interchange.loads, text)


def test_zero_options_are_a_case_that_can_be_read() -> None:
    assert interchange.loads(envelope(options=[])).options == ()
