"""One place that makes any string fit for a document: what XML or a reader cannot take is dropped."""

from __future__ import annotations

import re
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_PLANES: Final = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_ILLEGAL: Final = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def clean(text: str) -> str:
    """`text` without control characters, lone surrogates and noncharacters; every kind of line end becomes `\\n`.

    Word's own line break (vertical tab) and page break (form feed), as pasted text carries them, count as line ends.
    """
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` cleaned and on one line, for headings, captions, attributes and properties."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, cleaned: blank lines part them, single line breaks stay inside."""
    return [part for part in _BLANK_LINES.split(clean(text).strip("\n")) if part.strip()]
