"""Beside the board: how the day's calls went, what was looked after, the week, and what is done already."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.overview.care import Kept
from app.overview.today import Board
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.figures import Figure
from ui.kit.labels import Line, hairline, label
from ui.kit.panes import Pane, scrolled
from ui.kit.saying import duration
from ui.overview.hour_chart import HourChart
from ui.overview.on_duty import OnDuty
from ui.overview.side_lines import CheckLine, DoneList
from ui.overview.week_strip import WeekStrip


def percent(share: float | None) -> str:
    """A share as 96%; "" when there is nothing to share."""
    return "" if share is None else f"{share:.0%}"


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
