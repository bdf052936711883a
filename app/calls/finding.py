"""Lists of calls: ids in order first, rows for what is looked at, and one call whole."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import asking, complaints, filters, foremost, rules, service
from app.calls.asking import SORTS as SORTS
from app.calls.asking import CallQuery as CallQuery
from app.calls.model import Call, Caller, Promise
from app.calls.rules import NewCall
from app.china import phones
from app.office import privacy
from app.office.desk import Desk
from app.people import service as people
from app.store import reading, trail
from app.store.trail import Entry

if TYPE_CHECKING:
    from app.complaints.finding import ComplaintRow

FIRST = 200
"""How many ids the quick first step gives."""


class CallRow(NamedTuple):
    """A call as a list shows it; every text is ready to be drawn."""

    id: int
    row_version: int
    code: str
    started_at: datetime
    direction: str
    number: str
    number_norm: str
    province: str | None
    city: str | None
    caller_name: str
    company: str
    category: str
    category_label: str
    matter: str
    answer: str
    outcome: str
    outcome_label: str
    transfer_to: str
    transfer_reached: bool | None
    rings: int | None
    talk_seconds: int | None
    agent: str
    tone: str
    promise_due_at: datetime | None
    promise_result: str | None
    deleted: bool
    deleted_at: datetime | None = None
    deleted_by: str = ""
    """Who put it into the bin; nothing else changes a call that lies there."""
    handled: bool = False
    """Whether somebody saw to a missed call."""

    @property
    def who(self) -> str:
        """Company, else name, else the number."""
        return self.company or self.caller_name or self.number


def find(desk: Desk, query: CallQuery, *, limit: int | None = None, token: object = None) -> "array[int]":
    """The ids that `query` asks for, in its order; with `limit` only the first ones, at once.

    `token` names this reading, so that store.interrupt(token) ends it; Interrupted is raised then.
    """
    with desk.store.read(token) as session:
        if limit is not None:
            return foremost.first(session, desk, query, limit)
        return reading.ids(session, asking.statement(session, desk, query))


def counts(desk: Desk, query: CallQuery, key: str) -> dict[Any, int]:
    """How many calls have each value of the field `key`, among those that all else of `query` leaves."""
    rest = {name: value for name, value in query.filters.items() if name != key}
    with desk.store.read() as session:
        return filters.counts(session, key, asking.conditions(session, desk, replace(query, filters=rest)))


def count(desk: Desk, query: CallQuery) -> int:
    """How many calls `query` asks for."""
    with desk.store.read() as session:
        return reading.count(session, asking.statement(session, desk, query))


def rows(desk: Desk, ids: Sequence[int]) -> list[CallRow | None]:
    """The rows of `ids` in that order; None for one that is gone."""
    with desk.store.read() as session:
        return rows_in(session, desk, ids)


def rows_in(session: Session, desk: Desk, ids: Sequence[int]) -> list[CallRow | None]:
    """As `rows`, with a session that is open already."""
    # columns and no mapped objects, which take as long again
    calls = {row.id: row for row in session.execute(select(*_SHOWN).where(Call.id.in_(list(ids))))}
    owed = {
        row.call_id: row
        for row in session.execute(
            select(Promise.call_id, Promise.due_at, Promise.result)
            .where(Promise.call_id.in_(list(calls)), Promise.deleted_at.is_(None))
            .order_by(Promise.id)
        )
    }
    names = people.names(
        session,
        [
            each
            for row in calls.values()
            for each in (row.agent_id, row.transfer_to_id, row.updated_by if row.deleted_at else None)
        ],
    )
    words = service.categories(desk)
    return [
        None if (row := calls.get(i)) is None else _row(desk, row, owed.get(i), names, words) for i in ids
    ]


_SHOWN = (
    Call.id, Call.row_version, Call.code, Call.started_at, Call.direction, Call.number, Call.number_norm,
    Call.area_province, Call.area_city, Call.caller_name, Call.company, Call.category, Call.matter, Call.answer,
    Call.outcome, Call.transfer_to_id, Call.transfer_reached, Call.rings, Call.talk_seconds, Call.agent_id,
    Call.tone, Call.updated_by, Call.deleted_at, Call.handled_at,
)  # fmt: skip
"""What `_row` is made from."""


def _row(desk: Desk, row: Any, promise: Any, names: dict[int, str], words: rules.Categories) -> CallRow:
    return CallRow(
        id=row.id, row_version=row.row_version, code=row.code, started_at=desk.local(row.started_at),
        direction=row.direction, number=privacy.shown(desk, phones.told(row.number, row.number_norm)),
        number_norm=row.number_norm,
        province=row.area_province, city=row.area_city, caller_name=row.caller_name, company=row.company,
        category=row.category, category_label=words.label(row.category), matter=row.matter, answer=row.answer,
        outcome=row.outcome, outcome_label=rules.outcome_label(row.outcome),
        transfer_to=names.get(row.transfer_to_id or 0, ""), transfer_reached=row.transfer_reached,
        rings=row.rings, talk_seconds=row.talk_seconds, agent=names.get(row.agent_id, ""), tone=row.tone,
        promise_due_at=None if promise is None else desk.local(promise.due_at),
        promise_result=None if promise is None else promise.result,
        deleted=row.deleted_at is not None,
        deleted_at=None if row.deleted_at is None else desk.local(row.deleted_at),
        deleted_by="" if row.deleted_at is None else names.get(row.updated_by or 0, ""),
        handled=row.handled_at is not None,
    )  # fmt: skip


class CallDetail(NamedTuple):
    """One call whole: as a list shows it, as it was typed, and its promise."""

    row: CallRow
    typed: NewCall
    promise_id: int | None
    created_at: datetime
    complaint: "ComplaintRow | None" = None
    """What it became, when it became a complaint."""


def detail(desk: Desk, call_id: int) -> CallDetail:
    """Everything about the call `call_id`; NoResultFound when there is none."""
    from app.complaints import finding as complaint_finding  # late: the list needs none of it

    with desk.store.read() as session:
        call = session.get_one(Call, call_id)
        promise = session.scalar(
            select(Promise).where(Promise.call_id == call_id, Promise.deleted_at.is_(None))
        )
        row = rows_in(session, desk, [call_id])[0]
        assert row is not None
        came = complaints.of_call(session, call_id)
        return CallDetail(
            row,
            service.as_typed(call, promise=promise),
            promise.id if promise else None,
            desk.local(call.created_at),
            None if came is None else complaint_finding.rows_in(session, desk, [came.id])[0],
        )


def history(desk: Desk, call_id: int) -> list[Entry]:
    """What happened to a call and its promise, field by field, the oldest first; moments in the office's zone."""
    with desk.store.read() as session:
        promises = session.scalars(select(Promise.id).where(Promise.call_id == call_id)).all()
        told = [(service.KIND, call_id), *((service.PROMISE, promise_id) for promise_id in promises)]
        return [entry._replace(at=desk.local(entry.at)) for entry in trail.together(session, told)]


