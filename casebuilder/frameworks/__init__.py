"""Frameworks: data files that map the content of a case to the headings of a document."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from casebuilder.errors import UserError
from casebuilder.i18n import N_
from casebuilder.model.profile import FRAMEWORKS
from casebuilder.spec import BiText

DEFAULT: Final = "general"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to print: what kind (`table`, `narrative`, `chart`, ...), of what, and with which options."""

    kind: str
    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FrameworkSection:
    """A heading with the things under it; a section without content is left out of the document."""

    key: str
    title: BiText
    level: int
    items: tuple[Item, ...]
    appendix: bool
    landscape: bool


@dataclass(frozen=True, slots=True)
class Framework:
    """The order, headings and contents of one kind of document."""

    id: str
    title: BiText
    sections: tuple[FrameworkSection, ...]


def _item(data: dict[str, Any]) -> Item:
    """`{table = "risks", columns = [...]}`: the first key says the kind and the name, the rest are options."""
    (kind, name), *options = data.items()
    return Item(kind, str(name), dict(options))


def _section(data: dict[str, Any]) -> FrameworkSection:
    return FrameworkSection(
        key=data["key"],
        title=BiText(**data["title"]),
        level=data.get("level", 1),
        items=tuple(_item(item) for item in data.get("items", ())),
        appendix=data.get("appendix", False),
        landscape=data.get("landscape", False),
    )


def available() -> tuple[str, ...]:
    """The identifiers of the frameworks that can be printed, in the order in which they are offered."""
    folder = resources.files("resources") / "frameworks"
    return tuple(name for name in FRAMEWORKS if (folder / f"{name}.toml").is_file())


@cache
def load(identifier: str) -> Framework:
    """The framework with this identifier; raises UserError where there is none or it is not built yet."""
    if identifier not in available():
        raise UserError(
            N_("The framework “{name}” is not available; choose one of: {names}."),
            name=identifier,
            names=", ".join(available()),
        )
    path = resources.files("resources") / "frameworks" / f"{identifier}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Framework(identifier, BiText(**data["title"]), tuple(_section(item) for item in data["section"]))


def items_of(framework: Framework) -> Iterator[Item]:
    """Every item of a framework, in the order of the document."""
    for section in framework.sections:
        yield from section.items
