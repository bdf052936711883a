"""Whose phone numbers are whole on screen and paper, and the log of what went out or was uncovered (R64)."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from app.china import phones
from app.office import settings
from app.office.desk import Desk
from app.office.model import Disclosure
from app.words import NP_, pgettext

EXPORTED, SHOWN = "exported", "shown"
WHATS = {EXPORTED: NP_("disclosure", "Exported"), SHOWN: NP_("disclosure", "Numbers shown")}
_TRUSTED = ("manager", "admin")


def masks(desk: Desk) -> bool:
    """Whether numbers are hidden from who sits at the desk."""
    whom = desk.settings.get(settings.MASKED)
    role = desk.person.role
    return role == "sales" if whom == "sales" else role not in _TRUSTED if whom == "others" else False


def shown(desk: Desk, text: str) -> str:
    """The numbers of a field as they may be seen at this desk."""
    return phones.masked(text) if masks(desk) else text


def what_label(word: str) -> str:
    """What happened, in the language in use."""
    return pgettext(*WHATS[word])


class Disclosed(NamedTuple):
    """One line of the log: an export of `rows` records to `file`, or the record whose numbers were shown."""

    id: int
    at: datetime
    by: str
    what: str
    kind: str
    record_id: int | None
    rows: int
    masked: bool
    file: str


def record_export(desk: Desk, kind: str, *, rows: int, file: str) -> None:
    """Write down that so many records of `kind` went into `file`. Unavailable when the office can't be written."""
    with desk.store.write(f"export.{kind}") as session:
        session.add(_line(desk, EXPORTED, kind, rows=rows, file=file, masked=masks(desk)))


def uncover(desk: Desk, kind: str, record_id: int | None) -> None:
    """Write down that the hidden numbers of a record are shown now; before they are.

    record_id -- None for a call that is not saved yet.
    """
    with desk.store.write("numbers.show") as session:
        session.add(_line(desk, SHOWN, kind, record_id=record_id, rows=1, masked=False))


def log(desk: Desk, *, since: date | None = None, limit: int | None = None) -> list[Disclosed]:
    """What went out, the newest first; since a day and at most `limit` lines when given."""
    query = select(Disclosure).order_by(Disclosure.id.desc())
    if since is not None:
        query = query.where(Disclosure.at >= desk.day_bounds(since)[0])
    with desk.store.read() as session:
        return [
            Disclosed(row.id, desk.local(row.at), row.by_name, row.what, row.kind, row.record_id, row.rows,
                      row.masked, row.file)
            for row in session.scalars(query.limit(limit))
        ]  # fmt: skip


def _line(
    desk: Desk, what: str, kind: str, *, rows: int, masked: bool, record_id: int | None = None, file: str = ""
) -> Disclosure:
    return Disclosure(
        at=desk.clock(), by_id=desk.person.id, by_name=desk.person.name, what=what, kind=kind, record_id=record_id,
        rows=rows, masked=masked, file=file,
    )  # fmt: skip
