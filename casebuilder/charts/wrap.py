"""Breaking a text into lines of a given width, in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_CJK: Final = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_AMOUNT: Final = "[A-Z]{3} \N{MINUS SIGN}?\\d[\\d,.]*(?: [mb]illion)?"  # TWD 2.62 million stays on one line
_PIECES: Final = re.compile(rf"\n|{_AMOUNT}| +|[{_CJK}]|[^\n {_CJK}]+")
_NEVER_FIRST: Final = frozenset("，。、；：！？）」』》〉】％…·")
_NEVER_LAST: Final = frozenset("（「『《〈【")
ELLIPSIS: Final = "…"

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Column:
    """A width, and the measure that says how wide a text is in the same unit."""

    width: float
    measure: Measure

    def wrap(self, text: str, *, most_lines: int = 0) -> list[str]:
        """The lines of `text`; with `most_lines` the rest is cut off with an ellipsis.

        English breaks at spaces, Chinese between characters but never before closing or after opening punctuation; a
        word that is wider than a line is broken anywhere.
        """
        lines = self._filled(text)
        if not most_lines or len(lines) <= most_lines:
            return self._without_stump(text, lines)
        return [*lines[: most_lines - 1], self.shortened(" ".join(lines[most_lines - 1 :]))]

    def shortened(self, text: str) -> str:
        """The longest beginning of `text` that fits with an ellipsis after it; `text` itself if it fits."""
        if self.measure(text) <= self.width:
            return text
        kept = text
        while kept and self.measure(kept.rstrip() + ELLIPSIS) > self.width:
            kept = kept[:-1]
        return kept.rstrip() + ELLIPSIS

    def _filled(self, text: str) -> list[str]:
        """Greedy lines. Widths of pieces are added up, so that each piece is measured once and not with every line."""
        lines: list[str] = []
        line, used = "", 0.0
        for piece in _unbreakable(text):
            wide = self.measure(piece)
            if piece != "\n" and used + (wide if piece.strip() else 0) <= self.width:
                line, used = (line + piece, used + wide) if line or piece.strip() else ("", 0.0)
                continue
            if line.strip() or piece == "\n":
                lines.append(line.rstrip())
            *full, line = self._broken(piece.strip())
            lines += full
            used = self.measure(line) if line else 0.0
        return [*lines, line.rstrip()] if line.strip() or not lines else lines

    def _broken(self, piece: str) -> list[str]:
        """`piece` as it is, or cut anywhere if it alone is wider than a line."""
        parts = [""]
        for character in piece if self.measure(piece) > self.width else ():
            if parts[-1] and self.measure(parts[-1] + character) > self.width:
                parts.append("")
            parts[-1] += character
        return parts if parts[0] else [piece]

    def _without_stump(self, text: str, lines: list[str]) -> list[str]:
        """The same number of lines in a narrower column where the last line would be a stump."""
        if len(lines) < 2 or self.measure(lines[-1]) > 0.3 * self.width:
            return lines
        for share in (0.75, 0.85, 0.93):
            narrower = Column(share * self.width, self.measure)._filled(text)
            if len(narrower) == len(lines):
                return narrower
        return lines


def _unbreakable(text: str) -> Iterator[str]:
    held = ""
    for piece in _PIECES.findall(text):
        if held and not (piece in _NEVER_FIRST or held[-1] in _NEVER_LAST):
            yield held
            held = ""
        held += piece
    if held:
        yield held
