"""What could change the answer: the tornado, switching values, delay, the profile over the rate, and scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.analysis.frame import Frame, frame_of
from casebuilder.analysis.options import lasting
from casebuilder.analysis.ranges import Range, ranges_of
from casebuilder.analysis.results import OptionResult
from casebuilder.finance import cashflow, scenarios
from casebuilder.finance import sensitivity as finance
from casebuilder.finance.appraisal import Appraisal, Discounting
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.scenarios import Changes, Line
from casebuilder.finance.sensitivity import Bar, Driver
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.uncertainty import Scenario

DELAY: Final = "delay"
RATE_STEPS: Final = 41
HIGHEST_RATE: Final = Decimal("0.3")
ONE: Final = Decimal(1)
# The scenarios of a case that has none of its own.
USUAL: Final = (
    Scenario(id="", kind="base"),
    Scenario(id="", kind="optimistic", ends="favourable"),
    Scenario(id="", kind="pessimistic", ends="unfavourable"),
)


@dataclass(frozen=True, slots=True)
class Swing:
    """One bar of the tornado with the range that it comes from; the delay of the benefits has none."""

    bar: Bar
    range: Range | None


@dataclass(frozen=True, slots=True)
class Switch:
    """By what share a line or a group must change to bring the NPV to nought; None where it cannot."""

    path: str  # of the line; of a group its key: "costs", "benefits", "capex", "opex", "cashable", ...
    pv: Decimal  # what it adds to the NPV
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one thing at a time does to the NPV of an option."""

    option: str
    npv: Decimal
    swings: tuple[Swing, ...]  # the widest first
    lines: tuple[Switch, ...]  # the most sensitive first
    groups: tuple[Switch, ...]
    delays: Flows  # NPV where all benefits come 0, 1, 2 ... periods late
    cost_of_delay: Decimal  # NPV lost by one month
    profile: tuple[tuple[Decimal, Decimal], ...]  # yearly discount rate, NPV


def sensitivity_of(case: Case, result: OptionResult) -> Sensitivity:
    """The sensitivity of one option of a case."""
    frame = frame_of(case)
    factors = frame.discounting.factors()
    npv, pv = result.appraisal.npv, _present_values(result, factors)
    moved, proceeds = result.appraisal, result.proceeds
    curve = finance.delay_curve(
        cashflow.net(moved.cost_flows, proceeds), cashflow.net(moved.benefit_flows, proceeds), factors
    )
    lines = finance.switching_values(npv, pv)
    groups = finance.grouped(pv, _classes(case))
    spent = sum((part for part in result.lasting.values() if part < 0), start=ZERO) * factors[-1]
    totals = {"costs": spent - result.appraisal.pv_costs, "benefits": result.appraisal.pv_benefits - spent}
    return Sensitivity(
        option=result.option.id,
        npv=npv,
        swings=_swings(case, result, pv=pv, curve=curve, frame=frame),
        lines=_switches(pv, lines),
        groups=_switches(totals | groups, finance.switching_values(npv, totals | groups)),
        delays=curve,
        cost_of_delay=finance.cost_of_delay(curve, periods_a_year=frame.per_year),
        profile=npv_profile(result.appraisal, frame.discounting),
    )


def _present_values(result: OptionResult, factors: list[Decimal]) -> dict[str, Decimal]:
    """What each line adds to the NPV, by the path of its record, with what goes on of it after the horizon."""
    costs = {f"cost_lines[{key}]": -cashflow.present_value(flows, factors) for key, flows in result.cost_lines.items()}
    benefits = {
        f"benefits[{key}]": cashflow.present_value(flows, factors) for key, flows in result.benefit_lines.items()
    }
    after = {key: part * factors[-1] for key, part in result.lasting.items()}
    found = {path: value + after.get(_line_of(path), ZERO) for path, value in (costs | benefits).items()}
    return {path: value for path, value in found.items() if value}


def _line_of(path: str) -> str:
    """The ID of the line at a path."""
    return path.partition("[")[2][:-1]


def _classes(case: Case) -> dict[str, str]:
    """The class of each line by the path of its record."""
    costs = {f"cost_lines[{line.id}]": line.category for line in case.cost_lines if line.category}
    return costs | {f"benefits[{line.id}]": line.type for line in case.benefits if line.type}


def _switches(pv: Mapping[str, Decimal], values: Mapping[str, Decimal | None]) -> tuple[Switch, ...]:
    found = [Switch(path, value, values[path]) for path, value in pv.items()]
    return tuple(sorted(found, key=lambda one: abs(one.change) if one.change is not None else Decimal("Infinity")))


def _swings(
    case: Case, result: OptionResult, *, pv: Mapping[str, Decimal], curve: Flows, frame: Frame
) -> tuple[Swing, ...]:
    """Lines and factors are linear in the NPV, each alone; the delay follows its curve."""
    ranges = {one.path: one for one in ranges_of(case, result.option.id)}
    weights = {path: pv.get(_line_path(one), ZERO) for path, one in ranges.items()}
    drivers = [Driver(path, one.low, ONE, one.high) for path, one in ranges.items()]
    bars = [*finance.linear_tornado(drivers, result.appraisal.npv, weights).bars, *_delay_bar(result, curve, frame)]
    found = [Swing(bar, ranges.get(bar.driver.key)) for bar in bars if bar.swing]
    return tuple(sorted(found, key=lambda one: -one.bar.swing))


def _line_path(one: Range) -> str:
    return f"{'cost_lines' if one.kind == 'cost' else 'benefits'}[{one.line}]"


