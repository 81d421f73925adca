"""How sure are the figures: ranges, what rests on nothing, scenarios, and what moves together?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from casebuilder.analysis import ONE
from casebuilder.analysis.ranges import Range
from casebuilder.analysis.sensitivity import USUAL, Swing, scenario_results
from casebuilder.checks.findings import Finding, Review, finding, gap, named
from casebuilder.i18n import N_, Message, message
from casebuilder.model.case import Case
from casebuilder.model.risks import Risk
from casebuilder.model.uncertainty import Scenario
from casebuilder.spec import Record
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded

HALF: Final = Decimal("0.5")
MANY: Final = 5
SEVERAL: Final = 3
CONFIDENCE: Final = re.compile(r"\bP ?\d{2}\b|confidence|信賴|信心水準", re.IGNORECASE)
WORST: Final = re.compile(r"pessimistic|worst case|unfavourable|悲觀|最壞|最差|不利情", re.IGNORECASE)
# Every distribution of these kinds can be made where its values ascend.
SIMPLE: Final = ("", "pert", "triangular", "uniform")
DELAY_NAME: Final = N_("Delay of the benefits")
UNFOUNDED: Final = N_("“{name}” moves the net present value most, and its range rests on nothing.")
DOUBTED: Final = N_("“{name}” moves the net present value most, and less than half of it is believed. What is done?")


def _record(review: Review, path: str) -> Record | None:
    part, _, identifier = path.partition("[")
    return review.case.find(part, identifier[:-1])


def any_sensitivity(review: Review) -> Iterator[Finding]:
    """G01: something is uncertain, or there are scenarios."""
    sensitivity = review.sensitivity
    if sensitivity and not sensitivity.swings and not review.case.scenarios:
        text = N_("The recommended option has neither ranges nor scenarios: no estimate is that sure.")
        yield gap("G01", "scenarios", text)


def switching(review: Review) -> Iterator[Finding]:
    """G02: it can be said how far costs and benefits may go before the answer changes."""
    sensitivity, headline = review.sensitivity, review.results.headline
    if sensitivity is None or headline is None:
        return
    known = {switch.path.partition("[")[0] for switch in sensitivity.lines if switch.change is not None}
    if headline.cost_lines and "cost_lines" not in known:
        text = N_("All costs of the recommended option are nought: it cannot be said how far they may rise.")
        yield finding("G02", "cost_lines", text)
    if headline.benefit_lines and "benefits" not in known:
        text = N_("All benefits of the recommended option are nought: it cannot be said how far they may fall.")
        yield finding("G02", "benefits", text)


# -- ranges ------------------------------------------------------------------------------------------------------------


def uniform_ranges(review: Review) -> Iterator[Finding]:
    """G03: ranges are thought about line by line."""
    shares = {(one.low, one.high) for one in review.ranges}
    if len(review.ranges) < SEVERAL or len(shares) > 1:
        return
    ((low, high),) = shares
    text = N_("All {count} ranges are {low} to {high}% of the likely value: that is a habit and no estimate.")
    values = {"low": f"{low * 100:.0f}", "high": f"{high * 100:.0f}", "count": len(review.ranges)}
    yield finding("G03", review.ranges[0].path, text, **values)


def range_basis(review: Review) -> Iterator[Finding]:
    """G03: every range says what it rests on; the accuracy of a cost rests on the basis of the cost."""
    typed = [one for one in review.ranges if not one.by_accuracy]
    bare = [one for one in typed if not one.basis]
    first = _record(review, bare[0].path) if bare else None
    if first is None:
        return
    path = f"{bare[0].path}.range_basis"
    text = N_("{count} of {all} ranges do not say where low and high come from; the first is “{name}”.")
    yield finding("G03", path, text, count=len(bare), all=len(typed), name=named(first))


def top_driver(review: Review) -> Iterator[Finding]:
    """G04: what moves the result most is well founded."""
    swings = review.sensitivity.swings if review.sensitivity else ()
    found = _weakness(review, swings[0]) if swings else None
    if found:
        path, name, text = found
        yield finding("G04", path, text, name=name)


def _weakness(review: Review, swing: Swing) -> tuple[str, Message, str] | None:
    """The field that is weak, what its record is called, and what to say of it."""
    headline = review.results.headline
    if swing.range is None:
        bare = headline is not None and not headline.option.delay_basis
        path = f"options[{review.results.preferred}].delay_basis"
        return (path, message(DELAY_NAME), UNFOUNDED) if bare else None
    record = _record(review, swing.range.path)
    if record is None:
        return None
    if not _founded(review, swing.range):
        return f"{swing.range.path}.{'basis' if swing.range.by_accuracy else 'range_basis'}", named(record), UNFOUNDED
    line = next((one for one in review.case.benefits if one.id == swing.range.line), None)
    if swing.range.kind == "benefit" and line and line.confidence is not None and line.confidence < HALF:
        return f"benefits[{line.id}].confidence", named(record), DOUBTED
    return None


def _founded(review: Review, one: Range) -> bool:
    line = next((line for line in review.case.cost_lines if line.id == one.line), None)
    return bool(line and line.basis) if one.by_accuracy else bool(one.basis)


class Estimate(NamedTuple):
    """Three points that were typed, where they stand, and how they are spread; None where one was not typed."""

    path: str
    record: Record
    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    distribution: str = ""
    relative: bool = False  # the ends count as shares of the likely value


def ascending(review: Review) -> Iterator[Finding]:
    """G07: low, likely and high ascend, and the distribution can be made of them."""
    for one in _estimates(review.case):
        points = [point for point in (one.low, one.likely, one.high) if point is not None]
        values = ", ".join(map(grouped, points))
        if points != sorted(points):
            text = N_("“{name}”: low, likely and high do not ascend ({values}); the range is not used as typed.")
            yield finding("G07", one.path, text, name=named(one.record), values=values)
        elif one.likely == 0 and one.relative and any(points):
            text = N_("“{name}”: a range is a share of the likely value, which is nought; the range is not used.")
            yield finding("G07", one.path, text, name=named(one.record))
        elif not _can_be_made(one):
            text = N_("“{name}”: of {values} no such distribution can be made; it counts as triangular.")
            yield finding("G07", one.path, text, name=named(one.record), values=values)


def _can_be_made(one: Estimate) -> bool:
    """False where the kind of distribution refuses the points; what is not typed is the likely value."""
    if one.distribution in SIMPLE or one.likely is None or one.low == one.high:
        return True
    from risk.distributions import three_point  # it brings NumPy, which no window waits for

    low, high = (one.likely if end is None else end for end in (one.low, one.high))
    try:
        three_point(one.distribution, float(low), float(one.likely), float(high))
    except ValueError:
        return False
    return True


def _estimates(case: Case) -> Iterator[Estimate]:
    for cost in case.cost_lines:
        yield Estimate(f"cost_lines[{cost.id}].low", cost, cost.low, ONE, cost.high, cost.distribution)
    for gain in case.benefits:
        points = gain.low, gain.annual_full_value, gain.high
        yield Estimate(f"benefits[{gain.id}].low", gain, *points, gain.distribution, relative=True)
    for factor in case.benefit_drivers:
        points = factor.low, factor.likely, factor.high
        yield Estimate(f"benefit_drivers[{factor.id}].low", factor, *points, factor.distribution, relative=True)
    for option in case.options:
        yield Estimate(
            f"options[{option.id}].delay_low", option, option.delay_low, option.delay_likely, option.delay_high
        )
    for risk in case.risks:
        yield from _risk_estimates(risk)


def _risk_estimates(risk: Risk) -> Iterator[Estimate]:
    amount = risk.cost_if_occurs
    residual = amount if risk.residual_cost is None else risk.residual_cost
    for field, points in (
        ("cost_low", (risk.cost_low, amount, risk.cost_high)),
        ("residual_cost_low", (risk.residual_cost_low, residual, risk.residual_cost_high)),
        ("line_share_low", (risk.line_share_low, risk.line_share, risk.line_share_high)),
    ):
        yield Estimate(f"risks[{risk.id}].{field}", risk, *points, risk.distribution)


# -- scenarios ---------------------------------------------------------------------------------------------------------


def scenarios(review: Review) -> Iterator[Finding]:
    """G06: there is a scenario beside the base."""
    if review.sensitivity and all(scenario.kind == "base" for scenario in review.case.scenarios):
        yield finding("G06", "scenarios", N_("There is no scenario other than the base."))


def worst_case(review: Review) -> Iterator[Finding]:
    """G05: where the recommended option loses money in the pessimistic scenario, the text says so."""
    case, headline = review.case, review.results.headline
    bad = tuple(one for one in case.scenarios or USUAL if one.kind == "pessimistic")
    if headline is None or not headline.has_money or not bad or headline.appraisal.npv < 0:
        return
    for result in scenario_results(case.having(scenarios=bad), {headline.option.id: headline}):
        npv = result.appraisals[headline.option.id].npv
        if npv < 0 and not _mentioned(case, result.scenario):
            text = N_("In the pessimistic scenario the net present value is {npv}, and the text does not say so.")
            yield finding("G05", "narrative[S11].text", text, npv=grouped(rounded(npv, 0)))


def _mentioned(case: Case, scenario: Scenario) -> bool:
    """True where the appraisal or the recommendation names the scenario, or speaks of a worst case."""
    written = (case.narrative_of(section) for section in ("S11", "S16"))
    pairs = [case.recommendation.text, case.recommendation.conditions, *(one.text for one in written if one)]
    texts = [text.casefold() for pair in pairs for text in (pair.en, pair.zh_TW)]
    names = [name.casefold() for name in (scenario.name.en, scenario.name.zh_TW) if name]
    return any(WORST.search(text) or any(name in text for name in names) for text in texts)


def delay(review: Review) -> Iterator[Finding]:
    """G10: it is said what a delay would cost."""
    headline = review.results.headline
    if headline is None or not headline.has_money:
        return
    if not headline.option.delay_high and not any(scenario.delay_months for scenario in review.case.scenarios):
        path = f"options[{headline.option.id}].delay_high"
        text = N_("“{name}” has neither a range for its delay nor a scenario in which its benefits come late.")
        yield finding("G10", path, text, name=named(headline.option))


def contingency_level(review: Review) -> Iterator[Finding]:
    """G09: a contingency says how sure it makes the budget."""
    headline = review.results.headline
    for line in review.case.cost_lines:
        if headline is None or line.type != "contingency" or line.id not in headline.cost_lines:
            continue
        texts = (text for pair in (line.name, line.basis, line.range_basis) for text in (pair.en, pair.zh_TW))
        if not any(CONFIDENCE.search(text) for text in texts):
            text = N_("“{name}” does not say how sure it makes the budget, such as P50 or P80.")
            yield finding("G09", f"cost_lines[{line.id}].basis", text, name=named(line))


# -- what moves together -----------------------------------------------------------------------------------------------


def independence(review: Review) -> Iterator[Finding]:
    """G11: lines that are wrong together are not simulated as independent."""
    paired = {line for pair in review.case.correlations for line in (pair.first, pair.second)}
    free = [one for one in review.ranges if not one.group and _identifier(one) not in paired]
    if len(free) >= MANY and len(free) == len(review.ranges):
        text = N_("{count} inputs are uncertain and none moves with another: the result looks surer than it is.")
        yield finding("G11", "correlation_groups", text, count=len(free))
        return
    for family, lines in _families(review, free).items():
        if len(lines) > 1:
            text = N_("{lines} are of the family {family} and are simulated as independent.")
            yield finding("G11", f"benefits[{lines[0]}].group", text, lines=", ".join(lines), family=family)


def idle_correlations(review: Review) -> Iterator[Finding]:
    """G11: where the ranges are on the factors of a benefit, it is they that move with something."""
    factors = [one for one in review.ranges if _identifier(one) != one.line]
    alone = {one.line for one in factors} - {one.line for one in factors if one.group}
    idle = {line.id: f"benefits[{line.id}].group" for line in review.case.benefits if line.group and line.id in alone}
    for pair in review.case.correlations:
        idle |= {one.line: f"correlations[{pair.id}]" for one in factors if one.line in (pair.first, pair.second)}
    for line, path in idle.items():
        text = N_(
            "“{name}” is uncertain in its factors alone: what it moves with is not used unless it is said of them."
        )
        benefit = review.case.find("benefits", line)
        if benefit:
            yield finding("G11", path, text, name=named(benefit))


def _identifier(one: Range) -> str:
    """The ID of the record that has the range: a line, or a factor of one."""
    return one.path.partition("[")[2][:-1]


def _families(review: Review, free: Sequence[Range]) -> dict[str, list[str]]:
    """The benefits that move alone, by family."""
    alone = {one.line for one in free if one.kind == "benefit"}
    found: dict[str, list[str]] = {}
    for line in review.case.benefits:
        if line.family and line.id in alone:
            found.setdefault(line.family, []).append(line.id)
    return found
