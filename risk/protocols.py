"""The structural types that the functions of this package ask for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

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


class Distribution(Protocol):
    """An uncertain amount.

    Probabilities are fractions from 0 to 1 and everything else is in the unit of the amount; arrays come back in the
    shape they came in, and a number comes back as a float. Tails without an end stop at the quantiles of 1e-13 and
    1 - 1e-13. ValueError where a probability is not between 0 and 1 or a number is not one.
    """

    def __hash__(self) -> int: ...
    @property
    def mean(self) -> float: ...
    @property
    def sd(self) -> float: ...
    @property
    def support(self) -> tuple[float, float]:
        """The least and the greatest amount."""
        ...

    @property
    def atoms(self) -> tuple[Array, Array]:
        """The single amounts that have a probability of their own, and these probabilities."""
        ...

    @overload
    def quantile(self, p: float) -> float: ...
    @overload
    def quantile(self, p: Array) -> Array: ...

    @overload
    def sample(self, uniforms: float) -> float: ...
    @overload
    def sample(self, uniforms: Array) -> Array: ...

    @overload
    def cdf(self, x: float) -> float: ...
    @overload
    def cdf(self, x: Array) -> Array: ...

    @overload
    def lower_partial_moment(self, x: float) -> float: ...
    @overload
    def lower_partial_moment(self, x: Array) -> Array: ...
