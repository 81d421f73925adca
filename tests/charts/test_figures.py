"""The pictures of charts: nothing missing, nothing cut off, nothing on top of another."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from casebuilder.charts import figures, style
from casebuilder.charts.types import BarChart, Chart, LineChart, Series, ShareChart
from casebuilder.i18n import LANGUAGES, Language
from tests.charts import samples

ALL = [
    pytest.param(chart, id=f"{chart.frame.key}-{language}")
    for language in LANGUAGES
    for chart in samples.charts(language)
]
needs_chinese_font = pytest.mark.skipif(
    not any(name in fontManager.get_font_names() for name in style.CHINESE_FAMILIES), reason="no Chinese font installed"
)


@contextmanager
def drawn(chart: Chart, *, theme: style.Theme = "print", width: float = 160.0, height: float = 0.0) -> Iterator[Figure]:
    with style.settings(chart.frame.language):
        figure = figures.figure(
            chart, width_mm=width, height_mm=height or figures.natural_height(chart, width), theme=theme
        )
        figure.draw_without_rendering()
        yield figure


def bars(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def words(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.texts)


@needs_chinese_font
@pytest.mark.parametrize("theme", ["print", "dark"])
@pytest.mark.parametrize("chart", ALL)
def test_no_text_leaves_the_picture_and_no_glyph_is_missing(chart: Chart, theme: style.Theme) -> None:
    with drawn(chart, theme=theme) as figure:  # a missing glyph is a warning, and warnings are errors
        for text in figure.texts:
            box = text.get_window_extent()
            assert box.x0 >= 0, text
            assert box.y0 >= 0, text
            assert box.x1 <= figure.bbox.width, text
            assert box.y1 <= figure.bbox.height, text


@needs_chinese_font
@pytest.mark.parametrize("chart", ALL)
def test_no_text_lies_on_another(chart: Chart) -> None:
    with drawn(chart) as figure:
        for one, other in itertools.combinations(figure.texts, 2):
            assert overlap(one, other) < 0.12, (one, other)


def overlap(one: Text, other: Text) -> float:
    """The part of the smaller text that lies under the other; lines of text touch a little by their line height."""
    a, b = one.get_window_extent(), other.get_window_extent()
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    smaller = min(a.width * a.height, b.width * b.height)
    return max(width, 0) * max(height, 0) / smaller if smaller else 0.0


@pytest.mark.parametrize("chart", ALL)
@pytest.mark.parametrize("size", [(60.0, 35.0), (90.0, 50.0), (300.0, 180.0)])
def test_a_chart_can_be_drawn_in_any_size(chart: Chart, size: tuple[float, float]) -> None:
    width, height = size
    with drawn(chart, width=width, height=height) as figure:
        assert figure.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_is_written_in_full_from_the_left(language: Language) -> None:
    chart = samples.lines(language)
    with drawn(chart) as figure:
        assert chart.frame.title.replace(" ", "") in words(figure).replace(" ", "")
        first = figure.texts[0].get_window_extent()
        assert first.x0 == pytest.approx(style.MARGIN / 160 * figure.bbox.width, abs=3)


def test_every_line_is_named_at_its_end_with_its_last_value() -> None:
    with drawn(samples.lines("en")) as figure:
        written = words(figure)
    assert "Option 1  8.5" in written
    assert "Option 3  0.1" in written
    assert "technology C" in written


def test_names_at_the_ends_stand_in_the_order_of_the_last_values() -> None:
    with drawn(samples.lines("en")) as figure:
        heights = {text.get_text(): text.get_window_extent().y0 for text in figure.texts}
    assert heights["Option 1  8.5"] > heights["Option 3  0.1"] > heights["Option 2  0.0"]


def test_the_preferred_line_is_the_thickest_and_has_the_first_colour() -> None:
    with drawn(samples.lines("en")) as figure:
        widths = {line.get_label(): line.get_linewidth() for line in figure.axes[0].lines}
        preferred = next(line for line in figure.axes[0].lines if line.get_label() == "Option 1")
        assert to_hex(preferred.get_color()).upper() == style.LOOKS["print"].series[0]
    assert max(widths, key=lambda name: widths[name]) == "Option 1"


def test_lines_differ_in_dashes_and_markers_for_grey_prints() -> None:
    with drawn(samples.lines("en")) as figure:
        markers = [line.get_marker() for line in figure.axes[0].lines if not str(line.get_label()).startswith("_")]
    assert len(set(markers)) == len(markers) == 4


@pytest.mark.parametrize("chart", [samples.flows("en"), samples.groups("en"), samples.lying("en")])
def test_bars_of_negative_values_lie_on_the_other_side_of_nought(chart: BarChart) -> None:
    values = [value for series in chart.series for value in series.values if value]
    with drawn(chart) as figure:
        ends = [
            bar.get_x() + bar.get_width() if chart.horizontal else bar.get_y() + bar.get_height()
            for bar in bars(figure)
        ]
    assert sum(end < 0 for end in ends) == sum(value < 0 for value in values)
    assert min(ends) == pytest.approx(min(values))


def test_pieces_of_a_stack_follow_each_other_and_the_sum_is_written() -> None:
    chart = samples.stack("en")
    with drawn(chart) as figure:
        first_row = [bar for bar in bars(figure) if bar.get_y() < 0.5]
        written = words(figure)
    for before, after in itertools.pairwise(first_row):
        assert before.get_x() + before.get_width() == pytest.approx(after.get_x())
    assert f"{sum(series.values[0] or 0 for series in chart.series):.2f}" in written


def test_only_the_highlighted_bar_has_the_first_colour() -> None:
    with drawn(samples.lying("en")) as figure:
        colours = [to_hex(bar.get_facecolor()).upper() for bar in bars(figure)]
    look = style.LOOKS["print"]
    assert colours == [look.series[0], look.quiet_bar, look.quiet_bar]


def test_values_of_bars_have_a_true_minus_sign() -> None:
    with drawn(samples.lying("en")) as figure:
        written = words(figure)
    assert "−22.6" in written
    assert "-22.6" not in written


def test_shares_are_sorted_and_carry_percent_and_amount() -> None:
    with drawn(samples.shares("en")) as figure:
        lengths = [bar.get_width() for bar in bars(figure)]
        written = words(figure)
    assert lengths == sorted(lengths, reverse=True)
    assert "79%" in written
    assert "<1%" in written
    assert "0.4" in written


def test_a_matrix_has_a_grid_a_panel_and_says_every_level_in_words() -> None:
    chart = samples.matrix("en")
    with drawn(chart) as figure:
        cells = [len(axes.patches) for axes in figure.axes]
        written = [text.get_text() for text in figure.texts]
    assert cells == [25, 25]
    assert sum(word in {"Low", "Medium", "High", "Extreme"} for word in written) == 50


def test_a_full_cell_of_a_matrix_says_how_many_risks_it_leaves_out() -> None:
    with drawn(samples.matrix("en")) as figure:
        written = [text.get_text() for text in figure.texts]
    more = next(word for word in written if word.startswith("+"))
    shown = sum(word.startswith("R") and word not in {"R01", "R02"} for word in written)
    assert shown + int(more) == 30


@pytest.mark.parametrize(
    "chart",
    [
        LineChart(samples.frame("empty", "en"), (), ()),
        LineChart(samples.frame("one", "en"), ("2027",), (Series("A", (None,)),)),
        BarChart(samples.frame("empty", "en"), (), ()),
        BarChart(samples.frame("noughts", "en"), ("A",), (Series("A", (0.0,)),), horizontal=True),
        ShareChart(samples.frame("empty", "en"), ()),
        dataclasses.replace(samples.matrix("en"), panels=()),
    ],
)
def test_a_chart_without_data_still_has_its_title(chart: Chart) -> None:
    with drawn(chart) as figure:
        assert "pays back" in words(figure)


def test_many_years_are_thinned_out_and_never_run_into_each_other() -> None:
    years = tuple(str(year) for year in range(2026, 2066))
    chart = LineChart(samples.frame("long", "en"), years, (Series("A", tuple(float(x) for x in range(40))),))
    with drawn(chart) as figure:
        named = [text for text in figure.texts if text.get_text() in years]
        assert 5 < len(named) < 40
        assert all(overlap(one, other) == 0 for one, other in itertools.pairwise(named))


def test_a_low_cell_shows_its_risks_instead_of_its_level() -> None:
    with drawn(samples.matrix("en"), width=110, height=68) as figure:
        written = [text.get_text() for text in figure.texts]
    assert sum(word in {"Low", "Medium", "High", "Extreme"} for word in written) == 50 - 3
