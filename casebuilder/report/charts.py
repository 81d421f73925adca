"""Charts as blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator

from casebuilder.charts.data import CHARTS, caption, describe
from casebuilder.i18n import N_
from casebuilder.report.blocks import Block, Figure
from casebuilder.report.wording import Wording


def chart(wording: Wording, name: str) -> Iterator[Block]:
    """The chart with this name; nothing where the case has no data for it."""
    drawn = CHARTS[name](wording.case, wording.results, wording.language)
    if drawn is not None:
        yield Figure(
            chart=drawn,
            caption=caption(drawn),
            description=describe(drawn),
            source=wording.say(N_("Own calculation from the data of this case")),
        )
