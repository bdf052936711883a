"""Draws the days of the wall calendar: date, lunar day, marks, people and what is special about each."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.roster.shown import Cell, Day, Month
from app.words import _, pgettext
from ui.kit import icons, paint, theme

DATE = 36
LINE = 21


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one name lies."""

    rect: QRectF
    cell: Cell


class DayPainter:
    """Draws the days of one month. `chosen_id` is the turn under the cursor, `cut_id` the one that is to be swapped."""

    def __init__(self, month: Month, *, chosen_id: int, cut_id: int) -> None:
        self.month, self.chosen_id, self.cut_id = month, chosen_id, cut_id
        self.spots: list[Spot] = []

    def ground(self, painter: QPainter, on: date, box: QRectF) -> None:
        """The tone of a day: paper, the next month's, a weekend's or a holiday's."""
        t = theme.tokens()
        day = self.month.day(on)
        fill = t.surface
        if day is None:
            fill = t.sunken
        elif day.kind == "rest":
            fill = t.window if day.holiday else t.sunken
        painter.fillRect(box, QColor(fill))

    def day(self, painter: QPainter, on: date, box: QRectF) -> None:
        """Date, marks and people of a day; where each name lies is noted in `spots`."""
        t = theme.tokens()
        day = self.month.day(on)
        left, right = box.x() + theme.px(9), box.right() - theme.px(9)
        line = QRectF(left, box.y() + theme.px(7), right - left, theme.px(22))
        if day is None:
            paint.text(painter, line, f"{on.month}/{on.day}", colour=t.text3, font=theme.font(14))
            return
        used = self._paint_date(painter, day, line)
        self._paint_marks(painter, day, QRectF(line.x() + used, line.y(), line.width() - used, line.height()))
        if day.kind == "rest" and not day.cells:
            self._paint_name_of_day(painter, day.holiday or self._long(day, line.width() - used), QRectF(
                left, box.y() + theme.px(DATE - 5), right - left, theme.px(36)))  # fmt: skip
        self._paint_people(painter, day, box)

    def _long(self, day: Day, room: float) -> str:
        """The festival of a day, when it is too long to stand beside the date."""
        return day.festival if paint.width_of(day.festival, theme.font(12)) > room else ""

    def _paint_name_of_day(self, painter: QPainter, name: str, room: QRectF) -> None:
        """The name of a holiday below its date, in two lines where it takes them."""
        if not name:
            return
        painter.setFont(theme.font(12))
        painter.setPen(QColor(theme.tokens().text2))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, name)

    def _paint_date(self, painter: QPainter, day: Day, line: QRectF) -> float:
        """The number, in a pill today, and the lunar day behind it; how much room they took."""
        t = theme.tokens()
        number, rest = str(day.on.day), day.kind == "rest"
        font = theme.font(16, bold=not rest)
        wide = paint.width_of(number, font)
        if day.on == self.month.today:
            pill = QRectF(line.x() - theme.px(5), line.y(), wide + theme.px(12), line.height())
            paint.box(painter, pill, fill=t.accent, radius=line.height() / 2)
            paint.text(painter, pill, number, colour=t.white, font=font, align=Qt.AlignmentFlag.AlignHCenter)
            wide += theme.px(8)
        else:
            paint.text(painter, line, number, colour=t.text2 if rest else t.text, font=font)
        x = wide + theme.px(7)
        if day.lunar and not day.festival and line.width() - x > theme.px(60):
            moon = QRectF(line.x() + x, line.y() + 1, theme.px(34), line.height())
            x += paint.text(painter, moon, day.lunar, colour=t.text3, font=theme.font(12)) + theme.px(4)
        return x

    def _paint_marks(self, painter: QPainter, day: Day, room: QRectF) -> None:
        """At the right of the date: rest, adjusted work day, festival, and how it went."""
        t = theme.tokens()
        right, middle = room.right(), room.center().y()
        align = Qt.AlignmentFlag.AlignRight
        if day.kind == "makeup":
            words = pgettext("day", "adjusted")
            wide = paint.tag_width(words)
            paint.tag(painter, right - wide, middle, words, tone="amber")
            mark = QRectF(room.x(), room.y() + theme.px(27), room.width(), room.height())
        else:
            words = (
                "" if day.kind == "rest" and not day.cells and self._long(day, room.width()) else day.festival
            )
            if day.kind == "rest" and day.holiday:
                words = pgettext("day", "off")
            if words:
                wide = paint.text(painter, room, words, colour=t.text2, font=theme.font(12), align=align)
                room = room.adjusted(0, 0, -wide - theme.px(4), 0)
            mark = room
        self._paint_state(painter, day, mark)

    def _paint_state(self, painter: QPainter, day: Day, room: QRectF) -> None:
        t = theme.tokens()
        size, middle = theme.px(14), room.center().y() - theme.px(7)
        if day.state == "done":
            icons.paint(painter, "check", room.right() - size, middle, colour=t.green, size=14)
        elif day.cells and day.on < self.month.today:
            icons.paint(painter, "minus", room.right() - size, middle, colour=t.amber, size=14)

    def _paint_people(self, painter: QPainter, day: Day, box: QRectF) -> None:
        top = box.y() + theme.px(DATE)
        room = box.bottom() - theme.px(4) - top
        step = min(theme.px(LINE), room / max(1, len(day.cells)))
        fits = len(day.cells) if step >= theme.px(14) else max(1, int(room // theme.px(14)) - 1)
        step = max(step, theme.px(14))
        size = 14 if step >= theme.px(18) else 12
        left = box.x() + theme.px(9)
        for n, cell in enumerate(day.cells[:fits]):
            rect = QRectF(box.x() + 3, top + n * step, box.width() - 6, step)
            self.spots.append(Spot(rect, cell))
            chosen = cell.id == self.chosen_id
            self._paint_name(
                painter, cell, QRectF(left, rect.y(), box.right() - 4 - left, step), size, chosen
            )
        if fits < len(day.cells):
            more = QRectF(left, top + fits * step, box.width(), step)
            words = _("{n} more").format(n=len(day.cells) - fits)
            paint.text(painter, more, words, colour=theme.tokens().text3, font=theme.font(12))

    def _paint_name(self, painter: QPainter, cell: Cell, rect: QRectF, size: int, chosen: bool) -> None:
        t = theme.tokens()
        past = cell.on < self.month.today
        ink = t.text2 if past else t.text
        if cell.staff_id is None or cell.obstacle:
            ink = t.amber
        if cell.missed:
            ink = t.red
        font = theme.font(size, bold=chosen, strike=cell.missed)
        name = cell.name or _("unfilled")
        wide = min(paint.width_of(name, font), rect.width() - theme.px(18))
        if chosen or cell.id == self.cut_id:
            mark = QRectF(rect.x() - theme.px(4), rect.y() + 1, wide + theme.px(9), rect.height() - 2)
            if cell.id == self.cut_id:
                pen = QPen(QColor(t.accent), 1, Qt.PenStyle.DashLine)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(mark, 4, 4)
            elif len(self.month.day(cell.on).cells) > 1:  # type: ignore[union-attr]
                painter.fillRect(QRectF(rect.x(), rect.bottom() - 2, wide, 2), QColor(t.accent))
        paint.text(painter, QRectF(rect.x(), rect.y(), wide + 1, rect.height()), name, colour=ink, font=font)
        x, y = rect.x() + wide + theme.px(7), rect.center().y() - theme.px(7)
        for shown, icon, colour in (
            (cell.how == "swapped", "arrow-left-right", t.accent_text),
            (cell.how == "substitute", "user-plus", t.accent_text),
            (cell.locked, "lock", t.text3),
            (cell.staff_id is None or bool(cell.obstacle), "triangle-alert", t.amber),
        ):
            if shown and x + theme.px(14) <= rect.right():
                icons.paint(painter, icon, x, y, colour=colour, size=14)
                x += theme.px(17)
