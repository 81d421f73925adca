"""Values as people type and read them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from casebuilder.errors import UserError
from casebuilder.model.case import Case
from casebuilder.spec import BiText, FieldSpec, Kind, field_of, fields_of, is_empty, part_of, parts_of
from casebuilder.values import display, edit_text, grouped, parse, parse_date, parse_number, problem
from casebuilder.values.amounts import amount_words, full_amount
from tests.strategies import values

FIELDS = [(part.name, spec.name) for part in parts_of(Case) for spec in fields_of(part.record)]


def spec(part: str, name: str) -> FieldSpec:
    return field_of(part_of(Case, part).record, name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", "1234.5"), ("(1,200)", "-1200"), ("-7", "-7"), ("−7", "-7"), ("12%", "0.12"), ("１２３", "123"),
        (" 1 000 ", "1000"), ("=1,200*2", "2400"),
        ("1,234,567.89", "1234567.89"), ("=12*850", "10200"), ("=(1+2)/4-1", "-0.25"), ("=3×4", "12"), ("1e3", "1000"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(text: str, expected: str) -> None:
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1..2",
        "1,5",
        "1.234,5",
        "0,08",
        "1 2 3",
        "=1,5*2",
        "1e9999999",
        "1e99999999999999999999",
        "=1/0",
        "=__import__('os')",
        "=2**99",
        "=1+",
        "1e400",
        "nan",
        "inf",
        "=" + "9" * 300,
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_number(text)
    assert caught.value.text("zh_TW").endswith(("。", "."))


@pytest.mark.parametrize("text", ["2026-03-31", "2026/3/31", "2026年3月31日", "115/3/31", "2026.3.31"])
def test_dates_are_read_as_people_type_them(text: str) -> None:
    assert parse_date(text) == datetime.date(2026, 3, 31)


@pytest.mark.parametrize("text", ["31/3/2026", "2026-02-30", "tomorrow", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_date(text)


def test_a_bare_number_in_a_rate_is_per_cent() -> None:
    rate = spec("profile", "discount_rate")
    assert parse(rate, "8") == parse(rate, "8%") == Decimal("0.08")
    assert edit_text(rate, Decimal("0.08")) == "8%"


def test_limits_are_named_in_the_unit_of_the_field() -> None:
    with pytest.raises(UserError, match=r"Confidence must be at most 100%"):
        parse(spec("benefits", "confidence"), "120%")


def test_choices_are_read_in_both_languages_and_by_key() -> None:
    response = spec("cost_lines", "type")
    assert parse(response, "one-off") == parse(response, "One-off") == "one-off"
    with pytest.raises(UserError, match="One-off, Recurring, Contingency"):
        parse(response, "sometimes")


def test_a_series_is_read_from_a_row_of_a_spreadsheet() -> None:
    assert parse(spec("cost_lines", "flows"), "1,000\t2000\t(0)\t=3*5") == tuple(map(Decimal, (1000, 2000, 0, 15)))
    with pytest.raises(UserError, match="at least 0"):
        parse(spec("cost_lines", "flows"), "1\t-2")


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_what_an_editor_shows_is_read_back_as_the_same_value(part: str, name: str) -> None:
    field = spec(part, name)

    @settings(max_examples=10, deadline=None, database=None)
    @given(values(field))
    def holds(value: object) -> None:
        assert problem(field, value) is None
        for language in ("en", "zh_TW"):
            assert isinstance(display(field, value, language), str)
        if field.kind not in (Kind.REFS, Kind.TAGS, Kind.BITEXT, Kind.LONG_BITEXT, Kind.REF):
            assert parse(field, edit_text(field, value)) == value

    holds()


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_an_empty_text_is_the_empty_value(part: str, name: str) -> None:
    assert is_empty(parse(spec(part, name), "")) or spec(part, name).kind is Kind.BOOLEAN


@pytest.mark.parametrize("text", ["a\0b", "bell\x07", "x\ufffe", "\ud800"])
def test_control_characters_are_refused_by_name(text: str) -> None:
    error = problem(spec("profile", "title"), BiText("", text))
    assert error is not None
    assert f"U+{ord(max(text, key=lambda c: (not c.isalpha(), c))):04X}" in error.text("en")


def test_a_text_of_a_megabyte_is_refused_with_its_length() -> None:
    error = problem(spec("recommendation", "text"), BiText("x" * 2**20))
    assert error is not None
    assert "1,048,576" in error.text("en")


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        ("6192169.39", "TWD 6.19 million", "新臺幣 619 萬元"),
        ("-3534273.98", "TWD −3.53 million", "新臺幣 −353 萬元"),
        ("2365000", "TWD 2.37 million", "新臺幣 237 萬元"),
        ("123456789012", "TWD 123 billion", "新臺幣 1,235 億元"),
        ("900", "TWD 900", "新臺幣 900 元"),
        ("0", "TWD 0", "新臺幣 0 元"),
    ],
)
def test_amounts_in_words(amount: str, english: str, chinese: str) -> None:
    assert amount_words(Decimal(amount), "TWD", "en") == english
    assert amount_words(Decimal(amount), "TWD", "zh_TW") == chinese


def test_amounts_in_full_carry_a_real_minus_and_no_negative_nought() -> None:
    assert full_amount(Decimal("-3534273.98")) == "−3,534,274"
    assert full_amount(Decimal("-0.4")) == "0"
    assert grouped(Decimal("1234567.50")) == "1,234,567.5"
    assert (grouped(Decimal("-0")), grouped(Decimal("-0.5")), grouped(Decimal("-1234.5"))) == ("0", "-0.5", "-1,234.5")
