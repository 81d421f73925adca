"""What drives an outcome, in words: lines, factors of benefits, risks and the delay, and the range of each."""

from __future__ import annotations

from decimal import Decimal

from casebuilder.analysis.sensitivity import DELAY, Swing
from casebuilder.charts.facts import Facts, one_decimal
from casebuilder.i18n import N_
from casebuilder.model.paths import Path, owner_of

MONTHS_A_YEAR = 12
# How long a delay costs each month as much as its first one, by the periods of a year.
FIRST_PERIOD = {1: N_("within the first year"), 4: N_("within the first quarter"), 12: N_("within the first month")}


def driver_name(facts: Facts, key: str) -> str:
    """The name behind the key of a driver: of a line, a factor, a risk, or of the delay."""
    if key == DELAY:
        return facts.say(N_("Delay of all benefits"))
    return facts.name(owner_of(facts.case, Path.parse(key)))


def full_driver_name(facts: Facts, key: str) -> str:
    """The same where it stands alone: a risk with its ID, a factor with its benefit, which may be cut off first."""
    name = driver_name(facts, key)
    path = None if key == DELAY else Path.parse(key)
    if path is not None and path.part == "risks":
        return f"{path.record} {name}"
    if path is None or path.part != "benefit_drivers":
        return name
    benefit = facts.case.find("benefits", owner_of(facts.case, path).benefit)
    return name if benefit is None else facts.say(N_("{name} ({benefit})"), name=name, benefit=facts.short(benefit))


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
