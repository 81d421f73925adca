"""The address of any field of a case: `risks[R01].name.zh_TW`, `profile.discount_rate`, `risks`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from casebuilder.i18n import Language
from casebuilder.model.case import Case
from casebuilder.spec import BiText, FieldSpec, field_of, part_of

_PATH: Final = re.compile(
    r"(?P<part>[a-z_]+)(?:\[(?P<record>[^\]]+)\])?(?:\.(?P<field>[a-z0-9_]+))?(?:\.(?P<language>en|zh_TW))?"
)


@dataclass(frozen=True, slots=True)
class Path:
    """Names a part, a record of it, a field of that, and one language of a bilingual field."""

    part: str
    record: str = ""
    field: str = ""
    language: Language | None = None

    def __str__(self) -> str:
        record = f"[{self.record}]" if self.record else ""
        field = f".{self.field}" if self.field else ""
        language = f".{self.language}" if self.language else ""
        return f"{self.part}{record}{field}{language}"

    @classmethod
    def parse(cls, text: str) -> Path:
        """The path written as `text`; ValueError where it is none."""
        match = _PATH.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not the address of a field.")
        language: Any = match["language"]
        return cls(match["part"], match["record"] or "", match["field"] or "", language)

    def whole_field(self) -> Path:
        """The same field without the language."""
        return Path(self.part, self.record, self.field)


def spec_of(path: Path, case: type[Any] = Case) -> FieldSpec:
    """The declaration of the field that `path` names; KeyError where there is none."""
    return field_of(part_of(case, path.part).record, path.field)


def owner_of(case: Case, path: Path) -> Any:
    """The section or the record that holds the field; KeyError where it does not exist."""
    part = getattr(case, path.part, None)
    if part is None:
        raise KeyError(str(path))
    if not isinstance(part, tuple):
        return part
    for record in part:
        if record.id == path.record:
            return record
    raise KeyError(str(path))


def get(case: Case, path: Path) -> Any:
    """The value at `path`; KeyError where it does not exist."""
    owner = owner_of(case, path)
    if not path.field:
        return owner
    value = getattr(owner, field_of(type(owner), path.field).name)
    return value.get(path.language) if path.language and isinstance(value, BiText) else value
