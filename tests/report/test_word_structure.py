"""The Word document as a whole, opened again: order, numbering, contents, fields, bookmarks, languages."""

from __future__ import annotations

import dataclasses

import docx
import pytest

from casebuilder.i18n import LANGUAGES, Language
from casebuilder.report.blocks import Bullets, Callout, Figure, Heading, PageBreak, Paragraph
from casebuilder.report.outline import outline
from tests.report import sample_case
from tests.report.opened import NAMES, Opened, W, full, opened, style_of, text_of, written

HEADINGS = ("Heading1", "Heading2", "Heading3", "AppendixHeading", "AppendixHeading2", "AppendixHeading3")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_python_docx_opens_it_and_finds_the_text(language: Language) -> None:
    document = docx.Document(full(language).archive.fp)
    headings = [p.text for p in document.paragraphs if p.style and p.style.style_id in HEADINGS]
    assert headings == [entry.text for entry in outline(sample_case.full(language)).headings]


@each_language
def test_the_contents_list_every_heading_with_its_number(language: Language) -> None:
    entries = outline(sample_case.full(language)).headings
    expected = [f"{e.number} {e.text}" if e.lettered else f"{e.number}\t{e.text}" for e in entries]
    assert full(language).texts("TOC1", "TOC2", "TOC3") == expected


def test_a_short_list_stays_on_one_page() -> None:
    *others, last = full("en").styled("TableOfFigures")
    assert last.find(f"{W}pPr/{W}keepNext") is None
    assert others[0].find(f"{W}pPr/{W}keepNext") is not None


def test_the_contents_stand_in_the_control_that_word_can_update() -> None:
    (control,) = full("en").find("w:sdt[w:sdtPr/w:docPartObj]")
    assert control.find(f".//{W}docPartGallery").get(f"{W}val") == "Table of Contents"
    assert style_of(next(control.iter(f"{W}p"))) == "TOCHeading"


@each_language
def test_figures_and_tables_are_listed_as_their_captions_say(language: Language) -> None:
    document = full(language)
    captions = document.texts("Caption")
    assert sorted(document.texts("TableOfFigures")) == sorted(captions)
    assert len(captions) == 6


@each_language
def test_every_link_leads_to_a_bookmark(language: Language) -> None:
    document = full(language)
    names = set(document.find("//w:bookmarkStart/@w:name"))
    links = document.find("//w:hyperlink/@w:anchor")
    assert links
    assert set(links) <= names


def test_bookmarks_are_unique_and_each_one_ends() -> None:
    document = full("en")
    names, starts = document.find("//w:bookmarkStart/@w:name"), document.find("//w:bookmarkStart/@w:id")
    assert len(set(names)) == len(names)
    assert len(set(starts)) == len(starts)
    assert sorted(starts) == sorted(document.find("//w:bookmarkEnd/@w:id"))


def test_the_bookmark_of_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    blocks = (Heading(1, "A", "a"), Paragraph("of a"), Heading(2, "B", "b"), Paragraph("of b"), Heading(1, "C", "c"))
    document = written(*blocks)
    assert _bookmarked(document, "bc_a") == ["A", "of a", "B", "of b"]
    assert _bookmarked(document, "bc_b") == ["B", "of b"]
    assert _bookmarked(document, "bc_c") == ["C"]


def _bookmarked(document: Opened, name: str) -> list[str]:
    (identifier,) = document.find(f"//w:bookmarkStart[@w:name='{name}']/@w:id")
    texts, inside = [], False
    for element in document.body.iter():
        if element.get(f"{W}id") == identifier and element.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            inside = element.tag == f"{W}bookmarkStart"
        if inside and element.tag == f"{W}t":
            texts.append(element.text)
    return texts


@each_language
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/footer1.xml"])
def test_fields_are_whole_and_carry_their_result(language: Language, part: str) -> None:
    depth, seen = 0, []
    for mark in full(language).part(part).iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1, "separate": 0}[kind]
        seen.append(kind)
        assert mark.get(f"{W}dirty") is None
    assert depth == 0
    assert seen.count("begin") == seen.count("separate") == seen.count("end")


