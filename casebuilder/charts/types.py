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

    position: float  # in categories, counted from 0; 1.5 lies half-way between the second and the third
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


Chart = LineChart | BarChart | ShareChart | MatrixChart
