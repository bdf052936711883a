"""Desk: one opened office, the one handle that every service takes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.china.workdays import WorkCalendar
from app.office import days, settings
from app.office.chosen import Settings
from app.office.memory import Memory
from app.office.model import CalendarDay
from app.office.seat import folder_of
from app.store.changes import Changes
from app.store.store import Actor, Store


class Person(NamedTuple):
    """Who sits at the desk."""

    id: int
    name: str
    role: str = ""


class Desk:
    """An opened office: store, settings, calendar, clock and the person at the desk.

    Made by `app.people.service.open_desk`, which also seats somebody; closed by `close()` or a with block.
    """

    def __init__(self, store: Store, folder: Path, *, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.folder = folder
        self.clock = clock
        self.settings = Settings(store)
        self.memory = Memory(folder)
        self._person: Person | None = None
        self._calendar: WorkCalendar | None = None
        self._changes = 0  # of days and settings: other threads read the calendar meanwhile
        store.hub.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        if any(each.kind in (CalendarDay.__tablename__, "setting") for each in changes.touched):
            self._changes += 1
            self._calendar = None

    @property
    def person(self) -> Person:
        """Who sits at the desk."""
        assert self._person is not None, "open_desk seats somebody before anything else"
        return self._person

    def sit(self, person: Person) -> None:
        """From now on `person` is the one who writes."""
        self._person = person
        self.store.actor = Actor(person.id, person.name)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.settings.get(settings.ZONE))

    def now(self) -> datetime:
        """The moment, aware, in the office's zone."""
        return self.clock().astimezone(self.zone)

    def today(self) -> date:
        """The office's date."""
        return self.now().date()

    @property
    def calendar(self) -> WorkCalendar:
        """The working calendar of the office, read anew after somebody changed it."""
        known, changes = self._calendar, self._changes
        if known is None:
            with self.store.read() as session:
                known = days.load(session, self.settings.get(settings.HOURS), self.zone)
            if changes == self._changes:  # else somebody changed it while it was read
                self._calendar = known
        return known

    def local(self, moment: datetime) -> datetime:
        """`moment` in the office's zone; a moment without a zone is the office's already."""
        return moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment.astimezone(self.zone)

    def day_bounds(self, first: date, last: date | None = None) -> tuple[datetime, datetime]:
        """From the first moment of `first` to the first moment after `last` (default the same day), half open."""
        start = datetime(first.year, first.month, first.day, tzinfo=self.zone)
        after = date.fromordinal((last or first).toordinal() + 1)
        return start, datetime(after.year, after.month, after.day, tzinfo=self.zone)

    def close(self) -> None:
        """Let go of the office's files."""
        self.store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def open_store(
    data: Path | None, database: str | None, *, clock: Callable[[], datetime] = utc_now
) -> tuple[Store, Path]:
    """The store named by a folder or by a database URL, and the seat's folder; UserError with one sentence."""
    folder = folder_of(data, database)
    store = Store.open(database if database is not None else folder, clock=clock)
    folder.mkdir(parents=True, exist_ok=True)
    return store, folder
