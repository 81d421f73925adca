"""The same work without a window: `casebuilder VERB ...`.

Exit 0: done. 1: findings at or above `--fail-on`, or `verify` found damage. 2: the user's world, with one sentence on
standard error that says what to do next.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from casebuilder.errors import UserError
from casebuilder.i18n import LANGUAGES, N_, Language, as_language

if TYPE_CHECKING:
    from casebuilder.model.case import Case

LATER: Final = ("capacity", "benchmark", "diff")
LATER_ENDINGS: Final = (".xlsx", ".pdf", ".pptx", ".md")
SEVERITIES: Final = ("blocker", "major", "minor")
MOST_ITERATIONS: Final = 10_000_000
HIGHEST_SEED: Final = 2**53
WANTED: Final = 2  # the exit code of the user's world

Words = argparse.Namespace


class Parser(argparse.ArgumentParser):
    """A parser that explains a wrong argument in one sentence, as every other error of the user's world."""

    def error(self, message: str) -> NoReturn:
        raise UserError(N_("{problem}. See “casebuilder --help”."), problem=message[:1].upper() + message[1:])


# -- what the verbs do -------------------------------------------------------------------------------------------------


def _load(path: str) -> Case:
    from casebuilder.storage import project_file

    return project_file.load(Path(path))


def _save(case: Case, path: str, *, force: bool) -> int:
    from casebuilder.storage import project_file

    if not force and _would_be_lost(Path(path), case):
        raise UserError(N_("{name} exists; give another name, or --force to replace it."), name=path)
    project_file.save(case, Path(path))
    return 0


def _would_be_lost(path: Path, case: Case) -> bool:
    """True where a file with other content is there; the same command may be given twice."""
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        return _load(str(path)) != case
    except UserError:
        return True


def _new(words: Words) -> int:
    from casebuilder import frameworks
    from casebuilder.model.new import new_case

    if words.framework:
        frameworks.load(words.framework)
    if not (words.currency.isascii() and words.currency.isalpha() and len(words.currency) == 3):
        raise UserError(N_("“{currency}” is not a currency; use three letters such as TWD."), currency=words.currency)
    return _save(
        new_case(words.framework or frameworks.DEFAULT, words.language or "en", words.currency),
        words.out,
        force=words.force,
    )


def _sample(words: Words) -> int:
    from casebuilder.examples import sample

    return _save(sample(), words.out, force=words.force)


def _import(words: Words) -> int:
    from casebuilder.storage import interchange

    return _save(interchange.read(Path(words.source)), words.out, force=words.force)


def _export(words: Words) -> int:
    from casebuilder import export

    target = Path(words.out)
    if target.suffix.lower() in LATER_ENDINGS or words.template or words.charts == "native":
        wanted = "--template" if words.template else "--charts native" if words.charts == "native" else target.suffix
        raise UserError(N_("{what} is not built yet; export to .docx, .html or .json."), what=wanted)
    choice = export.Choice(language=words.language, framework=words.framework)
    export.export(_load(words.case), target, choice, progress=_progress if sys.stderr.isatty() else None)
    return 0


def _progress(share: float, text: str) -> None:
    print(f"\r{share:4.0%} {text:<40}", end="\n" if text == "Done" else "", file=sys.stderr, flush=True)


def _appraise(words: Words) -> int:
    from casebuilder import listing

    case = _load(words.case)
    _print(listing.appraisal(case) if words.json else listing.appraisal_text(case))
    return 0


def _simulate(words: Words) -> int:
    from casebuilder import listing
    from casebuilder.analysis.simulation import Run

    case = _load(words.case)
    run = Run(words.iterations, words.seed, progress=_simulated if sys.stderr.isatty() else None)
    found = listing.simulate(case, words.option, run)
    _print(listing.simulation(found) if words.json else listing.simulation_text(case, found))
    return 0


def _simulated(share: float) -> None:
    _progress(share, "Done" if share >= 1 else "Simulating")


def _review(words: Words) -> int:
    from casebuilder import listing

    case = _load(words.case)
    found = listing.review(case)
    _print(found if words.json else listing.review_text(case))
    fails = SEVERITIES[: SEVERITIES.index(words.fail_on) + 1] if words.fail_on else ()
    return int(any(found["counts"][severity] for severity in fails))


