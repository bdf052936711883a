"""Making a month (R43, R44): the pool, the calendar and the year's account go in, the turns are written."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.roster import pool as pools
from app.roster import year as years
from app.roster.model import RosterMonth, Turn
from app.roster.planning import plan
from app.roster.pool import Pool
from app.roster.rules import places
from app.roster.slots import Slot
from app.store.errors import UserError
from app.words import _

FIRST_SEED = 1
FURTHEST = 24
"""Months ahead that may be made."""


def make(
    desk: Desk, month: date, *, seed: int | None = None, reason: str = "", only_gaps: bool = False
) -> int:  # fmt: skip
    """Make the roster of `month` (its first day); how many places were filled anew.

    What is locked, ticked, or of days before today that have somebody stays as it is. Days that are over are filled
    only with a `reason`: who was on duty then is a fact, not a plan. `seed` (default: the month's last one) draws the
    lots: the same seed on the same records gives the same month. `only_gaps` fills what has nobody and leaves the
    rest. UserError for a past month without `reason`, a month too far ahead, one with no day left, and when nobody
    takes part.
    """
    month = month.replace(day=1)
    today = desk.today()
    this = today.replace(day=1)
    if month < this and not reason.strip():
        raise UserError(_("This month is over. Give a reason for making its roster anew."))
    if month > years.month_after(this, FURTHEST):
        raise UserError(_("This month lies more than {n} months ahead.").format(n=FURTHEST))
    with desk.store.write("roster.make") as session:
        pool = pools.load(session)
        if not pool.members:
            raise UserError(
                _("Nobody takes part in the roster. Put the people who sit in the office into the pool.")
            )
        kept = _month_row(session, month)
        old = years.turns(session, month)
        seed = seed if seed is not None else kept.seed if kept else FIRST_SEED
        working = {day for day in years.days_of(month) if desk.calendar.is_working(day)}
        fixed = {
            (row.on, row.place): row for row in old
            if row.locked or row.done or row.missed or (only_gaps and row.staff_id is not None)
            or (month == this and row.on < today and (row.staff_id is not None or not reason.strip()))
        }  # fmt: skip
        # a lock does not hold on a day that has become a rest day
        fixed = {key: row for key, row in fixed.items() if key[0] in working or key[0] < today}
        days = [day for day in sorted(working) if day >= today or reason.strip()]
        if not (days or old):
            raise UserError(
                _("No working day of this month is left. Give a reason to fill the days that are over.")
            )
        slots = _slots(pool, days, fixed)
        planned = _planned(session, desk, month, pool, slots, seed)
        _write(session, desk, month, old, planned)
        if kept is None:
            session.add(RosterMonth(month=month, seed=seed, reason=reason.strip()[:200]))
        else:
            kept.seed, kept.reason = seed, reason.strip()[:200] or kept.reason
        return sum(1 for slot in planned if slot.person is not None and not slot.fixed)


def _month_row(session: Session, month: date) -> RosterMonth | None:
    return session.scalar(
        select(RosterMonth).where(RosterMonth.month == month, RosterMonth.deleted_at.is_(None))
    )


def _slots(pool: Pool, days: Sequence[date], fixed: dict[tuple[date, int], Turn]) -> list[Slot]:
    slots = [
        Slot(row.on, row.place, row.task, row.effort, row.staff_id, True, row.created_at)
        for row in fixed.values()
    ]
    for day in days:
        slots += [
            Slot(day, place, task, effort)
            for place, (task, effort) in enumerate(places(pool.tasks, day))
            if (day, place) not in fixed
        ]
    return slots


def _planned(
    session: Session, desk: Desk, month: date, pool: Pool, slots: Sequence[Slot], seed: int
) -> list[Slot]:
    if not slots:
        return []
    first, last = min(slot.on for slot in slots), max(slot.on for slot in slots)
    near = [years.working_day(desk.calendar, first, -1), years.working_day(desk.calendar, last, 1)]
    rows = years.counted(session, month.year)
    beside = years.people_on(session, near)
    known = {row.on for row in rows}
    to_come = [
        (day, len(places(pool.tasks, day)))
        for day in years.days_until_new_year(max(years.month_after(month), desk.today()), month.year)
        if desk.calendar.is_working(day) and day not in known
    ]
    return plan(
        pool.members, slots,
        ledger=years.ledger(pool.members, rows, without=month),
        before=beside[0], after=beside[1], apart=pool.apart, ahead=to_come,
        carry=years.carried(session, pool.members, month.year),
        seed=f"{seed}/{month:%Y-%m}",
    )  # fmt: skip


def _write(session: Session, desk: Desk, month: date, old: Sequence[Turn], planned: Sequence[Slot]) -> None:
    rows = {(row.on, row.place): row for row in old}
    for slot in planned:
        row = rows.pop((slot.on, slot.place), None)
        if slot.fixed:
            continue
        if row is None:
            session.add(
                Turn(
                    on=slot.on, place=slot.place, task=slot.task, effort=slot.effort, staff_id=slot.person
                )
            )  # fmt: skip
        elif (row.staff_id, row.task, row.effort) != (slot.person, slot.task, slot.effort):
            row.staff_id, row.task, row.effort = slot.person, slot.task, slot.effort
            row.how, row.swapped_from_id = "made", None
    for row in rows.values():
        row.deleted_at = desk.clock()
