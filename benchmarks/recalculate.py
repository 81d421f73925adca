"""A whole case to all its results: 1,000 cost lines, 400 benefits, 300 risks, 10 options, 40 years; then twice that."""

from __future__ import annotations

import dataclasses
import statistics
import sys
from decimal import Decimal
from time import perf_counter
from typing import Final

from benchmarks.measure import medians, rounds_wanted
from casebuilder.analysis import analyse
from casebuilder.finance import appraisal
from casebuilder.model.case import Case
from casebuilder.model.money import Benefit, CostLine
from casebuilder.model.options import Option
from casebuilder.model.profile import Recommendation
from casebuilder.model.risks import Risk

YEARS: Final = 40
OPTIONS: Final = 10
REPEATS: Final = 5


def large(times: int) -> Case:
    """A case of that size, times `times`; every line has an amount in every year."""
    case = Case()
    names = [f"OPT{number}" for number in range(OPTIONS)]
    amounts = tuple(Decimal(1000 + 7 * year) for year in range(YEARS + 1))
    ramp = tuple(min(Decimal(year) / 4, Decimal(1)) for year in range(YEARS + 1))
    return case.having(
        profile=dataclasses.replace(case.profile, horizon_years=YEARS, discount_rate=Decimal("0.05")),
        options=tuple(Option(id=name) for name in names),
        recommendation=Recommendation(option="OPT1"),
        cost_lines=tuple(
            CostLine(id=f"C{n}", option=names[n % OPTIONS], flows=tuple(amount + n for amount in amounts))
            for n in range(1000 * times)
        ),
        benefits=tuple(
            Benefit(id=f"B{n}", option=names[n % OPTIONS], annual_full_value=Decimal(5000 + n), ramp=ramp)
            for n in range(400 * times)
        ),
        risks=tuple(
            Risk(id=f"R{n}", options=(names[n % OPTIONS],), likelihood=1 + n % 5, impact=3, cost_if_occurs=Decimal(900))
            for n in range(300 * times)
        ),
    )


def milliseconds(case: Case) -> float:
    """One calculation of everything."""
    start = perf_counter()
    analyse(case)
    return 1000 * (perf_counter() - start)


def child(times: int) -> float:
    """The median of some calculations, with no rate of return kept from the one before."""
    case = large(times)
    taken = []
    for _ in range(REPEATS + 1):
        appraisal._irr.cache_clear()
        taken.append(milliseconds(case))
    return statistics.median(taken[1:])


def main() -> None:
    """Measure both sizes in separate processes, in turns."""
    command = ["-m", "benchmarks.recalculate", "--child"]
    found = medians({"recalculate": [*command, "1"], "recalculate twice as much": [*command, "2"]}, rounds_wanted())
    one, two = found.values()
    print(f"{one:.0f} ms (aim: under 100); twice as much takes {two / one:.2f} times as long (aim: at most 2)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(child(int(sys.argv[2])))
    else:
        main()
