"""Do the measures say what they seem to say: returns, payback, lives, values at the end, and how they are quoted?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from casebuilder.analysis import OptionResult, frame_of
from casebuilder.analysis.options import last_rate
from casebuilder.checks.findings import Finding, Review, finding, named
from casebuilder.finance.comparison import Disagreement, Measure
from casebuilder.finance.measures import recoveries
from casebuilder.i18n import N_, message
from casebuilder.model.options import Option
from casebuilder.spec import BiText
from casebuilder.values import grouped
from casebuilder.values.amounts import rounded

HALF: Final = Decimal("0.5")
OTHER_MEASURES: Final[dict[Measure, str]] = {
    "bcr": N_("benefit-cost ratio"),
    "irr": N_("internal rate of return"),
}
IRREGULAR: Final = {
    "multiple": N_("“{name}” has several internal rates of return; do not rank by it."),
    "none": N_("The flows of “{name}” change their sign and have no internal rate of return; do not rank by it."),
}
EXACT_FIGURES: Final = 3
ROI: Final = re.compile(r"\bROI\b|return on investment|投資報酬率", re.IGNORECASE)
SENTENCE_END: Final = re.compile(r"[.!?]\s|[。！？\n]")
DISCOUNTED: Final = re.compile(r"discounted|present value|折現|現值", re.IGNORECASE)


def _in_money(review: Review) -> list[OptionResult]:
    return [result for result in review.results.options.values() if result.has_money]


def irregular_return(review: Review) -> Iterator[Finding]:
    """F08: an internal rate of return that is not one number."""
    for result in _in_money(review):
        text = IRREGULAR.get(result.appraisal.irr.status)
        if text:
            yield finding("F08", f"options[{result.option.id}]", text, name=named(result.option))


def rankings(review: Review) -> Iterator[Finding]:
    """F09: by every measure the options come in the order of their net present values."""
    compared = review.results.comparison
    if compared is None:
        return
    preferred = review.results.preferred
    pairs = sorted(compared.rankings.disagreements, key=lambda pair: preferred not in (pair.first, pair.second))
    for measure, label in OTHER_MEASURES.items():
        swapped = next((found for pair in pairs if (found := _swapped(pair, measure))), None)
        if swapped:
            better, worse = (review.results.options[key].option for key in swapped)
            text = N_("“{worse}” has the higher {measure}, “{better}” the higher net present value: say which decides.")
            names = {"better": named(better), "worse": named(worse)}
            yield finding("F09", f"options[{worse.id}]", text, measure=message(label), **names)


def _swapped(pair: Disagreement, measure: Measure) -> tuple[str, str] | None:
    """The option with the higher net present value and the other, where `measure` has them the other way round."""
    if "npv" in pair.prefer_first and measure in pair.prefer_second:
        return pair.first, pair.second
    if "npv" in pair.prefer_second and measure in pair.prefer_first:
        return pair.second, pair.first
    return None


def lives(review: Review) -> Iterator[Finding]:
    """C14: net present values compare where options last equally long, or what is left of the longer ones counts."""
    years = review.results.horizon
    shown = _in_money(review)
    named_lives = {result.option.id: result.option.life_years or years for result in shown}
    if len(set(named_lives.values())) < 2:
        return
    longer = [one for one in shown if named_lives[one.option.id] > min(named_lives.values())]
    if not all(any(one.residual_values) or one.terminal_value for one in longer):
        listed = ", ".join(f"{key}: {life}" for key, life in named_lives.items())
        text = N_("Lives differ ({lives} years): compare annual values, or count what is left of the longer ones.")
        yield finding("C14", "options", text, lives=listed)


def payback(review: Review) -> Iterator[Finding]:
    """F12: the recommended option pays back once, and while it lasts."""
    headline = review.results.headline
    if headline is None or not headline.has_money:
        return
    option, appraised = headline.option, headline.appraisal
    path = f"options[{option.id}].life_years"
    if appraised.payback_years is None:
        if appraised.cumulative_flows[-1] < 0 and option.role != "bau":
            yield finding("F12", path, N_("“{name}” does not pay back within the horizon."), name=named(option))
        return
    times = [time / review.results.discounting.per_year for time in recoveries(appraised.net_flows)]
    if len(times) > 1:
        text = N_("“{name}” pays back after {first} years, falls short again, and pays back for good after {last}.")
        first, last = (f"{time:.1f}" for time in (times[0], times[-1]))
        yield finding("F12", f"options[{option.id}]", text, name=named(option), first=first, last=last)
    if option.life_years is not None and appraised.payback_years > option.life_years:
        text = N_("“{name}” pays back after {years} years and lasts for {life}.")
        years = f"{appraised.payback_years:.1f}"
        yield finding("F12", path, text, name=named(option), years=years, life=option.life_years)


def renewal(review: Review) -> Iterator[Finding]:
    """F13: what wears out within the horizon is renewed."""
    size = review.results.discounting.per_year
    capital = {line.id for line in review.case.cost_lines if line.category == "capex"}
    for result in _in_money(review):
        life = result.option.life_years
        bought = [flows for key, flows in result.cost_lines.items() if key in capital]
        if life is None or life >= review.results.horizon or not bought:
            continue
        # A renewal is paid in the last year of the life or after it, and never together with the first purchase.
        again = max(life - 1, 1) * size
        if not any(any(flows[again:]) for flows in bought):
            text = N_("“{name}” lasts for {life} of {years} years, and nothing is spent on its renewal.")
            path = f"options[{result.option.id}].life_years"
            yield finding("F13", path, text, name=named(result.option), life=life, years=review.results.horizon)


def residual_values(review: Review) -> Iterator[Finding]:
    """F14: what is left at the end has a basis."""
    for line in review.case.cost_lines:
        if line.residual_value and not line.basis:
            text = N_("“{name}” has a value left at the end and no basis for it.")
            yield finding("F14", f"cost_lines[{line.id}].basis", text, name=named(line))


def terminal_values(review: Review) -> Iterator[Finding]:
    """F14: a value after the horizon can be counted, and does not carry the case."""
    for result in _in_money(review):
        option, share = result.option, result.terminal_share
        path = f"options[{option.id}].terminal_{'multiple' if option.terminal_method == 'multiple' else 'growth'}"
        text = _no_terminal_value(option, review)
        if text:
            yield finding("F14", path, text, name=named(option))
        elif share is not None and share > HALF:
            text = N_("“{name}”: {share}% of the net present value lie after the horizon. What do they rest on?")
            yield finding("F14", path, text, name=named(option), share=f"{share * 100:.0f}")


def _no_terminal_value(option: Option, review: Review) -> str:
    """Why a value after the horizon that is asked for is not counted; "" where it is, or none is asked for."""
    wanted = {"growth": option.terminal_growth, "multiple": option.terminal_multiple}
    if option.terminal_method not in wanted:
        return ""
    value = wanted[option.terminal_method]
    if value is None:
        return N_("“{name}” has a method for the value after the horizon, but no number for it.")
    if option.terminal_method == "growth" and value >= last_rate(frame_of(review.case)):
        return N_("“{name}”: growth after the horizon is not below the discount rate, so no value is counted for it.")
    return ""


# -- how figures are quoted --------------------------------------------------------------------------------------------


def _prose(review: Review) -> Iterator[tuple[str, BiText]]:
    """The texts that quote figures, with their paths."""
    yield "recommendation.ask", review.case.recommendation.ask
    yield "recommendation.text", review.case.recommendation.text
    for record in review.case.narrative:
        yield f"narrative[{record.id}].text", record.text


def precision(review: Review) -> Iterator[Finding]:
    """F15: the text quotes the net present value with as many figures as an estimate has."""
    headline = review.results.headline
    npv = rounded(abs(headline.appraisal.npv), 0) if headline else Decimal(0)
    if npv == round(npv, EXACT_FIGURES - 1 - npv.adjusted()):
        return
    for path, text in _prose(review):
        exact = next((figure for figure in (grouped(npv), str(npv)) if figure in text.en or figure in text.zh_TW), None)
        if exact:
            words = N_("The text gives the net present value as {figure}; an estimate has three figures.")
            yield finding("F15", path, words, figure=exact)


def quoted_return(review: Review) -> Iterator[Finding]:
    """F16: a return on investment says whether it is discounted."""
    for path, text in _prose(review):
        sentences = [part for side in (text.en, text.zh_TW) if ROI.search(side) for part in SENTENCE_END.split(side)]
        if any(ROI.search(part) and not DISCOUNTED.search(part) for part in sentences):
            yield finding("F16", path, N_("A return on investment is quoted; say whether it is discounted or not."))
