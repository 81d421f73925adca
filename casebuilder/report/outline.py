"""The order of a document: numbers and anchors of its headings, figures and tables, the same for every writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from casebuilder.i18n import Language
from casebuilder.report.blocks import Block, Document, Figure, Heading, Landscape, SignOff, Table
from casebuilder.report.text import one_line

LONGEST_ANCHOR: Final = 40  # of a bookmark in Word
APPENDIX_NUMBER: Final[dict[Language, str]] = {"en": "{word} {letter} –", "zh_TW": "{word} {letter}"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in its place: `number` is "2.1", "Appendix A –" or "A.1"; `anchor` is its bookmark."""

    level: int
    number: str
    text: str
    anchor: str
    appendix: bool

    @property
    def lettered(self) -> bool:
        """True for the first heading of an appendix."""
        return self.appendix and self.level == 1


@dataclass(frozen=True, slots=True)
class Caption:
    """A numbered caption: "Table", 3, its text and its bookmark."""

    label: str
    number: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that a contents list needs, in the order of the document."""

    headings: tuple[Entry, ...]
    figures: tuple[Caption, ...]
    tables: tuple[Caption, ...]


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in order, those on landscape pages in their place."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from flat(block.blocks)
        else:
            yield block


def outline(document: Document) -> Outline:
    """Number the headings, figures and tables of `document`; a caption without text gets no number."""
    blocks = tuple(flat(document.blocks))
    labels = document.labels
    return Outline(
        headings=tuple(_headings((b for b in blocks if isinstance(b, Heading)), appendix_number(document, "{letter}"))),
        figures=_captions((b.caption for b in blocks if isinstance(b, Figure)), labels.figure, "figure"),
        tables=_captions((b.caption for b in blocks if isinstance(b, Table | SignOff)), labels.table, "table"),
    )


def has_words(text: str) -> bool:
    """False for a text of which nothing can be shown: a caption without words gets no number, a source no line."""
    return bool(one_line(text))


def _captions(texts: Iterable[str], label: str, kind: str) -> tuple[Caption, ...]:
    numbered = enumerate(filter(has_words, texts), 1)
    return tuple(Caption(label, number, one_line(text), f"_Toc_{kind}_{number}") for number, text in numbered)


def appendix_number(document: Document, letter: str) -> str:
    """What stands before the heading of the appendix `letter`."""
    return APPENDIX_NUMBER[document.language].format(word=one_line(document.labels.appendix), letter=letter)


def _headings(headings: Iterable[Heading], pattern: str) -> Iterator[Entry]:
    counts = {False: [0, 0, 0], True: [0, 0, 0]}
    appendix = False
    used: set[str] = set()
    for position, heading in enumerate(headings, 1):
        # what follows the heading of an appendix belongs to it, whether or not it says so itself
        appendix = heading.appendix or (appendix and heading.level > 1)
        numbers = counts[appendix]
        numbers[heading.level - 1] += 1
        numbers[heading.level :] = [0] * (3 - heading.level)
        yield Entry(
            level=heading.level,
            number=_number(numbers[: heading.level], pattern if appendix else ""),
            text=one_line(heading.text),
            anchor=_anchor(heading.key or f"section_{position}", used),
            appendix=appendix,
        )


def _number(numbers: list[int], appendix: str) -> str:
    if not appendix:
        return ".".join(map(str, numbers))
    letter = _letters(numbers[0])
    return appendix.replace("{letter}", letter) if len(numbers) == 1 else ".".join((letter, *map(str, numbers[1:])))


def _letters(number: int) -> str:
    """A to Z, then AA, BB, ..., as Word counts letters; a part without a first heading stays at A."""
    turns, index = divmod(max(number, 1) - 1, 26)
    return chr(ord("A") + index) * (turns + 1)


def _anchor(key: str, used: set[str]) -> str:
    stem = "bc_" + re.sub(r"\W", "_", key, flags=re.ASCII)
    anchor, turn = stem[:LONGEST_ANCHOR], 2
    while anchor.lower() in used:  # names of bookmarks do not tell capitals apart
        ending = f"_{turn}"
        anchor, turn = stem[: LONGEST_ANCHOR - len(ending)] + ending, turn + 1
    used.add(anchor.lower())
    return anchor
