"""How sure the figures are: scenarios, what a benefit is made of, what moves together, and the simulation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    Section,
    bitext,
    boolean,
    choice,
    integer,
    long_bitext,
    number,
    rate,
    ref,
)

DISTRIBUTIONS: Final = {
    "pert": N_("PERT (the likely value weighs most)"),
    "triangular": N_("Triangular"),
    "uniform": N_("Uniform (every value alike)"),
    "trigen": N_("Triangular, low and high are P10 and P90"),
    "normal": N_("Normal, low and high are P10 and P90"),
    "lognormal": N_("Lognormal, low and high are P10 and P90"),
}
STRENGTHS: Final = {"none": N_("No"), "weak": N_("A little"), "medium": N_("Mostly"), "strong": N_("Almost always")}
RANGE_BASIS: Final = N_("Where low and high come from: quotations, past figures, two people's estimates.")


def distribution() -> Any:
    """The field that says how the values of a range are spread."""
    return choice("Distribution", DISTRIBUTIONS, default="pert")


def range_basis() -> Any:
    """The field that says where a range comes from."""
    return long_bitext("Basis of the range", help=RANGE_BASIS)


def moves_with() -> Any:
    """The field that names the group of lines that move together."""
    return ref("Moves together with", "correlation_groups")


@dataclass(frozen=True, kw_only=True)
class BenefitDriver(Record):
    """One factor of a benefit: volume, price, adoption. The value a year is the product of its factors."""

    benefit: str = ref("Benefit", "benefits", required=True, column=True)
    name: BiText = bitext("Factor", required=True, column=True, help="For example: calls a year, minutes, adoption.")
    unit: BiText = bitext("Unit", column=True)
    likely: Decimal | None = number("Likely value", required=True, column=True)
    low: Decimal | None = number("Low", column=True)
    high: Decimal | None = number("High", column=True)
    distribution: str = distribution()
    range_basis: BiText = range_basis()
    group: str = moves_with()


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A picture of the future in which several things differ at once."""

    name: BiText = bitext("Scenario", required=True, column=True)
    kind: str = choice(
        "Kind",
        {
            "base": N_("Base"),
            "optimistic": N_("Optimistic"),
            "pessimistic": N_("Pessimistic"),
            "own": N_("Own"),
        },
        default="own",
        required=True,
        column=True,
    )
    ends: str = choice(
        "Ranges",
        {
            "likely": N_("Every line at its likely value"),
            "favourable": N_("Every line at its favourable end"),
            "unfavourable": N_("Every line at its unfavourable end"),
        },
        default="likely",
        required=True,
        column=True,
    )
    costs_change: Decimal | None = rate("Change of all costs", minimum=-1, maximum=10, column=True)
    benefits_change: Decimal | None = rate("Change of all benefits", minimum=-1, maximum=10, column=True)
    delay_months: Decimal | None = number(
        "Delay of the benefits", unit=N_("months"), minimum=0, maximum=1200, column=True
    )
    discount_rate: Decimal | None = rate(
        "Other discount rate", minimum="-0.5", maximum=10, help="Empty: the rate of the case."
    )
    story: BiText = long_bitext("What happens in it", required=True, column=True)


@dataclass(frozen=True, kw_only=True)
class ScenarioChange(Record):
    """What one line does in one scenario, in place of the change of all costs or benefits."""

    scenario: str = ref("Scenario", "scenarios", required=True, column=True)
    line: str = ref("Line", "cost_lines", "benefits", required=True, column=True)
    change: Decimal | None = rate("Change", minimum=-1, maximum=10, required=True, column=True)
    reason: BiText = bitext("Reason", column=True)


@dataclass(frozen=True, kw_only=True)
class CorrelationGroup(Record):
    """Lines that are wrong together: one question instead of a matrix."""

    name: BiText = bitext("Group", required=True, column=True, help="What the lines share: a supplier, a wage level.")
    strength: str = choice(
        "If one comes out higher, do the others too?",
        STRENGTHS,
        default="medium",
        required=True,
        column=True,
        help="No: 0; a little: 0.2; mostly: 0.5; almost always: 0.8. Independence is rarely true.",
    )
    correlation: Decimal | None = number("Own correlation", minimum=0, maximum=1, help="Empty: as the answer says.")
    reason: BiText = bitext("Reason", column=True)


@dataclass(frozen=True, kw_only=True)
class Correlation(Record):
    """A rank correlation between two lines; it stands before that of their groups."""

    first: str = ref("One line", "cost_lines", "benefits", "benefit_drivers", "risks", required=True, column=True)
    second: str = ref("Other line", "cost_lines", "benefits", "benefit_drivers", "risks", required=True, column=True)
    correlation: Decimal | None = number("Rank correlation", minimum=-1, maximum=1, required=True, column=True)
    reason: BiText = bitext("Reason", column=True)


@dataclass(frozen=True, kw_only=True)
class SimulationSettings(Section):
    """How the simulation is run."""

    iterations: int | None = integer(
        "Iterations", minimum=100, maximum=10_000_000, default=32_768, group=N_("Simulation")
    )
    seed: int | None = integer(
        "Seed", minimum=0, maximum=10**15, default=20_260_101, help="The same seed gives the same figures."
    )
    sampler: str = choice(
        "Sampler",
        {"sobol": N_("Scrambled Sobol"), "lhs": N_("Latin hypercube"), "random": N_("Plain random")},
        default="sobol",
    )
    with_risks: bool = boolean("With the risk register", default=True)
    assessment: str = choice(
        "State of the risks",
        {"inherent": N_("Before response"), "residual": N_("After response")},
        default="residual",
    )
    note: BiText = long_bitext("Note on the simulation")
