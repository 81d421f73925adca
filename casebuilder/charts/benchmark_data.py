"""The chart of the technology benchmark."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from casebuilder.charts.facts import MOST_SERIES, Facts
from casebuilder.charts.types import BarChart, Series
from casebuilder.i18n import N_
from casebuilder.model.benchmark import Criterion
from casebuilder.values.amounts import full_amount

ZERO: Final = Decimal(0)


def benchmark_scores(facts: Facts) -> BarChart | None:
    """The weighted score of every technology, from the best down, in pieces by criterion."""
    ranking = facts.results.benchmark.ranking
    if not ranking:
        return None
    names = {technology.id: facts.name(technology) for technology in facts.case.technologies}
    short = {technology.id: facts.short(technology) for technology in facts.case.technologies}
    weighted = [criterion for criterion in facts.case.criteria if criterion.weight is not None]
    low = min((c.scale_min for c in weighted if c.scale_min is not None), default=Decimal(1))
    high = max((c.scale_max for c in weighted if c.scale_max is not None), default=Decimal(5))
    return BarChart(
        facts.frame(
            "benchmark_scores",
            _finding(facts, short),
            unit=facts.say(N_("Weighted score by criterion, on a scale from {low} to {high}"), low=low, high=high),
            caption=facts.say(N_("Weighted scores of the technologies by criterion")),
        ),
        tuple(names[technology] for technology in ranking),
        _pieces(facts, weighted),
        stacked=True,
        horizontal=True,
        decimals=2,
        highlight=(0,),
    )


def _pieces(facts: Facts, criteria: list[Criterion]) -> tuple[Series, ...]:
    """A series for each criterion; of too many, those with the least weight are added up as "Other"."""
    scores = {(score.technology, score.criterion): score.score or ZERO for score in facts.case.scores}
    ranking = facts.results.benchmark.ranking
    single = criteria
    if len(criteria) > MOST_SERIES:
        heaviest = sorted(criteria, key=lambda criterion: -(criterion.weight or ZERO))[: MOST_SERIES - 1]
        single = [criterion for criterion in criteria if criterion in heaviest]
    rest = [criterion for criterion in criteria if criterion not in single]

    def points(chosen: list[Criterion]) -> tuple[float, ...]:
        return tuple(
            float(sum(((c.weight or ZERO) * scores[technology, c.id] for c in chosen), start=ZERO))
            for technology in ranking
        )

    pieces = [Series(facts.name(criterion), points([criterion])) for criterion in single]
    return (*pieces, Series(facts.say(N_("Other")), points(rest))) if rest else tuple(pieces)


def _finding(facts: Facts, names: dict[str, str]) -> str:
    benchmark = facts.results.benchmark
    first = benchmark.ranking[0]
    score = full_amount(benchmark.scores[first], 2)
    if len(benchmark.ranking) == 1:
        return facts.say(N_("{technology} scores {score} points"), technology=names[first], score=score)
    second = benchmark.ranking[1]
    margin = full_amount(benchmark.scores[first] - benchmark.scores[second], 2)
    if not float(margin):
        message = N_("{technology} and {second} share the first place with {score} points")
        return facts.say(message, technology=names[first], second=names[second], score=score)
    message = N_("{technology} leads the benchmark with {score} points, {margin} ahead of {second}")
    return facts.say(message, technology=names[first], score=score, margin=margin, second=names[second])
