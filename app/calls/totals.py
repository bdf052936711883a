"""The figures of a month of calls: what the papers, the reports page and the command line all tell."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Label, String, case, cast, func, select
from sqlalchemy.orm import Session

from app.calls import rules
from app.calls.model import Call, Promise
from app.office.desk import Desk
from app.office.periods import month_bounds

QUICK_RINGS = 3
"""Answered by the third ring is answered in time (R2)."""
QUESTIONS = 10


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


class MonthOfCalls(NamedTuple):
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


def month_of_calls(desk: Desk, month: date) -> MonthOfCalls:
    """The figures of `month` (any day of it), counted by the database in the groups they are shown in.

    A promise counts on the day of its call; it is kept when the call back came by the time first promised.
    """
    start, end = month_bounds(desk, month)
    with desk.store.read() as session:
        days, hours = _days(session, desk, start, end)
        provinces: Counter[str] = Counter()
        by_province: dict[str, Counter[str]] = {}
        for province, category, n in session.execute(
            select(Call.area_province, Call.category, func.count())
            .where(*_within(start, end))
            .group_by(Call.area_province, Call.category)
        ):
            if province:
                provinces[province] += n
                by_province.setdefault(province, Counter())[category] = n
        asked = _questions(session, start, end)
    whole = Totals()
    for each in days.values():
        whole.add(each)
    return MonthOfCalls(month.replace(day=1), whole, days, hours, provinces, by_province, asked)


def totals_between(desk: Desk, start: datetime, end: datetime) -> Totals:
    """The figures of the calls from `start` until before `end`."""
    with desk.store.read() as session:
        days, _hours = _days(session, desk, start, end)
    whole = Totals()
    for day in days.values():
        whole.add(day)
    return whole


def hours_between(desk: Desk, start: datetime, end: datetime) -> Counter[int]:
    """How many calls began in each hour of the day, from `start` until before `end`."""
    began = _began(desk, start, end)
    local = _local(desk)
    hours: Counter[int] = Counter()
    with desk.store.read() as session:
        for told, n in session.execute(
            select(began, func.count()).where(*_within(start, end)).group_by(began.name)
        ):
            hours[local(told).hour] += n
    return hours


def _within(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return Call.deleted_at.is_(None), Call.started_at >= start, Call.started_at < end


def _began(desk: Desk, start: datetime, end: datetime) -> Label[str]:
    """The hour in which a call began, in UTC, as text; its minute where the zone is not whole hours from UTC."""
    offsets = [desk.local(moment).utcoffset() or timedelta() for moment in (start, end)]
    length = 16 if any(offset % timedelta(hours=1) for offset in offsets) else 13
    return func.substr(cast(Call.started_at, String), 1, length, type_=String).label("began")


def _local(desk: Desk) -> Callable[[str], datetime]:
    """Gives the local moment of what `_began` told; each is worked out once, for thousands of calls."""
    return cache(lambda told: desk.local(datetime.fromisoformat(told).replace(tzinfo=UTC)))


def _days(
    session: Session, desk: Desk, start: datetime, end: datetime
) -> tuple[dict[date, Totals], Counter[int]]:
    days: defaultdict[date, Totals] = defaultdict(Totals)
    hours: Counter[int] = Counter()
    local = _local(desk)
    began = _began(desk, start, end)
    quick = func.sum(case((Call.rings <= QUICK_RINGS, 1), else_=0))
    for told, direction, category, n, rings, rings_quick, talks, seconds in session.execute(
        select(
            began, Call.direction, Call.category, func.count(), func.count(Call.rings), quick,
            func.count(Call.talk_seconds), func.coalesce(func.sum(Call.talk_seconds), 0),
        )
        .where(*_within(start, end))
        .group_by(began.name, Call.direction, Call.category)
        .order_by(began.name)
    ):  # fmt: skip
        moment = local(told)
        day = days[moment.date()]
        day.calls += n
        day.by_category[category] += n
        hours[moment.hour] += n
        if direction == "missed":
            day.missed += n
        else:
            day.talks += talks
            day.talk_seconds += seconds
        if direction == "in":
            day.rings_known += rings
            day.rings_quick += rings_quick
    now = desk.clock()
    for told, result, called_at, first_due_at, due_at in session.execute(
        select(began, Promise.result, Promise.called_at, Promise.first_due_at, Promise.due_at)
        .join(Call, Promise.call_id == Call.id)
        .where(Promise.deleted_at.is_(None), *_within(start, end))
    ):
        day = days[local(told).date()]
        day.promises += 1
        kept = rules.kept_in_time(result=result, called_at=called_at, first_due_at=first_due_at)
        day.promises_kept += kept
        day.promises_late += result == "called" and not kept
        day.promises_overdue += rules.overdue(result=result, due_at=due_at, now=now)
    return dict(days), hours


def _questions(session: Session, start: datetime, end: datetime) -> list[Question]:
    """The ten matters that came up most, with the newest answer given to each."""
    real = (*_within(start, end), Call.direction != "missed", Call.category != "nuisance", Call.matter != "")
    often = session.execute(
        select(Call.category, Call.matter, func.count())
        .where(*real)
        .group_by(Call.category, Call.matter)
        .order_by(func.count().desc(), Call.category, Call.matter)
        .limit(QUESTIONS)
    ).all()
    answers = {
        (category, matter): answer
        for category, matter, answer in session.execute(
            select(Call.category, Call.matter, Call.answer)
            .where(*real, Call.answer != "", Call.matter.in_([matter for _category, matter, _n in often]))
            .order_by(Call.started_at)
        )
    }
    return [
        Question(category, matter, n, answers.get((category, matter), "")) for category, matter, n in often
    ]
