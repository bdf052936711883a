"""Which calls a list asks for, as conditions and an order in SQL."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, false, select, union_all
from sqlalchemy.orm import QueryableAttribute, Session

from app.calls import filters, missed, rules, service
from app.calls.model import Call, Caller, Promise
from app.directory import reaching
from app.office.desk import Desk
from app.office.filters import Values, where
from app.office.periods import month_bounds

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


class Recent(NamedTuple):
    """The newest `calls` calls, those since `start`; and the first entry of the directory that can be of them."""

    start: datetime
    entry: int
    calls: int


def of_month(desk: Desk, month: date, *, promised: bool = False) -> CallQuery:
    """The calls of `month`, the earliest first; only those whose promise is still owed when asked so."""
    start, end = month_bounds(desk, month)
    return CallQuery(start=start, end=end, promised=promised, descending=False)


def statement(session: Session, desk: Desk, query: CallQuery, recent: Recent | None = None) -> Select[int]:
    """The ids of `query` in its order, of `recent` calls only when given."""
    return select(Call.id).where(*conditions(session, desk, query, recent)).order_by(*order(query))


def order(query: CallQuery) -> list[Any]:
    """The order of `query`; the id last, so that it is the same at every look."""
    columns = (*SORTS[query.sort], Call.id)
    return [column.desc() if query.descending else column for column in columns]


def conditions(
    session: Session, desk: Desk, query: CallQuery, recent: Recent | None = None
) -> list[ColumnElement[bool]]:
    """What a call must be for `query` to ask for it."""
    told = but_for_text(session, desk, query, recent)
    if query.text.strip():
        told.append(Call.id.in_(_matching(session, query.text, recent)))
    return told


def but_for_text(
    session: Session, desk: Desk, query: CallQuery, recent: Recent | None = None
) -> list[ColumnElement[bool]]:
    """As `conditions`, whatever text is asked for."""
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
    if recent is not None:
        told.append(Call.started_at >= recent.start)
    return told


def _matching(session: Session, text: str, recent: Recent | None) -> Any:
    """Ids of the calls whose text holds `text`, and of those made by a caller whom `text` leads to."""
    callers = callers_of(session, text)
    if callers is None:
        return select(Call.id).where(false())
    by_caller = select(Call.id).where(Call.number_norm.in_(numbers_of(callers)), Call.deleted_at.is_(None))
    if recent is not None:
        by_caller = by_caller.where(Call.started_at >= recent.start)
    by_text = text_hits(session, text, recent)
    return union_all(*([] if by_text is None else [by_text]), by_caller, unnumbered_of(callers))


def callers_of(session: Session, text: str) -> Any:
    """The ids of the callers whom `text` leads to, to be asked in one statement as often as needed and looked for
    once. None when it says nothing. Of a number it leaves out what `text_hits` finds.
    """
    found = reaching.reached(session, service.CALLER, text, numbers_in_text=True)
    return None if found is None else select(found.cte("reached").prefix_with("MATERIALIZED"))


def numbers_of(callers: Any) -> Select[str]:
    """The numbers of the callers `callers` of `callers_of`."""
    return select(Caller.number_norm).where(Caller.id.in_(callers), Caller.number_norm != "")


def unnumbered_of(callers: Any) -> Select[int]:
    """The last calls of those of `callers` who have no number to be known by."""
    return select(Caller.last_call_id).where(Caller.id.in_(callers), Caller.number_norm == "")


def text_hits(session: Session, text: str, recent: Recent | None) -> Select[int] | None:
    """The ids of the calls whose own text holds `text`; None when it holds no word."""
    return reaching.matches(session, service.KIND, text, since=recent.entry if recent else 0)
