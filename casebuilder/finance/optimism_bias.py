"""Optimism bias: the published bounds by type of project, and what mitigation takes off them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casebuilder.finance.numbers import N, same_kind
from casebuilder.finance.parameters import table


def bounds(project_type: str) -> Mapping[str, int | None]:
    """Upper and lower bounds in per cent of works duration and of expenditure (HM Treasury guidance, Table 2)."""
    published: dict[str, dict[str, int | None]] = table("optimism_bias")["percentages"]
    if project_type not in published:
        raise ValueError(f"{project_type!r} is not a type of project; there are {', '.join(published)}.")
    return dict(published[project_type])


def uplift(upper: N, contributions: Iterable[tuple[N, N]]) -> N:
    """What is left of the upper bound: upper * (1 - sum(contribution * mitigation)), both as fractions."""
    left: Any = same_kind([upper])[0][0]
    for share, done in contributions:
        ((whole, contribution, mitigation),) = same_kind([upper, share, done])
        if not (0 <= contribution <= 1 and 0 <= mitigation <= 1):
            raise ValueError("Contributions and mitigations are fractions between 0 and 1.")
        left -= whole * contribution * mitigation
    if left < 0 < upper:
        raise ValueError("Contributions add up to more than 1.")
    return left  # type: ignore[no-any-return]
