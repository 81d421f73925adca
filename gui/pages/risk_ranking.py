"""The open risks in figures, ranked by what they cost, by what they add to the 80% or by what responses save."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from casebuilder.analysis.register import risk_results, risks_of
from casebuilder.charts.types import Chart
from casebuilder.finance.cashflow import ZERO
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.model.risks import Risk
from casebuilder.report.wording import Wording
from gui.context import Context
from gui.forms.widgets import Combo
from gui.headline import NOTHING, SIMULATION
from gui.i18n import language, tr
from gui.latest import Latest
from gui.navigation import follow
from gui.pages.figure_page import FigurePage, put_text
from gui.pages.option_box import OptionBox
from gui.tables.figure_table import Cell, Figures

if TYPE_CHECKING:
    from casebuilder.analysis import Results, RiskResult
    from casebuilder.analysis.simulation import Simulated

CHARTS: Final = (("risk_adjustment", "risks"), ("risk_exposure", "risks"))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A risk in figures; `to_p80` is what it adds to the loss of 80% certainty, where a simulation says it."""

    risk: Risk
    found: RiskResult
    to_p80: Decimal | None

    @property
    def saved(self) -> Decimal | None:
        """The expected cost that the response takes away."""
        before, after = self.found.expected, self.found.residual_expected
        return None if before is None or after is None else before - after


@dataclass(frozen=True, slots=True)
class Order:
    """One way to rank: its words, and what is ranked by, the greatest first and what is not known last."""

    words: str
    key: Callable[[Ranked], Decimal | int | None]


ORDERS: Final = {
    "expected": Order(N_("Expected cost after the response"), lambda one: one.found.residual_expected),
    "to_p80": Order(N_("Contribution to the 80%"), lambda one: one.to_p80),
    "value": Order(N_("Saved for each unit that the response costs"), lambda one: one.found.response_value),
    "score": Order(N_("Score before the response"), lambda one: one.found.score),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is ranked, and by what: the open risks of an option with its simulation, or those of all where it is ""."""

    case: Case
    results: Results
    option: str
    simulated: Simulated | None
    order: str

    @property
    def risks(self) -> list[Risk]:
        """The open risks."""
        if self.option:
            return risks_of(self.case, self.option)
        return [risk for risk in self.case.risks if risk.status != "closed"]

    @property
    def about(self) -> Results:
        """The results with the option in the place of the recommended one: its lines are what shares are of."""
        if self.option in ("", self.results.preferred):
            return self.results
        found = risk_results(self.case, self.results.scale, self.results.options[self.option])
        return replace(self.results, preferred=self.option, risks=found)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one snapshot."""

    sentence: str = ""
    table: Figures = field(default_factory=lambda: Figures((), ()))
    note: str = ""
    charts: tuple[Chart | None, ...] = (None,) * len(CHARTS)


def compose(question: Question, spoken: Language) -> Shown:
    """The ranking and its charts. For a worker."""
    from casebuilder.charts import data

    wording = Wording(question.case, question.about, spoken)
    ranking = ranked(question, wording.results)
    if not ranking:
        return Shown(sentence=_no_risk(wording, question))
    own = question.case.having(risks=tuple(question.risks))
    return Shown(
        sentence=_sentence(wording, ranking, question),
        table=figures(wording, ranking),
        note="\n".join(_notes(wording, ranking, question)),
        charts=tuple(data.CHARTS[key](own, wording.results, spoken) for key, _ in CHARTS),
    )


def ranked(question: Question, results: Results) -> list[Ranked]:
    """The risks in the order that is asked for; equals stay as in the register."""
    simulated = question.simulated
    adds = {one.path: Decimal(one.to_p80) for one in (simulated.contributions if simulated else ())}
    found = [Ranked(risk, results.risks[risk.id], adds.get(f"risks[{risk.id}]")) for risk in question.risks]
    key = ORDERS[question.order].key

    def place(one: Ranked) -> tuple[bool, Decimal]:
        value = key(one)
        return value is None, -Decimal(value or 0)

    return sorted(found, key=place)


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), start=ZERO)


# -- words -------------------------------------------------------------------------------------------------------------


def _option(wording: Wording, question: Question) -> str:
    return wording.name(wording.results.options[question.option].option)


def _no_risk(wording: Wording, question: Question) -> str:
    """That another option has risks, but not this one; "" where there is none at all."""
    if not question.option or not replace(question, option="").risks:
        return ""
    return wording.say(N_("No open risk is one of {option}."), option=_option(wording, question))


