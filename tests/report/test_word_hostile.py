"""Hostile strings in every place of a document: the file stays whole and the words come back."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebuilder.charts.types import Frame, ShareChart
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.report import html
from casebuilder.report.blocks import (
    Bullets,
    Callout,
    Card,
    Column,
    Cover,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Properties,
    SignOff,
    Table,
)
from casebuilder.report.text import clean, one_line, paragraphs
from tests.report.opened import opened
from tests.report.samples import LABELS, fake_picture

NASTY = st.sampled_from(
    [
        "]]>",
        "<w:p/>",
        "&amp;",
        "&#0;",
        "\"'",
        "\x00\x0b\x0c",
        "\ud800",
        "\ufffe",
        "“引號”",
        "\u202eabc",
        "{page}",
        "😀",
        "\t \n",
    ]
)
TEXTS = st.lists(st.one_of(NASTY, st.text(st.characters(codec=None), max_size=12)), max_size=4).map("".join)


def everywhere(text: str, language: Language) -> Document:
    """A document with `text` in each place that takes one."""
    return Document(
        language,
        Properties(text, text, text, text, text, text, text, text),
        LABELS[language],
        Cover(text, text, text, text, ((text, text),), text),
        (
            Heading(1, text, text),
            Paragraph(text),
            Bullets((text,), ordered=True),
            Table((Column(text),), ((text,),), text, text, text),
            Figure(ShareChart(Frame("x", text, text), ((text, 1.0),)), text, text, text),
            KeyFigures((KeyFigure(text, text, text),), text),
            Callout(text, text),
            Card(text, ((text, text),)),
            SignOff((text,) * 3, ((text,) * 3,), (text,), text),
        ),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_any_text_comes_back_from_the_word_file(text: str, language: Language) -> None:
    document = opened(everywhere(text, language))
    assert document.texts("Heading1") == [one_line(text)]
    assert document.texts("BodyText") == paragraphs(text)
    assert document.texts("Title") == [clean(text)]
    (cell,) = document.find("w:tbl[2]/w:tr[2]/w:tc")
    assert "".join(cell.itertext()) == clean(text).replace("\n", "").replace("\t", "")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_no_text_becomes_markup_in_html(text: str, language: Language) -> None:
    harmless, page = (html.write(everywhere(words, language), picture=fake_picture) for words in ("x", f"x{text}"))
    assert _Tags(page).seen - {"br"} == _Tags(harmless).seen - {"br"}
    assert clean(page) == page


class _Tags(HTMLParser):
    """The names of all tags of a page with the names of their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(" ".join((tag, *(name for name, _ in attrs))))
