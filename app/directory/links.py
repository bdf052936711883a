"""Links between any two records, and why they belong together (design: any record ↔ any record)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.directory.model import Link
from app.office.desk import Desk
from app.store.errors import UserError
from app.store.store import update_where
from app.words import _

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Linked:
    """What a record is linked with: the link, the other record, why, and since when (office zone)."""

    id: int
    kind: str
    record_id: int
    why: str
    at: datetime


def link(desk: Desk, one: tuple[str, int], other: tuple[str, int], *, why: str = "") -> int:
    """Link the records `one` and `other` (kind and id); the link's id. Two that are linked already stay linked once.

    UserError when both are the same record or `why` is too long.
    """
    if one == other:
        raise UserError(_("A record can't be linked with itself."))
    why = why.strip()
    if len(why) > LONGEST:
        raise UserError(_("The reason is longer than {most} characters: shorten it.").format(most=LONGEST))
    with desk.store.write("link.add") as session:
        known = session.scalars(select(Link).where(_between(one, other)).limit(1)).first()
        if known is not None:
            known.deleted_at, known.why = None, why or known.why
            return known.id
        row = Link(kind=one[0], record_id=one[1], other_kind=other[0], other_id=other[1], why=why)
        session.add(row)
        session.flush()
        return row.id


def unlink(desk: Desk, link_id: int) -> None:
    """Take a link away; linking the two again brings it back."""
    with desk.store.write("link.remove") as session:
        session.get_one(Link, link_id).deleted_at = desk.clock()


def links_of(desk: Desk, kind: str, record_id: int) -> list[Linked]:
    """What the record is linked with, whichever side it stands on, the newest first."""
    with desk.store.read() as session:
        mine = and_(Link.kind == kind, Link.record_id == record_id)
        theirs = and_(Link.other_kind == kind, Link.other_id == record_id)
        rows: Sequence[Link] = session.scalars(
            select(Link).where(or_(mine, theirs), Link.deleted_at.is_(None)).order_by(Link.id.desc())
        ).all()
        return [
            Linked(row.id, row.other_kind, row.other_id, row.why, desk.local(row.created_at))
            if (row.kind, row.record_id) == (kind, record_id)
            else Linked(row.id, row.kind, row.record_id, row.why, desk.local(row.created_at))
            for row in rows
        ]


def _between(one: tuple[str, int], other: tuple[str, int]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(Link.kind == a[0], Link.record_id == a[1], Link.other_kind == b[0], Link.other_id == b[1])
            for a, b in ((one, other), (other, one))
        )
    )


def repoint(session: Session, kind: str, old: int, new: int) -> int:
    """Let every link of the record `old` of `kind` be one of `new`, recorded; how many. A link of both goes."""
    both = or_(
        and_(Link.kind == kind, Link.record_id == old, Link.other_kind == kind, Link.other_id == new),
        and_(Link.kind == kind, Link.record_id == new, Link.other_kind == kind, Link.other_id == old),
    )
    now = session.info["recorder"].now
    update_where(session, Link, both, Link.deleted_at.is_(None), values={"deleted_at": now})
    here = Link.deleted_at.is_(None)
    moved = update_where(
        session, Link, Link.kind == kind, Link.record_id == old, here, values={"record_id": new}
    )
    return moved + update_where(
        session, Link, Link.other_kind == kind, Link.other_id == old, here, values={"other_id": new}
    )
