"""A small raised panel under the control that opened it: filters, columns. Esc or a press beside it closes it."""

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QWidget

from ui.kit import paint, theme
from ui.kit.overlay import Overlay

_GAP = 4
_EDGE = 8


class Popover(Overlay):
    """An Overlay that does not dim the page and stands at `anchor`: under it, or over it where there is more room."""

    def __init__(self, anchor: QWidget, *, name: str, width: int = 280) -> None:
        super().__init__(anchor, name=name, width=width)
        self._anchor = anchor
        self.body.setContentsMargins(12, 10, 12, 12)
        self.body.setSpacing(8)

    def _lay(self) -> None:
        room = self.parentWidget().rect()
        self.setGeometry(room)
        wide = min(theme.px(self._width), room.width() - 2 * _EDGE)
        self.panel.setFixedWidth(wide)
        self.panel.adjustSize()
        layout = self.body
        wanted = (
            layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else self.panel.sizeHint().height()
        )
        if not self._anchor.isVisible():  # it went meanwhile, or lies in a drawer
            high = min(wanted, room.height() - 2 * _EDGE)
            self.panel.setGeometry((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)
            return
        held = QRect(self._anchor.mapTo(self.parentWidget(), QPoint(0, 0)), self._anchor.size())
        below, above = room.bottom() - held.bottom() - _GAP - _EDGE, held.top() - _GAP - _EDGE
        high = min(wanted, max(below, above))
        top = held.bottom() + _GAP if high <= below or below >= above else held.top() - _GAP - high
        left = min(max(_EDGE, held.left()), room.right() - wide - _EDGE)
        self.panel.setGeometry(left, top, wide, high)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.panel.geometry())
            paint.shadow(painter, rect, radius=8, reach=12)
            paint.box(painter, rect, fill=t.raised, edge=t.line2, radius=8)
