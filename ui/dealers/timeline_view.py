"""What went to and fro with a dealer, the latest first: a day and a clock, a disc with an icon, what it was."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.overview.timeline import CHANGE, Happening
from app.words import _, ngettext
from ui.kit import icons, paint, theme
from ui.kit.labels import label
from ui.kit.line_button import LineButton

_HIGH = 45
_ICONS = {
    "call": ("phone", "accent"), "promise": ("history", "amber"), "complaint": ("flag", "red"),
    CHANGE: ("pencil", "text2"),
}  # fmt: skip


class TimelineView(QWidget):
    """event_wanted(kind, id) -- a line was pressed."""

    event_wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("To and fro"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[QWidget] = []

    def show_events(self, events: Sequence[Happening], *, now: datetime, missing: int = 0) -> None:
        """Show `events`, which come the latest first; `missing` is how many older ones are not among them."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for at, event in enumerate(events):
            line = EventLine(event, now=now, last=at == len(events) - 1)
            line.clicked.connect(lambda _on=False, event=event: self.event_wanted.emit(event.kind, event.id))
            self._put(line)
        if not events:
            self._put(label(_("Nothing went to and fro yet."), "meta"))
        if missing > 0:
            said = ngettext("{n} older one is not shown here.", "{n} older ones are not shown here.", missing)
            self._put(label(said.format(n=missing), "meta"))

    def _put(self, line: QWidget) -> None:
        self._lines.append(line)
        self._column.addWidget(line)


class EventLine(LineButton):
    """One event; pressing it opens what it tells of."""

    def __init__(self, event: Happening, *, now: datetime, last: bool) -> None:
        self._event, self._last = event, last
        self._day, self._clock = day(event.at, now.date()), f"{event.at:%H:%M}"
        self._title = _("{what}: {title}").format(what=event.word, title=" ".join(event.title.split()))
        self._sub = " ".join(event.detail.split())
        super().__init__(f"{self._day} {self._clock}, {self._title}, {event.note}, {self._sub}")
        self.setToolTip(self._title)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_HIGH))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            self.paint_ground(painter)
            small, body = theme.font(12), theme.font(14)
            wide = theme.px(56)
            paint.text(
                painter, QRectF(4, theme.px(3), wide, theme.px(20)), self._day, colour=t.text2, font=small
            )
            paint.text(
                painter, QRectF(4, theme.px(22), wide, theme.px(18)), self._clock, colour=t.text2, font=small
            )
            icon, tone = _ICONS.get(self._event.kind, ("info", "text2"))
            middle, side = theme.px(72), theme.px(22)
            if not self._last:
                painter.fillRect(
                    QRectF(middle, theme.px(26), 1, rect.height() - theme.px(26)), QColor(t.line2)
                )
            soft = {"accent": t.accent_soft, "red": t.red_soft, "amber": t.amber_soft}.get(tone, t.window)
            paint.box(painter, QRectF(middle - side / 2, theme.px(3), side, side), fill=soft, radius=side / 2)
            icons.paint(painter, icon, middle - theme.px(6), theme.px(8), colour=t.tone(tone), size=12)
            left, right = theme.px(96), rect.width() - theme.px(8)
            note = self._event.note
            taken = paint.width_of(note, small) + theme.px(10) if note else 0
            if note:
                place = QRectF(right - taken + theme.px(10), theme.px(3), taken, theme.px(20))
                paint.text(
                    painter, place, note, colour=t.tone("red" if self._event.late else "amber"), font=small
                )
            title = QRectF(left, theme.px(2), right - taken - left, theme.px(20))
            paint.text(painter, title, self._title, colour=t.text, font=body)
            sub = QRectF(left, theme.px(22), right - left, theme.px(18))
            paint.text(painter, sub, self._sub, colour=t.text2, font=small)


def day(at: datetime, today: date) -> str:
    """The day of an event, short: today, 10-13, 2025-10-13."""
    if at.date() == today:
        return _("today")
    return f"{at:%m-%d}" if at.year == today.year else f"{at:%Y-%m-%d}"
