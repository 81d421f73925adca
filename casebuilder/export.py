"""Export of a case to a file; the kind follows from the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from casebuilder import frameworks
from casebuilder.errors import UserError
from casebuilder.files import write_beside
from casebuilder.i18n import N_, Language, as_language
from casebuilder.model.case import Case

if TYPE_CHECKING:
    from casebuilder.report.blocks import Document

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """In which language and framework; what is None is taken from the case."""

    language: Language | None = None
    framework: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One export: what, in which way, and how to speak with the one who waits for it."""

    case: Case
    choice: Choice
    progress: Progress | None
    cancelled: Cancelled | None


def document(case: Case, choice: Choice) -> Document:
    """The document of a case in neutral blocks. Raises UserError where there is no such framework."""
    from casebuilder.analysis import analyse
    from casebuilder.report.plan import plan

    language = choice.language or as_language(case.profile.document_language or "en")
    return plan(case, analyse(case), framework=choice.framework or case.profile.framework, language=language)


def _word(order: Order) -> bytes:
    from casebuilder.report import word

    blocks = document(order.case, order.choice)
    return word.to_bytes(blocks, progress=order.progress, cancelled=order.cancelled)


def _html(order: Order) -> bytes:
    from casebuilder.report import html

    return html.write(document(order.case, order.choice)).encode()


def _json(order: Order) -> bytes:
    from casebuilder.storage import interchange

    return interchange.dumps(order.case).encode()


WRITERS: Final[dict[str, Callable[[Order], bytes]]] = {".docx": _word, ".html": _html, ".json": _json}


def export(
    case: Case,
    target: Path,
    choice: Choice = Choice(),
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write `target` in one step; the file there before stays whole until then.

    `progress` gets a share from 0 to 1 and an English message id. Raises UserError where the ending is not known or the
    file cannot be written, `casebuilder.report.Cancelled` when `cancelled` says so.
    """
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise UserError(
            N_("“{ending}” is not an ending that Casebuilder writes; use one of: {endings}."),
            ending=target.suffix or target.name,
            endings=", ".join(WRITERS),
        )
    if choice.framework:
        frameworks.load(choice.framework)
    data = write(Order(case, choice, progress, cancelled))
    if cancelled and cancelled():
        from casebuilder.report import Cancelled as Stopped

        raise Stopped
    write_beside(target, data)
    if progress:
        progress(1.0, N_("Done"))
