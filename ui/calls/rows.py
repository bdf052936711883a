"""The list of calls: where its rows come from, and how a call is shown on two lines or in columns. Qt-free."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.calls import finding
from app.calls.finding import CallQuery, CallRow
from app.calls.rules import OPEN_RESULTS
from app.words import _, language, pgettext
from ui.calls import speech
from ui.kit import when
from ui.kit.rows import Cell, Column, Row, Sort, lit
from ui.kit.saying import duration, joined, short

if TYPE_CHECKING:
    from app.office.desk import Desk

OPEN_ROWS = 2_000_000_000
"""Rows of calls that are not saved yet have ids from here on: ids travel through signals as C ints."""
_ENDS = {
    "answered": ("check", "green"), "transferred": ("phone-forwarded", "text2"), "promised": ("check", "green"),
    "complaint": ("flag", "red"), "none": ("circle-slash", "text3"),
}  # fmt: skip


def is_open(id: int) -> bool:
    """Whether a row is a call that is not saved yet."""
    return id >= OPEN_ROWS


def columns() -> tuple[Column, ...]:
    """The columns of the wide list, with some that are hidden until somebody wants them."""
    wide = language() != "zh"
    return (
        Column("started_at", pgettext("call.form", "Time"), 84, size=12, tone="text2"),
        Column("who", pgettext("call", "Caller"), 132, stretch=2),
        Column("category", pgettext("call", "Category"), 86 if wide else 76, size=12, tone="text2"),
        Column("matter", pgettext("call", "Matter"), 140, stretch=3, sorts=False, tone="text2"),
        Column("outcome", pgettext("call.form", "Outcome"), 124 if wide else 108, size=12, tone="text2"),
        Column("number", _("Phone"), 128, tone="text2", hidden=True),
        Column("place", _("From"), 96, size=12, tone="text2", sorts=False, hidden=True),
        Column("talk", _("Talk"), 64, align="right", size=12, tone="text2", hidden=True),
        Column("agent", pgettext("call", "Taken by"), 72, size=12, tone="text2", sorts=False, hidden=True),
        Column("code", pgettext("call", "Code"), 128, size=12, tone="text3", sorts=False, hidden=True),
        Column("deleted_at", _("Deleted"), 96, size=12, tone="text2", bin=True),
        Column("deleted_by", _("By"), 72, size=12, tone="text2", sorts=False, bin=True),
    )


class CallSource:
    """What a RecordTable lists: calls that are not saved yet, then those of one query."""

    def __init__(self, desk: "Desk", query: CallQuery, opened: Sequence[Row] = ()) -> None:
        self._desk, self.query = desk, query
        self.opened: tuple[Row, ...] = tuple(opened)
        self.missed: dict[int, bool] = {}
        """Missed calls among the rows given out, and whether somebody saw to them."""

    def sorted_query(self, sort: Sort | None) -> CallQuery:
        """The query in the order of a `sort` chosen in the header, the newest first without one."""
        if sort is None:
            return self.query
        return replace(self.query, sort=sort.key, descending=sort.descending)

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order, those of open calls first."""
        found = finding.find(self._desk, self.sorted_query(sort), limit=limit, token=token)
        ids = array(found.typecode, (row.id for row in self.opened)) + found if self.opened else found
        return ids if limit is None else ids[:limit]

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Formatted rows for `ids`."""
        known = {row.id: row for row in self.opened}
        saved = [id for id in ids if not is_open(id)]
        now, text = self._desk.now(), self.query.text
        for call in finding.rows(self._desk, saved) if saved else ():
            if call is not None:
                if call.direction == "missed":
                    self.missed[call.id] = call.handled
                known[call.id] = shown(call, now, text)
        return [known.get(id) for id in ids]

    def interrupt(self, token: object) -> None:
        """Stop the statement that runs under `token`."""
        self._desk.store.interrupt(token)


def moment(at: datetime, today: date) -> str:
    """When it was, for a narrow place: a clock today, a day this year, else a month."""
    if at.date() == today:
        return f"{at:%H:%M}"
    return f"{at:%m-%d}" if at.year == today.year else f"{at:%Y-%m}"


def shown(call: CallRow, now: datetime, text: str = "") -> Row:
    """A call as a row: its cells, and its two lines for a narrow pane. What matches `text` is lit."""
    today = now.date()
    at, full = moment(call.started_at, today), f"{call.started_at:%Y-%m-%d %H:%M}"
    missed = call.direction == "missed"
    owed = call.promise_result in OPEN_RESULTS and call.promise_due_at is not None
    place = speech.place(call.province, call.city)
    matter = " ".join(call.matter.split())
    name = call.caller_name if call.company else ""
    title = short(call.company) or call.caller_name or call.number
    if missed:
        parts = [name, place or (_("place unknown") if call.number else ""), matter or _rang(call)]
    elif call.category == "nuisance" and not (call.company or call.caller_name):
        parts = [place or _("place unknown"), call.category_label, matter]
    else:
        parts = [name, call.category_label, matter or _reached(call)]
    icon, tone = _ENDS.get(call.outcome, ("", "text2"))
    mark, end, handling = Cell(), Cell(icon=icon, tone=tone), Cell(call.outcome_label)
    if missed:
        mark = Cell(pgettext("call.direction", "Missed"), tone="" if call.handled else "red", tag=True)
        end = Cell(icon="check", tone="green", tip=_("seen to")) if call.handled else Cell()
        handling = mark
    elif owed and call.promise_due_at is not None:
        late = call.promise_due_at < now
        said = speech.due(call.promise_due_at, now)
        end = Cell(moment(call.promise_due_at, today), tone="red" if late else "amber", icon="history",
                   tip=_("Promised for {moment}").format(moment=said))  # fmt: skip
        handling = Cell(_("{time} call back").format(time=moment(call.promise_due_at, today)),
                        tone="red" if late else "amber", tag=True, tip=said)  # fmt: skip
    elif call.tone != "normal":
        mark = Cell(icon="triangle-alert", tone="amber")
    sub = joined(*parts)
    gone = "" if call.deleted_at is None else when.say(call.deleted_at, now)
    if gone:
        sub = joined(_("deleted {moment}").format(moment=gone), call.deleted_by)
    day = at if call.started_at.date() == today else f"{call.started_at:%m-%d %H:%M}"
    if call.started_at.year != today.year:
        day = f"{call.started_at:%Y-%m-%d}"
    return Row(
        id=call.id,
        cells=(
            Cell(day, tip=full), Cell(title, tip=call.who if call.who != title else "", found=lit(title, text)),
            Cell(call.category_label, tone="red" if call.category == "complaint" else ""),
            Cell(matter, tip=call.matter if len(call.matter) > 20 else "", found=lit(matter, text)), handling,
            Cell(call.number), Cell(place), Cell(_talk(call)), Cell(call.agent), Cell(call.code),
            Cell(gone, kept=True), Cell(call.deleted_by, kept=True),
        ),
        lead=Cell(at, tip=full), title=Cell(title, found=lit(title, text)),
        sub=Cell(sub, tip=call.matter, found=lit(sub, text), kept=bool(gone)), mark=mark, end=end, deleted=call.deleted,
    )  # fmt: skip


def open_row(
    id: int,
    *,
    at: datetime,
    today: date,
    who: str,
    sub: str,
    live: bool,
    changing: bool = False,
    ringing: bool = False,
) -> Row:
    """The row of a call that is not saved yet."""
    words = pgettext("call.state", "In a call") if live else pgettext("call.state", "Draft")
    words = pgettext("call.state", "Change") if changing else words
    words = pgettext("call.state", "Ringing") if ringing else words
    tag = Cell(words, tone="green" if live or ringing else "accent", tag=True)
    title = short(who) or _("No number yet")
    return Row(
        id=id, cells=(Cell(moment(at, today)), Cell(title), Cell(), Cell(sub), tag), lead=Cell(moment(at, today)),
        title=Cell(title), sub=Cell(sub), mark=tag,
    )  # fmt: skip


def _rang(call: CallRow) -> str:
    return _("rang {n} times").format(n=call.rings) if call.rings else ""


def _reached(call: CallRow) -> str:
    if call.outcome != "transferred" or not call.transfer_to:
        return call.outcome_label
    return _("to {name}").format(name=call.transfer_to)


def _talk(call: CallRow) -> str:
    return "" if call.talk_seconds is None else duration(call.talk_seconds)
