"""A year of turns read for the account: what counts, who was on duty around a month, what last year left over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china.workdays import WorkCalendar
from app.roster.ledger import Ledger
from app.roster.model import Turn
from app.roster.rules import Member

_DAY = timedelta(days=1)
_FURTHEST = 40
"""Days without work after which no neighbour is looked for."""


class Counted(NamedTuple):
    """One turn that counts."""

    on: date
    staff_id: int | None
    task: str
    effort: int
    made: datetime


def month_after(month: date, count: int = 1) -> date:
    """The first day of the month `count` months after that of `month`; `count` may be negative."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def days_of(month: date) -> list[date]:
    """Every day of the month that begins with `month`."""
    return [month + _DAY * n for n in range((month_after(month) - month).days)]


def days_until_new_year(first: date, year: int) -> list[date]:
    """Every day of `year` from `first` on; [] when `first` lies after it."""
    return [first + _DAY * n for n in range((date(year + 1, 1, 1) - first).days)]


def working_day(calendar: WorkCalendar, day: date, step: int) -> date | None:
    """The nearest working day before (`step` -1) or after (1) `day`; None when there is none for weeks."""
    for _n in range(_FURTHEST):
        day += _DAY * step
        if calendar.is_working(day):
            return day
    return None


def counted(session: Session, year: int) -> list[Counted]:
    """The turns of `year` that count: filled, not missed, in the order of days."""
    found = session.execute(
        select(Turn.on, Turn.staff_id, Turn.task, Turn.effort, Turn.created_at)
        .where(
            Turn.deleted_at.is_(None), Turn.staff_id.is_not(None), Turn.missed.is_(False),
            Turn.on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Turn.on, Turn.place)
    )  # fmt: skip
    return [Counted(*row) for row in found]


def turns(session: Session, month: date) -> list[Turn]:
    """The turns of the month that begins with `month`, in the order of days."""
    last = month_after(month) - _DAY
    return list(
        session.scalars(
            select(Turn)
            .where(Turn.deleted_at.is_(None), Turn.on.between(month, last))
            .order_by(Turn.on, Turn.place)
        )
    )


def ledger(
    members: Sequence[Member],
    rows: Sequence[Counted],
    *,
    without: date | None = None,
    until: date | None = None,
) -> Ledger:
    """The account of `rows`, less the month `without` (its first day), up to the day `until`, both when given."""
    made = Ledger(members)
    days: dict[date, list[tuple[int | None, str, int]]] = {}
    given: dict[date, datetime] = {}
    after = month_after(without) if without else None
    for row in rows:
        if without is not None and after is not None and without <= row.on < after:
            continue
        if until is None or row.on <= until:
            days.setdefault(row.on, []).append((row.staff_id, row.task, row.effort))
            given[row.on] = min(given.get(row.on, row.made), row.made)
    for day, turns in days.items():
        made.add_day(day, turns, made=given[day])
    return made


def people_on(session: Session, days: Sequence[date | None]) -> list[set[int]]:
    """Who is on duty on each of `days`."""
    wanted = [day for day in days if day is not None]
    found: dict[date, set[int]] = {}
    for on, person in session.execute(
        select(Turn.on, Turn.staff_id).where(Turn.deleted_at.is_(None), Turn.on.in_(wanted))
    ):
        if person is not None:
            found.setdefault(on, set()).add(person)
    return [found.get(day, set()) if day else set() for day in days]


def carried(session: Session, members: Sequence[Member], year: int) -> dict[int, float]:
    """What each still owed when the year before `year` ended: it decides who gets an odd turn."""
    last = ledger(members, counted(session, year - 1))
    return {member.id: last.owed(member.id) for member in members}
