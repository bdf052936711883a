"""Which service an act of the board is, and what is said of it afterwards."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.calls import promises
from app.calls import service as calls
from app.calls.promises import PromiseRow
from app.complaints import handling
from app.complaints import service as complaints
from app.complaints.dues import Due
from app.complaints.handling import Answer
from app.overview import alarms
from app.words import _
from ui.kit import when
from ui.overview.due_editor import ACKED, CLOSE, NOTIFY, UNREACHED
from ui.overview.opened_row import LATER, Typed

if TYPE_CHECKING:
    from app.office.desk import Desk


def carry_out(desk: "Desk", one: PromiseRow | Due, typed: Typed) -> Any:
    """Do it by its service; what that gives back. Runs on the writer lane."""
    if typed.result == LATER:
        kind = calls.PROMISE if isinstance(one, PromiseRow) else complaints.KIND
        assert typed.due_at is not None
        return alarms.snooze(desk, [(kind, one.id)], typed.due_at, reason=typed.text)
    return _promise(desk, one, typed) if isinstance(one, PromiseRow) else _due(desk, one, typed)


def _promise(desk: "Desk", row: PromiseRow, typed: Typed) -> Any:
    version = row.row_version
    if typed.result == "called":
        return promises.called(desk, row.id, answer=typed.text, row_version=version)
    if typed.result == "unreached":
        return promises.unreached(desk, row.id, note=typed.text, row_version=version)
    if typed.result == "cancelled":
        return promises.cancel(desk, row.id, reason=typed.text, row_version=version)
    assert typed.due_at is not None
    return promises.postpone(desk, row.id, typed.due_at, row_version=version)


def _due(desk: "Desk", due: Due, typed: Typed) -> Any:
    id, version = due.id, due.complaint.row_version
    if typed.result == NOTIFY:
        assert typed.person is not None
        return handling.notify(desk, id, typed.person, by=typed.way, row_version=version)
    if typed.result == ACKED:
        return handling.acked(desk, id, row_version=version)
    if typed.result == CLOSE:
        return handling.close(desk, id, row_version=version)
    if typed.result == UNREACHED:
        return handling.unreached(desk, id, remark=typed.text, row_version=version)
    return handling.asked(desk, id, Answer(int(typed.result), typed.text), row_version=version)


def said_of(one: PromiseRow | Due, typed: Typed, result: Any, *, now: datetime) -> str:
    """What was done, for the toast."""
    who = one.who if isinstance(one, PromiseRow) else one.complaint.who
    if typed.result == LATER and typed.due_at is not None:
        moment = when.within(typed.due_at.astimezone(now.tzinfo), now)
        return _("{who}: told again {moment}, it stays owed").format(who=who, moment=moment)
    if isinstance(one, Due):
        return _said_of_due(one, typed, result)
    if typed.due_at is not None and typed.result == "postponed":
        clock = f"{typed.due_at.month}-{typed.due_at.day} {typed.due_at.hour}:{typed.due_at:%M}"
        return _("{who}: put off to {moment}").format(who=who, moment=clock)
    words = {
        "called": _("{who}: called back"), "unreached": _("{who}: not reached, stays on the list"),
        "cancelled": _("{who}: cancelled"),
    }  # fmt: skip
    return words[typed.result].format(who=who)


def _said_of_due(due: Due, typed: Typed, result: Any) -> str:
    code = due.complaint.code
    if typed.result == NOTIFY and typed.way == "wechat":
        return _("{code}: told by WeChat, the text is in the clipboard").format(code=code)
    if typed.result == NOTIFY:
        return _("{code}: the salesperson is told").format(code=code)
    if typed.result == ACKED:
        return _("{code}: the salesperson has confirmed").format(code=code)
    if typed.result == CLOSE:
        return _("{code}: closed, three calls reached nobody").format(code=code)
    if typed.result == UNREACHED:
        return _("{code}: nobody reached, attempt {n}").format(code=code, n=result)
    if result == "working":
        return _("{code}: not satisfied, it is open again").format(code=code)
    return _("{code}: satisfied, closed").format(code=code)
