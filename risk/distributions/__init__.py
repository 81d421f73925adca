"""Distributions of uncertain amounts: moments in closed form, quantiles, cdf, and draws by inversion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from risk.distributions.base import finite
from risk.distributions.compound import Compound
from risk.distributions.continuous import Lognormal, Normal, Pert, Triangular, Trigen, Uniform
from risk.distributions.curve import Curve
from risk.distributions.mixed import Constant, Discrete, Event, Scaled
from risk.protocols import Distribution

__all__ = [
    "Compound",
    "Constant",
    "Curve",
    "Discrete",
    "Distribution",
    "Event",
    "Lognormal",
    "Normal",
    "Pert",
    "Scaled",
    "Triangular",
    "Trigen",
    "Uniform",
    "three_point",
]


def three_point(kind: str, low: float, likely: float, high: float) -> Distribution:
    """The distribution of an estimate of three points.

    "uniform", "triangular" and "pert" reach from `low` to `high`; "trigen", "normal" and "lognormal" have them as their
    P10 and P90. Uniform, normal and lognormal follow from `low` and `high` alone. ValueError where the kind is
    unknown, the points do not ascend, or a lognormal one is not above nought.
    """
    if str(kind) not in _THREE_POINT:
        raise ValueError(f"{kind!r} is not a kind of three-point estimate; use {', '.join(_THREE_POINT)}.")
    points = finite(low, "low"), finite(likely, "likely"), finite(high, "high")
    if not points[0] <= points[1] <= points[2]:
        raise ValueError(f"An estimate of three points ascends, and {low}, {likely}, {high} do not.")
    return _THREE_POINT[kind](*points)


_THREE_POINT: Final[dict[str, Callable[[float, float, float], Distribution]]] = {
    "triangular": Triangular,
    "pert": Pert,
    "uniform": lambda low, _, high: Uniform(low, high),
    "trigen": Trigen,
    "lognormal": lambda low, _, high: Lognormal.from_percentiles(p10=low, p90=high),
    "normal": lambda low, _, high: Normal.from_percentiles(p10=low, p90=high),
}
