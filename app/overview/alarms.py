"""Alarms: what is late and was not put off, out of every kind of record that can be owed; putting one off."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.calls import promises, service
from app.complaints import dues
from app.complaints import service as complaints
from app.office import settings
from app.office.desk import Desk
from app.overview.model import Snooze
from app.people import service as people
from app.store import trail
from app.store.errors import FieldError
from app.store.trail import Entry
from app.words import NP_, _


class PutOff(NamedTuple):
    """That somebody put an alarm off, until when and why; moments in the office's zone."""

    id: int
    at: datetime
    by: str
    until: datetime
    reason: str


class Alarm(NamedTuple):
    """Something that is owed at a time: who to, what about, who owes it."""

    kind: str
    id: int
    who: str
    what: str
    owner: str
    due_at: datetime
    put_off: PutOff | None = None
    """How it was put off last, also when that is over."""

    @property
    def mark(self) -> str:
        """What this alarm is known by once it was told: another time, or being put off, makes it another one."""
        off = f":{self.put_off.id}" if self.put_off else ""
        return f"{self.kind}:{self.id}:{self.due_at.isoformat()}{off}"

    def rings_at(self) -> datetime:
        """From when on it is to be told."""
        return max(self.due_at, self.put_off.until) if self.put_off else self.due_at


class Source(NamedTuple):
    """A kind of record that can be late: its word, what it is called, and everything of it that is owed."""

    kind: str
    label: tuple[str, str]
    owed: Callable[[Desk], Iterable[Alarm]]


def _promises(desk: Desk) -> Iterable[Alarm]:
    for row in promises.owed(desk):
        yield Alarm(service.PROMISE, row.id, row.who, row.matter, row.finder, row.due_at)


def _complaints(desk: Desk) -> Iterable[Alarm]:
    """What complaints owe: the salesperson told, or to confirm, or the satisfaction call (R14, R15)."""
    for due in dues.dues(desk):
        yield Alarm(complaints.KIND, due.id, due.complaint.who, due.what, due.owner, due.due_at)


SOURCES: tuple[Source, ...] = (
    Source(service.PROMISE, NP_("alarm", "Call back"), _promises),
    Source(complaints.KIND, NP_("alarm", "Complaint"), _complaints),
)
"""Every kind of alarm; a further one is one line here."""


class Alarms(NamedTuple):
    """What is owed as of `now`."""

    now: datetime
    ringing: tuple[Alarm, ...]
    """Late and not put off, the longest late first."""
    put_off: tuple[Alarm, ...]
    """Late and put off, the soonest first."""
    standing: frozenset[str]
    """The marks of everything owed, also of what is not due yet."""


def alarms(desk: Desk) -> Alarms:
    """The alarms as of now. Reads the database."""
    now = desk.now()
    owed = [alarm for source in SOURCES for alarm in source.owed(desk)]
    with desk.store.read() as session:
        off = _latest(session, desk)
    owed = [one._replace(put_off=off.get((one.kind, one.id))) for one in owed]
    late = [one for one in owed if one.due_at <= now]
    return Alarms(
        now,
        tuple(sorted((one for one in late if one.rings_at() <= now), key=lambda one: (one.due_at, one.id))),
        tuple(
            sorted((one for one in late if one.rings_at() > now), key=lambda one: (one.rings_at(), one.id))
        ),
        frozenset(one.mark for one in owed),
    )


def _latest(session: Session, desk: Desk) -> dict[tuple[str, int], PutOff]:
    newest = (
        select(func.max(Snooze.id)).where(Snooze.deleted_at.is_(None)).group_by(Snooze.kind, Snooze.record_id)
    )
    rows = session.scalars(select(Snooze).where(Snooze.id.in_(newest))).all()
    names = people.names(session, (row.created_by or 0 for row in rows))
    return {(row.kind, row.record_id): _told(desk, row, names) for row in rows}


def _told(desk: Desk, row: Snooze, names: dict[int, str]) -> PutOff:
    by = names.get(row.created_by or 0, "")
    return PutOff(row.id, desk.local(row.created_at), by, desk.local(row.until), row.reason)


def standing(desk: Desk) -> dict[tuple[str, int], PutOff]:
    """What is put off as of now, by kind and id of the record."""
    now = desk.now()
    with desk.store.read() as session:
        return {key: off for key, off in _latest(session, desk).items() if off.until > now}


def put_offs(desk: Desk, kind: str, ids: Iterable[int]) -> list[PutOff]:
    """How the alarms of some records were put off, the earliest first."""
    with desk.store.read() as session:
        rows = session.scalars(
            select(Snooze)
            .where(Snooze.kind == kind, Snooze.record_id.in_(list(ids)), Snooze.deleted_at.is_(None))
            .order_by(Snooze.id)
        ).all()
        names = people.names(session, (row.created_by or 0 for row in rows))
        return [_told(desk, row, names) for row in rows]


SNOOZE = "snooze"


def history(desk: Desk, kind: str, ids: Iterable[int]) -> list[Entry]:
    """What the trail tells of how the alarms of some records were put off; moments in the office's zone."""
    with desk.store.read() as session:
        numbers = session.scalars(
            select(Snooze.id).where(Snooze.kind == kind, Snooze.record_id.in_(list(ids)))
        ).all()
        told = [entry for number in numbers for entry in trail.entries(session, kind=SNOOZE, id=number)]
    return [entry._replace(at=desk.local(entry.at)) for entry in told]


class Later(NamedTuple):
    """A time until when an alarm may be put off: its key, its words, the moment."""

    key: str
    label: str
    moment: datetime


def later(desk: Desk) -> list[Later]:
    """The usual times until when something is put off: ten minutes to the next working morning."""
    now = desk.now()
    minutes = [(10, _("10 min")), (30, _("30 min")), (60, _("1 hour"))]
    found = [Later(str(n), words, now + timedelta(minutes=n)) for n, words in minutes]
    day = now.date() + timedelta(days=1)
    while not desk.calendar.is_working(day) and (day - now.date()).days < 14:
        day += timedelta(days=1)
    start = time.fromisoformat(desk.settings.get(settings.HOURS)[0][0])
    words = _("Tomorrow morning") if (day - now.date()).days == 1 else _("Next working day")
    return [*found, Later("morning", words, datetime.combine(day, start, desk.zone))]


def snooze(desk: Desk, which: Iterable[tuple[str, int]], until: datetime, *, reason: str) -> int:
    """Put the alarms of some records (kind, id) off until a moment; how many. The reason is kept with each.

    FieldError without a reason, or for a moment that has passed. What was promised stays as it was promised.
    """
    if not reason.strip():
        raise FieldError("reason", _("Why later? A word is enough; it is kept."))
    if until <= desk.clock():
        raise FieldError("until", _("This time has passed already. Choose a later one."))
    wanted = list(dict.fromkeys(which))
    with desk.store.write("alarm.snooze") as session:
        session.add_all(
            Snooze(kind=kind, record_id=number, until=until, reason=reason.strip()) for kind, number in wanted
        )
    return len(wanted)
