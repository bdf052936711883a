"""The pool: who takes part in the roster and when, who is away, who is kept apart, and what is cleaned (R43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.people import service as people
from app.people.model import Staff
from app.roster.model import Apart, Leave, PoolMember, RosterTask, Turn
from app.roster.rules import Away, Member, Task, tasks_problem, usual_tasks, weekdays_problem
from app.store.errors import UserError
from app.words import _

KIND = "roster_pool"


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One member of staff as the pool sees them. `from_on`, `to_on` are what counts: the pool's own, else the staff
    list's.
    """

    staff_id: int
    code: str
    name: str
    department: str
    resident: bool
    from_on: date | None
    to_on: date | None
    share: int = 100
    weekdays: str = ""
    avoid: str = ""
    prefer: str = ""
    remark: str = ""
    known: datetime | None = None
    """Since when the person is on record."""


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One absence."""

    id: int
    staff_id: int
    name: str
    from_on: date
    to_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Two who are never on duty together."""

    id: int
    one_id: int
    other_id: int
    one: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything the planner knows of people and tasks. `members` are those who take part, in order of their code."""

    members: tuple[Member, ...]
    apart: frozenset[frozenset[int]]
    tasks: tuple[Task, ...]


def load(session: Session) -> Pool:
    """The pool as it stands."""
    away: dict[int, list[Away]] = {}
    for leave in session.scalars(select(Leave).where(Leave.deleted_at.is_(None)).order_by(Leave.from_on)):
        away.setdefault(leave.staff_id, []).append(Away(leave.from_on, leave.to_on, leave.reason))
    members = tuple(
        Member(
            row.staff_id, row.name, row.from_on, row.to_on, row.share, row.weekdays, row.avoid, row.prefer,
            tuple(away.get(row.staff_id, ())), row.known if row.from_on is None else None,
        )
        for row in _rows(session) if row.resident
    )  # fmt: skip
    pairs = session.execute(select(Apart.one_id, Apart.other_id).where(Apart.deleted_at.is_(None)))
    return Pool(members, frozenset(frozenset(pair) for pair in pairs), tuple(_tasks(session)))


def _rows(session: Session) -> list[PoolRow]:
    said = {row.staff_id: row for row in session.scalars(select(PoolMember))}
    staff = session.scalars(select(Staff).where(Staff.deleted_at.is_(None)).order_by(Staff.code))
    return [_row(person, said.get(person.id)) for person in staff]


def _row(person: Staff, said: PoolMember | None) -> PoolRow:
    if said is None or said.deleted_at is not None:
        return PoolRow(
            person.id, person.code, person.name, person.department, person.resident, person.from_on, person.to_on,
            known=person.created_at,
        )  # fmt: skip
    ends = [day for day in (said.to_on, person.to_on) if day is not None]
    return PoolRow(
        person.id, person.code, person.name, person.department, said.resident, said.from_on or person.from_on,
        min(ends, default=None), said.share, said.weekdays, said.avoid, said.prefer, said.remark or "",
        person.created_at,
    )  # fmt: skip


def _tasks(session: Session) -> list[Task]:
    rows = session.scalars(
        select(RosterTask).where(RosterTask.deleted_at.is_(None)).order_by(RosterTask.position, RosterTask.id)
    ).all()
    return [Task(row.name, row.effort, row.people, row.weekdays) for row in rows] or usual_tasks()


def rows(desk: Desk) -> list[PoolRow]:
    """Everybody on the staff list who has not left, and what the pool says of them, in order of their code."""
    with desk.store.read() as session:
        return [row for row in _rows(session) if row.to_on is None or row.to_on >= desk.today()]


def tasks(desk: Desk) -> list[Task]:
    """What is cleaned."""
    with desk.store.read() as session:
        return _tasks(session)


def save_tasks(desk: Desk, wanted: Sequence[Task]) -> None:
    """Replace the list of tasks; months already made keep theirs. UserError when one does not fit."""
    if wrong := tasks_problem(wanted):
        raise UserError(wrong)
    with desk.store.write("roster.tasks") as session:
        old = list(session.scalars(select(RosterTask).where(RosterTask.deleted_at.is_(None))))
        for at, task in enumerate(wanted):
            fields = {
                "position": at, "name": task.name.strip(), "effort": task.effort, "people": task.people,
                "weekdays": task.weekdays,
            }  # fmt: skip
            if at < len(old):
                for name, value in fields.items():
                    setattr(old[at], name, value)
            else:
                session.add(RosterTask(**fields))
        for row in old[len(wanted) :]:
            row.deleted_at = desk.clock()


def save_member(
    desk: Desk,
    staff_id: int,
    *,
    resident: bool = True,
    from_on: date | None = None,
    to_on: date | None = None,
    share: int = 100,
    weekdays: str = "",
    avoid: str = "",
    prefer: str = "",
    remark: str = "",
) -> None:
    """Say how somebody takes part. UserError when a field does not fit.

    Who joins while a year is running, and no first day is said, takes part from today on: nobody has to make up for
    turns of a time when others did them.
    """
    for digits in (weekdays, avoid, prefer):
        if wrong := weekdays_problem(digits):
            raise UserError(wrong)
    if not 10 <= share <= 100:
        raise UserError(_("The share lies between 10 and 100 per cent."))
    if from_on and to_on and to_on < from_on:
        raise UserError(_("The last day in the pool lies before the first."))
    if weekdays and not set(weekdays) - set(avoid):
        raise UserError(_("No weekday is left on which this person could be on duty."))
    with desk.store.write("roster.pool") as session:
        row = session.scalar(select(PoolMember).where(PoolMember.staff_id == staff_id))
        staff = session.get_one(Staff, staff_id)
        if resident and not _row(staff, row).resident and from_on is None and staff.from_on is None:
            from_on = _joins(session, staff_id, desk.today())
        if row is None:
            row = PoolMember(staff_id=staff_id)
            session.add(row)
        row.deleted_at = None
        row.resident, row.from_on, row.to_on, row.share = resident, from_on, to_on, share
        row.weekdays, row.avoid, row.prefer, row.remark = weekdays, avoid, prefer, remark.strip() or None


def _joins(session: Session, staff_id: int, today: date) -> date | None:
    """The first day of who joins today: none when nobody was on duty this year before, or this person was as well."""
    earlier = session.scalars(
        select(Turn.staff_id).distinct()
        .where(Turn.deleted_at.is_(None), Turn.on >= today.replace(month=1, day=1), Turn.on < today)
    ).all()  # fmt: skip
    return today if earlier and staff_id not in earlier else None


def leaves(desk: Desk, first: date, last: date) -> list[LeaveRow]:
    """Absences that touch the days from `first` to `last`, the earliest first."""
    with desk.store.read() as session:
        found = session.execute(
            select(Leave, Staff.name)
            .join(Staff, Leave.staff_id == Staff.id)
            .where(Leave.deleted_at.is_(None), Leave.from_on <= last, Leave.to_on >= first)
            .order_by(Leave.from_on, Leave.id)
        )
        return [
            LeaveRow(row.id, row.staff_id, name, row.from_on, row.to_on, row.reason) for row, name in found
        ]


def add_leave(desk: Desk, staff_id: int, first: date, last: date, reason: str = "") -> int:
    """Note that somebody is away from `first` to `last`; the id. UserError when the days are the wrong way round."""
    if last < first:
        raise UserError(_("The last day of the absence lies before the first."))
    with desk.store.write("roster.leave") as session:
        return put_leave(session, staff_id, first, last, reason)


def put_leave(session: Session, staff_id: int, first: date, last: date, reason: str) -> int:
    """As `add_leave`, inside a write that is open already."""
    row = Leave(staff_id=staff_id, from_on=first, to_on=last, reason=reason.strip()[:100])
    session.add(row)
    session.flush()
    return row.id


def remove_leave(desk: Desk, leave_id: int) -> None:
    """Somebody is not away after all."""
    with desk.store.write("roster.leave_remove") as session:
        session.get_one(Leave, leave_id).deleted_at = desk.clock()


def apart(desk: Desk) -> list[ApartRow]:
    """The pairs that are never on duty together."""
    with desk.store.read() as session:
        found = list(session.scalars(select(Apart).where(Apart.deleted_at.is_(None)).order_by(Apart.id)))
        names = people.names(session, (i for row in found for i in (row.one_id, row.other_id)))
        return [
            ApartRow(r.id, r.one_id, r.other_id, names[r.one_id], names[r.other_id], r.reason) for r in found
        ]


def keep_apart(desk: Desk, one_id: int, other_id: int, reason: str = "") -> int:
    """Never put these two together; the id. UserError for one person twice, or a pair that is known."""
    if one_id == other_id:
        raise UserError(_("Choose two different people."))
    one_id, other_id = sorted((one_id, other_id))
    with desk.store.write("roster.apart") as session:
        known = session.scalar(
            select(Apart.id).where(
                Apart.deleted_at.is_(None),
                or_(
                    (Apart.one_id == one_id) & (Apart.other_id == other_id),
                    (Apart.one_id == other_id) & (Apart.other_id == one_id),
                ),
            )
        )
        if known is not None:
            raise UserError(_("These two are kept apart already."))
        row = Apart(one_id=one_id, other_id=other_id, reason=reason.strip()[:100])
        session.add(row)
        session.flush()
        return row.id


def let_together(desk: Desk, apart_id: int) -> None:
    """These two may be on duty together again."""
    with desk.store.write("roster.apart_remove") as session:
        session.get_one(Apart, apart_id).deleted_at = desk.clock()