def test_word_is_never_asked_to_update_fields() -> None:
    settings = full("en").part("word/settings.xml")
    assert settings.find(f"{W}updateFields") is None
    modes = settings.xpath("//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=NAMES)
    assert modes == ["15"]


def test_headings_get_their_numbers_from_their_styles() -> None:
    document = full("en")
    linked = document.part("word/numbering.xml").xpath("//w:lvl/w:pStyle/@w:val", namespaces=NAMES)
    assert set(HEADINGS) <= set(linked)
    assert all(paragraph.find(f"{W}pPr/{W}numPr") is None for paragraph in document.styled(*HEADINGS))
    assert not any(text[:1].isdigit() for text in document.texts(*HEADINGS))


@pytest.mark.parametrize(("language", "text"), [("en", "Appendix %1 –"), ("zh_TW", "附錄 %1")])
def test_the_word_for_appendix_is_in_the_language_of_the_document(language: Language, text: str) -> None:
    numbering = full(language).part("word/numbering.xml")
    path = "//w:lvl[w:pStyle/@w:val='AppendixHeading']/w:lvlText/@w:val"
    assert numbering.xpath(path, namespaces=NAMES) == [text]


def test_every_numbered_list_starts_at_one() -> None:
    document = written(Bullets(("a", "b"), ordered=True), Bullets(("c",), ordered=True))
    numbers = document.find("//w:p[w:pPr/w:pStyle/@w:val='ListNumber']/w:pPr/w:numPr/w:numId/@w:val")
    assert numbers[0] == numbers[1] != numbers[2]
    starts = document.part("word/numbering.xml").xpath(
        f"//w:num[@w:numId='{numbers[2]}']//w:startOverride/@w:val", namespaces=NAMES
    )
    assert starts == ["1"]


def test_bullets_and_paragraphs_keep_their_words_and_line_breaks() -> None:
    document = written(Bullets(("one", "two")), Paragraph("first\x0bline\n\nsecond"), Paragraph("n", "note"))
    assert document.texts("ListBullet") == ["one", "two"]
    assert document.texts("BodyText") == ["first\nline", "second"]
    assert document.texts("Note") == ["n"]


@pytest.mark.parametrize("tone", ["good", "warning", "bad"])
def test_a_callout_is_one_box_with_its_title(tone: str) -> None:
    document = written(Callout("Title", "Text\n\nmore", tone))  # type: ignore[arg-type]
    assert document.texts(f"Callout{tone.title()}") == ["Title\nText\nmore"]


@each_language
def test_every_style_that_is_used_is_defined(language: Language) -> None:
    document = full(language)
    known = set(document.part("word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NAMES))
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/header2.xml", "word/footer2.xml"):
        used = document.part(part).xpath(
            "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NAMES
        )
        assert set(used) <= known


def test_a_figure_has_a_description_and_stays_with_its_caption() -> None:
    figure = next(block for block in sample_case.full("en").blocks if isinstance(block, Figure))
    document = written(figure)
    (drawing,) = document.find("//wp:docPr")
    assert drawing.get("descr") == figure.description
    (paragraph,) = document.styled("Figure")
    styles = document.part("word/styles.xml")
    assert styles.xpath("//w:style[@w:styleId='Figure']/w:pPr/w:keepNext", namespaces=NAMES)
    assert style_of(paragraph.getnext()) == "Caption"
    assert document.texts("Caption")[-1] == f"Figure 1\u2003{figure.caption}"
    assert document.texts("Source") == ["Source: Own calculation"]


def test_a_figure_keeps_the_shape_of_its_picture() -> None:
    document = full("en")
    for extent in document.find("//wp:extent"):
        assert int(extent.get("cx")) == 5_760_000
        assert int(extent.get("cy")) == 5_760_000 * 63 // 126


def test_equal_pictures_are_stored_once_and_uncompressed() -> None:
    pictures = [entry for entry in full("en").archive.infolist() if entry.filename.endswith(".png")]
    assert len(pictures) == 1
    assert pictures[0].compress_size == pictures[0].file_size


def test_what_follows_a_page_break_starts_a_page() -> None:
    document = written(Paragraph("a"), PageBreak(), Heading(1, "B"), PageBreak(), Paragraph("c"))
    (heading,) = document.styled("Heading1")
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None
    breaks = [p for p in document.styled("Break") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [text_of(paragraph.getnext()) for paragraph in breaks] == ["a", "c"]


@each_language
def test_chinese_runs_are_marked_as_chinese(language: Language) -> None:
    document = written(Paragraph("系統 ACD 於 2026 年"), language=language)
    (paragraph,) = document.styled("BodyText")
    runs = [
        (text_of_run, run.find(f"{W}rPr")) for run in paragraph.iter(f"{W}r") for text_of_run in [run.findtext(f"{W}t")]
    ]
    assert [text for text, _ in runs] == ["系統", " ACD ", "於 2026 年"]
    for text, properties in runs:
        if "年" in text or "系" in text:
            assert properties.find(f"{W}rFonts").get(f"{W}hint") == "eastAsia"
            assert properties.find(f"{W}lang").get(f"{W}eastAsia") == "zh-TW"
    latin = runs[1][1]
    assert (latin is None) if language == "en" else latin.find(f"{W}lang").get(f"{W}val") == "en-GB"


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("zh_TW", "zh-TW")])
def test_the_document_says_its_language(language: Language, tag: str) -> None:
    document = full(language)
    defaults = document.part("word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert (defaults.get(f"{W}val"), defaults.get(f"{W}eastAsia")) == (tag, "zh-TW")
    assert document.part("word/settings.xml").find(f"{W}themeFontLang").get(f"{W}val") == tag
    assert docx.Document(document.archive.fp).core_properties.language == tag


def test_a_document_without_headings_has_no_contents() -> None:
    assert not written(Paragraph("a")).texts("TOCHeading")


def test_no_list_of_tables_where_the_document_gives_it_no_title() -> None:
    document = sample_case.full("en")
    labels = dataclasses.replace(document.labels, list_of_tables="")
    assert opened(dataclasses.replace(document, labels=labels)).texts("ListHeading") == ["Figures"]
