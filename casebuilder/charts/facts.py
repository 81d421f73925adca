"""What every chart is made from: a case, its results, a language, and the words that charts share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from casebuilder.analysis import OptionResult, Results
from casebuilder.charts.types import Frame
from casebuilder.charts.units import Unit, money_unit
from casebuilder.finance import periods
from casebuilder.finance.cashflow import Flows
from casebuilder.i18n import N_, Language, translate
from casebuilder.model.case import Case
from casebuilder.model.naming import record_name
from casebuilder.model.options import Option
from casebuilder.spec import field_of
from casebuilder.values.amounts import amount_words, full_amount, rounded

MOST_SERIES: Final = 7
_NUMBERED: Final = re.compile(r"(?:OPT|OPTION)[-_ ]?0*(\d+)", re.IGNORECASE)
_HEAD: Final = re.compile(r"[^:：(（]{2,}|.*", re.DOTALL)
_DIGITS: Final = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Facts:
    """One case, its results and the language of the chart."""

    case: Case
    results: Results
    language: Language

    def say(self, text: str, /, **values: object) -> str:
        """A text of the program in the language of the chart."""
        return translate(self.language, text, **values)

    def frame(self, key: str, title: str, *, unit: str, caption: str) -> Frame:
        """The frame of a chart in this language."""
        return Frame(key, title, unit, self.language, caption)

    def name(self, record: Any) -> str:
        """What a record is called."""
        return record_name(record, self.language)

    def short(self, record: Any) -> str:
        """The name of a record up to its first colon or bracket: "Technology C" of "Technology C: cloud layer"."""
        return _HEAD.match(self.name(record))[0].strip()  # type: ignore[index] # the pattern matches any text

    def choice(self, record: type[Any], field: str, key: str) -> str:
        """The label of a stored choice."""
        return self.say(field_of(record, field).choice_label(key))

    def label(self, option: Option) -> str:
        """A short name for an option: "Option 1", 方案一, "Do nothing"; its own name where its ID has no number."""
        if option.role == "bau":
            return self.say(N_("Do nothing"))
        match = _NUMBERED.fullmatch(option.id)
        if match is None:
            return self.name(option)
        number = int(match[1])
        chinese = self.language == "zh_TW" and number < len(_DIGITS)
        return self.say(N_("Option {number}"), number=_DIGITS[number] if chinese else number)

    def year(self, number: int) -> str:
        """A year under an axis: the calendar year where the case names its first, else the number."""
        first = self.case.profile.first_year
        return str(number if first is None else first + number)

    def year_in_words(self, number: int) -> str:
        """A year in a sentence."""
        if self.case.profile.first_year is None:
            return self.say(N_("year {number}"), number=number)
        return f"{self.year(number)} 年" if self.language == "zh_TW" else self.year(number)

    def by_year(self, flows: Sequence[Decimal]) -> Flows:
        """Flows by period as flows by year, one for each of `years`."""
        return periods.by_year(flows, self.results.discounting.period)

    @property
    def years(self) -> tuple[str, ...]:
        """The years from 0 to the horizon, for an axis."""
        return tuple(self.year(number) for number in range(self.results.horizon + 1))

    @property
    def year_label(self) -> str:
        """What stands under the axis of the years; calendar years speak for themselves."""
        return self.say(N_("Year")) if self.case.profile.first_year is None else ""

    def money(self, amount: Decimal) -> str:
        """An amount in a sentence."""
        return amount_words(amount, self.case.profile.currency, self.language)

    def unit(self, amounts: Iterable[Decimal]) -> Unit:
        """The unit for these amounts."""
        return money_unit(amounts, self.case.profile.currency, self.language)

    def percent(self, share: Decimal) -> str:
        """A share as a whole percentage."""
        return f"{full_amount(share * 100)}%"

    def tenths(self, share: Decimal) -> str:
        """A share in per cent, with one decimal where it has any."""
        return f"{one_decimal(share * 100)}%"

    def rate(self, rate: Decimal) -> str:
        """A rate in per cent with all the decimals that were typed."""
        return f"{(rate * 100).normalize():f}%"

    @property
    def has_one_rate(self) -> bool:
        """True where one discount rate counts for all years, and no published schedule."""
        return self.case.profile.discount_schedule in ("flat", "")

    def quoted(self, name: str) -> str:
        """A name in a sentence."""
        return f"「{name}」" if self.language == "zh_TW" else f"“{name}”"

    def listed(self, words: Sequence[str], last: str = N_("{first} and {second}")) -> str:
        """Words as a list in a sentence: A, B and C; 甲、乙及丙."""
        if len(words) < 2:
            return "".join(words)
        return self.say(last, first=self.joined(words[:-1]), second=words[-1])

    def joined(self, words: Sequence[str]) -> str:
        """Words in a row: A, B, C; 甲、乙、丙."""
        return ("、" if self.language == "zh_TW" else ", ").join(words)

    @property
    def shown_options(self) -> list[OptionResult]:
        """The options worth a picture: those on the short list, and the recommended one; at most seven of them.

        Of more, the recommended one, doing nothing and then the highest net present values stay. Without any amount of
        money in any of them there is nothing to show.
        """
        shown = [
            result
            for key, result in self.results.options.items()
            if key == self.results.preferred or (result.option.shortlisted and (result.has_money or _is_bau(result)))
        ]
        if not any(result.has_money for result in shown):
            return []
        ranked = sorted(
            shown, key=lambda result: (result is not self.focus, not _is_bau(result), -result.appraisal.npv)
        )
        return [result for result in shown if result in ranked[:MOST_SERIES]]

    @property
    def focus(self) -> OptionResult | None:
        """The option that charts of one option show: the recommended one, else the one with the highest value.

        Options on the short list come before others.
        """
        headline = self.results.headline
        if headline is not None:
            return headline if headline.has_money else None
        with_money = [result for result in self.results.options.values() if result.has_money]
        return max(with_money, key=lambda result: (result.option.shortlisted, result.appraisal.npv), default=None)


def one_decimal(number: Decimal) -> str:
    """A number with one decimal where it has any: 3.5, 12."""
    tenths = rounded(number, 1)
    return full_amount(tenths, 0 if tenths == tenths.to_integral_value() else 1)


def _is_bau(result: OptionResult) -> bool:
    return result.option.role == "bau"
