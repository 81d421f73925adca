"""The small pieces of WordprocessingML: text, runs with their language, paragraphs, fields, bookmarks, links."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from casebuilder.i18n import Language
from casebuilder.report.text import clean, one_line

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
KEEP_NEXT: Final = "<w:keepNext/>"
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE_ESCAPES: Final = _ESCAPES | str.maketrans({'"': "&quot;", "\t": " ", "\n": " "})

_LETTER: Final = "A-Za-z\u00c0-\u024f"
_HAN: Final = (
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Quotation marks, ellipsis and dash belong to both scripts; in Chinese text they take the width of the Chinese font.
_SHARED: Final = f"(?<![{_LETTER}])[\u2018\u2019\u201c\u201d\u2026\u2014](?![{_LETTER}])"


def _chinese(sign: str) -> re.Pattern[str]:
    """Stretches that start and end with Chinese; digits and signs inside are part of them, Latin words are not."""
    return re.compile(f"({sign}(?:[^{_LETTER}]*{sign})?)")


_STRETCHES: Final[dict[Language, re.Pattern[str]]] = {
    "en": _chinese(_HAN),
    "zh_TW": _chinese(f"(?:{_HAN}|{_SHARED})"),
}
_HAS_LETTER: Final = re.compile(f"[{_LETTER}]")
_PARTS: Final = re.compile("([\t\n])")
_SIGNS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def escape(text: str) -> str:
    """`text` cleaned and escaped as the content of an element."""
    return clean(text).translate(_ESCAPES)


def attribute(text: str) -> str:
    """`text` cleaned, on one line, escaped for the inside of a double-quoted attribute."""
    return one_line(text).translate(_ATTRIBUTE_ESCAPES)


@cache
def _run_start(style: str, tag: str) -> str:
    """The start of a run; `tag` is "han", "latin" or "" for the language of the document."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks = {
        "han": ('<w:rFonts w:hint="eastAsia"/>', '<w:lang w:val="zh-TW" w:eastAsia="zh-TW"/>'),
        "latin": ("", '<w:lang w:val="en-GB"/>'),
        "": ("", ""),
    }
    fonts, lang = marks[tag]
    inner = f"{named}{fonts}{lang}"
    return f"<w:r><w:rPr>{inner}</w:rPr>" if inner else "<w:r>"


def _content(text: str) -> str:
    """The inside of a run: text with its tabs and line breaks."""
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{text.translate(_ESCAPES)}</w:t>'
    parts = (part for part in _PARTS.split(text) if part)
    return "".join(_SIGNS.get(part) or _content(part) for part in parts)


def _tag(stretch: str, position: int, language: Language) -> str:
    if position % 2:
        return "han"
    return "latin" if language == "zh_TW" and _HAS_LETTER.search(stretch) else ""


def runs(text: str, language: Language, style: str = "") -> str:
    """`text` as runs in the character style `style`, parted by script so that each part carries its language."""
    text = clean(text)
    if text.isascii() and language == "en":
        return f"{_run_start(style, '')}{_content(text)}</w:r>" if text else ""
    return "".join(
        f"{_run_start(style, _tag(stretch, position, language))}{_content(stretch)}</w:r>"
        for position, stretch in enumerate(_STRETCHES[language].split(text))
        if stretch
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph; `properties` are further children of `w:pPr`, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str, language: Language, style: str = "") -> str:
    """A complex field with its result already in place, so that no program needs to work it out first."""
    return field_start(instruction, style) + runs(result, language, style) + field_end(style)


def field_start(instruction: str, style: str = "") -> str:
    """The beginning of a field up to its result."""
    run = _run_start(style, "")
    return (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(style: str = "") -> str:
    """The end of a field."""
    return f'{_run_start(style, "")}<w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(name: str, identifier: int, content: str) -> str:
    """`content` inside a bookmark."""
    return f"{bookmark_start(name, identifier)}{content}{bookmark_end(identifier)}"


def bookmark_start(name: str, identifier: int) -> str:
    """The start of a bookmark that ends elsewhere."""
    return f'<w:bookmarkStart w:id="{identifier}" w:name="{attribute(name)}"/>'


def bookmark_end(identifier: int) -> str:
    """The end of the bookmark `identifier`."""
    return f'<w:bookmarkEnd w:id="{identifier}"/>'


def link(anchor: str, content: str) -> str:
    """`content` as a link to the bookmark `anchor` of the same document."""
    return f'<w:hyperlink w:anchor="{attribute(anchor)}" w:history="1">{content}</w:hyperlink>'
