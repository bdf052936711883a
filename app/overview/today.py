"""The today board: what is late, due soon, due today and this week, and how the day's calls went so far."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.calls import promises
from app.calls.promises import PromiseRow
from app.calls.totals import Totals, hours_between, totals_between
from app.complaints.dues import Due, dues
from app.office.desk import Desk
from app.overview import alarms
from app.overview.alarms import PutOff
from app.roster.finding import on_duty
from app.roster.shown import Day

SOON = timedelta(hours=2)
AVERAGE_DAYS = 20
"""The day's calls are laid against the mean of this many working days."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is owed with one urgency: late, soon, today, week or later."""

    key: str
    promises: tuple[PromiseRow, ...]
    complaints: tuple[Due, ...] = ()
    """What complaints owe: somebody to be told, or the satisfaction call."""

    def __len__(self) -> int:
        return len(self.promises) + len(self.complaints)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the strip: how much falls due on it."""

    date: date
    due: int
    working: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What the today page shows."""

    now: datetime
    groups: tuple[Group, ...]
    done: tuple[PromiseRow, ...]
    totals: Totals
    hours: Counter[int]
    usual_hours: dict[int, float]
    """Mean calls an hour over the last working days."""
    week: tuple[WeekDay, ...]
    duty: Day
    """Who is on duty today."""
    put_off: dict[tuple[str, int], PutOff] = field(default_factory=dict)
    """Whose reminder is silent for now, by kind and id."""

    @property
    def late(self) -> int:
        """How many things are late."""
        return len(self.groups[0])


def board(desk: Desk) -> Board:
    """The board as of now."""
    now = desk.now()
    today = now.date()
    start, end = desk.day_bounds(today)
    monday = today - timedelta(days=today.weekday())
    week_end = desk.day_bounds(monday + timedelta(days=6))[1]
    owed = promises.owed(desk)
    groups: dict[str, list[PromiseRow]] = {"late": [], "soon": [], "today": [], "week": [], "later": []}
    for row in owed:
        groups[_urgency(row.due_at, now, end, week_end)].append(row)
    complained = dues(desk)
    by_urgency: dict[str, list[Due]] = {key: [] for key in groups}
    for each in complained:
        by_urgency[_urgency(each.due_at, now, end, week_end)].append(each)
    moments = [*(row.due_at for row in owed), *(each.due_at for each in complained)]
    due = Counter(moment.date() for moment in moments)
    days = (monday + timedelta(days=i) for i in range(7))
    return Board(
        now=now,
        groups=tuple(Group(key, tuple(rows), tuple(by_urgency[key])) for key, rows in groups.items()),
        done=tuple(promises.settled(desk, start, end)),
        totals=totals_between(desk, start, end),
        hours=hours_between(desk, start, end),
        usual_hours=_usual(desk, today),
        week=tuple(WeekDay(day, due[day], desk.calendar.is_working(day)) for day in days),
        duty=on_duty(desk, today),
        put_off=alarms.standing(desk),
    )


def _urgency(due: datetime, now: datetime, today_end: datetime, week_end: datetime) -> str:
    if due < now:
        return "late"
    if due < now + SOON:
        return "soon"
    if due < today_end:
        return "today"
    return "week" if due < week_end else "later"


def _usual(desk: Desk, today: date) -> dict[int, float]:
    days: list[date] = []
    day = today
    while len(days) < AVERAGE_DAYS and (today - day).days < 60:
        day -= timedelta(days=1)
        if desk.calendar.is_working(day):
            days.append(day)
    if not days:
        return {}
    start, end = desk.day_bounds(days[-1], today - timedelta(days=1))
    return {hour: n / len(days) for hour, n in hours_between(desk, start, end).items()}
