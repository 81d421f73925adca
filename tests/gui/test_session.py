"""The session: undo gives back exactly what was there, typing merges, and everybody is told in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as File

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from casebuilder.model import edits
from casebuilder.model.case import Case
from casebuilder.model.paths import Path
from gui import i18n
from gui.session import CaseSession, places

RATE = Path("profile", field="discount_rate")
HORIZON = Path("profile", field="horizon_years")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(qapp: QApplication, clock: Clock) -> CaseSession:
    return CaseSession(Case(), clock=clock)


def type_rate(session: CaseSession, text: str) -> None:
    session.apply(edits.set_value(session.case, RATE, Decimal(text)))


# -- random play against a plain list of snapshots ---------------------------------------------------------------------


@dataclass
class Oracle:
    """What undo should do, by the plainest means: the snapshots so far, and where one stands among them."""

    snapshots: list[Case]
    here: int = 0
    last: tuple[str, float] | None = None  # the field typed in by the newest step, and when
    told: list[Case] = field(default_factory=list)

    def edit(self, case: Case, merge: str, now: float) -> None:
        if case == self.snapshots[self.here]:
            return
        joins = bool(merge) and self.last is not None and self.last[0] == merge and now - self.last[1] <= 2
        del self.snapshots[self.here + 1 :]
        if joins:
            self.snapshots[self.here] = case
            if self.here and self.snapshots[self.here - 1] == case:  # typed back: no step is left
                del self.snapshots[self.here]
                self.here -= 1
                self.last = None
                return
        else:
            self.snapshots.append(case)
            self.here += 1
        self.last = (merge, now)

    def move(self, by: int) -> None:
        self.here = min(max(self.here + by, 0), len(self.snapshots) - 1)
        self.last = None


MOVES = st.one_of(
    st.tuples(st.just("rate"), st.sampled_from(["0.01", "0.02", "0.08"])),
    st.tuples(st.just("horizon"), st.sampled_from([3, 5, 7])),
    st.tuples(st.just("add"), st.just(None)),
    st.tuples(st.just("delete"), st.integers(0, 3)),
    st.tuples(st.just("wait"), st.sampled_from([0.5, 1.5, 3.0])),
    st.tuples(st.just("undo"), st.just(None)),
    st.tuples(st.just("redo"), st.just(None)),
)


def edit_for(case: Case, move: str, value: object) -> edits.Edit | None:
    if move == "rate":
        return edits.set_value(case, RATE, Decimal(str(value)))
    if move == "horizon":
        return edits.set_value(case, HORIZON, value)
    if move == "add":
        return edits.add_record(case, "risks")
    if move == "delete" and isinstance(value, int) and value < len(case.risks):
        return edits.delete_records(case, "risks", [case.risks[value].id])
    return None


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=30))
def test_any_sequence_of_edits_undo_and_redo_shows_what_a_list_of_snapshots_shows(
    qapp: QApplication, moves: list[tuple[str, object]]
) -> None:
    clock = Clock()
    session = CaseSession(Case(), clock=clock)
    oracle = Oracle([session.case])
    for move, value in moves:
        clock.now += 0.01
        if move == "wait":
            clock.now += float(str(value))
        elif move in ("undo", "redo"):
            (session.undo if move == "undo" else session.redo)()
            oracle.move(-1 if move == "undo" else 1)
        elif (edit := edit_for(session.case, move, value)) is not None:
            session.apply(edit)
            oracle.edit(edit.case, edit.merge, clock.now)
        assert session.case == oracle.snapshots[oracle.here]
        assert session.undo_stack.canUndo() == (oracle.here > 0)
    while session.undo_stack.canUndo():
        session.undo()
    assert session.case == oracle.snapshots[0]
    while session.undo_stack.canRedo():
        session.redo()
    assert session.case == oracle.snapshots[-1]


# -- merging -----------------------------------------------------------------------------------------------------------


def test_typing_in_the_same_field_within_two_seconds_is_one_step(session: CaseSession, clock: Clock) -> None:
    type_rate(session, "0.01")
    clock.now = 2.0
    type_rate(session, "0.012")
    assert session.undo_stack.count() == 1
    session.undo()
    assert session.case.profile.discount_rate == Decimal("0.08")


def test_typing_after_a_pause_is_a_step_of_its_own(session: CaseSession, clock: Clock) -> None:
    type_rate(session, "0.01")
    clock.now = 2.1
    type_rate(session, "0.012")
    assert session.undo_stack.count() == 2


def test_typing_in_another_field_is_a_step_of_its_own(session: CaseSession) -> None:
    type_rate(session, "0.01")
    session.apply(edits.set_value(session.case, HORIZON, 7))
    assert session.undo_stack.count() == 2


def test_records_that_come_never_merge(session: CaseSession) -> None:
    for _ in range(3):
        session.apply(edits.add_record(session.case, "risks"))
    assert session.undo_stack.count() == 3


def test_typing_after_undo_does_not_merge_with_what_was_undone(session: CaseSession) -> None:
    type_rate(session, "0.01")
    session.undo()
    session.redo()
    type_rate(session, "0.02")
    assert session.undo_stack.count() == 2


def test_typing_does_not_merge_across_a_save(session: CaseSession, tmp_path: File) -> None:
    type_rate(session, "0.01")
    session.mark_saved(tmp_path / "a.bcase")
    type_rate(session, "0.02")
    assert session.is_modified
    session.undo()
    assert not session.is_modified


def test_what_is_typed_back_leaves_no_step(session: CaseSession) -> None:
    type_rate(session, "0.01")
    type_rate(session, "0.08")
    assert session.undo_stack.count() == 0
    assert not session.is_modified


def test_an_edit_that_changes_nothing_is_no_step(session: CaseSession) -> None:
    type_rate(session, "0.08")
    assert session.undo_stack.count() == 0


# -- who is told what --------------------------------------------------------------------------------------------------


def listen(session: CaseSession) -> list[tuple[list[str], object, bool]]:
    heard: list[tuple[list[str], object, bool]] = []
    session.changed.connect(lambda touched, origin: heard.append((places(touched), origin, session.is_modified)))
    return heard


def test_a_change_says_where_it_was_who_made_it_and_comes_when_the_session_knows_it_is_modified(
    session: CaseSession,
) -> None:
    heard = listen(session)
    session.apply(edits.set_value(session.case, RATE, Decimal("0.01")), "the form")
    session.undo()
    session.redo()
    path = ["profile.discount_rate"]
    assert heard == [(path, "the form", True), (path, None, False), (path, None, True)]


def test_undo_says_what_it_touched_and_nothing_where_there_is_no_step(session: CaseSession) -> None:
    session.apply(edits.add_record(session.case, "risks"))
    assert places(session.undo()) == ["risks"]
    assert session.undo() is None


def test_a_step_is_named_in_the_language_of_the_screen(session: CaseSession) -> None:
    type_rate(session, "0.01")
    english = session.undo_stack.undoText()
    assert "discount rate" in english.casefold()
    i18n.set_language("zh_TW")
    try:
        assert "折現率" in session.undo_stack.undoText()
    finally:
        i18n.set_language("en")
    assert session.undo_stack.undoText() == english


# -- files -------------------------------------------------------------------------------------------------------------


def test_another_case_starts_without_steps_and_unmodified(session: CaseSession, tmp_path: File) -> None:
    type_rate(session, "0.01")
    session.replace(Case(), tmp_path / "b.bcase")
    assert (session.undo_stack.count(), session.is_modified, session.path) == (0, False, tmp_path / "b.bcase")


def test_a_recovered_case_is_modified_from_the_start(session: CaseSession) -> None:
    session.replace(Case(), None, modified=True)
    assert session.is_modified


def test_what_was_typed_while_the_file_was_written_is_still_unsaved(session: CaseSession, tmp_path: File) -> None:
    type_rate(session, "0.01")
    written = session.case
    session.apply(edits.set_value(session.case, HORIZON, 7))
    session.mark_saved(tmp_path / "a.bcase", written)
    assert session.is_modified
    assert session.saved_case is written


@pytest.mark.parametrize("finish", [CaseSession.undo, CaseSession.redo])
def test_undo_and_redo_on_an_untouched_case_change_nothing(
    session: CaseSession, finish: Callable[[CaseSession], object]
) -> None:
    heard = listen(session)
    assert finish(session) is None
    assert heard == []
