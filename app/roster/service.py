"""Making a month, and every change by hand: swap, put, lock, stand in, tick, score (R43, R44)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.people import service as people
from app.people.model import Staff
from app.roster import pool as pools
from app.roster import year as years
from app.roster.model import Leave, RosterMonth, Turn
from app.roster.planning import Slot, plan
from app.roster.pool import Pool
from app.roster.rules import SICK, Away, Member, places, score_problem
from app.store.errors import UserError
from app.store.store import claim
from app.words import _

KIND = "roster"
FIRST_SEED = 1
FURTHEST = 24
"""Months ahead that may be made."""
STATES = ("done", "missed", "open")

Ref = tuple[int, int]
"""A turn as its reader knows it: id and row_version."""


def make(desk: Desk, month: date, *, seed: int | None = None, reason: str = "") -> int:
    """Make the roster of `month` (its first day); how many places were filled anew.

    What is locked, ticked, or of days before today in a month made before stays as it is. `seed` (default: the
    month's last one) draws the lots: the same seed on the same records gives the same month. UserError for a past
    month without `reason`, for a month too far ahead, and when nobody takes part.
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
        old = _turns(session, month)
        seed = seed if seed is not None else kept.seed if kept else FIRST_SEED
        made_before = bool(old)
        fixed = {
            (row.on, row.place): row for row in old
            if row.locked or row.done or row.missed or (made_before and month == this and row.on < today)
        }  # fmt: skip
        days = [day for day in years.days_of(month) if desk.calendar.is_working(day)]
        working = set(days)  # a lock does not hold on a day that has become a rest day
        fixed = {key: row for key, row in fixed.items() if key[0] in working or key[0] < today}
        slots = _slots(pool, days, fixed)
        planned = _planned(session, desk, month, pool, slots, seed)
        _write(session, desk, month, old, planned)
        if kept is None:
            session.add(RosterMonth(month=month, seed=seed, reason=reason.strip()[:200]))
        else:
            kept.seed, kept.reason = seed, reason.strip()[:200] or kept.reason
        return sum(1 for slot in planned if slot.person is not None and not slot.fixed)


def seed_of(desk: Desk, month: date) -> int | None:
    """The seed `month` was made with; None when it was not made."""
    with desk.store.read() as session:
        kept = _month_row(session, month.replace(day=1))
        return kept.seed if kept else None


def _month_row(session: Session, month: date) -> RosterMonth | None:
    return session.scalar(
        select(RosterMonth).where(RosterMonth.month == month, RosterMonth.deleted_at.is_(None))
    )


def _turns(session: Session, month: date) -> list[Turn]:
    last = years.month_after(month) - timedelta(days=1)
    return list(
        session.scalars(
            select(Turn)
            .where(Turn.deleted_at.is_(None), Turn.on.between(month, last))
            .order_by(Turn.on, Turn.place)
        )
    )


def _slots(pool: Pool, days: Sequence[date], fixed: dict[tuple[date, int], Turn]) -> list[Slot]:
    slots = [Slot(row.on, row.place, row.task, row.effort, row.staff_id, True) for row in fixed.values()]
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
    return plan(
        pool.members, slots,
        ledger=years.ledger(pool.members, rows, without=month),
        before=beside[0], after=beside[1], apart=pool.apart,
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


# By hand


def swap(desk: Desk, one: Ref, other: Ref, *, reason: str = "") -> None:
    """Let the people of two turns change places; `swapped_from` keeps whose turn each was at first.

    An unfilled place may be one of the two: then the other person moves there. UserError when one can't be there on
    the day of the other, when they are of one day or one person; Conflict when a turn has moved on meanwhile.
    """
    if one[0] == other[0]:
        raise UserError(_("This is one and the same turn. Choose another one to swap with."))
    with desk.store.write("roster.swap") as session:
        a, b = _claimed(session, one), _claimed(session, other)
        if a.staff_id == b.staff_id:
            raise UserError(_("Both turns are of the same person already."))
        for row in (a, b):
            _must_be_open(row)
        pool = pools.load(session)
        if a.on != b.on:
            may(session, pool, a, b.staff_id, leaving={a.staff_id or 0})
            may(session, pool, b, a.staff_id, leaving={b.staff_id or 0})
        was_a, was_b = a.staff_id, b.staff_id
        if a.on == b.on:  # only their tasks change hands
            a.staff_id, b.staff_id = was_b, was_a
            return
        for row, was, now in ((a, was_a, was_b), (b, was_b, was_a)):
            _hand_to(row, was, now, "swapped")
            if reason.strip():
                row.remark = reason.strip()


def swap_people(desk: Desk, one_id: int, other_id: int, month: date, *, reason: str = "") -> int:
    """Let two people take each other's turns of `month` from today on; how many turns changed.

    UserError as of `swap`, and when neither has a turn left.
    """
    with desk.store.write("roster.swap") as session:
        pool = pools.load(session)
        rows = [
            row for row in _turns(session, month.replace(day=1))
            if row.staff_id in (one_id, other_id) and row.on >= desk.today() and not (row.done or row.missed)
        ]  # fmt: skip
        both = {day for day in {row.on for row in rows} if sum(row.on == day for row in rows) > 1}
        rows = [row for row in rows if row.on not in both]  # on a day they share nothing changes
        if not rows:
            raise UserError(_("Neither of the two has a turn left in this month."))
        for row in rows:
            now = other_id if row.staff_id == one_id else one_id
            may(session, pool, row, now, leaving={one_id, other_id})
            _hand_to(row, row.staff_id, now, "swapped")
            if reason.strip():
                row.remark = reason.strip()
        return len(rows)


def put(desk: Desk, turn: Ref, staff_id: int | None) -> None:
    """Give a turn to `staff_id` by hand, or to nobody. Somebody who has another place that day changes places.

    UserError when the person is away that day; Conflict when the turn has moved on.
    """
    with desk.store.write("roster.put") as session:
        row = _claimed(session, turn)
        if row.staff_id == staff_id:
            return
        _must_be_open(row)
        beside = None
        if staff_id is not None:
            beside = session.scalar(
                select(Turn).where(Turn.deleted_at.is_(None), Turn.on == row.on, Turn.staff_id == staff_id)
            )
        if beside is not None:
            beside.staff_id, row.staff_id = row.staff_id, staff_id
            return
        may(session, pools.load(session), row, staff_id, by_hand=True)
        row.staff_id, row.how, row.swapped_from_id = staff_id, "hand", None


def stand_in(desk: Desk, turn: Ref, staff_id: int, *, reason: str = "") -> None:
    """`staff_id` takes the turn of somebody who is ill or away that day, which is noted as an absence too (R43).

    UserError as of `put`, and when the place has nobody.
    """
    with desk.store.write("roster.stand_in") as session:
        row = _claimed(session, turn)
        _must_be_open(row)
        was = row.staff_id
        if was is None:
            raise UserError(_("Nobody has this turn. Press Enter to choose somebody."))
        may(session, pools.load(session), row, staff_id, by_hand=True)
        away = session.scalar(
            select(Leave.id).where(
                Leave.deleted_at.is_(None),
                Leave.staff_id == was,
                Leave.from_on <= row.on,
                Leave.to_on >= row.on,
            )
        )
        if away is None:
            pools.put_leave(session, was, row.on, row.on, reason or _(SICK))
        _hand_to(row, was, staff_id, "substitute")


def _hand_to(row: Turn, was: int | None, now: int | None, how: str) -> None:
    first = row.swapped_from_id if row.swapped_from_id is not None else was
    back = first is not None and first == now
    row.staff_id = now
    row.swapped_from_id = None if back or now is None else first
    row.how = "made" if back or now is None else how


def _claimed(session: Session, turn: Ref) -> Turn:
    return claim(session, Turn, turn[0], row_version=turn[1])


def _must_be_open(row: Turn) -> None:
    if row.done or row.missed:
        raise UserError(
            _("{day} is ticked already. Take the tick off before changing people.").format(day=say(row.on))
        )


def may(
    session: Session, pool: Pool, row: Turn, staff_id: int | None, *, by_hand: bool = False,
    leaving: set[int] | frozenset[int] = frozenset(),
) -> None:  # fmt: skip
    """UserError when `staff_id` can't have the turn `row`. By hand people from outside the pool may help."""
    if staff_id is None:
        return
    member = next((each for each in pool.members if each.id == staff_id), None)
    name = people.names(session, [staff_id]).get(staff_id, "")
    if member is None:
        member = _outsider(session, staff_id, name)
    elif by_hand:
        member = replace(member, avoid="", weekdays="", prefer="")
    if obstacle := member.obstacle(row.on):
        raise UserError(
            _("{name} can't be on duty on {day}: {why}.").format(name=name, day=say(row.on), why=obstacle)
        )
    beside = [
        other for other in session.scalars(
            select(Turn.staff_id).where(Turn.deleted_at.is_(None), Turn.on == row.on, Turn.id != row.id)
        ) if other is not None and other not in leaving
    ]  # fmt: skip
    if staff_id in beside:
        raise UserError(_("{name} is on duty on {day} already.").format(name=name, day=say(row.on)))
    foe = next((other for other in beside if frozenset((other, staff_id)) in pool.apart), None)
    if foe is not None:
        both = people.names(session, [foe])[foe]
        raise UserError(
            _("{name} and {other} are kept apart, and {other} is on duty on {day}.").format(
                name=name, other=both, day=say(row.on)
            )
        )


def _outsider(session: Session, staff_id: int, name: str) -> Member:
    row = session.get_one(Staff, staff_id)
    away = session.scalars(select(Leave).where(Leave.deleted_at.is_(None), Leave.staff_id == staff_id))
    told = tuple(Away(each.from_on, each.to_on, each.reason) for each in away)
    return Member(staff_id, name, row.from_on, row.to_on, away=told)


def lock(desk: Desk, turns: Sequence[Ref], locked: bool) -> None:
    """Lock turns, so that making the month again leaves them, or unlock them. UserError for an unfilled place."""
    with desk.store.write("roster.lock" if locked else "roster.unlock") as session:
        for turn in turns:
            row = _claimed(session, turn)
            if locked and row.staff_id is None:
                raise UserError(_("An unfilled place can't be locked: nobody would ever be put there."))
            row.locked = locked


def tick(desk: Desk, turns: Sequence[Ref], state: str) -> None:
    """Mark turns as done, missed (they do not count then, and are owed) or open again. UserError before their day."""
    if state not in STATES:
        raise UserError(_("{word} is none of: {words}.").format(word=state, words=", ".join(STATES)))
    with desk.store.write(f"roster.{state}") as session:
        for turn in turns:
            row = _claimed(session, turn)
            if state != "open" and row.on > desk.today():
                raise UserError(
                    _("{day} is still to come. It can be ticked on the day.").format(day=say(row.on))
                )
            if state != "open" and row.staff_id is None:
                raise UserError(_("Nobody is on duty in this place. Choose somebody first."))
            row.done, row.missed = state == "done", state == "missed"


def inspect(desk: Desk, turns: Sequence[Ref], score: int | None, *, checker_id: int | None = None) -> None:
    """Give turns the score of an inspection, 0 to 10 (None takes it away), by `checker_id` (default: who sits here).

    A turn that gets a score is done. UserError for another score or a day that is still to come.
    """
    if wrong := score_problem(score):
        raise UserError(wrong)
    with desk.store.write("roster.inspect") as session:
        for turn in turns:
            row = _claimed(session, turn)
            if row.on > desk.today():
                raise UserError(
                    _("{day} is still to come. It can be ticked on the day.").format(day=say(row.on))
                )
            row.score = score
            row.checker_id = None if score is None else checker_id or desk.person.id
            if score is not None:
                row.done, row.missed = True, False


def say(day: date) -> str:
    """A day in a sentence: 10月13日."""
    return _("{month}-{day}").format(month=day.month, day=day.day)
