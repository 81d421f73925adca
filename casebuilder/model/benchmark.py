"""The technology benchmark: criteria, specifications, measurements and scores."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    bitext,
    boolean,
    choice,
    date,
    integer,
    long_bitext,
    number,
    rate,
    ref,
    refs,
    series,
    tags,
    text,
)

EXAMINATIONS: Final = {
    "specification": N_("Specification"),
    "operational_data": N_("Operational data"),
    "direct_test": N_("Direct test"),
    "other_organisation": N_("Other organisations"),
}
DIRECTIONS: Final = {"max": N_("More is better"), "min": N_("Less is better")}


@dataclass(frozen=True, kw_only=True)
class Method(Record):
    """A way in which technologies were compared."""

    name: BiText = bitext("Method", required=True, column=True)
    seed: str = text("Wording of the unit")


@dataclass(frozen=True, kw_only=True)
class Criterion(Record):
    """A criterion with its weight; the weights add up to 100%."""

    name: BiText = bitext("Criterion", required=True, column=True)
    weight: Decimal | None = rate("Weight", minimum=0, maximum=1, required=True, column=True)
    needs: tuple[str, ...] = refs("Needs", "needs", column=True)
    direction: str = choice("Direction", DIRECTIONS, default="max")
    scale_min: Decimal | None = number("Lowest score", default=Decimal(1))
    scale_max: Decimal | None = number("Highest score", default=Decimal(5))
    origin: BiText = bitext("Origin")


@dataclass(frozen=True, kw_only=True)
class ScoreAnchor(Record):
    """What a score means in words."""

    score: Decimal | None = number("Score", required=True, column=True)
    meaning: BiText = bitext("Meaning", required=True, column=True)
    criterion: str = ref("For criterion", "criteria", help="Empty: for all criteria.", column=True)


@dataclass(frozen=True, kw_only=True)
class Technology(Record):
    """A technology on the benchmark, the present one included."""

    name: BiText = bitext("Technology", required=True, column=True)
    vendor: BiText = bitext("Vendor", column=True)
    method: tuple[str, ...] = tags("How it was examined", choices=EXAMINATIONS, column=True)
    verdict: str = choice(
        "Verdict",
        {"select": N_("Select"), "report": N_("Report only"), "reject": N_("Reject")},
        required=True,
        column=True,
    )
    verdict_reason: BiText = long_bitext("Reason for the verdict", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class Specification(Record):
    """A measurable demand with its threshold."""

    criterion: str = ref("Criterion", "criteria", required=True, column=True)
    name: BiText = bitext("Specification", required=True, column=True)
    unit: BiText = bitext("Unit", column=True)
    threshold: Decimal | None = number("Threshold", required=True, column=True)
    direction: str = choice("Direction", DIRECTIONS, default="max", required=True, column=True)
    mandatory: bool = boolean("Mandatory", help="A technology that misses it is out.")


@dataclass(frozen=True, kw_only=True)
class SpecificationValue(Record):
    """What one technology offers against one specification."""

    specification: str = ref("Specification", "specifications", required=True, column=True)
    technology: str = ref("Technology", "technologies", required=True, column=True)
    value: Decimal | None = number("Value", required=True, column=True)
    source: BiText = bitext("Source", column=True)
    dated: datetime.date | None = date("Date")


@dataclass(frozen=True, kw_only=True)
class Measurement(Record):
    """Something that was measured on several technologies."""

    criterion: str = ref("Criterion", "criteria", required=True, column=True)
    name: BiText = bitext("Measurement", required=True, column=True)
    unit: BiText = bitext("Unit", column=True)
    kind: str = choice(
        "Kind",
        {"mean": N_("Measured values"), "proportion": N_("Successes out of n")},
        default="mean",
        required=True,
        column=True,
    )
    better: str = choice("Better is", {"lower": N_("Lower"), "higher": N_("Higher")}, required=True, column=True)
    paired: bool = boolean("Paired", help="The same testers or cases were measured on both.", column=True)


@dataclass(frozen=True, kw_only=True)
class Sample(Record):
    """The values measured on one technology."""

    measurement: str = ref("Measurement", "measurements", required=True, column=True)
    technology: str = ref("Technology", "technologies", required=True, column=True)
    values: tuple[Decimal, ...] = series("Values")
    successes: int | None = integer("Successes", minimum=0, column=True)
    n: int | None = integer("Out of", minimum=0, column=True)


@dataclass(frozen=True, kw_only=True)
class Comparison(Record):
    """Two technologies whose samples are compared; the difference is first minus second."""

    measurement: str = ref("Measurement", "measurements", required=True, column=True)
    first: str = ref("First", "technologies", required=True, column=True)
    second: str = ref("Second", "technologies", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class Score(Record):
    """The score of one technology on one criterion."""

    technology: str = ref("Technology", "technologies", required=True, column=True)
    criterion: str = ref("Criterion", "criteria", required=True, column=True)
    score: Decimal | None = number("Score", required=True, column=True)
    evidence: str = text("Evidence", help="Codes of specifications and measurements.", required=True, column=True)
    evaluator: BiText = bitext("Scored by")
    reason: BiText = long_bitext("Reason")


@dataclass(frozen=True, kw_only=True)
class ReferenceSite(Record):
    """An organisation that uses a technology, and what was learned there."""

    technology: str = ref("Technology", "technologies", required=True, column=True)
    organisation: BiText = bitext("Organisation", required=True, column=True)
    finding: BiText = long_bitext("Finding", required=True, column=True)
    visited: datetime.date | None = date("Date")
