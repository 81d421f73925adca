"""Why a value may not stand in a field."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, Final

from casebuilder.errors import UserError
from casebuilder.i18n import N_, message
from casebuilder.spec import LARGEST_NUMBER, LONGEST_LINE, LONGEST_TEXT, MOST_ITEMS, BiText, FieldSpec, Kind
from casebuilder.values.showing import plain_number

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_DIGITS: Final = LARGEST_NUMBER.adjusted()  # looked at first: the absolute value of 1e9999999 overflows
_NOT_IN_IDS: Final = re.compile(r"[\[\],;、，；\r\n\t]")
_FINEST: Final = -12  # exponent of the last decimal place that is kept


def _refused(spec: FieldSpec, text: str, /, **values: object) -> UserError:
    return UserError(text, field=message(spec.label), **values)


def _text_problem(spec: FieldSpec, text: str) -> UserError | None:
    many_lines = spec.kind in (Kind.LONG_TEXT, Kind.LONG_BITEXT)
    longest = LONGEST_TEXT if many_lines else LONGEST_LINE
    if len(text) > longest:
        return _refused(
            spec,
            N_("{field} holds {length} characters; at most {longest} are possible. Put the rest into an appendix."),
            length=f"{len(text):,}",
            longest=f"{longest:,}",
        )
    found = _FORBIDDEN.search(text)
    if found is not None:
        return _refused(
            spec,
            N_("{field} holds a control character (code {code}) at position {position}; delete it and type it again."),
            code=f"U+{ord(found[0]):04X}",
            position=found.start() + 1,
        )
    if not many_lines and "\n" in text:
        return _refused(spec, N_("{field} is one line; take out the line break."))
    return None


def _number_problem(spec: FieldSpec, value: Decimal) -> UserError | None:
    if not value.is_finite() or value.adjusted() > _MOST_DIGITS or abs(value) > LARGEST_NUMBER:
        return _refused(
            spec,
            N_("{field} is too large; the largest number is {largest}."),
            largest=f"{LARGEST_NUMBER:,}",
        )
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < _FINEST and value != round(value, -_FINEST):
        return _refused(spec, N_("{field} has more than {places} decimal places."), places=-_FINEST)
    if spec.minimum is not None and value < spec.minimum:
        return _refused(spec, N_("{field} must be at least {limit}."), limit=_limit(spec, spec.minimum))
    if spec.maximum is not None and value > spec.maximum:
        return _refused(spec, N_("{field} must be at most {limit}."), limit=_limit(spec, spec.maximum))
    return None


def _limit(spec: FieldSpec, limit: Decimal) -> str:
    return f"{plain_number(limit * 100)}%" if spec.kind is Kind.RATE else plain_number(limit)


_TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.TEXT: (str,),
    Kind.LONG_TEXT: (str,),
    Kind.BITEXT: (BiText,),
    Kind.LONG_BITEXT: (BiText,),
    Kind.INTEGER: (int, type(None)),
    Kind.NUMBER: (Decimal, type(None)),
    Kind.MONEY: (Decimal, type(None)),
    Kind.RATE: (Decimal, type(None)),
    Kind.DATE: (datetime.date, type(None)),
    Kind.BOOLEAN: (bool,),
    Kind.CHOICE: (str,),
    Kind.REF: (str,),
    Kind.REFS: (tuple,),
    Kind.TAGS: (tuple,),
    Kind.SERIES: (tuple,),
}


def id_problem(identifier: str) -> UserError | None:
    """Why a text may not be the ID of a record, or None: it stands in addresses, lists and file formats."""
    if not identifier:
        return UserError(N_("An ID must not be empty."))
    if identifier != identifier.strip() or _NOT_IN_IDS.search(identifier):
        return UserError(
            N_("“{id}” cannot be an ID: no spaces at its ends, no brackets, commas, semicolons or line breaks."),
            id=identifier[:40],
        )
    return None


def problem(spec: FieldSpec, value: Any) -> UserError | None:
    """Why `value` may not stand in the field, or None. An empty value is never a problem here."""
    wrong_type = not isinstance(value, _TYPES[spec.kind]) or (isinstance(value, bool) and spec.kind is Kind.INTEGER)
    if wrong_type:
        return _refused(spec, N_("{field} cannot hold this kind of value."))
    if spec.is_number:
        return None if value is None else _number_problem(spec, Decimal(value))
    if spec.is_bilingual:
        return _text_problem(spec, value.en) or _text_problem(spec, value.zh_TW)
    if spec.kind is Kind.CHOICE:
        return _choice_problem(spec, value)
    if isinstance(value, tuple):
        return _items_problem(spec, value)
    return _text_problem(spec, value) if isinstance(value, str) else None


def _choice_problem(spec: FieldSpec, value: str) -> UserError | None:
    if not value or any(option.key == value for option in spec.choices):
        return None
    allowed = ", ".join(option.key for option in spec.choices)
    return _refused(
        spec,
        N_("{field} cannot be “{value}”; it is one of: {allowed}."),
        value=value[:40],
        allowed=allowed,
    )


def _items_problem(spec: FieldSpec, items: tuple[Any, ...]) -> UserError | None:
    if len(items) > MOST_ITEMS:
        return _refused(spec, N_("{field} holds too many entries."))
    wanted = Decimal if spec.kind is Kind.SERIES else str
    for item in items:
        if not isinstance(item, wanted):
            return _refused(spec, N_("{field} cannot hold this kind of value."))
        error = _number_problem(spec, item) if isinstance(item, Decimal) else _text_problem(spec, item)
        if error is not None:
            return error
    return None
