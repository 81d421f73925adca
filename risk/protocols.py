"""The structural types that the functions of this package ask for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, Protocol, TypeVar

Amount = float | Decimal
A = TypeVar("A", float, Decimal)
Assessment = Literal["inherent", "residual", "target"]


class RiskLike(Protocol):
    """A risk with three assessments. Classes are steps of a scale, probabilities are fractions, costs are amounts.

    A probability that is None is that of its likelihood class; a residual or target cost that is None is the inherent
    one. The cost of an opportunity is what it saves.
    """

    @property
    def kind(self) -> str: ...
    @property
    def likelihood(self) -> int | None: ...
    @property
    def impact(self) -> int | None: ...
    @property
    def probability(self) -> Decimal | None: ...
    @property
    def cost_if_occurs(self) -> Decimal | None: ...
    @property
    def residual_likelihood(self) -> int | None: ...
    @property
    def residual_impact(self) -> int | None: ...
    @property
    def residual_probability(self) -> Decimal | None: ...
    @property
    def residual_cost(self) -> Decimal | None: ...
    @property
    def target_likelihood(self) -> int | None: ...
    @property
    def target_impact(self) -> int | None: ...
    @property
    def target_probability(self) -> Decimal | None: ...
    @property
    def target_cost(self) -> Decimal | None: ...


Exposure = tuple[Amount, Amount]
Risks = Sequence[RiskLike | Exposure]
