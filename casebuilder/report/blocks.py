"""The neutral content of a document: what is said, not how a file format says it.

`plan.py` makes a `Document` from a case, its results and a framework; every writer (Word, HTML, ...) turns the same
blocks into its own format. All texts are final: already in the language of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from casebuilder.charts.types import Chart
from casebuilder.i18n import Language

Align = Literal["left", "right", "center"]
Tone = Literal["neutral", "good", "warning", "bad"]
DECISION_COLUMN: Final = 2  # of a sign-off: where the check boxes stand


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `key` is the stable name of the section, used for bookmarks (`bc_<key>`) and jumps."""

    level: int  # 1 to 3
    text: str
    key: str = ""
    appendix: bool = False  # lettered (A, B, ...) instead of numbered


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks inside stay. `style` says its role."""

    text: str
    style: Literal["body", "lead", "note", "source", "prompt"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one item a line; numbered where `ordered`."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: header (with its unit), alignment and share of the width."""

    label: str
    align: Align = "left"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the last `totals` rows are totals. Every row has one text a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    description: str = ""  # for people who cannot see it; the caption where empty
    source: str = ""
    totals: int = 0
    row_header: bool = True  # the first column names the row
    # (row, column, tone): shading beside a word, never instead of it
    cell_tones: tuple[tuple[int, int, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption; writers get the picture from `casebuilder.charts.render`."""

    chart: Chart
    caption: str
    description: str  # alternative text: the finding and the main numbers
    source: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One headline number: "NPV", "TWD 6.19 million", "5 years at 8%"."""

    label: str
    value: str
    note: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A band of headline numbers (three to six)."""

    items: tuple[KeyFigure, ...]
    description: str = ""

    @property
    def rows(self) -> tuple[tuple[KeyFigure, ...], ...]:
        """The figures as they stand: side by side up to four, in two rows beyond."""
        wide = len(self.items) if len(self.items) <= 4 else -(-len(self.items) // 2)
        return tuple(self.items[start : start + wide] for start in range(0, len(self.items), wide or 1))


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed statement: the decision that is asked for, a warning."""

    title: str
    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Card:
    """All filled fields of one record as label and text (the long form of a table row)."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks that stand on landscape pages of their own."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """The table that approvers sign: role, name, decision boxes, date, signature.

    Every row has one text a column. The boxes stand in `DECISION_COLUMN`; a text there that equals one of `decisions`
    ticks that box.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # texts; an empty text is a space to write in
    decisions: tuple[str, ...]  # labels of the check boxes: approved, with conditions, ...
    caption: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Bullets | Table | Figure | KeyFigures | Callout | Card | Landscape | SignOff | PageBreak


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: title, subtitle, organisation and a few facts (author, date, version, ...)."""

    title: str
    subtitle: str = ""
    organisation: str = ""
    classification: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; also the source of header and footer."""

    title: str
    author: str = ""
    organisation: str = ""
    subject: str = ""
    keywords: str = ""
    classification: str = ""
    version: str = ""
    date: str = ""  # as printed
    created: str = ""  # ISO 8601, fixed by the caller so that equal input gives equal bytes


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words a writer needs, in the document's language."""

    contents: str
    figure: str
    table: str
    page: str  # "Page {page} of {pages}"
    appendix: str
    source: str
    list_of_figures: str = ""
    list_of_tables: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for any writer."""

    language: Language
    properties: Properties
    labels: Labels
    cover: Cover
    blocks: tuple[Block, ...] = field(default=())
    page: Literal["A4", "Letter"] = "A4"
