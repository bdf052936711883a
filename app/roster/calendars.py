"""The roster of one person, or of everybody, as an iCalendar file (RFC 5545) for telephones and mail programs."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from app.files import atomic_write, safe_name, system_reason
from app.office import settings
from app.office.desk import Desk
from app.people import service as people
from app.roster import finding
from app.roster import year as years
from app.roster.model import Turn
from app.store.errors import UserError
from app.words import _

PRODUCT = "-//FrontDesk//Roster//ZH"
ALARM = timedelta(minutes=-15)
ENDING = ".ics"


def calendar(
    desk: Desk, *, first: date | None = None, last: date | None = None, staff_id: int | None = None
) -> tuple[int, bytes]:
    """How many turns there are, and the file: those of `staff_id` (None: of everybody) from `first` to `last`.

    A turn keeps its UID over swaps and its SEQUENCE rises, so that a program which reads the file again moves the
    event instead of doubling it.
    """
    from icalendar import Alarm, Calendar, Event

    query = (
        select(Turn)
        .where(Turn.deleted_at.is_(None), Turn.staff_id.is_not(None))
        .order_by(Turn.on, Turn.place)
    )
    if first is not None:
        query = query.where(Turn.on >= first)
    if last is not None:
        query = query.where(Turn.on <= last)
    if staff_id is not None:
        query = query.where(Turn.staff_id == staff_id)
    with desk.store.read() as session:
        turns = session.scalars(query).all()
        names = people.names(session, (turn.staff_id for turn in turns))
    company = desk.settings.get(settings.COMPANY)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    title = names.get(staff_id, "") if staff_id is not None else company
    made.add("x-wr-calname", _("Cleaning roster {name}").format(name=title).strip())
    made.add("x-wr-timezone", str(desk.zone))
    start = time.fromisoformat(desk.settings.get(settings.ROSTER_START))
    long = timedelta(minutes=desk.settings.get(settings.ROSTER_MINUTES))
    for turn in turns:
        event = Event()
        event.add("uid", f"{turn.uuid}@frontdesk")
        event.add("sequence", turn.row_version)
        event.add("dtstamp", turn.updated_at)
        event.add("dtstart", datetime.combine(turn.on, start, desk.zone))
        event.add("dtend", datetime.combine(turn.on, start, desk.zone) + long)
        who = "" if staff_id is not None else f"{names[turn.staff_id or 0]} "
        event.add("summary", _("{who}On duty: {task}").format(who=who, task=turn.task))
        event.add("categories", [_("Cleaning roster")])
        event.add("description", desk.settings.get(settings.ROSTER_RULES))
        if company:
            event.add("location", company)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", ALARM)
        alarm.add("description", _("On duty: {task}").format(task=turn.task))
        event.add_component(alarm)
        made.add_component(event)
    made.add_missing_timezones()
    return len(turns), made.to_ical()


def file_name(month: date, name: str) -> str:
    """What the file of one person is called."""
    return _("{month} roster {name}").format(month=f"{month:%Y-%m}", name=name)


def write(path: Path, data: bytes) -> None:
    """Put a file of `calendar` to `path`. UserError when it can't be written."""
    try:
        with atomic_write(path) as part:
            part.write_bytes(data)
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=path, reason=system_reason(problem))
        ) from problem


def write_month(desk: Desk, month: date, folder: Path) -> int:
    """A file for everybody on duty in `month` into `folder`; how many. UserError when one can't be written."""
    last = years.month_after(month) - timedelta(days=1)
    with desk.store.read() as session:
        ids = session.scalars(
            select(Turn.staff_id)
            .where(Turn.deleted_at.is_(None), Turn.on.between(month, last), Turn.staff_id.is_not(None))
            .distinct()
        )
        named = finding.told_apart(session, [i for i in ids if i is not None])
    for staff_id, name in sorted(named.items()):
        _count, data = calendar(desk, first=month, last=last, staff_id=staff_id)
        write(folder / (safe_name(file_name(month, name)) + ENDING), data)
    return len(named)
