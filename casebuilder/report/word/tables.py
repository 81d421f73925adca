"""Data tables as XML, one string a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from casebuilder.report.blocks import Column, Table
from casebuilder.report.outline import has_words
from casebuilder.report.tones import RAISED, SHADES
from casebuilder.report.word import xml
from casebuilder.report.word.context import Context
from casebuilder.report.word.widths import broken_label, column_widths, fits, line_count

KEPT_TOGETHER: Final = 16  # lines up to which a table stays on one page; a longer one would leave half a page empty
BANDED_FROM: Final = 9  # rows
SMALL_FROM: Final = 9  # columns
POINTS: Final = 9  # type size of a table
_STYLES: Final = {"left": "TableText", "right": "TableNumber", "center": "TableCentre"}
HEADER_ROW: Final = "<w:cantSplit/><w:tblHeader/>"


def frame(style: str, widths: Sequence[int], rows: str, *, look: str, about: tuple[str, str] = ("", "")) -> str:
    """A table of fixed layout around `rows`; `about` is its title and description for people who cannot see it."""
    title, description = (
        f'<w:tbl{tag} w:val="{xml.attribute(text)}"/>' if has_words(text) else ""
        for tag, text in zip(("Caption", "Description"), about, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{title}{description}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def look(*, header: bool = True, total: bool = False, first: bool = False, bands: bool = False) -> str:
    """Which parts of the table style are switched on."""
    flags = {"firstRow": header, "lastRow": total, "firstColumn": first, "lastColumn": False, "noHBand": not bands}
    flags["noVBand"] = True
    value = sum(bit for bit, on in zip((0x20, 0x40, 0x80, 0x100, 0x200, 0x400), flags.values(), strict=True) if on)
    switches = "".join(f' w:{name}="{int(on)}"' for name, on in flags.items())
    return f'<w:tblLook w:val="{value:04X}"{switches}/>'


def cell(width: int, content: str, properties: str = "") -> str:
    """A cell; `properties` follow its width in the order of the schema."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(cells: str, properties: str = "<w:cantSplit/>") -> str:
    """A row that does not break over pages."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def fill(color: str) -> str:
    """The ground of a cell."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def table(block: Table, context: Context) -> str:
    """A data table with its caption above and its source below."""
    small = len(block.columns) >= SMALL_FROM or not fits(block, context.text_width, POINTS)
    widths = column_widths(block, context.text_width, POINTS - small)
    styles = [_STYLES[column.align] + "Small" * small for column in block.columns]
    rows = header_row(block.columns, widths, styles, context) + _body(block, widths, styles, context)
    switched = look(total=block.totals > 0, first=block.row_header, bands=len(block.rows) - block.totals >= BANDED_FROM)
    about = (block.caption, block.description or block.caption)
    body = frame("CasebuilderTable", widths, rows, look=switched, about=about)
    return caption(block.caption, context) + body + context.source(block.source)


def caption(text: str, context: Context) -> str:
    """The numbered caption above a table; nothing where there is no text."""
    return context.caption(next(context.tables), xml.KEEP_NEXT) if has_words(text) else ""


def header_row(columns: Sequence[Column], widths: Sequence[int], styles: Sequence[str], context: Context) -> str:
    """The row of labels that is repeated on every page."""
    cells = (
        cell(width, xml.paragraph(style, context.runs(broken_label(column.label, width)), xml.KEEP_NEXT))
        for column, width, style in zip(columns, widths, styles, strict=True)
    )
    return row("".join(cells), HEADER_ROW)


def _body(block: Table, widths: Sequence[int], styles: Sequence[str], context: Context) -> str:
    """The body of the table; what is the same in every row is put together once a column."""
    last = len(block.rows) - 1
    lines = sum(line_count(texts, widths, POINTS) for texts in block.rows[: KEPT_TOGETHER + 1])
    keep = xml.KEEP_NEXT if lines <= KEPT_TOGETHER else ""
    tones = {(r, c): SHADES[tone].cell for r, c, tone in block.cell_tones}
    totals = range(len(block.rows) - block.totals, last)  # the last row has the style's own look
    starts = [
        (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>', f'<w:p><w:pPr><w:pStyle w:val="{style}"/>')
        for width, style in zip(widths, styles, strict=True)
    ]
    text_of, parts = context.runs, []
    for number, texts in enumerate(block.rows):
        kept = keep if number < last or block.source else ""
        total = number in totals
        parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for column, ((start, opening), text) in enumerate(zip(starts, texts, strict=True)):
            color = tones.get((number, column)) or (RAISED if total else "")
            shade = fill(color) if color else ""
            content = text_of(text, "Strong" if total else "")
            parts.append(f"{start}{shade}</w:tcPr>{opening}{kept}</w:pPr>{content}</w:p></w:tc>")
        parts.append("</w:tr>")
    return "".join(parts)
