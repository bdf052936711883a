"""The today page: what was promised and falls due, done in place; beside it how the day goes."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.overview import today
from app.overview.card import Card
from app.overview.card import card as card_of
from app.overview.today import Board
from app.words import _, pgettext
from ui.kit.changes import Burst
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import hairline
from ui.kit.panes import Pane, Panes
from ui.kit.seat import Seat
from ui.overview.actions import TODAY
from ui.overview.board_pane import BoardPane
from ui.overview.card import CardPane
from ui.overview.morning import Morning
from ui.overview.on_duty import Duty
from ui.overview.side import SidePane

SIDE = 352
WIDE_SIDE = 2 * SIDE
TOUCHED = (
    "call", "promise", "complaint", "followup", "snooze", "calendar_day", "setting", "staff", "roster",
)  # fmt: skip


class TodayPage(QWidget):
    """What is owed and how the day goes; `morning` tells how the backup goes.

    call_wanted(id), take_wanted(), complaint_wanted(id) -- go to the calls page, or to a complaint.
    roster_wanted() -- go to today in the roster.
    backups_wanted() -- show the backups.
    """

    call_wanted = Signal(int)
    take_wanted = Signal()
    roster_wanted = Signal()
    complaint_wanted = Signal(int)
    backups_wanted = Signal()

    def __init__(self, seat: Seat, *, morning: Morning) -> None:
        super().__init__()
        self._seat, self._morning = seat, morning
        self._counting: Job | None = None
        self._again = False
        self._card_job: Job | None = None
        self.setAccessibleName(pgettext("tab", "Today"))
        self.work = BoardPane(seat)
        self.table, self.doing = self.work.table, self.work.doing
        self._make_side()
        self.panes = Panes(work=self.work, know=self._know, sizes=(0, SIDE), wide_sizes=(0, WIDE_SIDE))
        self.panes.size_class_changed.connect(self._sized)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.work.chosen.connect(self._show_person)
        self.work.settled.connect(self.refresh)
        self.work.call_wanted.connect(self.call_wanted)
        self.work.complaint_wanted.connect(self.complaint_wanted)
        self.work.take_wanted.connect(self.take_wanted)
        self._bind()
        seat.changes.changed.connect(self._heard)
        self.refresh()

    def _make_side(self) -> None:
        self.side = SidePane()
        self.side.go_back.connect(self.backups_wanted)
        self._morning.show_on(self.side)
        self._duty = Duty(self._seat, self.side.duty)
        self.side.duty.change_wanted.connect(self.roster_wanted)
        self.person = CardPane()
        self.person.hide()
        self._know = Pane("sunken", name=_("The day"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.person, 1)
        self._between = hairline(upright=True)
        self._between.hide()
        row.addWidget(self._between)
        row.addWidget(self.side, 1)
        self._know.body.addLayout(row)

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        self.keys.bind(TODAY, {
            "search": self.work.search.setFocus, "dial": self.work.dial, "call": self.work.show_behind,
            "later": self.work.put_off, "whole": self.work.show_whole,
        })  # fmt: skip

    # What the window asks

    def focus_start(self) -> None:
        """Put the focus where one begins: the editor that is open, else the list."""
        self.work.focus_start()

    def refresh(self) -> None:
        """Count the board anew; what is open stays open."""
        if self._counting is not None and not self._counting.finished:
            self._again = True
            return
        desk = self._seat.desk

        def counted(_progress: Progress) -> tuple[Board, int | None]:
            board = today.board(desk)
            year = board.now.year + (board.now.month == 12)
            return board, None if desk.calendar.published(year) else year

        self._counting = self._seat.jobs.read(counted, done=self._counted, failed=self._lost, owner=self)

    def open_promise(self, promise_id: int) -> None:
        """Open one promise in place as soon as it is on the board."""
        self.work.open_promise(promise_id)

    def put_aside(self) -> None:
        """Keep what is typed into an open row for the next start."""
        self._seat.keep(today_typed=self.doing.typed())

    def state(self) -> dict[str, Any]:
        """Widths, filter, folded groups, and the row that is chosen or open."""
        return {"panes": self.panes.state(), **self.work.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave, and what was typed."""
        self.panes.restore(state.get("panes", {}))
        self.work.restore(state)

    # The day

    def _counted(self, answer: tuple[Board, int | None]) -> None:
        board, unpublished = answer
        self.side.show_board(board, unpublished=unpublished)
        self.work.show_board(board)
        if self._again:
            self._again = False
            self.refresh()

    def _lost(self, error: Exception) -> None:
        self._seat.tell(error, again=self.refresh)

    def _heard(self, burst: Burst) -> None:
        if burst.touches(*TOUCHED):
            self.refresh()

    # The person, in wide windows

    def _sized(self, name: str) -> None:
        wide = name == "wide"
        self.person.setVisible(wide)
        self._between.setVisible(wide)
        self.table.show_code(wide)
        if wide:
            self._show_person()

    def _show_person(self) -> None:
        if self.person.isHidden():
            return
        row, due = self.work.current_promise(), self.work.current_due()
        if self._card_job is not None:
            self._card_job.cancel()
        who, name, number = "", "", ""
        if row is not None:
            who, name, number = row.who, row.contact_name, row.number_norm
        elif due is not None:
            who, name, number = due.complaint.who, due.complaint.complainant, due.complaint.phone_norm
        if not number:
            self.person.clear()
            return
        desk = self._seat.desk

        def shown(card: Card) -> None:
            self.person.show_card(card, who=who, name=name)

        self._card_job = self._seat.jobs.read(
            lambda _progress: card_of(desk, number), done=shown, failed=self._lost, owner=self
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.panes.size_class() == "wide" and self.person.isHidden():
            self._sized("wide")
