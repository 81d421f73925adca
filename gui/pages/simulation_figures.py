"""What the page of the simulation shows of one outcome: sentences, tables and charts. Made in a worker."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from casebuilder.analysis.sensitivity import DELAY
from casebuilder.charts import data
from casebuilder.charts.drivers import full_driver_name
from casebuilder.charts.facts import Facts
from casebuilder.charts.simulation_data import exact_npv_s_curve
from casebuilder.charts.types import Chart
from casebuilder.i18n import N_, Language
from casebuilder.report import simulation as report
from casebuilder.report.blocks import Bullets
from casebuilder.report.wording import Wording
from casebuilder.values.amounts import full_amount
from gui.headline import COSTS, NOTHING
from gui.simulator import Outcome, Subject
from gui.tables.figure_table import Cell, Figures

if TYPE_CHECKING:
    from casebuilder.analysis.simulation import Simulated
    from casebuilder.report.blocks import Tone
    from risk.exact import Curve
    from risk.summary import Summary

Row = tuple[Cell, ...]
PERCENTILES: Final = (5, 10, 20, 50, 80, 90, 95)
CERTAIN_NPV, CERTAIN_COST = 20, 80  # the percentiles that are reached, or not exceeded, with 80%
CHARTS: Final = ("npv_s_curve", "cost_s_curve", "variance_shares")
MOST_DRIVERS: Final = 12
MUCH: Final = 0.2  # a chance of a loss that is more than the page's 80% allow
_TAIL: Final = 0.05
_NO_FIGURES: Final = Figures((), ())


@dataclass(frozen=True, slots=True)
class Worth:
    """The distribution of the NPV, from its exact curve or from a simulation; only a simulation has intervals."""

    mean: float
    sd: float
    percentiles: Mapping[int, float]
    loss: float
    worst: float
    intervals: Mapping[int, tuple[float, float]]

    @staticmethod
    def of_curve(curve: Curve) -> Worth:
        """From the exact curve."""
        tail = curve.quantile(_TAIL)
        return Worth(
            mean=curve.mean,
            sd=curve.sd,
            percentiles={percent: curve.quantile(percent / 100) for percent in PERCENTILES},
            loss=curve.probability_below(0.0),
            worst=tail - curve.lower_partial_moment(tail) / _TAIL,
            intervals={},
        )

    @staticmethod
    def of_summary(npv: Summary) -> Worth:
        """From a simulation."""
        return Worth(
            mean=npv.mean,
            sd=npv.sd,
            percentiles={percent: getattr(npv, f"p{percent}") for percent in PERCENTILES},
            loss=npv.prob_negative,
            worst=npv.cvar,
            intervals={percent: npv.ci95[f"p{percent}"] for percent in PERCENTILES},
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one option."""

    sentence: str
    reserve: tuple[str, Tone]  # whether the money set aside suffices
    percentiles: Figures
    measures: Figures
    drivers: Figures
    notes: tuple[str, ...]
    charts: tuple[Chart | None, ...]


def compose(subject: Subject, outcome: Outcome | None, spoken: Language) -> Shown:
    """The figures of an outcome, and of the exact curve of the newest snapshot until that has run."""
    simulated = None if outcome is None else outcome.simulated
    if outcome is not None and simulated is not None and outcome.subject.key == subject.key:
        subject = replace(subject, curve=None, curve_before=None)  # the figures of the document take their place
    ran = subject if outcome is None or outcome.subject.key == subject.key else outcome.subject
    about = replace(ran.results, preferred=subject.option)  # sentences and charts speak of the recommended option
    told = Telling(Facts(ran.case, about, spoken), subject, simulated)
    return Shown(
        sentence=told.sentence(),
        reserve=told.reserve(),
        percentiles=told.percentiles(),
        measures=told.measures(),
        drivers=told.drivers(),
        notes=tuple(told.notes()),
        charts=told.charts(),
    )


