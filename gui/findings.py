"""How findings of the review look in the window: words for their weight, their order, their lines in lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidgetItem

from casebuilder.i18n import N_
from gui import theme
from gui.i18n import text_of, tr

if TYPE_CHECKING:
    from casebuilder.checks import Finding
    from casebuilder.report.blocks import Tone

SEVERITIES: Final[dict[str, tuple[str, Tone]]] = {
    "blocker": (N_("Blocker"), "bad"),
    "major": (N_("Major"), "warning"),
    "minor": (N_("Minor"), "neutral"),
    "info": (N_("Hint"), "neutral"),
}
_ORDER: Final = {severity: place for place, severity in enumerate(SEVERITIES)}


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the most serious first; equals stay in the order of the review."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def of_step(findings: Iterable[Finding], step: str) -> tuple[Finding, ...]:
    """The findings of one step, ranked; those of the whole case where `step` is empty."""
    return ranked(finding for finding in findings if not step or finding.step == step)


def finding_text(finding: Finding) -> str:
    """ "Blocker: The recommended option is missing." """
    word, _ = SEVERITIES[finding.severity]
    return tr("{severity}: {text}", severity=tr(word), text=text_of(finding.message))


def finding_item(finding: Finding) -> QListWidgetItem:
    """The line of a finding in a list; its data is the path of the field."""
    item = QListWidgetItem(finding_text(finding))
    item.setData(Qt.ItemDataRole.UserRole, finding.path)
    _, tone = SEVERITIES[finding.severity]
    if tone != "neutral":
        item.setForeground(QColor(getattr(theme.colors(), tone)))
    return item
