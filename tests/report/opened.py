"""A written Word document, opened again from the outside: its parts as XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from lxml import etree

from casebuilder.i18n import Language
from casebuilder.report import word
from casebuilder.report.blocks import Block, Document
from tests.report import sample_case, samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "w": W.strip("{}"),
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Opened:
    """The parts of a .docx file."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))

    def part(self, name: str) -> Any:
        """A part of the package, parsed."""
        return etree.fromstring(self.archive.read(name))

    @cached_property
    def body(self) -> Any:
        return self.part("word/document.xml").find(f"{W}body")

    def find(self, path: str) -> list[Any]:
        """What an XPath finds in the body."""
        found = self.body.xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return found

    def styled(self, *styles: str) -> Iterator[Any]:
        """The paragraphs in any of these styles, in order."""
        return (p for p in self.body.iter(f"{W}p") if style_of(p) in styles)

    def texts(self, *styles: str) -> list[str]:
        """The texts of the paragraphs in any of these styles."""
        return [text_of(paragraph) for paragraph in self.styled(*styles)]


def style_of(paragraph: Any) -> str:
    """The styleId of a paragraph."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def text_of(element: Any) -> str:
    """The text of an element as a reader sees it: tabs and line breaks as signs."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = (child for run in element.iter(f"{W}r") for child in run)
    return "".join(child.text or "" if child.tag == f"{W}t" else signs.get(child.tag, "") for child in runs)


def written(*blocks: Block, language: Language = "en") -> Opened:
    """A small document around `blocks`, written and opened."""
    return opened(samples.document(*blocks, language=language))


def opened(document: Document) -> Opened:
    """`document` written with pictures that cost nothing, and opened."""
    return Opened(word.to_bytes(document, picture=samples.fake_picture))


@cache
def full(language: Language) -> Opened:
    """The document with every block, written once."""
    return opened(sample_case.full(language))