class Telling:
    """One outcome in words. `facts` are those that it was run with; the exact curve may be of a newer snapshot."""

    def __init__(self, facts: Facts, subject: Subject, simulated: Simulated | None) -> None:
        self._facts = facts
        self._wording = Wording(facts.case, facts.results, facts.language)
        self._subject = subject
        self._option = f"options[{subject.option}]"
        self._result = facts.results.options[subject.option]
        self._simulated = simulated

    @cached_property
    def worth(self) -> Worth | None:
        """The distribution of the NPV; None before anything is known of it."""
        if self._subject.curve is not None:
            return Worth.of_curve(self._subject.curve)
        return None if self._simulated is None else Worth.of_summary(self._simulated.simulation.npv)

    # -- sentence and percentiles --------------------------------------------------------------------------------------

    def sentence(self) -> str:
        """What is certain at 80%, and how likely a loss and the base estimate are; of which option, if another."""
        words = self._certainty()
        if not words or self._subject.option == self._subject.results.preferred:
            return words
        name = self._wording.name(self._result.option)
        return self._facts.say(N_("{label}: {text}"), label=name, text=words)

    def _certainty(self) -> str:
        curve = self._subject.curve
        if curve is not None:
            base = self._subject.results.options[self._subject.option].appraisal.npv
            least = self._facts.money(Decimal(curve.quantile(CERTAIN_NPV / 100)))
            loss, reached = curve.probability_below(0.0), report.reached_exactly(curve, base)
            return report.certain(self._wording, least, loss=loss, reached=reached, base=base)
        return "" if self._simulated is None else report.certainty(self._wording, self._simulated)

    def percentiles(self) -> Figures:
        """The percentiles of the NPV and of the total cost, each with the error of the simulation."""
        if self.worth is None:
            return _NO_FIGURES
        costed = () if self._simulated is None else self._headers(N_("Total cost, undiscounted"))
        header = (self._facts.say(N_("Percentile")), *self._headers(N_("NPV")), *costed)
        return Figures(header, tuple(self._percentile(percent, self.worth) for percent in PERCENTILES))

    def _headers(self, measure: str) -> tuple[str, str]:
        label = self._wording.with_unit(self._facts.say(measure), self._facts.case.profile.currency)
        return label, self._facts.say(N_("95% interval of the simulation error"))

    def _percentile(self, percent: int, worth: Worth) -> Row:
        amount = worth.percentiles[percent]
        row = (
            Cell(f"P{percent}"),
            self._figure(f"npv_percentile:{percent}", amount, self._option, strong=percent == CERTAIN_NPV),
            Cell(self._interval(worth.intervals.get(percent)), number=True),
        )
        if self._simulated is None:
            return row
        cost = self._simulated.simulation.total_cost
        most = getattr(cost, f"p{percent}")
        return (
            *row,
            self._figure(f"cost_percentile:{percent}", most, COSTS, strong=percent == CERTAIN_COST),
            Cell(self._interval(cost.ci95[f"p{percent}"]), number=True),
        )

    def _figure(self, key: str, value: float, target: str, *, strong: bool = False) -> Cell:
        """An amount that can be explained."""
        figure = (self._result.option.id, key)
        return Cell(_amount(value), target, _sign(value), number=True, strong=strong, figure=figure)

    def _interval(self, ends: tuple[float, float] | None) -> str:
        return self._facts.say(N_("exact")) if ends is None else " – ".join(map(_amount, ends))

    # -- measures ------------------------------------------------------------------------------------------------------

    def measures(self) -> Figures:
        """Every other figure with what it says, under small headings."""
        rows = (*self._of_value(), *self._of_cost(), *self._of_time())
        header = tuple(map(self._facts.say, (N_("Measure"), N_("Value"), N_("What it says"))))
        return Figures(header, rows) if rows else _NO_FIGURES

    def _heading(self, text: str) -> Row:
        return (Cell(self._facts.say(text), strong=True),)

    def _row(self, label: str, value: Cell, note: str) -> Row:
        say = self._facts.say
        return Cell(say(label), value.target), value, Cell(say(note), value.target)

    def _of_value(self) -> Iterator[Row]:
        worth = self.worth
        if worth is None:
            return
        base = self._figure("npv", float(self._result.appraisal.npv), self._option)
        loss = Cell(self._wording.chance(worth.loss), tone="bad" if worth.loss > MUCH else "neutral", number=True)
        yield self._heading(N_("Net present value"))
        yield self._row(N_("Base estimate"), base, N_("every amount at its likely value, no risk"))
        yield self._row(N_("Mean"), _number(worth.mean), N_("the average of everything that may happen"))
        yield self._row(N_("Standard deviation"), _number(worth.sd), N_("how far outcomes usually lie from the mean"))
        yield self._row(N_("Probability of a negative NPV"), loss, N_("how likely a loss is"))
        worst = N_("what to expect when it goes badly (CVaR)")
        yield self._row(N_("Mean of the worst 5%"), _number(worth.worst), worst)
        before = self._before()
        if before is not None:
            note = N_("what it would be if nobody responded to the risks")
            yield self._row(N_("80% certain before the responses"), _number(before, "risk_actions"), note)

    def _before(self) -> float | None:
        """The NPV that is reached with 80% before the responses; None where there is no such simulation."""
        if self._subject.curve is not None:
            return None if self._subject.curve_before is None else self._subject.curve_before.quantile(0.2)
        before = None if self._simulated is None else self._simulated.before
        return None if before is None else before.npv.p20

    def _of_cost(self) -> Iterator[Row]:
        needed = None if self._simulated is None else self._simulated.simulation.contingency
        if needed is None:
            return
        note = self._facts.say(N_("beyond the base cost of {amount}, undiscounted"), amount=_amount(self._base_cost))
        text, tone = self.reserve()
        yield self._heading(N_("Money to set aside"))
        yield self._row(N_("Contingency that P50 needs"), self._figure("contingency:50", needed.p50, COSTS), note)
        yield self._row(N_("Contingency that P80 needs"), self._figure("contingency:80", needed.p80, COSTS), note)
        yield self._row(N_("Contingency provided"), Cell(_amount(self._provided), COSTS, tone, number=True), text)

    @cached_property
    def _provided(self) -> float:
        """The cost lines of the option that are set aside for risks, undiscounted."""
        return float(self._result.contingency)

    @cached_property
    def _base_cost(self) -> float:
        """The undiscounted cost without risks and without what is set aside for them."""
        base = (self._simulated.compiled.model.base_cost if self._simulated else None) or 0.0
        return base if self._facts.case.simulation.with_risks else base - self._provided

    def reserve(self) -> tuple[str, Tone]:
        """Whether the contingency provided covers P80 of the cost; "" before a simulation."""
        needed = None if self._simulated is None else self._simulated.simulation.contingency
        if needed is None:
            return "", "neutral"
        short = needed.p80 - self._provided
        if short <= 0:
            return self._facts.say(N_("The contingency provided covers the cost with 80% certainty.")), "good"
        text = N_("The contingency provided is {amount} short of what 80% certainty of the cost needs.")
        return self._facts.say(text, amount=self._facts.money(Decimal(short))), "warning"

    def _of_time(self) -> Iterator[Row]:
        if self._simulated is None:
            return
        ran, say = self._simulated.simulation, self._facts.say
        horizon = say(N_("of all outcomes, within {years} years"), years=self._facts.results.horizon)
        longest = N_("in half and in 80% of the outcomes it takes no longer")
        funding = N_("the most that is out of pocket at any time; half and 80% of the outcomes need no more")
        ends = (NOTHING if one is None else _amount(one) for one in (ran.peak_funding.p50, ran.peak_funding.p80))
        times = " / ".join(map(self._wording.simulated_payback, (ran.payback.p50, ran.payback.p80)))
        yield self._heading(N_("Time and funding"))
        yield self._row(N_("Pays back"), Cell(self._wording.chance(ran.pays_back), number=True), horizon)
        yield self._row(N_("Payback, P50 and P80"), Cell(times, number=True), longest)
        yield self._row(N_("Peak funding, P50 and P80"), Cell(" / ".join(ends), number=True), funding)

    # -- drivers -------------------------------------------------------------------------------------------------------

    def drivers(self) -> Figures:
        """What the variance of the NPV comes from, the greatest share first; the shares add up to 100%."""
        shares = self._simulated.shares if self._simulated else []
        if not shares:
            return _NO_FIGURES
        shown = shares[:MOST_DRIVERS]
        rows = [self._driver(path, share) for path, share in shown]
        if len(shares) > MOST_DRIVERS:
            others = self._facts.say(N_("{count} others"), count=len(shares) - MOST_DRIVERS)
            left = math.fsum(share for _, share in shares[MOST_DRIVERS:])
            rows.append((Cell(others), Cell(self._wording.percent(left), number=True)))
        total = math.fsum(share for _, share in shares)
        rows.append(
            (
                Cell(self._facts.say(N_("Total")), strong=True),
                Cell(self._wording.percent(total), number=True, strong=True),
            )
        )
        return Figures(tuple(map(self._facts.say, (N_("Driver"), N_("Share of the variance")))), tuple(rows))

    def _driver(self, path: str, share: float) -> Row:
        target = f"{self._option}.delay_high" if path == DELAY else path
        return Cell(full_driver_name(self._facts, path), target), Cell(
            self._wording.percent(share), target, number=True
        )

    # -- how it was run ------------------------------------------------------------------------------------------------

    def notes(self) -> Iterator[str]:
        """How the document says it was run, and with what."""
        say = self._facts.say
        if self._subject.curve is not None:
            yield say(N_("The NPV is exact, without sampling: all that is uncertain is independent and adds up."))
        if self._simulated is None:
            return
        for block in report.simulation_method(self._wording):
            yield from block.items if isinstance(block, Bullets) else ()
        text = N_("Calculated with NumPy {numpy} and SciPy {scipy}.")
        yield say(text, numpy=version("numpy"), scipy=version("scipy"))

    def charts(self) -> tuple[Chart | None, ...]:
        """The charts as the document has them; the curve of the NPV is the exact one where there is one."""
        facts, subject = self._facts, self._subject
        made: tuple[Chart | None, ...] = (None,) * len(CHARTS)
        if self._simulated is not None:
            made = tuple(data.CHARTS[key](facts.case, facts.results, facts.language) for key in CHARTS)
        if subject.curve is None or subject.key is None:
            return made
        now = Facts(subject.case, replace(subject.results, preferred=subject.option), facts.language)
        exact = exact_npv_s_curve(now, subject.key[1], subject.curve, subject.curve_before)
        return exact, *made[1:]


def _amount(value: float) -> str:
    return full_amount(Decimal(value))


def _number(value: float, target: str = "") -> Cell:
    return Cell(_amount(value), target, _sign(value), number=True)


def _sign(value: float) -> Tone:
    return "bad" if value < 0 else "neutral"
