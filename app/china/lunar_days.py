"""Birthdays by the solar or the lunar calendar: whether they can be, and when the next one is."""

from dataclasses import dataclass
from datetime import date

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Birthday:
    """Month and day, with the year where it is known; `lunar` by the old calendar, `leap` in its leap month."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False


def is_possible(birthday: Birthday) -> bool:
    """Whether there is such a day: 2-30 by the solar calendar and day 31 by the lunar are not."""
    if not 1 <= birthday.month <= 12 or birthday.day < 1:
        return False
    if birthday.leap and not birthday.lunar:
        return False
    if birthday.year is not None and not 1900 <= birthday.year <= 2100:
        return False
    if birthday.lunar:
        return birthday.day <= 30
    if birthday.year is not None:
        try:
            date(birthday.year, birthday.month, birthday.day)
        except ValueError:
            return False
    return birthday.day <= _LONGEST[birthday.month - 1]


def next_day(birthday: Birthday, today: date) -> date:
    """The next day, today included, on which it is kept.

    2-29 is kept on 2-28 in other years; the 30th of a lunar month that has only 29 days on the 29th; one born in
    a leap month keeps it in the ordinary month of that number in years without that leap month.
    """
    years = (today.year - 1, today.year, today.year + 1)
    days = (_in_year(birthday, year) for year in years)
    return min(day for day in days if day >= today)


def _in_year(birthday: Birthday, year: int) -> date:
    if birthday.lunar:
        return _solar_of(year, birthday)
    if birthday.month == 2 and birthday.day == 29:
        leap_year = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return date(year, 2, 29 if leap_year else 28)
    return date(year, birthday.month, birthday.day)


def _solar_of(year: int, birthday: Birthday) -> date:
    from tyme4py.lunar import LunarDay, LunarMonth, LunarYear  # 0.1 s: only where a lunar day is asked for

    in_leap = birthday.leap and LunarYear.from_year(year).get_leap_month() == birthday.month
    month = -birthday.month if in_leap else birthday.month
    length = LunarMonth.from_ym(year, month).get_day_count()
    day = LunarDay.from_ymd(year, month, min(birthday.day, length)).get_solar_day()
    return date(day.get_year(), day.get_month(), day.get_day())
