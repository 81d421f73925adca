"""Keeping labels apart."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from casebuilder.charts.figures.spread import Label, spread


def test_labels_that_do_not_touch_stay_where_they_are() -> None:
    assert spread([Label(50, 4), Label(10, 4)], low=0, high=100) == [50, 10]


def test_labels_that_collide_move_apart_evenly() -> None:
    assert spread([Label(50, 4), Label(50, 4)], low=0, high=100) == [48, 52]


def test_labels_stay_within_the_limits() -> None:
    assert spread([Label(1, 4), Label(99, 4)], low=0, high=100) == [2, 98]


@given(st.lists(st.builds(Label, st.floats(0, 100), st.floats(1, 9)), max_size=10))
def test_labels_never_overlap_and_keep_their_order(labels: list[Label]) -> None:
    middles = spread(labels, low=0, high=100)
    placed = sorted(zip(middles, labels, strict=True), key=lambda pair: pair[0])
    for (middle, label), (next_middle, next_label) in itertools.pairwise(placed):
        assert next_middle - middle >= (label.height + next_label.height) / 2 - 1e-6
        assert next_label.wanted >= label.wanted
