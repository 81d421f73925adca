"""The appraisal in words and tables beside the main one: every branch, in both languages."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from casebuilder.analysis import analyse
from casebuilder.examples import sample
from casebuilder.finance.schedule import schedules
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.profile import SCHEDULES, Recommendation
from casebuilder.model.risks import Risk
from casebuilder.model.rules import BiasFactor, OptimismBias, PastProject
from casebuilder.report.blocks import Callout, Card, Figure, KeyFigures, Paragraph
from casebuilder.report.lineage import explain
from casebuilder.report.plan import COMPUTED
from casebuilder.spec import BiText
from tests.analysis.small import D, benefit, cost, small
from tests.report.built import built, header, said, table, worded

GO = Option(id="A", name=BiText("Go", "前進"))
OTHER = Option(id="B", name=BiText("Other", "另案"))


def figures(name: str, case: Case) -> list[str]:
    return [block.chart.frame.key for block in built(name, case) if isinstance(block, Figure)]


# -- rates of return ---------------------------------------------------------------------------------------------------


def test_several_rates_come_with_the_modified_rate_and_the_profile() -> None:
    """1,325 x^2 - 2,310 x + 1,000 = 0 where x = 1 / 1.06 and x = 1 / 1.25."""
    case = small(cost(1000, 0, 1325), benefit(2310, 0, 1), horizon=2, rate="0.1", options=(GO,))
    (sentence,) = said("rates_of_return", case)
    assert sentence.startswith("Go has several IRRs, as its flows change sign more than once.")
    assert "MIRR" in sentence
    assert figures("rates_of_return", case) == ["npv_profile"]
    assert table("appraisal", case).rows[0][5] == "several: 6.0% / 25.0%"


def test_no_rate_at_all_says_why_and_shows_the_profile() -> None:
    case = small(cost(100, 0, 100), benefit(50, 0, 1), horizon=2, rate="0.1", options=(GO,))
    (sentence,) = said("rates_of_return", case)
    assert sentence.startswith("Go has no IRR: no rate brings its NPV to nought. Read the MIRR, −45.1%")
    assert figures("rates_of_return", case) == ["npv_profile"]


def test_flows_of_one_sign_are_named_without_a_chart() -> None:
    case = small(cost(100, 10), cost(5, identifier="C2", option="B"), horizon=1, options=(GO, OTHER))
    assert said("rates_of_return", case) == ["No IRR, because the net flow has the same sign in every year: Go, Other."]
    assert said("rates_of_return", case, "zh_TW") == ["各年淨流量正負號相同，故無內部報酬率：前進、另案。"]
    assert figures("rates_of_return", case) == []


def test_a_single_rate_needs_no_words() -> None:
    assert built("rates_of_return", small(cost(100), benefit(60, 0, 1, 1), horizon=2)) == []


def test_measures_that_disagree_are_named() -> None:
    """The small option earns more per unit, the large one more in all."""
    lines = (cost(100), benefit(200, 0, 1), cost(1000, identifier="C2", option="B"))
    large = benefit(1400, 0, 1, identifier="B2", option="B")
    case = small(*lines, large, horizon=1, rate="0.1", options=(GO, OTHER))
    (sentence,) = said("rates_of_return", case)
    assert "Where only one can be had, the NPV decides." in sentence


# -- risk-adjusted -----------------------------------------------------------------------------------------------------


def test_the_risk_adjusted_npv_adds_up_from_the_printed_npv() -> None:
    risk = Risk(id="R1", options=("A",), likelihood=3, probability=D("0.5"), cost_if_occurs=D(60))
    bias = OptimismBias(source="own", own_uplift=D("0.1"))
    lines = (cost(100, category="capex"), cost(20, identifier="C2", type="contingency"), benefit(200, 0, 1))
    case = small(*lines, horizon=1, options=(GO,), risks=(risk,), optimism_bias=bias)
    assert table("adjusted_npv", case).rows == (("Go", "80", "20", "−30", "−10", "60"),)
    assert table("adjusted_npv", case).cell_tones == ((0, 5, "good"),)
    inside = dataclasses.replace(case, optimism_bias=dataclasses.replace(bias, counted="inside"))
    assert table("adjusted_npv", inside).rows == (("Go", "70", "20", "−30", "0", "60"),)


def test_nothing_is_adjusted_without_risks_contingency_and_bias() -> None:
    assert built("adjusted_npv", small(cost(100), benefit(200, 0, 1))) == []


def test_the_adjusted_npv_of_the_sample() -> None:
    adjusted = table("adjusted_npv", sample())
    assert adjusted.rows[0][1:] == ("6,192,169", "215,000", "−545,055", "−317,034", "5,545,080")
    for row in adjusted.rows:
        *steps, total = (int(cell.replace(",", "").replace("−", "-")) for cell in row[1:])
        assert sum(steps) == total


# -- options side by side ----------------------------------------------------------------------------------------------


def test_further_measures_with_what_doing_nothing_would_cost() -> None:
    nothing = Option(id="N", name=BiText("Nothing", "不作為"), role="bau")
    lines = (cost(100, 0, 0), benefit(121, 0, 0, 1), cost(0, 0, 121, identifier="C2", option="N"))
    case = small(*lines, horizon=2, rate="0.1", options=(nothing, GO))
    assert table("further_measures", case).rows == (
        ("Nothing", "–", "−58", "121", "–", "−100.0%", "−100.0%", "not within the horizon"),
        ("Go", "100", "0", "100", "10.0%", "0.0%", "21.0%", "2.0 years"),
    )


def test_the_choice_of_one_option_goes_step_by_step() -> None:
    lines = (cost(100), benefit(200, 0, 1), cost(300, identifier="C2", option="B"))
    dearer = benefit(300, 0, 1, identifier="B2", option="B")
    case = small(*lines, dearer, horizon=1, options=(GO, OTHER))
    steps = table("step_by_step", case)
    assert steps.rows == (("Other", "Go", "−100", "−50.0%", "rejected"),)
    assert said("step_by_step", case) == ["By this comparison Go is chosen."]
    assert built("step_by_step", small(cost(1))) == []


@pytest.mark.parametrize(
    ("language", "chosen", "verdict"),
    [
        ("en", "By this comparison Other is chosen, which is not the recommended option.", "takes its place"),
        ("zh_TW", "依此比較，應選「另案」，與建議方案不同。", "取而代之"),
    ],
)
def test_a_challenger_that_adds_value_takes_the_place(language: Language, chosen: str, verdict: str) -> None:
    lines = (cost(100), benefit(200, 0, 1), cost(300, identifier="C2", option="B"))
    case = small(*lines, benefit(500, 0, 1, identifier="B2", option="B"), horizon=1, options=(GO, OTHER))
    assert table("step_by_step", case, language).rows[0][2:] == ("100", "50.0%", verdict)
    assert said("step_by_step", case, language) == [chosen]


def test_unequal_lives_stand_side_by_side() -> None:
    options = (dataclasses.replace(GO, life_years=2), dataclasses.replace(OTHER, life_years=3))
    lines = (cost(100), benefit(110, 0, 1, 1), cost(150, identifier="C2", option="B"))
    long = benefit(110, 0, 1, 1, 1, identifier="B2", option="B")
    case = small(*lines, long, horizon=3, rate="0", options=options)
    lives = table("unequal_lives", case)
    assert lives.caption.endswith("over 6 years")
    assert lives.rows == (
        ("Go", "2.0 years", "120", "60", "360"),
        ("Other", "3.0 years", "180", "60", "360"),
    )
    assert "A last repeat" not in " ".join(said("unequal_lives", case))
    same = small(*lines, long, horizon=3, options=(GO, OTHER))
    assert built("unequal_lives", same) == []


def test_values_at_the_end_show_their_share() -> None:
    option = dataclasses.replace(GO, terminal_method="multiple", terminal_multiple=D(2))
    case = small(cost(100, residual_value=D(30)), benefit(50, 0, 1, 1), horizon=2, options=(option,))
    assert table("values_at_end", case).rows == (("Go", "30", "100", "100", "76.9%"),)  # 100 of 130
    assert built("values_at_end", small(cost(1))) == []


# -- other rates, after tax --------------------------------------------------------------------------------------------


def long_case(**options: Any) -> Case:
    """A small outlay that pays at once, and a large one that pays for long: reduced rates favour the second."""
    lines = (cost(100), benefit(400, 0, 1), cost(1000, identifier="C2", option="B"))
    long = benefit(45, 0, *[1] * 60, identifier="B2", option="B", confidence=D(1))
    return small(*lines, long, horizon=60, options=(GO, OTHER), profile={"discount_schedule": "green_book"}, **options)


def test_a_long_horizon_prints_the_second_schedule_and_what_it_changes() -> None:
    case = long_case()
    second = analyse(case).companion
    assert second is not None
    shown = table("second_schedule", case)
    assert header(shown) == ("Option", "NPV (TWD)", "NPV at reduced rates (TWD)")
    results = analyse(case).options
    assert [row[1:] for row in shown.rows] == [
        (f"{round(results[key].appraisal.npv):,}".replace("-", "−"), f"{round(second.npv[key]):,}") for key in "AB"
    ]
    assert said("second_schedule", case) == ["The order of the options is the same at both rates."]
    assert "Green Book reduced sensitivity (United Kingdom)" in shown.source


def test_the_order_that_reduced_rates_change_is_said() -> None:
    case = long_case()
    (one, _), standard = case.benefits, analyse(case).options["B"].appraisal.npv
    paying = dataclasses.replace(one, annual_full_value=(standard + 110) * Decimal("1.035"))
    changed = dataclasses.replace(case, benefits=(paying, case.benefits[1]))
    assert said("second_schedule", changed) == [
        "At the reduced rates the order of the options changes; Other comes first."
    ]
    assert said("second_schedule", changed, "zh_TW") == ["採較低折現率時方案排序改變，「另案」居首。"]


def test_a_short_horizon_needs_no_second_schedule() -> None:
    assert built("second_schedule", small(cost(1), profile={"discount_schedule": "green_book"})) == []


def test_the_view_after_tax_is_labelled_as_beside() -> None:
    """Taxed: (900 - 500) x 20% in both years; depreciation saves 100 a year."""
    machine = cost(1000, category="capex", life_years=2, depreciation="straight_line")
    lines = (machine, benefit(900, 0, 1, 1))
    case = small(*lines, horizon=2, options=(GO,), rules={"tax_rate": D("0.2")})
    view = table("after_tax", case)
    assert view.caption == "View after tax at 20.0%, beside the economic appraisal"
    assert view.rows == (("Go", "800", "640", "160", "200", "0"),)
    assert table("after_tax", case, "zh_TW").caption == "稅後觀點（稅率 20.0%），列於經濟評估之外"
    assert built("after_tax", small(*lines, horizon=2)) == []


# -- optimism bias -----------------------------------------------------------------------------------------------------


def past(*pairs: tuple[int, int]) -> tuple[PastProject, ...]:
    return tuple(
        PastProject(id=f"P{number}", name=BiText(f"Project {number}"), estimate=D(estimate), actual=D(actual))
        for number, (estimate, actual) in enumerate(pairs)
    )


TEN = past(*[(100, 100 + 10 * step) for step in range(10)])


BESIDE = "The correction stands beside the NPV, as a step of the risk adjustment."


@pytest.mark.parametrize(
    ("settings", "parts", "sentences"),
    [
        (
            {"source": "history"},
            {"past_projects": TEN},
            (
                "Capital costs are raised by 45.0%, the median overrun of our own 10 past projects.",
                "Four of five stayed below 76.0%.",
                BESIDE,
            ),
        ),
        (
            {"source": "history", "confidence": "p80", "counted": "inside"},
            {"past_projects": TEN[:4]},
            (
                "Capital costs are raised by 28.0%: four of five of our own 4 past projects overran by no more.",
                "Their median overrun is 15.0%.",
                "So few projects show the size of the overrun and no exact percentile.",
                "The correction is inside the costs of every option.",
            ),
        ),
        (
            {"source": "table", "project_type": "standard_buildings"},
            {"bias_factors": (BiasFactor(id="OB1", contribution=D("0.5"), mitigation=D("0.5")),)},
            (
                "Capital costs are raised by 18.0%:",
                "the published 24% for standard buildings, of which 25% is mitigated.",
                BESIDE,
            ),
        ),
        (
            {"source": "own", "own_uplift": D("0.3")},
            {},
            ("Capital costs are raised by 30.0%, a rate of our own.", BESIDE),
        ),
        (
            {"source": "history"},
            {},
            ("Capital costs are not corrected yet: the source of the correction holds no figure.", BESIDE),
        ),
    ],
)
def test_the_correction_says_where_its_rate_comes_from(
    settings: dict[str, Any], parts: dict[str, Any], sentences: tuple[str, ...]
) -> None:
    case = small(cost(100, category="capex"), optimism_bias=OptimismBias(**settings), **parts)
    assert said("optimism_bias", case) == [" ".join(sentences)]
    reasoned = dataclasses.replace(case.optimism_bias, reason=BiText("As advised."))
    assert said("optimism_bias", dataclasses.replace(case, optimism_bias=reasoned))[1:] == ["As advised."]


def test_no_correction_has_no_words() -> None:
    assert built("optimism_bias", small(cost(100, category="capex"))) == []


def test_a_cause_that_is_priced_as_a_risk_is_warned_of() -> None:
    factor = BiasFactor(
        id="OB1", name=BiText("Poor brief", "前期不足"), contribution=D("0.5"), mitigation=D("0.5"), risks=("R1",)
    )
    risk = Risk(id="R1", name=BiText("Late brief", "前期延誤"), options=("A",), likelihood=3, cost_if_occurs=D(60))
    bias = OptimismBias(source="own", own_uplift=D("0.1"))
    case = small(cost(100, category="capex"), risks=(risk,), bias_factors=(factor,), optimism_bias=bias)
    (warning,) = (block for block in built("optimism_bias", case) if isinstance(block, Callout))
    assert (warning.title, warning.tone) == ("Possibly counted twice", "warning")
    assert warning.text.endswith("OB1 Poor brief (R1 Late brief).")
    (chinese,) = (block for block in built("optimism_bias", case, "zh_TW") if isinstance(block, Callout))
    assert chinese.text.endswith("OB1 前期不足（R1 前期延誤）。")


def test_past_projects_show_their_overruns() -> None:
    projects = (*past((100, 114), (100, 95)), PastProject(id="P9", name=BiText("Unfinished"), estimate=D(5)))
    shown = table("past_projects", small(cost(1), past_projects=projects))
    assert [row[4] for row in shown.rows] == ["14.0%", "−5.0%", "–"]
    assert built("past_projects", small(cost(1))) == []


def test_factors_that_do_not_set_the_rate_are_marked() -> None:
    factor = BiasFactor(id="OB1", name=BiText("Poor brief"), contribution=D("0.5"), mitigation=D("0.5"))
    own = small(cost(1), bias_factors=(factor,), optimism_bias=OptimismBias(source="own", own_uplift=D("0.1")))
    assert said("bias_factors", own) == ["These factors do not enter the rate, which rests on another source."]
    settings = OptimismBias(source="table", project_type="outsourcing")
    assert said("bias_factors", dataclasses.replace(own, optimism_bias=settings)) == []


# -- conventions -------------------------------------------------------------------------------------------------------


def test_a_published_schedule_is_printed_with_edition_date_source_and_a_warning() -> None:
    texts = said("conventions", small(cost(1), profile={"discount_schedule": "us_a94_1992"}))
    (schedule,) = (text for text in texts if text.startswith("Discount schedule"))
    assert "OMB Circular A-94" in schedule
    assert "1992" in schedule
    assert schedule.endswith("its rates apply year by year.")
    assert "These rates were not read in the publication itself; check them there before use." in texts
    standard = said("conventions", small(cost(1), profile={"discount_schedule": "green_book"}))
    assert not any("check them there" in text or "superseded" in text for text in standard)


def test_every_superseded_schedule_says_by_what() -> None:
    superseded = [one.identifier for one in schedules() if one.superseded_by]
    assert superseded
    for identifier in superseded:
        texts = said("conventions", small(cost(1), profile={"discount_schedule": identifier}))
        (sentence,) = (text for text in texts if text.startswith("This schedule is superseded by: "))
        assert not any(f": {key}." in sentence for key in SCHEDULES)


@pytest.mark.parametrize(
    ("profile", "rules", "lines", "expected"),
    [
        ({"price_basis": "real", "price_year": 2026}, {}, (cost(1),), ["Prices are real, of 2026."]),
        (
            {"price_basis": "nominal"},
            {"general_inflation": D("0.02"), "wage_growth": D("0.03"), "energy_growth": D("0.04")},
            (cost(1), cost(1, identifier="C2", price_index="wage")),
            ["Prices are nominal.", "Price increases a year: With prices in general 2.0%, With wages 3.0%."],
        ),
        (
            {"price_basis": "nominal"},
            {"general_inflation": D("0.02"), "rate_basis": "real"},
            (cost(1),),
            ["Caution: a real rate discounts nominal amounts, so values are too high."],
        ),
        (
            {"price_basis": "real"},
            {"general_inflation": D("0.02"), "rate_basis": "nominal"},
            (cost(1),),
            ["Caution: a nominal rate discounts real amounts, so values are too low."],
        ),
        (
            {"price_basis": "real"},
            {},
            (cost(1, price_index="stated"),),
            ["Caution: some lines are in money of their own year, and the case names no inflation to deflate them."],
        ),
        (
            {"price_basis": "nominal"},
            {},
            (cost(1),),
            ["Caution: prices are nominal, and the case names no inflation."],
        ),
        (
            {},
            {"finance_rate": D("0.05"), "reinvest_rate": D("0.04"), "print_unit": "1000", "print_rounding": "nearest"},
            (
                cost(1, type="working-capital"),
                cost(1, identifier="C2", treatment="sunk"),
                benefit(5, 0, 1, kind="disbenefit"),
            ),
            [
                "A dis-benefit is taken off the benefits and not added to the costs.",
                "IRR and MIRR take flows at the end of each period; MIRR finances at 5.0%, reinvests at 4.0%.",
                "Working capital is a balance: its changes are flows, and the last year gives it back.",
                "Sunk costs, transfers and financing are shown and not counted.",
                "Tables are in TWD thousand; each figure is rounded by itself.",
            ],
        ),
    ],
)
def test_the_conventions_name_what_applies(
    profile: dict[str, Any], rules: dict[str, Any], lines: tuple[Any, ...], expected: list[str]
) -> None:
    texts = said("conventions", small(*lines, profile=profile, rules=rules))
    assert [text for text in texts if text in expected] == expected


def test_a_plain_case_has_no_conventions_that_do_not_apply() -> None:
    texts = " ".join(said("conventions", small(cost(1))))
    for word in ("Caution", "Working capital", "Sunk", "dis-benefit", "counted by period", "expected cost of a risk"):
        assert word not in texts


# -- the first page ----------------------------------------------------------------------------------------------------


def headline(case: Case, language: Language = "en") -> tuple[str, str]:
    (band,) = (block for block in built("key_figures", case, language) if isinstance(block, KeyFigures))
    return band.items[1].value, band.items[1].note


def test_the_headline_shows_no_more_figures_than_its_uncertainty_allows() -> None:
    case = sample()
    rough = dataclasses.replace(case, rules=dataclasses.replace(case.rules, headline_precision="uncertainty"))
    assert headline(case)[0] == "TWD 6.19 million"
    assert headline(rough) == ("TWD 6.2 million", "5 years at 8.0%")
    assert headline(rough, "zh_TW")[0] == "新臺幣 620 萬元"
    (card,) = (block for block in built("decision_card", rough) if isinstance(block, Card))
    assert dict(card.rows)["What it returns"].startswith("TWD 6.2 million net present value")


def test_without_uncertainty_the_headline_keeps_its_three_figures() -> None:
    case = small(cost(1000), benefit(2234567, 0, 1), horizon=1, rules={"headline_precision": "uncertainty"})
    assert headline(case)[0] == "TWD 2.23 million"


def test_a_yearly_rate_or_the_name_of_the_schedule_stands_under_the_headline() -> None:
    quarterly = small(cost(1), horizon=2, rate="0.08", rules={"period": "quarter"})
    assert headline(quarterly)[1] == "2 years at 8.0%"
    assert headline(small(cost(1), profile={"discount_schedule": "green_book"}))[1] == (
        "3 years at Green Book standard (United Kingdom)"
    )


def test_the_card_says_how_certain_the_value_is() -> None:
    (card,) = (block for block in built("decision_card", sample()) if isinstance(block, Card))
    assert dict(card.rows)["How certain it is"].startswith(
        "With 80% certainty the net present value is at least TWD 4.4"
    )


def test_what_is_never_paid_back_is_said_as_a_sentence() -> None:
    case = small(cost(100), benefit(10, 0, 1), horizon=1, options=(GO,))
    (card,) = (block for block in built("decision_card", case) if isinstance(block, Card))
    assert dict(card.rows)["What it returns"] == (
        "TWD −90 net present value over 1 years; 0.10 back for each unit of cost; not paid back within the horizon"
    )


def test_an_option_that_loses_says_what_it_would_need() -> None:
    case = small(cost(100), benefit(80, 0, 1), horizon=1)
    assert said("switching", case) == [
        "The option is worth its costs only if benefits rise by 25.0% or costs fall by 20.0%."
    ]
    assert said("switching", case, "zh_TW") == ["須效益增加 25.0%，或成本減少 20.0%，本方案方屬值得。"]
    assert said("switching", small(cost(100))) == []


# -- nothing to say ----------------------------------------------------------------------------------------------------

NOUGHT = small(cost(0, 0), benefit(0, 0, 1), horizon=1)
NO_HEADLINE = dataclasses.replace(sample(), recommendation=Recommendation())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [NOUGHT, NO_HEADLINE, Case()], ids=["nought", "no headline", "empty"])
def test_cases_without_figures_are_printed_without_errors(case: Case, language: Language) -> None:
    for name in COMPUTED:
        for block in built(name, case, language):
            text = repr(block)
            assert "NaN" not in text
            assert "Infinity" not in text
            assert not isinstance(block, Paragraph) or block.text


def test_what_is_never_behind_needs_no_money_in_every_table() -> None:
    case = small(cost(0, 100), benefit(150, 0, 1, low=D(120)), horizon=1, options=(GO,))
    words, wording = "needs no money at any time", worded(case)
    for block in ("key_figures", "decision_card", "appraisal", "further_measures", "simulation"):
        assert words in str(built(block, case)), block
    for key in ("payback", "discounted_payback"):
        explained = explain(wording, "A", key)
        assert explained is not None
        assert explained.value == words
