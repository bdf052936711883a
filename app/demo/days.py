"""The demo office's days: its year, its calendar, its working clock and the seasons of its trade."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from tyme4py.lunar import LunarDay
from tyme4py.solar import SolarTerm

from app.china.workdays import MAKEUP, Day, official

HOURS = (("08:30", "12:00"), ("13:30", "17:30"))
MARK = "（演示）"
"""Stands behind the name of every day that the State Council has not published yet."""
DAY = 86400


def first_day(until: date, *, years: int) -> date:
    """The first day of the `years` that end with `until`."""
    start = until + timedelta(days=1)
    leap = (start.month, start.day) == (2, 29)
    return start.replace(year=start.year - years, day=28 if leap else start.day)


def special_days(first: date, until: date) -> list[Day]:
    """The days that differ from their weekday, from the year of `first` to the one after `until`.

    Official where published, made up and marked in their names where not.
    """
    return [day for year in range(first.year, until.year + 2) for day in official(year) or made_up(year)]


@cache
def lunar(year: int, month: int, day: int) -> date:
    """The date of a day of the farmers' calendar: (2026, 8, 15) is 2026-09-25."""
    found = LunarDay.from_ymd(year, month, day).get_solar_day()
    return date(found.get_year(), found.get_month(), found.get_day())


def made_up(year: int) -> list[Day]:
    """A calendar such as the State Council's might be, for a year it has not published."""
    spring = lunar(year, 1, 1)
    clear = SolarTerm.from_name(year, "清明").get_solar_day()
    days: dict[date, Day] = {}

    def rest(name: str, start: date, count: int) -> None:
        for on in (start + timedelta(days=i) for i in range(count)):
            days.setdefault(on, Day(on, True, f"{name}{MARK}"))

    def work(near: date, weekday: int, step: int) -> None:
        on = near
        while on.weekday() != weekday or on in days:
            on += timedelta(days=step)
        days[on] = Day(on, False, f"{MAKEUP}{MARK}")

    rest("元旦", date(year, 1, 1), 1)
    rest("春节", spring - timedelta(days=1), 8)
    rest("清明节", date(clear.get_year(), clear.get_month(), clear.get_day()), 1)
    rest("劳动节", date(year, 5, 1), 5)
    rest("端午节", lunar(year, 5, 5), 1)
    rest("中秋节", lunar(year, 8, 15), 1)
    rest("国庆节", date(year, 10, 1), 7)
    for start, end in (
        (spring - timedelta(days=1), spring + timedelta(days=6)),
        (date(year, 5, 1), date(year, 5, 5)),
        (date(year, 10, 1), date(year, 10, 7)),
    ):
        work(start, 6, -1)
        work(end, 5, 1)
    return sorted(days.values(), key=lambda day: day.date)


def working_days(first: date, last: date, special: Sequence[Day]) -> list[date]:
    """The days from `first` to `last` on which the office is open."""
    known = {day.date: day for day in special}
    found = []
    on = first
    while on <= last:
        day = known.get(on)
        if not day.off if day is not None else on.weekday() < 5:
            found.append(on)
        on += timedelta(days=1)
    return found


def seasons(on: date) -> frozenset[str]:
    """What is in season for a liquor distributor on this day; the words of the templates."""
    month_day = (on.month, on.day)
    to_moon = (lunar(on.year, 8, 15) - on).days
    spring = lunar(on.year, 1, 1)
    if (on - spring).days > 60:
        spring = lunar(on.year + 1, 1, 1)
    to_spring = (spring - on).days
    found = {
        "autumn": 1 <= to_moon <= 45,
        "autumn-after": -30 <= to_moon <= 0,
        "spring": 1 <= to_spring <= 50,
        "new-year": -30 <= to_spring <= 0,
        "summer": (6, 10) <= month_day <= (9, 5),
        "cold": on.month in (12, 1, 2),
        "wedding": on.month in (1, 5, 9, 10, 12),
        "term": (7, 5) <= month_day <= (8, 31),
        "show": (3, 1) <= month_day <= (4, 5) or (10, 5) <= month_day <= (11, 10),
        "year-end": (11, 10) <= month_day <= (12, 31),
        "month-start": on.day <= 10,
        "month-end": on.day >= 24,
        "national": (9, 15) <= month_day <= (10, 8),
    }
    return frozenset(word for word, now in found.items() if now)


class WorkClock:
    """Working time as one line of seconds: the n-th second somebody is at work.

    The same rule as app.china.workdays.WorkCalendar, which takes a hundred times as long; a test holds
    the two together.
    """

    def __init__(self, days: Sequence[date]) -> None:
        self._days = [day.toordinal() for day in days]
        self._spans = [tuple(int(t[:2]) * 3600 + int(t[3:]) * 60 for t in span) for span in HOURS]
        self._length = sum(end - start for start, end in self._spans)

    def worked(self, moment: int) -> int:
        """Working seconds before `moment`, which is an ordinal day times 86400 plus its second."""
        day, second = divmod(moment, DAY)
        at = bisect_left(self._days, day)
        if at == len(self._days) or self._days[at] != day:
            return at * self._length
        return at * self._length + sum(min(max(second - start, 0), end - start) for start, end in self._spans)

    def moment(self, worked: int) -> int:
        """The moment at which `worked` working seconds are over; the end of a day rather than the next morning."""
        at, rest = divmod(worked, self._length)
        if rest == 0 and at > 0:
            at, rest = at - 1, self._length
        for start, end in self._spans:
            if rest <= end - start:
                return self._days[at] * DAY + start + rest
            rest -= end - start
        raise AssertionError("a day has only so many working seconds")

    def add(self, moment: int, seconds: int) -> int:
        """`seconds` of working time after `moment`."""
        return self.moment(self.worked(moment) + seconds)

    def day_after(self, day: int, count: int) -> int:
        """The ordinal of the `count`-th working day after the day `day`."""
        return self._days[bisect_right(self._days, day) + count - 1]
