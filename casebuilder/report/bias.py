"""How estimates of capital costs are corrected: the rate, what it rests on, and what would count twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casebuilder.analysis.bias import past_projects as reference_class
from casebuilder.i18n import N_
from casebuilder.model.rules import PROJECT_TYPES, PastProject
from casebuilder.report import generic
from casebuilder.report.blocks import Block, Callout, Column, Paragraph, Table
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of


def optimism_bias(wording: Wording) -> Iterator[Block]:
    """The correction in a sentence, why it is that one, and a warning where a cause is priced twice."""
    bias = wording.results.bias
    if not bias.source:
        return
    sentences = (*_rate(wording), _caution(wording), _where(wording))
    yield Paragraph(wording.joined(sentences))
    reason = wording.case.optimism_bias.reason.get(wording.language)
    if reason:
        yield Paragraph(reason)
    twice = list(_counted_twice(wording))
    if twice:
        text = N_("These causes of the bias are not fully mitigated and are priced as risks too: {pairs}.")
        yield Callout(
            wording.say(N_("Possibly counted twice")), wording.say(text, pairs=wording.listed(twice)), "warning"
        )


def _rate(wording: Wording) -> Iterator[str]:
    bias, settings, rate = wording.results.bias, wording.case.optimism_bias, wording.percent(wording.results.bias.rate)
    if bias.source == "history" and bias.projects:
        taken = (
            N_("Capital costs are raised by {rate}: four of five of our own {count} past projects overran by no more.")
            if settings.confidence == "p80"
            else N_("Capital costs are raised by {rate}, the median overrun of our own {count} past projects.")
        )
        yield wording.say(taken, rate=rate, count=bias.projects)
        yield _other_percentile(wording)
    elif bias.source == "table" and bias.upper is not None:
        text = N_(
            "Capital costs are raised by {rate}: the published {upper} for {type}, of which {managed} is mitigated."
        )
        kind = wording.say(PROJECT_TYPES[settings.project_type]).lower()
        managed, upper = wording.percent(bias.mitigated or Decimal(0), 0), wording.percent(bias.upper, 0)
        yield wording.say(text, rate=rate, upper=upper, type=kind, managed=managed)
    elif bias.source == "own":
        yield wording.say(N_("Capital costs are raised by {rate}, a rate of our own."), rate=rate)
    else:
        yield wording.say(N_("Capital costs are not corrected yet: the source of the correction holds no figure."))


def _other_percentile(wording: Wording) -> str:
    """The percentile of the own projects that was not taken."""
    bias = wording.results.bias
    if wording.case.optimism_bias.confidence == "p80":
        return wording.say(N_("Their median overrun is {rate}."), rate=wording.percent(bias.p50))
    return wording.say(N_("Four of five stayed below {rate}."), rate=wording.percent(bias.p80))


def _where(wording: Wording) -> str:
    if wording.results.bias.counted_inside:
        return wording.say(N_("The correction is inside the costs of every option."))
    return wording.say(N_("The correction stands beside the NPV, as a step of the risk adjustment."))


def _caution(wording: Wording) -> str:
    """Too few projects carry no percentile."""
    known = reference_class(wording.case)
    if wording.results.bias.source != "history" or known is None or known.caution is None:
        return ""
    return wording.say(N_("So few projects show the size of the overrun and no exact percentile."))


def _counted_twice(wording: Wording) -> Iterator[str]:
    for factor, risk in wording.results.bias.double_counted:
        cause, priced = wording.case.find("bias_factors", factor), wording.case.find("risks", risk)
        if cause is not None and priced is not None:
            yield wording.with_unit(f"{factor} {wording.name(cause)}", f"{risk} {wording.name(priced)}")


def bias_factors(wording: Wording) -> Iterator[Block]:
    """The causes of the bias with what is done about them; they set the rate only where the table is used."""
    yield from generic.table(wording, "bias_factors")
    if wording.case.bias_factors and wording.results.bias.source not in ("", "table"):
        yield Paragraph(wording.say(N_("These factors do not enter the rate, which rests on another source.")), "note")


def past_projects(wording: Wording) -> Iterator[Block]:
    """What earlier projects were estimated at and came to, with the overrun."""
    projects = wording.case.past_projects
    if not projects:
        return
    specs = [field_of(PastProject, name) for name in ("name", "year", "estimate", "actual")]
    months = [field_of(PastProject, name) for name in ("estimated_months", "actual_months")]
    label = wording.say(N_("Overrun"))
    yield Table(
        columns=(
            *(Column(wording.header(spec), generic.align_of(spec), 2.6 if spec.is_text else 1.2) for spec in specs),
            Column(label, "right", 1.0),
            *(Column(wording.header(spec), "right", 1.0) for spec in months),
        ),
        rows=tuple(
            (
                *(wording.value(project, spec) for spec in specs),
                _overrun(wording, project),
                *(wording.value(project, spec) for spec in months),
            )
            for project in projects
        ),
        caption=wording.say(N_("Own past projects: estimate and actual cost")),
    )


def _overrun(wording: Wording, project: PastProject) -> str:
    if not project.estimate or project.actual is None:
        return "–"
    return wording.percent(project.actual / project.estimate - 1)
