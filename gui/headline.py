"""The headline figures of a case as the window shows them: on the cards of the overview and in the bar at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from casebuilder.i18n import N_
from casebuilder.report.blocks import Tone
from gui.i18n import language, tr

if TYPE_CHECKING:
    from casebuilder.analysis import OptionResult, Results
    from casebuilder.checks import Readiness
    from casebuilder.model.case import Case

NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure: its label, value and note; `target` is the path that it comes from."""

    label: str
    value: str
    note: str = ""
    tone: Tone = "neutral"
    target: str = ""

    @property
    def spoken(self) -> str:
        """The figure as a screen reader says it."""
        return ": ".join(filter(None, (self.label, " ".join(filter(None, (self.value, self.note))))))

    @property
    def tip(self) -> str:
        """What a click does."""
        return tr(N_("Go to where this comes from")) if self.target else ""


def money(case: Case, amount: Decimal) -> str:
    """An amount in words, in the language of the screen."""
    from casebuilder.values.amounts import amount_words

    return amount_words(amount, case.profile.currency, language())


def npv(case: Case, results: Results, saved: Decimal | None = None) -> Headline:
    """The net present value of the recommended option, with the change since the case was saved."""
    label, target = tr(N_("Net present value")), "cost_lines"
    headline = results.headline
    if headline is None:
        return Headline(label, NOTHING, tr(N_("choose the recommended option")), target="recommendation.option")
    value = headline.appraisal.npv
    tone: Tone = "bad" if value < 0 else "good" if value > 0 else "neutral"
    return Headline(label, money(case, value), _change(case, value, saved), tone, target)


def _change(case: Case, value: Decimal, saved: Decimal | None) -> str:
    if saved is None or round(value) == round(saved):
        return ""
    text = N_("up {amount}") if value > saved else N_("down {amount}")
    return tr(text, amount=money(case, abs(value - saved)))


def payback(results: Results) -> Headline:
    """When the recommended option has paid back."""
    from casebuilder.values import grouped
    from casebuilder.values.amounts import rounded

    label, headline = tr(N_("Payback")), results.headline
    if headline is None or not headline.has_money:
        return Headline(label, NOTHING, target="benefits")
    years = headline.appraisal.payback_years
    if years is None:
        return Headline(
            label, tr(N_("never")), tr(N_("within {years} years"), years=results.horizon), "bad", "benefits"
        )
    return Headline(label, tr(N_("{years} years"), years=grouped(rounded(years, 1), 1)), target="benefits")


def ratio(results: Results) -> Headline:
    """Benefits to costs of the recommended option."""
    from casebuilder.values import grouped
    from casebuilder.values.amounts import rounded

    label, headline = tr(N_("Benefit-cost ratio")), results.headline
    value = headline.appraisal.bcr if headline else None
    if value is None:
        return Headline(label, NOTHING, target="benefits")
    return Headline(label, grouped(rounded(value, 2), 2), target="benefits")


def capital(case: Case, results: Results) -> Headline:
    """The money that is asked for, and whether it is there."""
    label, headline = tr(N_("Money asked for")), results.headline
    if headline is None:
        return Headline(label, NOTHING, target="cost_lines")
    note, tone = _fit(headline)
    return Headline(label, money(case, headline.capital), note, tone, "cost_lines")


def _fit(headline: OptionResult) -> tuple[str, Tone]:
    if headline.over_budget is None:
        return "", "neutral"
    if headline.over_budget:
        return tr(N_("over the money available")), "bad"
    return tr(N_("within the money available")), "good"


def biggest_risk(case: Case, results: Results) -> Headline:
    """The gravest risk of the register."""
    from casebuilder.analysis import ranked_risks
    from casebuilder.model.naming import record_name

    label = tr(N_("Biggest risk"))
    risks = ranked_risks(case, results)
    if not risks:
        return Headline(label, NOTHING, tr(N_("no risk is recorded")), "warning", "risks")
    band = case.find("risk_bands", results.risks[risks[0].id].level or "")
    level = record_name(band, language()) if band else ""
    return Headline(
        label, f"{risks[0].id} {level}".strip(), record_name(risks[0], language()), target=_path(risks[0].id)
    )


def _path(risk: str) -> str:
    return f"risks[{risk}]"


def ready(readiness: Readiness) -> Headline:
    """How complete the case is, and how many blockers are open."""
    blockers = readiness.blockers
    note = tr(N_("{count} blockers"), count=blockers) if blockers else tr(N_("no blocker"))
    return Headline(tr(N_("Readiness")), f"{readiness.percent} %", note, "bad" if blockers else "good")
