"""The sheet a chart is drawn on: millimetres from the top left, measured text, the heading and the plot area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

from casebuilder.charts import style
from casebuilder.charts.style import Look
from casebuilder.charts.types import Frame
from casebuilder.charts.wrap import Column
from casebuilder.i18n import Language

Align = Literal["left", "center", "right"]

_INCH = 25.4
_HALO = 2.6  # points, half of it outside the letters
_LEAST_PLOT = 8.0  # millimetres; a window may be dragged very small


@dataclass(frozen=True, slots=True)
class Pen:
    """How words are written."""

    colour: str
    size: float = style.LABEL_SIZE
    bold: bool = False
    backing: str = ""  # the colour of a box behind the words, over hatches
    halo: str = ""  # the colour of a rim around the letters, over lines that must not be cut

    @property
    def line_height(self) -> float:
        """In millimetres."""
        return self.size * style.LINE_HEIGHT * style.POINT


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the sheet, in millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the other box lies within this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def overlaps(self, other: Box) -> bool:
        """Whether the two boxes share some room."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def inset(self, *, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Box:
        """A smaller box, but never one too small to draw in."""
        x, y = self.left + left, self.top + top
        return replace(
            self,
            left=x,
            top=y,
            right=max(self.right - right, x + _LEAST_PLOT),
            bottom=max(self.bottom - bottom, y + _LEAST_PLOT),
        )


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: a patch, or a piece of line that may have a marker on it."""

    name: str
    colour: str
    hatch: str = ""
    is_line: bool = False
    dashes: tuple[float, ...] = ()
    marker: str = ""


class Sheet:
    """A figure with a millimetre grid; everything that is not a bar, a line or a cell is written through it."""

    def __init__(self, size: tuple[float, float], *, look: Look, language: Language, dpi: float) -> None:
        width, height = size
        self.look = look
        self.language = language
        self.box = Box(0, 0, width, height).inset(
            left=style.MARGIN, top=style.MARGIN, right=style.MARGIN, bottom=style.MARGIN
        )
        self.figure = Figure(figsize=(width / _INCH, height / _INCH), dpi=dpi, facecolor=look.background)
        self._height = height
        self._millimetres = Affine2D().scale(1 / _INCH) + self.figure.dpi_scale_trans

    def width_of(self, text: str, pen: Pen) -> float:
        """The width of the widest line of `text` in millimetres."""
        ems = max(style.width_in_ems(line, self.language, bold=pen.bold) for line in text.split("\n"))
        return ems * pen.size * style.POINT

    def wrapped(self, text: str, width: float, pen: Pen, *, most_lines: int = 0) -> list[str]:
        """The lines of `text` in a column of `width` millimetres."""
        return Column(width, lambda part: self.width_of(part, pen)).wrap(text, most_lines=most_lines)

    def write(
        self,
        text: str,
        at: tuple[float, float],
        pen: Pen,
        *,
        align: Align = "left",
        valign: Literal["baseline", "center_baseline"] = "baseline",
    ) -> None:
        """Write `text` at a point in millimetres from the top left."""
        x, y = at
        written = self.figure.text(
            x,
            self._height - y,
            text,
            transform=self._millimetres,
            color=pen.colour,
            fontsize=pen.size,
            fontweight="bold" if pen.bold else "normal",
            ha=align,
            va=valign,
            bbox={"facecolor": pen.backing, "linewidth": 0, "pad": 1.0} if pen.backing else None,
            zorder=10,
        )
        if pen.halo:
            written.set_path_effects([withStroke(linewidth=_HALO, foreground=pen.halo)])

    def write_lines(
        self,
        lines: Sequence[str],
        at: tuple[float, float],
        pen: Pen,
        *,
        align: Align = "left",
    ) -> float:
        """Write lines below each other, the first one's top at `at`; returns where the next would start."""
        x, y = at
        for line in lines:
            self.write(line, (x, y + 0.76 * pen.line_height), pen, align=align)
            y += pen.line_height
        return y

    def rectangle(self, box: Box, *, colour: str, hatch: str = "") -> None:
        """Fill a box on the sheet."""
        self.figure.add_artist(
            Rectangle(
                (box.left, self._height - box.bottom),
                box.width,
                box.height,
                transform=self._millimetres,
                facecolor=colour,
                edgecolor=self.hatch_colour(colour),
                linewidth=0,
                hatch=hatch,
            )
        )

    def chip(self, word: str, box: Box, pen: Pen) -> None:
        """A small rounded label with a word in its middle."""
        self.figure.add_artist(
            FancyBboxPatch(
                (box.left, self._height - box.bottom),
                box.width,
                box.height,
                boxstyle="round,pad=0,rounding_size=0.7",
                transform=self._millimetres,
                facecolor=self.look.chip,
                edgecolor=self.look.muted,
                linewidth=0.6,
                zorder=9,
            )
        )
        self.write(word, box.centre, pen, align="center", valign="center_baseline")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str,
        width: float,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draw a straight line on the sheet; `width` in points, `dashes` in widths."""
        line = Line2D((start[0], end[0]), (self._height - start[1], self._height - end[1]), color=colour)
        line.set(transform=self._millimetres, linewidth=width, solid_capstyle="butt")
        if dashes:
            line.set_dashes(dashes)
        self.figure.add_artist(line)

    def marker(self, at: tuple[float, float], *, shape: str, colour: str, size: float) -> None:
        """Draw a filled marker of `size` points."""
        marker = Line2D((at[0],), (self._height - at[1],), marker=shape, markersize=size, color=colour, linewidth=0)
        marker.set(transform=self._millimetres, markeredgecolor=self.look.background, zorder=6)
        self.figure.add_artist(marker)

    def hatch_colour(self, colour: str) -> str:
        """The colour of the strokes of a hatch over `colour`."""
        return style.blend(colour, self.look.background, 0.3)

    def axes(self, box: Box) -> Axes:
        """Bare axes in a box: no frame, no ticks; what belongs there is drawn by hand, to the millimetre."""
        width, height = self.figure.get_size_inches() * _INCH
        axes = self.figure.add_axes((box.left / width, 1 - box.bottom / height, box.width / width, box.height / height))
        axes.set_axis_off()
        return axes

    def head(self, frame: Frame) -> float:
        """Write the finding and the unit; returns where the picture may start."""
        title = Pen(self.look.text, style.TITLE_SIZE, bold=True)
        note = Pen(self.look.muted, style.NOTE_SIZE)
        most = 3 if self._height > 55 else 2
        lines = self.wrapped(frame.title, self.box.width, title, most_lines=most)
        top = self.write_lines(lines, (self.box.left, self.box.top), title)
        unit = self.wrapped(frame.unit, self.box.width, note, most_lines=2) if frame.unit else []
        return self.write_lines(unit, (self.box.left, top + 0.3), note) + 2.2

    def legend(self, keys: Sequence[Key], top: float) -> float:
        """Write the legend in rows, in the order of the series; returns where the picture may start."""
        pen = Pen(self.look.text, style.LABEL_SIZE)
        x, gap = self.box.left, 4.5
        for key in keys:
            mark = 8.0 if key.marker else 3.2
            (name,) = self.wrapped(key.name, self.box.width - mark - 1.2, pen, most_lines=1)
            width = mark + 1.2 + self.width_of(name, pen)
            if x > self.box.left and x + width > self.box.right:
                x, top = self.box.left, top + pen.line_height + 0.6
            self._legend_mark(key, Box(x, top + 0.6, x + mark, top + 0.6 + 2.4))
            self.write(name, (x + mark + 1.2, top + 0.76 * pen.line_height), pen)
            x += width + gap
        return top + pen.line_height + 2.0

    def _legend_mark(self, key: Key, box: Box) -> None:
        if key.is_line:
            middle = (box.top + box.bottom) / 2
            self.line((box.left, middle), (box.right, middle), colour=key.colour, width=2, dashes=key.dashes)
            if key.marker:
                centre = ((box.left + box.right) / 2, middle)
                self.marker(centre, shape=key.marker, colour=key.colour, size=6.5)
        else:
            self.rectangle(box, colour=key.colour, hatch=key.hatch)


def ticks(low: float, high: float, *, most: int = 6) -> list[float]:
    """Round values that enclose `low` to `high`."""
    return [float(tick) for tick in MaxNLocator(nbins=most - 1, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
