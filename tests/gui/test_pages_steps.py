"""The pages of the steps: every part in its place, in both languages, and every path leads to its field."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.edits import add_record, delete_records, set_value
from casebuilder.model.paths import Path
from casebuilder.spec import BiText, part_of
from casebuilder.steps import STEPS, Step
from gui import i18n
from gui.context import Context
from gui.forms.field_row import FieldRow
from gui.pages.narrative_page import NarrativePage, written
from gui.pages.part_page import CollectionPage, PartPage, SectionPage, make_part_page
from gui.pages.step_page import StepPage, Tab
from tests.gui.form_support import COLLECTIONS, PARTS, full_case, make_context, type_text

Show = Callable[..., tuple[Any, Context]]
LEFT = Qt.MouseButton.LeftButton
BY_KEY = {step.key: step for step in STEPS}


@pytest.fixture(params=LANGUAGES)
def screen(request: pytest.FixtureRequest, qapp: object) -> Iterator[Language]:
    """Each language of the screen."""
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a page in an active window."""
    kept: list[QWidget] = []

    def shown(make: Callable[[Context], QWidget], case: Case | None = None) -> tuple[Any, Context]:
        context = make_context(case or full_case())
        page = make(context)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(866, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page, context

    yield shown
    kept.clear()


def step_page(key: str) -> Callable[[Context], QWidget]:
    return lambda context: StepPage(context, BY_KEY[key])


def part_page(part: str) -> Callable[[Context], QWidget]:
    return lambda context: make_part_page(context, part)


def focused_path() -> str:
    """The field that has the focus."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    return str(widget.path) if widget is not None else ""


# -- parts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_a_page_that_leads_to_each_of_its_fields(show: Show, screen: Language, part: str) -> None:
    page, context = show(part_page(part))
    assert isinstance(page, CollectionPage if part_of(Case, part).is_collection else SectionPage)
    record = context.session.case.records(part)[-1].id if part_of(Case, part).is_collection else ""
    for name in page.form.rows:
        page.show_path(str(Path(part, record, name)))
        assert focused_path() == str(Path(part, record, name))


@pytest.mark.parametrize("part", COLLECTIONS)
def test_the_form_under_a_table_follows_the_current_record(qtbot: QtBot, show: Show, part: str) -> None:
    page, context = show(part_page(part))
    first, second = (record.id for record in context.session.case.records(part)[:2])
    assert page.form.record == first
    qtbot.keyClick(page.list.table, Qt.Key.Key_Down)
    assert page.form.record == second
    assert page.form.rows["id"].editor.focus_widgets()[0].text() == second


@pytest.mark.parametrize("part", COLLECTIONS)
def test_an_empty_part_teaches_and_its_first_record_can_be_typed_at_once(
    qtbot: QtBot, show: Show, screen: Language, part: str
) -> None:
    page, context = show(part_page(part), dataclasses.replace(full_case(), **{part: ()}))
    assert page.list.empty.isVisible()
    assert page.form.isHidden()
    qtbot.mouseClick(page.list.empty.button, LEFT)
    (record,) = context.session.case.records(part)
    assert page.form.isVisible()
    assert page.form.record == record.id
    second = next(name for name in page.form.rows if name != "id")
    assert focused_path() == str(Path(part, record.id, second))


def test_what_is_typed_in_the_form_shows_in_the_table_and_back(qtbot: QtBot, show: Show) -> None:
    page, _ = show(part_page("risks"))
    page.show_path("risks[R02].name")
    line = QApplication.focusWidget()
    assert line is not None
    line.selectAll()  # type: ignore[attr-defined]
    type_text(qtbot, line, "From the form")
    model = page.list.model
    assert model.text(1, 1) == "From the form"
    model.setData(model.index(1, 1), "From the table")
    assert line.text() == "From the table"  # type: ignore[attr-defined]


def test_a_record_that_gets_another_id_stays_in_the_form(qtbot: QtBot, show: Show) -> None:
    page, context = show(part_page("risks"))
    page.show_path("risks[R02].id")
    line: Any = QApplication.focusWidget()
    line.selectAll()
    type_text(qtbot, line, "RISK-2")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [risk.id for risk in context.session.case.risks] == ["R01", "RISK-2"]
    assert page.form.record == "RISK-2"
    page.show_path("risks[RISK-2].name")
    type_text(qtbot, QApplication.focusWidget(), "x")
    assert "x" in context.session.case.risks[1].name.en
    context.session.undo()
    context.session.undo()
    assert page.form.record == "R02"


def test_deleting_the_last_record_empties_the_page_and_undo_fills_it_again(show: Show) -> None:
    page, context = show(part_page("swot"))
    context.session.apply(delete_records(context.session.case, "swot", ["SW01", "SW02"]))
    assert page.form.isHidden()
    context.session.undo()
    assert page.form.isVisible()
    assert page.form.record in ("SW01", "SW02")


def test_another_case_shows_on_the_page(show: Show) -> None:
    page, context = show(part_page("swot"))
    other = add_record(dataclasses.replace(full_case(), swot=()), "swot", text=BiText("Other", "")).case
    context.session.replace(other, None)
    assert page.list.model.text(0, 2) == "Other"
    assert page.form.rows["text"].editor.focus_widgets()[0].text() == "Other"


def test_the_page_scrolls_where_the_pointer_is_over_a_field(qtbot: QtBot, show: Show) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    page, _ = show(part_page("profile"))
    combo = page.form.rows["framework"].editor.focus_widgets()[0]
    middle = QPointF(combo.rect().center())
    turn = QWheelEvent(
        middle,
        combo.mapToGlobal(middle),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, turn)
    assert page.form.verticalScrollBar().value() > 0 or not turn.isAccepted()


# -- steps -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_step_shows_its_parts_with_their_counts(show: Show, screen: Language, step: Step) -> None:
    page, context = show(lambda context: StepPage(context, step))
    titles = [page.bar.tabText(place) for place in range(page.bar.count())]
    assert len(titles) == len(step.parts) + bool(step.sections)
    for place, part in enumerate(step.parts):
        page.show_path(part)
        assert page.current_key() == part
        assert isinstance(page.page(part), PartPage)
        if part_of(Case, part).is_collection:
            assert titles[place].endswith(f"  {len(context.session.case.records(part))}")
    if step.sections:
        assert titles[-1].endswith(f"  0/{len(step.sections)}")


def test_the_steps_lead_to_every_part_but_the_notes() -> None:
    reached = {part for step in STEPS for part in step.parts} | {"narrative"}
    assert set(PARTS) - reached <= {"notes"}


def test_a_page_behind_a_tab_is_made_when_it_is_first_shown(qtbot: QtBot, show: Show) -> None:
    page, _ = show(step_page("risks"))
    assert len(page.findChildren(PartPage)) == 1
    qtbot.mouseClick(page.bar, LEFT, pos=page.bar.tabRect(1).center())
    assert len(page.findChildren(PartPage)) == 2
    qtbot.keyClick(page.bar, Qt.Key.Key_Left)
    assert len(page.findChildren(PartPage)) == 2


def test_the_counts_follow_the_case(show: Show) -> None:
    page, context = show(step_page("risks"))
    context.session.apply(add_record(context.session.case, "risks"))
    assert page.bar.tabText(0) == "Risk register  3"


def test_a_path_leads_through_the_tabs_to_its_field(show: Show) -> None:
    page, _ = show(step_page("risks"))
    page.show_path("risk_actions[RX02].due")
    assert page.current_key() == "risk_actions"
    assert focused_path() == "risk_actions[RX02].due"


def test_further_pages_stand_behind_tabs_of_their_own(qtbot: QtBot, show: Show) -> None:
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QWidget())
        return made[-1]

    page, _ = show(lambda context: StepPage(context, BY_KEY["risks"], extras=[Tab("matrix", "Matrix", make)]))
    titles = [page.bar.tabText(place) for place in range(page.bar.count())]
    assert titles[0] == "Matrix"
    assert len(made) == 1
    page.bar.setCurrentIndex(1)
    page.bar.setCurrentIndex(0)
    assert len(made) == 1
    with pytest.raises(KeyError):
        page.page("nothing")


# -- texts -------------------------------------------------------------------------------------------------------------


def test_the_text_of_a_section_is_written_in_both_languages(qtbot: QtBot, show: Show, screen: Language) -> None:
    page, context = show(step_page("problem"), dataclasses.replace(full_case(), narrative=()))
    page.show_path("narrative[S03].text")
    text: Any = QApplication.focusWidget()
    type_text(qtbot, text, "Callers wait.")
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    type_text(qtbot, QApplication.focusWidget(), "來電者等候。")
    assert context.session.case.narrative_of("S03").text == BiText("Callers wait.", "來電者等候。")  # type: ignore[union-attr]
    assert page.bar.tabText(page.bar.count() - 1).endswith("  1/1")
    context.session.undo()
    assert context.session.case.narrative_of("S03").text == BiText("Callers wait.", "")  # type: ignore[union-attr]
    while context.session.undo_stack.canUndo():
        context.session.undo()
    assert context.session.case.narrative == ()
    assert text.content() == ""


def test_a_text_changed_elsewhere_shows_in_its_editor(show: Show) -> None:
    case = add_record(
        dataclasses.replace(full_case(), narrative=()), "narrative", id="S03", text=BiText("A", "甲")
    ).case
    page, context = show(lambda context: NarrativePage(context, ("S03",)), case)
    assert written(context.session.case, ("S02", "S03")) == 1
    context.session.apply(set_value(context.session.case, Path("narrative", "S03", "text"), BiText("B", "乙")))
    assert page.rows["S03"].editor.texts["zh_TW"].content() == "乙"


# -- the guide ---------------------------------------------------------------------------------------------------------


def test_the_focus_is_told_from_the_step_down_to_the_field(qtbot: QtBot, show: Show) -> None:
    page, context = show(step_page("risks"))
    told: list[str] = []
    context.focus.path.connect(told.append)
    page.show_path("risk_actions")
    page.show_path("risks[R02].owner")
    assert told[0].startswith("risk_actions")
    assert told[-1] == "risks[R02].owner"
