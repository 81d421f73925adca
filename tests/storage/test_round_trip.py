"""Any case survives the file and the interchange text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import simplejson
from hypothesis import HealthCheck, given, settings

from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.spec import fields_of, parts_of
from casebuilder.storage import interchange, project_file
from tests.strategies import cases, records

SCHEMA = jsonschema.Draft202012Validator(interchange.json_schema())
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(case=cases())
def test_any_case_survives_save_load_json_and_back(case: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bcase"
    project_file.save(case, path)
    loaded = project_file.load(path)
    assert loaded == case
    assert interchange.loads(interchange.dumps(loaded)) == case
    assert project_file.verify(path) == ()


@settings(SLOW, max_examples=10)
@given(case=cases())
def test_a_text_read_and_written_is_the_same_text_and_the_schema_accepts_it(case: Case) -> None:
    text = interchange.dumps(case)
    assert interchange.dumps(interchange.loads(text)) == text
    SCHEMA.validate(simplejson.loads(text))


@pytest.mark.parametrize("part", parts_of(Case), ids=lambda part: part.name)
def test_every_field_of_every_part_survives(part, tmp_path: Path) -> None:
    @settings(max_examples=5, deadline=None, database=None)
    @given(record=records(part))
    def survives(record) -> None:
        value = (record,) if part.is_collection else record
        case = Case(**{part.name: value})
        path = tmp_path / "one.bcase"
        path.write_bytes(project_file.to_bytes(case))
        assert getattr(project_file.load(path), part.name) == value

    survives()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(interchange.json_schema())


def test_the_schema_names_every_field_once() -> None:
    parts = interchange.json_schema()["properties"]["case"]["properties"]
    for part in parts_of(Case):
        record = parts[part.name].get("items", parts[part.name])
        assert list(record["properties"]) == [spec.name for spec in fields_of(part.record)]


def test_exact_numbers_stay_exact(tmp_path: Path) -> None:
    case = new_case()
    exact = Decimal("0.1000000000000000055")
    with pytest.raises(Exception, match="decimal places"):
        interchange.loads(interchange.dumps(case).replace('"discount_rate": 0.08', f'"discount_rate": {exact}'))
    text = interchange.dumps(case).replace('"discount_rate": 0.08', '"discount_rate": 0.081234567891')
    loaded = interchange.loads(text)
    project_file.save(loaded, tmp_path / "exact.bcase")
    assert project_file.load(tmp_path / "exact.bcase").profile.discount_rate == Decimal("0.081234567891")
