"""Keeping promises to call back: called, nobody reached, postponed, cancelled (R8)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from app.calls import promising, rules, service
from app.calls.model import Promise
from app.china import phones
from app.office import privacy, settings
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import Conflict, FieldError
from app.words import _


class PromiseRow(NamedTuple):
    """A promise as lists and the today board show it; moments in the office's zone."""

    id: int
    row_version: int
    code: str
    call_id: int
    contact_name: str
    company: str
    number: str
    number_norm: str
    matter: str
    finder_id: int
    finder: str
    due_at: datetime
    first_due_at: datetime
    answer: str
    called_at: datetime | None
    attempts: int
    result: str
    overdue: bool
    for_manager: bool
    created_at: datetime
    seen: str = ""
    """The number in groups, as it may be seen at this desk (R64); `number` and `number_norm` are whole, to be rung."""

    @property
    def who(self) -> str:
        """Company, else name, else the number as it may be seen."""
        return self.company or self.contact_name or self.seen


def _owed() -> ColumnElement[bool]:
    return and_(Promise.result.in_(rules.OPEN_RESULTS), Promise.deleted_at.is_(None))


def owed(desk: Desk, *, until: datetime | None = None, number_norm: str | None = None) -> list[PromiseRow]:
    """Promises still owed, the earliest first; only those due before `until`, or of one number, when given."""
    query = select(Promise).where(_owed()).order_by(Promise.due_at, Promise.id)
    if until is not None:
        query = query.where(Promise.due_at < until)
    if number_norm is not None:
        query = query.where(Promise.number_norm == number_norm)
    with desk.store.read() as session:
        return _rows(session, desk, list(session.scalars(query)))


def settled(desk: Desk, start: datetime, end: datetime) -> list[PromiseRow]:
    """Promises called back or cancelled from `start` until before `end`, the newest first."""
    # one expression, so that the index of changes is used: settling is a change, and few are newer than `start`
    settled_at = case(
        (Promise.result == "called", Promise.called_at), (Promise.result == "cancelled", Promise.updated_at)
    )
    query = (
        select(Promise)
        .where(
            Promise.deleted_at.is_(None), Promise.updated_at >= start, settled_at >= start, settled_at < end
        )
        .order_by(Promise.updated_at.desc())
    )
    with desk.store.read() as session:
        return _rows(session, desk, list(session.scalars(query)))


def one(desk: Desk, promise_id: int) -> PromiseRow:
    """The promise `promise_id`; NoResultFound when there is none."""
    with desk.store.read() as session:
        return _rows(session, desk, [session.get_one(Promise, promise_id)])[0]


def calls_of(desk: Desk, ids: Iterable[int]) -> list[int]:
    """The calls in which the promises `ids` were given."""
    with desk.store.read() as session:
        return list(session.scalars(select(Promise.call_id).where(Promise.id.in_(list(ids)))))


def _rows(session: Session, desk: Desk, rows: list[Promise]) -> list[PromiseRow]:
    names = people.names(session, (row.finder_id for row in rows))
    now = desk.clock()
    seen = {row.id: privacy.shown(desk, phones.told(row.number, row.number_norm)) for row in rows}
    return [
        PromiseRow(
            id=row.id, row_version=row.row_version, code=row.code, call_id=row.call_id,
            contact_name=seen[row.id] if row.contact_name == row.number else row.contact_name,
            company=row.company, number=row.number, number_norm=row.number_norm,
            matter=row.matter, finder_id=row.finder_id, finder=names.get(row.finder_id, ""),
            due_at=desk.local(row.due_at), first_due_at=desk.local(row.first_due_at), answer=row.answer,
            called_at=None if row.called_at is None else desk.local(row.called_at),
            attempts=row.attempts, result=row.result,
            overdue=rules.overdue(result=row.result, due_at=row.due_at, now=now),
            for_manager=rules.for_manager(result=row.result, attempts=row.attempts),
            created_at=desk.local(row.created_at),
            seen=seen[row.id],
        )
        for row in rows
    ]  # fmt: skip


def count_owed(session: Session, *, number_norm: str | None = None, before: datetime | None = None) -> int:
    """How many promises are owed, to one number or due before a moment when given."""
    query = select(func.count()).select_from(Promise).where(_owed())
    if number_norm is not None:
        query = query.where(Promise.number_norm == number_norm)
    if before is not None:
        query = query.where(Promise.due_at < before)
    return session.scalar(query) or 0


def called(desk: Desk, promise_id: int, *, answer: str, row_version: int, at: datetime | None = None) -> None:
    """The caller was reached and told `answer`, now or at `at`. FieldError when the answer is missing."""
    if not answer.strip():
        raise FieldError("answer", _("What was answered? Write it down before closing the promise."))

    def settle(row: Promise) -> None:
        moment = at or desk.clock()
        if moment < row.created_at:
            raise FieldError("called_at", _("The call back has to be later than the promise."))
        row.answer, row.called_at, row.result = answer.strip(), moment, "called"
        row.attempts += 1

    _settle(desk, "promise.called", promise_id, row_version, settle)


def unreached(desk: Desk, promise_id: int, *, row_version: int, note: str = "") -> int:
    """Nobody answered; the number of attempts so far. From the third on the manager has it on the list."""
    attempts = 0

    def settle(row: Promise) -> None:
        nonlocal attempts
        row.attempts += 1
        row.result = "unreached"
        if note.strip():
            row.answer = note.strip()
        attempts = row.attempts

    _settle(desk, "promise.unreached", promise_id, row_version, settle)
    return attempts


def postpone(desk: Desk, promise_id: int, due_at: datetime, *, row_version: int, note: str = "") -> None:
    """Owe it at `due_at` instead. The time first promised stays what the promise is measured by."""
    if due_at <= desk.clock():
        raise FieldError("due_at", _("The new time has passed already. Choose a later one."))

    def settle(row: Promise) -> None:
        row.due_at, row.result = due_at, "postponed"
        if note.strip():
            row.answer = note.strip()

    _settle(desk, "promise.postpone", promise_id, row_version, settle)


def cancel(desk: Desk, promise_id: int, *, reason: str, row_version: int) -> None:
    """The promise is owed no more, for `reason`. FieldError when there is no reason."""
    if not reason.strip():
        raise FieldError("answer", _("Why is it cancelled? A word is enough."))

    def settle(row: Promise) -> None:
        row.answer, row.result = reason.strip(), "cancelled"

    _settle(desk, "promise.cancel", promise_id, row_version, settle)


def _settle(
    desk: Desk, label: str, promise_id: int, row_version: int, settle: Callable[[Promise], None]
) -> None:
    with desk.store.write(label) as session:
        row = session.get_one(Promise, promise_id)
        if row.row_version != row_version:
            raise Conflict(
                _("{code} was changed by somebody else while you were at it.").format(code=row.code),
                kind=service.PROMISE, id=row.id, theirs={"result": row.result, "answer": row.answer},
            )  # fmt: skip
        settle(row)
        promising.put(session, row)


def usual_due(desk: Desk, start: datetime) -> datetime:
    """When a promise given at `start` is due unless said otherwise: two working hours later, or as set (R8)."""
    return desk.calendar.add(start, timedelta(hours=desk.settings.get(settings.PROMISE_HOURS)))
