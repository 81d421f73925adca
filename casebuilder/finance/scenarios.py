"""Scenarios: the same lines with other amounts, later benefits or another rate."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from casebuilder.finance import cashflow
from casebuilder.finance.appraisal import Appraisal, Discounting, appraise
from casebuilder.finance.cashflow import Flows
from casebuilder.finance.numbers import decimals
from casebuilder.finance.periods import MONTHS_A_YEAR
from casebuilder.finance.sensitivity import delayed

Kind = Literal["cost", "benefit"]


@dataclass(frozen=True, slots=True)
class Line:
    """The flows of one cost or benefit by period, in positive amounts, and its group, if any.

    Proceeds are benefits that no delay moves.
    """

    kind: Kind
    flows: Flows
    group: str | None = None
    proceeds: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scenario changes: factors on amounts, the delay of all benefits in months, and the rate of all periods.

    The factor of a line goes before that of its group, and that before the one of all costs or benefits.
    """

    by_kind: Mapping[Kind, Decimal] = field(default_factory=dict)
    by_group: Mapping[str, Decimal] = field(default_factory=dict)
    by_line: Mapping[str, Decimal] = field(default_factory=dict)
    benefits_delay_months: Decimal = cashflow.ZERO
    rate: Decimal | None = None

    def factor(self, key: str, line: Line) -> Decimal:
        """The factor of one line: the most specific that there is, else 1."""
        if key in self.by_line:
            return self.by_line[key]
        if line.group is not None and line.group in self.by_group:
            return self.by_group[line.group]
        return self.by_kind.get(line.kind, Decimal(1))


def apply(lines: Mapping[str, Line], changes: Changes, *, periods_a_year: int = 1) -> dict[str, Line]:
    """The lines as the scenario has them; ValueError where it names a line or a group that is not among them."""
    _refuse("line", changes.by_line.keys() - lines.keys())
    _refuse("group", changes.by_group.keys() - {line.group for line in lines.values()})
    delay = changes.benefits_delay_months * periods_a_year / MONTHS_A_YEAR
    return {
        key: dataclasses.replace(line, flows=_changed(line, changes.factor(key, line), delay))
        for key, line in lines.items()
    }


def _refuse(what: str, unknown: set[str]) -> None:
    if unknown:
        raise ValueError(f"The scenario changes a {what} that is not there: {', '.join(sorted(unknown))}.")


def _changed(line: Line, factor: Decimal, delay: Decimal) -> Flows:
    (factor,) = decimals([factor])
    flows = tuple(flow * factor for flow in line.flows)
    return delayed(flows, delay) if line.kind == "benefit" and delay and not line.proceeds else flows


def compare(
    lines: Mapping[str, Line], scenarios: Mapping[str, Changes], discounting: Discounting, *, periods_a_year: int = 1
) -> dict[str, Appraisal]:
    """The appraisal of one option's lines under each scenario; a rate of its own replaces all rates of the case.

    Lines are cut or filled to the horizon of `discounting` before benefits are delayed. `rate` is per period.
    """
    fitted = {
        key: dataclasses.replace(line, flows=cashflow.fitted(line.flows, discounting.horizon))
        for key, line in lines.items()
    }
    return {
        name: _appraised(apply(fitted, changes, periods_a_year=periods_a_year), changes, discounting)
        for name, changes in scenarios.items()
    }


def _appraised(lines: Mapping[str, Line], changes: Changes, discounting: Discounting) -> Appraisal:
    horizon = discounting.horizon
    if changes.rate is not None:
        discounting = dataclasses.replace(discounting, rates=(changes.rate,) * horizon)
    costs, benefits = (
        cashflow.total((line.flows for line in lines.values() if line.kind == kind), horizon)
        for kind in ("cost", "benefit")
    )
    proceeds = cashflow.total((line.flows for line in lines.values() if line.proceeds), horizon)
    return appraise(costs, benefits, discounting, proceeds=proceeds)
