"""A year at a glance: twelve months, days off and adjusted working days marked, one day under the cursor."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app import words
from app.china import day_names
from app.office.rest_days import DayRow
from app.words import _
from ui.kit import paint, theme
from ui.kit.saying import weekday

COLUMNS = 4
HEAD = 18 + 15
"""px over the days of a month: its name and the weekdays."""
LEAST_CELL = 16  # px in which a day can be read
GAP = 14
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearGrid(QWidget):
    """day_chosen(date) -- the cursor went to another day. turned(date) -- Space or a double click: work or rest.
    cleared(date) -- Del: what its weekday is. entered(date) -- Enter: its name. year_left(int) -- beyond the year.
    """

    day_chosen = Signal(object)
    turned = Signal(object)
    cleared = Signal(object)
    entered = Signal(object)
    year_left = Signal(int)

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self.day, self.year = today, today, today.year
        self._special: Mapping[date, DayRow] = {}
        self.setAccessibleName(_("Working calendar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_year(self, year: int, days: Mapping[date, DayRow]) -> None:
        """Show `year` with its special days."""
        self._special = days
        if year != self.year:
            last = calendar.monthrange(year, self.day.month)[1]
            self.year = year
            self.day = self.day.replace(year=year, day=min(self.day.day, last))
        self._say()
        self.update()

    def choose(self, day: date) -> None:
        """Put the cursor on `day`, without a signal."""
        self.day = day
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(720), theme.px(470))

    def minimumSizeHint(self) -> QSize:
        rows = 12 // COLUMNS
        return QSize(theme.px(560), theme.px(rows * (HEAD + 6 * LEAST_CELL) + (rows - 1) * GAP))

    def place(self, day: date) -> QRect:
        """Where `day` stands, in px of the grid."""
        return self._cell(day).toAlignedRect()

    # Where things lie

    def _month_rect(self, month: int) -> QRectF:
        rows = 12 // COLUMNS
        gap = theme.px(GAP)
        wide = min((self.width() - gap * (COLUMNS - 1)) / COLUMNS, theme.px(250))
        high = min((self.height() - gap * (rows - 1)) / rows, theme.px(220))
        at = month - 1
        return QRectF((at % COLUMNS) * (wide + gap), (at // COLUMNS) * (high + gap), wide, high)

    def _cell(self, day: date) -> QRectF:
        month = self._month_rect(day.month)
        head = theme.px(HEAD)
        wide, high = month.width() / 7, (month.height() - head) / 6
        first = day.replace(day=1).weekday()
        place = first + day.day - 1
        return QRectF(month.x() + (place % 7) * wide, month.y() + head + (place // 7) * high, wide, high)

    def _day_at(self, point: QPointF) -> date | None:
        for month in range(1, 13):
            if self._month_rect(month).contains(point):
                last = calendar.monthrange(self.year, month)[1]
                days = (date(self.year, month, n) for n in range(1, last + 1))
                return next((day for day in days if self._cell(day).contains(point)), None)
        return None

    # Painting

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            middle = Qt.AlignmentFlag.AlignHCenter
            for month in range(1, 13):
                rect = self._month_rect(month)
                title = QRectF(rect.x() + theme.px(4), rect.y(), rect.width(), theme.px(18))
                paint.text(painter, title, month_name(month), colour=t.text, font=theme.font(12, bold=True))
                wide = rect.width() / 7
                for n in range(7):
                    letter = QRectF(rect.x() + n * wide, rect.y() + theme.px(18), wide, theme.px(15))
                    name = weekday(date(2024, 1, 1) + timedelta(days=n))
                    shown = name[-1:] if words.language() == "zh" else name[:1]
                    paint.text(painter, letter, shown, colour=t.text3, font=theme.font(11), align=middle)
                for n in range(1, calendar.monthrange(self.year, month)[1] + 1):
                    self._paint_day(painter, date(self.year, month, n))

    def _paint_day(self, painter, day: date) -> None:
        t = theme.tokens()
        rect = self._cell(day).adjusted(1, 1, -1, -1)
        special = self._special.get(day)
        rest = special.off if special is not None else day.weekday() >= 5
        ink, bold = t.text3 if rest else t.text, False
        if special is not None:
            soft, edge, ink = (t.red_soft, None, t.red) if special.off else (t.amber_soft, t.amber, t.amber)
            if special.off == (day.weekday() >= 5) and special.off:
                soft = t.window
            paint.box(painter, rect, fill=soft, edge=edge, radius=4)
            bold = True
        if day == self._today:
            paint.box(painter, rect, fill=t.accent, radius=4)
            ink = t.white
        paint.text(
            painter, rect, str(day.day), colour=ink, font=theme.font(12, bold=bold),
            align=Qt.AlignmentFlag.AlignHCenter,
        )  # fmt: skip
        if special is not None and words.language() == "zh" and rect.width() >= theme.px(22):
            mark = "休" if special.off else "班"
            corner = QRectF(rect.right() - theme.px(10), rect.y() - theme.px(1), theme.px(10), theme.px(11))
            paint.text(painter, corner, mark, colour=ink, font=theme.font(8))
        if day == self.day:
            colour = t.accent if self.hasFocus() else t.field
            paint.ring(
                painter, rect, colour=t.text if day == self._today and self.hasFocus() else colour, radius=4
            )

    # Hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers():
            self._go(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(_months_on(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(date(self.year, 1, 1) if key == Qt.Key.Key_Home else date(self.year, 12, 31))
        elif key == Qt.Key.Key_Space:
            self.turned.emit(self.day)
        elif key == Qt.Key.Key_Delete:
            self.cleared.emit(self.day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self.day = day
        if day.year != self.year:
            self.year_left.emit(day.year)
        self._say()
        self.update()
        self.day_chosen.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if day is not None:
            self._go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.turned.emit(day)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            day = self._day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(day) if day is not None else "", self)
            return True
        return super().event(event)

    def told(self, day: date) -> str:
        """A day in words: 2026-10-10 周六 调休班."""
        special = self._special.get(day)
        if special is None:
            kind = _("rest") if day.weekday() >= 5 else _("work")
        else:
            kind = _("day off") if special.off else _("working day")
        name = day_names.said(special.name) if special is not None else ""
        return " ".join(part for part in (day.isoformat(), weekday(day), kind, name) if part)

    def _say(self) -> None:
        self.setAccessibleDescription(self.told(self.day))

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()


def month_name(month: int) -> str:
    """The short name of a month in the language in use."""
    if words.language() == "zh":
        return f"{month}月"
    return calendar.month_abbr[month]


def _months_on(day: date, step: int) -> date:
    """The same day `step` months on, or the last of that month."""
    place = day.year * 12 + day.month - 1 + step
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
