"""Tables of the Word document, opened again."""

from __future__ import annotations

from typing import Any

import pytest

from casebuilder.i18n import LANGUAGES, Language
from casebuilder.report.blocks import Card, Column, KeyFigure, KeyFigures, Landscape, SignOff, Table
from tests.report import sample_case
from tests.report.opened import NAMES, Opened, W, full, style_of, text_of, written
from tests.report.samples import Bilingual

COLUMNS = (Column("Name", weight=3), Column("Amount (TWD)", "right"), Column("Level", "center"))


def data(rows: int, **options: Any) -> Table:
    body = tuple((f"row {number}", f"{number * 1000:,}", "low") for number in range(rows))
    return Table(COLUMNS, body, "A table", **options)


def only_table(document: Opened) -> Any:
    """The one table that stands in the body besides the band of the cover."""
    (table,) = document.find("w:tbl[w:tblPr/w:tblStyle]")
    return table


def cells(table: Any) -> list[list[str]]:
    return [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_with_rows_repeats_its_header_and_breaks_no_row(language: Language) -> None:
    tables = full(language).find("//w:tbl[count(w:tr) > 2]")
    assert len(tables) == 5
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)


def test_the_cells_hold_what_the_block_says() -> None:
    table = only_table(written(data(2)))
    assert cells(table) == [["Name", "Amount (TWD)", "Level"], ["row 0", "0", "low"], ["row 1", "1,000", "low"]]


def test_numbers_stand_on_the_right_by_their_style() -> None:
    table = only_table(written(data(1)))
    for row in table.findall(f"{W}tr"):
        assert [style_of(p) for p in row.iter(f"{W}p")] == ["TableText", "TableNumber", "TableCentre"]


def test_a_table_describes_itself() -> None:
    properties = only_table(written(data(1, description="What it shows"))).find(f"{W}tblPr")
    assert properties.find(f"{W}tblCaption").get(f"{W}val") == "A table"
    assert properties.find(f"{W}tblDescription").get(f"{W}val") == "What it shows"


@pytest.mark.parametrize(("rows", "kept"), [(16, True), (17, False)])
def test_only_short_tables_stay_on_one_page(rows: int, kept: bool) -> None:
    second = only_table(written(data(rows))).findall(f"{W}tr")[1]
    assert all((p.find(f"{W}pPr/{W}keepNext") is not None) is kept for p in second.iter(f"{W}p"))


def test_few_rows_of_long_texts_may_break_over_pages() -> None:
    long = Table((Column("Text"),), tuple(("word " * 150,) for _ in range(4)), "t")
    assert only_table(written(long)).xpath("count(w:tr[position() > 1]//w:keepNext)", namespaces=NAMES) == 0


@pytest.mark.parametrize(("rows", "off"), [(8, "1"), (9, "0")])
def test_bands_are_switched_on_over_eight_rows(rows: int, off: str) -> None:
    look = only_table(written(data(rows))).find(f"{W}tblPr/{W}tblLook")
    assert look.get(f"{W}noHBand") == off


@pytest.mark.parametrize("row_header", [True, False])
def test_the_first_column_is_bold_where_it_names_the_row(row_header: bool) -> None:
    look = only_table(written(data(1, row_header=row_header))).find(f"{W}tblPr/{W}tblLook")
    assert look.get(f"{W}firstColumn") == str(int(row_header))


def test_totals_stand_out() -> None:
    table = only_table(written(data(4, totals=2)))
    assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}lastRow") == "1"
    shaded = [row.find(f"{W}tc/{W}tcPr/{W}shd") is not None for row in table.findall(f"{W}tr")]
    assert shaded == [False, False, False, True, False]  # the last one has the look of the style


def test_a_tone_is_a_shade_beside_the_word() -> None:
    table = only_table(written(data(2, cell_tones=((1, 2, "bad"),))))
    shaded = table.xpath(".//w:tc[w:tcPr/w:shd]", namespaces=NAMES)
    assert [text_of(cell) for cell in shaded] == ["low"]


def test_the_columns_fill_the_width_of_the_page_by_weight() -> None:
    widths = [int(column.get(f"{W}w")) for column in only_table(written(data(1))).iter(f"{W}gridCol")]
    assert sum(widths) == 11906 - 2 * 1417
    assert widths[0] > 1.5 * widths[2]


def test_no_column_is_too_narrow_for_its_numbers() -> None:
    columns = (Column("Text", weight=50), *(Column("n", "right", 0.1) for _ in range(4)))
    table = only_table(written(Table(columns, (("word " * 40, *["12,345,678"] * 4),), "t")))
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert min(widths) > 10 * 0.5 * 9 * 20


