"""Options side by side: increments over a baseline, unequal lives, the best of several, and rankings that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import lcm
from typing import Final, Literal

from casebuilder.finance import cashflow
from casebuilder.finance.cashflow import ZERO, Flows
from casebuilder.finance.irr import Irr, IrrStatus, irr
from casebuilder.finance.numbers import decimals

Measure = Literal["npv", "bcr", "irr"]
MEASURES: Final[tuple[Measure, ...]] = ("npv", "bcr", "irr")
Unranked = Literal["absent"] | IrrStatus
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Incremental:
    """What an option adds to another: flows by period, their NPV and rates of return."""

    flows: Flows
    npv: Decimal
    irr: Irr


def incremental(flows: Sequence[Decimal], baseline: Sequence[Decimal], factors: Sequence[Decimal]) -> Incremental:
    """The net flows of an option less those of a baseline, both cut or filled to the periods of `factors`."""
    horizon = len(factors) - 1
    added = cashflow.net(cashflow.fitted(decimals(flows), horizon), cashflow.fitted(decimals(baseline), horizon))
    return Incremental(added, cashflow.present_value(added, factors), irr(added))


@dataclass(frozen=True, slots=True)
class Life:
    """An option over its own life and repeated to the common horizon.

    `annual` is the equivalent annual value of one life; `cut` says that the last repeat would outlast the horizon, so
    that its NPV over the horizon has the whole outlay and not all of the service.
    """

    periods: int
    npv: Decimal
    annual: Decimal
    chain: Flows
    chain_npv: Decimal
    cut: bool


def common_horizon(lives: Iterable[int], *, longest: int = LONGEST) -> int:
    """The least common multiple of the lives; where that is above `longest`, this or the longest life instead.

    Chains are then cut at the horizon.
    """
    periods = list(lives)
    if not periods or min(periods) < 1:
        raise ValueError("A life has at least one period.")
    return min(lcm(*periods), max(longest, *periods))


def replacement_chain(flows: Sequence[Decimal], horizon: int) -> Flows:
    """`flows` of one life (period 0 to its last), bought again at the end of each until the horizon, and cut there."""
    one = decimals(flows)
    life = len(one) - 1
    if life < 1:
        raise ValueError("A life has at least one period.")
    starts = range(0, max(horizon, 1), life)
    return cashflow.total([(*[ZERO] * start, *one) for start in starts], horizon)


def unequal_lives(options: Mapping[str, Sequence[Decimal]], factors: Sequence[Decimal]) -> dict[str, Life]:
    """Each option, given by the flows of one life, by equivalent annual value and as a replacement chain.

    `factors` are of ends of periods 0 to the common horizon (see `common_horizon`), which no life may exceed. The
    annual value is NPV / sum of the factors of periods 1 to the life: at one rate, NPV * r / (1 - (1 + r)**-n)
    (Brealey, Myers and Allen, Principles of Corporate Finance, equivalent annual cash flow).
    """
    horizon = len(factors) - 1
    too_long = [key for key, flows in options.items() if len(flows) - 1 > horizon]
    if too_long:
        raise ValueError(f"The common horizon of {horizon} periods is shorter than the life of {', '.join(too_long)}.")
    return {key: _life(decimals(flows), factors) for key, flows in options.items()}


def _life(flows: Flows, factors: Sequence[Decimal]) -> Life:
    horizon, periods = len(factors) - 1, len(flows) - 1
    chain = replacement_chain(flows, horizon)
    npv = cashflow.present_value(flows, factors[: periods + 1])
    return Life(
        periods=periods,
        npv=npv,
        annual=npv / sum(factors[1 : periods + 1], start=ZERO),
        chain=chain,
        chain_npv=cashflow.present_value(chain, factors),
        cut=horizon % periods != 0,
    )


@dataclass(frozen=True, slots=True)
class Challenge:
    """One step of the walk: what the challenger adds to the defender, and whether it takes its place."""

    defender: str
    challenger: str
    added: Incremental
    accepted: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The choice among options of which only one can be had, with the steps that led to it."""

    chosen: str
    steps: tuple[Challenge, ...]


def mutually_exclusive(options: Mapping[str, Sequence[Decimal]], factors: Sequence[Decimal]) -> Walk:
    """Choose by incremental NPV: from the least outlay on, each option challenges the best so far.

    Outlay is the present value of the negative net flows; a challenger must add more than nought. Doing nothing takes
    part where it is among the options (Newnan, Eschenbach and Lavelle, Engineering Economic Analysis, incremental
    analysis). ValueError where there are no options.
    """
    if not options:
        raise ValueError("There are no options to choose from.")
    defender, *challengers = sorted(options, key=lambda key: _outlay(options[key], factors))
    steps = []
    for challenger in challengers:
        added = incremental(options[challenger], options[defender], factors)
        steps.append(Challenge(defender, challenger, added, accepted=added.npv > 0))
        defender = challenger if added.npv > 0 else defender
    return Walk(defender, tuple(steps))


def _outlay(flows: Sequence[Decimal], factors: Sequence[Decimal]) -> Decimal:
    paid = [max(-flow, ZERO) for flow in cashflow.fitted(decimals(flows), len(factors) - 1)]
    return cashflow.present_value(paid, factors)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Options by one measure, best first; equals share the better rank. Who has no one value is left out, with why."""

    order: tuple[str, ...]
    ranks: Mapping[str, int]
    unranked: Mapping[str, Unranked]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two options of which some measures prefer the first and others the second."""

    first: str
    second: str
    prefer_first: tuple[Measure, ...]
    prefer_second: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Rankings:
    """The three orders of the same options, and the pairs on which they disagree."""

    npv: Ranking
    bcr: Ranking
    irr: Ranking
    disagreements: tuple[Disagreement, ...]


def rankings(options: Mapping[str, tuple[Decimal | None, Decimal | None, Irr]]) -> Rankings:
    """Rank options by (NPV, BCR, IRR). No ratio, or no unique rate of return, leaves an option out of that order."""
    by_npv = _ranking({key: npv for key, (npv, _, _) in options.items()}, {})
    by_bcr = _ranking({key: bcr for key, (_, bcr, _) in options.items()}, {})
    rates = {key: None if rate.value is None else Decimal(rate.value) for key, (_, _, rate) in options.items()}
    by_irr = _ranking(rates, {key: rate.status for key, (_, _, rate) in options.items()})
    orders = dict(zip(MEASURES, (by_npv, by_bcr, by_irr), strict=True))
    pairs = (_disagreement(first, second, orders) for first, second in combinations(options, 2))
    return Rankings(by_npv, by_bcr, by_irr, tuple(pair for pair in pairs if pair))


def _ranking(values: Mapping[str, Decimal | None], reasons: Mapping[str, IrrStatus]) -> Ranking:
    present = {key: value for key, value in values.items() if value is not None}
    order = sorted(present, key=lambda key: -present[key])
    ordered = [present[key] for key in order]
    return Ranking(
        order=tuple(order),
        ranks={key: ordered.index(present[key]) + 1 for key in order},
        unranked={key: reasons.get(key, "absent") for key in values if key not in present},
    )


def _disagreement(first: str, second: str, orders: Mapping[Measure, Ranking]) -> Disagreement | None:
    ranked = {name: ranking.ranks for name, ranking in orders.items() if {first, second} <= ranking.ranks.keys()}
    prefer_first = tuple(name for name, ranks in ranked.items() if ranks[first] < ranks[second])
    prefer_second = tuple(name for name, ranks in ranked.items() if ranks[first] > ranks[second])
    return Disagreement(first, second, prefer_first, prefer_second) if prefer_first and prefer_second else None
