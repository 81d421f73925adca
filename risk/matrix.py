"""The scales of a risk matrix as data: a probability for each likelihood class and a level for each band of scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from risk.numbers import is_finite


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `lowest` to `highest` share a level."""

    level: str
    lowest: int
    highest: int

    def __post_init__(self) -> None:
        if self.lowest > self.highest:
            raise ValueError(f"The level {self.level!r} starts at {self.lowest} and ends before that.")


@dataclass(frozen=True, slots=True)
class Scale:
    """Likelihood classes with their probabilities, the number of impact classes, and bands of scores, ascending.

    `amounts` are the least costs of the impact classes that have one.
    """

    probabilities: Mapping[int, Decimal]
    bands: tuple[Band, ...]
    impacts: int = 5
    amounts: Mapping[int, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(not 0 <= probability <= 1 for probability in self.probabilities.values()):
            raise ValueError("A probability must be between 0 and 1.")
        if any(one.highest >= other.lowest for one, other in zip(self.bands, self.bands[1:], strict=False)):
            raise ValueError("The bands of the risk levels must ascend and must not overlap.")

    def probability(self, likelihood: int) -> Decimal:
        """The probability of a likelihood class."""
        if likelihood not in self.probabilities:
            raise ValueError(f"The scale has no likelihood class {likelihood}.")
        return self.probabilities[likelihood]

    def likelihood(self, probability: float | Decimal) -> int:
        """The class whose probability is nearest, the higher one where two are."""
        if not self.probabilities or not is_finite(probability) or not 0 <= probability <= 1:
            raise ValueError(f"{probability!r} is not a probability on this scale.")
        wanted = Decimal(str(float(probability))) if not isinstance(probability, Decimal) else probability
        return min(self.probabilities, key=lambda step: (abs(self.probabilities[step] - wanted), -step))

    def impact(self, amount: Decimal) -> int | None:
        """The highest impact class whose least cost `amount` reaches, the lowest below all; None without amounts."""
        reached = [step for step, least in self.amounts.items() if amount >= least]
        return max(reached, default=min(self.amounts, default=None))

    def level(self, score: int) -> str | None:
        """The level of a score, or None where no band has it."""
        return next((band.level for band in self.bands if band.lowest <= score <= band.highest), None)


FIVE_BY_FIVE: Final = Scale(
    {1: Decimal("0.05"), 2: Decimal("0.15"), 3: Decimal("0.35"), 4: Decimal("0.65"), 5: Decimal("0.9")},
    (Band("low", 1, 4), Band("medium", 5, 9), Band("high", 10, 15), Band("extreme", 16, 25)),
)
