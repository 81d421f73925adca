"""How sure the figures of the recommended option are: the results of its simulation and how it was run.

The simulation loads NumPy and SciPy, so it is imported where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from casebuilder.analysis.register import contingency_lines
from casebuilder.finance.precision import significant, to_digits
from casebuilder.finance.printed import percentages
from casebuilder.i18n import N_
from casebuilder.model.risks import INHERENT, RESIDUAL
from casebuilder.model.uncertainty import SimulationSettings
from casebuilder.report import driver_words, printing
from casebuilder.report.blocks import Block, Bullets, Callout, Column, Paragraph, Table
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of
from casebuilder.values import grouped

if TYPE_CHECKING:
    from casebuilder.analysis.simulation import Simulated
    from risk.exact import Curve
    from risk.summary import Summary

PERCENTILES: Final = ("p5", "p10", "p20", "p50", "p80", "p90", "p95")
IN_SHORT: Final = ("p5", "p20", "p50", "p80", "p95")
MOST_SHARES: Final = 8
_LAST_DIGITS: Final = 1e-6
LEAST_CHANGE: Final = 0.005  # of a correlation: less does not show in two decimal places


def attempt(wording: Wording) -> tuple[Simulated | None, str]:
    """The simulation of the recommended option, and why there is none where it failed.

    Neither where no option is recommended or nothing about it is uncertain.
    """
    from casebuilder.analysis.simulation import shared
    from risk.simulation import SelfCheckError

    option = wording.results.preferred
    try:
        found = shared(wording.case, wording.results, option) if option else None
    except SelfCheckError:
        text = N_("The simulation failed its own check. None of its figures are printed; please report this.")
        return None, wording.say(text)
    except ValueError:
        return None, wording.say(N_("The option cannot be simulated: its amounts are too large."))
    return (found, "") if found is not None and found.simulation.npv.sd > 0 else (None, "")


# -- results -----------------------------------------------------------------------------------------------------------


def simulation(wording: Wording) -> Iterator[Block]:
    """What the simulation says, for a board: certainty in a sentence, percentiles, money and time at risk."""
    found, failure = attempt(wording)
    if failure:
        yield Callout(wording.say(N_("No simulation")), failure, "bad")
    if found is None:
        return
    yield Paragraph(certainty(wording, found), "lead")
    labels = (N_("Mean"), *(name.upper() for name in IN_SHORT))
    yield Table(
        columns=(
            Column(printing.header(wording, wording.say(N_("Simulated figure"))), "left", 2.2),
            *(Column(wording.say(label), "right", 1.2) for label in labels),
        ),
        rows=tuple(
            (wording.say(label), *(_amount(wording, summary, name) for name in ("mean", *IN_SHORT)))
            for label, summary in (
                (N_("Net present value"), found.simulation.npv),
                (N_("Total cost, undiscounted"), found.simulation.total_cost),
            )
        ),
        caption=wording.say(N_("What the simulation gives for {option}"), option=wording.option(found.compiled.option)),
    )
    yield Bullets(tuple(_consequences(wording, found)))


def certainty(wording: Wording, found: Simulated) -> str:
    """The net present value that is reached with 80%, how likely a loss is, and how likely the base estimate."""
    base, npv = wording.results.options[found.compiled.option].appraisal.npv, found.simulation.npv
    least = wording.money_within(Decimal(npv.p20), error_of(npv, "p20"))
    return certain(wording, least, loss=npv.prob_negative, reached=reached(found, base), base=base)


def certain(wording: Wording, least: str, *, loss: float, reached: float, base: Decimal) -> str:
    """The sentences of a distribution of the net present value, whether it is simulated or exact."""
    text = N_("With 80% certainty the net present value is at least {amount}; the probability of a loss is {chance}.")
    estimate = N_("The base estimate of {amount} is reached in {share} of all outcomes.")
    return wording.joined(
        (
            wording.say(text, amount=least, chance=wording.chance(loss)),
            wording.say(estimate, amount=wording.money(base), share=wording.chance(reached)),
        )
    )


def reached(found: Simulated, base: Decimal) -> float:
    """The share of the runs that are worth at least the base estimate."""
    result = found.simulation
    return float((result.npv_samples > _just_below(base, result.npv.sd)).mean())


def reached_exactly(curve: Curve, base: Decimal) -> float:
    """The probability of the base estimate or more by the exact curve."""
    return 1 - curve.probability_below(_just_below(base, curve.sd))


def _just_below(base: Decimal, sd: float) -> float:
    """Where no risk occurs an outcome is the base estimate but for the last digits of its sum."""
    return float(base) - _LAST_DIGITS * sd


def spread(found: Simulated) -> Decimal:
    """Half of the distance between the P20 and the P80 of the net present value."""
    npv = found.simulation.npv
    return Decimal((npv.p80 - npv.p20) / 2)


def _consequences(wording: Wording, found: Simulated) -> Iterator[str]:
    result = found.simulation
    yield _contingency(wording, found)
    text = N_("In the worst twentieth of the runs the net present value is {amount} on average (CVaR).")
    yield wording.say(text, amount=wording.money_within(Decimal(result.npv.cvar), error_of(result.npv, "p5")))
    text = N_("Payback: P50 {p50}, P80 {p80}; {share} of the runs pay back within the horizon.")
    p50, p80 = map(wording.simulated_payback, (result.payback.p50, result.payback.p80))
    yield wording.say(text, p50=p50, p80=p80, share=wording.chance(result.pays_back))
    text = N_("Most money that is tied up at one time: P50 {p50}, P80 {p80}.")
    peak = result.peak_funding
    if peak.p50 is not None and peak.p80 is not None:
        p50, p80 = (wording.money_within(Decimal(one), Decimal(0)) for one in (peak.p50, peak.p80))
        yield wording.say(text, p50=p50, p80=p80)


def _contingency(wording: Wording, found: Simulated) -> str:
    """What P50 and P80 of the cost need beyond the cost that is certain to be there, and what is set aside."""
    aside = wording.results.options[found.compiled.option].contingency
    base, cost = Decimal(found.compiled.model.base_cost or 0), found.simulation.total_cost
    text = N_("Contingency: P50 of the cost needs {p50} beyond the base cost, P80 {p80}; {aside} is set aside.")
    p50, p80 = (
        wording.money_within(Decimal(getattr(cost, name)) - base, error_of(cost, name)) for name in ("p50", "p80")
    )
    return wording.say(text, p50=p50, p80=p80, aside=wording.money(aside))


def error_of(summary: Summary, name: str) -> Decimal:
    """Half of the 95% interval of a percentile; of the mean that of the median stands in."""
    low, high = summary.ci95["p50" if name == "mean" else name]
    return to_digits(Decimal((high - low) / 2), 1)  # as it is printed: 9,600 is 10,000, and the value goes with that


def _value(summary: Summary, name: str) -> Decimal:
    return significant(Decimal(getattr(summary, name)), error_of(summary, name))


def _amount(wording: Wording, summary: Summary, name: str) -> str:
    """A simulated amount, rounded to the error of the simulation."""
    return printing.amount(wording, _value(summary, name))


def simulation_percentiles(wording: Wording) -> Iterator[Block]:
    """Every percentile of value and cost with the error of the simulation."""
    found, _ = attempt(wording)
    if found is None:
        return
    summaries = (found.simulation.npv, found.simulation.total_cost)
    yield Table(
        columns=(
            Column(wording.say(N_("Percentile")), "left", 1.0),
            *(
                Column(text, "right", weight)
                for label in (N_("Net present value"), N_("Total cost, undiscounted"))
                for text, weight in (
                    (printing.header(wording, wording.say(label)), 1.6),
                    (wording.say(N_("± error")), 1.0),
                )
            ),
        ),
        rows=tuple(
            (name.upper(), *(cell for one in summaries for cell in _with_error(wording, one, name)))
            for name in PERCENTILES
        ),
        caption=wording.say(N_("Percentiles with the error of the simulation")),
    )
    text = N_("The error is half of the 95% interval of the simulation alone; amounts are rounded to it.")
    yield Paragraph(wording.say(text), "note")


def _with_error(wording: Wording, summary: Summary, name: str) -> tuple[str, str]:
    return _amount(wording, summary, name), printing.amount(wording, to_digits(error_of(summary, name), 1))


def variance_shares(wording: Wording) -> Iterator[Block]:
    """What makes the net present value unsure: the largest drivers and the others, 100% in all."""
    found, _ = attempt(wording)
    if found is None:
        return
    shares = found.shares
    names = [driver_words.record_title(wording, path) for path, _ in shares[:MOST_SHARES]]
    values = [Decimal(share) for _, share in shares[:MOST_SHARES]]
    if len(shares) > MOST_SHARES:
        names.append(wording.say(N_("{count} others"), count=len(shares) - MOST_SHARES))
        values.append(Decimal(1) - sum(values))
    names.append(wording.say(N_("Total")))
    parts = percentages(values, digits=1)
    yield Table(
        columns=(
            Column(wording.say(N_("Driver")), "left", 4.0),
            Column(wording.say(N_("Share of the variance")), "right", 1.0),
        ),
        rows=tuple((name, wording.percent(part / 100)) for name, part in zip(names, (*parts, sum(parts)), strict=True)),
        caption=wording.say(N_("What makes the net present value unsure: shares of its variance")),
        totals=1,
    )


# -- how it was run ----------------------------------------------------------------------------------------------------


def simulation_method(wording: Wording) -> Iterator[Block]:
    """How the simulation was run, what moves together, what was left out, and how it was checked."""
    found, _ = attempt(wording)
    if found is not None:
        parts = (_settings, _risks, _dependence, _replaced, _self_check)
        note = wording.case.simulation.note.get(wording.language)
        yield Bullets(tuple(filter(None, (*(text for part in parts for text in part(wording, found)), note))))


def _settings(wording: Wording, found: Simulated) -> Iterator[str]:
    run = found.simulation
    yield wording.say(
        N_("{iterations} iterations, sampler {sampler}, seed {seed}: the same seed gives the same figures."),
        iterations=grouped(run.iterations),
        sampler=wording.say(field_of(SimulationSettings, "sampler").choice_label(run.sampler)),
        seed=run.seed,
    )
    yield wording.say(
        N_("80% of the runs exceed P20 of the net present value, and 80% cost less than P80 of the cost.")
    )


def _risks(wording: Wording, found: Simulated) -> Iterator[str]:
    if not wording.case.simulation.with_risks:
        yield wording.say(N_("The risks of the register are not simulated."))
        return
    state = wording.say(INHERENT if found.compiled.assessment == "inherent" else RESIDUAL).lower()
    yield wording.say(N_("The open risks of the register are simulated: {state}."), state=state)
    lines = wording.results.options[found.compiled.option].cost_lines
    left_out = [line for line in wording.case.cost_lines if line.id in contingency_lines(wording.case) & lines.keys()]
    if left_out:
        names = wording.listed(f"{line.id} {wording.name(line)}" for line in left_out)
        text = N_("Money set aside for risks is left out, because the risks themselves are simulated: {lines}.")
        yield wording.say(text, lines=names)


def _dependence(wording: Wording, found: Simulated) -> Iterator[str]:
    model = found.compiled.model
    members = [driver.group for driver in model.drivers]
    groups = [
        wording.with_unit(wording.name(group), wording.ratio(Decimal(model.groups[group.id])))
        for group in wording.case.correlation_groups
        if members.count(group.id) > 1 and model.groups[group.id]
    ]
    if groups:
        yield wording.say(
            N_("Lines of these groups move together (correlation): {groups}."), groups=wording.listed(groups)
        )
    pairs = [
        wording.with_unit(f"{_identifier(one)} – {_identifier(other)}", wording.ratio(Decimal(rho)))
        for one, other, rho in model.correlations
    ]
    if pairs:
        yield wording.say(N_("Pairs with a rank correlation of their own: {pairs}."), pairs=wording.listed(pairs))
    yield wording.say(N_("All other drivers are independent of each other."))
    if found.simulation.correlation_change > LEAST_CHANGE:
        text = N_("The correlations contradict each other; the nearest possible ones differ by up to {change}.")
        yield wording.say(text, change=wording.ratio(Decimal(found.simulation.correlation_change)))


def _identifier(path: str) -> str:
    return path.partition("[")[2].removesuffix("]")


def _replaced(wording: Wording, found: Simulated) -> Iterator[str]:
    if found.compiled.replaced:
        names = wording.listed(driver_words.record_title(wording, path) for path in found.compiled.replaced)
        text = N_(
            "Simulated as triangular, because low, likely and high do not fit the distribution asked for: {names}."
        )
        yield wording.say(text, names=names)


def _self_check(wording: Wording, found: Simulated) -> Iterator[str]:
    errors = found.simulation.mean_error_se
    if errors is not None:
        text = N_("Self-check: the simulated mean is {errors} standard errors from its closed form; the limit is 4.5.")
        yield wording.say(text, errors=grouped(Decimal(errors), 1))
