"""The first rows of a list at once: looked for where they are likely to lie, so that few of its calls are looked at.

Every answer is exactly the beginning of the whole list. What is likely only decides how soon it is found: a word may
be in every second call or in one of ten thousand, a name may lead to one caller or to each seventh.
"""

from array import array
from datetime import datetime

from sqlalchemy import Select, false, func, select, union, union_all
from sqlalchemy.orm import Session

from app.calls import asking, service
from app.calls.asking import CallQuery, Recent
from app.calls.model import Call, Caller
from app.directory import reaching
from app.office.desk import Desk
from app.store import reading

WINDOWS = (4_000, 40_000)
"""Among so many of the newest calls the first ones that filters leave are looked for before all are looked at."""
SPARES = (1.5, 15)
"""Of a text so many times the wanted hits are looked at: some of the newest entries are of calls logged late, or lie
in the bin, or fall to the filters."""
LONGEST = 160_000
"""So many newest calls are as quickly counted as hits, thinner than these, are looked at all over the archive."""
COUNTED = 100_000
"""Callers are counted up to here: more are as many."""
_KEYS_OF_A_CALLER = 4
"""By so many keys of the directory a caller is reached that begin alike, roughly."""


def first(session: Session, desk: Desk, query: CallQuery, limit: int) -> "array[int]":
    """The first `limit` ids of `query`."""
    if query.in_bin:
        pass
    elif query.sort == "started_at" and query.descending:
        if query.text.strip():
            return _hits(session, desk, query, limit)
        if any(key != "started_at" for key in query.filters):
            for window in WINDOWS:
                if (recent := _newest(session, window)) is None:
                    break
                found = reading.ids(session, asking.statement(session, desk, query, recent).limit(limit))
                if len(found) == limit:
                    return found
    elif query.filters and query.sort != "started_at":
        found = reading.ids(session, _foremost(session, desk, query).limit(limit))
        if len(found) == limit:
            return found
    return reading.ids(session, asking.statement(session, desk, query).limit(limit))


def _foremost(session: Session, desk: Desk, query: CallQuery) -> Select[int]:
    """What fits among the calls that stand first in the order asked for: a filter that leaves many finds its first
    rows here, one that leaves few is quicker by its own index.
    """
    order = asking.order(query)
    likely = select(Call.id).where(Call.deleted_at.is_(None)).order_by(*order).limit(WINDOWS[0]).subquery()
    joined = select(Call.id).join(likely, likely.c.id == Call.id)
    return joined.where(*asking.conditions(session, desk, query)).order_by(*order)


def _newest(session: Session, window: int) -> Recent | None:
    """The newest `window` calls; None when there are no more than these."""
    here = Call.deleted_at.is_(None)
    last = select(Call.started_at).where(here).order_by(Call.started_at.desc()).offset(window - 1).limit(1)
    start = session.scalar(last)
    return None if start is None else _since(session, start)


def _since(session: Session, start: datetime) -> Recent:
    """The calls since `start`."""
    # counted beside, or SQLite looks for the lowest from the oldest call on
    lowest, calls = session.execute(
        select(func.min(Call.id), func.count()).where(Call.deleted_at.is_(None), Call.started_at >= start)
    ).one()
    return Recent(start, reaching.first_entry(session, service.KIND, lowest) if calls else 0, calls)


# The first hits of a text, newest first


def _hits(session: Session, desk: Desk, query: CallQuery, limit: int) -> "array[int]":
    if reaching.is_beginning_of_many(query.text) and (recent := _newest(session, WINDOWS[0])) is not None:
        texts = asking.text_hits(session, query.text, recent)
        found = reading.ids(session, _first_hits(session, desk, query, limit, recent, COUNTED, texts))
        if len(found) == limit:
            return found
    reached = reaching.amount(session, service.CALLER, query.text, most=COUNTED, numbers_in_text=True)
    entries, whole = list[int](), False
    for spare in SPARES:
        wanted = round(limit * spare)
        entries = reaching.newest(session, service.KIND, query.text, wanted)
        whole = len(entries) < wanted
        recent = _likely(session, None if whole else entries[-1], wanted, reached)
        if recent is None:
            break
        texts = _texts(session, query.text, recent, entries, whole=whole)
        found = reading.ids(session, _first_hits(session, desk, query, limit, recent, reached, texts))
        if len(found) == limit:
            return found
    texts = _texts(session, query.text, None, entries, whole=whole)
    return reading.ids(session, _first_hits(session, desk, query, limit, None, reached, texts))


