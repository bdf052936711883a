"""Lists of calls: ids in order first, rows for what is looked at, and one call whole."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, null, select, union_all
from sqlalchemy.orm import QueryableAttribute, Session

from app.calls import complaints, filters, missed, rules, service
from app.calls.model import Call, Caller, Promise
from app.calls.rules import NewCall
from app.china import phones
from app.complaints import finding as complaint_finding
from app.complaints.finding import ComplaintRow
from app.directory import service as directory
from app.office.desk import Desk
from app.office.filters import Values, where
from app.people import service as people
from app.store import reading, trail
from app.store.trail import Entry

SORTS: dict[str, tuple[QueryableAttribute[Any], ...]] = {
    "started_at": (Call.started_at,),
    "who": (Call.who_key,),
    "number": (Call.number_norm, Call.started_at),
    "category": (Call.category, Call.started_at),
    "outcome": (Call.outcome, Call.started_at),
    "talk": (Call.talk_seconds,),
    "deleted_at": (Call.deleted_at,),
}
"""The columns behind each order, as they are indexed."""
FIRST = 200
"""How many ids the quick first step gives."""
WINDOWS = (4_000, 40_000)
"""Among so many of the newest calls the first hits of a text are looked for before it is looked for in all.

A word of every second call would otherwise be found half a million times for the sake of its newest 200.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQuery:
    """Which calls, in which order. Moments are aware and half open; None and "" mean any."""

    text: str = ""
    start: datetime | None = None
    end: datetime | None = None
    direction: str = ""
    category: str = ""
    outcome: str = ""
    agent_id: int | None = None
    number_norm: str = ""
    unhandled: bool = False
    """Only missed calls that nobody has seen to yet."""
    promised: bool = False
    """Only calls whose promise is still owed."""
    in_bin: bool = False
    filters: Values = field(default_factory=dict)
    """Values of the fields in app.calls.filters."""
    sort: str = "started_at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class CallRow:
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
        if limit is not None and _newest_of_many(query):
            for window in WINDOWS:
                recent = _recent(session, window)
                if recent is None:
                    break
                found = reading.ids(session, _statement(session, desk, query, recent).limit(limit))
                if len(found) == limit:
                    return found
        elif limit is not None and query.filters and query.sort != "started_at" and not query.in_bin:
            found = reading.ids(session, _foremost(session, desk, query).limit(limit))
            if len(found) == limit:
                return found
        return reading.ids(session, _statement(session, desk, query).limit(limit))


def _foremost(session: Session, desk: Desk, query: CallQuery) -> Select[int]:
    """What fits among the calls that stand first in the order asked for: a filter that leaves many finds its first
    rows here, one that leaves few is quicker by its own index.
    """
    order = _order(query)
    first = select(Call.id).where(Call.deleted_at.is_(None)).order_by(*order).limit(WINDOWS[0]).subquery()
    joined = select(Call.id).join(first, first.c.id == Call.id)
    return joined.where(*_conditions(session, desk, query, None)).order_by(*order)


def _newest_of_many(query: CallQuery) -> bool:
    """Whether the first hits are likely among the newest calls: asked for by text or filters, newest first."""
    asked = query.text.strip() or any(key != "started_at" for key in query.filters)
    return bool(asked) and query.sort == "started_at" and query.descending and not query.in_bin


def counts(desk: Desk, query: CallQuery, key: str) -> dict[Any, int]:
    """How many calls have each value of the field `key`, among those that all else of `query` leaves."""
    rest = {name: value for name, value in query.filters.items() if name != key}
    with desk.store.read() as session:
        return filters.counts(session, key, _conditions(session, desk, replace(query, filters=rest), None))


def count(desk: Desk, query: CallQuery) -> int:
    """How many calls `query` asks for."""
    with desk.store.read() as session:
        statement = _statement(session, desk, query).order_by(None)
        return session.scalar(select(func.count()).select_from(statement.subquery())) or 0


@dataclass(frozen=True, slots=True)
class _Recent:
    """The newest calls: those since `start`; and the first entry of the directory that can be of one of them."""

    start: datetime
    entry: int


def _recent(session: Session, window: int) -> _Recent | None:
    """The newest `window` calls; None when there are no more than these."""
    here = Call.deleted_at.is_(None)
    last = select(Call.started_at).where(here).order_by(Call.started_at.desc()).offset(window - 1).limit(1)
    start = session.scalar(last)
    if start is None:
        return None
    # counted beside, or SQLite looks for the lowest from the oldest call on
    lowest, _n = session.execute(
        select(func.min(Call.id), func.count()).where(here, Call.started_at >= start)
    ).one()
    return _Recent(start, directory.first_entry(session, service.KIND, lowest))


def _statement(session: Session, desk: Desk, query: CallQuery, recent: _Recent | None = None) -> Select[int]:
    """The ids of `query` in its order, of `recent` calls only when given."""
    statement = select(Call.id).where(*_conditions(session, desk, query, recent))
    return statement.order_by(*_order(query))


