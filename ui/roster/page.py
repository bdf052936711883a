"""The roster page: a month made in one action, locked, swapped, ticked and printed, all by keys."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from app.overview import papers
from app.roster import checks, finding
from app.roster.checks import DeskMonth
from app.roster.shown import Month
from app.roster.year import month_after
from app.words import _
from ui.kit.changes import Burst
from ui.kit.drawing import Drawing
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane, Panes
from ui.kit.paper_view import PaperView
from ui.kit.pdf import open_pages, page_image
from ui.kit.seat import Seat
from ui.roster.acting import Acting
from ui.roster.actions import ROSTER
from ui.roster.explaining import Explaining
from ui.roster.files import Files
from ui.roster.room import MonthRoom, nothing_to_print
from ui.roster.ruling import Ruling
from ui.roster.side import SidePane
from ui.roster.words import month_name

SIDE = 352
WIDE_SIDE = 420
HEARD = (
    "roster", "roster_month", "roster_pool", "roster_leave", "roster_apart", "roster_task", "desk_check", "staff",
    "setting", "calendar_day",
)  # fmt: skip
PREVIEW_WIDTH = 640
"""Pixels of the small page, twice its size on screen so that it is sharp."""


class RosterPage(QWidget):
    """A month | how fair it is, who is away, and the sheet as it prints."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._month = seat.desk.today().replace(day=1)
        self.shown: Month | None = None
        self._reading: Job | None = None
        self._drawing = Drawing(seat, parent=self)
        self.setAccessibleName(_("Roster"))
        self._make_work()
        self.acting = Acting(seat, self)
        self.ruling = Ruling(seat, self, self.acting)
        self.files = Files(seat, self)
        self.explaining = Explaining(seat, self.room)
        self.side = SidePane()
        self.panes = Panes(work=self._work, know=self.side, sizes=(0, SIDE), wide_sizes=(0, WIDE_SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._bind()
        self._connect()
        self.refresh()

    # Parts

    def _make_work(self) -> None:
        self._work = Pane(name=_("Month"))
        self.stack = QStackedWidget()
        self._work.body.addWidget(self.stack)
        self.room = MonthRoom()
        self.grid = self.room.grid
        self.stack.addWidget(self.room)
        self.paper = Segment(
            [Option("roster", _("Wall sheet")), Option("roster-checks", _("Inspection"))], name=_("Paper")
        )
        self.paper.set_value("roster")
        self.paper.picked.connect(lambda _value: self.show_preview())
        self.paper_view = PaperView(self._seat, back=_("Back to the month"), beside=self.paper)
        self.paper_view.left.connect(self.close_preview)
        self.stack.addWidget(self.paper_view)

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        acting, files, ruling = self.acting, self.files, self.ruling
        self.keys.bind(ROSTER, {
            "make": acting.make, "copy": files.copy, "cut": acting.cut, "paste": acting.paste, "sick": acting.stand_in,
            "lock": acting.lock, "leave": ruling.note_absence, "pool": ruling.open_pool, "print": self.ask_print,
            "save": files.ask_table, "home": self.go_today,
        })  # fmt: skip

    def _connect(self) -> None:
        room = self.room
        room.turned.connect(self.turn)
        room.today_wanted.connect(self.go_today)
        room.make_wanted.connect(self.acting.make)
        room.print_wanted.connect(self.ask_print)
        room.undo_wanted.connect(lambda: self._seat.undo())
        room.viewed.connect(self._show_view)
        room.grid.moved.connect(self.explaining.follow)
        room.grid.opened.connect(self.acting.open_day)
        room.grid.ticked.connect(self.acting.tick)
        room.grid.turned.connect(self.turn)
        room.grid.dropped.connect(self.acting.swap)
        room.people.turned.connect(self.turn)
        room.people.opened.connect(self._open_from_people)
        room.desk_grid.turned.connect(self.turn)
        room.desk_grid.scored.connect(self.ruling.score_desk)
        self.side.people.connect(self.ruling.open_pool)
        self.side.leave.connect(self.ruling.note_absence)
        self.side.leave_gone.connect(self.ruling.take_absence_back)
        self.side.preview.connect(self.show_preview)
        self.side.table.connect(self.files.ask_table)
        self.side.calendars.connect(self.files.ask_calendars)
        self.panes.size_class_changed.connect(lambda name: self.side.sheet.set_large(name == "wide"))
        self._seat.changes.changed.connect(self._heard)

    # What the window asks

    def focus_start(self) -> None:
        """Put the focus where one begins."""
        if self.previewing():
            self.paper_view.setFocus()
            return
        self.room.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_aside(self) -> None:
        """The page goes: what was drawn for the preview goes with it."""
        self._seat.jobs.cancel_for(self._drawing)
        self._drawing.close()

    def state(self) -> dict[str, Any]:
        """Widths, view, and the day chosen."""
        return {"panes": self.panes.state(), "day": self.grid.current.isoformat(), **self.room.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave; the month is always this one at a start."""
        self.panes.restore(state.get("panes", {}))
        self.room.restore(state)
        self._show_view()

    def show_day(self, on: date) -> None:
        """Go to one day, whatever month is shown."""
        self.close_preview()
        self.room.view.set_value("month")
        self.grid.choose(on)
        self._go(on.replace(day=1))
        self._show_view()
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The month

    def turn(self, step: int) -> None:
        """To the month before or after."""
        self._go(month_after(self._month, step))

    def go_today(self) -> None:
        """To this month, today chosen."""
        today = self._seat.desk.today()
        self.show_day(today)
        if self.shown is not None and self.shown.today != today:
            self.refresh()  # a night has passed

    def _go(self, month: date) -> None:
        if month != self._month:
            self._month = month
            self.refresh()

    def month(self) -> date:
        """The first day of the month that is shown or being read."""
        return self._month

    def refresh(self) -> None:
        """Read the month anew."""
        desk, month = self._seat.desk, self._month

        def read(_progress: Progress) -> tuple[Month, DeskMonth]:
            return finding.month(desk, month), checks.month(desk, month)

        self._seat.jobs.read(read, done=self._show, failed=self._lost, owner=self, latest="month")

    def _show(self, found: tuple[Month, DeskMonth]) -> None:
        self.shown, desks = found
        self.explaining.forget()
        self.room.show_month(self.shown, desks)
        self.side.show_month(self.shown)
        self._show_view()
        self._draw_preview()

    def _show_view(self) -> None:
        # the keys of the month work at once in what is shown now, unless somebody is elsewhere in the window
        if self.room.show_view() and self.isVisible() and not self.previewing() and self._has_focus():
            self.focus_start()
        if self.shown is not None:
            self.explaining.follow()

    def _has_focus(self) -> bool:
        """Whether the focus is in this page, or was and went with what is shown no more."""
        focus = QApplication.focusWidget()
        return focus is None or focus is self or self.isAncestorOf(focus)

    def _heard(self, burst: Burst) -> None:
        if burst.touches(*HEARD):
            self._drawing.forget()
            self.refresh()

    def _lost(self, error: Exception) -> None:
        self._seat.tell(error, again=self.refresh)

    def _open_from_people(self, on: date) -> None:
        self.grid.choose(on)
        self.acting.open_day()

    # The sheet

    def _draw_preview(self) -> None:
        month = self._month
        if self.shown is None or not self.shown.made:
            self.side.sheet.show_image(None, words=_("not made yet"))
            return

        def drawn(file: Path) -> None:
            self._seat.jobs.read(
                lambda _progress: page_image(open_pages(file), 0, scale=PREVIEW_WIDTH / 595),
                done=shown, failed=self._lost, owner=self,
            )  # fmt: skip

        def shown(image: QImage) -> None:
            if self._month == month:
                self.side.sheet.show_image(image)

        self._drawing.draw(papers.paper("roster"), month, done=drawn, failed=self._lost, shown=False)

    def show_preview(self, *, then_print: bool = False) -> None:
        """Show the paper as it prints, in the place of the month."""
        if self.shown is None or not self.shown.made:
            self._seat.toasts.note(nothing_to_print())
            return
        each, month = papers.paper(str(self.paper.value())), self._month

        def drawn(file: Path) -> None:
            if self._month == month:
                self.stack.setCurrentIndex(1)
                title = f"{month_name(month)}  {_(each.title)}"
                self.paper_view.show_file(title, file, then_print=then_print)

        self._drawing.draw(each, month, done=drawn, failed=self._lost)

    def previewing(self) -> bool:
        """Whether the paper is shown instead of the month."""
        return self.stack.currentIndex() == 1

    def close_preview(self) -> None:
        """Back to the month."""
        if self.previewing():
            self.stack.setCurrentIndex(0)
            self.focus_start()

    def ask_print(self) -> None:
        """Print the sheet for the wall, or the paper that is shown."""
        if self.previewing():
            self.paper_view.ask_print()
        else:
            self.paper.set_value("roster")
            self.show_preview(then_print=True)

    def keyPressEvent(self, event) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.previewing():
            self.close_preview()
        elif step is not None and not self.previewing():
            self.turn(step)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self.shown is not None and self.shown.today != self._seat.desk.today():
            self.refresh()  # a night has passed
