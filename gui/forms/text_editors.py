"""Editors of long texts and of texts in both languages."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casebuilder.i18n import LANGUAGE_NAMES, LANGUAGES, Language
from casebuilder.spec import FieldSpec, Kind
from gui.forms.editor import Editor
from gui.forms.widgets import GrowingText, Line, Sides
from gui.session import CaseSession
from gui.text import PlainLabel

SIDE_BY_SIDE: Final = 560  # pixels that two languages need beside each other
TAGS: Final[dict[Language, str]] = {"en": "EN", "zh_TW": "中"}


class LongTextEditor(Editor):
    """Many lines in one language, taken over with every key."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self.text = GrowingText(self)
        self._box.addWidget(self.text, 1)
        self._adopt(self.text)
        self.text.typed.connect(self._typed)

    def focus_widgets(self) -> list[QWidget]:
        return [self.text]

    def is_pending(self) -> bool:
        return bool(self.text.content() != self._shown)

    def finish(self) -> None:
        if self.is_pending():
            self._typed()

    def _typed(self) -> None:
        self.edited.emit(self.text.content(), None)

    def _display(self, value: Any) -> None:
        self.text.show_content(value)


class PairEditor(Editor):
    """A text in both languages; the language of the document comes first, each side is taken over with every key."""

    def __init__(self, spec: FieldSpec, session: CaseSession, parent: QWidget | None = None) -> None:
        super().__init__(spec, session, parent)
        self._order: tuple[Language, ...] = LANGUAGES
        self._sides = Sides(narrow=SIDE_BY_SIDE, parent=self)
        self.texts: dict[Language, Line | GrowingText] = {}
        self._frames: dict[Language, QWidget] = {}
        for language in LANGUAGES:
            self._add(language)
        self._box.addWidget(self._sides, 1)
        self._adopt(*self.texts.values())
        self._arrange()

    def focus_widgets(self) -> list[QWidget]:
        return [self.texts[language] for language in self._order]

    def is_pending(self) -> bool:
        return any(self._differs(language) for language in LANGUAGES)

    def finish(self) -> None:
        for language in LANGUAGES:
            if self._differs(language):
                self._typed(language)

    def describe(self, name: str, description: str) -> None:
        for language, widget in self.texts.items():
            widget.setAccessibleName(f"{name} ({LANGUAGE_NAMES[language]})")
            widget.setAccessibleDescription(description)

    def focus_language(self, language: Language | None) -> None:
        """Put the focus on one side; on the first one where no language is named."""
        self.texts[language or self._order[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, language: Language) -> None:
        frame = QWidget(self._sides)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        text = Line(frame) if self.spec.kind is Kind.BITEXT else GrowingText(frame)
        tag = PlainLabel(TAGS[language], frame, role="small", wrap=False)
        tag.setFixedWidth(20)
        top = Qt.AlignmentFlag.AlignTop if isinstance(text, GrowingText) else Qt.AlignmentFlag(0)
        row.addWidget(tag, 0, top)
        row.addWidget(text, 1, top)
        text.typed.connect(partial(self._typed, language))
        self.texts[language] = text
        self._frames[language] = frame

    def _differs(self, language: Language) -> bool:
        return self._shown is not None and self.texts[language].content() != getattr(self._shown, language)

    def _typed(self, language: Language) -> None:
        self.edited.emit(self.texts[language].content(), language)

    def _display(self, value: Any) -> None:
        for language, text in self.texts.items():
            text.show_content(getattr(value, language))
        if self._order[0] != self.document_language:
            self._arrange()

    def _arrange(self) -> None:
        first = self.document_language
        self._order = (first, *(language for language in LANGUAGES if language != first))
        self._sides.arrange([self._frames[language] for language in self._order])
        self.setFocusProxy(self.texts[first])
        QWidget.setTabOrder(self.texts[self._order[0]], self.texts[self._order[1]])
