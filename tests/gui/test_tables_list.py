"""A table of records with real clicks and keys: rows come and go, cells are edited, and everything can be undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.model.case import Case
from casebuilder.model.edits import delete_records
from gui.context import Context
from gui.forms.popup import CheckListPopup, TextPopup
from gui.tables.columns import Column
from gui.tables.record_list import RecordList
from tests.gui.form_support import full_case, make_context, many_risks, type_text, with_value

Show = Callable[..., tuple[RecordList, Context]]
LEFT, ENTER, ALT = Qt.MouseButton.LeftButton, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows the table of one part in a window that has the focus."""
    kept: list[RecordList] = []

    def shown(part: str = "risks", case: Case | None = None) -> tuple[RecordList, Context]:
        context = make_context(case or full_case(rows=4))
        records = RecordList(context, part)
        kept.append(records)
        qtbot.addWidget(records)
        records.resize(900, 400)
        records.show()
        records.activateWindow()
        qtbot.waitUntil(records.isActiveWindow)
        records.table.setFocus()
        return records, context

    yield shown
    kept.clear()


def ids(context: Context, part: str = "risks") -> list[str]:
    return [record.id for record in context.session.case.records(part)]


def place(records: RecordList, row: int, field: str) -> QPoint:
    """The middle of a cell, and the cell made the current one."""
    names = [column.spec.name if isinstance(column, Column) else "" for column in records.model.columns]
    index = records.table.proxy.index(row, names.index(field))
    records.table.scrollTo(index)
    records.table.setCurrentIndex(index)
    return records.table.visualRect(index).center()


def edit_cell(qtbot: QtBot, records: RecordList, row: int, field: str) -> QWidget:
    """Open a cell by a double click; the widget that edits it."""
    point = place(records, row, field)
    qtbot.mouseClick(records.table.viewport(), LEFT, pos=point)
    qtbot.mouseDClick(records.table.viewport(), LEFT, pos=point)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor is not records.table
    return editor


def wait_closed(qtbot: QtBot, records: RecordList) -> None:
    qtbot.waitUntil(lambda: records.table.state() != QAbstractItemView.State.EditingState)


# -- rows --------------------------------------------------------------------------------------------------------------


