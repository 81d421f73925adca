"""From a case to the model of the simulation: drivers with distributions, and the flows that they move.

Imports NumPy: only workers, the command line and documents ask for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

from casebuilder.analysis.bias import inside_factors
from casebuilder.analysis.frame import Frame, frame_of
from casebuilder.analysis.ranges import Range, ranges_of
from casebuilder.analysis.register import (
    amount_of,
    contingency_lines,
    frequency,
    hit_lines,
    line_share,
    risk_scale,
    risks_of,
    sign,
    spread_over,
    times,
)
from casebuilder.analysis.results import BiasResult, OptionResult, Results
from casebuilder.analysis.sensitivity import DELAY, delay_of
from casebuilder.finance.cashflow import ZERO, Flows, net, shifted
from casebuilder.model.case import Case
from casebuilder.model.risks import Risk
from risk.distributions import Compound, Constant, Event, three_point
from risk.model import Driver, Model, Term
from risk.protocols import Assessment, Distribution

STRENGTHS: Final = {"none": 0.0, "weak": 0.2, "medium": 0.5, "strong": 0.8}
DAYS_A_YEAR: Final = 365
RISK: Final = "risks["


class NothingToSimulateError(ValueError):
    """Every amount of the option is nought."""


class Points(NamedTuple):
    """An estimate of three points."""

    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Effect:
    """What a risk does when it occurs: a size, and the flows (cost or benefit) that the size multiplies."""

    name: str
    size: Distribution
    flows: tuple[tuple[str, Flows], ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The model of one option, and the paths whose distribution could not be made and is a simpler one instead."""

    option: str
    assessment: Assessment
    model: Model
    replaced: tuple[str, ...] = ()


def compile_model(case: Case, results: Results, option: str, *, assessment: Assessment | None = None) -> Compiled:
    """The model of one option, with the risks of the register as the settings ask for.

    NothingToSimulateError where every amount is nought.
    """
    stored: Any = case.simulation.assessment or "residual"
    chosen: Assessment = assessment or stored
    result, frame, groups = results.options[option], frame_of(case), group_correlations(case)
    builder = _Builder(case, result, frame)
    builder.add_lines(results.bias)
    if case.simulation.with_risks:
        builder.add_risks(chosen)
    if not builder.terms:
        raise NothingToSimulateError("There is nothing to simulate: every amount of this option is nought.")
    drivers = [replace(one, group=one.group if one.group in groups else "") for one in builder.drivers.values()]
    model = Model(
        terms=tuple(builder.terms),
        drivers=tuple(drivers),
        factors=tuple(map(float, frame.discounting.factors())),
        groups=groups,
        correlations=_pairs(case, builder.drivers),
        delay=_delay(result, frame),
        periods_a_year=frame.per_year,
        base_cost=math.fsum(sum(term.profile) for term in builder.terms if term.kind == "cost" and not is_risk(term)),
    )
    return Compiled(option, chosen, model, tuple(builder.replaced))


def is_risk(term: Term) -> bool:
    """True for what a risk of the register adds."""
    return term.key.startswith(RISK)


