"""Scenarios side by side: what every option is worth where several things differ at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from casebuilder import starters
from casebuilder.analysis.sensitivity import ScenarioResult, scenario_results
from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.report import driver_words
from casebuilder.report.lineage.changes import scenario_key
from casebuilder.report.wording import Wording
from gui.context import Context
from gui.headline import COSTS
from gui.i18n import language, tr
from gui.latest import Latest
from gui.pages.figure_page import FigurePage, put_text
from gui.tables.figure_table import Cell, Figures

if TYPE_CHECKING:
    from casebuilder.analysis import Results

CHART: Final = "scenario_comparison"
PART: Final = "scenarios"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one snapshot."""

    finding: str
    note: str
    table: Figures
    chart: Chart | None
    own: bool  # the case has scenarios of its own


def compose(case: Case, results: Results, spoken: Language) -> Shown:
    """The table and the chart. For a worker."""
    from casebuilder.charts import data

    wording, found = Wording(case, results, spoken), scenario_results(case, results.options)
    return Shown(
        finding=finding(wording, found),
        note=_note(wording, found),
        table=figures(wording, found),
        chart=data.CHARTS[CHART](case, results, spoken),
        own=bool(case.scenarios),
    )


def finding(wording: Wording, found: Sequence[ScenarioResult]) -> str:
    """Whether one option is the best in every scenario; "" where there is nothing to compare."""
    best = list(dict.fromkeys(one.best for one in found))
    if not best:
        return ""
    if len(best) == 1:
        values = [one.appraisals[best[0]].npv for one in found]
        return wording.say(
            N_("Best in all {count} scenarios: {option}, from {low} to {high}."),
            option=wording.option(best[0]),
            count=len(found),
            low=wording.money(min(values)),
            high=wording.money(max(values)),
        )
    leading = wording.results.preferred if wording.results.preferred in best else best[0]
    other = next(one for one in found if one.best != leading)
    return wording.say(
        N_("Best in {wins} of {count} scenarios: {option}. In {scenario} it is {other}."),
        option=wording.option(leading or ""),
        wins=sum(one.best == leading for one in found),
        count=len(found),
        scenario=driver_words.scenario(wording, other.scenario),
        other=wording.option(other.best),
    )


def _note(wording: Wording, found: Sequence[ScenarioResult]) -> str:
    """That nothing differs yet, or in which scenarios the recommended option is worth less than nothing."""
    if found and all(one.appraisals == found[0].appraisals for one in found):
        return wording.say(N_("The scenarios are alike, as nothing differs in them yet: no line has a range."))
    headline = wording.results.headline
    if not found or headline is None or not headline.has_money:
        return ""
    option = headline.option.id
    lossy = [driver_words.scenario(wording, one.scenario) for one in found if one.appraisals[option].npv < 0]
    if not lossy:
        return wording.say(N_("The recommended option is worth more than nothing in every scenario."))
    text = N_("The recommended option is worth less than nothing in: {scenarios}.")
    return wording.say(text, scenarios=wording.listed(lossy))


def figures(wording: Wording, found: Sequence[ScenarioResult]) -> Figures:
    """One row a scenario, one column an option; the best is marked by a word too."""
    if not found:
        return Figures((), ())
    options = list(found[0].appraisals)
    currency = wording.case.profile.currency
    header = (
        wording.with_unit(wording.say(N_("NPV by scenario")), currency),
        *(f"{key} {wording.option(key)}" for key in options),
        wording.say(N_("Best")),
    )
    return Figures(header, tuple(_row(wording, one, options) for one in found))


def _row(wording: Wording, one: ScenarioResult, options: Sequence[str]) -> tuple[Cell, ...]:
    path = f"{PART}[{one.scenario.id}]" if one.scenario.id else PART
    key = f"scenario:{scenario_key(one.scenario)}"
    cells = (
        Cell(
            wording.amount(value),
            path,
            tone="bad" if value < Decimal(0) else "neutral",
            number=True,
            strong=option == one.best,
            figure=(option, key),
        )
        for option, value in ((option, one.appraisals[option].npv) for option in options)
    )
    name = Cell(driver_words.scenario(wording, one.scenario), path, strong=True)
    return (name, *cells, Cell(one.best, f"options[{one.best}]", tone="good", strong=True))


class ScenariosPage(FigurePage):
    """Finding, table and chart; the usual three can be made scenarios of the case."""

    key = "scenario_results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr(N_("Scenarios compared")), parent)
        self._data = Latest(self, context.workers, compose, self._take)
        self.finding = self.add_text("heading")
        self.note = self.add_text("")
        self.begin = self.add_button(tr(N_("Go to the costs")), partial(context.navigator.go, COSTS))
        self.table = self.add_table(tr(N_("Net present value by scenario")))
        self.add_hint()
        self.usual = self.add_text("muted")
        self.usual.setText(tr(N_("These three are worked out for every case. Add them to give each its own story.")))
        self.add_usual = self.add_button(tr(starters.STARTERS[PART].label), self._insert)
        (self.picture,) = self.add_charts(PART)
        self.next = self.add_button(tr(N_("Go to the scenarios")), partial(context.navigator.go, PART))
        self.add_stretch()

    def refresh(self, case: Case, results: Results) -> None:
        """Ask for the table and the chart of these results."""
        self._data.ask(case, results, language())

    def _take(self, shown: Shown) -> None:
        put_text(self.finding, shown.finding or tr(N_("Costs and benefits of the options make this page.")))
        put_text(self.note, shown.note)
        self.put_table(self.table, shown.table)
        self.put_chart(self.picture, shown.chart, tr(N_("Options with costs and benefits make this chart.")))
        self.begin.setVisible(not shown.table.rows)
        for widget in (self.usual, self.add_usual):
            widget.setVisible(not shown.own)
        self.next.setVisible(shown.own)

    def _insert(self) -> None:
        case = self._context.session.case
        if not case.scenarios:
            self._context.session.apply(starters.start(case, PART))
