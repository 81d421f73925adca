"""Widths of table columns: shares by weight, but never so narrow that a number or a word has to break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casebuilder.report.blocks import Table

CELL_MARGINS: Final = 190  # twips, both sides and a hair
HALVINGS: Final = 40  # to find the scale at which the shares add up
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
    most_of_a_word = max(LONGEST_UNBROKEN, 1 / len(table.columns)) * total
    least = [min(width, most_of_a_word) for width in _needed(table, points)]
    most = [max(width, needed) for width, needed in zip(_used(table, points), least, strict=True)]
    weights = [max(column.weight, 0.01) for column in table.columns]
    return _rounded(_shared(weights, least, most, total), total)


def _used(table: Table, points: float) -> list[float]:
    """The widths beyond which a column would only hold blank paper: its longest text on one line."""
    columns = ((column.label, *(row[i] for row in table.rows)) for i, column in enumerate(table.columns))
    return [em(max(texts, key=len)) * BOLD * points * 20 + CELL_MARGINS for texts in columns]


def _shared(weights: Sequence[float], least: Sequence[float], most: Sequence[float], total: float) -> list[float]:
    """Shares of `total` by weight, none under `least`, and none over `most` while another column has need of it."""
    if sum(least) >= total:
        return [total * width / sum(least) for width in least]
    spare = total - sum(most)
    if spare >= 0:
        return [width + spare * weight / sum(weights) for width, weight in zip(most, weights, strict=True)]

    def shares(scale: float) -> list[float]:
        return [min(max(w * scale, low), high) for w, low, high in zip(weights, least, most, strict=True)]

    low, high = 0.0, total / min(weights)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(shares(middle)) < total else (low, middle)
    return shares(low)


def weighted_widths(weights: Sequence[float], total: int) -> list[int]:
    """Widths in twips that add up to `total`, by weight alone: for tables that are filled in by hand."""
    return _rounded([total * weight / sum(weights) for weight in weights], total)


def _rounded(widths: Sequence[float], total: int) -> list[int]:
    whole = [int(width) for width in widths]
    whole[-1] += total - sum(whole)
    return whole