def _sentence(wording: Wording, ranking: list[Ranked], question: Question) -> str:
    """What the open risks are expected to cost, whose they are, and how many stay above an appetite."""
    before, after = (_sum(getattr(one.found, name) for one in ranking) for name in ("expected", "residual_expected"))
    own, all_of_them = N_("Open risks of {option}: {count}."), N_("Open risks of all options: {count}.")
    whose = wording.say(all_of_them, count=len(ranking))
    if question.option:
        whose = wording.say(own, option=_option(wording, question), count=len(ranking))
    text = N_("{before} expected before the responses, {after} after.")
    costs = wording.say(text, before=wording.money(before), after=wording.money(after))
    return wording.joined((whose, costs, _above(wording, ranking)))


def _above(wording: Wording, ranking: list[Ranked]) -> str:
    """How many are above the appetite; "" where the case has none for any of them."""
    judged = [one.found.above_appetite for one in ranking if one.found.above_appetite is not None]
    if not judged:
        return ""
    text = N_("Above the appetite: {count}.") if any(judged) else N_("None is above the appetite.")
    return wording.say(text, count=sum(judged))


def _notes(wording: Wording, ranking: list[Ranked], question: Question) -> Iterator[str]:
    """Why the sum of expected costs is not what to set aside, and what is missing to rank by."""
    known = [one.to_p80 for one in ranking if one.to_p80 is not None]
    if known:
        text = N_(
            "The sum of expected costs is no P80. To what the NPV may lose with 80% certainty the risks of {option} add"
            " {amount}, as a present value; the rest comes from costs, benefits and time."
        )
        yield wording.say(text, option=_option(wording, question), amount=wording.money(_sum(known)))
    elif not question.option and wording.results.options:
        text = N_(
            "Only one option is carried out, so no option carries this sum. Choose one to see what it does carry."
        )
        yield wording.say(text)
    else:
        yield wording.say(N_("The sum of expected costs is no P80: what 80% certainty takes only a simulation says."))
    if not any(map(_is_costed, ranking)):
        yield wording.say(N_("No response has a cost. Type it with the actions to see what each unit of it saves."))


# -- the table ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the cell of a risk, and the sum; `shown` says where it says anything."""

    header: str
    cell: Callable[[Wording, Ranked], Cell]
    total: Callable[[Wording, list[Ranked]], str]
    is_money: bool = True
    shown: Callable[[Ranked], bool] = lambda _one: True


def figures(wording: Wording, ranking: list[Ranked]) -> Figures:
    """One row a risk, and the totals; columns that no risk has anything for are left out."""
    columns = [column for column in COLUMNS if any(map(column.shown, ranking))]
    currency, say = wording.case.profile.currency, wording.say
    header = tuple(wording.with_unit(say(one.header), currency) if one.is_money else say(one.header) for one in columns)
    rows = [tuple(column.cell(wording, one) for column in columns) for one in ranking]
    total = tuple(
        Cell(column.total(wording, ranking), number=cell.number, strong=True)
        for column, cell in zip(columns, rows[0], strict=True)
    )
    return Figures(header, (*rows, total) if len(rows) > 1 else tuple(rows))


def _path(one: Ranked) -> str:
    return f"risks[{one.risk.id}]"


def _money(header: str, value: Callable[[Ranked], Decimal | None], **more: Any) -> Column:
    """A column of amounts with their sum."""
    return Column(
        header,
        lambda wording, one: Cell(wording.amount(value(one)), _path(one), number=True),
        lambda wording, ranking: wording.amount(_sum(map(value, ranking))),
        **more,
    )


def _levels(wording: Wording, one: Ranked) -> Cell:
    """The levels in words, from before the response over after it to the target; the target only where there is one."""
    levels = [one.found.level, one.found.residual_level, *([one.found.target_level] if one.found.target_level else [])]
    bands = [wording.case.find("risk_bands", level or "") for level in levels]
    words = (wording.name(band) if band else level or NOTHING for band, level in zip(bands, levels, strict=True))
    return Cell(" → ".join(words), _path(one))


def _appetite(wording: Wording, one: Ranked) -> Cell:
    """Whether what is left is accepted, else who decides."""
    if one.found.above_appetite is None:
        return Cell(NOTHING, _path(one))
    if not one.found.above_appetite:
        return Cell(wording.say(N_("within")), "risk_appetite")
    decider = wording.case.find("stakeholders", one.found.escalate_to)
    text = N_("above: {name} decides") if decider else N_("above")
    return Cell(wording.say(text, name=wording.name(decider) if decider else ""), "risk_appetite", "bad")


