"""A promise to call back is given in a call, and follows it: whom, about what, until when (R8); kept by promises.py."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.calls.model import Call, Promise
from app.calls.rules import NewPromise
from app.directory import service as directory
from app.office import series, settings
from app.office.desk import Desk
from app.office.series import next_code

PROMISE = "promise"


def promise(session: Session, desk: Desk, call: Call, new: NewPromise) -> Promise:
    """Store the promise that was given in a stored call; what is not told is as usual (R8)."""
    row = _made(desk, call, new, code=next_code(session, "HD", desk.local(call.started_at).date()))
    session.add(row)
    session.flush()
    put(session, row, new=True)
    return row


def promise_many(session: Session, desk: Desk, given: Sequence[tuple[Call, NewPromise]]) -> None:
    """As `promise`, of many calls at once."""
    months = [f"HD-{desk.local(call.started_at):%Y%m}" for call, _new in given]
    coming = {month: series.take(session, month, count) - count for month, count in Counter(months).items()}
    made = []
    for (call, new), month in zip(given, months, strict=True):
        coming[month] += 1
        made.append(_made(desk, call, new, code=f"{month}-{coming[month]:04d}"))
    session.add_all(made)
    session.flush()
    directory.put_many(session, PROMISE, [directory.Told(row.id, [], [], words(row)) for row in made])


def _made(desk: Desk, call: Call, new: NewPromise, *, code: str) -> Promise:
    due = _due(desk, call, new)
    return Promise(
        code=code, call_id=call.id, **owed_to(call), matter=new.matter.strip() or call.matter,
        finder_id=new.finder_id or call.agent_id, due_at=due, first_due_at=due, answer=new.answer.strip(),
        called_at=new.called_at, attempts=new.attempts, result=new.result,
    )  # fmt: skip


def again(session: Session, desk: Desk, call: Call, row: Promise, new: NewPromise) -> None:
    """A promise that fell with the call's outcome is given anew: what it is measured by is what is promised now."""
    row.result, row.called_at = "open", None
    row.matter = new.matter.strip() or call.matter
    row.finder_id = new.finder_id or call.agent_id
    row.due_at = row.first_due_at = _due(desk, call, new)


def owed_to(call: Call) -> dict[str, Any]:
    """The columns of a promise that say who is called back: as the call says, also when that is put right later."""
    return {
        "contact_name": (call.caller_name or call.company or call.number)[:50], "company": call.company,
        "number": call.number, "number_norm": call.number_norm, "dealer_id": call.dealer_id,
    }  # fmt: skip


def follow(promise: Promise, call: Call) -> None:
    """Let a promise be owed to whom the call it was given in names now."""
    for name, value in owed_to(call).items():
        setattr(promise, name, value)


def put(session: Session, row: Promise, *, new: bool = False) -> None:
    """Bring the directory's entry of a promise up to date."""
    directory.put(session, PROMISE, row.id, words=words(row), new=new)


def words(row: Promise) -> list[str]:
    """What the text of a promise is found by."""
    return [row.matter, row.answer, row.contact_name, row.company, row.number_norm, row.code]


def _due(desk: Desk, call: Call, new: NewPromise) -> datetime:
    """When it is due: as said, else some working hours after the call (R8)."""
    hours = timedelta(hours=desk.settings.get(settings.PROMISE_HOURS))
    return new.due_at or desk.calendar.add(call.started_at, hours)
