"""The demo office's roster: a year of months made by the program's own planner, ticked and scored month by month."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.dice import Dice
from app.demo.invented import Office
from app.office.desk import Desk
from app.roster import checks, making, pool
from app.roster import year as years
from app.roster.model import DeskCheck, Turn

REASONS = ("年假", "出差", "病假", "调休", "培训")
MONTHS = 13
"""Months before the last one; the one after it is made too."""
REASON = "演示数据"


def fill_roster(desk: Desk, office: Office, ids: dict[str, int]) -> None:
    """Pool, absences, months from a year before the office's last day to the one after it, ticks and desk checks."""
    dice = Dice(office.seed, office.size, "roster", office.until)
    here = [member.name for member in office.staff.members if member.role != "sales"]
    this = office.until.replace(day=1)
    first = max(years.month_after(office.first.replace(day=1)), years.month_after(this, -MONTHS))
    with desk.store.write("demo.roster", recorded=False) as session:
        _pool(desk, ids, here, dice)
        _absences(desk, ids, here, first, this, dice)
        month = first
        while month <= years.month_after(this):
            making.make(desk, month, seed=office.seed, reason=REASON if month <= this else "")
            session.flush()
            # what is missed is owed in the next month
            _ticks(session, month, office.until, ids[here[0]], dice)
            month = years.month_after(month)
        _desks(desk, session, first, office.until, [ids[name] for name in here], ids[here[0]], dice)


def _pool(desk: Desk, ids: dict[str, int], here: list[str], dice: Dice) -> None:
    """One leaves early on Fridays, two who share a telephone are kept apart."""
    if len(here) > 5:
        pool.save_member(desk, ids[here[5]], avoid="5", remark="每周五提前下班")
    if len(here) > 1:
        pool.keep_apart(desk, ids[here[0]], ids[here[1]], "前台要留一人")


def _absences(desk: Desk, ids: dict[str, int], here: list[str], first: date, this: date, dice: Dice) -> None:
    span = (years.month_after(this, 2) - first).days
    for name in here:
        for _time in range(dice.whole(1, 3)):
            start = first + timedelta(days=dice.whole(0, span - 1))
            pool.add_leave(
                desk, ids[name], start, start + timedelta(days=dice.whole(0, 4)), dice.one(REASONS)
            )


def _ticks(session: Session, month: date, until: date, checker: int, dice: Dice) -> None:
    query = select(Turn).where(Turn.on >= month, Turn.on < until, Turn.staff_id.is_not(None))
    for turn in session.scalars(query.order_by(Turn.on, Turn.place)):
        turn.missed = dice.chance(0.01)
        turn.done = not turn.missed
        if turn.done and dice.chance(0.4):
            turn.score, turn.checker_id = min(10, 7 + dice.whole(0, 3)), checker


def _desks(
    desk: Desk, session: Session, first: date, until: date, people: list[int], checker: int, dice: Dice
) -> None:
    month = first
    while month <= until:
        for week in checks.weeks_of(desk, month):
            if week + timedelta(days=4) < until:
                session.add_all(
                    DeskCheck(week=week, staff_id=person, score=6 + dice.whole(0, 4), checker_id=checker)
                    for person in people
                )
        month = years.month_after(month)
