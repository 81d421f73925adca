"""Declarations of fields: one line says what a field is, and everything else is derived from it.

A record is a frozen dataclass whose fields are made by the functions below (`text`, `money`, `choice`, ...). The
database column, the form row, the table column, the Word column, the JSON key, the JSON Schema and the validation all
follow from the `FieldSpec` that such a function puts into the metadata of the dataclass field.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Final, Self

from casebuilder.i18n import Language

SPEC: Final = "spec"
LONGEST_LINE: Final = 1_000
LONGEST_TEXT: Final = 200_000
LARGEST_NUMBER: Final = Decimal(10) ** 15
MOST_ITEMS: Final = 10_000


class Kind(StrEnum):
    """What a field holds; the editor, the column type and the JSON type follow from it."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long_text"  # str, many lines
    BITEXT = "bitext"  # BiText, one line in each language
    LONG_BITEXT = "long_bitext"  # BiText, many lines
    INTEGER = "integer"  # int | None
    NUMBER = "number"  # Decimal | None
    MONEY = "money"  # Decimal | None, in the currency of the case
    RATE = "rate"  # Decimal | None, a fraction shown as a percentage
    DATE = "date"  # datetime.date | None
    BOOLEAN = "boolean"  # bool
    CHOICE = "choice"  # str, a key of `choices`, or "" where the field may be empty
    REF = "ref"  # str, the id of a record of one of `targets`, or ""
    REFS = "refs"  # tuple[str, ...], ids
    TAGS = "tags"  # tuple[str, ...], free words
    SERIES = "series"  # tuple[Decimal, ...]: by period from period 0, or a sample


