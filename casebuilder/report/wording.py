"""How a document speaks: the case, its results and the language, with every way to turn a value into text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from casebuilder.analysis import OptionResult, Results
from casebuilder.finance import periods
from casebuilder.finance.cashflow import Flows
from casebuilder.finance.irr import Irr
from casebuilder.finance.precision import significant
from casebuilder.finance.schedule import FLAT
from casebuilder.i18n import N_, Language, translate
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name, target_name
from casebuilder.model.profile import SCHEDULES
from casebuilder.spec import FieldSpec, Kind
from casebuilder.values import display, grouped
from casebuilder.values.amounts import amount_words, full_amount, rounded, with_minus
from casebuilder.values.chances import chance_words


@dataclass(frozen=True, slots=True)
class Wording:
    """One case, its results and the language of the document."""

    case: Case
    results: Results
    language: Language

    def say(self, text: str, /, **values: object) -> str:
        """A text of the program in the language of the document."""
        return translate(self.language, text, **values)

    def name(self, record: Any) -> str:
        """What a record is called."""
        return record_name(record, self.language)

    def option(self, identifier: str) -> str:
        """The name of an option; the id itself where there is none."""
        option = self.case.find("options", identifier)
        return identifier if option is None else self.name(option)

    def value(self, record: Any, spec: FieldSpec, *, by_name: bool = True) -> str:
        """A field of a record as a table shows it; references by the names of what they mean, or by their ids."""
        value = getattr(record, spec.name)
        text = display(spec, value, self.language, name_of=partial(self._reference, spec) if by_name else str)
        return with_minus(text) if spec.is_number else text

    def _reference(self, spec: FieldSpec, identifier: str) -> str:
        return target_name(self.case, spec, identifier, self.language)

    def header(self, spec: FieldSpec) -> str:
        """The label of a field with its unit."""
        label = self.say(spec.label)
        unit = self.case.profile.currency if spec.kind is Kind.MONEY else self.say(spec.unit) if spec.unit else ""
        return self.with_unit(label, unit) if unit else label

    def with_unit(self, label: str, unit: str) -> str:
        """A label and its unit in brackets."""
        return f"{label}（{unit}）" if self.language == "zh_TW" else f"{label} ({unit})"

    def amount(self, amount: Decimal | None) -> str:
        """An amount in full, for tables; a dash where there is none."""
        return "–" if amount is None else full_amount(amount)

    def money(self, amount: Decimal | None) -> str:
        """An amount in words, for sentences and headlines."""
        return "–" if amount is None else amount_words(amount, self.case.profile.currency, self.language)

    def money_within(self, amount: Decimal, uncertainty: Decimal) -> str:
        """An amount in words without the digits that its uncertainty does not support: three figures to one."""
        if not amount:
            return self.money(amount)
        three = max(amount.adjusted() - 2, 0)
        place = max(three, min(uncertainty.adjusted(), amount.adjusted()) if uncertainty else three)
        step = Decimal(1).scaleb(place)
        known = significant(amount, step)
        if place == three:
            return self.money(known)
        return amount_words(known, self.case.profile.currency, self.language, step=step)

    def joined(self, sentences: Iterable[str]) -> str:
        """Whole sentences, one after the other."""
        return ("" if self.language == "zh_TW" else " ").join(filter(None, sentences))

    def listed(self, texts: Iterable[str]) -> str:
        """Texts side by side in a sentence."""
        return ("、" if self.language == "zh_TW" else ", ").join(texts)

    def percent(self, share: Decimal | float | None, decimals: int = 1) -> str:
        """A fraction in per cent."""
        if share is None:
            return "–"
        return with_minus(f"{grouped(rounded(Decimal(str(share)) * 100, decimals), decimals)}%")

    def chance(self, share: float) -> str:
        """A simulated probability in per cent; none is called impossible or certain."""
        return chance_words(share, self.language)

    def ratio(self, value: Decimal | None) -> str:
        """A ratio with two decimal places."""
        return "–" if value is None else with_minus(grouped(rounded(value, 2), 2))

    def years(self, years: Decimal | None) -> str:
        """A time in years, or that it lies beyond the horizon."""
        if years is None:
            return self.say(N_("not within the horizon"))
        return self.say(N_("{years} years"), years=grouped(rounded(years, 1), 1))

    def payback(self, result: OptionResult, *, discounted: bool = False) -> str:
        """When an option has paid back, or that it has nothing to pay back."""
        if result.needs_no_money:
            return self.say(N_("needs no money at any time"))
        found = result.appraisal
        return self.years(found.discounted_payback_years if discounted else found.payback_years)

    def simulated_payback(self, years: float | None) -> str:
        """The same of a simulation, where what has nothing to pay back takes no time."""
        if years == 0:
            return self.say(N_("needs no money at any time"))
        return self.years(None if years is None else Decimal(years))

    def irr(self, irr: Irr) -> str:
        """The internal rate of return, or why there is no single one."""
        if irr.status == "unique":
            return self.percent(irr.roots[0])
        if irr.status == "multiple":
            rates = " / ".join(self.percent(root) for root in irr.roots)
            return self.say(N_("several: {rates}"), rates=rates)
        return self.say(N_("none"))

    @property
    def discount_rate(self) -> str:
        """The discount rate of all years, or the name of the published schedule."""
        chosen = self.case.profile.discount_schedule
        if chosen in ("", FLAT):
            return self.percent(self.results.discounting.annual)
        return self.say(SCHEDULES[chosen])

    def year(self, period: int) -> str:
        """The header of a year: the calendar year where the case names the first, else its number."""
        first = self.case.profile.first_year
        return self.say(N_("Year {number}"), number=period) if first is None else str(first + period)

    def by_year(self, flows: Sequence[Decimal]) -> Flows:
        """Flows by period, summed by year."""
        return periods.by_year(flows, self.results.discounting.period)
