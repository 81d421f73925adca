"""Each check fires on a case with its one fault, and not on the whole sample."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest

from casebuilder.analysis import analyse
from casebuilder.checks import CHECKS, SEVERITIES, Finding, readiness, review
from casebuilder.checks.findings import catalogue
from casebuilder.examples import sample
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.narrative import Narrative
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path, get
from casebuilder.spec import BiText
from casebuilder.steps import STEPS


def found(case: Case) -> tuple[Finding, ...]:
    return review(case, analyse(case))


def codes(case: Case) -> set[tuple[str, str]]:
    return {(finding.code, finding.path) for finding in found(case)}


def put(path: str, value: object) -> Callable[[Case], Case]:
    return lambda case: edits.set_value(case, Path.parse(path), value).case


def without(part: str, *identifiers: str) -> Callable[[Case], Case]:
    def change(case: Case) -> Case:
        records = case.records(part)
        return case.having(
            **{part: tuple(record for record in records if identifiers and record.id not in identifiers)}
        )

    return change


FAULTS: list[tuple[str, str, Callable[[Case], Case]]] = [
    ("A06", "profile.sponsor", put("profile.sponsor", BiText())),
    ("A02", "narrative[S03].text", without("narrative", "S03")),
    ("A08", "approvals", without("approvals")),
    ("A12", "risks[R01].owner", put("risks[R01].owner", "SH99")),
    ("B01", "problems", without("problems")),
    ("B02", "problems[P1].cause", put("problems[P1].cause", BiText())),
    ("B07", "objectives", without("objectives")),
    ("B08", "objectives[OBJ1].metric", put("objectives[OBJ1].metric", BiText())),
    ("B14", "constraints", without("constraints")),
    ("C01", "options", without("options", "OPT0")),
    ("C03", "options", without("options", "OPT2", "OPT3", "OPT4")),
    ("C07", "success_factors", without("success_factors")),
    ("C08", "criteria", put("criteria[CR1].weight", Decimal("0.5"))),
    ("C09", "scores", without("scores", "TC-CR1")),
    ("D01", "benefits", without("benefits")),
    ("D02", "benefits[B03-OPT1].owner", put("benefits[B03-OPT1].owner", "")),
    ("E01", "cost_lines", without("cost_lines")),
    ("E06", "benefits[B03-OPT1].stated_flows", put("benefits[B03-OPT1].annual_full_value", Decimal(2_000_000))),
    ("E07", "funding_sources", put("cost_lines[C101].flows", (Decimal(9_000_000),))),
    ("F01", "profile.discount_rate", put("profile.discount_rate", None)),
    ("F01", "profile.horizon_years", put("profile.horizon_years", None)),
    ("E16", "cost_lines[C105].flows", put("profile.horizon_years", 1)),
    ("F04", "profile.price_year", put("profile.price_year", None)),
    ("F05", "profile.discount_rate", put("profile.discount_rate", Decimal("0.3"))),
    ("F10", "recommendation.option", lambda case: without("unmonetised")(put("recommendation.option", "OPT3")(case))),
    ("H01", "risks", without("risks")),
    ("H02", "risks[R01].owner", put("risks[R01].owner", "")),
    ("H06", "risks[R01].residual_likelihood", put("risks[R01].residual_likelihood", 5)),
    ("H09", "risk_bands", put("risk_bands[low].highest", 9)),
    ("H09", "risk_bands", without("risk_bands", "medium")),
    ("H14", "risks[R01].options", put("risks[R01].options", ())),
    ("I01", "milestones", without("milestones")),
    ("I09", "needs[N9]", lambda case: _untested(case, "N9")),
    ("J01", "recommendation.option", put("recommendation.option", "")),
    ("J05", "recommendation.if_rejected", put("recommendation.if_rejected", BiText())),
]


def _untested(case: Case, need: str) -> Case:
    tests = tuple(
        dataclasses.replace(test, needs=tuple(item for item in test.needs if item != need)) for test in case.test_cases
    )
    return case.having(test_cases=tests)


@pytest.mark.parametrize(("code", "path", "fault"), FAULTS, ids=[code for code, _, _ in FAULTS])
def test_one_fault_is_found_where_it_is(code: str, path: str, fault: Callable[[Case], Case]) -> None:
    case = sample()
    if path == "risks[R01].residual_likelihood":
        case = put("risks[R01].residual_impact", 5)(case)
    assert (code, path) not in codes(sample())
    assert (code, path) in codes(fault(case))


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
    spoken = set()
    cases = [sample(), new_case(), Case(), *(fault(sample()) for _, _, fault in FAULTS), *special_cases()]
    for check in CHECKS:
        from casebuilder.checks.findings import Review

        if any(list(check(Review(case, analyse(case)))) for case in cases):
            spoken.add(check.__name__)
    assert {check.__name__ for check in CHECKS} - spoken == set()


def special_cases() -> list[Case]:
    case = sample()
    worse = put("risks[R01].residual_impact", 5)(put("risks[R01].residual_likelihood", 5)(case))
    empty = BiText()
    return [
        worse,
        put("objectives[OBJ2].direction", "up")(put("objectives[OBJ2].target", Decimal(0))(case)),
        case.having(scope=tuple(item for item in case.scope if item.inside == "in")),
        put("problems[P1].evidence_items", ())(put("problems[P1].evidence", empty)(case)),
        put("options[OPT3].reason", empty)(put("options[OPT3].verdict", "discounted")(case)),
        put("recommendation.text", empty)(put("recommendation.option", "OPT4")(case)),
        put("recommendation.conditions", empty)(without("actions")(case)),
        case.having(cost_lines=tuple(dataclasses.replace(line, flows=line.flows[:1]) for line in case.cost_lines)),
        put("cost_lines[C101].basis", empty)(case),
        put("benefits[B03-OPT1].formula", empty)(case),
        put("cost_lines[C101].flows", tuple(map(Decimal, (100, -0, 0))))(case),
        without("procurement")(case),
        put("narrative[S01].text.en", "")(case),
        put("risks[R01].mitigation", empty)(without("risk_actions")(case)),
        _several_rates(case),
    ]


def _several_rates(case: Case) -> Case:
    benefits = tuple(line for line in case.benefits if line.option != "OPT4")
    costs = tuple(line for line in case.cost_lines if line.option != "OPT4")
    line = next(line for line in case.cost_lines if line.option == "OPT4")
    gain = next(line for line in case.benefits if line.option == "OPT4")
    flows = tuple(map(Decimal, (100, 0, 132)))
    ramp = tuple(map(Decimal, (0, 1, 0)))
    one = dataclasses.replace(gain, annual_full_value=Decimal(230), confidence=Decimal(1), ramp=ramp, stated_flows=())
    return case.having(cost_lines=(*costs, dataclasses.replace(line, flows=flows)), benefits=(*benefits, one))
