"""The command line from the outside: exit codes, one sentence, the fixed JSON shapes, nothing half-written."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from casebuilder import cli
from casebuilder.examples import sample
from casebuilder.model import paths
from casebuilder.model.profile import Recommendation
from casebuilder.storage import interchange, project_file

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "sample.bcase"
    project_file.save(sample(), path)
    return path


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert run(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def test_the_sample_is_written_and_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", tmp_path / "s.bcase") == 0
    assert project_file.load(tmp_path / "s.bcase") == sample()
    assert run("verify", tmp_path / "s.bcase") == 0
    assert "whole" in capsys.readouterr().out


def test_a_new_case_is_what_was_asked_for(tmp_path: Path) -> None:
    words = ("--framework", "contact-system", "--language", "zh_TW", "--currency", "eur")
    assert run("new", tmp_path / "n.bcase", *words) == 0
    profile = project_file.load(tmp_path / "n.bcase").profile
    assert (profile.framework, profile.document_language, profile.currency) == ("contact-system", "zh_TW", "EUR")


def test_export_and_import_give_the_same_case(case: Path, tmp_path: Path) -> None:
    assert run("export", case, tmp_path / "out.json") == 0
    assert run("import", tmp_path / "out.json", tmp_path / "back.bcase") == 0
    assert project_file.load(tmp_path / "back.bcase") == sample()


@pytest.mark.parametrize(("language", "word"), [("en", "Executive summary"), ("zh_TW", "執行摘要")])
def test_documents_are_written_in_the_language_asked_for(case: Path, tmp_path: Path, language: str, word: str) -> None:
    assert run("export", case, tmp_path / "out.html", "--language", language, "--framework", "general") == 0
    assert word in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert run("export", case, tmp_path / "out.docx", "--language", language) == 0
    assert (tmp_path / "out.docx").read_bytes().startswith(b"PK")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["out.docx", "out.html"]


def test_the_appraisal_has_the_fixed_shape_and_the_golden_values(
    case: Path, golden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("appraise", case, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["currency"] == "TWD"
    assert found["discount"] == {"rate": 0.08, "schedule": "flat", "timing": "end"}
    assert (found["horizon_years"], found["preferred"]) == (5, "OPT1")
    expected = json.loads((golden / "sample_contact_case.json").read_text(encoding="utf-8"))["financial_expected"]
    assert [option["id"] for option in found["options"]] == list(expected)
    for option in found["options"]:
        wanted = expected[option["id"]]
        for key in ("cost_flows", "benefit_flows", "net_flows"):
            assert option[key] == wanted[key]
        for key in ("pv_costs", "pv_benefits", "npv", "bcr", "payback_years", "discounted_payback_years"):
            assert option[key] == pytest.approx(wanted[key], abs=0.01 if key.startswith(("pv", "np")) else 1e-6)
        assert option["roi_undiscounted"] == pytest.approx(wanted["roi_undiscounted"], abs=1e-6)
        roots = option["irr"]["roots"]
        assert roots == ([] if wanted["irr"] is None else [pytest.approx(wanted["irr"], abs=1e-7)])
        assert set(option["switching"]) == {"benefits_fall", "costs_rise", "benefits_delay_years"}
        assert {"name", "role", "mirr", "roi", "profitability_index", "equivalent_annual", "tco"} <= set(option)
    assert found["options"][3]["irr"]["status"] == "no_sign_change"


def test_the_simulation_has_the_fixed_shape(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("simulate", case, "--iterations", 2000, "--seed", 7, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {
        "option", "iterations", "seed", "sampler", "npv", "cost", "contingency", "analytic_mean", "mean_error_se",
        "drivers",
    }  # fmt: skip
    assert (found["option"], found["iterations"], found["seed"], found["sampler"]) == ("OPT1", 2000, 7, "sobol")
    for name in ("npv", "cost"):
        summary = found[name]
        points = [summary[key] for key in ("p5", "p10", "p50", "p80", "p90", "p95")]
        assert points == sorted(points)
        assert summary["p80_ci95"][0] <= summary["p80"] <= summary["p80_ci95"][1]
        assert set(summary) == {"mean", "sd", "p5", "p10", "p50", "p80", "p90", "p95", "prob_negative", "p80_ci95"}
    assert set(found["contingency"]) == {"p50", "p80"}
    shares = [driver["variance_share"] for driver in found["drivers"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    known = sample()
    for driver in found["drivers"]:
        paths.get(known, paths.Path.parse(driver["path"]))


def test_the_same_seed_simulates_the_same_and_another_option_another(case: Path, capsys) -> None:
    first, again, other = (
        (run("simulate", case, "--option", option, "--iterations", 500, "--seed", 1), capsys.readouterr().out)
        for option in ("OPT4", "OPT4", "OPT2")
    )
    assert first == again
    assert "Option OPT4, 500 iterations" in first[1]
    assert "P80" in first[1]
    assert "Option OPT2" in other[1]


def test_what_cannot_be_simulated_is_one_sentence(case: Path, tmp_path: Path, capsys) -> None:
    assert "not an option" in refused(capsys, "simulate", case, "--option", "OPT9")
    assert "nothing to simulate" in refused(capsys, "simulate", case, "--option", "OPT0")
    for words in (("--iterations", 0), ("--iterations", "many"), ("--iterations", 10**9), ("--seed", "-1")):
        assert "is not a whole number" in refused(capsys, "simulate", case, *words)
    assert "no file" in refused(capsys, "simulate", tmp_path / "gone.bcase")
    undecided = sample()
    nought = tuple(dataclasses.replace(line, flows=(Decimal(0),)) for line in undecided.cost_lines)
    undecided = undecided.having(recommendation=Recommendation(), cost_lines=nought, benefits=(), risks=())
    project_file.save(undecided, tmp_path / "undecided.bcase")
    assert "--option" in refused(capsys, "simulate", tmp_path / "undecided.bcase")
    assert "cannot be simulated" in refused(capsys, "simulate", tmp_path / "undecided.bcase", "--option", "OPT1")


def test_progress_is_for_people_at_a_terminal(case: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run("simulate", case, "--iterations", 300, "--json") == 0
    out, err = capsys.readouterr()
    assert "100% Done" in err
    assert json.loads(out)["iterations"] == 300


def test_the_review_has_the_fixed_shape_and_fails_on_demand(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", case, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["findings"][0]) == {"code", "severity", "path", "message"}
    assert sum(found["counts"].values()) == len(found["findings"])
    assert found["counts"]["blocker"] == 0
    assert run("review", case, "--fail-on", "blocker") == 0
    assert run("review", case, "--fail-on", "major") == 1


def test_the_text_forms_are_for_people(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("appraise", case) == 0
    assert "6,192,169" in capsys.readouterr().out
    assert run("review", case) == 0
    assert "Readiness" in capsys.readouterr().out


def test_damage_is_exit_1_of_verify(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    damaged = tmp_path / "d.bcase"
    damaged.write_bytes(case.read_bytes())
    with sqlite3.connect(damaged) as connection:
        connection.execute("UPDATE profile SET organisation_en = 'Somebody else'")
    connection.close()
    assert run("verify", damaged) == 1
    assert "fingerprint" in capsys.readouterr().out


def test_the_schema_accepts_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema

    assert run("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.validate(json.loads(interchange.dumps(sample())), schema)


@pytest.mark.parametrize("verb", ["capacity", "benchmark", "diff"])
def test_verbs_of_later_versions_say_so(verb: str, case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not built yet" in refused(capsys, verb, case, "--json")


@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".pptx", ".md"])
def test_endings_of_later_versions_say_so(ending: str, case: Path, tmp_path: Path, capsys) -> None:
    assert "not built yet" in refused(capsys, "export", case, tmp_path / f"out{ending}")
    assert list(tmp_path.iterdir()) == []


def test_wrong_words_are_one_sentence(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "verb" in refused(capsys).lower()
    assert "invalid choice" in refused(capsys, "fly")
    assert "required" in refused(capsys, "export")
    assert "not a language" in refused(capsys, "export", case, tmp_path / "o.docx", "--language", "fr")
    assert "not available" in refused(capsys, "export", case, tmp_path / "o.docx", "--framework", "napkin")
    assert "not available" in refused(capsys, "new", tmp_path / "o.bcase", "--framework", "prince2")
    assert "not a currency" in refused(capsys, "new", tmp_path / "o.bcase", "--currency", "TW$")
    assert "not an ending" in refused(capsys, "export", case, tmp_path / "o.odt")
    assert "no file" in refused(capsys, "appraise", tmp_path / "gone.bcase")
    assert "not a Casebuilder project" in refused(capsys, "review", Path(__file__))
    assert "does not exist" in refused(capsys, "sample", tmp_path / "no" / "o.bcase")
    assert "cannot be read" in refused(capsys, "import", tmp_path / "gone.json", tmp_path / "o.bcase")
    (tmp_path / "latin.json").write_bytes(b"\xff\xfe\xe9")
    assert "UTF-8" in refused(capsys, "import", tmp_path / "latin.json", tmp_path / "o.bcase")
    assert [item.name for item in tmp_path.iterdir()] == ["latin.json"]


def test_a_project_that_is_there_is_replaced_only_on_demand(case: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "kept.bcase"
    target.write_bytes(case.read_bytes())
    assert "--force" in refused(capsys, "new", target)
    assert target.read_bytes() == case.read_bytes()
    assert run("sample", target) == 0  # the same once more loses nothing
    (tmp_path / "letter.txt").write_text("Dear board")
    assert "--force" in refused(capsys, "sample", tmp_path / "letter.txt")
    assert run("new", target, "--force") == 0
    assert project_file.load(target) != sample()


def test_a_faulty_import_leaves_the_project_that_was_there(case: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "kept.bcase"
    target.write_bytes(case.read_bytes())
    (tmp_path / "bad.json").write_text('{"format": "casebuilder-case", "version": 1, "case": {"risks": 3}}')
    assert "risks" in refused(capsys, "import", tmp_path / "bad.json", target)
    assert target.read_bytes() == case.read_bytes()


def test_the_program_runs_as_its_own_process_and_keeps_json_clean(case: Path) -> None:
    words = [sys.executable, str(ROOT / "main.py"), "appraise", str(case), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert json.loads(done.stdout)["preferred"] == "OPT1"
    assert done.stderr == ""
