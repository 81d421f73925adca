"""What the review finds, and the catalogue of its checks."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Final, Literal

from casebuilder.analysis import Results
from casebuilder.analysis.ranges import Range, ranges_of
from casebuilder.analysis.sensitivity import Sensitivity, sensitivity_of
from casebuilder.finance import periods
from casebuilder.i18n import LANGUAGES, Language, Message, message
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.spec import BiText, Record
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


@dataclass(frozen=True)
class Review:
    """What a check looks at; what several checks ask for is worked out once."""

    case: Case
    results: Results

    @cached_property
    def sensitivity(self) -> Sensitivity | None:
        """The sensitivity of the recommended option; None where there is none, or it has no money."""
        headline = self.results.headline
        return sensitivity_of(self.case, headline) if headline and headline.has_money else None

    @cached_property
    def ranges(self) -> tuple[Range, ...]:
        """The ranges of the lines of the recommended option that are counted."""
        headline = self.results.headline
        if headline is None:
            return ()
        counted = headline.cost_lines.keys() | headline.benefit_lines.keys()
        return tuple(one for one in ranges_of(self.case, headline.option.id) if one.line in counted)

    def period_name(self, number: int) -> Message:
        """The year, quarter or month of a period; counted from 0 where the case does not name its first year."""
        first, period = self.case.profile.first_year or 0, self.results.discounting.period
        english, chinese = (periods.label(number, first_year=first, period=period, language=one) for one in LANGUAGES)
        return OwnText.of(BiText(english, chinese))


@dataclass(frozen=True, slots=True)
class OwnText(Message):
    """A text that is there in both languages and needs no catalogue: a name that the case has given."""

    @classmethod
    def of(cls, text: BiText) -> OwnText:
        """The text, to be shown in the language of whoever reads it."""
        return cls("", (("en", text.en), ("zh_TW", text.zh_TW)))

    def text(self, language: Language) -> str:
        """The text in `language`."""
        return str(dict(self.values)[language])


def named(record: Record) -> Message:
    """What a record is called; its id where it has no name."""
    return OwnText.of(BiText(*(record_name(record, language) for language in LANGUAGES)))


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
