"""Results as plain data: what the shapes say of conventions that the sample does not have."""

from __future__ import annotations

import dataclasses

from casebuilder.examples import sample
from casebuilder.listing import appraisal


def test_a_published_schedule_has_no_single_rate() -> None:
    case = sample()
    profile = dataclasses.replace(case.profile, discount_schedule="green_book", timing="mid")

    found = appraisal(case.having(profile=profile))

    assert found["discount"] == {"rate": None, "schedule": "green_book", "timing": "mid"}
    assert found["options"][1]["npv"] > appraisal(case)["options"][1]["npv"]
