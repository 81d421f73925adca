"""The example that comes with the program."""

from __future__ import annotations

from functools import cache
from importlib import resources

from casebuilder.model.case import Case
from casebuilder.storage import interchange


@cache
def sample() -> Case:
    """The contact-centre sample: a whole case in both languages; everything in it is invented."""
    path = resources.files("resources") / "examples" / "contact-centre.json"
    return interchange.loads(path.read_text(encoding="utf-8"))
