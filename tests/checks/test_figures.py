"""What the review says of the figures, and where it holds its tongue."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebuilder.analysis import analyse
from casebuilder.checks import review
from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.money import FundingSource
from casebuilder.spec import BiText, FieldSpec, Kind, fields_of, part_of
from tests.checks.faults import EMPTY, Change, alone, both, codes, every, named, put, said, small_option, without

D = Decimal
quarters = put("rules.period", "quarter")
early_paid = put("cost_lines[C101].flows", (D(9_000_000),))


# -- what is true of the sample ----------------------------------------------------------------------------------------


def test_the_sample_prices_some_causes_twice_and_says_which() -> None:
    twice = "“{}” in the optimism bias and the risk “{}” price the same cause twice."
    assert said(sample(), "E13") == [
        "Contingency, optimism bias and expected risk costs all count; say what each of them is for.",
        twice.format("Technology and interfaces", "Integration with the CRM is harder than quoted"),
        twice.format("Contract and supplier", "Supplier price rises at renewal"),
    ]


def test_the_contingency_of_the_sample_has_no_level_and_does_not_cover_its_risks() -> None:
    assert ("G09", "cost_lines[C104].basis") in codes(sample())
    assert said(sample(), "H15") == [
        "The risks are expected to cost 574,000 after the responses, and the contingency is 215,000."
    ]


def test_a_risk_above_the_appetite_names_who_decides() -> None:
    (english,), (chinese,) = (said(sample(), "H13", language) for language in ("en", "zh_TW"))
    assert "General manager" in english
    assert english.endswith("decides on it.")
    assert "總經理" in chinese
    row = next(row for row in sample().risk_appetite if row.category == "compliance")
    (nobody,) = said(put(f"risk_appetite[{row.id}].escalate_to", "")(sample()), "H13")
    assert nobody.endswith("Say who decides on it.")


def test_a_payback_that_does_not_last_is_named_with_the_one_that_does() -> None:
    recommended = put("recommendation.option", "OPT4")
    twice = both(small_option((100, 0, 200, 0, 0, 0), (0, 150, 0, 100, 100, 0)), recommended)
    once = both(small_option((100, 0, 0, 0, 0, 0), (0, 50, 50, 50, 50, 0)), recommended)

    (english,) = said(twice(sample()), "F12")
    assert english.endswith("pays back after 0.7 years, falls short again, and pays back for good after 3.5.")
    assert said(once(sample()), "F12") == []


# -- what silences a check ---------------------------------------------------------------------------------------------

UNNAMED = put("cost_lines[C103].basis", BiText("Our own project office."))  # the line that pays for the responses
renewed = put("cost_lines[C401].flows", tuple(map(D, (2_650_000, 0, 0, 0, 1_000_000))))
short_lived = put("options[OPT4].life_years", 4)
what_is_left = both(*(put(f"cost_lines[{key}].residual_value", D(1)) for key in ("C101", "C201", "C301")))
lossy = put("scenarios[SN3].costs_change", D(1))
SILENCED: list[tuple[str, str, Change, Change]] = [
    ("C14", "options", short_lived, what_is_left),
    (
        "E10",
        "cost_lines[C102].treatment",
        named("cost_lines[C102]", "Sunk study"),
        every("cost_lines", treatment="sunk"),
    ),
    (
        "E11",
        "cost_lines[C105].treatment",
        named("cost_lines[C105]", chinese="伺服器折舊"),
        put("cost_lines[C105].treatment", "financing"),
    ),
    ("E13", "optimism_bias.reason", lambda case: case, put("optimism_bias.source", "")),
    ("E13", "optimism_bias.reason", lambda case: case, put("cost_lines[C104].flows", ())),
    ("E13", "bias_factors[OB2].mitigation", lambda case: case, put("risks[R06].status", "closed")),
    ("E13", "bias_factors[OB2].mitigation", lambda case: case, put("bias_factors[OB2].risks", ())),
    ("F13", "options[OPT4].life_years", short_lived, renewed),
    ("G05", "narrative[S11].text", lossy, put("recommendation.conditions", BiText("Even if everything goes badly."))),
    ("G05", "narrative[S11].text", lossy, put("recommendation.conditions", BiText(zh_TW="最差情況亦已說明。"))),
    ("G09", "cost_lines[C104].basis", lambda case: case, put("cost_lines[C104].basis", BiText("P80 of our projects"))),
    ("G11", "correlation_groups", alone, put("cost_lines[C105].group", "CG3")),
    ("G11", "correlations[CC1]", put("correlations[CC1].first", "B03-OPT1"), put("correlations[CC1].first", "BF01")),
    (
        "H08",
        "risk_actions[RX01].cost",
        UNNAMED,
        put("cost_lines[C105].basis", BiText("With the quotation of RX01.")),
    ),
    (
        "H08",
        "risk_actions[RX01].cost",
        both(UNNAMED, put("cost_lines[C105].basis", BiText("R011, RX010"))),
        put("cost_lines[C105].basis", BiText(zh_TW="依R01之回應措施估計")),
    ),
    ("H08", "risk_actions[RX01].cost", UNNAMED, put("recommendation.option", "OPT2")),
    ("H15", "cost_lines", lambda case: case, put("cost_lines[C104].flows", (D(574_000),))),
]


@pytest.mark.parametrize(
    ("code", "path", "fault", "answer"), SILENCED, ids=[f"{code} {path}" for code, path, _, _ in SILENCED]
)
def test_an_answer_silences_the_check(code: str, path: str, fault: Change, answer: Change) -> None:
    assert (code, path) in codes(fault(sample()))
    assert (code, path) not in codes(answer(fault(sample())))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Interest", "E11"),
        ("Loan interest", "E11"),
        ("Interest on the loan", "E11"),
        ("Internal recharge", "E11"),
        ("Amortisation of licences", "E11"),
        ("攤銷費用", "E11"),
        ("內部分攤", "E11"),
        ("Survey of customer interest groups", ""),
        ("Interesting offers", ""),
        ("Recharging station", ""),
        ("Study already paid for", "E10"),
        ("已投入之前期研究", "E10"),
        ("Unpaid leave", ""),
    ],
)
def test_what_is_no_cash_flow_is_known_by_its_name(name: str, code: str) -> None:
    spoken = {one for one, path in codes(named("cost_lines[C102]", name)(sample())) if path.endswith("treatment")}
    assert spoken == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("The discounted ROI is 160%.", False),
        ("The ROI is 160%, in present value.", False),
        ("Costs are discounted. The ROI is 160%.", True),
        ("The return on investment is high.", True),
        ("The heroine has it inside.", False),
    ],
)
def test_a_return_on_investment_says_in_its_sentence_whether_it_is_discounted(text: str, spoken: bool) -> None:
    assert (("F16", "recommendation.ask") in codes(put("recommendation.ask", BiText(text))(sample()))) is spoken


def test_three_figures_are_not_too_exact() -> None:
    rounded = put("recommendation.ask", BiText("Worth TWD 6.19 million, or 6,190,000."))
    assert ("F15", "recommendation.ask") not in codes(rounded(sample()))


# -- money by period ---------------------------------------------------------------------------------------------------


def test_more_money_than_is_needed_may_be_unsure() -> None:
    asked = FundingSource(id="FS9", name=BiText("Grant"), amounts=(D(1),), status="asked", authority=BiText("Ministry"))
    generous = sample().having(funding_sources=(*sample().funding_sources, asked))
    assert "E08" not in {code for code, _ in codes(generous)}
    assert said(early_paid(generous), "E08") == ["The costs need “Grant”, which is not confirmed."]


def test_a_gap_is_named_by_its_period() -> None:
    assert said(early_paid(sample()), "E07") == ["The funding of 2026 is 7,550,000 short of the costs."]
    by_quarter = both(quarters, early_paid, put("cost_lines[C101].flows", (D(0), D(9_000_000))))(sample())
    assert "The funding of 2026 Q2 is 9,000,000 short of the costs." in said(by_quarter, "E07")
    assert any("2026 年第 2 季" in text for text in said(by_quarter, "E07", "zh_TW"))


def test_quarters_are_looked_at_to_the_end_of_the_last_year() -> None:
    late = put("cost_lines[C101].flows", (*[D(0)] * 20, D(5)))
    assert ("E16", "cost_lines[C101].flows") not in codes(both(quarters, late)(sample()))
    later = put("cost_lines[C101].flows", (*[D(0)] * 21, D(5)))
    assert ("E16", "cost_lines[C101].flows") in codes(both(quarters, later)(sample()))
    first_year_only = every("cost_lines", flows=tuple(map(D, (1, 1, 1, 1))))
    assert ("E02", "cost_lines") in codes(both(quarters, first_year_only)(sample()))


def test_a_line_that_is_not_counted_needs_no_stated_amounts() -> None:
    excluded = both(put("benefits[B03-OPT1].treatment", "transfer"), put("benefits[B03-OPT1].annual_full_value", D(9)))
    assert ("E06", "benefits[B03-OPT1].stated_flows") not in codes(excluded(sample()))


# -- sentences ---------------------------------------------------------------------------------------------------------


def test_disagreeing_measures_are_told_by_name() -> None:
    texts = said(small_option((100,), (0, 1000))(sample()), "F09")
    assert texts == [
        f"“Optimise and add the cloud digital layer (technology C)” has the higher {measure}, “Optimise the current "
        "system only” the higher net present value: say which decides."
        for measure in ("benefit-cost ratio", "internal rate of return")
    ]


def test_a_long_horizon_shows_both_net_present_values() -> None:
    case = both(put("profile.horizon_years", 60), put("profile.discount_schedule", "green_book"))(sample())
    results = analyse(case)
    assert results.companion is not None
    assert results.headline is not None
    reduced, npv = (round(value) for value in (results.companion.npv["OPT1"], results.headline.appraisal.npv))
    (text,) = said(case, "F07")
    assert text.endswith(f"at the reduced rates the net present value is {reduced:,} instead of {npv:,}.")
    assert reduced > npv


def test_every_way_of_mixing_has_its_own_sentence() -> None:
    stated = both(put("cost_lines[C105].price_index", "stated"), put("rules.general_inflation", None))
    nominal = put("profile.price_basis", "nominal")
    without_inflation = both(nominal, put("rules.rate_basis", "nominal"), put("rules.general_inflation", None))
    texts = [said(change(sample()), "F03") for change in (put("rules.rate_basis", "nominal"), nominal, stated)]
    texts.append(said(without_inflation(sample()), "F03"))
    assert [len(sentences) for sentences in texts] == [1, 1, 1, 1]
    assert len({sentences[0] for sentences in texts}) == 4


# -- nothing that can be typed stops the review ------------------------------------------------------------------------

PARTS = (
    "profile", "rules", "optimism_bias", "bias_factors", "options", "cost_lines", "benefits", "benefit_drivers",
    "funding_sources", "scenarios", "correlation_groups", "risks", "risk_actions", "risk_appetite",
)  # fmt: skip


def _values(spec: FieldSpec) -> list[object]:
    """The ends of what a field takes, and nothing."""
    if spec.kind is Kind.CHOICE:
        return ["", *(choice.key for choice in spec.choices)]
    if spec.kind in {Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.RATE}:
        ends = [end for end in (spec.minimum, spec.maximum, D(1)) if end is not None]
        return [None, *(int(end) if spec.kind is Kind.INTEGER else end for end in ends)]
    if spec.is_bilingual:
        return [EMPTY, BiText("Interest"), BiText(zh_TW="折舊")]
    if spec.kind is Kind.SERIES:
        return [(), (D(0),), (D(5), D(0), D(7)), (D(1),) * 40]
    return []


FIELDS = [(part, spec) for part in PARTS for spec in fields_of(part_of(Case, part).record) if _values(spec)]


@given(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=8), st.data())
def test_no_value_of_a_field_stops_the_review(fields: list[tuple[str, FieldSpec]], data: st.DataObject) -> None:
    case = sample()
    for part, spec in fields:
        value = data.draw(st.sampled_from(_values(spec)), label=f"{part}.{spec.name}")
        if part_of(Case, part).is_collection:
            case = every(part, **{spec.name: value})(case)
        else:
            case = case.having(**{part: dataclasses.replace(getattr(case, part), **{spec.name: value})})
    for finding in review(case, analyse(case)):
        assert "NaN" not in finding.message.text("en")
        assert finding.message.text("zh_TW")


def test_an_unfinished_case_is_not_reproached_for_its_uncertainty() -> None:
    begun = without("cost_lines")(without("benefits")(sample()))
    assert not {code for code, _ in codes(begun) if code.startswith("G")} - {"G07"}
