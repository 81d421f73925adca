"""Every kind of editor, with real keys and clicks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.model.case import Case
from casebuilder.model.edits import add_record, set_value
from casebuilder.model.paths import Path, get, spec_of
from casebuilder.spec import BiText, Kind
from gui.context import Context
from gui.forms.choice_editors import BooleanEditor, ChoiceEditor, RefEditor
from gui.forms.date_editor import DateEditor
from gui.forms.editor import flush
from gui.forms.field_row import FieldRow
from gui.forms.line_editors import LineEditor
from gui.forms.popup import CalendarPopup, CheckListPopup
from gui.forms.refs_editor import RefsEditor
from gui.forms.registry import EDITORS
from gui.forms.series_editors import PeriodGrid, SeriesEditor
from gui.forms.text_editors import LongTextEditor, PairEditor
from gui.forms.widgets import GrowingText
from tests.gui.form_support import full_case, make_context, type_text, with_value

Show = Callable[..., tuple[FieldRow, Context]]
ENTER, ESCAPE, CONTROL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows the row of one field in a window."""
    windows: list[QWidget] = []

    def shown(path: str, case: Case | None = None) -> tuple[FieldRow, Context]:
        context = make_context(case or full_case())
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        box = QVBoxLayout(window)
        row = FieldRow(spec_of(Path.parse(path)), context, parent=window)
        row.set_path(Path.parse(path))
        context.session.changed.connect(row.refresh)
        box.addWidget(row)
        window.resize(900, 300)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        row.take_focus()
        return row, context

    yield shown
    windows.clear()


def value(context: Context, path: str) -> Any:
    return get(context.session.case, Path.parse(path))


def retype(qtbot: QtBot, row: FieldRow, text: str) -> None:
    """Replace the text of a line by typing, and finish with Enter."""
    editor = row.editor
    assert isinstance(editor, LineEditor)
    editor.line.selectAll()
    type_text(qtbot, editor.line, text)
    qtbot.keyClick(editor.line, ENTER)


def test_every_kind_of_field_has_an_editor() -> None:
    assert set(EDITORS) == set(Kind)


# -- one line ----------------------------------------------------------------------------------------------------------


def test_text_is_in_the_case_with_every_key(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.case_id")
    for typed in ("A", "A-", "A-1"):
        type_text(qtbot, row.editor.focus_widgets()[0], typed[-1])
        assert value(context, "profile.case_id") == typed


def test_typing_one_text_is_one_step_of_undo(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.case_id")
    type_text(qtbot, row.editor.focus_widgets()[0], "A-17")
    assert context.session.undo_stack.count() == 1
    context.session.undo()
    assert value(context, "profile.case_id") == ""
    assert row.editor.focus_widgets()[0].text() == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1,234,567", Decimal(1234567)),
        ("=12*850", Decimal(10200)),
        ("1234", Decimal(1234)),
        ("2.50", Decimal("2.5")),
        ("", None),
    ],
)
def test_an_amount_is_typed_as_people_type(qtbot: QtBot, show: Show, typed: str, wanted: Decimal | None) -> None:
    row, context = show("profile.available_investment", with_value(full_case(), "profile.available_investment", None))
    assert isinstance(row.editor, LineEditor)
    row.editor.line.setText("")
    retype(qtbot, row, f"{typed} ")
    assert value(context, "profile.available_investment") == wanted
    assert row.hint == ""


def test_an_amount_is_shown_in_groups_with_its_currency(show: Show) -> None:
    row, _ = show("profile.operating_budget", with_value(full_case(), "profile.operating_budget", Decimal(9600000)))
    assert isinstance(row.editor, LineEditor)
    assert row.editor.line.text() == "9,600,000"
    assert "TWD" in [label.text() for label in row.editor.findChildren(QWidget) if hasattr(label, "text")]


