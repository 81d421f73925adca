"""A new, empty case with the scales and conventions that a case needs from the start."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_, Language, translate
from casebuilder.model.case import Case
from casebuilder.model.options import Option
from casebuilder.model.profile import Profile
from casebuilder.model.risks import ImpactLevel, LikelihoodLevel, RiskBand
from casebuilder.model.strategy import SuccessFactor
from casebuilder.spec import BiText

_LIKELIHOODS: Final = (
    (N_("Rare"), "0.05"),
    (N_("Unlikely"), "0.15"),
    (N_("Possible"), "0.35"),
    (N_("Likely"), "0.65"),
    (N_("Almost certain"), "0.9"),
)
_IMPACTS: Final = (
    (N_("Negligible"), N_("No effect on the objectives")),
    (N_("Minor"), N_("Small delay or cost, absorbed within the budget")),
    (N_("Moderate"), N_("An objective is reached late or in part")),
    (N_("Major"), N_("An objective is missed, or the budget is exceeded")),
    (N_("Severe"), N_("The case no longer stands")),
)
_BANDS: Final = (
    ("low", N_("Low"), 1, 4),
    ("medium", N_("Medium"), 5, 9),
    ("high", N_("High"), 10, 15),
    ("extreme", N_("Extreme"), 16, 25),
)
_SUCCESS_FACTORS: Final = (
    (N_("Strategic fit and business needs"), N_("How well the option meets the objectives and fits other plans.")),
    (N_("Potential value for money"), N_("How well the option makes use of money over its whole life.")),
    (N_("Supplier capacity and capability"), N_("How well suppliers can deliver what is needed.")),
    (N_("Potential affordability"), N_("How well the option can be paid from the money there is.")),
    (N_("Potential achievability"), N_("How well the organisation can carry the change.")),
)


def both(text: str) -> BiText:
    """A text of the program as a pair, so that it can be edited in either language."""
    return BiText(text, translate("zh_TW", text))


def new_case(framework: str = "general", language: Language = "en", currency: str = "TWD") -> Case:
    """A case with default scales, the standard success factors and the option of doing nothing."""
    do_nothing = Option(id="OPT0", name=both(N_("Do nothing")), role="bau", verdict="carried")
    return Case(
        profile=dataclasses.replace(
            Profile(), framework=framework, document_language=language, currency=currency.upper()
        ),
        likelihood_levels=tuple(
            LikelihoodLevel(id=str(number), name=both(name), probability=Decimal(probability))
            for number, (name, probability) in enumerate(_LIKELIHOODS, 1)
        ),
        impact_levels=tuple(
            ImpactLevel(id=str(number), name=both(name), meaning=both(meaning))
            for number, (name, meaning) in enumerate(_IMPACTS, 1)
        ),
        risk_bands=tuple(
            RiskBand(id=key, name=both(name), lowest=low, highest=high) for key, name, low, high in _BANDS
        ),
        success_factors=tuple(
            SuccessFactor(id=f"CSF{number}", name=both(name), description=both(text), standard=True)
            for number, (name, text) in enumerate(_SUCCESS_FACTORS, 1)
        ),
        options=(do_nothing,),
    )
