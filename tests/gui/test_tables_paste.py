"""Cells from and to spreadsheets: what is taken over, what is refused, and one step of undo for all of it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.model.case import Case
from casebuilder.model.paths import Path, get
from casebuilder.spec import BiText
from gui.tables.columns import columns_of
from gui.tables.paste import Pasted, Target, copied, paste
from gui.tables.tsv import read_cells, write_cells
from tests.gui.form_support import COLLECTIONS, full_case, with_value


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Columns speak the language of the screen."""


def pasted(case: Case, part: str, text: str, *, row: int = 0, column: str = "id") -> Pasted:
    columns = columns_of(case, part)
    first = [found.spec.name for found in columns].index(column)
    ids = [record.id for record in case.records(part)][row:]
    return paste(case, Target(part, ids, columns, first), read_cells(text))


def case_of(result: Pasted) -> Case:
    assert result.edit is not None
    return result.edit.case


# -- the text on the clipboard -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"say ""yes"""\t1', [['say "yes"', "1"]]),
        ('5" screen\tb', [['5" screen', "b"]]),
        ("a\n\n\n", [["a"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("", []),
        ("\t\n", []),
    ],
)
def test_cells_are_read_as_spreadsheets_write_them(text: str, cells: list[list[str]]) -> None:
    assert read_cells(text) == cells


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\x00")), min_size=2, max_size=4), min_size=1))
def test_cells_that_are_written_are_read_back(rows: list[list[str]]) -> None:
    rows[-1][0] = "end"
    assert read_cells(write_cells(rows)) == rows


# -- into a table ------------------------------------------------------------------------------------------------------


def test_rows_change_records_and_rows_beyond_the_last_add_some() -> None:
    text = "R01\tOne\tPeople\nR02\tTwo\tTechnical\nR07\tThree\tFinancial\n\tFour\tBenefit\n"
    result = pasted(full_case(), "risks", text)
    risks = case_of(result).risks
    assert [risk.id for risk in risks] == ["R01", "R02", "R07", "R08"]
    assert [risk.name.en for risk in risks] == ["One", "Two", "Three", "Four"]
    assert [risk.category for risk in risks] == ["people", "technical", "financial", "benefit"]
    assert result.added == 2
    assert result.rejected == ()


def test_a_pasted_text_keeps_the_other_language() -> None:
    case = case_of(pasted(full_case(), "risks", "New", column="name"))
    assert case.risks[0].name == BiText("New", "項目 1")


def test_a_pasted_text_goes_into_the_language_of_the_document() -> None:
    case = with_value(full_case(), "profile.document_language", "zh_TW")
    assert case_of(pasted(case, "risks", "新", column="name")).risks[0].name == BiText("Risk 1", "新")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("(1,234)", None),
        ("1,234", Decimal(1234)),
        ("１，２３４", Decimal(1234)),
        ("=12*850", Decimal(10200)),
        ('"1,234.50"', Decimal("1234.5")),
        (" 12 ", Decimal(12)),
        ("twelve", None),
        ("1e400", None),
    ],
)
def test_amounts_are_read_as_spreadsheets_write_them(typed: str, value: Decimal | None) -> None:
    result = pasted(full_case(), "risks", typed, column="cost_if_occurs")
    if value is None:
        assert result.edit is None
        assert [(cell.row, cell.text) for cell in result.rejected] == [(1, typed.strip())]
    else:
        assert case_of(result).risks[0].cost_if_occurs == value


def test_a_negative_amount_in_brackets_is_taken_where_the_field_allows_it() -> None:
    case = case_of(pasted(full_case(), "objectives", "(12.5)", column="baseline"))
    assert case.objectives[0].baseline == Decimal("-12.5")


def test_refused_cells_are_listed_with_row_column_and_reason_and_the_rest_is_taken_over() -> None:
    result = pasted(full_case(), "risks", "One\tPeople\tOPT0\t9\t2\nTwo\tNonsense\tOPT9\t3\t4", column="name")
    first, second = case_of(result).risks
    assert (first.likelihood, first.impact, first.options) == (None, 2, ("OPT0",))
    assert (second.category, second.options, second.likelihood) == ("", (), 3)
    places = [(cell.row, cell.column, cell.text) for cell in result.rejected]
    assert places == [(1, "Likelihood", "9"), (2, "Category", "Nonsense"), (2, "Options it touches", "OPT9")]
    assert "at most 5" in result.rejected[0].reason.text("en")


