"""Every change of a month by hand: swap, put, lock, stand in, tick, score (R43, R44)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.people import service as people
from app.people.model import Staff
from app.roster import pool as pools
from app.roster import year as years
from app.roster.model import Leave, Turn
from app.roster.pool import Pool
from app.roster.rules import SICK, Away, Member, score_problem
from app.store.errors import UserError
from app.store.store import claim
from app.words import _

KIND = "roster"
STATES = ("done", "missed", "open")

Ref = tuple[int, int]
"""A turn as its reader knows it: id and row_version."""


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
            row for row in years.turns(session, month.replace(day=1))
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
