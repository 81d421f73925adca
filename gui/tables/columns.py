"""The columns of a table of records: the fields declared as columns, years spread out, and computed figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from casebuilder.errors import UserError
from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from casebuilder.spec import FieldSpec, Kind, fields_of, part_of
from casebuilder.values import display, edit_text, parse, plain_number, problem
from gui.forms.editor import unit_of
from gui.forms.references import document_language, find_id, label_for
from gui.forms.series_editors import display_number, in_year, periods_of, read_series, year_title
from gui.i18n import language, tr

_LONG: Final = (Kind.LONG_TEXT, Kind.LONG_BITEXT)


@dataclass(frozen=True, slots=True)
class Column:
    """A field of every record, or one period of a field that holds a value a period."""

    spec: FieldSpec
    period: int | None = None

    def title(self, case: Case) -> str:
        """The heading: the label with its unit, or the year."""
        if self.period is not None:
            return year_title(case, self.period)
        unit = unit_of(self.spec, case) if self.spec.kind is not Kind.RATE else ""
        return f"{tr(self.spec.label)} ({unit})" if unit else tr(self.spec.label)

    @property
    def is_number(self) -> bool:
        """True where the texts of the column end at the right."""
        return self.period is not None or self.spec.is_number

    @property
    def is_long(self) -> bool:
        """True for a text of many lines."""
        return self.spec.kind in _LONG

    def value(self, record: Any) -> Any:
        """What the record holds; None for a year without a value."""
        value = getattr(record, self.spec.name)
        if self.period is None:
            return value
        return value[self.period] if self.period < len(value) else None

    def text(self, case: Case, record: Any) -> str:
        """The value as it is read: texts in the language of the document, words and dates in the screen's."""
        value = self.value(record)
        if self.period is not None:
            return "" if value is None else display_number(value)
        if self.spec.is_bilingual:
            return " ".join(value.get(document_language(case)).split())
        if self.spec.targets:
            return display(self.spec, value, language(), name_of=lambda name: label_for(case, self.spec, name))
        return display(self.spec, value, language())

    def typed_text(self, case: Case, record: Any) -> str:
        """The value as it is typed and as spreadsheets get it; `change` reads it back."""
        value = self.value(record)
        if self.period is not None:
            return "" if value is None else plain_number(value)
        if self.spec.is_bilingual:
            return str(getattr(value, document_language(case)))
        if self.spec.kind is Kind.REF:
            return label_for(case, self.spec, value) if value else ""
        if self.spec.kind is Kind.CHOICE:
            return tr(self.spec.choice_label(value))
        return edit_text(self.spec, value)

    def sort_key(self, case: Case, record: Any) -> float | str | None:
        """What rows are sorted by; None for an empty cell. Choices sort in the order of their declaration."""
        value = self.value(record)
        if isinstance(value, datetime.date):
            return float(value.toordinal())
        if isinstance(value, bool | int | Decimal):
            return float(value)
        if self.spec.kind is Kind.CHOICE:
            keys = [choice.key for choice in self.spec.choices]
            return float(keys.index(value)) if value in keys else None
        return self.text(case, record).casefold() or None

    def changed(self, case: Case, record: Any, text: str) -> Any:
        """The value of the whole field after `text` was typed into this cell; raises UserError."""
        if self.period is not None:
            return self._year_changed(getattr(record, self.spec.name), text)
        if self.spec.is_bilingual:
            pair = getattr(record, self.spec.name)
            return checked(self.spec, pair.having(document_language(case), self._lines(text)))
        if self.spec.kind is Kind.REF:
            return find_id(case, self.spec, text)
        if self.spec.kind is Kind.REFS:
            return tuple(find_id(case, self.spec, name) for name in parse(self.spec, text))
        return parse(self.spec, self._lines(text))

    def _lines(self, text: str) -> str:
        """The text with as many lines as the field has: a cell of a spreadsheet may hold more."""
        return text if self.is_long else " ".join(text.splitlines())

    def path(self, part: str, record: Any) -> Path:
        """The address of the field in this record."""
        return Path(part, record.id, self.spec.name)

    def _year_changed(self, values: tuple[Decimal, ...], text: str) -> tuple[Decimal, ...]:
        period = self.period or 0
        try:
            read = read_series(self.spec, [text])
        except UserError as error:
            raise in_year(period, error) from None
        padded = [*values, *[Decimal(0)] * (period + 1 - len(values))]
        if read or period < len(values):
            padded[period] = read[0] if read else Decimal(0)
        return tuple(padded) if read or period < len(values) else values


def checked(spec: FieldSpec, value: Any) -> Any:
    """The value itself; raises UserError where its declaration refuses it."""
    refused = problem(spec, value)
    if refused is not None:
        raise refused
    return value


def columns_of(case: Case, part: str) -> tuple[Column, ...]:
    """The columns of the table of a collection, for the horizon that the case has now."""
    return tuple(_columns(case, part))


def _columns(case: Case, part: str) -> Iterator[Column]:
    for spec in fields_of(part_of(type(case), part).record):
        if not spec.column:
            continue
        if spec.kind is Kind.SERIES and spec.by_period:
            series = [getattr(record, spec.name) for record in case.records(part)]
            yield from (Column(spec, period) for period in range(periods_of(case, *series)))
        else:
            yield Column(spec)
