"""The window with real keys: undo and redo, panes, search, steps; both languages on every page; contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from casebuilder.i18n import LANGUAGE_NAMES, LANGUAGES, Language, as_language, translate
from casebuilder.model import edits, paths
from casebuilder.steps import STEPS
from gui import i18n, theme
from gui.crash_dialog import CrashDialog
from gui.dialogs.export import ExportDialog
from gui.dialogs.new_case import NewCaseDialog
from gui.dialogs.palette import SearchDialog
from gui.forms.field_row import FieldRow
from gui.frame import Frame
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Palette
from tests.gui.conftest import WAIT, activate, delete_what_is_given_up, dialog_of

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = ("overview", *(step.key for step in STEPS), "preview")
TITLE = paths.Path("profile", field="title", language="en")


def focused_path() -> str:
    """The field that has the focus."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    return str(widget.path) if widget is not None else ""


def is_inside(pane: QWidget) -> bool:
    """True where the focus is in this part of the window."""
    focus = QApplication.focusWidget()
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))


def visible(root: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [widget for widget in root.findChildren(QWidget) if isinstance(widget, kinds) and widget.isVisible()]


# -- undo and redo -----------------------------------------------------------------------------------------------------


def test_undo_and_redo_work_from_inside_the_field_and_say_what_they_do(qtbot: QtBot, window: MainWindow) -> None:
    before = window.session.case
    window.go("profile.title")
    qtbot.waitUntil(lambda: focused_path() == "profile.title", timeout=WAIT)
    line = QApplication.focusWidget()
    assert line is not None
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, " now")
    changed = window.session.case
    assert changed != before
    assert window.actions_["undo"].text().startswith("&Undo change of ")
    assert "itle" in window.actions_["undo"].text()
    qtbot.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert window.session.case == before
    assert not window.actions_["undo"].isEnabled()
    assert window.actions_["redo"].text().startswith("&Redo change of ")
    qtbot.keyClick(line, Qt.Key.Key_Y, CONTROL)
    assert window.session.case == changed
    assert not window.actions_["redo"].isEnabled()


def test_the_figures_at_the_foot_move_with_an_edit_and_with_undo(qtbot: QtBot, window: MainWindow) -> None:
    npv = window.frame.foot.figures["npv"]
    before = npv.text()
    assert any(letter.isdigit() for letter in before)
    rate = paths.Path("profile", field="discount_rate")
    now = paths.get(window.session.case, rate)
    with qtbot.waitSignal(window.derived.updated, timeout=WAIT):
        window.session.apply(edits.set_value(window.session.case, rate, now + now))
    qtbot.waitUntil(lambda: npv.text() != before, timeout=WAIT)
    activate(qtbot, window)
    with qtbot.waitSignal(window.derived.updated, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: npv.text() == before, timeout=WAIT)


# -- moving about ------------------------------------------------------------------------------------------------------


def test_f6_goes_round_the_parts_of_the_window(qtbot: QtBot, window: MainWindow) -> None:
    window.go_step("profile")
    window.frame.rail.setFocus()
    frame = window.frame
    for pane in (frame.book, frame.guide, frame.foot, frame.rail):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert is_inside(pane), type(pane).__name__
    for pane in (frame.foot, frame.guide, frame.book, frame.rail):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
        assert is_inside(pane), type(pane).__name__


def test_f6_leaves_out_what_is_hidden(qtbot: QtBot, window: MainWindow) -> None:
    window.go_step("profile")
    window.frame.rail.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.frame.guide.isHidden()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert is_inside(window.frame.foot)


@pytest.mark.parametrize("typed", ["discount rate", "折現率"])
@pytest.mark.parametrize("screen", LANGUAGES)
def test_the_search_finds_a_field_in_both_languages_and_goes_there(
    qtbot: QtBot, window: MainWindow, screen: Language, typed: str
) -> None:
    i18n.set_language(screen)
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, SearchDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    dialog.line.setText(typed)  # Chinese comes from an input method, which has no keys
    assert dialog.list.count()
    wanted = translate(screen, "Discount rate")
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    row = next(place for place, text in enumerate(rows) if text.endswith(f"› {wanted}"))
    for _ in range(row):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    activate(qtbot, window)
    qtbot.waitUntil(lambda: focused_path() == "profile.discount_rate", timeout=WAIT)
    assert window.frame.book.key == "profile"


def test_the_search_carries_out_an_action(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, SearchDialog)
    qtbot.keyClicks(dialog.line, "preview of")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.frame.book.key == "preview"


