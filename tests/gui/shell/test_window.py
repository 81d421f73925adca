"""The main window: every page in both languages, keyboard alone, names for screen readers, themes, search."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.i18n import Language, translate
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.steps import STEPS
from gui import i18n, settings, theme
from gui.actions import ACTIONS, MENUS, SEPARATOR
from gui.dialogs.palette import SearchDialog
from gui.main_window import MainWindow
from gui.rail import KEY
from tests.gui.shell.conftest import Open, box_of

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
    window: Open, screen: Language, sample: Case
) -> None:
    shown = window(sample)
    for key in PAGES:
        shown.go_step(key)
        settle(shown)
        assert shown.frame.book.key == key
        assert shown.frame.rail.currentItem().data(KEY) == key
        assert unnamed(shown) == [], key


def test_tab_reaches_every_control_of_every_page(window: Open, sample: Case) -> None:
    shown = window(sample)
    for key in PAGES:
        shown.go_step(key)
        settle(shown)
        assert not_reached(shown, shown.frame.book.currentWidget()) == [], key


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


def test_the_language_of_the_screen_changes_while_a_page_is_shown(window: Open, sample: Case) -> None:
    shown = window(sample)
    shown.go_step("risks")
    shown.menus.screen.actions()[1].trigger()
    settle(shown)
    assert i18n.language() == "zh_TW"
    assert settings.screen_language() == "zh_TW"
    assert shown.frame.book.key == "risks"
    titles = [shown.frame.rail.item(row).text() for row in range(shown.frame.rail.count())]
    assert any("風險" in title for title in titles)
    assert shown.menuBar().actions()[0].text() == translate("zh_TW", "&File")


def test_the_language_of_the_document_is_an_edit_that_can_be_undone(window: Open, sample: Case) -> None:
    shown = window(sample)
    before = sample.profile.document_language
    other = next(key for key in ("en", "zh_TW") if key != before)
    shown.menus.document.actions()[("en", "zh_TW").index(other)].trigger()
    assert shown.session.case.profile.document_language == other
    shown.actions_["undo"].trigger()
    assert shown.session.case.profile.document_language == before


# -- actions -----------------------------------------------------------------------------------------------------------


def test_every_action_stands_in_a_menu_and_no_two_have_the_same_keys(window: Open, screen: Language) -> None:
    shown = window()
    in_menus = [key for keys in MENUS.values() for key in keys if key != SEPARATOR]
    assert sorted(in_menus) == sorted([spec.key for spec in ACTIONS] + list(shown.menus.by_key()))
    keys = [shown.actions_.keys_of(spec.key) for spec in ACTIONS if shown.actions_.keys_of(spec.key)]
    assert len(keys) == len(set(keys))


def test_no_two_entries_of_a_menu_have_the_same_mnemonic(window: Open, screen: Language) -> None:
    shown = window()
    shown.frame.show_case(True)
    menus = [shown.menuBar().actions(), *(_menu(action).actions() for action in shown.menuBar().actions())]
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


def test_undo_and_redo_by_keys_name_their_step_and_lead_to_its_page(window: Open, sample: Case) -> None:
    shown = window(sample)
    shown.session.apply(edits.set_value(shown.session.case, RATE, Decimal("0.05")))
    assert "discount rate" in shown.actions_["undo"].text().casefold()
    shown.go_step("risks")
    QTest.keyClick(shown, Qt.Key.Key_Z, CONTROL)
    assert shown.session.case == sample
    assert shown.frame.book.key == "profile"
    assert not shown.actions_["undo"].isEnabled()
    QTest.keyClick(shown, Qt.Key.Key_Y, CONTROL)
    assert shown.session.case.profile.discount_rate == Decimal("0.05")


def test_ctrl_z_in_a_field_undoes_the_edit_of_the_case(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(sample)
    shown.go("profile.version")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "9.9")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert shown.session.case.profile.version == "9.9"
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert shown.session.case.profile.version == sample.profile.version


def test_the_keyboard_goes_through_the_steps_and_back(window: Open, sample: Case) -> None:
    shown = window(sample)
    assert shown.frame.book.key == "overview"
    QTest.keyClick(shown, Qt.Key.Key_PageDown, CONTROL)
    assert shown.frame.book.key == PAGES[1]
    QTest.keyClick(shown, Qt.Key.Key_PageUp, CONTROL)
    assert shown.frame.book.key == "overview"
    shown.go_step("benefits")
    QTest.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.frame.book.key == "overview"


def test_f6_goes_round_the_parts_of_the_window_and_shift_f6_back(window: Open, sample: Case) -> None:
    shown = window(sample)
    settle(shown)
    shown.frame.rail.setFocus()
    panes = shown.frame.panes()
    for pane in [*panes[1:], panes[0]]:
        QTest.keyClick(shown, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert pane is focus or pane.isAncestorOf(focus)
    QTest.keyClick(shown, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panes[-1].isAncestorOf(focus)


@pytest.mark.parametrize(("key", "pane"), [(Qt.Key.Key_F8, "rail"), (Qt.Key.Key_F9, "guide")])
def test_the_side_panels_fold_away_and_stay_so(window: Open, sample: Case, key: Qt.Key, pane: str) -> None:
    shown = window(sample)
    QTest.keyClick(shown, key)
    assert not getattr(shown.frame, pane).isVisible()
    again = window(sample)
    assert not getattr(again.frame, pane).isVisible()
    QTest.keyClick(again, key)
    assert getattr(again.frame, pane).isVisible()


def test_an_arrow_in_the_rail_turns_the_page(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(sample)
    shown.frame.rail.setFocus()
    qtbot.keyClick(shown.frame.rail, Qt.Key.Key_Down)
    assert shown.frame.book.key == PAGES[1]


def test_the_rail_says_the_state_of_every_step_in_words(window: Open, sample: Case) -> None:
    shown = window(sample)
    rail = shown.frame.rail
    readiness = shown.derived.readiness
    assert readiness is not None
    for row in range(rail.count()):
        item = rail.item(row)
        if item.data(KEY) in readiness.steps:
            state = readiness.steps[item.data(KEY)]
            spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
            assert state.state in spoken
            assert not state.missing or str(len(state.missing)) in spoken


def test_an_edit_moves_the_figures_at_the_foot(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(sample)
    before = shown.frame.foot.figures["npv"].text()
    with qtbot.waitSignal(shown.derived.updated):
        shown.session.apply(edits.set_value(shown.session.case, RATE, Decimal("0.3")))
    assert shown.frame.foot.figures["npv"].text() != before


# -- search ------------------------------------------------------------------------------------------------------------


def found(window: MainWindow, qtbot: QtBot, words: str) -> SearchDialog:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    (dialog,) = window.findChildren(SearchDialog)
    dialog.line.setText(words)
    return dialog


@pytest.mark.parametrize("words", ["discount rate", "折現率", "RATE disc"])
def test_the_search_leads_to_a_field_by_its_words_in_either_language(
    window: Open, qtbot: QtBot, sample: Case, words: str
) -> None:
    shown = window(sample)
    dialog = found(shown, qtbot, words)
    assert "Discount rate" in dialog.list.item(0).text()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert shown.frame.book.key == "profile"


def test_the_search_leads_to_a_record_by_its_id(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(sample)
    dialog = found(shown, qtbot, f"{sample.risks[2].id} {sample.risks[2].name.zh_TW[:4]}")
    assert dialog.list.count() == 1
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert shown.frame.book.key == "risks"


def test_the_arrow_keys_choose_in_the_search_while_one_types(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(sample)
    dialog = found(shown, qtbot, "step")
    first = dialog.list.currentRow()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == first + 1
    dialog.close()


def test_the_search_that_finds_nothing_does_nothing(window: Open, qtbot: QtBot, sample: Case) -> None:
    shown = window(sample)
    dialog = found(shown, qtbot, "zzzz no such thing")
    assert dialog.list.count() == 0
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert shown.frame.book.key == "overview"
    dialog.close()


@pytest.mark.parametrize("key", ["new", "export", "search", "keys", "about"])
def test_every_dialog_opens_in_every_language_with_names_and_closes_by_escape(
    window: Open, qtbot: QtBot, screen: Language, sample: Case, key: str
) -> None:
    shown = window(sample)
    shown.actions_[key].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert unnamed(dialog) == []
    if isinstance(dialog, QMessageBox):
        assert dialog.textFormat() is Qt.TextFormat.PlainText
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_the_list_of_keys_names_every_action_that_has_some(window: Open) -> None:
    shown = window()
    shown.actions_["keys"].trigger()
    text = box_of(shown).informativeText()
    assert all(shown.actions_.keys_of(spec.key) in text for spec in ACTIONS if spec.shortcut)


# -- themes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "dark"), [(1, False), (2, True)])
def test_a_theme_is_shown_at_once_and_kept(window: Open, sample: Case, place: int, dark: bool) -> None:
    shown = window(sample)
    shown.menus.theme.actions()[place].trigger()
    settle(shown)
    wanted = theme.DARK if dark else theme.LIGHT
    assert theme.is_dark() is dark
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(wanted.window)
    assert theme.mode() == ("dark" if dark else "light")


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [value / 255 for value in QColor(color).getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_colour_of_text_stands_out_from_every_ground(palette: theme.Palette) -> None:
    grounds = [palette.window, palette.surface, palette.raised]
    texts = [palette.text, palette.muted, palette.accent, palette.good, palette.warning, palette.bad]
    pairs = [(text, ground) for text in texts for ground in grounds] + [(palette.on_accent, palette.accent)]
    for text, ground in pairs:
        light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


# -- the tool bar ------------------------------------------------------------------------------------------------------


def test_every_tool_is_in_sight_on_a_small_screen_also_with_a_long_step_to_undo(
    window: Open, screen: Language, sample: Case
) -> None:
    shown = window(sample)
    shown.resize(1366, 768)
    path = Path("profile", field="available_investment")
    shown.session.apply(edits.set_value(shown.session.case, path, Decimal(1)))
    QApplication.processEvents()
    tools = [shown.bar.widgetForAction(action) for action in shown.bar.actions()]
    assert [tool for tool in tools if not tool.isVisible()] == []
    assert max(tool.geometry().right() for tool in tools) < shown.bar.width()


def test_the_tool_bar_says_the_language_of_the_document(window: Open, sample: Case) -> None:
    shown = window(sample)
    shown.menus.document.actions()[1].trigger()
    assert "繁體中文" in shown.bar.switches["document"].text()
    shown.menus.document.actions()[0].trigger()
    assert "English" in shown.bar.switches["document"].text()
