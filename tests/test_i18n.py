"""Both languages are complete, and the catalogue that the program reads is the one that was written."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from casebuilder.i18n import LANGUAGES, as_language, translate
from casebuilder.spec import choice
from scripts import messages


def catalogue_of(**entries: str) -> Catalog:
    made = Catalog(locale="zh_TW")
    for text, translation in entries.items():
        made.add(text, translation)
    return made


def faults_of(text: str, translation: str) -> list[str]:
    return list(messages.faults(Message(text, translation)))


def test_every_text_is_translated_once_and_well() -> None:
    assert messages.problems(messages.collect(), messages.catalogues()) == []


def test_the_compiled_catalogue_is_what_the_po_files_give() -> None:
    assert messages.COMPILED.read_bytes() == messages.compiled(messages.catalogues().values())


def test_texts_are_collected_from_calls_and_from_declarations() -> None:
    found = messages.collect()
    assert found["Risk appetite"].startswith("casebuilder/model/")
    assert found["A short code that other parts of the case refer to."].startswith("casebuilder/model/")
    assert any(place.startswith("gui/") for place in found.values())


def test_a_field_gives_its_label_help_unit_group_and_choices() -> None:
    spec = choice("Kind", {"a": "First", "b": "Second"}, help="Why", unit="s", group="Group").metadata["spec"]
    assert messages.texts_of(spec) == ("Kind", "Why", "s", "Group", "First", "Second")


def test_missing_doubled_and_unused_entries_are_found() -> None:
    areas = {"gui": catalogue_of(Open="開啟", Close="關閉"), "report": catalogue_of(Open="開啟")}
    wanted = {"Open": "gui/a.py:1", "Save": "gui/a.py:2"}
    found = messages.problems(wanted, areas)
    assert found == [
        "missing: 'Save' (gui/a.py:2)",
        "in gui and report: 'Open'",
        "not used: 'Close' in gui.po",
    ]


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("Open", "", "not translated"),
        ("Open {name}", "開啟", "other placeholders"),
        ("Open {name}", "開啟 {nom}", "other placeholders"),
        ("Default", "默認", "mainland word, better 預設"),
        ("Taiwan", "台灣", "mainland word, better 臺"),
        ("Cost, benefit", "成本,效益", "half-width punctuation in Chinese"),
        ("Cost (total)", "成本(總計)", "half-width punctuation in Chinese"),
        ("Open", "開啟 ", "space at an end"),
    ],
)
def test_a_bad_translation_is_found(text: str, translation: str, fault: str) -> None:
    assert faults_of(text, translation) == [fault]


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Net present value (NPV) of {option}", "{option} 的淨現值（NPV）"),
        ("{count:,} risks", "{count:,} 項風險"),
        ("Rate, 3.5%", "利率，3.5%"),
    ],
)
def test_a_good_translation_passes(text: str, translation: str) -> None:
    assert faults_of(text, translation) == []


def test_a_fuzzy_entry_is_found() -> None:
    assert list(messages.faults(Message("Open", "開啟", flags={"fuzzy"}))) == ["fuzzy"]


def test_the_compiled_bytes_depend_on_the_entries_alone() -> None:
    forth = [catalogue_of(Open="開啟", Close="關閉")]
    back = [catalogue_of(Close="關閉"), catalogue_of(Open="開啟")]
    assert messages.compiled(forth) == messages.compiled(back)
    assert read_mo(BytesIO(messages.compiled(forth)))["Open"].string == "開啟"


def test_stubs_of_missing_texts_are_sorted_into_the_areas_and_can_be_read_back(tmp_path: Path) -> None:
    text = messages.stubs({'Say "yes"\nnow': "gui/a.py:1", "Score": "casebuilder/model/ risks"}, {})
    (tmp_path / "all.po").write_text(text, encoding="utf-8")
    assert [str(m.id) for m in messages.catalogues(tmp_path)["all"] if m.id] == ['Say "yes"\nnow', "Score"]
    assert text.index("gui.po") < text.index("model.po")


def test_a_text_is_translated_with_its_values() -> None:
    assert translate("en", "{count} risks", count=3) == "3 risks"
    assert translate("zh_TW", "Risk appetite") != "Risk appetite"


@pytest.mark.parametrize(
    ("name", "language"), [("en", "en"), ("en-GB", "en"), ("zh-TW", "zh_TW"), ("zh_Hant_TW", "zh_TW")]
)
def test_names_of_languages_are_understood(name: str, language: str) -> None:
    assert as_language(name) == language
    assert language in LANGUAGES


def test_a_language_that_is_not_offered_is_refused() -> None:
    with pytest.raises(ValueError, match="use en or zh_TW"):
        as_language("zh_CN")
