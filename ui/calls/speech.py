"""Times, places and waits of calls as they are said on the page. Qt-free."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.calls.promises import PromiseRow
from app.china import phones
from app.china.workdays import WorkCalendar
from app.words import _
from ui.kit.saying import duration, joined, late

if TYPE_CHECKING:
    from app.overview.card import Card


def ticking(amount: int) -> str:
    """A running clock: two places for the minutes, so that it does not jump at ten."""
    said = duration(amount)
    return said if amount >= 600 else f"0{said}"


def place(province: str | None, city: str | None, carrier: str | None = None) -> str:
    """Where a number is from, "" when unknown; 北京 is not said twice."""
    town = " ".join(dict.fromkeys(part for part in (province, city) if part))
    return joined(town, carrier)


def place_of(card: "Card") -> str:
    """Where the number of a card is from; says so when it is not known."""
    said = place(card.province, card.city, card.carrier)
    if not said and card.kind in ("mobile", "landline"):
        return _("place unknown")
    return said


def number(text: str) -> str:
    """A normal number as it is spoken, in groups."""
    return phones.display(text) or text


def spoken(text: str) -> str:
    """A number as it was handed over, in groups when it is one of the plan."""
    known = phones.parse(text).number
    return number(known) if known else text


def due(moment: datetime, now: datetime) -> str:
    """When something is due: a clock today, else the date and a clock."""
    clock = f"{moment.hour}:{moment:%M}"
    return clock if moment.date() == now.date() else f"{moment:%m-%d} {clock}"


def owed(row: PromiseRow, now: datetime) -> tuple[str, str]:
    """How urgent an open promise is, and in which tone."""
    if row.due_at < now:
        return late(now - row.due_at), "red"
    soon = row.due_at - now <= timedelta(hours=2)
    return due(row.due_at, now), "amber" if soon else "text2"


def working(calendar: WorkCalendar, start: datetime, end: datetime) -> str:
    """How much working time lies between: "2 working h", to five minutes; "" when `end` is not later."""
    if end <= start:
        return ""
    minutes = round(calendar.between(start, end).total_seconds() / 300) * 5
    if minutes == 0:
        return _("outside working hours")
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("{minutes} working min").format(minutes=minutes)
    if minutes:
        return _("{hours} h {minutes} working").format(hours=hours, minutes=minutes)
    return _("{hours} working h").format(hours=hours)
