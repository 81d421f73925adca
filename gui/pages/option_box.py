"""The box in which a page of figures lets choose its option: the recommended one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casebuilder.i18n import N_
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from gui.forms.widgets import Combo
from gui.i18n import language, tr

if TYPE_CHECKING:
    from casebuilder.analysis import OptionResult, Results


class OptionBox(Combo):
    """The options that have costs or benefits; `chosen` carries the one that the user takes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, with_all: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(N_("Option")))
        self.setMinimumContentsLength(40)
        self._with_all = with_all
        self._chosen: str | None = None
        self.activated.connect(self._tell)

    @property
    def option(self) -> str:
        """The id of the option; "" for all, and where there is none to choose."""
        return str(self.currentData() or "")

    def show_options(self, case: Case, results: Results) -> None:
        """Offer the options of a case; what the user chose stays, and else the recommended one is taken."""
        preferred = results.preferred
        found = [one for one in results.options.values() if one.has_money]
        found.sort(key=lambda one: one.option.id != preferred)
        entries = {one.option.id: _words(one, preferred) for one in found}
        if entries and self._with_all:
            entries[""] = tr(N_("All options"))
        if entries != {self.itemData(place): self.itemText(place) for place in range(self.count())}:
            self.clear()
            for key, text in entries.items():
                self.addItem(text, key)
        place = -1 if self._chosen is None else self.findData(self._chosen)
        self.setCurrentIndex(max(place, 0 if entries else -1))

    def _tell(self) -> None:
        self._chosen = self.option if self.currentIndex() else None  # who chooses the first one follows it again
        self.chosen.emit(self.option)


def _words(result: OptionResult, preferred: str | None) -> str:
    name = f"{result.option.id} {record_name(result.option, language())}"
    return tr(N_("Recommended: {option}"), option=name) if result.option.id == preferred else name
