"""What an explanation is made of, and the inputs, rules and sources that many figures share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.analysis.results import OptionResult
from casebuilder.finance import cashflow, schedule
from casebuilder.finance.appraisal import Appraisal
from casebuilder.finance.cashflow import Flows
from casebuilder.i18n import N_
from casebuilder.model.paths import Path, owner_of, spec_of
from casebuilder.model.profile import SCHEDULES, TIMINGS
from casebuilder.report.wording import Wording
from casebuilder.spec import Kind
from casebuilder.values.amounts import MINUS, rounded

NOTHING: Final = "–"
TERMS_SHOWN: Final = 4
LINES_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that goes into a figure, with the address of the field or record where it is typed."""

    label: str
    value: str
    path: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure comes about: formula with the numbers of the case, inputs, the rules that matter, who says so."""

    formula: str
    inputs: tuple[Input, ...] = ()
    rules: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One option of a case; `about` is the line, the end of a range, the months or the scenario in question."""

    wording: Wording
    result: OptionResult
    about: str = ""

    def say(self, text: str, /, **values: object) -> str:
        """A text of the program in the language of the reader."""
        return self.wording.say(text, **values)

    def amount(self, value: Decimal | None) -> str:
        """An amount in full."""
        return self.wording.amount(value)

    @property
    def appraisal(self) -> Appraisal:
        """The figures of the option."""
        return self.result.appraisal

    @property
    def factors(self) -> list[Decimal]:
        """The discount factors by period."""
        return self.wording.results.discounting.factors()

    def at(self, field: str) -> str:
        """The address of a field of the option."""
        return f"options[{self.result.option.id}].{field}"

    # -- inputs --------------------------------------------------------------------------------------------------------

    def field(self, path: str) -> Input:
        """A field of the case with its value; a dash where it is empty."""
        parsed = Path.parse(path)
        spec = spec_of(parsed)
        text = self.wording.value(owner_of(self.wording.case, parsed), spec)
        unit = self.wording.case.profile.currency if spec.kind is Kind.MONEY else self.say(spec.unit)
        return Input(self.say(spec.label), f"{text} {unit}".strip() if text else NOTHING, path)

    def filled(self, paths: Iterable[str]) -> tuple[Input, ...]:
        """Those of the fields that are not empty."""
        return tuple(one for one in map(self.field, paths) if one.value != NOTHING)

    def record(self, path: str, value: Decimal) -> Input:
        """A record with the amount that it adds to a figure."""
        record = owner_of(self.wording.case, Path.parse(path))
        return Input(f"{record.id} {self.wording.name(record)}", self.amount(value), path)

    def lines(self, part: str, amounts: Mapping[str, Decimal]) -> tuple[Input, ...]:
        """The lines of a part with their amounts, the largest first; many small ones are counted together."""
        shown = sorted((key for key in amounts if amounts[key]), key=lambda key: -abs(amounts[key]))
        rest = sum((amounts[key] for key in shown[LINES_SHOWN:]), start=Decimal(0))
        found = [self.record(f"{part}[{key}]", amounts[key]) for key in shown[:LINES_SHOWN]]
        if len(shown) > LINES_SHOWN:
            label = self.say(N_("{count} more lines"), count=len(shown) - LINES_SHOWN)
            found.append(Input(label, self.amount(rest), part))
        return tuple(found)

    def present_values(self, lines: Mapping[str, Flows]) -> dict[str, Decimal]:
        """The present value of each line."""
        factors = self.factors
        return {key: cashflow.present_value(flows, factors) for key, flows in lines.items()}

    @property
    def discounting(self) -> tuple[Input, ...]:
        """The fields by which future money is discounted."""
        profile = self.wording.case.profile
        rate = "discount_rate" if profile.discount_schedule in ("", schedule.FLAT) else "discount_schedule"
        return tuple(self.field(f"profile.{name}") for name in (rate, "horizon_years", "timing"))

    # -- rules and sources ---------------------------------------------------------------------------------------------

    @property
    def discount_rules(self) -> tuple[str, ...]:
        """The conventions of discounting, with the edition and the date of a published schedule."""
        timing = self.say(TIMINGS[self.wording.case.profile.timing or "end"]).lower()
        return (
            self.say(N_("Year 0 is not discounted; timing of later flows: {timing}."), timing=timing),
            self._rate(),
        )

    def _rate(self) -> str:
        chosen = self.wording.case.profile.discount_schedule
        if chosen in ("", schedule.FLAT):
            annual = self.wording.percent(self.wording.results.discounting.annual)
            return self.say(N_("One discount rate for all years: {rate}."), rate=annual)
        published = schedule.schedule(chosen)
        edition = self.say(
            N_("{name}, edition {edition} of {date}; its rates are applied year by year."),
            name=self.schedule_name(chosen),
            edition=published.edition,
            date=published.date,
        )
        doubt = N_("These rates were not read in the publication itself; check them there before use.")
        return self.wording.joined((edition, self.say(doubt) if published.verify else ""))

    def schedule_name(self, identifier: str) -> str:
        """What a published schedule is called."""
        return self.say(SCHEDULES.get(identifier, identifier))

    @property
    def rate_source(self) -> str:
        """Who set the discount rate: the words of the case, else the publication."""
        profile = self.wording.case.profile
        stated = profile.discount_source.get(self.wording.language)
        if stated or profile.discount_schedule in ("", schedule.FLAT):
            return stated or self.say(N_("The case does not say who set the discount rate."))
        return schedule.schedule(profile.discount_schedule).source

    # -- formulas ------------------------------------------------------------------------------------------------------

    def discounted_terms(self, flows: Sequence[Decimal]) -> str:
        """The flows times their factors as a sum: 2,365,000 + 380,000 × 0.9259 + …"""
        pairs = zip(flows, self.factors, strict=True)
        return self.summed(self._term(flow, factor) for flow, factor in pairs if flow)

    def _term(self, flow: Decimal, factor: Decimal) -> str:
        return self.amount(flow) if factor == 1 else f"{self.amount(flow)} × {round(factor, 4):f}"

    def amounts(self, flows: Iterable[Decimal]) -> str:
        """Amounts as a sum."""
        return self.summed(self.amount(flow) for flow in flows if flow)

    def summed(self, terms: Iterable[str]) -> str:
        """Terms as a sum; long ones are cut in the middle, and a minus sign takes the place of the plus."""
        shown = list(terms)
        if len(shown) > TERMS_SHOWN:
            shown = [*shown[: TERMS_SHOWN - 1], "…", shown[-1]]
        return "".join(_joined(shown)) or self.amount(Decimal(0))

    def rounding(self, parts: Iterable[Decimal], total: Decimal) -> tuple[str, ...]:
        """A rule where the amounts as they are printed do not add up to their printed sum."""
        if sum(rounded(part, 0) for part in parts) == rounded(total, 0):
            return ()
        return (self.say(N_("Each amount is rounded by itself, so the printed sum may be a unit off.")),)

    def less(self, first: tuple[str, Decimal], *others: tuple[str, Decimal]) -> str:
        """Named amounts, the first less the others: NPV 6,192,169 − risks 545,056."""
        text = f"{self.say(first[0])} {self.amount(first[1])}"
        return text + "".join(f" {MINUS} {self.say(label)} {bracketed(self.amount(value))}" for label, value in others)

    def equals(self, label: str, *sides: str) -> str:
        """ "NPV = 6,192,169", one side after the other."""
        return " = ".join((self.say(label), *sides))


def _joined(terms: Sequence[str]) -> Iterator[str]:
    for place, term in enumerate(terms):
        if place == 0:
            yield term
        elif term.startswith(MINUS):
            yield f" {MINUS} {term.removeprefix(MINUS)}"
        else:
            yield f" + {term}"


def bracketed(text: str) -> str:
    """A term after a minus sign: (−12), 12."""
    return f"({text})" if text.startswith(MINUS) else text
