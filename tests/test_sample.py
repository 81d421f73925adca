"""The shipped sample: nothing of the raw one is lost, nothing is half translated, and no figure moved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any, Final

import pytest

from casebuilder.examples import sample
from casebuilder.model.case import Case
from casebuilder.model.narrative import SECTIONS
from casebuilder.spec import BiText, FieldSpec, Kind, PartSpec, fields_of, is_empty, parts_of
from tests import sample_read_back
from tests.golden import convert_sample
from tests.golden.sample_additions import fill
from tests.golden.sample_mapping import convert, load

RAW: Final = json.loads(
    (Path(__file__).parent / "golden" / "sample_contact_case.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
    parse_int=Decimal,
)
LEAVES: Final = 4485
MAINLAND: Final = re.compile(
    "信息|軟件|硬件|默認|質量|短信|渠道|呼叫中心|坐席|內部收益率|貼現率|置信區間|概率|服務器|數據庫|互聯網|網絡|干系人|集成|用例"
)
Place = tuple[PartSpec, FieldSpec, str, Any]


def is_computed(key: str) -> bool:
    """True for a result in the raw sample; what a test case expects is no result."""
    ends = key.startswith("expected_") or key.endswith("_expected")
    return key in ("expected", "meets", "gap") or (ends and key != "expected_result")


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value with its path; an empty list counts as a value."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not is_computed(key):
                yield from leaves(value, (*path, key))
    elif isinstance(node, list) and node:
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    else:
        yield path, node


def at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def places(case: Case) -> Iterator[Place]:
    """Every field of every section and record with its value."""
    for part in parts_of(Case):
        value = getattr(case, part.name)
        for record in value if part.is_collection else (value,):
            for spec in fields_of(part.record):
                yield part, spec, getattr(record, "id", ""), getattr(record, spec.name)


def test_every_value_of_the_raw_sample_is_in_the_shipped_one() -> None:
    read_back = sample_read_back.raw_shaped(sample())
    wrong = []
    for path, value in leaves(RAW):
        try:
            found = at(read_back, path)
        except (KeyError, IndexError, TypeError):
            wrong.append((path, value, "missing"))
            continue
        if found != value or isinstance(found, bool) is not isinstance(value, bool):
            wrong.append((path, value, found))
    assert wrong == []


def test_the_raw_sample_has_as_many_values_as_were_compared() -> None:
    assert sum(1 for _ in leaves(RAW)) == LEAVES


def test_the_comparison_notices_one_changed_and_one_lost_value() -> None:
    read_back = sample_read_back.raw_shaped(sample())
    read_back["risks"][3]["cost_if_occurs"] += 1
    del read_back["channels"][8]["aht_s"]
    differing = [
        path for path, value in leaves(RAW) if path[0] in {"risks", "channels"} and not holds(read_back, path, value)
    ]
    assert differing == [("channels", 8, "aht_s"), ("risks", 3, "cost_if_occurs")]


def holds(node: Any, path: tuple[Any, ...], value: Any) -> bool:
    try:
        return bool(at(node, path) == value)
    except (KeyError, IndexError, TypeError):
        return False


def test_the_shipped_file_is_what_the_converter_makes() -> None:
    assert convert_sample.SHIPPED.read_text(encoding="utf-8") == convert_sample.text()


def test_a_text_in_one_language_is_there_in_the_other() -> None:
    half = [
        (part.name, record, spec.name)
        for part, spec, record, value in places(sample())
        if isinstance(value, BiText) and bool(value.en.strip()) is not bool(value.zh_TW.strip())
    ]
    assert half == []


def test_every_required_field_is_filled() -> None:
    empty = [
        (part.name, record, spec.name)
        for part, spec, record, value in places(sample())
        if spec.required and is_empty(value)
    ]
    assert empty == []


def test_no_part_but_the_private_notes_is_left_empty() -> None:
    assert [part.name for part in parts_of(Case) if not getattr(sample(), part.name)] == ["notes"]


def test_every_reference_leads_to_a_record() -> None:
    case = sample()
    lost = []
    for part, spec, record, value in places(case):
        wanted = {Kind.REF: (value,) if value else (), Kind.REFS: value}.get(spec.kind, ())
        known = {found.id for target in spec.targets for found in case.records(target)}
        lost += [(part.name, record, spec.name, ident) for ident in wanted if ident not in known]
    assert lost == []


def test_every_section_has_prose_of_two_to_five_paragraphs_in_both_languages() -> None:
    narrative = {text.id: text.text for text in sample().narrative}
    assert list(narrative) == list(SECTIONS)
    for text in narrative.values():
        english, chinese = text.en.split("\n\n"), text.zh_TW.split("\n\n")
        assert len(english) == len(chinese)
        assert 2 <= len(english) <= 5


def test_the_sample_says_that_it_is_invented() -> None:
    assert sample().profile.invented
    assert "invented" in sample().profile.disclaimer.en
    assert "虛構" in sample().profile.disclaimer.zh_TW


def test_chinese_texts_use_the_words_of_taiwan() -> None:
    texts = [value.zh_TW for *_, value in places(sample()) if isinstance(value, BiText)]
    assert [text for text in texts if MAINLAND.search(text)] == []


def test_added_chinese_texts_use_full_width_punctuation() -> None:
    raw = {value.zh_TW for *_, value in places(convert(load())) if isinstance(value, BiText)}
    added = [value.zh_TW for *_, value in places(sample()) if isinstance(value, BiText) and value.zh_TW not in raw]
    assert [text for text in added if re.search(r"[一-鿿][,;:?!]|[,;:?!][一-鿿]", text)] == []


def test_the_funding_covers_the_recommended_option_in_every_year() -> None:
    case = sample()
    lines = [line.flows for line in case.cost_lines if line.option == case.recommendation.option]
    needed = [sum(year) for year in zip(*lines, strict=True)]
    funded = [sum(year) for year in zip(*(source.amounts for source in case.funding_sources), strict=True)]
    assert funded == needed
    assert needed[0] == Decimal(2_365_000)


def test_every_option_is_rated_against_every_success_factor() -> None:
    case = sample()
    rated = [(row.option, row.success_factor) for row in case.option_ratings]
    assert sorted(rated) == sorted((option.id, factor.id) for option in case.options for factor in case.success_factors)


def test_additions_leave_every_number_that_is_calculated_with_as_it_was() -> None:
    bare, full = convert(load()), sample()
    assert [line.flows for line in full.cost_lines] == [line.flows for line in bare.cost_lines]
    assert [risk.id for risk in full.risks] == [risk.id for risk in bare.risks]
    assert all(risk.residual_cost is None and risk.probability is None for risk in full.risks)
    assert {benefit.kind for benefit in full.benefits} == {"benefit"}


def test_responses_are_paid_from_the_project_office_and_add_no_cost() -> None:
    """Every action with a cost is named in the basis of the line that holds it, which is large enough for all."""
    case = sample()
    paid = {action.id: action.cost for action in case.risk_actions if action.cost is not None}
    named: dict[str, str] = {}
    for line in case.cost_lines:
        actions = re.findall(r"RX\d+", line.basis.en)
        assert actions == re.findall(r"RX\d+", line.basis.zh_TW)
        assert sum(paid[action] for action in actions) <= sum(line.flows)
        named |= dict.fromkeys(actions, line.id)

    assert named.keys() == paid.keys()
    assert set(named.values()) == {"C103", "C404"}


@pytest.mark.parametrize("name", ["options", "benefits", "cost_lines", "functions", "channels", "technologies"])
def test_additions_add_no_record_to_what_the_raw_sample_counts(name: str) -> None:
    assert [row.id for row in sample().records(name)] == [row.id for row in convert(load()).records(name)]


def test_every_range_holds_the_likely_value_and_says_where_it_comes_from() -> None:
    case = sample()
    shares = [(line.id, line.low, Decimal(1), line.high, line.range_basis) for line in case.cost_lines]
    values = [(row.id, row.low, row.annual_full_value, row.high, row.range_basis) for row in case.benefits]
    factors = [(row.id, row.low, row.likely, row.high, row.range_basis) for row in case.benefit_drivers]
    ranges = [row for row in (*shares, *values, *factors) if row[1] is not None or row[3] is not None]
    assert [ident for ident, low, likely, high, _ in ranges if not low <= likely <= high or low == high] == []
    assert [ident for ident, *_, basis in ranges if not (basis.en and basis.zh_TW)] == []
    assert {row[0] for row in (*shares, *values)} - {row[0] for row in ranges} == {"C104", "C205", "C306", "C405"}


def test_the_factors_of_a_benefit_multiply_to_its_value() -> None:
    case = sample()
    values = {row.id: row.annual_full_value for row in case.benefits}
    factors: dict[str, list[Decimal | None]] = {}
    for row in case.benefit_drivers:
        factors.setdefault(row.benefit, []).append(row.likely)
    assert set(factors) == {"B02-OPT1", "B03-OPT1", "B06-OPT1", "B03-OPT4"}
    assert {key: round(prod(found)) for key, found in factors.items()} == {key: values[key] for key in factors}


def test_the_sizes_of_a_risk_hold_its_likely_cost_before_and_after_the_response() -> None:
    wrong = []
    for risk in sample().risks:
        for low, high in ((risk.cost_low, risk.cost_high), (risk.residual_cost_low, risk.residual_cost_high)):
            if low is not None and not low < risk.cost_if_occurs < high:
                wrong.append((risk.id, low, high))
    assert wrong == []
    assert [risk.id for risk in sample().risks if risk.cost_if_occurs and risk.cost_low is None] == []


def test_the_likely_delay_is_none_so_that_the_appraisal_stays() -> None:
    delays = {option.id: option.delay_likely for option in sample().options if option.delay_high}
    assert delays == {"OPT1": 0, "OPT2": 0, "OPT3": 0, "OPT4": 0}


def test_the_scenarios_are_base_both_ends_and_two_of_the_case() -> None:
    case = sample()
    assert [scenario.kind for scenario in case.scenarios] == ["base", "optimistic", "pessimistic", "own", "own"]
    changed = {row.line: row.change for row in case.scenario_changes}
    assert changed == {f"B03-OPT{number}": Decimal("-0.6") for number in range(1, 5)} | {"C105": Decimal("0.5")}


def test_the_causes_of_optimism_bias_are_shares_of_one_whole() -> None:
    assert sum(factor.contribution for factor in sample().bias_factors) == 1
    assert len(sample().past_projects) == 7


def test_an_addition_that_would_change_a_value_of_the_raw_sample_is_refused() -> None:
    risk = convert(load()).risks[0]
    with pytest.raises(ValueError, match="Risk R01: impact has a value already"):
        fill(risk, {"id": "R01", "impact": 1})


def test_an_addition_with_a_misspelt_field_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Risk has no field \['proximty'\]"):
        fill(convert(load()).risks[0], {"id": "R01", "proximty": "stage"})
