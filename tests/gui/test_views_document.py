"""The preview, the guide beside the pages, and the first page of the program."""

from __future__ import annotations

import pathlib

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from casebuilder import export
from casebuilder.model.case import Case
from gui import settings
from gui.forms.notes import NoteDialog
from gui.guide_panel import GuidePanel
from gui.pages.document_view import Composed, DocumentView
from gui.pages.preview import PreviewPage
from gui.pages.start import StartPage
from tests.gui.view_support import MakeStage, Stage, empty_stage, make_stage, stage
from tests.report.opened import opened

__all__ = ["empty_stage", "make_stage", "stage"]  # fixtures

HEADINGS = ("Heading1", "Heading2", "Heading3", "AppendixHeading", "AppendixHeading2", "AppendixHeading3")
LEFT = Qt.MouseButton.LeftButton


def opened_preview(stage: Stage) -> PreviewPage:
    """The preview with the document in it."""
    page = stage.show(PreviewPage(stage.context))
    stage.qtbot.waitUntil(lambda: page.outline.count() > 0, timeout=60_000)
    return page


def word_headings(case: Case) -> list[str]:
    """The headings of the Word document, as a reader of the file finds them; Word itself counts their numbers."""
    return opened(export.document(case, export.Choice())).texts(*HEADINGS)


def outline_of(page: PreviewPage) -> list[str]:
    """The lines of the list of headings."""
    return [page.outline.item(row).text().strip() for row in range(page.outline.count())]


