"""What complaints say of themselves on the page: moments, places, tones. Qt-free."""

from datetime import date, datetime

from app.complaints.finding import ComplaintRow
from ui.kit import when

STATUS_TONES = {
    "new": "red", "working": "accent", "escalated": "red", "followup": "amber", "closed": "green",
    "withdrawn": "text2",
}  # fmt: skip
STATUS_ICONS = {
    "new": "flag", "working": "flag", "escalated": "triangle-alert", "followup": "smile", "closed": "check",
    "withdrawn": "circle-slash",
}  # fmt: skip
GRADE_TONES = {"major": "amber", "urgent": "red"}
SCORE_TONES = {5: "green", 4: "green", 3: "text2", 2: "red", 1: "red"}


def place(row: ComplaintRow) -> str:
    """Province, city and address, each once."""
    return " ".join(dict.fromkeys(part for part in (row.province or "", row.city, row.address) if part))


def moment(at: datetime, today: date) -> str:
    """A clock today, a date before; the year when it is another one."""
    if at.date() == today:
        return f"{at:%H:%M}"
    return f"{at:%m-%d}" if at.year == today.year else f"{at:%Y-%m-%d}"


def day(on: date, today: date) -> str:
    """A day, without the year when it is this one."""
    return f"{on:%m-%d}" if on.year == today.year else f"{on:%Y-%m-%d}"


def said(at: datetime | None, now: datetime) -> str:
    """A moment as one says it; "" for none."""
    return "" if at is None else when.say(at, now)


def within(at: datetime | None, now: datetime) -> str:
    """The same in the middle of a sentence."""
    return "" if at is None else when.within(at, now)
