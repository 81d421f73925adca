"""The table model learns from the session's signals alone, and tells every change in the fewest steps."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from casebuilder.analysis import analyse
from casebuilder.model.edits import (
    add_record,
    delete_records,
    duplicate_records,
    move_record,
    set_value,
    sort_records,
)
from casebuilder.model.paths import Path
from casebuilder.spec import BiText
from gui.context import Context
from gui.tables.difference import Insert, Move, Remove, Reorder, renamed_row, steps_between
from gui.tables.record_model import RecordModel
from gui.tables.record_proxy import RecordProxy
from tests.gui.form_support import COLLECTIONS, full_case, make_context, many_risks, with_value

DISPLAY = Qt.ItemDataRole.DisplayRole


class Mirror:
    """An oracle: the texts of a model as somebody knows them who only listens to its signals."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self._model = model
        self.resets = 0
        self._read_all()
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)
        model.columnsInserted.connect(self._read_all)
        model.columnsRemoved.connect(self._read_all)
        model.layoutAboutToBeChanged.connect(self._remember)
        model.layoutChanged.connect(self._laid_out)
        model.modelReset.connect(self._reset)

    def _row(self, row: int) -> list[str]:
        return [str(self._model.index(row, column).data(DISPLAY)) for column in range(self._model.columnCount())]

    def _read_all(self) -> None:
        self.rows = [self._row(row) for row in range(self._model.rowCount())]

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self._row(row) for row in range(first, last + 1)]

    def _removed(self, parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _moved(self, parent: QModelIndex, first: int, last: int, target: QModelIndex, before: int) -> None:
        block = self.rows[first : last + 1]
        del self.rows[first : last + 1]
        at = before if before < first else before - len(block)
        self.rows[at:at] = block

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            for column in range(first.column(), last.column() + 1):
                self.rows[row][column] = str(self._model.index(row, column).data(DISPLAY))

    def _remember(self) -> None:
        self._places = [QPersistentModelIndex(self._model.index(row, 0)) for row in range(len(self.rows))]

    def _laid_out(self) -> None:
        rows = {place.row(): texts for place, texts in zip(self._places, self.rows, strict=True)}
        self.rows = [rows[row] for row in sorted(rows)]

    def _reset(self) -> None:
        self.resets += 1
        self._read_all()

    def truth(self) -> list[list[str]]:
        return [self._row(row) for row in range(self._model.rowCount())]


def shown(context: Context, part: str = "risks") -> RecordModel:
    return RecordModel(context, part, context.session)


@pytest.mark.parametrize("part", COLLECTIONS)
def test_the_model_of_every_part_keeps_the_rules_of_qt(qtmodeltester: ModelTester, part: str) -> None:
    context = make_context(full_case())
    qtmodeltester.check(shown(context, part))


# -- random play -------------------------------------------------------------------------------------------------------


def random_edit(chance: random.Random, context: Context) -> None:
    """One edit of the kind that a user can make, somewhere in the risk register or beside it."""
    case, session = context.session.case, context.session
    ids = [risk.id for risk in case.risks]
    act = chance.randrange(10)
    if act == 0 or not ids:
        session.apply(add_record(case, "risks", index=chance.randrange(len(ids) + 1)))
    elif act == 1:
        session.apply(delete_records(case, "risks", chance.sample(ids, chance.randrange(1, min(4, len(ids)) + 1))))
    elif act == 2:
        session.apply(duplicate_records(case, "risks", chance.sample(ids, 1)))
    elif act == 3:
        session.apply(move_record(case, "risks", chance.choice(ids), chance.randrange(len(ids))))
    elif act == 4:
        session.apply(sort_records(case, "risks", chance.sample(ids, len(ids))))
    elif act == 5:
        name = BiText(f"Name {chance.random()}", "")
        session.apply(set_value(case, Path("risks", chance.choice(ids), "name"), name))
    elif act == 6:
        session.apply(set_value(case, Path("risks", chance.choice(ids), "id"), f"X{chance.randrange(10**9)}"))
    elif act == 7:
        session.apply(set_value(case, Path("stakeholders", "SH01", "name"), BiText(str(chance.random()), "")))
    elif act == 8:
        session.apply(set_value(case, Path("profile", field="currency"), chance.choice(["TWD", "EUR", "USD"])))
    else:
        (session.undo if chance.random() < 0.7 else session.redo)()


@pytest.mark.parametrize("seed", range(6))
def test_whoever_listens_to_the_signals_knows_the_table_after_any_play(seed: int) -> None:
    chance = random.Random(seed)
    case = full_case(rows=5)
    for risk in case.risks:
        case = with_value(case, f"risks[{risk.id}].owner", "SH01")
    context = make_context(case)
    model = shown(context)
    mirror = Mirror(model)
    for _ in range(120):
        random_edit(chance, context)
        assert mirror.rows == mirror.truth()
        assert model.ids == [risk.id for risk in context.session.case.risks]
    assert mirror.resets == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_sorted_and_filtered_view_follows_any_play(seed: int) -> None:
    chance = random.Random(seed)
    context = make_context(full_case(rows=5))
    model = shown(context)
    proxy = RecordProxy(model, context.session)
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    mirror = Mirror(proxy)
    for _ in range(80):
        random_edit(chance, context)
        assert mirror.rows == mirror.truth()
        assert len(proxy.record_ids()) == len(model.ids)


# -- the steps ---------------------------------------------------------------------------------------------------------

names = st.lists(st.sampled_from("abcdefghij"), unique=True)


def played(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """`old` after the steps to `new`."""
    rows = list(old)
    for step in steps_between(old, new):
        match step:
            case Remove(first, last):
                del rows[first : last + 1]
            case Insert(first, last):
                rows[first:first] = new[first : last + 1]
            case Move(first, last, before):
                block = rows[first : last + 1]
                assert before < first or before > last + 1
                del rows[first : last + 1]
                at = before if before < first else before - len(block)
                rows[at:at] = block
            case Reorder(order):
                rows = [rows[index] for index in order]
    return rows


@given(names, names)
def test_the_steps_lead_from_any_list_to_any_other(old: list[str], new: list[str]) -> None:
    assert played(old, new) == new


@given(names, st.data())
def test_one_block_that_moves_is_one_step(rows: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(rows)))
    last = data.draw(st.integers(first, len(rows)))
    rest = rows[:first] + rows[last:]
    at = data.draw(st.integers(0, len(rest)))
    steps = list(steps_between(rows, rest[:at] + rows[first:last] + rest[at:]))
    assert len(steps) <= 1
    assert all(isinstance(step, Move) for step in steps)


def test_one_new_name_in_a_place_is_a_rename_and_an_exchange_is_none() -> None:
    assert renamed_row(["a", "b", "c"], ["a", "x", "c"]) == 1
    assert renamed_row(["a", "b", "c"], ["a", "c", "b"]) is None
    assert renamed_row(["a", "b"], ["a", "b", "c"]) is None
    assert renamed_row(["a"], ["a"]) is None


# -- what is told ------------------------------------------------------------------------------------------------------


def signals_of(model: RecordModel) -> list[tuple[Any, ...]]:
    """Notes what the model tells from now on."""
    told: list[tuple[Any, ...]] = []
    model.rowsInserted.connect(lambda parent, first, last: told.append(("insert", first, last)))
    model.rowsRemoved.connect(lambda parent, first, last: told.append(("remove", first, last)))
    model.rowsMoved.connect(lambda parent, first, last, target, before: told.append(("move", first, last, before)))
    model.dataChanged.connect(lambda first, last: told.append(("change", first.row(), last.row())))
    model.columnsInserted.connect(lambda parent, first, last: told.append(("columns", first, last)))
    model.columnsRemoved.connect(lambda parent, first, last: told.append(("no columns", first, last)))
    model.layoutChanged.connect(lambda: told.append(("layout",)))
    model.modelReset.connect(lambda: told.append(("reset",)))
    return told


def test_an_edit_of_one_of_a_thousand_records_is_told_for_its_row_alone(qtbot: QtBot) -> None:
    context = make_context(many_risks(1000))
    model = shown(context)
    told = signals_of(model)
    context.session.apply(set_value(context.session.case, Path("risks", "R0500", "name"), BiText("New", "新")))
    assert told == [("change", 499, 499)]


def test_deleting_ten_of_a_thousand_records_in_a_row_is_one_step(qtbot: QtBot) -> None:
    context = make_context(many_risks(1000))
    told = signals_of(shown(context))
    gone = [f"R{number:04d}" for number in range(101, 111)]
    context.session.apply(delete_records(context.session.case, "risks", gone))
    context.session.undo()
    assert told == [("remove", 100, 109), ("insert", 100, 109)]


def test_a_new_order_keeps_the_rows_and_their_selection(qtbot: QtBot) -> None:
    context = make_context(many_risks(20))
    model = shown(context)
    kept = QPersistentModelIndex(model.index(4, 0))
    told = signals_of(model)
    order = sorted(model.ids, key=lambda name: name[::-1])
    context.session.apply(sort_records(context.session.case, "risks", order))
    assert told == [("layout",)]
    assert kept.data(DISPLAY) == "R0005"


def test_years_come_and_go_with_the_horizon(qtbot: QtBot) -> None:
    context = make_context(with_value(full_case(), "profile.horizon_years", 3))
    model = shown(context, "cost_lines")
    mirror, told = Mirror(model), signals_of(model)
    for years in (5, 1, 3):
        context.session.apply(set_value(context.session.case, Path("profile", field="horizon_years"), years))
        titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
        assert [title for title in titles if title.startswith("Year")] == [f"Year {n}" for n in range(years + 1)]
        assert mirror.rows == mirror.truth()
    assert not [step for step in told if step[0] == "reset"]


def test_a_new_name_of_an_owner_shows_in_the_risks(qtbot: QtBot) -> None:
    context = make_context(with_value(full_case(), "risks[R01].owner", "SH01"))
    model = shown(context)
    mirror = Mirror(model)
    context.session.apply(set_value(context.session.case, Path("stakeholders", "SH01", "name"), BiText("Chair", "")))
    assert any("SH01 Chair" in row for row in mirror.rows)


def test_the_figures_of_the_analysis_stand_in_the_last_columns(qtbot: QtBot) -> None:
    case = with_value(with_value(full_case(), "risks[R01].likelihood", 4), "risks[R01].impact", 5)
    context = make_context(case)
    model = shown(context)
    mirror = Mirror(model)
    figures: Any = context.derived
    figures.show(analyse(case))
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    row = dict(zip(titles, mirror.rows[0], strict=True))
    assert (row["Score"], row["Level"]) == ("20", "Extreme")
    assert not model.flags(model.index(0, titles.index("Score"))) & Qt.ItemFlag.ItemIsEditable


def test_the_totals_of_cost_lines_are_those_of_the_appraisal(qtbot: QtBot) -> None:
    case = full_case()
    for name, value in (("option", "OPT0"), ("flows", (Decimal(1000), Decimal(234)))):
        case = with_value(case, f"cost_lines[C01].{name}", value)
    context = make_context(case)
    model = shown(context, "cost_lines")
    figures: Any = context.derived
    figures.show(analyse(case))
    assert model.text(0, model.columnCount() - 1) == "1,234"


def test_another_case_shows_as_a_whole(qtbot: QtBot) -> None:
    context = make_context(full_case())
    model = shown(context)
    mirror = Mirror(model)
    context.session.replace(many_risks(3), None)
    assert mirror.resets == 1
    assert mirror.rows == mirror.truth()
    assert model.ids == ["R0001", "R0002", "R0003"]


# -- editing -----------------------------------------------------------------------------------------------------------


def column_named(model: RecordModel, title: str) -> int:
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    return titles.index(title)


@pytest.mark.parametrize(
    ("part", "title", "text", "field", "value"),
    [
        ("risks", "Risk", "New name", "name", BiText("New name", "項目 1")),
        ("risks", "Category", "People", "category", "people"),
        ("risks", "Likelihood", "4", "likelihood", 4),
        ("risks", "Cost if it occurs (likely) (TWD)", "=2*1,000", "cost_if_occurs", Decimal(2000)),
        ("risks", "Risk owner", "Stakeholder 2", "owner", "SH02"),
        ("risks", "Options it touches", "OPT0, OPT1", "options", ("OPT0", "OPT1")),
        ("cost_lines", "Year 1", "(5)", "flows", None),
        ("cost_lines", "Year 1", "5", "flows", (Decimal(0), Decimal(5))),
        ("criteria", "Weight", "25", "weight", Decimal("0.25")),
        ("technologies", "How it was examined", "ME01, ME02", "method", ("ME01", "ME02")),
    ],
)
def test_a_cell_takes_what_the_form_takes(part: str, title: str, text: str, field: str, value: Any) -> None:
    context = make_context(full_case())
    model = shown(context, part)
    refused: list[str] = []
    model.refused.connect(refused.append)
    before = context.session.case
    done = model.setData(model.index(0, column_named(model, title)), text)
    assert done == (value is not None)
    if value is None:
        assert len(refused) == 1
        assert context.session.case is before
    else:
        assert getattr(context.session.case.records(part)[0], field) == value


def test_a_tick_in_the_table_changes_the_record(qtbot: QtBot) -> None:
    context = make_context(full_case())
    model = shown(context, "functions")
    index = model.index(0, column_named(model, "Licensed"))
    assert model.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert context.session.case.functions[0].licensed is True
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value


def test_every_cell_gives_back_what_it_showed_for_typing(qtbot: QtBot) -> None:
    for part in COLLECTIONS:
        context = make_context(full_case())
        model = shown(context, part)
        before = context.session.case
        for column in range(model.columnCount()):
            index = model.index(0, column)
            if model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                model.setData(index, index.data(Qt.ItemDataRole.EditRole))
        assert context.session.case == before, part


def test_tips_never_read_a_text_as_markup(qtbot: QtBot) -> None:
    name = BiText("<img src='file:///x.png'> and more words than fit", "")
    context = make_context(with_value(full_case(), "risks[R01].name", name))
    tip = shown(context).index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in tip


def test_empty_cells_stand_last_in_either_direction(qtbot: QtBot) -> None:
    case = dataclasses.replace(full_case(rows=3))
    for number, cost in ((1, Decimal(5)), (3, Decimal(40))):
        case = with_value(case, f"risks[R0{number}].cost_if_occurs", cost)
    context = make_context(case)
    model = shown(context)
    proxy = RecordProxy(model, context.session)
    column = column_named(model, "Cost if it occurs (likely) (TWD)")
    proxy.sort(column, Qt.SortOrder.AscendingOrder)
    assert proxy.record_ids() == ["R01", "R03", "R02"]
    proxy.sort(column, Qt.SortOrder.DescendingOrder)
    assert proxy.record_ids() == ["R03", "R01", "R02"]
    proxy.show_only("risk 3")
    assert proxy.record_ids() == ["R03"]


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Models speak the language of the screen."""
