"""Charts drawn by QPainter: upright bars, lying bars, a ring, a spark line; numbers as a table for everybody."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.words import _
from ui.kit import paint, theme
from ui.kit.buttons import LinkButton
from ui.kit.labels import Line, label

Say = Callable[[float], str]


def _say(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `colour` is a token (c1 this, c2 others, c5 rest, c6 bad); `before` last year; `note` at the right."""

    label: str
    value: float
    colour: str = "c2"
    before: float | None = None
    note: str = ""
    rest_day: bool = False


def steps(most: float, *, count: int = 3) -> list[float]:
    """Round numbers from 0 to at least `most` for grid lines, about `count` of them beside 0."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / count
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= raw * 0.999)
    if most >= 1 and step < 1:
        step = 1.0
    return [step * n for n in range(math.ceil(most / step - 1e-9) + 1)]


class Chart(QWidget):
    """What charts share: a name and numbers for screen readers, a tooltip with the value under the mouse."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.bars: tuple[Bar, ...] = ()
        self.say: Say = _say
        self._places: list[QRectF] = []

    def set_bars(self, bars: Sequence[Bar], *, say: Say = _say) -> None:
        """Show `bars`; `say` puts a value into words."""
        self.bars, self.say = tuple(bars), say
        told = ", ".join(f"{b.label} {say(b.value)}" for b in self.bars)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = next((n for n, place in enumerate(self._places) if place.contains(event.pos())), -1)
            words = ""
            if at >= 0:
                bar = self.bars[at]
                words = f"{bar.label} {self.say(bar.value)}"
                if bar.before is not None:
                    words += "\n" + _("last year {value}").format(value=self.say(bar.before))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


class BarChart(Chart):
    """Upright bars: radius 3, the extreme labelled, last year a short stroke, rest days as bands."""

    def __init__(
        self, *, name: str, height: int = 150, every: int = 1, parent: QWidget | None = None
    ) -> None:
        """`every` -- only each n-th label is written under the bars (a month of days: 5)."""
        super().__init__(name=name, parent=parent)
        self._height, self._every = height, every
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(self._height))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        font = theme.font(12)
        most = max((max(b.value, b.before or 0) for b in self.bars), default=0)
        grid = steps(most)
        left = max(paint.width_of(_say(g), font) for g in grid) + theme.px(8)
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
                painter, words, _say(value), colour=t.text2, font=font, align=Qt.AlignmentFlag.AlignRight
            )
        self._places = []
        top = max(range(len(self.bars)), key=lambda n: self.bars[n].value, default=-1)
        for n, bar in enumerate(self.bars):
            place = QRectF(ground.x() + n * room, 0, room, self.height())
            self._places.append(place)
            self._bar(painter, ground, place, bar, grid[-1], named=n == top and bar.value > 0)
            if (
                n % self._every == 0
                or ((n + 1) % self._every == 0
                and self._every > 1
                and n + 1 == len(self.bars))
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
        painter = paint.painter_of(self)
        font = theme.font(12)
        most = max((b.value for b in self.bars), default=0) or 1
        names = max((paint.width_of(b.label, font) for b in self.bars), default=0) + theme.px(12)
        values = max((paint.width_of(self.say(b.value), font) for b in self.bars), default=0) + theme.px(8)
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
            paint.text(painter, line, bar.note, colour=t.text2, font=font, align=Qt.AlignmentFlag.AlignRight)


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
        painter = paint.painter_of(self)
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
        painter = paint.painter_of(self)
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
            paint.text(painter, line.adjusted(theme.px(16), 0, 0, 0), bar.label, colour=t.text2, font=font)
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
        painter = paint.painter_of(self)
        values = [b.value for b in self.bars]
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        inner = QRectF(self.rect()).adjusted(3, 4, -5, -4)
        step = inner.width() / (len(values) - 1)
        points = [
            QPointF(inner.x() + n * step, inner.bottom() - (v - low) / ((high - low) or 1) * inner.height())
            for n, v in enumerate(values)
        ]
        painter.setPen(QPen(QColor(t.c2), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(points)
        paint.disc(painter, points[-1], 2.5, fill=t.c1)


class ChartBox(QWidget):
    """A chart with its title, legend, and the switch that shows the same numbers as a table."""

    def __init__(
        self, title: str, chart: Chart, *, legend: Sequence[tuple[str, str]] = (), note: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`legend` holds (token, words): a box in the token's colour, for c3 a stroke."""
        super().__init__(parent)
        self.chart = chart
        self._numbers = QTableWidget()
        self._switch = LinkButton(_("Show numbers"))
        self._switch.clicked.connect(self._turn)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        self._note = Line(note, size=12, tone="text2")
        self._note.setVisible(bool(note))
        head.addWidget(self._note)
        for token, words in legend:
            head.addWidget(_Legend(token, words))
        head.addWidget(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(chart)
        self._stack.addWidget(self._numbers)
        column.addWidget(holder)
        self._dress_table(title)

    def set_note(self, words: str) -> None:
        """The grey words at the right of the title."""
        self._note.set_text(words)
        self._note.setVisible(bool(words))

    def _dress_table(self, title: str) -> None:
        table = self._numbers
        table.setAccessibleName(title)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setFrameShape(QTableWidget.Shape.NoFrame)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setDefaultSectionSize(theme.px(26))

    def _turn(self) -> None:
        showing = self._stack.currentIndex() == 1
        if not showing:
            self._fill()
        self._stack.setCurrentIndex(0 if showing else 1)
        words = _("Show numbers") if showing else _("Show chart")
        self._switch.setText(words)
        self._switch.setAccessibleName(words)
        self._switch.updateGeometry()

    def _fill(self) -> None:
        bars = self.chart.bars
        heads = [_("What"), _("Value")]
        if any(b.before is not None for b in bars):
            heads.append(_("Last year"))
        self._numbers.setColumnCount(len(heads))
        self._numbers.setHorizontalHeaderLabels(heads)
        self._numbers.setRowCount(len(bars))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, bar in enumerate(bars):
            before = "" if bar.before is None else self.chart.say(bar.before)
            for column, words in enumerate((bar.label, self.chart.say(bar.value), before)[: len(heads)]):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(right)
                self._numbers.setItem(row, column, item)


class _Legend(QWidget):
    """A coloured box or stroke and what it stands for."""

    def __init__(self, token: str, words: str) -> None:
        super().__init__()
        self._token, self._words = token, words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18) + paint.width_of(self._words, theme.font(12)) + 1, theme.px(18))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        middle = self.height() / 2
        colour = getattr(t, self._token)
        if self._token == "c3":
            painter.fillRect(QRectF(0, middle - 1, theme.px(12), 2), QColor(colour))
        else:
            paint.box(
                painter, QRectF(0, middle - theme.px(5), theme.px(10), theme.px(10)), fill=colour, radius=2
            )
        words = QRectF(theme.px(16), 0, self.width(), self.height())
        paint.text(painter, words, self._words, colour=t.text2, font=theme.font(12))
