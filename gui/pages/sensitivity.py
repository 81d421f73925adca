"""What could change the answer, one thing at a time: tornado, switching values, delay, and the discount rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from casebuilder.analysis.frame import frame_of
from casebuilder.analysis.sensitivity import Sensitivity, Swing, Switch, sensitivity_of
from casebuilder.charts.types import Chart
from casebuilder.finance.sensitivity import npv_at_delay
from casebuilder.i18n import N_, Language
from casebuilder.model.case import Case
from casebuilder.report import driver_words
from casebuilder.report.wording import Wording
from gui.context import Context
from gui.headline import COSTS
from gui.i18n import language, tr
from gui.latest import Latest
from gui.pages.figure_page import FigurePage, put_text
from gui.pages.option_box import OptionBox
from gui.tables.figure_table import Cell, Figures

if TYPE_CHECKING:
    from casebuilder.analysis import Results

DRIVERS_SHOWN: Final = 10
MONTHS: Final = {
    0: N_("On time"),
    1: N_("1 month late"),
    **dict.fromkeys((3, 6, 12, 18, 24), N_("{months} months late")),
}
LONGEST_BASIS: Final[dict[Language, int]] = {"en": 90, "zh_TW": 45}  # letters; the guide has the whole text
CHARTS: Final = (("tornado", COSTS), ("npv_profile", "profile.discount_rate"), ("delay_cost", "benefits"))
NOTHING_SHOWN: Final = Figures((), ())


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one option of a snapshot."""

    finding: str
    note: str
    drivers: Figures
    switches: Figures
    switching_note: str
    delay_note: str
    delays: Figures
    charts: tuple[Chart | None, ...]


EMPTY: Final = Shown("", "", NOTHING_SHOWN, NOTHING_SHOWN, "", "", NOTHING_SHOWN, (None,) * len(CHARTS))


def compose(case: Case, results: Results, spoken: Language, option: str) -> Shown | None:
    """The tables and charts of an option; None where there is no such option. For a worker."""
    from casebuilder.charts import data
    from casebuilder.report import money
    from casebuilder.report.blocks import Paragraph

    if option not in results.options:
        return None
    about = replace(results, preferred=option)  # sentences and charts speak of the recommended option
    wording, found = Wording(case, about, spoken), sensitivity_of(case, results.options[option])
    flips = [block.text for block in money.switching(wording) if isinstance(block, Paragraph)]
    month = wording.money(found.cost_of_delay)
    return Shown(
        finding="".join(flips) or wording.say(N_("No single change of costs, benefits or time turns the answer.")),
        note=_note(wording, found),
        drivers=drivers(wording, found),
        switches=switches(wording, found),
        switching_note=driver_words.no_other_line(wording, found, DRIVERS_SHOWN),
        delay_note=wording.say(
            N_("Each month that the benefits come late costs {amount} {within}."),
            amount=month,
            within=driver_words.first_period(wording),
        ),
        delays=delays(wording, found),
        charts=tuple(data.CHARTS[key](case, about, spoken) for key, _ in CHARTS),
    )


def _note(wording: Wording, found: Sensitivity) -> str:
    """Which driver matters most, or what to do where none has a range."""
    if not found.swings:
        return wording.say(N_("No line has a range. Type low and high, with their basis, for the largest lines first."))
    widest = found.swings[0]
    text = N_("The widest doubt is “{driver}”: between its ends the NPV moves by {amount}.")
    name, moved = driver_words.driver(wording, widest), wording.money(widest.bar.swing)
    return wording.say(text, driver=name, amount=moved)


# -- tables ------------------------------------------------------------------------------------------------------------


def drivers(wording: Wording, found: Sensitivity) -> Figures:
    """One row a driver, the widest bar first."""
    say, currency = wording.say, wording.case.profile.currency
    header = (
        say(N_("Driver")),
        say(N_("Range")),
        say(N_("Basis of the range")),
        wording.with_unit(say(N_("NPV at the low end")), currency),
        wording.with_unit(say(N_("NPV at the high end")), currency),
        wording.with_unit(say(N_("Swing")), currency),
    )
    rows = tuple(_driver_row(wording, found.option, swing) for swing in found.swings)
    return Figures(header, rows) if rows else NOTHING_SHOWN


