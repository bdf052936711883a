"""The today page: what was promised and falls due, done in place; beside it how the day goes."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calls.promises import PromiseRow
from app.china import phones
from app.overview import today
from app.overview.card import Card
from app.overview.card import card as card_of
from app.overview.today import Board
from app.words import _, ngettext, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.chips import ChipRow, KeyCap
from ui.kit.dialling import dial
from ui.kit.empty import Empty
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import hairline, label
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane, Panes
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.overview.actions import TODAY
from ui.overview.board import KINDS, BoardSource, complaint_id, is_complaint, is_fold, weekday
from ui.overview.board_table import BoardTable
from ui.overview.card import CardPane
from ui.overview.doing import Doing
from ui.overview.looked_after import LookedAfter
from ui.overview.on_duty import Duty
from ui.overview.side import SidePane

SIDE = 352
WIDE_SIDE = 860
CARD_SHARE = 0.5


class TodayPage(QWidget):
    """late_changed(n) -- how many promises are late. call_wanted(id), take_wanted(), complaint_wanted(id) --
    go to the calls page, or to a complaint.
    roster_wanted() -- go to today in the roster.
    backups_wanted() -- show the backups.
    """

    late_changed = Signal(int)
    call_wanted = Signal(int)
    take_wanted = Signal()
    roster_wanted = Signal()
    complaint_wanted = Signal(int)
    backups_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._source = BoardSource()
        self._board: Board | None = None
        self._counting: Job | None = None
        self._again = False
        self._kept_id = 0
        self._wanted = 0
        self._card_job: Job | None = None
        self.setAccessibleName(pgettext("tab", "Today"))
        self._make_work()
        self._make_side()
        self.panes = Panes(work=self._work, know=self._know, sizes=(0, SIDE), wide_sizes=(0, WIDE_SIDE))
        self.panes.size_class_changed.connect(self._sized)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._bind()
        seat.changes.changed.connect(self._heard)
        self.refresh()

    # Parts

    def _make_work(self) -> None:
        self._work = Pane(name=pgettext("board", "Promises"))
        self._date = label("", "meta")
        self._whose = Segment([Option("all", _("Everybody's")), Option("mine", _("Mine"))], name=_("Whose"))
        self._whose.set_value("all")
        self._whose.picked.connect(self._filter)
        self._search = SearchBox(name=_("Find a promise"), hint=_("Find a promise"))
        self._search.setFixedWidth(theme.px(200))
        head = self._work.add_head(
            label(pgettext("tab", "Today"), "page"), self._date, None, self._whose, self._search, line=False
        )
        head.setContentsMargins(20, 0, 16, 0)
        chips = [("", pgettext("board", "All")), *((kind, pgettext(*said)) for kind, said in KINDS.items())]
        self._kinds = ChipRow(chips, name=_("Which kind"))
        self._kinds.picked.connect(self._filter)
        above = QHBoxLayout()
        above.setContentsMargins(theme.px(20), 0, theme.px(16), theme.px(6))
        above.addWidget(self._kinds)
        self._work.body.addLayout(above)
        self.table = BoardTable(jobs=self._seat.jobs)
        holder = QWidget()
        inset = QVBoxLayout(holder)
        inset.setContentsMargins(8, 0, 8, 0)
        inset.addWidget(self.table)
        self._work.body.addWidget(holder, 1)
        parts: list[QWidget | None] = []
        for cap, words in (
            ("↑ ↓", _("Choose")), ("↵", _("Open and do")), ("Ctrl ↵", _("Done")), ("Alt D", _("Dial")),
            ("Alt U", _("Undo")),
        ):  # fmt: skip
            parts += [KeyCap(cap), label(words, "meta")]
        self._done_today = label("", "meta")
        self._work.add_foot(*parts, None, self._done_today, height=40)
        self.doing = Doing(self._seat, self.table)
        self.doing.settled.connect(self._settled)
        self.doing.closed.connect(self._catch_up)
        self.doing.dialled.connect(self._dial)
        TypeToFind(self.table, self._search)
        self.table.opened.connect(self._pressed)
        self.table.left.connect(self._leave_list)
        self.table.current_changed.connect(lambda _id: self._show_person())
        self.table.searched.connect(self._searched)
        self.table.counted.connect(lambda _count, _all: self._reopen())
        self.table.undone.connect(lambda: self._seat.undo())
        self._search.asked.connect(lambda _text: self._filter())
        self._search.to_list.connect(self._to_list)
        self._search.entered.connect(self._to_list)
        self._search.left.connect(self.table.setFocus)

    def _make_side(self) -> None:
        self.side = SidePane()
        self.side.go_back.connect(self.backups_wanted)
        self._looked_after = LookedAfter(self._seat, self.side)
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
        self.keys.bind(TODAY, {"search": self._search.setFocus, "dial": self._dial, "call": self._show_call})

    # What the window asks

    def focus_start(self) -> None:
        """Put the focus where one begins: the editor that is open, else the list."""
        if self.doing.editor is not None:
            self.doing.editor.start()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self._wanted = promise_id
        self._show_everything()

    def put_aside(self) -> None:
        """Keep what is typed into an open row for the next start."""
        self._seat.keep(today_typed=self.doing.typed())

    def state(self) -> dict[str, Any]:
        """Widths, filter, folded groups, and the row that is chosen or open."""
        return {
            "panes": self.panes.state(), "whose": self._whose.value(), "unfolded": sorted(self._source.unfolded),
            "current": self.table.current_id(), "open": self.table.opened_id(),
        }  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave, and what was typed."""
        self.panes.restore(state.get("panes", {}))
        if state.get("whose") in ("all", "mine"):
            self._whose.set_value(state["whose"])
        self._source.unfolded = set(state.get("unfolded", self._source.unfolded))
        self.doing.take(self._seat.desk.memory.get("today_typed", []))
        self._wanted = int(state.get("open") or 0)
        self._filter()

    # The board

    def _counted(self, answer: tuple[Board, int | None]) -> None:
        board, unpublished = answer
        first = self._board is None
        self._board = board
        self._date.setText(say_day(board.now))
        self.side.show_board(board, unpublished=unpublished)
        self._duty.remind(board.duty, board.now)
        done = len(board.done)
        self._done_today.setText(
            ngettext("{n} done today", "{n} done today", done).format(n=done) if done else ""
        )
        self.late_changed.emit(board.late)
        self._count_kinds(board)
        if self.doing.editor is None:  # a row that is open does not move under the hands
            self._source.board = board
            if first:
                self._filter()
                self._looked_after.start()
            else:
                self.table.heard(came_or_went=True, lit=False)
        if self._again:
            self._again = False
            self.refresh()

    def _count_kinds(self, board: Board) -> None:
        counting = BoardSource()
        counting.board = board
        self._kinds.set_counts({**counting.counts()})

    def _lost(self, error: Exception) -> None:
        self._seat.tell(error, again=self.refresh)

    def _heard(self, burst: Burst) -> None:
        if burst.touches(
            "call", "promise", "complaint", "followup", "calendar_day", "setting", "staff", "roster"
        ):
            self.refresh()

    def _filter(self, _whose: Any = None) -> None:
        self.doing.close()
        self._source.board = self._board
        self._source.kind = str(self._kinds.value() or "")
        self._source.finder_id = self._seat.desk.person.id if self._whose.value() == "mine" else None
        self._source.text = self._search.value()
        if self._board is not None:
            self.table.set_empty(self._nothing())
            self._kept_id = self.table.current_id()
            self.table.show_source(self._source)

    def _nothing(self) -> Empty:
        """What stands in the place of the list: nothing is owed, or nothing fits the filter."""
        if self._source.text or self._source.finder_id is not None or self._source.kind:
            everything = Button(_("Show everything"), key="Esc")
            everything.clicked.connect(self._show_everything)
            return Empty(icon="search", title=_("Nothing fits"), buttons=(everything,))
        take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
        take.clicked.connect(self.take_wanted)
        said = _("Call backs that are promised stand here until they are made.")
        return Empty(icon="circle-check", title=_("Nothing is owed"), text=said, buttons=(take,))

    def _show_everything(self) -> None:
        self._whose.set_value("all")
        self._kinds.set_value("")
        self._search.clear()
        self._filter()
        self.table.setFocus()

    def _searched(self) -> None:
        if not self._reopen():
            self.table.set_current(self._kept_id) or self._go_first()
        self._show_person()

    def _go_first(self) -> None:
        ids = self.table.model().ids
        first = next((id for id in ids if id > 0 and not is_fold(id)), 0)
        self.table.set_current(first)

    def _to_list(self) -> None:
        self._go_first()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_list(self) -> None:
        if self._search.text() or self._whose.value() != "all" or self._kinds.value():
            self._show_everything()

    # One row opened in place

    def _pressed(self, id: int) -> None:
        if is_fold(id):
            self._source.fold(self._source.group_of(id))
            self._filter()
        elif is_complaint(id):
            self.complaint_wanted.emit(complaint_id(id))
        elif self.table.opened_id() != id:
            self._open(id)

    def _open(self, promise_id: int) -> None:
        row = self._source.promise(promise_id)
        if row is not None and self._board is not None:
            group = next(g.key for g in self._board.groups if any(one.id == row.id for one in g.promises))
            self.doing.open(row, group=group, now=self._board.now)

    def _reopen(self) -> bool:
        """Open what was asked for before it was on the board."""
        wanted = self._wanted
        if not wanted or self._board is None:
            return False
        self._wanted = 0
        if self.table.model().position_of(wanted) < 0:
            self._unfold_for(wanted)
            return False
        self._open(wanted)
        return True

    def _unfold_for(self, promise_id: int) -> None:
        for group in self._board.groups if self._board else ():
            if group.key not in self._source.unfolded and any(row.id == promise_id for row in group.promises):
                self._source.fold(group.key)
                self._wanted = promise_id
                self._filter()

    def _catch_up(self) -> None:
        """Show what came while a row was open."""
        self._source.board = self._board
        self.table.heard(came_or_went=True, lit=False)

    def _settled(self, promise_id: int) -> None:
        """The next promise is chosen, so that ↵ goes on with it."""
        ids = self.table.model().ids
        at = self.table.model().position_of(promise_id)
        after = [id for id in ids[at + 1 :] if id > 0 and not is_fold(id)] if at >= 0 else []
        before = [id for id in ids[:at] if id > 0 and not is_fold(id)] if at > 0 else []
        if after or before:
            self.table.set_current(after[0] if after else before[-1])
        self.refresh()

    # Keys on a row

    def _current(self) -> PromiseRow | None:
        if self.doing.editor is not None:
            return self.doing.editor.row
        return self._source.promise(self.table.current_id())

    def _dial(self) -> None:
        due = self._source.due(self.table.current_id()) if self.doing.editor is None else None
        if due is not None and due.complaint.phone_norm:
            dial(self._seat, due.complaint.phone_norm, owner=self)
        row = self._current()
        if row is not None and row.number_norm:
            dial(self._seat, row.number_norm, extension=phones.parse(row.number).extension, owner=self)

    def _show_call(self) -> None:
        if is_complaint(self.table.current_id()):
            self.complaint_wanted.emit(complaint_id(self.table.current_id()))
        row = self._current()
        if row is not None:
            self.call_wanted.emit(row.call_id)

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
        row = self._current()
        if self._card_job is not None:
            self._card_job.cancel()
        if row is None or not row.number_norm:
            self.person.clear()
            return
        desk = self._seat.desk

        def shown(card: Card) -> None:
            self.person.show_card(card, row)

        self._card_job = self._seat.jobs.read(
            lambda _progress: card_of(desk, row.number), done=shown, failed=self._lost, owner=self
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.panes.size_class() == "wide" and self.person.isHidden():
            self._sized("wide")


def say_day(moment: datetime) -> str:
    """The date with its weekday."""
    return _("{month}-{day} {weekday}").format(month=moment.month, day=moment.day, weekday=weekday(moment))
