"""From a case and its results to the data of charts: exact numbers, and the finding as the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.analysis import OptionResult, Results, ranked_risks
from casebuilder.charts.types import (
    BarChart,
    Chart,
    Frame,
    LineChart,
    Mark,
    MatrixChart,
    MatrixPanel,
    Series,
    ShareChart,
)
from casebuilder.i18n import N_, Language, translate
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from casebuilder.values import grouped
from casebuilder.values.amounts import amount_words, currency_name, rounded

MOST_SERIES: Final = 7
_TOP: Final = 10
_CHINESE_NUMERALS: Final = "〇一二三四五六七八九十"
_SCALES: Final[dict[Language, tuple[tuple[Decimal, str], ...]]] = {
    "en": (
        (Decimal(10) ** 9, N_("{currency} billion")),
        (Decimal(10) ** 6, N_("{currency} million")),
        (Decimal(10) ** 3, N_("{currency} thousand")),
    ),
    "zh_TW": ((Decimal(10) ** 8, N_("{currency} hundred million")), (Decimal(10) ** 4, N_("{currency} ten thousand"))),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a chart is made from."""

    case: Case
    results: Results
    language: Language

    def say(self, text: str, /, **values: object) -> str:
        """A text of the program in the language of the chart."""
        return translate(self.language, text, **values)

    def money(self, amount: Decimal) -> str:
        """An amount in words."""
        return amount_words(amount, self.case.profile.currency, self.language)

    def frame(self, key: str, title: str, unit: str = "") -> Frame:
        """The frame of a chart."""
        return Frame(key, title, unit, self.language)

    def years(self) -> tuple[str, ...]:
        """The names of the periods."""
        first = self.case.profile.first_year
        return tuple(str(period + (first or 0)) for period in range(self.results.horizon + 1))

    def year_label(self) -> str:
        """What the periods are, where their numbers do not say it."""
        return self.say(N_("Year")) if self.case.profile.first_year is None else ""

    def label(self, option: Option) -> str:
        """A short name: "Option 1" where the id is a number, the name for doing nothing, else the id."""
        if option.role == "bau":
            return self.say(N_("Do nothing"))
        number = re.fullmatch(r"OPT0*(\d+)", option.id)
        if number is None:
            return option.id
        digits = number[1]
        if self.language == "zh_TW" and int(digits) < len(_CHINESE_NUMERALS):
            digits = _CHINESE_NUMERALS[int(digits)]
        return self.say(N_("Option {number}"), number=digits)

    def scaled(self, amounts: Iterable[Decimal]) -> tuple[Decimal, str]:
        """The divisor and the unit that suit the largest of the amounts."""
        largest = max((abs(amount) for amount in amounts), default=Decimal(0))
        currency = currency_name(self.case.profile.currency, self.language)
        for factor, unit in _SCALES[self.language]:
            if largest >= factor:
                return factor, self.say(unit, currency=currency)
        return Decimal(1), currency


def _floats(amounts: Sequence[Decimal], factor: Decimal) -> tuple[float, ...]:
    return tuple(float(amount / factor) for amount in amounts)


def _with_money(scene: Scene) -> list[OptionResult]:
    """The options that have figures, the recommended one first, at most as many as a chart can tell apart."""
    results = [result for result in scene.results.options.values() if result.has_money]
    results.sort(key=lambda result: result.option.id != scene.results.preferred)
    return results[:MOST_SERIES]


# -- money -------------------------------------------------------------------------------------------------------------


def cumulative_cash_flow(scene: Scene) -> Chart | None:
    """The running sum of the net flows of every option, with the moment at which the recommended one has paid back."""
    results = _with_money(scene)
    if not results or not scene.results.horizon:
        return None
    factor, unit = scene.scaled(flow for result in results for flow in result.appraisal.cumulative_flows)
    series = tuple(
        Series(
            scene.label(result.option),
            _floats(result.appraisal.cumulative_flows, factor),
            result.option.id == scene.results.preferred,
        )
        for result in results
    )
    unit = scene.say(N_("{unit}, cumulative net cash flow, undiscounted"), unit=unit)
    return LineChart(
        scene.frame("cumulative_cash_flow", _payback_title(scene, results), unit),
        scene.years(),
        series,
        scene.year_label(),
        _payback_mark(scene),
    )


def _payback_title(scene: Scene, results: list[OptionResult]) -> str:
    best = scene.results.headline or results[0]
    years = best.appraisal.payback_years
    name = scene.label(best.option)
    if years is None:
        return scene.say(
            N_("{option} does not pay back within {years} years"), option=name, years=scene.results.horizon
        )
    return scene.say(N_("{option} pays back in {years} years"), option=name, years=grouped(rounded(years, 1), 1))


