"""What the pieces of one document share while it is written: language, numbering, pictures, the page they are on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from casebuilder.charts.types import Chart
from casebuilder.i18n import Language
from casebuilder.report.blocks import Document
from casebuilder.report.outline import Caption, Entry, Outline, has_words
from casebuilder.report.word import xml

MARGIN: Final = 1417  # twips: 25 mm
PAGES: Final = {"A4": (11906, 16838), "Letter": (12240, 15840)}  # twips


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is part of the package already: its relationship and its size in pixels."""

    relation: str
    width: int
    height: int


@dataclass(slots=True)
class Context:
    """The state of one writing."""

    document: Document
    outline: Outline
    picture: Callable[[Chart], Picture]
    new_list: Callable[[], int]  # the numId of a numbered list that starts at 1
    landscape: bool = False
    page_break: bool = False  # the next heading starts a page
    open_sections: list[tuple[int, int]] = field(default_factory=list)  # (level, bookmark)
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    headings: Iterator[Entry] = field(init=False)
    figures: Iterator[Caption] = field(init=False)
    tables: Iterator[Caption] = field(init=False)

    def __post_init__(self) -> None:
        self.headings = iter(self.outline.headings)
        self.figures = iter(self.outline.figures)
        self.tables = iter(self.outline.tables)

    @property
    def language(self) -> Language:
        return self.document.language

    @property
    def page_size(self) -> tuple[int, int]:
        """Width and height of the present page in twips."""
        width, height = PAGES[self.document.page]
        return (height, width) if self.landscape else (width, height)

    @property
    def text_width(self) -> int:
        """The width between the margins in twips."""
        return self.page_size[0] - 2 * MARGIN

    def runs(self, text: str, style: str = "") -> str:
        """`text` as runs in the language of the document."""
        return xml.runs(text, self.language, style)

    def caption(self, entry: Caption, properties: str = "") -> str:
        """A numbered caption that lists and references can point at."""
        sequence = "Figure" if entry.anchor.startswith("_Toc_figure") else "Table"
        number = xml.field(f"SEQ {sequence} \\* ARABIC", str(entry.number), self.language, "CaptionLabel")
        content = self.runs(f"{entry.label} ", "CaptionLabel") + number + self.runs(f"\u2003{entry.text}")
        return xml.paragraph("Caption", xml.bookmark(entry.anchor, next(self.ids), content), properties)

    def source(self, text: str) -> str:
        """The line under a table or figure that says where it comes from, or room where nothing is said."""
        if not has_words(text):
            return xml.paragraph("Gap", "")
        colon = "：" if self.language == "zh_TW" else ": "
        return xml.paragraph("Source", self.runs(f"{self.document.labels.source}{colon}{text}"))
