"""What is late, in one list: Enter goes to it, a reason and a time put it off."""

from array import array
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.overview import alarms as alarming
from app.overview.alarms import Alarm, Alarms, Later
from app.store.errors import FieldError
from app.words import _, ngettext
from ui.alarms import told
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.empty import Empty
from ui.kit.forms import Form
from ui.kit.line_field import LineField
from ui.kit.options import Option, OptionGroup
from ui.kit.overlay import Overlay
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.saying import joined, late
from ui.kit.seat import Seat
from ui.kit.table import RecordTable

LINE, SHOWN = 52, 5


class LateSource:
    """What is late, then what was put off; rows are numbered in this order."""

    def __init__(self, found: Alarms) -> None:
        self.alarms = dict(enumerate((*found.ringing, *found.put_off), start=1))
        self._now = found.now

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """All of them."""
        return array("q", self.alarms)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Who and what over kind, owner and time; how late, or until when it was put off."""
        return [self._row(id, self.alarms[id]) if id in self.alarms else None for id in ids]

    def _row(self, id: int, one: Alarm) -> Row:
        off = one.put_off is not None and one.put_off.until > self._now
        if off and one.put_off is not None:
            mark = Cell(_("later, {moment}").format(moment=told.moment(one.put_off.until, self._now)), tone="amber",
                        tag=True)  # fmt: skip
        else:
            mark = Cell(late(self._now - one.due_at), tone="red", tag=True)
        title = joined(one.who, " ".join(one.what.split()))
        return Row(id, title=Cell(title, tip=one.what), sub=Cell(told.sub(one, self._now)), mark=mark)

    def interrupt(self, token: object) -> None:
        """It is in memory: nothing has to be stopped."""


class AlarmPanel(Overlay):
    """chosen(Alarm) -- Enter on it. put_off(number) -- so many were put off."""

    chosen = Signal(object)
    put_off = Signal(int)

    def __init__(self, host: QWidget, seat: Seat, found: Alarms, times: Sequence[Later]) -> None:
        super().__init__(host, name=_("What is late"), width=640)
        self._seat, self._found, self._times = seat, found, {one.key: one for one in times}
        count = len(found.ringing)
        late = ngettext("{n} matter is late", "{n} matters are late", count).format(n=count)
        self.add_title(_("What is late"), sub=joined(
            late if count else _("Nothing is late"),
            _("{n} put off").format(n=len(found.put_off)) if found.put_off else "",
        ))  # fmt: skip
        self.source = LateSource(found)
        self._make_table()
        if self.source.alarms:
            self._make_form()

    def _make_table(self) -> None:
        columns = (Column("record", _("What is late"), stretch=1, sorts=False),)
        self.table = RecordTable(
            columns, jobs=self._seat.jobs, name=_("What is late"), lines=True, line_height=LINE
        )
        shown = min(max(len(self.source.alarms), 2), SHOWN) if self.source.alarms else 4  # room for the words
        self.table.setFixedHeight(theme.px(LINE * shown))
        said = _("Call backs and other promises stand here once their time has passed.")
        self.table.set_empty(Empty(icon="circle-check", title=_("Nothing is late"), text=said))
        self.table.opened.connect(self._open)
        self.table.left.connect(self.dismiss)
        self.table.searched.connect(self.table.go_first)
        self.body.addWidget(self.table)
        self.table.show_source(self.source)

    def _make_form(self) -> None:
        form = Form()
        self.when = OptionGroup(
            [Option(one.key, one.label, str(at)) for at, one in enumerate(self._times.values(), start=1)],
            name=_("Until when"), sunken=True,
        )  # fmt: skip
        self.when.set_value(next(iter(self._times)))
        self.reason = LineField(
            name=_("Reason"), hint=_("Why later: waits for logistics, they are out until two")
        )
        form.add_row(_("Later"), self.when)
        form.add_field("reason", _("Reason"), self.reason)
        self.when.keyed.connect(lambda _value: self.reason.setFocus())
        self.when.returned.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self._put_off)
        self.body.addWidget(form)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.go = Button(_("Go there"), key="↵")
        self.go.clicked.connect(lambda: self._open(self.table.current_id()))
        self.save = Button(_("Put off"), kind="primary", key="Ctrl ↵")
        self.save.clicked.connect(self._put_off)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._put_off)
        row.addWidget(self.go)
        row.addWidget(self.save)
        self.body.addLayout(row)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the list focused."""
        super().open(focus=focus or self.table)

    def _open(self, id: int) -> None:
        alarm = self.source.alarms.get(id)
        if alarm is not None:
            self.close_up()
            self.chosen.emit(alarm)

    def _put_off(self) -> None:
        which = [
            (one.kind, one.id) for id in self.table.selected_ids() if (one := self.source.alarms.get(id))
        ]
        if not which or not self.save.isEnabled():
            return
        desk, reason = self._seat.desk, self.reason.value()
        until: datetime = self._times[str(self.when.value())].moment
        self.save.set_working(_("Saving…"))

        def said(count: int) -> str:
            moment = told.moment(until, desk.now())
            words = ngettext("Put off until {moment}", "{n} put off until {moment}", count)
            return words.format(n=count, moment=moment)

        def done(count: int) -> None:
            self.put_off.emit(count)
            self.close_up()

        self._seat.save(
            lambda _progress: alarming.snooze(desk, which, until, reason=reason), owner=self, said=said, done=done,
            failed=self._refused,
        )  # fmt: skip

    def _refused(self, error: Exception) -> None:
        self.save.set_working(None)
        if isinstance(error, FieldError) and error.field == "reason":
            self.reason.set_error(error.sentence)
            self.reason.setFocus()
            self.relay()
        else:
            self._seat.tell(error)
