"""Search or do: one line that finds actions, steps and fields in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from casebuilder.i18n import LANGUAGES, N_, translate
from casebuilder.model.case import Case
from casebuilder.spec import BiText, fields_of, parts_of
from casebuilder.steps import STEPS
from gui import i18n
from gui.actions import Actions
from gui.i18n import tr

MOST_SHOWN: Final = 30
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find: what is shown, the words that find it, and what happens."""

    text: str
    words: str
    run: Callable[[], None]


def action_entries(actions: Actions, keys: Iterable[str]) -> list[Entry]:
    """Actions, found by their words in every language."""
    found = {key: actions.words(key) for key in keys}
    return [
        Entry(words[i18n.language()], " ".join(words.values()).casefold(), actions[key].trigger)
        for key, words in found.items()
    ]


def step_entries(go_step: Callable[[str], None]) -> list[Entry]:
    """The steps of the case, found by their titles in every language."""
    return [
        Entry(tr(N_("Step: {title}"), title=tr(step.title)), _both(step.title), _bound(go_step, step.key))
        for step in STEPS
    ]


def field_entries(go: Callable[[str], None]) -> list[Entry]:
    """The parts of the case and their fields; a field of a table leads to the table."""
    entries: list[Entry] = []
    for part in parts_of(Case):
        if part.name == "narrative":
            continue
        entries.append(Entry(tr(part.label), _both(part.label), _bound(go, part.name)))
        for spec in fields_of(part.record):
            text = f"{tr(part.label)} › {tr(spec.label)}"
            words = f"{_both(part.label)} {_both(spec.label)}"
            where = part.name if part.is_collection else f"{part.name}.{spec.name}"
            entries.append(Entry(text, words, _bound(go, where)))
    return entries


def record_entries(case: Case, go: Callable[[str], None]) -> list[Entry]:
    """The records that have a name, found by their id and their name in every language."""
    entries = []
    for part in parts_of(Case):
        for record in case.records(part.name) if part.is_collection else ():
            name = getattr(record, "name", None)
            if isinstance(name, BiText) and name:
                words = f"{record.id} {name.en} {name.zh_TW}".casefold()
                text = f"{tr(part.label)} › {record.id} {name.get(i18n.language())}"
                entries.append(Entry(text, words, _bound(go, f"{part.name}[{record.id}]")))
    return entries


def _both(text: str) -> str:
    return " ".join(translate(language, text) for language in LANGUAGES).casefold()


def _bound(go: Callable[[str], None], where: str) -> Callable[[], None]:
    return lambda: go(where)


def best(entries: list[Entry], text: str) -> list[int]:
    """The places of the entries that hold every word of `text`; the fewer other words an entry has, the earlier."""
    wanted = text.casefold().split()
    found = [
        place
        for place, entry in enumerate(entries)
        if all(word in entry.words or word in entry.text.casefold() for word in wanted)
    ]
    if wanted:
        found.sort(key=lambda place: len(entries[place].words))
    return found[:MOST_SHOWN]


class SearchDialog(QDialog):
    """Typing narrows the list; Enter carries out the chosen line."""

    def __init__(self, entries: list[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Search or do")))
        self.resize(560, 420)
        self._entries = entries
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr(N_("Type a step, a field or an action")))
        self.line.setAccessibleName(tr(N_("Search")))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Found")))
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._run)
        self.list.itemActivated.connect(self._run)
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        self.list.clear()
        for place in best(self._entries, text):
            item = QListWidgetItem(self._entries[place].text)
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.close()
            self._entries[item.data(Qt.ItemDataRole.UserRole)].run()
