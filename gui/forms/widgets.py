"""Plain input widgets that fit a long form: they leave undo to the window and the wheel to the page."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QComboBox,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from gui import theme
from gui.icons import icon
from gui.text import set_tip

LONGEST_SHOWN: Final = 24  # lines of a text before it scrolls by itself
_UNDO: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def leaves_undo(event: QEvent) -> bool:
    """True for the question whether a text widget wants Ctrl+Z for itself: it does not, the window undoes."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    wanted = any(event.matches(key) for key in _UNDO)
    if wanted:
        event.ignore()
    return wanted


class Line(QLineEdit):
    """One line of text. `typed` tells what the user did, never what the program showed."""

    typed = Signal()
    left = Signal()  # Enter, or the focus goes elsewhere

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._tell)
        self.editingFinished.connect(self.left)

    def content(self) -> str:
        """The text."""
        return self.text()

    def show_content(self, text: str) -> None:
        """Show a text, with its beginning in sight."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        return True if leaves_undo(event) else super().event(event)

    def _tell(self, _text: str) -> None:
        self.typed.emit()


class GrowingText(QPlainTextEdit):
    """Many lines of text; the box grows with them, so that only the page scrolls."""

    typed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 2) -> None:
        super().__init__(parent)
        self._lines = lines
        self._showing = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self._fit()

    def set_lines(self, lines: int) -> None:
        """Be at least as high as so many lines."""
        self._lines = lines
        self._fit()

    def content(self) -> str:
        """The text."""
        return self.toPlainText()

    def show_content(self, text: str) -> None:
        """Show a text."""
        if text != self.toPlainText():
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def event(self, event: QEvent) -> bool:
        return True if leaves_undo(event) else super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls

    def _changed(self) -> None:
        self._fit()
        if not self._showing:
            self.typed.emit()

    def _fit(self) -> None:
        lines = int(self.document().size().height())
        shown = max(self._lines, min(lines, LONGEST_SHOWN))
        height = shown * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin()) + 12
        if height != self.height():
            self.setFixedHeight(height)


class Combo(QComboBox):
    """A list to choose from that the wheel does not change in passing."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def showPopup(self) -> None:
        self.opened.emit()
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Sides(QWidget):
    """Two widgets beside each other where there is room, one under the other where not."""

    def __init__(self, *, narrow: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def arrange(self, widgets: list[QWidget]) -> None:
        """Show these widgets in this order."""
        for widget in widgets:
            self._box.removeWidget(widget)
            self._box.addWidget(widget, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._narrow
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)


class FlowLayout(QLayout):
    """Widgets in lines like words, with a new line where the room ends."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, area: QRect, *, move: bool) -> int:
        """Lay the widgets out in `area` and give the height they need."""
        margins = self.contentsMargins()
        inner = area.marginsRemoved(margins)
        x, y, line = inner.x(), inner.y(), 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 40), 10_000))
            if x > inner.x() and x + size.width() > inner.x() + inner.width():
                x, y, line = inner.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - area.y() + margins.bottom()


class IconButton(QToolButton):
    """A small button with an icon that follows the theme; `name` is its tip and what a screen reader says."""

    def __init__(
        self, icon_name: str, name: str, parent: QWidget | None = None, *, color: Literal["text", "muted"] = "text"
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._color = color
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_icon(icon_name)
        theme.signals().changed.connect(self._draw)

    def show_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._draw()

    def _draw(self) -> None:
        self.setIcon(icon(self._icon_name, self._color))


def clipboard_text() -> str:
    """The text on the clipboard."""
    return QApplication.clipboard().text()


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QApplication.clipboard().setText(text)
