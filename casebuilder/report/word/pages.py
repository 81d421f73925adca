"""Pages: sections in portrait and landscape, header and footer."""

from __future__ import annotations

import re
from typing import Final

from casebuilder.report.outline import has_words
from casebuilder.report.tones import RULE
from casebuilder.report.word import xml
from casebuilder.report.word.context import MARGIN, PAGES, Context
from casebuilder.report.word.widths import BOLD, em

HEADER_DISTANCE: Final = 680  # twips from the edge of the paper
WHOLE: Final = 5000  # fiftieths of a per cent
UPRIGHT: Final = PAGES["A4"][0] - 2 * MARGIN  # twips between the margins; other pages stretch it
NARROWEST: Final = 0.28  # share of one side
_PLACEHOLDER: Final = re.compile(r"\{(pages?)\}")
_FIELDS: Final = {"page": "PAGE", "pages": "NUMPAGES"}


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
    wide = em(properties.title) + em(properties.classification) * BOLD
    return _edge("Header", "bottom", (left, right), em(properties.classification) * BOLD / max(wide, 1.0))


def footer(context: Context) -> str:
    """The line at the foot of each page: organisation, version, date, page X of Y."""
    properties = context.document.properties
    words = (properties.organisation, properties.version, properties.date)
    left = context.runs(" · ".join(word for word in words if has_words(word)))
    return _edge("Footer", "top", (left, _page_of_pages(context)), 0.0)


def _edge(style: str, side: str, texts: tuple[str, str], share: float) -> str:
    """Two texts at both ends of a rule, the right one with about `share` of the width.

    All in shares, so that it fits upright and landscape pages alike.
    """
    right = round(WHOLE * min(max(share + 0.04, NARROWEST), 1 - NARROWEST))
    rule = f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    widths = (WHOLE - right, right)
    grid = "".join(f'<w:gridCol w:w="{width * UPRIGHT // WHOLE}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>{xml.paragraph(style, content, align)}</w:tc>'
        for width, content, align in zip(widths, texts, ("", '<w:jc w:val="right"/>'), strict=True)
    )
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WHOLE}" w:type="pct"/><w:tblBorders>{rule}</w:tblBorders>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>" + xml.paragraph("Break", "")
    )


def _page_of_pages(context: Context) -> str:
    """ "Page 1 of 1" with fields that every program counts anew on each page."""
    return "".join(
        xml.field(_FIELDS[part], "1", context.language) if odd % 2 else context.runs(part)
        for odd, part in enumerate(_PLACEHOLDER.split(context.document.labels.page))
    )
