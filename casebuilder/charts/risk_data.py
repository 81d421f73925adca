"""The charts of risk: the matrix before and after the responses, and what the risks are expected to cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from casebuilder.analysis import RiskResult, open_threats
from casebuilder.charts.facts import Facts
from casebuilder.charts.types import BarChart, MatrixChart, MatrixPanel, Series
from casebuilder.i18n import N_
from casebuilder.model.risks import INHERENT, RESIDUAL, Risk
from casebuilder.spec import field_of
from risk import register
from risk.protocols import Assessment

SIZE: Final = 5  # classes of likelihood and impact, as the fields of a risk allow
MOST_RISKS: Final = 10
ZERO: Final = Decimal(0)


def risk_matrix(facts: Facts) -> MatrixChart | None:
    """The open threats by likelihood and impact, before and after the responses."""
    return matrix_of(facts, _threats(facts))


def option_risk_matrix(facts: Facts) -> MatrixChart | None:
    """The same for the risks that touch the recommended option."""
    focus = facts.focus
    if focus is None:
        return None
    return matrix_of(facts, [risk for risk in _threats(facts) if focus.option.id in risk.options])


def matrix_of(facts: Facts, risks: Sequence[Risk]) -> MatrixChart | None:
    """The matrix of some risks; None where none of them is rated."""
    rated = [risk for risk in risks if facts.results.risks[risk.id].score is not None]
    if not rated:
        return None
    likelihood, impact = (facts.say(field_of(Risk, name).label) for name in ("likelihood", "impact"))
    return MatrixChart(
        facts.frame(
            "risk_matrix",
            _level_finding(facts, rated),
            unit=facts.say(N_("Risks by their ID; likelihood and impact from 1 (lowest) to 5 (highest)")),
            caption=facts.say(N_("Risk matrix before and after the responses")),
        ),
        (
            MatrixPanel(facts.say(INHERENT), _cells(facts, rated, "inherent")),
            MatrixPanel(facts.say(RESIDUAL), _cells(facts, rated, "residual")),
        ),
        tuple(
            tuple(facts.results.scale.level(row * column) or "" for column in range(1, SIZE + 1))
            for row in range(1, SIZE + 1)
        ),
        _level_names(facts),
        likelihood,
        impact,
        SIZE,
    )


def _threats(facts: Facts) -> list[Risk]:
    return open_threats(facts.case)


def _cells(facts: Facts, risks: Sequence[Risk], assessment: Assessment) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The cells with their risks: a view over the classes that are typed, or else over the numbers."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for risk in risks:
        likelihood, impact = register.cell(risk, scale=facts.results.scale, assessment=assessment)
        if facts.results.risks[risk.id].residual_score is None:  # a response that nobody has rated changes nothing
            likelihood, impact = register.cell(risk, scale=facts.results.scale)
        if likelihood is not None and impact is not None:
            cells[likelihood, impact].append(risk.id)
    return tuple((*place, tuple(names)) for place, names in sorted(cells.items()))


def _level_names(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The levels from the lowest, with the names that the case gives them."""
    names = {band.id: facts.name(band) for band in facts.case.risk_bands}
    return tuple((band.level, names.get(band.level) or band.level) for band in facts.results.scale.bands)


def _level_finding(facts: Facts, risks: Sequence[Risk]) -> str:
    """How many risks are in the upper half of the levels, before and after."""
    names = _level_names(facts)
    grave = names[len(names) // 2 :]
    words = [word.lower() if facts.language == "en" else word for _, word in grave]
    levels = facts.listed(words, N_("{first} or {second}"))
    results = [facts.results.risks[risk.id] for risk in risks]
    keys = {key for key, _ in grave}
    before = sum(result.level in keys for result in results)
    after = sum(
        (result.level if result.residual_score is None else result.residual_level) in keys for result in results
    )
    if not before and not after:
        return facts.say(N_("None of the {total} risks is {levels}"), total=len(risks), levels=levels)
    if not after:
        message = N_("Of {total} risks, {before} are {levels} today and none after the responses")
        return facts.say(message, total=len(risks), before=before, levels=levels)
    message = N_("Of {total} risks, {before} are {levels} today and {after} after the responses")
    return facts.say(message, total=len(risks), before=before, levels=levels, after=after)


def risk_costs(facts: Facts) -> BarChart | None:
    """The expected cost of the ten gravest threats before and after the responses."""
    valued = [
        (risk, before, after)
        for risk in _threats(facts)
        for before, after in [_expected(facts.results.risks[risk.id])]
        if before
    ]
    if not valued:
        return None
    shown = sorted(valued, key=lambda item: -item[1])[:MOST_RISKS]
    unit = facts.unit(before for _, before, _ in shown)
    return BarChart(
        facts.frame(
            "risk_costs",
            _exposure_finding(facts, sum(item[1] for item in valued), sum(item[2] for item in valued)),
            unit=facts.say(N_("Probability times cost; the largest risks ({unit})"), unit=unit.name),
            caption=facts.say(N_("Expected cost of the largest risks ({unit})"), unit=unit.name),
        ),
        tuple(f"{risk.id} {facts.name(risk)}" for risk, _, _ in shown),
        (
            Series(facts.say(INHERENT), tuple(unit.scaled(before) for _, before, _ in shown)),
            Series(facts.say(RESIDUAL), tuple(unit.scaled(after) for _, _, after in shown)),
        ),
        horizontal=True,
        decimals=unit.decimals,
    )


def _expected(result: RiskResult) -> tuple[Decimal, Decimal]:
    return result.expected or ZERO, result.residual_expected or ZERO


def _exposure_finding(facts: Facts, before: Decimal | int, after: Decimal | int) -> str:
    was, will = Decimal(before), Decimal(after)
    if will >= was:
        return facts.say(N_("The risks are expected to cost {amount}"), amount=facts.money(was))
    message = N_("The responses cut the expected cost of the risks from {before} to {after}")
    return facts.say(message, before=facts.money(was), after=facts.money(will))