def test_a_rate_is_typed_in_per_cent(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.discount_rate")
    retype(qtbot, row, "7.5")
    assert value(context, "profile.discount_rate") == Decimal("0.075")
    assert row.editor.focus_widgets()[0].text() == "7.5"  # type: ignore[attr-defined]


def test_arrow_keys_change_a_whole_number_within_its_limits(qtbot: QtBot, show: Show) -> None:
    row, context = show("risks[R01].likelihood")
    line = row.editor.focus_widgets()[0]
    for wanted in (1, 2, 3, 4, 5, 5):
        qtbot.keyClick(line, Qt.Key.Key_Up)
        assert value(context, "risks[R01].likelihood") == wanted
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert value(context, "risks[R01].likelihood") == 4


@pytest.mark.parametrize(
    ("path", "typed", "hint"),
    [
        ("profile.horizon_years", "-3", "at least"),
        ("profile.horizon_years", "5.5", "not a whole number"),
        ("profile.horizon_years", "five", "not a number"),
        ("profile.horizon_years", "1e400", "too large"),
        ("profile.available_investment", "1e400", "too large"),
        ("profile.available_investment", "=1/0", "not a number"),
        ("profile.discount_rate", "2000", "at most"),
        ("profile.issued", "31 of March", "not a date"),
        ("profile.issued", "2026-02-30", "not a date"),
        ("risks[R01].likelihood", "6", "at most"),
        ("risks[R01].id", "R02", "taken"),
    ],
)
def test_a_wrong_text_stays_with_a_hint_and_the_case_does_not_change(
    qtbot: QtBot, show: Show, path: str, typed: str, hint: str
) -> None:
    row, context = show(path)
    before = context.session.case
    retype(qtbot, row, typed)
    assert hint in row.hint
    assert row.editor.focus_widgets()[0].text() == typed  # type: ignore[attr-defined]
    assert context.session.case is before


def test_a_wrong_text_survives_edits_elsewhere_and_goes_when_it_is_mended(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.horizon_years")
    retype(qtbot, row, "x")
    context.session.apply(set_value(context.session.case, Path.parse("profile.currency"), "EUR"))
    assert row.editor.focus_widgets()[0].text() == "x"  # type: ignore[attr-defined]
    assert row.hint
    retype(qtbot, row, "7")
    assert row.hint == ""
    assert value(context, "profile.horizon_years") == 7


def test_leaving_a_field_takes_its_text_over(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.horizon_years")
    line = row.editor.focus_widgets()[0]
    line.selectAll()  # type: ignore[attr-defined]
    type_text(qtbot, line, "9")
    assert value(context, "profile.horizon_years") == 5
    line.clearFocus()
    assert value(context, "profile.horizon_years") == 9


def test_saving_takes_over_what_stands_in_the_field(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.horizon_years")
    line = row.editor.focus_widgets()[0]
    line.selectAll()  # type: ignore[attr-defined]
    type_text(qtbot, line, "8")
    flush(line)
    assert value(context, "profile.horizon_years") == 8


@pytest.mark.parametrize("keys", [(ESCAPE, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Z, CONTROL)])
def test_escape_and_undo_put_the_value_back_while_nothing_was_taken_over(
    qtbot: QtBot, show: Show, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    row, context = show("profile.horizon_years")
    line = row.editor.focus_widgets()[0]
    type_text(qtbot, line, "zz")
    qtbot.keyClick(line, *keys)
    assert line.text() == "5"  # type: ignore[attr-defined]
    assert row.hint == ""
    assert context.session.undo_stack.count() == 0


def test_renaming_a_record_is_followed_by_its_references(qtbot: QtBot, show: Show) -> None:
    case = with_value(full_case(), "risks[R01].owner", "SH01")
    row, context = show("stakeholders[SH01].id", case)
    retype(qtbot, row, "BOSS")
    assert value(context, "risks[R01].owner") == "BOSS"


# -- texts -------------------------------------------------------------------------------------------------------------


def test_both_languages_are_written_side_by_side_with_the_one_of_the_document_first(qtbot: QtBot, show: Show) -> None:
    case = with_value(full_case(), "profile.document_language", "zh_TW")
    row, context = show("profile.title", case)
    first, second = row.editor.focus_widgets()
    type_text(qtbot, first, "客服")
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    type_text(qtbot, second, "Contact")
    assert value(context, "profile.title") == BiText("Contact", "客服")
    assert context.session.undo_stack.count() == 2


def test_the_languages_change_places_with_the_language_of_the_document(show: Show) -> None:
    row, context = show("profile.title")
    assert isinstance(row.editor, PairEditor)
    assert row.editor.focus_widgets()[0] is row.editor.texts["en"]
    context.session.apply(set_value(context.session.case, Path.parse("profile.document_language"), "zh_TW"))
    assert row.editor.focus_widgets()[0] is row.editor.texts["zh_TW"]


def test_a_long_text_grows_with_its_lines(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.disclaimer")
    assert isinstance(row.editor, PairEditor)
    text = row.editor.texts["en"]
    before = text.height()
    for _ in range(6):
        type_text(qtbot, text, "Line")
        qtbot.keyClick(text, ENTER)
    assert text.height() > before
    assert value(context, "profile.disclaimer").en == "Line\n" * 6


def test_a_text_of_a_megabyte_is_refused_and_kept_in_the_field(show: Show) -> None:
    row, context = show("profile.disclaimer")
    before = context.session.case
    QApplication.clipboard().setText("word " * 200_000)
    text = row.editor.focus_widgets()[0]
    assert isinstance(text, GrowingText)
    text.paste()
    assert "1,000,000" in row.hint
    assert len(text.content()) == 1_000_000
    assert context.session.case is before


def test_a_control_character_is_refused_with_its_place(show: Show) -> None:
    row, context = show("profile.disclaimer")
    text = row.editor.focus_widgets()[0]
    assert isinstance(text, GrowingText)
    QApplication.clipboard().setText("a\x07b")
    text.paste()
    assert "U+0007" in row.hint
    assert not value(context, "profile.disclaimer")


def test_a_long_text_in_one_language_is_taken_over_with_every_key(qtbot: QtBot) -> None:
    from casebuilder.spec import FieldSpec

    context = make_context(full_case())
    editor = LongTextEditor(FieldSpec(kind=Kind.LONG_TEXT, label="Text", default=""), context.session)
    qtbot.addWidget(editor)
    editor.reset("")
    told: list[object] = []
    editor.edited.connect(lambda value, language: told.append(value))
    type_text(qtbot, editor.text, "ab")
    assert told == ["a", "ab"]


# -- choices -----------------------------------------------------------------------------------------------------------


def test_a_tick_is_set_by_a_click_and_by_space(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.invented")
    assert isinstance(row.editor, BooleanEditor)
    qtbot.mouseClick(row.editor.box, Qt.MouseButton.LeftButton, pos=QPoint(8, row.editor.box.height() // 2))
    assert value(context, "profile.invented") is True
    qtbot.keyClick(row.editor.box, Qt.Key.Key_Space)
    assert value(context, "profile.invented") is False


def test_a_choice_is_made_by_its_first_letter(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.stage")
    assert isinstance(row.editor, ChoiceEditor)
    type_text(qtbot, row.editor.combo, "A")
    assert value(context, "profile.stage") == "approved"


def test_a_choice_without_default_can_be_taken_back(qtbot: QtBot, show: Show) -> None:
    row, context = show("risks[R01].category", with_value(full_case(), "risks[R01].category", "people"))
    assert isinstance(row.editor, ChoiceEditor)
    qtbot.keyClick(row.editor.combo, Qt.Key.Key_Home)
    assert value(context, "risks[R01].category") == ""


def test_the_wheel_does_not_change_a_choice_in_passing(show: Show) -> None:
    row, context = show("profile.stage")
    combo = row.editor.focus_widgets()[0]
    middle = QPointF(combo.rect().center())
    event = QWheelEvent(
        middle,
        combo.mapToGlobal(middle),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    assert not event.isAccepted()
    assert value(context, "profile.stage") == "full"


@pytest.mark.parametrize("typed", ["SH02", "sh02 stakeholder 2", "Stakeholder 2", "項目 2"])
def test_a_record_is_found_by_its_id_or_its_name_in_either_language(qtbot: QtBot, show: Show, typed: str) -> None:
    row, context = show("risks[R01].owner")
    assert isinstance(row.editor, RefEditor)
    line = row.editor.combo.line
    type_text(qtbot, row.editor.combo, typed)
    row.editor.combo.completer().popup().hide()
    qtbot.keyClick(row.editor.combo, ENTER)
    assert value(context, "risks[R01].owner") == "SH02"
    assert line.text() == "SH02 Stakeholder 2"


def test_a_record_that_does_not_exist_is_refused(qtbot: QtBot, show: Show) -> None:
    row, context = show("risks[R01].owner")
    assert isinstance(row.editor, RefEditor)
    type_text(qtbot, row.editor.combo, "Nobody")
    row.editor.combo.completer().popup().hide()
    qtbot.keyClick(row.editor.combo, ENTER)
    assert "Nobody" in row.hint
    assert value(context, "risks[R01].owner") == ""


def test_a_reference_that_leads_nowhere_shows_its_id(show: Show) -> None:
    row, _ = show("risks[R01].owner", with_value(full_case(), "risks[R01].owner", "GONE"))
    assert isinstance(row.editor, RefEditor)
    assert row.editor.combo.line.text() == "GONE"


def test_a_reference_shows_the_new_name_of_its_record(show: Show) -> None:
    row, context = show("risks[R01].owner", with_value(full_case(), "risks[R01].owner", "SH01"))
    assert isinstance(row.editor, RefEditor)
    context.session.apply(
        set_value(context.session.case, Path.parse("stakeholders[SH01].name"), BiText("Chair", "主席"))
    )
    assert row.editor.combo.line.text() == "SH01 Chair"


def test_an_empty_list_of_records_says_where_to_add_one(show: Show) -> None:
    import dataclasses

    row, _ = show("risks[R01].owner", dataclasses.replace(full_case(), stakeholders=()))
    assert isinstance(row.editor, RefEditor)
    assert "Stakeholders" in row.editor.combo.line.placeholderText()


def test_several_records_are_ticked_in_a_list_with_a_search(qtbot: QtBot, show: Show) -> None:
    row, context = show("risks[R01].actionees", full_case(rows=3))
    assert isinstance(row.editor, RefsEditor)
    qtbot.keyClick(row.editor.chips, Qt.Key.Key_Space)
    popup = row.editor.findChild(CheckListPopup)
    assert popup is not None
    type_text(qtbot, popup.search, "stakeholder 3")
    assert [item.isHidden() for item in popup._items()] == [True, True, False]
    qtbot.keyClick(popup.search, Qt.Key.Key_Down)
    popup.list.setCurrentRow(2)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    popup.list.setCurrentRow(0)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    popup.close()
    assert value(context, "risks[R01].actionees") == ("SH03", "SH01")
    assert "SH03" in row.editor.chips.accessibleName()
    qtbot.keyClick(row.editor.chips, Qt.Key.Key_Backspace)
    assert value(context, "risks[R01].actionees") == ("SH03",)


def test_words_stand_between_commas_of_either_script(qtbot: QtBot, show: Show) -> None:
    row, context = show("technologies[T01].method")
    retype(qtbot, row, "ME01、ME02, ME03")
    assert value(context, "technologies[T01].method") == ("ME01", "ME02", "ME03")


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2026-03-31", "2026/3/31", "115/3/31"])
def test_a_date_is_typed_as_people_write_it(qtbot: QtBot, show: Show, typed: str) -> None:
    row, context = show("profile.issued")
    retype(qtbot, row, typed)
    assert value(context, "profile.issued") == datetime.date(2026, 3, 31)
    assert row.editor.focus_widgets()[0].text() == "2026-03-31"  # type: ignore[attr-defined]


def test_a_date_is_chosen_from_the_calendar(qtbot: QtBot, show: Show) -> None:
    row, context = show("profile.issued", with_value(full_case(), "profile.issued", datetime.date(2026, 3, 31)))
    assert isinstance(row.editor, DateEditor)
    qtbot.mouseClick(row.editor.button, Qt.MouseButton.LeftButton)
    popup = row.editor.findChild(CalendarPopup)
    assert popup is not None
    view = popup.calendar.findChild(QWidget, "qt_calendar_calendarview")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, ENTER)
    assert value(context, "profile.issued") == datetime.date(2026, 3, 30)
    assert not popup.isVisible()


def test_alt_and_down_open_the_calendar(qtbot: QtBot, show: Show) -> None:
    row, _ = show("profile.issued")
    qtbot.keyClick(row.editor.focus_widgets()[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = row.editor.findChild(CalendarPopup)
    assert popup is not None
    qtbot.keyClick(popup, ESCAPE)
    assert not popup.isVisible()


# -- years and samples -------------------------------------------------------------------------------------------------


def grid_of(row: FieldRow) -> PeriodGrid:
    assert isinstance(row.editor, SeriesEditor)
    assert isinstance(row.editor.input, PeriodGrid)
    return row.editor.input


def type_in_cell(qtbot: QtBot, grid: PeriodGrid, column: int, text: str) -> None:
    grid.setCurrentCell(0, column)
    qtbot.keyClick(grid, ENTER)
    line = QApplication.focusWidget()
    assert line is not None
    type_text(qtbot, line, text)
    qtbot.keyClick(line, ENTER)
    qtbot.waitUntil(lambda: grid.state() != QAbstractItemView.State.EditingState)


def test_amounts_stand_under_their_years(show: Show) -> None:
    case = with_value(full_case(), "profile.first_year", 2026)
    row, context = show("cost_lines[C01].flows", with_value(case, "cost_lines[C01].flows", (Decimal(5), Decimal(7))))
    grid = grid_of(row)
    assert grid.columnCount() == 6
    assert grid.horizontalHeaderItem(1).text() == "Year 1\n2027"
    assert grid.texts() == ["5", "7", "", "", "", ""]
    context.session.apply(set_value(context.session.case, Path.parse("profile.horizon_years"), 2))
    assert grid.columnCount() == 3


def test_amounts_are_typed_year_by_year_with_arithmetic(qtbot: QtBot, show: Show) -> None:
    row, context = show("cost_lines[C01].flows")
    grid = grid_of(row)
    type_in_cell(qtbot, grid, 0, "1,000")
    type_in_cell(qtbot, grid, 2, "=12*850")
    assert value(context, "cost_lines[C01].flows") == (Decimal(1000), Decimal(0), Decimal(10200))
    assert grid.texts()[:3] == ["1,000", "0", "10,200"]


def test_a_row_from_a_spreadsheet_is_pasted_from_the_current_year_on_as_one_step(qtbot: QtBot, show: Show) -> None:
    row, context = show("funding_sources[FS01].amounts")
    grid = grid_of(row)
    grid.setCurrentCell(0, 1)
    QApplication.clipboard().setText('"1,200"\t３４\t5.5\r\n')
    qtbot.keyClick(grid, Qt.Key.Key_V, CONTROL)
    wanted = (Decimal(0), Decimal(1200), Decimal(34), Decimal("5.5"))
    assert value(context, "funding_sources[FS01].amounts") == wanted
    assert context.session.undo_stack.count() == 1


def test_a_year_is_filled_to_the_right(qtbot: QtBot, show: Show) -> None:
    row, context = show(
        "benefits[B01].ramp", with_value(full_case(), "benefits[B01].ramp", (Decimal(0), Decimal("0.5")))
    )
    grid = grid_of(row)
    grid.setCurrentCell(0, 1)
    qtbot.keyClick(grid, Qt.Key.Key_R, CONTROL)
    assert value(context, "benefits[B01].ramp") == (Decimal(0), *[Decimal("0.5")] * 5)


def test_a_wrong_amount_stays_in_its_cell_and_the_hint_names_the_year(qtbot: QtBot, show: Show) -> None:
    row, context = show("cost_lines[C01].flows", with_value(full_case(), "cost_lines[C01].flows", (Decimal(5),)))
    grid = grid_of(row)
    type_in_cell(qtbot, grid, 1, "-8")
    assert row.hint.startswith("Year 1:")
    assert grid.texts()[1] == "-8"
    assert value(context, "cost_lines[C01].flows") == (Decimal(5),)
    type_in_cell(qtbot, grid, 1, "8")
    assert row.hint == ""
    assert value(context, "cost_lines[C01].flows") == (Decimal(5), Decimal(8))


def test_delete_empties_the_selected_years(qtbot: QtBot, show: Show) -> None:
    row, context = show(
        "cost_lines[C01].flows", with_value(full_case(), "cost_lines[C01].flows", (Decimal(5), Decimal(6)))
    )
    grid = grid_of(row)
    grid.setCurrentCell(0, 1)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert value(context, "cost_lines[C01].flows") == (Decimal(5),)


def test_years_are_copied_as_a_spreadsheet_reads_them(qtbot: QtBot, show: Show) -> None:
    row, _ = show("cost_lines[C01].flows", with_value(full_case(), "cost_lines[C01].flows", (Decimal(5), Decimal(6))))
    grid = grid_of(row)
    grid.setCurrentCell(0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().split("\t")[:3] == ["5", "6", ""]


def test_a_sample_is_typed_or_pasted_as_a_column_of_numbers(show: Show, qtbot: QtBot) -> None:
    row, context = show("samples[SA01].values")
    text = row.editor.focus_widgets()[0]
    assert isinstance(text, GrowingText)
    QApplication.clipboard().setText("12.5\n13\n11; 10")
    text.paste()
    text.clearFocus()
    assert value(context, "samples[SA01].values") == tuple(map(Decimal, ("12.5", "13", "11", "10")))
    labels = [label.text() for label in row.findChildren(QWidget) if hasattr(label, "text")]
    assert "4 values, mean 11.63" in labels or "4 values, mean 11.62" in labels


# -- rows --------------------------------------------------------------------------------------------------------------


def test_a_row_names_its_field_to_screen_readers(show: Show) -> None:
    row, _ = show("profile.title")
    names = [widget.accessibleName() for widget in row.editor.focus_widgets()]
    assert names == ["Title (English)", "Title (繁體中文)"]
    assert row.editor.focus_widgets()[0].accessibleDescription().startswith("Required.")


def test_alt_n_is_heard_in_the_form_and_a_note_is_written_with_the_path_of_the_field(qtbot: QtBot, show: Show) -> None:
    from gui.forms.notes import NoteDialog

    row, context = show("profile.discount_rate")
    row.open_note()
    dialog = row.window().findChild(NoteDialog)
    assert dialog is not None
    type_text(qtbot, dialog.editor.texts["en"], "Ask the treasurer")
    dialog.accept()
    (note,) = [note for note in context.session.case.notes if note.path == "profile.discount_rate"]
    assert note.text.en == "Ask the treasurer"
    assert context.session.undo_stack.undoText() == "add note"


def test_a_note_is_changed_and_deleted(qtbot: QtBot, show: Show) -> None:
    from gui.forms.notes import NoteDialog

    case = add_record(full_case(), "notes", path="profile.timing", text=BiText("Old", "舊")).case
    row, context = show("profile.timing", case)
    for text, wanted in (("er", "Older"), (None, None)):
        row.open_note()
        dialog = next(child for child in row.window().findChildren(NoteDialog) if child.isVisible())
        if text is None:
            dialog._delete()
        else:
            dialog.editor.texts["en"].moveCursor(dialog.editor.texts["en"].textCursor().MoveOperation.End)
            type_text(qtbot, dialog.editor.texts["en"], text)
            dialog.accept()
        notes = [note.text.en for note in context.session.case.notes if note.path == "profile.timing"]
        assert notes == ([wanted] if wanted else [])
