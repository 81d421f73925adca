"""The blocks of a document as XML: one function a kind of block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from casebuilder.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Figure,
    Heading,
    KeyFigures,
    Landscape,
    PageBreak,
    Paragraph,
    SignOff,
    Table,
)
from casebuilder.report.outline import flat, has_words
from casebuilder.report.text import paragraphs
from casebuilder.report.word import xml
from casebuilder.report.word.cards import card, key_figures, sign_off
from casebuilder.report.word.context import Context
from casebuilder.report.word.pages import section, section_end
from casebuilder.report.word.tables import table

FIGURE_WIDTH: Final = 5_760_000  # English metric units: 160 mm
PAGE_BREAK: Final = "<w:pageBreakBefore/>"
NO_ROOM_ABOVE: Final = '<w:spacing w:before="0"/>'
ROOM_UNDER_A_FIGURE: Final = '<w:spacing w:before="80"/>'
PARAGRAPH_STYLES: Final = {
    "body": "BodyText",
    "lead": "Lead",
    "note": "Note",
    "source": "Source",
    "prompt": "Prompt",
}


def body(context: Context, references: str) -> Iterator[tuple[Block | None, str]]:
    """Each block with its XML, then (None, XML) for the end; `references` are the headers of the first section."""
    context.page_break = True  # what follows the contents starts on a page of its own
    *earlier, last = stretches(context.document.blocks)
    for landscape, blocks in earlier:
        context.landscape = landscape
        yield from _blocks(blocks, context)
        yield None, section_end(section(context, first=references))
        context.page_break, references = False, ""
    context.landscape = last[0]
    yield from _blocks(last[1], context)
    yield None, _end_sections(0, context) + section(context, first=references)


def stretches(blocks: Iterable[Block]) -> list[tuple[bool, list[Block]]]:
    """Blocks gathered by the way their pages lie: (landscape, blocks), beginning with an upright stretch."""
    result: list[tuple[bool, list[Block]]] = [(False, [])]
    for block in blocks:
        landscape = isinstance(block, Landscape)
        if landscape != result[-1][0] and not isinstance(block, PageBreak):  # a turned page is a new page anyway
            result.append((landscape, []))
        result[-1][1].extend(flat((block,)))
    return result


def _blocks(blocks: Iterable[Block], context: Context) -> Iterator[tuple[Block | None, str]]:
    for block in blocks:
        if isinstance(block, PageBreak):
            context.page_break = True
        else:
            yield block, _break_before(block, context) + RENDERERS[type(block)](block, context)


def _break_before(block: Block, context: Context) -> str:
    """The page break that waits for `block`; a heading carries it itself."""
    if not context.page_break or isinstance(block, Heading):
        return ""
    context.page_break = False
    return xml.paragraph("Break", "", PAGE_BREAK)


def _heading(block: Heading, context: Context) -> str:
    """The heading, numbered by its style; its bookmark reaches to the next heading of its level or above."""
    entry = next(context.headings)
    ended = _end_sections(entry.level, context)
    identifier = next(context.ids)
    context.open_sections.append((entry.level, identifier))
    style = "Heading" if not entry.appendix else "AppendixHeading"
    level = "" if entry.lettered else str(entry.level)
    properties = PAGE_BREAK + NO_ROOM_ABOVE if context.page_break else ""
    context.page_break = False
    content = xml.bookmark_start(entry.anchor, identifier) + context.runs(entry.text)
    return ended + xml.paragraph(f"{style}{level}", content, properties)


def _end_sections(level: int, context: Context) -> str:
    """Close the bookmarks of all open sections at or below `level`."""
    ended = []
    while context.open_sections and context.open_sections[-1][0] >= level:
        ended.append(xml.bookmark_end(context.open_sections.pop()[1]))
    return "".join(ended)


def _paragraph(block: Paragraph, context: Context) -> str:
    style = PARAGRAPH_STYLES[block.style]
    return "".join(xml.paragraph(style, context.runs(part)) for part in paragraphs(block.text))


def _bullets(block: Bullets, context: Context) -> str:
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{context.new_list()}"/></w:numPr>' if block.ordered else ""
    style = "ListNumber" if block.ordered else "ListBullet"
    return "".join(xml.paragraph(style, context.runs(item.strip()), number) for item in block.items)


def _callout(block: Callout, context: Context) -> str:
    """A box: one paragraph, so that it never falls apart."""
    style = "Callout" if block.tone == "neutral" else f"Callout{block.tone.title()}"
    text = "\n".join(paragraphs(block.text))
    gap = "<w:r><w:br/></w:r>" if block.title.strip() and text else ""
    return xml.paragraph(style, context.runs(block.title, f"{style}Title") + gap + context.runs(text))


def _figure(block: Figure, context: Context) -> str:
    picture = context.picture(block.chart)
    height = FIGURE_WIDTH * picture.height // picture.width
    size = f'cx="{FIGURE_WIDTH}" cy="{height}"'
    identifier = next(context.ids)
    description = xml.attribute(block.description or block.caption or block.chart.frame.title) or "-"
    about = f'id="{identifier}" name="Picture {identifier}" descr="{description}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {about}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture.relation}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    keep = xml.KEEP_NEXT if has_words(block.source) else ""
    caption = context.caption(next(context.figures), keep + ROOM_UNDER_A_FIGURE) if has_words(block.caption) else ""
    return xml.paragraph("Figure", drawing) + caption + context.source(block.source)


RENDERERS: Final[dict[type, Callable[[Any, Context], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Callout: _callout,
    Figure: _figure,
    Table: table,
    KeyFigures: key_figures,
    Card: card,
    SignOff: sign_off,
}
