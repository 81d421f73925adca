"""The colours of a document, one place for every writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casebuilder.report.blocks import Tone

ACCENT: Final = "1B5E9E"
INK: Final = "1B2430"
MUTED: Final = "55606E"
RULE: Final = "C9D0D9"
RAISED: Final = "EDF0F4"  # totals
PALE: Final = "F5F7FA"  # every second row, headline figures


@dataclass(frozen=True, slots=True)
class Shade:
    """How a tone looks: border and title, the ground of a box, the ground of a table cell."""

    edge: str
    box: str
    cell: str


SHADES: Final[dict[Tone, Shade]] = {
    "neutral": Shade(ACCENT, "EEF4FA", RAISED),
    "good": Shade("1E7B45", "EAF5EE", "DDF0E4"),
    "warning": Shade("8A5A00", "FCF4E3", "FBEBC8"),
    "bad": Shade("B3261E", "FCECEA", "F9DAD7"),
}
