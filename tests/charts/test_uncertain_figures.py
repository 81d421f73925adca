"""The pictures of uncertainty: tornado, S-curve, profile, waterfall and exposures say what their data say."""

from __future__ import annotations

import dataclasses
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from casebuilder.charts import style
from casebuilder.charts.figures.exposures import apart
from casebuilder.charts.figures.plot import amount_scale, log_scale, log_ticks, percent_words
from casebuilder.charts.figures.rows import BarWord, Row, lying_plot
from casebuilder.charts.figures.sheet import Box, Pen, Sheet
from casebuilder.charts.figures.tornado import arms
from casebuilder.charts.figures.waterfall import pieces
from casebuilder.charts.types import Chart, Curve, Exposure, Guide, Mark, Step, Swing
from casebuilder.i18n import LANGUAGES, Language
from tests.charts import samples
from tests.charts.test_figures import bars, drawn, overlap, words

# -- tornado -----------------------------------------------------------------------------------------------------------


def test_a_tornado_has_its_base_in_the_middle_and_an_arm_to_each_outcome() -> None:
    chart = samples.tornado("en")
    with drawn(chart) as figure:
        drawn_bars = bars(figure)
    assert all(bar.get_x() == pytest.approx(chart.base) for bar in drawn_bars)
    ends = [round(bar.get_x() + bar.get_width(), 6) for bar in drawn_bars]
    assert ends == [value for swing in chart.swings for value in (swing.at_low, swing.at_high)]


def test_a_tornado_writes_drivers_ranges_outcomes_base_and_nought() -> None:
    with drawn(samples.tornado("en")) as figure:
        written = {text.get_text() for text in figure.texts}
    for word in ("Licence price", "−10% / +20%", "7.9", "2.9", "−2.2", "9.8", "Base estimate: 6.2", "0"):
        assert word in written, word


def test_a_tornado_without_nought_in_sight_does_not_draw_it() -> None:
    chart = samples.tornado("en")
    with drawn(dataclasses.replace(chart, swings=chart.swings[1:])) as figure:
        assert "0" not in {text.get_text() for text in figure.texts}


def test_low_and_high_end_differ_in_colour_and_hatch() -> None:
    with drawn(samples.tornado("en")) as figure:
        low, high = bars(figure)[:2]
    assert to_hex(low.get_facecolor()) != to_hex(high.get_facecolor())
    assert low.get_hatch() != high.get_hatch()


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_arms_never_lie_on_each_other(low: float, high: float) -> None:
    one, other = arms(Swing("", "", low, high), 3, 0.0)
    if one.outcome * other.outcome > 0:
        assert one.middle + one.thickness / 2 <= other.middle - other.thickness / 2 + 1e-9
        assert one.is_outer != other.is_outer
    assert (one.outcome, other.outcome) == (low, high)


def test_rows_too_low_for_two_lines_lose_the_range_but_no_text_lies_on_another() -> None:
    with drawn(samples.tornado("en"), width=110, height=62) as figure:
        assert "−10% / +20%" not in words(figure)
        assert_apart(figure)


# -- S-curve -----------------------------------------------------------------------------------------------------------


def test_percentiles_stand_at_the_height_of_their_level() -> None:
    with drawn(samples.curve("en")) as figure:
        heights = {text.get_text(): text.get_position()[1] for text in figure.texts}
        middles = {level: sum(figure.axes[0].transData.transform((0, level))[1:]) for level in (0.1, 0.5, 0.8)}
        inch = {level: middle / figure.dpi * 25.4 for level, middle in middles.items()}
    for level, amount in ((0.1, "11.2"), (0.5, "12.6"), (0.8, "13.5")):
        assert heights[amount] == pytest.approx(inch[level], abs=0.01)
        assert heights[f"P{100 * level:g}"] == heights[amount]


def test_probabilities_go_from_nought_to_a_hundred_per_cent() -> None:
    with drawn(samples.curve("en")) as figure:
        written = {text.get_text() for text in figure.texts}
        low, high = figure.axes[0].get_ylim()
    assert {"0%", "100%"} <= written
    assert (low, high) == (0.0, pytest.approx(1.0, abs=0.05))


def test_one_curve_needs_no_legend_and_three_are_named_and_dashed_differently() -> None:
    with drawn(samples.curves("en")) as figure:
        assert {"After", "Exact"} <= {text.get_text() for text in figure.texts}
        patterns = [line.get_linestyle() if line.is_dashed() else "-" for line in curves_of(figure)]
        colours = {line.get_color() for line in curves_of(figure)}
    assert len(colours) == 3
    assert patterns.count("-") == 1


def test_a_distribution_has_its_percentiles_in_the_order_of_the_legend() -> None:
    chart = samples.curves("en")
    with drawn(chart) as figure:
        row = [text for text in figure.texts if text.get_text() in {"2.7", "4.1", "4.0"}]
        places = {text.get_text(): text.get_window_extent().x0 for text in row}
    assert places["2.7"] < places["4.1"] < places["4.0"]


