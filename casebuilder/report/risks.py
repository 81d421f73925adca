"""The risk register in tables: the gravest, all in full, in figures, and who decides above the appetite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from casebuilder.analysis import ranked_risks
from casebuilder.analysis.register import open_threats, risks_of
from casebuilder.i18n import N_
from casebuilder.model.risks import Risk
from casebuilder.report import printing
from casebuilder.report.blocks import Block, Bullets, Column, Paragraph, Table, Tone
from casebuilder.report.generic import align_of, chosen
from casebuilder.report.simulation import attempt
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of

LEVEL_TONES: Final[dict[str, Tone]] = {"low": "good", "medium": "warning", "high": "bad", "extreme": "bad"}
_TOP: Final = 5

Tones = list[tuple[int, int, Tone]]


def _level(wording: Wording, score: int | None, level: str | None) -> str:
    if score is None:
        return "–"
    band = wording.case.find("risk_bands", level or "")
    return f"{score} {wording.name(band)}" if band else str(score)


def _rated_cells(wording: Wording, risk: Risk) -> tuple[str, str, str, str]:
    rated = wording.results.risks[risk.id]
    return (
        _level(wording, rated.score, rated.level),
        printing.amount(wording, rated.expected),
        _level(wording, rated.residual_score, rated.residual_level),
        printing.amount(wording, rated.residual_expected),
    )


def _rated_columns(wording: Wording) -> tuple[Column, ...]:
    return (
        Column(wording.say(N_("Before response")), "left", 1.1),
        Column(printing.header(wording, wording.say(N_("Expected cost"))), "right", 1.2),
        Column(wording.say(N_("After response")), "left", 1.1),
        Column(printing.header(wording, wording.say(N_("Expected cost after"))), "right", 1.2),
    )


def _level_tones(wording: Wording, risks: list[Risk], first: int) -> tuple[tuple[int, int, Tone], ...]:
    tones: Tones = []
    for row, risk in enumerate(risks):
        rated = wording.results.risks[risk.id]
        tones += [
            (row, column, LEVEL_TONES[level])
            for column, level in ((first, rated.level), (first + 2, rated.residual_level))
            if level in LEVEL_TONES
        ]
    return tuple(tones)


def top_risks(wording: Wording) -> Iterator[Block]:
    """The gravest risks with their ratings before and after the response, and the total of all."""
    risks = ranked_risks(wording.case, wording.results)[:_TOP]
    if not risks:
        return
    rows = tuple(
        (risk.id, wording.name(risk), *_rated_cells(wording, risk), wording.value(risk, field_of(Risk, "owner")))
        for risk in risks
    )
    columns = (
        Column(wording.say(N_("ID")), "left", 0.6),
        Column(wording.say(N_("Risk")), "left", 2.6),
        *_rated_columns(wording),
        Column(wording.say(N_("Owner")), "left", 1.6),
    )
    yield Table(columns, rows, wording.say(N_("The gravest risks")), cell_tones=_level_tones(wording, risks, 2))
    note = N_(
        "Expected cost = probability × cost if it occurs; it stands beside the contingency and is never added to it."
    )
    yield Paragraph(wording.say(note), "note")


_RATED: Final = ("likelihood", "impact", "cost_if_occurs")


def risk_register(wording: Wording) -> Iterator[Block]:
    """The whole register: the declared columns, with the ratings in the place of their parts."""
    risks = list(wording.case.risks)
    if not risks:
        return
    specs = [spec for spec in chosen(Risk, None) if spec.name not in _RATED]
    place = [spec.name for spec in specs].index("category") + 1

    def row(risk: Risk) -> tuple[str, ...]:
        cells = [_cell(wording, risk, spec) for spec in specs]
        return (*cells[:place], *_rated_cells(wording, risk), *cells[place:])

    own = [Column(wording.header(spec), align_of(spec), 2.2 if spec.is_text else 1.1) for spec in specs]
    yield Table(
        columns=(*own[:place], *_rated_columns(wording), *own[place:]),
        rows=tuple(row(risk) for risk in risks),
        caption=wording.say(N_("Risk register")),
        cell_tones=_level_tones(wording, risks, place),
    )


def _cell(wording: Wording, record: Any, spec: Any) -> str:
    """A cell of a crowded table: options by their ids, where elsewhere their names are printed."""
    value = getattr(record, spec.name)
    return ", ".join(value) if isinstance(value, tuple) else wording.value(record, spec)


# -- in figures --------------------------------------------------------------------------------------------------------


def risk_ranking(wording: Wording) -> Iterator[Block]:
    """The open risks of the recommended option by what they add to the 80%, with the worth of their responses.

    Without a simulation they are ranked by their expected cost after the response.
    """
    result, added = wording.results.headline, _added_to_p80(wording)
    risks = [] if result is None else _quantified(wording, risks_of(wording.case, result.option.id), added)
    if result is None or not risks:
        return
    figures = printing.sheet(wording, [_saved(wording, risk) for risk in risks])
    columns = list(_ranked_columns(wording, risks, added))
    rows = [
        (f"{risk.id} {wording.name(risk)}", *_expected(wording, (*cells, saved)), *(one.text(risk) for one in columns))
        for risk, cells, saved in zip(risks, figures.cells, figures.row_totals, strict=True)
    ]
    total = _expected(wording, (*figures.column_totals, figures.total))
    labels = (N_("Expected before"), N_("Expected after"), N_("Saved by the response"))
    yield Table(
        columns=(
            Column(wording.say(N_("Risk")), "left", 2.8),
            *(Column(printing.header(wording, wording.say(label)), "right", 1.2) for label in labels),
            *(Column(one.label, "right", 1.2) for one in columns),
        ),
        rows=(*rows, (wording.say(N_("Total")), *total, *("" for _ in columns))),
        caption=wording.say(N_("Risks of {option} in figures"), option=wording.name(result.option)),
        totals=1,
    )
    text = N_("The sum of expected costs is no P80: with 80% certainty the loss may be larger than that sum.")
    yield Paragraph(wording.say(text), "note")
    yield from printing.note(wording, [figures])


def _added_to_p80(wording: Wording) -> Mapping[str, Decimal]:
    """What each risk adds to the loss that is not exceeded with 80%, by its id."""
    found, _ = attempt(wording)
    contributions = found.contributions if found else ()
    return {one.path.partition("[")[2].removesuffix("]"): Decimal(one.to_p80) for one in contributions}


def _quantified(wording: Wording, risks: list[Risk], added: Mapping[str, Decimal]) -> list[Risk]:
    """Those with an expected cost, the greatest first."""
    rated = wording.results.risks
    shown = [risk for risk in risks if rated[risk.id].expected or rated[risk.id].residual_expected]
    return sorted(shown, key=lambda risk: -added.get(risk.id, rated[risk.id].residual_expected or Decimal(0)))


def _saved(wording: Wording, risk: Risk) -> tuple[Decimal, Decimal]:
    """Expected costs before and, with the sign turned, after the response; their sum is what the response saves."""
    rated = wording.results.risks[risk.id]
    return rated.expected or Decimal(0), -(rated.residual_expected or Decimal(0))


def _expected(wording: Wording, figures: tuple[Decimal, ...]) -> tuple[str, ...]:
    before, after, saved = figures
    return printing.texts(wording, (before, -after, saved))


class Ranked(NamedTuple):
    """A column that is printed where a risk has something to say in it."""

    label: str
    text: Callable[[Risk], str]


def _ranked_columns(wording: Wording, risks: list[Risk], added: Mapping[str, Decimal]) -> Iterator[Ranked]:
    rated = wording.results.risks
    if any(rated[risk.id].response_cost is not None for risk in risks):
        yield Ranked(
            printing.header(wording, wording.say(N_("Cost of the response"))),
            lambda risk: printing.amount(wording, rated[risk.id].response_cost),
        )
        yield Ranked(
            wording.say(N_("Saved per unit of cost")), lambda risk: wording.ratio(rated[risk.id].response_value)
        )
    if added:
        yield Ranked(
            printing.header(wording, wording.say(N_("Part of the loss at 80%"))),
            lambda risk: printing.amount(wording, added.get(risk.id)),
        )


def above_appetite(wording: Wording) -> Iterator[Block]:
    """The open risks that stay above the appetite after the response, with who decides on them."""
    rated = wording.results.risks
    judged = [risk for risk in open_threats(wording.case) if rated[risk.id].above_appetite is not None]
    above = [risk for risk in judged if rated[risk.id].above_appetite]
    if judged and not above:
        yield Paragraph(wording.say(N_("After the responses no risk is above the appetite of its category.")))
    if above:
        yield Paragraph(wording.say(N_("Above the appetite after the response:")))
        yield Bullets(tuple(_escalated(wording, risk) for risk in above))


def _escalated(wording: Wording, risk: Risk) -> str:
    rated = wording.results.risks[risk.id]
    text = (
        N_("{risk}: score {score}; {person} decides.")
        if rated.escalate_to
        else N_("{risk}: score {score}; nobody is named to decide.")
    )
    person = wording.case.find("stakeholders", rated.escalate_to)
    return wording.say(
        text,
        risk=f"{risk.id} {wording.name(risk)}",
        score=rated.residual_score,
        person=rated.escalate_to if person is None else wording.name(person),
    )
