"""Plain data to records of the model, cast by the declarations of their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from casebuilder.spec import BiText, FieldSpec, Kind, fields_of
from casebuilder.storage.interchange import read_value

Part = TypeVar("Part")


def bitext(raw: Any) -> BiText:
    """A text in both languages from a mapping, a pair `[en, zh_TW]`, a list of such pairs (paragraphs) or English."""
    if isinstance(raw, str):
        return BiText(en=raw)
    if isinstance(raw, Mapping):
        return BiText(**raw)
    if raw and not isinstance(raw[0], str):
        english, chinese = zip(*raw, strict=True)
        return BiText(en="\n\n".join(english), zh_TW="\n\n".join(chinese))
    en, chinese = raw
    return BiText(en=en, zh_TW=chinese)


def cast(spec: FieldSpec, raw: Any) -> Any:
    """`raw` as the value that a field of this kind holds; None is the empty value."""
    if spec.is_bilingual:
        return BiText() if raw is None else bitext(raw)
    if raw is None and not (spec.is_number or spec.kind is Kind.DATE):
        return ""
    return read_value(spec, raw, spec.name)


def make(kind: type[Part], values: Mapping[str, Any]) -> Part:
    """A record or section of the class `kind`; ValueError names keys that are no fields of it."""
    specs = {spec.name: spec for spec in fields_of(kind)}
    if unknown := sorted(set(values) - set(specs)):
        raise ValueError(f"{kind.__name__} has no field {unknown}.")
    return kind(**{name: cast(specs[name], raw) for name, raw in values.items()})


def make_all(kind: type[Part], rows: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """A record of the class `kind` for each row."""
    return tuple(make(kind, row) for row in rows)
