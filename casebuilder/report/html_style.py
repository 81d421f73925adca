"""The style sheet of HTML documents, for browsers and for the rich-text view of the window (a part of CSS 2.1).

That view takes the sizes of headings from its own default font, so they only match if that is `BODY_SIZE` points.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Final

from casebuilder.report import tones
from casebuilder.report.blocks import Tone
from casebuilder.report.tones import Shade

BODY_SIZE: Final = 11


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as six hexadecimal digits."""

    ground: str
    text: str
    muted: str
    accent: str
    on_accent: str
    rule: str
    raised: str
    pale: str
    shades: dict[Tone, Shade]


LIGHT: Final = Palette(
    ground="FFFFFF",
    text=tones.INK,
    muted=tones.MUTED,
    accent=tones.ACCENT,
    on_accent="FFFFFF",
    rule=tones.RULE,
    raised=tones.RAISED,
    pale=tones.PALE,
    shades=tones.SHADES,
)
DARK: Final = Palette(
    ground="1C2229",
    text="E8ECF1",
    muted="A7B1BD",
    accent="7FB5EC",
    on_accent="10202F",
    rule="3B4450",
    raised="262D36",
    pale="20272F",
    shades={
        "neutral": Shade("7FB5EC", "202D3B", "262D36"),
        "good": Shade("6CC990", "1F3029", "234033"),
        "warning": Shade("E5B454", "352E1F", "463A20"),
        "bad": Shade("F28B82", "382526", "4A2C2C"),
    },
)

_SHEET: Final = Template("""
body { font-family: "Segoe UI", Calibri, Carlito, "Microsoft JhengHei", "PingFang TC", "Noto Sans CJK TC", sans-serif;
  font-size: ${size}pt; line-height: 130%; color: #$text; background-color: #$ground; }
main { display: block; max-width: 52em; margin: 0 auto; padding: 1.5em; }
h1 { font-size: 22pt; color: #$accent; margin: 4px 0 4px 0; line-height: 120%; }
h2 { font-size: 17pt; color: #$accent; margin: 30px 0 8px 0; }
h3 { font-size: 13pt; color: #$accent; margin: 20px 0 6px 0; }
h4 { font-size: 11pt; color: #$text; margin: 14px 0 4px 0; }
p { margin: 0 0 8px 0; }
a { color: #$accent; text-decoration: none; }
.lead, .subtitle { font-size: 13pt; }
.subtitle, .note, .source, .prompt, .label { color: #$muted; }
.note, .source { font-size: 9pt; }
.source { margin: 2px 0 16px 0; }
.prompt { margin-left: 12px; }
.caption { font-size: 10pt; margin: 16px 0 4px 0; }
.caption b { color: #$accent; }
.under { margin: 4px 0 4px 0; }
.toc1 { font-weight: bold; margin: 6px 0 0 0; }
.toc2 { margin: 0 0 0 24px; }
.toc3 { margin: 0 0 0 48px; }
table { border-collapse: collapse; margin: 0 0 12px 0; }
td, th { padding: 3px 7px 3px 7px; vertical-align: top; text-align: left; }
.data { font-size: 9.5pt; }
.data th { background-color: #$accent; color: #$on_accent; vertical-align: bottom; }
.data td, .facts td { border-bottom: 1px solid #$rule; }
.data .band { background-color: #$pale; }
.data .total td { background-color: #$raised; font-weight: bold; border-top: 1px solid #$accent; }
.data .first { font-weight: bold; }
.right { text-align: right; }
.center { text-align: center; }
.figures td { background-color: #$pale; padding: 8px 12px 8px 12px; }
.value { font-size: 16pt; font-weight: bold; color: #$accent; }
.box td { padding: 10px 12px 10px 12px; }
.box td.edge { padding: 0 2px 0 2px; }
$tones
.picture { line-height: 100%; }
img { max-width: 100%; height: auto; }
""")
_TONE: Final = Template("""
.$tone { background-color: #$cell; } .box .$tone { background-color: #$box; }
.box .$tone-edge { background-color: #$edge; } .$tone-text { color: #$edge; }
""")
_PRINT: Final = """
@page { size: A4; margin: 25mm; } @page wide { size: A4 landscape; margin: 25mm; }
@media print { main { max-width: none; padding: 0; } .landscape { page: wide; } .newpage { break-before: page; }
  thead { display: table-header-group; } tr, img { break-inside: avoid; } h2, h3, h4, .caption { break-after: avoid; }
  .under { break-before: avoid; } * { print-color-adjust: exact; } }
"""


def style_sheet(palette: Palette) -> str:
    """The style sheet in these colours."""
    shades = "".join(
        _TONE.substitute(tone=tone, cell=shade.cell, box=shade.box, edge=shade.edge)
        for tone, shade in palette.shades.items()
    )
    colours = {name: getattr(palette, name) for name in palette.__slots__ if name != "shades"}
    return _SHEET.substitute(colours, tones=shades, size=BODY_SIZE) + _PRINT
