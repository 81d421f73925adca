"""What a document says follows from the case, its results and the framework."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from casebuilder import frameworks
from casebuilder.analysis import analyse
from casebuilder.charts.data import CHARTS
from casebuilder.errors import UserError
from casebuilder.examples import sample
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.narrative import SECTIONS
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path
from casebuilder.report.blocks import (
    Block,
    Callout,
    Card,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Landscape,
    Paragraph,
    SignOff,
    Table,
)
from casebuilder.report.plan import COMPUTED, KINDS, plan
from casebuilder.spec import fields_of, part_of

FRAMEWORKS = frameworks.available()


def flat(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if isinstance(block, Landscape):
            yield from block.blocks
        else:
            yield block


def of(document: Document, kind: type) -> list:
    return [block for block in flat(document) if isinstance(block, kind)]


def table(document: Document, caption: str) -> Table:
    return next(block for block in of(document, Table) if block.caption == caption)


def planned(case: Case, framework: str = "contact-system", language: Language = "en") -> Document:
    return plan(case, analyse(case), framework=framework, language=language)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_item_of_a_framework_names_something_that_exists(name: str) -> None:
    for item in frameworks.items_of(frameworks.load(name)):
        assert item.kind in KINDS
        if item.kind == "computed":
            assert item.name in COMPUTED
        elif item.kind == "chart":
            assert item.name in CHARTS
        elif item.kind == "narrative":
            assert item.name in SECTIONS
        else:
            names = {spec.name for spec in fields_of(part_of(Case, item.name).record)}
            for option in ("columns", "only", "without"):
                assert set(item.options.get(option, ())) <= names


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_headings_exist_in_both_languages_and_keys_once(name: str) -> None:
    sections = frameworks.load(name).sections
    assert all(section.title.en and section.title.zh_TW for section in sections)
    assert len({section.key for section in sections}) == len(sections)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_text_of_the_case_has_a_place(name: str) -> None:
    printed = [item.name for item in frameworks.items_of(frameworks.load(name)) if item.kind == "narrative"]
    assert sorted(printed) == sorted(SECTIONS)


def test_an_unknown_framework_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match="general"):
        planned(new_case(), "napkin")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_an_empty_case_is_a_short_document_and_no_error(name: str, language: Language) -> None:
    document = planned(new_case(), name, language)
    assert document.cover.title
    for block in of(document, Table):
        assert all(len(row) == len(block.columns) for row in block.rows)
    assert not of(document, KeyFigures)
    planned(Case(), name, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_the_sample_fills_every_section(name: str, language: Language) -> None:
    document = planned(sample(), name, language)
    headings = [block.key for block in of(document, Heading)]
    assert [section.key for section in frameworks.load(name).sections if section.key not in headings] == []
    for block in of(document, Table):
        assert all(len(row) == len(block.columns) for row in block.rows)
        assert block.caption
    assert len(of(document, Figure)) >= 6
    assert all(figure.description and figure.caption for figure in of(document, Figure))
    assert len(of(document, SignOff)) == 1


def test_both_languages_print_the_same_numbers() -> None:
    english, chinese = (planned(sample(), language=language) for language in LANGUAGES)
    amounts = ("Appraisal of the options", "各方案評估")
    one, other = (table(document, caption) for document, caption in zip((english, chinese), amounts, strict=True))
    assert [row[1:5] for row in one.rows] == [row[1:5] for row in other.rows]
    assert len(of(english, Table)) == len(of(chinese, Table))


def test_no_text_of_the_program_stays_english_in_a_chinese_document() -> None:
    english, chinese = (planned(sample(), language=language) for language in LANGUAGES)
    captions = {block.caption for block in of(english, Table)}
    assert captions.isdisjoint(block.caption for block in of(chinese, Table))
    headings = {block.text for block in of(english, Heading)}
    assert headings.isdisjoint(block.text for block in of(chinese, Heading))


def test_the_first_page_is_the_decision() -> None:
    document = planned(sample())
    heading, ask, figures, card = list(flat(document))[:4]
    assert isinstance(heading, Heading)
    assert heading.key == "summary"
    assert isinstance(ask, Callout)
    assert ask.text == sample().recommendation.ask.en
    assert isinstance(figures, KeyFigures)
    assert [item.value for item in figures.items] == ["TWD 2.37 million", "TWD 6.19 million", "2.60", "1.4 years"]
    assert isinstance(card, Card)


def test_the_appraisal_table_says_what_the_golden_values_say() -> None:
    rows = {row[0]: row[1:] for row in table(planned(sample()), "Appraisal of the options").rows}
    first, third = (sample().find("options", key).name.en for key in ("OPT1", "OPT3"))
    assert rows[first] == ("3,882,230", "10,074,399", "6,192,169", "2.60", "77.7%", "1.4 years")
    assert rows[third][2] == "−22,637,533"
    assert rows[third][4:] == ("none", "not within the horizon")


def test_the_flip_sentence_names_all_three_ways() -> None:
    sentence = next(block.text for block in of(planned(sample()), Paragraph) if block.text.startswith("The answer"))
    assert "benefits fall by 61.5%" in sentence
    assert "costs rise by 159.5%" in sentence
    assert "years late" in sentence


def test_a_changed_budget_line_moves_every_figure_that_hangs_on_it() -> None:
    case = sample()
    flows = case.find("cost_lines", "C101").flows
    doubled = (flows[0] * 2, *flows[1:])
    changed = edits.set_value(case, Path.parse("cost_lines[C101].flows"), doubled).case
    before, after = planned(case), planned(changed)
    for caption in ("Appraisal of the options", "Outlay against the TWD 6.5 million available"):
        assert table(before, caption) != table(after, caption)
    assert of(before, KeyFigures) != of(after, KeyFigures)
    assert of(before, Figure) != of(after, Figure)
    assert of(after, KeyFigures)[0].items[0].value == "TWD 3.82 million"


def test_costs_of_the_table_add_up_in_print() -> None:
    costs = next(block for block in of(planned(sample()), Table) if block.caption.startswith("Costs of"))
    numbers = [[int(cell.replace(",", "")) for cell in row[1:]] for row in costs.rows]
    *lines, total = numbers
    assert total == [sum(column) for column in zip(*lines, strict=True)]
    assert all(row[-1] == sum(row[:-1]) for row in numbers)


def test_a_section_without_content_is_left_out() -> None:
    case = dataclasses.replace(sample(), glossary=(), procurement=())
    case = dataclasses.replace(case, narrative=tuple(text for text in case.narrative if text.id != "S13"))
    keys = [block.key for block in of(planned(case), Heading)]
    assert "glossary" not in keys
    assert "procurement" not in keys
    assert "costs" in keys


def test_values_that_miss_their_threshold_carry_a_word_and_a_tone() -> None:
    matrix = table(planned(sample()), "Specifications and what the technologies offer")
    marked = {(row, column) for row, column, _ in matrix.cell_tones}
    worded = {
        (row, column) for row, cells in enumerate(matrix.rows) for column, cell in enumerate(cells) if "misses" in cell
    }
    assert marked == worded
    failing = {matrix.rows[row][0] for row, column in marked if column == 4}  # technology A
    assert failing == {"S03", "S07", "S10"}
