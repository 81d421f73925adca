"""Probabilities in words, as far as a simulation tells them: it calls nothing impossible or certain."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_, Language, translate
from casebuilder.values.amounts import rounded

LEAST_CHANCE: Final = Decimal("0.001")  # a smaller one is no finding of so many iterations


def can_be_told(chance: Decimal) -> bool:
    """True where a probability can be told from nought and from one."""
    return LEAST_CHANCE <= chance <= 1 - LEAST_CHANCE


def chance_words(chance: Decimal | float, language: Language) -> str:
    """A probability in per cent: 4.2%, below 0.1%, above 99.9%."""
    exact = Decimal(chance)
    told = min(max(exact, LEAST_CHANCE), 1 - LEAST_CHANCE)
    text = "{share}" if can_be_told(exact) else N_("below {share}") if told > exact else N_("above {share}")
    return translate(language, text, share=f"{rounded(told * 100, 1)}%")
