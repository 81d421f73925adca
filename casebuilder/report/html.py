"""The HTML writer: one file without any address outside of it, and the preview in the window."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from casebuilder.charts.types import Chart
from casebuilder.report import text as texts
from casebuilder.report.blocks import (
    DECISION_COLUMN,
    Block,
    Bullets,
    Callout,
    Card,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Landscape,
    PageBreak,
    Paragraph,
    SignOff,
    Table,
    Tone,
)
from casebuilder.report.html_style import DARK, LIGHT, style_sheet
from casebuilder.report.outline import Caption, Entry, has_words, outline

POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
PICTURE_WIDTH: Final = 160  # mm
PICTURE_DPI: Final = 144
PREVIEW_WIDTH: Final = 640  # pixels of a picture in the window
BANDED_FROM: Final = 9  # rows


def write(
    document: Document,
    *,
    dark: bool = False,
    embed: bool = True,
    image_url: Callable[[Chart], str] | None = None,
    picture: Callable[[Chart], bytes] | None = None,
) -> str:
    """`document` as one HTML page.

    Charts stand in it as data, made by `picture` (PNG; `casebuilder.charts.render.png` where it is not given). The
    preview gives `image_url` instead, which names its own resources. With neither (`embed` false) the description of
    the chart stands in its place.
    """
    source = image_url
    if source is None and embed:
        source = _embedded(picture or _draw)
    page = _Page(document, source, fixed_width=image_url is not None)
    language = "zh-Hant-TW" if document.language == "zh_TW" else "en-GB"
    body = "".join((_cover(document), _contents(page), *_blocks(document.blocks, page)))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_one_line(document.properties.title)}</title>\n"
        f"<style>{style_sheet(DARK if dark else LIGHT)}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _draw(chart: Chart) -> bytes:
    from casebuilder.charts import render  # matplotlib is slow to import and not needed before the first picture

    return render.png(chart, width_mm=PICTURE_WIDTH, dpi=PICTURE_DPI)


def _embedded(picture: Callable[[Chart], bytes]) -> Callable[[Chart], str]:
    return lambda chart: f"data:image/png;base64,{b64encode(picture(chart)).decode('ascii')}"


@dataclass(slots=True)
class _Page:
    """The state of one writing."""

    document: Document
    image_url: Callable[[Chart], str] | None
    fixed_width: bool  # the window's view knows no maximum width
    headings: Iterator[Entry] = field(init=False)
    figures: Iterator[Caption] = field(init=False)
    tables: Iterator[Caption] = field(init=False)

    def __post_init__(self) -> None:
        order = outline(self.document)
        self.headings, self.figures, self.tables = iter(order.headings), iter(order.figures), iter(order.tables)

    def caption(self, entry: Caption, place: str) -> str:
        label = f"<b>{_one_line(entry.label)} {entry.number}</b>"
        return f'<p class="caption {place}">{label}&emsp;{_one_line(entry.text)}</p>\n'

    def source(self, text: str) -> str:
        if not has_words(text):
            return ""
        colon = "：" if self.document.language == "zh_TW" else ": "
        return f'<p class="source">{_text(self.document.labels.source + colon + text)}</p>\n'


def _text(text: str) -> str:
    """`text` cleaned and escaped, its line breaks kept."""
    return html.escape(texts.clean(text)).replace("\n", "<br>")


def _one_line(text: str) -> str:
    """`text` cleaned and escaped on one line, also for attributes."""
    return html.escape(texts.one_line(text))


def _blocks(blocks: Iterable[Block], page: _Page) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield f'<div class="landscape">\n{"".join(_blocks(block.blocks, page))}</div>\n'
        else:
            yield RENDERERS[type(block)](block, page)


def _cover(document: Document) -> str:
    page = document.cover
    top = " · ".join(_one_line(text) for text in (page.organisation, page.classification) if text.strip())
    facts = "".join(
        f'<tr><td class="label">{_text(label)}</td><td>{_text(value)}</td></tr>\n' for label, value in page.facts
    )
    parts = (
        f'<p class="label">{top}</p>\n' if top else "",
        f"<h1>{_text(page.title)}</h1>\n",
        f'<p class="subtitle">{_text(page.subtitle)}</p>\n' if page.subtitle.strip() else "",
        f'<table class="facts" cellspacing="0">\n{facts}</table>\n' if facts else "",
        *(f'<p class="note">{_text(part)}</p>\n' for part in texts.paragraphs(page.disclaimer)),
    )
    return "".join(parts)


def _contents(page: _Page) -> str:
    headings = outline(page.document).headings
    if not headings:
        return ""
    links = "".join(
        f'<p class="toc{e.level}"><a href="#{e.anchor}">{_one_line(f"{e.number} {e.text}")}</a></p>\n' for e in headings
    )
    return f'<h2 class="newpage">{_one_line(page.document.labels.contents)}</h2>\n{links}'


def _heading(block: Heading, page: _Page) -> str:
    entry = next(page.headings)
    tag = f"h{entry.level + 1}"
    return (
        f'<{tag} id="{entry.anchor}"><a name="{entry.anchor}"></a>{_one_line(f"{entry.number} {entry.text}")}</{tag}>\n'
    )


def _paragraph(block: Paragraph, page: _Page) -> str:
    kind = "" if block.style == "body" else f' class="{block.style}"'
    return "".join(f"<p{kind}>{_text(part)}</p>\n" for part in texts.paragraphs(block.text))


def _bullets(block: Bullets, page: _Page) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{_text(item)}</li>\n" for item in block.items)
    return f"<{tag}>\n{items}</{tag}>\n"


def _cell(tag: str, text: str, *classes: str, align: str = "left") -> str:
    names = " ".join(name for name in (*classes, "" if align == "left" else align) if name)
    scope = ' scope="col"' if tag == "th" else ""
    return f'<{tag}{scope} class="{names}" align="{align}">{text}</{tag}>' if names else f"<{tag}{scope}>{text}</{tag}>"


def _data_table(head: Iterable[str], rows: Iterable[str], about: str) -> str:
    return (
        f'<table class="data" width="100%" cellspacing="0" title="{_one_line(about)}">\n'
        f"<thead><tr>{''.join(head)}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table>\n"
    )


def _table(block: Table, page: _Page) -> str:
    tones: dict[tuple[int, int], Tone] = {(row, column): tone for row, column, tone in block.cell_tones}
    totals = len(block.rows) - block.totals
    banded = totals >= BANDED_FROM

    def row(number: int, texts_of_row: tuple[str, ...]) -> str:
        kind = "total" if number >= totals else "band" if banded and number % 2 else ""
        cells = (
            _cell(
                "td",
                _text(text),
                tones.get((number, index), ""),
                "first" if block.row_header and not index else "",
                align=column.align,
            )
            for index, (column, text) in enumerate(zip(block.columns, texts_of_row, strict=True))
        )
        return f'<tr class="{kind}">{"".join(cells)}</tr>\n'

    caption = page.caption(next(page.tables), "over") if has_words(block.caption) else ""
    head = (_cell("th", _text(column.label), align=column.align) for column in block.columns)
    body = _data_table(head, (row(*pair) for pair in enumerate(block.rows)), block.description or block.caption)
    return caption + body + page.source(block.source)


def _figure(block: Figure, page: _Page) -> str:
    description = _one_line(block.description or block.caption or block.chart.frame.title)
    if page.image_url is None:
        shown = f'<p class="prompt">{description}</p>\n'
    else:
        width = f' width="{PREVIEW_WIDTH}"' if page.fixed_width else ""
        shown = (
            f'<p class="picture"><img src="{_one_line(page.image_url(block.chart))}"{width} alt="{description}"></p>\n'
        )
    caption = page.caption(next(page.figures), "under") if has_words(block.caption) else ""
    return shown + caption + page.source(block.source)


def _key_figures(block: KeyFigures, page: _Page) -> str:
    def cell(item: KeyFigure) -> str:
        value = f'<span class="value {item.tone}-text">{_text(item.value)}</span>'
        note = f'<br><span class="label">{_text(item.note)}</span>' if item.note.strip() else ""
        return f'<td><span class="label"><b>{_text(item.label)}</b></span><br>{value}{note}</td>'

    rows = "".join(f"<tr>{''.join(map(cell, items))}</tr>" for items in block.rows)
    about = _one_line(block.description)
    return f'<table class="figures" width="100%" cellspacing="6" title="{about}">{rows}</table>\n'


def _callout(block: Callout, page: _Page) -> str:
    text = "<br>".join(map(_text, texts.paragraphs(block.text)))
    title = f'<b class="{block.tone}-text">{_text(block.title)}</b><br>' if block.title.strip() else ""
    return (
        '<table class="box" width="100%" cellspacing="0"><tr>'
        f'<td class="edge {block.tone}-edge" width="4"></td><td class="{block.tone}">{title}{text}</td></tr></table>\n'
    )


def _card(block: Card, page: _Page) -> str:
    rows = "".join(
        f'<tr><td class="label" width="28%">{_text(label)}</td><td>{_text(value)}</td></tr>\n'
        for label, value in block.rows
    )
    head = f'<th colspan="2" align="left">{_text(block.title)}</th>'
    return _data_table((head,), (rows,), block.title)


def _sign_off(block: SignOff, page: _Page) -> str:
    def content(index: int, text: str) -> str:
        if index != DECISION_COLUMN or not block.decisions:
            return _text(text)
        return "<br>".join(f"{'☒' if label == text else '☐'} {_text(label)}" for label in block.decisions)

    rows = (f"<tr>{''.join(_cell('td', content(*pair)) for pair in enumerate(row))}</tr>\n" for row in block.rows)
    caption = page.caption(next(page.tables), "over") if has_words(block.caption) else ""
    return caption + _data_table((_cell("th", _text(label)) for label in block.columns), rows, block.caption)


def _page_break(block: PageBreak, page: _Page) -> str:
    return '<div class="newpage"></div>\n'


RENDERERS: Final[dict[type, Callable[[Any, _Page], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Figure: _figure,
    KeyFigures: _key_figures,
    Callout: _callout,
    Card: _card,
    SignOff: _sign_off,
    PageBreak: _page_break,
}
