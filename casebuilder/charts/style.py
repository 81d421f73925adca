"""How every chart looks: colours, fonts, sizes, markers and the writing of numbers."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal

from matplotlib import rc_context
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from casebuilder.charts.colours import LEVELS
from casebuilder.i18n import Language
from casebuilder.values.amounts import full_amount

Theme = Literal["print", "light", "dark"]
# A family without a bold face is no news: matplotlib takes the regular one, and would log a line on every draw.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


# Sizes in points; distances in millimetres.
TITLE_SIZE: Final = 11.0
NOTE_SIZE: Final = 8.5
LABEL_SIZE: Final = 8.5
SMALL_SIZE: Final = 7.0
MARGIN: Final = 2.5
LINE_HEIGHT: Final = 1.32  # of a line of text, in sizes; Chinese needs the air
POINT: Final = 25.4 / 72  # millimetres

_LATIN: Final = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans")
CHINESE_FAMILIES: Final = (
    "Microsoft JhengHei",
    "Microsoft JhengHei UI",
    "PingFang TC",
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Source Han Sans TC",
    "Heiti TC",
    "Hiragino Sans CNS",
    "WenQuanYi Zen Hei",
    "Arial Unicode MS",
    "PMingLiU",
    "Droid Sans Fallback",
)
_LAST_RESORT: Final = "DejaVu Sans"  # comes with matplotlib


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one theme. `series` are for areas and lines, `inks` the same hues dark enough for words."""

    background: str
    text: str
    muted: str
    grid: str
    zero: str
    quiet_bar: str
    chip: str
    series: tuple[str, ...]
    inks: tuple[str, ...]
    levels: dict[str, str]


# Okabe and Ito's order, safe for the colour-blind.
_SERIES: Final = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442", "#000000")
_INKS: Final = ("#00629A", "#8A5A00", "#00714F", "#B04A00", "#1C6FA3", "#9C4374", "#6B6400", "#000000")

_LIGHT: Final = Look(
    background="#FFFFFF",
    text="#1B2430",
    muted="#55606E",
    grid="#E1E5EA",
    zero="#55606E",
    quiet_bar="#AEB8C4",
    chip="#FFFFFF",
    series=_SERIES,
    inks=_INKS,
    levels=LEVELS["light"],
)
_DARK: Final = Look(
    background="#1C2229",
    text="#E8ECF1",
    muted="#A7B1BD",
    grid="#333C47",
    zero="#A7B1BD",
    quiet_bar="#5B6775",
    chip="#14181D",
    series=("#4BA3DD", "#E69F00", "#22BD93", "#EC7A32", "#9AD4F5", "#DE9AC1", "#F0E442", "#E8ECF1"),
    inks=("#7FC0EC", "#EDB43C", "#4FD1AC", "#F29A63", "#B5E0F8", "#E8B5D2", "#F0E442", "#E8ECF1"),
    levels=LEVELS["dark"],
)
LOOKS: Final[dict[Theme, Look]] = {"print": _LIGHT, "light": _LIGHT, "dark": _DARK}

MARKERS: Final = ("o", "s", "D", "^", "v", "P", "X", "*")
DASHES: Final[tuple[tuple[float, ...], ...]] = (
    (),
    (5, 1.6),
    (2, 1.4),
    (7, 1.6, 1.6, 1.6),
    (1, 1.2),
    (3, 1, 1, 1),
    (9, 2),
)
HATCHES: Final = ("", "////", "", "\\\\\\\\", "", "////", "", "\\\\\\\\")


@cache
def families(language: Language) -> tuple[str, ...]:
    """The font families that exist on this machine, best first; glyphs missing in one are taken from the next.

    Absent families are left out because matplotlib logs a line for each of them on every draw; one Latin and one
    Chinese family are enough.
    """
    present = set(fontManager.get_font_names())
    groups = (CHINESE_FAMILIES, _LATIN) if language == "zh_TW" else (_LATIN, CHINESE_FAMILIES)
    best = [name for group in groups for name in [name for name in group if name in present][:1]]
    return tuple(dict.fromkeys([*best, _LAST_RESORT]))


@cache
def _font(names: tuple[str, ...], *, bold: bool) -> FT2Font:
    weight = "bold" if bold else "normal"
    return get_font([fontManager.findfont(FontProperties(family=[name], weight=weight)) for name in names])


@lru_cache(maxsize=16_384)
def width_in_ems(text: str, language: Language, *, bold: bool = False) -> float:
    """How wide one line of `text` is, as a multiple of the size of the type."""
    font = _font(families(language), bold=bold)
    font.set_size(100, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / 100


@contextmanager
def settings(language: Language) -> Iterator[None]:
    """The few global settings that a figure is built with, whatever the user's own matplotlibrc says.

    Global settings are not safe between threads: `casebuilder.charts.render` holds a lock around this.
    """
    with rc_context(
        {
            "font.family": list(families(language)),
            "text.usetex": False,
            "text.parse_math": False,
            "path.sketch": None,
            "hatch.linewidth": 0.6,
        }
    ):
        yield


def number(value: float, decimals: int = 0) -> str:
    """`value` with grouped digits and a true minus sign: "1,234.5", "−0.3"; never a negative nought."""
    return full_amount(Decimal(str(value)), decimals)


def percent(share: float) -> str:
    """A share as a whole percentage: "41%"; below one percent "<1%"."""
    if 0 < share < 0.005:
        return "<1%"
    return f"{number(100 * share)}%"


def step_decimals(step: float) -> int:
    """How many decimals the labels of ticks need that lie `step` apart."""
    return next((places for places in range(6) if math.isclose(step, round(step, places), rel_tol=1e-9)), 6)


def blend(colour: str, other: str, share: float) -> str:
    """`colour` moved towards `other` by `share` (0 to 1)."""
    pairs = zip(to_rgb(colour), to_rgb(other), strict=True)
    red, green, blue = (own + (target - own) * share for own, target in pairs)
    return to_hex((red, green, blue))


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), by the formula of WCAG 2."""
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, by the formula of WCAG 2."""
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`."""
    return max("#000000", "#FFFFFF", key=lambda ink: contrast(ink, colour))
