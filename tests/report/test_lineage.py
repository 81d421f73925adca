"""Figures explain themselves: the formula gives the value, the inputs add up, and every input can be jumped to."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from casebuilder.analysis import analyse
from casebuilder.analysis.sensitivity import scenario_results, sensitivity_of
from casebuilder.examples import sample
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.paths import Path, get
from casebuilder.model.risks import Risk
from casebuilder.model.rules import OptimismBias
from casebuilder.report.lineage import FIGURES, Explanation, explain
from casebuilder.report.wording import Wording
from casebuilder.spec import BiText
from casebuilder.steps import step_of
from tests.analysis.small import benefit, cost, small

SIMULATED = ("npv_percentile", "cost_percentile", "contingency")
PLAIN = [key for key in FIGURES if key not in ("switching", "adds", "swing", "delay", "lost", "scenario", *SIMULATED)]


@cache
def wording(language: Language = "en") -> Wording:
    case = sample()
    return Wording(case, analyse(case), language)


def worded(case: Case) -> Wording:
    return Wording(case, analyse(case), "en")


def explained(told: Wording, option: str, key: str) -> Explanation:
    found = explain(told, option, key)
    assert found is not None
    return found


def keys(told: Wording, option: str) -> list[str]:
    """Every key that the pages use for an option."""
    case, result = told.case, told.results.options[option]
    found = sensitivity_of(case, result)
    switches = [f"{kind}:{one.path}" for one in (*found.groups, *found.lines) for kind in ("switching", "adds")]
    swings = [f"swing:{end}:{one.bar.driver.key}" for one in found.swings for end in ("low", "high", "")]
    scenarios = [f"scenario:{one.scenario.id or one.scenario.kind}" for one in scenario_results(case, {option: result})]
    return [*PLAIN, *switches, *swings, "delay:0", "delay:6", "lost:6", *scenarios]


# -- formulas that are worked out again --------------------------------------------------------------------------------

SIGNS = {"−": "-", "×": "*", "÷": "/", "^": "**", ",": ""}
NUMBER = re.compile(r"-?\d[\d,]*(?:\.(\d+))?( ?%)?")


def worked_out(expression: str) -> float:
    """The value of one side of a formula; words between the numbers are names."""
    text = re.sub(r"(\d[\d.,]*) ?%", r"(\1/100)", expression)
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    return float(eval(re.sub(r"[A-Za-z_]+\d*", "", text)))


def printed(text: str) -> tuple[float, float]:
    """A figure as it is printed, and half a unit of its last digit."""
    match = NUMBER.search(text.replace("−", "-"))
    assert match is not None, text
    scale = 0.01 if match[2] else 1.0
    number = float(match[0].replace(",", "").rstrip("% "))
    return number * scale, 0.5 * scale * 10.0 ** -len(match[1] or "")


def short_case() -> Case:
    """Few periods, so that no formula is cut; a bias, a terminal value, tax, risks and doing nothing that costs."""
    lines = (
        cost(1000, 100, 100, category="capex", life_years=4, depreciation="straight_line", low=Decimal("0.8")),
        cost(50, 50, 50, identifier="C0", option="OPT0", category="opex"),
        cost(40, 0, 20, identifier="C2", type="contingency", category="opex"),
        benefit(900, 0, 1, 1, high=Decimal(1200)),
    )
    risks = tuple(
        Risk(id=f"R{number}", options=("A",), likelihood=number, cost_if_occurs=Decimal(100 * number))
        for number in (2, 3)
    )
    options = (
        Option(id="A", terminal_method="growth", terminal_growth=Decimal("0.01"), delay_high=Decimal(4)),
        Option(id="OPT0", role="bau", name=BiText("Nothing", "無")),
    )
    bias = OptimismBias(source="own", own_uplift=Decimal("0.2"))
    return small(
        *lines,
        horizon=2,
        rate="0.05",
        options=options,
        risks=risks,
        rules={"tax_rate": Decimal("0.2")},
        optimism_bias=bias,
    )


@pytest.mark.parametrize(
    "key",
    [
        *(key for key in PLAIN if key not in ("irr", "companion")),
        *(
            "switching:costs",
            "switching:benefits",
            "adds:costs",
            "adds:benefits",
            "adds:benefits[B1]",
            "adds:opex",
            "swing:low:cost_lines[C1]",
            "swing:high:benefits[B1]",
        ),
        *("swing::benefits[B1]", "swing:high:delay", "delay:6", "lost:6", "scenario:optimistic"),
    ],
)
def test_the_formula_gives_the_value(key: str) -> None:
    found = explained(worded(short_case()), "A", key)
    *_, expression, result = found.formula.partition("\n")[0].split(" = ")
    value, unit = printed(found.value)
    assert printed(result)[0] == pytest.approx(value, abs=unit / 1e6)
    assert worked_out(expression) == pytest.approx(value, rel=1e-3, abs=2.01 * unit)  # the terms are rounded too


def test_the_rate_of_return_brings_its_formula_to_nought() -> None:
    found = explained(worded(small(cost(1000, 0, 0), benefit(800, 0, 1, 1), horizon=2)), "A", "irr")
    expression, _, nought = found.formula.partition(" = ")
    assert nought == "0"
    assert worked_out(expression) == pytest.approx(0, abs=1)


def test_the_formula_of_the_npv_has_the_numbers_of_the_case() -> None:
    found = explained(wording(), "OPT1", "npv")
    assert found.formula == "NPV = PV of benefits 10,074,399 − PV of costs 3,882,230 = 6,192,169"
    assert (found.title, found.about, found.value) == ("NPV", "Optimise the current system only", "6,192,169")
    assert [one.path for one in found.inputs] == [
        "benefits",
        "cost_lines",
        "profile.discount_rate",
        "profile.horizon_years",
        "profile.timing",
    ]
    assert found.source.startswith("Finance: real hurdle rate")


# -- inputs, words and values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_every_option_is_explained_with_inputs_that_lead_somewhere(language: Language) -> None:
    told = wording(language)
    for option in told.results.options:
        for key in keys(told, option):
            found = explained(told, option, key)
            texts = (found.title, found.about, found.value, found.meaning, found.formula)
            assert all(texts), (option, key)
            for text in (*texts, *found.rules):
                assert not re.search(r"None|\bNaN\b|\bnan\b|\binf\b|[{}]|Decimal|E\+", text), (option, key, text)
            for one in found.inputs:
                path = Path.parse(one.path)
                assert step_of(path.part, path.record)
                if path.record or path.field:
                    get(told.case, path)


@pytest.mark.parametrize("key", ["pv_costs", "pv_benefits", "tco", "capital"])
def test_the_lines_add_up_to_the_figure(key: str) -> None:
    for option in ("OPT1", "OPT2", "OPT3", "OPT4"):
        found = explained(wording(), option, key)
        lines = [printed(one.value)[0] for one in found.inputs if one.path.startswith(("cost_lines", "benefits"))]
        assert sum(lines) == pytest.approx(printed(found.value)[0], abs=len(lines))


def test_a_bias_inside_the_costs_is_a_line_of_its_own() -> None:
    bias = OptimismBias(source="own", own_uplift=Decimal("0.2"), counted="inside")
    told = worded(short_case().having(optimism_bias=bias))
    for key, amount in (("capital", "200"), ("tco", "240")):
        found = explained(told, "A", key)
        assert [(one.label, one.value) for one in found.inputs if one.path == "optimism_bias.counted"] == [
            ("Optimism bias", amount)
        ]
        assert worked_out(found.formula.split(" = ")[1]) == printed(found.value)[0]


def test_many_lines_are_counted_together_and_still_add_up() -> None:
    lines = [cost(10 + number, identifier=f"C{number}") for number in range(20)]
    found = explained(worded(small(*lines, benefit(1, 0, 1))), "A", "tco")
    shown = [one for one in found.inputs if one.path.startswith("cost_lines")]
    assert shown[-1].label == "8 more lines"
    assert sum(printed(one.value)[0] for one in shown) == sum(range(10, 30))


def test_a_line_that_is_not_counted_is_named_with_its_reason() -> None:
    case = small(cost(100), cost(70, identifier="C2", treatment="sunk"), benefit(50, 0, 1, 1, 1))
    found = explained(worded(case), "A", "pv_costs")
    assert found.value == "100"
    assert any("Sunk" in rule for rule in found.rules)
    assert not any(one.path == "cost_lines[C2]" for one in found.inputs)


@pytest.mark.parametrize(
    ("language", "doubt"),
    [("en", "These rates were not read in the publication itself"), ("zh_TW", "折現率並非直接取自原出版品")],
)
def test_rates_that_nobody_read_in_the_publication_are_doubted_in_both_languages(
    language: Language, doubt: str
) -> None:
    case = small(cost(100), benefit(50, 0, 1, 1, 1), profile={"discount_schedule": "us_a94_1992"})
    rules = explained(Wording(case, analyse(case), language), "A", "npv").rules
    assert any(doubt in rule for rule in rules)


def test_a_published_schedule_is_named_with_edition_date_and_source() -> None:
    case = small(cost(100), benefit(50, 0, 1, 1, 1), horizon=60, profile={"discount_schedule": "green_book"})
    found = explained(worded(case), "A", "npv")
    assert any(re.search(r"Green Book.*edition.*\d{4}", rule) for rule in found.rules)
    assert "Green Book" in found.source
    second = explained(worded(case), "A", "companion")
    assert second.value != found.value
    assert any("50 years" in rule for rule in second.rules)


def test_several_rates_of_return_are_explained_and_not_chosen_from() -> None:
    several = small(cost(1000, 0, 1320), benefit(2300, 0, 1, 0), horizon=2)
    found = explained(worded(several), "A", "irr")
    assert found.value == "several: 10.0% / 20.0%"
    assert "more than once" in found.formula
    none = small(cost(1000, 0, 1500), benefit(2300, 0, 1, 0), horizon=2)
    assert "no rate" in explained(worded(none), "A", "irr").formula


def test_an_option_that_needs_no_money_has_nothing_to_pay_back() -> None:
    found = explained(worded(small(benefit(10, 1, 1, 1, 1))), "A", "payback")
    assert "nothing to pay back" in found.formula
    never = explained(worded(small(cost(100), benefit(10, 0, 1, 1, 1))), "A", "payback")
    assert never.formula == "At the end of the horizon 70 is still missing."


def test_a_sum_that_is_off_by_its_rounding_says_so() -> None:
    text = "Each amount is rounded by itself, so the printed sum may be a unit off."
    off, even = (worded(small(cost(spent), benefit(11, 0, 1), horizon=1)) for spent in ("0.5", "0.4"))
    assert text in explained(off, "A", "npv").rules  # printed as 11 less 1, which would be 10, and is 11
    assert text not in explained(even, "A", "npv").rules


def test_a_modified_rate_that_does_not_exist_says_why() -> None:
    assert explained(worded(small(cost(100))), "A", "mirr").value == "none: the flows never change sign"


def test_money_set_aside_names_its_lines() -> None:
    case = small(cost(1000), cost(50, identifier="C2", type="contingency"), benefit(3000, 0, 1), horizon=1)
    assert explained(worded(case), "A", "pv_contingency").formula == "PV of money set aside for risks = C2 50 = 50"


def test_payback_of_quarters_is_in_years() -> None:
    quarterly = small(cost(100), benefit(40, *[0, *[1] * 12]), rules={"period": "quarter"}, horizon=3)
    found = explained(worded(quarterly), "A", "payback")
    assert found.formula == "Payback = (9 + 10 ÷ 10) ÷ 4 = 2.5 years"


def test_what_cannot_turn_the_answer_alone_is_said_in_words() -> None:
    told = wording()
    assert explained(told, "OPT1", "switching:benefits[B07-OPT1]").value == "none: positive without it too"
    assert explained(told, "OPT3", "switching:capex").value == "none: negative without it too"
    assert explained(told, "OPT1", "switching:benefits").value == "−61.5%"


def test_a_scenario_names_what_differs_in_it() -> None:
    found = explained(wording(), "OPT1", "scenario:SN5")
    assert found.about == "Self-service stalls\nOptimise the current system only"
    changed = {one.path: one.value for one in found.inputs}
    assert changed["scenario_changes[SX1].change"] == "−60.0%"


def test_what_does_not_exist_is_not_explained() -> None:
    assert explain(wording(), "OPT9", "npv") is None
    assert explain(wording(), "OPT1", "happiness") is None
