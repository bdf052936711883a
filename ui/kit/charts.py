"""Charts drawn by QPainter: upright bars, lying bars, a ring, a donut, a spark line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import paint, theme
from ui.kit.chart_base import Bar, Chart, say_number, steps
from ui.kit.chart_box import ChartBox

__all__ = ["Bar", "BarChart", "Chart", "ChartBox", "Donut", "HBarChart", "Ring", "Spark", "steps"]


class BarChart(Chart):
    """Upright bars: radius 3, the extreme labelled, last year a short stroke, rest days as bands."""

    def __init__(
        self, *, name: str, height: int = 150, every: int = 1, parent: QWidget | None = None
    ) -> None:
        """`every` -- only each n-th label is written under the bars (a month of days: 5)."""
        super().__init__(name=name, parent=parent)
        self._height, self._every = height, every
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_height(self, height: int) -> None:
        """Another height, in px at 100 %."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(self._height))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            font = theme.font(12)
            most = max((max(b.value, b.before or 0) for b in self.bars), default=0)
            grid = steps(most)
            left = max(paint.width_of(say_number(g), font) for g in grid) + theme.px(8)
            ground = QRectF(left, theme.px(18), self.width() - left, self.height() - theme.px(18 + 22))
            room = ground.width() / max(1, len(self.bars))
            for n, bar in enumerate(self.bars):
                if bar.rest_day:
                    painter.fillRect(
                        QRectF(ground.x() + n * room, ground.y(), room, ground.height()), QColor(t.sunken)
                    )
            for value in grid:
                y = round(ground.bottom() - value / grid[-1] * ground.height())
                painter.fillRect(QRectF(left, y, ground.width(), 1), QColor(t.line if value else t.line2))
                words = QRectF(0, y - 10, left - theme.px(6), 20)
                paint.text(
                    painter,
                    words,
                    say_number(value),
                    colour=t.text2,
                    font=font,
                    align=Qt.AlignmentFlag.AlignRight,
                )
            self._places = []
            top = max(range(len(self.bars)), key=lambda n: self.bars[n].value, default=-1)
            for n, bar in enumerate(self.bars):
                place = QRectF(ground.x() + n * room, 0, room, self.height())
                self._places.append(place)
                self._bar(painter, ground, place, bar, grid[-1], named=n == top and bar.value > 0)
                if n % self._every == 0 or (
                    (n + 1) % self._every == 0 and self._every > 1 and n + 1 == len(self.bars)
                ):
                    this = bar.colour == "c1"
                    words = QRectF(place.center().x() - 30, ground.bottom() + 2, 60, theme.px(20))
                    paint.text(painter, words, bar.label, colour=t.text if this else t.text2,
                               font=theme.font(12, bold=this), align=Qt.AlignmentFlag.AlignHCenter)  # fmt: skip

    def _bar(
        self, painter: QPainter, ground: QRectF, place: QRectF, bar: Bar, most: float, *, named: bool
    ) -> None:
        t = theme.tokens()
        wide = min(theme.px(26), max(4, place.width() * 0.58))
        x = round(place.center().x() - wide / 2)
        high = bar.value / most * ground.height()
        if high > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(t, bar.colour)))
            painter.drawPath(_standing(QRectF(x, ground.bottom() - high, wide, high)))
        if bar.before is not None:
            y = ground.bottom() - bar.before / most * ground.height()
            painter.fillRect(QRectF(x - 4, round(y) - 1, wide + 8, 2), QColor(t.c3))
        if named:
            words = QRectF(place.center().x() - 40, ground.bottom() - high - theme.px(18), 80, theme.px(18))
            paint.text(painter, words, self.say(bar.value), colour=t.text, font=theme.font(12, bold=True),
                       align=Qt.AlignmentFlag.AlignHCenter)  # fmt: skip


def _standing(rect: QRectF) -> QPainterPath:
    """A bar whose upper corners are round, 3 px."""
    radius = min(3.0, rect.height(), rect.width() / 2)
    path = QPainterPath(QPointF(rect.x(), rect.bottom()))
    path.lineTo(rect.x(), rect.y() + radius)
    path.quadTo(rect.x(), rect.y(), rect.x() + radius, rect.y())
    path.lineTo(rect.right() - radius, rect.y())
    path.quadTo(rect.right(), rect.y(), rect.right(), rect.y() + radius)
    path.lineTo(rect.right(), rect.bottom())
    path.closeSubpath()
    return path


