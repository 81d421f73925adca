"""The charts of uncertainty in words."""

from __future__ import annotations

import dataclasses

import pytest

from casebuilder.charts.describe import describe
from casebuilder.charts.types import Chart, Frame
from casebuilder.i18n import LANGUAGES, Language
from tests.charts import samples


def told(chart: Chart) -> str:
    """The description without title and caption."""
    return describe(dataclasses.replace(chart, frame=Frame("key", "T", "U", chart.frame.language)))


def test_a_tornado_is_told_driver_by_driver() -> None:
    text = told(samples.tornado("en"))
    assert text.startswith("T. U. Base estimate: 6.2. Optimise the present system")
    assert "Licence price: −10% / +20%; Driver at its low end 7.9; Driver at its high end 2.9." in text


def test_a_curve_is_told_by_its_percentiles_and_guides() -> None:
    text = told(samples.curves("en"))
    assert "After: P10 4.1; P50 5.6; P80 6.6." in text
    assert text.endswith("Nought: 1% below. Base estimate: 6.2. Approved: 6.3.")


def test_a_single_curve_without_a_name_is_told_by_its_percentiles_alone() -> None:
    assert told(samples.curve("zh_TW")) == "T。U。P10 11.2；P50 12.6；P80 13.5。基準估計：10.9。"


def test_a_profile_is_told_at_a_few_rates_with_its_roots() -> None:
    text = told(samples.profile("en"))
    assert "Option 1: 0% 6.4; 12% 3.3; 24% 1.3; 36% 0.1; 48% −0.8; 60% −1.4." in text
    assert text.endswith("37%. IRR 14%. IRR 25%. Discount rate 3.5%.")


def test_a_waterfall_is_told_step_by_step() -> None:
    text = told(samples.waterfall("en"))
    assert text.startswith("T. U. NPV: 6.19; R01 Optimise")
    assert text.endswith("Risk-adjusted NPV: −0.17; Optimism bias: −1.60; Prudent NPV: −1.77.")


def test_exposures_are_told_with_probability_and_impact() -> None:
    text = told(samples.exposures("en"))
    assert "R01 Supplier 30% × 2.00; " in text
    assert text.endswith("R06 Fire 0.4% × 40.00.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_description_of_an_empty_chart_has_a_dangling_sentence(language: Language) -> None:
    chart = dataclasses.replace(samples.exposures(language), exposures=())
    assert told(chart) in {"T. U.", "T。U。"}
