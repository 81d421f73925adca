"""The main window: every page in both languages, keyboard alone, names for screen readers, themes, search."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.i18n import Language
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.steps import STEPS
from gui.actions import ACTIONS, MENUS, SEPARATOR
from gui.dialogs.palette import SearchDialog
from gui.main_window import MainWindow
from gui.rail import KEY
from gui.session import CaseSession
from gui.workers import Workers
from tests.gui.conftest import dialog_of, let_go

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
PAGES = ("overview", *(step.key for step in STEPS), "preview")
RATE = Path("profile", field="discount_rate")


def settle(window: MainWindow) -> None:
    """Let what the window asked of its workers come in."""
    window.workers.wait_all()
    QApplication.processEvents()


def focusable(root: QWidget) -> list[QWidget]:
    """The widgets under `root` that the keyboard should reach."""
    found = [root, *root.findChildren(QWidget)]
    return [
        widget
        for widget in found
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def unnamed(root: QWidget) -> list[str]:
    return [f"{type(widget).__name__} in {_place(widget)}" for widget in focusable(root) if not _name(widget)]


def _name(widget: QWidget) -> str:
    if isinstance(widget.focusProxy(), QWidget):
        return _name(widget.focusProxy())
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def _place(widget: QWidget) -> str:
    parents = []
    parent = widget.parentWidget()
    while parent is not None and len(parents) < 4:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(parents)


# -- every page --------------------------------------------------------------------------------------------------------


def test_every_page_opens_in_every_language_with_a_name_on_all_that_takes_the_focus(
    window: MainWindow, screen: Language
) -> None:
    for key in PAGES:
        window.go_step(key)
        settle(window)
        assert window.frame.book.key == key
        assert window.frame.rail.currentItem().data(KEY) == key
        assert unnamed(window) == [], key


def test_tab_reaches_every_control_of_every_page(window: MainWindow) -> None:
    for key in PAGES:
        window.go_step(key)
        settle(window)
        assert not_reached(window, window.frame.book.currentWidget()) == [], key


def not_reached(window: MainWindow, page: QWidget) -> list[str]:
    """The controls of a page at which Tab does not arrive; a page may hide some while the focus goes through it."""
    wanted = {_target(widget) for widget in focusable(page) if widget is not page}
    window.frame.rail.setFocus()
    for _ in range(len(focusable(window)) + 20):
        wanted.discard(_focus())
        if not wanted:
            break
        window.focusNextChild()
    return [f"{type(widget).__name__} in {_place(widget)}" for widget in wanted if widget.isVisible()]


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _target(widget: QWidget) -> QWidget:
    """Who gets the focus that `widget` is given."""
    proxy = widget.focusProxy()
    return widget if proxy is None else _target(proxy)


def test_the_language_of_the_document_is_an_edit_that_can_be_undone(window: MainWindow, sample: Case) -> None:
    before = sample.profile.document_language
    other = next(key for key in ("en", "zh_TW") if key != before)
    window.menus.document.actions()[("en", "zh_TW").index(other)].trigger()
    assert window.session.case.profile.document_language == other
    window.actions_["undo"].trigger()
    assert window.session.case.profile.document_language == before


# -- actions -----------------------------------------------------------------------------------------------------------


def test_every_action_stands_in_a_menu_and_no_two_have_the_same_keys(window: MainWindow, screen: Language) -> None:
    in_menus = [key for keys in MENUS.values() for key in keys if key != SEPARATOR]
    assert sorted(in_menus) == sorted([spec.key for spec in ACTIONS] + list(window.menus.by_key()))
    keys = [window.actions_.keys_of(spec.key) for spec in ACTIONS if window.actions_.keys_of(spec.key)]
    assert len(keys) == len(set(keys))


def test_no_two_entries_of_a_menu_have_the_same_mnemonic(window: MainWindow, screen: Language) -> None:
    window.frame.show_case(True)
    menus = [window.menuBar().actions(), *(_menu(action).actions() for action in window.menuBar().actions())]
    for entries in menus:
        letters = [_mnemonic(entry) for entry in entries if not entry.isSeparator()]
        assert all(letters), [entry.text() for entry in entries]
        assert len(letters) == len(set(letters)), sorted(letters)


def _menu(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def _mnemonic(action: QAction) -> str:
    _, _, after = action.text().partition("&")
    return after[:1].casefold()


def test_undo_and_redo_by_keys_name_their_step_and_lead_to_its_page(window: MainWindow, sample: Case) -> None:
    window.session.apply(edits.set_value(window.session.case, RATE, Decimal("0.05")))
    assert "discount rate" in window.actions_["undo"].text().casefold()
    window.go_step("risks")
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.case == sample
    assert window.frame.book.key == "profile"
    assert not window.actions_["undo"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert window.session.case.profile.discount_rate == Decimal("0.05")


def test_the_keyboard_goes_through_the_steps_and_back(window: MainWindow) -> None:
    assert window.frame.book.key == "overview"
    QTest.keyClick(window, Qt.Key.Key_PageDown, CONTROL)
    assert window.frame.book.key == PAGES[1]
    QTest.keyClick(window, Qt.Key.Key_PageUp, CONTROL)
    assert window.frame.book.key == "overview"
    window.go_step("benefits")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.frame.book.key == "overview"


@pytest.mark.parametrize(("key", "pane"), [(Qt.Key.Key_F8, "rail"), (Qt.Key.Key_F9, "guide")])
def test_the_side_panels_fold_away_and_stay_so(
    window: MainWindow, qtbot: QtBot, sample: Case, key: Qt.Key, pane: str
) -> None:
    QTest.keyClick(window, key)
    assert not getattr(window.frame, pane).isVisible()
    again = MainWindow(CaseSession(sample), Workers())
    qtbot.addWidget(again, before_close_func=let_go)
    again.show()
    again.frame.show_case(True)
    assert not getattr(again.frame, pane).isVisible()
    assert getattr(again.frame, "guide" if pane == "rail" else "rail").isVisible()
    window.actions_[pane].trigger()
    assert getattr(window.frame, pane).isVisible()


def test_an_arrow_in_the_rail_turns_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.rail.setFocus()
    qtbot.keyClick(window.frame.rail, Qt.Key.Key_Down)
    assert window.frame.book.key == PAGES[1]


def test_the_rail_says_the_state_of_every_step_in_words(window: MainWindow) -> None:
    rail = window.frame.rail
    readiness = window.derived.readiness
    assert readiness is not None
    for row in range(rail.count()):
        item = rail.item(row)
        if item.data(KEY) in readiness.steps:
            state = readiness.steps[item.data(KEY)]
            spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
            assert state.state in spoken
            assert not state.missing or str(len(state.missing)) in spoken


# -- search ------------------------------------------------------------------------------------------------------------


def found(window: MainWindow, qtbot: QtBot, words: str) -> SearchDialog:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    (dialog,) = window.findChildren(SearchDialog)
    dialog.line.setText(words)
    return dialog


@pytest.mark.parametrize("words", ["discount rate", "折現率", "RATE disc"])
def test_the_search_leads_to_a_field_by_its_words_in_either_language(
    window: MainWindow, qtbot: QtBot, words: str
) -> None:
    dialog = found(window, qtbot, words)
    assert "Discount rate" in dialog.list.item(0).text()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.frame.book.key == "profile"


def test_the_search_leads_to_a_record_by_its_id(window: MainWindow, qtbot: QtBot, sample: Case) -> None:
    dialog = found(window, qtbot, f"{sample.risks[2].id} {sample.risks[2].name.zh_TW[:4]}")
    assert dialog.list.count() == 1
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.frame.book.key == "risks"


def test_the_arrow_keys_choose_in_the_search_while_one_types(window: MainWindow, qtbot: QtBot) -> None:
    dialog = found(window, qtbot, "step")
    first = dialog.list.currentRow()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == first + 1
    dialog.close()


def test_the_search_that_finds_nothing_does_nothing(window: MainWindow, qtbot: QtBot) -> None:
    dialog = found(window, qtbot, "zzzz no such thing")
    assert dialog.list.count() == 0
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.frame.book.key == "overview"
    dialog.close()


def test_the_list_of_keys_names_every_action_that_has_some(window: MainWindow) -> None:
    window.actions_["keys"].trigger()
    box = dialog_of(window)
    assert isinstance(box, QMessageBox)
    text = box.informativeText()
    assert all(window.actions_.keys_of(spec.key) in text for spec in ACTIONS if spec.shortcut)


# -- themes ------------------------------------------------------------------------------------------------------------


# -- the tool bar ------------------------------------------------------------------------------------------------------


def test_every_tool_is_in_sight_on_a_small_screen_also_with_a_long_step_to_undo(
    window: MainWindow, screen: Language
) -> None:
    window.resize(1366, 768)
    path = Path("profile", field="available_investment")
    window.session.apply(edits.set_value(window.session.case, path, Decimal(1)))
    QApplication.processEvents()
    tools = [window.bar.widgetForAction(action) for action in window.bar.actions()]
    assert [tool for tool in tools if not tool.isVisible()] == []
    assert max(tool.geometry().right() for tool in tools) < window.bar.width()


def test_the_tool_bar_says_the_language_of_the_document(window: MainWindow) -> None:
    window.menus.document.actions()[1].trigger()
    assert "繁體中文" in window.bar.switches["document"].text()
    window.menus.document.actions()[0].trigger()
    assert "English" in window.bar.switches["document"].text()