def test_a_guide_stands_at_its_amount() -> None:
    with drawn(samples.curve("en")) as figure:
        x = figure.axes[0].transData.transform((10.9, 0))[0] / figure.dpi * 25.4
        word = next(text for text in figure.texts if text.get_text().startswith("Base"))
    assert word.get_position()[0] == pytest.approx(x, abs=0.01)


def test_guides_close_to_each_other_keep_their_words_apart() -> None:
    chart = dataclasses.replace(samples.curve("en"), guides=(Guide(12.0, "One"), Guide(12.01, "Two"), Guide(12, "III")))
    with drawn(chart) as figure:
        assert_apart(figure)


# -- profile -----------------------------------------------------------------------------------------------------------


def test_a_profile_shows_rates_in_per_cent_and_names_every_option() -> None:
    with drawn(samples.profile("en")) as figure:
        written = words(figure)
    for word in ("0%", "20%", "60%", "Option 1  −1.4", "Option 3  0.7", "IRR 25%", "Discount rate 3.5%"):
        assert word in written, word


def test_the_area_below_nought_is_shaded() -> None:
    with drawn(samples.profile("en")) as figure:
        (shade,) = bars(figure)
        assert (shade.get_y() + shade.get_height(), shade.get_y()) == (0, figure.axes[0].get_ylim()[0])


def test_roots_close_to_each_other_keep_their_words_apart() -> None:
    marks = tuple(Mark(0.2 + step / 100, 0.0, f"IRR {20 + step}%") for step in range(3))
    with drawn(dataclasses.replace(samples.profile("en"), marks=marks)) as figure:
        named = [text for text in figure.texts if text.get_text().startswith("IRR")]
        assert len(named) == 3
        for one, other in itertools.combinations(named, 2):
            assert overlap(one, other) < 0.12


def test_a_profile_of_losses_alone_is_drawn_below_nought() -> None:
    losses = Curve("Loss", ((0.0, -4.0), (0.1, -5.0)))
    with drawn(dataclasses.replace(samples.profile("en"), curves=(losses,), marks=(), guides=())) as figure:
        assert figure.axes[0].get_ylim()[1] == 0


# -- waterfall ---------------------------------------------------------------------------------------------------------


def test_steps_of_a_waterfall_begin_where_the_one_before_ended() -> None:
    with drawn(samples.waterfall("en")) as figure:
        spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars(figure)]
    expected = [(0, 6.19), (6.19, 3.79), (3.79, 2.48), (2.48, -0.57), (-0.57, -0.17), (0, -0.17), (-0.17, -1.77)]
    for span, wanted in zip(spans, [*expected, (0, -1.77)], strict=True):
        assert span == pytest.approx(wanted)


def test_changes_carry_their_sign_and_levels_stand_out() -> None:
    with drawn(samples.waterfall("en")) as figure:
        weights = {text.get_text(): text.get_fontweight() for text in figure.texts}
        colours = [to_hex(bar.get_facecolor()).upper() for bar in bars(figure)]
    assert {"+0.40", "−2.40", "6.19", "−1.77"} <= set(weights)
    assert (weights["6.19"], weights["Prudent NPV"], weights["+0.40"]) == ("bold", "bold", "normal")
    look = style.LOOKS["print"].series
    assert colours == [look[place] for place in (0, 3, 3, 3, 2, 0, 3, 0)]


def test_connectors_lie_at_the_levels_reached() -> None:
    with drawn(samples.waterfall("en")) as figure:
        levels = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_linewidth() < 1]  # type: ignore[index]
    assert levels == pytest.approx([6.19, 3.79, 2.48, -0.57, -0.17, -0.17, -1.77])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_a_waterfall_of_changes_ends_at_their_sum(changes: list[float]) -> None:
    bars_of = list(pieces([Step("", change) for change in changes]))
    assert bars_of[-1].end == pytest.approx(math.fsum(changes), abs=1e-6)
    assert all(before.end == after.base for before, after in itertools.pairwise(bars_of))


# -- exposures ---------------------------------------------------------------------------------------------------------


def test_every_risk_has_its_id_in_the_picture_and_in_the_key() -> None:
    chart = samples.exposures("en")
    with drawn(chart) as figure:
        written = [text.get_text() for text in figure.texts]
    for item in chart.exposures:
        assert written.count(item.id) == 2
    assert {"Supplier", "Fire"} <= set(written)


def test_a_risk_that_stands_alone_stands_at_its_probability_and_impact() -> None:
    with drawn(samples.exposures("en")) as figure:
        x, y = figure.axes[0].transData.transform((math.log10(2.0), math.log10(0.1))) / figure.dpi * 25.4
        word = next(text for text in figure.texts if text.get_text() == "R04")
    assert word.get_position() == pytest.approx((x, y), abs=0.01)


def test_lines_of_equal_expected_value_are_named_by_it() -> None:
    with drawn(samples.exposures("en")) as figure:
        falling = [line for line in figure.axes[0].lines if len({float(y) for y in line.get_ydata()}) == 2]  # type: ignore[union-attr]
        written = [text.get_text() for text in figure.texts]
    assert len(falling) >= 3
    for line in falling:
        (x0, x1), (y0, y1) = line.get_xdata(), line.get_ydata()  # type: ignore[misc]
        assert x0 + y0 == pytest.approx(x1 + y1)
    assert {"0.1", "1", "10"} <= set(written)


