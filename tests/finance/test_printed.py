"""Printed tables: they add up where that is promised, and say so where they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from casebuilder.finance.precision import significant, to_digits
from casebuilder.finance.printed import Printed, largest_remainder, percentages, printed
from casebuilder.finance.rounding import MODES

D = Decimal
CELLS = st.decimals(D(-10000), D(10000), places=2)
TABLES = st.tuples(st.integers(1, 7), st.integers(1, 6)).flatmap(
    lambda size: st.lists(st.lists(CELLS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)
UNITS = st.sampled_from([D(1), D(10), D(1000), D(10000), D("0.1")])
RULES = st.sampled_from(sorted(MODES))


def _rows(*rows: str) -> list[list[Decimal]]:
    return [[D(cell) for cell in row.split()] for row in rows]


def _exact(rows: Sequence[Sequence[Decimal]], unit: Decimal) -> list[list[Decimal]]:
    """In units, with totals in the last row and column."""
    body = [[*row, sum(row, start=D(0))] for row in rows]
    return [[value / unit for value in row] for row in [*body, [sum(column) for column in zip(*body, strict=True)]]]


def _figures(table: Printed) -> list[list[Decimal]]:
    body = [[*row, total] for row, total in zip(table.cells, table.row_totals, strict=True)]
    return [*body, [*table.column_totals, table.total]]


def _pairs(rows: Sequence[Sequence[Decimal]], table: Printed, unit: Decimal) -> list[tuple[Decimal, Decimal]]:
    together = zip(_figures(table), _exact(rows, unit), strict=True)
    return [pair for figures, exact in together for pair in zip(figures, exact, strict=True)]


def test_figures_rounded_one_by_one_need_a_note_where_they_do_not_add_up() -> None:
    rows = _rows("1400 1400 1400")

    table = printed(rows, unit=D(1000))

    assert table == Printed(((1, 1, 1),), (4,), (1, 1, 1), D(4))
    assert table.note_needed
    assert not printed(_rows("1400 1600", "600 400"), unit=D(1000)).note_needed


@pytest.mark.parametrize("rows", [_rows("1400 1400"), _rows("1400", "1400"), _rows("0 1400", "1400 0")])
def test_a_note_is_needed_whatever_does_not_add_up(rows: list[list[Decimal]]) -> None:
    """In the last table only the totals do not: 1 + 1 is printed as 3."""
    assert printed(rows, unit=D(1000)).note_needed


def test_controlled_rounding_adds_up_where_plain_rounding_does_not() -> None:
    table = printed(_rows("1400 1400 1400"), unit=D(1000), mode="controlled")

    assert table.total == table.row_totals[0] == sum(table.cells[0]) == sum(table.column_totals) == 4
    assert table.cells[0] == table.column_totals


def test_controlled_rounding_of_a_published_kind_of_table() -> None:
    """Cox's problem: rows, columns and total at once, with noughts that stay noughts."""
    rows = _rows("0.5 0.5 0", "0.5 0 0.5", "0 0.5 0.5")

    table = printed(rows, mode="controlled")

    assert not table.note_needed
    assert table.row_totals == table.column_totals == (1, 1, 1)
    assert [table.cells[at][2 - at] for at in (0, 2)] == [0, 0]


@given(TABLES, UNITS, RULES)
def test_a_controlled_table_adds_up_and_stays_within_one_unit(rows: list[list[D]], unit: D, rounding: str) -> None:
    table = printed(rows, unit=unit, mode="controlled", rounding=rounding)

    assert not table.note_needed
    assert table.total == printed(rows, unit=unit, rounding=rounding).total
    for figure, exact in _pairs(rows, table, unit):
        assert figure == int(figure)
        assert abs(figure - exact) < 1


@given(TABLES, UNITS, RULES)
def test_a_table_that_adds_up_by_itself_is_left_alone(rows: list[list[D]], unit: D, rounding: str) -> None:
    plain = printed(rows, unit=unit, rounding=rounding)

    if not plain.note_needed:
        assert printed(rows, unit=unit, mode="controlled", rounding=rounding) == plain


