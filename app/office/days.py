"""The office's own calendar table: filled from the official one, changed by hand, warned about when missing."""

from datetime import date, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.china.workdays import Day, WorkCalendar, official
from app.office.model import CalendarDay
from app.store.store import Store

OFFICIAL = "holidays"
BY_HAND = "hand"
"""The source of days that somebody at this office set."""


def load(session: Session, hours: list[list[str]], zone: ZoneInfo) -> WorkCalendar:
    """The working calendar that the table and the office hours make."""
    here = select(CalendarDay).where(CalendarDay.deleted_at.is_(None))
    days = {row.on: Day(row.on, row.off, row.name) for row in session.scalars(here)}
    spans = tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in hours)
    return WorkCalendar(days, spans, zone)


def fill(store: Store, years: range) -> int:
    """Take the official days of those of `years` that have none yet; the number of days written.

    A year whose days are not published yet stays without them, and is asked for again the next day. What the office
    has set by hand stays, and keeps nothing else of its year away.
    """
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    with store.read() as session:
        rows = session.scalars(select(CalendarDay).where(CalendarDay.on.between(first, last))).all()
    have = {row.on.year for row in rows if row.source != BY_HAND}
    standing = {row.on for row in rows if row.deleted_at is None}
    cleared = {row.on: row.id for row in rows if row.deleted_at is not None}
    new = [
        day for year in years if year not in have for day in official(year) if day.date not in standing
    ]  # fmt: skip
    if new:
        with store.write("calendar.fill") as session:
            for day in new:
                told = {"off": day.off, "name": day.name, "source": OFFICIAL, "deleted_at": None}
                if day.date in cleared:
                    row = session.get_one(CalendarDay, cleared[day.date])
                    for name, value in told.items():
                        setattr(row, name, value)
                else:
                    session.add(CalendarDay(on=day.date, **told))
    return len(new)


def count(session: Session, year: int) -> int:
    """How many special days of `year` the table holds."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    here = CalendarDay.deleted_at.is_(None)
    return session.scalar(select(func.count()).where(here, CalendarDay.on.between(first, last))) or 0
