"""Widths of table columns: shares by weight, but never so narrow that a number or a word has to break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casebuilder.report.blocks import Table

CELL_MARGINS: Final = 190  # twips, both sides and a hair
LONGEST_UNBROKEN: Final = 0.3  # share of the table that one unbroken word may claim
BOLD: Final = 1.06  # how much wider bold letters run
HEADER_EM: Final = 180  # twips
_WIDE: Final = "\u1100"  # from here on, signs take a full square
_CHINESE_SIGNS: Final = 4.0  # Chinese may break anywhere, but a column of two signs is no column
_NUMBER: Final = re.compile(r"[\d.,\s%()\u2212\u2013-]*")
_BREAKS: Final = re.compile(r"([-/（(])")
_LATIN: Final = re.compile(r"[!-~]+")


def em(text: str) -> float:
    """Rough width of `text` in ems of its type size."""
    return sum(1.0 if sign >= _WIDE else 0.63 if sign.isupper() or sign in "%@—…" else 0.51 for sign in text)


def _unbroken(text: str) -> float:
    """The width in ems of the longest piece of `text` that must not break: a number, a word, a few Chinese signs."""
    if _NUMBER.fullmatch(text):
        return em(text)
    pieces = _BREAKS.sub(r"\1 ", text).split()
    return max((_unbroken_piece(piece) for piece in pieces), default=0.0)


def _unbroken_piece(piece: str) -> float:
    if piece.isascii():
        return em(piece)
    return max(min(em(piece), _CHINESE_SIGNS), *(em(word) for word in _LATIN.findall(piece)), 0.0)


def _needed(table: Table, points: float) -> list[float]:
    """The widths below which a column would break a number or a word."""
    return [_column_needs(table, column) * points * 20 + CELL_MARGINS for column in range(len(table.columns))]


def _column_needs(table: Table, column: int) -> float:
    """The longest piece of a column in ems."""
    cells = max((_unbroken(row[column]) for row in table.rows), default=0.0)
    bold = table.row_header and not column
    return max(cells * (BOLD if bold else 1.0), _unbroken(table.columns[column].label) * BOLD)


def fits(table: Table, total: int, points: float) -> bool:
    """Whether no number and no word breaks when the table is set in `points` points."""
    return sum(_needed(table, points)) <= total


def line_count(texts: Sequence[str], widths: Sequence[int], points: float) -> int:
    """Roughly how many lines a row takes, for text of `points` points."""
    twips = points * 20
    lines = (em(text) * twips // max(width - CELL_MARGINS, 1) for text, width in zip(texts, widths, strict=True))
    return int(max(lines, default=0)) + 1


def broken_label(label: str, width: int) -> str:
    """`label` with its Chinese unit in brackets on a line of its own where both do not fit into `width` twips."""
    fits = em(label) * HEADER_EM + CELL_MARGINS <= width
    return label if fits else label.replace("（", "\n（", 1).lstrip("\n")


def column_widths(table: Table, total: int, points: float) -> list[int]:
    """Widths in twips that add up to `total`, for text of `points` points."""
    most = max(LONGEST_UNBROKEN, 1 / len(table.columns)) * total
    needed = [min(width, most) for width in _needed(table, points)]
    return _rounded(_shared([max(column.weight, 0.01) for column in table.columns], needed, total), total)


def _shared(weights: Sequence[float], needed: Sequence[float], total: float) -> list[float]:
    """Shares of `total` by weight; columns that would get less than they need take it from the others."""
    if sum(needed) >= total:
        return [total * width / sum(needed) for width in needed]
    fixed: set[int] = set()
    while True:
        rest = total - sum(needed[i] for i in fixed)
        weight = sum(w for i, w in enumerate(weights) if i not in fixed)
        widths = [needed[i] if i in fixed else rest * w / weight for i, w in enumerate(weights)]
        short = {i for i, width in enumerate(widths) if i not in fixed and width < needed[i]}
        if not short:
            return widths
        fixed |= short


def _rounded(widths: Sequence[float], total: int) -> list[int]:
    whole = [int(width) for width in widths]
    whole[-1] += total - sum(whole)
    return whole
