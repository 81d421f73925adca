"""Tables that set two things against each other: scores, specifications, ratings, functions, benefits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.model.benchmark import Specification
from casebuilder.model.options import OptionRating
from casebuilder.model.strategy import SwotItem
from casebuilder.report.blocks import Block, Bullets, Column, Heading, Paragraph, Table, Tone
from casebuilder.report.generic import align_of, chosen
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of
from casebuilder.values import grouped
from casebuilder.values.amounts import with_minus

_RATING_TONES: Final[dict[str, Tone]] = {"pass": "good", "partial": "warning", "fail": "bad"}

Tones = list[tuple[int, int, Tone]]


# -- benchmark ---------------------------------------------------------------------------------------------------------


def score_matrix(wording: Wording) -> Iterator[Block]:
    """Criteria against technologies with the weighted total."""
    case = wording.case
    scores = {(score.technology, score.criterion): score.score for score in case.scores}
    if not scores or not case.criteria:
        return
    rows = [
        (
            wording.name(criterion),
            wording.percent(criterion.weight, 0),
            *(_number(scores.get((technology.id, criterion.id))) for technology in case.technologies),
        )
        for criterion in case.criteria
    ]
    benchmark = wording.results.benchmark
    totals = (wording.ratio(benchmark.scores.get(technology.id)) for technology in case.technologies)
    total = (wording.say(N_("Weighted score")), wording.percent(benchmark.weight_sum, 0), *totals)
    yield Table(
        columns=(
            Column(wording.say(N_("Criterion")), "left", 2.6),
            Column(wording.say(N_("Weight")), "right", 0.9),
            *(Column(wording.name(technology), "right", 1.2) for technology in case.technologies),
        ),
        rows=(*rows, total),
        caption=wording.say(N_("Scores of the technologies (1 to 5) and weighted total")),
        totals=1,
    )


def _number(value: Decimal | None) -> str:
    return "–" if value is None else with_minus(grouped(value))


def specification_matrix(wording: Wording) -> Iterator[Block]:
    """Specifications against technologies; a value that misses its threshold is marked with a word."""
    case = wording.case
    values = {(value.specification, value.technology): value.value for value in case.specification_values}
    if not values:
        return
    tones: Tones = []
    rows = []
    for row, specification in enumerate(case.specifications):
        cells = []
        for column, technology in enumerate(case.technologies):
            value = values.get((specification.id, technology.id))
            missed = misses(specification, value)
            cells.append(wording.say(N_("{value} (misses)"), value=_number(value)) if missed else _number(value))
            if missed:
                tones.append((row, column + 3, "bad"))
        unit = specification.unit.get(wording.language)
        sign = "≤" if specification.direction == "min" else "≥"
        threshold = f"{sign} {_number(specification.threshold)} {unit}".strip()
        rows.append((specification.id, wording.name(specification), threshold, *cells))
    yield Table(
        columns=(
            Column(wording.say(N_("ID")), "left", 0.6),
            Column(wording.say(N_("Specification")), "left", 2.6),
            Column(wording.say(N_("Threshold")), "left", 1.3),
            *(Column(wording.name(technology), "right", 1.2) for technology in case.technologies),
        ),
        rows=tuple(rows),
        caption=wording.say(N_("Specifications and what the technologies offer")),
        cell_tones=tuple(tones),
    )


def misses(specification: Specification, value: Decimal | None) -> bool:
    """True where a known value lies on the wrong side of the threshold."""
    if value is None or specification.threshold is None:
        return False
    return value > specification.threshold if specification.direction == "min" else value < specification.threshold


# -- options and functions ---------------------------------------------------------------------------------------------


def option_ratings(wording: Wording) -> Iterator[Block]:
    """Success factors against options, with words and colours."""
    case = wording.case
    ratings = {(rating.option, rating.success_factor): rating.rating for rating in case.option_ratings}
    if not ratings:
        return
    spec = field_of(OptionRating, "rating")
    tones: Tones = []
    rows = []
    for row, factor in enumerate(case.success_factors):
        cells = []
        for column, option in enumerate(case.options, 1):
            rating = ratings.get((option.id, factor.id), "")
            cells.append(wording.say(spec.choice_label(rating)) if rating else "–")
            if rating in _RATING_TONES:
                tones.append((row, column, _RATING_TONES[rating]))
        rows.append((wording.name(factor), *cells))
    yield Table(
        columns=(
            Column(wording.say(N_("Success factor")), "left", 2.2),
            *(Column(wording.name(option), "left", 1.2) for option in case.options),
        ),
        rows=tuple(rows),
        caption=wording.say(N_("Options against the success factors")),
        cell_tones=tuple(tones),
    )


def swot(wording: Wording) -> Iterator[Block]:
    """The four fields of the SWOT analysis as lists."""
    spec = field_of(SwotItem, "quadrant")
    if not wording.case.swot:
        return
    yield Heading(2, wording.say(N_("SWOT analysis")), "swot")
    for choice in spec.choices:
        items = [item for item in wording.case.swot if item.quadrant == choice.key]
        if items:
            yield Paragraph(wording.say(choice.label), "lead")
            yield Bullets(tuple(wording.name(item) for item in items))


def unused_functions(wording: Wording) -> Iterator[Block]:
    """Functions that are paid for and switched off."""
    rows = tuple(
        (
            function.id,
            wording.name(function),
            wording.value(function, field_of(type(function), "system")),
            _number(None if function.importance_potential is None else Decimal(function.importance_potential)),
        )
        for function in wording.case.functions
        if function.licensed and not function.enabled
    )
    if rows:
        yield Table(
            columns=(
                Column(wording.say(N_("ID")), "left", 0.6),
                Column(wording.say(N_("Function")), "left", 2.5),
                Column(wording.say(N_("System")), "left", 2.5),
                Column(wording.say(N_("Importance later")), "right", 1),
            ),
            rows=rows,
            caption=wording.say(N_("Functions that are licensed but not enabled")),
        )


def benefit_register(wording: Wording) -> Iterator[Block]:
    """Who signs for each benefit of the recommended option, and how it is measured."""
    result = wording.results.headline
    lines = [line for line in wording.case.benefits if result is not None and line.id in result.benefit_lines]
    if not lines:
        return
    names = ("id", "name", "owner", "measure", "baseline", "target", "confidence")
    record = type(lines[0])
    specs = [spec for spec in chosen(record, names) if any(wording.value(line, spec) for line in lines)]
    weights = {"id": 0.8, "name": 2.4, "owner": 1.6, "measure": 2.4}
    yield Table(
        columns=tuple(Column(wording.header(spec), align_of(spec), weights.get(spec.name, 1.0)) for spec in specs),
        rows=tuple(tuple(wording.value(line, spec) for spec in specs) for line in lines),
        caption=wording.say(N_("Benefits, their owners and measures")),
    )