def test_cells_right_of_the_last_column_are_refused() -> None:
    result = pasted(full_case(), "swot", "Strength\tText\tmore", column="quadrant")
    assert [cell.text for cell in result.rejected] == ["more"]


def test_years_are_pasted_beside_each_other() -> None:
    case = with_value(full_case(), "profile.horizon_years", 2)
    case = case_of(pasted(case, "cost_lines", "OPT0\tLicences\tRecurring\t1,000\t\t2,000", column="option"))
    assert case.cost_lines[0].flows == (Decimal(1000), Decimal(0), Decimal(2000))
    assert case.cost_lines[0].type == "recurring"


def test_dates_and_ticks_and_references_are_read() -> None:
    case = case_of(pasted(full_case(), "milestones", "Live\t2027/1/31\tStakeholder 2\tDone\tyes", column="name"))
    milestone = case.milestones[0]
    assert milestone.finish == datetime.date(2027, 1, 31)
    assert (milestone.owner, milestone.gate) == ("SH02", True)


def test_a_row_of_headings_places_the_columns_whatever_their_order() -> None:
    result = pasted(full_case(), "swot", "Statement\tField\nOld switch\tWeakness\n")
    assert case_of(result).swot[0].text.en == "Old switch"
    assert case_of(result).swot[0].quadrant == "weakness"
    assert result.added == 0
    assert result.rejected == ()


def test_years_are_found_by_their_headings() -> None:
    case = with_value(with_value(full_case(), "profile.first_year", 2026), "profile.horizon_years", 2)
    result = pasted(case, "cost_lines", "Year 1 2027\tCost\n500\tLicences\n")
    assert case_of(result).cost_lines[0].flows == (Decimal(0), Decimal(500))
    assert case_of(result).cost_lines[0].name.en == "Licences"


def test_a_new_id_is_followed_by_the_references_and_a_taken_one_is_refused() -> None:
    case = with_value(full_case(), "risks[R01].owner", "SH01")
    result = pasted(case, "stakeholders", "BOSS\nBOSS2")
    assert [record.id for record in case_of(result).stakeholders] == ["BOSS", "BOSS2"]
    assert case_of(result).risks[0].owner == "BOSS"
    taken = pasted(case, "stakeholders", "SH02")
    assert taken.edit is None
    assert "taken" in taken.rejected[0].reason.text("en")


def test_two_rows_with_the_same_new_id_are_not_made_one() -> None:
    result = pasted(full_case(), "swot", "SW01\nSW02\nNEW\tStrength\tA\nNEW\tStrength\tB")
    assert len({record.id for record in case_of(result).swot}) == 4


def test_two_records_do_not_get_the_same_new_id() -> None:
    result = pasted(full_case(), "swot", "SAME\nSAME")
    assert [record.id for record in case_of(result).swot] == ["SAME", "SW02"]
    assert [cell.row for cell in result.rejected] == [2]


@pytest.mark.parametrize("part", COLLECTIONS)
def test_what_is_copied_from_a_part_is_pasted_back_without_a_change(part: str) -> None:
    case = full_case()
    columns = columns_of(case, part)
    cells = copied(case, case.records(part), columns)
    result = paste(case, Target(part, [record.id for record in case.records(part)], columns), cells)
    assert result.rejected == ()
    assert result.edit is None


def test_copied_rows_make_equal_new_records_elsewhere() -> None:
    case = full_case()
    for field, value in _values():
        case = with_value(case, f"risks[R01].{field}", value)
    columns = columns_of(case, "risks")
    cells = copied(case, case.risks[:1], columns)
    added = case_of(paste(case, Target("risks", [], columns), cells)).risks[-1]
    for column in columns:
        if column.spec.name not in ("id", "name", "mitigation"):
            path = Path("risks", "R01", column.spec.name)
            assert getattr(added, column.spec.name) == get(case, path), column.spec.name


def _values() -> list[tuple[str, Any]]:
    return [
        ("category", "people"),
        ("options", ("OPT0", "OPT1")),
        ("likelihood", 3),
        ("cost_if_occurs", Decimal("1234567.25")),
        ("owner", "SH02"),
        ("status", "closed"),
    ]


def test_five_thousand_cells_are_one_edit() -> None:
    text = "\n".join(f"Risk {number}\tPeople\tOPT0\t3\t4" for number in range(1000))
    result = pasted(full_case(), "risks", text, column="name")
    assert len(case_of(result).risks) == 1000
    assert result.edit is not None
    assert result.edit.touched.structural
    assert result.edit.label.text("en") == "paste into Risk register"
