"""The list of calls: where its rows come from and how a call is shown on one or two lines. Qt-free."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.calls import finding
from app.calls.finding import CallQuery, CallRow
from app.calls.rules import OPEN_RESULTS
from app.words import _, pgettext
from ui.kit.rows import Cell, Column, Row, Sort

if TYPE_CHECKING:
    from app.office.desk import Desk

_ENDS = {"answered": "check", "transferred": "phone-forwarded", "promised": "history", "complaint": "flag"}


def columns() -> tuple[Column, ...]:
    """The columns of the wide list."""
    return (
        Column("started_at", _("Time"), 88, size=12, tone="text2"),
        Column("who", _("Caller"), 150),
        Column("category", _("Category"), 84, size=12, tone="text2"),
        Column("matter", _("Matter"), 160, stretch=1, sorts=False, tone="text2"),
        Column("outcome", _("Handling"), 104, size=12, tone="text2"),
    )


class CallSource:
    """What a RecordTable lists: the calls of one query."""

    def __init__(self, desk: "Desk", query: CallQuery) -> None:
        self._desk, self.query = desk, query

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in the order of `sort`, the newest first without one."""
        query = self.query if sort is None else replace(self.query, sort=sort.key, descending=sort.descending)
        return finding.find(self._desk, query, limit=limit, token=token)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Formatted rows for `ids`."""
        today = self._desk.today()
        return [None if row is None else shown(row, today) for row in finding.rows(self._desk, ids)]

    def interrupt(self, token: object) -> None:
        """Stop the statement that runs under `token`."""
        self._desk.store.interrupt(token)


def shown(call: CallRow, today: date) -> Row:
    """A call as a row: its five cells, and its two lines for a narrow pane."""
    at = f"{call.started_at:%H:%M}" if call.started_at.date() == today else f"{call.started_at:%m-%d}"
    full = f"{call.started_at:%Y-%m-%d %H:%M}"
    missed = call.direction == "missed"
    owed = call.promise_result in OPEN_RESULTS and call.promise_due_at is not None
    name = call.caller_name if call.company else ""
    place = " ".join(part for part in (call.province, call.city) if part)
    parts = [name, call.category_label, call.matter] if not missed else [place or name, call.matter]
    mark, end = (
        Cell(),
        Cell(icon=_ENDS.get(call.outcome, ""), tone="green" if call.outcome == "answered" else "text2"),
    )
    if missed:
        mark, end = Cell(pgettext("call.direction", "Missed"), tone="red", tag=True), Cell()
    elif owed and call.promise_due_at is not None:
        due = call.promise_due_at
        end = Cell(f"{due:%H:%M}" if due.date() == today else f"{due:%m-%d}", tone="amber", icon="history")
    elif call.category == "nuisance":
        end = Cell(icon="ban", tone="text3")
    handling = Cell(call.outcome_label)
    if missed:
        handling = mark
    elif owed and call.promise_due_at is not None:
        handling = Cell(_("{time} call back").format(time=end.text), tone="amber", tag=True)
    sub = "·".join(part.replace("\n", " ") for part in parts if part)
    return Row(
        id=call.id,
        cells=(
            Cell(at if at.count(":") else f"{call.started_at:%m-%d %H:%M}", tip=full), Cell(call.who),
            Cell(call.category_label), Cell(call.matter.replace("\n", " "), tip=call.matter), handling,
        ),
        lead=Cell(at, tip=full), title=Cell(call.who), sub=Cell(sub, tip=call.matter), mark=mark, end=end,
        deleted=call.deleted,
    )  # fmt: skip
