"""The styles of the base document, as data: `make_base_docx.py` turns them into styles.xml.

Widths and distances are in twentieths of a point (1 mm = 56.7), type sizes in half points, as the file format has them.
The children of `ppr` and `rpr` stand in the order that the schema asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from casebuilder.report.blocks import Tone
from casebuilder.report.tones import ACCENT, INK, MUTED, PALE, RAISED, RULE, SHADES

LATIN_FONT: Final = "Calibri"
ASIAN_FONT: Final = "Microsoft JhengHei"
TEXT_WIDTH: Final = 9071  # A4 less two margins of 25 mm


@dataclass(frozen=True, slots=True)
class Style:
    """One style; `ppr` and `rpr` are the inner XML of its paragraph and run properties."""

    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = "Normal"
    following: str = ""  # styleId of the paragraph after it
    kind: Literal["paragraph", "character"] = "paragraph"
    built_in: bool = False
    quick: bool = True

    @property
    def id(self) -> str:
        """The styleId, made from the name as Word makes it."""
        words = self.name.replace("toc ", "TOC ").split()
        return "".join(word[0].upper() + word[1:] for word in words)


def size(points: float) -> str:
    """A type size for Latin, East Asian and complex text."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def color(value: str) -> str:
    """A text colour."""
    return f'<w:color w:val="{value}"/>'


def spacing(before: int = 0, after: int = 0, line: int = 240) -> str:
    """Room above and below, and the line height in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _exact(points: float, before: int, after: int) -> str:
    """Lines of a fixed height: Chinese and Latin stand on one line, and lists are as long in both languages."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{round(points * 20)}" w:lineRule="exact"/>'


BOLD: Final = "<w:b/><w:bCs/>"
KEEP: Final = "<w:keepNext/><w:keepLines/>"


_LEVELS: Final = (
    (spacing(480, 160), BOLD + color(ACCENT) + size(18)),
    (spacing(320, 100), BOLD + color(ACCENT) + size(13.5)),
    (spacing(240, 80), BOLD + color(INK) + size(11)),
)


def _heading(name: str, level: int, *, numbering: int, page_break: bool = False) -> Style:
    room, rpr = _LEVELS[level - 1]
    first, room = ("<w:pageBreakBefore/>", spacing(0, 160)) if page_break else ("", room)
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{numbering}"/></w:numPr>'
    ppr = f'{KEEP}{first}{number}{room}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(name, ppr, rpr, following="BodyText", built_in=name.startswith("heading"))


_HEADINGS: Final = (
    *(_heading(f"heading {level}", level, numbering=1) for level in (1, 2, 3)),
    _heading("Appendix Heading", 1, numbering=2, page_break=True),
    *(_heading(f"Appendix Heading {level}", level, numbering=2) for level in (2, 3)),
)


def _toc(level: int) -> Style:
    indent = (0, 480, 1090)[level - 1]
    number = (480, 610, 740)[level - 1]
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{indent + number}"/></w:tabs>'
    room = _exact(13.5, 100, 20) if level == 1 else _exact(13, 0, 20)
    hanging = f'<w:ind w:left="{indent + number}" w:hanging="{number}"/>'
    rpr = BOLD + color(INK) if level == 1 else size(10)
    return Style(f"toc {level}", tabs + room + hanging, rpr, built_in=True, quick=False)


def _fill(value: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}"/>'


def _callout(tone: Tone) -> tuple[Style, Style]:
    shade = SHADES[tone]
    thin = f'w:val="single" w:sz="4" w:space="6" w:color="{shade.box}"'
    borders = (
        f'<w:pBdr><w:top {thin}/><w:left w:val="single" w:sz="36" w:space="8" w:color="{shade.edge}"/>'
        f"<w:bottom {thin}/><w:right {thin}/></w:pBdr>"
    )
    room = f'{spacing(200, 240, 276)}<w:ind w:left="240" w:right="170"/>'
    name = "Callout" if tone == "neutral" else f"Callout {tone.title()}"
    title = Style(f"{name} Title", "", BOLD + color(shade.edge) + size(11.5), kind="character", quick=False)
    return Style(name, f"<w:keepLines/>{borders}{_fill(shade.box)}{room}", based="BodyText"), title