def _verify(words: Words) -> int:
    from casebuilder.i18n import translate
    from casebuilder.storage import project_file

    problems = project_file.verify(Path(words.case))
    for problem in problems:
        print(translate("en", problem))
    if not problems:
        print(f"{words.case} is whole.")
    return int(bool(problems))


def _schema(words: Words) -> int:
    from casebuilder.storage import interchange

    _print(interchange.json_schema())
    return 0


def _later(words: Words) -> int:
    raise UserError(N_("The verb “{verb}” is not built yet; it comes with a later version."), verb=words.verb)


def _print(what: dict[str, Any] | str) -> None:
    print(what if isinstance(what, str) else json.dumps(what, ensure_ascii=False, indent=1))


# -- the words ---------------------------------------------------------------------------------------------------------


def _language(text: str) -> Language:
    try:
        return as_language(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def _add_new(verb: argparse.ArgumentParser) -> None:
    _add_out(verb)
    verb.add_argument("--framework", metavar="ID")
    verb.add_argument("--language", type=_language, metavar="|".join(LANGUAGES))
    verb.add_argument("--currency", default="TWD", metavar="CODE")


def _add_import(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("source", metavar="IN.json")
    _add_out(verb)


def _add_export(verb: argparse.ArgumentParser) -> None:
    _add_case(verb)
    verb.add_argument("out", metavar="OUT", help="the ending says what is written: .docx, .html, .json")
    verb.add_argument("--language", type=_language, metavar="|".join(LANGUAGES))
    verb.add_argument("--framework", metavar="ID")
    verb.add_argument("--template", metavar="COMPANY.docx")
    verb.add_argument("--charts", choices=("picture", "native"), default="picture")


def _add_out(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("out", metavar="OUT.bcase")
    verb.add_argument("--force", action="store_true", help="replace a project that is there")


def _add_case(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("case", metavar="CASE.bcase")


def _add_case_json(verb: argparse.ArgumentParser) -> None:
    _add_case(verb)
    verb.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _add_simulate(verb: argparse.ArgumentParser) -> None:
    _add_case_json(verb)
    verb.add_argument("--option", metavar="ID", help="the recommended one by default")
    verb.add_argument("--iterations", type=_iterations, metavar="N", help="as many as the case says by default")
    verb.add_argument("--seed", type=_seed, metavar="S", help="the same seed gives the same figures")


def _iterations(text: str) -> int:
    return _whole(text, 1, MOST_ITERATIONS)


def _seed(text: str) -> int:
    return _whole(text, 0, HIGHEST_SEED)


def _whole(text: str, lowest: int, highest: int) -> int:
    if text.isdecimal() and text.isascii() and lowest <= int(text) <= highest:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {lowest:,} to {highest:,}")


def _add_review(verb: argparse.ArgumentParser) -> None:
    _add_case_json(verb)
    verb.add_argument("--fail-on", choices=SEVERITIES, help="exit 1 where a finding is at least this grave")


def _add_later(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("words", nargs=argparse.REMAINDER)


Adder = Callable[[argparse.ArgumentParser], None]
_VERBS: Final[dict[str, tuple[Callable[[Words], int], Adder, str]]] = {
    "new": (_new, _add_new, "a new project"),
    "sample": (_sample, _add_out, "the contact-centre sample as a project"),
    "import": (_import, _add_import, "a JSON interchange file to a project"),
    "export": (_export, _add_export, "a document by the ending of OUT"),
    "appraise": (_appraise, _add_case_json, "the appraisal of every option"),
    "simulate": (_simulate, _add_simulate, "the Monte Carlo simulation of an option"),
    "review": (_review, _add_review, "the reviewer's findings"),
    "verify": (_verify, _add_case, "is this file whole?"),
    "schema": (_schema, lambda verb: None, "the JSON Schema of the interchange format"),
    **dict.fromkeys(LATER, (_later, _add_later, "comes with a later version")),
}
VERBS: Final = frozenset(_VERBS)


def _parser() -> Parser:
    parser = Parser(prog="casebuilder", description="Write a business case. Without a verb the window opens.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=Parser)
    for name, (_, add, text) in _VERBS.items():
        add(verbs.add_parser(name, help=text, description=text))
    return parser


def main(argv: Sequence[str]) -> int:
    """Carry out the words of a command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # where 中文 cannot be shown
    try:
        words = _parser().parse_args(argv)
        return _VERBS[words.verb][0](words)
    except UserError as error:
        print(error.text("en"), file=sys.stderr)
        return WANTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe has seen enough
        return 0