@dataclass(frozen=True, slots=True)
class BiText:
    """A text in both languages; either side may still be empty."""

    en: str = ""
    zh_TW: str = ""  # noqa: N815 - the name of the language is the key in files too

    def get(self, language: Language) -> str:
        """The text in `language`, or in the other one where it is missing."""
        return (self.zh_TW or self.en) if language == "zh_TW" else (self.en or self.zh_TW)

    def having(self, language: Language, text: str) -> Self:
        """The same pair with `text` in `language`."""
        return dataclasses.replace(self, **{language: text})

    def __bool__(self) -> bool:
        return bool(self.en or self.zh_TW)


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice field: the stored key and its label (an English message id)."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """The one declaration of a field. `label`, `help`, `unit` and `group` are English message ids."""

    kind: Kind
    label: str
    name: str = ""
    help: str = ""
    unit: str = ""  # shown in the field and in the header, for example "s"; money gets the currency by itself
    group: str = ""  # heading of the group of form rows; "" continues the group before
    choices: tuple[Choice, ...] = ()
    targets: tuple[str, ...] = ()  # names of the collections a reference may point into
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    required: bool = False  # an empty value counts as missing for the completeness of its step
    unless: str = ""  # ... unless this other field of the same record is filled
    column: bool = False  # shows as a column, in the window and in Word; every field shows in forms and cards
    by_period: bool = False  # a series with one value a period of the horizon, from period 0
    default: Any = None

    @property
    def is_text(self) -> bool:
        return self.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.BITEXT, Kind.LONG_BITEXT)

    @property
    def is_bilingual(self) -> bool:
        return self.kind in (Kind.BITEXT, Kind.LONG_BITEXT)

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.RATE)

    def choice_label(self, key: str) -> str:
        """The label (message id) of a stored choice; an unknown key is its own label."""
        return next((choice.label for choice in self.choices if choice.key == key), key)


_EMPTY: Final[dict[Kind, Any]] = {
    Kind.TEXT: "",
    Kind.LONG_TEXT: "",
    Kind.BITEXT: BiText(),
    Kind.LONG_BITEXT: BiText(),
    Kind.INTEGER: None,
    Kind.NUMBER: None,
    Kind.MONEY: None,
    Kind.RATE: None,
    Kind.DATE: None,
    Kind.BOOLEAN: False,
    Kind.CHOICE: "",
    Kind.REF: "",
    Kind.REFS: (),
    Kind.TAGS: (),
    Kind.SERIES: (),
}


def _declare(kind: Kind, label: str, /, **options: Any) -> Any:
    """A dataclass field with its specification; numbers in the limits may be plain ints or strings."""
    for limit in ("minimum", "maximum"):
        if options.get(limit) is not None:
            options[limit] = Decimal(str(options[limit]))
    default = options.pop("default", _EMPTY[kind])
    spec = FieldSpec(kind=kind, label=label, default=default, **options)
    return dataclasses.field(default=default, metadata={SPEC: spec})


def text(label: str, **options: Any) -> Any:
    """One line in one language (a code, a name that is not translated)."""
    return _declare(Kind.TEXT, label, **options)


def long_text(label: str, **options: Any) -> Any:
    """Many lines in one language."""
    return _declare(Kind.LONG_TEXT, label, **options)


def bitext(label: str, **options: Any) -> Any:
    """One line in both languages."""
    return _declare(Kind.BITEXT, label, **options)


def long_bitext(label: str, **options: Any) -> Any:
    """Many lines in both languages."""
    return _declare(Kind.LONG_BITEXT, label, **options)


def integer(label: str, **options: Any) -> Any:
    """A whole number, or None."""
    return _declare(Kind.INTEGER, label, **options)


def number(label: str, **options: Any) -> Any:
    """An exact decimal number, or None."""
    return _declare(Kind.NUMBER, label, **options)


def money(label: str, **options: Any) -> Any:
    """An amount in the currency of the case, or None."""
    return _declare(Kind.MONEY, label, **options)


def rate(label: str, **options: Any) -> Any:
    """A fraction that is shown and typed as a percentage, or None."""
    return _declare(Kind.RATE, label, **options)


def date(label: str, **options: Any) -> Any:
    """A calendar date, or None."""
    return _declare(Kind.DATE, label, **options)


def boolean(label: str, **options: Any) -> Any:
    """Yes or no."""
    return _declare(Kind.BOOLEAN, label, **options)


def choice(label: str, choices: dict[str, str], **options: Any) -> Any:
    """One key of `choices` (key -> English label), or "" for none."""
    pairs = tuple(Choice(key, name) for key, name in choices.items())
    return _declare(Kind.CHOICE, label, choices=pairs, **options)


def ref(label: str, *targets: str, **options: Any) -> Any:
    """The id of a record in one of the collections `targets`, or ""."""
    return _declare(Kind.REF, label, targets=targets, **options)


def refs(label: str, *targets: str, **options: Any) -> Any:
    """Ids of records in the collections `targets`."""
    return _declare(Kind.REFS, label, targets=targets, **options)


def tags(label: str, *, choices: dict[str, str] | None = None, **options: Any) -> Any:
    """A list of free words; `choices` gives labels (English) to those that are known."""
    pairs = tuple(Choice(key, name) for key, name in (choices or {}).items())
    return _declare(Kind.TAGS, label, choices=pairs, **options)


def series(label: str, **options: Any) -> Any:
    """A sequence of exact numbers."""
    return _declare(Kind.SERIES, label, **options)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the case that exists once (the profile, the strategy, ...)."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of a collection; `id` is unique in its collection."""

    id: str = text("ID", help="A short code that other parts of the case refer to.", required=True, column=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSpec:
    """The declaration of one part of the case: a section (once) or a collection (many records)."""

    name: str
    label: str
    record: type[Section] | type[Record]
    is_collection: bool
    singular: str = ""  # "Risk" in "Add risk"
    prefix: str = ""  # of new ids: "R" gives R01, R02, ...
    help: str = ""


def section(record: type[Section], label: str, **options: Any) -> Any:
    """Declare a section of the case."""
    spec = PartSpec(name="", label=label, record=record, is_collection=False, **options)
    return dataclasses.field(default_factory=record, metadata={SPEC: spec})


def collection(record: type[Record], label: str, *, singular: str, prefix: str, **options: Any) -> Any:
    """Declare a collection of records."""
    spec = PartSpec(
        name="", label=label, record=record, is_collection=True, singular=singular, prefix=prefix, **options
    )
    return dataclasses.field(default=(), metadata={SPEC: spec})


def fields_of(record: type) -> tuple[FieldSpec, ...]:
    """The specifications of a record's or a section's fields, in the order of declaration."""
    return tuple(_fields_of(record).values())


def field_of(record: type, name: str) -> FieldSpec:
    """The specification of one field; KeyError where there is none."""
    return _fields_of(record)[name]


@cache
def _fields_of(record: Any) -> dict[str, FieldSpec]:
    # behind plain functions, because mypy does not take the class of a dataclass for a hashable value
    return {
        field.name: dataclasses.replace(field.metadata[SPEC], name=field.name)
        for field in dataclasses.fields(record)
        if SPEC in field.metadata
    }


def parts_of(case: type) -> tuple[PartSpec, ...]:
    """The specifications of the parts of a case class, in the order of declaration."""
    return tuple(_parts_of(case).values())


def part_of(case: type, name: str) -> PartSpec:
    """The specification of one part; KeyError where there is none."""
    return _parts_of(case)[name]


@cache
def _parts_of(case: Any) -> dict[str, PartSpec]:
    return {
        field.name: dataclasses.replace(field.metadata[SPEC], name=field.name)
        for field in dataclasses.fields(case)
        if SPEC in field.metadata
    }


def is_empty(value: object) -> bool:
    """True for a value that nobody has filled in yet (nought and False are values)."""
    return value is None or value == "" or value == () or value == BiText()