def _departure(figures: Sequence[Sequence[Decimal]], exact: Sequence[Sequence[Decimal]]) -> Decimal:
    """The sum of squared differences, of which the least is sought."""
    pairs = (pair for rows in zip(figures, exact, strict=True) for pair in zip(*rows, strict=True))
    return sum(((figure - value) ** 2 for figure, value in pairs), start=D(0))


def _least_departure(exact: Sequence[Sequence[Decimal]], total: Decimal) -> float:
    """The same by an integer program of another library."""
    values = np.array(exact, dtype=float)
    low = np.floor(values)
    rows, columns = values.shape
    signs = np.ones_like(values)
    signs[-1, :-1] = signs[:-1, -1] = -1
    sums = []
    for axis, length in ((0, rows), (1, columns)):
        for at in range(length):
            chosen = np.zeros_like(values)
            chosen[(at, slice(None)) if axis == 0 else (slice(None), at)] = 1
            sums.append((chosen * signs).ravel())
    upper = low + (values > low)
    low[-1, -1] = upper[-1, -1] = float(total)
    # (x - v)**2 at the two neighbours l and l + 1 is a straight line in x.
    floor = np.floor(values)
    slope = 1 - 2 * (values - floor)
    result = milp(
        slope.ravel(),
        constraints=LinearConstraint(np.array(sums), 0, 0),
        integrality=np.ones(values.size),
        bounds=Bounds(low.ravel(), upper.ravel()),
    )
    assert result.success
    return float(np.sum((floor - values) ** 2) + result.fun - np.sum(slope * floor))


