"""Charts as blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casebuilder.charts.data import CHARTS, caption, describe
from casebuilder.i18n import N_
from casebuilder.report.blocks import Block, Figure
from casebuilder.report.simulation import attempt
from casebuilder.report.wording import Wording

SIMULATED: Final = ("npv_s_curve", "cost_s_curve", "variance_shares")


def chart(wording: Wording, name: str) -> Iterator[Block]:
    """The chart with this name; nothing where the case has no data for it, or its simulation failed."""
    if name in SIMULATED and attempt(wording)[0] is None:
        return
    drawn = CHARTS[name](wording.case, wording.results, wording.language)
    if drawn is not None:
        yield Figure(
            chart=drawn,
            caption=caption(drawn),
            description=describe(drawn),
            source=wording.say(N_("Own calculation from the data of this case")),
        )
