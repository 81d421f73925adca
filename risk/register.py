"""Scores, expected values, ranks and the heat map of a risk register. Works on risks or on plain pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar

from risk.matrix import FIVE_BY_FIVE, Scale
from risk.numbers import is_finite, listed
from risk.protocols import Amount, Assessment, Exposure, RiskLike, Risks

R = TypeVar("R", bound="RiskLike | Exposure")
Cell = tuple[int, int]

_PREFIX: Final[Mapping[Assessment, str]] = {"inherent": "", "residual": "residual_", "target": "target_"}


def expected_value(risks: Risks, *, scale: Scale = FIVE_BY_FIVE, assessment: Assessment = "inherent") -> Amount:
    """The sum of probability * impact over (probability, impact) pairs or risks.

    Of risks it is the expected cost: opportunities are subtracted, and a risk without an amount or without a
    probability and a likelihood class counts nothing. ValueError where a probability is not between 0 and 1.
    """
    total: Decimal | float = Decimal(0)
    for risk in listed(risks, "risks"):
        total = _add(total, exposure(risk, scale=scale, assessment=assessment) or Decimal(0))
    return total


def exposure(
    risk: RiskLike | Exposure, *, scale: Scale = FIVE_BY_FIVE, assessment: Assessment = "inherent"
) -> Amount | None:
    """The expected value of one risk, negative for an opportunity; None where it is not quantified."""
    risk = _known(risk)
    if isinstance(risk, tuple):
        probability, impact = risk
        sign = 1
    else:
        known, cost = chance(risk, scale=scale, assessment=assessment), _cost(risk, assessment)
        if known is None or cost is None:
            return None
        probability, impact, sign = known, cost, -1 if risk.kind == "opportunity" else 1
    if not (is_finite(probability) and 0 <= probability <= 1 and is_finite(impact)):
        raise ValueError(f"A probability is between 0 and 1 and an impact finite; {probability!r}, {impact!r} are not.")
    if isinstance(probability, float) or isinstance(impact, float):
        return sign * float(probability) * float(impact)
    return sign * probability * impact


def chance(risk: RiskLike, *, scale: Scale = FIVE_BY_FIVE, assessment: Assessment = "inherent") -> Decimal | None:
    """The probability of a risk: its own, or that of its likelihood class."""
    own: Decimal | None = getattr(risk, f"{_prefix(assessment)}probability")
    likelihood, _ = rated(risk, assessment)
    return scale.probabilities.get(likelihood) if own is None and likelihood is not None else own


def cell(
    risk: RiskLike, *, scale: Scale = FIVE_BY_FIVE, assessment: Assessment = "inherent"
) -> tuple[int | None, int | None]:
    """The likelihood and the impact class of a risk: its own, or those of its probability and its cost on the scale."""
    own, (by_chance, by_cost) = rated(risk, assessment), measured(risk, scale=scale, assessment=assessment)
    return by_chance if own[0] is None else own[0], by_cost if own[1] is None else own[1]


def rated(risk: RiskLike, assessment: Assessment) -> tuple[int | None, int | None]:
    """The classes that somebody gave the risk."""
    prefix = _prefix(assessment)
    return getattr(risk, f"{prefix}likelihood"), getattr(risk, f"{prefix}impact")


def measured(
    risk: RiskLike, *, scale: Scale = FIVE_BY_FIVE, assessment: Assessment = "inherent"
) -> tuple[int | None, int | None]:
    """The classes of its numbers on the scale: of its probability, and of its cost where the scale has amounts."""
    chance: Decimal | None = getattr(risk, f"{_prefix(assessment)}probability")
    cost = _cost(risk, assessment)
    return None if chance is None else scale.likelihood(chance), None if cost is None else scale.impact(cost)


def score(probability: int | float | Decimal, impact: int, scale: Scale = FIVE_BY_FIVE) -> int:
    """Likelihood class times impact class.

    A whole number is a likelihood class; any other number is a probability and stands for its nearest class.
    ValueError where a class is not on the scale.
    """
    likelihood = probability if isinstance(probability, int) else scale.likelihood(probability)
    if likelihood not in scale.probabilities or not is_finite(impact) or impact not in range(1, scale.impacts + 1):
        raise ValueError(f"The scale has no cell of likelihood {likelihood!r} and impact {impact!r}.")
    return likelihood * int(impact)


def score_of(risk: RiskLike, *, scale: Scale = FIVE_BY_FIVE, assessment: Assessment = "inherent") -> int | None:
    """The score of a risk, or None where it is not rated on this scale."""
    likelihood, impact = cell(risk, scale=scale, assessment=assessment)
    if likelihood is None or impact is None:
        return None
    on_scale = likelihood in scale.probabilities and 1 <= impact <= scale.impacts
    return score(likelihood, impact, scale) if on_scale else None


def rank(risks: Sequence[R], by: str | Callable[[R], float | Decimal | None] = "score") -> list[R]:
    """The risks from the greatest to the least; what has no value comes last, and equals keep their order.

    `by` is "score" or "expected_value" (both before response), or a function of one risk.
    """
    keys: dict[str, Callable[[R], float | Decimal | None]] = {"score": _rank_score, "expected_value": exposure}
    key = by if callable(by) else keys.get(str(by))
    if key is None:
        raise ValueError(f"Risks are not ranked by {by!r}; use {' or '.join(keys)}.")
    values = [(risk, key(risk)) for risk in listed(risks, "risks")]
    if not all(value is None or is_finite(value) for _, value in values):
        raise ValueError("Risks are ranked by finite numbers alone.")
    known = sorted((item for item in values if item[1] is not None), key=lambda item: -float(item[1] or 0))
    return [risk for risk, _ in known] + [risk for risk, value in values if value is None]


def heat_map(
    risks: Sequence[RiskLike | tuple[int, int]], scale: Scale = FIVE_BY_FIVE, *, assessment: Assessment = "inherent"
) -> dict[Cell, int]:
    """The number of risks in every cell (likelihood, impact) of the scale; unrated risks are in none.

    A pair counts as (likelihood class, impact class).
    """
    _prefix(assessment)
    cells = Counter(
        risk if isinstance(risk, tuple) else cell(risk, scale=scale, assessment=assessment)
        for risk in map(_known, listed(risks, "risks"))
    )
    return {
        (likelihood, impact): cells[likelihood, impact]
        for likelihood in scale.probabilities
        for impact in range(1, scale.impacts + 1)
    }


def _rank_score(risk: RiskLike | Exposure) -> float | Decimal | None:
    risk = _known(risk)
    return exposure(risk) if isinstance(risk, tuple) else score_of(risk)


def _known(risk: Any) -> Any:
    """A risk as it is, and a pair of numbers as a tuple; ValueError for anything else."""
    if isinstance(risk, (tuple, list)):
        if len(risk) == 2 and all(part is None or is_finite(part) for part in risk):
            return tuple(risk)
    elif hasattr(risk, "likelihood"):
        return risk
    raise ValueError(f"{risk!r} is neither a risk nor a pair of finite numbers.")


def _prefix(assessment: Assessment) -> str:
    if str(assessment) not in _PREFIX:
        raise ValueError(f"{assessment!r} is not an assessment; use {', '.join(_PREFIX)}.")
    return _PREFIX[assessment]


def _cost(risk: RiskLike, assessment: Assessment) -> Decimal | None:
    later = {"inherent": None, "residual": risk.residual_cost, "target": risk.target_cost}[assessment]
    return risk.cost_if_occurs if later is None else later


def _add(total: Amount, value: Amount) -> Amount:
    if isinstance(total, Decimal) and isinstance(value, Decimal):
        return total + value
    return float(total) + float(value)
