"""The two kinds of error: the user's world (explained in one sentence) and bugs (everything else)."""

from __future__ import annotations

from casebuilder.i18n import Language, translate


class UserError(Exception):
    """Something in the user's world is not as it must be; the message says what and what to do next.

    `message` is an English message id with named placeholders; it is translated when it is shown, because
    the language of the screen is not known where the error is raised.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def text(self, language: Language = "en") -> str:
        """The sentence in the given language."""
        return translate(language, self.message, **self.values)

    def __str__(self) -> str:
        return self.text()
