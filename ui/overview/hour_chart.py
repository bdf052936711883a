"""Calls by the hour of today, before what is usual."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.overview.today import Board
from app.words import _
from ui.kit import paint, theme
from ui.kit.charts import Bar, Chart


class HourChart(Chart):
    """Calls by the hour of today before the mean of the last working days; the hour that runs is darkest."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(name=_("Calls by the hour"), parent=parent)
        self._now = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hours(self, board: Board) -> None:
        """Show the hours of `board` that have calls today or usually."""
        self._now = board.now.hour
        usual = {hour: n for hour, n in board.usual_hours.items() if n >= 0.2}
        known = [*usual, *board.hours]
        first, last = min(known, default=8), max(known, default=17)
        first, last = min(first, 9), max(last, 16)
        self.set_bars(
            [
                Bar(
                    str(hour),
                    board.hours[hour],
                    "c1" if hour == self._now else "c2",
                    before=usual.get(hour, 0.0),
                )
                for hour in range(first, last + 1)
            ]
        )
        self.setAccessibleDescription(", ".join(f"{b.label}:00 {b.value:.0f}" for b in self.bars if b.value))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(98))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            font = theme.font(12)
            ground = QRectF(0, theme.px(20), self.width(), self.height() - theme.px(20 + 22))
            most = max((max(b.value, b.before or 0) for b in self.bars), default=0) or 1
            room = ground.width() / max(1, len(self.bars))
            wide = min(theme.px(18), room * 0.7)
            self._places = []
            painter.fillRect(QRectF(0, ground.bottom(), self.width(), 1), t.line2)
            middle = Qt.AlignmentFlag.AlignHCenter
            for at, bar in enumerate(self.bars):
                centre = ground.x() + (at + 0.5) * room
                self._places.append(QRectF(ground.x() + at * room, 0, room, self.height()))
                usual, now = (value / most * ground.height() for value in (bar.before or 0, bar.value))
                for high, fill in ((usual, t.press), (now, getattr(t, bar.colour))):
                    if high >= 1:
                        strip = QRectF(centre - wide / 2, ground.bottom() - high, wide, high)
                        paint.box(painter, strip, fill=fill, radius=3)
                        if high > 4:  # the foot of a bar stands square on its line
                            painter.fillRect(strip.adjusted(0, high - 3, 0, 0), fill)
                ink = t.text if bar.colour == "c1" else t.text2
                if bar.value:
                    top = ground.bottom() - max(usual, now)
                    words = QRectF(centre - 20, top - theme.px(19), 40, theme.px(18))
                    paint.text(painter, words, f"{bar.value:.0f}", colour=ink, font=font, align=middle)
                below = QRectF(centre - 20, ground.bottom() + 2, 40, theme.px(20))
                paint.text(painter, below, bar.label, colour=ink, font=font, align=middle)