def test_the_key_says_how_many_risks_it_leaves_out() -> None:
    items = tuple(Exposure(f"R{place:02}", "Risk", 0.2, 1.0 + place) for place in range(40))
    with drawn(dataclasses.replace(samples.exposures("en"), exposures=items)) as figure:
        written = [text.get_text() for text in figure.texts]
    more = next(word for word in written if word.startswith("+"))
    assert sum(word == "Risk" for word in written) + int(more) == 40


def test_a_narrow_picture_has_no_key() -> None:
    with drawn(samples.exposures("en"), width=80) as figure:
        assert "Supplier" not in words(figure)


@given(st.lists(st.tuples(st.floats(0, 80), st.floats(0, 50)), max_size=25))
def test_labels_stay_in_the_plot_and_never_lie_on_each_other(points: list[tuple[float, float]]) -> None:
    boxes = apart(points, (6.0, 3.5), within=Box(-1, -1, 81, 51))
    assert len(boxes) == len(points)
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    for box in boxes:
        assert Box(-1, -1, 81, 51).holds(box)


# -- scales and limits -------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-3), min_size=1, max_size=5))
def test_a_scale_of_amounts_shows_every_value(values: list[float]) -> None:
    scale = amount_scale(values, most=6)
    assert scale.limits[0] <= min(values) <= max(values) <= scale.limits[1]
    assert scale.limits[0] < scale.limits[1]
    assert all(scale.limits[0] <= tick <= scale.limits[1] for tick in scale.ticks)


@given(st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=5))
def test_a_scale_of_logarithms_shows_every_value_and_keeps_its_ceiling(values: list[float]) -> None:
    scale = log_scale(values, write=str, ceiling=1.0)
    assert scale.limits[0] < math.log10(min(values))
    assert math.log10(max(values)) <= scale.limits[1] <= 0


def test_ticks_of_logarithms_are_thinned_to_powers_of_ten() -> None:
    assert [round(10**tick, 6) for tick in log_ticks(-1, 1)] == [0.1, 0.2, 0.5, 1, 2, 5, 10]
    assert [round(10**tick, 6) for tick in log_ticks(-2, 1)] == [0.01, 0.1, 1, 10]


@pytest.mark.parametrize(("share", "decimals", "text"), [(0.05, 2, "5%"), (0.125, 3, "12.5%"), (-0.1, 1, "−10%")])
def test_shares_at_ticks_have_the_decimals_they_need(share: float, decimals: int, text: str) -> None:
    assert percent_words(share, decimals) == text


@given(st.lists(st.tuples(st.integers(-100, 100), st.booleans()), min_size=1, max_size=6), st.floats(60, 200))
def test_words_beside_lying_bars_stay_on_the_sheet(ends: list[tuple[int, bool]], width: float) -> None:
    sheet = Sheet((width, 60.0), look=style.LOOKS["print"], language="en", dpi=72)
    pen = Pen("#000000")
    told = [BarWord("123.4", end, row, pen, on_left=on_left) for row, (end, on_left) in enumerate(ends)]
    plot = lying_plot(sheet, sheet.box, [Row("A")] * len(ends), values=[0.0, *(end for end, _ in ends)], words=told)
    for word in told:
        reach = plot.x(word.end) + (-word.room(sheet) if word.on_left else word.room(sheet))
        assert plot.box.left - 1e-6 <= reach <= plot.box.right + 1e-6


# -- all of them -------------------------------------------------------------------------------------------------------


def empty(language: Language) -> list[Chart]:
    return [
        dataclasses.replace(samples.tornado(language), swings=()),
        dataclasses.replace(samples.curves(language), curves=(), guides=()),
        dataclasses.replace(samples.profile(language), curves=(), marks=(), guides=()),
        dataclasses.replace(samples.waterfall(language), steps=()),
        dataclasses.replace(samples.exposures(language), exposures=()),
    ]


@pytest.mark.parametrize("chart", [*empty("en"), *empty("zh_TW")], ids=lambda chart: chart.frame.key)
def test_an_uncertain_chart_without_data_still_has_its_title(chart: Chart) -> None:
    with drawn(chart) as figure:
        assert chart.frame.title[:3] in words(figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_lies_on_another_on_half_a_page(language: Language) -> None:
    makers = (samples.tornado, samples.curve, samples.waterfall, samples.exposures)
    for chart in (make(language) for make in makers):
        with drawn(chart, width=80) as figure:
            assert_apart(figure)


def assert_apart(figure: Figure) -> None:
    for one, other in itertools.combinations(figure.texts, 2):
        assert overlap(one, other) < 0.12, (one, other)


def curves_of(figure: Figure) -> list[Line2D]:
    return [line for line in figure.axes[0].lines if not str(line.get_label()).startswith("_")]
