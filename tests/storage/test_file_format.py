"""The page that describes the files says what the declarations say."""

from __future__ import annotations

from pathlib import Path

from casebuilder.spec import Kind
from scripts.file_format import KINDS, TARGET, page


def test_the_page_is_what_the_declarations_give() -> None:
    assert Path(TARGET).read_text(encoding="utf-8") == page()


def test_every_kind_of_field_is_described() -> None:
    assert set(KINDS) == set(Kind)
