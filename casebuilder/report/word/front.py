"""What stands before the first section: cover, contents, lists of figures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from casebuilder.report.outline import Caption, Entry
from casebuilder.report.text import paragraphs
from casebuilder.report.tones import ACCENT
from casebuilder.report.word import xml
from casebuilder.report.word.context import MARGIN, Context
from casebuilder.report.word.tables import cell, fill
from casebuilder.report.word.widths import em

BAND_HEIGHT: Final = 4800  # twips
MOST_ROOM: Final = 4300  # twips above the band
ROOM_OF_A_FACT: Final = 470  # twips, taken from the room above
LONG_TITLE: Final = 34  # ems that fit on about two lines of the large size
KEPT_TOGETHER: Final = 12  # entries of a list that stays on one page
TAB: Final = "<w:r><w:tab/></w:r>"


def front(context: Context) -> str:
    """Cover, contents, list of figures, list of tables."""
    labels, outline = context.document.labels, context.outline
    figures = _captions(outline.figures, labels.list_of_figures, "Figure", context)
    tables = _captions(outline.tables, labels.list_of_tables, "Table", context)
    return _cover(context) + _contents(context) + figures + tables


def _cover(context: Context) -> str:
    """Organisation and classification, a band with the title, the facts, the disclaimer."""
    page = context.document.cover
    top = context.runs(page.organisation)
    if page.classification.strip():
        top += TAB + context.runs(page.classification, "CoverMark")
    facts = (
        xml.paragraph("CoverFact", context.runs(label, "CoverLabel") + TAB + context.runs(value))
        for label, value in page.facts
    )
    disclaimer = (xml.paragraph("CoverNote", context.runs(part)) for part in paragraphs(page.disclaimer))
    room = max(MOST_ROOM - ROOM_OF_A_FACT * len(page.facts), 0)
    line = xml.paragraph("CoverLine", top, _right_tab(context))
    above, below = xml.paragraph("CoverGap", "", f'<w:spacing w:after="{room}"/>'), xml.paragraph("CoverGap", "")
    return "".join(chain((line, above, _band(context), below), facts, disclaimer))


def _right_tab(context: Context) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{context.text_width}"/></w:tabs>'


def _band(context: Context) -> str:
    """A coloured band from edge to edge of the page, with the title on it."""
    page, width = context.document.cover, context.page_size[0]
    small = "Small" if em(page.title) > LONG_TITLE else ""
    content = xml.paragraph("Title", context.runs(page.title, f"OnAccent{small}"))
    content += xml.paragraph("Subtitle", context.runs(page.subtitle, "OnAccent")) if page.subtitle.strip() else ""
    sides = "".join(f'<w:{side} w:w="{MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    properties = f'{fill(ACCENT)}<w:tcMar>{sides}</w:tcMar><w:vAlign w:val="center"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="{-MARGIN}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{BAND_HEIGHT}" w:hRule="atLeast"/></w:trPr>'
        f"{cell(width, content, properties)}</w:tr></w:tbl>"
    )


def _contents(context: Context) -> str:
    """The contents with their real entries, inside the control that offers to update them in Word."""
    entries = [_entry(entry, context) for entry in context.outline.headings]
    if not entries:
        return ""
    heading = xml.paragraph("TOCHeading", context.runs(context.document.labels.contents))
    inner = heading + _listed('TOC \\o "1-3" \\n \\h \\z \\u', entries)
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{next(context.ids)}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def _entry(entry: Entry, context: Context) -> tuple[str, str]:
    gap = '<w:r><w:t xml:space="preserve"> </w:t></w:r>' if entry.lettered else TAB
    content = context.runs(entry.number) + gap + context.runs(entry.text)
    return f"TOC{entry.level}", xml.link(entry.anchor, content)


def _captions(captions: Sequence[Caption], title: str, sequence: str, context: Context) -> str:
    """A list of figures or tables; nothing where there are none, or where the document wants none."""
    if not captions or not title.strip():
        return ""
    texts = (f"{caption.label} {caption.number}\u2003{caption.text}" for caption in captions)
    entries = [
        ("TableOfFigures", xml.link(caption.anchor, context.runs(text)))
        for caption, text in zip(captions, texts, strict=True)
    ]
    return xml.paragraph("ListHeading", context.runs(title)) + _listed(f'TOC \\n \\h \\z \\c "{sequence}"', entries)


def _listed(instruction: str, entries: Sequence[tuple[str, str]]) -> str:
    """Paragraphs (style, content) as the result of one field."""
    contents = [content for _, content in entries]
    contents[0] = xml.field_start(instruction) + contents[0]
    contents[-1] += xml.field_end()
    keep = xml.KEEP_NEXT if len(entries) <= KEPT_TOGETHER else ""
    keeps = [keep] * (len(entries) - 1) + [""]
    styles = (style for style, _ in entries)
    return "".join(map(xml.paragraph, styles, contents, keeps))
