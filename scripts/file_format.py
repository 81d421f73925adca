"""Write `docs/file-format.md` from the declarations: `python -m scripts.file_format`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from casebuilder.model.case import Case
from casebuilder.spec import FieldSpec, Kind, PartSpec, fields_of, parts_of
from casebuilder.storage.interchange import FORMAT, VERSION
from casebuilder.storage.project_file import APPLICATION_ID, FILE_VERSION
from casebuilder.storage.tables import META, POSITION
from casebuilder.values import plain_number

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "file-format.md"
KINDS: Final = {
    Kind.TEXT: ("text, one line", "TEXT"),
    Kind.LONG_TEXT: ("text", "TEXT"),
    Kind.BITEXT: ('pair of texts {"en", "zh_TW"}, one line', "two TEXT columns, `…_en` and `…_zh_TW`"),
    Kind.LONG_BITEXT: ('pair of texts {"en", "zh_TW"}', "two TEXT columns, `…_en` and `…_zh_TW`"),
    Kind.INTEGER: ("whole number or null", "INTEGER"),
    Kind.NUMBER: ("number or null", "TEXT, exact decimal"),
    Kind.MONEY: ("amount in the currency of the case, or null", "TEXT, exact decimal"),
    Kind.RATE: ("fraction (0.08 for 8%) or null", "TEXT, exact decimal"),
    Kind.DATE: ("date YYYY-MM-DD or null", "TEXT"),
    Kind.BOOLEAN: ("true or false", "BOOLEAN"),
    Kind.CHOICE: ("one of the keys listed, or an empty text", "TEXT"),
    Kind.REF: ("id of a record, or an empty text", "TEXT"),
    Kind.REFS: ("list of ids", "TEXT, a JSON list"),
    Kind.TAGS: ("list of words", "TEXT, a JSON list"),
    Kind.SERIES: ("list of numbers", "TEXT, a JSON list of exact decimals"),
}
_HEAD: Final = f"""# The files of Casebuilder

This page is made from the declarations of the fields (`python -m scripts.file_format`); a test holds it up to date.

## Project file (`.bcase`)
One SQLite database, application id {APPLICATION_ID:#x}, user version {FILE_VERSION}. Each part of the case below is a
table with the column `{POSITION}` (the order of its records) and the columns of its fields; a section is a table with
one row. The table `{META}` holds the SHA-256 of the content. A table or column that a file lacks stands for the
default; a file with a higher user version is refused. The file is written beside its target and swapped in whole.

## Interchange file (`.json`)
`{{"format": "{FORMAT}", "version": {VERSION}, "case": {{...}}}}`; the keys of the case are the parts below, a
section as an object and a collection as a list of objects with an `id` each. A missing key stands for the default; an
unknown key is refused. The JSON Schema is printed by `casebuilder schema`.

## Kinds of fields
| kind | in JSON | in the project file |
|---|---|---|
"""


def _limits(spec: FieldSpec) -> str:
    parts = []
    if spec.minimum is not None:
        parts.append(f"at least {plain_number(spec.minimum)}")
    if spec.maximum is not None:
        parts.append(f"at most {plain_number(spec.maximum)}")
    if spec.kind is Kind.CHOICE:
        parts.append(", ".join(f"`{choice.key}`" for choice in spec.choices))
    if spec.targets:
        parts.append("in " + ", ".join(f"`{target}`" for target in spec.targets))
    if spec.by_period:
        parts.append("one a period, from period 0")
    return "; ".join(parts)


def _part(part: PartSpec) -> Iterator[str]:
    shape = "collection" if part.is_collection else "section"
    yield f"\n### `{part.name}` – {part.label} ({shape})\n\n| field | kind | label | limits |\n|---|---|---|---|\n"
    for spec in fields_of(part.record):
        yield f"| `{spec.name}` | {spec.kind} | {spec.label} | {_limits(spec)} |\n"


def page() -> str:
    """The whole page."""
    kinds = "".join(f"| {kind} | {json} | {column} |\n" for kind, (json, column) in KINDS.items())
    parts = "".join(line for part in parts_of(Case) for line in _part(part))
    return f"{_HEAD}{kinds}\n## Parts of the case\n{parts}"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
