"""The rules behind the look: numbers, fonts, contrast."""

from __future__ import annotations

import itertools
import logging

import pytest
from matplotlib.font_manager import fontManager

from casebuilder.charts import style
from casebuilder.i18n import LANGUAGES, Language
from tests.charts import samples
from tests.charts.test_figures import drawn


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1,234.5"), (1234567, 0, "1,234,567"), (-3.53, 1, "−3.5"), (-0.04, 1, "0.0"), (0, 0, "0")],
)
def test_numbers_are_grouped_and_have_a_true_minus(value: float, decimals: int, text: str) -> None:
    assert style.number(value, decimals) == text


@pytest.mark.parametrize(("share", "text"), [(0.412, "41%"), (0.0, "0%"), (0.001, "<1%"), (1.0, "100%")])
def test_shares_are_whole_percentages(share: float, text: str) -> None:
    assert style.percent(share) == text


@pytest.mark.parametrize(("step", "decimals"), [(1, 0), (2000, 0), (0.5, 1), (0.25, 2), (2.5, 1), (0.1, 1)])
def test_ticks_have_as_many_decimals_as_their_step_needs(step: float, decimals: int) -> None:
    assert style.step_decimals(step) == decimals


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_fonts_that_exist_are_asked_for(language: Language) -> None:
    assert set(style.families(language)) <= set(fontManager.get_font_names())


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawing_logs_nothing(language: Language, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), drawn(samples.matrix(language)):
        pass
    assert caplog.messages == []


@pytest.mark.parametrize("theme", ["print", "dark"])
def test_every_colour_of_words_can_be_read_on_its_ground(theme: style.Theme) -> None:
    look = style.LOOKS[theme]
    for ink in (look.text, look.muted, *look.inks):
        assert style.contrast(ink, look.background) >= 4.5
    for fill in (*look.levels.values(), *look.series):
        assert style.contrast(style.readable_on(fill), fill) >= 4.5


def test_risk_levels_keep_their_order_in_grey() -> None:
    light = [style.luminance(colour) for colour in style.LOOKS["print"].levels.values()]
    dark = [style.luminance(colour) for colour in style.LOOKS["dark"].levels.values()]
    assert all(before - after > 0.04 for before, after in itertools.pairwise(light))
    assert all(after - before > 0.01 for before, after in itertools.pairwise(dark))


def test_contrast_is_that_of_the_standard() -> None:
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert style.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
