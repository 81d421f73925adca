"""Translation of the texts of the program; the language is always an argument."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Language = Literal["en", "zh_TW"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
LANGUAGE_NAMES: Final[dict[Language, str]] = {"en": "English", "zh_TW": "繁體中文"}


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is declared; it is translated where it is shown."""
    return message


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    path = resources.files("resources") / "locale" / language / "LC_MESSAGES" / "casebuilder.mo"
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def translate(language: Language, message: str, /, **values: object) -> str:
    """`message` in `language`, with its named placeholders `{name}` filled from `values`."""
    text = _catalogue(language).gettext(message) if message else ""
    return text.format(**values) if values else text


def as_language(text: str) -> Language:
    """The language named by `text` (`zh-TW` and `zh_Hant_TW` are accepted); ValueError otherwise."""
    wanted = text.replace("-", "_").lower()
    if wanted in ("zh_tw", "zh_hant_tw", "zh_hant"):
        return "zh_TW"
    if wanted.split("_")[0] == "en":
        return "en"
    raise ValueError(f"{text!r} is not a language of Casebuilder; use en or zh_TW.")


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is translated late: an English message id with values, which may be messages themselves."""

    id: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, language: Language) -> str:
        """The text in `language`."""
        filled = {key: value.text(language) if isinstance(value, Message) else value for key, value in self.values}
        return translate(language, self.id, **filled)


def message(text: str, /, **values: object) -> Message:
    """A `Message` from an English id and named values."""
    return Message(text, tuple(sorted(values.items())))
