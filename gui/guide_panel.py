"""The right panel: guidance on the step and the field one is in, what the review found there, notes, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from casebuilder.i18n import N_
from casebuilder.spec import FieldSpec
from casebuilder.steps import STEPS, Step
from gui import theme
from gui.context import Context
from gui.findings import of_step
from gui.guide_lists import FindingsTab, NotesTab, field_of_path
from gui.i18n import tr
from gui.text import PlainLabel, set_role
from gui.why_tab import WhyTab
from gui.widgets import scrolled

_PARTS_OF_GUIDE: Final[tuple[tuple[str, Callable[[Step], str]], ...]] = (
    (N_("Why we ask"), lambda step: step.why),
    (N_("A good answer"), lambda step: step.good),
    (N_("A weak answer"), lambda step: step.weak),
    (N_("What the board asks"), lambda step: step.board),
)
WELCOME: Final = (
    N_("This is what the case says right now. Choose a figure or a chart to go to where it comes from."),
    N_("The marks at the left say how far each step is. Go in any order; every change can be undone."),
    N_("Beside a step you find here why it is asked, a good and a weak answer, and what the board will ask."),
)
_STEPS: Final = {step.key: step for step in STEPS}


class GuidePanel(QTabWidget):
    """Follows the step that is shown and the field that has the focus."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._step = ""
        self.guide = GuideTab(self)
        self.findings = FindingsTab(context, self)
        self.notes = NotesTab(context, self)
        self.why = WhyTab(context, self)
        self.setDocumentMode(True)
        self.setAccessibleName(tr("Guide, findings, notes and reasons"))
        self.addTab(self.guide, tr("Guide"))
        self.addTab(self.findings, tr("Findings"))
        self.addTab(self.notes, tr("Notes"))
        self.addTab(self.why, tr(N_("Why?")))
        context.focus.why.connect(self.show_why)
        context.focus.path.connect(self.show_path)
        context.derived.updated.connect(self._show_findings)

    @property
    def step(self) -> str:
        """The key of the step that is explained; "" on a page that is no step."""
        return self._step

    def show_step(self, key: str) -> None:
        """Explain this step; a key of no step (overview, preview) shows the findings of the whole case."""
        self._step = key if key in _STEPS else ""
        self.guide.show_step(_STEPS.get(key))
        self.notes.show_field("")
        self._show_findings()

    def show_path(self, path: str) -> None:
        """Explain this field and show its notes."""
        self.guide.show_field(field_of_path(path))
        self.notes.show_field(path)

    def show_why(self) -> None:
        """Turn to the explanation of the figure that the user is on."""
        self.setCurrentWidget(self.why)

    def _show_findings(self) -> None:
        shown = of_step(self._context.derived.findings, self._step)
        self.findings.show_findings(shown, whole_case=not self._step)
        self.setTabText(1, tr("Findings ({count})", count=len(shown)) if shown else tr("Findings"))


class GuideTab(QWidget):
    """What the field means, then why the step is asked, with answers of both kinds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(4)
        self._field = QFrame()
        set_role(self._field, "card")
        field_rows = QVBoxLayout(self._field)
        field_rows.setContentsMargins(12, 8, 12, 8)
        self._field_name = PlainLabel()
        self._field_name.setFont(theme.font(theme.BODY, bold=True))
        self._field_help = PlainLabel()
        self._field_rule = PlainLabel(role="small")
        for label in (self._field_name, self._field_help, self._field_rule):
            field_rows.addWidget(label)
        rows.addWidget(self._field)
        self._lead = PlainLabel("\n\n".join(tr(text) for text in WELCOME))
        rows.addWidget(self._lead)
        self._texts = [self._add_part(rows, heading) for heading, _ in _PARTS_OF_GUIDE]
        rows.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inside, tr("Guide"))
        outer.addWidget(self._area)
        self.show_field(None)
        self.show_step(None)

    def _add_part(self, rows: QVBoxLayout, heading: str) -> tuple[PlainLabel, PlainLabel]:
        title, text = PlainLabel(tr(heading)), PlainLabel()
        title.setFont(theme.font(theme.BODY, bold=True))
        title.setContentsMargins(0, 12, 0, 0)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(title)
        rows.addWidget(text)
        return title, text

    def show_step(self, step: Step | None) -> None:
        """Explain a step, or say what this panel is for."""
        self._lead.setVisible(step is None)
        for (_, text_of), (title, label) in zip(_PARTS_OF_GUIDE, self._texts, strict=True):
            text = tr(text_of(step)) if step else ""
            label.setText(text)
            for widget in (title, label):
                widget.setVisible(bool(text))
        self.show_field(None)
        self._area.verticalScrollBar().setValue(0)

    def show_field(self, spec: FieldSpec | None) -> None:
        """Explain a field above the step; None hides the explanation."""
        self._field.setVisible(spec is not None)
        if spec is None:
            return
        rules = [tr("Required")] if spec.required else []
        rules += [tr("Unit: {unit}", unit=tr(spec.unit))] if spec.unit else []
        self._field_name.setText(tr(spec.label))
        for label, text in ((self._field_help, tr(spec.help)), (self._field_rule, " · ".join(rules))):
            label.setText(text)
            label.setVisible(bool(text))
