"""Upright lines across a picture with their words above it: the base estimate, nought, the rate in use."""

from __future__ import annotations

from collections.abc import Sequence

from casebuilder.charts import style
from casebuilder.charts.figures.sheet import Box, Pen, Sheet
from casebuilder.charts.figures.spread import Label, spread

_DASHES = (4.0, 2.0)
_LEADER = 1.6  # millimetres between the words and the picture
_BETWEEN = 2.5  # millimetres between two words


def guide_room(guides: Sequence[object]) -> float:
    """The room that guides need above a plot, in millimetres."""
    return Pen("").line_height + _LEADER if guides else 0.0


def write_guides(sheet: Sheet, box: Box, guides: Sequence[tuple[float, str]]) -> None:
    """Draw guides, each at its place in millimetres, over the plot in `box`; words that would collide move apart."""
    pen = Pen(sheet.look.text, style.LABEL_SIZE)
    widest = sheet.box.width / max(len(guides), 1) - _BETWEEN
    words = [sheet.wrapped(text, widest, pen, most_lines=1)[0] for _, text in guides]
    labels = [Label(x, sheet.width_of(word, pen) + _BETWEEN) for (x, _), word in zip(guides, words, strict=True)]
    middles = spread(labels, low=sheet.box.left - _BETWEEN / 2, high=sheet.box.right + _BETWEEN / 2)
    for (x, _), word, middle in zip(guides, words, middles, strict=True):
        bend = box.top - 0.2
        sheet.line((x, bend), (x, box.bottom), colour=sheet.look.text, width=0.9, dashes=_DASHES)
        sheet.line((middle, box.top - _LEADER), (x, bend), colour=sheet.look.text, width=0.9)
        sheet.write(word, (middle, box.top - _LEADER - 0.9), pen, align="center")