def test_control_and_page_down_walk_through_all_steps(qtbot: QtBot, window: MainWindow) -> None:
    shown = [window.frame.book.key]
    for _ in KEYS:
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_PageDown, CONTROL)
        shown.append(window.frame.book.key)
    assert tuple(shown) == (*KEYS, "overview")
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CONTROL)
    assert window.frame.book.key == "preview"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.frame.book.key == "overview"


def test_a_click_in_the_rail_shows_the_page(qtbot: QtBot, window: MainWindow) -> None:
    rail = window.frame.rail
    item = next(rail.item(row) for row in range(rail.count()) if rail.item(row).text().startswith("Risks"))
    rail.scrollToItem(item)
    qtbot.mouseClick(rail.viewport(), LEFT, pos=rail.visualItemRect(item).center())
    assert window.frame.book.key == "risks"


# -- both languages ----------------------------------------------------------------------------------------------------


def speak(window: MainWindow, language: Language) -> None:
    """Turn the screen to a language as its menu does."""
    name = LANGUAGE_NAMES[language]
    next(action for action in window.menus.screen.actions() if action.text() == name).trigger()
    QApplication.processEvents()  # the new frame is shown with the next events
    delete_what_is_given_up()


def tabs_of(page: QWidget) -> list[QTabBar]:
    return [bar for bar in page.findChildren(QTabBar) if bar.isVisible()]


def every_tab(window: MainWindow, key: str) -> Iterator[QWidget]:
    """The page with each of its tabs in turn."""
    window.go_step(key)
    page = window.frame.book.page(key)
    bars = tabs_of(page)
    if not bars:
        yield page
        return
    for place in range(bars[0].count()):
        bars[0].setCurrentIndex(place)
        QApplication.processEvents()
        yield page


def shown_texts(root: QWidget) -> set[str]:
    """The words on labels, buttons and tabs."""
    texts = {widget.text() for widget in visible(root, QLabel, QAbstractButton)}  # type: ignore[attr-defined]
    for bar in (widget for widget in visible(root, QTabBar)):
        assert isinstance(bar, QTabBar)
        texts |= {bar.tabText(place).split("  ")[0] for place in range(bar.count())}
    for box in visible(root, QComboBox):
        assert isinstance(box, QComboBox)
        texts |= {box.itemText(place) for place in range(box.count())}
    return {text.replace("&", "") for text in texts if text.strip()}


def english_left(texts: set[str]) -> set[str]:
    """The texts that are English ids of the program with another Chinese."""
    names = set(LANGUAGE_NAMES.values())  # a language is called by its own name
    return {text for text in texts - names if translate("zh_TW", text) != text}


def faults_of(window: MainWindow, key: str, language: Language) -> set[str]:
    """What is wrong on a page: nothing shown, something without a name, English words among the Chinese."""
    faults: set[str] = set()
    for page in every_tab(window, key):
        texts = shown_texts(page)
        faults |= {f"no name: {describe(widget)}" for widget in focusable(page) if not name_of(widget)}
        if not texts:
            faults.add("nothing is shown")
        if language == "zh_TW":
            faults |= {f"English: {text}" for text in english_left(texts)}
    return faults


@pytest.mark.parametrize("first", [0, 1])
def test_every_page_opens_in_both_languages_when_the_screen_is_turned_on_it(window: MainWindow, first: int) -> None:
    faults: dict[tuple[str, str], set[str]] = {}
    for place, key in enumerate(KEYS):  # the two runs show every page in one language each
        language = LANGUAGES[(place + first) % 2]
        window.go_step(key)
        speak(window, language)
        assert window.frame.book.key == key
        if found := faults_of(window, key, language):
            faults[key, language] = found
    assert faults == {}


def test_the_pages_walked_are_those_of_the_rail(window: MainWindow) -> None:
    assert tuple(window.frame.rail.keys()) == KEYS


@pytest.mark.parametrize("key", ["overview", "profile"])
def test_the_frame_around_the_page_is_chinese(window: MainWindow, key: str) -> None:
    speak(window, "zh_TW")
    window.go_step(key)
    actions = {action.text() for action in window.menuBar().actions()}
    actions |= {action.text() for menu in window.menuBar().actions() for action in menu.menu().actions()}
    assert not english_left(actions | shown_texts(window))
    rail = window.frame.rail
    assert not english_left({rail.item(row).text() for row in range(rail.count())})