class _Builder:
    """Collects drivers and terms of one option; `replaced` are the paths whose distribution was refused."""

    def __init__(self, case: Case, result: OptionResult, frame: Frame) -> None:
        self._case, self._result, self._frame = case, result, frame
        self.drivers: dict[str, Driver] = {}
        self.terms: list[Term] = []
        self.replaced: list[str] = []

    def add_lines(self, bias: BiasResult) -> None:
        """Every line as its flows times its uncertain factors; what no line holds is certain.

        Where the risks are simulated, money set aside for them is left out: it would count the same twice. A correction
        for optimism that is counted inside is a share of its lines, and as uncertain as they are.
        """
        result, corrected = self._result, inside_factors(self._case, bias)
        left_out = contingency_lines(self._case) if self._case.simulation.with_risks else set()
        factors: dict[tuple[str, str], list[Range]] = {}
        for one in ranges_of(self._case, result.option.id):
            factors.setdefault((one.kind, one.line), []).append(one)
        for kind, part, lines in (
            ("cost", "cost_lines", result.cost_lines),
            ("benefit", "benefits", result.benefit_lines),
        ):
            for key, flows in lines.items():
                if key in left_out:
                    continue
                names = [self._factor(one) for one in factors.get((kind, key), ())]
                uplift = corrected.get(key, 1) if kind == "cost" else 1
                self._term(names, tuple(flow * uplift for flow in flows), kind=kind, key=f"{part}[{key}]")
                after = (*[ZERO] * self._frame.horizon, result.lasting.get(key, ZERO))
                self._term(names, after, kind="proceeds", key=f"{part}[{key}]")
        self._term([], result.residual_values, kind="proceeds", key="residual_values")

    def add_risks(self, assessment: Assessment) -> None:
        """Every open risk of the option: its amount over its window, its share of lines, the delay that it brings."""
        scale = risk_scale(self._case)
        for risk in risks_of(self._case, self._result.option.id):
            count = times(risk, scale, assessment)
            effects = list(self._effects(risk, assessment))
            if count and effects:
                self._add_risk(risk, effects, count=float(count), often=frequency(risk, assessment) is not None)

    def _add_risk(self, risk: Risk, effects: Sequence[Effect], *, count: float, often: bool) -> None:
        """One driver says whether, or how often, the risk occurs; where it does several things, sizes multiply it."""
        path = f"{RISK}{risk.id}]"
        alone = effects[0].size if len(effects) == 1 else None
        self._driver(
            path, self._occurring(path, count, Constant(1.0) if alone is None else alone, often=often), risk.group
        )
        for effect in effects:
            names = [path]
            if alone is None:
                names.append(f"{path}.{effect.name}")
                self._driver(names[-1], effect.size, "")
            for kind, flows in effect.flows:
                self._term(names, tuple(sign(risk) * flow for flow in flows), kind=kind, key=path)

    def _effects(self, risk: Risk, assessment: Assessment) -> Iterator[Effect]:
        result, path, kind = self._result, f"{RISK}{risk.id}]", risk.distribution or "pert"
        amount, share = amount_of(risk, assessment), line_share(risk, assessment)
        sizes = None if amount is None else _amounts(risk, amount, assessment)
        if sizes is not None and any(sizes):
            size = self._spread(path, kind, sizes)
            yield Effect("amount", size, (("cost", spread_over(risk, self._frame)),))
        costs, benefits = hit_lines(risk, result.cost_lines), hit_lines(risk, result.benefit_lines)
        if share and (costs or benefits):
            ends = _around(share, risk.line_share_low, risk.line_share_high, given=risk.line_share)
            rises = [("cost", flows) for flows in costs]
            falls = [("benefit", tuple(-flow for flow in flows)) for flows in benefits]
            yield Effect("share", self._spread(path, kind, ends), (*rises, *falls))
        if risk.delay_days:
            late = risk.delay_days * self._frame.per_year / DAYS_A_YEAR
            yield Effect("delay", Constant(float(late)), (("benefit", _lost(result)),))

    def _occurring(self, path: str, count: float, size: Distribution, *, often: bool) -> Distribution:
        """The size times whether, or how often, it occurs; the mean size where the tail of all sizes is too long."""
        if not often:
            return Event(count, size)
        try:
            return Compound(count, size)
        except ValueError:
            self.replaced.append(path)
            return Compound(count, Constant(size.mean))

    def _factor(self, one: Range) -> str:
        points = Points(one.low, Decimal(1), one.high)
        self._driver(one.path, self._spread(one.path, one.distribution, points), one.group)
        return one.path

    def _spread(self, path: str, kind: str, points: Points) -> Distribution:
        """The distribution asked for; a triangular one where the points do not allow it."""
        if points.low == points.high:
            return Constant(float(points.likely))
        ends = tuple(map(float, points))
        try:
            return three_point(kind, *ends)
        except ValueError:
            self.replaced.append(path)
            return three_point("triangular", *ends)

    def _driver(self, key: str, distribution: Distribution, group: str) -> None:
        self.drivers[key] = Driver(key, distribution, group)

    def _term(self, names: Sequence[str], flows: Flows, *, kind: Any, key: str) -> None:
        if any(flows):
            self.terms.append(Term(tuple(names), tuple(map(float, flows)), kind, key))


def _amounts(risk: Risk, likely: Decimal, assessment: Assessment) -> Points:
    """The size of a risk; the ends before the response serve in proportion where none are given for after it."""
    after = risk.residual_cost_low, risk.residual_cost_high
    if assessment == "residual" and any(end is not None for end in after):
        return _around(likely, *after, given=likely)
    return _around(likely, risk.cost_low, risk.cost_high, given=risk.cost_if_occurs)


def _around(likely: Decimal, low: Decimal | None, high: Decimal | None, *, given: Decimal | None) -> Points:
    """The ends around the likely size in the proportion to the one they were given with; a missing end is that size."""
    scale = likely / given if given else Decimal(1)
    least = likely if low is None else min(low * scale, likely)
    most = likely if high is None else max(high * scale, likely)
    return Points(least, likely, most)


def _lost(result: OptionResult) -> Flows:
    """What a delay of one period takes from the benefits; a shorter one takes its part of it, as everywhere here."""
    benefits = net(result.appraisal.benefit_flows, result.proceeds)
    return tuple(late - early for early, late in zip(benefits, shifted(benefits, 1), strict=True))


def _delay(result: OptionResult, frame: Frame) -> Driver | None:
    points = delay_of(result.option, frame)
    if not points[2]:
        return None
    low, likely, high = map(float, points)
    return Driver(DELAY, Constant(likely) if low == high else three_point("triangular", low, likely, high))


def group_correlations(case: Case) -> dict[str, float]:
    """The correlation of the normal scores of any two lines of a group: its own, or that of the answer."""
    return {
        group.id: STRENGTHS.get(group.strength, 0.0) if group.correlation is None else float(group.correlation)
        for group in case.correlation_groups
    }


def _pairs(case: Case, drivers: Mapping[str, Driver]) -> tuple[tuple[str, str, float], ...]:
    """The pairs of the case whose both sides are drivers of this option; of a pair that stands twice, the last."""
    names = {path.partition("[")[2][:-1]: path for path in drivers if path.endswith("]")}
    pairs = {
        frozenset((names[one.first], names[one.second])): float(one.correlation)
        for one in case.correlations
        if one.first != one.second and one.first in names and one.second in names and one.correlation is not None
    }
    return tuple((min(pair), max(pair), rho) for pair, rho in pairs.items())
