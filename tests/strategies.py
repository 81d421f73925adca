"""Hypothesis strategies that make any case, derived from the declarations and not from the code under test."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from casebuilder.model.case import Case
from casebuilder.spec import BiText, FieldSpec, Kind, PartSpec, fields_of, parts_of

LINE = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=12)
LINES = st.lists(LINE, max_size=3).map("\n".join)
NAMES = st.text("ABCxyz019-_甲乙", min_size=1, max_size=6)


def decimals(spec: FieldSpec) -> st.SearchStrategy[Decimal]:
    """Exact numbers inside the limits of a field, also in the exponent notation."""
    low = max(spec.minimum, Decimal(-(10**12))) if spec.minimum is not None else Decimal(-(10**12))
    high = min(spec.maximum, Decimal(10**12)) if spec.maximum is not None else Decimal(10**12)
    plain = st.decimals(low, high, places=4, allow_nan=False, allow_infinity=False)
    return plain | plain.map(Decimal.normalize)


def integers(spec: FieldSpec) -> st.SearchStrategy[int]:
    """Whole numbers inside the limits of a field."""
    low = int(spec.minimum) if spec.minimum is not None else -(10**9)
    high = int(spec.maximum) if spec.maximum is not None else 10**9
    return st.integers(low, high)


def values(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Any value that the field may hold, the empty one included."""
    pairs = {Kind.BITEXT: LINE, Kind.LONG_BITEXT: LINES}
    if spec.kind in pairs:
        return st.builds(BiText, pairs[spec.kind], pairs[spec.kind])
    numbers = decimals(spec)
    return {
        Kind.TEXT: LINE,
        Kind.LONG_TEXT: LINES,
        Kind.INTEGER: st.none() | integers(spec),
        Kind.NUMBER: st.none() | numbers,
        Kind.MONEY: st.none() | numbers,
        Kind.RATE: st.none() | numbers,
        Kind.DATE: st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)),
        Kind.BOOLEAN: st.booleans(),
        Kind.CHOICE: st.sampled_from(["", *(choice.key for choice in spec.choices)]),
        Kind.REF: LINE,
        Kind.REFS: st.lists(LINE, max_size=3).map(tuple),
        Kind.TAGS: st.lists(LINE, max_size=3).map(tuple),
        Kind.SERIES: st.lists(numbers, max_size=6).map(tuple),
    }[spec.kind]


def records(part: PartSpec) -> st.SearchStrategy[Any]:
    """One record or section of a part, with some of its fields filled and the rest as they are in a new one."""
    specs = [spec for spec in fields_of(part.record) if spec.name != "id"]
    filled = st.fixed_dictionaries({}, optional={spec.name: values(spec) for spec in specs})
    if not part.is_collection:
        return filled.map(lambda chosen: part.record(**chosen))
    return st.builds(lambda identifier, chosen: part.record(id=identifier, **chosen), NAMES, filled)


def _part(part: PartSpec) -> st.SearchStrategy[Any]:
    if not part.is_collection:
        return records(part)
    return st.lists(records(part), max_size=3, unique_by=lambda record: record.id).map(tuple)


@st.composite
def cases(draw: st.DrawFn, parts_filled: int = 6) -> Case:
    """A case in which some parts, chosen at random, are filled."""
    parts = parts_of(Case)
    chosen = draw(st.lists(st.sampled_from(parts), max_size=parts_filled, unique_by=lambda part: part.name))
    return Case(**{part.name: draw(_part(part)) for part in chosen})
