"""Breaking texts into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casebuilder.charts.wrap import Column

TEN = Column(10, len)


def test_english_breaks_at_spaces() -> None:
    assert TEN.wrap("one two three four") == ["one two", "three four"]


def test_chinese_breaks_anywhere_but_not_before_closing_punctuation() -> None:
    assert TEN.wrap("一二三四五六七八九十，二三四五") == ["一二三四五六七八九", "十，二三四五"]


def test_chinese_does_not_break_after_an_opening_bracket() -> None:
    assert TEN.wrap("一二三四五六七八九（甲乙丙丁）") == ["一二三四五六七八九", "（甲乙丙丁）"]


def test_latin_words_in_chinese_stay_whole() -> None:
    assert TEN.wrap("系統設定與 Salesforce 重新設計") == ["系統設定與", "Salesforce", "重新設計"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert TEN.wrap("x" * 25) == ["x" * 10, "x" * 10, "x" * 5]


def test_too_many_lines_end_in_an_ellipsis() -> None:
    assert TEN.wrap("one two three four five six", most_lines=2) == ["one two", "three fou…"]


def test_a_stump_as_last_line_is_avoided() -> None:
    assert TEN.wrap("一二三四五六七八九十一") == ["一二三四五六七", "八九十一"]


def test_a_line_feed_breaks_the_line() -> None:
    assert TEN.wrap("one\ntwo") == ["one", "two"]


@given(st.text(alphabet="ab 一二，。（）1", max_size=60), st.integers(min_value=3, max_value=20))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = Column(width, len).wrap(text)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_an_amount_is_not_torn_apart() -> None:
    assert Column(20, len).wrap("The cost falls from TWD 2.62 million") == ["The cost falls from", "TWD 2.62 million"]
