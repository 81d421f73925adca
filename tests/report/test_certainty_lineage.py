"""Figures of the simulation explain themselves, and start nothing: what has not been run says so."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from casebuilder.analysis import analyse
from casebuilder.analysis.simulation import Simulated, shared
from casebuilder.examples import sample
from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.model.paths import Path, get
from casebuilder.model.uncertainty import SimulationSettings
from casebuilder.report.lineage import Explanation, explain
from casebuilder.report.wording import Wording
from casebuilder.values.amounts import full_amount
from tests.analysis.small import D, benefit, cost, small

KEYS = ("npv_percentile:20", "cost_percentile:80", "contingency:80")


def seeded(seed: int, case: Case | None = None) -> Case:
    """The sample with few iterations, and a seed that no other test has run."""
    case = sample() if case is None else case
    return case.having(simulation=dataclasses.replace(case.simulation, iterations=512, seed=seed))


def run(case: Case, option: str = "OPT1") -> Simulated:
    found = shared(case, analyse(case), option)
    assert found is not None
    return found


def explained(case: Case, key: str, option: str = "OPT1", language: Language = "en") -> Explanation:
    found = explain(Wording(case, analyse(case), language), option, key)
    assert found is not None
    return found


def amount(value: float) -> str:
    return full_amount(Decimal(value))


@pytest.mark.parametrize("key", KEYS)
def test_what_has_not_been_simulated_says_so_and_is_not_begun(key: str) -> None:
    found = explained(seeded(9001), key)
    assert found.value == "–"
    assert found.formula == "The case as it is now has not been simulated. Run the simulation."


def test_a_percentile_of_the_npv_names_what_it_is_exceeded_by_and_what_drives_it() -> None:
    case = seeded(9002)
    simulation, found = run(case).simulation, explained(case, KEYS[0])
    assert found.value == amount(simulation.npv.p20)
    assert found.formula == f"P20 of the NPV = {found.value}: 80% of the outcomes are worth more."
    assert found.about.startswith("P20\n")
    assert [one.path for one in found.inputs] == [
        "options[OPT1].delay_high" if one.key == "delay" else one.key for one in simulation.drivers[:6]
    ]
    assert any("9002" in rule for rule in found.rules)


def test_percentile_and_contingency_of_the_cost_differ_by_the_base_cost() -> None:
    case = seeded(9003)
    found = run(case)
    total, needed = (explained(case, key) for key in KEYS[1:])
    base = found.compiled.model.base_cost
    assert base is not None
    assert total.value == amount(found.simulation.total_cost.p80)
    assert needed.formula == f"P80 of the total cost {total.value} less base cost {amount(base)} = {needed.value}"
    assert found.simulation.contingency is not None
    assert needed.value == amount(found.simulation.contingency.p80)


def test_every_input_can_be_gone_to() -> None:
    case = seeded(9004)
    run(case)
    for key in KEYS:
        for one in explained(case, key).inputs:
            assert one.path == "cost_lines" or get(case, Path.parse(one.path)) is not None


def test_a_percentile_is_that_of_the_run_even_where_there_is_an_exact_curve() -> None:
    lines = cost(10_000, 0, 0, 0, low=D("0.8"), high=D("1.5")), benefit(6000, 0, 1, 1, 1, low=D("0.5"))
    case = small(*lines, simulation=SimulationSettings(iterations=512, seed=9005, sampler="sobol"))
    npv = run(case, "A").simulation.npv
    found = explained(case, KEYS[0], "A")
    assert found.value == amount(npv.p20)
    assert found.rules[0].startswith("512 iterations")


def test_an_option_without_money_has_no_figure() -> None:
    assert explained(seeded(9006), KEYS[0], "OPT0").value == "–"


def test_it_speaks_chinese() -> None:
    case = seeded(9007)
    run(case)
    for key in KEYS:
        found = explained(case, key, language="zh_TW")
        assert not [text for text in (found.title, found.meaning, found.formula) if "the" in text.split()]
