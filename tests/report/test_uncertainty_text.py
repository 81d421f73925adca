"""Sensitivity, simulation and risks in the document: exact where they can be worked out, consistent where simulated."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import Any

import pytest

from casebuilder.analysis import analyse
from casebuilder.analysis import simulation as simulations
from casebuilder.analysis.simulation import Simulated, shared
from casebuilder.examples import sample
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.people import Stakeholder
from casebuilder.model.risks import Risk, RiskAction, RiskAppetite
from casebuilder.model.rules import BiasFactor, OptimismBias
from casebuilder.model.uncertainty import Correlation, CorrelationGroup, Scenario, SimulationSettings
from casebuilder.report import html
from casebuilder.report.blocks import Callout, Figure
from casebuilder.report.charts import SIMULATED, chart
from casebuilder.report.plan import COMPUTED, plan
from casebuilder.spec import BiText
from risk.simulation import SelfCheckError
from tests.analysis.small import D, benefit, cost, small
from tests.report.built import built, header, said, table, worded
from tests.report.opened import opened

GO = Option(id="A", name=BiText("Go", "前進"))
OTHER = Option(id="B", name=BiText("Other", "另案"))
SIMULATION_PARTS = ("simulation", "simulation_percentiles", "variance_shares", "simulation_method")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-").removesuffix("%"))


def found_in(case: Case) -> Simulated:
    results = analyse(case)
    assert results.preferred
    found = shared(case, results, results.preferred)
    assert found is not None
    return found


def uncertain(**parts: Any) -> Case:
    """NPV 100: benefits of 300 with 80 to 120%, costs of 200 with 90 to 130%."""
    lines = (
        cost(200, low=D("0.9"), high=D("1.3"), range_basis=BiText("Two quotations", "兩份報價")),
        benefit(300, 0, 1, low=D(240), high=D(360), name=BiText("Time", "時間")),
    )
    parts.setdefault("simulation", SimulationSettings(iterations=4096, seed=7))
    return small(*lines, horizon=1, options=(GO,), **parts)


# -- one thing at a time -----------------------------------------------------------------------------------------------


def test_every_driver_has_its_range_basis_and_both_ends() -> None:
    drivers = table("driver_ranges", uncertain())
    assert drivers.rows == (
        ("Time", "−20% / +20%", "40", "160", ""),
        ("C1", "−10% / +30%", "120", "40", "Two quotations"),
    )
    assert header(drivers)[2:4] == ("NPV at the low end (TWD)", "NPV at the high end (TWD)")
    chinese = table("driver_ranges", uncertain(), "zh_TW")
    assert chinese.rows[1] == ("C1", "−10% / +30%", "120", "40", "兩份報價")


def test_many_drivers_end_with_what_the_others_can_do() -> None:
    lines = [cost(1000 - number, identifier=f"C{number}", accuracy=D("0.1")) for number in range(13)]
    case = small(*lines, horizon=1, options=(GO,))
    assert len(table("driver_ranges", case).rows) == 10
    assert said("driver_ranges", case) == ["3 more drivers move the net present value by at most TWD 198 each."]


def test_a_case_without_ranges_has_no_drivers() -> None:
    assert built("driver_ranges", small(cost(100), benefit(60, 0, 1))) == []


def test_switching_values_of_groups_and_lines() -> None:
    lines = (
        cost(100, category="capex", name=BiText("Work")),
        cost(0, 60, identifier="C2", category="opex", name=BiText("Support")),
        benefit(200, 0, 1, name=BiText("Time")),
        benefit(20, 0, 1, identifier="B2", type="revenue", name=BiText("Sales")),
    )
    case = small(*lines, horizon=1, options=(GO,))
    assert table("switching_values", case).rows == (
        ("All benefits", "220", "−27.3%"),
        ("of which: Cashable", "200", "−30.0%"),
        ("of which: Revenue margin", "20", "none: positive without it too"),
        ("All costs", "−160", "+37.5%"),
        ("of which: Capital", "−100", "+60.0%"),
        ("of which: Operating", "−60", "+100.0%"),
        ("Time", "200", "−30.0%"),
        ("Work", "−100", "+60.0%"),
        ("Support", "−60", "+100.0%"),
    )
    assert said("switching_values", case)[-1].endswith("No other line can turn the answer alone, even at nought.")
    many = small(*(cost(10, identifier=f"C{one}") for one in range(6)), benefit(90, 0, 1), horizon=1, options=(GO,))
    assert len(table("switching_values", many).rows) == 3 + 5
    assert "No other line" not in said("switching_values", many)[-1]


def test_a_month_of_delay_has_its_price() -> None:
    """One year late loses the benefit of 1,200 in the only year: 100 a month."""
    case = small(cost(100), benefit(1200, 0, 1), horizon=1)
    assert said("delay_cost", case) == [
        "Each month by which the benefits come late costs TWD 100 of the net present value within the first year."
    ]
    assert said("delay_cost", case, "zh_TW") == ["效益延後，第一年內每個月使淨現值減少新臺幣 100 元。"]
    assert said("delay_cost", small(cost(100))) == []


# -- scenarios ---------------------------------------------------------------------------------------------------------


def test_scenarios_show_who_stays_ahead() -> None:
    scenarios = (
        Scenario(id="S1", name=BiText("As planned", "照計畫"), kind="base"),
        Scenario(id="S2", name=BiText("Lean years", "歉收"), benefits_change=D("-0.5")),
    )
    lines = (cost(100), benefit(300, 0, 1), cost(20, identifier="C2", option="B"))
    small_one = benefit(100, 0, 1, identifier="B2", option="B")
    case = small(*lines, small_one, horizon=1, options=(OTHER, GO), scenarios=scenarios)
    shown = table("scenarios", case)
    assert header(shown) == ("Scenario", "A Go", "B Other", "Best option")
    assert shown.rows == (("As planned", "200", "80", "A"), ("Lean years", "50", "30", "A"))
    (sentence,) = said("scenarios", case)
    assert sentence.startswith("Go has the highest net present value in 2 of 2 scenarios; ")
    assert sentence.endswith("its own goes from TWD 50 (Lean years) to TWD 200 (As planned).")
    assert said("scenarios", case, "zh_TW") == [
        "「前進」於 2 個情境中有 2 個淨現值最高；其淨現值介於新臺幣 50 元（歉收）與新臺幣 200 元（照計畫）之間。"
    ]


def test_the_usual_scenarios_stand_in_where_ranges_differ_and_not_where_nothing_does() -> None:
    assert [row[:2] for row in table("scenarios", uncertain()).rows] == [
        ("Base", "100"),
        ("Optimistic", "180"),
        ("Pessimistic", "−20"),
    ]
    assert built("scenarios", small(cost(100), benefit(200, 0, 1))) == []


# -- simulation --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_simulation_of_the_sample_is_said_in_a_sentence_and_a_table(language: Language) -> None:
    ran = found_in(sample()).simulation
    npv, npv_samples = ran.npv, ran.npv_samples
    sentence, *consequences = said("simulation", sample(), language)
    reached = f"{100 * (npv_samples >= 6_192_168).mean():.1f}%"
    expected = {
        "en": f"With 80% certainty the net present value is at least TWD {round(npv.p20 / 1e6, 2)} million; "
        "the probability of a loss is below 0.1%. "
        f"The base estimate of TWD 6.19 million is reached in {reached} of all outcomes.",
        "zh_TW": f"有 80% 的把握，淨現值至少為新臺幣 {round(npv.p20 / 1e4)} 萬元；虧損機率：低於 0.1%。"
        f"所有可能結果中，{reached} 達到基準估計新臺幣 619 萬元。",
    }
    assert sentence == expected[language]
    assert len(consequences) == 4
    assert {"en": "above 99.9% of the runs pay back", "zh_TW": "高於 99.9% 之模擬"}[language] in consequences[2]
    values, costs = table("simulation", sample(), language).rows
    pairs = zip(values[1:], _in_short(npv), strict=True)
    assert all(abs(number(cell) - Decimal(exact)) < 10_000 for cell, exact in pairs)
    assert number(costs[3]) < number(costs[5])


def _in_short(summary: Any) -> tuple[float, ...]:
    return summary.mean, summary.p5, summary.p20, summary.p50, summary.p80, summary.p95


def test_a_likely_loss_has_its_probability() -> None:
    case = dataclasses.replace(uncertain(), benefits=(benefit(215, 0, 1, low=D(100), high=D(300)),))
    chance = found_in(case).simulation.npv.prob_negative
    assert 0.2 < chance < 0.8
    assert said("simulation", case)[0].partition(". ")[0].endswith(f"the probability of a loss is {100 * chance:.1f}%")


def test_contingency_is_measured_from_a_base_without_money_set_aside() -> None:
    """A certain cost of 1,000 and 50 aside; one risk of 400 with 30%: P50 needs nothing, P80 needs 400."""
    risk = Risk(id="R1", options=("A",), likelihood=3, probability=D("0.3"), cost_if_occurs=D(400))
    lines = (cost(1000), cost(50, identifier="C2", type="contingency", name=BiText("Reserve")), benefit(3000, 0, 1))
    settings = SimulationSettings(iterations=4096, seed=7)
    case = small(*lines, horizon=1, options=(GO,), risks=(risk,), simulation=settings)
    texts = said("simulation", case)
    assert (
        texts[1] == "Contingency: P50 of the cost needs TWD 0 beyond the base cost, P80 TWD 400; TWD 50 is set aside."
    )
    method = said("simulation_method", case)
    assert "Money set aside for risks is left out, because the risks themselves are simulated: C2 Reserve." in method
    without = dataclasses.replace(
        case,
        cost_lines=(*case.cost_lines, cost(100, identifier="C3", low=D(1), high=D("1.5"))),
        simulation=dataclasses.replace(settings, with_risks=False),
    )
    assert "The risks of the register are not simulated." in said("simulation_method", without)
    (line,) = (text for text in said("simulation", without) if text.startswith("Contingency"))
    assert line.endswith("TWD 50 is set aside.")
    p80 = found_in(without).simulation.total_cost.p80
    assert f"P80 TWD {round(p80 - 1150)};" in line  # the money set aside is no cost that needs more of it


def test_percentiles_are_rounded_to_the_error_beside_them() -> None:
    rows = table("simulation_percentiles", sample()).rows
    assert [row[0] for row in rows] == ["P5", "P10", "P20", "P50", "P80", "P90", "P95"]
    summary = found_in(sample()).simulation.npv
    for row in rows:
        value, error = number(row[1]), number(row[2])
        low, high = summary.ci95[row[0].lower()]
        assert error > 0
        assert value % error == 0 or value % (Decimal(1).scaleb(error.adjusted())) == 0
        assert abs(error - Decimal((high - low) / 2)) <= error / 2
        assert abs(value - Decimal(getattr(summary, row[0].lower()))) <= error


def test_variance_shares_sum_to_the_whole() -> None:
    shares = table("variance_shares", sample())
    *parts, total = (number(row[1]) for row in shares.rows)
    assert (len(parts), sum(parts), total) == (9, Decimal("100.0"), Decimal("100.0"))
    assert parts[:8] == sorted(parts[:8], reverse=True)
    assert shares.rows[-2][0].endswith(" others")
    few = table("variance_shares", uncertain())
    assert [row[0] for row in few.rows] == ["Time", "C1", "Total"]


def test_the_method_names_what_moves_together_and_what_was_replaced() -> None:
    lines = (
        cost(200, low=D("0.9"), high=D("1.3"), group="G1"),
        cost(100, identifier="C2", low=D("0.9"), high=D("1.3"), group="G1"),
        cost(50, identifier="C3", low=D("0"), high=D("1.3"), distribution="lognormal", name=BiText("Odd")),
        benefit(900, 0, 1, low=D(600), high=D(1000)),
    )
    case = small(
        *lines,
        horizon=1,
        options=(GO,),
        correlation_groups=(CorrelationGroup(id="G1", name=BiText("Supplier"), strength="strong"),),
        correlations=(Correlation(id="K1", first="C3", second="B1", correlation=D("-0.3")),),
        simulation=SimulationSettings(iterations=1024, seed=5, note=BiText("Seed by lot.")),
    )
    texts = said("simulation_method", case)
    assert texts[0] == "1,024 iterations, sampler Scrambled Sobol, seed 5: the same seed gives the same figures."
    assert "Lines of these groups move together (correlation): Supplier (0.80)." in texts
    assert any(text.startswith("Pairs with a rank correlation of their own: ") and "−0.30" in text for text in texts)
    (replaced,) = (text for text in texts if text.startswith("Simulated as triangular"))
    assert replaced.endswith(": Odd.")
    assert any(text.startswith("Self-check: the simulated mean is ") for text in texts)
    assert texts[-1] == "Seed by lot."
    assert not any(text.startswith("The correlations contradict") for text in texts)


def test_contradicting_correlations_say_how_far_they_were_changed() -> None:
    pairs = (("C1", "C2", "0.9"), ("C2", "C3", "0.9"), ("C1", "C3", "-0.9"))
    case = small(
        *(cost(100, identifier=f"C{number}", low=D("0.9"), high=D("1.3")) for number in (1, 2, 3)),
        horizon=1,
        options=(GO,),
        correlations=tuple(
            Correlation(id=f"K{place}", first=one, second=other, correlation=D(rho))
            for place, (one, other, rho) in enumerate(pairs)
        ),
        simulation=SimulationSettings(iterations=1024, seed=5),
    )
    change = found_in(case).simulation.correlation_change
    assert change > 0.1
    assert any(text.endswith(f"differ by up to {change:.2f}.") for text in said("simulation_method", case))


@pytest.mark.parametrize("name", SIMULATION_PARTS)
def test_a_certain_case_is_not_simulated(name: str) -> None:
    assert built(name, small(cost(100), benefit(300, 0, 1), horizon=1)) == []


@pytest.mark.parametrize(
    ("error", "english", "chinese"),
    [
        (SelfCheckError("off"), "The simulation failed its own check.", "模擬未通過自我檢核"),
        (ValueError("too much"), "The option cannot be simulated: its amounts are too large.", "本方案無法模擬"),
    ],
)
def test_a_simulation_that_fails_is_one_box_and_no_figures(
    monkeypatch: pytest.MonkeyPatch, error: Exception, english: str, chinese: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(simulations, "shared", failing)
    case = uncertain()
    (box,) = built("simulation", case)
    assert isinstance(box, Callout)
    assert (box.title, box.tone) == ("No simulation", "bad")
    assert box.text.startswith(english)
    (other,) = built("simulation", case, "zh_TW")
    assert isinstance(other, Callout)
    assert other.text.startswith(chinese)
    for name in SIMULATION_PARTS[1:]:
        assert built(name, case) == []
    for name in SIMULATED:
        assert list(chart(worded(case), name)) == []
    assert plan(case, analyse(case)).blocks


# -- risks -------------------------------------------------------------------------------------------------------------


def risk(identifier: str, **fields: Any) -> Risk:
    values: dict[str, Any] = {"category": "technical", "likelihood": 3, "impact": 4, "probability": D("0.5")}
    name = BiText(f"Risk {identifier}", f"風險{identifier}")
    return Risk(id=identifier, name=name, options=("A",), **(values | fields))


SCORED = {"residual_likelihood": 3, "residual_impact": 4}


def exposed(**parts: Any) -> Case:
    risks = (
        risk("R1", cost_if_occurs=D(100), residual_cost=D(40), residual_probability=D("0.5"), **SCORED),
        risk("R2", cost_if_occurs=D(80), residual_probability=D("0.25"), residual_likelihood=1, residual_impact=1),
        risk("R3"),
    )
    settings = SimulationSettings(iterations=4096, seed=7)
    return small(cost(100), benefit(900, 0, 1), horizon=1, options=(GO,), risks=risks, simulation=settings, **parts)


def test_risks_are_ranked_by_their_part_of_the_loss_at_80_per_cent() -> None:
    case = exposed()
    ranking = table("risk_ranking", case)
    parts = {one.path: one.to_p80 for one in found_in(case).contributions}
    rows = {row[0]: row for row in ranking.rows}
    assert rows["R1 Risk R1"][1:4] == ("50", "20", "30")
    assert rows["R2 Risk R2"][1:4] == ("40", "20", "20")
    assert ranking.rows[-1] == ("Total", "90", "40", "50", "")
    assert header(ranking)[4:] == ("Part of the loss at 80% (TWD)",)
    ordered = sorted(parts, key=lambda path: -parts[path])
    assert [f"risks[{row[0][:2]}]" for row in ranking.rows[:-1]] == ordered
    assert [number(row[4]) for row in ranking.rows[:-1]] == [round(Decimal(parts[path])) for path in ordered]


def test_responses_with_a_cost_show_what_they_are_worth() -> None:
    action = RiskAction(id="X1", risk="R1", text=BiText("Train"), cost=D(20))
    ranking = table("risk_ranking", exposed(risk_actions=(action,)))
    assert header(ranking)[4:6] == ("Cost of the response (TWD)", "Saved per unit of cost")
    rows = {row[0]: row for row in ranking.rows}
    assert rows["R1 Risk R1"][4:6] == ("20", "1.50")
    assert rows["R2 Risk R2"][4:6] == ("–", "–")


def test_without_a_simulation_the_expected_cost_after_the_response_ranks() -> None:
    settings = SimulationSettings(iterations=1024, with_risks=False)
    risks = (risk("R1", cost_if_occurs=D(10)), risk("R2", cost_if_occurs=D(30)))
    case = dataclasses.replace(exposed(), risks=risks, simulation=settings)
    ranking = table("risk_ranking", case)
    assert [row[0] for row in ranking.rows] == ["R2 Risk R2", "R1 Risk R1", "Total"]
    assert len(ranking.columns) == 4
    assert built("risk_ranking", dataclasses.replace(case, risks=(risk("R3"),))) == []


APPETITE = RiskAppetite(id="A1", category="technical", highest_score=4, escalate_to="P1")
BOARD = Stakeholder(id="P1", name=BiText("The board", "董事會"))


def test_risks_above_the_appetite_say_who_decides() -> None:
    case = exposed(risk_appetite=(APPETITE,), stakeholders=(BOARD,))
    assert said("above_appetite", case) == [
        "Above the appetite after the response:",
        "R1 Risk R1: score 12; The board decides.",
    ]
    assert said("above_appetite", case, "zh_TW")[1] == "R1 風險R1：12 分；由董事會決定。"
    nobody = dataclasses.replace(case, risk_appetite=(dataclasses.replace(APPETITE, escalate_to=""),))
    assert said("above_appetite", nobody)[1] == "R1 Risk R1: score 12; nobody is named to decide."


def test_risks_within_the_appetite_are_said_to_be_so_and_no_appetite_says_nothing() -> None:
    generous = dataclasses.replace(APPETITE, highest_score=25)
    assert said("above_appetite", exposed(risk_appetite=(generous,))) == [
        "After the responses no risk is above the appetite of its category."
    ]
    assert said("above_appetite", exposed()) == []


# -- the whole ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("framework", ["contact-system", "general"])
def test_the_document_has_the_charts_of_uncertainty_once(framework: str) -> None:
    document = plan(sample(), analyse(sample()), framework=framework)
    keys = [block.chart.frame.key for block in document.blocks if isinstance(block, Figure)]
    for key in ("tornado", "scenario_comparison", "npv_s_curve", "cost_s_curve", "risk_adjustment"):
        assert keys.count(key) == 1


def test_amounts_of_risks_are_in_the_unit_of_the_case() -> None:
    case = exposed()
    thousand = dataclasses.replace(case, rules=dataclasses.replace(case.rules, print_unit="1000"))
    assert "Expected cost (TWD thousand)" in header(table("top_risks", thousand))
    assert "Expected cost (TWD thousand)" in header(table("risk_register", thousand))
    assert "Expected before (TWD thousand)" in header(table("risk_ranking", thousand))


HOSTILE = "{amount} <b>&amp;\x0b\ud800 %s"


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_words(language: Language) -> None:
    """Names with braces, markup and halves of characters pass through every sentence as they are."""
    name = BiText(HOSTILE, HOSTILE)
    options = (dataclasses.replace(GO, name=name), dataclasses.replace(OTHER, name=name))
    base = uncertain(
        risk_appetite=(APPETITE,),
        stakeholders=(dataclasses.replace(BOARD, name=name),),
        risks=(dataclasses.replace(exposed().risks[0], name=name),),
        scenarios=(Scenario(id="S1", name=name), Scenario(id="S2", name=name, benefits_change=D("-0.5"))),
        bias_factors=(BiasFactor(id="OB1", name=name, contribution=D(1), mitigation=D(0), risks=("R1",)),),
        optimism_bias=OptimismBias(source="own", own_uplift=D("0.1"), reason=name),
    )
    case = dataclasses.replace(
        base,
        options=options,
        cost_lines=tuple(dataclasses.replace(line, name=name) for line in base.cost_lines),
        benefits=tuple(dataclasses.replace(line, name=name) for line in base.benefits),
    )
    document = plan(case, analyse(case), language=language)
    (reason, *_), (sentence, *_) = said("optimism_bias", case, language)[1:], said("scenarios", case, language)
    assert reason == HOSTILE
    assert sentence.count(HOSTILE) == 3
    assert opened(document).body is not None
    assert "<b>&amp;" not in html.write(document, embed=False)


def test_amounts_in_chinese_sentences_stand_without_blanks() -> None:
    said_of_all = [text for name in COMPUTED for text in said(name, sample(), "zh_TW")]
    assert sum("新臺幣" in text for text in said_of_all) > 5
    assert [
        text for text in said_of_all if re.search("[\u3000-\u9fff\uff00-\uffef] 新臺幣|元 [\u3400-\u9fff]", text)
    ] == []
