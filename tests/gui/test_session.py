"""Undo and redo against a plain list of snapshots; what merges into one step, and what never does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.edits import Edit
from casebuilder.model.new import new_case
from casebuilder.model.paths import Path
from gui import i18n
from gui.session import CaseSession

MERGE_SECONDS = 2.0  # what the user is promised; not read from the program


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(clock: Clock, qapp: QApplication) -> Iterator[CaseSession]:
    """A session with a new case, in English."""
    i18n.set_language("en")
    yield CaseSession(new_case(), clock=clock)
    i18n.set_language("en")


def text_edit(case: Case, field: str, text: str) -> Edit:
    return edits.set_value(case, Path("profile", field=field, language="en"), text)


def type_title(session: CaseSession, text: str) -> None:
    session.apply(text_edit(session.case, "title", text))


def title(case: Case) -> str:
    return case.profile.title.get("en")


# -- merging -----------------------------------------------------------------------------------------------------------


def test_typing_on_within_two_seconds_is_one_step_of_undo(session: CaseSession, clock: Clock) -> None:
    for text in ("S", "Sh", "Short"):
        type_title(session, text)
        clock.now += MERGE_SECONDS  # each key within the time after the one before it
    assert session.undo_stack.count() == 1
    session.undo()
    assert title(session.case) == ""
    session.redo()
    assert title(session.case) == "Short"


def test_typing_after_a_pause_is_a_step_of_its_own(session: CaseSession, clock: Clock) -> None:
    type_title(session, "Shorter")
    clock.now += MERGE_SECONDS + 0.01
    type_title(session, "Shorter waiting")
    session.undo()
    assert title(session.case) == "Shorter"


def test_typing_in_another_field_is_a_step_of_its_own(session: CaseSession) -> None:
    type_title(session, "Shorter")
    session.apply(text_edit(session.case, "organisation", "Harbour"))
    assert session.undo_stack.count() == 2
    session.undo()
    assert title(session.case) == "Shorter"
    assert session.case.profile.organisation.get("en") == ""


def test_structural_edits_never_merge(session: CaseSession) -> None:
    for _ in range(3):
        session.apply(edits.add_record(session.case, "risks"))
    assert session.undo_stack.count() == 3
    session.undo()
    assert len(session.case.risks) == 2


def test_a_structural_edit_does_not_merge_even_where_it_says_it_may(session: CaseSession) -> None:
    for _ in range(2):
        made = edits.add_record(session.case, "risks")
        session.apply(Edit(made.case, made.touched, made.label, "risks"))
    assert session.undo_stack.count() == 2


def test_typing_does_not_merge_across_an_undo(session: CaseSession) -> None:
    type_title(session, "One")
    session.apply(text_edit(session.case, "organisation", "Harbour"))
    session.undo()
    type_title(session, "Two")
    session.undo()
    assert title(session.case) == "One"


def test_typing_does_not_merge_into_what_was_saved(session: CaseSession, tmp_path: FilePath) -> None:
    type_title(session, "Saved")
    session.mark_saved(tmp_path / "a.bcase")
    type_title(session, "Saved and more")
    assert session.is_modified
    session.undo()
    assert title(session.case) == "Saved"
    assert not session.is_modified


def test_typing_back_to_what_stood_there_leaves_no_step(session: CaseSession) -> None:
    before = session.case
    type_title(session, "A")
    type_title(session, "")
    assert session.case == before
    assert session.undo_stack.count() == 0
    assert not session.is_modified


# -- steps -------------------------------------------------------------------------------------------------------------


def test_an_edit_that_changes_nothing_is_no_step(session: CaseSession, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(session.changed):
        type_title(session, "")
    assert not session.is_modified


def test_an_edit_says_what_it_touched_and_who_made_it(session: CaseSession, qtbot: QtBot) -> None:
    origin = object()
    with qtbot.waitSignal(session.changed) as told:
        session.apply(text_edit(session.case, "title", "New"), origin)
    touched, who = told.args
    assert touched.parts == {"profile"}
    assert who is origin
    with qtbot.waitSignal(session.changed) as told:
        session.undo()
    touched, who = told.args
    assert touched.parts == {"profile"}
    assert who is None


def test_the_names_of_the_steps_follow_the_language_of_the_screen(session: CaseSession) -> None:
    type_title(session, "New")
    english = session.undo_stack.undoText()
    i18n.set_language("zh_TW")
    chinese = session.undo_stack.undoText()
    assert english != chinese
    assert not chinese.isascii()
    i18n.set_language("en")
    assert session.undo_stack.undoText() == english


def test_another_case_begins_without_steps(session: CaseSession) -> None:
    type_title(session, "Old")
    session.replace(new_case(), None)
    assert not session.is_modified
    assert session.undo_stack.count() == 0
    session.undo()
    assert title(session.case) == ""


def test_a_recovered_case_counts_as_not_saved(session: CaseSession) -> None:
    session.replace(new_case(), None, modified=True)
    assert session.is_modified


def test_a_save_of_an_older_snapshot_leaves_the_newer_one_unsaved(session: CaseSession, tmp_path: FilePath) -> None:
    written = session.case
    type_title(session, "Newer than the file")
    session.mark_saved(tmp_path / "a.bcase", written)
    assert session.is_modified
    assert session.saved_case is written


# -- random play -------------------------------------------------------------------------------------------------------

MOVES = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(["title", "organisation"]), st.text("abc", max_size=3)),
    st.tuples(st.just("wait"), st.sampled_from([0.5, 1.9, 2.5])),
    st.tuples(st.just("add")),
    st.tuples(st.just("delete")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("save")),
)


class Oracle:
    """The same session as a list of snapshots, told in the words of the manual and not of the program."""

    def __init__(self, case: Case) -> None:
        self.snapshots = [case]
        self.typing: list[tuple[str, float] | None] = [None]  # field and time of typing that may go on
        self.at = 0
        self.saved_at = 0

    @property
    def case(self) -> Case:
        return self.snapshots[self.at]

    def edit(self, case: Case, field: str, now: float) -> None:
        if case == self.case:
            return
        before = self.typing[self.at]
        if field and before is not None and before[0] == field and now - before[1] <= MERGE_SECONDS:
            self._type_on(case, field, now)
            return
        if self.saved_at > self.at:
            self.saved_at = -1
        self.snapshots[self.at + 1 :] = [case]
        self.typing[self.at + 1 :] = [(field, now) if field else None]
        self.at += 1

    def _type_on(self, case: Case, field: str, now: float) -> None:
        self.snapshots[self.at] = case
        self.typing[self.at] = (field, now)
        if case == self.snapshots[self.at - 1]:
            del self.snapshots[self.at], self.typing[self.at]
            self.at -= 1

    def turn(self, by: int) -> None:
        self.typing = [None] * len(self.typing)
        self.at = min(max(self.at + by, 0), len(self.snapshots) - 1)

    def save(self) -> None:
        self.typing[self.at] = None
        self.saved_at = self.at


def play(session: CaseSession, oracle: Oracle, clock: Clock, move: tuple[Any, ...]) -> None:
    """Make one move in both."""
    if move[0] == "type":
        edit = text_edit(session.case, move[1], move[2])
        oracle.edit(edit.case, move[1], clock.now)
        session.apply(edit)
    elif move[0] == "wait":
        clock.now += move[1]
    elif move[0] == "add":
        edit = edits.add_record(session.case, "risks")
        oracle.edit(edit.case, "", clock.now)
        session.apply(edit)
    elif move[0] == "delete" and session.case.risks:
        edit = edits.delete_records(session.case, "risks", [risk.id for risk in session.case.risks[:1]])
        oracle.edit(edit.case, "", clock.now)
        session.apply(edit)
    elif move[0] == "save":
        oracle.save()
        session.mark_saved(PLACE)
    elif move[0] in ("undo", "redo"):
        oracle.turn(-1 if move[0] == "undo" else 1)
        getattr(session, move[0])()


PLACE = FilePath("case.bcase")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=30))
def test_any_play_of_edits_undo_and_redo_agrees_with_a_list_of_snapshots(
    qapp: QApplication, moves: list[tuple[Any, ...]]
) -> None:
    i18n.set_language("en")
    clock = Clock()
    session = CaseSession(new_case(), clock=clock)
    oracle = Oracle(session.case)
    for move in moves:
        play(session, oracle, clock, move)
        assert session.case == oracle.case
        assert session.undo_stack.count() == len(oracle.snapshots) - 1
        assert session.undo_stack.index() == oracle.at
        assert session.is_modified == (oracle.saved_at != oracle.at)
    while session.undo_stack.canUndo():
        session.undo()
        oracle.turn(-1)
        assert session.case == oracle.case
