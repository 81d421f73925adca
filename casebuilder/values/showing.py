"""Values as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from casebuilder.i18n import N_, Language, translate
from casebuilder.spec import BiText, FieldSpec, Kind


def plain_number(value: Decimal | int) -> str:
    """The number in full, without exponent and without trailing noughts: 1234.5."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal | int, decimals: int | None = None) -> str:
    """The number with groups of three digits: 1,234,567.5; a real minus sign is left to the writers."""
    if decimals is not None:
        return f"{Decimal(value):,.{decimals}f}"
    whole, _, fraction = plain_number(Decimal(value) + 0 if value else 0).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}" + (f".{fraction}" if fraction else "")


def date_text(value: date, language: Language) -> str:
    """The date as the language writes it in a sentence: 31 March 2026, 2026 年 3 月 31 日."""
    if language == "zh_TW":
        return f"{value.year} 年 {value.month} 月 {value.day} 日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_date(value: date, language: Language) -> str:
    """The date as a narrow column has it: 31 Mar 2026, 2026/3/31."""
    if language == "zh_TW":
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"


_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def _percent(value: Decimal) -> str:
    return f"{plain_number(value * 100)}%"


def _edited_boolean(value: bool) -> str:
    return "yes" if value else "no"


def _edited_pair(value: BiText) -> str:
    return value.en


_EDITED: Final[dict[Kind, Callable[[Any], str]]] = {
    Kind.BITEXT: _edited_pair,
    Kind.LONG_BITEXT: _edited_pair,
    Kind.INTEGER: plain_number,
    Kind.NUMBER: plain_number,
    Kind.MONEY: plain_number,
    Kind.RATE: _percent,
    Kind.DATE: date.isoformat,
    Kind.BOOLEAN: _edited_boolean,
    Kind.REFS: ", ".join,
    Kind.TAGS: ", ".join,
    Kind.SERIES: lambda value: "\t".join(map(plain_number, value)),
}


def edit_text(spec: FieldSpec, value: Any) -> str:
    """The value as an editor holds it, so that `parse` gives it back; a pair gives its English side."""
    return "" if value is None else _EDITED.get(spec.kind, str)(value)


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom a value is shown: the language, and how an id becomes words."""

    language: Language
    name_of: Callable[[str], str]

    def boolean(self, value: bool) -> str:
        return translate(self.language, N_("Yes") if value else N_("No"))

    def label(self, spec: FieldSpec, key: str) -> str:
        """The label of a known key, else the key itself."""
        known = spec.choice_label(key)
        return translate(self.language, known) if known != key else key

    def joined(self, items: Iterable[str]) -> str:
        return ("、" if self.language == "zh_TW" else ", ").join(items)


_DISPLAYED: Final[dict[Kind, Callable[[_Reader, FieldSpec, Any], str]]] = {
    Kind.BITEXT: lambda reader, spec, value: value.get(reader.language),
    Kind.LONG_BITEXT: lambda reader, spec, value: value.get(reader.language),
    Kind.INTEGER: lambda reader, spec, value: str(value) if _is_year(spec) else grouped(value),
    Kind.NUMBER: lambda reader, spec, value: grouped(value),
    Kind.MONEY: lambda reader, spec, value: grouped(value),
    Kind.RATE: lambda reader, spec, value: _percent(round(value, 6)),
    Kind.DATE: lambda reader, spec, value: short_date(value, reader.language),
    Kind.BOOLEAN: lambda reader, spec, value: reader.boolean(value),
    Kind.CHOICE: lambda reader, spec, value: reader.label(spec, value),
    Kind.REF: lambda reader, spec, value: reader.name_of(value) if value else "",
    Kind.REFS: lambda reader, spec, value: reader.joined(map(reader.name_of, value)),
    Kind.TAGS: lambda reader, spec, value: reader.joined(reader.label(spec, item) for item in value),
    Kind.SERIES: lambda reader, spec, value: "  ".join(map(grouped, value)),
}


def _is_year(spec: FieldSpec) -> bool:
    """A year is a name and not an amount: 2026, never 2,026."""
    return spec.minimum is not None and spec.minimum >= 1900


def display(spec: FieldSpec, value: Any, language: Language, *, name_of: Callable[[str], str] = str) -> str:
    """The value as a reader sees it in a table; `name_of` turns the id of a reference into words."""
    if value is None or value == "":
        return ""
    show = _DISPLAYED.get(spec.kind)
    return show(_Reader(language, name_of), spec, value) if show else str(value)
