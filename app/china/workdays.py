"""Working days and working time in China: weekends, holidays and adjusted work days (调休) by an editable table.

The table is filled from the yearly notice of the State Council (国务院办公厅关于部分节假日安排的通知) as the `holidays`
package knows it. A year whose notice is not out yet counts Monday to Friday, and the caller can tell (`published`).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MAKEUP = "调休班"
"""The name of a weekend day that is worked in exchange for another."""

Hours = tuple[tuple[time, time], ...]
_DAY = timedelta(days=1)
_NAMES = {"农历除夕": "除夕"}
_FURTHEST = 400  # days without any work after which a calendar is taken to be broken


class Day(NamedTuple):
    """A day that differs from the plain week or has a name: `off` is no work, not `off` is worked."""

    date: date
    off: bool
    name: str


class WorkCalendar:
    """Which moments are working time: `days` over a Monday-to-Friday week, `hours` of each working day, one zone.

    `hours` are (from, to) in order and without overlap; 00:00 as the last "to" is midnight. ValueError otherwise.
    Moments come in with any zone and go out in the calendar's.
    """

    def __init__(self, days: Mapping[date, Day], hours: Hours, zone: ZoneInfo) -> None:
        self._days = days
        self._spans = tuple((_since_midnight(a), _since_midnight(b) or _DAY) for a, b in hours)
        edges = [edge for span in self._spans for edge in span]
        rising = all(a < b for a, b in self._spans) and edges == sorted(edges)
        if not edges or not rising:
            raise ValueError("working hours must be one or more spans, in order and without overlap")
        self.zone = zone

    def is_working(self, day: date) -> bool:
        """Whether people work on `day` at all."""
        known = self._days.get(day)
        return not known.off if known else day.weekday() < 5

    def working_day(self, day: date) -> date:
        """`day`, or the first day after it on which people work. ValueError when there is none for over a year."""
        for ahead in range(_FURTHEST):
            if self.is_working(day + ahead * _DAY):
                return day + ahead * _DAY
        raise ValueError("the calendar has no working day left")

    def last_hours(self, day: date) -> datetime:
        """When the last working hours of `day` begin, were it worked: the start of the last span."""
        return (datetime.combine(day, time.min) + self._spans[-1][0]).replace(tzinfo=self.zone)

    def name(self, day: date) -> str:
        """国庆节, 调休班 …; "" on a plain day."""
        known = self._days.get(day)
        return known.name if known else ""

    def published(self, year: int) -> bool:
        """Whether the table holds the year's notice: it does when it says something of National Day, 1 October."""
        return date(year, 10, 1) in self._days

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The moment at which `working` time has passed since `start`.

        No time after a closed hour is the next opening; a span that ends at noon is due at noon. ValueError for a
        naive `start`, for time below zero, and when the table leaves no work for more than a year.
        """
        if working < timedelta(0):
            raise ValueError("working time cannot be negative")
        moment = self._local(start)
        left = working
        for begin, end in self._open(moment.date()):
            begin = max(begin, moment)
            if begin > end:
                continue
            if left <= end - begin and (begin < end or begin == moment):
                return (begin + left).replace(tzinfo=self.zone)
            left -= end - begin
        raise ValueError("the calendar has no working time left")

    def between(self, first: datetime, last: datetime) -> timedelta:
        """Working time from `first` to `last`; negative when `last` is earlier. ValueError for a naive moment."""
        a, b = self._local(first), self._local(last)
        if b < a:
            return -self.between(last, first)
        total = timedelta(0)
        day = a.date()
        while day <= b.date():
            for begin, end in self._of(day):
                total += max(min(end, b) - max(begin, a), timedelta(0))
            day += _DAY
        return total

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _of(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.is_working(day):
            midnight = datetime.combine(day, time.min)
            for begin, end in self._spans:
                yield midnight + begin, midnight + end

    def _open(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        idle = 0
        while idle < _FURTHEST:
            idle = 0 if self.is_working(day) else idle + 1
            yield from self._of(day)
            day += _DAY


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def official(year: int) -> list[Day]:
    """The days of `year` that its notice names, in order: every day off with its weekends, and the work days.

    [] for a year whose notice the installed `holidays` package does not know (festivals alone are no notice).
    """
    from holidays import country_holidays  # 0.7 s: only where a table is filled

    found = country_holidays("CN", years=year, language="zh_CN")
    worked = {day for day in found.weekend_workdays if day.year == year}
    if not any(day.month < 12 for day in worked):  # a December day may come from the notice of the next year
        return []
    off = {day: str(name) for day, name in found.items() if day.year == year}
    days = [Day(day, True, name) for block in _blocks(off, worked) for day, name in _named(block, off)]
    return sorted(days + [Day(day, False, MAKEUP) for day in worked], key=lambda day: day.date)


def _blocks(off: Mapping[date, str], worked: Iterable[date]) -> Iterator[list[date]]:
    """Days off in a row, weekends among and around them included."""
    at_work = set(worked)

    def rests(day: date) -> bool:
        return day in off or (day.weekday() >= 5 and day not in at_work)

    seen: set[date] = set()
    for day in sorted(off):
        if day in seen:
            continue
        first = last = day
        while rests(first - _DAY) and (first - _DAY).year == day.year:
            first -= _DAY
        while rests(last + _DAY) and (last + _DAY).year == day.year:
            last += _DAY
        block = [first + _DAY * n for n in range((last - first).days + 1)]
        seen.update(block)
        yield block


def _named(block: list[date], off: Mapping[date, str]) -> Iterator[tuple[date, str]]:
    """Each day of a block with its festival's name; a day without one takes that of the festival before it."""
    plain = [_festival(off.get(day, "")) for day in block]
    name = next((name for name in plain if name), "元旦")  # the last days of December go with 1 January
    for day, own in zip(block, plain, strict=True):
        if name == "除夕" and not own:
            own = "春节"
        name = own or name
        yield day, name


def _festival(label: str) -> str:
    """国庆节（补假） → 国庆节; 休息日（由 2026-10-10 调休） → "", which festival it belongs to its neighbours tell."""
    name = label.split("（")[0].strip().replace("; ", "、")
    return "" if name == "休息日" else _NAMES.get(name, name)
