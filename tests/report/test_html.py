"""The HTML page, read again from the outside."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest

from casebuilder.charts.types import Chart
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.report import html
from casebuilder.report.blocks import (
    Bullets,
    Callout,
    Card,
    Column,
    Figure,
    KeyFigure,
    KeyFigures,
    Landscape,
    Paragraph,
    SignOff,
    Table,
)
from casebuilder.report.outline import flat, outline
from tests.report import sample_case
from tests.report.samples import document, fake_picture

each_language = pytest.mark.parametrize("language", LANGUAGES)
VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """A page as (tag, attributes, text) of its elements; fails on tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(page)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for place in self._open:
            self.elements[place][2].append(data)

    def texts(self, *tags: str) -> list[str]:
        """The texts of all elements with these tags."""
        return ["".join(text) for tag, _, text in self.elements if tag in tags]

    def values(self, tag: str, attribute: str) -> list[str]:
        """The values of an attribute."""
        return [value for name, attributes, _ in self.elements if name == tag and (value := attributes.get(attribute))]


def full(language: Language) -> Page:
    return Page(html.write(sample_case.full(language), picture=fake_picture))


@each_language
def test_the_page_says_its_language_and_title(language: Language) -> None:
    page = full(language)
    assert page.values("html", "lang") == ["zh-Hant-TW" if language == "zh_TW" else "en-GB"]
    assert page.texts("title") == [sample_case.full(language).properties.title]


@each_language
def test_headings_carry_their_numbers_and_the_contents_lead_to_them(language: Language) -> None:
    page, entries = full(language), outline(sample_case.full(language)).headings
    expected = [f"{entry.number} {entry.text}" for entry in entries]
    assert [text for text in page.texts("h2", "h3", "h4") if text in expected] == expected
    anchors = [anchor for tag in ("h2", "h3", "h4") for anchor in page.values(tag, "id")]
    assert sorted(anchors) == sorted(entry.anchor for entry in entries)
    assert page.values("a", "href") == [f"#{entry.anchor}" for entry in entries]


@each_language
def test_every_word_of_the_word_document_is_there_too(language: Language) -> None:
    shown = "".join(full(language).texts("body"))
    for block in flat(sample_case.full(language).blocks):
        match block:
            case Table(rows=rows):
                assert all(cell in shown for row in rows for cell in row)
            case Paragraph(text=text) | Callout(text=text):
                assert all(line in shown for line in text.splitlines())
            case Bullets(items=items):
                assert all(item in shown for item in items)
            case _:
                continue


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = html.write(sample_case.full("en"), picture=fake_picture)
    assert not re.search(r"(?:https?:)?//\w|@import|url\(|<script|<link|<iframe", page)
    assert "default-src 'none'" in Page(page).values("meta", "content")[0]


def test_pictures_stand_in_the_page_with_their_description() -> None:
    page = full("en")
    sources = page.values("img", "src")
    figures = [block for block in sample_case.full("en").blocks if isinstance(block, Figure)]
    assert page.values("img", "alt") == [figure.description for figure in figures]
    for source in sources:
        head, _, data = source.partition(",")
        assert head == "data:image/png;base64"
        assert base64.b64decode(data) == fake_picture(figures[0].chart)


def test_the_preview_names_its_own_pictures() -> None:
    seen: list[Chart] = []

    def name(chart: Chart) -> str:
        seen.append(chart)
        return f"chart:{len(seen)}"

    page = Page(html.write(sample_case.full("en"), image_url=name))
    assert page.values("img", "src") == ["chart:1", "chart:2"]
    assert [chart.frame.key for chart in seen] == ["cumulative_cash_flow", "cost_and_benefit"]


def test_without_pictures_their_description_stands_in_their_place() -> None:
    page = html.write(sample_case.full("en"), embed=False)
    assert "<img" not in page
    assert "Line chart: option 1 crosses zero" in page


def test_text_is_never_markup() -> None:
    page = html.write(document(Paragraph('<b>&amp;\x0b"it\'s"')))
    assert "&lt;b&gt;&amp;amp;<br>&quot;it&#x27;s&quot;" in page


def test_numbers_are_aligned_and_totals_and_tones_marked() -> None:
    columns = (Column("Name"), Column("n", "right"), Column("Level", "center"))
    table = Table(columns, (("a", "1", "Low"), ("Sum", "1", "")), "T", totals=1, cell_tones=((0, 2, "good"),))
    page = Page(html.write(document(table)))
    assert page.texts("th") == ["Name", "n", "Level"]
    assert page.values("td", "class") == ["first", "right", "good center", "first", "right", "center"]
    assert page.values("td", "align") == ["left", "right", "center"] * 2
    assert page.values("tr", "class") == ["total"]


def test_bands_start_beyond_eight_rows() -> None:
    for rows, bands in ((8, 0), (9, 4)):
        table = Table((Column("n"),), tuple((str(row),) for row in range(rows)), "T")
        assert Page(html.write(document(table))).values("tr", "class").count("band") == bands


def test_captions_are_numbered_and_sources_named() -> None:
    table = Table((Column("n"),), (("1",),), "T", source="ledger")
    page = html.write(document(table, table))
    assert [text for text in Page(page).texts("p") if text.startswith("Table")] == ["Table 1\u2003T", "Table 2\u2003T"]
    assert Page(page).texts("p").count("Source: ledger") == 2


def test_headline_figures_cards_and_sign_off_show_their_words() -> None:
    blocks = (
        KeyFigures((KeyFigure("NPV", "6.19", "at 8%", "good"),)),
        Card("SYS1", (("Role", "routes"),)),
        SignOff(("Role", "Name", "Decision"), (("Board", "Wu", "Yes"),), ("Yes", "No"), "Approvals"),
        Landscape((Paragraph("wide"),)),
    )
    page = Page(html.write(document(*blocks)))
    cells = page.texts("td")
    assert "NPV6.19at 8%" in cells
    assert cells[cells.index("Role") : cells.index("Role") + 2] == ["Role", "routes"]
    assert "☒ Yes☐ No" in cells
    assert page.values("div", "class") == ["landscape"]


def test_the_dark_page_differs_in_its_colours_alone() -> None:
    light, dark = (html.write(sample_case.full("en"), dark=dark, embed=False) for dark in (False, True))
    assert "background-color: #FFFFFF" in light
    assert "background-color: #1C2229" in dark
    assert light.partition("</style>")[2] == dark.partition("</style>")[2]


def test_an_ordered_list_is_numbered() -> None:
    page = Page(html.write(document(Bullets(("a", "b"), ordered=True), Bullets(("c",)))))
    assert page.texts("ol") == ["\na\nb\n"]
    assert page.texts("ul") == ["\nc\n"]
