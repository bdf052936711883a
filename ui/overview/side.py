"""Beside the board: how the day's calls went, what was looked after, the week, and what is done already."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.calls.promises import PromiseRow
from app.calls.rules import result_label
from app.overview.care import Kept
from app.overview.today import Board, WeekDay
from app.words import _, ngettext
from ui.kit import paint, theme
from ui.kit.buttons import Button
from ui.kit.charts import Bar, Chart
from ui.kit.figures import Figure
from ui.kit.labels import Line, hairline, label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled
from ui.overview.on_duty import OnDuty

DONE_SHOWN = 8


def duration(seconds: float | None) -> str:
    """Seconds as 1:52; "" when unknown."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def percent(share: float | None) -> str:
    """A share as 96%; "" when there is nothing to share."""
    return "" if share is None else f"{share:.0%}"


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
        painter = paint.painter_of(self)
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
        painter = paint.painter_of(self)
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
                (str(day.date.day), 14, t.white if today else t.text if day.working else t.text3, today, 21),
                (self._foot(day), 12, t.white if today else t.red if late else faint, False, 40),
            )
            for words, size, ink, bold, y in lines:
                rect = QRectF(box.x(), theme.px(y), box.width(), theme.px(19))
                paint.text(painter, rect, words, colour=ink, font=theme.font(size, bold=bold), align=middle)