class HBarChart(Chart):
    """Lying bars, one a line: label, bar with its value behind it, a note at the right edge."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(24) * max(1, len(self.bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            font = theme.font(12)
            most = max((b.value for b in self.bars), default=0) or 1
            names = max((paint.width_of(b.label, font) for b in self.bars), default=0) + theme.px(12)
            values = max((paint.width_of(self.say(b.value), font) for b in self.bars), default=0) + theme.px(
                8
            )
            notes = max((paint.width_of(b.note, font) for b in self.bars), default=0)
            room = max(8.0, self.width() - names - values - notes - (theme.px(16) if notes else 0))
            high = theme.px(24)
            self._places = []
            for n, bar in enumerate(self.bars):
                line = QRectF(0, n * high, self.width(), high)
                self._places.append(line)
                paint.text(painter, line, bar.label, colour=t.text2, font=font)
                long = max(2.0, room * bar.value / most) if bar.value else 0
                strip = QRectF(names, line.center().y() - theme.px(6), long, theme.px(12))
                if long:
                    paint.box(painter, strip, fill=getattr(t, bar.colour), radius=3)
                after = QRectF(names + long + theme.px(6), line.y(), values, high)
                paint.text(painter, after, self.say(bar.value), colour=t.text, font=font)
                paint.text(
                    painter, line, bar.note, colour=t.text2, font=font, align=Qt.AlignmentFlag.AlignRight
                )


class Ring(Chart):
    """A share of a hundred as a ring with the number in it. One bar: its value is the share, 0 to 1."""

    def __init__(self, *, name: str, size: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, *, colour: str = "c1") -> None:
        """Show `share`, 0 to 1."""
        self.set_bars([Bar(self.accessibleName(), share, colour)], say=lambda v: f"{v:.0%}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            share = self.bars[0].value if self.bars else 0
            colour = self.bars[0].colour if self.bars else "c1"
            thick = theme.px(6)
            rect = QRectF(self.rect()).adjusted(thick / 2 + 1, thick / 2 + 1, -thick / 2 - 1, -thick / 2 - 1)
            self._places = [QRectF(self.rect())]
            pen = QPen(QColor(t.press), thick)
            painter.setPen(pen)
            painter.drawEllipse(rect)
            pen.setColor(QColor(getattr(t, colour)))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            if share > 0:
                painter.drawArc(rect, 90 * 16, -round(min(1.0, share) * 360 * 16))
            paint.text(painter, self.rect(), f"{share * 100:.0f}", colour=t.text, font=theme.font(14, bold=True),
                       align=Qt.AlignmentFlag.AlignHCenter)  # fmt: skip


class Donut(Chart):
    """Shares of a whole as a ring of parts, legend at its right."""

    def __init__(self, *, name: str, size: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size + 180), max(theme.px(self._size), theme.px(22) * len(self.bars)))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            whole = sum(b.value for b in self.bars) or 1
            size, thick = theme.px(self._size), theme.px(18)
            rect = QRectF(thick / 2, (self.height() - size) / 2 + thick / 2, size - thick, size - thick)
            begun = 90 * 16
            font = theme.font(12)
            self._places = []
            y = (self.height() - theme.px(22) * len(self.bars)) / 2
            for bar in self.bars:
                span = -round(bar.value / whole * 360 * 16)
                pen = QPen(QColor(getattr(t, bar.colour)), thick)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawArc(
                    rect, begun, span + (24 if len(self.bars) > 1 else 0)
                )  # a hair of ground between parts
                begun += span
                line = QRectF(size + theme.px(16), y, self.width() - size - theme.px(16), theme.px(22))
                self._places.append(line)
                dot = QRectF(line.x(), line.center().y() - theme.px(5), theme.px(10), theme.px(10))
                paint.box(painter, dot, fill=getattr(t, bar.colour), radius=2)
                paint.text(
                    painter, line.adjusted(theme.px(16), 0, 0, 0), bar.label, colour=t.text2, font=font
                )
                paint.text(
                    painter,
                    line,
                    self.say(bar.value),
                    colour=t.text,
                    font=font,
                    align=Qt.AlignmentFlag.AlignRight,
                )
                y += theme.px(22)


class Spark(Chart):
    """A line without axes, for one glance; the last point is a dot."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.px(28))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            values = [b.value for b in self.bars]
            if len(values) < 2:
                return
            low, high = min(values), max(values)
            inner = QRectF(self.rect()).adjusted(3, 4, -5, -4)
            step = inner.width() / (len(values) - 1)
            points = [
                QPointF(
                    inner.x() + n * step, inner.bottom() - (v - low) / ((high - low) or 1) * inner.height()
                )
                for n, v in enumerate(values)
            ]
            painter.setPen(QPen(QColor(t.c2), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(points)
            paint.disc(painter, points[-1], 2.5, fill=t.c1)
