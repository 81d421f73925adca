"""The Word writer: neutral blocks in, a .docx file out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from casebuilder.charts.types import Chart
from casebuilder.files import write_beside
from casebuilder.i18n import N_
from casebuilder.report import Cancelled
from casebuilder.report.blocks import Block, Document, Figure
from casebuilder.report.outline import flat, outline
from casebuilder.report.word import package as packaging
from casebuilder.report.word.body import body
from casebuilder.report.word.context import Context
from casebuilder.report.word.front import front

Progress = Callable[[float, str], None]
FIGURE_WEIGHT: Final = 20  # a picture takes about as long as so many other blocks
PICTURE_WIDTH: Final = 160  # mm
PICTURE_DPI: Final = 200
MESSAGES: Final = (N_("Drawing charts"), N_("Writing text and tables"), N_("Saving the document"))


def write(
    document: Document,
    path: Path,
    *,
    picture: Callable[[Chart], bytes] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write `document` to `path` in one step, so that an older file there stays whole whatever happens.

    `picture` gives a chart as PNG and is `casebuilder.charts.render.png` where it is not given. `progress` gets a share
    from 0 to 1 and an English message id. Raises UserError where the file cannot be written, Cancelled when `cancelled`
    says so.
    """
    write_beside(path, to_bytes(document, picture=picture, progress=progress, cancelled=cancelled))
    if progress:
        progress(1.0, MESSAGES[2])


def to_bytes(
    document: Document,
    *,
    picture: Callable[[Chart], bytes] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """`document` as the bytes of a .docx file; equal documents give equal bytes."""
    package = packaging.open_base()
    draw = picture or _draw
    context = Context(
        document,
        outline(document),
        picture=lambda chart: packaging.add_picture(package, draw(chart)),
        new_list=lambda: packaging.new_list(package),
    )
    step = _Steps(document, progress, cancelled)
    parts = [front(context)]
    for block, part in body(context, packaging.header_references(package)):
        parts.append(part)
        step.done(block)
    packaging.set_body(package, "".join(parts))
    packaging.set_language(package, document)
    packaging.set_header_and_footer(package, context)
    packaging.set_properties(package, document)
    return packaging.archive(package)


def _draw(chart: Chart) -> bytes:
    from casebuilder.charts import render  # matplotlib is slow to import and not needed before the first picture

    return render.png(chart, width_mm=PICTURE_WIDTH, dpi=PICTURE_DPI)


class _Steps:
    """Tells how far the writing is, and stops it when it is no longer wanted."""

    def __init__(self, document: Document, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._total = sum(map(_weight, flat(document.blocks))) + FIGURE_WEIGHT  # the rest is saving
        self._so_far = 0

    def done(self, block: Block | None) -> None:
        """`block` is written; raises Cancelled where nobody waits for the rest."""
        if self._cancelled and self._cancelled():
            raise Cancelled
        self._so_far += _weight(block)
        if self._progress:
            self._progress(self._so_far / self._total, MESSAGES[0 if isinstance(block, Figure) else 1])


def _weight(block: Block | None) -> int:
    return FIGURE_WEIGHT if isinstance(block, Figure) else int(block is not None)
