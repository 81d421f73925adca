"""What the review finds, and the catalogue of its checks."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

from casebuilder.analysis import Results
from casebuilder.i18n import Message, message
from casebuilder.model.case import Case
from casebuilder.steps import step_of

Severity = Literal["blocker", "major", "minor", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("blocker", "major", "minor", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reviewer would say: what, how grave, and the address of the field to mend."""

    code: str
    severity: Severity
    path: str
    message: Message
    step: str
    gap: bool = False  # something is not there yet, so the step is not complete


@dataclass(frozen=True, slots=True)
class Review:
    """What a check looks at."""

    case: Case
    results: Results


Check = Callable[[Review], Iterator[Finding]]


@cache
def catalogue() -> dict[str, Severity]:
    """The severity of every check by its code."""
    path = resources.files("resources") / "checks" / "reviewer_checks.json"
    return {check["id"]: check["severity"] for check in json.loads(path.read_text(encoding="utf-8"))}


def finding(code: str, path: str, text: str, /, **values: object) -> Finding:
    """A finding with the severity of the catalogue, on the step where its field is filled in."""
    part, _, rest = path.partition("[")
    step = step_of(part.partition(".")[0], rest.partition("]")[0]).key
    return Finding(code, catalogue()[code], path, message(text, **values), step)


def gap(code: str, path: str, text: str, /, **values: object) -> Finding:
    """A finding that something is not there yet."""
    return dataclasses.replace(finding(code, path, text, **values), gap=True)
