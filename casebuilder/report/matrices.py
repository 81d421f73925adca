"""Tables that set two things against each other: scores, specifications, ratings, risks, functions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from casebuilder.analysis import ranked_risks
from casebuilder.i18n import N_
from casebuilder.model.benchmark import Specification
from casebuilder.model.options import OptionRating
from casebuilder.model.risks import Risk
from casebuilder.model.strategy import SwotItem
from casebuilder.report.blocks import Block, Bullets, Column, Heading, Paragraph, Table, Tone
from casebuilder.report.generic import align_of, chosen
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of
from casebuilder.values import grouped
from casebuilder.values.amounts import with_minus

LEVEL_TONES: Final[dict[str, Tone]] = {"low": "good", "medium": "warning", "high": "bad", "extreme": "bad"}
_RATING_TONES: Final[dict[str, Tone]] = {"pass": "good", "partial": "warning", "fail": "bad"}
_TOP: Final = 5

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


# -- risks -------------------------------------------------------------------------------------------------------------


def _level(wording: Wording, score: int | None, level: str | None) -> str:
    if score is None:
        return "–"
    band = wording.case.find("risk_bands", level or "")
    return f"{score} {wording.name(band)}" if band else str(score)


def _rated_cells(wording: Wording, risk: Risk) -> tuple[str, str, str, str]:
    rated = wording.results.risks[risk.id]
    return (
        _level(wording, rated.score, rated.level),
        wording.amount(rated.expected),
        _level(wording, rated.residual_score, rated.residual_level),
        wording.amount(rated.residual_expected),
    )


def _rated_columns(wording: Wording) -> tuple[Column, ...]:
    currency = wording.case.profile.currency
    return (
        Column(wording.say(N_("Before response")), "left", 1.1),
        Column(wording.with_unit(wording.say(N_("Expected cost")), currency), "right", 1.2),
        Column(wording.say(N_("After response")), "left", 1.1),
        Column(wording.with_unit(wording.say(N_("Expected cost after")), currency), "right", 1.2),
    )


def _level_tones(wording: Wording, risks: list[Risk], first: int) -> tuple[tuple[int, int, Tone], ...]:
    tones: Tones = []
    for row, risk in enumerate(risks):
        rated = wording.results.risks[risk.id]
        tones += [
            (row, column, LEVEL_TONES[level])
            for column, level in ((first, rated.level), (first + 2, rated.residual_level))
            if level in LEVEL_TONES
        ]
    return tuple(tones)


def top_risks(wording: Wording) -> Iterator[Block]:
    """The gravest risks with their ratings before and after the response, and the total of all."""
    risks = ranked_risks(wording.case, wording.results)[:_TOP]
    if not risks:
        return
    rows = tuple(
        (risk.id, wording.name(risk), *_rated_cells(wording, risk), wording.value(risk, field_of(Risk, "owner")))
        for risk in risks
    )
    columns = (
        Column(wording.say(N_("ID")), "left", 0.6),
        Column(wording.say(N_("Risk")), "left", 2.6),
        *_rated_columns(wording),
        Column(wording.say(N_("Owner")), "left", 1.6),
    )
    yield Table(columns, rows, wording.say(N_("The gravest risks")), cell_tones=_level_tones(wording, risks, 2))
    note = N_(
        "Expected cost = probability x cost if it occurs; it stands beside the contingency and is never added to it."
    )
    yield Paragraph(wording.say(note), "note")


_RATED: Final = ("likelihood", "impact", "cost_if_occurs")


def risk_register(wording: Wording) -> Iterator[Block]:
    """The whole register: the declared columns, with the ratings in the place of their parts."""
    risks = list(wording.case.risks)
    if not risks:
        return
    specs = [spec for spec in chosen(Risk, None) if spec.name not in _RATED]
    place = [spec.name for spec in specs].index("category") + 1

    def row(risk: Risk) -> tuple[str, ...]:
        cells = [_cell(wording, risk, spec) for spec in specs]
        return (*cells[:place], *_rated_cells(wording, risk), *cells[place:])

    own = [Column(wording.header(spec), align_of(spec), 2.2 if spec.is_text else 1.1) for spec in specs]
    yield Table(
        columns=(*own[:place], *_rated_columns(wording), *own[place:]),
        rows=tuple(row(risk) for risk in risks),
        caption=wording.say(N_("Risk register")),
        cell_tones=_level_tones(wording, risks, place),
    )


def _cell(wording: Wording, record: Any, spec: Any) -> str:
    """A cell of a crowded table: options by their ids, where elsewhere their names are printed."""
    value = getattr(record, spec.name)
    return ", ".join(value) if isinstance(value, tuple) else wording.value(record, spec)


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
