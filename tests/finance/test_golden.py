"""Every golden value of finance and risk that has a function here, each with its own tolerance."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from casebuilder.finance import depreciation, measures, optimism_bias
from casebuilder.finance.schedule import discount_factors
from risk import register
from risk.distributions import Event, Lognormal, Normal, Pert, Triangular, Uniform
from risk.exact import s_curve

Entry = dict[str, Any]
ENTRIES: Final[list[Entry]] = json.loads(
    (Path(__file__).parents[1] / "golden" / "golden_finance.json").read_text(encoding="utf-8")
)


def _flows(entry: Entry) -> list[Any]:
    """Decimals where the golden value has more digits than a float."""
    kind: Any = Decimal if isinstance(entry["expected"], str) else float
    return [kind(str(flow)) for flow in entry["inputs"]["cashflows"]]


def _rate(entry: Entry) -> Any:
    kind: Any = Decimal if isinstance(entry["expected"], str) else float
    return kind(str(entry["inputs"]["rate"]))


def _dates(inputs: Entry) -> list[datetime.date]:
    return [datetime.date.fromisoformat(text) for text in inputs["dates"]]


def _straight(function: Callable[..., Any]) -> Callable[[Entry], Any]:
    return lambda entry: function(**entry["inputs"])


def _period(function: Callable[..., Any], extra: dict[str, str]) -> Callable[[Entry], float]:
    def value(entry: Entry) -> Any:
        inputs = entry["inputs"]
        options = {ours: inputs[theirs] for theirs, ours in extra.items()}
        return function(inputs["cost"], inputs["salvage"], inputs["life"], **options)[inputs["period"] - 1]

    return value


def _points(inputs: Entry) -> tuple[float, float, float]:
    return inputs["a"], inputs["m"], inputs["b"]


def _rare(inputs: Entry) -> Event:
    return Event(inputs["p"], Lognormal(inputs["mu"], inputs["sigma"]))


def _sum_of_normals(inputs: Entry) -> float:
    """Percentiles are straight between nodes; so many meet the tolerance of the golden value, a billionth."""
    terms = [Normal(mean, sd) for mean, sd in zip(inputs["means"], inputs["sds"], strict=True)]
    return s_curve(terms, points=2**20).quantile(inputs["p"])


FUNCTIONS: Final[dict[str, Callable[[Entry], Any]]] = {
    "npv_t0": lambda entry: measures.npv(_rate(entry), _flows(entry)),
    "npv_excel": lambda entry: measures.excel_npv(_rate(entry), _flows(entry)),
    "xnpv": lambda entry: measures.xnpv(_rate(entry), _flows(entry), _dates(entry["inputs"])),
    "irr": lambda entry: measures.irr(_flows(entry)).value,
    "irr_all": lambda entry: list(measures.irr(_flows(entry)).roots),
    "mirr": lambda entry: measures.mirr(
        _flows(entry),
        finance_rate=entry["inputs"]["finance_rate"],
        reinvest_rate=entry["inputs"]["reinvest_rate"],
    ),
    "payback": lambda entry: measures.payback(_flows(entry)),
    "discounted_payback": lambda entry: measures.discounted_payback(_rate(entry), _flows(entry)),
    "bcr": _straight(measures.bcr),
    "switching_value_linear": _straight(measures.switching_value),
    "nominal_from_real": _straight(measures.nominal_rate),
    "equivalent_annual": lambda entry: measures.equivalent_annual(
        entry["inputs"]["rate"], entry["inputs"]["pv"], entry["inputs"]["n"]
    ),
    "annuity_payment": lambda entry: measures.equivalent_annual(
        entry["inputs"]["rate"], entry["inputs"]["pv"], entry["inputs"]["n"]
    ),
    "pv_annuity": lambda entry: (
        entry["inputs"]["annual"] * measures.annuity_factor(entry["inputs"]["rate"], entry["inputs"]["n"])
    ),
    "discount_factor_schedule": lambda entry: discount_factors(entry["inputs"]["schedule"], entry["inputs"]["year"])[
        -1
    ],
    "discount_factor_midyear": lambda entry: discount_factors(_rate(entry), entry["inputs"]["year"], timing="mid")[-1],
    "depreciation_db": _period(depreciation.declining_balance, {"month": "first_months"}),
    "depreciation_ddb": _period(depreciation.double_declining, {"factor": "factor"}),
    "optimism_bias_table": lambda entry: optimism_bias.bounds(entry["inputs"]["type"]),
    "emv_sum": lambda entry: register.expected_value([tuple(pair) for pair in entry["inputs"]["risks"]]),
    "emv": lambda entry: register.expected_value([(entry["inputs"]["p"], entry["inputs"]["impact"])]),
    "emv_project_cost": lambda entry: (
        entry["inputs"]["base"] + register.expected_value([tuple(pair) for pair in entry["inputs"]["risks"]])
    ),
    "rss": lambda entry: s_curve([Normal(0, sd) for sd in entry["inputs"]["sds"]]).sd,
    "pert_mean": lambda entry: Pert(entry["inputs"]["o"], entry["inputs"]["m"], entry["inputs"]["p"]).mean,
    "triangular_ppf": lambda entry: Triangular(*_points(entry["inputs"])).quantile(entry["inputs"]["p"]),
    "triangular_mean": lambda entry: Triangular(*_points(entry["inputs"])).mean,
    "triangular_sd": lambda entry: Triangular(*_points(entry["inputs"])).sd,
    "betapert_mean": lambda entry: Pert(*_points(entry["inputs"])).mean,
    "betapert_sd": lambda entry: Pert(*_points(entry["inputs"])).sd,
    "betapert_ppf": lambda entry: Pert(*_points(entry["inputs"])).quantile(entry["inputs"]["p"]),
    "lognormal_from_p10_p90": lambda entry: Lognormal.from_percentiles(
        p10=entry["inputs"]["p10"], p90=entry["inputs"]["p90"]
    ).quantile(entry["inputs"]["p"]),
    "bernoulli_lognormal_mean": lambda entry: _rare(entry["inputs"]).mean,
    "bernoulli_lognormal_ppf": lambda entry: _rare(entry["inputs"]).quantile(entry["inputs"]["q"]),
    "sum_normals_ppf": lambda entry: _sum_of_normals(entry["inputs"]),
    "sum_uniform_cdf": lambda entry: s_curve([Uniform(0, 1)] * entry["inputs"]["n"], points=2**22).cdf(
        float(entry["inputs"]["x"])
    ),
}
_OF_SPREADSHEETS: Final = "an oracle of spreadsheets, not a measure of an appraisal"
_OF_SIMULATION: Final = "a simulation only comes near it: tests/risk/test_golden_simulation.py"
LEFT_OUT: Final = {
    "fv_schedule": _OF_SPREADSHEETS,
    "effective_rate": _OF_SPREADSHEETS,
    "nominal_rate": _OF_SPREADSHEETS + " (compounding within the year)",
    "rri": _OF_SPREADSHEETS,
    "discounted_payback_continuous_flow": "flows are by period here",
    "impact_sum": "the total of all impacts is no budget, so the program does not offer it",
    "sum": "an oracle of sums",
    "pert_sd_classic": "a rule of thumb, (high - low) / 6; the program gives the sd of the beta distribution itself",
    "variance_share_linear": _OF_SIMULATION,
    "pearson_corr_linear": _OF_SIMULATION,
    "mc_quantile_se_normal": _OF_SIMULATION,
}


def test_no_golden_function_is_left_out_in_silence() -> None:
    assert {entry["function"] for entry in ENTRIES} == FUNCTIONS.keys() | LEFT_OUT.keys()
    assert not FUNCTIONS.keys() & LEFT_OUT.keys()


@pytest.mark.parametrize(
    "entry", [pytest.param(entry, id=entry["id"]) for entry in ENTRIES if entry["function"] in FUNCTIONS]
)
def test_function_gives_the_golden_value(entry: Entry) -> None:
    actual, expected = FUNCTIONS[entry["function"]](entry), entry["expected"]

    if isinstance(expected, dict):
        assert actual == expected
    elif isinstance(expected, list):
        assert actual == pytest.approx(expected, abs=entry["tolerance"], rel=0)
    elif isinstance(expected, str):
        assert abs(actual - Decimal(expected)) <= Decimal(str(entry["tolerance"]))
    else:
        assert actual == pytest.approx(expected, abs=entry["tolerance"], rel=0)
