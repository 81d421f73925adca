"""What the appraisal says in sentences: the best option, returns that are no single one, rankings, lives, funding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casebuilder.analysis import OptionResult
from casebuilder.finance.comparison import Disagreement, Measure
from casebuilder.i18n import N_
from casebuilder.report.wording import Wording

MEASURES: Final[dict[Measure, str]] = {"npv": N_("NPV"), "bcr": N_("BCR"), "irr": N_("IRR")}
PAIRS_SHOWN: Final = 3


def with_money(wording: Wording) -> list[OptionResult]:
    """The options that have costs or benefits, the recommended one first and then by net present value."""
    shown = [result for result in wording.results.options.values() if result.has_money]
    headline = wording.results.headline
    return sorted(shown, key=lambda result: (result is not headline, -result.appraisal.npv))


def best_option(wording: Wording) -> str:
    """Which option is worth the most, and whether it is the recommended one; "" without costs and benefits."""
    shown, headline = with_money(wording), wording.results.headline
    if not shown:
        return ""
    best = max(shown, key=lambda result: result.appraisal.npv)
    name, npv = wording.name(best.option), wording.money(best.appraisal.npv)
    if best.appraisal.npv <= 0:
        return wording.say(N_("No option is worth its costs; {option} loses least, {amount}."), option=name, amount=npv)
    if headline is None or not headline.has_money:
        return wording.say(N_("{option} is worth the most: {amount}."), option=name, amount=npv)
    if best is headline:
        return wording.say(N_("The recommended option is worth the most: {option}, {amount}."), option=name, amount=npv)
    more = wording.money(best.appraisal.npv - headline.appraisal.npv)
    text = N_("{option} is worth {amount} more than the recommended option; the recommendation has to say why it lost.")
    return wording.say(text, option=name, amount=more)


def has_no_single_rate(result: OptionResult) -> bool:
    """True where the flows change sign and there is still no one internal rate of return."""
    return result.has_money and result.appraisal.irr.status in ("multiple", "none")


def rate_notes(wording: Wording) -> Iterator[str]:
    """Why an option has no single internal rate of return, and what to read in its place."""
    for result in filter(has_no_single_rate, wording.results.options.values()):
        name, found = wording.name(result.option), result.appraisal.irr
        mirr = wording.percent(result.appraisal.mirr)
        if found.status == "none":
            text = N_("{option} has no IRR: no rate brings its NPV to nought. Read the MIRR, {mirr}, and the profile.")
            yield wording.say(text, option=name, mirr=mirr)
        else:
            text = N_("{option} has several IRRs, as its flows change sign more than once. Read the MIRR, {mirr}.")
            yield wording.say(text, option=name, mirr=mirr)


def ranking_notes(wording: Wording) -> Iterator[str]:
    """Pairs of options that NPV, BCR and IRR put in different orders."""
    compared = wording.results.comparison
    for pair in compared.rankings.disagreements[:PAIRS_SHOWN] if compared else ():
        yield _disagreement(wording, pair)


def _disagreement(wording: Wording, pair: Disagreement) -> str:
    text = N_("{first} is better by {these}, {second} by {those}. Where only one can be had, the NPV decides.")
    return wording.say(
        text,
        first=wording.option(pair.first),
        these=_measures(wording, pair.prefer_first),
        second=wording.option(pair.second),
        those=_measures(wording, pair.prefer_second),
    )


def _measures(wording: Wording, keys: tuple[Measure, ...]) -> str:
    return wording.listed(wording.say(MEASURES[key]) for key in keys)


def lives_note(wording: Wording) -> str:
    """How options that last for different times are compared; "" where all last equally long."""
    compared = wording.results.comparison
    lives = compared.lives if compared else {}
    if not lives:
        return ""
    best = max(lives, key=lambda key: lives[key].annual)
    text = N_("Options last for different times. By annual value, {option} is the best: {amount} a year.")
    return wording.say(text, option=wording.option(best), amount=wording.money(lives[best].annual))


def funding_note(wording: Wording) -> str:
    """Whether the money is there when it is needed; "" where the case names no funding."""
    covering, headline = wording.results.affordability, wording.results.headline
    if covering is None or headline is None:
        return ""
    first = covering.confirmed.first_gap
    if first is None:
        return wording.say(N_("Confirmed funding covers all costs of the recommended option."))
    year = wording.year(first // wording.results.discounting.per_year)
    left = covering.with_expected.total_gap
    gap = wording.money(covering.confirmed.total_gap)
    if left:
        text = N_(
            "{gap} of the costs has no confirmed funding, first in {year}; for {left} nothing is expected either."
        )
        return wording.say(text, gap=gap, year=year, left=wording.money(left))
    text = N_("{gap} of the costs has no confirmed funding, first in {year}; it is expected or asked for.")
    return wording.say(text, gap=gap, year=year)
