"""How it is done and tested: milestones, actions, test plan."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    Section,
    bitext,
    boolean,
    choice,
    date,
    integer,
    long_bitext,
    ref,
    refs,
)

PROGRESS: Final = {"planned": N_("Planned"), "running": N_("Running"), "done": N_("Done")}


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """A dated result; a gate is a milestone at which somebody decides."""

    name: BiText = bitext("Milestone", required=True, column=True)
    start: datetime.date | None = date("Work starts")
    finish: datetime.date | None = date("Date", required=True, column=True)
    owner: str = ref("Owner", "stakeholders", required=True, column=True)
    deliverable: BiText = bitext("Result", column=True)
    gate: bool = boolean("Decision gate", column=True)
    predecessors: tuple[str, ...] = refs("Comes after", "milestones")


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """A next step with an owner and a date."""

    no: int | None = integer("No.", minimum=1)
    text: BiText = bitext("Action", required=True, column=True)
    owner: str = ref("Owner", "stakeholders", required=True, column=True)
    due: datetime.date | None = date("Due", required=True, column=True)
    status: str = choice("Status", PROGRESS, default="planned", column=True)


@dataclass(frozen=True, kw_only=True)
class TestPlan(Section):
    """The standard that the test plan follows."""

    __test__ = False  # pytest takes classes named Test... for tests

    standard: BiText = bitext("Standard", group=N_("Test plan"))


@dataclass(frozen=True, kw_only=True)
class TestClause(Record):
    """One of the sixteen clauses of the test plan."""

    __test__ = False  # pytest takes classes named Test... for tests

    no: int | None = integer("No.", minimum=1, required=True, column=True)
    title: BiText = bitext("Clause", required=True, column=True)
    text: BiText = long_bitext("Text", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class TestCase(Record):
    """One test with what goes in and what must come out."""

    __test__ = False  # pytest takes classes named Test... for tests

    type: str = choice(
        "Type",
        {
            "component": N_("Component"),
            "integration": N_("Integration"),
            "performance": N_("Performance"),
            "load": N_("Load"),
            "failover": N_("Failover"),
            "usability": N_("Usability"),
            "compliance": N_("Compliance"),
            "security": N_("Security"),
            "regression": N_("Regression"),
            "acceptance": N_("User acceptance"),
        },
        required=True,
        column=True,
    )
    title: BiText = bitext("Test", required=True, column=True)
    needs: tuple[str, ...] = refs("Needs", "needs", required=True, column=True)
    functions: tuple[str, ...] = refs("Functions", "functions")
    preconditions: BiText = long_bitext("Preconditions")
    inputs: BiText = long_bitext("Input")
    expected_result: BiText = long_bitext("Expected result", required=True, column=True)
    priority: str = choice("Priority", {"Must": N_("Must"), "Should": N_("Should"), "Could": N_("Could")}, column=True)
    severity_if_failed: int | None = integer("Severity if failed", minimum=1, maximum=5)
    status: str = choice(
        "Status",
        {"planned": N_("Planned"), "passed": N_("Passed"), "failed": N_("Failed"), "blocked": N_("Blocked")},
        default="planned",
        column=True,
    )
    actual_result: BiText = long_bitext("Actual result")
