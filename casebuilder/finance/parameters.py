"""Tables that authorities publish, read from the edition-dated data files of the program."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `name` of resources/parameters."""
    path = resources.files("resources") / "parameters" / f"{name}.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
