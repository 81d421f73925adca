"""Optimism bias: the published bounds by type of project, what causes it, and what mitigation takes off it.

Source: HM Treasury, Supplementary Green Book Guidance: Optimism Bias; factors and worked examples in Mott MacDonald
(2002), Review of Large Public Procurement in the UK, section 4 and tables 15 and 16.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal

from casebuilder.finance.cashflow import ZERO
from casebuilder.finance.numbers import N, decimals, in_range, same_kind
from casebuilder.finance.parameters import table
from risk.numbers import listed

Quantity = Literal["duration", "capex"]
_ROUNDING: Final = "1e-9"  # thirds and tenths do not sum to 1 to the last digit


@dataclass(frozen=True, slots=True)
class Factor:
    """A published contributory factor with its names by language, and how much of the bias is due to it."""

    id: str
    group: str
    name: Mapping[str, str]
    contributions: Mapping[str, Mapping[str, int]]

    def contribution(self, project_type: str, quantity: Quantity) -> Decimal | None:
        """The share of the upper bound, a fraction; None where the share must be taken from the source and verified."""
        percent = self.contributions.get(project_type, {}).get(quantity)
        return None if percent is None else Decimal(percent) / 100


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """A published group of factors, with its names by language."""

    id: str
    name: Mapping[str, str]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A factor as the case sees it: its share of the bias and how far it is mitigated, as fractions, and its risks."""

    contribution: Decimal
    mitigation: Decimal
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mitigated:
    """The share of the bias that is managed, the bias that is left, and the estimate with it."""

    managed: Decimal
    bias: Decimal
    adjusted: Decimal


def bounds(project_type: str) -> Mapping[str, int | None]:
    """Upper and lower bounds in per cent of works duration and of expenditure (Table 2 of the guidance)."""
    published: dict[str, dict[str, int | None]] = table("optimism_bias")["percentages"]
    if str(project_type) not in published:
        raise ValueError(f"{project_type!r} is not a type of project; there are {', '.join(published)}.")
    return dict(published[project_type])


@cache
def factor_groups() -> tuple[FactorGroup, ...]:
    """The published contributory factors by group, in the order of the source."""
    return tuple(
        FactorGroup(
            group["id"],
            group["name"],
            tuple(Factor(f["id"], group["id"], f["name"], f["contributions"] or {}) for f in group["factors"]),
        )
        for group in table("optimism_bias")["factors"]["groups"]
    )


def combined(shares: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The bounds in per cent of a project of several types, weighted by their shares (fractions that sum to 1).

    Shares are of capital value for expenditure and of works duration for duration. A bound that one of the types does
    not have is left out. ValueError where the shares do not sum to 1, one is negative, or no bound is common.
    """
    weights = dict(zip(shares, decimals([*shares.values()]), strict=True))
    if sum(weights.values()) != 1 or min(weights.values()) < 0:
        raise ValueError("The shares of a combined project are not negative and sum to 1.")
    published = {project_type: bounds(project_type) for project_type in weights}
    keys = {key: None for percentages in published.values() for key in percentages}
    weighted: dict[str, Decimal] = {}
    for key in keys:
        parts = [(weights[name], percentages.get(key)) for name, percentages in published.items()]
        known = [weight * percent for weight, percent in parts if percent is not None]
        if len(known) == len(parts):
            weighted[key] = sum(known, start=ZERO)
    if not weighted:
        raise ValueError(f"{', '.join(weights)} have no bound in common.")
    return weighted


@in_range
def uplift(upper: N, contributions: Iterable[tuple[N, N]]) -> N:
    """What is left of the upper bound: upper * (1 - sum(contribution * mitigation)), both as fractions."""
    pairs = [_pair(both) for both in listed(contributions, "pairs")]
    (whole,), *parts = same_kind([upper], *pairs)
    if not all(0 <= part <= 1 for pair in parts for part in pair):
        raise ValueError("Contributions and mitigations are fractions between 0 and 1.")
    kind: Any = type(whole)
    managed = sum((contribution * mitigation for contribution, mitigation in parts), start=kind(0))
    if managed > 1 + kind(_ROUNDING):
        raise ValueError("Contributions add up to more than 1.")
    return whole * (1 - min(managed, kind(1)))  # type: ignore[no-any-return]


def _pair(both: object) -> list[Any]:
    found: list[Any] = list(both) if isinstance(both, (tuple, list)) else []
    if len(found) != 2:
        raise ValueError(f"{both!r} is not a pair of a contribution and its mitigation.")
    return found


def mitigated(
    estimate: Decimal, upper: Decimal, causes: Iterable[Cause], *, mitigation_cost: Decimal = ZERO
) -> Mitigated:
    """The estimate with what is left of its bias: estimate * (1 + bias) + the cost of mitigation.

    `upper` is a fraction (0.39); estimate and cost are of one unit. ValueError as for `uplift`.
    """
    pairs = [(cause.contribution, cause.mitigation) for cause in causes]
    estimate, upper, cost = decimals([estimate, upper, mitigation_cost])
    bias = uplift(upper, pairs)
    return Mitigated(Decimal(1) - uplift(Decimal(1), pairs), bias, estimate * (1 + bias) + cost)


def double_counted(causes: Mapping[str, Cause], priced_risks: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of a cause and its risk that count twice: the cause still adds to the bias, and the risk is priced.

    As risks are priced one by one the general correction must shrink (section 4 of the guidance).
    """
    return tuple(
        (key, risk)
        for key, cause in causes.items()
        if cause.contribution > 0 and cause.mitigation < 1
        for risk in cause.risks
        if risk in priced_risks
    )
