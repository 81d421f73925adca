"""Cells as spreadsheets put them on the clipboard: tabs between cells, quotes around cells with tabs or line breaks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def read_cells(text: str) -> list[list[str]]:
    """The rows of cells in a clipboard text; the empty line that spreadsheets put at the end is no row."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = list(_rows(plain)) if '"' in plain else [line.split("\t") for line in plain.split("\n")]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _rows(text: str) -> Iterable[list[str]]:
    """Rows of a text with quotes; a quote inside a cell that is not quoted is a plain character."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    yield from csv.reader(io.StringIO(text), delimiter="\t", quotechar='"', doublequote=True, strict=False)


def write_cells(rows: Iterable[Sequence[str]]) -> str:
    """The cells as a clipboard text that spreadsheets read back."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
