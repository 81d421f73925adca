"""Every internal rate of return is found, none is invented, whatever the size of the amounts."""

from __future__ import annotations

import datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casebuilder.finance.irr import Irr, irr, xirr
from casebuilder.finance.measures import npv
from casebuilder.finance.roots import positive_roots, sampled_roots
from casebuilder.finance.squarefree import square_free

D = Decimal
AMOUNTS = st.integers(-(10**6), 10**6)


def _exact_npv(rate: float, flows: list[int]) -> Fraction:
    discount = 1 / (1 + Fraction(rate))
    return sum((flow * discount**period for period, flow in enumerate(flows)), start=Fraction(0))


def _times(one: list[int], other: list[int]) -> list[int]:
    product = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            product[i + j] += a * b
    return product


@pytest.mark.parametrize(
    ("flows", "status", "roots"),
    [
        ([-100, 230, -132], "multiple", (0.1, 0.2)),
        ([-1600, 10000, -10000], "multiple", (0.25, 4.0)),
        ([1000, -3000, 2500], "none", ()),
        ([-1, 4, -4], "unique", (1.0,)),
        ([-100, 0, 0], "no_sign_change", ()),
        ([0, 0, 0], "no_sign_change", ()),
        ([5], "no_sign_change", ()),
        ([0, 0, -100, 110], "unique", (0.1,)),
        ([-100, 110, 0, 0], "unique", (0.1,)),
        ([-100, 100], "unique", (0.0,)),
        ([-100, 1], "unique", (-0.99,)),
        ([-1, 10**9], "unique", (10**9 - 1,)),
        ([Decimal("-0.1"), Decimal("0.4"), Decimal("-0.4")], "unique", (1.0,)),
    ],
)
def test_rates_and_what_they_mean(flows: list[float], status: str, roots: tuple[float, ...]) -> None:
    found = irr(flows)

    assert found.status == status
    assert found.roots == pytest.approx(roots, rel=1e-14, abs=1e-15)


def test_a_breath_more_or_less_tells_two_rates_from_none() -> None:
    """The rates differ by one part in 10**30, far below what floats can tell."""
    two = irr([-(10**60), 4 * 10**60 + 1, -4 * 10**60])
    none = irr([-(10**60), 4 * 10**60 - 1, -4 * 10**60])

    assert (two.status, len(two.roots)) == ("multiple", 2)
    assert (none.status, none.roots) == ("none", ())


def test_long_series_are_solved_to_the_last_digit() -> None:
    monthly = irr([-100_000.0] + [300.0] * 480)
    with_removal = irr([-100_000] + [600] * 479 + [-150_000])

    assert monthly.status == "unique"
    assert npv(Decimal(monthly.roots[0]), [Decimal(-100_000)] + [Decimal(300)] * 480) == pytest.approx(
        Decimal(0), abs=Decimal("1e-8")
    )
    assert with_removal.status == "multiple"
    assert [root < 0 for root in with_removal.roots] == [True, False]


@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=6), st.lists(st.integers(1, 10**9), min_size=1, max_size=12)
)
def test_conventional_flows_have_one_rate_with_npv_nought(outlays: list[int], inflows: list[int]) -> None:
    flows = [-value for value in outlays] + inflows
    found = irr(flows)
    (root,) = found.roots
    nearby = 4e-16 + 1e-12 * (1 + root)  # floats near -1 are no finer

    assert found.status == "unique"
    assert _exact_npv(root - nearby, flows) > 0 > _exact_npv(root + nearby, flows)


@given(
    st.lists(st.sampled_from([-50, -10, 0, 5, 8, 25, 100, 300]), min_size=1, max_size=4, unique=True),
    st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 30)), max_size=2),
    st.booleans(),
)
def test_all_rates_of_a_product_of_known_rates_are_found(
    percents: list[int], pairs: list[tuple[int, int]], repeat: bool
) -> None:
    """(100 + p) - 100 x has the rate p %; a x**2 + b x + c without real roots adds none."""
    flows = [1]
    for percent in percents:
        flows = _times(flows, [-100, 100 + percent])
    if repeat:
        flows = _times(flows, [-100, 100 + percents[0]])
    for middle, spread in pairs:
        flows = _times(flows, [middle**2 + spread, -2 * middle, 1])

    found = irr(flows)

    assert found.roots == pytest.approx(sorted(percent / 100 for percent in percents), rel=1e-12, abs=1e-12)
    assert found.status == ("unique" if len(percents) == 1 else "multiple")


@given(st.lists(AMOUNTS, min_size=1, max_size=14))
def test_between_the_rates_found_npv_keeps_its_sign(flows: list[int]) -> None:
    assume(any(flows))
    found = irr(flows)
    around = [-1 + 1e-6, *found.roots, 1e9]
    for low, high in pairwise(around):
        gap = high - low
        assume(gap > 1e-9)
        signs = {_exact_npv(low + gap * share, flows) > 0 for share in (1e-3, 0.1, 0.37, 0.5, 0.81, 1 - 1e-3)}
        assert len(signs) == 1
    assert (found.status == "no_sign_change") == (len({flow > 0 for flow in flows if flow}) < 2)


