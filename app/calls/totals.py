"""The figures of a month of calls: what the papers, the reports page and the command line all tell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import rules
from app.calls.model import Call, Promise
from app.office.desk import Desk

QUICK_RINGS = 3
"""Answered by the third ring is answered in time (R2)."""


@dataclass(slots=True)
class Totals:
    """Counts of some calls, of a day or of a month. A share is None when there is nothing to share."""

    calls: int = 0
    missed: int = 0
    by_category: Counter[str] = field(default_factory=Counter)
    rings_known: int = 0
    rings_quick: int = 0
    talks: int = 0
    talk_seconds: int = 0
    promises: int = 0
    promises_kept: int = 0
    promises_overdue: int = 0
    promises_late: int = 0

    def add(self, other: "Totals") -> None:
        """Count `other` in."""
        for name in self.__slots__:
            if name == "by_category":
                self.by_category.update(other.by_category)
            else:
                setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def within_three_rings(self) -> float | None:
        """The share of answered incoming calls with rings known that rang three times at most, 0…1."""
        return self.rings_quick / self.rings_known if self.rings_known else None

    @property
    def average_talk_seconds(self) -> float | None:
        """Mean talk time of the calls whose time is known, in seconds."""
        return self.talk_seconds / self.talks if self.talks else None

    @property
    def kept_share(self) -> float | None:
        """The share of promises kept by the time first promised, 0…1."""
        return self.promises_kept / self.promises if self.promises else None


@dataclass(frozen=True, slots=True)
class MonthOfCalls:
    """A month: the whole, each day, each hour, each province and each question."""

    month: date
    whole: Totals
    days: dict[date, Totals]
    hours: Counter[int]
    provinces: Counter[str]
    province_categories: dict[str, Counter[str]]
    questions: list["Question"]

    @property
    def peak_day(self) -> date | None:
        """The day with most calls; the first of several."""
        busiest = max(self.days.items(), key=lambda pair: (pair[1].calls, -pair[0].toordinal()), default=None)
        return busiest[0] if busiest and busiest[1].calls else None

    @property
    def peak_hour(self) -> int | None:
        """The hour of the day with most calls."""
        return min(self.hours, key=lambda hour: (-self.hours[hour], hour)) if self.hours else None


@dataclass(frozen=True, slots=True)
class Question:
    """A matter that came up often, with the newest answer given to it."""

    category: str
    matter: str
    count: int
    answer: str


def month_bounds(desk: Desk, month: date) -> tuple[datetime, datetime]:
    """From the first moment of `month` to the first moment of the next."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return desk.day_bounds(first, last)


def month_of_calls(desk: Desk, month: date) -> MonthOfCalls:
    """The figures of `month` (any day of it), counted in one pass over its calls.

    A promise counts on the day of its call; it is kept when the call back came by the time first promised.
    """
    start, end = month_bounds(desk, month)
    with desk.store.read() as session:
        return _count(session, desk, month.replace(day=1), start, end)


def totals_between(desk: Desk, start: datetime, end: datetime) -> Totals:
    """The figures of the calls from `start` until before `end`."""
    with desk.store.read() as session:
        whole = Totals()
        for day in _count(session, desk, start.date(), start, end).days.values():
            whole.add(day)
        return whole


def _count(session: Session, desk: Desk, month: date, start: datetime, end: datetime) -> MonthOfCalls:
    days: dict[date, Totals] = {}
    hours: Counter[int] = Counter()
    provinces: Counter[str] = Counter()
    by_province: dict[str, Counter[str]] = {}
    asked: dict[tuple[str, str], tuple[int, str]] = {}
    calls = session.execute(
        select(
            Call.started_at, Call.direction, Call.category, Call.rings, Call.talk_seconds,
            Call.area_province, Call.matter, Call.answer,
        )
        .where(Call.deleted_at.is_(None), Call.started_at >= start, Call.started_at < end)
        .order_by(Call.started_at)
    )  # fmt: skip
    for started_at, direction, category, rings, talk, province, matter, answer in calls:
        local = desk.local(started_at)
        day = days.setdefault(local.date(), Totals())
        day.calls += 1
        day.by_category[category] += 1
        hours[local.hour] += 1
        if direction == "missed":
            day.missed += 1
        elif direction == "in" and rings is not None:
            day.rings_known += 1
            day.rings_quick += rings <= QUICK_RINGS
        if direction != "missed" and talk is not None:
            day.talks += 1
            day.talk_seconds += talk
        if province:
            provinces[province] += 1
            by_province.setdefault(province, Counter())[category] += 1
        if direction != "missed" and category != "nuisance" and matter:
            times, known = asked.get((category, matter), (0, ""))
            asked[category, matter] = (times + 1, answer or known)
    now = desk.clock()
    for call_at, result, called_at, first_due_at, due_at in session.execute(
        select(Call.started_at, Promise.result, Promise.called_at, Promise.first_due_at, Promise.due_at)
        .join(Call, Promise.call_id == Call.id)
        .where(
            Promise.deleted_at.is_(None),
            Call.deleted_at.is_(None),
            Call.started_at >= start,
            Call.started_at < end,
        )
    ):
        day = days.setdefault(desk.local(call_at).date(), Totals())
        day.promises += 1
        kept = rules.kept_in_time(result=result, called_at=called_at, first_due_at=first_due_at)
        day.promises_kept += kept
        day.promises_late += result == "called" and not kept
        day.promises_overdue += rules.overdue(result=result, due_at=due_at, now=now)
    whole = Totals()
    for each in days.values():
        whole.add(each)
    return MonthOfCalls(month, whole, days, hours, provinces, by_province, _questions(asked))


def _questions(asked: dict[tuple[str, str], tuple[int, str]]) -> list[Question]:
    often: Iterable[tuple[tuple[str, str], tuple[int, str]]] = sorted(
        asked.items(), key=lambda pair: (-pair[1][0], pair[0])
    )
    return [Question(category, matter, n, answer) for (category, matter), (n, answer) in list(often)[:10]]