def _payback_mark(scene: Scene) -> tuple[Mark, ...]:
    headline = scene.results.headline
    years = headline.appraisal.payback_years if headline else None
    if years is None:
        return ()
    text = scene.say(N_("{years} years"), years=grouped(rounded(years, 1), 1))
    return (Mark(float(years), 0.0, text),)


def cost_benefit_by_year(scene: Scene) -> Chart | None:
    """Costs and benefits of the recommended option by year, with the net flow as a line."""
    result = scene.results.headline
    if result is None or not result.has_money:
        return None
    flows = result.appraisal
    factor, unit = scene.scaled((*flows.cost_flows, *flows.benefit_flows))
    positive = next((period for period, flow in enumerate(flows.net_flows) if flow > 0), None)
    name = scene.label(result.option)
    title = (
        scene.say(N_("{option}: benefits exceed costs from {year} on"), option=name, year=scene.years()[positive])
        if positive is not None
        else scene.say(N_("{option}: benefits exceed costs in no year"), option=name)
    )
    return BarChart(
        scene.frame("cost_benefit_by_year", title, unit),
        scene.years(),
        (
            Series(scene.say(N_("Benefits")), _floats(flows.benefit_flows, factor)),
            Series(scene.say(N_("Costs")), _floats([-flow for flow in flows.cost_flows], factor)),
        ),
        stacked=True,
        category_label=scene.year_label(),
        line=Series(scene.say(N_("Net flow")), _floats(flows.net_flows, factor)),
    )


def option_comparison(scene: Scene) -> Chart | None:
    """The net present value of every option, highest first."""
    results = sorted(_with_money(scene), key=lambda result: -result.appraisal.npv)
    if not results:
        return None
    factor, unit = scene.scaled(result.appraisal.npv for result in results)
    best = results[0]
    title = scene.say(
        N_("{option} has the highest net present value: {amount}"),
        option=scene.label(best.option),
        amount=scene.money(best.appraisal.npv),
    )
    highlight = tuple(place for place, item in enumerate(results) if item.option.id == scene.results.preferred)
    return BarChart(
        scene.frame("option_comparison", title, scene.say(N_("{unit}, net present value"), unit=unit)),
        tuple(f"{scene.label(result.option)} {record_name(result.option, scene.language)}" for result in results),
        (Series(scene.say(N_("Net present value")), _floats([item.appraisal.npv for item in results], factor)),),
        horizontal=True,
        highlight=highlight,
    )


def budget_split(scene: Scene) -> Chart | None:
    """What the undiscounted cost of the recommended option is spent on, largest first."""
    result = scene.results.headline
    if result is None:
        return None
    totals = {key: sum(flows, start=Decimal(0)) for key, flows in result.cost_lines.items()}
    lines = [(line, totals[line.id]) for line in scene.case.cost_lines if totals.get(line.id, Decimal(0)) > 0]
    lines.sort(key=lambda item: -item[1])
    if not lines:
        return None
    factor, unit = scene.scaled(amount for _, amount in lines)
    parts = [(record_name(line, scene.language), float(amount / factor)) for line, amount in lines]
    if len(parts) > MOST_SERIES:
        rest = sum(amount for _, amount in parts[MOST_SERIES - 1 :])
        parts = [*parts[: MOST_SERIES - 1], (scene.say(N_("Other")), rest)]
    share = rounded(lines[0][1] / sum(amount for _, amount in lines) * 100, 0)
    title = scene.say(
        N_("{share} % of the whole-life cost goes into: {line}"),
        share=share,
        line=record_name(lines[0][0], scene.language),
    )
    unit = scene.say(N_("{unit} over {years} years"), unit=unit, years=scene.results.horizon)
    return ShareChart(scene.frame("budget_split", title, unit), tuple(parts), decimals=2)


# -- benchmark ---------------------------------------------------------------------------------------------------------


