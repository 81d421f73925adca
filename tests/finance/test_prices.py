"""Real and nominal cases agree, relative prices count, and what is mixed is said."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import cashflow, measures, prices, schedule
from casebuilder.finance.prices import Basis, Index, Mixing, index_path

D = Decimal
FLOWS = [D(-100), *[D(30)] * 5]
REAL, INFLATION = D("0.035"), D("0.02")
RISES = st.decimals(D("-0.05"), D("0.15"), places=3)


def _npv(flows: list[Decimal] | tuple[Decimal, ...], rates: list[Decimal]) -> Decimal:
    return cashflow.present_value(flows, schedule.factors(rates))


def test_real_and_nominal_give_the_published_value_and_mixing_does_not() -> None:
    general = index_path(INFLATION, 5)
    nominal = prices.in_case_prices(FLOWS, basis="nominal", line_index=general, general=general)
    rate = measures.nominal_rate(REAL, INFLATION)

    assert rate == D("0.0557")
    assert measures.npv(REAL, FLOWS) == pytest.approx(D("35.4516"), abs=D("5e-5"))
    assert measures.npv(rate, nominal) == pytest.approx(measures.npv(REAL, FLOWS), rel=D("1e-22"))
    assert measures.npv(REAL, nominal) == pytest.approx(D("43.6029"), abs=D("5e-5"))


@given(
    st.lists(st.decimals(D(-1000), D(1000), places=2), min_size=1, max_size=12),
    st.lists(RISES, min_size=1, max_size=12),
    st.lists(RISES, min_size=1, max_size=12),
    RISES,
)
def test_a_real_case_and_a_nominal_case_have_the_same_value(
    flows: list[Decimal], line_growth: list[Decimal], general_growth: list[Decimal], rate: Decimal
) -> None:
    periods = len(flows) - 1
    line, general = index_path(line_growth, periods), index_path(general_growth, periods)
    inflation = [after / before - 1 for before, after in pairwise(general)]
    nominal_rates = [measures.nominal_rate(rate, rise) for rise in inflation]

    for index in (line, general, None):
        real = prices.in_case_prices(flows, basis="real", line_index=index, general=general)
        nominal = prices.in_case_prices(flows, basis="nominal", line_index=index, general=general)

        assert _npv(nominal, nominal_rates) == pytest.approx(
            _npv(real, [rate] * periods), rel=D("1e-18"), abs=D("1e-18")
        )


def test_a_line_that_follows_general_prices_is_unchanged_to_the_last_digit_in_a_real_case() -> None:
    general = index_path(D("0.017"), 5)

    assert prices.in_case_prices(FLOWS, basis="real", line_index=general, general=general) == tuple(FLOWS)
    assert prices.in_case_prices(FLOWS, basis="nominal", line_index=None, general=general) == tuple(FLOWS)


def test_wages_that_rise_faster_than_prices_cost_more_in_a_real_case() -> None:
    wages, general = index_path(D("0.04"), 2), index_path(D("0.02"), 2)
    flows = prices.in_case_prices([D(100)] * 3, basis="real", line_index=wages, general=general)

    assert flows == pytest.approx((D(100), D("101.960784"), D("103.960015")), abs=D("5e-7"))


def test_money_stated_in_each_year_is_deflated_in_a_real_case() -> None:
    general = index_path(D("0.25"), 2)

    assert prices.in_case_prices([D(0), D(125), D(250)], basis="real", line_index=None, general=general) == (
        0,
        100,
        160,
    )


def test_growth_by_year_goes_on_with_the_last_and_is_spread_over_months() -> None:
    assert index_path([D("0.1"), D("0.5")], 3) == (1, D("1.1"), D("1.65"), D("2.475"))
    monthly = index_path([D("0.1"), D("0.5")], 36, "month")
    assert [monthly[12], monthly[24], monthly[36]] == pytest.approx([D("1.1"), D("1.65"), D("2.475")], rel=D("1e-24"))
    assert index_path(D(0), 2) == (1, 1, 1)


@pytest.mark.parametrize(
    ("basis", "rate_basis", "indices", "inflation", "found"),
    [
        ("real", "real", {"general", "wage"}, None, ()),
        ("nominal", "nominal", {"general", "stated"}, D("0.02"), ()),
        ("real", "real", {"stated"}, D("0.02"), ()),
        ("real", "nominal", {"general"}, D("0.02"), (Mixing.NOMINAL_RATE_IN_REAL_CASE,)),
        ("nominal", "real", {"stated"}, None, (Mixing.REAL_RATE_IN_NOMINAL_CASE,)),
        ("real", "real", {"stated"}, None, (Mixing.STATED_LINES_WITHOUT_INFLATION,)),
        ("real", "nominal", {"stated"}, D(0), tuple(Mixing)[::2]),
        ("nominal", "nominal", {"general"}, D(0), (Mixing.NOMINAL_CASE_WITHOUT_INFLATION,)),
    ],
)
def test_mixing_is_found(
    basis: Basis, rate_basis: Basis, indices: set[Index], inflation: Decimal | None, found: tuple[Mixing, ...]
) -> None:
    assert prices.mixing(basis=basis, rate_basis=rate_basis, indices=indices, inflation=inflation) == found


def test_bad_prices_are_refused() -> None:
    with pytest.raises(ValueError, match="not a basis of prices"):
        prices.in_case_prices([D(1)], basis="mixed", line_index=None, general=[D(1)])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="There are 2 flows, but 2 and 1 levels"):
        prices.in_case_prices([D(1), D(2)], basis="real", line_index=None, general=[D(1)])
    with pytest.raises(ValueError, match="An index needs a growth rate"):
        index_path([], 3)
    with pytest.raises(ValueError, match="above -100%"):
        index_path(D(-1), 3)
    with pytest.raises(ValueError, match="not a finite number"):
        index_path(D("NaN"), 3)
