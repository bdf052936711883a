"""The month by person: a line each, a column a day, with the turns of month and year. Looked at, not typed into."""

from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.roster.rules import signed
from app.roster.shown import Cell, Month, Share
from app.words import _, language, pgettext
from ui.kit import icons, paint, theme
from ui.kit.saying import weekday
from ui.roster.names import room_for, tell_whole

NAME, TOTAL, HEAD, ROW = 84, 46, 44, 32


class PersonGrid(QWidget):
    """opened(day) -- Enter or a double press on a day. turned(step) -- to another month."""

    opened = Signal(object)
    turned = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: Month | None = None
        self.row, self.current = 0, date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("By person"))

    def show_month(self, month: Month) -> None:
        """Show `month`."""
        self.month = month
        if month.day(self.current) is None:
            self.current = month.today if month.day(month.today) else month.month
        self.row = min(self.row, max(0, len(month.shares) - 1))
        self.setMinimumHeight(theme.px(HEAD) + theme.px(ROW) * len(month.shares) + 2)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(self.month.shares) if self.month else 8
        return QSize(theme.px(890), theme.px(HEAD + ROW * rows) + 2)

    def _tell(self) -> None:
        share = self._share()
        if share is None or self.month is None:
            return
        cell = self._cell(share, self.current)
        state = _("on duty: {task}").format(task=cell.task) if cell else _("not on duty")
        self.setAccessibleDescription(f"{share.name}, {self.current:%m-%d} {weekday(self.current)}, {state}")

    def _share(self) -> Share | None:
        shares = self.month.shares if self.month else ()
        return shares[self.row] if self.row < len(shares) else None

    def _cell(self, share: Share, on: date) -> Cell | None:
        day = self.month.day(on) if self.month else None
        return next((cell for cell in (day.cells if day else ()) if cell.staff_id == share.staff_id), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.month is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            on = self.current + timedelta(days=1 if key == Qt.Key.Key_Right else -1)
            if self.month.day(on) is not None:
                self.current = on
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.row = min(max(0, self.row + step), len(self.month.shares) - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)
            return
        self._tell()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.month is None:
            return
        left, wide = self._names(), self._column()
        n = int((event.position().x() - left) // wide)
        row = int((event.position().y() - theme.px(HEAD)) // theme.px(ROW))
        if 0 <= n < len(self.month.days) and 0 <= row < len(self.month.shares):
            self.current, self.row = self.month.days[n].on, row
            self._tell()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.current)

    def _names(self) -> int:
        return room_for((share.name for share in (self.month.shares if self.month else ())), least=NAME)

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or self.month is None:
            return super().event(event)
        told = cast(QHelpEvent, event)
        row, names = int((told.pos().y() - theme.px(HEAD)) // theme.px(ROW)), self._names()
        on_name = 0 <= row < len(self.month.shares) and told.pos().x() < names
        return tell_whole(self, told, self.month.shares[row].name if on_name else "", names - 8)

    def _column(self) -> float:
        days = len(self.month.days) if self.month else 31
        return (self.width() - self._names() - 3 * theme.px(TOTAL)) / days

    def paintEvent(self, event) -> None:
        if self.month is None:
            return
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            wide, left, row_high = self._column(), self._names(), theme.px(ROW)
            bottom = theme.px(HEAD) + row_high * len(self.month.shares)
            middle = Qt.AlignmentFlag.AlignHCenter
            for n, day in enumerate(self.month.days):
                x = left + n * wide
                if day.kind == "rest":
                    painter.fillRect(
                        QRectF(x, 0, wide, bottom), QColor(t.window if day.holiday else t.sunken)
                    )
                today = day.on == self.month.today
                number = QRectF(x, theme.px(3), wide, theme.px(20))
                if today:
                    paint.box(painter, number.adjusted(1, 0, -1, 0), fill=t.accent, radius=10)
                ink = t.white if today else t.text3 if day.kind == "rest" else t.text
                paint.text(
                    painter,
                    number,
                    str(day.on.day),
                    colour=ink,
                    font=theme.font(12, bold=today),
                    align=middle,
                )
                below = QRectF(x, theme.px(23), wide, theme.px(16))
                word = pgettext("day, narrow", "wk") if day.kind == "makeup" else _sign(day.on)
                ink = t.amber if day.kind == "makeup" else t.text3
                paint.text(painter, below, word, colour=ink, font=theme.font(12), align=middle)
            for n, head in enumerate((pgettext("turns", "Month"), pgettext("turns", "Year"), "±")):
                rect = QRectF(
                    self.width() - theme.px(TOTAL) * (3 - n), theme.px(12), theme.px(TOTAL) - 6, theme.px(20)
                )
                paint.text(
                    painter,
                    rect,
                    head,
                    colour=t.text3,
                    font=theme.font(12),
                    align=Qt.AlignmentFlag.AlignRight,
                )
            for row, share in enumerate(self.month.shares):
                self._paint_row(painter, row, share, wide)

    def _paint_row(self, painter, row: int, share: Share, wide: float) -> None:
        assert self.month is not None
        t = theme.tokens()
        top, high = theme.px(HEAD) + row * theme.px(ROW), theme.px(ROW)
        painter.fillRect(QRectF(0, top, self.width(), 1), QColor(t.line))
        ink = t.text if share.inside else t.text3
        name = QRectF(0, top, self._names() - 8, high)
        paint.text(painter, name, share.name, colour=ink, font=theme.font(14))
        for n, day in enumerate(self.month.days):
            box = QRectF(self._names() + n * wide, top + 1, wide, high - 1)
            chosen = row == self.row and day.on == self.current
            if chosen:
                paint.box(painter, box, fill=t.select if self.hasFocus() else t.select_off, radius=4)
                if self.hasFocus():
                    paint.ring(painter, box, radius=4)
            cell = self._cell(share, day.on)
            if cell is not None:
                self._paint_mark(painter, cell, box)
        values = (str(share.month), str(share.year), signed(share.ahead))
        for n, value in enumerate(values):
            rect = QRectF(self.width() - theme.px(TOTAL) * (3 - n), top, theme.px(TOTAL) - 6, high)
            ink = t.text if n < 2 else t.text2
            paint.text(
                painter, rect, value, colour=ink, font=theme.font(14), align=Qt.AlignmentFlag.AlignRight
            )

    def _paint_mark(self, painter, cell: Cell, box: QRectF) -> None:
        t = theme.tokens()
        size = theme.px(14)
        x, y = box.center().x() - size / 2, box.center().y() - size / 2
        if cell.done:
            icons.paint(painter, "check", x, y, colour=t.green, size=14)
        elif cell.missed:
            icons.paint(painter, "x", x, y, colour=t.red, size=14)
        elif cell.how in ("swapped", "substitute"):
            icons.paint(painter, "arrow-left-right", x, y, colour=t.accent_text, size=14)
        else:
            dot = QRectF(box.center().x() - 4, box.center().y() - 4, 8, 8)
            paint.box(painter, dot, fill=t.c2, radius=4)


def _sign(on: date) -> str:
    """The weekday in a narrow column: 四, Th."""
    return weekday(on)[-1:] if language() == "zh" else weekday(on)[:2]
