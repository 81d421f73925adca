"""The headline figures of a case as the window shows them: on the cards of the overview and in the bar at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from casebuilder.i18n import N_
from casebuilder.model.naming import record_name
from casebuilder.values import grouped, plain_number
from casebuilder.values.amounts import amount_words, currency_unit, rounded
from casebuilder.values.chances import chance_words
from gui.context import Context
from gui.i18n import language, tr
from gui.navigation import STEP

if TYPE_CHECKING:
    from casebuilder.analysis import Results
    from casebuilder.checks import Finding, Readiness
    from casebuilder.model.case import Case
    from casebuilder.report.blocks import Tone

NOTHING: Final = "–"
APPRAISAL: Final = f"{STEP}appraisal"
SIMULATION: Final = f"{STEP}uncertainty/_simulation"
DOCUMENT: Final = f"{STEP}preview"
COSTS: Final = "cost_lines"
CHOICE: Final = "recommendation.option"
AVAILABLE: Final = "profile.available_investment"


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure: its label, value and note; `target` is the path, or the step, that it comes from."""

    label: str
    value: str
    note: str = ""
    tone: Tone = "neutral"
    target: str = ""

    @property
    def spoken(self) -> str:
        """The figure as a screen reader says it."""
        return ": ".join(filter(None, (self.label, ", ".join(filter(None, (self.value, self.note))))))

    @property
    def tip(self) -> str:
        """What a click does."""
        return tr(N_("Go to where this comes from")) if self.target else ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case with everything that is worked out from it."""

    case: Case
    results: Results
    findings: Sequence[Finding]
    readiness: Readiness

    def money(self, amount: Decimal) -> str:
        """An amount in words, in the language of the screen."""
        return amount_words(amount, self.case.profile.currency, language())


def snapshot(context: Context) -> Snapshot | None:
    """The newest snapshot with its figures; None before the first calculation."""
    derived = context.derived
    if derived.case is None or derived.results is None or derived.readiness is None:
        return None
    return Snapshot(derived.case, derived.results, derived.findings, derived.readiness)


def years(value: Decimal) -> str:
    """A time with one decimal place."""
    return tr(N_("{years} years"), years=grouped(rounded(value, 1), 1))


def _unknown(label: str) -> Headline:
    """A figure that has to wait for the recommended option."""
    return Headline(label, NOTHING, tr(N_("choose the recommended option")), "warning", CHOICE)


def _no_money(label: str) -> Headline:
    """A figure that has to wait for costs and benefits."""
    return Headline(label, NOTHING, tr(N_("costs and benefits are missing")), "warning", COSTS)


def npv(shown: Snapshot) -> Headline:
    """The net present value of the recommended option, and by which rules."""
    label, headline = tr(N_("Net present value")), shown.results.headline
    if headline is None:
        return _unknown(label)
    if not headline.has_money:
        return _no_money(label)
    value = headline.appraisal.npv
    tone: Tone = "bad" if value < 0 else "good" if value > 0 else "neutral"
    return Headline(label, shown.money(value), _rules(shown), tone, APPRAISAL)


def _rules(shown: Snapshot) -> str:
    rates = shown.results.discounting.rates
    if not rates:
        return ""
    rate = f"{plain_number(round(rates[0] * 100, 4))}%"
    return tr(N_("{years} years at {rate}"), years=shown.results.horizon, rate=rate)


def change(shown: Snapshot, saved: Decimal | None) -> Headline:
    """The net present value in few words, with its change since the case was saved."""
    headline, whole = shown.results.headline, npv(shown)
    moved = "" if headline is None or saved is None else _moved(shown, headline.appraisal.npv - saved)
    return Headline(tr(N_("NPV")), whole.value, moved, whole.tone, whole.target)


def certain(context: Context) -> Headline | None:
    """What the recommended option is worth with 80% certainty; None where no simulation says it, or not yet."""
    from casebuilder.report.wording import Wording

    shown = snapshot(context)
    option = shown.results.preferred if shown else None
    found = context.simulator.standing(option).certain() if option else None
    if shown is None or found is None:
        return None
    loss = tr(N_("probability of a loss: {chance}"), chance=chance_words(found.loss, language()))
    base = tr(N_("probability of the base estimate or more: {chance}"), chance=chance_words(found.reached, language()))
    least = Wording(shown.case, shown.results, language()).money_within(Decimal(found.least), found.error)
    return Headline(
        tr(N_("80% certain")),
        tr(N_("at least {amount}"), amount=least),
        "\n".join((loss, base)),
        "bad" if found.least < 0 else "neutral",
        SIMULATION,
    )


def _moved(shown: Snapshot, by: Decimal) -> str:
    if not round(by):
        return ""
    text = N_("▲ up {amount}") if by > 0 else N_("▼ down {amount}")
    return tr(text, amount=shown.money(abs(by)))


def payback(shown: Snapshot) -> Headline:
    """When the recommended option has paid back."""
    label, headline = tr(N_("Payback")), shown.results.headline
    if headline is None:
        return _unknown(label)
    if not headline.has_money:
        return _no_money(label)
    if headline.needs_no_money:
        return Headline(label, tr(N_("nothing to pay back")), tr(N_("needs no money at any time")), "good", APPRAISAL)
    simple, discounted = headline.appraisal.payback_years, headline.appraisal.discounted_payback_years
    if simple is None:
        within = tr(N_("within {years} years"), years=shown.results.horizon)
        return Headline(label, tr(N_("never")), within, "bad", APPRAISAL)
    note = tr(N_("{years} discounted"), years=years(discounted)) if discounted is not None else ""
    return Headline(label, years(simple), note, target=APPRAISAL)


def ratio(shown: Snapshot) -> Headline:
    """Benefits to costs of the recommended option."""
    label, headline = tr(N_("Benefit-cost ratio")), shown.results.headline
    if headline is None:
        return _unknown(label)
    value = headline.appraisal.bcr
    if value is None:
        return _no_money(label)
    note = tr(
        N_("of benefits for each {currency} of cost"), currency=currency_unit(shown.case.profile.currency, language())
    )
    tone: Tone = "bad" if value < 1 else "neutral"
    return Headline(label, grouped(rounded(value, 2), 2), note, tone, APPRAISAL)


def capital(shown: Snapshot) -> Headline:
    """The money that is asked for, and whether it is there."""
    label, headline = tr(N_("Money asked for")), shown.results.headline
    if headline is None:
        return _unknown(label)
    fits = fit(shown)
    return Headline(label, shown.money(headline.capital), fits.value, fits.tone, COSTS)


def fit(shown: Snapshot) -> Headline:
    """Whether the money that is asked for is there."""
    label, headline = tr(N_("Budget")), shown.results.headline
    available = shown.case.profile.available_investment
    if headline is None:
        return _unknown(label)
    if available is None:
        return Headline(label, tr(N_("money available is not stated")), "", "warning", AVAILABLE)
    if headline.capital > available:
        over = shown.money(headline.capital - available)
        return Headline(label, tr(N_("{amount} over the money available"), amount=over), "", "bad", AVAILABLE)
    return Headline(label, tr(N_("within {amount} available"), amount=shown.money(available)), "", "good", AVAILABLE)


def biggest_risk(shown: Snapshot) -> Headline:
    """The gravest risk of the recommended option, before and after the response."""
    from casebuilder.analysis import own_ranked_risks

    label, risks = tr(N_("Biggest risk")), own_ranked_risks(shown.case, shown.results)
    if not risks:
        return Headline(label, NOTHING, tr(N_("no risk is recorded")), "warning", "risks")
    worst = risks[0]
    found = shown.results.risks[worst.id]
    before, after = (_level(shown, level) for level in (found.level, found.residual_level))
    name = record_name(worst, language())
    note = tr(N_("{risk}; {level} after the response"), risk=name, level=after) if after else name
    return Headline(label, f"{worst.id} {before}".strip(), note, target=f"risks[{worst.id}]")


def _level(shown: Snapshot, level: str | None) -> str:
    band = shown.case.find("risk_bands", level or "")
    return record_name(band, language()) if band else ""


def ready(shown: Snapshot) -> Headline:
    """How complete the case is; leads to the first thing that is missing, or to the document."""
    gaps = [finding.path for finding in shown.findings if finding.gap]
    note = tr(N_("{count} gaps"), count=len(gaps)) if gaps else tr(N_("every required step is complete"))
    tone: Tone = "good" if shown.readiness.percent == 100 else "neutral"
    return Headline(tr(N_("Readiness")), f"{shown.readiness.percent}%", note, tone, gaps[0] if gaps else DOCUMENT)


def blockers(shown: Snapshot) -> Headline:
    """What must be mended before a board sees the case."""
    found = [finding.path for finding in shown.findings if finding.severity == "blocker"]
    target = found[0] if found else next((finding.path for finding in shown.findings), "")
    return Headline(tr(N_("Blockers")), str(len(found)), "", "bad" if found else "good", target)
