"""Make `resources/docx/base.docx`, the document that every Word export starts from.

Run it (`python -m scripts.make_base_docx`) after a change of the styles and commit the result; equal scripts give
equal bytes.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from casebuilder.report.tones import ACCENT
from scripts.base_docx_styles import ASIAN_FONT, LATIN_FONT, STYLES, Style, size, table_styles

TARGET: Final = Path(__file__).parent.parent / "resources" / "docx" / "base.docx"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
ROOT: Final = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{A}" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" mc:Ignorable="w14"'
)
FONTS: Final = (
    f'<w:rFonts w:ascii="{LATIN_FONT}" w:eastAsia="{ASIAN_FONT}" w:hAnsi="{LATIN_FONT}" w:cs="{LATIN_FONT}"/>'
)
LANGUAGE: Final = 'w:val="en-GB" w:eastAsia="zh-TW"'
HEADERS: Final = {"default": ("header1", "footer1"), "first": ("header2", "footer2")}


def _style(style: Style) -> str:
    custom = "" if style.built_in else ' w:customStyle="1"'
    based = "DefaultParagraphFont" if style.kind == "character" else style.based
    parts = [
        f'<w:style w:type="{style.kind}"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>',
        f'<w:basedOn w:val="{based}"/>',
        f'<w:next w:val="{style.following}"/>' if style.following else "",
        '<w:uiPriority w:val="9"/><w:qFormat/>' if style.quick else '<w:uiPriority w:val="99"/>',
        f"<w:pPr>{style.ppr}</w:pPr>" if style.ppr else "",
        f"<w:rPr>{style.rpr}</w:rPr>" if style.rpr else "",
        "</w:style>",
    ]
    return "".join(parts)


def styles() -> str:
    """styles.xml: defaults, the four styles every document has, and ours."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}{size(10.5)}<w:lang {LANGUAGE}/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" '
        'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
    )
    margins = "".join(f'<w:{side} w:w="108" w:type="dxa"/>' for side in ("left", "right"))
    basic = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    body = "".join(_style(style) for style in STYLES)
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{basic}{body}{table_styles()}</w:styles>'


def _level(index: int, text: str, *, format: str, inner: str = "", after: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{inner}'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>{after}</w:lvl>'
    )


def _indent(left: int, hanging: int) -> str:
    tab = f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
    return f'<w:pPr>{tab}<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'


def _heading_levels() -> str:
    texts = ("%1", "%1.%2", "%1.%2.%3")
    return "".join(
        _level(i, text, format="decimal", inner=f'<w:pStyle w:val="Heading{i + 1}"/>', after=_indent(737, 737))
        for i, text in enumerate(texts)
    )


def _appendix_levels() -> str:
    first = _level(
        0,
        "Appendix %1",
        format="upperLetter",
        inner='<w:pStyle w:val="AppendixHeading"/><w:suff w:val="space"/>',
        after='<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>',
    )
    rest = (
        _level(i, text, format="decimal", inner=f'<w:pStyle w:val="AppendixHeading{i + 1}"/>', after=_indent(737, 737))
        for i, text in ((1, "%1.%2"), (2, "%1.%2.%3"))
    )
    return first + "".join(rest)


def numbering() -> str:
    """numbering.xml: headings (1), appendices (2), bullets (3), numbered lists (4)."""
    bullet = _level(
        0,
        "•",
        format="bullet",
        inner='<w:pStyle w:val="ListBullet"/>',
        after=_indent(397, 284) + f'<w:rPr><w:rFonts w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:cs="{LATIN_FONT}" '
        f'w:hint="default"/><w:color w:val="{ACCENT}"/></w:rPr>',
    )
    number = _level(
        0,
        "%1.",
        format="decimal",
        inner='<w:pStyle w:val="ListNumber"/>',
        after=_indent(397, 397) + f'<w:rPr><w:color w:val="{ACCENT}"/></w:rPr>',
    )
    kinds = (
        ("multilevel", _heading_levels()),
        ("multilevel", _appendix_levels()),
        ("singleLevel", bullet),
        ("singleLevel", number),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="{0x1B5E9E00 + n:08X}"/>'
        f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{0x2B5E9E00 + n:08X}"/>{levels}</w:abstractNum>'
        for n, (kind, levels) in enumerate(kinds, 1)
    )
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, 5))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{abstract}{used}</w:numbering>'


