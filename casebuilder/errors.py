"""The two kinds of error: the user's world (explained in one sentence) and bugs (everything else)."""

from __future__ import annotations

from casebuilder.i18n import Language, Message, message


class UserError(Exception):
    """Something in the user's world is not as it must be; the message says what and what to do next.

    `text` is an English message id with named placeholders; it is translated when it is shown, because the language
    of the screen is not known where the error is raised. Values that are messages are translated too.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text)
        self.message: Message = message(text, **values)

    def text(self, language: Language = "en") -> str:
        """The sentence in the given language."""
        return self.message.text(language)

    def __str__(self) -> str:
        return self.text()
