"""The main window: it wires session, pages, menus and files together, and does no work itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from casebuilder.i18n import LANGUAGE_NAMES, N_, as_language
from casebuilder.model import edits, paths
from casebuilder.model.case import Case
from casebuilder.model.edits import Touched
from casebuilder.steps import step_of
from gui import i18n, settings, theme
from gui.actions import Actions
from gui.autosave import Autosave
from gui.busy import BusyStrip
from gui.context import Context
from gui.derived import Derived
from gui.dialogs import about
from gui.dialogs.palette import SearchDialog, action_entries, field_entries, record_entries, step_entries
from gui.documents import Documents
from gui.forms.editor import flush
from gui.frame import Frame
from gui.i18n import text_of, tr
from gui.menus import Choosers, Menus
from gui.pages.book import OVERVIEW, PREVIEW
from gui.session import CaseSession, places
from gui.text import shown_name
from gui.tool_bar import DOCUMENT, ToolBar
from gui.workers import Workers

SEARCHED: Final = (
    *("new", "open", "sample", "save", "save_as", "export"),
    *("undo", "redo", "preview", "overview", "keys", "about"),
)


class MainWindow(QMainWindow):
    """One window, one case. It is the navigator that pages are given."""

    def __init__(self, session: CaseSession, workers: Workers) -> None:
        super().__init__()
        self.session = session
        self.workers = workers
        self.derived = Derived(session, workers)
        self.autosave = Autosave(session, workers)
        self.documents = Documents(self, session, workers)
        self.context = Context(session, self.derived, workers, self)
        self._visited: list[str] = []
        self._given_up: Case | None = None  # the snapshot that the user has saved or given up on the way out
        self.actions_ = Actions(self, self._handlers())
        self.frame = Frame(self.context)
        self.bar = ToolBar()
        self.addToolBar(self.bar)
        self.busy = BusyStrip(self)
        self.setStatusBar(self.busy)
        self._build()
        self._follow()
        self.setAcceptDrops(True)
        self.setMinimumSize(1024, 640)
        self.resize(QSize(1366, 768).boundedTo(self.screen().availableSize()))
        self.restoreGeometry(settings.stored_bytes("geometry"))

    def _handlers(self) -> dict[str, Callable[..., None]]:
        return {
            "new": partial(self._flushed, self.documents.new),
            "open": partial(self._flushed, self.documents.open),
            "sample": partial(self._flushed, self.documents.open_sample),
            "save": partial(self._flushed, self.documents.save),
            "save_as": partial(self._flushed, self.documents.save_as),
            "export": partial(self._flushed, self.export),
            "quit": self._quit,
            "undo": partial(self._flushed, partial(self._take_back, self.session.undo)),
            "redo": partial(self._flushed, partial(self._take_back, self.session.redo)),
            "search": self.search,
            "back": self.go_back,
            "previous_step": partial(self._step, -1),
            "next_step": partial(self._step, 1),
            "overview": partial(self.go_step, OVERVIEW),
            "preview": partial(self.go_step, PREVIEW),
            "next_pane": partial(self._move_focus, 1),
            "previous_pane": partial(self._move_focus, -1),
            "rail": self._show_rail,
            "guide": self._show_guide,
            "full_screen": self._show_full_screen,
            "keys": self._show_keys,
            "about": self._show_about,
        }

    def _build(self) -> None:
        """Put the frame, the menus and the tool bar into the window, in the language of the screen."""
        self.setCentralWidget(self.frame)
        self.frame.start.asked.connect(self._trigger)
        self.frame.start.chosen.connect(self.documents.open)
        self.frame.book.turned.connect(self._note_visit)
        self.frame.book.export_asked.connect(self.actions_["export"].trigger)
        self.frame.foot.save_asked.connect(self.actions_["save"].trigger)
        choosers = Choosers(self.documents.open, self._choose_theme, self._choose_screen, self._choose_document)
        self.menus = Menus(self, choosers)
        self.actions_.refresh()
        self.actions_.fill(self.menuBar(), self.menus.by_key())
        self._fill_bar()
        self._show_undo()
        self._show_title()
        for key, pane in (("rail", self.frame.rail), ("guide", self.frame.guide)):
            self.actions_[key].setChecked(settings.flag(key, default=True))
            pane.setVisible(self.actions_[key].isChecked())

    def _fill_bar(self) -> None:
        switches = (
            (DOCUMENT, self.menus.document),
            ("language", self.menus.screen),
            ("theme-system", self.menus.theme),
        )
        self.bar.fill(self.actions_, switches)

    def _follow(self) -> None:
        self.session.changed.connect(self._show_title)
        self.session.saved.connect(self._show_title)
        self.session.replaced.connect(self._opened)
        self.session.undo_stack.indexChanged.connect(self._show_undo)
        self.session.undo_stack.cleanChanged.connect(self._show_title)
        self.documents.started.connect(self.busy.begin)
        self.documents.ended.connect(self.busy.end)
        i18n.signals().language_changed.connect(self._rebuild)
        theme.signals().changed.connect(self._recolor)
        self.context.focus.why.connect(partial(self.actions_["guide"].setChecked, True))

    def _rebuild(self) -> None:
        """Another language of the screen: every widget is made anew, and the same page is shown."""
        key, shown = self.frame.book.key or OVERVIEW, self.frame.shows_case
        flush(QApplication.focusWidget())
        self.frame = Frame(self.context)
        self._build()  # the window deletes the frame that it held before
        if shown:
            self.frame.show_case(True)
            self.frame.book.turn_to(key)
            self._show_title()

    def _recolor(self) -> None:
        self.actions_.refresh()
        self._fill_bar()
        self._show_undo()
        self._show_title()

    def go(self, path: str) -> None:
        """Show the page that holds `path`, and put the focus there."""
        self.frame.book.show_path(path)

    def go_step(self, key: str) -> None:
        """Show the page of a step."""
        if self.frame.shows_case:
            flush(QApplication.focusWidget())
            self.frame.book.turn_to(key)

    def go_back(self) -> None:
        """Show the page that was shown before this one."""
        if len(self._visited) > 1:
            self._visited.pop()
            self.go_step(self._visited.pop())

    def _note_visit(self, key: str) -> None:
        if not self._visited or self._visited[-1] != key:
            self._visited.append(key)

    def _step(self, by: int) -> None:
        keys = self.frame.rail.keys()
        here = keys.index(self.frame.book.key) if self.frame.book.key in keys else 0
        self.go_step(keys[(here + by) % len(keys)])

    def _move_focus(self, by: int) -> None:
        self.frame.move_focus(by)

    def _take_back(self, step: Callable[[], Touched | None]) -> None:
        """Undo or redo, and show the page on which it happened."""
        touched = step()
        keys = {step_of(parts.part, parts.record).key for parts in map(paths.Path.parse, places(touched))}
        if len(keys) == 1 and self.frame.book.key not in keys:
            self.go(places(touched)[0])

    def _flushed(self, then: Callable[[], None], _checked: bool = False) -> None:
        """Take over what is being typed, then go on."""
        flush(QApplication.focusWidget())
        then()

    def _quit(self) -> None:
        self.close()

    def _trigger(self, key: str) -> None:
        self.actions_[key].trigger()

    def _opened(self) -> None:
        self._visited.clear()
        self.frame.show_case(True)
        self.frame.book.turn_to(OVERVIEW)
        self._show_title()

    def export(self) -> None:
        """Ask what to export and do it."""
        if self.frame.shows_case:
            from gui.dialogs.export import ExportDialog

            blockers = [text_of(found.message) for found in self.derived.findings if found.severity == "blocker"]
            ExportDialog(self.session, self.workers, self, blockers=blockers).open()

    def search(self) -> None:
        """Open the line that finds actions, steps and fields."""
        entries = action_entries(self.actions_, SEARCHED)
        if self.frame.shows_case:
            case = self.session.case
            entries += [*step_entries(self.go_step), *field_entries(self.go), *record_entries(case, self.go)]
        SearchDialog(entries, self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        flush(QApplication.focusWidget())
        unsaved = self.session.is_modified and self._given_up is not self.session.case
        if unsaved or self.documents.is_saving:
            event.ignore()
            self.documents.when_safe(self._close_now)
            return
        settings.store_bytes("geometry", self.saveGeometry())
        self.workers.close()
        self.autosave.close()
        self.session.undo_stack.blockSignals(True)  # it clears itself when it goes, and tells a window that is gone
        super().closeEvent(event)

    def _close_now(self) -> None:
        self._given_up = self.session.case
        self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths_ = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths_:
            self.documents.open(paths_[0])

    def _show_title(self) -> None:
        title = self.session.case.profile.title.get(i18n.language()) or tr(N_("Untitled case"))
        parts = [f"{title}[*]"] if self.frame.shows_case else []
        if self.session.path is not None:
            parts.append(shown_name(self.session.path.name))
        self.setWindowTitle(" – ".join([*parts, "Casebuilder"]))
        self.setWindowModified(self.session.is_modified)
        written = as_language(self.session.case.profile.document_language or "en")
        self.menus.document.mark(written)
        self.bar.show_document_language(LANGUAGE_NAMES[written])
        for key in ("save", "save_as", "export", "preview", "overview", "next_step", "previous_step", "back"):
            self.actions_[key].setEnabled(self.frame.shows_case)

    def _show_undo(self) -> None:
        stack = self.session.undo_stack
        self.actions_.name_steps(stack.undoText(), stack.redoText())

    def _show_rail(self, shown: bool) -> None:
        settings.store_flag("rail", on=shown)
        self.frame.rail.setVisible(shown)

    def _show_guide(self, shown: bool) -> None:
        settings.store_flag("guide", on=shown)
        self.frame.guide.setVisible(shown)

    def _show_full_screen(self, shown: bool) -> None:
        self.setWindowState(Qt.WindowState.WindowFullScreen if shown else Qt.WindowState.WindowNoState)

    def _choose_theme(self, key: str) -> None:
        theme.set_mode("light" if key == "light" else "dark" if key == "dark" else "system")

    def _choose_screen(self, key: str) -> None:
        settings.remember_screen_language(as_language(key))
        i18n.set_language(as_language(key))

    def _choose_document(self, key: str) -> None:
        path = paths.Path("profile", field="document_language")
        self.session.apply(edits.set_value(self.session.case, path, key))

    def _show_keys(self) -> None:
        about.show_keys(self, self.actions_)

    def _show_about(self) -> None:
        about.show_about(self)
