"""What a chart shows, as plain data: numbers first, pictures later.

A `Chart` is made by `casebuilder.charts.data` from a case and its results, tested exactly, and drawn by
`casebuilder.charts.figures`. All texts are final, in the language of the chart. Charts are hashable, so a drawn
picture can be kept as long as its data stay the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of numbers, one for each category; None is a gap."""

    name: str
    values: tuple[float | None, ...]
    emphasis: bool = False  # the preferred option stands out


@dataclass(frozen=True, slots=True)
class Frame:
    """What every chart carries: the finding as title, and what is measured."""

    key: str  # stable name: "cumulative_cash_flow"
    title: str  # the finding, as a sentence
    unit: str  # "Cumulative net cash flow (million TWD)", under the title
    language: Literal["en", "zh_TW"] = "en"
    caption: str = ""  # what is shown, for the list of figures


@dataclass(frozen=True, slots=True)
class Mark:
    """A point worth a word: the moment an option has paid back."""

    position: float  # in categories, counted from 0 (1.5 is half-way from the second to the third), or a number
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over categories (years), labelled at their end with name and last value."""

    frame: Frame
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    category_label: str = ""
    marks: tuple[Mark, ...] = ()
    decimals: int = 1  # of the last values


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars side by side or stacked, upright or lying; negative values go below nought."""

    frame: Frame
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    horizontal: bool = False
    category_label: str = ""
    line: Series | None = None  # a line over the bars (net flow)
    decimals: int = 1  # of the value labels
    highlight: tuple[int, ...] = ()  # with one series: the categories that stand out, counted from 0


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Parts of one total (budget split), largest first."""

    frame: Frame
    parts: tuple[tuple[str, float], ...]
    decimals: int = 1  # of the amounts


@dataclass(frozen=True, slots=True)
class MatrixPanel:
    """One grid of a risk matrix: ids of the risks in each cell (likelihood, impact), counted from 1."""

    title: str
    cells: tuple[tuple[int, int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Risk matrices side by side (before and after response), with the level of each cell as a word."""

    frame: Frame
    panels: tuple[MatrixPanel, ...]
    levels: tuple[tuple[str, ...], ...]  # [likelihood - 1][impact - 1] -> key: low, medium, high, extreme
    level_names: tuple[tuple[str, str], ...]  # key -> word
    likelihood_label: str
    impact_label: str
    size: int = 5


@dataclass(frozen=True, slots=True)
class Swing:
    """What one driver does to the outcome at the two ends of its range, one driver moving at a time."""

    name: str
    reach: str  # the range of the driver: "−10% / +20%"
    at_low: float  # the outcome at the low end of the driver; it may be the better or the worse one
    at_high: float


@dataclass(frozen=True, slots=True)
class TornadoChart:
    """Swings to both sides of the base estimate, the widest first, as the data function sorts them."""

    frame: Frame
    swings: tuple[Swing, ...]
    base: float
    base_label: str  # "Base estimate: 6.2"
    end_names: tuple[str, str]  # of the low and the high end of a driver
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Guide:
    """A value worth a line across the picture: the base estimate, nought, the discount rate in use."""

    position: float
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A named curve through points whose first numbers rise."""

    name: str
    points: tuple[tuple[float, float], ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """A cumulative curve: points (amount, probability of at most so much), and the amounts at the chart's levels."""

    name: str
    points: tuple[tuple[float, float], ...]
    percentiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CurveChart:
    """S-curves of one to three distributions; the amounts at each level stand beside it in the order of the curves."""

    frame: Frame
    curves: tuple[Distribution, ...]
    levels: tuple[float, ...] = (0.1, 0.5, 0.8)
    guides: tuple[Guide, ...] = ()
    amount_label: str = ""
    decimals: int = 1  # of the percentiles


@dataclass(frozen=True, slots=True)
class ProfileChart:
    """Net present value against the discount rate (0.035 is 3.5%), with the roots and the rate in use."""

    frame: Frame
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...] = ()  # roots; their positions are rates
    guides: tuple[Guide, ...] = ()
    rate_label: str = ""
    decimals: int = 1  # of the values at the ends of the curves


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a waterfall: a change, or the level that the changes before it have led to."""

    name: str
    value: float
    is_level: bool = False


@dataclass(frozen=True, slots=True)
class WaterfallChart:
    """How a first amount becomes a last one, step by step; levels are drawn from nought."""

    frame: Frame
    steps: tuple[Step, ...]
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Exposure:
    """A risk by its probability (above 0, at most 1) and its impact (above 0, in the chart's unit)."""

    id: str
    name: str
    probability: float
    impact: float


@dataclass(frozen=True, slots=True)
class ExposureChart:
    """Risks on logarithmic axes, where risks of one expected value lie on a falling line."""

    frame: Frame
    exposures: tuple[Exposure, ...]  # the gravest first; the key names as many as there is room for
    probability_label: str
    impact_label: str
    value_label: str  # what the falling lines are: "Equal expected cost"
    decimals: int = 1  # of the impacts in words


Chart = (
    LineChart
    | BarChart
    | ShareChart
    | MatrixChart
    | TornadoChart
    | CurveChart
    | ProfileChart
    | WaterfallChart
    | ExposureChart
)
