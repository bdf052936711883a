"""Which backups to keep: everything of two days, then one a day, a week, a month. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

ALL = timedelta(days=2)
DAILY = timedelta(days=14)
WEEKLY = timedelta(weeks=9)
MONTHLY = timedelta(days=2 * 366)


class Copy(NamedTuple):
    """One verified backup. `order` counts what it holds (the last write's number), which no clock can
    move.
    """

    name: str
    at: datetime
    order: int


def newest(copies: Iterable[Copy]) -> Copy | None:
    """The one that holds most; of equal ones the youngest."""
    return max(copies, key=lambda copy: (copy.order, copy.at, copy.name), default=None)


def superfluous(copies: Iterable[Copy], now: datetime) -> list[Copy]:
    """The backups that may go at `now`. Never the newest; of a day, week or month the newest stays."""
    ranked = sorted(copies, key=lambda copy: (copy.order, copy.at, copy.name), reverse=True)
    taken: set[tuple[str, date]] = set()
    going = []
    for place, copy in enumerate(ranked):
        age = now - copy.at
        span = _span(copy.at.date(), age)
        if place == 0 or age < ALL:  # also what a wrong clock has dated into the future
            taken |= _spans(copy.at.date())
        elif span is None or span in taken:
            going.append(copy)
        else:
            taken |= _spans(copy.at.date())
    return going


def _span(day: date, age: timedelta) -> tuple[str, date] | None:
    wanted = "day" if age < DAILY else "week" if age < WEEKLY else "month" if age < MONTHLY else None
    return next((span for span in _spans(day) if span[0] == wanted), None)


def _spans(day: date) -> set[tuple[str, date]]:
    return {("day", day), ("week", day - timedelta(days=day.weekday())), ("month", day.replace(day=1))}
