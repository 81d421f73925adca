"""Years, quarters and months tell the same story: rates, factors, dates and labels."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance import periods, schedule
from casebuilder.finance.periods import Period

D = Decimal
PERIODS = st.sampled_from(["year", "quarter", "month"])
RATES = st.decimals(D("-0.5"), D("1"), places=4)


def _factors(name: str | Decimal, number: int, period: Period) -> list[Decimal]:
    return schedule.factors(periods.schedule_rates(name, number, period))


def test_the_rate_a_month_compounds_to_the_rate_a_year() -> None:
    assert periods.period_rate(0.12, "month") == pytest.approx(0.00948879, abs=5e-9)
    assert periods.period_rate(D("0.0816"), "quarter") == pytest.approx(D("0.0198039"), abs=D("5e-6"))
    assert periods.annual_rate(0.01, "month") == pytest.approx(0.12682503, abs=5e-9)


@given(RATES, PERIODS)
def test_rates_go_there_and_back(rate: Decimal, period: Period) -> None:
    there = periods.period_rate(rate, period)

    assert isinstance(there, Decimal)
    assert periods.annual_rate(there, period) == pytest.approx(rate, abs=D("1e-24"))


@given(st.sampled_from(["green_book", "green_book_health", "us_a94_1992"]), st.integers(0, 90), PERIODS)
def test_factors_of_whole_years_are_those_of_the_yearly_schedule(name: str, years: int, period: Period) -> None:
    size = periods.per_year(period)
    yearly = schedule.factors(schedule.rates(name, years))

    fine = _factors(name, years * size, period)

    assert len(fine) == years * size + 1
    assert fine[::size] == pytest.approx(yearly, rel=D("1e-22"))


def test_bands_change_with_the_year_and_not_with_the_period() -> None:
    monthly = periods.schedule_rates("green_book", 361, "month")

    assert monthly[359] == periods.period_rate(D("0.035"), "month")
    assert monthly[360] == periods.period_rate(D("0.03"), "month")


def test_a_horizon_may_end_within_a_year() -> None:
    half = _factors(D("0.21"), 2, "quarter")

    assert half[2] == pytest.approx(1 / D("1.1"), rel=D("1e-24"))
    assert _factors(D("0.21"), 0, "month") == [1]


@pytest.mark.parametrize(
    ("date", "period", "number", "english", "chinese"),
    [
        ("2026-12-31", "year", 0, "2026", "2026"),
        ("2028-01-01", "year", 2, "2028", "2028"),
        ("2026-03-31", "quarter", 0, "2026 Q1", "2026 年第 1 季"),
        ("2027-04-01", "quarter", 5, "2027 Q2", "2027 年第 2 季"),
        ("2027-02-28", "month", 13, "2027-02", "2027-02"),
        ("2025-12-31", "month", -1, "2025-12", "2025-12"),
        ("2025-10-01", "quarter", -1, "2025 Q4", "2025 年第 4 季"),
    ],
)
def test_dates_fall_into_periods_that_have_names(
    date: str, period: Period, number: int, english: str, chinese: str
) -> None:
    assert periods.period_of(datetime.date.fromisoformat(date), first_year=2026, period=period) == number
    assert periods.label(number, first_year=2026, period=period) == english
    assert periods.label(number, first_year=2026, period=period, language="zh_TW") == chinese


@given(st.lists(st.decimals(D(-1000), D(1000), places=2), max_size=40), PERIODS)
def test_years_sum_to_the_same_total(flows: list[Decimal], period: Period) -> None:
    years = periods.by_year(flows, period)

    assert sum(years) == sum(flows)
    assert len(years) == -(-len(flows) // periods.per_year(period))


def test_bad_periods_and_rates_are_refused() -> None:
    with pytest.raises(ValueError, match="is not a period; use year, quarter or month"):
        periods.per_year("week")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="above -100%"):
        periods.period_rate(D(-1), "month")
    with pytest.raises(ValueError, match="must not be negative"):
        periods.schedule_rates(D("0.05"), -1, "month")
    with pytest.raises(ValueError, match="not a discount schedule"):
        periods.schedule_rates("blue_book", 4, "month")