def shown_texts(widget: QWidget) -> list[str]:
    """The texts of all labels that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


# The preview


def test_the_preview_has_the_headings_of_the_word_document(stage: Stage) -> None:
    page = opened_preview(stage)
    headings, lines = word_headings(stage.session.case), outline_of(page)
    assert len(headings) > 20
    assert [line.endswith(heading) for line, heading in zip(lines, headings, strict=True)] == [True] * len(lines)
    body = page.view.toPlainText()
    assert [line for line in lines if line not in body] == []


def test_the_language_of_the_document_is_one_step_that_can_be_undone(stage: Stage) -> None:
    page = opened_preview(stage)
    assert outline_of(page)[0] == "1 Executive summary"
    page.language.setFocus()
    stage.qtbot.keyClick(page.language, Qt.Key.Key_Down)
    assert stage.session.case.profile.document_language == "zh_TW"
    assert stage.session.undo_stack.count() == 1
    stage.qtbot.waitUntil(lambda: outline_of(page)[0] == "1 執行摘要", timeout=60_000)
    stage.session.undo()
    assert page.language.currentData() == "en"
    stage.qtbot.waitUntil(lambda: outline_of(page)[0] == "1 Executive summary", timeout=60_000)


def test_a_heading_in_the_list_scrolls_the_document(stage: Stage) -> None:
    page = opened_preview(stage)
    bar = page.view.verticalScrollBar()
    places = []
    for row in (12, 4):
        page.outline.scrollToItem(page.outline.item(row))
        place = page.outline.visualItemRect(page.outline.item(row)).center()
        stage.qtbot.mouseClick(page.outline.viewport(), LEFT, pos=place)
        places.append(bar.value())
    assert places[0] > places[1] > 0


def test_the_preview_follows_an_edit_and_asks_for_the_export(stage: Stage) -> None:
    page = opened_preview(stage)
    assert "6,192,169" in page.view.toPlainText()
    stage.spend(1_600_000)
    stage.qtbot.waitUntil(lambda: "6,042,169" in page.view.toPlainText(), timeout=60_000)
    with stage.qtbot.waitSignal(page.export_asked):
        stage.qtbot.mouseClick(page.export_button, LEFT)


def test_the_preview_of_an_empty_case_is_a_document_too(empty_stage: Stage) -> None:
    page = opened_preview(empty_stage)
    assert page.view.toPlainText().strip()


def test_the_document_loads_nothing_that_did_not_come_with_it(stage: Stage, tmp_path: pathlib.Path) -> None:
    picture = tmp_path / "secret.png"
    picture.write_bytes(b"not for the document")
    addresses = [picture.as_uri(), "http://example.org/pixel.png", str(picture)]
    view = stage.show(DocumentView())
    images = "".join(f'<img src="{address}">' for address in addresses)
    view.show_document(Composed(images))
    assert set(addresses) <= set(view.refused)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert view.loadResource(kind, QUrl(picture.as_uri())).width() == 1


# The guide


def test_the_guide_explains_the_step_and_then_the_field(stage: Stage) -> None:
    panel = stage.show(GuidePanel(stage.context))
    assert "Why we ask" not in shown_texts(panel.guide)
    panel.show_step("risks")
    assert "Why we ask" in shown_texts(panel.guide)
    assert "Discount rate" not in shown_texts(panel.guide)
    stage.context.focus.tell("cost_lines[C101].flows")
    assert {
        "Amount by year",
        "From year 0. Costs are typed as positive amounts. Empty where a total is spread over time.",
    } <= set(shown_texts(panel.guide))
    stage.context.focus.tell("cost_lines[C101]")
    assert "Amount by year" not in shown_texts(panel.guide)


def test_a_finding_leads_to_its_field(stage: Stage) -> None:
    panel = stage.show(GuidePanel(stage.context))
    panel.show_step("risks")
    expected = [finding.path for finding in stage.derived.findings if finding.step == "risks"]
    assert panel.tabText(1) == f"Findings ({len(expected)})"
    panel.setCurrentWidget(panel.findings)
    rows = panel.findings.list
    stage.qtbot.mouseClick(rows.viewport(), LEFT, pos=rows.visualItemRect(rows.item(0)).center())
    stage.qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert stage.steps.gone == expected[:1] * 2


def test_the_overview_lists_the_findings_of_the_whole_case(stage: Stage) -> None:
    panel = stage.show(GuidePanel(stage.context))
    panel.show_step("overview")
    assert panel.findings.list.count() == len(stage.derived.findings) > 0
    stage.spend(16_000_000)
    stage.settle()
    assert panel.findings.list.count() == len(stage.derived.findings)
    assert panel.findings.list.item(0).text().startswith("Blocker: ")


def test_a_note_is_written_on_the_field_one_is_in(stage: Stage) -> None:
    panel = stage.show(GuidePanel(stage.context))
    panel.setCurrentWidget(panel.notes)
    assert not panel.notes.button.isVisible()
    before = len(stage.session.case.notes)
    stage.context.focus.tell("profile.discount_rate")
    stage.qtbot.mouseClick(panel.notes.button, LEFT)
    (dialog,) = panel.findChildren(NoteDialog)
    english, _ = [box for box in dialog.findChildren(QWidget) if isinstance(box, QPlainTextEdit | QTextEdit)]
    stage.qtbot.keyClicks(english, "Ask finance")
    save = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Save note")
    stage.qtbot.mouseClick(save, LEFT)
    assert len(stage.session.case.notes) == before + 1
    note = stage.session.case.notes[-1]
    assert (note.path, note.text.en) == ("profile.discount_rate", "Ask finance")
    assert panel.notes.text.text() == "Ask finance"


# The first page


def test_the_first_page_offers_the_ways_to_begin(stage: Stage) -> None:
    page = stage.show(StartPage(stage.context))
    asked: list[str] = []
    page.asked.connect(asked.append)
    for button in page.buttons.values():
        stage.qtbot.mouseClick(button, LEFT)
    assert asked == ["new", "open", "sample"]
    assert page.recent == []


def test_the_first_page_opens_a_recent_case(stage: Stage, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "contact.bcase"
    path.touch()
    settings.remember_file(path)
    page = stage.show(StartPage(stage.context))
    with stage.qtbot.waitSignal(page.chosen) as told:
        stage.qtbot.mouseClick(page.recent[0], LEFT)
    assert told.args == [path]
    assert page.recent[0].text() == "contact"


def test_a_file_that_is_gone_is_not_offered(make_stage: MakeStage, tmp_path: pathlib.Path) -> None:
    settings.remember_file(tmp_path / "gone.bcase")
    stage = make_stage(Case())
    assert stage.show(StartPage(stage.context)).recent == []