@given(st.lists(AMOUNTS, min_size=2, max_size=8), st.integers(-12, 20))
def test_the_currency_unit_does_not_matter(flows: list[int], power: int) -> None:
    scaled = [Decimal(flow).scaleb(power) for flow in flows]

    assert irr(scaled) == irr(flows) == irr([-flow for flow in flows])


@settings(max_examples=20)
@given(st.lists(AMOUNTS, min_size=2, max_size=25))
def test_sampling_finds_the_same_rates_where_they_lie_apart(flows: list[int]) -> None:
    terms = [(exponent, flow) for exponent, flow in enumerate(flows) if flow]
    assume(len({flow > 0 for _, flow in terms}) == 2)
    expected = [root.narrowed(D("1e-20")) for root in positive_roots(terms)]
    assume(all(high / low > D("1.5") for low, high in pairwise(expected)))
    assume(all(_crosses(flows, root) for root in expected))

    found = [root.narrowed(D("1e-20")) for root in sampled_roots(terms)]

    assert found == pytest.approx(expected, rel=D("1e-18"))


def _crosses(flows: list[int], root: Decimal) -> bool:
    sides = (sum(flow * (root * near) ** t for t, flow in enumerate(flows)) for near in (D("0.8"), D("1.25")))
    return next(sides) * next(sides) < 0


def test_very_many_changes_of_sign_are_sampled_and_said_not_to_be_certified() -> None:
    flows = [-1_000_000, *([9_000] * 15 + [-20_000]) * 75]
    found = irr(flows)

    assert len(flows) == 1201
    assert not found.certified
    assert found.status == "multiple"
    with localcontext(prec=60):
        for root in found.roots:
            nearby = D("1e-12") * (1 + D(root))
            assert npv(D(root) - nearby, flows) * npv(D(root) + nearby, flows) < 0


def test_up_to_five_hundred_periods_and_long_ordinary_flows_are_certified() -> None:
    assert irr([-1_000_000, *([9_000] * 9 + [-20_000]) * 50]).certified
    assert irr([-1_000_000, *[6_000] * 1199, -500_000]).certified
    assert irr([5] * 3000).certified


def test_rates_at_the_ends_of_what_floats_can_say() -> None:
    assert irr([D("-1e15"), D("1e-6")]).roots == (-1 + 2**-53,)
    assert irr([D("-1e-6"), D("1e15")]).roots == (1e21,)
    with pytest.raises(ValueError, match="too large for a number"):
        irr([D("-1e-200"), D("1e200")])
    with pytest.raises(ValueError, match="too large for a number"):
        xirr([-100, 1000], [datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)])


def test_empty_and_unreal_flows_are_refused() -> None:
    with pytest.raises(ValueError, match="no cash flows"):
        irr([])
    for value in (float("nan"), float("inf"), Decimal("NaN"), "5", None, True):
        with pytest.raises(ValueError, match="not a finite number"):
            irr([-100, value])  # type: ignore[list-item]


DATES = [datetime.date(2008, 1, 1), datetime.date(2008, 3, 1), datetime.date(2008, 10, 30)]


def test_dated_flows_have_the_rate_of_the_published_example() -> None:
    dates = [*DATES, datetime.date(2009, 2, 15), datetime.date(2009, 4, 1)]

    found = xirr([-10000, 2750, 4250, 3250, 2750], dates)

    assert found.status == "unique"
    assert found.roots[0] == pytest.approx(0.3733625335, abs=1e-10)


def test_dated_flows_a_year_apart_are_periodic_flows() -> None:
    dates = [datetime.date(2026, 1, 1), datetime.date(2027, 1, 1), datetime.date(2028, 1, 1)]

    assert xirr([-100, 230, -132], dates).roots == pytest.approx((0.1, 0.2), rel=1e-14)
    assert xirr([230, -132, -100], [dates[1], dates[2], dates[0]]).roots == pytest.approx((0.1, 0.2), rel=1e-14)


def test_dated_flows_can_have_several_rates() -> None:
    found = xirr([-1600, 10000, -10000], [datetime.date(2026, 1, 1), datetime.date(2026, 7, 3), DATES[0].replace(2028)])

    assert found.status == "multiple"
    assert len(found.roots) == 2


def test_every_flow_needs_a_date() -> None:
    with pytest.raises(ValueError, match="2 flows and 3 dates"):
        xirr([-1, 2], DATES)


def test_only_a_unique_rate_is_a_value() -> None:
    assert Irr("unique", (0.1,)).value == 0.1
    assert Irr("multiple", (0.1, 0.2)).value is None


def test_square_free_part_drops_repeated_factors_only() -> None:
    """(x - 1)**2 (x + 2) (x**2 + 1)**3 keeps each factor once."""
    dense = [1]
    for factor in ([-1, 1], [-1, 1], [2, 1], [1, 0, 1], [1, 0, 1], [1, 0, 1]):
        dense = _times(dense, factor)
    simple = _times(_times([-1, 1], [2, 1]), [1, 0, 1])

    part = square_free([(exponent, value) for exponent, value in enumerate(dense) if value])

    assert part == [(exponent, value) for exponent, value in enumerate(simple) if value]