def delay_of(option: Option, frame: Frame) -> tuple[Decimal, Decimal, Decimal]:
    """The delay of all benefits in periods: low, likely, high, each at least the one before."""
    low = frame.periods_in(option.delay_low)
    likely = max(low, frame.periods_in(option.delay_likely))
    return low, likely, max(likely, frame.periods_in(option.delay_high))


def _delay_bar(result: OptionResult, curve: Flows, frame: Frame) -> list[Bar]:
    """The bar of the delay of all benefits, from its low to its high months."""
    option = result.option
    low, likely, high = delay_of(option, frame)
    if not high:
        return []
    at_low, at_high = (finance.npv_at_delay(curve, end) for end in (low, high))
    return [Bar(Driver(DELAY, low, likely, high), curve[0], at_low, at_high)]


def npv_profile(appraisal: Appraisal, discounting: Discounting) -> tuple[tuple[Decimal, Decimal], ...]:
    """The NPV at yearly rates from nought to beyond the rate of the case and the highest rate of return."""
    roots = [Decimal(root) for root in appraisal.irr.roots if 0 <= root <= 2]
    top = max([HIGHEST_RATE, discounting.annual * 2, *(root * Decimal("1.25") for root in roots)])
    rates = [round(top * step / (RATE_STEPS - 1), 4) for step in range(RATE_STEPS)]
    return tuple((rate, npv_at(rate, appraisal, discounting)) for rate in rates)


def npv_at(rate: Decimal, appraisal: Appraisal, discounting: Discounting) -> Decimal:
    """The NPV at another yearly rate."""
    factors = Discounting.of(rate, discounting.horizon, timing=discounting.timing, period=discounting.period).factors()
    return cashflow.present_value(appraisal.net_flows, factors)


# -- scenarios ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario with the appraisal of every option that has money."""

    scenario: Scenario
    appraisals: Mapping[str, Appraisal]
    best: str  # the option with the highest NPV


def scenario_results(case: Case, options: Mapping[str, OptionResult]) -> tuple[ScenarioResult, ...]:
    """The scenarios of the case, or the usual three; amounts, delay and rate change, phasing and prices stay."""
    shown = {key: one for key, one in options.items() if one.has_money}
    if not shown:
        return ()
    return tuple(_scenario(case, scenario, shown) for scenario in case.scenarios or USUAL)


def _scenario(case: Case, scenario: Scenario, options: Mapping[str, OptionResult]) -> ScenarioResult:
    frame = frame_of(case, rate=scenario.discount_rate)
    found = {key: _appraised(case, scenario, result=one, frame=frame) for key, one in options.items()}
    return ScenarioResult(scenario, found, max(found, key=lambda key: found[key].npv))


def _appraised(case: Case, scenario: Scenario, *, result: OptionResult, frame: Frame) -> Appraisal:
    lines = lines_of(result, lasting(result.option, result.cost_lines, result.benefit_lines, case=case, frame=frame))
    changes = Changes(
        by_line=line_factors(case, scenario, result.option.id, lines),
        benefits_delay_months=scenario.delay_months or ZERO,
    )
    return scenarios.compare(lines, {"": changes}, frame.discounting, periods_a_year=frame.per_year)[""]


AFTER: Final = "after:"


def lines_of(result: OptionResult, going_on: Mapping[str, Decimal]) -> dict[str, Line]:
    """The lines of an option, with what stands beside them: residual values, a bias that is counted inside.

    What goes on of each line after the horizon is a line of its own, which the line's factor takes along.
    """
    lines = {f"cost_lines[{key}]": Line("cost", flows) for key, flows in result.cost_lines.items()}
    lines |= {f"benefits[{key}]": Line("benefit", flows) for key, flows in result.benefit_lines.items()}
    costs = cashflow.total(result.cost_lines.values(), len(result.appraisal.cost_flows) - 1)
    lines["+costs"] = Line("cost", cashflow.net(result.appraisal.cost_flows, costs))
    horizon = len(result.appraisal.cost_flows) - 1
    lines["+benefits"] = Line("benefit", cashflow.fitted(result.residual_values, horizon), proceeds=True)
    for key, part in going_on.items():
        lines[AFTER + key] = Line("benefit", (*[ZERO] * horizon, part), proceeds=True)
    return lines


def line_factors(case: Case, scenario: Scenario, option: str, lines: Mapping[str, Line]) -> dict[str, Decimal]:
    """The factor of every line in a scenario: its end of the range, times the change of its line or of all.

    The factors of a benefit multiply where its range is on them.
    """
    own = {change.line: change.change for change in case.scenario_changes if change.scenario == scenario.id}
    overall = {"cost": scenario.costs_change or ZERO, "benefit": scenario.benefits_change or ZERO}
    found = {}
    for path, line in lines.items():
        change = own.get(_line_of(path))
        found[path] = ONE + (overall[line.kind] if change is None else change)
    if scenario.ends in ("favourable", "unfavourable"):
        for one in ranges_of(case, option):
            path = _line_path(one)
            if path in found:
                upwards = _gains(lines[path]) == (scenario.ends == "favourable")
                found[path] *= one.high if upwards else one.low
    by_line = {_line_of(path): factor for path, factor in found.items() if not path.startswith(AFTER)}
    return found | {path: by_line[path.removeprefix(AFTER)] for path in found if path.startswith(AFTER)}


def _gains(line: Line) -> bool:
    """True where more of a line is better; more of a dis-benefit is not."""
    return line.kind == "benefit" and sum(line.flows) >= 0
