"""The weekly desk check: whose desk is tidy, with a score (R45)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.office.desk import Desk
from app.people import service as people
from app.roster import pool as pools
from app.roster import year as years
from app.roster.finding import told_apart
from app.roster.model import DeskCheck
from app.roster.rules import score_problem
from app.store.errors import UserError
from app.words import _

KIND = "desk_check"


@dataclass(frozen=True, slots=True)
class Checked:
    """One score, who gave it, and what was noted."""

    score: int
    checker: str
    note: str


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One person's desk over the weeks of a month; None where it was not looked at."""

    staff_id: int
    name: str
    scores: tuple[Checked | None, ...]

    @property
    def mean(self) -> float | None:
        """The mean of the scores there are."""
        known = [each.score for each in self.scores if each is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class DeskMonth:
    """The checks of a month: its weeks by their Mondays, and a row for everybody with a desk in the office."""

    month: date
    weeks: tuple[date, ...]
    rows: tuple[DeskRow, ...]


def weeks_of(desk: Desk, month: date) -> tuple[date, ...]:
    """The Mondays of the weeks of `month`: a week belongs to the month of its first working day."""
    found = []
    for day in years.days_of(month.replace(day=1)):
        monday = day - timedelta(days=day.weekday())
        working = [on for n in range(7) if desk.calendar.is_working(on := monday + timedelta(days=n))]
        if working and working[0] == day:
            found.append(monday)
    return tuple(found)


def month_of_week(desk: Desk, day: date) -> date:
    """The first day of the month to which the week of `day` belongs."""
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]
    return next((on for on in week if desk.calendar.is_working(on)), day).replace(day=1)


def month(desk: Desk, first: date) -> DeskMonth:
    """The checks of the weeks of the month of `first`."""
    first = first.replace(day=1)
    weeks = weeks_of(desk, first)
    last = years.month_after(first) - timedelta(days=1)
    with desk.store.read() as session:
        rows = session.scalars(
            select(DeskCheck).where(DeskCheck.deleted_at.is_(None), DeskCheck.week.in_(weeks))
        ).all()
        known = {(row.staff_id, row.week): row for row in rows}
        here = [m.id for m in pools.load(session).members if any(m.belongs(d) for d in (*weeks, last))]
        order = list(dict.fromkeys([*here, *(row.staff_id for row in rows)]))
        names = people.names(session, [row.checker_id for row in rows]) | told_apart(session, order)

    def checked(staff_id: int, week: date) -> Checked | None:
        row = known.get((staff_id, week))
        return (
            None if row is None else Checked(row.score, names.get(row.checker_id or 0, ""), row.remark or "")
        )

    return DeskMonth(
        first, weeks, tuple(DeskRow(i, names[i], tuple(checked(i, week) for week in weeks)) for i in order)
    )


def check(desk: Desk, week: date, staff_id: int, score: int | None, *, note: str = "") -> None:
    """Give somebody's desk a score for the week of `week`; None takes it away. UserError when it does not fit."""
    if wrong := score_problem(score):
        raise UserError(wrong)
    monday = week - timedelta(days=week.weekday())
    if monday > desk.today():
        raise UserError(_("This week is still to come."))
    with desk.store.write("desk.check") as session:
        row = session.scalar(
            select(DeskCheck).where(
                DeskCheck.deleted_at.is_(None), DeskCheck.week == monday, DeskCheck.staff_id == staff_id
            )
        )
        if score is None:
            if row is not None:
                row.deleted_at = desk.clock()
            return
        if row is None:
            row = DeskCheck(week=monday, staff_id=staff_id, score=score)
            session.add(row)
        row.score, row.checker_id, row.remark = score, desk.person.id, note.strip() or row.remark