@settings(max_examples=60)
@given(TABLES)
def test_no_table_that_adds_up_departs_less(rows: list[list[D]]) -> None:
    unit = D(1000)
    exact = _exact(rows, unit)

    table = printed(rows, unit=unit, mode="controlled")

    assert float(_departure(_figures(table), exact)) == pytest.approx(_least_departure(exact, table.total), abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_no_large_table_that_adds_up_departs_less(seed: int) -> None:
    cells = np.random.default_rng(seed).integers(-(10**7), 10**8, (20, 6))
    rows = [[D(int(cell)) for cell in row] for row in cells]
    exact = _exact(rows, D(1000))

    table = printed(rows, unit=D(1000), mode="controlled")

    assert float(_departure(_figures(table), exact)) == pytest.approx(_least_departure(exact, table.total), abs=1e-6)


def test_the_same_table_is_printed_the_same_each_time() -> None:
    rows = [[D(row * column * 137 % 1000) + D("0.5") for column in range(1, 7)] for row in range(1, 21)]

    tables = {printed(rows, unit=D(100), mode="controlled") for _ in range(3)}

    assert len(tables) == 1
    assert not tables.pop().note_needed


@given(TABLES, UNITS, RULES)
def test_largest_remainders_make_every_column_add_up(rows: list[list[D]], unit: D, rounding: str) -> None:
    table = printed(rows, unit=unit, mode="largest_remainder", rounding=rounding)
    plain = printed(rows, unit=unit, rounding=rounding)

    assert (table.column_totals, table.row_totals, table.total) == (
        plain.column_totals,
        plain.row_totals,
        plain.total,
    )
    assert [sum(column) for column in zip(*table.cells, strict=True)] == list(table.column_totals)
    assert all(abs(figure - exact) <= 1 for figure, exact in _pairs(rows, table, unit))


def test_what_is_missing_goes_to_the_largest_remainders_and_then_to_the_first() -> None:
    assert largest_remainder([D("1.4"), D("1.3"), D("1.3")]) == (2, 1, 1)
    assert largest_remainder([D("0.5"), D("0.5"), D("1")]) == (1, 0, 1)
    assert largest_remainder([D("-1.4"), D("-1.4"), D("-1.2")]) == (-1, -2, -1)
    assert largest_remainder([D(1400), D(1400)], unit=D(1000)) == (2, 1)
    assert largest_remainder([]) == ()


def test_shares_add_up_to_a_hundred() -> None:
    assert percentages([D(1), D(1), D(1)]) == (34, 33, 33)
    assert percentages([D(1), D(1), D(1)], digits=1) == (D("33.4"), D("33.3"), D("33.3"))


@given(st.lists(st.integers(1, 10**6).map(Decimal), min_size=1, max_size=20), st.integers(0, 3))
def test_shares_always_add_up(values: list[D], digits: int) -> None:
    shares = percentages(values, digits=digits)

    assert sum(shares) == 100
    for share, value in zip(shares, values, strict=True):
        assert abs(share - 100 * value / sum(values)) < D(1).scaleb(-digits)


@pytest.mark.parametrize("mode", ["nearest", "controlled", "largest_remainder"])
def test_without_a_rounding_rule_figures_are_only_put_into_units(mode: Any) -> None:
    table = printed(_rows("1234 66", "0.5 1"), unit=D(1000), mode=mode, rounding="none")

    assert table.cells == ((D("1.234"), D("0.066")), (D("0.0005"), D("0.001")))
    assert not table.note_needed
    assert largest_remainder([D("0.5")], rounding="none") == (D("0.5"),)


@pytest.mark.parametrize("mode", ["nearest", "controlled", "largest_remainder"])
@pytest.mark.parametrize("rows", [[], [[], []]])
def test_an_empty_table_has_a_total_of_nought(mode: Any, rows: list[list[D]]) -> None:
    table = printed(rows, mode=mode)

    assert (table.total, table.column_totals, table.row_totals) == (0, (), (0,) * len(rows))
    assert not table.note_needed


@pytest.mark.parametrize(
    ("value", "uncertainty", "shown"),
    [
        ("428990.48", "35000", "430000"),
        ("428990.48", "950", "429000"),
        ("428990.48", "100", "429000"),
        ("428990.48", "1000000", "0"),
        ("-2.15", "0.1", "-2.2"),
        ("1.63114", "0.02", "1.63"),
        ("12.5", "0", "12.5"),
    ],
)
def test_a_headline_shows_what_its_uncertainty_supports(value: str, uncertainty: str, shown: str) -> None:
    assert str(significant(D(value), D(uncertainty))) == shown


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("428990.48", 3, "429000"),
        ("-428990.48", 1, "-400000"),
        ("0.0012345", 2, "0.0012"),
        ("999.6", 3, "1000"),
        ("5", 3, "5.00"),
        ("0", 3, "0"),
    ],
)
def test_a_headline_by_digits(value: str, digits: int, shown: str) -> None:
    assert str(to_digits(D(value), digits)) == shown


@given(st.decimals(-(10**12), 10**12, places=4), st.decimals(D("0.001"), 10**9, places=3))
def test_rounding_a_headline_errs_by_at_most_half_of_its_uncertainty(value: D, uncertainty: D) -> None:
    assert abs(significant(value, uncertainty) - value) <= uncertainty / 2


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: printed(_rows("1 2", "1")), "one length"),
        (lambda: printed(_rows("1"), unit=D(0)), "power of ten"),
        (lambda: printed(_rows("1"), unit=D(-10)), "power of ten"),
        (lambda: printed(_rows("1"), unit=D(25)), "power of ten"),
        (lambda: printed(_rows("NaN")), "not a finite number"),
        (lambda: printed(_rows("1"), mode="best"), "not a way to print"),  # type: ignore[arg-type]
        (lambda: printed(_rows("1"), rounding="bankers"), "not a rounding rule"),
        (lambda: largest_remainder([D(1)], rounding="bankers"), "not a rounding rule"),
        (lambda: percentages([D(1), D(-1)]), "total of nought"),
        (lambda: significant(D(1), D(-1)), "must not be negative"),
        (lambda: to_digits(D(1), 0), "at least one significant digit"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


def test_every_small_table_of_halves_can_be_controlled() -> None:
    """All tables of two by three with the cells 0, 1/2 and 1: ties everywhere."""
    for cells in product([D(0), D("0.5"), D(1)], repeat=6):
        assert not printed([cells[:3], cells[3:]], mode="controlled").note_needed
