"""What drives an outcome, in words: lines, factors of benefits, risks and the delay, and the range of each."""

from __future__ import annotations

from decimal import Decimal

from casebuilder.analysis.sensitivity import DELAY, Swing
from casebuilder.charts.facts import Facts, one_decimal
from casebuilder.i18n import N_
from casebuilder.model.paths import Path, owner_of

MONTHS_A_YEAR = 12


def driver_name(facts: Facts, key: str) -> str:
    """The name behind the key of a driver; a factor stands behind the name of its benefit."""
    if key == DELAY:
        return facts.say(N_("Delay of all benefits"))
    path = Path.parse(key)
    record = owner_of(facts.case, path)
    name = facts.name(record)
    if path.part == "risks":
        return f"{record.id} {name}"
    benefit = facts.case.find("benefits", record.benefit) if path.part == "benefit_drivers" else None
    if benefit is None:
        return name
    return facts.say(N_("{label}: {name}"), label=facts.short(benefit), name=name)


def reach(facts: Facts, swing: Swing) -> str:
    """The range of a driver: its changes from the likely value, or months of delay."""
    ends = swing.bar.driver
    if swing.range is None:
        low, high = (one_decimal(months_of(facts, end)) for end in (ends.low, ends.high))
        return facts.say(N_("{low} to {high} months"), low=low, high=high)
    return " / ".join(_change(facts, end - 1) for end in (ends.low, ends.high))


def months_of(facts: Facts, periods: Decimal) -> Decimal:
    """Periods of the case as months."""
    return periods * MONTHS_A_YEAR / facts.results.discounting.per_year


def _change(facts: Facts, share: Decimal) -> str:
    text = facts.tenths(share)
    return f"+{text}" if share > 0 else text
