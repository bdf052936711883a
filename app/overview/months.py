"""The months an office has calls of: what the reports page lists."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.calls.model import Call
from app.office.desk import Desk
from app.office.periods import month_bounds


@dataclass(frozen=True, slots=True)
class Month:
    """A month and how many calls it has."""

    month: date
    calls: int


def months(desk: Desk) -> list[Month]:
    """Every month that has calls, the newest first; this month too, even without any.

    Counted month by month along the index of the call's time, so that a large archive answers at once.
    """
    here = Call.deleted_at.is_(None)
    with desk.store.read() as session:
        first = session.scalar(select(func.min(Call.started_at)).where(here))
        month = desk.today().replace(day=1)
        last = desk.local(first).date().replace(day=1) if first is not None else month
        found: list[Month] = []
        while month >= min(last, desk.today().replace(day=1)):
            start, end = month_bounds(desk, month)
            where = (here, Call.started_at >= start, Call.started_at < end)
            calls = session.scalar(select(func.count()).select_from(Call).where(*where)) or 0
            if calls or not found:
                found.append(Month(month, calls))
            month = (month - timedelta(days=1)).replace(day=1)
    return found