def test_a_column_of_short_codes_leaves_its_room_to_the_texts() -> None:
    columns = (Column("ID"), Column("Text"))
    table = only_table(written(Table(columns, (("R01", "a long sentence " * 20),), "t")))
    first, second = (int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
    assert first < 900
    assert first + second == 11906 - 2 * 1417


def test_a_chinese_unit_goes_to_the_next_line_as_a_whole() -> None:
    columns = (Column("名稱", weight=90), Column("現值合計（新臺幣元）", "right"))
    table = only_table(written(Table(columns, (("很長的名稱" * 40, "1"),), "t"), language="zh_TW"))
    assert cells(table)[0] == ["名稱", "現值合計\n（新臺幣元）"]


def test_many_columns_are_set_smaller() -> None:
    columns = tuple(Column(str(number)) for number in range(9))
    table = only_table(written(Table(columns, (tuple("abcdefghi"),), "t")))
    assert {style_of(p) for p in table.iter(f"{W}p")} == {"TableTextSmall"}


def test_a_table_whose_numbers_do_not_fit_is_set_smaller() -> None:
    columns = (Column("Year"), *(Column("n", "right") for _ in range(7)))
    table = only_table(written(Table(columns, (("1", *["−123,456,789"] * 7),), "t")))
    assert {style_of(p) for p in table.iter(f"{W}p")} == {"TableTextSmall", "TableNumberSmall"}


def test_a_paragraph_of_a_card_is_a_paragraph_of_its_cell() -> None:
    table = only_table(written(Card("Title", (("Conditions", "one\n\ntwo"), ("Empty", "")))))
    counts = [len(cell.findall(f"{W}p")) for cell in table.iter(f"{W}tc")]
    assert counts == [1, 1, 2, 1, 1]


def test_a_table_without_rows_is_its_header() -> None:
    assert cells(only_table(written(data(0)))) == [["Name", "Amount (TWD)", "Level"]]


def test_a_caption_stands_above_with_its_number_in_a_field() -> None:
    document = written(data(1), data(1))
    assert document.texts("Caption") == ["Table 1\u2003A table", "Table 2\u2003A table"]
    assert [text.strip() for text in document.find("//w:p[w:pPr/w:pStyle/@w:val='Caption']//w:instrText/text()")] == [
        "SEQ Table \\* ARABIC"
    ] * 2
    assert style_of(document.find("w:tbl[w:tblPr/w:tblStyle]")[0].getprevious()) == "Caption"


def test_a_card_is_two_columns_under_its_title() -> None:
    table = only_table(written(Card("SYS1 Router", (("Role", "routes"), ("Owner", "nobody\nyet")))))
    assert cells(table) == [["SYS1 Router"], ["Role", "routes"], ["Owner", "nobody\nyet"]]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (3, 1), (4, 1), (5, 2), (6, 2)])
def test_key_figures_stand_in_one_row_up_to_four(count: int, rows: int) -> None:
    items = tuple(KeyFigure(f"label {n}", f"value {n}", f"note {n}", "good") for n in range(count))
    document = written(KeyFigures(items))
    table = only_table(document)
    assert len(table.findall(f"{W}tr")) == rows
    assert len({len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")}) == 1
    assert document.texts("KeyFigureValue") == [item.value for item in items]


def test_one_long_value_sets_the_whole_band_smaller() -> None:
    items = (KeyFigure("NPV", "TWD 123,456,789,000 million"), KeyFigure("n", "1"), KeyFigure("n", "2"))
    assert written(KeyFigures(items)).texts("KeyFigureValueLong") == [item.value for item in items]


def test_no_key_figures_leave_no_trace() -> None:
    assert not written(KeyFigures(())).find("w:tbl[w:tblPr/w:tblStyle]")


def test_each_decision_has_a_box_and_the_one_that_was_taken_is_ticked() -> None:
    sign = SignOff(
        ("Role", "Name", "Decision", "Date", "Signature"),
        (("Sponsor", "Chen", "Rejected", "", ""), ("Board", "", "", "", "")),
        ("Approved", "Rejected"),
        "Approvals",
    )
    document = written(sign)
    assert document.find("//w14:checkbox/w14:checked/@w14:val") == ["0", "1", "0", "0"]
    rows = cells(only_table(document))
    assert rows[1] == ["Sponsor", "Chen", "☐ Approved☒ Rejected", "", ""]
    assert len(set(document.find("//w:sdtPr/w:id/@w:val"))) == 4


def test_columns_to_be_filled_in_by_hand_have_room_to_write() -> None:
    columns = ("Role", "Name", "Decision", "Conditions", "Date", "Signature")
    sign = SignOff(columns, (("Sponsor: " + "long " * 20, *[""] * 5),), ("Approved with conditions",), "Approvals")
    widths = [int(column.get(f"{W}w")) for column in only_table(written(sign)).iter(f"{W}gridCol")]
    assert min(widths) > 1300
    assert max(widths) == widths[2]


def test_landscape_pages_are_a_section_of_their_own() -> None:
    document = written(data(1), Landscape((data(1),)), Landscape((data(1),)), data(1))
    sections = document.find("//w:sectPr")
    widths = [section.find(f"{W}pgSz").get(f"{W}w") for section in sections]
    assert widths == ["11906", "16838", "11906"]
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections] == [None, "landscape", None]
    assert [len(section.findall(f"{W}headerReference")) for section in sections] == [2, 0, 0]  # inherited
    assert [section.find(f"{W}titlePg") is not None for section in sections] == [True, False, False]


def test_a_document_may_end_on_a_landscape_page() -> None:
    sections = written(Landscape((data(1),))).find("//w:sectPr")
    assert [section.find(f"{W}pgSz").get(f"{W}w") for section in sections] == ["11906", "16838"]
    assert sections[-1].getparent().tag == f"{W}body"


def test_a_wide_register_uses_the_width_of_the_landscape_page() -> None:
    table = full("en").find("w:tbl[w:tblPr/w:tblCaption/@w:val='Risk register']")[0]
    assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == 16838 - 2 * 1417
    register = sample_case.risk_table(Bilingual("en"), 14)
    assert cells(table)[1:] == [list(row) for row in register.rows]
