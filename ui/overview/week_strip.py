"""The week in seven boxes: which days are worked, and how much falls due on each."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.overview.today import WeekDay
from app.words import _
from ui.kit import paint, theme


class WeekStrip(QWidget):
    """Seven days: weekday, date, and how many promises fall due; rest days say so; today is the cobalt pill."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[WeekDay, ...] = ()
        self._today: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, days: tuple[WeekDay, ...], today: date) -> None:
        """Show `days`, Monday first."""
        self._days, self._today = days, today
        self.setAccessibleName(_("This week"))
        self.setAccessibleDescription(", ".join(f"{d.date:%m-%d} {self._foot(d)}" for d in days))
        self.update()

    def _foot(self, day: WeekDay) -> str:
        if day.due:
            return str(day.due)
        return "·" if day.working else _("off")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(62))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            room = self.width() / max(1, len(self._days))
            names = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
            middle = Qt.AlignmentFlag.AlignHCenter
            for at, day in enumerate(self._days):
                box = QRectF(at * room + 1, 0, room - 2, self.height())
                today = day.date == self._today
                if today:
                    paint.box(painter, box, fill=t.accent, radius=6)
                faint = t.text3 if not day.working else t.text2
                late = day.due and self._today is not None and day.date < self._today
                lines = (
                    (names[at], 12, t.white if today else faint, today, 4),
                    (
                        str(day.date.day),
                        14,
                        t.white if today else t.text if day.working else t.text3,
                        today,
                        21,
                    ),
                    (self._foot(day), 12, t.white if today else t.red if late else faint, False, 40),
                )
                for words, size, ink, bold, y in lines:
                    rect = QRectF(box.x(), theme.px(y), box.width(), theme.px(19))
                    paint.text(
                        painter, rect, words, colour=ink, font=theme.font(size, bold=bold), align=middle
                    )
