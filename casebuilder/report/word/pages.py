"""Pages: sections in portrait and landscape, header and footer."""

from __future__ import annotations

import re

from casebuilder.report.outline import has_words
from casebuilder.report.tones import RULE
from casebuilder.report.word import xml
from casebuilder.report.word.context import MARGIN, Context

HEADER_DISTANCE = 680  # twips from the edge of the paper
_PLACEHOLDER = re.compile(r"\{(pages?)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


def section(context: Context, *, first: str = "") -> str:
    """The properties of a section with the present page; `first` holds the headers of the first one."""
    width, height = context.page_size
    orientation = ' w:orient="landscape"' if context.landscape else ""
    sides = "".join(f' w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{first}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar{sides} w:header="{HEADER_DISTANCE}" w:footer="{HEADER_DISTANCE}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if first else ''}</w:sectPr>"
    )


def section_end(properties: str) -> str:
    """The hair-thin paragraph that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="Break"/>{properties}</w:pPr></w:p>'


def header(context: Context) -> str:
    """The line at the head of each page: title and classification."""
    properties = context.document.properties
    left, right = context.runs(properties.title), context.runs(properties.classification, "Strong")
    return _edge("Header", "bottom", left, right)


def footer(context: Context) -> str:
    """The line at the foot of each page: organisation, version, date, page X of Y."""
    properties = context.document.properties
    words = (properties.organisation, properties.version, properties.date)
    left = context.runs(" · ".join(word for word in words if has_words(word)))
    return _edge("Footer", "top", left, _page_of_pages(context))


def _edge(style: str, side: str, left: str, right: str) -> str:
    """Two texts at both ends of a rule; in shares of the width, so that it fits upright and landscape pages alike."""
    rule = f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>{xml.paragraph(style, content, align)}</w:tc>'
        for share, content, align in ((3600, left, ""), (1400, right, '<w:jc w:val="right"/>'))
    )
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{rule}</w:tblBorders>{margins}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="6531"/><w:gridCol w:w="2540"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
        + xml.paragraph("Break", "")
    )


def _page_of_pages(context: Context) -> str:
    """ "Page 1 of 1" with fields that every program counts anew on each page."""
    return "".join(
        xml.field(_FIELDS[part], "1", context.language) if odd % 2 else context.runs(part)
        for odd, part in enumerate(_PLACEHOLDER.split(context.document.labels.page))
    )
