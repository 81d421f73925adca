"""The page of the simulation: it runs beside the window, says what is certain, and how old its figures are."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QLabel, QWidget

import risk.simulation
from casebuilder.analysis import analyse
from casebuilder.analysis.simulation import Simulated, exact_curve, simulated
from casebuilder.charts.types import CurveChart
from casebuilder.examples import sample
from casebuilder.i18n import Language
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.model.paths import Path
from casebuilder.model.risks import Risk
from casebuilder.model.uncertainty import SimulationSettings
from casebuilder.spec import BiText
from casebuilder.values.amounts import full_amount
from gui import i18n
from gui.foot_bar import FootBar
from gui.main_window import MainWindow
from gui.pages.overview import OverviewPage
from gui.pages.simulation import SimulationPage
from gui.tables.figure_table import FigureTable
from gui.why_tab import WhyTab
from tests.analysis.small import D, benefit, cost, small
from tests.gui.view_support import MakeStage, Stage, empty_stage, make_stage, stage

__all__ = ["empty_stage", "make_stage", "stage"]  # fixtures

LEFT = Qt.MouseButton.LeftButton
FEW, MANY = 512, 4_000_000
ITERATIONS = Path("simulation", field="iterations")
WAIT = 30_000
WIDE, NARROW = 1366, 600


def texts(table: FigureTable) -> list[list[str]]:
    """The cells of a table, row by row."""
    model = table.figures
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def value(table: FigureTable, label: str, column: int = 1) -> str:
    """The cell of the row with this label."""
    return next(row[column] for row in texts(table) if row[0] == label)


def whole(amount: float) -> str:
    return full_amount(Decimal(amount))


def quick(case: Case | None = None, **settings: Any) -> Case:
    """The sample with few iterations, so that a run is over at once."""
    case = sample() if case is None else case
    return case.having(simulation=dataclasses.replace(case.simulation, iterations=FEW, **settings))


def told(case: Case, option: str = "OPT1") -> Simulated:
    return simulated(case, analyse(case), option)


def name(stage: Stage, option: str) -> str:
    return record_name(stage.session.case.find("options", option), "en")


def until(stage: Stage, holds: Callable[[], bool]) -> None:
    stage.qtbot.waitUntil(holds, timeout=WAIT)


def is_current(stage: Stage, page: SimulationPage) -> bool:
    """True once the figures on the page are those of the case."""
    standing = stage.context.simulator.standing(page.options.option)
    return standing.is_current and not stage.workers.busy and not stage.derived.stale


def opened(stage: Stage) -> SimulationPage:
    """The page, with the figures of its first run."""
    page = stage.show(SimulationPage(stage.context))
    until(stage, lambda: is_current(stage, page))
    return page


def iterate(stage: Stage, iterations: int) -> None:
    """Type another number of iterations."""
    stage.session.apply(edits.set_value(stage.session.case, ITERATIONS, iterations))


def begun(stage: Stage, page: SimulationPage) -> None:
    """Wait until a long run shows its progress."""
    until(stage, lambda: page.bar.isVisible() and page.bar.value() > 0)


@pytest.fixture
def quick_stage(make_stage: MakeStage) -> Stage:
    """The sample with quick runs."""
    return make_stage(quick())


# -- what it says ------------------------------------------------------------------------------------------------------


def test_it_runs_by_itself_when_it_is_first_shown(quick_stage: Stage) -> None:
    page, npv = opened(quick_stage), told(quick()).simulation.npv
    assert page.sentence.text().startswith("With 80% certainty the net present value is at least TWD 4.")
    assert value(page.percentiles, "P20") == whole(npv.p20)
    assert value(page.percentiles, "P50", 2) == " – ".join(map(whole, npv.ci95["p50"]))
    assert value(page.measures, "Mean") == whole(npv.mean)
    assert value(page.measures, "Mean of the worst 5%") == whole(npv.cvar)
    assert page.state.text() == "As the case is now; every edit runs it again."
    assert not page.run.isEnabled()


def test_costs_money_to_set_aside_and_time_are_those_of_the_simulation(quick_stage: Stage) -> None:
    page, found = opened(quick_stage), told(quick()).simulation
    assert found.contingency is not None
    assert found.peak_funding.p50 is not None
    assert found.peak_funding.p80 is not None
    assert value(page.percentiles, "P80", 3) == whole(found.total_cost.p80)
    assert value(page.measures, "Contingency that P50 needs") == whole(found.contingency.p50)
    assert value(page.measures, "Contingency that P80 needs") == whole(found.contingency.p80)
    assert value(page.measures, "Contingency provided") == "215,000"
    assert "short of what 80% certainty of the cost needs" in page.reserve.text()
    peaks = " / ".join((whole(found.peak_funding.p50), whole(found.peak_funding.p80)))
    assert value(page.measures, "Peak funding, P50 and P80") == peaks


def test_the_shares_add_up_and_each_leads_to_its_record(quick_stage: Stage) -> None:
    page, found = opened(quick_stage), told(quick()).simulation
    rows = texts(page.drivers)
    shares = [Decimal(row[1].removesuffix("%")) for row in rows]
    assert rows[-1] == ["Total", "100.0%"]
    assert abs(sum(shares[:-1]) - 100) < D("0.7")  # thirteen rows, each rounded to a tenth
    assert shares[:-2] == sorted(shares[:-2], reverse=True)
    page.drivers.setFocus()
    page.drivers.setCurrentIndex(page.drivers.figures.index(0, 0))
    quick_stage.qtbot.keyClick(page.drivers, Qt.Key.Key_Return)
    assert quick_stage.steps.gone == [found.drivers[0].key]


def test_the_curve_shows_the_state_before_the_responses_too(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    chart = page.pictures[0].chart
    assert isinstance(chart, CurveChart)
    assert [curve.name for curve in chart.curves] == ["After response", "Before response"]
    before = told(quick(assessment="inherent")).simulation.npv.p20
    assert value(page.measures, "80% certain before the responses") == whole(before)


def test_the_notes_say_how_it_was_run_and_checked(quick_stage: Stage) -> None:
    notes = opened(quick_stage).notes.text()
    assert "512 iterations" in notes
    assert "20260101" in notes
    assert "Self-check" in notes
    assert "NumPy" in notes


def test_another_option_can_be_chosen_and_is_simulated(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    assert page.options.itemText(0).startswith("Recommended: OPT1")
    page.options.setFocus()
    quick_stage.qtbot.keyClick(page.options, Qt.Key.Key_Down)
    assert page.options.option == "OPT2"
    until(quick_stage, lambda: is_current(quick_stage, page))
    assert value(page.percentiles, "P20") == whole(told(quick(), "OPT2").simulation.npv.p20)
    assert page.sentence.text().startswith(f"{name(quick_stage, 'OPT2')}: With 80% certainty")


def recommend(stage: Stage, option: str) -> None:
    path = Path("recommendation", field="option")
    stage.session.apply(edits.set_value(stage.session.case, path, option))
    stage.settle()


def test_the_chooser_follows_the_recommendation_until_the_user_chooses(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    recommend(quick_stage, "OPT2")
    assert page.options.option == "OPT2"
    until(quick_stage, lambda: is_current(quick_stage, page))
    assert page.sentence.text().startswith("With 80% certainty")
    page.options.setFocus()
    quick_stage.qtbot.keyClick(page.options, Qt.Key.Key_End)
    chosen = page.options.option
    recommend(quick_stage, "OPT1")
    assert page.options.option == chosen
    quick_stage.qtbot.keyClick(page.options, Qt.Key.Key_Home)
    recommend(quick_stage, "OPT2")
    assert page.options.option == "OPT2"


def test_it_speaks_the_language_of_the_screen(quick_stage: Stage) -> None:
    i18n.set_language("zh_TW")
    page = opened(quick_stage)
    assert "80" in page.sentence.text()
    assert "淨現值" in page.sentence.text()
    words = [label.text() for label in page.findChildren(QLabel)] + [row[0] for row in texts(page.measures)]
    assert not [text for text in words if "certain" in text or "the " in text]


# -- live --------------------------------------------------------------------------------------------------------------


def test_every_edit_runs_it_again(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    quick_stage.spend(2_600_000)
    until(quick_stage, lambda: not is_current(quick_stage, page))
    until(quick_stage, lambda: is_current(quick_stage, page))
    assert value(page.percentiles, "P20") == whole(told(quick_stage.session.case).simulation.npv.p20)
    assert page.pictures[0].isVisible()


def test_an_edit_of_a_text_leaves_the_figures_as_they_are(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    outcome = quick_stage.context.simulator.standing("OPT1").outcome
    title = Path("profile", field="title")
    quick_stage.session.apply(edits.set_value(quick_stage.session.case, title, BiText("Another title")))
    quick_stage.settle()
    until(quick_stage, lambda: is_current(quick_stage, page))
    found = quick_stage.context.simulator.standing("OPT1").outcome
    assert outcome is not None
    assert found is not None
    assert found.simulated is outcome.simulated


def test_a_long_run_shows_its_progress_and_can_be_cancelled(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    iterate(quick_stage, MANY)
    begun(quick_stage, page)
    assert not page.run.isVisible()
    assert page.state.text() == "Being simulated …"
    quick_stage.qtbot.mouseClick(page.cancel, LEFT)
    assert not page.bar.isVisible()
    assert page.run.isEnabled()
    until(quick_stage, lambda: not quick_stage.workers.busy)


def test_what_has_never_run_and_takes_long_waits_to_be_asked(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    iterate(quick_stage, MANY)
    begun(quick_stage, page)
    quick_stage.qtbot.mouseClick(page.cancel, LEFT)
    page.options.setFocus()
    quick_stage.qtbot.keyClick(page.options, Qt.Key.Key_Down)
    until(quick_stage, page.run.isEnabled)
    assert page.state.text() == "It takes a while, and so it runs only when you ask."
    assert not page.percentiles.isVisible()
    quick_stage.qtbot.mouseClick(page.run, LEFT)
    begun(quick_stage, page)
    quick_stage.qtbot.mouseClick(page.cancel, LEFT)


def test_figures_do_not_wait_for_a_run_even_where_there_is_one_thread(quick_stage: Stage) -> None:
    page, pool = opened(quick_stage), QThreadPool.globalInstance()
    threads = pool.maxThreadCount()
    pool.setMaxThreadCount(1)
    try:
        iterate(quick_stage, MANY)
        begun(quick_stage, page)
        before = quick_stage.derived.results
        quick_stage.spend(2_600_000)
        until(quick_stage, lambda: quick_stage.derived.results is not before and not quick_stage.derived.stale)
        assert quick_stage.context.simulator.standing("OPT1").is_running
        quick_stage.qtbot.mouseClick(page.cancel, LEFT)
    finally:
        pool.setMaxThreadCount(threads)


def test_after_a_cancelled_run_older_figures_stay_and_say_so(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    first = texts(page.percentiles)
    iterate(quick_stage, MANY)
    begun(quick_stage, page)
    quick_stage.qtbot.mouseClick(page.cancel, LEFT)
    assert page.state.text() == "Older than the case: run it again."
    until(quick_stage, lambda: not quick_stage.workers.busy)
    assert texts(page.percentiles) == first
    quick_stage.session.undo()
    until(quick_stage, lambda: is_current(quick_stage, page))
    assert page.state.text() == "As the case is now."


def test_what_runs_on_demand_runs_when_it_is_asked_to(quick_stage: Stage) -> None:
    page = opened(quick_stage)
    iterate(quick_stage, MANY)
    begun(quick_stage, page)
    quick_stage.qtbot.mouseClick(page.cancel, LEFT)
    iterate(quick_stage, 2 * FEW)
    until(quick_stage, lambda: not quick_stage.workers.busy and not quick_stage.derived.stale)
    assert page.run.isEnabled()
    quick_stage.qtbot.mouseClick(page.run, LEFT)
    until(quick_stage, lambda: is_current(quick_stage, page))
    again = quick_stage.session.case
    assert value(page.percentiles, "P20") == whole(told(again).simulation.npv.p20)
    assert page.state.text() == "As the case is now; every edit runs it again."


# -- exact -------------------------------------------------------------------------------------------------------------


def independent(high: str = "1.5", iterations: int = FEW) -> Case:
    """One uncertain cost and one uncertain benefit that are independent of each other."""
    lines = (
        cost(10_000, 0, 0, 0, low=D("0.8"), high=D(high), distribution="triangular"),
        benefit(6000, 0, 1, 1, 1, low=D("0.5"), high=D("1.2"), distribution="triangular"),
    )
    return small(*lines, simulation=SimulationSettings(iterations=iterations, seed=5, sampler="sobol"))


def test_independent_sums_are_exact_until_they_have_run(make_stage: MakeStage) -> None:
    stage = make_stage(independent(iterations=MANY))
    page = stage.show(SimulationPage(stage.context))
    begun(stage, page)
    stage.qtbot.mouseClick(page.cancel, LEFT)
    exact = exact_curve(told(independent(), "A").compiled.model)
    assert exact is not None
    assert value(page.percentiles, "P20") == whole(exact.quantile(0.2))
    assert value(page.percentiles, "P20", 2) == "exact"
    assert value(page.measures, "Standard deviation") == whole(exact.sd)
    assert page.notes.text().startswith("• The NPV is exact, without sampling")
    chart = page.pictures[0].chart
    assert isinstance(chart, CurveChart)
    assert chart.curves[0].percentiles == pytest.approx([exact.quantile(level) for level in (0.2, 0.5, 0.8)])
    assert chart.frame.caption.endswith("; exact, without sampling")
    share = 100 * (1 - exact.probability_below(8000.0))
    assert f"The base estimate of TWD 8,000 is reached in {share:.1f}% of all outcomes." in page.sentence.text()


def test_what_has_run_shows_the_figures_of_the_document(make_stage: MakeStage) -> None:
    stage, ran = make_stage(independent()), told(independent(), "A").simulation
    page, bar = opened(stage), stage.show(FootBar(stage.context))
    assert value(page.percentiles, "P20") == whole(ran.npv.p20)
    reached = f"{100 * (ran.npv_samples >= 8000).mean():.1f}%"
    assert f"The base estimate of TWD 8,000 is reached in {reached} of all outcomes." in page.sentence.text()
    assert f"probability of the base estimate or more: {reached}" in bar.figures["certain"].accessibleName()
    assert "exact" not in page.notes.text()
    chart = page.pictures[0].chart
    assert isinstance(chart, CurveChart)
    assert chart.curves[0].percentiles == pytest.approx([ran.npv.p20, ran.npv.p50, ran.npv.p80])


def test_the_exact_value_follows_an_edit_that_is_not_simulated(make_stage: MakeStage) -> None:
    stage = make_stage(independent())
    page = opened(stage)
    iterate(stage, MANY)
    begun(stage, page)
    stage.qtbot.mouseClick(page.cancel, LEFT)
    before = [value(page.percentiles, "P80", column) for column in (1, 3)]
    stage.session.apply(edits.set_value(stage.session.case, Path("cost_lines", "C1", "high"), D(3)))
    exact = exact_curve(told(independent(high="3"), "A").compiled.model)
    assert exact is not None
    until(stage, lambda: value(page.percentiles, "P80") == whole(exact.quantile(0.8)))
    assert value(page.percentiles, "P80", 1) != before[0]
    assert value(page.percentiles, "P80", 3) == before[1]
    chart = page.pictures[0].chart
    assert isinstance(chart, CurveChart)
    assert chart.curves[0].percentiles[2] == pytest.approx(exact.quantile(0.8) / 1000)  # in thousands
    assert page.state.text() == "The NPV is up to date, the rest is older: run it again."


# -- nothing to show ---------------------------------------------------------------------------------------------------


def test_an_empty_case_says_what_is_needed_and_leads_there(empty_stage: Stage) -> None:
    page = empty_stage.show(SimulationPage(empty_stage.context))
    assert page.sentence.text() == "Costs and benefits of an option make the simulation."
    assert not page.controls.isVisible()
    empty_stage.qtbot.mouseClick(page.begin, LEFT)
    assert empty_stage.steps.gone == ["cost_lines"]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (small(cost(100, 0, 0, 0), benefit(60, 0, 1, 1, 1)), "Nothing of this option is uncertain yet."),
        (small(cost(0, 0, 0, 0), benefit(0, 0, 1, 1, 1)), "Costs and benefits of an option make the simulation."),
    ],
    ids=["certain", "all nought"],
)
def test_what_cannot_vary_is_told_what_would_make_it(make_stage: MakeStage, case: Case, words: str) -> None:
    stage = make_stage(case)
    page = stage.show(SimulationPage(stage.context))
    until(stage, lambda: page.sentence.text().startswith(words))
    assert page.begin.isVisible()
    assert not page.percentiles.isVisible()


def test_a_failed_self_check_is_told_in_place(make_stage: MakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(risk.simulation, "LARGEST_ERROR", -1.0)
    stage = make_stage(quick(seed=771))
    page = stage.show(SimulationPage(stage.context))
    until(stage, page.fault.isVisible)
    assert page.fault.text().startswith("The simulation failed its own check")
    assert "standard errors" in page.fault.text()
    assert not page.percentiles.isVisible()
    assert not page.run.isEnabled()


def test_figures_that_cannot_be_simulated_say_so(make_stage: MakeStage) -> None:
    stage = make_stage(quick(seed=78, sampler="dice"))
    page = stage.show(SimulationPage(stage.context))
    until(stage, page.fault.isVisible)
    assert page.fault.text().startswith("These figures cannot be simulated.")


def test_the_explanation_of_a_percentile_follows_the_run(make_stage: MakeStage) -> None:
    case = quick(seed=79)
    stage = make_stage(case)
    tab = stage.show(WhyTab(stage.context))
    tab.show_figure("OPT1", "npv_percentile:20")
    until(stage, lambda: tab.value.text() not in {"", "–"})
    assert tab.value.text() == whole(told(case).simulation.npv.p20)


# -- foot and overview -------------------------------------------------------------------------------------------------


def test_the_foot_says_what_is_certain_once_it_is_known(quick_stage: Stage) -> None:
    bar = quick_stage.show(FootBar(quick_stage.context))
    bar.resize(WIDE, bar.height())
    button = bar.figures["certain"]
    until(quick_stage, button.isVisible)
    assert button.text().startswith("80% certain  at least TWD 4.")
    quick_stage.qtbot.mouseClick(button, LEFT)
    assert quick_stage.steps.gone == ["uncertainty/_simulation"]


def test_a_foot_without_room_leaves_it_out_and_cuts_no_figure(quick_stage: Stage) -> None:
    window = QWidget()
    bar = FootBar(quick_stage.context, window)
    quick_stage.show(window)
    bar.resize(WIDE, bar.height())
    until(quick_stage, bar.figures["certain"].isVisible)
    bar.resize(NARROW, bar.height())
    assert not bar.figures["certain"].isVisible()
    bar.resize(WIDE, bar.height())
    assert bar.figures["certain"].isVisible()


def test_the_overview_says_what_is_certain_once_it_is_known(quick_stage: Stage) -> None:
    page = quick_stage.show(OverviewPage(quick_stage.context))
    card = page.cards["npv"]
    until(quick_stage, lambda: "80% certain" in card.accessibleName())
    words = [label.text() for label in card.findChildren(QLabel)]
    ran = told(quick()).simulation
    reached = f"{100 * (ran.npv_samples >= 6_192_168).mean():.1f}%"
    assert words[1] == "TWD 6.19 million"
    assert words[2].splitlines() == [
        "5 years at 8%",
        f"80% certain: at least TWD {round(ran.npv.p20 / 1e6, 1)} million",
        "probability of a loss: below 0.1%",
        f"probability of the base estimate or more: {reached}",
    ]


def test_nothing_is_called_certain_before_it_is_simulated(empty_stage: Stage) -> None:
    bar, page = FootBar(empty_stage.context), OverviewPage(empty_stage.context)
    for widget in (empty_stage.show(bar), empty_stage.show(page)):
        assert widget.isVisible()
    assert not bar.figures["certain"].isVisible()
    assert "certain" not in page.cards["npv"].accessibleName()


def test_a_probable_loss_is_red_in_the_foot(make_stage: MakeStage) -> None:
    risks = (Risk(id="R1", options=("A",), probability=D("0.5"), cost_if_occurs=D(500)),)
    stage = make_stage(small(cost(100, 0, 0, 0), benefit(60, 0, 1, 1, 1), risks=risks))
    bar = stage.show(FootBar(stage.context))
    bar.resize(WIDE, bar.height())
    until(stage, bar.figures["certain"].isVisible)
    assert bar.figures["certain"].property("tone") == "bad"
    assert "probability of a loss: 50.0%" in bar.figures["certain"].accessibleName()


def test_the_figure_of_the_foot_leads_to_the_tab(window: MainWindow) -> None:
    window.go_step("uncertainty/_simulation")
    page: Any = window.frame.book.page("uncertainty")
    assert window.frame.book.key == "uncertainty"
    assert page.current_key() == "_simulation"
    assert isinstance(page.page("_simulation"), SimulationPage)


def test_the_page_is_made_in_each_language(window: MainWindow, screen: Language) -> None:
    window.go_step("uncertainty/_simulation")
    page: Any = window.frame.book.page("uncertainty")
    title = {"en": "Simulation results", "zh_TW": "模擬結果"}[screen]
    assert title in [page.bar.tabText(place) for place in range(page.bar.count())]
