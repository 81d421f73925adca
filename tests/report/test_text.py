"""Strings made fit for documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from casebuilder.report.text import clean, one_line, paragraphs


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_line_break(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\udfff", "\ufdd0", "\ufffe", "\U0001ffff"])
def test_what_xml_cannot_carry_is_dropped(bad: str) -> None:
    assert clean(f"a{bad}b") == "ab"


def test_what_people_write_stays() -> None:
    text = "Tab\there — 漢字，全形 😀 é “quoted” & <b>"
    assert clean(text) == text


@given(st.text(st.characters(codec=None)))
def test_any_string_becomes_one_that_xml_carries_unchanged(text: str) -> None:
    element = etree.Element("t")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text == (clean(text) or None)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_one_line_has_neither_breaks_nor_double_blanks() -> None:
    assert one_line("  a\x0bb \t c\n") == "a b c"


def test_blank_lines_part_paragraphs_and_single_breaks_do_not() -> None:
    assert paragraphs("a\nb\r\n \r\n\n c\n") == ["a\nb", "c"]


def test_a_text_of_blanks_has_no_paragraph() -> None:
    assert paragraphs(" \n\n\t\n") == []
