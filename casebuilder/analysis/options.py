"""One option from its lines: flows, appraisal, what stands beside it, and the view after tax."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from casebuilder.analysis import bias as optimism
from casebuilder.analysis.frame import Frame
from casebuilder.analysis.lines import COUNTED, ONE, benefit_flows, cost_flows, residual_flows
from casebuilder.analysis.register import Lines, expected_cost, expected_flows, risks_of
from casebuilder.analysis.results import BiasResult, OptionResult
from casebuilder.finance import cashflow, tax, terminal
from casebuilder.finance.appraisal import Appraisal, appraise, fall_and_rise
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.tax import AfterTax
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.options import Option
from casebuilder.model.risks import Risk
from risk.matrix import Scale


@dataclass(frozen=True, slots=True)
class Lot:
    """The lines and risks of one option, so that no option looks through those of all."""

    costs: tuple[CostLine, ...]
    benefits: tuple[Benefit, ...]
    risks: tuple[Risk, ...]


def lots(case: Case) -> dict[str, Lot]:
    """What belongs to each option of a case."""
    costs: dict[str, list[CostLine]] = {option.id: [] for option in case.options}
    benefits: dict[str, list[Benefit]] = {option.id: [] for option in case.options}
    for cost in case.cost_lines:
        costs.setdefault(cost.option, []).append(cost)
    for benefit in case.benefits:
        benefits.setdefault(benefit.option, []).append(benefit)
    return {
        option.id: Lot(tuple(costs[option.id]), tuple(benefits[option.id]), tuple(risks_of(case, option.id)))
        for option in case.options
    }


@dataclass(frozen=True, slots=True)
class Context:
    """What all options of a case are counted by."""

    case: Case
    frame: Frame
    scale: Scale
    bias: BiasResult


def option_result(option: Option, lot: Lot, context: Context) -> OptionResult:
    """Everything that follows for one option."""
    frame = context.frame
    costs = {line.id: cost_flows(line, frame) for line in lot.costs if line.treatment in COUNTED}
    benefits = {line.id: benefit_flows(line, frame) for line in lot.benefits if line.treatment in COUNTED}
    lines, horizon, factors = {**costs, **benefits}, frame.horizon, frame.discounting.factors()
    residuals = _total((residual_flows(line, frame) for line in lot.costs if line.id in costs), frame)
    uplift, inside = optimism.bias_flows(context.case, costs, context.bias.rate, horizon), context.bias.counted_inside
    all_costs = cashflow.total([*costs.values(), uplift] if inside else costs.values(), horizon)
    going_on = lasting(option, costs, benefits, case=context.case, frame=frame)
    last = sum(going_on.values(), start=ZERO)
    proceeds = cashflow.total([residuals, (*[ZERO] * horizon, last)], horizon)
    aside, risk_flows = cashflow.total(_of_type(lot, costs, "contingency"), horizon), _risk_flows(lot, lines, context)
    earned = cashflow.total([*benefits.values(), proceeds], horizon)
    appraised = appraise(all_costs, earned, frame.discounting, proceeds=proceeds)
    appraisal = _with_what_goes_on(appraised, going_on.values(), factors[-1])
    capital = _capital(appraisal, frame)
    return OptionResult(
        option=option,
        appraisal=appraisal,
        cost_lines=costs,
        benefit_lines=benefits,
        capital=capital,
        over_budget=_over(capital, context.case.profile.available_investment),
        expected_risk=_expected(lot, lines, context, "inherent"),
        residual_risk=_expected(lot, lines, context, "residual"),
        risk_flows=cashflow.total(risk_flows.values(), horizon),
        pv_risks={key: cashflow.present_value(flows, factors) for key, flows in risk_flows.items()},
        bias=uplift,
        contingency=sum(aside, start=ZERO),
        pv_contingency=cashflow.present_value(aside, factors),
        pv_bias=ZERO if inside else cashflow.present_value(uplift, factors),
        residual_values=residuals,
        proceeds=proceeds,
        lasting=going_on,
        terminal_value=last,
        pv_terminal=last * factors[-1],
        excluded=_excluded(lot, frame),
        after_tax=_after_tax(lot, costs, benefits, context),
    )


def _capital(appraisal: Appraisal, frame: Frame) -> Decimal:
    """The outlay of the first year."""
    return sum(appraisal.cost_flows[: frame.per_year], start=ZERO)


def _over(capital: Decimal, available: Decimal | None) -> bool | None:
    return None if available is None else capital > available


def _of_type(lot: Lot, costs: Lines, kind: str) -> list[Flows]:
    return [costs[line.id] for line in lot.costs if line.type == kind and line.id in costs]


def _total(flows: Iterable[Flows], frame: Frame) -> Flows:
    found = [one for one in flows if one]
    return cashflow.total(found, frame.horizon) if found else ()


def lasting(option: Option, costs: Lines, benefits: Lines, *, case: Case, frame: Frame) -> dict[str, Decimal]:
    """What each line adds to the value after the horizon, at its end, a cost less than nought; empty without one.

    From its flow of the last year, with the correction for optimism that is counted inside: not what is sold then, nor
    working capital, which comes back.
    """
    factor = terminal_factor(option, frame)
    if not factor:
        return {}
    corrected = optimism.inside_factors(case, optimism.bias_result(case))
    tied = {line.id for line in case.cost_lines if line.type == "working-capital"}
    found = {key: factor * _last_year(flows, frame) for key, flows in benefits.items()}
    for key, flows in costs.items():
        if key not in tied:
            found[key] = -factor * _last_year(flows, frame) * corrected.get(key, ONE)
    return found


def _last_year(flows: Flows, frame: Frame) -> Decimal:
    return sum(flows[-frame.per_year :], start=ZERO)


def terminal_factor(option: Option, frame: Frame) -> Decimal:
    """What a flow of 1 in the last year is worth at the end of the horizon; nought where nothing is counted there.

    A growth that is not below the discount rate has no value (the review says so).
    """
    if option.terminal_method == "multiple" and option.terminal_multiple is not None:
        return terminal.multiple(ONE, option.terminal_multiple)
    growth, rate = option.terminal_growth, last_rate(frame)
    if option.terminal_method == "growth" and growth is not None and -1 < growth < rate:
        return terminal.gordon(ONE, rate, growth)
    return ZERO


def _with_what_goes_on(appraisal: Appraisal, parts: Iterable[Decimal], factor: Decimal) -> Appraisal:
    """The same with switching values in which costs and benefits each take their part of the terminal value along."""
    spent = -sum((part for part in parts if part < 0), start=ZERO) * factor
    if not spent:
        return appraisal
    fall, rise = fall_and_rise(appraisal.pv_costs + spent, appraisal.pv_benefits + spent)
    return replace(appraisal, switching=replace(appraisal.switching, benefits_fall=fall, costs_rise=rise))


def last_rate(frame: Frame) -> Decimal:
    """The yearly discount rate at the end of the horizon."""
    rates = frame.discounting.rates
    return (1 + rates[-1]) ** frame.per_year - 1 if rates else ZERO


def _expected(lot: Lot, lines: Lines, context: Context, assessment: Any) -> Decimal:
    costs = (expected_cost(risk, lines, context.scale, assessment) for risk in lot.risks)
    return sum((cost for cost in costs if cost is not None), start=ZERO)


def _risk_flows(lot: Lot, lines: Lines, context: Context) -> dict[str, Flows]:
    flows = {risk.id: expected_flows(risk, lines, context.scale, context.frame) for risk in lot.risks}
    return {key: one for key, one in flows.items() if one is not None}


def _excluded(lot: Lot, frame: Frame) -> dict[str, Flows]:
    """The lines that are shown and not counted."""
    return {
        **{line.id: cost_flows(line, frame) for line in lot.costs if line.treatment not in COUNTED},
        **{line.id: benefit_flows(line, frame) for line in lot.benefits if line.treatment not in COUNTED},
    }


# -- after tax ---------------------------------------------------------------------------------------------------------


def _after_tax(lot: Lot, costs: Lines, benefits: Lines, context: Context) -> AfterTax | None:
    """The view after tax: cash benefits less operating costs are taxed, purchases are written off over their life.

    Freed time that changes no budget is no income. None where the case has no tax rate.
    """
    rules, frame = context.case.rules, context.frame
    if rules.tax_rate is None or rules.tax_rate >= 1:
        return None
    bought = [line for line in lot.costs if line.id in costs and line.category == "capex"]
    running = [costs[line.id] for line in lot.costs if line.id in costs and line.category != "capex"]
    cash = [benefits[line.id] for line in lot.benefits if line.id in benefits and line.type != "non-cashable"]
    sold = cashflow.total([one for one in (residual_flows(line, frame) for line in bought) if one], frame.horizon)
    spent = cashflow.total([costs[line.id] for line in bought], frame.horizon)
    losses: Any = rules.tax_losses or "carry_forward"
    return tax.after_tax(
        cashflow.net(cashflow.total(cash, frame.horizon), cashflow.total(running, frame.horizon)),
        cashflow.net(sold, spent),
        cashflow.total([_written_off(line, costs[line.id], frame) for line in bought], frame.horizon),
        rate=rules.tax_rate,
        losses=losses,
    )


def _written_off(line: CostLine, flows: Flows, frame: Frame) -> Flows:
    """The depreciation of a purchase by period, from the period after each outlay; none without a method and a life."""
    total = sum(flows, start=ZERO)
    if not line.depreciation or not line.life_years or total <= 0:
        return ()
    method: Any = line.depreciation
    left = min(line.residual_value or ZERO, total) / total
    life = line.life_years * frame.per_year
    parts = [
        (*[ZERO] * (period + 1), *tax.depreciation_by(method, cost=flow, salvage=flow * left, life=life))
        for period, flow in enumerate(flows)
        if flow > 0
    ]
    return cashflow.total(parts, frame.horizon)


def options_in_money(results: Mapping[str, OptionResult]) -> dict[str, OptionResult]:
    """The options that can be compared: those with any cost or benefit, and doing nothing."""
    return {key: one for key, one in results.items() if one.has_money or one.option.role == "bau"}
