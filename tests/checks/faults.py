"""The sample with one fault, and where the review should find it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Final

from casebuilder.analysis import analyse
from casebuilder.checks import Finding, review
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.spec import BiText

Change = Callable[[Case], Case]
EMPTY: Final = BiText()


def found(case: Case) -> tuple[Finding, ...]:
    return review(case, analyse(case))


def codes(case: Case) -> set[tuple[str, str]]:
    return {(finding.code, finding.path) for finding in found(case)}


def said(case: Case, code: str, language: str = "en") -> list[str]:
    return [finding.message.text(language) for finding in found(case) if finding.code == code]  # type: ignore[arg-type]


def put(path: str, value: object) -> Change:
    return lambda case: edits.set_value(case, Path.parse(path), value).case


def both(*changes: Change) -> Change:
    return lambda case: reduce(lambda changed, change: change(changed), changes, case)


def without(part: str, *identifiers: str) -> Change:
    """Without these records, or without any."""

    def change(case: Case) -> Case:
        records = case.records(part)
        return case.having(
            **{part: tuple(record for record in records if identifiers and record.id not in identifiers)}
        )

    return change


def every(part: str, **values: object) -> Change:
    """Every record of a part with these values."""
    return lambda case: case.having(
        **{part: tuple(dataclasses.replace(record, **values) for record in case.records(part))}
    )


def untested(need: str) -> Change:
    def change(case: Case) -> Case:
        tests = (
            dataclasses.replace(test, needs=tuple(item for item in test.needs if item != need))
            for test in case.test_cases
        )
        return case.having(test_cases=tuple(tests))

    return change


def small_option(costs: tuple[int, ...], benefits: tuple[int, ...]) -> Change:
    """Option 4 with one cost line and one benefit of these amounts by year."""

    def change(case: Case) -> Case:
        costs_of_others = (line for line in case.cost_lines if line.option != "OPT4")
        benefits_of_others = (line for line in case.benefits if line.option != "OPT4")
        cost = next(line for line in case.cost_lines if line.option == "OPT4")
        gain = next(line for line in case.benefits if line.option == "OPT4")
        one = dataclasses.replace(cost, flows=tuple(map(Decimal, costs)))
        other = dataclasses.replace(
            gain,
            annual_full_value=Decimal(100),
            confidence=Decimal(1),
            stated_flows=(),
            ramp=tuple(Decimal(amount) / 100 for amount in benefits),
        )
        return case.having(
            cost_lines=(*costs_of_others, one), benefits=(*benefits_of_others, other), benefit_drivers=()
        )

    return change


no_ranges: Final = both(
    every("cost_lines", low=None, high=None, accuracy=None),
    every("benefits", low=None, high=None),
    without("benefit_drivers"),
    every("options", delay_high=None),
)
alike: Final = both(
    no_ranges, put("cost_lines[C104].flows", ()), every("cost_lines", low=Decimal("0.9"), high=Decimal("1.1"))
)
alone: Final = both(
    *(every(part, group="") for part in ("cost_lines", "benefits", "benefit_drivers")), without("correlations")
)
never_late: Final = both(every("options", delay_high=None), every("scenarios", delay_months=None))
doubted: Final = both(
    *(put(f"benefits[{key}-OPT1].confidence", Decimal("0.45")) for key in ("B01", "B02", "B03")),
)
unfounded_delay: Final = both(put("options[OPT1].delay_high", Decimal(60)), put("options[OPT1].delay_basis", EMPTY))
ineffective: Final = both(
    put("risks[R01].residual_likelihood", 4),
    put("risks[R01].residual_impact", 4),
    put("risks[R01].residual_cost", None),
    put("risks[R01].residual_probability", None),
    put("risks[R01].probability", None),
    put("risk_actions[RX01].cost", Decimal(1000)),
)
nominal: Final = put("profile.price_basis", "nominal")
no_inflation: Final = put("rules.general_inflation", None)


def named(path: str, english: str = "", chinese: str = "") -> Change:
    return put(f"{path}.name", BiText(english, chinese))


def own_bias(rate: str) -> Change:
    return both(put("optimism_bias.source", "own"), put("optimism_bias.own_uplift", Decimal(rate)))


FAULTS: Final[list[tuple[str, str, Change]]] = [
    ("A06", "profile.sponsor", put("profile.sponsor", EMPTY)),
    ("A02", "narrative[S03].text", without("narrative", "S03")),
    ("A08", "approvals", without("approvals")),
    ("A12", "risks[R01].owner", put("risks[R01].owner", "SH99")),
    ("B01", "problems", without("problems")),
    ("B02", "problems[P1].cause", put("problems[P1].cause", EMPTY)),
    ("B07", "objectives", without("objectives")),
    ("B08", "objectives[OBJ1].metric", put("objectives[OBJ1].metric", EMPTY)),
    ("B14", "constraints", without("constraints")),
    ("C01", "options", without("options", "OPT0")),
    ("C03", "options", without("options", "OPT2", "OPT3", "OPT4")),
    ("C07", "success_factors", without("success_factors")),
    ("C08", "criteria", put("criteria[CR1].weight", Decimal("0.5"))),
    ("C09", "scores", without("scores", "TC-CR1")),
    ("C14", "options", put("options[OPT4].life_years", 3)),
    ("D01", "benefits", without("benefits")),
    ("D02", "benefits[B03-OPT1].owner", put("benefits[B03-OPT1].owner", "")),
    ("E01", "cost_lines", without("cost_lines")),
    ("E06", "benefits[B03-OPT1].stated_flows", put("benefits[B03-OPT1].annual_full_value", Decimal(2_000_000))),
    ("E06", "benefits[B02-OPT1].annual_full_value", put("benefit_drivers[BF06].likely", Decimal(30))),
    ("E07", "funding_sources", put("cost_lines[C101].flows", (Decimal(9_000_000),))),
    ("E08", "funding_sources[FS1].status", put("funding_sources[FS1].status", "asked")),
    ("E08", "funding_sources[FS2].authority", put("funding_sources[FS2].authority", EMPTY)),
    ("E09", "cost_lines[C102].category", put("cost_lines[C102].category", "")),
    ("E10", "cost_lines[C102].treatment", named("cost_lines[C102]", "Study, already paid")),
    ("E11", "cost_lines[C105].treatment", named("cost_lines[C105]", "Depreciation of the servers")),
    ("E11", "benefits[B07-OPT1].treatment", named("benefits[B07-OPT1]", chinese="利息減少")),
    (
        "E14",
        "optimism_bias.source",
        both(put("profile.stage", "outline"), put("optimism_bias.source", "")),
    ),
    ("E15", "optimism_bias.source", own_bias("4")),
    ("E15", "optimism_bias.project_type", own_bias("0.05")),
    ("F01", "profile.discount_rate", put("profile.discount_rate", None)),
    ("F01", "profile.horizon_years", put("profile.horizon_years", None)),
    ("E16", "cost_lines[C105].flows", put("profile.horizon_years", 1)),
    ("E16", "risks[R03].first_year", put("risks[R03].first_year", 9)),
    (
        "G07",
        "benefits[B01-OPT1].low",
        both(put("benefits[B01-OPT1].annual_full_value", Decimal(0)), put("benefits[B01-OPT1].low", Decimal(0))),
    ),
    ("F03", "rules.rate_basis", put("rules.rate_basis", "nominal")),
    ("F03", "profile.price_basis", nominal),
    ("F03", "rules.general_inflation", both(no_inflation, put("cost_lines[C105].price_index", "stated"))),
    ("F03", "rules.general_inflation", both(nominal, no_inflation, put("rules.rate_basis", "nominal"))),
    ("F04", "profile.price_year", put("profile.price_year", None)),
    ("F05", "profile.discount_rate", put("profile.discount_rate", Decimal("0.3"))),
    ("F06", "profile.discount_source", put("profile.discount_source", EMPTY)),
    ("F06", "profile.discount_schedule", put("profile.discount_schedule", "us_a94_1992")),
    ("F07", "profile.horizon_years", put("profile.horizon_years", 51)),
    (
        "F07",
        "profile.horizon_years",
        both(put("profile.horizon_years", 51), put("profile.discount_schedule", "green_book")),
    ),
    ("F08", "options[OPT4]", small_option((100, 0, 132), (0, 230, 0))),
    ("F08", "options[OPT4]", small_option((0, 3000, 0), (1000, 0, 2500))),
    ("F09", "options[OPT4]", small_option((100,), (0, 1000))),
    ("F10", "recommendation.option", both(put("recommendation.option", "OPT3"), without("unmonetised"))),
    ("F12", "options[OPT1].life_years", put("options[OPT1].life_years", 1)),
    ("F12", "options[OPT2].life_years", put("recommendation.option", "OPT2")),
    ("F13", "options[OPT4].life_years", put("options[OPT4].life_years", 4)),
    (
        "F14",
        "cost_lines[C101].basis",
        both(put("cost_lines[C101].residual_value", Decimal(9)), put("cost_lines[C101].basis", EMPTY)),
    ),
    (
        "F14",
        "options[OPT1].terminal_growth",
        both(put("options[OPT1].terminal_method", "growth"), put("options[OPT1].terminal_growth", Decimal("0.08"))),
    ),
    ("F14", "options[OPT1].terminal_multiple", put("options[OPT1].terminal_method", "multiple")),
    (
        "F14",
        "options[OPT1].terminal_multiple",
        both(put("options[OPT1].terminal_method", "multiple"), put("options[OPT1].terminal_multiple", Decimal(5))),
    ),
    ("F15", "recommendation.ask", put("recommendation.ask", BiText("Approve what is worth TWD 6,192,169."))),
    ("F16", "recommendation.ask", put("recommendation.ask", BiText("Approve it. The ROI is 160%."))),
    ("F16", "recommendation.ask", put("recommendation.ask", BiText(zh_TW="請核准。投資報酬率為 160%。"))),
    ("G01", "scenarios", both(no_ranges, without("scenarios"))),
    ("G02", "cost_lines", every("cost_lines", flows=(Decimal(0),))),
    ("G02", "benefits", both(without("benefit_drivers"), every("benefits", annual_full_value=Decimal(0)))),
    ("G03", "cost_lines[C101]", alike),
    ("G03", "cost_lines[C103].range_basis", put("cost_lines[C103].range_basis", EMPTY)),
    ("G04", "benefit_drivers[BF02].range_basis", put("benefit_drivers[BF02].range_basis", EMPTY)),
    ("G04", "benefits[B03-OPT1].confidence", doubted),
    ("G04", "options[OPT1].delay_basis", unfounded_delay),
    ("G05", "narrative[S11].text", put("scenarios[SN3].costs_change", Decimal(1))),
    ("G06", "scenarios", without("scenarios", "SN2", "SN3", "SN4", "SN5")),
    ("G07", "cost_lines[C101].low", put("cost_lines[C101].low", Decimal("1.01"))),
    ("G07", "benefits[B01-OPT1].low", put("benefits[B01-OPT1].high", Decimal(1))),
    ("G07", "benefit_drivers[BF02].low", put("benefit_drivers[BF02].low", Decimal("0.055"))),
    ("G07", "options[OPT1].delay_low", put("options[OPT1].delay_low", Decimal(1))),
    ("G07", "risks[R01].cost_low", put("risks[R01].cost_low", Decimal(10) ** 9)),
    ("G07", "risks[R01].residual_cost_low", put("risks[R01].residual_cost_high", Decimal(1))),
    (
        "G07",
        "risks[R01].line_share_low",
        both(put("risks[R01].line_share", Decimal("0.1")), put("risks[R01].line_share_high", Decimal("0.05"))),
    ),
    (
        "G07",
        "cost_lines[C101].low",
        both(put("cost_lines[C101].low", Decimal(0)), put("cost_lines[C101].distribution", "lognormal")),
    ),
    ("G10", "options[OPT1].delay_high", never_late),
    ("G11", "correlation_groups", alone),
    ("G11", "benefits[B07-OPT1].group", put("benefits[B08-OPT1].family", "B07")),
    ("G11", "benefits[B02-OPT1].group", put("benefits[B02-OPT1].group", "CG3")),
    ("G11", "correlations[CC1]", put("correlations[CC1].first", "B03-OPT1")),
    ("H01", "risks", without("risks")),
    ("H02", "risks[R01].owner", put("risks[R01].owner", "")),
    (
        "H06",
        "risks[R01].residual_likelihood",
        both(put("risks[R01].residual_impact", 5), put("risks[R01].residual_likelihood", 5)),
    ),
    ("H07", "risks[R01].residual_likelihood", ineffective),
    ("H08", "risk_actions[RX01].cost", put("cost_lines[C103].basis", BiText("Our own project office."))),
    ("H09", "risks[R01].likelihood", put("risks[R01].probability", Decimal("0.1"))),
    ("H09", "risk_bands", put("risk_bands[low].highest", 9)),
    ("H09", "risk_bands", without("risk_bands", "medium")),
    ("H12", "risks[R02].proximity", put("risks[R02].proximity", "")),
    ("H12", "risks[R09].last_year", put("profile.issued", datetime.date(2028, 1, 1))),
    ("H14", "risks[R01].options", put("risks[R01].options", ())),
    ("H16", "risks[R01].status", put("risks[R01].status", "occurred")),
    ("I01", "milestones", without("milestones")),
    ("I09", "needs[N9]", untested("N9")),
    ("J01", "recommendation.option", put("recommendation.option", "")),
    ("J05", "recommendation.if_rejected", put("recommendation.if_rejected", EMPTY)),
]
