"""Lines of the caller card that open what they tell: an open promise, a past call, the call of a moment ago."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from app.calls.finding import CallRow
from app.calls.promises import PromiseRow
from app.complaints.words import status_label
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.kit import icons, paint, theme
from ui.kit.line_button import LineButton
from ui.kit.saying import joined

if TYPE_CHECKING:
    from app.complaints.finding import ComplaintRow

KEY_AGAIN = "Alt L"


class _TwoLines(LineButton):
    """An open matter: an icon, what about and how urgent, and a second line in grey."""

    def __init__(
        self, icon: str, tone: str, title: str, note: tuple[str, str], sub: str, *, tip: str
    ) -> None:
        self._icon, self._tone, self._title, self._sub = icon, tone, title, sub
        self._note, self._note_tone = note
        super().__init__(", ".join(part for part in (title, self._note, sub) if part))
        self.setToolTip("\n".join(dict.fromkeys(part for part in (title, sub, tip) if part)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(42))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            self.paint_ground(painter)
            icons.paint(painter, self._icon, theme.px(4), theme.px(4), colour=t.tone(self._tone))
            left, right = theme.px(30), self.width() - theme.px(4)
            wide = paint.width_of(self._note, theme.font(12))
            note = QRectF(right - wide, theme.px(2), wide + 1, theme.px(20))
            paint.text(painter, note, self._note, colour=t.tone(self._note_tone), font=theme.font(12))
            title = QRectF(left, theme.px(2), right - wide - theme.px(8) - left, theme.px(20))
            paint.text(painter, title, self._title, colour=t.text, font=theme.font(14))
            sub = QRectF(left, theme.px(22), right - left, theme.px(18))
            paint.text(painter, sub, self._sub, colour=t.text2, font=theme.font(12))


class OwedLine(_TwoLines):
    """An open promise: what about, who finds out, how late."""

    def __init__(self, row: PromiseRow, now: datetime) -> None:
        made = _("{finder} finds out").format(finder=row.finder) if row.finder else ""
        promised = _("promised {day}").format(day=f"{row.created_at:%m-%d}")
        title = _("Call back: {matter}").format(matter=" ".join(row.matter.split()))
        super().__init__(
            "history", "red" if row.overdue else "text2", title, speech.owed(row, now),
            joined(made, promised), tip=row.matter,
        )  # fmt: skip


class ComplaintLine(_TwoLines):
    """A complaint that is not done with: what about, its number, how far it is."""

    def __init__(self, row: "ComplaintRow", now: datetime) -> None:
        title = _("Complaint: {matter}").format(matter=" ".join(row.content.split()))
        days = (now.date() - row.received_at.date()).days
        note = ngettext("{n} day", "{n} days", days).format(n=days) if days else _("today")
        tone = "red" if row.grade == "urgent" or row.status in ("new", "escalated") else "amber"
        sub = joined(row.code, status_label(row.status), row.salesman)
        super().__init__("flag", tone, title, (note, tone), sub, tip=row.content)


class PastLine(LineButton):
    """One of the last calls: day, category, matter."""

    def __init__(self, row: CallRow, now: datetime, columns: tuple[int, int]) -> None:
        day = f"{row.started_at:%m-%d}" if row.started_at.year == now.year else f"{row.started_at:%Y-%m}"
        if row.started_at.date() == now.date():
            day = f"{row.started_at:%H:%M}"
        self._columns = columns
        matter = " ".join((row.matter or row.outcome_label).split())
        missed = row.direction == "missed"
        category = pgettext("call.direction", "Missed") if missed else row.category_label
        self._cells = (day, category, matter)
        self._tone = "red" if missed else "text2"
        super().__init__(_("Open the call of {day}").format(day=f"{day}, {category}, {matter}"))
        self.setToolTip(joined(f"{row.started_at:%Y-%m-%d %H:%M}", row.agent, row.matter, row.answer))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(24))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            self.paint_ground(painter)
            x, high = float(theme.px(4)), self.height()
            for words, wide, tone, size in (
                (self._cells[0], self._columns[0], "text2", 12), (self._cells[1], self._columns[1], self._tone, 12),
                (self._cells[2], 0, "text", 14),
            ):  # fmt: skip
                room = theme.px(wide) if wide else self.width() - x - theme.px(4)
                cell = QRectF(x, 0, room - theme.px(6), high)
                paint.text(painter, cell, words, colour=t.tone(tone), font=theme.font(size))
                x += room


class AgainLine(LineButton):
    """The same caller as a moment ago."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(30))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            paint.box(painter, rect, fill=t.press if self.underMouse() else t.accent_soft)
            if self.hasFocus():
                paint.ring(painter, rect)
            ink = t.accent_text
            if cap := paint.key_width(KEY_AGAIN):
                rect.setRight(rect.right() - theme.px(8) - cap)
                paint.key(painter, rect.right(), rect.height() / 2, KEY_AGAIN, colour=ink, edge=t.accent_line)
            icons.paint(painter, "refresh-cw", theme.px(10), theme.px(8), colour=ink, size=14)
            room = rect.adjusted(theme.px(32), 0, -theme.px(8), 0)
            paint.text(painter, room, self.accessibleName(), colour=ink, font=theme.font(12))
