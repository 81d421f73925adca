"""The language of the screen: its one holder, translation into it, and the signal that it changed."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QObject, Signal

from casebuilder.errors import UserError
from casebuilder.i18n import Language, Message, as_language, translate

_LOCALES: Final[dict[Language, QLocale]] = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "zh_TW": QLocale(QLocale.Language.Chinese, QLocale.Country.Taiwan),
}


class ScreenLanguage(QObject):
    """The language that the window speaks; widgets translate when they are built."""

    language_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.language: Language = "en"

    def change(self, language: Language) -> None:
        """Speak `language` from now on."""
        if language != self.language:
            self.language = language
            QLocale.setDefault(_LOCALES[language])
            self.language_changed.emit(language)


_screen: Final = ScreenLanguage()


def signals() -> ScreenLanguage:
    """The object whose `language_changed` says that every text must be built again."""
    return _screen


def language() -> Language:
    """The language of the screen."""
    return _screen.language


def set_language(wanted: Language) -> None:
    """Make `wanted` the language of the screen."""
    _screen.change(wanted)


def tr(message: str, /, **values: object) -> str:
    """`message` (an English message id) in the language of the screen, its placeholders filled."""
    return translate(_screen.language, message, **values)


def text_of(message: Message | UserError) -> str:
    """A message or an error of the core in the language of the screen."""
    return message.text(_screen.language)


def locale() -> QLocale:
    """How the language of the screen writes numbers and dates."""
    return _LOCALES[_screen.language]


def date_text(day: date) -> str:
    """A date as the language of the screen writes it."""
    return _LOCALES[_screen.language].toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def system_language() -> Language:
    """The language of the system where Casebuilder speaks it, else English."""
    for name in QLocale.system().uiLanguages():
        try:
            return as_language(name)
        except ValueError:
            continue
    return "en"
