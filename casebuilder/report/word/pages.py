"""Pages: sections in portrait and landscape, header and footer."""

from __future__ import annotations

import re

from casebuilder.report.blocks import Document
from casebuilder.report.word import xml
from casebuilder.report.word.context import MARGIN, PAGES, Context

HEADER_DISTANCE = 680  # twips from the edge of the paper
_RIGHT_TAB = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
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


def header(document: Document) -> str:
    """The line at the head of each page: title and classification."""
    properties = document.properties
    left = xml.runs(properties.title, document.language)
    return xml.paragraph("Header", left + _RIGHT_TAB + xml.runs(properties.classification, document.language, "Strong"))


def footer(document: Document) -> str:
    """The line at the foot of each page: organisation, version, date, page X of Y."""
    properties = document.properties
    words = (properties.organisation, properties.version, properties.date)
    left = xml.runs(" · ".join(word for word in words if word.strip()), document.language)
    return xml.paragraph("Footer", left + _RIGHT_TAB + _page_of_pages(document))


def _page_of_pages(document: Document) -> str:
    """ "Page 1 of 1" with fields that every program counts anew on each page."""
    parts = enumerate(_PLACEHOLDER.split(document.labels.page))
    return "".join(
        xml.field(_FIELDS[part], xml.runs("1", document.language)) if odd % 2 else xml.runs(part, document.language)
        for odd, part in parts
    )
