"""Deciding between technologies by scores and weights."""

from __future__ import annotations

from collections.abc import Mapping

from casebuilder.finance.numbers import N, same_kind


def weighted_scores(scores: Mapping[str, Mapping[str, N]], weights: Mapping[str, N]) -> dict[str, N]:
    """The sum of weight * score by technology, from the highest down.

    `scores` is {technology: {criterion: score}} and `weights` is {criterion: weight}; weights need not add up to 1.
    ValueError where a technology lacks a score on a weighted criterion or a weight is negative.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight must not be negative.")
    totals = {technology: _weighted(technology, row, weights) for technology, row in scores.items()}
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def _weighted(technology: str, row: Mapping[str, N], weights: Mapping[str, N]) -> N:
    missing = [criterion for criterion in weights if criterion not in row]
    if missing:
        raise ValueError(f"{technology} has no score on {', '.join(missing)}.")
    values, shares = same_kind([row[criterion] for criterion in weights], list(weights.values()))
    total: N = sum(value * share for value, share in zip(values, shares, strict=True))
    return total