def _per_unit(wording: Wording, one: Ranked) -> Cell:
    return Cell(wording.ratio(one.found.response_value), _path(one), number=True)


def _per_unit_of_all(wording: Wording, ranking: list[Ranked]) -> str:
    """What is saved for each unit by the responses that have a cost."""
    costed = [one for one in ranking if one.found.response_value is not None]
    cost = _sum(one.found.response_cost for one in costed)
    return wording.ratio(_sum(one.saved for one in costed) / cost if cost else None)


def _blank(_wording: Wording, _ranking: list[Ranked]) -> str:
    return ""


def _is_costed(one: Ranked) -> bool:
    return one.found.response_cost is not None


COLUMNS: Final = (
    Column(
        N_("Risk"),
        lambda wording, one: Cell(f"{one.risk.id} {wording.name(one.risk)}", _path(one)),
        lambda wording, _ranking: wording.say(N_("Total")),
        is_money=False,
    ),
    Column(N_("Level before, after, target"), _levels, _blank, is_money=False),
    Column(N_("Appetite"), _appetite, _blank, is_money=False),
    _money(N_("Expected before"), lambda one: one.found.expected),
    _money(N_("Expected after"), lambda one: one.found.residual_expected),
    _money(N_("Saved by the response"), lambda one: one.saved),
    _money(N_("Cost of the response"), lambda one: one.found.response_cost, shown=_is_costed),
    Column(N_("Saved per unit of cost"), _per_unit, _per_unit_of_all, is_money=False, shown=_is_costed),
    _money(N_("Part of the loss at 80%"), lambda one: one.to_p80, shown=lambda one: one.to_p80 is not None),
)


class RiskRankingPage(FigurePage):
    """The ranking in a chosen order, what the sum does not say, and the charts of exposure and adjustment."""

    key = "risk_ranking"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr(N_("Ranking of the risks")), parent)
        self._simulator = context.simulator
        self._data = Latest(self, context.workers, compose, self._take)
        self._used: Simulated | None = None
        self.sentence = self.add_text("heading")
        self.begin = self.add_button(tr(N_("Go to the risks")), partial(context.navigator.go, "risks"))
        self.options, self.order = OptionBox(with_all=True), Combo()
        self._add_choices()
        self.table = self.add_table(tr(N_("Risks by rank")), stretch=(0, 2))
        self.note = self.add_text("")
        self.simulate = self.add_button(tr(N_("Go to the simulation")), partial(follow, context.navigator, SIMULATION))
        self.add_hint()
        self.pictures = [view for _, target in CHARTS for view in self.add_charts(target)]
        self.add_stretch()
        self._simulator.changed.connect(self._follow)

    def _add_choices(self) -> None:
        self.options.chosen.connect(self.renew)
        self.choice = self.add_choice(tr(N_("Option")), self.options)
        for key, order in ORDERS.items():
            self.order.addItem(tr(order.words), key)
        self.order.setMinimumContentsLength(32)
        self.order.setAccessibleName(tr(N_("Rank by")))
        self.order.activated.connect(self.renew)
        self.controls = self.add_choice(tr(N_("Rank by")), self.order)

    def refresh(self, case: Case, results: Results) -> None:
        """Ask for the ranking of the chosen option, with what its simulation says."""
        self.options.show_options(case, results)
        option = self.options.option
        self._simulator.attend(self.key, option)
        self._used = self._simulated()
        self._data.ask(Question(case, results, option, self._used, self.order.currentData()), language())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._simulator.attend(self.key, self.options.option)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._simulator.attend(self.key, "")

    def _follow(self, _option: str) -> None:
        """Rank again when the simulation says something else, or nothing any more."""
        if self.isVisible() and self._simulated() is not self._used:
            self.renew()

    def _simulated(self) -> Simulated | None:
        return self._simulator.standing(self.options.option).trusted

    def _take(self, shown: Shown) -> None:
        has_risks = bool(shown.table.rows)
        put_text(self.sentence, shown.sentence or tr(N_("Open risks with a probability and a cost make this page.")))
        self.begin.setVisible(not has_risks)
        self.choice.setVisible(bool(self.options.count()) and bool(shown.sentence))
        self.controls.setVisible(has_risks)
        self.put_table(self.table, shown.table)
        put_text(self.note, shown.note)
        is_one = bool(self.options.option) or not self.options.count()
        self.simulate.setVisible(has_risks and is_one and self._used is None)
        for view, chart in zip(self.pictures, shown.charts, strict=True):
            view.setVisible(chart is not None)
            self.put_chart(view, chart, "")
