"""Tables that are not data: one record as a card, the band of headline figures, the sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casebuilder.report.blocks import DECISION_COLUMN, Card, Column, KeyFigure, KeyFigures, SignOff
from casebuilder.report.text import paragraphs
from casebuilder.report.tones import PALE, SHADES
from casebuilder.report.word import xml
from casebuilder.report.word.context import Context
from casebuilder.report.word.tables import HEADER_ROW, caption, cell, fill, frame, header_row, look, row
from casebuilder.report.word.widths import em, weighted_widths

KEPT_TOGETHER: Final = 1200  # signs of a card that stays on one page
LABEL_SHARE: Final = 0.28
VALUE_SIZE: Final = 18 * 20  # twips
VALUE_MARGINS: Final = 300  # twips
SIGN_ROW_HEIGHT: Final = 850  # twips: room for a signature
DECISION_WEIGHT: Final = 1.6  # the labels of the boxes are longer than a name or a date
_BOX_FONT: Final = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'


def card(block: Card, context: Context) -> str:
    """One record: its title over two columns, then label and text."""
    label = int(context.text_width * LABEL_SHARE)
    widths = (label, context.text_width - label)
    whole = sum(len(text) for _, text in block.rows) <= KEPT_TOGETHER
    title = xml.paragraph("TableText", context.runs(block.title), xml.KEEP_NEXT)
    rows = [row(cell(sum(widths), title, '<w:gridSpan w:val="2"/>'), HEADER_ROW)]
    for number, texts in enumerate(block.rows, 1):
        keep = xml.KEEP_NEXT if whole and number < len(block.rows) else ""
        contents = (_cell_text(text, context, keep) for text in texts)
        rows.append(row("".join(map(cell, widths, contents)), "<w:cantSplit/>" if whole else ""))
    body = frame("CasebuilderCards", widths, "".join(rows), look=look(first=True), about=(block.title, block.title))
    return body + context.source("")


def _cell_text(text: str, context: Context, keep: str) -> str:
    """The paragraphs of a cell; a cell has one even where it says nothing."""
    return "".join(xml.paragraph("TableText", context.runs(part), keep) for part in paragraphs(text) or [""])


def key_figures(block: KeyFigures, context: Context) -> str:
    """The band of headline numbers."""
    if not block.items:
        return ""
    columns = len(block.rows[0])
    width = context.text_width // columns
    size = "Long" if any(em(item.value) * VALUE_SIZE > width - VALUE_MARGINS for item in block.items) else ""
    empty = cell(width, xml.paragraph("KeyFigureNote", ""))
    rows = "".join(
        row("".join(_key_figure(item, width, size, context) for item in items) + empty * (columns - len(items)))
        for items in block.rows
    )
    description = block.description or "; ".join(f"{item.label}: {item.value}" for item in block.items)
    about = (block.items[0].label, description)
    return frame("CasebuilderFigures", [width] * columns, rows, look=look(header=False), about=about) + context.source(
        ""
    )


def _key_figure(item: KeyFigure, width: int, size: str, context: Context) -> str:
    toned = f"KeyFigure{item.tone.title()}"
    content = xml.paragraph("KeyFigureLabel", context.runs(item.label))
    content += xml.paragraph(f"KeyFigureValue{size}", context.runs(item.value, toned))
    content += xml.paragraph("KeyFigureNote", context.runs(item.note))
    edge = f'<w:top w:val="single" w:sz="18" w:space="0" w:color="{SHADES[item.tone].edge}"/>'
    return cell(width, content, f"<w:tcBorders>{edge}</w:tcBorders>{fill(PALE)}")


def sign_off(block: SignOff, context: Context) -> str:
    """The table that approvers sign, with a box to tick for each decision."""
    columns = tuple(map(Column, block.columns))
    weights = [DECISION_WEIGHT if place == DECISION_COLUMN else 1.0 for place in range(len(columns))]
    widths = weighted_widths(weights, context.text_width)
    rows = [header_row(columns, widths, ["TableText"] * len(columns), context)]
    height = f'<w:cantSplit/><w:trHeight w:val="{SIGN_ROW_HEIGHT}" w:hRule="atLeast"/>'
    for number, texts in enumerate(block.rows, 1):
        keep = xml.KEEP_NEXT if number < len(block.rows) else ""
        contents = _sign_cells(block, texts, context, keep)
        cells = (cell(width, text, '<w:vAlign w:val="center"/>') for width, text in zip(widths, contents, strict=True))
        rows.append(row("".join(cells), height))
    about = (block.caption, block.caption)
    body = frame("CasebuilderTable", widths, "".join(rows), look=look(first=True), about=about)
    return caption(block.caption, context) + body + context.source("")


def _sign_cells(block: SignOff, texts: tuple[str, ...], context: Context, keep: str) -> Iterator[str]:
    for position, text in enumerate(texts):
        if position == DECISION_COLUMN:
            yield "".join(
                xml.paragraph("TableText", _box(label, context, ticked=label == text) + context.runs(f" {label}"), keep)
                for label in block.decisions
            ) or xml.paragraph("TableText", context.runs(text), keep)
        else:
            yield xml.paragraph("TableText", context.runs(text), keep)


def _box(label: str, context: Context, *, ticked: bool) -> str:
    """A check box that can be ticked in Word."""
    signs = (("checked", "2612"), ("unchecked", "2610"))
    state = "".join(f'<w14:{name}State w14:val="{sign}" w14:font="MS Gothic"/>' for name, sign in signs)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{xml.attribute(label)[:60]}"/><w:id w:val="{next(context.ids)}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>{state}</w14:checkbox></w:sdtPr><w:sdtContent>'
        f"<w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
    )
