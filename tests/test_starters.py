"""What a part can begin with: records that the declarations accept, in both languages, as one step."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casebuilder import starters
from casebuilder.analysis import analyse
from casebuilder.analysis.sensitivity import scenario_results
from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.rules import OptimismBias


@pytest.mark.parametrize("part", starters.STARTERS)
def test_an_empty_part_gets_records_with_names_in_both_languages(part: str) -> None:
    records = starters.start(Case(), part).case.records(part)

    assert records
    assert all(record.name.en and record.name.zh_TW for record in records)
    assert len({record.id for record in records}) == len(records)


def test_the_usual_three_are_those_that_are_calculated_anyway() -> None:
    case = sample().having(scenarios=(), scenario_changes=())
    started = starters.start(case, "scenarios").case

    before, after = (scenario_results(one, analyse(one).options) for one in (case, started))

    assert [one.appraisals for one in before] == [one.appraisals for one in after]


def test_published_shares_follow_the_type_of_project_and_what_is_unsure_stays_empty() -> None:
    buildings, unknown = (
        starters.published_causes(Case().having(optimism_bias=OptimismBias(project_type=kind)))
        for kind in ("standard_buildings", "equipment_development")
    )

    assert sum((cause.contribution or Decimal(0) for cause in buildings), Decimal(0)) > 0
    assert all(cause.contribution is None for cause in unknown)
    assert [cause.name for cause in buildings] == [cause.name for cause in unknown]
