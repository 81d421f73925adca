"""Tables of money: in the unit of the case, adding up in print, by year whatever the period."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.examples import sample
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.model.money import FundingSource
from casebuilder.model.options import Option
from casebuilder.model.rules import OptimismBias
from casebuilder.report.blocks import Figure, Paragraph
from casebuilder.spec import BiText
from tests.analysis.small import D, benefit, cost, flows, small
from tests.report.built import built, header, said, table, tables, worded

GO = (Option(id="A", name=BiText("Go", "前進")),)
ROUNDED = "Each figure is rounded by itself, so totals may differ from the sum of the figures printed."


def named(english: str, chinese: str) -> dict[str, BiText]:
    return {"name": BiText(english, chinese)}


def numbers(cells: tuple[str, ...]) -> list[Decimal]:
    return [Decimal(cell.replace(",", "").replace("−", "-")) for cell in cells]


# -- units and rounding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "english", "chinese", "row"),
    [
        ("1", "Cost (TWD)", "成本（TWD）", ("1,234,567", "2,345,678", "3,580,245")),
        ("1000", "Cost (TWD thousand)", "成本（新臺幣千元）", ("1,234", "2,346", "3,580")),
        ("10000", "Cost (TWD 10,000)", "成本（新臺幣萬元）", ("123", "235", "358")),
        ("1000000", "Cost (TWD million)", "成本（新臺幣百萬元）", ("1.2", "2.4", "3.6")),
    ],
)
def test_tables_are_in_the_unit_of_the_case(unit: str, english: str, chinese: str, row: tuple[str, ...]) -> None:
    case = small(cost(1234567, 2345678), horizon=1, options=GO, rules={"print_unit": unit})
    in_english, in_chinese = table("costs_by_year", case), table("costs_by_year", case, "zh_TW")
    assert header(in_english) == (english, "2026", "2027", "Total")
    assert header(in_chinese)[0] == chinese
    assert in_english.rows[-1] == ("Total", *row)


def test_rounded_figures_are_adjusted_or_said_not_to_add_up() -> None:
    lines = (cost(400, 400), cost(400, 400, identifier="C2"), cost(400, 400, identifier="C3"))
    rules = {"print_unit": "1000"}
    adjusted = small(*lines, horizon=1, rules=rules)
    assert [row[1:] for row in table("costs_by_year", adjusted).rows[-1:]] == [("1", "1", "2")]
    assert sum(numbers(tuple(row[1] for row in table("costs_by_year", adjusted).rows[:-1]))) == 1
    assert ROUNDED not in said("costs_by_year", adjusted)
    nearest = small(*lines, horizon=1, rules={**rules, "print_rounding": "nearest"})
    assert [row[1:] for row in table("costs_by_year", nearest).rows] == [("0", "0", "1")] * 3 + [("1", "1", "2")]
    assert said("costs_by_year", nearest) == [ROUNDED]


@given(
    st.lists(st.lists(st.integers(-(10**7), 10**7), min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from(["1", "1000", "10000", "1000000"]),
)
def test_costs_and_cash_flows_add_up_in_every_unit(amounts: list[list[int]], unit: str) -> None:
    lines = [cost(*line, identifier=f"C{number}") for number, line in enumerate(amounts)]
    case = small(*lines, benefit(777777, 0, 1, 1), horizon=2, rate="0.07", rules={"print_unit": unit})
    *rows, total = (numbers(row[1:]) for row in table("costs_by_year", case).rows)
    assert [sum(column) for column in zip(*rows, strict=True)] == total
    assert all(sum(years) == last for *years, last in (*rows, total))
    costs, benefits, net = (numbers(row[1:]) for row in table("cash_flows", case).rows[:3])
    assert [one - other for one, other in zip(benefits, costs, strict=True)] == net
    cumulative = numbers(table("cash_flows", case).rows[3][1:-1])
    assert cumulative[0] == net[0]
    assert [after - before for before, after in pairwise(cumulative)] == net[1:-1]
    assert cumulative[-1] == net[-1]


def test_the_appraisal_row_adds_up_and_keeps_its_npv() -> None:
    """PV of benefits 1,500.6 and of costs 1,000.2: the difference of 500.4 is printed as 500, and so is the sum."""
    case = small(cost("1000.2"), benefit("1500.6", 1), horizon=1, options=GO, profile={"rounding": "none"})
    assert table("appraisal", case).rows[0][1:4] in (("1,000", "1,500", "500"), ("1,001", "1,501", "500"))


# -- years -------------------------------------------------------------------------------------------------------------


def test_quarters_are_printed_by_year() -> None:
    quarterly = {"period": "quarter"}
    case = small(cost(10, 10, 10, 10, 5, 5, 5, 5), benefit(80, *[1] * 8), horizon=2, options=GO, rules=quarterly)
    costs, benefits = table("costs_by_year", case), table("benefits_by_year", case)
    assert header(costs) == ("Cost (TWD)", "2026", "2027", "2028", "Total")
    assert costs.rows[0][1:] == ("40", "20", "0", "60")
    assert benefits.rows[0][1:] == ("80", "80", "0", "160")
    assert [row[1:] for row in table("cash_flows", case).rows[:4]] == [
        ("40", "20", "0", "60"),
        ("80", "80", "0", "160"),
        ("40", "60", "0", "100"),
        ("40", "100", "100", ""),
    ]
    text = "Amounts are counted by period (quarters) and printed by year; yearly rates are converted to the period."
    assert text in said("conventions", case)


@pytest.mark.parametrize("first_year", [2026, None])
def test_many_years_share_columns(first_year: int | None) -> None:
    case = small(cost(*[1] * 61), horizon=60, profile={"first_year": first_year})
    costs = table("costs_by_year", case)
    ends = ("2026", "2027–32", "2081–86") if first_year else ("Year 0", "Year 1–6", "Year 55–60")
    assert (*header(costs)[1:3], header(costs)[-2]) == ends
    assert costs.rows[-1][1:] == ("1", *["6"] * 10, "61")


def test_long_amounts_leave_room_for_fewer_columns() -> None:
    case = small(cost(*[12345678] * 11), benefit(20000000, *[1] * 11), horizon=10)
    costs = table("costs_by_year", case)
    assert header(costs)[1:-1] == ("2026", "2027–28", "2029–30", "2031–32", "2033–34", "2035–36")
    assert costs.rows[-1][2] == "24,691,356"
    in_millions = dataclasses.replace(case, rules=dataclasses.replace(case.rules, print_unit="1000000"))
    assert len(header(table("costs_by_year", in_millions))) == 13
    assert header(table("costs_by_year", small(cost(*[1] * 24), horizon=23)))[1:-1][-2:] == ("2045–47", "2048–49")


def test_cash_flows_show_every_year_in_several_tables_below_each_other() -> None:
    case = small(cost(*[12345678] * 11), benefit(20000000, *[1] * 11), horizon=10, options=GO)
    first, second = tables("cash_flows", case)
    assert (first.caption, second.caption) == ("Cash flows of Go (2026–31)", "Cash flows of Go (2032–36)")
    assert header(first) == ("TWD", "2026", "2027", "2028", "2029", "2030", "2031")
    assert header(second) == ("TWD", "2032", "2033", "2034", "2035", "2036", "Total")
    assert first.rows[2][1:] == ("7,654,322",) * 6
    assert second.rows[2][1:] == (*["7,654,322"] * 5, "84,197,542")
    assert (first.rows[3][-1], second.rows[3][1:]) == (
        "45,925,932",
        ("53,580,254", "61,234,576", "68,888,898", "76,543,220", "84,197,542", ""),
    )


def test_very_many_years_share_columns_in_cash_flows_too() -> None:
    (one,) = tables("cash_flows", small(cost(*[1000] * 61), horizon=60))
    assert len(one.columns) <= 13


def test_a_horizon_of_nought_is_one_year() -> None:
    assert header(table("costs_by_year", small(cost(7), horizon=0)))[1:] == ("2026", "Total")


# -- what stands beside the lines --------------------------------------------------------------------------------------


def test_a_bias_that_is_counted_is_a_row_of_the_costs() -> None:
    bias = OptimismBias(source="own", own_uplift=D("0.2"), counted="inside")
    case = small(cost(100, category="capex"), horizon=1, options=GO, optimism_bias=bias)
    assert [row[0] for row in table("costs_by_year", case).rows] == ["C1 C1", "Optimism bias", "Total"]
    assert table("costs_by_year", case).rows[1][1:] == ("20", "0", "20")
    beside = dataclasses.replace(case, optimism_bias=dataclasses.replace(bias, counted="beside"))
    assert [row[0] for row in table("costs_by_year", beside).rows] == ["C1 C1", "Total"]


def test_residual_and_terminal_values_are_rows_of_the_benefits() -> None:
    options = (Option(id="A", terminal_method="multiple", terminal_multiple=D(2)),)
    lines = (cost(100, residual_value=D(30)), benefit(50, 0, 1, 1, name=BiText("Time")))
    case = small(*lines, horizon=2, options=options)
    rows = table("benefits_by_year", case).rows
    assert rows == (
        ("B1 Time", "0", "50", "50", "100"),
        ("Value left at the end", "0", "0", "30", "30"),
        ("Value after the horizon", "0", "0", "100", "100"),
        ("Total", "0", "50", "180", "230"),
    )


def test_classes_of_benefits_have_subtotals_that_add_up() -> None:
    lines = (
        benefit(1400, 1, 1),
        benefit(1400, 1, 1, identifier="B2", type="revenue"),
        benefit(1400, 1, 1, identifier="B3", type="revenue"),
    )
    case = small(*lines, horizon=1, rules={"print_unit": "1000"})
    rows = {row[0]: numbers(row[1:]) for row in table("benefits_by_year", case).rows}
    of_revenue = [sum(pair) for pair in zip(rows["B2 B2"], rows["B3 B3"], strict=True)]
    assert rows["of which: Revenue margin"] == of_revenue
    assert rows["of which: Cashable"] == rows["B1 B1"]
    assert rows["Total"] == [D(4), D(4), D(8)]
    assert table("benefits_by_year", case).totals == 3


def test_lines_with_another_price_index_are_named_under_the_table() -> None:
    nominal = {"price_basis": "nominal"}
    rules = {"wage_growth": D("0.03"), "general_inflation": D("0.02")}
    lines = (
        cost(100, 100, price_index="wage"),
        cost(10, 10, identifier="C2", price_index="wage"),
        cost(10, 10, identifier="C3", price_index="own", own_growth=D("0.015")),
        cost(10, 10, identifier="C4"),
    )
    case = small(*lines, horizon=1, profile=nominal, rules=rules)
    sentences = (
        "The price of C1, C2 does not move with prices in general: with wages.",
        "The price of C3 does not move with prices in general: with a rate of its own (1.5%).",
    )
    assert said("costs_by_year", case) == [" ".join(sentences)]
    assert said("costs_by_year", case, "zh_TW") == [
        "C1、C2 之價格未隨一般物價變動：隨薪資。C3 之價格未隨一般物價變動：依本項自訂漲幅（1.5%）。"
    ]
    assert table("costs_by_year", case).rows[0][1:] == ("100", "103", "203")


def test_what_is_not_counted_is_listed_with_why() -> None:
    lines = (
        cost(100),
        cost(40, 2, identifier="C2", treatment="sunk", **named("Study", "研究")),
        benefit(9, 1, treatment="transfer"),
    )
    case = small(*lines, horizon=1, options=GO)
    assert table("excluded_lines", case).rows == (
        ("C2 Study", "Go", "Sunk: already spent, whatever is decided", "42"),
        ("B1 B1", "Go", "Transfer: tax, subsidy, internal recharge", "9"),
    )
    assert table("excluded_lines", case, "zh_TW").rows[0] == (
        "C2 研究",
        "前進",
        "沉沒成本：無論決策為何均已支出",
        "42",
    )
    assert built("excluded_lines", small(cost(1))) == []


# -- funding -----------------------------------------------------------------------------------------------------------


def funded(*amounts: tuple[str, tuple[int, ...]]) -> Case:
    sources = tuple(
        FundingSource(id=f"F{number}", status=status, amounts=flows(*values), **named("Budget", "預算"))
        for number, (status, values) in enumerate(amounts, start=1)
    )
    return small(cost(100, 50, 50), benefit(100, 0, 1, 1), horizon=2, options=GO, funding_sources=sources)


def test_funding_is_set_against_the_need_with_the_gaps_marked() -> None:
    case = funded(("confirmed", (80, 50)), ("asked", (10, 0, 50)))
    need = table("affordability", case)
    assert need.rows == (
        ("Need", "100", "50", "50", "200"),
        ("F1 Budget (Confirmed)", "80", "50", "0", "130"),
        ("F2 Budget (Asked for)", "10", "0", "50", "60"),
        ("Gap with confirmed funding alone", "20", "0", "50", "70"),
        ("Gap with all funding", "10", "0", "0", "10"),
    )
    assert need.cell_tones == ((3, 1, "bad"), (3, 3, "bad"), (4, 1, "bad"))
    blocks = built("affordability", case)
    assert isinstance(blocks[0], Paragraph)
    assert "TWD 70" in blocks[0].text
    assert [block.chart.frame.key for block in blocks if isinstance(block, Figure)] == ["affordability"]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Gap with confirmed funding alone"), ("zh_TW", "僅計已確認經費之缺口")]
)
def test_confirmed_funding_for_everything_has_one_gap_of_nought_and_no_chart(language: Language, label: str) -> None:
    case = funded(("confirmed", (100, 50, 50)))
    need = table("affordability", case, language)
    assert need.rows[-1] == (label, "0", "0", "0", "0")
    assert (len(need.rows), need.cell_tones) == (3, ())
    assert not [block for block in built("affordability", case) if isinstance(block, Figure)]


def test_a_case_without_funding_says_nothing_of_it() -> None:
    assert built("affordability", small(cost(1))) == []


def test_the_funding_of_the_sample_covers_its_costs() -> None:
    need = table("affordability", sample())
    assert need.rows[0][1:3] == ("2,365,000", "380,000")
    assert need.rows[-1][1:] == ("0",) * 7


# -- amounts in words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "uncertainty", "english", "chinese"),
    [
        ("6192169", "653000", "TWD 6.2 million", "新臺幣 620 萬元"),
        ("6192169", "20", "TWD 6.19 million", "新臺幣 619 萬元"),
        ("6192169", "0", "TWD 6.19 million", "新臺幣 619 萬元"),
        ("-6192169", "9000000", "TWD −6 million", "新臺幣 −600 萬元"),
        ("579178", "4331", "TWD 579,000", "新臺幣 57.9 萬元"),
        ("19961234", "400000", "TWD 20 million", "新臺幣 2,000 萬元"),
        ("6012345", "300000", "TWD 6.0 million", "新臺幣 600 萬元"),
        ("995", "3000", "TWD 1,000", "新臺幣 1,000 元"),
        ("0", "5", "TWD 0", "新臺幣 0 元"),
    ],
)
def test_an_amount_in_words_shows_what_its_uncertainty_supports(
    amount: str, uncertainty: str, english: str, chinese: str
) -> None:
    said_in: tuple[tuple[Language, str], ...] = (("en", english), ("zh_TW", chinese))
    for language, words in said_in:
        assert worded(small(cost(1)), language).money_within(D(amount), D(uncertainty)) == words