def _driver_row(wording: Wording, option: str, swing: Swing) -> tuple[Cell, ...]:
    path, bar = driver_words.driver_path(swing, option), swing.bar
    basis = _cut(driver_words.basis(wording, swing, option), LONGEST_BASIS[wording.language])
    ends = (("low", bar.at_low), ("high", bar.at_high), ("", bar.swing))
    return (
        Cell(driver_words.driver(wording, swing), path, strong=True),
        Cell(driver_words.reach(wording, swing), path),
        Cell(basis or wording.say(N_("no basis stated")), path, tone="neutral" if basis else "warning"),
        *(_driver_cell(wording, option, swing, end=end) for end in ends),
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _driver_cell(wording: Wording, option: str, swing: Swing, *, end: tuple[str, Decimal]) -> Cell:
    name, value = end
    return Cell(
        wording.amount(value),
        driver_words.driver_path(swing, option),
        tone="bad" if value < 0 else "neutral",
        number=True,
        figure=(option, f"swing:{name}:{swing.bar.driver.key}"),
    )


def switches(wording: Wording, found: Sensitivity) -> Figures:
    """How far each group and each line may change before the NPV is nought; the most sensitive first."""
    say, currency = wording.say, wording.case.profile.currency
    header = (
        say(N_("What changes, all else as it is")),
        wording.with_unit(say(N_("Adds to the NPV")), currency),
        say(N_("Switching value")),
    )
    rows = tuple(_switch_rows(wording, found))
    return Figures(header, rows) if rows else NOTHING_SHOWN


def _switch_rows(wording: Wording, found: Sensitivity) -> Iterator[tuple[Cell, ...]]:
    """The totals with their parts, and the lines that can turn the answer alone."""
    lines = driver_words.turning_lines(found)[:DRIVERS_SHOWN]
    for heading, shown in ((N_("Groups"), driver_words.groups(found)), (N_("Single lines"), lines)):
        if shown:
            yield (Cell(wording.say(heading)),)
        for one in shown:
            yield _switch_row(wording, found.option, one)


def _switch_row(wording: Wording, option: str, one: Switch) -> tuple[Cell, ...]:
    path = driver_words.switch_path(one.path)
    return (
        Cell(driver_words.switch(wording, one.path), path, strong=True),
        Cell(wording.amount(one.pv), path, number=True, figure=(option, f"adds:{one.path}")),
        Cell(driver_words.switching_change(wording, one), path, number=True, figure=(option, f"switching:{one.path}")),
    )


def delays(wording: Wording, found: Sensitivity) -> Figures:
    """The NPV where all benefits come some months late, up to two years, and what that loses."""
    say, frame = wording.say, frame_of(wording.case)
    values = {months: npv_at_delay(found.delays, frame.periods_in(Decimal(months))) for months in MONTHS}
    lost = {months: found.npv - value for months, value in values.items()}
    header = (say(N_("All benefits come")), *(say(text, months=months) for months, text in MONTHS.items()))
    lost_keys = {months: "cost_of_delay" if months == 1 else f"lost:{months}" for months in MONTHS}
    rows = (
        (N_("NPV"), values, {months: f"delay:{months}" for months in MONTHS}),
        (N_("Lost by the delay"), lost, lost_keys),
    )
    return Figures(header, tuple(_delay_row(wording, found.option, *row) for row in rows))


def _delay_row(
    wording: Wording, option: str, label: str, values: Mapping[int, Decimal], keys: Mapping[int, str]
) -> tuple[Cell, ...]:
    path = f"options[{option}].delay_high"
    cells = (
        Cell(
            wording.amount(value),
            path,
            tone="bad" if value < 0 else "neutral",
            number=True,
            figure=(option, keys[months]),
        )
        for months, value in values.items()
    )
    return (Cell(wording.with_unit(wording.say(label), wording.case.profile.currency), path, strong=True), *cells)


class SensitivityPage(FigurePage):
    """The flip sentence, the drivers and how far each thing may go, for the option that is chosen."""

    key = "sensitivity"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr(N_("Sensitivity")), parent)
        self._data = Latest(self, context.workers, compose, self._take)
        self._drivers = NOTHING_SHOWN
        self.options = OptionBox()
        self.options.chosen.connect(self.renew)
        self._choice = self.add_choice(tr(N_("Option")), self.options)
        self.finding = self.add_text("heading")
        self.note = self.add_text("")
        self.begin = self.add_button(tr(N_("Go to the costs")), partial(context.navigator.go, COSTS))
        self.pictures = self.add_charts(CHARTS[0][1])
        self.drivers = self.add_table(tr(N_("Drivers with a range")), stretch=(0, 2))
        self.more = self.add_button("", self._show_all)
        self.add_hint()
        self.switching_title = self.add_text("heading", tr(N_("How far it may go before the answer changes")))
        self.switches = self.add_table(tr(N_("Switching values")), stretch=(0,))
        self.switching_note = self.add_text("muted")
        self.delay_note = self.add_text("heading")
        self.delays = self.add_table(tr(N_("Delay of the benefits")), stretch=(0,))
        self.pictures += self.add_charts(*(target for _, target in CHARTS[1:]))
        self.add_stretch()

    def refresh(self, case: Case, results: Results) -> None:
        """Ask for the figures of the chosen option."""
        self.options.show_options(case, results)
        self._choice.setVisible(bool(self.options.option))
        self._data.ask(case, results, language(), self.options.option)

    def _take(self, found: Shown | None) -> None:
        shown = found or EMPTY
        put_text(self.finding, shown.finding or tr(N_("Costs and benefits of the options make this page.")))
        put_text(self.note, shown.note)
        put_text(self.delay_note, shown.delay_note)
        self._drivers = shown.drivers
        self._show_drivers(DRIVERS_SHOWN)
        self.put_table(self.switches, shown.switches)
        self.put_table(self.delays, shown.delays)
        self.switching_title.setVisible(bool(shown.switches.rows))
        put_text(self.switching_note, shown.switching_note)
        self.begin.setVisible(not shown.drivers.rows)
        money = tr(N_("Costs and benefits make this chart."))
        ranges = N_("Ranges make this chart: type low and high with the costs and the benefits, in the group “Range”.")
        missing = tr(ranges), money, money
        for view, chart, needed in zip(self.pictures, shown.charts, missing, strict=True):
            self.put_chart(view, chart, needed)

    def _show_drivers(self, number: int) -> None:
        rows = self._drivers.rows
        self.put_table(self.drivers, Figures(self._drivers.header, rows[:number]))
        self.more.setText(tr(N_("Show all {count} drivers"), count=len(rows)))
        self.more.setVisible(len(rows) > number)

    def _show_all(self) -> None:
        self._show_drivers(len(self._drivers.rows))