def benchmark_scores(scene: Scene) -> Chart | None:
    """The weighted score of every technology, built up from the criteria."""
    benchmark = scene.results.benchmark
    if not benchmark.ranking:
        return None
    scores = {(score.technology, score.criterion): score.score or Decimal(0) for score in scene.case.scores}
    names = {technology.id: record_name(technology, scene.language) for technology in scene.case.technologies}
    criteria = [criterion for criterion in scene.case.criteria if criterion.weight][:MOST_SERIES]
    series = tuple(
        Series(
            record_name(criterion, scene.language),
            tuple(
                float(scores[technology, criterion.id] * (criterion.weight or Decimal(0)))
                for technology in benchmark.ranking
            ),
        )
        for criterion in criteria
    )
    winner = benchmark.ranking[0]
    title = scene.say(
        N_("{technology} scores highest: {score}"),
        technology=names[winner],
        score=grouped(rounded(benchmark.scores[winner], 2), 2),
    )
    return BarChart(
        scene.frame("benchmark_scores", title, scene.say(N_("weighted score, 1 to 5, by criterion"))),
        tuple(names[technology] for technology in benchmark.ranking),
        series,
        stacked=True,
        horizontal=True,
        decimals=2,
    )


# -- risks -------------------------------------------------------------------------------------------------------------


def risk_matrix(scene: Scene) -> Chart | None:
    """The register on the matrix, before and after the responses."""
    rated = [risk for risk in scene.case.risks if scene.results.risks[risk.id].score is not None]
    if not rated:
        return None
    scale = scene.results.scale
    size = max(scale.impacts, *scale.probabilities)
    levels = tuple(
        tuple(scale.level(likelihood * impact) or "low" for impact in range(1, size + 1))
        for likelihood in range(1, size + 1)
    )
    names = tuple((band.id, record_name(band, scene.language)) for band in scene.case.risk_bands)
    return MatrixChart(
        scene.frame("risk_matrix", _matrix_title(scene), scene.say(N_("number of the risk in its cell"))),
        (
            MatrixPanel(
                scene.say(N_("Before response")), _cells((risk.likelihood, risk.impact, risk) for risk in rated)
            ),
            MatrixPanel(
                scene.say(N_("After response")),
                _cells((risk.residual_likelihood, risk.residual_impact, risk) for risk in rated),
            ),
        ),
        levels,
        names,
        scene.say(N_("Likelihood")),
        scene.say(N_("Impact")),
        size,
    )


def _cells(
    placed: Iterable[tuple[int | None, int | None, Risk]],
) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    cells: dict[tuple[int, int], list[str]] = {}
    for likelihood, impact, risk in placed:
        if likelihood is not None and impact is not None:
            cells.setdefault((likelihood, impact), []).append(risk.id)
    return tuple((likelihood, impact, tuple(ids)) for (likelihood, impact), ids in sorted(cells.items()))


def _matrix_title(scene: Scene) -> str:
    rated = scene.results.risks.values()
    before = sum(result.level in ("high", "extreme") for result in rated)
    after = sum(result.residual_level in ("high", "extreme") for result in rated)
    return scene.say(
        N_("{before} of {all} risks are high or extreme before the responses, {after} after"),
        before=before,
        after=after,
        all=len(scene.case.risks),
    )


def risk_costs(scene: Scene) -> Chart | None:
    """Expected cost of the gravest risks before and after the response."""
    results = scene.results.risks
    risks = [risk for risk in ranked_risks(scene.case, scene.results) if results[risk.id].expected][:_TOP]
    if not risks:
        return None
    before = [results[risk.id].expected or Decimal(0) for risk in risks]
    after = [results[risk.id].residual_expected or Decimal(0) for risk in risks]
    factor, unit = scene.scaled((*before, *after))
    title = scene.say(
        N_("The responses bring the expected cost of the gravest risks from {before} to {after}"),
        before=scene.money(sum(before, start=Decimal(0))),
        after=scene.money(sum(after, start=Decimal(0))),
    )
    return BarChart(
        scene.frame("risk_costs", title, scene.say(N_("{unit}, probability x cost"), unit=unit)),
        tuple(f"{risk.id} {record_name(risk, scene.language)}" for risk in risks),
        (
            Series(scene.say(N_("Before response")), _floats(before, factor)),
            Series(scene.say(N_("After response")), _floats(after, factor)),
        ),
        horizontal=True,
    )


_SCENES: Final[dict[str, Callable[[Scene], Chart | None]]] = {
    "benchmark_scores": benchmark_scores,
    "budget_split": budget_split,
    "cost_benefit_by_year": cost_benefit_by_year,
    "cumulative_cash_flow": cumulative_cash_flow,
    "option_comparison": option_comparison,
    "risk_costs": risk_costs,
    "risk_matrix": risk_matrix,
}


def _chart(make: Callable[[Scene], Chart | None]) -> Callable[[Case, Results, Language], Chart | None]:
    def made(case: Case, results: Results, language: Language) -> Chart | None:
        return make(Scene(case, results, language))

    return made


CHARTS: Final = {key: _chart(make) for key, make in _SCENES.items()}
