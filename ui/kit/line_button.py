"""A painted line that opens what it tells: pressed by the mouse, Enter or Space."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.kit import paint, theme


class LineButton(QAbstractButton):
    """As wide as its column. `name` is what is read out; a line paints itself upon `paint_ground`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_ground(self, painter: QPainter) -> None:
        """What shows that the mouse or the focus is on it."""
        rect = QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect, fill=theme.tokens().hover)
        if self.hasFocus():
            paint.ring(painter, rect)