class CheckLine(QWidget):
    """One thing that is looked after: icon in its tone, what, when, and its own button."""

    pressed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Picture("database-backup", size=18)
        self._title, self._sub = Line(""), Line("", size=12, tone="text2")
        self._button = Button("")
        self._button.clicked.connect(self.pressed)
        self._button.hide()
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._title)
        text.addWidget(self._sub)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self._button)

    def say(self, icon: str, title: str, sub: str, *, tone: str, button: str = "") -> None:
        """Show it; without `button` nothing can be pressed."""
        self._icon.set_icon(icon, tone=tone)
        self._title.set_text(title)
        self._sub.set_text(sub)
        self._sub.setToolTip(sub)
        self._button.set_words(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{title}. {sub}")


class DoneList(QWidget):
    """What was settled today: when, what, who."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_done(self, done: Sequence[PromiseRow]) -> None:
        """Show the newest of `done`."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        for at, row in enumerate(done[:DONE_SHOWN]):
            clock = f"{row.called_at:%H:%M}" if row.called_at else result_label(row.result)
            what = f"{row.who}：{row.answer}" if row.answer else row.who
            self._grid.addWidget(Line(clock, size=12, tone="text2"), at, 0)
            self._grid.addWidget(Line(what), at, 1)
            self._grid.addWidget(Line(row.finder, size=12, tone="text2"), at, 2)


class SidePane(Pane):
    """The pane at the right of the board. back_up() -- a backup is asked for. go_back() -- the backups are."""

    back_up = Signal()
    go_back = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", name=_("The day"))
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.px(14), theme.px(18), theme.px(16), theme.px(16))
        self._column.setSpacing(0)
        self.duty = OnDuty()
        self._column.addWidget(self.duty)
        self._make_calls()
        self._rule()
        self._make_checks()
        self._rule()
        self._make_week()
        self._make_done()
        self._column.addStretch(1)
        self.body.addWidget(scrolled(inner))

    def _rule(self) -> None:
        self._column.addSpacing(theme.px(14))
        self._column.addWidget(hairline())
        self._column.addSpacing(theme.px(14))

    def _head(self, words: str, note: str = "") -> Line:
        row = QHBoxLayout()
        row.addWidget(label(words, "section"))
        told = Line(note, size=12, tone="text2", align=Qt.AlignmentFlag.AlignRight)
        row.addWidget(told, 1)
        self._column.addLayout(row)
        self._column.addSpacing(theme.px(6))
        return told

    def _make_calls(self) -> None:
        self._usual = self._head(_("Calls"), _("grey: mean of 20 days"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.calls = Figure(_("Today"))
        self.rings = Figure(_("By 3 rings"))
        self.talk = Figure(_("Mean talk"))
        self.kept = Figure(_("Kept in time"))
        for figure in (self.calls, self.rings, self.talk, self.kept):
            row.addWidget(figure, 1)
        self._column.addLayout(row)
        self._column.addSpacing(theme.px(8))
        self.hours = HourChart()
        self._column.addWidget(self.hours)

    def _make_checks(self) -> None:
        self._head(_("Looked after"))
        self.backup = CheckLine()
        self.backup.say("database-backup", _("Backup"), "…", tone="text3")
        self.backup.pressed.connect(lambda: (self.go_back if self._sound else self.back_up).emit())
        self._sound = False
        self._column.addWidget(self.backup)
        self.calendar = CheckLine()
        self.calendar.hide()
        self._column.addSpacing(theme.px(8))
        self._column.addWidget(self.calendar)

    def _make_week(self) -> None:
        self._span = self._head(_("Due this week"))
        self.week = WeekStrip()
        self._column.addWidget(self.week)

    def _make_done(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme.px(14), 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addSpacing(theme.px(14))
        self._done_head = label("", "section")
        column.addWidget(self._done_head)
        column.addSpacing(theme.px(8))
        self.done = DoneList()
        column.addWidget(self.done)
        self._done_holder = holder
        self._column.addWidget(holder)

    # What the page says

    def show_board(self, board: Board, *, unpublished: int | None) -> None:
        """The figures, the hours and the week of `board`; a year whose rest days are not published yet."""
        self.duty.show_day(board.duty)
        totals = board.totals
        self.calls.set_value(f"{totals.calls:,}")
        self.rings.set_value(percent(totals.within_three_rings))
        self.talk.set_value(duration(totals.average_talk_seconds))
        owed = totals.promises
        behind = totals.promises_overdue + totals.promises_late
        self.kept.set_value(
            f"{totals.promises_kept}/{owed}" if owed else "", tone="amber" if behind else "text"
        )
        self.hours.show_hours(board)
        first, last = board.week[0].date, board.week[-1].date
        self._span.set_text(f"{first:%m-%d} – {last:%m-%d}")
        self.week.show_week(board.week, board.now.date())
        self._done_head.setText(_("Done today {n}").format(n=len(board.done)))
        self.done.show_done(board.done)
        self._done_holder.setVisible(bool(board.done))
        self.calendar.setVisible(unpublished is not None)
        if unpublished is not None:
            self.calendar.say(
                "calendar-days", _("Rest days of {year} are not known").format(year=unpublished),
                _("Not published yet: weekends count as rest, times may shift"), tone="amber",
            )  # fmt: skip

    def show_backup(self, kept: Kept | None, now: Any) -> None:
        """When the newest verified backup was made."""
        self._sound = kept is not None and kept.at.date() == now.date()
        if kept is None:
            self.backup.say("database-backup", _("No backup yet"), _("Make the first one now"), tone="amber",
                            button=_("Back up"))  # fmt: skip
            return
        count = ngettext("verified, {n} kept", "verified, {n} kept", kept.count).format(n=kept.count)
        if kept.at.date() == now.date():
            title = _("Backup {clock}").format(clock=f"{kept.at:%H:%M}")
            self.backup.say("database-backup", title, count, tone="green", button=_("Backups…"))
        else:
            title = _("Last backup {day}").format(day=f"{kept.at:%m-%d %H:%M}")
            self.backup.say("database-backup", title, count, tone="amber", button=_("Back up"))

    def show_backup_failed(self, sentence: str) -> None:
        """Today's backup could not be made."""
        self._sound = False
        self.backup.say("circle-alert", _("No backup today"), sentence, tone="red", button=_("Try again"))

    def show_backup_running(self) -> None:
        """A backup is being made."""
        self.backup.say("hourglass", _("Backing up…"), _("You can go on working"), tone="text3")

    def show_only_looked_at(self) -> None:
        """The office is a copy that takes no writes."""
        self.backup.say("eye", _("No backup of a copy"), _("Nothing can be saved here"), tone="text3")