def _line(*sides: str) -> str:
    """Thin rules at these sides of a paragraph."""
    rule = f'w:val="single" w:sz="4" w:space="5" w:color="{RULE}"'
    return f"<w:pBdr>{''.join(f'<w:{side} {rule}/>' for side in sides)}</w:pBdr>"


_TEXT: Final = (
    Style("Body Text", spacing(0, 120, 276), built_in=True),
    Style("Lead", spacing(0, 160, 288), color(INK) + size(12.5), "BodyText"),
    Style("Note", spacing(60, 120, 264), color(MUTED) + size(9), "BodyText"),
    Style("Source", spacing(60, 200), color(MUTED) + size(8.5), "BodyText"),
    Style(
        "Prompt",
        f'<w:pBdr><w:left w:val="dotted" w:sz="18" w:space="8" w:color="{RULE}"/></w:pBdr>'
        f'{spacing(0, 120, 276)}<w:ind w:left="200"/>',
        color(MUTED),
        "BodyText",
    ),
    Style("caption", spacing(240, 80), color(INK) + size(9.5), following="BodyText", built_in=True),
    Style("Caption Label", "", BOLD + color(ACCENT), kind="character", quick=False),
    Style("Figure", f"<w:keepNext/>{spacing(200, 0)}", following="Caption"),
    Style("Gap", spacing(0, 120, 120), size(4), quick=False),
    Style("Break", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', size(1), quick=False),
    Style(
        "List Bullet",
        f'<w:numPr><w:numId w:val="3"/></w:numPr>{spacing(0, 60, 276)}',
        based="BodyText",
        built_in=True,
    ),
    Style(
        "List Number",
        f'<w:numPr><w:numId w:val="4"/></w:numPr>{spacing(0, 60, 276)}',
        based="BodyText",
        built_in=True,
    ),
)
_FRONT: Final = (
    Style("Title", f"<w:keepLines/>{spacing(0, 160, 252)}", BOLD + color(ACCENT) + size(30), built_in=True),
    Style("Subtitle", spacing(0, 0, 264), color(MUTED) + size(14), built_in=True),
    Style("On Accent", "", color("FFFFFF"), kind="character", quick=False),
    Style("On Accent Small", "", color("FFFFFF") + size(23), kind="character", quick=False),
    Style("Cover Line", spacing(), BOLD + color(INK) + size(13), quick=False),
    Style("Cover Mark", "", BOLD + color(ACCENT) + size(10.5), kind="character", quick=False),
    Style("Cover Gap", spacing(0, 600), quick=False),
    Style(
        "Cover Fact",
        f'{_line("bottom", "between")}<w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs>'
        f'{spacing(70, 70)}<w:ind w:left="2835" w:hanging="2835"/>',
        quick=False,
    ),
    Style("Cover Note", spacing(480, 0, 264), color(MUTED) + size(8.5), quick=False),
    Style("Cover Label", "", color(MUTED), kind="character", quick=False),
    Style(
        "TOC Heading",
        f"<w:keepNext/><w:pageBreakBefore/>{spacing(0, 200)}",
        BOLD + color(ACCENT) + size(18),
        following="BodyText",
        built_in=True,
    ),
    Style("List Heading", KEEP + spacing(320, 100), BOLD + color(ACCENT) + size(13.5), following="BodyText"),
    *(_toc(level) for level in (1, 2, 3)),
    Style("table of figures", _exact(11, 0, 0) + '<w:ind w:left="1090" w:hanging="1090"/>', size(9), built_in=True),
    Style("Hyperlink", "", color(ACCENT), kind="character", built_in=True, quick=False),
    Style("Strong", "", BOLD, kind="character", built_in=True),
    Style(
        "header",
        spacing(),
        color(MUTED) + size(8.5),
        built_in=True,
        quick=False,
    ),
    Style(
        "footer",
        spacing(),
        color(MUTED) + size(8.5),
        built_in=True,
        quick=False,
    ),
)
_CELLS: Final = (
    Style("Table Text", _exact(13, 30, 30), size(9), quick=False),
    Style("Table Number", '<w:jc w:val="right"/>', "", "TableText", quick=False),
    Style("Table Centre", '<w:jc w:val="center"/>', "", "TableText", quick=False),
    Style("Table Text Small", _exact(11.5, 25, 25), size(8), "TableText", quick=False),
    Style("Table Number Small", '<w:jc w:val="right"/>', "", "TableTextSmall", quick=False),
    Style("Table Centre Small", '<w:jc w:val="center"/>', "", "TableTextSmall", quick=False),
    Style("Key Figure Label", f"<w:keepNext/>{spacing(80, 0)}", BOLD + color(MUTED) + size(9), quick=False),
    Style("Key Figure Value", f"<w:keepNext/>{_exact(24, 20, 20)}", BOLD + color(ACCENT) + size(18), quick=False),
    Style("Key Figure Value Long", _exact(18, 20, 20), size(13), "KeyFigureValue", quick=False),
    Style("Key Figure Note", spacing(0, 80), color(MUTED) + size(8.5), quick=False),
    *(
        Style(f"Key Figure {tone.title()}", "", color(shade.edge), kind="character", quick=False)
        for tone, shade in SHADES.items()
    ),
)
STYLES: Final = (
    *_HEADINGS,
    *_TEXT,
    *_FRONT,
    *_CELLS,
    *(style for tone in SHADES for style in _callout(tone)),
)


def _edges(**edges: tuple[int, str]) -> str:
    """Borders, in the schema's order: side=(eighths of a point, colour)."""
    return "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{line}"/>'
        for side, (width, line) in edges.items()
    )


