"""Charts as bytes: the same every time, of the size asked for, from any thread."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from casebuilder.charts import render
from casebuilder.charts.types import Chart
from tests.charts import samples


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    render._png.cache_clear()
    render._rgba.cache_clear()


@pytest.mark.parametrize("chart", samples.charts("en"), ids=lambda chart: chart.frame.key)
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    first = render.png(chart, dpi=60)
    render._png.cache_clear()
    assert render.png(chart, dpi=60) == first


def test_a_picture_is_kept_until_data_size_or_theme_change() -> None:
    chart = samples.shares("en")
    first = render.png(chart, dpi=60)
    assert render.png(samples.shares("en"), dpi=60) is first
    assert render.png(chart, dpi=60, theme="dark") != first
    assert render.png(chart, dpi=60, width_mm=120) != first


def test_a_png_has_the_asked_size_and_says_neither_date_nor_software() -> None:
    picture = Image.open(io.BytesIO(render.png(samples.lines("en"), width_mm=127, height_mm=76.2, dpi=100)))
    assert picture.size == (500, 300)
    assert set(picture.info) == {"dpi"}
    assert picture.info["dpi"] == pytest.approx((100, 100), abs=0.1)


def test_pixels_for_the_window_come_at_the_scale_of_the_screen() -> None:
    pixels, width, height = render.rgba(samples.lines("en"), width_px=400, height_px=250, scale=1.5, theme="dark")
    assert (width, height) == (600, 375)
    assert len(pixels) == 4 * width * height
    assert pixels[:4] == bytes.fromhex("1C2229FF")


def test_threads_that_draw_at_the_same_time_get_what_one_alone_gets() -> None:
    charts = [*samples.charts("en"), *samples.charts("zh_TW")]
    alone = [render.png(chart, dpi=50) for chart in charts]
    render._png.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda chart: render.png(chart, dpi=50), charts))
    assert together == alone