def test_the_frame_of_the_other_language_is_let_go(window: MainWindow) -> None:
    for language in ("zh_TW", "en"):
        speak(window, as_language(language))
    assert window.findChildren(Frame) == [window.frame]


def test_the_same_page_is_shown_after_the_language_was_changed(window: MainWindow) -> None:
    window.go_step("risks")
    english = shown_texts(window.frame.book.page("risks"))
    speak(window, "zh_TW")
    assert window.frame.book.key == "risks"
    assert shown_texts(window.frame.book.page("risks")) != english
    speak(window, "en")
    assert shown_texts(window.frame.book.page("risks")) == english


# -- names and Tab -----------------------------------------------------------------------------------------------------


def focusable(root: QWidget) -> list[QWidget]:
    """What takes the focus by Tab."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget: its name, its words, or those of its label."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    labels = widget.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is widget), "")


def describe(widget: QWidget) -> str:
    parents = []
    at: QWidget | None = widget
    while at is not None and len(parents) < 5:
        parents.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(parents)


def reached_by_tab(qtbot: QtBot, root: QWidget, start: QWidget) -> set[QWidget]:
    """The widgets inside `root` that Tab comes to, from `start` until it is there again or leaves."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _ in range(400):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached or not root.isAncestorOf(focus):
            break
        reached.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    return reached


@pytest.mark.parametrize("key", ["profile", "scope", "recommendation"])
def test_tab_reaches_every_control_of_a_form(qtbot: QtBot, window: MainWindow, key: str) -> None:
    window.go_step(key)
    page = window.frame.book.page(key)
    wanted = set(focusable(page))
    order = window.frame.book.nextInFocusChain()
    while order not in wanted:
        order = order.nextInFocusChain()
    missed = wanted - reached_by_tab(qtbot, page, order)
    assert not missed, [describe(widget) for widget in missed]


def crash(window: MainWindow) -> None:
    CrashDialog("Report\nLine", "Your work is kept.", window).open()


def new_case(window: MainWindow) -> None:
    NewCaseDialog(window).open()


def export_document(window: MainWindow) -> None:
    ExportDialog(window.session, window.workers, window).open()


def search(window: MainWindow) -> None:
    window.search()


def ask_to_save(window: MainWindow) -> None:
    window.session.apply(edits.set_value(window.session.case, TITLE, "Changed"))
    window.documents.open_sample()


def show_keys(window: MainWindow) -> None:
    window.actions_["keys"].trigger()


DIALOGS = (new_case, export_document, search, ask_to_save, show_keys, crash)


@pytest.mark.parametrize(("open_dialog", "language"), [*product(DIALOGS, LANGUAGES)])
def test_every_dialog_opens_in_both_languages_and_tab_reaches_all_of_it(
    qtbot: QtBot, window: MainWindow, open_dialog: Callable[[MainWindow], None], language: Language
) -> None:
    i18n.set_language(language)
    open_dialog(window)
    dialog: QDialog = dialog_of(window)
    activate(qtbot, dialog)
    wanted = set(focusable(dialog))
    assert wanted
    assert [describe(widget) for widget in wanted if not name_of(widget)] == []
    missed = wanted - reached_by_tab(qtbot, dialog, QApplication.focusWidget() or next(iter(wanted)))
    assert not missed, [describe(widget) for widget in missed]
    if language == "zh_TW":
        assert not english_left(shown_texts(dialog) | {dialog.windowTitle()} - {"Casebuilder"})
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(partial(is_gone, window), timeout=WAIT)


def is_gone(window: MainWindow) -> bool:
    return not any(dialog.isVisible() for dialog in window.findChildren(QDialog))


# -- light and dark ----------------------------------------------------------------------------------------------------


def luminance(color: str) -> float:
    """Relative luminance of #RRGGBB after WCAG 2.2."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio after WCAG 2.2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["text", "muted", "accent", "good", "warning", "bad"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_text_can_be_read_on_every_ground(palette: Palette, role: str, ground: str) -> None:
    assert contrast(getattr(palette, role), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_the_accent_can_be_read(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5


def test_the_theme_menu_turns_the_whole_window(qtbot: QtBot, window: MainWindow) -> None:
    for mode, palette in (("dark", DARK), ("light", LIGHT)):
        window.menus.theme.actions()[("system", "light", "dark").index(mode)].trigger()
        assert theme.colors() is palette
        assert window.palette().window().color().name().upper() == palette.window
