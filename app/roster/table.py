"""Turns as a table, exported only, for `frontdesk export roster`; as iCalendar too (see calendars)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.office.periods import month_of
from app.people import service as people
from app.people.links import PERSON
from app.roster import calendars
from app.roster import year as years
from app.roster.model import Turn
from app.roster.rules import HOW
from app.store.errors import UserError
from app.transfer.conditions import taken_apart
from app.transfer.fields import Choice, Field, Stored, Table
from app.words import NP_, _

CONDITIONS = ("month", "year", "person", "staff")


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """Which turns: from `first` to `last`, of one person; None is all."""

    first: date | None = None
    last: date | None = None
    staff_id: int | None = None


def chosen(desk: Desk, where: Sequence[str]) -> RosterQuery:
    """The query that `--where FIELD=VALUE` conditions make: month (2026-10), year (2026), person. UserError else."""
    query = RosterQuery()
    for name, value in taken_apart(where, CONDITIONS):
        if name == "month":
            first = month_of(value)
            query = replace(query, first=first, last=years.month_after(first) - timedelta(days=1))
        elif name == "year":
            first = _new_year(value)
            query = replace(query, first=first, last=date(first.year, 12, 31))
        else:
            with desk.store.read() as session:
                query = replace(query, staff_id=people.named(session, value).id)
    return query


def _new_year(text: str) -> date:
    try:
        return month_of(f"{text}-01")
    except UserError:
        raise UserError(_("{text} is no year. Write it as 2026.").format(text=text)) from None


def find(desk: Desk, where: Sequence[str]) -> list[int]:
    """The turns that `where` leaves, in the order of days. UserError for a condition not understood."""
    query = chosen(desk, where)
    found = select(Turn.id).where(Turn.deleted_at.is_(None)).order_by(Turn.on, Turn.place)
    if query.first is not None:
        found = found.where(Turn.on >= query.first)
    if query.last is not None:
        found = found.where(Turn.on <= query.last)
    if query.staff_id is not None:
        found = found.where(Turn.staff_id == query.staff_id)
    with desk.store.read() as session:
        return list(session.scalars(found))


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Turns by id."""
    return {
        row.id: Stored(
            row.id, row.uuid, row.row_version,
            {
                "month": f"{row.on:%Y-%m}", "on": row.on, "staff": row.staff_id, "task": row.task,
                "effort": row.effort, "how": row.how, "swapped_from": row.swapped_from_id, "done": row.done,
                "missed": row.missed, "checker": row.checker_id, "score": row.score, "remark": row.remark,
            },
            row.deleted_at is not None,
        )
        for row in session.scalars(select(Turn).where(Turn.id.in_(list(ids))))
    }  # fmt: skip


def write_calendar(desk: Desk, path: Path, where: Sequence[str]) -> int:
    """Write the turns that `where` leaves to `path` as iCalendar; how many. UserError when it can't be written."""
    query = chosen(desk, where)
    count, data = calendars.calendar(desk, first=query.first, last=query.last, staff_id=query.staff_id)
    calendars.write(path, data)
    return count


ROSTER = Table(
    kind="roster",
    record="roster",
    title=NP_("table", "Cleaning roster"),
    fields=(
        Field("month", NP_("roster", "Month"), imported=False),
        Field("on", NP_("roster", "Date"), "date"),
        Field("staff", NP_("roster", "Person"), "link", link=PERSON),
        Field("task", NP_("roster", "Task"), longest=100),
        Field("effort", NP_("roster", "Effort"), "int"),
        Field("how", NP_("roster", "How"), "choice", choice=Choice.of(HOW)),
        Field("swapped_from", NP_("roster", "Swapped from"), "link", link=PERSON),
        Field("done", NP_("roster", "Done"), "flag"),
        Field("missed", NP_("roster", "Missed"), "flag"),
        Field("checker", NP_("roster", "Inspector"), "link", link=PERSON),
        Field("score", NP_("roster", "Score"), "int"),
        Field("remark", NP_("roster", "Remark")),
    ),
    find=find,
    stored=stored,
)
