"""What complaints owe by when: the salesperson told, the salesperson's word, the satisfaction call."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.complaints import finding, rules, service
from app.complaints.finding import ComplaintRow
from app.office import settings
from app.office.desk import Desk
from app.words import _


class Due(NamedTuple):
    """One thing owed: `kind` complaint (somebody has to be told, or to confirm) or followup (the call)."""

    kind: str
    complaint: ComplaintRow
    what: str
    owner: str
    due_at: datetime

    @property
    def id(self) -> int:
        """The complaint's."""
        return self.complaint.id


def dues(desk: Desk) -> list[Due]:
    """Everything complaints owe, the earliest first; moments in the office's zone.

    A complaint that is being handled owes nothing by a time of its own yet.
    """
    found = [due for row in finding.unfinished(desk) if (due := _due(desk, row)) is not None]
    return sorted(found, key=lambda due: (due.due_at, due.id))


def _due(desk: Desk, row: ComplaintRow) -> Due | None:
    hours = desk.settings.get
    text = " ".join(row.content.split())
    if row.status == "followup":
        if row.planned_on is None:
            return None
        what = _("Satisfied? Call {n}").format(n=row.attempts + 1)
        if row.attempts >= rules.ATTEMPTS_BEFORE_CLOSING:
            what = _("Not reached three times: it may be closed")
        return Due(
            service.FOLLOWUP,
            row,
            _("{what}: {about}").format(what=what, about=row.result or text),
            row.owner,
            desk.calendar.last_hours(row.planned_on),
        )
    if row.status == "new":
        due = desk.calendar.add(row.received_at, timedelta(hours=hours(settings.NOTIFY_HOURS)))
        return Due(service.KIND, row, _("{matter}: tell the salesperson").format(matter=text), row.owner, due)
    if row.notified_at is not None and row.acked_at is None:
        due = desk.calendar.add(row.notified_at, timedelta(hours=hours(settings.ACK_HOURS)))
        what = _("{matter}: {name} has not confirmed").format(matter=text, name=row.salesman)
        return Due(service.KIND, row, what, row.owner, due)
    return None
