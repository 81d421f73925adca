"""The charts by name: each is a pure function of a case, its results and a language; None where there are no data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from casebuilder.analysis import Results
from casebuilder.charts import (
    benchmark_data,
    funding_data,
    money_data,
    risk_data,
    risk_value_data,
    scenario_data,
    sensitivity_data,
    simulation_data,
)
from casebuilder.charts.describe import caption, describe
from casebuilder.charts.facts import Facts
from casebuilder.charts.types import Chart
from casebuilder.i18n import Language
from casebuilder.model.case import Case

__all__ = ["CHARTS", "ChartFunction", "caption", "describe"]

ChartFunction = Callable[[Case, Results, Language], Chart | None]


def _of_facts(build: Callable[[Facts], Chart | None]) -> ChartFunction:
    def chart(case: Case, results: Results, language: Language) -> Chart | None:
        return build(Facts(case, results, language))

    return chart


CHARTS: Final[dict[str, ChartFunction]] = {
    "cumulative_cash_flow": _of_facts(money_data.cumulative_cash_flow),
    "cost_benefit_by_year": _of_facts(money_data.cost_benefit_by_year),
    "option_comparison": _of_facts(money_data.option_comparison),
    "risk_matrix": _of_facts(risk_data.risk_matrix),
    "option_risk_matrix": _of_facts(risk_data.option_risk_matrix),
    "risk_costs": _of_facts(risk_data.risk_costs),
    "budget_split": _of_facts(money_data.budget_split),
    "benefits_by_class": _of_facts(money_data.benefits_by_class),
    "tornado": _of_facts(sensitivity_data.tornado),
    "npv_profile": _of_facts(sensitivity_data.npv_profile),
    "delay_cost": _of_facts(sensitivity_data.delay_cost),
    "scenario_comparison": _of_facts(scenario_data.scenario_comparison),
    "npv_s_curve": _of_facts(simulation_data.npv_s_curve),
    "cost_s_curve": _of_facts(simulation_data.cost_s_curve),
    "variance_shares": _of_facts(simulation_data.variance_shares),
    "risk_adjustment": _of_facts(risk_value_data.risk_adjustment),
    "risk_exposure": _of_facts(risk_value_data.risk_exposure),
    "affordability": _of_facts(funding_data.affordability),
    "benchmark_scores": _of_facts(benchmark_data.benchmark_scores),
}
