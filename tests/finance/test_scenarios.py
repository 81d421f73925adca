"""Scenarios: the worked case with other amounts, later benefits and other rates."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.finance.appraisal import Discounting, appraise
from casebuilder.finance.scenarios import Changes, Line, apply, compare

D = Decimal


def _flows(*values: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


LINES = {
    "C1": Line("cost", _flows(420_000), "build"),
    "C2": Line("cost", _flows(0, *[60_000] * 5), "run"),
    "B1": Line("benefit", _flows(0, 62_000, 124_000, 155_000, 155_000, 155_000), "time"),
    "B2": Line("benefit", _flows(0, 62_000, 124_000, 155_000, 155_000, 155_000)),
}
DISCOUNTING = Discounting.of(D("0.05"), 5)
FACTORS = st.decimals(0, 3, places=2)


def _npv(changes: Changes) -> Decimal:
    return round(compare(LINES, {"one": changes}, DISCOUNTING)["one"].npv, 2)


@pytest.mark.parametrize(
    ("changes", "npv"),
    [
        (Changes(), "428990.48"),
        (Changes(by_kind={"benefit": D("0.8")}), "207238.67"),
        (Changes(by_kind={"cost": D("1.1")}), "361013.62"),
        (Changes(by_line={"B1": D("0.8"), "B2": D("0.8")}), "207238.67"),
        (Changes(by_group={"build": D("1.1"), "run": D("1.1")}), "361013.62"),
        (Changes(rate=D("0.07")), "377064.38"),
        (Changes(benefits_delay_months=D(12)), "144865.66"),
        (Changes(benefits_delay_months=D(24)), "-125729.41"),
        (Changes(benefits_delay_months=D(6)), "286928.07"),
    ],
)
def test_published_values_of_the_worked_case(changes: Changes, npv: str) -> None:
    assert _npv(changes) == D(npv)


def test_scenarios_are_appraised_side_by_side() -> None:
    found = compare(LINES, {"base": Changes(), "bad": Changes(by_kind={"benefit": D(0)}, rate=D(0))}, DISCOUNTING)

    costs, benefits = _flows(420_000, *[60_000] * 5), _flows(0, 124_000, 248_000, 310_000, 310_000, 310_000)
    assert found["base"] == appraise(costs, benefits, DISCOUNTING)
    assert found["bad"].npv == -720_000
    assert list(found) == ["base", "bad"]


def test_the_most_specific_factor_holds_alone() -> None:
    changed = apply(
        LINES,
        Changes(by_kind={"benefit": D(2), "cost": D(3)}, by_group={"time": D(5), "run": D(7)}, by_line={"C2": D(11)}),
    )

    assert {key: changed[key].flows[-1] / LINES[key].flows[-1] for key in LINES} == {
        "C1": 3,
        "C2": 11,
        "B1": 5,
        "B2": 2,
    }


def test_costs_do_not_wait_for_benefits() -> None:
    changed = apply(LINES, Changes(benefits_delay_months=D(3)), periods_a_year=4)

    assert changed["C2"] == LINES["C2"]
    assert changed["B1"].flows == _flows(0, 0, 62_000, 124_000, 155_000, 155_000)


def test_short_lines_are_delayed_inside_the_horizon_and_not_lost() -> None:
    lines = {"B": Line("benefit", _flows(100))}

    found = compare(lines, {"late": Changes(benefits_delay_months=D(24))}, Discounting.of(D(0), 3))["late"]

    assert found.benefit_flows == _flows(0, 0, 100, 0)


def test_a_line_of_nought_changes_nothing() -> None:
    with_nought = LINES | {"C3": Line("cost", _flows(0, 0)), "B3": Line("benefit", ())}
    changes = {"late": Changes(by_kind={"cost": D(2)}, benefits_delay_months=D(7))}

    assert compare(with_nought, changes, DISCOUNTING) == compare(LINES, changes, DISCOUNTING)


@given(FACTORS)
def test_scaling_everything_scales_npv_and_keeps_rate_and_ratio(factor: D) -> None:
    base = compare(LINES, {"all": Changes()}, DISCOUNTING)["all"]

    scaled = compare(LINES, {"all": Changes(by_kind={"cost": factor, "benefit": factor})}, DISCOUNTING)["all"]

    assert scaled.npv == pytest.approx(base.npv * factor, abs=D("1e-15"))
    if factor:
        assert scaled.irr == base.irr
        assert scaled.bcr == pytest.approx(base.bcr, abs=D("1e-20"))


@given(FACTORS, st.decimals(0, 80, places=1))
def test_a_scenario_leaves_the_lines_it_was_made_from(factor: D, months: D) -> None:
    before = dict(LINES)

    changed = apply(LINES, Changes(by_kind={"cost": factor}, benefits_delay_months=months))

    assert before == LINES
    assert apply(LINES, Changes()) == LINES
    assert [(line.kind, line.group, len(line.flows)) for line in changed.values()] == [
        (line.kind, line.group, len(line.flows)) for line in LINES.values()
    ]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: apply(LINES, Changes(by_line={"C9": D(1)})), "a line that is not there: C9"),
        (lambda: apply(LINES, Changes(by_group={"x": D(1)})), "a group that is not there: x"),
        (lambda: apply(LINES, Changes(by_kind={"cost": D("NaN")})), "not a finite number"),
        (lambda: apply(LINES, Changes(benefits_delay_months=D(-1))), "must not be negative"),
        (lambda: _npv(Changes(rate=D(-1))), "above -100%"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
