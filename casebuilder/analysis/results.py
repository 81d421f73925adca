"""What follows from a case: plain values, made anew with every edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from casebuilder.finance.affordability import Affordability
from casebuilder.finance.appraisal import Appraisal, Discounting
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.comparison import Incremental, Life, Rankings, Walk
from casebuilder.finance.prices import Mixing
from casebuilder.finance.schedule import Schedule
from casebuilder.finance.tax import AfterTax
from casebuilder.finance.terminal import share_of_npv
from casebuilder.model.options import Option
from risk.matrix import Scale

BiasSource = Literal["", "table", "history", "own"]


@dataclass(frozen=True, slots=True)
class OptionResult:
    """What one option costs, brings and is worth.

    `cost_lines` and `benefit_lines` are the flows of its lines by id, as they are counted: spread over time and in the
    prices of the case. What no line types stands beside them: `residual_values` and `terminal_value` count as benefits,
    `bias` (where the case counts it inside) as a cost. `excluded` are the lines that are no economic flow.
    """

    option: Option
    appraisal: Appraisal
    cost_lines: Mapping[str, Flows]
    benefit_lines: Mapping[str, Flows]
    capital: Decimal  # the outlay of the first year: of period 0, or of its quarters or months
    over_budget: bool | None  # None where the case names no available investment
    expected_risk: Decimal  # expected cost of its open risks before the responses
    residual_risk: Decimal  # and after
    risk_flows: Flows  # the expected cost after the responses, by period
    pv_risks: Mapping[str, Decimal]  # and its present value by risk
    bias: Flows  # the optimism bias of its capital costs by period, counted or not
    pv_bias: Decimal  # of the part that is not in the costs already
    contingency: Decimal  # the cost lines that are set aside for risks, undiscounted
    pv_contingency: Decimal  # and their present value
    proceeds: Flows  # residual and terminal values, which no delay of the benefits moves
    residual_values: Flows = ()
    lasting: Mapping[str, Decimal] = field(default_factory=dict)  # the terminal value by line, costs below nought
    terminal_value: Decimal = ZERO  # at the end of the horizon, undiscounted
    pv_terminal: Decimal = ZERO
    excluded: Mapping[str, Flows] = field(default_factory=dict)
    after_tax: AfterTax | None = None  # None where the case has no tax rate

    @property
    def has_money(self) -> bool:
        """True where the option has any cost or benefit at all."""
        return bool(self.cost_lines or self.benefit_lines)

    @property
    def needs_no_money(self) -> bool:
        """True where it has earned more than it has cost at every moment: there is nothing to pay back."""
        return self.has_money and min(self.appraisal.cumulative_flows) >= 0

    @property
    def pv_risk(self) -> Decimal:
        """The present value of the expected cost of its risks after the responses."""
        return sum(self.pv_risks.values(), start=ZERO)

    @property
    def adjusted_npv(self) -> Decimal:
        """The net present value with the expected cost of the risks in the place of the money set aside for them, less
        the optimism bias that it does not hold yet."""
        return self.appraisal.npv + self.pv_contingency - self.pv_risk - self.pv_bias

    @property
    def terminal_share(self) -> Decimal | None:
        """How much of the net present value lies beyond the horizon; None without such a value."""
        return share_of_npv(self.pv_terminal, self.appraisal.npv) if self.pv_terminal else None


@dataclass(frozen=True, slots=True)
class RiskResult:
    """Score, level (the id of a band) and expected cost of a risk; None where it is not rated or not quantified.

    The expected cost holds the share of the lines of the recommended option that the risk hits.
    """

    score: int | None
    level: str | None
    residual_score: int | None
    residual_level: str | None
    target_score: int | None
    target_level: str | None
    expected: Decimal | None
    residual_expected: Decimal | None
    target_expected: Decimal | None
    response_cost: Decimal | None  # of its actions; None where none has a cost
    above_appetite: bool | None  # after the response; None where its category has no appetite or it has no score
    escalate_to: str = ""  # the stakeholder who decides above the appetite

    @property
    def response_value(self) -> Decimal | None:
        """The expected cost that the response saves for each unit that it costs."""
        if not self.response_cost or self.expected is None or self.residual_expected is None:
            return None
        return (self.expected - self.residual_expected) / self.response_cost


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """Weighted scores of the technologies that have a score on every weighted criterion, and their ranking."""

    scores: Mapping[str, Decimal] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    weight_sum: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class BiasResult:
    """The correction of capital costs: the rate that applies, and what it comes from."""

    source: BiasSource
    rate: Decimal  # a share of the capital costs
    lower: Decimal | None = None  # the published bounds of its type of project
    upper: Decimal | None = None
    mitigated: Decimal | None = None  # the share of it that the factors take off
    p50: Decimal | None = None  # overruns of the own past projects
    p80: Decimal | None = None
    projects: int = 0
    counted_inside: bool = False
    double_counted: tuple[tuple[str, str], ...] = ()  # factor and priced risk that mean the same


@dataclass(frozen=True, slots=True)
class Comparison:
    """The options side by side, for those that have money, and doing nothing."""

    rankings: Rankings
    baseline: str  # the option that the others are compared with: doing nothing; "" where there is none
    incremental: Mapping[str, Incremental]  # against the baseline
    walk: Walk  # the best of them, by the NPV of each step of outlay
    lives: Mapping[str, Life]  # by year; empty where all options last equally long


@dataclass(frozen=True, slots=True)
class Companion:
    """The second schedule that a horizon over 50 years brings with it, and the net present values at it."""

    schedule: Schedule
    npv: Mapping[str, Decimal]  # by option


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that follows from a case at once; what takes longer is in `sensitivity`, `scenarios`, `simulation`."""

    options: Mapping[str, OptionResult]
    preferred: str | None  # id of the recommended option, where it exists
    risks: Mapping[str, RiskResult]
    scale: Scale
    benchmark: BenchmarkResult
    horizon: int  # in years
    discounting: Discounting
    bias: BiasResult
    comparison: Comparison | None  # None where fewer than two options can be compared
    affordability: Affordability | None  # None without funding or without a recommended option
    companion: Companion | None = None
    mixing: tuple[Mixing, ...] = ()  # in which way real and nominal money are mixed

    @property
    def headline(self) -> OptionResult | None:
        """The result of the recommended option."""
        return self.options[self.preferred] if self.preferred else None

    @property
    def periods(self) -> range:
        """The periods from 0 to the end of the horizon."""
        return range(self.discounting.horizon + 1)
