"""A widget that shows a chart; the picture is drawn in a worker, and the old one stays until the new one is there."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from casebuilder.charts.types import Chart
from gui import theme
from gui.i18n import tr
from gui.latest import Latest
from gui.workers import Workers

SETTLE_MS: Final = 60  # a window that is being resized asks for a picture once it rests
STALE_OPACITY: Final = 0.55
_PAD: Final = 8
_OPENING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

Look = Literal["light", "dark"]


def draw(chart: Chart, size: tuple[int, int], scale: float, look: Look) -> QImage:
    """The picture of a chart, `size` in device-independent pixels. For a worker: this is where matplotlib is loaded."""
    from casebuilder.charts import render

    pixels, width, height = render.rgba(chart, width_px=size[0], height_px=size[1], scale=scale, theme=look)
    # The copy owns its pixels; without it the image would point into bytes that Python may free.
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(scale)
    return image


class ChartView(QWidget):
    """One chart; a click or Enter emits `activated`."""

    activated = Signal()
    drawn = Signal()

    def __init__(self, workers: Workers, parent: QWidget | None = None, *, height: int = 280) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._image: QImage | None = None
        self._missing = ""
        self._is_stale = False
        self._age = ""
        self._asked: tuple[object, ...] = ()
        self._height = height
        self._pictures = Latest(self, workers, draw, self._show)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._request)
        theme.signals().changed.connect(self._request)
        self.setMinimumSize(240, height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(460, self._height)

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown or being drawn."""
        return self._chart

    @property
    def image(self) -> QImage | None:
        """The picture on the screen; None before the first one is drawn."""
        return self._image

    def set_chart(self, chart: Chart | None, *, missing: str = "") -> None:
        """Show this chart; `missing` says in one sentence what is needed where there is none yet."""
        self._chart, self._missing = chart, missing
        self.setAccessibleName(chart.frame.title if chart else missing)
        self.setAccessibleDescription(tr("Chart in {unit}", unit=chart.frame.unit) if chart else "")
        if chart is None:
            self._image, self._asked = None, ()
        self._request()
        self.update()

    def set_stale(self, stale: bool, age: str = "") -> None:
        """Mark the picture as belonging to older figures; `age` says so where they are not being recalculated."""
        if (stale, age) != (self._is_stale, self._age):
            self._is_stale, self._age = stale, age
            self.update()

    def _request(self) -> None:
        if self._chart is None or not self.isVisible():
            return
        look: Look = "dark" if theme.is_dark() else "light"
        room = (self.width() - 2 * _PAD, self.height() - 2 * _PAD)
        wanted = (self._chart, room, self.devicePixelRatioF(), look)
        if wanted != self._asked:
            self._asked = wanted
            self._pictures.ask(*wanted)

    def _show(self, image: QImage) -> None:
        if self._chart is not None:
            self._image = image
        self.update()
        self.drawn.emit()

    def showEvent(self, event: QShowEvent) -> None:
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING_KEYS:
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colors = theme.colors()
        painter.setPen(QPen(QColor(colors.accent if self.hasFocus() else colors.border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        inside = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if self._image is not None:
            painter.setOpacity(STALE_OPACITY if self._is_stale else 1.0)
            painter.drawImage(_fitted(self._image, inside), self._image)
            painter.setOpacity(1.0)
        painter.setPen(QColor(colors.muted))
        if self._image is None:
            wrapped = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(inside, wrapped, self._missing if self._chart is None else tr("Drawing …"))
        elif self._is_stale:
            painter.drawText(
                inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), self._age or tr("Updating …")
            )


def _fitted(image: QImage, inside: QRectF) -> QRectF:
    """Where the picture goes: as large as fits with its own proportions, centred."""
    size = image.deviceIndependentSize()
    scale = min(inside.width() / size.width(), inside.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    return QRectF(inside.center() - QPointF(width / 2, height / 2), inside.center() + QPointF(width / 2, height / 2))
