"""The words for what can change: drivers and their ranges, switching values, scenarios."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from casebuilder.analysis.sensitivity import Sensitivity, Swing, Switch
from casebuilder.charts import drivers
from casebuilder.charts.facts import Facts
from casebuilder.i18n import N_
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.uncertainty import Scenario
from casebuilder.report.wording import Wording
from casebuilder.spec import field_of

TOTALS: Final = {"costs": N_("All costs"), "benefits": N_("All benefits")}


def change(wording: Wording, share: Decimal) -> str:
    """A relative change with its sign: +20.0%, −40.0%."""
    text = wording.percent(share)
    return f"+{text}" if share > 0 else text


def record_title(wording: Wording, path: str) -> str:
    """What a line, a factor or a risk is called where it stands alone: a factor behind the name of its benefit."""
    return drivers.full_driver_name(_facts(wording), path)


def driver(wording: Wording, swing: Swing) -> str:
    """The name of a bar of the tornado."""
    return record_title(wording, swing.bar.driver.key)


def driver_path(swing: Swing, option: str) -> str:
    """Where the range of a driver is typed."""
    return f"options[{option}].delay_high" if swing.range is None else swing.range.path


def reach(wording: Wording, swing: Swing) -> str:
    """The range of a driver: changes of its likely value, or months of delay."""
    return drivers.reach(_facts(wording), swing)


def first_period(wording: Wording) -> str:
    """How long a delay costs each month as much as its first one."""
    return wording.say(drivers.FIRST_PERIOD[wording.results.discounting.per_year])


def _facts(wording: Wording) -> Facts:
    return Facts(wording.case, wording.results, wording.language)


def basis(wording: Wording, swing: Swing, option: str) -> str:
    """What the range of a driver rests on; in its place that it follows from the accuracy of a cost."""
    if swing.range is None:
        return wording.results.options[option].option.delay_basis.get(wording.language)
    if swing.range.by_accuracy:
        return wording.say(N_("Accuracy of the estimate"))
    return swing.range.basis.get(wording.language)


def switch(wording: Wording, path: str) -> str:
    """The name of a line, or of a group of lines by its key."""
    if path in TOTALS:
        return wording.say(TOTALS[path])
    if "[" in path:
        return record_title(wording, path)
    known = field_of(CostLine, "category") if is_cost_class(path) else field_of(Benefit, "type")
    return wording.say(N_("of which: {class_name}"), class_name=wording.say(known.choice_label(path)))


def is_cost_class(key: str) -> bool:
    """True for a class of costs, and False for one of benefits."""
    return any(one.key == key for one in field_of(CostLine, "category").choices)


def switch_path(path: str) -> str:
    """Where a line, or what belongs to a group, is typed."""
    if "[" in path:
        return path
    return "cost_lines" if path == "costs" or is_cost_class(path) else "benefits"


def groups(found: Sensitivity) -> list[Switch]:
    """The groups of lines: benefits, then costs, each total before its classes."""
    return sorted(found.groups, key=lambda one: (switch_path(one.path), one.path not in TOTALS))


def turning_lines(found: Sensitivity) -> list[Switch]:
    """The lines that can turn the answer alone, the most sensitive first: none can fall by more than all of it."""
    return [one for one in found.lines if one.change is not None and one.change >= -1]


def no_other_line(wording: Wording, found: Sensitivity, shown: int) -> str:
    """That the lines shown are all that can turn the answer; "" where there are more."""
    if not found.lines or len(turning_lines(found)) > shown:
        return ""
    return wording.say(N_("No other line can turn the answer alone, even at nought."))


def switching_change(wording: Wording, found: Switch) -> str:
    """By how much a line must change to bring the NPV to nought; in words where it cannot."""
    if found.change is None:
        return "–"
    if found.change < -1:
        stays = N_("none: positive without it too") if found.pv > 0 else N_("none: negative without it too")
        return wording.say(stays)
    return change(wording, found.change)


def scenario(wording: Wording, record: Scenario) -> str:
    """What a scenario is called; its kind where it has no name."""
    name = record.name.get(wording.language)
    return name or wording.say(field_of(Scenario, "kind").choice_label(record.kind))
