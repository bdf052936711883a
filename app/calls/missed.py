"""Missed calls: which of them nobody has seen to yet, and what settles one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from app.calls.model import UNHANDLED, Call
from app.office.desk import Desk


def unhandled() -> ColumnElement[bool]:
    """The condition of a missed call that nobody has seen to, in the words of its index."""
    return text(UNHANDLED)  # type: ignore[return-value]  # else the database would not know its partial index


def count_unhandled(session: Session) -> int:
    """How many missed calls nobody has seen to."""
    return session.scalar(select(func.count()).select_from(Call).where(unhandled())) or 0


def oldest_unhandled(session: Session) -> datetime | None:
    """When the first of them rang."""
    return session.scalar(select(func.min(Call.started_at)).where(unhandled()))


def settle(call: Call, *, before: str | None = None) -> None:
    """A call that somebody took is seen to at once; one that turned from `before` into a missed one is not."""
    if call.direction != "missed":
        call.handled_at = call.handled_at or call.started_at
    elif before not in (None, "missed"):
        call.handled_at = None


def settle_by(session: Session, call: Call) -> int:
    """A call with somebody who was missed before settles that, in the same write; how many it settled.

    Either side may have called: they were spoken to.
    """
    if call.direction == "missed" or not call.number_norm:
        return 0
    rows = session.scalars(
        select(Call).where(
            unhandled(),
            Call.number_norm == call.number_norm,
            Call.started_at <= call.started_at,
            Call.id != call.id,
        )
    ).all()
    for row in rows:
        row.handled_at = call.started_at
    return len(rows)


def mark(desk: Desk, ids: Iterable[int], *, handled: bool = True) -> int:
    """Mark missed calls as seen to, or as open again; how many changed. One write, undone in one step."""
    wanted = list(ids)
    with desk.store.write("call.handled" if handled else "call.unhandled") as session:
        rows = session.scalars(
            select(Call).where(
                Call.id.in_(wanted), Call.direction == "missed", Call.deleted_at.is_(None),
                Call.handled_at.is_(None) if handled else Call.handled_at.is_not(None),
            )
        ).all()  # fmt: skip
        for row in rows:
            row.handled_at = desk.clock() if handled else None
        return len(rows)