def settings() -> str:
    """settings.xml: Word 2013 and later, no compatibility mode, no questions when it opens."""
    names = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    uri = "http://schemas.microsoft.com/office/word"
    compat = "".join(f'<w:compatSetting w:name="{n}" w:uri="{uri}" w:val="{value}"/>' for n, value in names)
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat>{compat}</w:compat><w:themeFontLang {LANGUAGE}/>"
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" '
        'w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" '
        'w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def fonts() -> str:
    """fontTable.xml: what stands in where a font is missing."""
    return (
        f'{HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="{LATIN_FONT}"><w:altName w:val="Carlito"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{ASIAN_FONT}"><w:altName w:val="微軟正黑體"/><w:charset w:val="88"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def theme() -> str:
    """theme1.xml: colours and fonts for what people add by hand in Word."""
    colours = {
        "dk1": "000000", "lt1": "FFFFFF", "dk2": "1B2430", "lt2": "EDF0F4",
        "accent1": ACCENT, "accent2": "E69F00", "accent3": "009E73", "accent4": "D55E00", "accent5": "56B4E9",
        "accent6": "CC79A7", "hlink": ACCENT, "folHlink": "55606E",
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    font = f'<a:latin typeface="{LATIN_FONT}"/><a:ea typeface="{ASIAN_FONT}"/><a:cs typeface=""/>'
    font += f'<a:font script="Hant" typeface="{ASIAN_FONT}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="Casebuilder"><a:themeElements><a:clrScheme name="Casebuilder">{scheme}'
        f'</a:clrScheme><a:fontScheme name="Casebuilder"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}'
        f'</a:minorFont></a:fontScheme><a:fmtScheme name="Casebuilder"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def document() -> str:
    """document.xml: one section, A4, margins of 25 mm, a first page of its own."""
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{names[index]}"/>'
        for kind, names in HEADERS.items()
        for index, part in enumerate(("header", "footer"))
    )
    return (
        f'{HEAD}<w:document {ROOT}><w:body><w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="680" w:footer="680" '
        'w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _edge(tag: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"{HEAD}<w:{tag} {ROOT}><w:p>{properties}</w:p></w:{tag}>"


def core() -> str:
    """core.xml with the properties that every export sets."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Casebuilder</dc:title></cp:coreProperties>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in relations)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _document_relations() -> str:
    parts = {"styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fontTable"}
    relations = [(name, f"{R}/{name}", f"{target}.xml") for name, target in parts.items()]
    relations.append(("theme", f"{R}/theme", "theme/theme1.xml"))
    relations += [(name, f"{R}/{name[:-1]}", f"{name}.xml") for names in HEADERS.values() for name in names]
    return _relations(*relations)


def content_types() -> str:
    """[Content_Types].xml."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings"}
    kinds |= {
        "fontTable": "fontTable",
        "header1": "header",
        "header2": "header",
        "footer1": "footer",
        "footer2": "footer",
    }
    overrides = {f"/word/{name}.xml": f"{word}{kind}+xml" for name, kind in kinds.items()}
    overrides["/word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    inner = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )


def _package_relations() -> str:
    return _relations(
        ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


PARTS: Final[dict[str, Callable[[], str]]] = {
    "[Content_Types].xml": content_types,
    "_rels/.rels": _package_relations,
    "docProps/core.xml": core,
    "word/document.xml": document,
    "word/_rels/document.xml.rels": _document_relations,
    "word/styles.xml": styles,
    "word/numbering.xml": numbering,
    "word/settings.xml": settings,
    "word/fontTable.xml": fonts,
    "word/theme/theme1.xml": theme,
    "word/header1.xml": lambda: _edge("hdr", "Header"),
    "word/footer1.xml": lambda: _edge("ftr", "Footer"),
    "word/header2.xml": lambda: _edge("hdr"),
    "word/footer2.xml": lambda: _edge("ftr"),
}


def make(target: Path) -> None:
    """Write the base document to `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text().encode())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
