"""Shows a composed document; it loads nothing but the pictures that came with the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from casebuilder.report.outline import Entry
from gui.i18n import tr

WIDEST: Final = 960  # pixels; longer lines are hard to follow
SPARE: Final = 2  # a table over the whole width is wider by its border
MARGIN: Final = 7  # at 1366 pixels a picture of the document just fits beside its headings


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be shown: its text, its pictures by name, its headings."""

    html: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    headings: tuple[Entry, ...] = ()


class DocumentView(QTextBrowser):
    """The document as it is; a new version keeps the place where one was reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Mapping[str, bytes] = {}
        self.refused: list[str] = []
        self.setAccessibleName(tr("Document"))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(MARGIN)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.anchorClicked.connect(self._follow)

    def show_document(self, composed: Composed) -> None:
        """Show a version of the document at the place where the reader is."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self._pictures = composed.pictures
        self.setHtml(composed.html)
        bar.setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines readable on a wide screen, with the document in the middle."""
        bar = self.verticalScrollBar().sizeHint().width()
        aside = max(0, (self.width() - bar - WIDEST) // 2)
        self.setViewportMargins(aside, 0, aside, 0)
        self.setLineWrapColumnOrWidth(min(self.width() - bar, WIDEST) - SPARE - 2 * self.frameWidth())
        super().resizeEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Only the document's own pictures. Qt opens a file where this gives nothing, so it never gives nothing."""
        address = name if isinstance(name, str) else name.toString()
        data = self._pictures.get(address)
        if data is not None:
            return QImage.fromData(QByteArray(data))
        self.refused.append(address)
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return QImage(QSize(1, 1), QImage.Format.Format_ARGB32)
        return QByteArray(b"")

    def _follow(self, link: QUrl) -> None:
        if not link.scheme() and not link.path() and link.hasFragment():
            self.scrollToAnchor(link.fragment())
