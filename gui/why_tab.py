"""How the figure comes about that the user is on: formula, inputs that can be jumped to, rules and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidgetItem, QVBoxLayout, QWidget

from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from gui import theme
from gui.context import Context
from gui.guide_lists import JumpList
from gui.i18n import language, tr
from gui.latest import Latest
from gui.text import PlainLabel, set_role
from gui.widgets import scrolled

if TYPE_CHECKING:
    from casebuilder.analysis import Results
    from casebuilder.report.lineage import Explanation, Input

INVITATION: Final = N_(
    "Go to a figure in a table: here you see how it comes about, and what it rests on. F1 leads here."
)


def explained(case: Case, results: Results, spoken: Language, figure: tuple[str, str]) -> Explanation | None:
    """The explanation of a figure, by option and key. For a worker."""
    from casebuilder.report.lineage import explain
    from casebuilder.report.wording import Wording

    return explain(Wording(case, results, spoken), *figure)


class WhyTab(QWidget):
    """Follows the figure that the user is on, and every edit that changes it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._figure: tuple[str, str] | None = None
        self._data = Latest(self, context.workers, explained, self._take)
        self.title, self.about = PlainLabel(), PlainLabel(role="muted")
        self.title.setFont(theme.font(theme.BODY, bold=True))
        self.value, self.meaning = PlainLabel(role="heading"), PlainLabel()
        self.formula = PlainLabel()
        self.inputs = InputList(context)
        self.rules, self.source = PlainLabel(role="small"), PlainLabel(role="small")
        self._parts = [
            (tr(N_("How it comes about")), self._carded(self.formula)),
            (tr(N_("What goes into it")), self.inputs),
            (tr(N_("Rules that matter")), self.rules),
            (tr(N_("Who says so")), self.source),
        ]
        self._headings = [PlainLabel(text, role="muted") for text, _ in self._parts]
        self._lay_out()
        self._take(None)
        context.focus.figure.connect(self.show_figure)
        context.derived.updated.connect(self._ask)
        context.simulator.changed.connect(self._ask)

    def _carded(self, label: PlainLabel) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        QVBoxLayout(card).addWidget(label)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return card

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(6)
        for label in (self.title, self.about, self.value, self.meaning):
            rows.addWidget(label)
        for heading, (_, widget) in zip(self._headings, self._parts, strict=True):
            heading.setContentsMargins(0, 8, 0, 0)
            rows.addWidget(heading)
            rows.addWidget(widget)
        rows.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, tr(N_("Why?"))))

    def show_figure(self, option: str, key: str) -> None:
        """Explain this figure from now on."""
        self._figure = (option, key)
        self._ask()

    def _ask(self, _option: str = "") -> None:
        """Explain it anew; also when a simulation has come to an end, which gives some figures their value."""
        case, results = self._context.derived.case, self._context.derived.results
        if results is not None and self._figure is not None:
            self._data.ask(case, results, language(), self._figure)

    def _take(self, found: Explanation | None) -> None:
        self.title.setText(found.title if found else "")
        self.about.setText(found.about if found else "")
        self.value.setText(found.value if found else "")
        self.meaning.setText(found.meaning if found else tr(INVITATION))
        self.formula.setText(found.formula if found else "")
        self.inputs.show_inputs(found.inputs if found else ())
        self.rules.setText("\n".join(f"• {rule}" for rule in found.rules) if found else "")
        self.source.setText(found.source if found else "")
        for label in (self.title, self.about, self.value):
            label.setVisible(found is not None)
        filled = (bool(found), bool(found and found.inputs), bool(found and found.rules), bool(found and found.source))
        for shown, heading, (_, widget) in zip(filled, self._headings, self._parts, strict=True):
            heading.setVisible(shown)
            widget.setVisible(shown)


class InputList(JumpList):
    """The inputs of a figure, as high as they are; choosing one goes to where it is typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr(N_("What goes into it")), parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSpacing(2)

    def show_inputs(self, inputs: tuple[Input, ...]) -> None:
        """List these inputs with their values."""
        self.clear()
        for one in inputs:
            item = QListWidgetItem(
                tr(N_("{label}: {text}"), label=one.label, text=one.value) if one.value else one.label
            )
            item.setData(Qt.ItemDataRole.UserRole, one.path)
            self.addItem(item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines are, which wrap to the width of the panel."""
        self.doItemsLayout()
        height = self.contentsSize().height() + 2 * (self.frameWidth() + self.spacing())
        if height != self.height():
            self.setFixedHeight(height)