def test_add_puts_a_record_after_the_current_one_and_goes_there(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    records.select("R02")
    with qtbot.waitSignal(records.added) as added:
        qtbot.mouseClick(records.add_button, LEFT)
    assert ids(context) == ["R01", "R02", "R05", "R03", "R04"]
    assert added.args == ["R05"]
    assert records.table.current_id() == "R05"
    context.session.undo()
    assert ids(context) == ["R01", "R02", "R03", "R04"]


def test_duplicate_copies_the_selected_records(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    records.select("R01")
    qtbot.keyClick(records.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(records.duplicate_button, LEFT)
    assert ids(context) == ["R01", "R02", "R05", "R06", "R03", "R04"]
    assert context.session.case.find("risks", "R05").name == context.session.case.risks[0].name  # type: ignore[union-attr]


def test_the_delete_key_deletes_the_selected_records_as_one_step(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    records.select("R02")
    qtbot.keyClick(records.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(records.table, Qt.Key.Key_Delete)
    assert ids(context) == ["R01", "R04"]
    assert records.table.current_id() == "R04"
    context.session.undo()
    assert ids(context) == ["R01", "R02", "R03", "R04"]
    assert context.session.undo_stack.count() == 1


def test_alt_and_arrows_move_the_current_record_and_the_selection_follows(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    records.select("R02")
    qtbot.keyClick(records.table, Qt.Key.Key_Down, ALT)
    assert ids(context) == ["R01", "R03", "R02", "R04"]
    qtbot.keyClick(records.table, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(records.table, Qt.Key.Key_Down, ALT)
    assert ids(context) == ["R01", "R03", "R04", "R02"]
    assert records.table.current_id() == "R02"
    assert not records.down_button.isEnabled()
    qtbot.mouseClick(records.up_button, LEFT)
    assert ids(context) == ["R01", "R03", "R02", "R04"]


def test_a_click_on_a_heading_sorts_the_view_and_keeping_the_order_is_an_edit(qtbot: QtBot, show: Show) -> None:
    case = full_case(rows=3)
    for name, impact in (("R01", 2), ("R02", 5), ("R03", 1)):
        case = with_value(case, f"risks[{name}].impact", impact)
    records, context = show(case=case)
    header = records.table.horizontalHeader()
    column = next(n for n, c in enumerate(records.model.columns) if isinstance(c, Column) and c.spec.name == "impact")
    records.table.scrollTo(records.table.proxy.index(0, column))
    point = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=point)
    assert records.table.proxy.record_ids() == ["R03", "R01", "R02"]
    assert ids(context) == ["R01", "R02", "R03"]
    assert not records.up_button.isEnabled()
    qtbot.mouseClick(records.keep_button, LEFT)
    assert ids(context) == ["R03", "R01", "R02"]
    assert records.keep_button.isHidden()
    assert context.session.undo_stack.undoText() == "order of Risk register"


def test_the_filter_shows_rows_with_a_word_and_jumping_to_a_hidden_row_takes_it_away(qtbot: QtBot, show: Show) -> None:
    records, _ = show()
    type_text(qtbot, records.filter, "risk 3")
    assert records.table.proxy.record_ids() == ["R03"]
    assert records.select("R01")
    assert records.filter.content() == ""
    assert records.table.current_id() == "R01"


def test_an_undo_that_takes_the_current_record_away_leaves_another_one_current(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    qtbot.mouseClick(records.add_button, LEFT)
    told: list[str] = []
    records.current_changed.connect(told.append)
    context.session.undo()
    assert records.table.current_id() in ids(context)
    assert told[-1] == records.table.current_id()


def test_a_new_id_of_the_current_record_is_told(qtbot: QtBot, show: Show) -> None:
    records, _ = show()
    with qtbot.waitSignal(records.current_changed) as told:
        records.model.setData(records.model.index(0, 0), "RISK-1")
    assert told.args == ["RISK-1"]


# -- the empty table ---------------------------------------------------------------------------------------------------


def test_an_empty_table_says_what_belongs_there_and_offers_one_button(qtbot: QtBot, show: Show) -> None:
    records, context = show(case=dataclasses.replace(full_case(), risks=()))
    assert records.empty.isVisible()
    assert not records.table.isVisible()
    texts = [label.text() for label in records.empty.findChildren(QWidget) if hasattr(label, "text")]
    assert any("Likelihood" in text for text in texts)
    assert any(text.startswith("An example: ") for text in texts)
    qtbot.mouseClick(records.empty.button, LEFT)
    assert ids(context) == ["R01"]
    assert records.table.isVisible()
    context.session.undo()
    assert records.empty.isVisible()


# -- cells -------------------------------------------------------------------------------------------------------------


def test_a_double_click_edits_a_text_in_its_cell(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    editor = edit_cell(qtbot, records, 1, "name")
    type_text(qtbot, editor, "Another")
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    assert context.session.case.risks[1].name.en == "Another"
    assert context.session.case.risks[1].name.zh_TW == "項目 2"


def test_enter_opens_the_current_cell_and_typing_overwrites_it(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    place(records, 0, "likelihood")
    qtbot.keyClick(records.table, ENTER)
    editor = QApplication.focusWidget()
    assert editor is not None
    type_text(qtbot, editor, "4")
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    assert context.session.case.risks[0].likelihood == 4
    place(records, 1, "likelihood")
    qtbot.keyClick(records.table, Qt.Key.Key_2)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    assert context.session.case.risks[1].likelihood == 2


def test_enter_on_a_wrong_text_leaves_the_cell_open_and_says_why(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    before = context.session.case
    editor = edit_cell(qtbot, records, 0, "likelihood")
    type_text(qtbot, editor, "9")
    qtbot.keyClick(editor, ENTER)
    assert records.table.state() == QAbstractItemView.State.EditingState
    assert "at most 5" in records.notice.label.text()
    assert context.session.case is before
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    type_text(qtbot, editor, "3")
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    assert context.session.case.risks[0].likelihood == 3
    assert records.notice.isHidden()


def test_a_choice_is_made_in_its_cell(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    editor = edit_cell(qtbot, records, 0, "category")
    assert isinstance(editor, QComboBox)
    type_text(qtbot, editor, "Sch")
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    assert context.session.case.risks[0].category == "schedule"


def test_a_record_is_chosen_in_its_cell_by_a_part_of_its_name(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    editor = edit_cell(qtbot, records, 0, "owner")
    type_text(qtbot, editor, "Stakeholder 3")
    QApplication.activePopupWidget() and QApplication.activePopupWidget().hide()
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    assert context.session.case.risks[0].owner == "SH03"


def test_several_records_are_ticked_from_a_cell(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    place(records, 0, "options")
    qtbot.keyClick(records.table, ENTER)
    popup = records.table.findChild(CheckListPopup)
    assert popup is not None
    qtbot.keyClick(popup.search, Qt.Key.Key_Down)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    popup.close()
    assert context.session.case.risks[0].options == ("OPT0",)


def test_a_tick_is_set_by_a_click_and_by_space(qtbot: QtBot, show: Show) -> None:
    records, context = show("functions")
    point = place(records, 0, "licensed")
    qtbot.keyClick(records.table, Qt.Key.Key_Space)
    assert context.session.case.functions[0].licensed is True
    left = records.table.visualRect(records.table.currentIndex()).left()
    qtbot.mouseClick(records.table.viewport(), LEFT, pos=QPoint(left + 15, point.y()))
    assert context.session.case.functions[0].licensed is False


# -- spreadsheets ------------------------------------------------------------------------------------------------------


def test_rows_are_pasted_from_the_current_cell_as_one_step_and_refused_cells_are_listed(
    qtbot: QtBot, show: Show
) -> None:
    records, context = show()
    place(records, 3, "name")
    QApplication.clipboard().setText("Last\tPeople\r\nNew one\tNonsense\r\n\r\n")
    qtbot.keyClick(records.table, Qt.Key.Key_V, CONTROL)
    assert [risk.name.en for risk in context.session.case.risks] == ["Risk 1", "Risk 2", "Risk 3", "Last", "New one"]
    assert "Row 2, Category" in records.notice.label.text()
    assert not records.notice.all_button.isVisible()
    assert records.notice.isVisible()
    qtbot.mouseClick(records.notice.button, LEFT)
    assert records.notice.isHidden()
    context.session.undo()
    assert len(context.session.case.risks) == 4


def test_a_long_list_of_refused_cells_opens_by_a_button(qtbot: QtBot, show: Show) -> None:
    records, _ = show()
    place(records, 0, "likelihood")
    QApplication.clipboard().setText("7\t8\n9\t9")
    qtbot.keyClick(records.table, Qt.Key.Key_V, CONTROL)
    qtbot.mouseClick(records.notice.all_button, LEFT)
    popup = records.notice.findChild(TextPopup)
    assert popup is not None
    lines = [popup.list.item(row).text() for row in range(popup.list.count())]
    assert [line.split(":")[0] for line in lines] == [
        "Row 1, Likelihood",
        "Row 1, Impact",
        "Row 2, Likelihood",
        "Row 2, Impact",
    ]
    qtbot.keyClick(popup, Qt.Key.Key_Escape)


def test_selected_rows_are_copied_and_pasted_into_another_case(qtbot: QtBot, show: Show) -> None:
    source = with_value(full_case(rows=3), "risks[R02].cost_if_occurs", None)
    records, _ = show(case=with_value(source, "risks[R01].likelihood", 5))
    qtbot.keyClick(records.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(records.table, Qt.Key.Key_C, CONTROL)
    other, target = show(case=full_case(rows=1))
    place(other, 0, "id")
    qtbot.keyClick(other.table, Qt.Key.Key_V, CONTROL)
    shown = [(risk.id, risk.name.en, risk.likelihood) for risk in target.session.case.risks]
    assert shown == [("R01", "Risk 1", 5), ("R02", "Risk 2", None), ("R03", "Risk 3", None)]
    assert other.notice.isHidden()


def test_rows_from_a_spreadsheet_fill_an_empty_table_without_ids(qtbot: QtBot, show: Show) -> None:
    records, context = show("swot", dataclasses.replace(full_case(), swot=()))
    records.empty.button.setFocus()
    QApplication.clipboard().setText("Strength\tGood staff\nThreat\tNew rival")
    qtbot.keyClick(records.empty.button, Qt.Key.Key_V, CONTROL)
    assert [(item.id, item.quadrant, item.text.en) for item in context.session.case.swot] == [
        ("SW01", "strength", "Good staff"),
        ("SW02", "threat", "New rival"),
    ]
    assert records.table.current_id() == "SW01"


def test_the_menu_of_the_table_does_what_the_keys_do(qtbot: QtBot, show: Show) -> None:
    records, context = show()
    records.select("R02")
    copy, paste, duplicate, delete = records.table.actions()
    copy.trigger()
    assert QApplication.clipboard().text().startswith("R02\t")
    delete.trigger()
    assert ids(context) == ["R01", "R03", "R04"]
    duplicate.trigger()
    assert len(ids(context)) == 4
    place(records, 0, "name")
    QApplication.clipboard().setText("Pasted")
    paste.trigger()
    assert context.session.case.risks[0].name.en == "Pasted"


# -- a thousand rows ---------------------------------------------------------------------------------------------------


def test_a_thousand_rows_scroll_and_are_edited_without_a_reset(qtbot: QtBot, show: Show) -> None:
    records, context = show(case=many_risks(1000))
    resets: list[None] = []
    records.model.modelReset.connect(lambda: resets.append(None))
    records.model.layoutChanged.connect(lambda: resets.append(None))
    bar = records.table.verticalScrollBar()
    for position in range(0, bar.maximum(), 50):
        bar.setValue(position)
        records.table.viewport().repaint()
    editor = edit_cell(qtbot, records, 900, "name")
    type_text(qtbot, editor, "Far down")
    qtbot.keyClick(editor, ENTER)
    wait_closed(qtbot, records)
    context.session.apply(delete_records(context.session.case, "risks", ["R0500"]))
    assert context.session.case.find("risks", "R0901").name.en == "Far down"  # type: ignore[union-attr]
    assert resets == []
    assert records.table.current_id() == "R0901"


def test_only_cells_in_sight_are_drawn(qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    records, _ = show(case=many_risks(1000))
    asked: set[int] = set()
    real = records.model.text
    monkeypatch.setattr(records.model, "text", lambda row, column: (asked.add(row), real(row, column))[1])
    records.table.viewport().repaint()
    assert 0 < len(asked) < 60
