"""One step of the guide in its list."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
)

from ui.kit import icons, paint, theme


class StepMark(QAbstractButton):
    """One step in the list: its number in a disc, a tick when it is done, its name, and a grey line."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number, self._sub, self._now, self._done = number, "", False, False
        self.setText(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_state(self, *, now: bool, done: bool, sub: str) -> None:
        """Whether it is the step in front, whether it is behind us, and the line under it."""
        self._now, self._done, self._sub = now, done, sub
        self.setAccessibleName(f"{self._number}. {self.text()}: {sub}")
        self.setToolTip(sub)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(48))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            if self.underMouse():
                paint.box(painter, QRectF(self.rect()), fill=t.hover if t.dark else t.press)
            side = theme.px(26)
            disc = QRectF(theme.px(6), (self.height() - side) / 2, side, side)
            fill = t.accent if self._now else t.green_soft if self._done else t.surface
            edge = None if self._now or self._done else t.line2
            paint.box(painter, disc, fill=fill, edge=edge, radius=side / 2)
            if self._done and not self._now:
                at = disc.center()
                icons.paint(
                    painter, "check", at.x() - theme.px(7), at.y() - theme.px(7), colour=t.green, size=14
                )
            else:
                ink = t.white if self._now else t.text2
                paint.text(painter, disc, str(self._number), colour=ink, font=theme.font(12, bold=True),
                           align=Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
            x = disc.right() + theme.px(12)
            room = self.width() - x - theme.px(6)
            line = QRectF(x, theme.px(4), room, theme.px(22))
            paint.text(painter, line, self.text(), colour=t.text, font=theme.font(14, bold=self._now))
            under = QRectF(x, theme.px(25), room, theme.px(18))
            paint.text(painter, under, self._sub, colour=t.text3, font=theme.font(12))
