"""The today page: what was promised and falls due, done in place; beside it how the day goes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calls import promises
from app.calls.promises import PromiseRow
from app.calls.rules import OPEN_RESULTS, result_label
from app.calls.service import FieldError
from app.office import days
from app.overview import care, today
from app.overview.card import Card
from app.overview.card import card as card_of
from app.overview.today import Board
from app.store.errors import Conflict
from app.words import _, ngettext, pgettext
from ui.kit import theme
from ui.kit.changes import Burst
from ui.kit.chips import KeyCap
from ui.kit.empty import Empty
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import hairline, label
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane, Panes
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.overview.board import BoardSource, is_fold, weekday
from ui.overview.board_table import BoardTable
from ui.overview.card import CardPane
from ui.overview.editor import HEIGHT, PromiseEditor, Typed
from ui.overview.side import SidePane

SIDE = 352
WIDE_SIDE = 860
CARD_SHARE = 0.5


class TodayPage(QWidget):
    """late_changed(n) -- how many promises are late. call_wanted(id), take_wanted() -- go to the calls page."""

    late_changed = Signal(int)
    call_wanted = Signal(int)
    take_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._source = BoardSource()
        self._board: Board | None = None
        self._counting: Job | None = None
        self._again = False
        self._editor: PromiseEditor | None = None
        self._wanted = 0
        self._typed: dict[int, Typed] = {}
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
        self.table = BoardTable(jobs=self._seat.jobs)
        nothing = _("Every call back was made. What is promised next stands here.")
        self.table.set_empty(Empty(icon="circle-check", title=_("Nothing is owed"), text=nothing))
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
        TypeToFind(self.table, self._search)
        self.table.opened.connect(self._pressed)
        self.table.left.connect(self._leave_list)
        self.table.current_changed.connect(lambda _id: self._show_person())
        self.table.searched.connect(self._searched)
        self.table.counted.connect(lambda _count, _all: self._reopen())
        self.table.undone.connect(seat_undo(self._seat))
        self._search.asked.connect(lambda _text: self._filter())
        self._search.to_list.connect(self._to_list)
        self._search.entered.connect(self._to_list)
        self._search.left.connect(self.table.setFocus)

    def _make_side(self) -> None:
        self.side = SidePane()
        self.side.back_up.connect(lambda: self._back_up(self._backed_up_now))
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
        self.keys = ActionMap(self, section=pgettext("tab", "Today"))
        self.keys.add("search", "Ctrl+F", _("Search box"), self._search.setFocus)
        self.keys.add("dial", "Alt+D", _("Dial"), self._dial)
        self.keys.add("call", "F4", _("The call behind it"), self._show_call)
        self.keys.note("↵", _("Open and do"))
        self.keys.note("1…4", _("What came of it"))
        self.keys.note("Ctrl ↵", _("Done"))

    # What the window asks

    def focus_start(self) -> None:
        """Put the focus where one begins: the editor that is open, else the list."""
        if self._editor is not None:
            self._editor.start()
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
        self._whose.set_value("all")
        self._search.clear()
        self._filter()

    def put_aside(self) -> None:
        """Keep what is typed into an open row for the next start."""
        if self._editor is not None:
            self._typed[self._editor.row.id] = self._editor.typed()
        self._seat.keep(today_typed=[
            [id, typed.result, typed.text, typed.due_at.isoformat() if typed.due_at else None]
            for id, typed in self._typed.items()
        ])  # fmt: skip

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
        for id, result, text, due in self._seat.desk.memory.get("today_typed", []):
            self._typed[id] = Typed(result, text, datetime.fromisoformat(due) if due else None)
        self._wanted = int(state.get("open") or 0)
        self._filter()

    # The board

    def _counted(self, answer: tuple[Board, int | None]) -> None:
        board, unpublished = answer
        first = self._board is None
        self._board = board
        self._date.setText(say_day(board.now))
        self.side.show_board(board, unpublished=unpublished)
        done = len(board.done)
        self._done_today.setText(
            ngettext("{n} done today", "{n} done today", done).format(n=done) if done else ""
        )
        self.late_changed.emit(board.late)
        if self._editor is None:  # a row that is open does not move under the hands
            self._source.board = board
            if first:
                self._filter()
                self._look_after()
            else:
                self.table.heard(came_or_went=True, lit=False)
        if self._again:
            self._again = False
            self.refresh()

    def _lost(self, error: Exception) -> None:
        self._seat.tell(error, again=self.refresh)

    def _heard(self, burst: Burst) -> None:
        if burst.touches("call", "promise", "calendar_day", "setting", "staff"):
            self.refresh()

    def _filter(self, _whose: Any = None) -> None:
        self._close()
        self._source.board = self._board
        self._source.finder_id = self._seat.desk.person.id if self._whose.value() == "mine" else None
        self._source.text = self._search.value()
        if self._board is not None:
            self._kept = self.table.current_id()
            self.table.show_source(self._source)

    def _searched(self) -> None:
        if not self._reopen():
            self.table.set_current(getattr(self, "_kept", 0)) or self._go_first()
        self._show_person()

    def _go_first(self) -> None:
        ids = self.table.model().ids
        first = next((id for id in ids if id > 0 and not is_fold(id)), 0)
        self.table.set_current(first)

    def _to_list(self) -> None:
        self._go_first()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_list(self) -> None:
        if self._search.text():
            self._search.empty()

    # One row opened in place

    def _pressed(self, id: int) -> None:
        if is_fold(id):
            self._source.fold(self._source.group_of(id))
            self._filter()
        elif self.table.opened_id() != id:
            self._open(id)

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

    def _open(self, promise_id: int) -> None:
        self._close()
        row = self._source.promise(promise_id)
        if row is None or self._board is None:
            return
        group = next(g.key for g in self._board.groups if row in g.promises)
        editor = PromiseEditor(row, group=group, now=self._board.now, table=self.table)
        editor.finished.connect(self._save)
        editor.left.connect(self._back)
        editor.dialled.connect(self._dial)
        self.table.set_current(promise_id)
        if not self.table.open_row(promise_id, editor, height=HEIGHT):
            return
        self._editor = editor
        if promise_id in self._typed:
            editor.take(self._typed[promise_id])
        editor.start()
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: promises.usual_due(desk, desk.now()),
            done=editor.suggest,
            failed=self._lost,
            owner=editor,
        )

    def _close(self) -> None:
        """Close the open row; what was typed into it waits there."""
        editor, self._editor = self._editor, None
        if editor is None:
            return
        typed = editor.typed()
        if typed.text != editor.row.answer or typed.result != "called":
            self._typed[editor.row.id] = typed
        self.table.close_row()

    def _back(self) -> None:
        self._close()
        self.table.setFocus()
        self._catch_up()

    def _catch_up(self) -> None:
        """Show what came while a row was open."""
        if self._board is not None and self._source.board is not self._board:
            self._source.board = self._board
            self.table.heard(came_or_went=True, lit=False)

    def _save(self, typed: Typed) -> None:
        editor = self._editor
        if editor is None:
            return
        editor.set_working(True)
        row = editor.row
        self._seat.save(
            self._work_of(row, typed), owner=self, said=said_of(row, typed),
            done=lambda _result: self._saved(row), failed=lambda error: self._refused(error, row, typed),
        )  # fmt: skip

    def _work_of(self, row: PromiseRow, typed: Typed) -> Callable[[Progress], Any]:
        desk, version = self._seat.desk, row.row_version

        def work(_progress: Progress) -> Any:
            if typed.result == "called":
                return promises.called(desk, row.id, answer=typed.text, row_version=version)
            if typed.result == "unreached":
                return promises.unreached(desk, row.id, note=typed.text, row_version=version)
            if typed.result == "cancelled":
                return promises.cancel(desk, row.id, reason=typed.text, row_version=version)
            assert typed.due_at is not None
            return promises.postpone(desk, row.id, typed.due_at, row_version=version)

        return work

    def _saved(self, row: PromiseRow) -> None:
        self._typed.pop(row.id, None)
        editor, self._editor = self._editor, None
        if editor is not None:
            self.table.close_row()
            self.table.setFocus()
        self._step_on(row.id)
        self.refresh()

    def _step_on(self, promise_id: int) -> None:
        """The next promise is chosen, so that ↵ goes on with it."""
        ids = self.table.model().ids
        at = self.table.model().position_of(promise_id)
        after = [id for id in ids[at + 1 :] if id > 0 and not is_fold(id)] if at >= 0 else []
        before = [id for id in ids[:at] if id > 0 and not is_fold(id)] if at > 0 else []
        if after or before:
            self.table.set_current(after[0] if after else before[-1])

    def _refused(self, error: Exception, row: PromiseRow, typed: Typed) -> None:
        editor = self._editor if self._editor is not None and self._editor.row.id == row.id else None
        if editor is not None:
            editor.set_working(False)
        if isinstance(error, FieldError) and editor is not None:
            editor.refuse(error.sentence)
        elif isinstance(error, Conflict):
            desk = self._seat.desk
            self._seat.jobs.read(
                lambda _progress: promises.one(desk, row.id),
                done=self._moved_on,
                failed=self._lost,
                owner=self,
            )
        else:
            self._seat.tell(error, again=lambda: self._save(typed))

    def _moved_on(self, row: PromiseRow) -> None:
        editor = self._editor
        result = result_label(row.result)
        if row.result not in OPEN_RESULTS:
            self._seat.toasts.show(_("{who}: somebody has settled it meanwhile, {result}.").format(
                who=row.who, result=result), sub=row.answer)  # fmt: skip
            self._back()
            self.refresh()
        elif editor is not None and editor.row.id == row.id:
            said = _("Changed meanwhile: {result}. Once more saves yours.").format(result=result)
            editor.moved_on(row, said)

    # Keys on a row

    def _current(self) -> PromiseRow | None:
        if self._editor is not None:
            return self._editor.row
        return self._source.promise(self.table.current_id())

    def _dial(self) -> None:
        row = self._current()
        if row is not None and row.number_norm:
            QDesktopServices.openUrl(QUrl(f"tel:{row.number_norm}"))

    def _show_call(self) -> None:
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

    # Looked after

    def _look_after(self) -> None:
        """The day's first start: take published rest days, and back the office up, both unasked."""
        desk = self._seat.desk
        year = desk.today().year
        self._seat.jobs.write(
            lambda _progress: days.fill(desk.store, range(year, year + 2)), failed=self._lost
        )
        self._back_up(self._backed_up_today)

    def _backed_up_today(self, progress: Progress) -> Any:
        care.daily(self._seat.desk, progress=lambda done, total: progress.set(done, total))
        return care.newest(self._seat.desk)

    def _backed_up_now(self, progress: Progress) -> Any:
        care.back_up(self._seat.desk, progress=lambda done, total: progress.set(done, total))
        return care.newest(self._seat.desk)

    def _back_up(self, work: Callable[[Progress], Any]) -> None:
        self.side.show_backup_running()
        desk = self._seat.desk
        self._seat.jobs.network(  # not a reader's lane: a large office takes its time
            work, done=lambda kept: self.side.show_backup(kept, desk.now()), failed=self._not_backed_up, owner=self,
            title=_("Backing up"),
        )  # fmt: skip

    def _not_backed_up(self, error: Exception) -> None:
        self.side.show_backup_failed(getattr(error, "sentence", str(error)))


def seat_undo(seat: Seat) -> Callable[[], None]:
    """The undo of a list's own Ctrl+Z."""
    return lambda: seat.undo()


def said_of(row: PromiseRow, typed: Typed) -> str:
    """What was done, for the toast."""
    words = {
        "called": _("{who}: called back"), "unreached": _("{who}: not reached, stays on the list"),
        "cancelled": _("{who}: cancelled"),
    }  # fmt: skip
    if typed.due_at is not None and typed.result == "postponed":
        clock = f"{typed.due_at.month}-{typed.due_at.day} {typed.due_at.hour}:{typed.due_at:%M}"
        return _("{who}: put off to {moment}").format(who=row.who, moment=clock)
    return words[typed.result].format(who=row.who)


def say_day(moment: datetime) -> str:
    """The date with its weekday."""
    return _("{month}-{day} {weekday}").format(month=moment.month, day=moment.day, weekday=weekday(moment))
