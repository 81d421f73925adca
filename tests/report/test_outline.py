"""Numbers and anchors of headings and captions."""

from __future__ import annotations

from casebuilder.report.blocks import Heading, Landscape, SignOff, Table
from casebuilder.report.outline import outline
from tests.report.samples import document


def test_headings_are_numbered_through_three_levels() -> None:
    levels = (1, 2, 3, 3, 2, 1, 2)
    entries = outline(document(*(Heading(level, "x") for level in levels))).headings
    assert [entry.number for entry in entries] == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]


def test_an_appendix_is_lettered_and_keeps_what_follows_it() -> None:
    blocks = (
        Heading(1, "a"),
        Heading(1, "b", appendix=True),
        Heading(2, "c"),
        Heading(3, "d"),
        Heading(1, "e", appendix=True),
    )
    entries = outline(document(*blocks)).headings
    assert [entry.number for entry in entries] == ["1", "Appendix A –", "A.1", "A.1.1", "Appendix B –"]
    assert [entry.lettered for entry in entries] == [False, True, False, False, True]


def test_a_chapter_after_an_appendix_goes_on_with_its_number() -> None:
    blocks = (Heading(1, "a"), Heading(1, "b", appendix=True), Heading(1, "c"), Heading(2, "d"))
    assert [entry.number for entry in outline(document(*blocks)).headings] == ["1", "Appendix A –", "2", "2.1"]


def test_the_twenty_seventh_appendix_has_two_letters_as_in_word() -> None:
    entries = outline(document(*(Heading(1, "x", appendix=True) for _ in range(28)))).headings
    assert [entry.number for entry in entries[25:]] == ["Appendix Z –", "Appendix AA –", "Appendix BB –"]


def test_chinese_appendices_carry_no_dash() -> None:
    (entry,) = outline(document(Heading(1, "風險", appendix=True), language="zh_TW")).headings
    assert entry.number == "附錄 A"


def test_anchors_are_names_that_word_accepts_and_each_is_there_once() -> None:
    keys = ("risks", "risks", "Risks", "a.b-c d", "x" * 60, "x" * 60, "", "風險")
    anchors = [entry.anchor for entry in outline(document(*(Heading(1, "t", key) for key in keys))).headings]
    assert anchors[:4] == ["bc_risks", "bc_risks_2", "bc_Risks_3", "bc_a_b_c_d"]
    assert len({anchor.lower() for anchor in anchors}) == len(anchors)
    assert all(len(anchor) <= 40 and anchor.isascii() and anchor.isidentifier() for anchor in anchors)


def test_captions_are_counted_in_the_order_of_the_pages() -> None:
    table = Table((), (), "one")
    blocks = (table, Landscape((Table((), (), "two"), Table((), (), ""))), SignOff((), (), (), "three"))
    captions = outline(document(*blocks)).tables
    assert [(caption.number, caption.text) for caption in captions] == [(1, "one"), (2, "two"), (3, "three")]
