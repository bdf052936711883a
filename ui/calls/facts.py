"""What the calls page needs to know of the office, read by one job, so that a form opens without a look at the disk."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.calls import service, situations
from app.calls.rules import Categories
from app.china.workdays import WorkCalendar
from app.office import phrases, settings
from app.office.desk import Desk
from app.office.phrases import PhraseRow
from app.people import service as people
from app.people.service import StaffRow
from app.words import _
from ui.kit.saying import joined


class Facts(NamedTuple):
    """Staff, categories, scripts, calendar and the settings of calls, as of one moment."""

    staff: tuple[StaffRow, ...]
    categories: Categories
    scripts: Mapping[str, str]
    greeting: str
    closing: str
    hard_caller: str
    rings: int
    hold_limit: int
    calendar: WorkCalendar
    promise_hours: int
    zone: ZoneInfo
    me: int
    """Who sits at the desk."""
    my_name: str = ""
    company: str = ""
    hotline: str = ""
    """The service hotline and who answers it, as one line; "" when there is none (R48)."""
    phrases: tuple[PhraseRow, ...] = ()

    def usual_due(self, start: datetime) -> datetime:
        """When a promise given at `start` is due unless somebody says otherwise (R8)."""
        due = self.calendar.add(start.astimezone(self.zone), timedelta(hours=self.promise_hours))
        return due.replace(second=0, microsecond=0)


def read(desk: Desk) -> Facts:
    """The facts as they are now. Reads the database: for a job."""
    words = service.categories(desk)
    get = desk.settings.get
    return Facts(
        staff=tuple(people.find(desk)),
        categories=words,
        scripts={word: service.script(desk, word) for word in (*words.words, *situations.LABELS)},
        greeting=service.greeting(desk),
        closing=get(settings.CLOSING),
        hard_caller=get(settings.HARD_CALLER),
        rings=get(settings.RINGS),
        hold_limit=get(settings.HOLD_LIMIT),
        calendar=desk.calendar,
        promise_hours=get(settings.PROMISE_HOURS),
        zone=desk.zone,
        me=desk.person.id,
        my_name=desk.person.name,
        company=get(settings.COMPANY),
        hotline=_hotline(get(settings.HOTLINE), get(settings.HOTLINE_SEAT)),
        phrases=tuple(phrases.rows(desk)),
    )


def _hotline(number: str, seat: str) -> str:
    if not number:
        return ""
    by = _("{name} answers").format(name=seat) if seat else ""
    return joined(_("Hotline {number}").format(number=number), by)
