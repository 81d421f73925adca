"""Each check fires on a case with its one fault, and not on the whole sample."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from casebuilder.analysis import analyse
from casebuilder.checks import CHECKS, SEVERITIES, readiness
from casebuilder.checks.findings import Review, catalogue
from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.narrative import Narrative
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path, get
from casebuilder.spec import BiText
from casebuilder.steps import STEPS
from tests.checks.faults import EMPTY, FAULTS, Change, both, codes, found, put, without


@pytest.fixture(scope="module")
def of_the_sample() -> set[tuple[str, str]]:
    return codes(sample())


@pytest.mark.parametrize(("code", "path", "fault"), FAULTS, ids=[code for code, _, _ in FAULTS])
def test_one_fault_is_found_where_it_is(
    of_the_sample: set[tuple[str, str]], code: str, path: str, fault: Change
) -> None:
    assert (code, path) not in of_the_sample
    assert (code, path) in codes(fault(sample()))


def test_the_four_contradictions_of_the_sample_that_need_no_statistics_are_named() -> None:
    by_code: dict[str, list[str]] = {}
    for finding in found(sample()):
        by_code.setdefault(finding.code, []).append(finding.path)
    assert by_code["M11"] == ["options[OPT2]", "options[OPT3]"]
    assert by_code["M12"] == ["recommendation.text"]
    assert by_code["M13"] == ["intervals[10:00].agents_staffed", "intervals[10:30].agents_staffed"]


def test_the_sample_is_ready() -> None:
    case = sample()
    ready = readiness(case, found(case))
    assert ready.blockers == 0
    assert [key for key, step in ready.steps.items() if step.state != "complete"] == []
    assert ready.percent == 100


def test_a_new_case_has_everything_before_it_and_an_empty_one_no_crash() -> None:
    case = new_case()
    ready = readiness(case, found(case))
    assert ready.percent < 15
    assert ready.blockers >= 3
    assert readiness(Case(), found(Case())).steps["risks"].state == "empty"


@pytest.mark.parametrize("text", [BiText(), BiText(zh_TW="說明")])
def test_a_text_of_an_unknown_section_is_left_alone(text: BiText) -> None:
    case = sample()
    with_unknown = case.having(narrative=(*case.narrative, Narrative(id="S99", text=text)))
    assert found(with_unknown) == found(case)


def test_filling_a_gap_moves_the_readiness() -> None:
    case = without("narrative", "S12")(sample())
    before = readiness(case, found(case))
    assert before.steps["risks"].state == "started"
    assert [finding.path for finding in before.steps["risks"].missing] == ["narrative[S12].text"]
    assert before.percent < 100


@pytest.mark.parametrize("case", [sample(), new_case(), Case()], ids=["sample", "new", "empty"])
def test_every_finding_can_be_shown_and_reached(case: Case) -> None:
    steps = {step.key for step in STEPS}
    for finding in found(case):
        assert finding.severity == catalogue()[finding.code]
        assert finding.step in steps
        for language in ("en", "zh_TW"):
            text = finding.message.text(language)
            assert text
            assert "{" not in text
        part = Path.parse(finding.path).part
        assert hasattr(case, part)
        if finding.path.startswith("profile."):
            get(case, Path.parse(finding.path))


def test_the_gravest_comes_first() -> None:
    order = [SEVERITIES.index(finding.severity) for finding in found(new_case())]
    assert order == sorted(order)


def test_every_check_is_exercised_by_a_fault_or_the_sample() -> None:
    """A check that no case here makes speak would be a check that cannot fail."""
    cases = [sample(), new_case(), Case(), *(fault(sample()) for _, _, fault in FAULTS), *special_cases()]
    reviews = [Review(case, analyse(case)) for case in cases]
    assert [check.__name__ for check in CHECKS if not any(any(check(looked_at)) for looked_at in reviews)] == []


def special_cases() -> list[Case]:
    case = sample()
    changes = (
        both(put("objectives[OBJ2].target", Decimal(0)), put("objectives[OBJ2].direction", "up")),
        lambda case: case.having(scope=tuple(item for item in case.scope if item.inside == "in")),
        both(put("problems[P1].evidence", EMPTY), put("problems[P1].evidence_items", ())),
        both(put("options[OPT3].verdict", "discounted"), put("options[OPT3].reason", EMPTY)),
        both(put("recommendation.option", "OPT4"), put("recommendation.text", EMPTY)),
        both(without("actions"), put("recommendation.conditions", EMPTY)),
        lambda case: case.having(
            cost_lines=tuple(dataclasses.replace(line, flows=line.flows[:1]) for line in case.cost_lines)
        ),
        put("cost_lines[C101].basis", EMPTY),
        put("benefits[B03-OPT1].formula", EMPTY),
        without("procurement"),
        put("narrative[S01].text.en", ""),
        both(without("risk_actions"), put("risks[R01].mitigation", EMPTY)),
    )
    return [change(case) for change in changes]
