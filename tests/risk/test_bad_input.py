"""Whatever a program hands to the functions of risk: a figure, or ValueError with a sentence."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest

from risk.distributions import (
    Compound,
    Discrete,
    Event,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Trigen,
    Uniform,
    three_point,
)
from risk.register import expected_value, heat_map, rank, score
from risk.simulation import Driver, Model, Term, simulate

BAD: Final = [
    None, True, "", "1", b"1", "abc", [], {}, object(), 1j, datetime.date(2020, 1, 1),
    math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e400"), 10**400,
    -1, -2.5, 0, 2.5, 1e200, np.int64(3), np.float64("nan"), Fraction(1, 3),
]  # fmt: skip


UNIT: Final = Uniform(0, 1)


def model(*profile: Any, factor: Any = 0.9, distribution: Any = UNIT, correlation: Any = 0.5) -> Model:
    """Two drivers of one group that make a benefit."""
    drivers = [Driver("a", distribution, "g"), Driver("b", UNIT, "g")]
    terms = [Term(("a",), (1.0, *profile), "benefit"), Term(("b",), (1.0, 1.0), "benefit")]
    return Model(terms, drivers, (1.0, factor), groups={"g": correlation}, correlations=[("a", "b", correlation)])


PAIRS: Final = [(0.1, 10.0), (0.2, 20.0)]
CALLS: Final[dict[str, tuple[Callable[..., Any], tuple[Any, ...]]]] = {
    "uniform": (Uniform, (1.0, 2.0)),
    "triangular": (Triangular, (1.0, 2.0, 3.0)),
    "trigen": (Trigen, (1.0, 2.0, 3.0)),
    "pert": (Pert, (1.0, 2.0, 3.0, 4.0)),
    "normal": (Normal, (1.0, 2.0)),
    "lognormal": (Lognormal, (1.0, 0.2)),
    "lognormal of percentiles": (lambda p10, p90: Lognormal.from_percentiles(p10=p10, p90=p90), (1.0, 2.0)),
    "discrete": (Discrete, ([1.0, 2.0], [0.5, 0.5])),
    "event": (Event, (0.5, 10.0)),
    "compound": (Compound, (2.0, 3.0)),
    "three points": (three_point, ("pert", 1.0, 2.0, 3.0)),
    "quantile": (Pert(1, 2, 3).quantile, (0.5,)),
    "sample": (Pert(1, 2, 3).sample, (0.5,)),
    "cdf": (Pert(1, 2, 3).cdf, (0.5,)),
    "expected value": (expected_value, (PAIRS,)),
    "score": (score, (0.3, 3)),
    "rank": (rank, (PAIRS, "expected_value")),
    "heat map": (lambda risks, assessment: heat_map(risks, assessment=assessment), ([(1, 2)], "inherent")),
    "profile": (model, (1.0,)),
    "factor": (lambda factor: model(1.0, factor=factor), (0.9,)),
    "distribution": (lambda distribution: model(1.0, distribution=distribution), (UNIT,)),
    "correlation": (lambda correlation: model(1.0, correlation=correlation), (0.5,)),
    "iterations": (lambda count: simulate(model(1.0), iterations=count, seed=1).npv.mean, (8,)),
    "seed": (lambda seed: simulate(model(1.0), iterations=8, seed=seed).npv.mean, (8,)),
    "sampler": (lambda name: simulate(model(1.0), iterations=8, seed=1, sampler=name).npv.mean, ("sobol",)),
}


def spoiled(value: Any) -> Iterator[Any]:
    """Something bad in the place of a value, or of one of its items."""
    yield from BAD
    if isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from ([*value[:place], bad, *value[place + 1 :]] for bad in spoiled(item))


@pytest.mark.parametrize("name", CALLS)
def test_bad_input_is_refused_with_a_sentence_and_no_figure_is_endless(name: str) -> None:
    function, given = CALLS[name]
    sentences = []
    for at, good in enumerate(given):
        for bad in spoiled(good):
            try:
                result = function(*given[:at], bad, *given[at + 1 :])
            except ValueError as error:
                sentences.append(str(error))
            else:
                assert not isinstance(result, float) or math.isfinite(result), bad
    assert len(sentences) >= len(BAD) / 3
    assert [text for text in sentences if not text.endswith(".")] == []


def test_lists_serve_as_pairs() -> None:
    pairs: Any = [[0.1, 10.0], [0.5, 20.0]]

    assert expected_value(pairs) == pytest.approx(11)
    assert rank(pairs, by="expected_value") == [[0.5, 20.0], [0.1, 10.0]]
    assert heat_map([[1, 2], (1, 2)])[1, 2] == 2  # type: ignore[list-item]


def test_whole_numbers_of_other_kinds_serve_as_numbers_of_iterations() -> None:
    found = [simulate(model(1.0), iterations=count, seed=1).npv.mean for count in (64, np.int64(64), 64.0)]

    assert len(set(found)) == 1
