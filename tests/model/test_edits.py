"""One way to change data: edits are pure, checked, and say what they touched."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebuilder.errors import UserError
from casebuilder.i18n import message
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path, get
from casebuilder.spec import BiText


@pytest.fixture
def case() -> Case:
    result = new_case()
    for name in ("one", "two", "three"):
        result = edits.add_record(result, "risks", name=BiText(name, name)).case
    return result


def ids(case: Case, part: str = "risks") -> list[str]:
    return [record.id for record in case.records(part)]


def test_a_value_goes_where_its_path_says_and_the_old_case_stays(case: Case) -> None:
    path = Path.parse("risks[R02].name.zh_TW")
    edit = edits.set_value(case, path, "二")
    assert get(edit.case, path) == "二"
    assert get(edit.case, path.whole_field()) == BiText("two", "二")
    assert get(case, path) == "two"
    assert edit.touched == edits.Touched(frozenset({"risks"}), frozenset({"risks[R02].name.zh_TW"}))
    assert edit.label.text("en") == "change of Risk"
    assert edit.merge == "risks[R02].name.zh_TW"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("profile.horizon_years", -1),
        ("profile.horizon_years", Decimal(5)),
        ("profile.discount_rate", Decimal("NaN")),
        ("profile.title.en", "two\nlines"),
        ("profile.framework", "napkin"),
        ("risks[R01].likelihood", 6),
        ("risks[R01].options", ["OPT0"]),
    ],
)
def test_a_value_that_its_declaration_refuses_is_an_error_and_no_edit(case: Case, path: str, value: object) -> None:
    with pytest.raises(UserError):
        edits.set_value(case, Path.parse(path), value)


def test_several_values_are_set_all_or_none(case: Case) -> None:
    changes = [(Path.parse("risks[R01].likelihood"), 3), (Path.parse("risks[R02].likelihood"), 9)]
    with pytest.raises(UserError):
        edits.set_values(case, changes)
    edit = edits.set_values(case, changes[:1], label=message("paste"))
    assert edit.label.text("en") == "paste"


def test_new_ids_follow_the_manner_of_the_old_ones(case: Case) -> None:
    assert ids(case) == ["R01", "R02", "R03"]
    assert edits.new_id(case, "options") == "OPT1"
    assert edits.new_id(Case(), "objectives") == "OBJ01"


def test_a_duplicate_stands_behind_the_last_of_those_copied(case: Case) -> None:
    edit = edits.duplicate_records(case, "risks", ["R01", "R02"])
    assert ids(edit.case) == ["R01", "R02", "R04", "R05", "R03"]
    assert edit.case.risks[2].name == BiText("one", "one")
    assert edit.label.text("en") == "duplicate 2 rows of Risk register"


def test_deleting_moving_and_ordering(case: Case) -> None:
    assert ids(edits.delete_records(case, "risks", ["R02"]).case) == ["R01", "R03"]
    assert ids(edits.move_record(case, "risks", "R03", 0).case) == ["R03", "R01", "R02"]
    assert ids(edits.sort_records(case, "risks", ["R02", "R03", "R01"]).case) == ["R02", "R03", "R01"]
    for call in (
        lambda: edits.delete_records(case, "risks", ["R99"]),
        lambda: edits.move_record(case, "risks", "R99", 0),
        lambda: edits.sort_records(case, "risks", ["R01"]),
        lambda: edits.duplicate_records(case, "risks", []),
    ):
        with pytest.raises(KeyError):
            call()


def test_references_follow_a_new_id(case: Case) -> None:
    case = edits.add_record(case, "stakeholders", id="SH1").case
    case = edits.set_value(case, Path.parse("risks[R01].owner"), "SH1").case
    case = edits.set_value(case, Path.parse("risks[R01].actionees"), ("SH1", "SH9")).case
    edit = edits.set_value(case, Path.parse("stakeholders[SH1].id"), "BOSS")
    assert edit.case.risks[0].owner == "BOSS"
    assert edit.case.risks[0].actionees == ("BOSS", "SH9")
    assert edit.touched.structural
    assert edit.merge == ""


def test_an_id_that_is_taken_is_refused(case: Case) -> None:
    with pytest.raises(UserError, match="taken"):
        edits.set_value(case, Path.parse("risks[R01].id"), "R02")


@pytest.mark.parametrize("identifier", ["", " ", "A]1", "A[1", "a,b", "a;b", "甲、乙", "a\nb", "A ", "x\x01"])
def test_an_id_that_would_break_addresses_and_lists_is_refused(case: Case, identifier: str) -> None:
    with pytest.raises(UserError):
        edits.set_value(case, Path.parse("risks[R01].id"), identifier)
    if identifier:
        with pytest.raises(UserError):
            edits.add_record(case, "risks", id=identifier)


def test_a_reference_with_several_targets_follows_the_record_that_it_means(case: Case) -> None:
    case = edits.add_record(case, "functions", id="F1").case
    case = edits.add_record(case, "feedback", id="FB1", about="F1").case
    case = edits.add_record(case, "feedback", id="FB2", about="OPT0").case
    renamed = edits.set_value(case, Path.parse("functions[F1].id"), "F9").case
    assert [item.about for item in renamed.feedback] == ["F9", "OPT0"]


def test_a_thousand_records_are_numbered_without_searching_for_each(case: Case) -> None:
    many = edits.insert_records(case, "risks", [type(case.risks[0])(id="") for _ in range(3000)]).case
    assert ids(many)[:5] == ["R01", "R02", "R03", "R04", "R05"]
    assert ids(edits.duplicate_records(many, "risks", ids(many)).case)[-1] == "R6006"


def test_inserted_records_never_share_an_id(case: Case) -> None:
    edit = edits.insert_records(case, "risks", [case.risks[0], case.risks[0], case.risks[1]], index=1)
    assert ids(edit.case) == ["R01", "R04", "R05", "R06", "R02", "R03"]


@pytest.mark.parametrize("text", ["", "risks[", "Risks", "risks[R01]name", "profile.title.fr.x"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the address"):
        Path.parse(text)


def test_an_address_of_nothing_is_a_key_error(case: Case) -> None:
    for text in ("risks[R99].name", "weather.sun", "profile.colour"):
        with pytest.raises(KeyError):
            get(case, Path.parse(text))


@settings(max_examples=60, deadline=None)
@given(moves=st.lists(st.tuples(st.sampled_from("adcm"), st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_random_play_agrees_with_a_plain_list(moves: list[tuple[str, int, int]]) -> None:
    """The oracle is a list of names; ids are looked up through the names, which never change."""
    case, names, made = Case(), [], 0
    for action, first, second in moves:
        if action == "a" or not names:
            made += 1
            case = edits.add_record(case, "risks", index=min(first, len(names)), name=BiText(str(made))).case
            names.insert(min(first, len(names)), str(made))
            continue
        name = names[first % len(names)]
        record = next(risk for risk in case.risks if risk.name.en == name)
        if action == "d":
            case = edits.delete_records(case, "risks", [record.id]).case
            names.remove(name)
        elif action == "m":
            names.remove(name)
            names.insert(min(second, len(names)), name)
            case = edits.move_record(case, "risks", record.id, second).case
        else:
            made += 1
            case = edits.duplicate_records(case, "risks", [record.id]).case
            copy = case.risks[names.index(name) + 1]
            case = edits.set_value(case, Path("risks", copy.id, "name"), BiText(str(made))).case
            names.insert(names.index(name) + 1, str(made))
        assert [risk.name.en for risk in case.risks] == names
        assert len({risk.id for risk in case.risks}) == len(names)