def _likely(session: Session, entry: int | None, wanted: int, reached: int) -> Recent | None:
    """The newest calls among which `wanted` hits are likely: as many entries of calls from `entry` on hold the text,
    or callers enough are `reached`. None when the hits are so few that looking at all of them is quicker than
    counting that many calls.
    """
    calls = session.scalar(select(func.max(Call.id))) or 0
    callers = session.scalar(select(func.max(Caller.id))) or 0
    starts = []
    if entry is not None:
        record = reaching.record_of(session, entry)
        if calls - record < LONGEST:
            starts.append(session.scalar(select(Call.started_at).where(Call.id == record)))
    number = wanted * callers * _KEYS_OF_A_CALLER // reached if reached else calls
    if number < LONGEST // 4:  # calls of known numbers are found by an index alone
        starts.append(_moment(session, number))
    known = [start for start in starts if start is not None]
    return _since(session, max(known)) if known else None


def _texts(
    session: Session, text: str, recent: Recent | None, entries: list[int], *, whole: bool
) -> Select[int] | None:
    """The calls whose text holds `text`: those of the newest `entries`, if these are all or reach far enough."""
    lowest = 0 if recent is None else recent.entry
    if whole or (lowest and entries and entries[-1] <= lowest):
        held = [entry for entry in entries if entry >= lowest]
        return reaching.records_of(held) if held else None
    return asking.text_hits(session, text, recent)


def _moment(session: Session, number: int) -> datetime | None:
    """When the call began that is the `number`th, counted from the newest; None when there are fewer."""
    newest = select(Call.started_at).where(Call.deleted_at.is_(None)).order_by(Call.started_at.desc())
    return session.scalar(newest.offset(number).limit(1))


def _first_hits(
    session: Session, desk: Desk, query: CallQuery, limit: int, recent: Recent | None, reached: int,
    texts: Select[int] | None,
) -> Select[int]:  # fmt: skip
    """The first `limit` ids, of those by text and of those by caller: each way has an index of its own to go along."""
    told = asking.but_for_text(session, desk, query, recent)
    ways = []
    if texts is not None:
        ways.append(Call.id.in_(texts))
    if recent is not None and recent.calls < reached:
        ways.append(Call.id.in_(_asked_back(session, query.text, recent)))
    elif reached:
        callers = asking.callers_of(session, query.text)
        ways += [Call.number_norm.in_(asking.numbers_of(callers)), Call.id.in_(asking.unnumbered_of(callers))]
    if not ways:
        return select(Call.id).where(false())
    parts = [
        select(Call.id, Call.started_at)
        .where(*told, way)
        .order_by(*asking.order(query))
        .limit(limit)
        .subquery()
        for way in ways
    ]
    hits = union(*(select(part.c.id, part.c.started_at) for part in parts)).subquery()
    return select(hits.c.id).order_by(hits.c.started_at.desc(), hits.c.id.desc()).limit(limit)


def _asked_back(session: Session, text: str, recent: Recent) -> Select[int]:
    """The `recent` calls of a caller whom `text` leads to, each call asked who it was: for fewer calls than callers."""
    caller = select(Caller.id).where(Caller.identity == "#" + Call.number_norm).scalar_subquery()
    numbered = select(Call.id.label("tag"), caller.label("record")).where(
        Call.deleted_at.is_(None), Call.started_at >= recent.start, Call.number_norm != ""
    )
    nameless = select(Caller.last_call_id, Caller.id).where(Caller.number_norm == "")
    asked = union_all(numbered, nameless).subquery()
    return reaching.asked_back(session, service.CALLER, text, asked, numbers_in_text=True)