def _part(name: str, rpr: str, cell: str) -> str:
    rpr = rpr and f"<w:rPr>{rpr}</w:rPr>"
    cell = cell and f"<w:tcPr>{cell}</w:tcPr>"
    return f'<w:tblStylePr w:type="{name}">{rpr}{cell}</w:tblStylePr>'


def _table_style(name: str, properties: str, parts: str) -> str:
    identifier = name.replace(" ", "")
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr>{properties}</w:tblPr>{parts}</w:style>'
    )


def _margins(top: int, side: int) -> str:
    return (
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )


def table_styles() -> str:
    """The table styles: data tables, cards (label and text), and the band of headline figures."""
    thin, firm = (4, RULE), (8, ACCENT)
    rules = _edges(top=firm, bottom=firm, insideH=thin)
    data = _table_style(
        "Casebuilder Table",
        f'<w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/>'
        f"<w:tblBorders>{rules}</w:tblBorders>{_margins(0, 85)}",
        _part("firstRow", BOLD + color("FFFFFF"), _fill(ACCENT) + '<w:vAlign w:val="bottom"/>')
        + _part("lastRow", BOLD, f"<w:tcBorders>{_edges(top=firm)}</w:tcBorders>{_fill(RAISED)}")
        + _part("firstCol", BOLD, "")
        + _part("band2Horz", "", _fill(PALE)),
    )
    cards = _table_style(
        "Casebuilder Cards",
        f"<w:tblBorders>{_edges(top=firm, bottom=thin, insideH=thin)}</w:tblBorders>{_margins(0, 85)}",
        _part("firstRow", BOLD + color(ACCENT) + size(10.5), _fill(SHADES["neutral"].box))
        + _part("firstCol", color(MUTED), ""),
    )
    figures = _table_style(
        "Casebuilder Figures",
        f"<w:tblBorders>{_edges(insideH=(48, 'FFFFFF'), insideV=(48, 'FFFFFF'))}</w:tblBorders>{_margins(40, 140)}",
        "",
    )
    return data + cards + figures