def titles(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of calls for search results."""
    words = service.categories(desk)
    columns = (Call.id, Call.company, Call.caller_name, Call.number, Call.number_norm, Call.category, Call.started_at,
               Call.matter)  # fmt: skip
    found = {}
    for row in session.execute(select(*columns).where(Call.id.in_(list(ids)))):
        number = privacy.shown(desk, phones.display(row.number_norm) or row.number)
        who = row.company or row.caller_name or number
        at = desk.local(row.started_at)
        found[row.id] = (f"{who} · {words.label(row.category)}", f"{at:%Y-%m-%d %H:%M} {row.matter}".strip())
    return found


def caller_titles(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of callers for search results."""
    columns = (Caller.id, Caller.company, Caller.name, Caller.number_norm)
    return {
        row.id: (row.company or row.name or phones.display(row.number_norm),
                 " ".join(part for part in (row.name if row.company else "", phones.display(row.number_norm)) if part))
        for row in session.execute(select(*columns).where(Caller.id.in_(list(ids))))
    }  # fmt: skip


def promise_titles(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of promises for search results."""
    columns = (
        Promise.id,
        Promise.company,
        Promise.contact_name,
        Promise.result,
        Promise.due_at,
        Promise.matter,
    )
    return {
        row.id: (f"{row.company or row.contact_name} · {rules.result_label(row.result)}",
                 f"{desk.local(row.due_at):%Y-%m-%d %H:%M} {row.matter}")
        for row in session.execute(select(*columns).where(Promise.id.in_(list(ids))))
    }  # fmt: skip