def _order(query: CallQuery) -> list[Any]:
    """The order of `query`; the id last, so that it is the same at every look."""
    order = (*SORTS[query.sort], Call.id)
    return [column.desc() if query.descending else column for column in order]


def _conditions(
    session: Session, desk: Desk, query: CallQuery, recent: _Recent | None
) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = [
        Call.deleted_at.is_not(None) if query.in_bin else Call.deleted_at.is_(None)
    ]
    if query.start is not None:
        told.append(Call.started_at >= query.start)
    if query.end is not None:
        told.append(Call.started_at < query.end)
    for column, value in (
        (Call.direction, query.direction),
        (Call.category, query.category),
        (Call.outcome, query.outcome),
        (Call.number_norm, query.number_norm),
    ):
        if value:
            told.append(column == value)
    if query.agent_id is not None:
        told.append(Call.agent_id == query.agent_id)
    if query.unhandled:
        told.append(missed.unhandled())
    if query.promised:
        owed = select(Promise.call_id).where(
            Promise.result.in_(rules.OPEN_RESULTS), Promise.deleted_at.is_(None)
        )
        told.append(Call.id.in_(owed))
    told += where(session, desk, filters.meanings(since=recent.entry if recent else 0), query.filters)
    if query.text.strip():
        told.append(Call.id.in_(_matching(session, query.text, recent)))
    if recent is not None:
        told.append(Call.started_at >= recent.start)
    return told


def _matching(session: Session, text: str, recent: _Recent | None) -> Any:
    """Ids of the calls whose text holds `text`, and of those made by a caller whom `text` leads to."""
    callers = directory.reached(session, service.CALLER, text, numbers_in_text=True)
    if callers is None:
        return select(null()).where(false())
    known = select(callers.cte("reached").prefix_with("MATERIALIZED"))  # asked twice, looked for once
    numbers = select(Caller.number_norm).where(Caller.id.in_(known), Caller.number_norm != "")
    by_caller = select(Call.id).where(Call.number_norm.in_(numbers), Call.deleted_at.is_(None))
    if recent is not None:
        by_caller = by_caller.where(Call.started_at >= recent.start)
    unnumbered = select(Caller.last_call_id).where(Caller.id.in_(known), Caller.number_norm == "")
    by_text = directory.matches(session, service.KIND, text, since=recent.entry if recent else 0)
    return union_all(*([] if by_text is None else [by_text]), by_caller, unnumbered)


def rows(desk: Desk, ids: Sequence[int]) -> list[CallRow | None]:
    """The rows of `ids` in that order; None for one that is gone."""
    with desk.store.read() as session:
        return rows_in(session, desk, ids)


def rows_in(session: Session, desk: Desk, ids: Sequence[int]) -> list[CallRow | None]:
    """As `rows`, with a session that is open already."""
    calls = {row.id: row for row in session.scalars(select(Call).where(Call.id.in_(list(ids))))}
    owed = {
        row.call_id: row
        for row in session.scalars(
            select(Promise).where(Promise.call_id.in_(list(calls))).order_by(Promise.id)
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


def _row(
    desk: Desk, row: Call, promise: Promise | None, names: dict[int, str], words: rules.Categories
) -> CallRow:
    return CallRow(
        id=row.id, row_version=row.row_version, code=row.code, started_at=desk.local(row.started_at),
        direction=row.direction, number=phones.display(row.number_norm) or row.number, number_norm=row.number_norm,
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


@dataclass(frozen=True, slots=True)
class CallDetail:
    """One call whole: as a list shows it, as it was typed, and its promise."""

    row: CallRow
    typed: NewCall
    promise_id: int | None
    created_at: datetime
    complaint: ComplaintRow | None = None
    """What it became, when it became a complaint."""


def detail(desk: Desk, call_id: int) -> CallDetail:
    """Everything about the call `call_id`; NoResultFound when there is none."""
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
        lines = [entry for kind, number in told for entry in trail.entries(session, kind=kind, id=number)]
    return [
        replace(entry, at=desk.local(entry.at)) for entry in sorted(lines, key=lambda entry: entry.write_id)
    ]


def titles(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of calls for search results."""
    found = rows_in(session, desk, ids)
    return {
        row.id: (f"{row.who} · {row.category_label}", f"{row.started_at:%Y-%m-%d %H:%M} {row.matter}".strip())
        for row in found
        if row is not None
    }


def caller_titles(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of callers for search results."""
    return {
        row.id: (row.company or row.name or phones.display(row.number_norm),
                 " ".join(part for part in (row.name if row.company else "", phones.display(row.number_norm)) if part))
        for row in session.scalars(select(Caller).where(Caller.id.in_(list(ids))))
    }  # fmt: skip


def promise_titles(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of promises for search results."""
    return {
        row.id: (f"{row.company or row.contact_name} · {rules.result_label(row.result)}",
                 f"{desk.local(row.due_at):%Y-%m-%d %H:%M} {row.matter}")
        for row in session.scalars(select(Promise).where(Promise.id.in_(list(ids))))
    }  # fmt: skip
