"""The first pages: cover, the decision, the headline figures, and the signatures at the end."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebuilder.analysis import OptionResult, own_ranked_risks
from casebuilder.i18n import N_
from casebuilder.report.blocks import (
    Block,
    Callout,
    Card,
    Cover,
    KeyFigure,
    KeyFigures,
    Labels,
    Properties,
    SignOff,
    Tone,
)
from casebuilder.report.simulation import attempt, certainty, spread
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of
from casebuilder.values import date_text


def cover(wording: Wording, subtitle: str) -> Cover:
    """The cover page."""
    profile = wording.case.profile
    language = wording.language
    dated = profile.issued or profile.created
    facts = (
        (N_("Sponsor"), profile.sponsor.get(language)),
        (N_("Author"), profile.author.get(language)),
        (N_("Approver"), profile.approver.get(language)),
        (N_("Version"), " ".join(filter(None, (profile.version, profile.status.get(language))))),
        (N_("Date"), date_text(dated, language) if dated else ""),
        (N_("Decision needed by"), date_text(profile.decision_by, language) if profile.decision_by else ""),
    )
    return Cover(
        title=title(wording),
        subtitle=subtitle,
        organisation=profile.organisation.get(language),
        classification=profile.classification.get(language),
        facts=tuple((wording.say(label), text) for label, text in facts if text),
        disclaimer=profile.disclaimer.get(language),
    )


def title(wording: Wording) -> str:
    """The title of the case."""
    return wording.case.profile.title.get(wording.language) or wording.say(N_("Untitled business case"))


def properties(wording: Wording) -> Properties:
    """What the file says of itself."""
    profile = wording.case.profile
    dated = profile.issued or profile.created
    return Properties(
        title=title(wording),
        author=profile.author.get(wording.language),
        organisation=profile.organisation.get(wording.language),
        subject=wording.say(N_("Business case")),
        classification=profile.classification.get(wording.language),
        version=profile.version,
        date=date_text(dated, wording.language) if dated else "",
        created=f"{dated.isoformat()}T00:00:00Z" if dated else "",
    )


def labels(wording: Wording) -> Labels:
    """The fixed words of the writers."""
    say = wording.say
    return Labels(
        contents=say(N_("Contents")),
        figure=say(N_("Figure")),
        table=say(N_("Table")),
        page=say(N_("Page {page} of {pages}")),
        appendix=say(N_("Appendix")),
        source=say(N_("Source")),
        list_of_figures=say(N_("List of figures")),
        list_of_tables=say(N_("List of tables")),
    )


def decision(wording: Wording) -> Iterator[Block]:
    """What is asked of the board, in a box."""
    ask = wording.case.recommendation.ask.get(wording.language)
    if ask:
        yield Callout(wording.say(N_("Decision asked for")), ask)


def key_figures(wording: Wording) -> Iterator[Block]:
    """The headline figures of the recommended option."""
    result = wording.results.headline
    if result is None:
        return
    appraisal = result.appraisal
    good: Tone = "good" if appraisal.npv > 0 else "bad"
    horizon = wording.say(
        N_("{years} years at {rate}"),
        years=wording.results.horizon,
        rate=wording.discount_rate,
    )
    yield KeyFigures(
        (
            KeyFigure(wording.say(N_("Money asked for")), wording.money(result.capital), _budget_note(wording, result)),
            KeyFigure(wording.say(N_("Net present value")), _npv(wording, result), horizon, good),
            KeyFigure(wording.say(N_("Benefit-cost ratio")), wording.ratio(appraisal.bcr)),
            KeyFigure(wording.say(N_("Payback")), wording.payback(result)),
        ),
        description=wording.say(N_("Headline figures of {option}"), option=wording.name(result.option)),
    )


def _npv(wording: Wording, result: OptionResult) -> str:
    """The net present value in words, to three figures or to those that its uncertainty allows."""
    npv = result.appraisal.npv
    found = attempt(wording)[0] if wording.case.rules.headline_precision == "uncertainty" else None
    return wording.money(npv) if found is None else wording.money_within(npv, spread(found))


def _certainty(wording: Wording) -> str:
    found, _ = attempt(wording)
    return "" if found is None else certainty(wording, found)


def _budget_note(wording: Wording, result: OptionResult) -> str:
    if result.over_budget is None:
        return ""
    if not result.over_budget:
        return wording.say(N_("within the money available"))
    available = wording.case.profile.available_investment or Decimal(0)
    return wording.say(N_("{amount} over the money available"), amount=wording.money(result.capital - available))


def decision_card(wording: Wording) -> Iterator[Block]:
    """The case on one card: what, how much, what it returns, what can go wrong, what happens on a no."""
    recommendation = wording.case.recommendation
    result = wording.results.headline
    profile = wording.case.profile
    rows = [
        (N_("Recommended option"), wording.name(result.option) if result else ""),
        (N_("Decision needed by"), date_text(profile.decision_by, wording.language) if profile.decision_by else ""),
        (N_("Money asked for"), wording.money(result.capital) if result else ""),
        (N_("What it returns"), _returns(wording, result) if result else ""),
        (N_("How certain it is"), _certainty(wording)),
        (N_("Biggest risk"), _biggest_risk(wording)),
        (N_("Conditions"), recommendation.conditions.get(wording.language)),
        (N_("What happens on a no"), recommendation.if_rejected.get(wording.language)),
    ]
    filled = tuple((wording.say(label), text) for label, text in rows if text)
    if filled:
        yield Card(wording.say(N_("The decision on one page")), filled)


def _returns(wording: Wording, result: OptionResult) -> str:
    say, appraisal = wording.say, result.appraisal
    years, payback = wording.results.horizon, appraisal.payback_years
    parts = [say(N_("{npv} net present value over {years} years"), npv=_npv(wording, result), years=years)]
    if appraisal.bcr is not None:
        parts.append(say(N_("{bcr} back for each unit of cost"), bcr=wording.ratio(appraisal.bcr)))
    if result.needs_no_money:
        parts.append(say(N_("needs no money at any time")))
    elif payback is None:
        parts.append(say(N_("not paid back within the horizon")))
    else:
        parts.append(say(N_("paid back after {payback}"), payback=wording.years(payback)))
    return ("；" if wording.language == "zh_TW" else "; ").join(parts)


def _biggest_risk(wording: Wording) -> str:
    own = own_ranked_risks(wording.case, wording.results)
    if not own:
        return ""
    rated = wording.results.risks[own[0].id]
    level = wording.case.find("risk_bands", rated.level or "")
    residual = wording.case.find("risk_bands", rated.residual_level or "")
    if level is None or residual is None:
        return wording.name(own[0])
    return wording.say(
        N_("{risk} ({before} before, {after} after the response)"),
        risk=wording.name(own[0]),
        before=wording.name(level),
        after=wording.name(residual),
    )


def sign_off(wording: Wording) -> Iterator[Block]:
    """The table that the approvers sign."""
    approvals = wording.case.approvals
    if not approvals:
        return
    record = type(approvals[0])
    decisions = tuple(wording.say(choice.label) for choice in field_of(record, "decision").choices)
    columns = (N_("Role"), N_("Name"), N_("Decision"), N_("Conditions"), N_("Date"), N_("Signature"))
    rows = tuple(
        (
            approval.role.get(wording.language),
            approval.name.get(wording.language),
            wording.value(approval, field_of(record, "decision")),
            approval.conditions.get(wording.language),
            wording.value(approval, field_of(record, "signed")),
            "",
        )
        for approval in approvals
    )
    yield SignOff(tuple(wording.say(label) for label in columns), rows, decisions, wording.say(N_("Approval")))
