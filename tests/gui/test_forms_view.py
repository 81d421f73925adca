"""Every field of every part of the case can be edited in its form, in both languages, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.edits import delete_records, set_value
from casebuilder.model.paths import Path, get
from casebuilder.model.risks import Risk
from casebuilder.spec import BiText, FieldSpec, Kind, fields_of, part_of
from gui import i18n
from gui.context import Context
from gui.forms.choice_editors import RefEditor
from gui.forms.field_row import FieldRow
from gui.forms.form_view import MOST_FIELDS, FormView, groups_of
from gui.forms.notes import NoteDialog
from gui.forms.popup import CheckListPopup
from gui.forms.series_editors import PeriodGrid
from tests.gui.form_support import PARTS, full_case, make_context, type_text

ENTER = Qt.Key.Key_Return


@pytest.fixture(params=LANGUAGES)
def screen(request: pytest.FixtureRequest, qapp: object) -> Iterator[Language]:
    """Each language of the screen."""
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def shown(qtbot: QtBot, part: str) -> tuple[FormView, Context]:
    """The form of a part, over its first record, in an active window."""
    context = make_context(full_case())
    form = FormView(context, part)
    qtbot.addWidget(form)
    if part_of(Case, part).is_collection:
        form.show_record(context.session.case.records(part)[0].id)
    form.resize(900, 600)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form, context


# -- every field of every part -----------------------------------------------------------------------------------------


def number_text(spec: FieldSpec) -> str:
    """A number that the field allows and that it does not hold yet, as it is typed."""
    low, high = spec.minimum, spec.maximum
    value = 3 if low is None else int(low) + (1 if spec.kind is Kind.INTEGER or high is None or high - low > 1 else 0)
    if spec.kind is Kind.RATE:
        return "37"
    return str(value + 1 if value == spec.default else value)


def enter(qtbot: QtBot, row: FieldRow) -> None:
    """Type or choose a valid value with the keys, whatever the kind of field."""
    widget, kind = row.editor.focus_widgets()[0], row.spec.kind
    widget.setFocus()
    if kind is Kind.CHOICE:
        qtbot.keyClick(widget, Qt.Key.Key_End)
        if row.spec.default == row.spec.choices[-1].key:
            qtbot.keyClick(widget, Qt.Key.Key_Home)
    elif kind is Kind.BOOLEAN:
        qtbot.keyClick(widget, Qt.Key.Key_Space)
    elif kind is Kind.REFS:
        tick_first(qtbot, row)
    elif isinstance(row.editor, RefEditor):
        type_text(qtbot, widget, target_id(row))
        row.editor.combo.completer().popup().hide()
        qtbot.keyClick(widget, ENTER)
    elif isinstance(widget, PeriodGrid):
        widget.setCurrentCell(0, 0)
        QApplication.clipboard().setText(number_text(row.spec))
        qtbot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        write(qtbot, row, widget)


def target_id(row: FieldRow) -> str:
    case = row._context.session.case
    return str(case.records(row.spec.targets[0])[-1].id)


def tick_first(qtbot: QtBot, row: FieldRow) -> None:
    qtbot.keyClick(row.editor.focus_widgets()[0], Qt.Key.Key_Space)
    popup = row.editor.findChild(CheckListPopup)
    assert popup is not None
    qtbot.keyClick(popup.search, Qt.Key.Key_Down)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    popup.close()


def write(qtbot: QtBot, row: FieldRow, widget: Any) -> None:
    """Replace the text of a line or a box."""
    widget.selectAll()
    texts = {Kind.DATE: "2026-03-31", Kind.TAGS: "one, two", Kind.SERIES: "1; 2"}
    text = number_text(row.spec) if row.spec.is_number else texts.get(row.spec.kind, "Words 17")
    type_text(qtbot, widget, text)
    if row.spec.kind is Kind.SERIES:
        widget.clearFocus()
    elif row.spec.kind not in (Kind.LONG_TEXT, Kind.LONG_BITEXT):
        qtbot.keyClick(widget, ENTER)


@pytest.mark.parametrize("part", PARTS)
def test_every_field_takes_a_value_shows_it_and_gives_it_back(qtbot: QtBot, screen: Language, part: str) -> None:
    form, context = shown(qtbot, part)
    for name, row in form.rows.items():
        if name == "id":
            continue  # it is tried below: another id is another record
        before = get(context.session.case, row.path)
        enter(qtbot, row)
        value = get(context.session.case, row.path)
        assert value != before, name
        assert row.hint == "", name
        context.session.undo()
        assert get(context.session.case, row.path) == before, name
        context.session.redo()
        assert get(context.session.case, row.path) == value, name


@pytest.mark.parametrize("part", PARTS)
def test_every_widget_that_takes_the_focus_has_a_name_and_tab_reaches_every_field(
    qtbot: QtBot, screen: Language, part: str
) -> None:
    form, _ = shown(qtbot, part)
    widgets = [child for child in form.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        type(widget).__name__
        for widget in widgets
        if widget.isVisible() and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    wanted = [row.editor.focus_widgets()[0] for row in form.rows.values()]
    wanted[0].setFocus()
    reached: list[QWidget | None] = []
    for _ in widgets:
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is wanted[0]:
            break
    assert [place for place in reached if place in wanted] == wanted


def test_the_labels_and_helps_are_in_the_language_of_the_screen(qtbot: QtBot, screen: Language) -> None:
    form, _ = shown(qtbot, "risks")
    names = {name: row.editor.focus_widgets()[0].accessibleName() for name, row in form.rows.items()}
    for spec in fields_of(Risk):
        assert names[spec.name].startswith(i18n.tr(spec.label))


# -- the form ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_groups_can_be_taken_in_at_a_glance_and_hold_every_field_once(part: str) -> None:
    record = part_of(Case, part).record
    groups = groups_of(record)
    assert [spec for group in groups for spec in group.specs] == list(fields_of(record))
    assert max(len(group.specs) for group in groups) <= MOST_FIELDS


def test_a_change_of_the_record_takes_over_what_was_typed_for_the_one_before(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "risks")
    line: Any = form.rows["likelihood"].editor.focus_widgets()[0]
    line.setFocus()
    type_text(qtbot, line, "4")
    form.show_record("R02")
    assert [risk.likelihood for risk in context.session.case.risks] == [4, None]
    assert line.text() == ""


def test_a_wrong_text_does_not_follow_to_another_record(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "risks")
    row = form.rows["likelihood"]
    type_text(qtbot, row.editor.focus_widgets()[0], "99")
    form.show_record("R02")
    assert row.hint == ""
    assert context.session.undo_stack.count() == 0


def test_typing_for_a_record_that_is_gone_changes_nothing(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "risks")
    context.session.apply(delete_records(context.session.case, "risks", ["R01"]))
    before = context.session.case
    type_text(qtbot, form.rows["name"].editor.focus_widgets()[0], "x")
    assert context.session.case is before


def test_the_focus_is_told_with_the_path_of_the_field(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "risks")
    told: list[str] = []
    context.focus.path.connect(told.append)
    form.focus_field(Path.parse("risks[R01].owner"))
    form.focus_field(Path.parse("risks[R01].name.zh_TW"))
    assert told == ["risks[R01].owner", "risks[R01].name"]
    assert form.rows["name"].editor.texts["zh_TW"].hasFocus()  # type: ignore[attr-defined]


def test_a_field_far_down_is_brought_into_sight(qtbot: QtBot) -> None:
    form, _ = shown(qtbot, "profile")
    form.focus_field(Path.parse("profile.budget_note"))
    row = form.rows["budget_note"]
    top = row.mapTo(form.viewport(), row.rect().topLeft()).y()
    assert 0 <= top < form.viewport().height()


@pytest.mark.parametrize("field", ["case_id", "disclaimer", "title"])
def test_undo_reaches_the_window_from_a_field_that_has_the_focus(qtbot: QtBot, field: str) -> None:
    form, context = shown(qtbot, "profile")
    undo = QAction(form, shortcut=QKeySequence(QKeySequence.StandardKey.Undo))
    undo.triggered.connect(context.session.undo)
    form.addAction(undo)
    before = context.session.case
    widget = form.rows[field].editor.focus_widgets()[0]
    widget.setFocus()
    type_text(qtbot, widget, "abc")
    qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert context.session.case == before
    assert context.session.undo_stack.canRedo()


def test_alt_n_writes_a_note_on_the_field_with_the_focus(qtbot: QtBot, screen: Language) -> None:
    form, context = shown(qtbot, "profile")
    form.focus_field(Path.parse("profile.timing"))
    qtbot.keyClick(form.rows["timing"].editor.focus_widgets()[0], Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    dialog = form.findChild(NoteDialog)
    assert dialog is not None
    assert i18n.tr("Timing of the flows") in dialog.windowTitle()
    type_text(qtbot, dialog.editor.texts["en"], "Check")
    dialog.accept()
    assert [note.path for note in context.session.case.notes][-1] == "profile.timing"


def test_another_case_shows_in_the_form(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "profile")
    line: Any = form.rows["title"].editor.focus_widgets()[0]
    type_text(qtbot, line, "Mine")
    context.session.replace(full_case(), None)
    assert line.text() == ""


def test_a_form_out_of_sight_shows_the_newest_when_it_is_seen_again(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "profile")
    line: Any = form.rows["case_id"].editor.focus_widgets()[0]
    form.hide()
    context.session.apply(set_value(context.session.case, Path.parse("profile.case_id"), "A-7"))
    assert line.text() == ""
    form.show()
    assert line.text() == "A-7"


def test_typing_keeps_the_cursor_where_it_is(qtbot: QtBot) -> None:
    form, context = shown(qtbot, "profile")
    line: Any = form.rows["title"].editor.focus_widgets()[0]
    type_text(qtbot, line, "Contact centre")
    line.setCursorPosition(7)
    type_text(qtbot, line, "s ")
    assert context.session.case.profile.title == BiText("Contacts  centre", "")
    assert line.cursorPosition() == 9
