"""A card with one figure: a button that leads to where the figure comes from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.headline import Headline
from gui.text import PlainLabel, set_role, set_tip


class FigureCard(QAbstractButton):
    """Label, value and note of one headline figure; a click, Enter or Space asks for its source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = ""
        self._is_stale = False
        self._label = PlainLabel(role="muted")
        self._value = PlainLabel()
        self._note = PlainLabel(role="small")
        self._value.setFont(theme.font(theme.TITLE, bold=True))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(4)
        for label in (self._label, self._value, self._note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            rows.addWidget(label)
        rows.addStretch()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(150)
        theme.signals().changed.connect(self.update)

    def show_headline(self, headline: Headline) -> None:
        """Show this figure."""
        self.target = headline.target
        self._label.setText(headline.label)
        self._value.setText(headline.value)
        self._note.setText(headline.note)
        set_role(self._value, headline.tone if headline.tone != "neutral" else "")
        self.setAccessibleName(headline.spoken)
        set_tip(self, headline.tip)

    def set_stale(self, stale: bool) -> None:
        """Grey the figure while it is being recalculated."""
        if stale != self._is_stale:
            self._is_stale = stale
            self._value.setEnabled(not stale)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.colors()
        marked = self.hasFocus() or self.isDown()
        painter.setPen(QPen(QColor(colors.accent if marked else colors.border), 2 if marked else 1))
        painter.setBrush(QColor(colors.raised if self.underMouse() else colors.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
