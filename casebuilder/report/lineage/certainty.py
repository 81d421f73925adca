"""How figures of the simulation come about. Nothing is run for it: what the case as it is now has not run, it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from casebuilder.analysis.sensitivity import DELAY
from casebuilder.i18n import N_
from casebuilder.report import driver_words
from casebuilder.report import simulation as document
from casebuilder.report.blocks import Bullets
from casebuilder.report.lineage.subject import NOTHING, Derivation, Input, Subject

if TYPE_CHECKING:
    from casebuilder.analysis.simulation import Simulated

DRIVERS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The simulation of an option that the case as it is now has run, and the percentile in question (20)."""

    subject: Subject
    simulated: Simulated
    percent: int

    def npv(self) -> Decimal:
        """The percentile of the NPV."""
        return Decimal(getattr(self.simulated.simulation.npv, f"p{self.percent}"))

    def cost(self) -> Decimal:
        """The percentile of the total cost."""
        return Decimal(getattr(self.simulated.simulation.total_cost, f"p{self.percent}"))

    def base_cost(self) -> Decimal:
        """The undiscounted cost that contingency is added to."""
        return Decimal(self.simulated.compiled.model.base_cost or 0.0)

    def amount(self, value: Decimal) -> str:
        """An amount in full."""
        return self.subject.amount(value)

    def outcomes(self) -> str:
        """How many outcomes there are."""
        return self.amount(Decimal(self.simulated.simulation.iterations))


def found_of(subject: Subject) -> Found | None:
    """The simulation of the option, if it has been run."""
    from casebuilder.analysis.simulation import fingerprint, known_run

    wording, option = subject.wording, subject.result.option.id
    try:
        simulated = known_run(fingerprint(wording.case, wording.results, option))
    except ValueError:
        return None
    return None if simulated is None else Found(subject, simulated, int(subject.about or 0))


# -- values ------------------------------------------------------------------------------------------------------------


def npv_value(subject: Subject) -> str:
    """A percentile of the NPV."""
    found = found_of(subject)
    return NOTHING if found is None else found.amount(found.npv())


def cost_value(subject: Subject) -> str:
    """A percentile of the total cost."""
    found = found_of(subject)
    return NOTHING if found is None else found.amount(found.cost())


def contingency_value(subject: Subject) -> str:
    """What a percentile of the cost needs beyond the base cost."""
    found = found_of(subject)
    return NOTHING if found is None else found.amount(found.cost() - found.base_cost())


def about_percentile(subject: Subject) -> str:
    """ "P80" """
    return f"P{subject.about}"


# -- derivations -------------------------------------------------------------------------------------------------------


def npv(subject: Subject) -> Derivation:
    """What so many outcomes exceed, and what makes them differ."""
    found = found_of(subject)
    if found is None:
        return _not_run(subject)
    text = N_("P{percent} of the NPV = {amount}: {share}% of the outcomes are worth more.")
    formula = subject.say(text, percent=found.percent, amount=found.amount(found.npv()), share=100 - found.percent)
    return Derivation(formula, tuple(_drivers(found)), tuple(_rules(found)))


def cost(subject: Subject) -> Derivation:
    """What so many outcomes do not exceed."""
    found = found_of(subject)
    if found is None:
        return _not_run(subject)
    text = N_("P{percent} of the total cost = {amount}: {percent}% of {count} outcomes cost no more.")
    amount, count = found.amount(found.cost()), found.outcomes()
    formula = subject.say(text, percent=found.percent, amount=amount, count=count)
    return Derivation(formula, (_base(found),), tuple(_rules(found)))


def contingency(subject: Subject) -> Derivation:
    """A percentile of the cost less the base cost."""
    found = found_of(subject)
    if found is None:
        return _not_run(subject)
    total, base, result = (
        found.amount(one) for one in (found.cost(), found.base_cost(), found.cost() - found.base_cost())
    )
    text = N_("P{percent} of the total cost {total} less base cost {base} = {result}")
    formula = subject.say(text, percent=found.percent, total=total, base=base, result=result)
    return Derivation(formula, (_base(found),), tuple(_rules(found)))


def _not_run(subject: Subject) -> Derivation:
    return Derivation(subject.say(N_("The case as it is now has not been simulated. Run the simulation.")))


def _base(found: Found) -> Input:
    return Input(found.subject.say(N_("Base cost, undiscounted")), found.amount(found.base_cost()), "cost_lines")


def _drivers(found: Found) -> Iterator[Input]:
    """The drivers with the greatest shares of the variance."""
    wording, option = found.subject.wording, found.subject.result.option.id
    for share in found.simulated.simulation.drivers[:DRIVERS_SHOWN]:
        text = found.subject.say(N_("{share} of the variance"), share=wording.percent(share.variance_share))
        path = f"options[{option}].delay_high" if share.key == DELAY else share.key.partition("]")[0] + "]"
        yield Input(driver_words.record_title(wording, share.key), text, path)


def _rules(found: Found) -> Iterator[str]:
    """How it was run, in the words of the document."""
    wording = found.subject.wording
    about = replace(wording, results=replace(wording.results, preferred=found.subject.result.option.id))
    for block in document.simulation_method(about):
        yield from block.items if isinstance(block, Bullets) else ()
