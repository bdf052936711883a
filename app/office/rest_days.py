"""The calendar table as people keep it: a year seen, a day set by hand, an official table taken in after a preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import notices
from app.china.notices import Notice
from app.china.workdays import Day
from app.office.days import BY_HAND
from app.office.desk import Desk
from app.office.model import CalendarDay
from app.store.errors import UserError
from app.words import _

IMPORTED = "import"
NEXT_YEAR_FROM = 11
"""From this month on the next year's table is missed: the State Council publishes it in October or November."""
LONGEST_NAME = 40
_SAME_NAMES = ({"除夕", "春节"},)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A special day as stored: `source` is "holidays" (shipped), "import" or "hand"."""

    id: int
    date: date
    off: bool
    name: str
    source: str


def year(desk: Desk, which: int) -> list[DayRow]:
    """The special days of a year, in order."""
    with desk.store.read() as session:
        return [_row(row) for row in _stored(session, date(which, 1, 1), date(which, 12, 31))]


def _stored(session: Session, first: date, last: date) -> list[CalendarDay]:
    within = CalendarDay.on.between(first, last)
    query = select(CalendarDay).where(CalendarDay.deleted_at.is_(None), within).order_by(CalendarDay.on)
    return list(session.scalars(query))


def _row(row: CalendarDay) -> DayRow:
    return DayRow(row.id, row.on, row.off, row.name, row.source)


def warning(desk: Desk) -> str:
    """What is amiss with the calendar now, as one sentence; "" when nothing is.

    This year's notice is missing, or from November on the next one's.
    """
    today, calendar = desk.today(), desk.calendar
    for which in (today.year, today.year + 1):
        due = which == today.year or today.month >= NEXT_YEAR_FROM
        if due and not calendar.published(which):
            return not_published(which)
    return ""


def not_published(which: int) -> str:
    """What to say of a year whose notice is not in the table."""
    said = _(
        "The days off of {year} are not in the calendar yet: until they are, Monday to Friday count as work."
    )
    return said.format(year=which)


def put(desk: Desk, on: date, *, off: bool, name: str = "") -> None:
    """Make `on` a day off or a working day by hand. UserError when the name is too long."""
    name = name.strip()
    if len(name) > LONGEST_NAME:
        raise UserError(_("Longer than {most} characters: shorten it.").format(most=LONGEST_NAME))
    with desk.store.write("calendar.put") as session:
        _put(session, Day(on, off, name), BY_HAND)


def clear(desk: Desk, on: date) -> None:
    """Let `on` be what its weekday is again."""
    with desk.store.write("calendar.clear") as session:
        row = session.scalar(select(CalendarDay).where(CalendarDay.on == on))
        if row is not None:
            row.deleted_at = desk.clock()


def _put(session: Session, day: Day, source: str) -> None:
    row = session.scalar(select(CalendarDay).where(CalendarDay.on == day.date))
    if row is None:
        session.add(CalendarDay(on=day.date, off=day.off, name=day.name, source=source))
    else:
        row.off, row.name, row.source, row.deleted_at = day.off, day.name, source, None


@dataclass(frozen=True, slots=True)
class Change:
    """What taking the table would do to one day. `before` None: it is a plain day now; `after` None: it becomes one.

    `by_hand` -- the present entry was made by this office and stays unless it is said otherwise.
    """

    date: date
    before: Day | None
    after: Day | None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A table that was read, beside the one in use."""

    notice: Notice
    changes: tuple[Change, ...]
    same: int

    @property
    def new(self) -> int:
        """Days that become special."""
        return sum(1 for each in self.changes if each.before is None)

    @property
    def clashes(self) -> tuple[Change, ...]:
        """Days that the office set by hand and the table says otherwise."""
        return tuple(each for each in self.changes if each.by_hand)


def preview(desk: Desk, text: str, *, which: int | None = None) -> Preview:
    """Read a table and tell what it would change; nothing is written. `which` year is meant if the text says none.

    A table with all festivals of a year takes the place of that year's; one with a gap only adds and corrects.
    """
    notice = notices.read(text, year=which)
    with desk.store.read() as session:
        stored = {row.on: row for row in _stored(session, *_reach(notice))} if notice.days else {}
    changes: list[Change] = []
    same = 0
    wanted = {day.date: day for day in notice.days}
    whole = {year for year in notice.years if not notice.missing(year)}
    for on in sorted(wanted.keys() | {d for d in stored if d.year in whole}):
        row, after = stored.get(on), wanted.get(on)
        before = Day(row.on, row.off, row.name) if row is not None else None
        by_hand = row is not None and row.source == BY_HAND
        if before is not None and after is not None and _alike(before, after):
            same += 1
        elif after is None and by_hand:
            continue  # the office's own day off: no table speaks of it
        else:
            changes.append(Change(on, before, after, by_hand))
    return Preview(notice, tuple(changes), same)


def _alike(one: Day, other: Day) -> bool:
    names = {one.name, other.name}
    return one.off == other.off and (len(names) == 1 or any(names <= group for group in _SAME_NAMES))


def _reach(notice: Notice) -> tuple[date, date]:
    ends: list[date] = [day.date for day in notice.days]
    for which in notice.years:
        ends += [date(which, 1, 1), date(which, 12, 31)]
    return min(ends), max(ends)


def take(desk: Desk, seen: Preview, *, replace_by_hand: bool = False) -> int:
    """Take the table of `seen` in one write, which can be undone; how many days changed.

    What the office set by hand stays, unless `replace_by_hand`. UserError when the table has problems.
    """
    if seen.notice.problems:
        raise UserError(seen.notice.problems[0])
    with desk.store.write("calendar.import") as session:
        return _apply(desk, session, seen.changes, replace_by_hand)


def _apply(desk: Desk, session: Session, changes: Iterable[Change], replace_by_hand: bool) -> int:
    count = 0
    for each in changes:
        if each.by_hand and not replace_by_hand:
            continue
        count += 1
        if each.after is not None:
            _put(session, each.after, IMPORTED)
            continue
        row = session.scalar(select(CalendarDay).where(CalendarDay.on == each.date))
        if row is not None:
            row.deleted_at = desk.clock()
    return count
