"""Whatever a program hands to the functions that others rely on: a figure, or ValueError with a sentence."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pytest

from casebuilder.finance import depreciation, measures, optimism_bias, schedule

DATES: Final = [datetime.date(2020, 1, 1), datetime.date(2021, 1, 1), datetime.date(2022, 6, 1)]
BAD: Final = [
    None, True, "", "1", b"1", [], {}, object(), 1j, DATES[0], np.array([1.0, 2.0]),
    math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e400"), 10**400,
    -1, -2.5, 0, 2.5, 1e308, np.int64(3), np.float64("nan"), -0.999999999999999, Decimal("-0.999999999999999999999"),
]  # fmt: skip

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def calls(kind: Callable[[str], Any]) -> dict[str, Call]:
    """Every function that INTERFACES fixes, called as it should be."""
    flows, rate, long = [kind("-100"), kind("60"), kind("70")], kind("0.1"), [kind("1")] * 60
    asset = (kind("100"), kind("10"), 5)
    return {
        "npv": (measures.npv, (rate, flows), {}),
        "npv of many": (measures.npv, (rate, long), {}),
        "excel_npv": (measures.excel_npv, (rate, flows), {}),
        "irr": (measures.irr, (flows,), {}),
        "mirr": (measures.mirr, (flows,), {"finance_rate": rate, "reinvest_rate": rate}),
        "xnpv": (measures.xnpv, (rate, flows, DATES), {}),
        "xirr": (measures.xirr, (flows, DATES), {}),
        "payback": (measures.payback, (flows,), {}),
        "discounted_payback": (measures.discounted_payback, (rate, [*flows, *long]), {}),
        "bcr": (measures.bcr, (kind("3"), kind("2")), {}),
        "roi": (measures.roi, (kind("3"), kind("2")), {}),
        "profitability_index": (measures.profitability_index, (rate, flows), {}),
        "annuity_factor": (measures.annuity_factor, (rate, 60), {}),
        "equivalent_annual": (measures.equivalent_annual, (rate, kind("100"), 60), {}),
        "switching_value": (measures.switching_value, (kind("3"), kind("2")), {}),
        "real_rate": (measures.real_rate, (rate, rate), {}),
        "nominal_rate": (measures.nominal_rate, (rate, rate), {}),
        "discount_factors": (schedule.discount_factors, (rate, 60), {"timing": "mid"}),
        "discount_factors by name": (schedule.discount_factors, ("green_book", 60), {"timing": "mid"}),
        "straight_line": (depreciation.straight_line, asset, {}),
        "sum_of_years": (depreciation.sum_of_years, asset, {}),
        "declining_balance": (depreciation.declining_balance, asset, {"first_months": 7}),
        "double_declining": (depreciation.double_declining, asset, {"factor": kind("2")}),
        "bounds": (optimism_bias.bounds, ("standard_buildings",), {}),
        "uplift": (optimism_bias.uplift, (kind("0.3"), [(kind("0.3"), kind("0.2"))]), {}),
    }


def spoiled(value: Any) -> Iterator[Any]:
    """Something bad in the place of a value, or of one of its items."""
    yield from (bad for bad in BAD if not (isinstance(value, str) and isinstance(bad, np.ndarray)))
    if isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from ([*value[:place], bad, *value[place + 1 :]] for bad in spoiled(item))


def numbers(result: Any) -> list[Any]:
    """The numbers in what a function gives."""
    if isinstance(result, measures.Irr):
        return list(result.roots)
    values = result if isinstance(result, list) else list(result.values()) if isinstance(result, dict) else [result]
    return [value for value in values if value is not None]


@pytest.mark.parametrize("kind", [float, Decimal])
@pytest.mark.parametrize("name", calls(float))
def test_bad_numbers_are_refused_with_a_sentence_and_no_figure_is_endless(name: str, kind: Any) -> None:
    function, given, named = calls(kind)[name]
    tries = [([*given[:at], bad, *given[at + 1 :]], named) for at, good in enumerate(given) for bad in spoiled(good)]
    tries += [(list(given), {**named, key: bad}) for key, good in named.items() for bad in spoiled(good)]
    sentences = []
    for arguments, others in tries:
        try:
            result = function(*arguments, **others)
        except ValueError as error:
            sentences.append(str(error))
        else:
            assert all(math.isfinite(number) for number in numbers(result)), (arguments, others, result)
    assert len(sentences) >= len(BAD) / 2
    assert [text for text in sentences if not text.endswith(".")] == []


@pytest.mark.parametrize("name", calls(float))
def test_decimals_give_decimals_and_floats_floats(name: str) -> None:
    if name in ("irr", "xirr", "bounds", "discount_factors by name"):
        return
    for kind in (float, Decimal):
        function, given, named = calls(kind)[name]
        assert {type(number) for number in numbers(function(*given, **named))} == {kind}


def test_causes_that_sum_to_the_whole_but_for_rounding_take_it_away() -> None:
    tenths = [(0.1, 1.0)] * 10
    thirds = [(Decimal(1) / 3, Decimal(1)), (Decimal(2) / 3, Decimal(1))]

    assert optimism_bias.uplift(0.51, [(0.7, 1.0), (0.2, 1.0), (0.1, 1.0)]) == pytest.approx(0, abs=1e-12)
    assert optimism_bias.uplift(0.51, tenths) == pytest.approx(0, abs=1e-12)
    assert optimism_bias.uplift(Decimal("0.51"), thirds) == pytest.approx(0, abs=Decimal("1e-20"))
    with pytest.raises(ValueError, match="more than 1"):
        optimism_bias.uplift(0.51, [(0.7, 1.0), (0.31, 1.0)])


def test_lists_serve_as_pairs_and_arrays_as_series() -> None:
    assert optimism_bias.uplift(0.4, [[0.5, 0.5]]) == pytest.approx(0.3)  # type: ignore[list-item]
    assert measures.npv(0.0, np.array([1, 2, 3])) == 6  # type: ignore[arg-type]
    assert measures.npv(Decimal(0), [np.int64(1), Decimal(2)]) == 3  # type: ignore[list-item]
    assert measures.annuity_factor(0.0, 5.0) == 5  # type: ignore[arg-type]
