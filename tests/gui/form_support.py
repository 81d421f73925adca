"""What the tests of forms, tables and pages stand on: a case with a row in every part, and a quiet context."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casebuilder.analysis import Results
from casebuilder.model.case import Case
from casebuilder.model.edits import add_record, set_value
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path
from casebuilder.spec import BiText, fields_of, parts_of
from gui.context import Context
from gui.session import CaseSession
from gui.workers import Workers

PARTS = tuple(part.name for part in parts_of(Case))
COLLECTIONS = tuple(part.name for part in parts_of(Case) if part.is_collection)


class FixedFigures(QObject):
    """Stands for the figures beside the window: those that a test gives it, and no others."""

    updated = Signal()
    stale_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.results: Results | None = None
        self.findings: tuple[Any, ...] = ()
        self.readiness = None
        self.stale = False

    def show(self, results: Results | None) -> None:
        self.results = results
        self.updated.emit()


class Steps:
    """A navigator that notes where it was sent."""

    def __init__(self) -> None:
        self.gone: list[str] = []

    def go(self, path: str) -> None:
        self.gone.append(path)

    def go_step(self, key: str) -> None:
        self.gone.append(key)


def make_context(case: Case) -> Context:
    """A context over a session with this case; nothing is calculated beside it."""
    session = CaseSession(case)
    figures: Any = FixedFigures(session)
    return Context(session, figures, Workers(session), Steps())


def full_case(rows: int = 2) -> Case:
    """A new case in which every collection has at least `rows` records with a name in both languages."""
    case = new_case()
    for part in parts_of(Case):
        if not part.is_collection:
            continue
        pairs = [spec.name for spec in fields_of(part.record) if spec.is_bilingual]
        while len(case.records(part.name)) < rows:
            number = len(case.records(part.name)) + 1
            texts = {name: BiText(f"{part.singular} {number}", f"項目 {number}") for name in pairs[:1]}
            case = add_record(case, part.name, **texts).case
    return case


def with_value(case: Case, path: str, value: Any) -> Case:
    return set_value(case, Path.parse(path), value).case


def many_risks(count: int) -> Case:
    """A case with as many risks, all of them rated."""
    case = new_case()
    (first,) = add_record(case, "risks", likelihood=3, impact=4, category="people").case.risks
    risks = tuple(
        dataclasses.replace(
            first, id=f"R{number:04d}", name=BiText(f"Risk {number}", f"風險 {number}"), cost_if_occurs=Decimal(number)
        )
        for number in range(1, count + 1)
    )
    return dataclasses.replace(case, risks=risks)


def type_text(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Type with keys; what no key has comes from an input method, as on a real desk."""
    if text.isascii():
        qtbot.keyClicks(widget, text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
