"""The Word file as a file: properties, header and footer, reproducible bytes, progress, what cannot be written."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest

from casebuilder.charts.types import Chart
from casebuilder.errors import UserError
from casebuilder.i18n import LANGUAGES, Language
from casebuilder.report import Cancelled, word
from casebuilder.report.blocks import Figure, Paragraph, Properties
from casebuilder.report.outline import flat
from tests.report import sample_case, samples
from tests.report.opened import NAMES, Opened, full, opened, text_of


def test_core_properties_say_what_the_document_is() -> None:
    properties = docx.Document(full("en").archive.fp).core_properties
    assert properties.title == "Optimising the functionality of the customer contact system"
    assert properties.author == properties.last_modified_by == "Lin Yi-chen"
    assert properties.subject == "Business case"
    assert properties.keywords == "contact centre; ACD; business case"
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2026, 1, 5, 1, 0)  # noqa: DTZ001 - UTC by definition


def test_the_title_falls_back_to_that_of_the_cover() -> None:
    document = dataclasses.replace(samples.document(Paragraph("x")), properties=Properties(""))
    assert docx.Document(opened(document).archive.fp).core_properties.title == "A case"


def test_further_properties_are_kept_too() -> None:
    custom = full("en").part("docProps/custom.xml")
    values = {child.get("name"): "".join(child.itertext()) for child in custom}
    assert values == {
        "Organisation": "Sunny Isle Home Appliances Co., Ltd. (fictional)",
        "Version": "Version 1.2",
        "Classification": "Internal",
    }
    assert "Sunny Isle" in "".join(full("en").part("docProps/app.xml").itertext())


def test_a_document_without_further_properties_has_no_part_for_them() -> None:
    assert "docProps/custom.xml" not in opened(samples.document(Paragraph("x"))).archive.namelist()


@pytest.mark.parametrize(
    ("language", "head", "foot"),
    [
        (
            "en",
            "Optimising the functionality of the customer contact systemInternal",
            "Version 1.2 · 5 January 2026Page 1 of 1",
        ),
        ("zh_TW", "優化客戶聯繫系統功能 業務案例內部使用", "第 1.2 版 · 2026 年 1 月 5 日第 1 頁，共 1 頁"),
    ],
)
def test_header_and_footer_name_the_document_and_count_its_pages(language: Language, head: str, foot: str) -> None:
    footer = full(language).part("word/footer1.xml")
    assert text_of(full(language).part("word/header1.xml")) == head
    assert text_of(footer).endswith(foot)
    fields = footer.xpath("//w:instrText/text()", namespaces=NAMES)
    assert [field.strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_a_long_classification_gets_its_room_in_the_header() -> None:
    properties = dataclasses.replace(sample_case.full("en").properties, classification="Internal; invented data")
    header = opened(dataclasses.replace(samples.document(Paragraph("x")), properties=properties)).part(
        "word/header1.xml"
    )
    left, right = (int(width) for width in header.xpath("//w:tcW/@w:w", namespaces=NAMES))
    assert left + right == 5000
    assert right > 5000 * 0.28


def test_the_cover_has_neither_header_nor_footer() -> None:
    document = full("en")
    assert document.find("//w:sectPr")[0].find("w:titlePg", NAMES) is not None
    assert not text_of(document.part("word/header2.xml"))
    assert not text_of(document.part("word/footer2.xml"))


def test_the_cover_shows_title_facts_and_disclaimer() -> None:
    document, cover = full("zh_TW"), sample_case.full("zh_TW").cover
    assert document.texts("Title") == [cover.title]
    assert document.texts("Subtitle") == [cover.subtitle]
    assert document.texts("CoverFact") == [f"{label}\t{value}" for label, value in cover.facts]
    assert document.texts("CoverLine") == [f"{cover.organisation}\t{cover.classification}"]
    assert document.texts("CoverNote") == [cover.disclaimer]


@pytest.mark.parametrize(("page", "size"), [("A4", ("11906", "16838")), ("Letter", ("12240", "15840"))])
def test_the_paper_is_the_one_that_was_asked_for(page: str, size: tuple[str, str]) -> None:
    document = dataclasses.replace(samples.document(Paragraph("x")), page=page)  # type: ignore[arg-type]
    (paper,) = opened(document).find("//w:pgSz")
    assert (paper.get(f"{{{NAMES['w']}}}w"), paper.get(f"{{{NAMES['w']}}}h")) == size


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_documents_give_equal_bytes(language: Language) -> None:
    first, second = (word.to_bytes(sample_case.full(language), picture=samples.fake_picture) for _ in range(2))
    assert first == second
    assert {entry.date_time[0] for entry in Opened(first).archive.infolist()} == {1980}


def test_the_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "案例.docx"
    target.write_bytes(b"older")
    word.write(samples.document(Paragraph("hello")), target)
    assert [path.name for path in tmp_path.iterdir()] == ["案例.docx"]
    assert "hello" in [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]


def test_progress_grows_to_one(tmp_path: Path) -> None:
    seen: list[tuple[float, str]] = []
    word.write(
        sample_case.full("en"),
        tmp_path / "a.docx",
        picture=samples.fake_picture,
        progress=lambda share, message: seen.append((share, message)),
    )
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert shares[-2] < 1.0
    assert [message for _, message in seen].count("Drawing charts") == 2


def test_stopping_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"older")
    answers = iter([False, False, True])
    with pytest.raises(Cancelled):
        word.write(sample_case.full("en"), target, picture=samples.fake_picture, cancelled=lambda: next(answers))
    assert target.read_bytes() == b"older"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["missing/a.docx", "."])
def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        word.write(samples.document(Paragraph("x")), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_every_figure_is_drawn_once_and_in_order() -> None:
    drawn: list[str] = []
    document = sample_case.full("en")

    def picture(chart: Chart) -> bytes:
        drawn.append(chart.frame.key)
        return samples.png(10, 5)

    word.to_bytes(document, picture=picture)
    assert drawn == [block.chart.frame.key for block in flat(document.blocks) if isinstance(block, Figure)]


def test_no_part_points_outside_the_file() -> None:
    archive = full("en").archive
    relations = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    assert relations
    assert not any("TargetMode" in text for text in relations)


def test_the_base_document_is_what_its_script_makes(tmp_path: Path, root: Path) -> None:
    made = tmp_path / "base.docx"
    subprocess.run([sys.executable, "-m", "scripts.make_base_docx", str(made)], cwd=root, check=True)
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(root / "resources" / "docx" / "base.docx") as old:
        assert new.namelist() == old.namelist()
        assert all(new.read(name) == old.read(name) for name in new.namelist())
