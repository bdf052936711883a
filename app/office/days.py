"""The office's own calendar table: filled from the official one, changed by hand, warned about when missing."""

from datetime import date, time
from zoneinfo import ZoneInfo

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from app.china.workdays import Day, WorkCalendar, official
from app.office.model import CalendarDay
from app.store.store import Store

OFFICIAL = "holidays"


def load(session: Session, hours: list[list[str]], zone: ZoneInfo) -> WorkCalendar:
    """The working calendar that the table and the office hours make."""
    here = select(CalendarDay).where(CalendarDay.deleted_at.is_(None))
    days = {row.on: Day(row.on, row.off, row.name) for row in session.scalars(here)}
    spans = tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in hours)
    return WorkCalendar(days, spans, zone)


def fill(store: Store, years: range) -> int:
    """Take the official days of those of `years` that have none yet; the number of days written.

    A year whose days are not published yet stays empty, and is asked for again at the next start.
    """
    with store.read() as session:
        have = {
            int(year)
            for year in session.scalars(
                select(extract("year", CalendarDay.on)).group_by(extract("year", CalendarDay.on))
            )
        }
    new = [day for year in years if year not in have for day in official(year)]
    if new:
        with store.write("calendar.fill") as session:
            session.add_all(CalendarDay(on=d.date, off=d.off, name=d.name, source=OFFICIAL) for d in new)
    return len(new)


def count(session: Session, year: int) -> int:
    """How many special days of `year` the table holds."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    here = CalendarDay.deleted_at.is_(None)
    return session.scalar(select(func.count()).where(here, CalendarDay.on.between(first, last))) or 0
