"""The board: what is owed in groups, narrowed by kind, by person and by what is typed; each row done in place."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calls.promises import PromiseRow
from app.china import phones
from app.complaints.dues import Due
from app.overview.today import Board
from app.words import _, ngettext, pgettext
from ui.kit import saying, theme
from ui.kit.buttons import Button
from ui.kit.chips import ChipRow, KeyCap
from ui.kit.dialling import dial
from ui.kit.empty import Empty
from ui.kit.labels import label
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.overview.board import COMPLAINTS, KINDS, BoardSource, is_complaint, is_fold
from ui.overview.board_table import BoardTable
from ui.overview.doing import Doing
from ui.overview.due_editor import DueEditor
from ui.overview.editor import PromiseEditor
from ui.overview.opened_row import LATER


class BoardPane(Pane):
    """chosen() -- another row. settled() -- something was done. call_wanted(id), complaint_wanted(id) -- what stands
    behind a row. take_wanted() -- the empty board's button.
    """

    chosen = Signal()
    settled = Signal()
    call_wanted = Signal(int)
    complaint_wanted = Signal(int)
    take_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__(name=pgettext("board", "Promises"))
        self._seat = seat
        self.source = BoardSource()
        self.board: Board | None = None
        self._kept_id = 0
        self._wanted = 0
        self._make_head()
        self._make_list()
        self._make_foot()
        self.doing = Doing(seat, self.table)
        self._listen()

    # Parts

    def _make_head(self) -> None:
        self._date = label("", "meta")
        self.whose = Segment([Option("all", _("Everybody's")), Option("mine", _("Mine"))], name=_("Whose"))
        self.whose.set_value("all")
        self.search = SearchBox(name=_("Find a matter"), hint=_("Find a matter"))
        self.search.setFixedWidth(theme.px(200))
        head = self.add_head(
            label(pgettext("tab", "Today"), "page"), self._date, None, self.whose, self.search, line=False
        )
        head.setContentsMargins(20, 0, 16, 0)
        chips = [("", pgettext("board", "All")), *((kind, pgettext(*said)) for kind, said in KINDS.items())]
        self.kinds = ChipRow(chips, name=_("Which kind"))
        above = QHBoxLayout()
        above.setContentsMargins(theme.px(20), 0, theme.px(16), theme.px(6))
        above.addWidget(self.kinds)
        self.body.addLayout(above)

    def _make_list(self) -> None:
        self.table = BoardTable(jobs=self._seat.jobs)
        holder = QWidget()
        inset = QVBoxLayout(holder)
        inset.setContentsMargins(8, 0, 8, 0)
        inset.addWidget(self.table)
        self.body.addWidget(holder, 1)

    def _make_foot(self) -> None:
        parts: list[QWidget | None] = []
        for cap, words in (
            ("↑ ↓", _("Choose")), ("↵", _("Open and do")), ("Ctrl ↵", _("Done")), ("F8", _("Later")),
            ("Alt D", _("Dial")), ("Alt U", _("Undo")),
        ):  # fmt: skip
            parts += [KeyCap(cap), label(words, "meta")]
        self._done_today = label("", "meta")
        self.add_foot(*parts, None, self._done_today, height=40)

    def _listen(self) -> None:
        self.whose.picked.connect(self.narrow)
        self.kinds.picked.connect(self.narrow)
        self.doing.settled.connect(self._settled)
        self.doing.closed.connect(self.catch_up)
        self.doing.dialled.connect(self.dial)
        self.doing.behind_wanted.connect(self.show_behind)
        TypeToFind(self.table, self.search)
        self.table.opened.connect(self._pressed)
        self.table.left.connect(self._leave_list)
        self.table.current_changed.connect(lambda _id: self.chosen.emit())
        self.table.searched.connect(self._searched)
        self.table.counted.connect(lambda _count, _all: self._reopen())
        self.table.undone.connect(lambda: self._seat.undo())
        self.search.asked.connect(lambda _text: self.narrow())
        self.search.to_list.connect(self._to_list)
        self.search.entered.connect(self._to_list)
        self.search.left.connect(self.table.setFocus)

    # What the page says

    def show_board(self, board: Board) -> None:
        """Show the board as it was counted; a row that is open does not move under the hands."""
        first, self.board = self.board is None, board
        self._date.setText(saying.day(board.now))
        done = len(board.done)
        self._done_today.setText(
            ngettext("{n} done today", "{n} done today", done).format(n=done) if done else ""
        )
        counting = BoardSource()
        counting.board = board
        self.kinds.set_counts({**counting.counts()})
        if self.doing.editor is None:
            self.source.board = board
            if first:
                self.narrow()
            else:
                self.table.heard(came_or_went=True, lit=False)

    def open_promise(self, promise_id: int) -> None:
        """Open one promise in place as soon as it is on the board."""
        self._wanted = promise_id
        self.show_everything()

    def focus_start(self) -> None:
        """The editor that is open, else the list."""
        if self.doing.editor is not None:
            self.doing.editor.start()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def state(self) -> dict[str, Any]:
        """Filter, folded groups, and the row that is chosen or open."""
        return {
            "whose": self.whose.value(), "unfolded": sorted(self.source.unfolded),
            "current": self.table.current_id(), "open": self.table.opened_id(),
        }  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave, and what was typed."""
        if state.get("whose") in ("all", "mine"):
            self.whose.set_value(state["whose"])
        self.source.unfolded = set(state.get("unfolded", self.source.unfolded))
        self.doing.take(self._seat.desk.memory.get("today_typed", []))
        self._wanted = int(state.get("open") or 0)
        self.narrow()

    # Narrowing

    def narrow(self, _by: Any = None) -> None:
        """List what fits whose, kind and text."""
        self.doing.close()
        self.source.board = self.board
        self.source.kind = str(self.kinds.value() or "")
        self.source.finder_id = self._seat.desk.person.id if self.whose.value() == "mine" else None
        self.source.text = self.search.value()
        if self.board is not None:
            self.table.set_empty(self._nothing())
            self._kept_id = self.table.current_id()
            self.table.show_source(self.source)

    def _nothing(self) -> Empty:
        """What stands in the place of the list: nothing is owed, or nothing fits the filter."""
        if self.source.text or self.source.finder_id is not None or self.source.kind:
            everything = Button(_("Show everything"), key="Esc")
            everything.clicked.connect(self.show_everything)
            return Empty(icon="search", title=_("Nothing fits"), buttons=(everything,))
        take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
        take.clicked.connect(self.take_wanted)
        said = _("Call backs that are promised stand here until they are made.")
        return Empty(icon="circle-check", title=_("Nothing is owed"), text=said, buttons=(take,))

    def show_everything(self) -> None:
        """No filter."""
        self.whose.set_value("all")
        self.kinds.set_value("")
        self.search.clear()
        self.narrow()
        self.table.setFocus()

    def _searched(self) -> None:
        if not self._reopen():
            self.table.set_current(self._kept_id) or self._go_first()
        self.chosen.emit()

    def _go_first(self) -> None:
        ids = self.table.model().ids
        first = next((id for id in ids if id > 0 and not is_fold(id)), 0)
        self.table.set_current(first)

    def _to_list(self) -> None:
        self._go_first()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_list(self) -> None:
        if self.search.text() or self.whose.value() != "all" or self.kinds.value():
            self.show_everything()

    # One row opened in place

    def _pressed(self, id: int) -> None:
        if is_fold(id):
            self.source.fold(self.source.group_of(id))
            self.narrow()
        elif self.table.opened_id() != id:
            self.open_row(id)

    def open_row(self, id: int, *, act: str = "") -> None:
        """Open what stands in row `id`, with `act` chosen."""
        one = self.source.due(id) if is_complaint(id) else self.source.promise(id)
        if one is None or self.board is None:
            return
        for group in self.board.groups:
            owed: tuple[PromiseRow | Due, ...] = group.complaints if is_complaint(id) else group.promises
            fresh = next((each for each in owed if each.id == one.id), None)
            if fresh is not None:  # as it is now, though the list waits while a row is open
                self.doing.open(fresh, group=group.key, now=self.board.now, act=act)
                return

    def put_off(self) -> None:
        """F8: the reminder of the chosen row, or of the one that is open, comes later."""
        editor = self.doing.editor
        if editor is not None:
            editor.picked(LATER)
            editor.start()
        elif self.table.current_id() > 0 and not is_fold(self.table.current_id()):
            self.open_row(self.table.current_id(), act=LATER)

    def _reopen(self) -> bool:
        """Open what was asked for before it was on the board."""
        wanted = self._wanted
        if not wanted or self.board is None:
            return False
        self._wanted = 0
        if self.table.model().position_of(wanted) < 0:
            self._unfold_for(wanted)
            return False
        self.open_row(wanted)
        return True

    def _unfold_for(self, id: int) -> None:
        for group in self.board.groups if self.board else ():
            ids = [*(row.id for row in group.promises), *(COMPLAINTS + due.id for due in group.complaints)]
            if group.key not in self.source.unfolded and id in ids:
                self.source.fold(group.key)
                self._wanted = id
                self.narrow()

    def catch_up(self) -> None:
        """Show what came while a row was open."""
        self.source.board = self.board
        self.table.heard(came_or_went=True, lit=False)

    def _settled(self, row_id: int) -> None:
        """The next row is chosen, so that ↵ goes on with it."""
        ids = self.table.model().ids
        at = self.table.model().position_of(row_id)
        after = [id for id in ids[at + 1 :] if id > 0 and not is_fold(id)] if at >= 0 else []
        before = [id for id in ids[:at] if id > 0 and not is_fold(id)] if at > 0 else []
        if after or before:
            self.table.set_current(after[0] if after else before[-1])
        self.settled.emit()

    # Keys on a row

    def current_promise(self) -> PromiseRow | None:
        """The promise that is open, or chosen."""
        editor = self.doing.editor
        if editor is not None:
            return editor.row if isinstance(editor, PromiseEditor) else None
        return self.source.promise(self.table.current_id())

    def current_due(self) -> Due | None:
        """What a complaint owes that is open, or chosen."""
        editor = self.doing.editor
        if editor is not None:
            return editor.due if isinstance(editor, DueEditor) else None
        id = self.table.current_id()
        return self.source.due(id) if is_complaint(id) else None

    def dial(self) -> None:
        """Alt+D: ring who the row is about."""
        due, row = self.current_due(), self.current_promise()
        if due is not None and due.complaint.phone_norm:
            dial(self._seat, due.complaint.phone_norm, owner=self)
        elif row is not None and row.number_norm:
            dial(self._seat, row.number_norm, extension=phones.parse(row.number).extension, owner=self)

    def show_whole(self) -> None:
        """Alt+V: the hidden number of the row that is open, in its place; of one that is only chosen, in a toast."""
        self.doing.uncover(self.current_due() or self.current_promise())

    def show_behind(self) -> None:
        """F4: the call or the complaint behind the row."""
        due, row = self.current_due(), self.current_promise()
        if due is not None:
            self.complaint_wanted.emit(due.id)
        elif row is not None:
            self.call_wanted.emit(row.call_id)
